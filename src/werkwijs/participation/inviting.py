"""People are invited with a code: a link, the same link to scan, and six digits to say aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.lib import codes
from werkwijs.participation import consenting
from werkwijs.participation.models import Access, JoinCode
from werkwijs.studies.models import Group, Phase, Study

PURPOSE = "join"
DIGITS = 6
DAYS = 14
MOST_DAYS = 365
TRIES = 50
OPEN_PHASES = (Phase.IDEAS, Phase.STATEMENTS, Phase.SORTING)


@dataclass(frozen=True)
class Invitation:
    """A join code as it is shown: to say, to scan, to click."""

    code: JoinCode
    address: str
    spoken: str
    joined: int
    """How many people came with it."""

    @property
    def open(self) -> bool:
        return self.code.revoked_at is None and self.code.expires_at > timezone.now()


@transaction.atomic
def make(
    study: Study,
    *,
    by: User,
    group: Group | None = None,
    shared_device: bool = False,
    days: int = DAYS,
    key: str = "",
) -> JoinCode:
    """A new code, unlike every other there is. A form with a ``key`` sent twice makes one."""
    if key and (made := JoinCode.objects.filter(study=study, salt=key).first()):
        return made
    for _ in range(TRIES):
        code = JoinCode(
            study=study,
            salt=key or codes.new_salt(),
            group=group,
            shared_device=shared_device,
            created_by=by,
            expires_at=timezone.now() + timedelta(days=days),
        )
        code.stored_link = codes.looked_up(PURPOSE, codes.link(PURPOSE, code.salt))
        code.stored_spoken = codes.looked_up(PURPOSE, spoken(code))
        try:
            with transaction.atomic():
                code.save()
        except IntegrityError:
            key = ""
            continue
        _note("participation.code_made", code, by=by)
        return code
    raise RuntimeError("No free code was found.")


@transaction.atomic
def revoke(code: JoinCode, *, by: User) -> None:
    """Nobody joins with it any more; who joined stays. Revoking twice keeps the first time."""
    if code.revoked_at:
        return
    code.revoked_at = timezone.now()
    code.save(update_fields=["revoked_at"])
    _note("participation.code_revoked", code, by=by)


def spoken(code: JoinCode) -> str:
    return codes.spoken(PURPOSE, code.salt, DIGITS)


def address(code: JoinCode) -> str:
    """The whole address, as a QR code holds it."""
    path = reverse("participation:invited", args=[codes.link(PURPOSE, code.salt)])
    return f"{settings.BASE_URL}{path}"


def site() -> str:
    """Where the digits are typed in: "werkwijs.example/mee"."""
    return f"{settings.BASE_URL.split('//', 1)[-1]}{reverse('participation:start')}".rstrip("/")


def shown(code: JoinCode) -> Invitation:
    joined = (
        Access.objects.filter(join_code=code, participant__withdrawn_at=None)
        .values("participant")
        .distinct()
        .count()
    )
    return Invitation(
        code=code,
        address=address(code),
        spoken=codes.in_parts(spoken(code)),
        joined=joined,
    )


def all_of(study: Study) -> list[Invitation]:
    """Every code of a study: what can be used first, the newest above."""
    found = [shown(code) for code in JoinCode.objects.filter(study=study).select_related("group")]
    return sorted(found, key=lambda i: (not i.open, -i.code.pk))


def by_link(written: str) -> JoinCode | None:
    return _found(stored_link=codes.looked_up(PURPOSE, written))


def by_spoken(written: str) -> JoinCode | None:
    return _found(stored_spoken=codes.looked_up(PURPOSE, written))


def by_id(pk: int) -> JoinCode | None:
    return _found(pk=pk)


def _found(**how: object) -> JoinCode | None:
    return JoinCode.objects.filter(**how).select_related("study__organisation", "group").first()


def why_closed(code: JoinCode) -> str:
    """Why nobody can join with this code now: a key of words; "" when they can."""
    if code.revoked_at or code.expires_at <= timezone.now():
        return "expired"
    if code.study.phase == Phase.PREPARING or consenting.current(code.study) is None:
        return "early"
    return "" if code.study.phase in OPEN_PHASES else "over"


def _note(event: str, code: JoinCode, *, by: User) -> None:
    noting.note(
        event,
        by=by,
        about=code,
        study=code.study.slug,
        organisation=code.study.organisation_id,
    )
