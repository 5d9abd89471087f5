"""Junk in every field of every form about guiding people: plain words come back, and never a broken page.

Each form of each page is sent as it stands, with one field at a time holding what no form would hold. What a
post did is undone before the next one. Everybody is invented.
"""

from __future__ import annotations

import json
import os
import uuid
from html.parser import HTMLParser
from itertools import cycle
from typing import Any
from urllib.parse import urljoin

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse
from tests.architecture.access_files import CAST, rows
from tests.architecture.test_access_files import stage  # noqa: F401
from tests.architecture.test_access_table import PARAMETERS
from tests.werkwijs import entering

from werkwijs.guidance import aiming, receiving, release, starting, stepping, writing
from werkwijs.guidance.models import Entry, HouseRules, Kind, Share, Talk, Trajectory
from werkwijs.lib.impossible import Impossible
from werkwijs.sharing.device import COOKIE

pytestmark = pytest.mark.django_db
JUNK = (
    "",
    "\x00",
    "9" * 5_000,
    "-1",
    "1e400",
    "NaN",
    "x" * 60_000,
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "²",
    "\u202e\u2066<script>alert(1)</script>",
    "' OR 1=1 --",
    "green." + "x" * 90,
    ["1", "2", "3", "4"],
    "😀" * 200,
)
EACH = int(os.environ.get("WERKWIJS_JUNK", "1"))
"""Sorts of junk in each field, in turn; the page in the other language gets others. Sixteen are all."""
PLAIN = {200, 302, 400, 404, 409, 413, 422}


