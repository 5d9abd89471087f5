"""Scales as somebody sets them up: ends, a word per step, one set of pictures, practice items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from werkwijs.studies.models import PracticeItem, Scale, ScaleStep, Study

MOST_STEPS = 7
"""More steps than people can keep apart."""
PRACTICE_ITEMS = 4

SETS: dict[str, dict[int, tuple[str, ...]]] = {
    "": {},
    "blocks": {
        2: ("blocks-1", "blocks-3"),
        3: ("blocks-1", "blocks-2", "blocks-3"),
        4: ("bars-1", "bars-2", "bars-4", "bars-5"),
        5: ("bars-1", "bars-2", "bars-3", "bars-4", "bars-5"),
    },
    "circles": {
        2: ("circle-empty", "circle-full"),
        3: ("circle-empty", "circle-half", "circle-full"),
        4: ("circle-empty", "circle-quarter", "circle-half", "circle-full"),
        5: ("circle-empty", "circle-quarter", "circle-half", "circle-most", "circle-full"),
    },
    "faces": {
        2: ("face-sad", "face-glad"),
        3: ("face-sad", "face-flat", "face-glad"),
        5: ("face-very-sad", "face-sad", "face-flat", "face-glad", "face-very-glad"),
    },
}
"""Name of a set -> number of steps -> the symbols of `werkwijs.design.symbols`, low to high."""


def shows(study: Study, picture: str) -> bool:
    """Whether a step shows this picture: where the study has pictures, and faces only where it chose them."""
    faces = picture.startswith("face-")
    return bool(picture) and study.shows_pictures and (study.shows_emoticons or not faces)


def fits(pictures: str, steps: int) -> bool:
    """Whether the set has a picture for each of so many steps."""
    return pictures == "" or steps in SETS[pictures]


def set_of(steps: list[ScaleStep]) -> str:
    """Which set the pictures of these steps are; "" where they have none."""
    shown = tuple(step.picture for step in steps)
    return next((name for name, sizes in SETS.items() if shown in sizes.values()), "")


def facts_of(scale: Scale) -> dict[str, Any]:
    """A scale as the fields of its form."""
    steps = list(scale.steps.all()) if scale.pk else []
    practice = list(scale.practice_items.all())[:PRACTICE_ITEMS] if scale.pk else []
    facts: dict[str, Any] = {
        "key": scale.key,
        "question": scale.question,
        "easy_question": scale.easy_question,
        "minimum": scale.minimum,
        "maximum": scale.maximum,
        "words_of_steps": "\n".join(step.word for step in steps),
        "pictures": set_of(steps) if scale.pk else "blocks",
    }
    for n in range(1, PRACTICE_ITEMS + 1):
        item = practice[n - 1] if n <= len(practice) else None
        facts[f"practice_{n}"] = item.text if item else ""
        facts[f"expected_{n}"] = item.expected if item else None
    return facts


@transaction.atomic
def write(scale: Scale, facts: Mapping[str, Any]) -> Scale:
    """Save what its form says."""
    for name in ("key", "question", "easy_question", "minimum", "maximum"):
        setattr(scale, name, facts[name])
    if scale.pk is None:
        scale.order = scale.study.scales.count()
    scale.save()
    words = facts["words_of_steps"].splitlines()
    shown = SETS[facts["pictures"]].get(len(words), ("",) * len(words))
    scale.steps.all().delete()
    ScaleStep.objects.bulk_create(
        ScaleStep(scale=scale, value=scale.minimum + n, word=word, picture=picture)
        for n, (word, picture) in enumerate(zip(words, shown, strict=True))
    )
    scale.practice_items.all().delete()
    rows = [(facts[f"practice_{n}"], facts[f"expected_{n}"]) for n in range(1, PRACTICE_ITEMS + 1)]
    PracticeItem.objects.bulk_create(
        PracticeItem(scale=scale, text=text, expected=expected, order=n)
        for n, (text, expected) in enumerate(rows)
        if text
    )
    return scale
