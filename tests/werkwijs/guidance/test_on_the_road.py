"""A file is taken along by the person, handed to another organisation, and forgotten for good."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs import entering

from werkwijs.guidance import (
    aiming,
    erasure,
    granting,
    handing_on,
    placing,
    starting,
    stepping,
    taking_along,
    writing,
)
from werkwijs.guidance.models import Client, Contact, Entry, Kind, Trajectory
from werkwijs.guidance.writing import Words
from werkwijs.lib import forgotten
from werkwijs.lib.impossible import Impossible

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(trajectory, job, cora):
    """A file with something of everything; a coach's own lines in between."""
    gap = writing.write(
        trajectory, Words(Kind.PROFILE, "Op tijd zijn.", facet="skills.work"), by=cora
    )
    granting.show_person(gap, by=cora)
    goal = aiming.aim(trajectory, "Op tijd", by=cora, gap=gap)
    aiming.show(goal, "Tien weken op tijd.", by=cora)
    step = stepping.plan(
        trajectory, stepping.Planned("visit", "Kijken", employer=job.employer), by=cora
    )
    stepping.move(step, "going", by=cora)
    placing.pay(job, 1450, job.starts_on, by=cora)
    placing.need(trajectory, "Eén taak tegelijk.", by=cora, job=job)
    writing.write(trajectory, Words(Kind.TALK, "Alleen voor Cora."), by=cora, empty=True)
    writing.write(trajectory, Words(Kind.REFLECTION, "Ik ging te snel.", only_author=True), by=cora)
    return trajectory


ALL = tuple(handing_on.PORTABLE)


def test_the_person_takes_along_all_they_may_read_and_nothing_else(told, phone_of):
    answer = phone_of(told.client).get(reverse("mine:take_along"))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="mijn-dossier.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        page, data = file.read("dossier.html").decode(), json.loads(file.read("dossier.json"))
    for words in ("Eén taak tegelijk.", "Tien weken op tijd.", "Bakkerij De Korst"):
        assert words in page
        assert words in json.dumps(data, ensure_ascii=False)
    for words in ("Alleen voor Cora.", "Ik ging te snel."):
        assert words not in page
        assert words not in json.dumps(data, ensure_ascii=False)
    assert "http" not in page.replace("http-equiv", "")


def test_over_and_back_again_the_content_is_the_same(told, otto, elsewhere, cora):
    why = "Dan hoef ik niet alles weer te vertellen."
    package, words = handing_on.hand_on(told, ALL, to="De Iep", back=why, by=cora)

    there = handing_on.receive(package, words, elsewhere, by=otto)
    assert handing_on.receive(package, words, elsewhere, by=otto) == there
    assert there.client.code != told.client.code or there.organisation != told.organisation
    assert _content(there) == _content(told)
    again, more = handing_on.hand_on(there, ALL, to="Terug", back="Ja.", by=otto)
    third = handing_on.receive(again, more, told.organisation, by=cora)
    assert _content(third) == _content(told)


def _content(trajectory):
    """Lines that go along, with their facts, without who wrote them and in which number."""
    lines = taking_along.way(trajectory)["lines"]
    words = {one["n"]: one["words"] for one in lines}
    found = [
        {k: v for k, v in one.items() if k not in ("n", "by", "about")}
        | {"about": words.get(one["about"])}
        for one in lines
        if one["kind"] in handing_on.PORTABLE
    ]
    return sorted(found, key=lambda one: (one["kind"], one["words"]))


def test_only_what_was_chosen_goes_along(told, otto, elsewhere, cora):
    package, words = handing_on.hand_on(told, [Kind.NEED], to="De Iep", back="Dat mag.", by=cora)

    there = handing_on.receive(package, words, elsewhere, by=otto)

    kinds = set(Entry.objects.filter(trajectory=there).values_list("kind", flat=True))
    assert kinds == {Kind.NEED, Kind.CHANGE}
    assert not there.members.filter(user=None).exists()


@pytest.mark.parametrize("kind", [Kind.REFLECTION, Kind.CRIMINAL, Kind.COMPLAINT])
def test_what_never_goes_along_cannot_be_chosen(told, cora, kind):
    with pytest.raises(Impossible, match="no_such_choice"):
        handing_on.hand_on(told, [kind], to="De Iep", back="Ja.", by=cora)


def test_without_the_persons_words_nothing_goes(told, cora):
    with pytest.raises(Impossible, match="no_words"):
        handing_on.hand_on(told, [Kind.NEED], to="De Iep", back=" ", by=cora)


def test_a_package_that_is_spoilt_or_not_ours_is_told_and_nothing_is_kept(
    told, otto, elsewhere, cora
):
    package, words = handing_on.hand_on(told, [Kind.NEED], to="De Iep", back="Ja.", by=cora)
    before = Client.objects.count()

    for content, opens, said in (
        (package, "verkeerd", "stays_locked"),
        (package[:-5], words, "stays_locked"),
        (package[:60] + bytes([package[60] ^ 1]) + package[61:], words, "stays_locked"),
        (b"PK\x03\x04", words, "no_package"),
        (b"", words, "no_package"),
        (package + b"x" * handing_on.MOST_BYTES, words, "too_large"),
    ):
        with pytest.raises(Impossible, match=said):
            handing_on.receive(content, opens, elsewhere, by=otto)
    assert Client.objects.count() == before


def test_its_pages(told, otto, cora):
    desk = entering.sign_in(Browser(), cora)
    page = reverse("guidance:hand_on", args=[told.code])
    assert desk.post(page, {"to": "De Iep", "kinds": ["need"], "back": ""}).status_code == 422
    body = desk.post(page, {"to": "De Iep", "kinds": ["need"], "back": "Ja."}).content.decode()
    words = body.split('class="digits">')[1].split("<")[0]
    package = base64.b64decode(body.split("base64,")[1].split('"')[0].replace("&#x3D;", "="))
    there = entering.sign_in(Browser(), otto)
    sent = {"file": SimpleUploadedFile("p.bin", package), "opens": "nee"}
    wrong = there.post(reverse("guidance:receive"), sent)
    assert "gaat niet open" in wrong.content.decode()
    sent = {"file": SimpleUploadedFile("p.bin", package), "opens": words.upper()}
    assert there.post(reverse("guidance:receive"), sent).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_who_is_forgotten_stays_so_when_a_backup_is_put_back(
    trajectory, els, saar, settings, tmp_path
):
    settings.DATA = tmp_path
    client, code = trajectory.client, trajectory.client.code

    erasure.forget(client, by=saar)

    assert not Client.objects.exists()
    assert not Trajectory.objects.exists()
    assert not Contact.objects.exists()
    facts = {"organisation": trajectory.organisation, "code": code}
    Client.objects.create(**facts, created_at=client.created_at)  # the backup
    forgotten.replay()
    assert not Client.objects.exists()
    later = Client.objects.create(**facts, created_at=timezone.now() + timedelta(minutes=1))
    forgotten.replay()
    assert Client.objects.get() == later


def test_only_what_is_past_its_time_may_go(trajectory, cora, organisation):
    starting.close(trajectory, ended="works", why="Klaar.", by=cora)
    today = timezone.localdate()

    assert erasure.over(organisation, today + timedelta(days=700)) == []
    assert erasure.over(organisation, today + timedelta(days=740)) == [trajectory.client]
    starting.again(trajectory, by=cora)
    assert erasure.over(organisation, today + timedelta(days=740)) == []
