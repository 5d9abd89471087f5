"""Who stands in, or comes in an emergency, finds on the pages what is theirs, and reads whose the rest is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs import entering
from tests.werkwijs.conftest import person

from werkwijs.accounts.models import Role, User
from werkwijs.guidance import granting, handing_over, hurrying, inviting, letting_in, placing
from werkwijs.guidance.models import Entry, Member, Share, Trajectory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stands_in(trajectory, cora, joost) -> User:
    today = timezone.localdate()
    handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    return joost


@pytest.fixture
def in_an_emergency(trajectory, joost) -> User:
    hurrying.open_file(trajectory, "Mila is weg van huis.", by=joost)
    return joost


@pytest.fixture
def nadia(organisation) -> User:
    """Coaches there too. Invented."""
    return person("nadia", organisation, Role.COACH)


@pytest.fixture
def things(trajectory, cora, els, nadia) -> dict[str, int | str]:
    need = placing.need(trajectory, "Eén taak tegelijk.", by=cora)
    granting.share(need, els, basis="task", by=cora)
    letting_in.give_card(trajectory.client, "cat", by=cora)
    asked = inviting.ask_along(trajectory, inviting.Asked("other", "Iemand"), by=cora)
    return {
        "line": need.pk,
        "member": els.pk,
        "asked": asked.pk,
        "link": inviting.address(asked),
        "card": letting_in.card_address(trajectory.client),
    }


BUTTONS = [
    # page, id, what a coach finds there, who beside the coach finds it too
    ("course", None, 'value="close"', set()),
    ("course", None, 'value="hand-over"', set()),
    ("course", None, 'value="stand-in"', set()),
    ("course", None, "/elders/", set()),
    ("course", None, 'value="pause"', {"stands_in"}),
    ("file", None, "#new-title", {"stands_in"}),
    ("steps", None, 'name="direction"', {"stands_in"}),
    ("goals", None, 'name="horizon"', {"stands_in"}),
    ("work", None, 'name="employer"', {"stands_in"}),
    ("work", None, "/werk/behoefte/", {"stands_in"}),
    ("setback", None, 'name="text"', {"stands_in"}),
    ("plan", None, 'name="facet"', {"stands_in"}),
    ("profile", None, 'name="facet"', {"stands_in"}),
    ("talk", None, 'name="minutes"', {"stands_in", "in_an_emergency"}),
    ("line", "line", 'value="strike"', set()),
    ("line", "line", 'value="change"', {"stands_in"}),
    ("line", "line", 'value="unshare"', {"stands_in"}),
    ("around", None, "/mensen/vraag/", set()),
    ("member", "member", 'value="renew"', set()),
    ("member", "member", 'value="end"', {"stands_in"}),
    ("member", "asked", "/betrokken/kom/", set()),
    ("person", None, 'value="card"', {"stands_in"}),
    ("person", None, 'value="names"', {"stands_in"}),
    ("person", None, 'value="lost"', {"stands_in", "in_an_emergency"}),
]


@pytest.mark.parametrize("who", ["cora", "stands_in", "in_an_emergency"])
def test_a_page_offers_what_is_theirs(client, request, trajectory, things, who):
    entering.sign_in(client, request.getfixturevalue(who))

    for page, name, button, also in BUTTONS:
        args = [trajectory.code] if name is None else [trajectory.code, things[name]]
        body = client.get(reverse(f"guidance:{page}", args=args)).content.decode()
        assert (button in body) == (who == "cora" or who in also), (page, button)
    assert ("doet de coach" in body) == (who != "cora")


SENT = [
    ("course", None, {"act": "close", "ended": "works", "why": "Klaar.", "on": "TODAY"}),
    ("course", None, {"act": "hand-over", "to": "NADIA", "why": "Zomaar."}),
    ("line", "line", {"act": "strike"}),
    ("member", "member", {"act": "renew"}),
    ("invite", None, {"part": "family", "name": "Opa"}),
    ("consent", "member", {"kinds": "need", "asked": "Mag dit?", "expires": "TODAY"}),
    ("hand_on", None, {"kinds": "need", "to": "De Iep", "back": "Ja."}),
    ("again", None, {"act": "reopen"}),
]


@pytest.mark.parametrize("who", ["stands_in", "in_an_emergency"])
@pytest.mark.parametrize(("page", "name", "told"), SENT)
def test_what_is_sent_anyway_is_refused_in_words(
    client, request, trajectory, things, nadia, who, page, name, told
):
    filled = {"TODAY": date.today().isoformat(), "NADIA": str(nadia.pk)}
    entering.sign_in(client, request.getfixturevalue(who))
    args = [trajectory.code] if name is None else [trajectory.code, things[name]]

    answer = client.post(
        reverse(f"guidance:{page}", args=args),
        {field: filled.get(value, value) for field, value in told.items()},
        follow=True,
    )

    assert answer.status_code == 200
    assert "Dat doet de coach zelf." in answer.content.decode()
    kept = Trajectory.objects.get(pk=trajectory.pk)
    assert kept.closed_on is None
    assert Member.objects.filter(trajectory=kept, part="coach").count() == 1
    assert not Entry.objects.filter(trajectory=kept).exclude(struck_at=None).exists()
    assert not Entry.objects.filter(trajectory=kept, facet="handed-on").exists()
    assert Share.objects.filter(reader=things["member"], withdrawn_at=None).exists()


def test_the_card_of_the_person_is_not_printed_in_an_emergency(
    client, trajectory, things, in_an_emergency
):
    """Whoever has it and guesses the picture comes in as the person, long after the four hours."""
    entering.sign_in(client, in_an_emergency)

    answer = client.get(reverse("guidance:card_sheet", args=[trajectory.code]), follow=True)

    assert str(things["card"]) not in answer.content.decode()
    assert "Dat doet de coach zelf." in answer.content.decode()


def test_in_an_emergency_one_notes_what_one_did_and_answers(
    client, trajectory, things, in_an_emergency
):
    entering.sign_in(client, in_an_emergency)
    called = {"how": "phone", "whom": "person", "reached": "yes", "minutes": "5", "text": "Gebeld."}

    client.post(reverse("guidance:talk", args=[trajectory.code]), called)
    client.post(reverse("guidance:help_answer", args=[trajectory.code]), {"text": "Ik kom."})

    own = Entry.objects.filter(trajectory=trajectory, by_user=in_an_emergency)
    assert sorted(own.values_list("kind", flat=True)) == ["answer", "talk"]


def test_once_the_four_hours_are_over_nothing_opens(client, trajectory, things, in_an_emergency):
    trajectory.emergencies.update(until_at=timezone.now() + timedelta(seconds=0))
    entering.sign_in(client, in_an_emergency)

    assert client.get(reverse("guidance:file", args=[trajectory.code])).status_code == 404
