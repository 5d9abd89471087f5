"""What the kinds of study folder mean, each by a small example."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from conceptmapping.errors import UnsoundStudy
from conceptmapping.reading import inspect, language_of, put_together, read, written

THREE = "id,text\n1,een\n2,twee\n3,drie\n"


def folder(at: Path, **files: str) -> Path:
    for name, text in files.items():
        suffix = "toml" if name == "study" else "csv"
        (at / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    return at


def piles(study, sorter: str) -> dict[str, set[str]]:
    """Label -> statements."""
    s = study.sorts.sorters.index(sorter)
    return {
        label: {i for i, at in zip(study.ids, study.sorts.piles[s], strict=True) if at == pile}
        for pile, label in enumerate(study.sorts.labels[s])
    }


def codes(study) -> set[str]:
    return {notice.code for notice in study.notices}


def test_rows_of_rcmap_are_read_to_their_end(tmp_path):
    # RCMap takes the longest of the first five rows for the width of all: the eleven
    # statements of row six would be broken in two there.
    statements = "".join(f"{i},uitspraak {i}\n" for i in range(1, 16))
    short = "1,A,1,2\n1,B,3,4\n1,C,5,6\n1,D,7,8,9\n1,E,10,11,12,13,14,15\n"
    long = "2,Bijna alles,1,2,3,4,5,6,7,8,9,10,11\n2,Rest,12,13\n2,Meer,14\n2,Nog meer,15\n"
    folder(tmp_path, Statements=f"StatementID,Statement\n{statements}", SortedCards=short + long)

    study = read(tmp_path)

    assert study.sorts.sorters == ("1", "2")
    assert piles(study, "2")["Bijna alles"] == {str(i) for i in range(1, 12)}
    assert np.sum(study.sorts.piles[1] >= 0) == 13  # "Rest" says nothing: 12 and 13 are unplaced


def test_two_piles_of_rcmap_with_one_label_stay_two(tmp_path):
    folder(tmp_path, Statements=THREE, SortedCards="1,Werk,1\n1,Werk,2,3\n2,Alles,1,2,3\n")

    assert list(read(tmp_path).sorts.piles[0]) == [0, 1, 1]


def test_kardsort_has_unsorted_statements_without_category(tmp_path):
    rows = ["1,Slapen,1,Thuis,a", "2,Eten,1,Thuis,a", "3,Werken,,,a", "1,Slapen,1,Alles,b"]
    rows += ["2,Eten,2,unsorted,b", "3,Werken,1,Alles,b"]
    header = "card_id,card_label,category_id,category_label,user_id\n"
    folder(tmp_path, export=header + "\n".join(rows))

    study = read(tmp_path)

    assert [s.text for s in study.statements] == ["Slapen", "Eten", "Werken"]
    assert piles(study, "a") == {"Thuis": {"1", "2"}}
    assert study.unknown == {"a": ("3",), "b": ("2",)}


def test_the_long_form_in_dutch_holds_a_whole_study(tmp_path):
    file = tmp_path / "alles.csv"
    file.write_text(
        "Deelnemer;Groep;Uitspraaknummer;Tekst;Stapel;Belangrijkheid;Opmerking\n"
        "d1;jongere;1;een;Werk;5;\n"
        "d1;jongere;2;twee;Werk;;ja\n"
        "d2;coach;1;een;Thuis;3,5;\n"
        "d2;coach;2;twee;Weet ik niet;1;\n",
        encoding="utf-8",
    )

    study = read(file)

    assert [(s.id, s.text) for s in study.statements] == [("1", "een"), ("2", "twee")]
    assert piles(study, "d1") == {"Werk": {"1", "2"}}
    assert piles(study, "d2") == {"Thuis": {"1"}}
    assert study.groups() == ("jongere", "coach")
    np.testing.assert_array_equal(study.ratings["Belangrijkheid"].values, [[5, np.nan], [3.5, 1]])
    assert {"read-as", "column-not-used", "decimal-comma", "not-a-pile"} <= codes(study)


def test_statements_known_by_their_words_are_numbered(tmp_path):
    folder(
        tmp_path,
        sorteringen="sorter,uitspraak,stapel\n"
        "a,je slaapt goed,1\na,je eet goed,1\nb,je eet goed,2\nb,je slaapt goed,3\n",
    )

    study = read(tmp_path)

    assert [(s.id, s.text) for s in study.statements] == [
        ("1", "je slaapt goed"),
        ("2", "je eet goed"),
    ]
    assert list(study.sorts.piles[0]) == [0, 0]


def test_native_reads_everything_there_is(tmp_path):
    folder(
        tmp_path,
        statements="id,text,origin,short,easy\n"
        "1,een,jongere,1e,\n2,twee,,,2 is makkelijk\n3,drie,,,\n",
        sorts="participant,statement,pile,label,seconds\n"
        "a,1,x,Werk,10\na,2,x,,5\na,3,,,2.5\nb,1,x,,\nb,2,y,,\nb,3,y,,\n",
        ratings="participant,statement,scale,value,missing\na,1,belang,3,\nc,1,belang,,weet niet\n"
        "c,2,belang,1,\n",
        participants="participant,group,weight,helper\na,jongere,2,\nb,coach,,ja\nc,coach,,\n",
        scales="scale,minimum,maximum,labels\nbelang,1,3,niet|beetje|veel\n",
        ideas="id,text,participant,statement,decision\ni1,Geen stress!,a,1,gekozen\ni2,Huh,,,\n",
        study='title = "T"\nprompt = "P"\nlanguage = "en"\nminimum_group = 6\ninvented = true\n'
        "[recruitment]\nsince = 2026-03-01\n",
    )

    study = read(tmp_path)

    assert study.notices == ()
    assert (study.title, study.prompt, study.language) == ("T", "P", "en")
    assert (study.minimum_shown, study.minimum_tested, study.invented) == (6, 10, True)
    assert study.facts == {"recruitment": {"since": "2026-03-01"}}
    assert study.statements[1].easy == "2 is makkelijk"
    assert study.unknown == {"a": ("3",)}
    assert list(study.sorts.weights) == [2, 1]
    np.testing.assert_array_equal(study.sorts.seconds, [17.5, np.nan])
    assert study.ratings["belang"].scale.labels == ("niet", "beetje", "veel")
    assert study.unrated == {"belang": {"c": {"1": "weet niet"}}}
    assert [(i.text, i.participant, i.statement) for i in study.ideas] == [
        ("Geen stress!", "a", "1"),
        ("Huh", None, None),
    ]


def test_a_total_time_on_every_row_is_not_added_up(tmp_path):
    rows = "participant,statement,pile,seconds\na,1,x,60\na,2,x,60\na,3,y,60\nb,1,x,1\nb,2,x,2\n"
    study = read(folder(tmp_path, statements=THREE, sorts=rows))

    assert list(study.sorts.seconds) == [60, 3]


@pytest.mark.parametrize("seconds", ["-5", "1e300", "1.7e308"])
def test_a_time_that_nobody_can_have_needed_is_a_fault_with_its_place(tmp_path, seconds):
    rows = f"participant,statement,pile,seconds\na,1,x,5\na,2,x,{seconds}\na,3,y,1.7e308\n"
    _, found = inspect(folder(tmp_path, statements=THREE, sorts=rows))

    assert [(said.code, said.line) for said in found] == [
        ("implausible-time", 3),
        ("implausible-time", 4),
    ]


def test_a_second_table_of_sorts_is_not_passed_over_as_unknown(tmp_path):
    sorts = "participant,statement,pile\na,1,x\na,2,x\na,3,y\n"
    folder(tmp_path, statements=THREE, sorts=sorts, sorts2=sorts.replace("a,", "b,"))
    notice = next(own for own in read(tmp_path).notices if own.file == "sorts2.csv")

    assert notice.code == "second-of-its-kind"
    assert "sorts.csv" in notice.what("nl")


@pytest.mark.parametrize(
    ("label", "other_piles", "counts"),
    [
        *(("Weet ik niet", 1, False), ("weet ik niet?", 2, False), ("I DON'T KNOW", 1, False)),
        *(("Snap ik niet.", 2, False), ("I don’t understand", 2, False), ("??", 2, False)),
        *(("Overig", 2, False), ("other", 2, False), ("Anders", 2, False)),
        *(("other", 1, True), ("rest", 1, True), ("Anders werken", 2, True)),
        *(("Iets weten", 2, True), ("Werk", 2, True)),
    ],
)
def test_which_piles_are_piles(tmp_path, label, other_piles, counts):
    sorts = f'participant,statement,pile,label\na,1,p,"{label}"\na,2,q,Werk\n'
    sorts += "a,3,r,Thuis\n" if other_piles == 2 else "a,3,q,Werk\n"
    study = read(folder(tmp_path, statements=THREE, sorts=sorts))

    assert (study.sorts.piles[0][0] >= 0) is np.bool_(counts)
    assert ("1" in study.unknown.get("a", ())) is not counts


def test_addresses_become_pseudonyms_that_nobody_has(tmp_path):
    sorts = "participant,statement,pile\np1,1,a\nx@y.nl,1,a\nX@Y.NL,2,a\nz@y.nl,1,a\n"
    study = read(folder(tmp_path, statements=THREE, sorts=sorts))

    assert study.sorts.sorters == ("p1", "p2", "p3")
    assert list(study.sorts.piles[1]) == [0, 0, -1]


def test_all_faults_are_told_at_once_in_the_order_of_the_files(tmp_path):
    folder(
        tmp_path,
        statements=THREE,
        sorts="participant,statement,pile\na,1,x\na,1,y\nb,9,x\n",
        ratings="participant,statement,scale,value\na,1,belang,veel\n",
    )

    with pytest.raises(UnsoundStudy) as caught:
        read(tmp_path)

    assert [(fault.code, fault.place()) for fault in caught.value.faults] == [
        ("not-a-number", "ratings.csv:2"),
        ("placed-twice", "sorts.csv:3"),
        ("unknown-statement", "sorts.csv:4"),
    ]
    assert "sorts.csv:3: a put statement 1 on more than one pile." in str(caught.value)


def test_a_missing_column_is_sought_among_the_others(tmp_path):
    folder(tmp_path, statements=THREE, sorts="participant,statment,pile\na,1,x\n")

    _, (fault, *_) = inspect(tmp_path)

    assert fault.what("nl") == "De kolom statement ontbreekt; er zijn: participant, statment, pile."
    assert fault.remedy("nl") == "Is het de kolom statment? Noem die dan statement."


def test_a_stranger_is_compared_with_who_is_known(tmp_path):
    folder(
        tmp_path,
        statements=THREE,
        sorts="participant,statement,pile\njongere-1,1,x\njongere-1,2,x\n",
        participants="participant,group\njongere_1,jongere\n",
    )

    (notice,) = read(tmp_path).notices

    assert notice.remedy("en") == "Is jongere-1 the same as jongere_1?"


@pytest.mark.parametrize(
    ("toml", "language"),
    [('language = "en"', "en"), ('language = "fr"', None), ("title = 1", None), ("x = [", None)],
)
def test_the_language_is_known_even_of_a_wrong_study(tmp_path, toml, language):
    (tmp_path / "study.toml").write_text(toml)

    assert language_of(tmp_path) == language


def test_no_language_without_study_toml(tmp_path):
    assert language_of(tmp_path) is None
    assert language_of(tmp_path / "nowhere") is None


def test_what_the_engine_would_refuse_is_no_reason_not_to_read(tmp_path):
    folder(tmp_path, statements=THREE, sorts="participant,statement,pile\na,1,x\na,2,x\n")

    assert read(tmp_path).sorts.n_sorters == 1
    study, found = inspect(tmp_path)
    assert study is not None
    assert [said.code for said in found] == ["too-few-sorters"]


def test_rows_are_handed_over_as_they_stand(tmp_path):
    folder(
        tmp_path,
        statements=THREE,
        sorts="participant,statement,pile,seconds\na,1,x,2.5\na,2,x,4\nb,3,y,1\n",
        study='title = "Werk"',
    )

    found = written(tmp_path)

    assert (found.kind, found.about.title, found.found) == ("werkwijs", "Werk", [])
    assert [(row.pile, row.seconds) for row in found.answers.sorts] == [
        ("x", "2.5"),
        ("x", "4"),
        ("y", "1"),
    ]
    again = put_together(found.answers, found.about)
    assert again.sorts.sorters == found.study.sorts.sorters == ("a", "b")
    assert again.sorts.seconds.tolist() == [6.5, 1.0]


def test_rows_of_a_folder_with_faults_come_with_the_faults(tmp_path):
    folder(tmp_path, statements=THREE, sorts="participant,statement,pile\na,9,x\n")

    found = written(tmp_path)

    assert found.study is None
    assert [fault.code for fault in found.found] == ["unknown-statement"]
    with pytest.raises(UnsoundStudy):
        put_together(found.answers, found.about)


def test_a_native_folder_that_has_just_begun_is_known_when_one_says_so(tmp_path):
    folder(tmp_path, scales="scale,minimum,maximum\nbelang,1,3\n")

    assert written(tmp_path).kind != "werkwijs"
    found = written(tmp_path, is_native=True)
    assert [row.scale for row in found.answers.scales] == ["belang"]
    assert {fault.code for fault in found.found} == {"no-statements", "no-sorts"}


def test_a_weight_with_all_its_decimals_is_a_number(tmp_path):
    folder(
        tmp_path,
        statements=THREE,
        sorts="participant,statement,pile\na,1,x\na,2,x\n",
        participants="participant,weight\na,1.2243448377244288\n",
    )

    assert read(tmp_path).sorts.weights.tolist() == [1.2243448377244288]
