"""What might be easier in a text of a study, to show beside it: advice, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass

import plainlanguage as pl
from werkwijs.lib import words
from werkwijs.lib.words import say
from werkwijs.studies.models import Study


@dataclass(frozen=True)
class Tip:
    """One remark, ready to be shown."""

    message: str
    pieces: list[tuple[str, bool]]
    """The sentence, with what is marked."""
    alternative: str


TO_READ = pl.PARTICIPANTS.without("double-idea", "beginning")
"""What is only read may hold two ideas: nobody answers it."""


def advised_on(
    study: Study, *texts: tuple[str, str, str, bool], answered: bool = False
) -> list[tuple[str, list[Tip]]]:
    """Tips for several texts, each under the label of its field.

    Parameters
    ----------
    answered
        Whether people sort and rate these texts, and do not only read them.
    texts
        Family and member of the words of its label, the text, whether it must be easy. An empty
        text is passed over.
    """
    if study.language != "nl":
        return []
    return [
        (say(f"studies.{family}", member), tips(study, text, easy=easy, answered=answered))
        for family, member, text, easy in texts
        if text.strip()
    ]


def tips(study: Study, text: str, *, easy: bool = True, answered: bool = False) -> list[Tip]:
    """Tips for a text; none where the study does not speak Dutch, because we know only Dutch."""
    if study.language != "nl" or not text.strip():
        return []
    rules = pl.PARTICIPANTS if answered else TO_READ if easy else pl.PROFESSIONALS
    return [
        Tip(a.message(words.language()), list(a.pieces()), a.alternative or "")
        for a in pl.advise(text, rules=rules, stem=study.stem)
    ]