class Forms(HTMLParser):
    """Forms of a page: where they go, and what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, list[str]]]] = []
        self.fields: dict[str, list[str]] | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.fields = {} if told.get("method", "get").lower() == "post" else None
            if self.fields is not None:
                self.found.append((told.get("action", ""), self.fields))
        name, sort = told.get("name", ""), told.get("type", "")
        if self.fields is None or name == "csrfmiddlewaretoken":
            return
        if tag == "textarea" and name:
            self.fields[name] = ["Een paar woorden."]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            if self.select not in self.fields or "selected" in told:
                self.fields[self.select] = [told.get("value", "")]
        elif tag == "button" and name:
            self.fields.setdefault(name, [told.get("value", "")])
        elif tag == "input" and name:
            checked = "checked" in told or name not in self.fields
            if sort != "radio" or checked:
                self.fields[name] = [told.get("value", "") or "Iets"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        if tag == "form":
            self.fields = None


def forms_of(body: str) -> list[tuple[str, dict[str, list[str]]]]:
    reader = Forms()
    reader.feed(body)
    return reader.found


def addresses(things: dict[str, Any], who: str) -> list[str]:
    """Those that open for one of the cast."""
    return [
        reverse(name, kwargs={p: things[about.get(p, "way")] for p in PARAMETERS[name]})
        for name, expected, about in rows()
        if expected[CAST.index(who)] == "o" and not name.startswith(("mine:leave", "around:leave"))
    ]


class Undone(Exception):
    """A post has been looked at enough."""


def undone(device: Browser, address: str, **sent: Any) -> Any:
    """What a post is answered with; what it did is undone."""
    cache.clear()
    kept = dict(device.cookies)
    try:
        with transaction.atomic():
            answer = device.post(address, **sent)
            raise Undone
    except Undone:
        device.cookies.clear()
        device.cookies.update(kept)
        return answer


def wrong(device: Browser, address: str, what: str, **sent: Any) -> list[str]:
    """What is not plain about an answer."""
    try:
        answer = undone(device, address, **sent)
    except Exception as fault:
        return [f"{address} {what}: {type(fault).__name__} {str(fault)[:120]}"]
    if answer.status_code not in PLAIN:
        return [f"{address} {what}: {answer.status_code}"]
    if b"<script>alert" in answer.content:
        return [f"{address} {what}: a script came through"]
    return []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("who", ["cora", "saar", "mila", "bram", "els"])
def test_junk_in_every_field_is_answered_in_plain_words(stage, organisation, who, language):  # noqa: F811
    HouseRules.objects.create(organisation=organisation, criminal=True)
    things, devices = stage
    device = devices[who]
    device.cookies["django_language"] = language
    junk = cycle(JUNK if language == "nl" else JUNK[::-1])
    found, sent = [], 0
    for page in addresses(things, who):
        answer = device.get(page)
        if "html" not in answer.headers.get("Content-Type", ""):
            continue
        for action, fields in forms_of(answer.content.decode()):
            for name in fields:
                for value in (next(junk) for _ in range(EACH)):
                    data = fields | {name: value if isinstance(value, list) else [value]}
                    told = f"{name}={str(value)[:20]!r}"
                    found += wrong(device, urljoin(page, action), told, data=data)
                    sent += 1
    assert sent > 10
    assert not found, "\n".join(found)


# --- what was found, by name --------------------------------------------------------------------


@pytest.fixture
def desk(cora) -> Browser:
    return entering.sign_in(Browser(), cora)


def test_a_key_of_another_file_opens_nothing(trajectory, organisation, joost, cora):
    """A key known from a file one guided: nothing of that file is shown, shared or written to."""
    other = starting.start(organisation, starting.About("Noor"), by=joost)
    key = uuid.uuid4()
    line = writing.write(trajectory, writing.Words(Kind.NEED, "Van Mila."), by=cora, key=key)

    acts = (
        lambda: writing.write(other, writing.Words(Kind.NEED, "Iets."), by=joost, key=key),
        lambda: aiming.aim(other, "Doel", by=joost, key=key),
        lambda: stepping.plan(other, stepping.Planned("visit", "Kijken"), by=joost, key=key),
        lambda: writing.write(trajectory, writing.Words(Kind.GOAL, "Doel"), by=cora, key=key),
        lambda: aiming.aim(trajectory, "Doel", by=cora, key=key),
        lambda: writing.write(
            trajectory, writing.Words(Kind.INTAKE, "Iets."), by=trajectory.client, key=key
        ),
    )
    for act in acts:
        with pytest.raises(Impossible, match="sent_before"):
            act()
    assert list(Entry.objects.all()) == [line]
    assert not Share.objects.exists()
    same = writing.write(trajectory, writing.Words(Kind.NEED, "Van Mila."), by=cora, key=key)
    assert same == line


def test_it_does_not_go_well_is_never_taken_for_something_sent_before(trajectory, phone_of):
    key = str(uuid.uuid4())
    phone = phone_of(trajectory.client)
    own = reverse("mine:own_words", args=[trajectory.code])
    phone.post(own, {"words": "Ik hou van brood.", "facet": "wants", "key": key})

    answer = phone.post(
        reverse("mine:not_well", args=[trajectory.code]), {"words": "Help.", "key": key}
    )

    assert not Entry.objects.filter(kind=Kind.HELP).exists()
    assert "Open de pagina opnieuw" in answer.content.decode()


def test_a_day_that_is_no_day_shares_nothing_for_ever(trajectory, els, cora, desk):
    line = writing.write(trajectory, writing.Words(Kind.AGREEMENT, "Om negen uur."), by=cora)
    page = reverse("guidance:line", args=[trajectory.code, line.pk])
    sent = {"act": "share", "reader": els.pk, "basis": "task", "until": "31-12-2026"}

    answer = desk.post(page, sent, follow=True)

    assert "Dat is geen dag" in answer.content.decode()
    assert not Share.objects.filter(reader=els).exists()
    page = reverse("guidance:member", args=[trajectory.code, els.pk])
    answer = desk.post(page, {"act": "until", "until": "morgen"}, follow=True)
    assert "Dat is geen dag" in answer.content.decode()


def test_a_number_of_five_thousand_digits_is_no_number(trajectory, job, saar, organisation, desk):
    many = "9" * 5_000
    line = job.entry_id
    page = reverse("guidance:line", args=[trajectory.code, line])
    assert desk.post(page, {"act": "share", "reader": many}).status_code == 404
    assert desk.post(page, {"act": "unshare", "share": many}).status_code == 302
    sent = {"act": "change", "text": "Anders", "seen": many}
    assert desk.post(page, sent).status_code == 409
    page = reverse("guidance:at_work", args=[trajectory.code, "behoefte"])
    assert desk.get(page, {"werk": many[:4_000]}).status_code == 200
    assert desk.post(page, {"job": many, "text": "Rust."}).status_code == 302
    lead = entering.sign_in(Browser(), saar)
    page = reverse("guidance:rules", args=[organisation.pk])
    assert lead.post(page, {"kept_years": many}).status_code == 302
    assert not HouseRules.objects.exists()


@pytest.mark.parametrize("code", ["é", "ÀÁÂ", "²", "ＡＢ", "日本", "", "\x00", "../../x"])
def test_a_code_nobody_has_opens_nothing_in_an_emergency(joost, code):
    desk = entering.sign_in(Browser(), joost)

    answer = desk.post(reverse("guidance:find_file"), {"code": code}, follow=True)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[" * 60_000,
        '{"key": 1}',
        "[1]",
        '["x"]',
        "[[]]",
        '[{"key": "x"}]',
        '[{"fields": {}}]',
        "\\ud800",
        "[" + "1," * 40_000 + "1]",
    ],
)
def test_a_queue_that_is_no_queue_is_unclear(trajectory, desk, body):
    page = reverse("guidance:received", args=[trajectory.code])
    mark = desk.get(page).json()["for"]

    answer = desk.post(
        page, body, content_type="application/json", headers={"X-Werkwijs-For": mark}
    )

    assert answer.status_code == 400
    assert answer.json()["problem"] == "unclear"


@pytest.mark.parametrize(
    "fields",
    [
        None,
        [],
        "x",
        {"whom": None},
        {"whom": {"a": 1}, "how": ["phone", "phone"]},
        {"minutes": 1e300},
        {"minutes": "9" * 5_000},
        {"text": "\ud800"},
        {"on": "9999-12-31"},
        {"next_on": "9999-12-31"},
        {"goal": "-1"},
        {"handles": [1, 2, 3, 4]},
        {"card": 10**40},
        {"csrfmiddlewaretoken": "x", "key": "y"},
    ],
)
def test_a_note_in_the_queue_that_cannot_be_is_told_and_others_are_kept(trajectory, desk, fields):
    page = reverse("guidance:received", args=[trajectory.code])
    mark = desk.get(page).json()["for"]
    usual = {"whom": "person", "how": "phone", "reached": "yes", "minutes": "5"}
    given = {**usual, **fields} if isinstance(fields, dict) else fields
    acts = [
        {"key": str(uuid.uuid4()), "fields": given},
        {"key": str(uuid.uuid4()), "fields": usual},
    ]

    answer = desk.post(
        page,
        json.dumps(acts),
        content_type="application/json",
        headers={"X-Werkwijs-For": mark},
    )

    assert answer.status_code == 200
    first, second = answer.json()["acts"]
    assert first["ok"] or first["text"]
    assert second["ok"]
    assert Talk.objects.count() == 1 + first["ok"]


def test_beginning_again_twice_begins_once(trajectory, cora, desk):
    starting.close(trajectory, ended="works", why="Klaar.", by=cora)
    for _ in range(2):
        desk.post(reverse("guidance:again", args=[trajectory.code]))

    assert Trajectory.objects.filter(follows=trajectory).count() == 1


def test_a_line_of_the_plan_has_a_place_on_the_page(trajectory, phone_of):
    visitor = release.who(phone_of(trajectory.client).cookies[COOKIE].value)
    assert visitor is not None
    for facet in ("green", "green.nothing", "green." + "x" * 90, "blue.notice", ""):
        with pytest.raises(Impossible, match="no_such_choice"):
            receiving.say(visitor, trajectory.code, "sign", "Iets.", facet=facet)
    assert receiving.say(visitor, trajectory.code, "sign", "Iets.", facet="green.helps")
