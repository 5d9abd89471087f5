"""A way to work begins, pauses, ends and begins again without telling the story twice."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import Organisation, User
from werkwijs.cards.models import Edition
from werkwijs.guidance import acting, granting, log, writing
from werkwijs.guidance.acting import Act
from werkwijs.guidance.models import Client, Kind, Member, Part, Trajectory
from werkwijs.guidance.models.people import NAME
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
FIRST_WEEK = 7


@dataclass(frozen=True)
class About:
    """What is known of somebody on the first day. Nothing of it is asked for but a way to call them."""

    called: str
    name: str = ""
    reach: str = ""


@transaction.atomic
def start(
    organisation: Organisation,
    about: About,
    *,
    by: User,
    on: date | None = None,
    template: str = "",
    edition: Edition | None = None,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Trajectory:
    """A new person and their way to work, with ``by`` as coach. The same ``key`` twice makes one.

    Raises
    ------
    Impossible
        The first day lies in the future, nobody says what to call them, another organisation began with
        the key, or ``by`` is no coach there.
    """
    acting.must_begin(organisation, by)
    # One at a time in an organisation: the same key twice in one moment is one person.
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=organisation.pk))
    if key is not None and (made := Trajectory.objects.filter(made_with=key).first()):
        if made.organisation_id != organisation.pk:
            raise Impossible("guidance.sent_before")
        return made  # type: ignore[no-any-return]
    if not about.called.strip():
        raise Impossible("guidance.say_what_to_call_them")
    client = Client(organisation=organisation, code=_new_code(organisation), made_with=key)
    _seal(client, about)
    client.save()
    return _begun(
        client, by=by, on=on, template=template, edition=edition, key=key, request=request
    )


def _begun(
    client: Client,
    *,
    by: User,
    on: date | None,
    template: str,
    edition: Edition | None,
    key: uuid.UUID | None,
    request: HttpRequest | None,
    follows: Trajectory | None = None,
) -> Trajectory:
    from werkwijs.guidance import phasing

    today = timezone.localdate()
    day = on or today
    if day > today:
        raise Impossible("guidance.in_the_future")
    trajectory = Trajectory.objects.create(
        client=client,
        organisation=client.organisation,
        code=secrets.token_hex(6),
        follows=follows,
        started_on=day,
        template=template,
        phase=phasing.first(template),
        phase_since=day,
        edition=edition,
        next_contact_on=today,
        next_contact_why="begin",
        waits_since=day,
        made_with=key,
    )
    Member.objects.create(
        trajectory=trajectory,
        part=Part.COACH,
        user=by,
        from_on=day,
        accepted_at=timezone.now(),
        invited_by=by,
    )
    log.note("guidance.started", trajectory, by=by, request=request)
    return trajectory  # type: ignore[no-any-return]


def _new_code(organisation: Organisation) -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(5))
        if not Client.objects.filter(organisation=organisation, code=code).exists():
            return code


def _seal(client: Client, about: About) -> None:
    client.sealed_called = client.seal(one_line(about.called, NAME))
    client.sealed_name = client.seal(one_line(about.name, NAME))
    client.sealed_reach = client.seal(one_line(about.reach, NAME))


@transaction.atomic
def call_them(
    trajectory: Trajectory, about: About, *, by: User, request: HttpRequest | None = None
) -> None:
    """Another name or telephone number.

    Raises
    ------
    Impossible
        Nobody says what to call them, or it is not theirs to say.
    """
    acting.must(Act.PLAN, trajectory, by)
    if not about.called.strip():
        raise Impossible("guidance.say_what_to_call_them")
    client = trajectory.client
    _seal(client, about)
    client.save(update_fields=["sealed_called", "sealed_name", "sealed_reach"])
    log.note("guidance.person_changed", trajectory, by=by, request=request)


@transaction.atomic
def pause(
    trajectory: Trajectory,
    why: str,
    *,
    by: User,
    on: date | None = None,
    request: HttpRequest | None = None,
) -> None:
    """Nothing is expected for a while, and everybody can read why who may. Twice is once.

    Raises
    ------
    Impossible
        It is closed, nobody says why, the day lies in the future, or it is not theirs to say.
    """
    writing.turn(trajectory)
    acting.must(Act.PLAN, trajectory, by)
    today = timezone.localdate()
    if trajectory.closed_on is not None:
        raise Impossible("guidance.is_closed")
    if on is not None and on > today:
        raise Impossible("guidance.in_the_future")
    if not Trajectory.objects.filter(pk=trajectory.pk, paused_on=None).update(
        paused_on=on or today, waits_since=None
    ):
        return
    _why(trajectory, "pause", why, by=by, request=request)
    trajectory.refresh_from_db()


@transaction.atomic
def go_on(
    trajectory: Trajectory, why: str, *, by: User, request: HttpRequest | None = None
) -> None:
    """After a pause. Twice is once."""
    from werkwijs.guidance import stepping

    acting.must(Act.PLAN, trajectory, by)
    rows = Trajectory.objects.filter(pk=trajectory.pk, closed_on=None).exclude(paused_on=None)
    if rows.update(paused_on=None, next_contact_on=timezone.localdate(), next_contact_why="begin"):
        _why(trajectory, "go-on", why, by=by, request=request)
        stepping.look_whether_it_waits(trajectory)
    trajectory.refresh_from_db()


@transaction.atomic
def close(
    trajectory: Trajectory,
    *,
    ended: str,
    why: str,
    by: User,
    on: date | None = None,
    request: HttpRequest | None = None,
) -> None:
    """It ends for everyone: who is outside sees nothing from now on. Twice keeps the first day.

    Raises
    ------
    Impossible
        The day lies before the start or in the future, nobody says what it was that ended, or it is not
        theirs to end.
    """
    writing.turn(trajectory)
    acting.must(Act.COURSE, trajectory, by)
    if trajectory.closed_on is not None:
        return
    today = timezone.localdate()
    day = on or today
    if day > today:
        raise Impossible("guidance.in_the_future")
    if day < trajectory.started_on:
        raise Impossible("guidance.end_before_start")
    if ended not in Trajectory.Ended.values:
        raise Impossible("guidance.say_how_it_ended")
    _why(trajectory, "close", why, by=by, request=request)
    Trajectory.objects.filter(pk=trajectory.pk, closed_on=None).update(
        closed_on=day,
        ended=ended,
        next_contact_on=None,
        next_contact_why="",
        waits_since=None,
        help_asked_at=None,
    )
    trajectory.refresh_from_db()
    log.note("guidance.closed", trajectory, by=by, request=request)


@transaction.atomic
def reopen(trajectory: Trajectory, *, by: User, request: HttpRequest | None = None) -> None:
    """Closed by mistake: as if it was not. Who was in is in again, until their own day."""
    acting.must(Act.COURSE, trajectory, by)
    rows = Trajectory.objects.filter(pk=trajectory.pk).exclude(closed_on=None)
    if rows.update(
        closed_on=None, ended="", next_contact_on=timezone.localdate(), next_contact_why="begin"
    ):
        trajectory.refresh_from_db()
        log.note("guidance.reopened", trajectory, by=by, request=request)


@transaction.atomic
def again(
    trajectory: Trajectory,
    *,
    by: User,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Trajectory:
    """The person begins again: a new way that follows this one, with what they told there. Twice is once.

    Lines the coach may carry over are copied as they are: the intake, the profile, what helps, the plan in
    three colours. Nothing is shared with anybody outside by itself.

    Raises
    ------
    Impossible
        This one still goes on, or it is not theirs to go on with.
    """
    writing.turn(trajectory)
    acting.must(Act.COURSE, trajectory, by)
    if key is not None and (
        made := Trajectory.objects.filter(made_with=key, follows=trajectory).first()
    ):
        return made  # type: ignore[no-any-return]
    if trajectory.closed_on is None:
        raise Impossible("guidance.goes_on_still")
    if there := trajectory.followed_by.filter(closed_on=None).first():  # pressed twice
        return there  # type: ignore[no-any-return]
    new = _begun(
        trajectory.client,
        by=by,
        on=None,
        template=trajectory.template,
        edition=trajectory.edition,
        key=key,
        request=request,
        follows=trajectory,
    )
    for entry in trajectory.entries.filter(
        kind__in=CARRIED, struck_at=None, only_author=False
    ).exclude(party="outside"):
        shown = entry.shares.holding().filter(to_party__in=("person", "coach"))
        parties = list(shown.values_list("to_party", flat=True))
        entry.pk, entry._state.adding = None, True
        entry.trajectory, entry.about, entry.made_with = new, None, None
        entry.save()
        for party in parties:
            entry.shares.create(to_party=party, basis="own", by_user=by)
    return new


CARRIED = (Kind.INTAKE, Kind.PROFILE, Kind.NEED, Kind.SIGN)
"""What somebody need not tell twice."""


def _why(
    trajectory: Trajectory, facet: str, why: str, *, by: User, request: HttpRequest | None
) -> None:
    """A change of plan with its reason, which the person can read."""
    entry = writing.write(
        trajectory, writing.Words(Kind.CHANGE, why, facet=facet), by=by, request=request
    )
    granting.show_person(entry, by=by, request=request)
