"""Ids of one file in the pages of another, from who may open both: nothing of either becomes other.

Everybody is invented.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client as Browser
from django.urls import reverse
from tests.werkwijs import entering

from werkwijs.guidance import (
    agreeing,
    aiming,
    granting,
    helping,
    inviting,
    letting_in,
    placing,
    receiving,
    recording,
    release,
    starting,
    stepping,
    writing,
)
from werkwijs.guidance.models import Kind, Passkey, Share, Trajectory
from werkwijs.guidance.recording import Noted
from werkwijs.guidance.writing import Words
from werkwijs.lib.impossible import Impossible
from werkwijs.sharing.device import COOKIE

pytestmark = pytest.mark.django_db
NOT_LOOKED_AT = {"Draft"}
LOOKS = {"looked_at", "seen_on", "expires_at"}


@pytest.fixture
def theirs(organisation, cora) -> dict[str, Any]:
    """What there is in Noor's file, who has the same coach as Mila: id by name."""
    way = starting.start(organisation, starting.About("Noor"), by=cora)
    shop = inviting.employer(organisation, "Winkel (verzonnen)")
    job = placing.place(way, placing.Placed(shop, "paid", way.started_on), by=cora)
    boss = inviting.ask_along(way, inviting.Asked("employer", "Baas", job=job), by=cora)
    inviting.accept(boss)
    need = placing.need(way, "Rust.", by=cora)
    struck = placing.need(way, "Niet.", by=cora)
    writing.strike(struck, by=cora)
    goal = aiming.aim(way, "Op tijd.", by=cora)
    own = writing.write(way, Words(Kind.INTAKE, "Ik kan veel.", facet="wants"), by=way.client)
    granting.tell_coach(own, by=way.client)
    helping.ask(way, "Help.", by=way.client)
    letting_in.let_in(way.client, "card")
    passkey = Passkey.objects.create(client=way.client, credential="aa", data=b"")
    return {
        "way": way.code,
        "job": job.pk,
        "member": boss.pk,
        "line": need.pk,
        "own": own.pk,
        "struck": struck.pk,
        "goal": goal.pk,
        "gap": writing.write(way, Words(Kind.PROFILE, "Traag.", "skills.person"), by=cora).pk,
        "step": stepping.plan(way, stepping.Planned("visit", "Kijken"), by=cora).pk,
        "share": granting.share(need, boss, basis="task", by=cora).pk,
        "consent": agreeing.ask(boss, [Kind.NEED], asked="Mag dit?", by=cora).pk,
        "device": way.client.devices.get().pk,
        "passkey": passkey.pk,
    }


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of the room, but for when somebody looked."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in LOOKS}
            for row in model.objects.order_by("pk").values()
        ]
        for model in apps.get_app_config("guidance").get_models()
        if model.__name__ not in NOT_LOOKED_AT
    }


STAFF: list[tuple[str, str, dict[str, str]]] = [
    ("line", "line", {"act": "strike"}),
    ("line", "line", {"act": "change", "text": "X", "seen": "1"}),
    ("line", "line", {"act": "show-person"}),
    ("line", "line", {"act": "unshare", "share": "share"}),
    ("bring_back", "struck", {}),
    ("goal", "goal", {"act": "end", "outcome": "dropped"}),
    ("goal", "goal", {"act": "evidence", "text": "Ja."}),
    ("step", "step", {"state": "going"}),
    ("step", "step", {"act": "down"}),
    ("job", "job", {"act": "end", "on": "2026-11-01", "ended": "contract"}),
    ("job", "job", {"act": "wage", "wage": "15", "from_on": "2026-11-01"}),
    ("job", "job", {"act": "change", "change": "boss", "text": "X"}),
    ("member", "member", {"act": "end"}),
    ("member", "member", {"act": "renew"}),
    ("member", "member", {"act": "until", "until": "2031-01-01"}),
    ("consent", "member", {"kinds": "need", "asked": "Mag?", "expires": "2026-12-12"}),
    ("consent_answer", "consent", {"yes": "yes", "back": "Ja."}),
    ("consent_answer", "consent", {"act": "take-back"}),
]


