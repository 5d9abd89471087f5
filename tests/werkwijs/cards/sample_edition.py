"""An edition to print and show without a database: the example cards on an invented map.

What is asked of the map here is only that it has the shape; the numbers are drawn at random from a seed.
"""

from __future__ import annotations

import hashlib
import random
import tomllib
from importlib.resources import files
from typing import Any

from werkwijs.cards.edition_document import AUDIENCES, KIND, SCHEMA, EditionDocument

WHEEL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
    b'<circle cx="50" cy="50" r="40" fill="#1b6ca8"/><path d="M20 50h60" stroke="#fff"/></svg>'
)
PICTURE = f"pictures/{hashlib.sha256(WHEEL).hexdigest()[:16]}.svg"
NAMES = [
    "Werk dat past",
    "Jobcoach",
    "Leiding",
    "Erbij horen",
    "De basis",
    "Samen",
    "Groeien",
    "Spanning",
]


def example() -> list[dict[str, Any]]:
    found = tomllib.loads(files("werkwijs.cards").joinpath("example/cards.toml").read_text("utf-8"))
    cards: list[dict[str, Any]] = found["card"]
    return cards


def sample(cards: int | None = None) -> tuple[EditionDocument, dict[str, bytes]]:
    """The document and its files; with ``cards``, so many, each for all four audiences."""
    rng = random.Random(5)  # noqa: S311 - invented numbers
    told = example()
    made = []
    for place in range(cards or len(told)):
        of = told[place % len(told)]
        texts = {a: of[a] for a in AUDIENCES if a in of}
        if cards:
            texts = {a: of.get(a) or next(iter(texts.values())) for a in AUDIENCES}
        own = sorted({s for t in texts.values() for s in t["statements"]}, key=int)
        made.append(
            {
                "number": place + 1,
                "key": f"00000000-0000-4000-8000-{place + 1:012d}",
                "theme": of["theme"],
                "clusters": [(int(own[0]) - 1) // 8 + 1],
                "statements": own,
                "texts": {
                    audience: {
                        "title": t["title"],
                        "why": t["why"],
                        "actions": t["actions"],
                        "question": t["question"],
                        "easy": t.get("easy", ""),
                        "picture": {
                            "file": PICTURE,
                            "alt": "Een blauwe cirkel",
                            "credit": "Eigen tekening, CC0-1.0",
                            "source": "own",
                        },
                        "sound": None,
                        "statements": t["statements"],
                        "read_by": {"n": 2, "experts": 1},
                    }
                    for audience, t in texts.items()
                },
            }
        )
    groups = ["jongere", "werkgever", "jobcoach", "steunsysteem"]

    def rated() -> dict[str, Any]:
        return {
            "belang": {
                "mean": round(rng.uniform(1.5, 2.9), 2),
                "n": 80,
                "groups": {g: round(rng.uniform(1.3, 3), 2) for g in groups[:3]}
                | {groups[3]: None},
            }
        }

    document: Any = {
        "schema": SCHEMA,
        "kind": KIND,
        "key": "00000000-0000-4000-8000-00000000abcd",
        "number": 1,
        "title": "Sterk in Werk",
        "language": "nl",
        "made_on": "2026-11-27",
        "organisation": "De Verzonnen Werkplaats",
        "licence": "CC-BY-SA-4.0",
        "colophon": "Geschreven door het studieteam van De Verzonnen Werkplaats.",
        "remark": "",
        "invented": True,
        "follows": None,
        "changes": [],
        "made": [{"organisation": "De Verzonnen Werkplaats", "on": "2026-11-27", "act": "made"}],
        "map": {
            "study": "Sterk in Werk",
            "prompt": "Wat helpt om werk te vinden en te houden?",
            "stem": "Het helpt als",
            "version": 1,
            "published_on": "2026-11-20",
            "digest": "0" * 64,
            "sorters": 60,
            "raters": 90,
            "scales": [{"name": "belang", "minimum": 1, "maximum": 3}],
            "groups": [{"key": g, "name": g, "sorters": 15, "raters": 22} for g in groups],
            "clusters": [
                {
                    "cluster": n,
                    "letter": "ABCDEFGH"[n - 1],
                    "name": name,
                    "easy": "",
                    "stays": round(rng.uniform(0.5, 0.95), 2),
                    "ratings": rated(),
                }
                for n, name in enumerate(NAMES, start=1)
            ],
            "statements": [
                {
                    "id": str(n),
                    "text": f"het {n} keer per week goed gaat.",
                    "cluster": (n - 1) // 8 + 1,
                    "origin": groups[n % 4],
                    "stays": round(rng.uniform(0.4, 1), 2),
                    "bridging": round(rng.random(), 2),
                    "ratings": rated(),
                }
                for n in range(1, 65)
            ],
        },
        "cards": made,
        "files": {PICTURE: hashlib.sha256(WHEEL).hexdigest()},
    }
    return document, {PICTURE: WHEEL}
