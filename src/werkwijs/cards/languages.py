"""Languages in which cards can be: their codes, and what each is called by who reads it and by us."""

from __future__ import annotations

import re
from functools import cache

from django.conf.locale import LANG_INFO

from werkwijs.lib.words import language

FIRST = ("nl", "en")
_OFTEN = ("ar", "de", "es", "fa", "fr", "pl", "pt", "ro", "ru", "so", "ti", "tr", "uk")
"""Those that people in Dutch care institutions ask for; the others follow."""
_ALSO = {
    "so": ("Somali", "Somalisch", "Soomaali"),
    "ti": ("Tigrinya", "Tigrinya", "ትግርኛ"),
    "ckb": ("Central Kurdish", "Centraal-Koerdisch", "کوردی"),
    "fa": ("Persian", "Perzisch", "فارسی"),
    "ps": ("Pashto", "Pasjtoe", "پښتو"),
}
_DUTCH = {
    "nl": "Nederlands",
    "en": "Engels",
    "ar": "Arabisch",
    "de": "Duits",
    "es": "Spaans",
    "fr": "Frans",
    "pl": "Pools",
    "pt": "Portugees",
    "ro": "Roemeens",
    "ru": "Russisch",
    "tr": "Turks",
    "uk": "Oekraïens",
    "it": "Italiaans",
    "fy": "Fries",
    "bg": "Bulgaars",
}


def known(code: str) -> bool:
    """Whether we can say what this language is called."""
    return bool(re.fullmatch(r"[a-z]{2,3}", code)) and (
        code in _ALSO or "name" in LANG_INFO.get(code, {})
    )


def name(code: str) -> str:
    """``Pools``; with the name its readers give it where that is another: ``Pools (polski)``."""
    short = code.split("-")[0]
    if not known(short):
        return code
    own = _own(short)
    ours = _ours(short, language())
    return ours if own.casefold() == ours.casefold() else f"{ours} ({own})"


def choices(*, without: str) -> list[tuple[str, str]]:
    """Codes and names for a list: ours first, then those that are asked for often, then the others."""
    every = {code for code in (*LANG_INFO, *_ALSO) if known(code)}
    rest = sorted(every - {*FIRST, *_OFTEN}, key=lambda code: name(code).casefold())
    order = [*FIRST, *_OFTEN, *rest]
    return [(code, name(code)) for code in order if code != without.split("-")[0]]


@cache
def _own(code: str) -> str:
    return _ALSO[code][2] if code in _ALSO else str(LANG_INFO[code]["name_local"])


def _ours(code: str, spoken: str) -> str:
    english, dutch = _ALSO[code][:2] if code in _ALSO else (str(LANG_INFO[code]["name"]), "")
    return (dutch or _DUTCH.get(code, "") or english) if spoken == "nl" else english
