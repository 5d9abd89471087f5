"""Naming together: the facilitator's page, the screen on the wall, and votes from people's phones."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from werkwijs.analysis import cutting, deciding, voting
from werkwijs.analysis.models import Ballot, Vote
from werkwijs.audit.models import Line
from werkwijs.lib.impossible import Impossible
from werkwijs.participation import withdrawing
from werkwijs.participation.models import Participant


@pytest.fixture(autouse=True)
def _no_guesses_yet():
    cache.clear()


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def at(drawn, name: str) -> str:
    return reverse(f"analysis:{name}", args=[drawn.study.slug, drawn.number])


def tree_sets(drawn) -> list[frozenset[str]]:
    told = drawn.document.told
    return cutting.sets(told, told["choice"]["clusters"])


def test_the_page_goes_through_the_clusters_and_begins_with_the_first_without_a_name(
    desk, drawn, ana
):
    first, *_ = tree_sets(drawn)
    deciding.name(drawn, first, name="Thuis", by=ana)

    page = desk.get(at(drawn, "together")).content.decode()

    assert "1 van " in page
    assert 'id="name-2"' in page
    assert 'id="before" href="?cluster=1"' in page


def test_a_suggested_name_is_taken_over_into_the_form_and_kept_from_there(desk, drawn):
    told = drawn.document.told
    labels = [label["label"] for label in told["clusters"][0]["labels"]]
    assert len(labels) > 1
    page = desk.get(at(drawn, "together"), {"cluster": "1", "voorstel": "2"}).content.decode()
    assert f'name="name" maxlength="80" value="{labels[1]}"' in page

    form = {
        "statements": " ".join(sorted(tree_sets(drawn)[0])),
        "name": labels[1],
        "easy": "",
        "page": "together",
    }
    done = desk.post(at(drawn, "name"), form)
    assert done["Location"] == at(drawn, "together")
    assert deciding.now(drawn).names[tree_sets(drawn)[0]].name == labels[1]


@pytest.mark.parametrize("asked", ["0", "99", "x", "²", "-1", "1e3"])
def test_a_cluster_that_is_not_there_is_as_if_none_was_asked(desk, drawn, asked):
    page = desk.get(at(drawn, "together"), {"cluster": asked, "voorstel": asked, "stem": asked})
    assert page.status_code == 200
    assert 'id="name-1"' in page.content.decode()


def test_the_screen_follows_the_facilitator(desk, drawn):
    told = drawn.document.told
    own = told["clusters"][1]["statements"]
    texts = {s["id"]: s["text"] for s in told["statements"]}
    assert texts[own[0]] not in desk.get(at(drawn, "screen")).content.decode()

    desk.post(at(drawn, "put_on_screen"), {"statement": own[0], "cluster": "2"})
    wall = desk.get(at(drawn, "screen")).content.decode()
    assert all(texts[i] in wall for i in own)
    other = told["clusters"][0]["statements"][0]
    assert texts[other] not in wall

    desk.post(at(drawn, "put_on_screen"), {})
    assert texts[own[0]] not in desk.get(at(drawn, "screen")).content.decode()


def test_the_screen_does_not_take_what_the_facilitator_is_told(desk, drawn):
    form = {"cluster": "1", "page": "together", "own": ["Thuis", "Basis"]}
    desk.post(at(drawn, "vote_open"), form)
    desk.get(at(drawn, "screen"))
    assert "De stemming is begonnen" in desk.get(at(drawn, "together")).content.decode()


# --- votes -----------------------------------------------------------------------------


@pytest.fixture
def ballot(drawn, ana) -> Ballot:
    return voting.open_ballot(drawn, tree_sets(drawn)[0], ["Thuis", " De  basis ", "Thuis"], by=ana)


def phone(ballot: Ballot) -> tuple[Client, str]:
    ballot.concept_map.refresh_from_db()
    return Client(), reverse("vote:ballot", args=[voting.code(ballot.concept_map)])


def vote(client: Client, address: str, ballot: Ballot, option: str):
    return client.post(address, {"ballot": ballot.pk, "option": option})


def test_every_phone_has_one_vote_and_may_change_it_until_the_end(ballot):
    assert ballot.options == ["Thuis", "De basis"]
    one, address = phone(ballot)
    other, _ = phone(ballot)
    one.get(address)
    vote(one, address, ballot, "0")
    assert "Je stem telt mee" in vote(one, address, ballot, "1").content.decode()
    vote(other, address, ballot, "1")
    assert [(o.name, o.votes, o.most) for o in voting.outcome(ballot)] == [
        ("Thuis", 0, False),
        ("De basis", 2, True),
    ]
    assert len(set(Vote.objects.values_list("voter", flat=True))) == 2

    voting.close(ballot)
    page = vote(one, address, ballot, "0").content.decode()
    assert "Deze stem kwam te laat" in page
    assert voting.outcome(ballot)[1].votes == 2


@pytest.mark.parametrize("option", ["", "2", "99999", "x", "-1", "²"])
def test_what_is_no_choice_is_said_and_counts_for_nothing(ballot, option):
    client, address = phone(ballot)
    page = vote(client, address, ballot, option)
    assert page.status_code < 500
    assert "Je stem telt mee" not in page.content.decode()
    assert not Vote.objects.exists()


def test_another_vote_closes_the_one_before_and_a_late_vote_goes_nowhere(ballot, drawn, ana):
    second = voting.open_ballot(drawn, tree_sets(drawn)[1], ["A", "B"], by=ana)
    client, address = phone(second)
    vote(client, address, ballot, "0")
    assert not Vote.objects.exists()
    assert voting.current(drawn) == second
    ballot.refresh_from_db()
    assert ballot.closed_at is not None


def test_one_name_is_no_choice(drawn, ana):
    for names in ([], ["A"], ["A", " a ".strip().upper()], ["A", " \0 "]):
        with pytest.raises(Impossible):
            voting.open_ballot(drawn, tree_sets(drawn)[0], names, by=ana)
    assert not Ballot.objects.exists()


def test_the_digits_open_it_for_half_a_day_and_who_guesses_has_to_wait(ballot):
    ballot.concept_map.refresh_from_db()
    code = voting.code(ballot.concept_map)
    start = reverse("vote:start")
    done = Client().post(start, {"code": f"{code[:3]} {code[3:]}"})
    assert done["Location"] == reverse("vote:ballot", args=[code])
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False):
        assert Client().get(reverse("vote:ballot", args=[code])).status_code == 404
    wrong = [f"{n:06d}" for n in range(1, 12) if f"{n:06d}" != code]
    said = [Client().post(start, {"code": guess}).status_code for guess in wrong]
    assert said[0] == 404
    assert said[-1] == 429
    assert "6 cijfers" in Client().post(start, {"code": "12"}).content.decode()


def test_the_room_is_asked_from_the_page_and_the_screen_shows_code_and_then_the_outcome(
    desk, drawn
):
    form = {"cluster": "1", "page": "together", "own": ["Thuis", "Basis"]}
    page = desk.post(at(drawn, "vote_open"), form, follow=True).content.decode()
    assert "0 stemmen" in page
    [ballot] = Ballot.objects.all()
    client, address = phone(ballot)
    shown_code = voting.codes.in_parts(voting.code(ballot.concept_map))
    wall = desk.get(at(drawn, "screen")).content.decode()
    assert shown_code in wall
    assert "<svg" in wall.split('class="qr"')[1]
    vote(client, address, ballot, "1")
    assert "1 stem<" in desk.get(at(drawn, "screen")).content.decode()

    desk.post(at(drawn, "vote_close"), {"cluster": "1", "page": "together"})
    wall = desk.get(at(drawn, "screen")).content.decode()
    assert shown_code not in wall
    assert 'class="most"><bdi>Basis</bdi>' in wall
    page = desk.get(at(drawn, "together"), {"cluster": "1", "stem": "2"}).content.decode()
    assert 'value="Basis"' in page
    assert Line.objects.filter(event="analysis.vote_opened").count() == 1


def test_votes_go_when_somebody_withdraws(ballot, sorted_study):
    client, address = phone(ballot)
    vote(client, address, ballot, "0")
    withdrawing.withdraw(Participant.objects.filter(study=sorted_study).first())
    assert not Ballot.objects.exists()
    assert not Vote.objects.exists()