@pytest.mark.parametrize(("page", "of", "told"), STAFF)
def test_a_coach_of_both_does_nothing_in_one_with_ids_of_the_other(
    client, trajectory, cora, theirs, page, of, told
):
    entering.sign_in(client, cora)
    before = everything()

    answer = client.post(
        reverse(f"guidance:{page}", args=[trajectory.code, theirs[of]]),
        {name: str(theirs.get(value, value)) for name, value in told.items()},
    )

    assert answer.status_code == 404
    assert everything() == before


CALLED = {"how": "phone", "whom": "person", "reached": "yes", "minutes": "5"}
FIELDS: list[tuple[str, dict[str, str]]] = [
    ("goals", {"text": "Nieuw doel.", "gap": "gap", "horizon": "short"}),
    ("invite", {"part": "employer", "name": "Piet", "job": "job"}),
    ("talk", {**CALLED, "goal": "goal"}),
]


@pytest.mark.parametrize(("page", "told"), FIELDS)
def test_nor_with_an_id_in_a_field(client, trajectory, cora, theirs, page, told):
    entering.sign_in(client, cora)
    before, to = everything(), reverse(f"guidance:{page}", args=[trajectory.code])

    client.post(to, {name: str(theirs.get(value, value)) for name, value in told.items()})
    assert everything() == before

    client.post(to, {name: value for name, value in told.items() if value not in theirs})
    assert everything() != before  # nothing else was wrong with what was sent


def test_nor_shows_a_line_of_one_to_a_reader_of_the_other(client, trajectory, cora, theirs, bram):
    entering.sign_in(client, cora)
    need = placing.need(trajectory, "Eén taak tegelijk.", by=cora)
    granting.share(need, bram, basis="task", by=cora)
    page = reverse("guidance:line", args=[trajectory.code, need.pk])
    before = everything()

    shown = client.post(
        page, {"act": "share", "reader": str(theirs["member"]), "basis": "task", "sure": "yes"}
    )
    client.post(page, {"act": "unshare", "share": str(theirs["share"])})

    assert shown.status_code == 404
    assert everything() == before
    assert Share.objects.get(pk=theirs["share"]).withdrawn_at is None


OWN: list[tuple[str, str | None, dict[str, str]]] = [
    ("step", "step", {"feeling": "good"}),
    ("own_words", None, {"gone": "own"}),
    ("own_words", None, {"wipe": "line"}),
    ("plan", None, {"gone": "own"}),
    ("who_sees", None, {"act": "unshare", "line": "line", "member": "member"}),
    ("who_sees", None, {"act": "shut-out", "member": "member"}),
    ("who_sees", None, {"act": "take-back", "consent": "consent"}),
    ("question", "consent", {"answer": "yes", "back": "Ja."}),
]


@pytest.mark.parametrize(("page", "of", "told"), OWN)
def test_the_person_does_nothing_with_ids_of_another(trajectory, theirs, phone_of, page, of, told):
    browser = phone_of(trajectory.client)
    before = everything()

    for way in (trajectory.code, theirs["way"]):
        answer = browser.post(
            reverse(f"mine:{page}", args=[way] if of is None else [way, theirs[of]]),
            {name: str(theirs.get(value, value)) for name, value in told.items()},
        )
        assert answer.status_code == 404

    assert everything() == before


@pytest.mark.parametrize("name", ["device", "passkey"])
def test_nor_ends_their_phone(trajectory, theirs, phone_of, name):
    browser = phone_of(trajectory.client)
    before = everything()
    field = {"device": "device", "passkey": "key"}[name]

    assert browser.post(reverse("mine:devices"), {field: theirs[name]}).status_code == 404
    assert everything() == before


@pytest.mark.parametrize("page", ["way", "signal", "change", "complain", "go_away"])
def test_an_employer_of_one_gives_nothing_to_another(trajectory, theirs, bram, phone_of, page):
    browser = phone_of(bram)
    before = everything()

    answer = browser.post(
        reverse(f"around:{page}", args=[theirs["way"]]), {"words": "X", "gone": theirs["line"]}
    )

    assert answer.status_code == 404
    assert everything() == before


# --- what is sent again, and what is stale ---------------------------------------------------------


