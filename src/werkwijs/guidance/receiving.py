"""What others give back: the person, and people outside. The only way into this room from above.

Each function looks for itself whether the visitor may do it: an id in a form proves nothing.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.guidance import (
    agreeing,
    detention,
    facets,
    granting,
    helping,
    inviting,
    letting_in,
    passkeys,
    placing,
    reading,
    release,
    wary,
    writing,
)
from werkwijs.guidance.models import (
    Client,
    Consent,
    Device,
    Entry,
    Job,
    Kind,
    Member,
    Party,
    Passkey,
    Share,
    Step,
    Trajectory,
)
from werkwijs.guidance.release import Visitor
from werkwijs.guidance.wary import LooksPrivate
from werkwijs.lib.impossible import Impossible

__all__ = ["LooksPrivate"]
FEELINGS = ("good", "so-so", "bad")
OWN_KINDS = (Kind.INTAKE, Kind.SIGN)
"""What the person writes by themselves, besides views and "het gaat niet goed"."""
THINK_AGAIN = timedelta(minutes=15)
"""So long somebody can put back what they took away: whoever finds the phone later cannot."""


def _eyes(visitor: Visitor, code: str) -> reading.Viewer:
    """With whose eyes they come, where their device still opens something."""
    release.must_be_there(visitor)
    return release.viewer(visitor, code)


def _person(visitor: Visitor, code: str) -> tuple[Trajectory, Client]:
    eyes = _eyes(visitor, code)
    if eyes.party != Party.PERSON:
        raise LookupError(code)
    return eyes.trajectory, eyes.trajectory.client


def _member(visitor: Visitor, code: str) -> Member:
    eyes = _eyes(visitor, code)
    if eyes.member is None:
        raise LookupError(code)
    return eyes.member


# --- coming in and going -----------------------------------------------------------------------


def accept(
    link: str, *, on: str = "", request: HttpRequest | None = None
) -> tuple[str, str] | None:
    """Somebody says that an invitation is theirs: the secret of their device, and the way that opens.

    ``on`` is the secret the device had until now: if it is theirs, it goes on to open what it opened.
    """
    member = inviting.invitation(link)
    if member is None or not inviting.accept(member, request=request):
        return None
    return letting_in.let_in(member, "link", on=on, request=request), member.trajectory.code


def decline(link: str, *, not_me: bool, request: HttpRequest | None = None) -> bool:
    """It reached somebody else, or they would rather not."""
    member = inviting.invitation(link)
    if member is None:
        return False
    inviting.not_me(member, declined=not not_me, request=request)
    return True


def come_in_with_card(link: str, picture: str, *, request: HttpRequest | None = None) -> str | None:
    """The secret of a new device, for the right picture."""
    client = letting_in.by_card(link)
    return None if client is None else letting_in.with_picture(client, picture, request=request)


def leave(secret: str) -> None:
    """The device opens nothing any more."""
    letting_in.leave(secret)


def passkey_begin(visitor: Visitor) -> dict[str, Any]:
    """The person wants their phone to open these pages: what its browser needs."""
    return passkeys.begin(_client(visitor))


def passkey_finish(
    visitor: Visitor, state: str, response: dict[str, Any], *, request: HttpRequest | None = None
) -> None:
    """The phone made a passkey. Raises `Impossible` where its answer is not right."""
    if visitor.kind != "person":
        raise LookupError(visitor.kind)
    with transaction.atomic():
        client = Client.objects.select_for_update().get(pk=visitor.id)
        device = Device.objects.working().filter(pk=visitor.device, client=client).first()
        if device is None:
            raise LookupError(visitor.device)  # the phone was lost while it made a passkey
        passkeys.finish(client, state, response, on=device, request=request)


def passkey_ask() -> dict[str, Any]:
    """What a browser needs to ask a phone who is there."""
    return passkeys.begin_coming_in()


def passkey_come_in(
    state: str, response: dict[str, Any], *, request: HttpRequest | None = None
) -> str:
    """The secret of a new device. Raises `Impossible` for a passkey that is none, or was ended."""
    return passkeys.come_in(state, response, request=request)


def end_passkey(visitor: Visitor, passkey: int, *, request: HttpRequest | None = None) -> None:
    """One passkey of the person's opens nothing any more."""
    client = _client(visitor)
    found = Passkey.objects.filter(pk=passkey, client=client).select_related("client").first()
    if found is None:
        raise LookupError(passkey)
    passkeys.end(found, by=client, here=visitor.device, request=request)


def lost_phone(visitor: Visitor, *, request: HttpRequest | None = None) -> int:
    """The person ends every device of theirs, also this one."""
    client = _client(visitor)
    return letting_in.lost_phone(client, by=client, request=request)


