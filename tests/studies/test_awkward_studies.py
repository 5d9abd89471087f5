"""Awkward studies: each is read with a notice, or refused with file, line, what and remedy.

The table says which, and is checked in both languages through the program itself.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from making_studies import MADE

from conceptmapping.reading import read
from werkwijs.cli import main

KEPT = Path(__file__).parent / "awkward"

# study, whether it can be mapped, and what is said of it: code@file:line. Of a wrong study only
# the faults stand here.
TABLE = """
blank-rows                  sound blank-rows@sorts.csv:4
byte-order-mark             sound byte-order-mark@sorts.csv byte-order-mark@statements.csv
carriage-returns            sound
composed-and-decomposed     sound
control-characters          sound control-characters@statements.csv
curly-quotes-around-cells   sound curly-quotes@statements.csv:2
curly-quotes-everywhere     sound curly-quotes@statements.csv:1
decimal-commas              sound other-separator@ratings.csv decimal-comma@ratings.csv:2
e-mail-addresses            sound addresses-replaced
empty-sort                  sound empty-sort@sorts.csv:26
excel-sep-line              sound other-separator@sorts.csv
files-and-columns-too-many  sound file-not-used@aantekeningen.csv column-not-used@statements.csv
formulas                    sound
good                        sound
header-in-capitals          sound
i-dont-know                 sound flagged-sort
kardsort                    sound read-as statements-from-sorts
latin-1                     sound other-encoding@statements.csv
leading-zeros               sound repaired-ids@sorts.csv
leftover-of-two-piles       sound leftover-pile-kept@sorts.csv:29 flagged-sort flagged-sort
line-break-in-cell          sound
long-form-in-dutch          sound other-separator@sorteringen.csv read-as statements-from-sorts
    range-from-values@sorteringen.csv
long-form-without-ids       sound read-as numbered@cards.csv statements-from-sorts
loose-quotes                sound loose-quotes@statements.csv:3
lumper                      sound flagged-sort
markup                      sound
names-like-paths            sound range-from-values@ratings.csv
no-range                    sound range-from-values@ratings.csv
numbers-became-decimals     sound repaired-ids@sorts.csv
one-sorter-all-apart        sound flagged-sort
one-sorter-one-pile         sound flagged-sort
other-file-names            sound
pairs-nobody-placed         sound pairs-never-placed flagged-sort flagged-sort
personal-data               sound personal-data@participants.csv
pile-called-other           sound not-a-pile@sorts.csv:18 flagged-sort flagged-sort
pile-i-dont-know            sound not-a-pile@sorts.csv:11 not-a-pile@sorts.csv:23 flagged-sort
    flagged-sort
quotation-inside-text       sound
rcmap                       sound read-as range-from-values@Ratings.csv
    range-from-values@Ratings.csv read-as-missing@Ratings.csv:3 flagged-sort
same-row-twice              sound duplicate-row@sorts.csv:4 duplicate-row@ratings.csv:3
same-text-twice             sound same-text@statements.csv:3
semicolons                  sound other-separator@sorts.csv other-separator@statements.csv
small-minimum               sound minimum-raised@study.toml:1
spaces-around-ids           sound
stranger                    sound not-in-participants@sorts.csv:20
tabs                        sound other-separator@sorts.csv
text-saved-wrongly-before   sound mojibake@statements.csv:7
trailing-empty-columns      sound
two-labels-for-a-pile       sound two-labels@sorts.csv:3
utf-16                      sound other-encoding@statements.csv
weights                     sound
words-for-missing           sound read-as-missing@ratings.csv:2 read-as-missing@ratings.csv:3

column-missing              wrong missing-column@sorts.csv:1
column-twice                wrong duplicate-column@sorts.csv:1
comma-in-text               wrong too-many-cells@statements.csv:2
deeply-quoted               wrong unclosed-quote@statements.csv:4
empty-file                  wrong empty-table@sorts.csv
everybody-all-apart         wrong nothing-together
everybody-one-pile          wrong nothing-apart
everything-at-once          wrong rated-twice@ratings.csv:20 rated-twice@ratings.csv:21
    placed-twice@sorts.csv:26 unknown-statement@sorts.csv:27 empty-cell@sorts.csv:28
    duplicate-statement@statements.csv:8 empty-text@statements.csv:9
header-only                 wrong empty-table@sorts.csv
huge-number-off-scale       wrong off-scale@ratings.csv:4
huge-number-without-scale   wrong implausible-value@ratings.csv:4
infinite-rating             wrong not-a-number@ratings.csv:4
kardsort-mixed-up           wrong duplicate-statement@export.csv:5 duplicate-statement@export.csv:6
matrix                      wrong no-sorts
negative-weight             wrong bad-weight@participants.csv:2 bad-weight@participants.csv:3
    bad-weight@participants.csv:4 bad-weight@participants.csv:5
