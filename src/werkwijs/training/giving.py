"""A group follows a version of a course: it is begun, meets, is answered, and is closed."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.lib import codes
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line, without_signs
from werkwijs.training import frozen, log
from werkwijs.training.course_document import routes_of
from werkwijs.training.joining import PURPOSE
from werkwijs.training.models import (
    NAME,
    SHORT,
    TITLE,
    Attendance,
    CoTrainer,
    Group,
    HandIn,
    Learner,
    Meeting,
    Version,
)

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
TOGETHER = "together"
"""Purpose of the link of an expert by experience."""
REPLY = 4_000


@transaction.atomic
def begin(
    version: Version,
    route: str,
    *,
    name: str,
    by: User,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Group:
    """A group without people yet; the same ``key`` twice makes one.

    Raises
    ------
    Impossible
        The version has no lesson on this route.
    """
    if key is not None and (made := Group.objects.filter(made_with=key).first()):
        return made  # type: ignore[no-any-return]
    if route not in routes_of(frozen.document(version)):
        raise Impossible("training.give_no_route")
    group: Group = Group.objects.create(
        organisation=version.organisation,
        version=version,
        route=route,
        name=one_line(name, NAME),
        trainer=by,
        code=_new_code(),
        made_with=key,
    )
    log.note("training.group_begun", group.organisation, about=group, by=by, request=request)
    return group


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(8))
        if not Group.objects.filter(code=code).exists():
            return code


@transaction.atomic
def close(group: Group, *, by: User, closed: bool, request: HttpRequest | None = None) -> None:
    """Nobody joins any more, or people may again. Who learns keeps their link."""
    now = timezone.now() if closed else None
    changed = Group.objects.filter(pk=group.pk).exclude(closed_at=None) if not closed else None
    rows = changed if changed is not None else Group.objects.filter(pk=group.pk, closed_at=None)
    if rows.update(closed_at=now):
        event = "training.group_closed" if closed else "training.group_opened"
        log.note(event, group.organisation, about=group, by=by, request=request)


def newer(group: Group) -> Version | None:
    """A later version of the course, for a group in which nobody has begun."""
    if group.learners.exclude(started_at=None).exists():
        return None
    found: Version | None = (
        Version.objects.filter(course=group.version.course_id, number__gt=group.version.number)
        .defer("content")
        .first()
    )
    return found


@transaction.atomic
def take(group: Group, version: Version, *, by: User, request: HttpRequest | None = None) -> None:
    """The group follows a later version.

    Raises
    ------
    Impossible
        Somebody has begun, or the version has no lesson on their route.
    """
    own = Group.objects.select_for_update(of=("self",)).select_related("version").get(pk=group.pk)
    if own.learners.exclude(started_at=None).exists():
        raise Impossible("training.give_begun_already")
    if own.route not in routes_of(frozen.document(version)):
        raise Impossible("training.give_no_route")
    own.version = version
    own.save(update_fields=["version"])
    log.note("training.group_moved", own.organisation, about=own, by=by, request=request)


# --- people ------------------------------------------------------------------------------------


@transaction.atomic
def renew(learner: Learner, *, by: User, request: HttpRequest | None = None) -> None:
    """A new link for who lost theirs; the old one works no more, so that they notice. What they did stays."""
    if learner.stopped_at is not None:
        raise Impossible("training.give_stopped")
    salt = codes.new_salt()
    stored = codes.looked_up(PURPOSE, codes.link(PURPOSE, salt))
    Learner.objects.filter(pk=learner.pk).update(salt=salt, stored_link=stored)
    learner.salt, learner.stored_link = salt, stored
    log.note(
        "training.link_renewed", learner.group.organisation, about=learner, by=by, request=request
    )


@transaction.atomic
def reply(hand_in: HandIn, words: str, *, by: User, request: HttpRequest | None = None) -> None:
    """Answer what somebody handed in; an answer can be changed.

    Raises
    ------
    Impossible
        There are no words.
    """
    told = without_signs(words).strip()[:REPLY]
    if not told:
        raise Impossible("training.give_reply_empty")
    if hand_in.reply == told:
        return
    HandIn.objects.filter(pk=hand_in.pk).update(
        reply=told, replied_at=timezone.now(), replied_by=by, reply_seen_at=None
    )
    organisation = hand_in.learner.group.organisation
    log.note("training.replied", organisation, about=hand_in, by=by, request=request)


# --- meetings ----------------------------------------------------------------------------------


@transaction.atomic
def plan(
    group: Group,
    *,
    at: datetime,
    minutes: int,
    lesson: int | None = None,
    place: str = "",
    remark: str = "",
    key: uuid.UUID | None = None,
    about: Meeting | None = None,
) -> Meeting:
    """A meeting, or with ``about`` that one otherwise; the same ``key`` twice makes one."""
    facts = {
        "at": at,
        "minutes": minutes,
        "lesson": lesson,
        "place": one_line(place, TITLE),
        "remark": one_line(remark, SHORT),
    }
    if about is not None:
        Meeting.objects.filter(pk=about.pk).update(**facts)
        about.refresh_from_db()
        return about
    if key is not None and (made := Meeting.objects.filter(made_with=key).first()):
        return made  # type: ignore[no-any-return]
    return Meeting.objects.create(group=group, made_with=key, **facts)  # type: ignore[no-any-return]


@transaction.atomic
def attend(meeting: Meeting, numbers: Collection[int]) -> None:
    """Who was there, by number: these and no others."""
    there = {
        person.pk for person in meeting.group.learners.filter(number__in=numbers, stopped_at=None)
    }
    meeting.attended.exclude(learner__in=there).delete()
    known = set(meeting.attended.values_list("learner", flat=True))
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, learner_id=pk) for pk in sorted(there - known)
    )


# --- the expert by experience ------------------------------------------------------------------


@transaction.atomic
def ask_along(group: Group, *, by: User, request: HttpRequest | None = None) -> CoTrainer:
    """Somebody gives the course along; they get `together_address`."""
    salt = codes.new_salt()
    made: CoTrainer = CoTrainer.objects.create(
        group=group,
        salt=salt,
        stored_link=codes.looked_up(TOGETHER, codes.link(TOGETHER, salt)),
    )
    log.note("training.asked_along", group.organisation, about=made, by=by, request=request)
    return made


def stop_along(co_trainer: CoTrainer) -> None:
    """Their link works no more. Twice is once."""
    CoTrainer.objects.filter(pk=co_trainer.pk, stopped_at=None).update(stopped_at=timezone.now())


def along(link: str) -> CoTrainer | None:
    """Whose link it is; None for one that does not work (any more)."""
    found: CoTrainer | None = (
        CoTrainer.objects.select_related("group__version", "group__organisation")
        .defer("group__version__content")
        .filter(Q(stopped_at=None), stored_link=codes.looked_up(TOGETHER, link))
        .first()
    )
    return found


def link_along(co_trainer: CoTrainer) -> str:
    """The code in the address of their page."""
    return codes.link(TOGETHER, co_trainer.salt)