def end_device(visitor: Visitor, device: int, *, request: HttpRequest | None = None) -> int:
    """One device of the person's works no more, nor do the passkeys on it: how many those were."""
    client = _client(visitor)
    found = Device.objects.filter(pk=device, client=client).first()
    if found is None:
        raise LookupError(device)
    return letting_in.end_device(found, by=client, here=visitor.device, request=request)


def _client(visitor: Visitor) -> Client:
    """The person, on a device of theirs that still opens something."""
    if visitor.kind != "person":
        raise LookupError(visitor.kind)
    release.must_be_there(visitor)
    found: Client = Client.objects.get(pk=visitor.id)
    return found


# --- the person --------------------------------------------------------------------------------


@transaction.atomic
def view_of_step(
    visitor: Visitor,
    code: str,
    step: int,
    feeling: str,
    words: str,
    *,
    tell_coach: bool,
    request: HttpRequest | None = None,
) -> None:
    """What the person thinks of a step; the last says how it is now. The coach reads it where they choose so.

    Raises
    ------
    Impossible
        There is no such feeling.
    LookupError
        The step is none of theirs.
    """
    trajectory, client = _person(visitor, code)
    if feeling not in FEELINGS:
        raise Impossible("guidance.no_such_choice")
    readable = reading.entries(reading.person(trajectory)).filter(kind=Kind.STEP)
    found = Step.objects.filter(pk=step, entry__in=readable.values("pk")).first()
    if found is None:
        raise LookupError(step)
    for earlier in found.entry.followed.filter(kind=Kind.VIEW, struck_at=None):
        writing.strike(earlier, by=client, request=request)
    entry = writing.write(
        trajectory,
        writing.Words(Kind.VIEW, words, facet=feeling, about=found.entry),
        by=client,
        empty=True,
        request=request,
    )
    if tell_coach:
        granting.tell_coach(entry, by=client, request=request)