def test_a_yes_on_a_page_that_was_open_is_none_once_the_question_became_another(
    trajectory, cora, bram, phone_of
):
    old = agreeing.ask(bram, [Kind.NEED], asked="Mag Bram je behoeften weten?", by=cora)
    new = agreeing.ask(bram, [Kind.AGREEMENT], asked="Mag Bram je afspraken weten?", by=cora)
    browser = phone_of(trajectory.client)

    for consent in (old, new):
        page = reverse("mine:question", args=[trajectory.code, consent.pk])
        browser.post(page, {"answer": "yes", "back": "Dan weet hij het."})

    assert granting.covering(bram, Kind.NEED) is None
    assert granting.covering(bram, Kind.AGREEMENT) == new


def test_a_yes_that_was_taken_back_does_not_come_back_with_the_form_sent_again(
    trajectory, cora, bram, phone_of
):
    asked = agreeing.ask(bram, [Kind.NEED], asked="Mag dit?", by=cora)
    browser = phone_of(trajectory.client)
    page = reverse("mine:question", args=[trajectory.code, asked.pk])
    told = {"answer": "yes", "back": "Dan weet hij het."}
    browser.post(page, told)
    agreeing.take_back(asked, by=trajectory.client)

    browser.post(page, told)
    with pytest.raises(Impossible, match="answered_already"):
        agreeing.give(asked, back="Ja.", by=cora)

    assert granting.covering(bram, Kind.NEED) is None


def test_nothing_is_written_in_a_file_that_was_closed_meanwhile(trajectory, cora, els):
    stale = Trajectory.objects.get(pk=trajectory.pk)
    need = placing.need(stale, "Rust.", by=cora)
    starting.close(trajectory, ended="works", why="Het gaat goed.", by=cora)

    for act in (
        lambda: writing.write(stale, Words(Kind.NEED, "Nog iets."), by=cora),
        lambda: recording.note(stale, Noted("phone", "person", "yes"), by=cora),
        lambda: inviting.ask_along(stale, inviting.Asked("family", "Opa"), by=cora),
        lambda: starting.pause(stale, "Vakantie.", by=cora),
    ):
        with pytest.raises(Impossible, match="is_closed"):
            act()
        stale.closed_on = None  # as a page has it that looked it up before
    need.trajectory.closed_on = None
    with pytest.raises(Impossible, match="is_closed"):
        granting.share(need, els, basis="task", by=cora)
    els.trajectory.closed_on = None
    with pytest.raises(Impossible, match="reader_is_gone"):
        agreeing.ask(els, [Kind.NEED], asked="Mag dit?", by=cora)
    starting.close(stale, ended="other", why="Nog eens.", by=cora)
    assert Trajectory.objects.get(pk=trajectory.pk).ended == "works"


def test_nothing_is_shown_to_who_went_away_while_the_page_was_open(trajectory, cora, els):
    need = placing.need(trajectory, "Rust.", by=cora)
    browser = Browser()
    browser.cookies[COOKIE] = letting_in.let_in(els, "link")
    visitor = release.who(browser.cookies[COOKIE].value)
    receiving.go_away(visitor, trajectory.code)

    with pytest.raises(Impossible, match="reader_is_gone"):
        granting.share(need, els, basis="task", by=cora)
    with pytest.raises(Impossible, match="not_in_this_file"):
        receiving.signal(visitor, trajectory.code, "Toch nog iets.")


def test_what_was_done_twice_keeps_the_first(trajectory, cora, job):
    goal, step = (
        aiming.aim(trajectory, "Op tijd.", by=cora),
        stepping.plan(trajectory, stepping.Planned("visit", "Kijken"), by=cora),
    )
    stale_goal, stale_job = type(goal).objects.get(pk=goal.pk), type(job).objects.get(pk=job.pk)
    stale_step = type(step).objects.get(pk=step.pk)
    aiming.end(goal, "dropped", by=cora)
    placing.end(job, on=job.starts_on, ended="contract", by=cora)
    stepping.move(step, "going", by=cora)

    aiming.end(stale_goal, "reached", evidence="Ja.", by=cora)
    placing.end(stale_job, on=stale_job.starts_on, ended="own-wish", by=cora)
    stepping.move(stale_step, "going", by=cora)

    for one in (goal, job, step):
        one.refresh_from_db()
    assert (goal.outcome, job.ended, step.state) == ("dropped", "contract", "going")
