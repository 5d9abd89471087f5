"""What goes with a published map: everything, with nothing in it about one person."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import conceptmapping as cm
import mapreport
from mapreport import moves, slides, tables
from mapreport.packing import unpack

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sterk-in-werk"


@pytest.fixture(scope="module")
def found():
    """Six clusters with names, one statement moved by hand, one sorter left out."""
    study = cm.read(EXAMPLE)
    left_out = {study.sorts.sorters[3]: "legde alles op één stapel"}
    drawn = cm.concept_map(
        study, starts=3, bootstrap=20, permutations=5, split_halves=5, exclude=left_out
    )
    clusters = [c["statements"] for c in drawn.recut(6).document["clusters"]]
    moves = [{"statement": clusters[0][0], "to": clusters[1][0], "reason": "hoort bij elkaar"}]
    clusters[1].append(clusters[0].pop(0))
    names = [
        {"statements": own, "name": f"Thema {n}", "easy": f"Woord {n}"}
        for n, own in enumerate(clusters, start=1)
    ]
    return drawn.recut(6, moves=moves, names=names, reason="de groep herkent dit")


@pytest.fixture(scope="module", params=["nl", "en"])
def files(request, found):
    document = cm.public(found.document)
    return dict(mapreport.files(found, language=request.param, document=document))


def text_of(name: str, content: bytes) -> str:
    """All that is written in a file, also inside Office files and the bundle."""
    if name.endswith((".docx", ".xlsx", ".pptx", ".zip")):
        parts = unpack(content)
        return "\n".join(text_of(inside, part) for inside, part in parts.items())
    return content.decode("utf-8", "replace")


def test_nobody_is_in_any_file(files, found):
    people = {*found.study.participants, *found.settings.exclude}
    labels = {s.label for own in found.labels for s in own if len(s.label) > 12}
    assert len(people) > 50
    assert labels
    for name, content in files.items():
        written = text_of(name, content)
        assert not [p for p in people if p in written], name
        assert not [label for label in labels if label in written], name


def test_names_moves_and_reasons_are_in_all_of_them(files):
    for name in ("report.html", "report.docx", "slides.pptx", "tables.xlsx"):
        assert "Thema 6" in text_of(name, files[name]), name
    for name in ("report.html", "report.docx", "conmapt.csv", "map.json"):
        written = text_of(name, files[name])
        assert "hoort bij elkaar" in written, name
        assert "de groep herkent dit" in written, name
    assert "Woord 6" in text_of("report.html", files["report.html"])
    for name in ("slides.pptx", "tables.xlsx"):
        assert "Woord 6" in text_of(name, files[name]), name
    assert "hoort bij elkaar" in text_of("tables.xlsx", files["tables.xlsx"])


def test_the_slide_of_a_cluster_says_which_statements_were_moved_there(found):
    written = text_of("slides.pptx", slides.render(cm.public(found.document), "nl"))
    assert written.count("Hierheen verplaatst") == 1
    moved = found.settings.moves[0]["statement"]
    assert f"Uitspraak {moved} is door mensen hier gezet." in written


def test_a_statement_moved_twice_is_told_once_with_both_reasons(found):
    first, second = (c["statements"][0] for c in found.document["clusters"][2:4])
    twice = [
        {"statement": found.document["clusters"][1]["statements"][1], "to": to, "reason": why}
        for to, why in ((first, "eerst zo"), (second, "toch beter"))
    ]
    back = [
        {"statement": first, "to": second, "reason": "even geprobeerd"},
        {"statement": first, "to": found.document["clusters"][2]["statements"][1], "reason": ""},
    ]
    document = found.recut(6, moves=[*twice, *back]).document
    [told] = moves.moved(document)
    assert (told.statement["id"], told.came, told.went) == (twice[0]["statement"], 2, 4)
    assert told.reasons == ("eerst zo", "toch beter")


def test_who_was_left_out_is_counted_and_why_is_not_told_of_one(files):
    for name, content in files.items():
        assert "legde alles op één stapel" not in text_of(name, content), name
    said = text_of("conmapt.csv", files["conmapt.csv"])
    assert "dat zou over één persoon gaan" in said or "it would be about one person" in said
    assert json.loads(files["map.json"])["settings"]["exclude"] == {}


def test_tables_have_no_sheet_about_sorters(found):
    keys = {sheet.key for sheet in tables.sheets(cm.public(found.document), "nl")}
    assert not keys & {"sorters", "labels"}
    assert {"sorters", "labels"} <= {sheet.key for sheet in tables.sheets(found.document, "nl")}
    assert {"clusters", "statements", "moves", "by_sorters"} <= keys


def test_a_bundle_without_rows_has_nobody_in_it_however_it_was_asked(found):
    people = {*found.study.participants, *found.settings.exclude}
    for document in (None, found.document):
        written = text_of("bundle.zip", mapreport.bundle.render(found, "nl", document=document))
        assert not [p for p in people if p in written]
        assert json.loads(unpack(mapreport.bundle.render(found, "nl"))["settings.json"])["moves"]


def test_the_bundle_computes_the_same_again(files, tmp_path):
    with zipfile.ZipFile(io.BytesIO(files["bundle.zip"])) as bundle:
        bundle.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "reproduce.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(":") >= 6


def test_with_rows_the_bundle_computes_all_of_it_again(found, tmp_path):
    with zipfile.ZipFile(io.BytesIO(mapreport.bundle.render(found, "nl", rows=True))) as bundle:
        bundle.extractall(tmp_path)
    told = json.loads((tmp_path / "map.json").read_text())
    again = cm.concept_map(cm.read(tmp_path / "study"), **told["settings"]).document
    assert [c["name"] for c in again["clusters"]] == [c["name"] for c in told["clusters"]]
    assert [s["cluster"] for s in again["statements"]] == [s["cluster"] for s in told["statements"]]
