"""Does the website hold under a full room, and does it keep what it acknowledged?

    scripts/prove load [--people 200] [--staff 10] [--minutes 5] [--postgresql]
    scripts/prove kill [--rounds 50] [--postgresql]

``load``: so many participants with two seconds to think, half of what they do is placing a statement, and
staff who look at their pages. Asked: 95 of 100 answers within 300 ms, no error, and afterwards every
acknowledged placement in the database, once. ``kill``: the same participants, while the server is killed
(``kill -9``) again and again.

Exit 1 when an answer is no. With ``--record`` the figures go to benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PASSWORD = "een lang wachtwoord voor de proef"  # noqa: S105 - of invented people
THINKING = 2.0
LIMIT_MS = 300.0
PILES = 6


@dataclass
class Person:
    """A participant on a device: its cookie, the statements to place, and what was acknowledged."""

    pk: int
    cookie: str
    statements: list[int]
    piles: list[str] = field(default_factory=lambda: [str(uuid.uuid4()) for _ in range(PILES)])
    acknowledged: dict[int, str] = field(default_factory=dict)
    """Statement -> pile, of the last act that was answered."""
    unanswered: dict[int, set[str]] = field(default_factory=dict)
    """Statement -> piles of acts whose answer never came: they may or may not be there."""


@dataclass
class Measured:
    """How long each kind of request took, in milliseconds, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, ms: float) -> None:
        self.took.setdefault(kind, []).append(ms)

    def wrong(self, what: str) -> None:
        self.errors[what] += 1

    def percentile(self, share: float, kind: str | None = None) -> float:
        every = sorted(ms for name, own in self.took.items() if kind in {None, name} for ms in own)
        return every[min(len(every) - 1, int(share * len(every)))] if every else float("nan")


# --- the stage ---------------------------------------------------------------------------


