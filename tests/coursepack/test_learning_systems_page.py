"""The page about learning systems says what is so."""

import re
from pathlib import Path

from coursepack import presets

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "learning-systems.md").read_text(encoding="utf-8")


def test_every_test_it_names_is_there():
    there = "".join(p.read_text(encoding="utf-8") for p in Path(__file__).parent.glob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", PAGE))

    assert len(named) >= 20
    assert {name for name in named if f"def {name}(" not in there} == set()


def test_it_has_fifteen_traps_in_their_order():
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| [^|]+ \| [^|]+ \|$", PAGE, re.MULTILINE)

    assert [int(row) for row in rows] == list(range(1, 16))


def test_it_lists_every_system_of_the_presets(course):
    table = PAGE.partition("## Systems")[2]

    for key in presets.keys()[:-1]:
        assert f"| {presets.preset(key, course, 'en').name} |" in table
