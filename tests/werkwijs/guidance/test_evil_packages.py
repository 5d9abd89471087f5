"""Who has the words of a package can put anything in it: what cannot be is refused whole, in plain words."""

from __future__ import annotations

import copy
import json
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs import entering

from werkwijs.guidance import handing_on, starting, unpacking
from werkwijs.guidance.models import Client, Employer, Entry, Kind, Trajectory
from werkwijs.guidance.starting import About
from werkwijs.lib.impossible import Impossible

WORDS = "aaaaa-bbbbb-ccccc-ddddd"
NEVER = "<absent>"


def package() -> dict:
    """A good one, with one of everything. Everybody is invented."""
    line = {"facet": "", "on": "2026-01-05", "words": "Iets.", "by": "Cora", "about": None}
    step = {
        "sort": "visit", "direction": "forward", "state": "done", "order": 1,
        "starts_on": "2026-01-05", "ends_on": "2026-01-06", "employer": ["De Korst", "Linde"],
    }  # fmt: skip
    goal = {"open": True, "horizon": "short", "ended_on": None, "outcome": ""}
    job = {
        "employer": ["De Korst", "Linde"], "sort": "paid", "starts_on": "2026-01-07", "ends_on": None,
        "ended": "", "contract": "none", "contract_ends_on": None, "hours": "24.0",
        "four_hours_on": "2026-01-08", "wages": [["2026-01-07", 1450]],
    }  # fmt: skip
    return {
        "format": "werkwijs-trajectory",
        "version": 1,
        "id": str(uuid.uuid4()),
        "from": "De Iep (verzonnen)",
        "called": "Mila (verzonnen)",
        "started_on": "2026-01-05",
        "said": "Dan hoef ik niet alles weer te vertellen.",
        "lines": [
            line | {"n": 1, "kind": "need", "about": 4},
            line | {"n": 2, "kind": "step", "step": step},
            line | {"n": 3, "kind": "goal", "goal": goal},
            line | {"n": 4, "kind": "job", "job": job},
            line | {"n": 5, "kind": "profile", "facet": "skills.work"},
        ],
    }


def locked(told: object) -> bytes:
    return handing_on._lock(json.dumps(told).encode(), WORDS)


def test_a_good_one_is_read():
    assert len(unpacking.read(package())["lines"]) == 5


EVIL = [
    ("id", "no id"),
    ("id", 12),
    ("id", NEVER),
    ("called", "  "),
    ("called", "\u202e"),
    ("called", ["Mila"]),
    ("called", "x" * 81),
    ("from", None),
    ("said", "x" * 4_001),
    ("started_on", "2999-01-01"),
    ("started_on", "gisteren"),
    ("started_on", 20260105),
    ("started_on", "2026-W01-1"),
    ("lines", None),
    ("lines", {"n": 1}),
    ("lines", "regels"),
    ("lines", [None]),
    ("lines", ["regel"]),
    ("lines", [[]]),
    ("lines.0", NEVER),
    ("lines.0.n", "1"),
    ("lines.0.n", True),
    ("lines.0.n", 1.5),
    ("lines.0.n", 10**30),
    ("lines.0.n", 2),
    ("lines.0.about", 99),
    ("lines.0.about", "4"),
    ("lines.0.about", 1),
    ("lines.3.about", 1),
    ("lines.0.kind", "criminal"),
    ("lines.0.kind", "reflection"),
    ("lines.0.kind", "<script>"),
    ("lines.0.kind", ["need"]),
    ("lines.0.kind", {}),
    ("lines.0.facet", "x" * 25),
    ("lines.0.facet", "<b>"),
    ("lines.0.facet", None),
    ("lines.4.facet", ""),
    ("lines.4.facet", "skills.nobody"),
    ("lines.0.on", "2026-13-45"),
    ("lines.0.on", "2999-01-01"),
    ("lines.0.on", None),
    ("lines.0.words", "x" * 4_001),
    ("lines.0.words", 5),
    ("lines.0.words", None),
    ("lines.1.step", NEVER),
    ("lines.1.step", []),
    ("lines.1.step.sort", "war"),
    ("lines.1.step.state", None),
    ("lines.1.step.order", -1),
    ("lines.1.step.order", 10**9),
    ("lines.1.step.order", "1"),
    ("lines.1.step.ends_on", "2026-01-01"),
    ("lines.1.step.employer", ["", ""]),
    ("lines.1.step.employer", ["De Korst"]),
    ("lines.1.step.employer", {"0": "De Korst"}),
    ("lines.1.step.employer", ["x" * 81, ""]),
    ("lines.2.goal.open", 1),
    ("lines.2.goal.open", False),
    ("lines.2.goal.horizon", "never"),
    ("lines.2.goal.ended_on", "2026-01-06"),
    ("lines.3.job.starts_on", "2999-01-01"),
    ("lines.3.job.ends_on", "2020-01-01"),
    ("lines.3.job.four_hours_on", "2020-01-01"),
    ("lines.3.job.sort", "voluntary"),
    ("lines.3.job.ended", "sick"),
    ("lines.3.job.hours", "NaN"),
    ("lines.3.job.hours", "61"),
    ("lines.3.job.hours", "0"),
    ("lines.3.job.hours", "1e1"),
    ("lines.3.job.hours", 24),
    ("lines.3.job.wages", None),
    ("lines.3.job.wages", [["2026-01-07", 1450], ["2026-01-07", 1500]]),
    ("lines.3.job.wages", [["2026-01-07", 10**12]]),
    ("lines.3.job.wages", [["2026-01-07", -1]]),
    ("lines.3.job.wages", [["2026-01-07"]]),
    ("lines.3.job.wages", [7]),
]


