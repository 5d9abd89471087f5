"""Every act that is written in the log has words, in the room that does it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from werkwijs.audit import reading

WEBSITE = Path(__file__).resolve().parents[3] / "src" / "werkwijs"


def noted() -> Iterator[tuple[str, str]]:
    """Acts that stand in the code as they are written down, with the file they stand in."""
    for path in sorted(WEBSITE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called not in {"note", "_note", "tell", "_tell"}:
                continue
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    here = str(path.relative_to(WEBSITE))
                    if "." in part.value and not part.value.endswith((".", "_")):
                        yield part.value, here
                    elif here.startswith("accounts/") and isinstance(node.args[0], ast.Constant):
                        yield f"accounts.{part.value}", here


ACTS = sorted(set(noted()))


def test_there_are_acts():
    assert len(ACTS) > 50
    assert ("accounts.left", "accounts/staffing.py") in ACTS


@pytest.mark.parametrize(("act", "where"), ACTS)
def test_an_act_has_words(act, where):
    said = reading.what(act)

    assert said != act.replace("_", " ").replace(".", ": "), f"{where}: no words for {act}"
