"""A line is shared with somebody by an act, and taken back by an act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting, log
from werkwijs.guidance.acting import Act, By
from werkwijs.guidance.models import Basis, Client, Consent, Entry, Member, Party, Share
from werkwijs.guidance.reading import MAY_HAVE, OWN_PAGES
from werkwijs.guidance.writing import turn
from werkwijs.lib.impossible import Impossible


@transaction.atomic
def share(
    entry: Entry,
    reader: Member,
    *,
    basis: str,
    by: By,
    until: date | None = None,
    request: HttpRequest | None = None,
) -> Share:
    """Show one line to one member outside. Sharing twice is once.

    Raises
    ------
    Impossible
        Such a reader may never have such a line; the reader is not of this file, or no longer in; consent is
        lacking, or does not cover it; no ground is named, or one that is not theirs who share it; the line
        was taken back, or is not theirs to show; or the day is over.
    """
    turn(entry.trajectory)
    reader.refresh_from_db(fields=["ended_at", "until_on", "accepted_at"])
    entry.refresh_from_db(fields=["struck_at"])
    acting.must_open(entry, by)
    if reader.trajectory_id != entry.trajectory_id or reader.contact_id is None:
        raise Impossible("guidance.not_of_this_file")
    if entry.trajectory.closed_on is not None:
        raise Impossible("guidance.is_closed")
    if reader.state in ("gone", "over") or entry.struck_at is not None:
        raise Impossible("guidance.reader_is_gone")
    if basis not in Basis.values or (basis == Basis.OWN and not _shows_own(entry, by)):
        raise Impossible("guidance.no_such_choice")
    if entry.kind not in MAY_HAVE.get(reader.part, frozenset()) or entry.only_author:
        raise Impossible("guidance.never_for_them")
    if until is not None and until < timezone.localdate():
        raise Impossible("guidance.day_is_over")
    consent = covering(reader, entry.kind) if basis == Basis.CONSENT else None
    if basis == Basis.CONSENT and consent is None:
        raise Impossible("guidance.no_consent")
    found = Share.objects.filter(entry=entry, reader=reader, withdrawn_at=None)
    if (there := found.first()) and there.basis == basis and there.consent_id == _pk(consent):
        if there.until_on != until:
            Share.objects.filter(pk=there.pk).update(until_on=until)
            there.until_on = until
        return there  # type: ignore[no-any-return]
    found.update(withdrawn_at=timezone.now())
    return _made(
        entry, Party.OUTSIDE, reader=reader, basis=basis, consent=consent, by=by, until=until,
        request=request,
    )  # fmt: skip


def _shows_own(entry: Entry, by: By) -> bool:
    """Whether it is a line of the person, or of somebody outside, who shares it themselves."""
    return not isinstance(by, User) and acting.is_of(entry, by)


def covering(reader: Member, kind: str) -> Consent | None:
    """The consent that holds today for showing such lines to that reader."""
    holding = Consent.objects.holding().filter(reader=reader)
    return next((one for one in holding if kind in one.kinds), None)


@transaction.atomic
def show_person(entry: Entry, *, by: User | Member, request: HttpRequest | None = None) -> Share:
    """Show a line to the person. Twice is once.

    Raises
    ------
    Impossible
        It is somebody's reflection, which is theirs alone; or not theirs to show.
    """
    acting.must_change(entry, by)
    if entry.kind not in OWN_PAGES or entry.only_author:
        raise Impossible("guidance.never_for_them")
    return _to_party(entry, Party.PERSON, by=by, request=request)


@transaction.atomic
def tell_coach(entry: Entry, *, by: Client | Member, request: HttpRequest | None = None) -> Share:
    """The person, or somebody outside, shows a line of theirs to the coach. Twice is once.

    Raises
    ------
    Impossible
        It is not a line of theirs.
    """
    acting.must_open(entry, by)
    return _to_party(entry, Party.COACH, by=by, request=request)


def _to_party(entry: Entry, party: Party, *, by: By, request: HttpRequest | None) -> Share:
    there = Share.objects.filter(entry=entry, to_party=party, reader=None, withdrawn_at=None)
    if found := there.first():
        return found  # type: ignore[no-any-return]
    return _made(
        entry, party, reader=None, basis=Basis.OWN, consent=None, by=by, until=None, request=request
    )


def _made(
    entry: Entry,
    party: Party,
    *,
    reader: Member | None,
    basis: str,
    consent: Consent | None,
    by: By,
    until: date | None,
    request: HttpRequest | None,
) -> Share:
    try:
        with transaction.atomic():
            made = Share.objects.create(
                entry=entry,
                to_party=party,
                reader=reader,
                basis=basis,
                consent=consent,
                by_user=by if isinstance(by, User) else None,
                until_on=until,
            )
    except IntegrityError:  # somebody shared the same line in the same moment
        return Share.objects.get(  # type: ignore[no-any-return]
            entry=entry, to_party=party, reader=reader, withdrawn_at=None
        )
    log.note("guidance.shared", entry.trajectory, by=by, request=request)
    return made  # type: ignore[no-any-return]


@transaction.atomic
def withdraw(share: Share, *, by: By, request: HttpRequest | None = None) -> None:
    """From now on that reader does not see the line. Twice is once.

    Raises
    ------
    Impossible
        It is not theirs to take away.
    """
    _must_withdraw(share, by)
    if Share.objects.filter(pk=share.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        log.note("guidance.share_withdrawn", share.entry.trajectory, by=by, request=request)


def _must_withdraw(share: Share, by: By) -> None:
    """The person, or who goes on with the file, takes it from who is outside; else whose line it is."""
    if share.to_party == Party.OUTSIDE and not isinstance(by, Member):
        acting.must(Act.CLOSE, share.entry.trajectory, by)
    else:
        acting.must_strike(share.entry, by)


@transaction.atomic
def withdraw_all(shares: Iterable[Share], *, by: By, request: HttpRequest | None = None) -> None:
    """Several at once."""
    for one in shares:
        withdraw(one, by=by, request=request)


def _pk(consent: Consent | None) -> int | None:
    return None if consent is None else consent.pk