no-header                   wrong missing-column@sorts.csv:1 missing-column@sorts.csv:1
    missing-column@sorts.csv:1
no-sorts                    wrong no-sorts
no-statements               wrong no-statements
nobody-placed-anything      wrong too-few-sorters
nothing-known               wrong not-understood
off-scale                   wrong off-scale@ratings.csv:4
one-sorter                  wrong too-few-sorters
one-statement               wrong too-few-statements
participant-twice           wrong participant-twice@participants.csv:7
picture                     wrong not-text@sorts.csv
pile-and-no-pile            wrong placed-and-unplaced@sorts.csv:4
quote-never-closed          wrong unclosed-quote@statements.csv:4
rated-twice                 wrong rated-twice@ratings.csv:3
rating-in-words             wrong not-a-number@ratings.csv:4
rcmap-two-piles             wrong placed-twice@SortedCards.csv:2
    unknown-statement@SortedCards.csv:5
scale-twice                 wrong duplicate-scale@scales.csv:3
scale-upside-down           wrong bad-range@scales.csv:2
scale-without-number        wrong not-a-number@scales.csv:2
sorter-without-name         wrong empty-cell@sorts.csv:5
statement-id-twice          wrong duplicate-statement@statements.csv:8
statement-without-id        wrong empty-cell@statements.csv:5
statement-without-text      wrong empty-text@statements.csv:5
toml-deep                   wrong broken-settings@study.toml:1
toml-syntax                 wrong broken-settings@study.toml:3
toml-types                  wrong wrong-type@study.toml:1 wrong-type@study.toml:2
    wrong-type@study.toml:4 wrong-type@study.toml:5
two-piles                   wrong placed-twice@sorts.csv:4
unconnected                 wrong unconnected
unknown-scale               wrong unknown-scale@ratings.csv:4
unknown-statement           wrong unknown-statement@sorts.csv:10
unknown-statement-rated     wrong unknown-statement@ratings.csv:19
workbook-called-csv         wrong excel-file@sorts.csv
workbook-only               wrong excel-file@studie.xlsx
zero-bytes-in-text          wrong not-text@sorts.csv
"""

# Made when they are needed: too large, or too odd, to keep as files.
MADE_TABLE = """
ten-mb-of-bytes             wrong not-text@sorts.csv
ten-mb-of-letters           wrong missing-column@sorts.csv:1 missing-column@sorts.csv:1
    missing-column@sorts.csv:1
