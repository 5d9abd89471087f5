"""The person is asked whether somebody may know something, answers, and can take it back with one press."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, log
from werkwijs.guidance.acting import Act
from werkwijs.guidance.models import Client, Consent, Member
from werkwijs.guidance.models.people import ABOUT_CARE
from werkwijs.guidance.reading import MAY_HAVE
from werkwijs.guidance.writing import tidy, turn
from werkwijs.lib.impossible import Impossible

LASTS = timedelta(days=365)
"""A yes is asked again after a year."""
TEXT = "2026-11"
"""Version of the words with which it is asked."""


@transaction.atomic
def ask(
    reader: Member,
    kinds: Collection[str],
    *,
    asked: str,
    read_aloud: bool = False,
    expires: date | None = None,
    by: User,
    request: HttpRequest | None = None,
) -> Consent:
    """Put the question. One about the same reader that was not answered is replaced.

    Raises
    ------
    Impossible
        The reader is gone, such a reader may never have such lines, nothing is asked for, a yes holds
        already, the day is over or further off than a year, or it is not theirs to ask.
    """
    turn(reader.trajectory)
    reader.refresh_from_db(fields=["ended_at"])
    acting.must(Act.OPEN, reader.trajectory, by)
    if reader.ended_at is not None or reader.trajectory.closed_on is not None:
        raise Impossible("guidance.reader_is_gone")
    chosen = sorted(set(kinds))
    if not chosen or not set(chosen) <= MAY_HAVE.get(reader.part, frozenset()):
        raise Impossible("guidance.never_for_them")
    today = timezone.localdate()
    until = expires or today + LASTS
    if not today <= until <= today + timedelta(days=366):
        raise Impossible("guidance.consent_a_year_at_most")
    now = timezone.now()
    Consent.objects.filter(reader=reader, withdrawn_at=None, refused_at=None, given_at=None).update(
        withdrawn_at=now
    )
    Consent.objects.filter(
        reader=reader, withdrawn_at=None, refused_at=None, expires_on__lt=today
    ).update(withdrawn_at=now)
    if Consent.objects.filter(reader=reader, withdrawn_at=None, refused_at=None).exists():
        raise Impossible("guidance.consent_there_already")
    made = Consent.objects.create(
        trajectory=reader.trajectory,
        reader=reader,
        kinds=chosen,
        text_version=TEXT,
        sealed_asked=reader.trajectory.client.seal(tidy(asked)),
        read_aloud=read_aloud,
        asked_by=by,
        expires_on=until,
    )
    log.note("guidance.consent_asked", reader.trajectory, by=by, request=request)
    return made  # type: ignore[no-any-return]


@transaction.atomic
def give(
    consent: Consent,
    *,
    back: str,
    by: User | Client,
    read_aloud: bool | None = None,
    through: Member | None = None,
    request: HttpRequest | None = None,
) -> None:
    """A yes, with what the person said it means. Through a coach it is written down as theirs.

    Raises
    ------
    Impossible
        It was answered already; nobody said what it means; who decides for the person is none who may; or it
        is not theirs to answer.
    """
    acting.must(Act.AGREE, consent.trajectory, by)
    if through is not None and (
        through.represents not in ABOUT_CARE
        or through.trajectory_id != consent.trajectory_id
        or through.state != "in"
    ):
        raise Impossible("guidance.may_not_decide")
    rows = Consent.objects.filter(pk=consent.pk, given_at=None, refused_at=None, withdrawn_at=None)
    told = consent.trajectory.client.seal(tidy(back))
    facts = {} if read_aloud is None else {"read_aloud": read_aloud}
    if not rows.update(
        given_at=timezone.now(),
        sealed_back=told,
        on_own_page=isinstance(by, Client),
        through=through,
        **facts,
    ):
        raise Impossible("guidance.answered_already")
    consent.refresh_from_db()
    log.note("guidance.consent_given", consent.trajectory, by=by, request=request)


@transaction.atomic
def refuse(consent: Consent, *, by: User | Client, request: HttpRequest | None = None) -> None:
    """A no. Nothing else changes: help goes on."""
    acting.must(Act.CLOSE, consent.trajectory, by)
    rows = Consent.objects.filter(pk=consent.pk, given_at=None, refused_at=None, withdrawn_at=None)
    if rows.update(refused_at=timezone.now()):
        consent.refresh_from_db()
        log.note("guidance.consent_refused", consent.trajectory, by=by, request=request)


@transaction.atomic
def take_back(consent: Consent, *, by: User | Client, request: HttpRequest | None = None) -> None:
    """Everything that rested on it closes at once. Twice is once."""
    acting.must(Act.CLOSE, consent.trajectory, by)
    rows = Consent.objects.filter(pk=consent.pk, withdrawn_at=None, refused_at=None)
    if rows.update(withdrawn_at=timezone.now()):
        consent.refresh_from_db()
        log.note("guidance.consent_withdrawn", consent.trajectory, by=by, request=request)
