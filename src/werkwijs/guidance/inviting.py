"""People around the person are asked along: in a role, to this one way to work, until a date."""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings as website
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import Organisation, User
from werkwijs.guidance import acting, log, writing
from werkwijs.guidance.acting import Act
from werkwijs.guidance.models import (
    STAFF,
    Client,
    Contact,
    Employer,
    Job,
    Member,
    Part,
    Trajectory,
)
from werkwijs.guidance.models.people import NAME, PLACE
from werkwijs.lib import codes, sealing
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line

PURPOSE = "team"
"""Of the link of an invitation."""
ANSWERED_WITHIN = timedelta(days=14)
MOST = 30
"""People around one person."""


@dataclass(frozen=True)
class Asked:
    """Whom one asks along, and as what."""

    part: str
    name: str
    reach: str = ""
    employer: Employer | None = None
    job: Job | None = None
    represents: str = ""
    evidence_on: date | None = None
    until: date | None = None


def employer(organisation: Organisation, name: str, place: str = "") -> Employer:
    """The employer of that name and place in the organisation: the one there is, or a new one.

    Raises
    ------
    Impossible
        Without a name.
    """
    told, where = one_line(name, NAME), one_line(place, PLACE)
    if not told:
        raise Impossible("guidance.employer_has_a_name")
    known_as = f"{_plainly(told)}|{_plainly(where)}"
    made, _ = Employer.objects.get_or_create(
        organisation=organisation, known_as=known_as, defaults={"name": told, "place": where}
    )
    return made  # type: ignore[no-any-return]


def contact(organisation: Organisation, name: str, reach: str, of: Employer | None) -> Contact:
    """The person of that name and telephone number in the organisation: known already, or new.

    Raises
    ------
    Impossible
        Without a name.
    """
    told, number = one_line(name, NAME), one_line(reach, NAME)
    if not told:
        raise Impossible("guidance.contact_has_a_name")
    told_apart = f"{_plainly(told)}|{_digits(number)}|{of.pk if of else ''}"
    purpose = f"guidance:contact:{organisation.pk}"
    made, _ = Contact.objects.get_or_create(
        organisation=organisation,
        known_as=codes.looked_up(purpose, told_apart),
        defaults={
            "employer": of,
            "sealed_name": sealing.seal(purpose, told),
            "sealed_reach": sealing.seal(purpose, number),
        },
    )
    return made  # type: ignore[no-any-return]


