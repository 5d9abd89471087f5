"""Who may do what, tried on the activities themselves: no page stands in between that could refuse first.

The table is written down here once more, never read from `acting`. Everybody is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from tests.werkwijs.conftest import person

from werkwijs.accounts.models import Membership, Role, User
from werkwijs.guidance import (
    agreeing,
    aiming,
    complaining,
    drafting,
    erasure,
    granting,
    handing_on,
    handing_over,
    handling,
    helping,
    hurrying,
    inviting,
    letting_in,
    phasing,
    placing,
    recording,
    starting,
    stepping,
    writing,
)
from werkwijs.guidance.acting import NotTheirs
from werkwijs.guidance.models import (
    Client,
    Consent,
    Device,
    Emergency,
    Entry,
    Goal,
    HouseRules,
    Job,
    Kind,
    Member,
    Share,
    Step,
    Trajectory,
)
from werkwijs.guidance.recording import Noted
from werkwijs.guidance.writing import Words

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
WHY = "Mila is weg van huis."


@dataclass
class Stage:
    """What an act is tried on, by id: each act looks it up anew, as a page does."""

    way: int
    other: int
    ids: dict[str, int]

    @property
    def file(self) -> Trajectory:
        found: Trajectory = Trajectory.objects.get(pk=self.way)
        return found

    @property
    def mila(self) -> Client:
        return self.file.client

    def a(self, model: Any, name: str) -> Any:
        return model.objects.get(pk=self.ids[name])


@pytest.fixture
def people(trajectory, organisation, cora, joost, saar, otto) -> dict[str, User]:
    """Everybody who signs in, by what they are to Mila's file. The names are invented."""
    named = {"coach": cora, "stand-in": joost, "leader": saar, "elsewhere": otto}
    for name in ("before", "emergency", "late", "left", "nobody", "asleep", "tomorrow"):
        named[name] = person(name, organisation, Role.COACH)
    handing_over.hand_over(trajectory, named["before"], "Eerst zij.", by=saar)
    handing_over.hand_over(trajectory, cora, "Nu Cora weer.", by=saar)
    today = TODAY()
    for name in ("stand-in", "left", "asleep"):
        handing_over.stand_in(trajectory, named[name], from_on=today, until_on=today, by=saar)
    tomorrow = today + timedelta(days=1)
    handing_over.stand_in(
        trajectory, named["tomorrow"], from_on=tomorrow, until_on=tomorrow, by=saar
    )
    Membership.objects.filter(user=named["left"]).update(ended_at=timezone.now())
    named["asleep"].is_active = False
    named["asleep"].save(update_fields=["is_active"])
    hurrying.open_file(trajectory, WHY, by=named["emergency"])
    hurrying.end(hurrying.open_file(trajectory, WHY, by=named["late"]), by=named["late"])
    return named


@pytest.fixture
def stage(people, trajectory, organisation, job, bram, els, cora, joost) -> Stage:
    HouseRules.objects.create(organisation=organisation, criminal=True)
    need = placing.need(trajectory, "Eén taak tegelijk.", by=cora)
    struck = placing.agree(trajectory, "Dit was niet zo.", by=cora)
    writing.strike(struck, by=cora)
    shared = placing.agree(trajectory, "Elke vrijdag even praten.", by=cora)
    asked = agreeing.ask(bram, [Kind.NEED], asked="Mag dit?", by=cora)
    given = agreeing.ask(els, [Kind.STEP, Kind.NEED], asked="Mag dit?", by=cora)
    agreeing.give(given, back="Dan weet mama het.", by=trajectory.client)
    letting_in.let_in(trajectory.client, "card")
    complaint = writing.write(trajectory, Words(Kind.COMPLAINT, "Niet blij."), by=trajectory.client)
    invited = inviting.ask_along(trajectory, inviting.Asked("other", "Iemand"), by=cora)
    ids = {
        "job": job.pk,
        "bram": bram.pk,
        "els": els.pk,
        "invited": invited.pk,
        "need": need.pk,
        "struck": struck.pk,
        "shared": shared.pk,
        "share": granting.share(shared, els, basis="task", by=cora).pk,
        "to_person": Share.objects.get(entry=need, to_party="person").pk,
        "asked": asked.pk,
        "given": given.pk,
        "goal": aiming.aim(trajectory, "Op tijd.", by=cora).pk,
        "done": aiming.aim(trajectory, "Klaar.", by=cora).pk,
        "step": stepping.plan(trajectory, stepping.Planned("visit", "Kijken"), by=cora).pk,
        "step2": stepping.plan(trajectory, stepping.Planned("visit", "Nog eens"), by=cora).pk,
        "complaint": complaint.pk,
        "device": Device.objects.get(client=trajectory.client).pk,
        "emergency": Emergency.objects.running().get().pk,
    }
    aiming.end(Goal.objects.get(pk=ids["done"]), "dropped", by=cora)
    other = starting.start(organisation, starting.About("Noor"), by=joost)
    return Stage(trajectory.pk, other.pk, ids)


