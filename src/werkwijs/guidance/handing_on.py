"""A way to work goes to another organisation: what the person agreed to, locked for the road."""

from __future__ import annotations

import base64
import json
import secrets
import uuid
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.db import transaction
from django.http import HttpRequest

from werkwijs.accounts.models import Organisation, User
from werkwijs.guidance import (
    acting,
    granting,
    inviting,
    log,
    starting,
    taking_along,
    unpacking,
    writing,
)
from werkwijs.guidance.models import Entry, Goal, Job, Kind, Step, Trajectory, Wage
from werkwijs.guidance.models.entries import WORDS
from werkwijs.guidance.unpacking import PORTABLE
from werkwijs.lib.impossible import Impossible

__all__ = ["PORTABLE", "hand_on", "receive"]
MAGIC = b"WERKWIJS1\n"
MOST_BYTES = 20_000_000
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
        Nothing was chosen, or something that never goes along; nobody wrote what the person said; or it is
        not theirs to hand on.
    """
    acting.must(acting.Act.HAND_ON, trajectory, by)
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
    except (InvalidToken, ValueError, RecursionError) as fault:
        raise Impossible("guidance.package_stays_locked") from fault
    return unpacking.read(told)


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
        It is too large, none of ours, of a newer kind, damaged, or the words do not open it; or something in
        it cannot be; or ``by`` is no coach there. Nothing is kept.
    """
    acting.must_begin(organisation, by)
    told = _open(content, words)
    # Of this organisation: the same package elsewhere is another file, and no package names one of ours.
    key = uuid.uuid5(told["id"], f"werkwijs:{organisation.pk}")
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=organisation.pk))
    if there := Trajectory.objects.filter(made_with=key, organisation=organisation).first():
        return there  # type: ignore[no-any-return]
    trajectory = starting.start(
        organisation,
        starting.About(told["called"]),
        by=by,
        on=told["started_on"],
        key=key,
        request=request,
    )
    made: dict[int, Entry] = {}
    for line in told["lines"]:
        made[line["n"]] = _line(trajectory, line, by)
    for line in told["lines"]:  # what it is about may stand further on
        if line["about"] is not None:
            Entry.objects.filter(pk=made[line["n"]].pk).update(about=made[line["about"]])
    entry = writing.write(
        trajectory,
        writing.Words(Kind.CHANGE, f"{told['from']}: {told['said']}"[:WORDS], facet="came-from"),
        by=by,
        request=request,
    )
    granting.show_person(entry, by=by, request=request)
    log.note("guidance.received", trajectory, by=by, request=request)
    return trajectory


def _line(trajectory: Trajectory, line: dict[str, Any], by: User) -> Entry:
    words = writing.Words(line["kind"], line["words"], facet=line["facet"], on=line["on"])
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
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
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
            ended_on=told["ended_on"],
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
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
        ended=told["ended"],
        contract=told["contract"],
        contract_ends_on=told["contract_ends_on"],
        hours=Decimal(told["hours"]) if told["hours"] is not None else None,
        four_hours_on=told["four_hours_on"],
    )
    for on, cents in told["wages"]:
        Wage.objects.create(job=job, from_on=on, cents=cents)
