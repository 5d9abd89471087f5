"""Many people in one room: the facilitator starts, pauses for all, goes on and ends.

A pause is for the eyes: the pages of who is in the room show it instead of the task. What somebody was
already sending arrives; nothing is refused and nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.participation import inviting, tasks
from werkwijs.participation.models import Access, Help, JoinCode, Meeting, Participant, Sitting
from werkwijs.studies import log
from werkwijs.studies.models import Study

LASTS = timedelta(hours=18)
"""A meeting that nobody ended is over by then: nobody waits at home for a hall that is empty."""
CODE_DAYS = 1
AT_HOME = "thuis"
"""The cookie of who said not to sit in the room: which meeting it is about."""


@dataclass(frozen=True)
class InTheRoom:
    """Who came in, and who of them still has something to do now."""

    people: list[Participant]
    busy: list[Participant]
    finished: list[Participant]


def current(study: Study) -> Meeting | None:
    """The meeting that is going on, or about to begin."""
    found: Meeting | None = (
        Meeting.objects.filter(study=study, ended_at=None, opened_at__gt=timezone.now() - LASTS)
        .select_related("join_code", "study")
        .first()
    )
    return found


def latest(study: Study) -> Meeting | None:
    """The meeting that is going on, or the one that was closed today: the wall thanks those who came."""
    found: Meeting | None = (
        Meeting.objects.filter(study=study, opened_at__gt=timezone.now() - LASTS)
        .select_related("join_code", "study")
        .order_by("pk")
        .last()
    )
    return found


@transaction.atomic
def open_room(
    study: Study, *, by: User, code: JoinCode | None = None, request: HttpRequest | None = None
) -> Meeting:
    """Hang up the code; people come in, and wait. Opening twice is once."""
    Study.objects.select_for_update().get(pk=study.pk)
    standing = current(study)
    if standing is not None:
        return standing
    Meeting.objects.filter(study=study, ended_at=None).update(ended_at=timezone.now())
    code = code or inviting.make(study, by=by, days=CODE_DAYS)
    meeting = Meeting.objects.create(study=study, join_code=code)
    log.note("participation.meeting_opened", meeting.study, about=meeting, by=by, request=request)
    return meeting


def start(meeting: Meeting, *, by: User, request: HttpRequest | None = None) -> None:
    """Everybody can go to work. Starting twice keeps the first time."""
    if _set(meeting, "started_at", where={"started_at": None}):
        log.note(
            "participation.meeting_started", meeting.study, about=meeting, by=by, request=request
        )


def pause(meeting: Meeting, *, by: User, request: HttpRequest | None = None) -> None:
    """Everybody looks up. Pausing twice is once."""
    if _set(meeting, "paused_at", where={"paused_at": None}):
        log.note(
            "participation.meeting_paused", meeting.study, about=meeting, by=by, request=request
        )


def resume(meeting: Meeting, *, by: User, request: HttpRequest | None = None) -> None:
    """Everybody goes on where they were."""
    paused = Meeting.objects.filter(pk=meeting.pk, ended_at=None).exclude(paused_at=None)
    if paused.update(paused_at=None):
        log.note(
            "participation.meeting_resumed", meeting.study, about=meeting, by=by, request=request
        )


def end(meeting: Meeting, *, by: User, request: HttpRequest | None = None) -> None:
    """The room empties; who is not done goes on at home with their own code."""
    if _set(meeting, "ended_at", where={}):
        log.note(
            "participation.meeting_ended", meeting.study, about=meeting, by=by, request=request
        )


def state(meeting: Meeting | None) -> str:
    """``none``, ``waiting`` (not started), ``paused`` or ``going``."""
    if meeting is None or meeting.ended_at:
        return "none"
    if meeting.started_at is None:
        return "waiting"
    return "paused" if meeting.paused_at else "going"


def of_participant(participant: Participant) -> Meeting | None:
    """The meeting this person sits in; None for who works at home."""
    going_on = Meeting.objects.filter(study=participant.study_id, ended_at=None)
    if not going_on.exists():  # on every page, and nearly always so
        return None
    meeting = current(participant.study)
    return meeting if meeting and _came(meeting).filter(participant=participant).exists() else None


def is_paused(participant: Participant) -> bool:
    """Whether their page shows the pause now, or the wait for the start."""
    return state(of_participant(participant)) in {"waiting", "paused"}


def may_be_at_home(meeting: Meeting, participant: Participant) -> bool:
    """They came back with their card, and that can be done anywhere."""
    return not Access.objects.filter(_in_hand(meeting), participant=participant).exists()


def said_at_home(request: HttpRequest, meeting: Meeting, participant: Participant) -> bool:
    """On this device somebody said to be at home, and can be."""
    return request.COOKIES.get(AT_HOME) == str(meeting.pk) and may_be_at_home(meeting, participant)


def came_late(meeting: Meeting, participant: Participant) -> bool:
    """Somebody who came in when the others had begun."""
    return bool(meeting.started_at and participant.joined_at > meeting.started_at)


def room(meeting: Meeting) -> InTheRoom:
    """Who is in, by pseudonym; who is busy is said aloud as a number only."""
    people = list(
        Participant.objects.staying()
        .filter(study=meeting.study, pk__in=_came(meeting).values("participant"))
        .select_related("group", "study")
    )
    done: dict[int, set[str]] = {person.pk: set() for person in people}
    for person, task in (
        Sitting.objects.filter(participant__in=people)
        .exclude(finished_at=None)
        .exclude(via=Sitting.Via.SECOND)
        .values_list("participant", "task")
    ):
        done[person].add(task)
    wanted = {
        task.value
        for task in tasks.asked(meeting.study)
        if tasks.PHASES[task] == meeting.study.phase
    }
    busy = [person for person in people if wanted - done[person.pk]]
    ready = [person for person in people if not wanted - done[person.pk]]
    return InTheRoom(people=people, busy=busy, finished=ready)


def task_now(study: Study) -> list[Help.Task]:
    """What people do in this phase."""
    return [task for task in tasks.asked(study) if tasks.PHASES[task] == study.phase]


def _came(meeting: Meeting) -> QuerySet[Access]:
    """Ways in of who is in the room.

    They came with the code on the wall, on a tablet that goes round, or back with their card since the
    room opened. Who joins elsewhere with another code meanwhile is not in it.
    """
    since = {"created_at__gte": meeting.opened_at}
    card = Q(kind=Access.Kind.DEVICE, participant__joined_at__lt=meeting.opened_at, **since)
    return Access.objects.filter(_in_hand(meeting) | card, participant__study=meeting.study)


def _in_hand(meeting: Meeting) -> Q:
    """Codes that only somebody in the room can have seen."""
    wall = Q(join_code=meeting.join_code, join_code__isnull=False)
    return wall | Q(join_code__shared_device=True, created_at__gte=meeting.opened_at)


def _set(meeting: Meeting, field: str, *, where: dict[str, object]) -> bool:
    """Set a time once; whether it was set just now."""
    open_one = Meeting.objects.filter(pk=meeting.pk, ended_at=None, **where)
    return bool(open_one.update(**{field: timezone.now()}))