def note(s: Stage, by: Any) -> object:
    return recording.note(s.file, Noted("phone", "person", "yes", 5, "Belde."), by=by)


def ends_tomorrow() -> date:
    return TODAY() + timedelta(days=1)


COACH = {"coach"}
BESIDE = {"coach", "stand-in"}
NOTES = {"coach", "stand-in", "emergency"}
COVER = {"coach", "leader"}
LEADER = {"leader"}
COACHES_HERE = {
    "coach", "stand-in", "before", "emergency", "late", "nobody", "tomorrow",
}  # fmt: skip

ACTS: dict[str, tuple[Callable[[Stage, Any], object], set[str]]] = {
    # what somebody did themselves
    "note a contact": (note, NOTES),
    "note a card": (
        lambda s, by: writing.write(s.file, Words(Kind.CARD, "Ja."), by=by),
        NOTES,
    ),
    "think it over": (
        lambda s, by: writing.write(s.file, Words(Kind.REFLECTION, "Hm.", only_author=True), by=by),
        NOTES,
    ),
    "answer a cry for help": (lambda s, by: helping.answer(s.file, "Ik kom.", by=by), NOTES),
    "keep a draft": (lambda s, by: drafting.keep(s.file, "talk", {"text": "Bel"}, by=by), NOTES),
    # the plan
    "write a line": (lambda s, by: writing.write(s.file, Words(Kind.NEED, "Rust."), by=by), BESIDE),
    "change a line": (lambda s, by: writing.change(s.a(Entry, "need"), "X", seen=1, by=by), BESIDE),
    "name a handle": (lambda s, by: handling.mark(s.a(Entry, "need"), [], by=by), BESIDE),
    "aim": (lambda s, by: aiming.aim(s.file, "Zelf bellen.", by=by), BESIDE),
    "show evidence": (lambda s, by: aiming.show(s.a(Goal, "goal"), "Op tijd.", by=by), BESIDE),
    "end a goal": (lambda s, by: aiming.end(s.a(Goal, "goal"), "dropped", by=by), BESIDE),
    "take up a goal": (lambda s, by: aiming.take_up(s.a(Goal, "done"), by=by), BESIDE),
    "plan a step": (
        lambda s, by: stepping.plan(s.file, stepping.Planned("visit", "Kijken"), by=by),
        BESIDE,
    ),
    "move a step": (lambda s, by: stepping.move(s.a(Step, "step"), "going", by=by), BESIDE),
    "put a step higher": (
        lambda s, by: stepping.put(s.a(Step, "step2"), s.a(Step, "step"), by=by),
        BESIDE,
    ),
    "place": (
        lambda s, by: placing.place(
            s.file, placing.Placed(s.a(Job, "job").employer, "paid", TODAY()), by=by
        ),
        BESIDE,
    ),
    "adapt a job": (
        lambda s, by: placing.adapt(
            s.a(Job, "job"), placing.Placed(s.a(Job, "job").employer, "paid", TODAY()), by=by
        ),
        BESIDE,
    ),
    "end a job": (
        lambda s, by: placing.end(s.a(Job, "job"), on=TODAY(), ended="contract", by=by),
        BESIDE,
    ),
    "note a wage": (lambda s, by: placing.pay(s.a(Job, "job"), 1500, TODAY(), by=by), BESIDE),
    "tell of a change at work": (
        lambda s, by: placing.changed_at_work(s.a(Job, "job"), "boss", "Nieuw.", by=by),
        BESIDE,
    ),
    "note a setback": (lambda s, by: placing.setback(s.file, "Ruzie.", by=by), BESIDE),
    "agree": (lambda s, by: placing.agree(s.file, "Vrijdag bellen.", by=by), BESIDE),
    "pause": (lambda s, by: starting.pause(s.file, "Vakantie.", by=by), BESIDE),
    "go on": (lambda s, by: starting.go_on(s.file, "Terug.", by=by), BESIDE),
    "enter a phase": (lambda s, by: phasing.enter(templated(s), "profile", "Nu.", by=by), BESIDE),
    "call them otherwise": (
        lambda s, by: starting.call_them(s.file, starting.About("Mil"), by=by),
        BESIDE,
    ),
    "show the person": (lambda s, by: granting.show_person(s.a(Entry, "need"), by=by), BESIDE),
    # who reads less
    "take from a reader": (lambda s, by: granting.withdraw(s.a(Share, "share"), by=by), BESIDE),
    "note a no": (lambda s, by: agreeing.refuse(s.a(Consent, "asked"), by=by), BESIDE),
    "take a yes back": (lambda s, by: agreeing.take_back(s.a(Consent, "given"), by=by), BESIDE),
    "end somebody's access": (
        lambda s, by: inviting.end(s.a(Member, "bram"), "withdrawn", by=by),
        BESIDE,
    ),
    "end it on a day": (lambda s, by: inviting.until(s.a(Member, "bram"), TODAY(), by=by), BESIDE),
    "end every phone": (lambda s, by: letting_in.lost_phone(s.mila, by=by), NOTES),
    "end one phone": (lambda s, by: letting_in.end_device(s.a(Device, "device"), by=by), NOTES),
    # who reads more, and what is gone
    "share": (
        lambda s, by: granting.share(s.a(Entry, "need"), s.a(Member, "els"), basis="task", by=by),
        COACH,
    ),
    "ask for consent": (
        lambda s, by: agreeing.ask(s.a(Member, "bram"), [Kind.NEED], asked="Mag dit?", by=by),
        COACH,
    ),
    "write a yes down": (
        lambda s, by: agreeing.give(s.a(Consent, "asked"), back="Goed.", by=by),
        COACH,
    ),
    "ask along": (
        lambda s, by: inviting.ask_along(s.file, inviting.Asked("family", "Opa"), by=by),
        COACH,
    ),
    "make a new link": (lambda s, by: inviting.renew(s.a(Member, "invited"), by=by), COACH),
    "let stay longer": (lambda s, by: inviting.until(s.a(Member, "bram"), None, by=by), COACH),
    "take from the person": (lambda s, by: granting.withdraw(s.a(Share, "to_person"), by=by), COACH),
    "strike": (lambda s, by: writing.strike(s.a(Entry, "need"), by=by), COACH),
    "bring back": (lambda s, by: writing.bring_back(s.a(Entry, "struck"), by=by), COACH),
    "write a fact about detention": (
        lambda s, by: writing.write(s.file, Words(Kind.CRIMINAL, "Vroeger."), by=by),
        COACH,
    ),
    "close": (lambda s, by: starting.close(s.file, ended="works", why="Goed.", by=by), COACH),
    "reopen": (lambda s, by: starting.reopen(closed(s), by=by), COACH),
    "begin again": (lambda s, by: starting.again(closed(s), by=by), COACH),
    "hand on": (
        lambda s, by: handing_on.hand_on(s.file, [Kind.NEED], to="De Iep", back="Ja.", by=by),
        COACH,
    ),
    # the rest of the house
    "give a card": (lambda s, by: letting_in.give_card(s.mila, "cat", by=by), BESIDE),
    "hand over": (
        lambda s, by: handing_over.hand_over(s.file, who("nobody"), "Ziek.", by=by),
        COVER,
    ),
    "have somebody stand in": (
        lambda s, by: handing_over.stand_in(
            s.file, who("nobody"), from_on=TODAY(), until_on=TODAY(), by=by
        ),
        COVER,
    ),
    "end that somebody stands in": (
        lambda s, by: handing_over.end_stand_in(s.file.members.get(user=who("tomorrow")), by=by),
        COVER | {"tomorrow"},
    ),
    "end somebody's emergency": (
        lambda s, by: hurrying.end(s.a(Emergency, "emergency"), by=by),
        COVER | {"emergency"},
    ),
    "hear a complaint": (lambda s, by: complaining.hear(s.a(Entry, "complaint"), by=by), LEADER),
    "answer it": (
        lambda s, by: complaining.answer(s.a(Entry, "complaint"), "We bellen je.", by=by),
        LEADER,
    ),
    "forget": (lambda s, by: erasure.forget(s.mila, by=by), LEADER),
    "begin with somebody": (
        lambda s, by: starting.start(s.file.organisation, starting.About("Sem"), by=by),
        COACHES_HERE,
    ),
    "take in a package": (
        lambda s, by: handing_on.receive(*packed(s), s.file.organisation, by=by),
        COACHES_HERE,
    ),
}  # fmt: skip


