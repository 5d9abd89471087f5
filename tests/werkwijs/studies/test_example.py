"""The invented example inside the package."""

import csv
from pathlib import Path

import pytest

import plainlanguage as pl
from werkwijs.studies import example, texts

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "sterk-in-werk"


def test_its_statements_are_those_of_the_example_folder():
    with (FOLDER / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = [(r["text"], r["origin"], r["short"]) for r in csv.DictReader(file)]

    assert [(s["text"], s["origin"], s["short"]) for s in example.statements()] == rows


def test_its_scales_are_those_of_the_example_folder():
    with (FOLDER / "scales.csv").open(encoding="utf-8", newline="") as file:
        rows = [(r["scale"], r["labels"].split("|")) for r in csv.DictReader(file)]

    written = [(s["key"], [step["word"] for step in s["step"]]) for s in example.study()["scale"]]
    assert written == rows


def told() -> list[str]:
    written = example.study()
    easy = [own["easy"] for own in written["text"].values()]
    asked = [s["easy_question"] for s in written["scale"]]
    consent = written["consent"]
    return [
        *easy,
        *asked,
        consent["easy"],
        consent["question"],
        consent["explanation"],
        *consent["answers"],
    ]


@pytest.mark.parametrize("text", told())
def test_what_it_tells_participants_is_easy(text):
    hard = [a.sentence for a in pl.advise(text) if a.severity == "fail"]

    assert not hard


def test_its_texts_are_texts_that_exist():
    assert set(example.study()["text"]) <= set(texts.KEYS)
