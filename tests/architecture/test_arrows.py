"""The contracts in ``pyproject.toml`` catch what they are there for: leaks planted in a copy."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LEAKS = {
    # where it is planted: (what is planted there, the contract that must break)
    "conceptmapping/study.py": ("import werkwijs", "The libraries know nothing of the website"),
    "mapreport/wording.py": ("import werkwijs", "The libraries know nothing of the website"),
    "conceptmapping/geometry.py": (
        "import matplotlib.pyplot",
        "The science draws, packs and prints nothing",
    ),
    "conceptmapping/rating.py": (
        "from conceptmapping.scaling import Scaling",
        "The science reads top to bottom",
    ),
    "conceptmapping/reading/__init__.py": (
        "from conceptmapping import co_sorting",
        "The science reads top to bottom",
    ),
    "conceptmapping/newcomer.py": ("", "The science reads top to bottom"),
    "mapreport/newcomer.py": ("", "The report reads top to bottom"),
    "mapreport/figures/__init__.py": (
        "from conceptmapping.scaling import Scaling",
        "What is drawn is drawn from the document",
    ),
    "mapreport/packing.py": ("from mapreport import html", "The report reads top to bottom"),
    "plainlanguage/word_lists.py": (
        "import django.conf",
        "The libraries know nothing of the website",
    ),
    "plainlanguage/readability.py": (
        "import conceptmapping",
        "Plain language and maps do not know each other",
    ),
    "mapreport/slides.py": ("import plainlanguage", "Maps do not know plain language"),
    "plainlanguage/lexicon.py": (
        "from plainlanguage import advice",
        "Plain language reads top to bottom",
    ),
    "plainlanguage/newcomer.py": ("", "Plain language reads top to bottom"),
    "coursepack/faults.py": (
        "import plainlanguage",
        "A course pack knows no other library of ours",
    ),
    "coursepack/questions.py": (
        "from coursepack import marking",
        "A course pack reads top to bottom",
    ),
    "outcomes/__init__.py": ("import coursepack", "Outcomes know no other library of ours"),
    "werkwijs/training/log.py": (
        "import conceptmapping",
        "Practice uses published maps, not statistics",
    ),
    "werkwijs/sharing/device.py": (
        "from werkwijs.guidance import reading",
        "A client's file is read in guidance and nowhere else",
    ),
    "werkwijs/home/urls.py": (
        "from werkwijs.guidance import models",
        "A client's file is read in guidance and nowhere else",
    ),
    "werkwijs/newcomer.py": ("", "Arrows between rooms point one way"),
    "conceptmapping/sorting.py": (
        "from conceptmapping import rating",
        "The science reads top to bottom",
    ),
}


def lint(copy: Path) -> str:
    run = subprocess.run(  # noqa: S603
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy / "src"), "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout + run.stderr


def broken(said: str) -> set[str]:
    return set(re.findall(r"^(.+) BROKEN", said, re.M))


@pytest.fixture
def copy(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def plant(copy: Path, where: str, leak: str) -> None:
    module = copy / "src" / where
    module.write_text(module.read_text() + f"\n{leak}\n" if module.exists() else '"""New."""\n')


def test_every_planted_leak_is_caught(copy):
    for where, (leak, _) in LEAKS.items():
        plant(copy, where, leak)

    said = lint(copy)

    assert broken(said) == {contract for _, contract in LEAKS.values()} | {
        "No knots inside a library"
    }
    for where, (leak, contract) in LEAKS.items():
        part = said.split(f"\n{contract}\n")[-1]
        name = where.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        assert name in part or (not leak and name.split(".")[-1] in part), f"{where} was not caught"
