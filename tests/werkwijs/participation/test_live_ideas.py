"""Who runs a study sees ideas come in, and can keep one out of the others' sight."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from werkwijs.audit.models import Line
from werkwijs.participation import ideas
from werkwijs.participation.models import Idea
from werkwijs.studies.models import Phase


@pytest.fixture
def study(study):
    study.phase = Phase.IDEAS
    study.save()
    return study


@pytest.fixture
def idea(takes_part) -> Idea:
    _, participant = takes_part("jongere")
    return Idea.objects.create(
        participant=participant, text="<b>slapen</b> 🙂", typed_by_helper=True
    )


@pytest.fixture
def looking(takes_part):
    _, participant = takes_part("werkgever")
    return lambda: [seen.text for seen in ideas.of_others(participant)]


def page_of(study) -> str:
    return reverse("taking_part:ideas", args=[study.slug])


def test_ideas_are_read_as_they_were_said_and_reading_is_noted(client, sign_in, study, idea, carla):
    sign_in(client, carla)

    page = client.get(page_of(study)).content.decode()

    words = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert "<b>slapen</b> 🙂" in words
    assert "(een helper typte)" in words
    assert idea.participant.pseudonym not in words.partition("Alle ideeën")[2]
    (line,) = Line.objects.filter(event="participation.ideas_read")
    assert (line.actor, line.study) == (str(carla.pk), "werk")


def test_an_idea_is_hidden_and_shown_again(client, sign_in, study, idea, ana, looking):
    sign_in(client, ana)
    address = reverse("taking_part:hide_idea", args=[study.slug, idea.pk])

    for _ in range(2):
        client.post(address, {"act": "hide"})
        assert looking() == []
    assert "Verborgen voor anderen" in client.get(page_of(study)).content.decode()

    client.post(address, {"act": "show"})
    assert looking() == ["<b>slapen</b> 🙂"]


def test_who_reads_hides_nothing_and_others_see_nothing(client, sign_in, study, idea, carla, dirk):
    address = reverse("taking_part:hide_idea", args=[study.slug, idea.pk])

    sign_in(client, carla)
    assert client.post(address).status_code == 403
    assert "Verberg voor anderen" not in client.get(page_of(study)).content.decode()

    sign_in(client, dirk)
    assert client.post(address).status_code == 404
    assert client.get(page_of(study)).status_code == 404
    idea.refresh_from_db()
    assert idea.hidden_at is None


def test_many_ideas_come_in_parts(client, sign_in, study, idea, ana):
    Idea.objects.bulk_create(
        Idea(participant=idea.participant, text=f"idee {n}") for n in range(150)
    )
    sign_in(client, ana)

    assert "idee 149" in client.get(page_of(study)).content.decode()
    second = client.get(page_of(study) + "?page=2").content.decode()
    assert "idee 0" in second
    assert client.get(page_of(study) + "?page=niets").status_code == 200
