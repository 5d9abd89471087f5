"""``docs/study-folder.md`` names what there is, and its examples are sound."""

from __future__ import annotations

import inspect
import re
import string
from pathlib import Path

import pytest

from conceptmapping import errors
from conceptmapping.errors import Fault, Notice
from conceptmapping.reading import read

PAGE = Path(__file__).resolve().parents[3] / "docs" / "study-folder.md"
KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, Fault | Notice) and kind not in (Fault, Notice)
]


@pytest.mark.parametrize("kind", KINDS, ids=[kind.code for kind in KINDS])
def test_the_page_names_every_fault_and_notice(kind):
    assert f"| `{kind.code}` |" in PAGE.read_text(encoding="utf-8")


def test_the_page_names_nothing_that_does_not_exist():
    named = re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(named) == sorted(kind.code for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.code for kind in KINDS])
def test_both_languages_fill_in_the_same_facts(kind):
    def facts(texts):
        fields = {field for text in texts for _, field, _, _ in string.Formatter().parse(text)}
        return fields - {None, "advice", "advies", "remark", "opmerking", "expected", "verwacht"}

    assert facts(kind.en) == facts(kind.nl)
    assert bool(kind.en[1]) == bool(kind.nl[1])


def test_the_examples_on_the_page_are_sound(tmp_path):
    blocks = re.findall(r"```(?:toml|json)?\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    heads = {"id,text": "statements.csv", "participant,": "sorts.csv", "title": "study.toml"}
    for head, name in heads.items():
        block = next(block for block in blocks if block.startswith(head))
        (tmp_path / name).write_text(block, encoding="utf-8")

    study = read(tmp_path)

    assert study.notices == ()
    assert study.ids == ("1", "2", "3")
    assert study.unknown == {"s2": ("3",)}
    assert study.facts == {"recruitment": {"how": "by their job coaches"}}