def _plainly(words: str) -> str:
    """As it is compared: "Café  De Zon B.V." and "cafe de zon bv" are one."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in bare if c.isalnum() or c.isspace()).split())[:85]


def _digits(reach: str) -> str:
    """A telephone number without what people put in between; other ways to reach somebody as they are."""
    number = "".join(c for c in reach if c.isdigit())
    return f"0{number[-9:]}" if len(number) >= 9 else _plainly(reach)


@transaction.atomic
def ask_along(
    trajectory: Trajectory,
    asked: Asked,
    *,
    by: User,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Member:
    """Invite somebody outside; they get `address`. The same ``key`` twice makes one.

    Raises
    ------
    Impossible
        The file is closed, the role is one of who signs in, a representative without kind or proof, a job
        of another file or one that is over, an end that has passed, somebody who is in already, too many
        people, or it is not theirs to ask.
    """
    writing.turn(trajectory)
    acting.must(Act.OPEN, trajectory, by)
    if key is not None and (made := Member.objects.filter(made_with=key).first()):
        if made.trajectory_id != trajectory.pk:
            raise Impossible("guidance.sent_before")
        return made  # type: ignore[no-any-return]
    if trajectory.closed_on is not None:
        raise Impossible("guidance.is_closed")
    if asked.part in STAFF or asked.part not in Part.values:
        raise Impossible("guidance.signs_in_themselves")
    if asked.part == Part.REPRESENTATIVE and (not asked.represents or asked.evidence_on is None):
        raise Impossible("guidance.representative_says_how")
    if asked.job is not None and asked.job.trajectory_id != trajectory.pk:
        raise Impossible("guidance.about_another")
    if asked.job is not None and asked.job.ends_on is not None:
        raise Impossible("guidance.job_is_over")
    today = timezone.localdate()
    if asked.evidence_on is not None and asked.evidence_on > today:
        raise Impossible("guidance.in_the_future")
    if asked.until is not None and asked.until < today:
        raise Impossible("guidance.day_is_over")
    around = trajectory.members.filter(ended_at=None)
    if around.count() >= MOST:
        raise Impossible("guidance.enough_people")
    whom = contact(trajectory.organisation, asked.name, asked.reach, asked.employer)
    if around.filter(contact=whom, part=asked.part).exists():
        raise Impossible("guidance.in_already")
    salt = codes.new_salt()
    member = Member.objects.create(
        trajectory=trajectory,
        part=asked.part,
        contact=whom,
        job=asked.job,
        represents=asked.represents if asked.part == Part.REPRESENTATIVE else "",
        evidence_on=asked.evidence_on if asked.part == Part.REPRESENTATIVE else None,
        from_on=today,
        until_on=asked.until,
        salt=salt,
        stored_link=codes.looked_up(PURPOSE, codes.link(PURPOSE, salt)),
        invited_by=by,
        expires_at=timezone.now() + ANSWERED_WITHIN,
        made_with=key,
    )
    log.note("guidance.asked_along", trajectory, by=by, request=request)
    return member  # type: ignore[no-any-return]


def address(member: Member) -> str:
    """The whole address of the invitation, for a message, a letter or a QR code."""
    return f"{website.BASE_URL}/betrokken/kom/{codes.link(PURPOSE, member.salt)}/"


def invitation(link: str) -> Member | None:
    """The invitation of a link that can still be answered."""
    found: Member | None = (
        Member.objects.select_related("trajectory__client", "contact__employer")
        .filter(
            stored_link=codes.looked_up(PURPOSE, link),
            accepted_at=None,
            ended_at=None,
            expires_at__gt=timezone.now(),
            trajectory__closed_on=None,
        )
        .first()
    )
    return found


@transaction.atomic
def accept(member: Member, *, request: HttpRequest | None = None) -> bool:
    """They come in. The link works once: False for who comes second."""
    now = timezone.now()
    rows = Member.objects.filter(pk=member.pk, accepted_at=None, ended_at=None, expires_at__gt=now)
    writing.turn(member.trajectory)
    if member.trajectory.closed_on is not None or not rows.update(accepted_at=now, stored_link=""):
        return False
    member.refresh_from_db()
    log.note("guidance.came_along", member.trajectory, by=member, request=request)
    return True


@transaction.atomic
def not_me(member: Member, *, declined: bool, request: HttpRequest | None = None) -> None:
    """It reached somebody else, or they would rather not: the link works no more, the coach sees why."""
    gone = Member.Gone.DECLINED if declined else Member.Gone.NOT_ME
    rows = Member.objects.filter(pk=member.pk, accepted_at=None, ended_at=None)
    if rows.update(ended_at=timezone.now(), gone=gone, stored_link=""):
        member.refresh_from_db()
        log.note("guidance.invitation_refused", member.trajectory, by=member, request=request)


@transaction.atomic
def renew(member: Member, *, by: User, request: HttpRequest | None = None) -> None:
    """A new link: for who lost theirs, or did not answer. The old one works no more.

    Raises
    ------
    Impossible
        They are gone, or sign in themselves; or it is not theirs to ask.
    """
    acting.must(Act.OPEN, member.trajectory, by)
    if member.ended_at is not None or member.contact_id is None:
        raise Impossible("guidance.reader_is_gone")
    salt = codes.new_salt()
    Member.objects.filter(pk=member.pk).update(
        salt=salt,
        stored_link=codes.looked_up(PURPOSE, codes.link(PURPOSE, salt)),
        expires_at=timezone.now() + ANSWERED_WITHIN,
        accepted_at=None,
    )
    member.devices.clear()  # whoever found their phone does not come in with the new link's answer
    member.refresh_from_db()
    log.note("guidance.link_renewed", member.trajectory, by=by, request=request)


@transaction.atomic
def end(
    member: Member,
    gone: str,
    *,
    by: User | Client | Member,
    request: HttpRequest | None = None,
) -> None:
    """Somebody is no longer in, from now on. Twice keeps the first.

    Raises
    ------
    Impossible
        It is the coach: a coach hands over, so that nobody stands alone. Or it is not theirs to end.
    """
    if not isinstance(by, Member):
        colleague = member.user_id is not None and member.user_id != by.pk
        acting.must(Act.HAND_OVER if colleague else Act.CLOSE, member.trajectory, by)
    elif by.pk != member.pk:
        raise acting.NotTheirs("guidance.not_in_this_file")
    if member.part == Part.COACH:
        raise Impossible("guidance.coach_hands_over")
    rows = Member.objects.filter(pk=member.pk, ended_at=None)
    if rows.update(ended_at=timezone.now(), gone=gone, stored_link=""):
        member.refresh_from_db()
        log.note("guidance.member_gone", member.trajectory, by=by, request=request)


@transaction.atomic
def until(
    member: Member, day: date | None, *, by: User, request: HttpRequest | None = None
) -> None:
    """Until which day somebody is in; None for as long as it lasts.

    Raises
    ------
    Impossible
        The day is before they began, or it is not theirs to say.
    """
    member.refresh_from_db(fields=["until_on"])
    sooner = day is not None and (member.until_on is None or day <= member.until_on)
    acting.must(Act.CLOSE if sooner else Act.OPEN, member.trajectory, by)
    if day is not None and day < member.from_on:
        raise Impossible("guidance.end_before_start")
    try:
        Member.objects.filter(pk=member.pk).update(until_on=day)
    except IntegrityError as fault:
        raise Impossible("guidance.end_before_start") from fault
    member.until_on = day
    log.note("guidance.member_until", member.trajectory, by=by, request=request)
