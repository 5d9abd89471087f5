"""A line is written, changed or taken back; words are sealed, and none is lost."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, log
from werkwijs.guidance.models import Client, Entry, Former, Kind, Member, Party, Trajectory
from werkwijs.guidance.models.entries import WORDS
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import without_signs

SILENT = frozenset({Kind.TALK, Kind.STEP, Kind.GOAL, Kind.JOB})
"""Kinds whose activity tells the log itself."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the line since this page was opened; what they wrote is ``now``."""

    def __init__(self, entry: Entry, now: str) -> None:
        self.entry = entry
        self.now = now
        super().__init__("The line was changed meanwhile.")


@dataclass(frozen=True)
class Words:
    """What a line says, and about what."""

    kind: str
    text: str
    facet: str = ""
    about: Entry | None = None
    on: date | None = None
    only_author: bool = False


@transaction.atomic
def write(
    trajectory: Trajectory,
    words: Words,
    *,
    by: User | Client | Member,
    key: uuid.UUID | None = None,
    empty: bool = False,
    request: HttpRequest | None = None,
) -> Entry:
    """A new line, of the party of whoever writes it; the same ``key`` twice makes one.

    Raises
    ------
    Impossible
        There are no words (where ``empty`` is not allowed), they are too long, the line is about another
        file, the file is closed, such a line is not theirs to write, or something else was made with the
        key.
    """
    turn(trajectory)
    acting.must_write(trajectory, words.kind, words.facet, by)
    if key is not None and (made := Entry.objects.filter(made_with=key).first()):
        return _the_same(made, trajectory, words, by)
    if trajectory.closed_on is not None and not isinstance(by, Client):
        raise Impossible("guidance.is_closed")
    if words.about is not None and words.about.trajectory_id != trajectory.pk:
        raise Impossible("guidance.about_another")
    entry = Entry.objects.create(
        trajectory=trajectory,
        kind=words.kind,
        facet=words.facet,
        about=words.about,
        on=words.on or timezone.localdate(),
        sealed=trajectory.client.seal(tidy(words.text, empty=empty)),
        only_author=words.only_author,
        made_with=key,
        **_author(by),
    )
    if words.kind not in SILENT:
        log.note(f"guidance.{words.kind}_written", trajectory, by=by, request=request)
    return entry  # type: ignore[no-any-return]


def _the_same(
    made: Entry, trajectory: Trajectory, words: Words, by: User | Client | Member
) -> Entry:
    """What was made with a key before, where it is this very line: a key opens nothing of anybody else's."""
    asked = {"trajectory": trajectory, "kind": words.kind, "by_user": None, "by_member": None}
    asked |= _author(by)
    if any(getattr(made, name) != value for name, value in asked.items()):
        raise Impossible("guidance.sent_before")
    return made


def turn(trajectory: Trajectory) -> None:
    """One at a time in a file, until it is kept: who comes second waits, and finds what the first one did."""
    rows = Trajectory.objects.select_for_update(no_key=True).filter(pk=trajectory.pk)
    for closed_on in rows.values_list("closed_on", flat=True):
        trajectory.closed_on = closed_on  # it may have been closed since it was looked up


def tidy(typed: str, *, empty: bool = False) -> str:
    """The words as they are kept.

    Raises
    ------
    Impossible
        There are none, or more than a line holds.
    """
    text = without_signs(typed).strip()
    if not text and not empty:
        raise Impossible("guidance.no_words")
    if len(text) > WORDS:
        raise Impossible("guidance.too_long")
    return text


def _author(by: User | Client | Member) -> dict[str, Any]:
    if isinstance(by, Client):
        return {"party": Party.PERSON}
    if isinstance(by, Member):
        return {"party": Party.OUTSIDE, "by_member": by}
    return {"party": Party.COACH, "by_user": by}


@transaction.atomic
def change(
    entry: Entry,
    text: str,
    *,
    seen: int,
    by: User | Client | Member,
    empty: bool = False,
    request: HttpRequest | None = None,
) -> None:
    """Other words, where nobody wrote any since version ``seen``; the earlier ones are kept.

    Raises
    ------
    ChangedMeanwhile
        Somebody did. Nothing is changed; both texts can be shown.
    Impossible
        There are no words, or too many, or the line is somebody else's.
    """
    acting.must_change(entry, by)
    told = tidy(text, empty=empty)
    client = entry.trajectory.client
    own = Entry.objects.get(pk=entry.pk)
    before = client.unseal(own.sealed)
    if before == told:
        return
    rows = Entry.objects.filter(pk=entry.pk, version=seen, struck_at=None)
    if not rows.update(
        sealed=client.seal(told), version=F("version") + 1, changed_at=timezone.now()
    ):
        own.refresh_from_db()  # what they wrote in the same moment
        raise ChangedMeanwhile(own, client.unseal(own.sealed))
    Former.objects.create(
        entry=own,
        version=seen,
        sealed=own.sealed,
        by_user=by if isinstance(by, User) else None,
    )
    entry.refresh_from_db()
    log.note("guidance.changed", entry.trajectory, by=by, request=request)


@transaction.atomic
def strike(entry: Entry, *, by: User | Client | Member, request: HttpRequest | None = None) -> None:
    """Taken back: nobody reads it any more. Twice is once.

    Raises
    ------
    Impossible
        The line is somebody else's.
    """
    acting.must_strike(entry, by)
    if Entry.objects.filter(pk=entry.pk, struck_at=None).update(struck_at=timezone.now()):
        log.note("guidance.struck", entry.trajectory, by=by, request=request)


@transaction.atomic
def bring_back(entry: Entry, *, by: User | Client, request: HttpRequest | None = None) -> None:
    """Undo of `strike`.

    Raises
    ------
    Impossible
        The line is somebody else's, or a fact about detention, which nobody brings back.
    """
    acting.must_strike(entry, by)
    if entry.kind == Kind.CRIMINAL:
        raise Impossible("guidance.is_gone_for_good")
    if Entry.objects.filter(pk=entry.pk).exclude(struck_at=None).update(struck_at=None):
        log.note("guidance.brought_back", entry.trajectory, by=by, request=request)
