"""A study folder got and brought by page, and strips that say there is something for you."""

from __future__ import annotations

import io
import stat
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from werkwijs.accounts.models import Membership, Role
from werkwijs.audit.models import Line
from werkwijs.participation.exchange import folder, zipped
from werkwijs.participation.models import Access, Consent, Idea, Participant, Sitting
from werkwijs.studies.models import Study

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "sterk-in-werk"
OUT = "/studies/werk/deelname/studiemap/"
INTO = "/studiemap/"
STRIPS = "/studies/werk/deelname/herinneren/"


@pytest.fixture
def person(study):
    person = Participant.objects.create(study=study, number=7, group=study.groups.first())
    Consent.objects.create(participant=person, text=study.consent_texts.get())
    Idea.objects.create(participant=person, text="Piet moet rustig blijven")
    return person


def packed(files: dict[str, bytes | str]) -> SimpleUploadedFile:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            out.writestr(name, content)
    return SimpleUploadedFile("map.zip", held.getvalue(), "application/zip")


SMALL = {
    "statements.csv": "id,text\n1,een\n2,twee\n3,drie\n",
    "sorts.csv": "participant,statement,pile\na,1,x\na,2,x\na,3,y\nb,1,x\nb,2,y\nb,3,y\n",
    "study.toml": 'title = "Klein"\n',
}


# --- out ----------------------------------------------------------------------------------------


def test_the_page_says_plainly_what_goes_along(client, sign_in, ana, study, person):
    page = sign_in(client, ana).get(OUT).content.decode()

    assert "1 deelnemer gaat mee" in page
    assert "Iemand kan in een idee een naam noemen." in page
    assert "Piet" not in page


def test_the_folder_is_got_with_or_without_ideas_and_it_is_noted(
    client, sign_in, ana, study, person
):
    sign_in(client, ana)
    whole = client.post(OUT, {"ideas": "on"})
    bare = client.post(OUT)

    assert whole.headers["Content-Disposition"] == 'attachment; filename="werk.zip"'
    names = zipfile.ZipFile(io.BytesIO(whole.content)).namelist()
    assert "werk/ideas.csv" in names
    assert "werk/ideas.csv" not in zipfile.ZipFile(io.BytesIO(bare.content)).namelist()
    assert whole.content == folder.zipped(study)
    lines = Line.objects.filter(event="participation.folder_handed_out")
    assert [(line.actor, line.study) for line in lines] == [(str(ana.pk), "werk")] * 2


def test_a_second_factor_of_long_ago_is_asked_again(client, sign_in, ana, study, person):
    sign_in(client, ana)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        answer = client.post(OUT, {"ideas": "on"})

    assert answer.status_code == 302
    assert "/account/" in answer.url


def test_who_reads_may_get_it_and_another_organisation_finds_nothing(sign_in, carla, dirk, study):
    assert sign_in(Client(), carla).get(OUT).status_code == 200
    assert sign_in(Client(), dirk).post(OUT).status_code == 404


# --- in -----------------------------------------------------------------------------------------


def test_a_folder_becomes_a_study_once(client, sign_in, ana, study, person):
    sign_in(client, ana)
    key = "6f0c2c5e-7d6c-4f57-9d0e-2f5a3c1b7a10"
    facts = {"organisation": study.organisation_id, "key": key}
    first = client.post(INTO, facts | {"file": packed(SMALL)})
    again = client.post(INTO, facts | {"file": packed(SMALL)})

    made = Study.objects.get(title="Klein")
    assert first.url == again.url == f"/studies/{made.slug}/"
    assert made.created_by == ana
    page = client.get(first.url).content.decode()
    assert "De studie is binnen." in page


def test_what_was_got_can_be_brought_back(client, sign_in, ana, study, person):
    sign_in(client, ana)
    got = client.post(OUT, {"ideas": "on"}).content
    file = SimpleUploadedFile("werk.zip", got, "application/zip")

    client.post(INTO, {"organisation": study.organisation_id, "file": file})

    again = Study.objects.exclude(pk=study.pk).get()
    assert dict(folder.files(again)) == dict(folder.files(study))


