"""Two colleagues, or one who presses twice, in the same moment: nothing is lost, nothing is there twice.

On SQLite the second waits by itself; on PostgreSQL only where we say so: these run there too.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import (
    aiming,
    handing_over,
    hurrying,
    inviting,
    placing,
    receiving,
    recording,
    release,
    starting,
    writing,
)
from werkwijs.guidance.models import (
    Client,
    Device,
    Emergency,
    Entry,
    Goal,
    Kind,
    Member,
    Part,
    Talk,
    Trajectory,
)
from werkwijs.guidance.recording import Noted
from werkwijs.guidance.writing import ChangedMeanwhile, Words
from werkwijs.lib.impossible import Impossible

at_once = pytest.mark.django_db(transaction=True)
ASKED = Words(Kind.REFLECTION, "Twee keer gedrukt.")


@pytest.fixture
def beside(trajectory, cora, joost) -> User:
    """Joost stands in: two colleagues write in one file."""
    today = timezone.localdate()
    handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    return joost


@pytest.fixture
def meet(monkeypatch) -> Callable[..., None]:
    """``meet(writing, "tidy")``: who comes there waits for the other, half a second at most."""
    both = threading.Barrier(2)

    def meeting(where: Any, name: str) -> None:
        real = getattr(where, name)

        def waiting(*args: Any, **facts: Any) -> Any:
            answer = real(*args, **facts)
            try:
                both.wait(0.5)
            except threading.BrokenBarrierError:  # the other waits for us to be ready
                both.abort()
            return answer

        monkeypatch.setattr(where, name, waiting)

    return meeting


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or why it could not be."""
    said: list[Any] = [None] * len(acts)

    def doing(nth: int) -> None:
        try:
            said[nth] = acts[nth]()
        except Exception as why:
            said[nth] = why
        finally:
            connection.close()

    threads = [threading.Thread(target=doing, args=(nth,)) for nth in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


@at_once
def test_two_coaches_change_one_line_and_both_texts_are_there(trajectory, cora, beside, meet):
    line = writing.write(trajectory, Words(Kind.TALK, "Eerst."), by=cora)
    meet(Client, "unseal")

    said = together(
        lambda: writing.change(Entry.objects.get(pk=line.pk), "Van Cora.", seen=1, by=cora),
        lambda: writing.change(Entry.objects.get(pk=line.pk), "Van Joost.", seen=1, by=beside),
    )

    (late,) = [one for one in said if one is not None]
    line.refresh_from_db()
    kept = trajectory.client.unseal(line.sealed)
    assert isinstance(late, ChangedMeanwhile)
    assert late.now == kept  # to show beside what they typed themselves
    assert kept == ("Van Joost." if said[0] is late else "Van Cora.")
    assert [trajectory.client.unseal(one.sealed) for one in line.former.all()] == ["Eerst."]


@at_once
@pytest.mark.parametrize("open_already", [0, 1, 2])
def test_two_coaches_aim_at_once_and_three_goals_are_the_most(
    trajectory, cora, beside, meet, open_already
):
    for nth in range(open_already):
        aiming.aim(trajectory, f"Doel {nth}.", by=cora)
    meet(writing, "tidy")

    said = together(
        lambda: aiming.aim(trajectory, "Van Cora.", by=cora),
        lambda: aiming.aim(trajectory, "Van Joost.", by=beside),
    )

    refused = [one for one in said if isinstance(one, Impossible)]
    places = Goal.objects.filter(trajectory=trajectory).values_list("place", flat=True)
    assert [one for one in said if not isinstance(one, Goal)] == refused
    assert sorted(places) == [1, 2, 3][: open_already + 2]
    assert [one.words for one in refused] == ["guidance.three_goals_at_most"] * (open_already == 2)
    assert Entry.objects.filter(kind=Kind.GOAL).count() == len(places)  # none without a place


@at_once
def test_one_contact_that_arrives_twice_is_noted_once(trajectory, cora, meet):
    key, noted = uuid.uuid4(), Noted("phone", "person", "yes", 5, "Belde.")
    meet(writing, "tidy")

    said = together(*[lambda: recording.note(trajectory, noted, by=cora, key=key)] * 2)

    assert Talk.objects.count() == 1
    assert [one.pk for one in said] == [Talk.objects.get().pk] * 2


@at_once
def test_one_line_that_arrives_twice_stands_there_once(trajectory, cora, meet):
    key = uuid.uuid4()
    meet(writing, "tidy")

    said = together(*[lambda: writing.write(trajectory, ASKED, by=cora, key=key)] * 2)

    assert [one.pk for one in said] == [Entry.objects.get(kind=Kind.REFLECTION).pk] * 2


@at_once
def test_one_job_that_arrives_twice_is_one(trajectory, organisation, cora, meet):
    key = uuid.uuid4()
    bakery = inviting.employer(organisation, "Bakkerij De Korst (verzonnen)")
    placed = placing.Placed(bakery, "paid", trajectory.started_on)
    meet(writing, "tidy")

    said = together(*[lambda: placing.place(trajectory, placed, by=cora, key=key)] * 2)

    assert [one.pk for one in said] == [trajectory.jobs.get().pk] * 2


@at_once
def test_one_person_who_is_begun_twice_is_one(organisation, cora, meet):
    key, about = uuid.uuid4(), starting.About("Mila")
    meet(starting, "_new_code")

    said = together(*[lambda: starting.start(organisation, about, by=cora, key=key)] * 2)

    assert [one.pk for one in said] == [Trajectory.objects.get().pk] * 2
    assert Client.objects.count() == 1


@at_once
def test_an_invitation_that_two_answer_at_once_lets_one_in(trajectory, cora, meet):
    member = inviting.ask_along(trajectory, inviting.Asked(Part.FAMILY, "Els"), by=cora)
    link = inviting.address(member).rsplit("/", 2)[1]
    meet(inviting, "invitation")

    said = together(*[lambda: receiving.accept(link)] * 2)

    (came,) = [one for one in said if one is not None]
    assert release.who(came[0]) is not None
    assert Device.objects.count() == 1


@at_once
def test_a_file_that_is_handed_over_twice_at_once_has_one_coach(
    trajectory, organisation, joost, saar, cora, meet
):
    meet(writing, "tidy")

    together(
        lambda: handing_over.hand_over(trajectory, joost, "Cora is ziek.", by=saar),
        lambda: handing_over.hand_over(trajectory, joost, "Cora is ziek!", by=saar),
    )

    coach = Member.objects.current().get(trajectory=trajectory, part=Part.COACH)
    assert coach.user == joost
    assert trajectory.entries.filter(kind=Kind.CHANGE).count() == 1  # the person reads it once


@at_once
def test_a_file_that_is_opened_twice_in_an_emergency_is_open_once(trajectory, joost, meet):
    meet(hurrying, "one_line")

    together(*[lambda: hurrying.open_file(trajectory, "Mila is weg van huis.", by=joost)] * 2)

    running = Emergency.objects.running().filter(user=joost)
    assert running.count() == 1  # or ending it would leave the other open
