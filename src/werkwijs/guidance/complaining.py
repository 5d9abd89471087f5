"""A complaint goes to who leads the team: heard within two weeks, answered within six, as UWV asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, log
from werkwijs.guidance.models import Basis, Entry, Kind, Party, Share
from werkwijs.guidance.writing import tidy
from werkwijs.lib.impossible import Impossible

HEARD = timedelta(weeks=2)
ANSWERED = timedelta(weeks=6)


@dataclass(frozen=True)
class Complaint:
    """A complaint, with the days by which something is promised."""

    entry: Entry
    words: str
    by: str
    heard_by: date
    answered_by: date
    heard: bool


def told(entry: Entry) -> Complaint:
    """As a team leader reads it."""
    on = timezone.localtime(entry.made_at).date()
    member = entry.by_member
    return Complaint(
        entry,
        entry.trajectory.client.unseal(entry.sealed),
        member.contact.name if member and member.contact else "",
        on + HEARD,
        on + ANSWERED,
        entry.facet == "heard",
    )


@transaction.atomic
def hear(entry: Entry, *, by: User, request: HttpRequest | None = None) -> None:
    """Whoever complained is told that it was read. Twice is once."""
    acting.must_hear(entry, by)
    if Entry.objects.filter(pk=entry.pk, kind=Kind.COMPLAINT, facet="").update(facet="heard"):
        log.note("guidance.complaint_heard", entry.trajectory, by=by, request=request)


@transaction.atomic
def answer(entry: Entry, words: str, *, by: User, request: HttpRequest | None = None) -> Entry:
    """An answer, for whoever complained; not for the coach it may be about.

    Raises
    ------
    Impossible
        There are no words, it was answered already, or it is not theirs to answer.
    """
    acting.must_hear(entry, by)
    rows = Entry.objects.filter(pk=entry.pk, kind=Kind.COMPLAINT).exclude(facet="handled")
    if not rows.update(facet="handled"):
        raise Impossible("guidance.answered_already")
    client = entry.trajectory.client
    made: Entry = Entry.objects.create(
        trajectory=entry.trajectory,
        kind=Kind.ANSWER,
        facet="complaint",
        about=entry,
        party=Party.COACH,
        by_user=by,
        on=timezone.localdate(),
        sealed=client.seal(tidy(words)),
        only_author=True,
    )
    if entry.by_member is not None:
        Share.objects.create(
            entry=made,
            to_party=Party.OUTSIDE,
            reader=entry.by_member,
            basis=Basis.OWN,
            by_user=by,
        )
    else:
        Share.objects.create(entry=made, to_party=Party.PERSON, basis=Basis.OWN, by_user=by)
    log.note("guidance.complaint_answered", entry.trajectory, by=by, request=request)
    return made