def who(name: str) -> User:
    found: User = User.objects.get(email__startswith=f"{name}@")
    return found


def templated(stage: Stage) -> Trajectory:
    Trajectory.objects.filter(pk=stage.way).update(template="small-steps", phase="meeting")
    return stage.file


def closed(stage: Stage) -> Trajectory:
    starting.close(stage.file, ended="works", why="Het gaat goed.", by=who("cora"))
    return stage.file


def packed(stage: Stage) -> tuple[bytes, str]:
    return handing_on.hand_on(stage.file, [Kind.NEED], to="De Iep", back="Ja.", by=who("cora"))


def did(act: Callable[[Stage, Any], object], stage: Stage, by: Any) -> bool:
    """Whether it was done; whatever it was, it is undone."""
    with transaction.atomic():
        try:
            act(stage, by)
            return True
        except NotTheirs:
            return False
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", ACTS)
def test_of_who_signs_in_nobody_does_what_is_not_theirs(name, stage, people):
    act, allowed = ACTS[name]

    done = {who for who, user in people.items() if did(act, stage, user)}

    assert done == allowed


OF_THE_PERSON = {
    "take from a reader", "note a no", "take a yes back", "end somebody's access",
    "end it on a day", "end every phone", "end one phone", "write a yes down",
}  # fmt: skip
FOR_WHO_SIGNS_IN = {"forget", "begin with somebody", "take in a package"}
TELLS: dict[str, tuple[Callable[[Stage, Any], object], set[str]]] = {
    "say something of oneself": (
        lambda s, by: writing.write(s.file, Words(Kind.INTAKE, "Ik kan veel."), by=by),
        {"person"},
    ),
    "cry for help": (lambda s, by: helping.ask(s.file, "", by=by), {"person"}),
    "give a signal": (
        lambda s, by: writing.write(s.file, Words(Kind.SIGNAL, "Ze is moe."), by=by),
        {"employer", "mother"},
    ),
    "tell of a change at work": (
        lambda s, by: placing.changed_at_work(s.a(Job, "job"), "boss", "Nieuw.", by=by),
        {"employer"},
    ),
    "go away": (
        lambda s, by: inviting.end(s.a(Member, "els"), "own-wish", by=by),
        {"person", "mother"},
    ),
    "tell the coach": (
        lambda s, by: granting.tell_coach(s.a(Entry, "complaint"), by=by),
        {"person"},
    ),
    "take a complaint back": (
        lambda s, by: writing.strike(s.a(Entry, "complaint"), by=by),
        {"person"},
    ),
}