def open_django(data: Path) -> None:
    os.environ["WERKWIJS_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "werkwijs.config.settings"
    import django

    django.setup()


def set_the_stage(people: int, staff: int) -> tuple[list[Person], list[tuple[str, str, list[str]]]]:
    """A study of 64 statements that people sort, its participants, and who runs it.

    Returns the people, and per member of staff address, secret of the second factor, and pages to look at.
    """
    from django.http import HttpResponse
    from django.urls import reverse
    from django.utils import timezone

    from werkwijs.accounts.models import Organisation
    from werkwijs.config import serving
    from werkwijs.participation import person as participating
    from werkwijs.participation.joining import join
    from werkwijs.participation.models import Consent
    from werkwijs.studies import opening
    from werkwijs.studies.models import Phase, Statement

    serving.prepare()
    organisation = Organisation.objects.create(name="De Linde (verzonnen)")
    facilitator, secret = _staff(organisation, 0)
    study = opening.from_example(organisation, by=facilitator, with_statements=True)
    for number, statement in enumerate(Statement.objects.filter(study=study), start=1):
        statement.number = number
        statement.save(update_fields=["number"])
    study.locked_at, study.phase, study.batch_size = timezone.now(), Phase.SORTING, None
    study.save(update_fields=["locked_at", "phase", "batch_size"])
    consent = study.consent_texts.order_by("version").last()
    if consent.published_at is None:
        consent.published_at = timezone.now()
        consent.save(update_fields=["published_at"])
    statements = list(Statement.objects.filter(study=study).values_list("pk", flat=True))
    groups = list(study.groups.all())
    here = []
    for i in range(people):
        participant = join(study, group=groups[i % len(groups)])
        Consent.objects.create(participant=participant, text=consent)
        answer = HttpResponse()
        participating.let_in(answer, participant, shared=False)
        cookie = "; ".join(f"{name}={m.value}" for name, m in answer.cookies.items())
        here.append(Person(participant.pk, cookie, statements))
    pages = [reverse("home:start"), reverse("studies:list")] + [
        reverse(name, args=[study.slug])
        for name in (
            "studies:study",
            "studies:statements",
            "taking_part:invite",
            "taking_part:reminders",
            "taking_part:monitor",
            "taking_part:worries",
        )
    ]
    members = [(facilitator, secret), *(_staff(organisation, i) for i in range(1, staff))]
    return here, [(member.email, key, pages) for member, key in members]


def _staff(organisation: Any, number: int) -> tuple[Any, str]:
    """Somebody who runs studies, and the secret of their second factor."""
    from werkwijs.accounts import founding
    from werkwijs.accounts.models import Role, User

    email = f"begeleider{number}@voorbeeld.example"
    secret = founding.demo_user(
        organisation,
        email=email,
        name=f"Begeleider {number} (verzonnen)",
        password=PASSWORD,
        roles=[Role.FACILITATOR],
    )
    return User.objects.get(email=email), secret


def sign_in(port: int, email: str, secret: str) -> str:
    """Sign in through the pages, with password and code; the cookies one has then."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
    from django.urls import reverse

    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    base = f"http://localhost:{port}"

    def send(address: str, **filled: str) -> str:
        page = browser.open(base + address).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        filled["csrfmiddlewaretoken"] = token[1] if token else ""
        sent = urllib.request.Request(  # noqa: S310
            base + address, urllib.parse.urlencode(filled).encode(), {"Referer": base + address}
        )
        return str(browser.open(sent).geturl())

    send(reverse("account_login"), login=email, password=PASSWORD)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    arrived = send(reverse("mfa_authenticate"), code=code)
    if "/account/" in arrived:
        raise SystemExit(f"{email} could not sign in: {arrived}")
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


# --- the room full of people -----------------------------------------------------------------


class Device:
    """Somebody's browser: one connection that is kept, opened anew when it breaks."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: str = "", **more: str) -> tuple[int, str]:
        """Send one request and read the whole answer.

        Raises
        ------
        OSError
            The connection broke, or nothing came within half a minute.
        """
        headers = {"Host": f"localhost:{self.port}", "Cookie": self.cookie, **more}
        content = body.encode()
        if content or method == "POST":
            headers["Content-Length"] = str(len(content))
        lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items()), "", ""]
        try:
            async with asyncio.timeout(30):
                if self.line is None:
                    self.line = await asyncio.open_connection("127.0.0.1", self.port)
                reader, writer = self.line
                writer.write("\r\n".join(lines).encode() + content)
                return await _answer(reader)
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            if self.line is not None:
                self.line[1].close()
                self.line = None
            raise OSError(type(error).__name__) from None


async def _answer(reader: asyncio.StreamReader) -> tuple[int, str]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = re.search(r"content-length: (\d+)", head)
    if length is None:
        raise ValueError("an answer of unknown length")
    return int(head.split(" ", 2)[1]), (await reader.readexactly(int(length[1]))).decode()


async def think(until: asyncio.Event, rng: random.Random) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(until.wait(), rng.uniform(0.5, 1.5) * THINKING)


async def take_part(
    person: Person, port: int, measured: Measured, until: asyncio.Event, *, killed: bool
) -> None:
    """Look, think, place; again and again, until told to stop."""
    from django.urls import reverse

    sort, give = reverse("participation:sort"), reverse("participation:give")
    rng = random.Random(person.pk)  # noqa: S311 - invented behaviour
    device = Device(port, person.cookie)
    token = ""
    await think(until, rng)
    while not until.is_set():
        writes = bool(token) and rng.random() < 0.5
        began = time.monotonic()
        act: dict[str, Any] = {}
        try:
            if writes:
                act = {
                    "key": str(uuid.uuid4()),
                    "kind": "place",
                    "at": int(time.time() * 1000),
                    "statements": [rng.choice(person.statements)],
                    "pile": rng.choice(person.piles),
                }
                status, said = await _deliver(device, give, act, token, until, killed=killed)
                _keep(person, act, status, said, measured)
            else:
                status, said = await device.ask("GET", sort)
                found = re.search(r'"token":\s*"(\w+)"|data-token="(\w+)"', said)
                token = next((g for g in found.groups() if g), token) if found else token
                if not found:
                    measured.wrong(f"page without token ({status})")
            if status != 200:
                measured.wrong(f"{'write' if writes else 'read'} {status}")
            measured.note("write" if writes else "read", 1000 * (time.monotonic() - began))
        except OSError as error:
            if act:
                person.unanswered.setdefault(act["statements"][0], set()).add(act["pile"])
            if not killed:
                measured.wrong(str(error))
        await think(until, rng)