def test_one_table_is_enough(client, sign_in, ana, organisation):
    rows = "deelnemer,uitspraak,stapel\np,een,a\np,twee,a\np,drie,b\nq,een,a\nq,twee,b\nq,drie,b\n"
    file = SimpleUploadedFile("lang.csv", rows.encode(), "text/csv")
    sign_in(client, ana).post(INTO, {"organisation": organisation.pk, "file": file})

    assert Study.objects.get().statements.count() == 3


def test_faults_are_shown_with_place_and_remedy_and_nothing_is_made(
    client, sign_in, ana, organisation
):
    wrong = SMALL | {"sorts.csv": SMALL["sorts.csv"] + "a,9,x\n<b>,2,z\n"}
    answer = sign_in(client, ana).post(
        INTO, {"organisation": organisation.pk, "file": packed(wrong)}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "sorts.csv:8" in page
    assert "Er is niets gemaakt." in page
    assert not Study.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"../../weg.csv": "id\n"}, "wijst buiten de map"),
        ({"/etc/weg.csv": "id\n"}, "wijst buiten de map"),
        ({"C:\\weg.csv": "id\n"}, "wijst buiten de map"),
        (b"PK\x03\x04 dit is geen zip", "gaat niet open"),
        (b"zomaar tekst", "gaat niet open"),
        ({f"{i}.csv": "x" for i in range(zipped.MOST_FILES + 1)}, "te veel bestanden"),
    ],
    ids=["up", "root", "drive", "broken", "text", "many"],
)
def test_a_zip_that_is_a_trap_is_refused(client, sign_in, ana, organisation, content, told):
    file = packed(content) if isinstance(content, dict) else SimpleUploadedFile("map.zip", content)

    answer = sign_in(client, ana).post(INTO, {"organisation": organisation.pk, "file": file})

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_bomb_stops_growing(client, sign_in, ana, organisation, monkeypatch):
    monkeypatch.setattr(zipped, "MOST_UNPACKED", 100_000)
    bomb = packed(SMALL | {"media/groot.png": b"0" * 50_000_000})

    answer = sign_in(client, ana).post(INTO, {"organisation": organisation.pk, "file": bomb})

    assert "het is te groot" in answer.content.decode()
    assert not Study.objects.exists()


def test_a_zip_that_breaks_off_inside_a_file_is_refused(client, sign_in, ana, organisation):
    whole = packed({"statements.csv": "id,text\n" + "1,een heel lange tekst\n" * 500}).read()
    place = whole.index(b"statements.csv") + len("statements.csv")
    broken = whole[:place] + b"\xff" * 20 + whole[place + 20 :]

    answer = sign_in(client, ana).post(
        INTO,
        {"organisation": organisation.pk, "file": SimpleUploadedFile("map.zip", broken)},
    )

    assert answer.status_code == 422
    assert "het gaat niet open" in answer.content.decode()