ten-mb-on-one-line          wrong cell-too-long@sorts.csv:20
ten-mb-of-quotes            wrong cell-too-long@sorts.csv:20
ten-mb-of-commas            wrong too-many-cells@sorts.csv:20
seventy-mb                  wrong file-too-large@sorts.csv
no-such-folder              wrong no-such-folder
empty-folder                wrong no-tables@empty-folder
one-text-file               wrong not-understood
one-picture                 wrong not-text@one-picture
one-statements-file         wrong not-understood
link-to-itself              wrong no-such-folder
file-that-links-to-itself   wrong not-readable@sorts.csv
folder-called-sorts         wrong no-sorts
forty-one-tables            wrong too-many-files@forty-one-tables
name-that-is-no-text        wrong not-text@sor?ts?[31m.csv
path-with-a-zero            wrong no-such-folder
"""


def rows(table: str) -> list[tuple[str, str, list[str]]]:
    joined = re.sub(r"\n +", " ", table).split("\n")
    return [(name, verdict, said) for name, verdict, *said in map(str.split, filter(None, joined))]


# These have a test of their own below.
UNNAMED = {"name-without-end", "ten-mb-of-wrong-rows"}

KEPT_ROWS = rows(TABLE)
MADE_ROWS = rows(MADE_TABLE)
SOUND = [name for name, verdict, _ in KEPT_ROWS if verdict == "sound"]
WRONG = [name for name, verdict, _ in KEPT_ROWS if verdict == "wrong"]

QUICK = ["--only", "json", "--starts", "2", "--bootstrap", "0"]
QUICK += ["--permutations", "0", "--split-halves", "0"]


@pytest.fixture(autouse=True)
def _no_mistake_of_ours_is_hidden(monkeypatch):
    monkeypatch.setenv("WERKWIJS_DEBUG", "1")


def checked(capsys, study: Path, language: str) -> tuple[int, dict]:
    code = main(["check", str(study), "--json", "--language", language])
    return code, json.loads(capsys.readouterr().out)


def as_in_table(document: dict) -> list[str]:
    found = document["findings"]
    faults = [said for said in found if said["severity"] == "error"]
    return [
        said["code"]
        + (f"@{said['file']}" if said["file"] else "")
        + (f":{said['line']}" if said["line"] else "")
        for said in faults or found
    ]


def test_every_awkward_study_has_a_row_and_every_row_a_study():
    assert sorted(name for name, _, _ in KEPT_ROWS) == sorted(p.name for p in KEPT.iterdir())
    assert {name for name, _, _ in MADE_ROWS} | UNNAMED == MADE.keys()
    assert len(KEPT_ROWS) >= 36


@pytest.mark.parametrize(("name", "verdict", "said"), KEPT_ROWS, ids=[r[0] for r in KEPT_ROWS])
def test_awkward(name, verdict, said, capsys):
    dutch_code, dutch = checked(capsys, KEPT / name, "nl")
    english_code, english = checked(capsys, KEPT / name, "en")

    assert as_in_table(dutch) == as_in_table(english) == said
    assert dutch_code == english_code == (0 if verdict == "sound" else 1)
    for one, other in zip(dutch["findings"], english["findings"], strict=True):
        assert one["what"] != other["what"]
        assert "{" not in one["what"].replace("{{ 7", "")
        if one["severity"] == "error":
            assert one["remedy"]
            assert other["remedy"]
            assert one["remedy"] != other["remedy"] or one["code"] == "wrong-type"


@pytest.mark.parametrize(("name", "verdict", "said"), MADE_ROWS, ids=[r[0] for r in MADE_ROWS])
def test_awkward_when_made(name, verdict, said, capsys, tmp_path):
    code, document = checked(capsys, MADE[name](tmp_path / name), "nl")

    assert as_in_table(document) == said
    assert code == (0 if verdict == "sound" else 1)
    assert all(len(found["what"]) < 600 for found in document["findings"])


def test_a_name_without_end_is_refused(capsys, tmp_path):
    code, document = checked(capsys, MADE["name-without-end"](tmp_path), "en")

    assert code == 1
    assert [said["code"] for said in document["findings"]] == ["not-readable"]


def test_of_very_many_faults_the_first_are_told_and_the_rest_counted(capsys, tmp_path):
    code, document = checked(capsys, MADE["ten-mb-of-wrong-rows"](tmp_path / "x"), "en")

    *told, last = document["findings"]
    assert code == 1
    assert [said["line"] for said in told] == list(range(20, 220))
    assert last["what"] == "There are at least 1800 more faults of the kind unknown-statement."


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_study_gives_no_map(name, language, capsys, tmp_path):
    out = tmp_path / "uit" / "kaart"

    code = main(["map", str(KEPT / name), "--out", str(out), "--language", language, *QUICK])

    said = capsys.readouterr()
    _, document = checked(capsys, KEPT / name, language)
    first = next(found for found in document["findings"] if found["severity"] == "error")
    assert code == 1
    assert first["what"] in said.err
    assert first["remedy"] in said.err
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_study_gives_a_map(name, tmp_path):
    out = tmp_path / "kaart"

    assert main(["map", str(KEPT / name), "--out", str(out), *QUICK]) == 0

    document = json.loads((out / "map.json").read_text(encoding="utf-8"))
    assert [own["id"] for own in document["statements"]] == list(read(KEPT / name).ids)
    assert [own.name for own in tmp_path.iterdir()] == ["kaart"]


@pytest.mark.parametrize(
    "name",
    [
        *("byte-order-mark", "semicolons", "tabs", "excel-sep-line", "latin-1", "utf-16"),
        *("carriage-returns", "blank-rows", "trailing-empty-columns", "curly-quotes-everywhere"),
        *("line-break-in-cell", "numbers-became-decimals", "spaces-around-ids"),
        *("header-in-capitals", "same-row-twice", "other-file-names", "control-characters"),
        *("decimal-commas", "files-and-columns-too-many"),
    ],
)
def test_however_it_was_written_it_says_the_same(name):
    good, same = read(KEPT / "good"), read(KEPT / name)

    assert [(s.id, s.text) for s in same.statements] == [(s.id, s.text) for s in good.statements]
    assert same.sorts.sorters == good.sorts.sorters
    np.testing.assert_array_equal(same.sorts.piles, good.sorts.piles)


def test_no_message_holds_an_e_mail_address_or_a_name(capsys):
    for name in ("e-mail-addresses", "personal-data"):
        main(["check", str(KEPT / name)])
        main(["check", str(KEPT / name), "--json"])

    said = capsys.readouterr()
    assert "voorbeeld.invalid" not in said.out + said.err
    assert "Voorbeeld s1" not in said.out + said.err
