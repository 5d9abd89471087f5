"""Every number we show has a page that says what it means: pages cannot lag behind the code."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from conceptmapping import document, map_document, quality, settings, stability

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "methods"
PAGES = {page.name: page.read_text("utf-8") for page in sorted(FOLDER.glob("*.md"))}
INDEX = PAGES.pop("README.md")
GUIDES = {"conmapt.md", "simulation.md"}
"""Pages about a list and a tool, not about an index."""

PARTS = (
    document.Reliability,
    document.Stress,
    document.Chance,
    document.Stability,
    document.BySorters,
    document.SortQuality,
    document.GroupMap,
    document.Logic,
    document.Choice,
)
KNOWN_BY_ITSELF = {"participant", "group", "sorters", "weight", "flags", "clusters", "groups"}


def as_code(text: str) -> set[str]:
    """Every word written as code, in a line or in an indented block."""
    spans = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^    (\S.*)$", text, re.M)
    return {word for span in spans for word in re.findall(r"[\w-]+", span)}


NAMED = set().union(*map(as_code, PAGES.values()))


def keys() -> list[str]:
    return sorted({key for part in PARTS for key in part.__annotations__} - KNOWN_BY_ITSELF)


def test_the_keys_are_those_of_the_document():
    assert {"r_II", "r_SHM", "at_best", "by_transform", "still_moving", "chance_p"} <= set(keys())


@pytest.mark.parametrize("key", keys())
def test_a_page_tells_what_a_key_of_the_document_means(key):
    assert key in NAMED


@pytest.mark.parametrize("flag", sorted(quality._SAID))
def test_a_page_tells_when_a_flag_is_raised(flag):
    assert re.search(rf"^\| `{flag}` \| \S", PAGES["sort-quality.md"], re.M)


@pytest.mark.parametrize("choice", [c for choices in settings.CHOICES.values() for c in choices])
def test_a_page_tells_what_a_choice_does(choice):
    assert choice in NAMED


COUNTS = {"seed", "clusters", "reason", "exclude", "group"}
"""Settings that choose no method."""


@pytest.mark.parametrize(
    "name", [f.name for f in fields(settings.Settings) if f.name not in COUNTS]
)
def test_a_page_tells_what_a_setting_does(name):
    assert name in NAMED


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("sort-quality.md", f"+ 1) / ({quality.SHUFFLES} + 1)"),
        ("sort-quality.md", f"above {quality.CHANCE_P:.2f}".replace("0.", ".")),
        ("sort-quality.md", f"fewer than {quality.FEW_PILES} piles"),
        ("sort-quality.md", f"more than 1/{1 / quality.LUMPED:.0f} of what was placed"),
        ("sort-quality.md", f"fewer than {quality.FAST:.0f} seconds"),
        ("stopping-rule.md", f"below {map_document.MOVING:.2f}".replace("0.", ".")),
        ("stopping-rule.md", f"below {map_document.FEW_SORTERS} "),
        ("bootstrap.md", f"{stability.COVERED:.0%}".replace("%", " %")),
        *(
            (page, f"({settings.Settings.__dataclass_fields__[name].default})")
            for page, name in (
                ("stress.md", "starts"),
                ("bootstrap.md", "bootstrap"),
                ("chance-level.md", "permutations"),
            )
        ),
    ],
)
def test_the_limits_on_the_page_are_those_of_the_code(page, said):
    assert said in PAGES[page]


@pytest.mark.parametrize("page", sorted(PAGES))
def test_the_index_lists_every_page_once(page):
    assert INDEX.count(f"]({page})") == 1


@pytest.mark.parametrize("page", sorted(PAGES.keys() - GUIDES))
def test_a_page_has_what_a_reader_looks_for(page):
    text = PAGES[page]

    assert text.startswith("# ")
    assert re.search(r"^\*Code: `(conceptmapping|outcomes)/\w+\.py`", text, re.M)
    assert "In the document: `" in text or "`outcomes/" in text
    for heading in ("## Definition", "## How checked"):
        assert heading in text, heading


@pytest.mark.parametrize("page", sorted(PAGES.keys() - GUIDES))
def test_a_page_fits_on_a_screen_or_two(page):
    assert len(PAGES[page].split()) < 1000
