"""Do the learners' pages hold when a whole organisation learns at once?

    scripts/prove learning [--people 200] [--minutes 2] [--postgresql] [--record]

So many learners with five seconds to think: they open a lesson, do a part and their place is kept, and
now and then they look at their own page; trainers look at a group of two thousand. Asked: 95 of 100 answers
within 300 ms, no error, and afterwards every acknowledged part is there. 200 on SQLite, 500 on PostgreSQL.

Exit 1 when an answer is no. With ``--record`` the figures go to benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import socket
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import website as proofs

THINKING = 5.0
LARGE = 2_000


@dataclass
class Learner:
    """Somebody on a phone, and what was acknowledged."""

    pk: int
    home: str
    lesson: str
    parts: list[int]
    done: set[int] = field(default_factory=set)
    acknowledged: set[int] = field(default_factory=set)


def set_the_stage(people: int) -> tuple[list[Learner], list[tuple[str, str, list[str]]]]:
    """A course of our own example, a group that learns, and one of two thousand that is looked at."""
    from django.urls import reverse

    from werkwijs.accounts.models import Organisation, User
    from werkwijs.config import serving
    from werkwijs.training import freezing, joining, making, rooming
    from werkwijs.training.models import Group, Route

    serving.prepare()
    organisation = Organisation.objects.create(name="De Linde (verzonnen)")
    trainer, secret = proofs._staff(organisation, 0)
    user = User.objects.get(pk=trainer.pk)
    course = making.begin(organisation, title="Rustig beginnen", edition=None, by=user)
    for n in range(1, 7):
        lesson = making.add_lesson(course, title=f"Les {n}")
        for part in range(12):
            making.add_block(lesson, kind="text", content={"text": f"Stukje {part}. " * 30})
        question = {
            "kind": "choice",
            "prompt": "Wat doe je eerst?",
            "options": [
                {"text": "Luisteren", "right": True, "feedback": "Ja."},
                {"text": "Praten", "right": False, "feedback": "Later."},
            ],
            "feedback": "Wie luistert, hoort wat er speelt.",
        }
        making.add_block(lesson, kind="question", content={"question": question})
    version = freezing.freeze(course, by=user)
    groups = [
        Group.objects.create(
            organisation=organisation,
            version=version,
            route=Route.JOB_COACH,
            name=name,
            trainer=user,
            code=code,
        )
        for name, code in (("Groep", "proef234"), ("Grote groep", "groot234"))
    ]
    joining.invite(groups[1], LARGE, by=user)
    here = []
    lessons = rooming.course_of(groups[0]).lessons
    for person in joining.invite(groups[0], people, by=user):
        link = joining.link(person)
        lesson = lessons[person.number % len(lessons)]
        here.append(
            Learner(
                person.pk,
                reverse("learning:home", args=[link]),
                reverse("learning:lesson", args=[link, lesson.number]),
                [block.number for block in lesson.blocks],
            )
        )
    pages = [reverse("giving:group", args=[group.code]) for group in groups]
    return here, [(user.email, secret, [*pages, reverse("giving:list")])]


async def learn(
    person: Learner, port: int, measured: proofs.Measured, until: asyncio.Event
) -> None:
    """Open the lesson, do a part, be kept; again and again, until told to stop."""
    from coursepack import state as states

    rng = random.Random(person.pk)  # noqa: S311 - invented behaviour
    device = proofs.Device(port, "")
    await think(until, rng)
    save = token = ""
    while not until.is_set():
        kind = "save" if save and rng.random() < 0.6 else "home" if rng.random() < 0.3 else "lesson"
        began = time.monotonic()
        try:
            if kind == "save":
                part = rng.choice(person.parts)
                person.done.add(part)
                state = states.State(at=part, done=frozenset(person.done), seconds={1: 60})
                status, _ = await device.ask(
                    "POST",
                    save,
                    json.dumps({"state": states.write(state)}),
                    **{
                        "Content-Type": "application/json",
                        "X-CSRFToken": token,
                        "Cookie": f"formulier={token}",
                        "Origin": f"http://localhost:{port}",
                    },
                )
                if status == 200:
                    person.acknowledged |= person.done
            else:
                status, said = await device.ask(
                    "GET", person.home if kind == "home" else person.lesson
                )
                if kind == "lesson":
                    save, token = _where(said, measured)
            measured.note(kind, 1000 * (time.monotonic() - began))
            if status != 200:
                measured.wrong(f"{kind} {status}")
        except OSError as error:
            measured.wrong(f"{kind} {error}")
        await think(until, rng)


def _where(page: str, measured: proofs.Measured) -> tuple[str, str]:
    """Where the place is kept, and the token for it."""
    save = re.search(r'data-save="([^"]+)"', page)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"|data-token="(\w+)"', page)
    if save is None or token is None:
        measured.wrong("a lesson that cannot be kept")
        return "", ""
    return save[1], next(found for found in token.groups() if found)


async def think(until: asyncio.Event, rng: random.Random) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(until.wait(), rng.uniform(0.5, 1.5) * THINKING)


def lost(people: list[Learner]) -> int:
    """Parts that were acknowledged and are not there."""
    from werkwijs.training import progressing
    from werkwijs.training.models import Learner as Row

    rows = {row.pk: progressing.state_of(row).done for row in Row.objects.all()}
    return sum(len(person.acknowledged - rows[person.pk]) for person in people)


async def _run(
    port: int, people: list[Learner], staff: list[tuple[str, list[str]]], seconds: float
) -> proofs.Measured:
    measured, until = proofs.Measured(), asyncio.Event()
    async with asyncio.TaskGroup() as crowd:
        for person in people:
            crowd.create_task(learn(person, port, measured, until))
        for cookie, pages in staff:
            crowd.create_task(proofs.look_on(cookie, pages, port, measured, until))
        await asyncio.sleep(seconds)
        until.set()
    return measured


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args()
    asked.people = asked.people or (500 if asked.postgresql else 200)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as opened:
        if asked.postgresql:
            sys.path.insert(0, str(proofs.ROOT))
            from tests.werkwijs import postgres

            os.environ["DATABASE_URL"] = opened.enter_context(postgres.cluster())
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        os.environ["WERKWIJS_URL"] = f"http://localhost:{port}"
        proofs.open_django(data)
        people, staff = set_the_stage(asked.people)
        server = proofs.Server(data, port)
        server.start()
        try:
            looking: list[Any] = [
                (proofs.sign_in(port, who, key), pages) for who, key, pages in staff
            ]
            measured = asyncio.run(_run(port, people, looking, 60 * asked.minutes))
        finally:
            server.kill()
        gone = lost(people)
    n = sum(map(len, measured.took.values()))
    learners = sorted(ms for kind, own in measured.took.items() if kind != "staff" for ms in own)
    p95 = learners[int(0.95 * len(learners))] if learners else float("nan")
    figures = "; ".join(
        f"{kind}: {len(own)}, p50 {measured.percentile(0.5, kind):.0f}, "
        f"p95 {measured.percentile(0.95, kind):.0f} ms"
        for kind, own in sorted(measured.took.items())
    )
    parts = sum(len(person.acknowledged) for person in people)
    said = (
        f"{asked.people} learners with five seconds to think, {asked.minutes:g} minutes: {n} requests, "
        f"learners' p95 {p95:.0f} ms, errors {dict(measured.errors) or 0}; {parts} parts acknowledged, "
        f"{gone} lost. {figures}"
    )
    well = p95 <= proofs.LIMIT_MS and not measured.errors and not gone
    return proofs.tell("learning", asked, said, well)


if __name__ == "__main__":
    sys.exit(main())