async def _deliver(
    device: Device,
    give: str,
    act: dict[str, Any],
    token: str,
    until: asyncio.Event,
    *,
    killed: bool,
) -> tuple[int, str]:
    """Send an act; where the server may be dead, again and again with the same key, as a phone does."""
    headers = {
        "Content-Type": "application/json",
        "X-CSRFToken": token,
        "Accept": "application/json",
        "Cookie": f"{device.cookie}; formulier={token}",
        "Origin": f"http://localhost:{device.port}",
    }
    while True:
        try:
            return await device.ask("POST", give, json.dumps([act]), **headers)
        except OSError:
            if not killed or until.is_set():
                raise
            await asyncio.sleep(0.2)


def _keep(person: Person, act: dict[str, Any], status: int, said: str, measured: Measured) -> None:
    results = json.loads(said)["acts"] if status == 200 else []
    if results and results[0]["ok"]:
        person.acknowledged[act["statements"][0]] = act["pile"]
        person.unanswered.pop(act["statements"][0], None)
    else:
        measured.wrong(f"act refused: {results[0].get('problem') if results else status}")


async def look_on(
    cookie: str, pages: list[str], port: int, measured: Measured, until: asyncio.Event
) -> None:
    """Staff look at one page after another."""
    device = Device(port, cookie)
    rng = random.Random(cookie)  # noqa: S311
    while not until.is_set():
        page = rng.choice(pages)
        began = time.monotonic()
        try:
            status, _ = await device.ask("GET", page)
            measured.note("staff", 1000 * (time.monotonic() - began))
            if status != 200:
                measured.wrong(f"staff {status} {page}")
        except OSError as error:
            measured.wrong(f"staff {error}")
        await think(until, rng)


# --- is everything there? -----------------------------------------------------------------


def lost_or_doubled(people: list[Person]) -> tuple[int, int, int]:
    """Acknowledged placements; those that are not there as last acknowledged; those there more than once."""
    from werkwijs.participation.models import OnPile

    acknowledged = lost = doubled = 0
    for person in people:
        placed = Counter(
            OnPile.objects.filter(sitting__participant=person.pk).values_list(
                "statement", "pile__key"
            )
        )
        per_statement: dict[int, list[str]] = {}
        for (statement, pile), times in placed.items():
            per_statement.setdefault(statement, []).extend([str(pile)] * times)
        for statement, pile in person.acknowledged.items():
            acknowledged += 1
            found = per_statement.get(statement, [])
            allowed = {pile} | person.unanswered.get(statement, set())
            lost += not (set(found) & allowed)
        doubled += sum(len(found) > 1 for found in per_statement.values())
    return acknowledged, lost, doubled


# --- the server ------------------------------------------------------------------------------