@transaction.atomic
def say(
    visitor: Visitor,
    code: str,
    kind: str,
    words: str,
    *,
    facet: str = "",
    tell_coach: bool = True,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> int:
    """The person writes something of their own: in their own words, or in their plan; its id.

    Raises
    ------
    Impossible
        There are no words, or too many.
    """
    trajectory, client = _person(visitor, code)
    if kind not in OWN_KINDS or facet not in facets.OF[kind]:
        raise Impossible("guidance.no_such_choice")
    entry = writing.write(
        trajectory, writing.Words(kind, words, facet=facet), by=client, key=key, request=request
    )
    if tell_coach:
        granting.tell_coach(entry, by=client, request=request)
    return entry.pk


@transaction.atomic
def take_back_words(
    visitor: Visitor, code: str, line: int, *, request: HttpRequest | None = None
) -> None:
    """The person, or somebody outside, takes back a line of their own: nobody reads it any more."""
    eyes = _eyes(visitor, code)
    own = Entry.objects.filter(trajectory=eyes.trajectory, pk=line)  # pressed twice is once
    by: Client | Member
    if eyes.member is not None:
        own, by = own.filter(by_member=eyes.member), eyes.member
    else:
        own, by = own.filter(party=Party.PERSON), eyes.trajectory.client
    found = own.first()
    if found is None:
        raise LookupError(line)
    writing.strike(found, by=by, request=request)


def wipe_criminal(
    visitor: Visitor, code: str, line: int, *, request: HttpRequest | None = None
) -> None:
    """The person takes back their yes to keep a fact about detention: it is gone for everybody."""
    trajectory, client = _person(visitor, code)
    own = Entry.objects.filter(trajectory=trajectory, pk=line, kind=Kind.CRIMINAL).first()
    if own is None:
        raise LookupError(line)
    detention.wipe(own, by=client, request=request)


def not_well(
    visitor: Visitor,
    code: str,
    words: str,
    *,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> None:
    """It does not go well: the coach sees it at once."""
    trajectory, client = _person(visitor, code)
    helping.ask(trajectory, words, by=client, key=key, request=request)


def answer_consent(
    visitor: Visitor,
    code: str,
    consent: int,
    *,
    yes: bool,
    back: str = "",
    read_aloud: bool | None = None,
    request: HttpRequest | None = None,
) -> None:
    """The person says yes, in their own words what it means, or no.

    Raises
    ------
    Impossible
        A yes without words, or a question that was answered.
    """
    trajectory, client = _person(visitor, code)
    found = Consent.objects.filter(trajectory=trajectory, pk=consent).first()
    if found is None:
        raise LookupError(consent)
    if yes:
        agreeing.give(found, back=back, by=client, read_aloud=read_aloud, request=request)
    else:
        agreeing.refuse(found, by=client, request=request)


def take_back_consent(
    visitor: Visitor, code: str, consent: int, *, request: HttpRequest | None = None
) -> None:
    """One press: what rested on it closes at once."""
    trajectory, client = _person(visitor, code)
    found = Consent.objects.filter(trajectory=trajectory, pk=consent).first()
    if found is None:
        raise LookupError(consent)
    agreeing.take_back(found, by=client, request=request)


@transaction.atomic
def shut_out(
    visitor: Visitor, code: str, member: int, *, request: HttpRequest | None = None
) -> None:
    """The person wants somebody outside no longer to look along: from now on they see nothing."""
    trajectory, client = _person(visitor, code)
    found = trajectory.members.filter(pk=member, user=None).first()
    if found is None:
        raise LookupError(member)
    inviting.end(found, Member.Gone.PERSON, by=client, request=request)


@transaction.atomic
def unshare(visitor: Visitor, code: str, line: int, member: int) -> None:
    """The person takes one line away from one reader. Twice is once."""
    trajectory, client = _person(visitor, code)
    found = list(Share.objects.filter(entry__trajectory=trajectory, entry=line, reader=member))
    if not found:
        raise LookupError(line)
    granting.withdraw_all(found, by=client)


@transaction.atomic
def say_stop(
    visitor: Visitor,
    code: str,
    words: str,
    *,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> None:
    """The person wants to stop. Nobody outside looks along from now on; the coach hears it and calls."""
    trajectory, client = _person(visitor, code)
    entry = writing.write(
        trajectory,
        writing.Words(Kind.HELP, words, facet="stop"),
        by=client,
        key=key,
        empty=True,
        request=request,
    )
    granting.tell_coach(entry, by=client, request=request)
    for member in trajectory.members.filter(user=None, ended_at=None):
        inviting.end(member, Member.Gone.PERSON, by=client, request=request)
    helping.hurry(trajectory)


@transaction.atomic
def complain(
    visitor: Visitor,
    code: str,
    words: str,
    *,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> int:
    """A complaint: for the team leader, not for the coach it may be about. Its id."""
    eyes = _eyes(visitor, code)
    by: Client | Member = eyes.member or eyes.trajectory.client
    entry = writing.write(
        eyes.trajectory, writing.Words(Kind.COMPLAINT, words), by=by, key=key, request=request
    )
    return entry.pk


# --- people outside ----------------------------------------------------------------------------


@transaction.atomic
def signal(
    visitor: Visitor,
    code: str,
    words: str,
    *,
    sure: bool = False,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> int:
    """Somebody outside noticed something: the coach reads it, and the person does too. Its id.

    Raises
    ------
    LooksPrivate
        An employer wrote something that looks like health, a crime or debts, and has not said yet that it
        should stay.
    Impossible
        There are no words, or too many.
    """
    member = _member(visitor, code)
    wary.look(member, words, sure=sure)
    entry = writing.write(
        member.trajectory, writing.Words(Kind.SIGNAL, words), by=member, key=key, request=request
    )
    granting.tell_coach(entry, by=member, request=request)
    granting.show_person(entry, by=member, request=request)
    return entry.pk


@transaction.atomic
def work_changes(
    visitor: Visitor,
    code: str,
    sort: str,
    words: str,
    *,
    sure: bool = False,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> int:
    """An employer tells that a boss, a roster or tasks change; the person reads it too. Its id.

    Raises
    ------
    LooksPrivate
        See `signal`.
    Impossible
        They are about no job, it is over, or there is no such change.
    """
    member = _member(visitor, code)
    wary.look(member, words, sure=sure)
    job = Job.objects.filter(pk=member.job_id).select_related("entry", "trajectory").first()
    if job is None:
        raise Impossible("guidance.no_job_here")
    entry = placing.changed_at_work(job, sort, words, by=member, key=key, request=request)
    granting.show_person(entry, by=member, request=request)
    return entry.pk


def go_away(visitor: Visitor, code: str, *, request: HttpRequest | None = None) -> None:
    """Somebody outside cannot or will not go on: they see nothing any more."""
    member = _member(visitor, code)
    inviting.end(member, Member.Gone.OWN_WISH, by=member, request=request)


# --- the person thinks better of it ------------------------------------------------------------


@transaction.atomic
def put_back_words(
    visitor: Visitor, code: str, line: int, *, request: HttpRequest | None = None
) -> None:
    """The person pressed wrong, and takes back that they took away words of their own. Twice is once.

    Raises
    ------
    LookupError
        It is no such line of theirs, or it was taken away longer ago than `THINK_AGAIN`.
    """
    trajectory, client = _person(visitor, code)
    own = Entry.objects.filter(
        trajectory=trajectory, pk=line, party=Party.PERSON, kind__in=OWN_KINDS
    )
    just_now = Q(struck_at=None) | Q(struck_at__gte=timezone.now() - THINK_AGAIN)
    found = own.filter(just_now).first()
    if found is None:
        raise LookupError(line)
    writing.bring_back(found, by=client, request=request)