def spoilt(where: str, value: object) -> dict:
    told = copy.deepcopy(package())
    *path, last = [int(one) if one.isdigit() else one for one in where.split(".")]
    at: object = told
    for one in path:
        at = at[one]  # type: ignore[index]
    if value is NEVER:
        del at[last]  # type: ignore[attr-defined]
        if last == 0:
            at[0].pop("kind")  # type: ignore[index]
    else:
        at[last] = value  # type: ignore[index]
    return told


@pytest.mark.parametrize(("where", "value"), EVIL)
def test_what_cannot_be_is_refused(where, value):
    with pytest.raises(Impossible, match="package_not_right"):
        unpacking.read(spoilt(where, value))


@pytest.mark.parametrize("told", [None, 1, "x", [], {}, {"format": "werkwijs-study"}])
def test_what_is_no_package_is_told(told):
    with pytest.raises(Impossible, match="no_package"):
        unpacking.read(told)


@pytest.mark.parametrize("version", [2, "1", None, [1]])
def test_another_version_is_told(version):
    with pytest.raises(Impossible, match="package_is_newer"):
        unpacking.read(package() | {"version": version})


def test_a_hundred_thousand_lines_and_four_open_goals_are_too_many():
    told = package()
    need, goal = told["lines"][0] | {"about": None}, told["lines"][2]
    for lines in (
        [need | {"n": n} for n in range(1, 100_001)],
        [goal | {"n": n} for n in range(1, 5)],
    ):
        with pytest.raises(Impossible, match="package_not_right"):
            unpacking.read(told | {"lines": lines})


def test_lines_about_each_other_in_a_ring_are_refused():
    told = package()
    need = told["lines"][0]
    ring = [need | {"n": 1, "about": 2}, need | {"n": 2, "about": 3}, need | {"n": 3, "about": 1}]
    with pytest.raises(Impossible, match="package_not_right"):
        unpacking.read(told | {"lines": ring})


@pytest.mark.django_db
def test_on_the_page_an_evil_one_is_told_in_words_and_nothing_is_kept(otto, elsewhere):
    desk = entering.sign_in(Browser(), otto)
    deep = handing_on._lock(b"[" * 500_000, WORDS)
    for content in (
        locked(spoilt("lines.3.job.hours", "NaN")),
        locked(package() | {"lines": [*package()["lines"], 5]}),
        deep,
        handing_on._lock(b"\xff\xfe", WORDS),
        handing_on.MAGIC,
        handing_on.MAGIC + b"\x00" * 40,
    ):
        sent = {"file": SimpleUploadedFile("p.bin", content), "opens": WORDS}
        answer = desk.post(reverse("guidance:receive"), sent)
        assert answer.status_code == 422
        assert "pakket" in answer.content.decode()
    assert not Client.objects.exists()
    assert not Employer.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_words_that_look_like_a_page_stay_words(otto, elsewhere):
    told = package()
    told["called"] = told["lines"][0]["words"] = "<script>alert(1)</script>"
    told["lines"][0]["words"] += "\x00\u202e"
    made = handing_on.receive(locked(told), WORDS, elsewhere, by=otto)

    desk = entering.sign_in(Browser(), otto)
    for name in ("file", "lines", "work", "steps", "goals", "profile", "around", "looks", "person"):
        body = desk.get(reverse(f"guidance:{name}", args=[made.code])).content.decode()
        assert "<script>alert" not in body
    need = Entry.objects.get(trajectory=made, kind=Kind.NEED)
    assert need.about is not None
    assert need.about.kind == Kind.JOB


@pytest.mark.django_db
def test_a_package_opens_no_file_of_another_organisation(organisation, cora, elsewhere, otto):
    told = package()
    theirs = handing_on.receive(locked(told), WORDS, elsewhere, by=otto)
    before = theirs.entries.count()

    mine = handing_on.receive(locked(told), WORDS, organisation, by=cora)
    assert mine != theirs
    assert mine.organisation == organisation
    assert theirs.entries.count() == before

    key = uuid.uuid4()
    begun = starting.start(elsewhere, About("Noor"), by=otto, key=key)
    third = handing_on.receive(locked(told | {"id": str(key)}), WORDS, organisation, by=cora)
    assert third != begun
    assert not begun.entries.exists()
    with pytest.raises(Impossible, match="sent_before"):
        starting.start(organisation, About("Noor"), by=cora, key=key)
    assert Trajectory.objects.count() == 4


@pytest.mark.django_db
def test_the_longest_words_of_the_person_come_in_too(otto, elsewhere):
    made = handing_on.receive(locked(package() | {"said": "x" * 4_000}), WORDS, elsewhere, by=otto)

    assert Entry.objects.filter(trajectory=made, facet="came-from").exists()
    assert made.started_on < timezone.localdate() + timedelta(days=1)