def test_a_link_in_a_zip_is_refused(client, sign_in, ana, organisation):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as out:
        for name, content in SMALL.items():
            out.writestr(name, content)
        link = zipfile.ZipInfo("media/1-picture.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(link, "/etc/passwd")
    file = SimpleUploadedFile("map.zip", held.getvalue())

    answer = sign_in(client, ana).post(INTO, {"organisation": organisation.pk, "file": file})

    assert "wijst buiten de map" in answer.content.decode()


def test_what_a_mac_adds_is_no_hindrance(client, sign_in, ana, organisation):
    files = {f"Klein/{name}": content for name, content in SMALL.items()}
    noise = {
        "__MACOSX/Klein/._sorts.csv": b"\0\1",
        "Klein/.DS_Store": b"\0",
        "Klein/lees.pdf": b"%",
    }

    sign_in(client, ana).post(
        INTO, {"organisation": organisation.pk, "file": packed(files | noise)}
    )

    assert Study.objects.get().title == "Klein"


def test_nobody_brings_a_folder_into_another_organisation(client, sign_in, ana, elsewhere):
    answer = sign_in(client, ana).post(INTO, {"organisation": elsewhere.pk, "file": packed(SMALL)})

    assert answer.status_code == 422
    assert not Study.objects.exists()


def test_who_runs_studies_in_two_organisations_chooses(client, sign_in, ana, elsewhere, study):
    Membership.objects.create(user=ana, organisation=elsewhere, role=Role.FACILITATOR)
    sign_in(client, ana)
    assert "<select" in client.get(INTO).content.decode()

    client.post(INTO, {"organisation": elsewhere.pk, "file": packed(SMALL)})

    assert Study.objects.get(title="Klein").organisation == elsewhere


def test_the_whole_example_comes_in_by_page(client, sign_in, ana, organisation):
    files = {f"sterk/{f.name}": f.read_bytes() for f in EXAMPLE.iterdir() if f.is_file()}

    sign_in(client, ana).post(INTO, {"organisation": organisation.pk, "file": packed(files)})

    made = Study.objects.get()
    assert (made.title, made.statements.count()) == ("Sterk in Werk", 64)
    assert Participant.objects.filter(study=made).count() == 102
    page = client.get(f"/studies/{made.slug}/deelname/monitor/").content.decode()
    assert "telefoon" in page


# --- reminders ------------------------------------------------------------------------------------


def test_letters_hold_nothing_but_that_there_is_something(client, sign_in, ana, study, person):
    page = sign_in(client, ana).get(STRIPS).content.decode()
    letters = page.split("<textarea")[1:]

    assert len(letters) == 2
    for letter in letters:
        told = letter.split("</textarea>")[0]
        assert "/mee" in told
        for content in (study.title, study.prompt, "uitspraken", "werk vinden", "s7"):
            assert content not in told


def test_a_strip_has_the_code_of_who_is_not_done_and_it_is_noted(
    client, sign_in, ana, study, person
):
    done = Participant.objects.create(study=study, number=8, group=study.groups.last())
    for task in ("sorting", "rating"):
        Sitting.objects.create(participant=done, task=task, finished_at=timezone.now())
    sign_in(client, ana)

    busy = client.post(f"{STRIPS}strookjes/", {"kind": "reminder", "who": "busy"}).content.decode()
    both = client.post(f"{STRIPS}strookjes/", {"kind": "result", "who": "all"}).content.decode()
    again = client.post(f"{STRIPS}strookjes/", {"kind": "result", "who": "all"}).content.decode()

    assert ("<bdi>s7</bdi>" in busy, "<bdi>s8</bdi>" in busy) == (True, False)
    assert ("<bdi>s7</bdi>" in both, "<bdi>s8</bdi>" in both) == (True, True)
    assert both.index("Jongere") < both.index("Werkgever")
    codes = [page[page.index('class="code"') :][:40] for page in (busy, both, again)]
    assert len(set(codes)) == 1, "printing again gives the same code"
    assert Access.objects.filter(kind="return").count() == 2
    assert Line.objects.filter(event="participation.reminders_printed").count() == 3


def test_strips_of_one_group_and_of_nobody(client, sign_in, ana, study, person):
    sign_in(client, ana)
    facts = {"kind": "reminder", "who": "all", "group": study.groups.last().pk}

    page = client.post(f"{STRIPS}strookjes/", facts).content.decode()

    assert "Voor deze keuze is er niemand." in page
    assert client.get(f"{STRIPS}strookjes/").status_code == 405
    assert client.post(f"{STRIPS}strookjes/", {"kind": "x"}).status_code == 422


def test_only_who_runs_the_study_reminds(sign_in, carla, dirk, study):
    for who, status in ((carla, 403), (dirk, 404)):
        device = sign_in(Client(), who)
        assert device.get(STRIPS).status_code == status
        assert (
            device.post(f"{STRIPS}strookjes/", {"kind": "reminder", "who": "all"}).status_code
            == status
        )
