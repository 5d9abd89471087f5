"""What participants are told in a study, in two levels: the study's own words, or ours where it has none."""

from __future__ import annotations

from typing import Literal

from werkwijs.lib import words
from werkwijs.studies.models import Study, Text

KEYS = ("welcome", "ideas", "wait", "sorting", "rating", "thanks", "result", "closed")
"""In the order in which a participant meets them; what each is for stands in ``words/texts.toml``."""


def text(study: Study, key: str, easy: bool) -> str:
    """What the study says here. A level nobody wrote is told with the other, then with our words.

    Raises
    ------
    KeyError
        There is no such text: a mistake in the calling code.
    """
    if key not in KEYS:
        raise KeyError(key)
    own = study.texts.filter(key=key).first()
    return _of(own, easy) or default(study, key, easy)


def all_texts(study: Study, easy: bool) -> dict[str, str]:
    """Every text of the study in one level, with one question to the database."""
    own = {t.key: t for t in study.texts.all()}
    return {key: _of(own.get(key), easy) or default(study, key, easy) for key in KEYS}


def default(study: Study, key: str, easy: bool) -> str:
    """Our words, in the language of the study."""
    language: Literal["nl", "en"] = "en" if study.language == "en" else "nl"
    return words.words("studies", language)("text_easy" if easy else "text_ordinary", key)


def _of(own: Text | None, easy: bool) -> str:
    if own is None:
        return ""
    return (own.easy or own.ordinary) if easy else (own.ordinary or own.easy)
