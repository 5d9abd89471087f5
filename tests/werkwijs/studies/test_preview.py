"""Seeing a study as a participant does."""

import pytest
from django.urls import reverse

from werkwijs.studies import opening
from werkwijs.studies.models import Study

PARTS = ["welcome", "consent", "statement", "rating"]


def see(client, part, slug="werk", query=""):
    return client.get(reverse("studies:preview", args=[slug, part]) + query).content.decode()


def test_each_part_is_shown_in_words_of_the_study(client, sign_in, study, carla):
    sign_in(client, carla)

    assert study.prompt in see(client, "welcome")
    assert "Mag je stoppen als je dat wilt?" in see(client, "consent")
    assert "je werk doet dat je leuk vindt" in see(client, "statement")
    assert "een beetje" in see(client, "rating")


def test_both_levels_are_shown(client, sign_in, study, carla):
    sign_in(client, carla)

    assert "Fijn dat je er bent" in see(client, "welcome")
    assert "We willen graag weten" in see(client, "welcome", query="?niveau=gewoon")
    assert "Deelname is vrijwillig" in see(client, "consent", query="?niveau=gewoon")


def test_pictures_follow_the_choices_of_the_study(client, sign_in, study, ana):
    sign_in(client, ana)
    assert "<svg" in see(client, "rating")

    Study.objects.update(shows_pictures=False)
    assert "<svg" not in see(client, "rating")


@pytest.mark.parametrize("part", PARTS)
def test_an_empty_study_can_be_seen(client, sign_in, organisation, ana, part):
    study = opening.open_study(organisation, ana, "Leeg")

    assert "Hier wordt niets bewaard" in see(sign_in(client, ana), part, study.slug)


def test_seeing_keeps_nothing(client, sign_in, study, ana, django_assert_num_queries):
    sign_in(client, ana)
    before = Study.objects.values().get()
    for part in PARTS:
        assert "<form" not in see(client, part).split("<main")[1].split("</main")[0]

    assert Study.objects.values().get() == before


@pytest.mark.parametrize(("who", "part", "status"), [("dirk", "welcome", 404), ("ana", "x", 404)])
def test_there_is_nothing_else_to_see(client, sign_in, study, request, who, part, status):
    sign_in(client, request.getfixturevalue(who))

    assert client.get(reverse("studies:preview", args=["werk", part])).status_code == status