@pytest.fixture
def others(stage, comes_in, trajectory, cora, joost) -> dict[str, Client | Member]:
    """The person and who is around them; and those who are not, or no more."""
    gone = comes_in("debt", "Dirkje (verzonnen)")
    inviting.end(gone, "withdrawn", by=cora)
    asked = inviting.Asked("family", "Oma (verzonnen)")
    of_noor = inviting.ask_along(Trajectory.objects.get(pk=stage.other), asked, by=joost)
    assert inviting.accept(of_noor)
    return {
        "person": stage.mila,
        "somebody else": Trajectory.objects.get(pk=stage.other).client,
        "employer": stage.a(Member, "bram"),
        "mother": stage.a(Member, "els"),
        "gone": gone,
        "invited": stage.a(Member, "invited"),
        "of somebody else": of_noor,
    }


@pytest.mark.parametrize("name", sorted((ACTS.keys() - FOR_WHO_SIGNS_IN) | TELLS.keys()))
def test_nobody_else_does_what_is_not_theirs(name, stage, others):
    theirs = {"person"} if name in OF_THE_PERSON else set()
    theirs |= {"employer"} if name == "end somebody's access" else set()  # his own
    act, allowed = TELLS[name] if name in TELLS else (ACTS[name][0], theirs)

    done = {who for who, by in others.items() if did(act, stage, by)}

    assert done == allowed