@dataclass
class Server:
    data: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it; how many seconds until it answered."""
        began = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "werkwijs", "serve", "--port", str(self.port)],
            env=os.environ | {"WERKWIJS_DATA": str(self.data)},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        while time.monotonic() - began < 60:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(
                    f"http://localhost:{self.port}/health/", timeout=5
                ) as answer,
            ):
                if answer.status == 200:
                    return time.monotonic() - began
            time.sleep(0.05)
        raise SystemExit("The server did not start.")

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextlib.contextmanager
def stage(
    asked: argparse.Namespace,
) -> Iterator[tuple[Server, list[Person], list[tuple[str, list[str]]]]]:
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as opened:
        if asked.postgresql:
            sys.path.insert(0, str(ROOT))
            from tests.werkwijs import postgres

            os.environ["DATABASE_URL"] = opened.enter_context(postgres.cluster())
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        os.environ["WERKWIJS_URL"] = f"http://localhost:{port}"
        open_django(data)
        people, staff = set_the_stage(asked.people, asked.staff)
        server = Server(data, port)
        server.start()
        try:
            yield server, people, [(sign_in(port, who, key), pages) for who, key, pages in staff]
        finally:
            server.kill()


def run(
    server: Server,
    people: list[Person],
    staff: list[tuple[str, list[str]]],
    *,
    seconds: float = 0,
    kills: int = 0,
) -> Measured:
    return asyncio.run(_run(server, people, staff, seconds, kills))


async def _run(
    server: Server,
    people: list[Person],
    staff: list[tuple[str, list[str]]],
    seconds: float,
    kills: int,
) -> Measured:
    measured, until = Measured(), asyncio.Event()
    async with asyncio.TaskGroup() as crowd:
        for person in people:
            crowd.create_task(take_part(person, server.port, measured, until, killed=bool(kills)))
        for cookie, pages in [] if kills else staff:
            crowd.create_task(look_on(cookie, pages, server.port, measured, until))
        if kills:
            await _kill_often(server, kills)
        else:
            await asyncio.sleep(seconds)
        until.set()
    return measured


async def _kill_often(server: Server, kills: int) -> None:
    rng = random.Random(1)  # noqa: S311
    for done in range(1, kills + 1):
        await asyncio.sleep(rng.uniform(1.0, 3.0))
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        print(f"\r{done} of {kills} times killed", end="", file=sys.stderr, flush=True)
    await asyncio.sleep(3 * THINKING)
    print(file=sys.stderr)


def load(asked: argparse.Namespace) -> int:
    with stage(asked) as (server, people, staff):
        measured = run(server, people, staff, seconds=60 * asked.minutes)
        acknowledged, lost, doubled = lost_or_doubled(people)
    n = sum(map(len, measured.took.values()))
    p95 = measured.percentile(0.95)
    figures = {
        kind: f"{len(own)}, p50 {measured.percentile(0.5, kind):.0f}, "
        f"p95 {measured.percentile(0.95, kind):.0f}, p99 {measured.percentile(0.99, kind):.0f} ms"
        for kind, own in sorted(measured.took.items())
    }
    well = p95 <= LIMIT_MS and not measured.errors and not lost and not doubled
    said = (
        f"{asked.people} participants and {asked.staff} staff, {asked.minutes:g} minutes: "
        f"{n} requests, p95 {p95:.0f} ms, errors {dict(measured.errors) or 0}; "
        f"{acknowledged} placements acknowledged, {lost} lost, {doubled} doubled. "
        + "; ".join(f"{k}: {v}" for k, v in figures.items())
    )
    return tell("load", asked, said, well)


def kill(asked: argparse.Namespace) -> int:
    with stage(asked) as (server, people, staff):
        measured = run(server, people, staff, kills=asked.rounds)
        acknowledged, lost, doubled = lost_or_doubled(people)
    well = not lost and not doubled and not measured.errors
    said = (
        f"killed {asked.rounds} times under {asked.people} participants: "
        f"{acknowledged} placements acknowledged, {lost} lost, {doubled} doubled, "
        f"errors {dict(measured.errors) or 0}."
    )
    return tell("kill", asked, said, well)


def tell(proof: str, asked: argparse.Namespace, said: str, well: bool) -> int:
    kind = "PostgreSQL" if asked.postgresql else "SQLite"
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    line = f"* {proof}, {kind}, {date.today():%Y-%m-%d}, {machine}: {said}"
    print(line)
    print("It holds." if well else "It does not hold.")
    if asked.record:
        text = RESULTS.read_text()
        kept = [row for row in text.splitlines() if not row.startswith(f"* {proof}, {kind}, ")]
        if "## The website" not in text:
            kept += [
                "",
                "## The website",
                "",
                "`scripts/prove load` and `scripts/prove kill`; load and server share the cores.",
                "",
            ]
        RESULTS.write_text("\n".join([*kept, line]) + "\n")
    return 0 if well else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("proof", choices=("load", "kill"))
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--staff", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args()
    return load(asked) if asked.proof == "load" else kill(asked)


if __name__ == "__main__":
    sys.exit(main())
