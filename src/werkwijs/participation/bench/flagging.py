"""What might be easier in each statement, with the sentence shown: advice, never a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import plainlanguage as pl
from werkwijs.lib import words
from werkwijs.studies.models import Statement, Study

FEWEST, MOST = 20, 100
"""Published maps have about so many statements; a remark, never a rule."""


@dataclass(frozen=True)
class Flag:
    """One remark about a statement, ready to be shown."""

    rule: str
    grave: bool
    """Better changed; the others ask to look again."""
    message: str
    pieces: list[tuple[str, bool]]
    alternative: str


def flags(study: Study, statements: Iterable[Statement]) -> dict[int, list[Flag]]:
    """Flags per statement, also those that only show over the whole set.

    None where the study does not speak Dutch, because we know only Dutch.
    """
    texts = {str(s.pk): s.text for s in statements}
    if study.language != "nl":
        return {int(pk): [] for pk in texts}
    advised = pl.advise_set(texts, stem=study.stem)
    return {
        int(pk): [
            Flag(
                a.rule,
                a.severity == "fail",
                a.message(words.language()),
                list(a.pieces()),
                a.alternative or "",
            )
            for a in own
        ]
        for pk, own in advised.items()
    }


@dataclass(frozen=True)
class About:
    """The set as a whole."""

    statements: int
    words: int
    flagged: int
    size: str
    """``few``, ``many``, or "" between about 20 and 100."""
    readability: pl.Readability | None


def about(study: Study, statements: Iterable[Statement], flagged: int) -> About:
    """How the set is doing. A score only where there is enough text for one."""
    texts = [f"{study.stem.rstrip('.… ')} {s.text}".strip() for s in statements]
    n = len(texts)
    return About(
        statements=n,
        words=sum(len(text.split()) for text in texts),
        flagged=flagged,
        size="few" if n < FEWEST else "many" if n > MOST else "",
        readability=pl.readability(map(_closed, texts)) if study.language == "nl" else None,
    )


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
