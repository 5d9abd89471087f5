"""Words are complete in both languages, and numbers look the way each language writes them."""

import re
import string
from pathlib import Path

import pytest

from mapreport import wording
from mapreport.wording import LANGUAGES, NoSuchWords, Words, parts, sayings, words

SOURCES = Path(wording.__file__).parent
EVERY = [
    pytest.param(
        part, key, member, said, id=f"{part}:{key}.{member}" if member else f"{part}:{key}"
    )
    for part in parts()
    for (key, member), said in sayings(part).items()
]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.fixture(scope="module")
def quoted_in_the_code() -> set[str]:
    code = [
        file.read_text(encoding="utf-8")
        for file in SOURCES.rglob("*")
        if file.suffix in {".py", ".html", ".j2", ".txt"}
    ]
    return set(re.findall(r"""["']([\w-]+)["']""", "\n".join(code)))


@pytest.mark.parametrize(("part", "key", "member", "said"), EVERY)
def test_everything_is_said_in_both_languages_with_the_same_facts(part, key, member, said):
    assert set(said) == set(LANGUAGES)
    facts = {
        language: set().union(*(placeholders(form) for form in forms))
        for language, forms in said.items()
    }
    assert facts["nl"] == facts["en"]
    assert all(form.strip() for forms in said.values() for form in forms)


@pytest.mark.parametrize(("part", "key", "member", "said"), EVERY)
def test_all_words_are_used(part, key, member, said, quoted_in_the_code):
    assert key in quoted_in_the_code


def spoken(language: wording.Language) -> Words:
    return Words(
        "test",
        language,
        {
            "plain": {"nl": "Gemiddeld {mean}", "en": "Mean {mean}"},
            "finer": {"nl": "r = {r:.3f}", "en": "r = {r:.3f}"},
            "people": {
                "nl": {"one": "{n} mens", "other": "{n} mensen"},
                "en": {"one": "{n} person", "other": "{n} people"},
            },
            "kind": {"a": {"nl": "soort a", "en": "kind a"}},
        },
    )


def test_numbers_follow_the_language():
    nl, en = spoken("nl"), spoken("en")

    assert nl("plain", mean=3.456) == "Gemiddeld 3,46"
    assert en("plain", mean=3.456) == "Mean 3.46"
    assert nl("finer", r=-0.5) == "r = −0,500"
    assert nl("people", n=1234) == "1.234 mensen"
    assert en("people", n=1234) == "1,234 people"
    assert nl.percent(0.834) == "83%"
    assert nl.interval([-0.1, 0.25]) == "−0,10 tot 0,25"
    assert (nl.signed(0.2), nl.signed(-0.2), nl.signed(0.0001)) == ("+0,20", "−0,20", "0,00")
    assert nl.number(-0.001) == "0,00"
    assert (nl.p(0.0004), en.p(0.03)) == ("< 0,001", "= 0.030")


def test_one_and_many_are_told_apart():
    assert [spoken("en")("people", n=n) for n in (0, 1, 2)] == ["0 people", "1 person", "2 people"]


def test_what_is_not_known_is_a_dash():
    nl = spoken("nl")

    assert nl("plain", mean=None) == "Gemiddeld –"
    assert {nl.number(None), nl.percent(None), nl.interval(None), nl.p(None), nl.signed(None)} == {
        "–"
    }


def test_a_list_reads_as_a_sentence():
    nl = spoken("nl")

    assert [nl.listed("abc"[:n]) for n in range(4)] == ["", "a", "a en b", "a, b en c"]


def test_a_family_falls_back_only_where_asked():
    en = spoken("en")

    assert en("kind", "a") == "kind a"
    assert en.get("kind", "new", "new") == "new"
    with pytest.raises(NoSuchWords, match=r"kind\.new"):
        en("kind", "new")


@pytest.mark.parametrize(
    "asking",
    [
        lambda: spoken("nl")("nowhere"),
        lambda: spoken("nl")("plain"),
        lambda: words("nowhere", "nl"),
        lambda: words("figures", "fr"),
    ],
)
def test_missing_words_are_named(asking):
    with pytest.raises(NoSuchWords, match=r"nowhere|mean|fr"):
        asking()
