"""A way to work goes to another organisation: what the person agreed to, locked for the road."""

from __future__ import annotations

import base64
import json
import secrets
import uuid
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.db import transaction
from django.http import HttpRequest

from werkwijs.accounts.models import Organisation, User
from werkwijs.guidance import granting, inviting, log, starting, taking_along, writing
from werkwijs.guidance.models import Entry, Goal, Job, Kind, Step, Trajectory, Wage
from werkwijs.lib.impossible import Impossible

MAGIC = b"WERKWIJS1\n"
MOST_BYTES = 20_000_000
PORTABLE = (
    Kind.INTAKE,
    Kind.PROFILE,
    Kind.GOAL,
    Kind.EVIDENCE,
    Kind.STEP,
    Kind.JOB,
    Kind.NEED,
    Kind.AGREEMENT,
    Kind.SIGN,
    Kind.SETBACK,
    Kind.TALK,
)
"""What can go along at all: never reflections, complaints, or facts about detention."""
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@transaction.atomic
def hand_on(
    trajectory: Trajectory,
    kinds: Collection[str],
    *,
    to: str,
    back: str,
    by: User,
    request: HttpRequest | None = None,
) -> tuple[bytes, str]:
    """The package, and the words that open it, which are shown once and kept nowhere.

    ``back`` is what the person said it means, when they were asked: without it nothing goes.

    Raises
    ------
    Impossible
        Nothing was chosen, or something that never goes along; nobody wrote what the person said.
    """
    if not kinds or not set(kinds) <= set(PORTABLE):
        raise Impossible("guidance.no_such_choice")
    told = taking_along.way(trajectory)
    said = writing.tidy(back)
    numbers = {one["n"] for one in told["lines"] if one["kind"] in kinds}
    lines = [
        one | {"about": one["about"] if one["about"] in numbers else None}
        for one in told["lines"]
        if one["n"] in numbers
    ]
    package = {
        "format": taking_along.FORMAT,
        "version": taking_along.VERSION,
        "id": str(uuid.uuid4()),
        "from": trajectory.organisation.name,
        "called": trajectory.client.called,
        "started_on": told["started_on"],
        "said": said,
        "lines": lines,
    }
    entry = writing.write(
        trajectory,
        writing.Words(Kind.CHANGE, f"{to.strip()[:80]}: {said}", facet="handed-on"),
        by=by,
        request=request,
    )
    granting.show_person(entry, by=by, request=request)
    log.note("guidance.handed_on", trajectory, by=by, request=request)
    words = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    return _lock(json.dumps(package, ensure_ascii=False).encode(), words), words


def _lock(content: bytes, words: str) -> bytes:
    salt = secrets.token_bytes(16)
    return MAGIC + salt + _key(words, salt).encrypt(content)


def _key(words: str, salt: bytes) -> Fernet:
    plain = "".join(words.split()).replace("-", "").lower().encode()
    return Fernet(base64.urlsafe_b64encode(Scrypt(salt, 32, 2**15, 8, 1).derive(plain)))


def _open(content: bytes, words: str) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise Impossible("guidance.package_too_large")
    if not content.startswith(MAGIC):
        raise Impossible("guidance.no_package")
    salt, locked = content[len(MAGIC) : len(MAGIC) + 16], content[len(MAGIC) + 16 :]
    try:
        told = json.loads(_key(words, salt).decrypt(locked))
    except (InvalidToken, ValueError) as fault:
        raise Impossible("guidance.package_stays_locked") from fault
    if told.get("format") != taking_along.FORMAT or told.get("version") != taking_along.VERSION:
        raise Impossible("guidance.package_is_newer")
    return dict(told)


@transaction.atomic
def receive(
    content: bytes,
    words: str,
    organisation: Organisation,
    *,
    by: User,
    request: HttpRequest | None = None,
) -> Trajectory:
    """A new person with a code of ours, and the lines that came along. The same package twice is one.

    Raises
    ------
    Impossible
        It is too large, none of ours, of a newer kind, damaged, or the words do not open it. Nothing is kept.
    """
    told = _open(content, words)
    key = uuid.UUID(told["id"])
    if there := Trajectory.objects.filter(made_with=key, organisation=organisation).first():
        return there  # type: ignore[no-any-return]
    trajectory = starting.start(
        organisation,
        starting.About(str(told["called"])),
        by=by,
        on=date.fromisoformat(told["started_on"]),
        key=key,
        request=request,
    )
    made: dict[int, Entry] = {}
    for line in told["lines"]:
        made[line["n"]] = _line(trajectory, line, made, by)
    entry = writing.write(
        trajectory,
        writing.Words(Kind.CHANGE, f"{told['from']}: {told['said']}", facet="came-from"),
        by=by,
        request=request,
    )
    granting.show_person(entry, by=by, request=request)
    log.note("guidance.received", trajectory, by=by, request=request)
    return trajectory


def _line(trajectory: Trajectory, line: dict[str, Any], made: dict[int, Entry], by: User) -> Entry:
    if line["kind"] not in PORTABLE:
        raise Impossible("guidance.package_stays_locked")
    words = writing.Words(
        line["kind"],
        str(line["words"]),
        facet=str(line["facet"])[:24],
        about=made.get(line["about"] or 0),
        on=date.fromisoformat(line["on"]),
    )
    entry = writing.write(trajectory, words, by=by, empty=True)
    granting.show_person(entry, by=by)
    if told := line.get("step"):
        Step.objects.create(
            entry=entry,
            trajectory=trajectory,
            sort=told["sort"],
            direction=told["direction"],
            state=told["state"],
            order=told["order"],
            starts_on=_day(told["starts_on"]),
            ends_on=_day(told["ends_on"]),
            employer=inviting.employer(trajectory.organisation, *told["employer"])
            if told["employer"]
            else None,
        )
    if told := line.get("goal"):
        place = trajectory.goals.exclude(place=None).count() + 1 if told["open"] else None
        Goal.objects.create(
            entry=entry,
            trajectory=trajectory,
            place=place,
            horizon=told["horizon"],
            ended_on=_day(told["ended_on"]),
            outcome=told["outcome"],
        )
    if told := line.get("job"):
        _job(trajectory, entry, told)
    return entry


def _job(trajectory: Trajectory, entry: Entry, told: dict[str, Any]) -> None:
    job = Job.objects.create(
        entry=entry,
        trajectory=trajectory,
        employer=inviting.employer(trajectory.organisation, *told["employer"]),
        sort=told["sort"],
        starts_on=date.fromisoformat(told["starts_on"]),
        ends_on=_day(told["ends_on"]),
        ended=told["ended"],
        contract=told["contract"],
        contract_ends_on=_day(told["contract_ends_on"]),
        hours=Decimal(told["hours"]) if told["hours"] is not None else None,
        four_hours_on=_day(told["four_hours_on"]),
    )
    for on, cents in told["wages"]:
        Wage.objects.create(job=job, from_on=date.fromisoformat(on), cents=int(cents))


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
