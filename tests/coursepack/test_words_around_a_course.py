"""What the pages and the player say is written in both languages, and nothing that nobody says."""

import re
import string
from importlib.resources import files

import pytest

from coursepack import wording
from coursepack.course import BLOCK_KINDS
from coursepack.wording import ALSO, Words

TABLES = wording.tables()
HERE = files("coursepack")
TEMPLATES = "".join(
    f.read_text(encoding="utf-8")
    for f in HERE.joinpath("templates").iterdir()
    if f.name.endswith(".j2")
)
PLAYER = "".join(
    f.read_text(encoding="utf-8")
    for f in HERE.joinpath("player").iterdir()
    if f.name.endswith(".js")
)
PAGES = HERE.joinpath("pages.py").read_text(encoding="utf-8")


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TABLES)
def test_both_languages_say_it_with_the_same_facts(key):
    said = TABLES[key]

    assert set(said) == {"nl", "en"}
    assert facts(said["nl"]) == facts(said["en"])


def asked_by_pages() -> set[str]:
    asked = set(re.findall(r'\bw\("([a-z-]+)"', TEMPLATES))
    asked |= set(re.findall(r'"([a-z-]+)" if [^}]*?\) %}', TEMPLATES))
    asked |= set(re.findall(r'(?:words\(|_GoOn\()"([a-z-]+)"', PAGES)) | {"passed", "not-passed"}
    return {key for key in asked if not key.endswith("-")} | {
        f"{family}-{kind}" for family in ("kind", "do") for kind in BLOCK_KINDS
    }


def test_the_pages_say_nothing_that_is_not_written():
    assert asked_by_pages() - {"do-question"} <= set(TABLES)


def test_the_player_says_nothing_that_it_was_not_told():
    asked = {
        key
        for said in re.findall(r"\bsay\(([^()]*)", PLAYER)
        for key in re.findall(r'"([a-z][a-z-]+)"', said)
        if key not in {"yes", "estimate"}
    }

    assert asked
    assert asked <= set(Words("nl").of_player())


def test_nothing_is_written_that_nobody_says():
    by_player = {key.removeprefix("player-") for key in TABLES if key.startswith("player-")}
    silent = {key for key in by_player if f'"{key}"' not in PLAYER}
    silent |= {
        key
        for key in TABLES
        if not key.startswith("player-")
        and key.removesuffix("-1") not in asked_by_pages() | set(ALSO)
    }

    assert silent == set()
