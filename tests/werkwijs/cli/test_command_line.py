"""``werkwijs check`` and ``werkwijs map`` from outside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import mapreport
from werkwijs.cli import main, staging, words
from werkwijs.cli import map as map_

QUICK = ["--starts", "2", "--bootstrap", "4", "--permutations", "2", "--split-halves", "2"]
JSON_ONLY = ["--only", "json", *QUICK]


@pytest.fixture(autouse=True)
def _no_mistake_of_ours_is_hidden(monkeypatch):
    monkeypatch.setenv("WERKWIJS_DEBUG", "1")


@pytest.fixture
def study(tmp_path) -> Path:
    """Six statements, six sorters in two groups."""
    folder = tmp_path / "study"
    folder.mkdir()
    texts = "".join(f"{i},uitspraak {i}\n" for i in range(1, 7))
    (folder / "statements.csv").write_text(f"id,text\n{texts}")
    own = {"a": "aabbcc", "b": "aabbcd", "c": "abbccc", "d": "abbcca", "e": "aabccb", "f": "abcabc"}
    rows = [f"{s},{i},{pile}\n" for s, piles in own.items() for i, pile in enumerate(piles, 1)]
    (folder / "sorts.csv").write_text("participant,statement,pile\n" + "".join(rows))
    people = "".join(f"{s},{'jongere' if s < 'f' else 'coach'}\n" for s in own)
    (folder / "participants.csv").write_text(f"participant,group\n{people}")
    return folder


def settings_of(out: Path) -> dict:
    return json.loads((out / "map.json").read_text(encoding="utf-8"))["settings"]


# --- check ----------------------------------------------------------------------------


def test_check_says_that_a_study_is_sound(study, capsys):
    assert main(["check", str(study)]) == 0
    assert capsys.readouterr().out.endswith(
        "Deze studie is in orde: 6 uitspraken, 6 sorteerders, 0 beoordelaars.\n"
    )


def test_check_gives_place_what_and_remedy(study, capsys):
    with (study / "sorts.csv").open("a") as out:
        out.write("a,1,z\n")

    assert main(["check", str(study), "--language", "en"]) == 1
    said = capsys.readouterr().out
    assert "FAULT  sorts.csv:38: a put statement 1 on more than one pile.\n" in said
    assert "      A statement lies on one pile or on none: keep one of the rows.\n" in said


def test_check_speaks_the_language_of_the_study_unless_asked_otherwise(study, capsys):
    (study / "study.toml").write_text('language = "en"\n')

    main(["check", str(study)])
    assert "This study is sound" in capsys.readouterr().out
    main(["check", str(study), "--language", "nl"])
    assert "Deze studie is in orde" in capsys.readouterr().out


def test_check_shows_ten_of_a_kind_and_counts_the_rest(study, capsys):
    with (study / "sorts.csv").open("a") as out:
        out.writelines(f"a,onbekend{i},z\n" for i in range(13))

    main(["check", str(study)])

    said = capsys.readouterr().out
    assert said.count("staat niet in de lijst") == 10
    assert "... en nog 3 keer unknown-statement; met --json komen ze alle in beeld" in said


def test_check_names_who_put_everything_on_one_pile(study, capsys):
    with (study / "sorts.csv").open("a") as out:
        out.writelines(f"g,{i},z\n" for i in range(1, 7))

    assert main(["check", str(study)]) == 0
    assert "let op  Kijk naar de sortering van g: alles op één stapel." in capsys.readouterr().out


# --- map ------------------------------------------------------------------------------


def test_map_writes_map_json(study, tmp_path, capsys):
    out = tmp_path / "new" / "map"

    assert main(["map", str(study), "--out", str(out), *JSON_ONLY]) == 0
    assert [own.name for own in out.iterdir()] == ["map.json"]
    assert capsys.readouterr().out == f"Klaar. Alles staat in {out}\n"


def test_a_whole_result_is_what_we_know_a_result_to_be(study, tmp_path, capsys):
    out = tmp_path / "map"
    asked = ["map", str(study), "--out", str(out), "--language", "en", "--bundle", "rows", *QUICK]

    assert main(asked) == 0
    assert capsys.readouterr().out.endswith(f"Begin with {out / 'report.html'}\n")
    # What we take away when a new result comes is what a result consists of, no more, no less.
    assert {own.name for own in out.iterdir()} == staging.RESULT | {staging.FIGURES}
    assert {own.suffix for own in (out / staging.FIGURES).iterdir()} == {".svg", ".png"}
    assert '<html lang="en"' in (out / "report.html").read_text(encoding="utf-8")


def test_every_option_reaches_the_engine(study, tmp_path):
    out = tmp_path / "map"
    options = ["--clusters", "3", "--reason", "past", "--transform", "ratio", "--seed", "7"]
    options += ["--linkage", "ward-direct", "--unplaced", "singletons", "--exclude", "f: sliep"]
    options += ["--starts", "3", "--bootstrap", "5", "--permutations", "6", "--split-halves", "4"]
    options += ["--group", "group=jongere", "--balance", "group", "--only", "json"]

    assert main(["map", str(study), "--out", str(out), *options]) == 0
    used = settings_of(out)
    wanted = {
        "clusters": 3,
        "reason": "past",
        "transform": "ratio",
        "linkage": "ward-direct",
        "unplaced": "singletons",
        "starts": 3,
        "bootstrap": 5,
        "permutations": 6,
        "split_halves": 4,
        "seed": 7,
        "exclude": {"f": "sliep"},
        "group": ["group", "jongere"],
        "balance": "group",
    }
    assert {key: used[key] for key in wanted} == wanted


def decided(tmp_path, told) -> str:
    file = tmp_path / "decisions.json"
    file.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return str(file)


def test_what_people_decided_is_read_from_a_file(study, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    assert main(["map", str(study), "--out", str(first), "--clusters", "3", *JSON_ONLY]) == 0
    clusters = json.loads((first / "map.json").read_text())["clusters"]
    one, other = [c["statements"] for c in clusters if len(c["statements"]) > 1][:2]
    told = {
        "clusters": 3,
        "reason": "herkenbaar",
        "moves": [{"statement": one[0], "to": other[0], "reason": "hoort daar"}],
        "names": [{"statements": [*other, one[0]], "name": "Thuis", "easy": "Huis"}],
        "history": [{"kind": "name"}],
    }

    words = ["map", str(study), "--out", str(second), "--decisions", decided(tmp_path, told)]
    assert main([*words, *JSON_ONLY]) == 0

    document = json.loads((second / "map.json").read_text())
    assert document["choice"]["reason"] == "herkenbaar"
    [named] = [c for c in document["clusters"] if c["name"]]
    assert (named["name"], named["easy"]) == ("Thuis", "Huis")
    assert set(named["statements"]) == {*other, one[0]}
    assert main([*words, "--reason", "toch anders", *JSON_ONLY]) == 0
    document = json.loads((second / "map.json").read_text())
    assert document["choice"]["reason"] == "toch anders"


@pytest.mark.parametrize(
    "told",
    [
        "geen json",
        "[]",
        {"clusters": "3"},
        {"clusters": True},
        {"moves": [{"statement": "1"}]},
        {"moves": [{"statement": 1, "to": "2"}]},
        {"names": [{"statements": "12", "name": "x"}]},
        {"names": [{"statements": ["1"], "name": 3}]},
        {"reason": 3},
    ],
)
def test_a_file_without_decisions_is_wrong_usage(study, tmp_path, capsys, told):
    words = ["map", str(study), "--out", str(tmp_path / "out")]
    assert main([*words, "--decisions", decided(tmp_path, told), *JSON_ONLY]) == 2
    assert "geen bestand met besluiten" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"names": [{"statements": ["1", "6"], "name": "x"}], "clusters": 3}, "geen cluster"),
        ({"names": [{"statements": ["1"], "name": " "}], "clusters": 3}, "lege naam"),
        ({"moves": [{"statement": "1", "to": "geen"}], "clusters": 3}, "niet in de lijst"),
    ],
)
def test_decisions_that_do_not_fit_this_map_are_told(study, tmp_path, capsys, told, said):
    words = ["map", str(study), "--out", str(tmp_path / "out")]
    assert main([*words, "--decisions", decided(tmp_path, told), *JSON_ONLY]) == 2
    assert said in capsys.readouterr().err


def test_the_same_question_gives_the_same_bytes(study, tmp_path):
    for name in ("one", "two"):
        main(["map", str(study), "--out", str(tmp_path / name), *JSON_ONLY])

    assert (tmp_path / "one/map.json").read_bytes() == (tmp_path / "two/map.json").read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--exclude", "zz:weg"], "Deelnemer zz bestaat niet in deze studie."),
        (["--group", "group=niemand"], "Niemand heeft niemand bij group."),
        (["--group", "Groep=jongere"], "Groep is geen kolom waarin deelnemers een groep hebben."),
        (["--group", "Groep=jongere"], "Kies uit: group."),
        (["--balance", "leeftijd"], "leeftijd is geen kolom waarin deelnemers een groep hebben."),
        (["--balance", "group"], "Weeg de groepen niet even zwaar"),
        (["--clusters", "40"], "clusters kan niet 40 zijn."),
    ],
)
def test_a_question_that_cannot_be_answered_is_wrong_usage(study, tmp_path, capsys, options, said):
    assert main(["map", str(study), "--out", str(tmp_path / "map"), *JSON_ONLY, *options]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "map").exists()


@pytest.mark.parametrize(
    ("words", "dutch", "english"),
    [
        (["map", "x"], "er ontbreekt: --out", "the following arguments are required: --out"),
        (["check"], "er ontbreekt: STUDIE", "the following arguments are required: STUDY"),
        (["check", "x", "--wat"], "onbekend: --wat", "unrecognized arguments: --wat"),
        (
            ["map", "x", "--out", "y", "--starts", "0"],
            "--starts: 0 is geen heel getal van 1 tot 10000",
            "argument --starts: 0 is not a whole number from 1 to 10000",
        ),
        (
            ["map", "x", "--out", "y", "--exclude", "s7"],
            "--exclude: s7 is niet SORTEERDER:REDEN",
            "argument --exclude: s7 is not SORTER:REASON",
        ),
        (
            ["map", "x", "--out", "y", "--group", "a"],
            "--group: a is niet KOLOM=WAARDE",
            "argument --group: a is not COLUMN=VALUE",
        ),
        (
            ["map", "x", "--out", "y", "--transform", "z"],
            "--transform kan niet 'z' zijn; kies uit",
            "argument --transform: invalid choice: 'z'",
        ),
        (["map", "x", "--out"], "achter --out hoort iets te staan", "expected one argument"),
    ],
)
def test_wrong_usage_is_explained_in_the_language_asked_for(capsys, words, dutch, english):
    assert main([*words, "--language=nl"]) == 2
    assert dutch in capsys.readouterr().err
    assert main([*words, "--language=en"]) == 2
    assert english in capsys.readouterr().err


def test_without_a_command_nothing_happens(capsys):
    assert main([]) == 2
    assert "er ontbreekt: OPDRACHT" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["check"], ["map"]])
@pytest.mark.parametrize(("language", "said"), [("nl", "gebruik: "), ("en", "usage: ")])
def test_help(capsys, command, language, said):
    assert main([*command, "--help", "--language", language]) == 0
    assert capsys.readouterr().out.startswith(f"{said}werkwijs")


def test_both_languages_have_every_sentence():
    assert words.SAID["nl"].keys() == words.SAID["en"].keys()
    assert words.STAGES["nl"].keys() == words.STAGES["en"].keys()


# --- where the result comes -----------------------------------------------------------


def test_a_folder_of_somebody_else_is_left_alone(study, tmp_path, capsys):
    out = tmp_path / "photos"
    out.mkdir()
    (out / "cat.jpg").write_text("miauw")

    assert main(["map", str(study), "--out", str(out), *JSON_ONLY]) == 2
    assert "niet leeg" in capsys.readouterr().err
    assert [own.name for own in out.iterdir()] == ["cat.jpg"]


def test_the_study_folder_itself_is_no_place_for_a_result(study):
    before = sorted(study.iterdir())

    assert main(["map", str(study), "--out", str(study), *JSON_ONLY]) == 2
    assert sorted(study.iterdir()) == before


def test_somebody_elses_map_json_is_no_earlier_result(study, tmp_path):
    out = tmp_path / "game"
    out.mkdir()
    (out / "map.json").write_text('{"levels": 3}')

    assert main(["map", str(study), "--out", str(out), *JSON_ONLY]) == 2
    assert (out / "map.json").read_text() == '{"levels": 3}'


def test_an_earlier_result_makes_way_and_other_files_stay(study, tmp_path):
    out = tmp_path / "map"
    main(["map", str(study), "--out", str(out), *JSON_ONLY])
    (out / "report.html").write_text("old")
    (out / "figures").mkdir()
    (out / "figures" / "point-map.svg").write_text("old")
    (out / "figures" / "retouched.xcf").write_text("mine")
    (out / "notes.txt").write_text("mine")
    (out / "letters").mkdir()
    (out / "letters" / "1.txt").write_text("mine")

    assert main(["map", str(study), "--out", str(out), *JSON_ONLY, "--seed", "5"]) == 0
    assert settings_of(out)["seed"] == 5
    found = sorted(str(own.relative_to(out)) for own in out.rglob("*") if own.is_file())
    assert found == ["figures/retouched.xcf", "letters/1.txt", "map.json", "notes.txt"]
    assert sorted(own.name for own in tmp_path.iterdir()) == ["map", "study"]


def test_what_somebody_changed_by_hand_in_a_result_is_kept(study, tmp_path, capsys):
    out = tmp_path / "map"
    asked = ["map", str(study), "--out", str(out), *QUICK]
    main(asked)
    for text in ("mine", "mine again"):
        (out / "report.docx").write_text(text)
        capsys.readouterr()

        assert main(asked) == 0
        assert "report.docx is met de hand veranderd" in capsys.readouterr().err
    assert (out / "report-edited-1.docx").read_text() == "mine"
    assert (out / "report-edited-2.docx").read_text() == "mine again"
    assert (out / "report.docx").read_bytes()[:2] == b"PK"
    assert not (out / "slides-edited-1.pptx").exists()


def test_a_figure_that_somebody_changed_and_kept_beside_ours_stays(study, tmp_path):
    out = tmp_path / "map"
    main(["map", str(study), "--out", str(out), *JSON_ONLY])
    (out / "figures").mkdir()
    for name in ("cluster-map.svg", "cluster-map-for-the-board.svg", "photo.png"):
        (out / "figures" / name).write_text("old")

    assert main(["map", str(study), "--out", str(out), *JSON_ONLY]) == 0
    found = sorted(own.name for own in (out / "figures").iterdir())
    assert found == ["cluster-map-for-the-board.svg", "photo.png"]


def test_stopping_while_a_result_is_put_in_place_waits_until_it_is_there(
    study, tmp_path, monkeypatch
):
    out = tmp_path / "map"
    main(["map", str(study), "--out", str(out), *JSON_ONLY])
    (out / "notes.txt").write_text("mine")
    carry = staging._carry

    def interrupted(old: Path, new: Path) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        carry(old, new)

    monkeypatch.setattr(staging, "_carry", interrupted)
    code = main(["map", str(study), "--out", str(out), *JSON_ONLY, "--seed", "5"])
    assert code == 0
    assert settings_of(out)["seed"] == 5
    assert (out / "notes.txt").exists()
    assert sorted(own.name for own in tmp_path.iterdir()) == ["map", "study"]


def test_where_nothing_can_be_written_it_is_said_why_in_the_language_asked_for(
    study, tmp_path, capsys
):
    (tmp_path / "loop").symlink_to("loop")
    for place, dutch, english in (
        ("a" * 300, "de naam is te lang", "File name too long"),
        ("loop/map", "een koppeling die naar zichzelf wijst", "Too many levels of symbolic"),
    ):
        for language, said in (("nl", dutch), ("en", english)):
            asked = ["map", str(study), "--out", str(tmp_path / place), *JSON_ONLY]
            assert main([*asked, "--language", language]) > 0
            assert said in capsys.readouterr().err


def test_nobody_in_a_group_is_told_how_to_make_groups(study, tmp_path, capsys):
    (study / "participants.csv").unlink()
    asked = ["map", str(study), "--out", str(tmp_path / "map"), "--balance", "group"]
    assert main(asked) == 2
    assert "Maak participants.csv met een kolom group" in capsys.readouterr().err


def test_an_empty_folder_will_do(study, tmp_path):
    (tmp_path / "map").mkdir()

    assert main(["map", str(study), "--out", str(tmp_path / "map"), *JSON_ONLY]) == 0
    assert (tmp_path / "map" / "map.json").exists()


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_is_no_place_for_a_result(study, tmp_path, capsys, place):
    (tmp_path / "file").write_text("x")

    assert main(["map", str(study), "--out", str(tmp_path / place), *JSON_ONLY]) == 2
    assert "is een bestand, geen map" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("failure", "exit_code"),
    [(KeyboardInterrupt, 130), (OSError(28, "No space left"), 1), (SystemExit(3), 3)],
)
def test_nothing_half_written_stays(study, tmp_path, monkeypatch, capsys, failure, exit_code):
    out = tmp_path / "deep" / "map"

    def begin_and_fail(_concept_map, folder: Path, **_settings):
        (folder / "figures").mkdir()
        (folder / "figures" / "point-map.svg").write_text("half a")
        raise failure

    monkeypatch.setattr(mapreport, "write", begin_and_fail)
    code = main(["map", str(study), "--out", str(out), *QUICK])

    assert code == exit_code
    assert sorted(own.name for own in tmp_path.iterdir()) == ["study"]
    assert "Traceback" not in capsys.readouterr().err


def test_a_failure_leaves_the_earlier_result_as_it_was(study, tmp_path, monkeypatch):
    out = tmp_path / "map"
    main(["map", str(study), "--out", str(out), *JSON_ONLY])
    before = (out / "map.json").read_bytes()

    def broken(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(map_, "_write", broken)

    assert main(["map", str(study), "--out", str(out), *JSON_ONLY]) == 130
    assert (out / "map.json").read_bytes() == before


def test_where_a_package_is_missing_it_is_said_how_to_get_it(study, tmp_path, monkeypatch, capsys):
    def gone(*_args, **_settings):
        raise ModuleNotFoundError("No module named 'scipy'", name="scipy")

    monkeypatch.delenv("WERKWIJS_DEBUG")
    monkeypatch.setattr(map_, "_compute", gone)

    assert main(["map", str(study), "--out", str(tmp_path / "map"), "--language", "en"]) == 1
    said = capsys.readouterr().err
    assert "missing here (scipy)" in said
    assert "scripts/setup" in said


def test_a_mistake_of_ours_is_said_in_words(study, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("WERKWIJS_DEBUG")
    monkeypatch.setattr(map_, "_compute", lambda *_: 1 / 0)

    assert main(["map", str(study), "--out", str(tmp_path / "map"), "--language", "en"]) == 1
    said = capsys.readouterr().err
    assert "that is our mistake (ZeroDivisionError: division by zero)" in said
    assert "Traceback" not in said


# --- as a program of its own ----------------------------------------------------------


def run(*words: str, **settings) -> subprocess.CompletedProcess:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "werkwijs", *words], capture_output=True, text=True, **settings
    )


def test_in_a_pipe_it_is_quiet(study, tmp_path):
    done = run("map", str(study), "--out", str(tmp_path / "map"), *JSON_ONLY)

    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["--help"], ["numpy", "scipy", "numba", "matplotlib"]),
        (["check", "{study}"], ["matplotlib", "docx", "pptx", "jinja2", "tqdm"]),
        (
            ["map", "{study}", "--out", "{out}", *JSON_ONLY],
            ["matplotlib", "docx", "pptx", "jinja2", "xlsxwriter", "tqdm", "mapreport"],
        ),
    ],
)
def test_a_command_imports_only_what_it_needs(study, tmp_path, words, unwanted):
    given = [word.format(study=study, out=tmp_path / "map") for word in words]
    program = (
        "import sys; from werkwijs.cli import main; main(sys.argv[1:]); "
        f"print([m for m in {unwanted!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, *given], capture_output=True, text=True
    )

    assert done.stderr.splitlines()[-1] == "[]"


def test_letters_that_the_terminal_does_not_know_are_no_reason_to_fail(study):
    (study / "statements.csv").write_text("id,text\n1,漢\n1,字\n", encoding="utf-8")
    narrow = {**os.environ, "PYTHONIOENCODING": "ascii"}

    done = run("check", str(study), env=narrow)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def wait_until_it_computes(pid: int, seconds: float = 3.0) -> None:
    """By what it used of the processor: on a busy machine starting takes long."""
    ticks = os.sysconf("SC_CLK_TCK")
    for _ in range(1_200):
        used = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[-1].split()
        if (int(used[11]) + int(used[12])) / ticks >= seconds:
            return
        time.sleep(0.1)
    raise AssertionError("It does not compute.")


def test_stopping_from_outside_leaves_nothing(study, tmp_path):
    asked = ["map", str(study), "--out", str(tmp_path / "m")]
    patience = ["--only", "json", "--bootstrap", "100000", "--permutations", "0"]
    # Started behind a prompt, tests are not to be interrupted, and what they start would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "werkwijs", *asked, *patience],
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    wait_until_it_computes(process.pid)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)

    assert process.returncode == 130
    assert said == "\nGestopt. Er is niets half achtergebleven.\n"
    assert [own.name for own in tmp_path.iterdir()] == ["study"]
