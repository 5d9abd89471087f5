"""The words of pages: in both languages, asked for by name, and easy where participants read them."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import plainlanguage as pl
from mapreport.wording import LANGUAGES

WEBSITE = Path(__file__).resolve().parents[2] / "src" / "werkwijs"
FILES = sorted(WEBSITE.glob("*/words/*.toml"))
files = pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parts[-3]}/{f.name}")


def sayings(file: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Every key (with its member), and what it says per language, in each of its forms."""
    for key, table in tomllib.loads(file.read_text("utf-8")).items():
        leaf = set(table) <= set(LANGUAGES)
        for member, said in ({"": table} if leaf else table).items():
            yield (
                f"{key}.{member}" if member else key,
                {
                    language: [forms] if isinstance(forms, str) else list(forms.values())
                    for language, forms in said.items()
                },
            )


@files
def test_everything_is_said_in_both_languages(file):
    lacking = [key for key, said in sayings(file) if set(said) != set(LANGUAGES)]

    assert not lacking


@files
def test_both_languages_are_told_the_same_facts(file):
    def asked(texts: list[str]) -> set[str]:
        return set().union(*(set(re.findall(r"\{(\w+)", text)) for text in texts)) - {"n"}

    differ = [key for key, said in sayings(file) if asked(said["nl"]) != asked(said["en"])]

    assert not differ


def keys_of(room: str) -> set[str]:
    """Keys of a room; families once by their own name."""
    return {
        key.split(".")[0] for f in WEBSITE.glob(f"{room}/words/*.toml") for key, _ in sayings(f)
    }


def asked_for() -> list[tuple[Path, str]]:
    found = []
    for path in sorted(WEBSITE.rglob("*")):
        if path.suffix == ".html":
            pattern = r"\{%\s*say\s+[\"']([\w.\-]+)[\"']"
        elif path.suffix == ".py":
            pattern = r"\b(?:say|lazily)\(\s*[\"'](\w+\.[\w\-]+)[\"']"
        else:
            continue
        found += [(path, key) for key in re.findall(pattern, path.read_text("utf-8"))]
    return found


def test_what_pages_say_was_written():
    rooms = {f.parts[-3] for f in FILES}
    known = {room: keys_of(room) for room in rooms}
    missing = [
        f"{path.relative_to(WEBSITE)}: {key}"
        for path, key in asked_for()
        if key.partition(".")[2].split(".")[0] not in known.get(key.partition(".")[0], set())
    ]

    assert len(asked_for()) > 100
    assert not missing


# --- plain language ---------------------------------------------------------------------

FILLED_IN = {"n": "3", "total": "20"}

RULES = pl.PARTICIPANTS.knowing(
    "stapel", "stapels", "briefje", "briefjes", "begeleider", "bewindvoerder"
)
GRAVE = {"hard-word", "double-negation", "percent", "men", "abbreviation", "brackets"}
"""Rules that no text for participants may break; of the others it is warned."""

ALLOWED: dict[tuple[str, str], str] = {}
"""(key, rule) -> why it may stand."""


def for_participants() -> list[tuple[str, str]]:
    """(where, Dutch text) of everything a participant may read in easy language."""
    found = [
        (f"{file.parts[-3]}.{key}", text)
        for file in FILES
        if file.name.startswith("participant")
        for key, said in sayings(file)
        for text in said["nl"]
    ]
    found += [
        (f"studies.{key}", text)
        for file in FILES
        if file.parts[-3] == "studies"
        for key, said in sayings(file)
        if key.startswith("text_easy.")
        for text in said["nl"]
    ]
    found += [  # who looked, and what they did: the person reads it
        (f"guidance.{key}", text)
        for file in FILES
        if file.parts[-3] == "guidance"
        for key, said in sayings(file)
        if key.startswith("looked.")
        for text in said["nl"]
    ]
    return found


def readable(text: str) -> str:
    return re.sub(r"\{(\w+)[^}]*\}", lambda m: FILLED_IN.get(m[1], "werk"), text)


@pytest.mark.parametrize(("where", "text"), for_participants())
def test_what_participants_read_is_easy(where, text):
    hard = [
        f"{advice.rule}: {advice.sentence}"
        for advice in pl.advise(readable(text), rules=RULES, stem="Het helpt als")
        if (advice.severity == "fail" or advice.rule in GRAVE)
        and (where, advice.rule) not in ALLOWED
    ]

    assert not hard


STAFF_SAYS = ("regel", "contact", "trede", "tegenslag", "justitie", "pakket", "diende", "trok")
"""What coaches call things among themselves."""


def test_who_looked_is_told_in_the_persons_words_and_not_in_those_of_the_staff():
    told = [text for where, text in for_participants() if where.startswith("guidance.looked.")]

    assert len(told) > 50
    assert not [text for text in told if any(f" {one} " in f" {text} " for one in STAFF_SAYS)]


def test_there_is_something_to_read():
    assert len(for_participants()) > 100
