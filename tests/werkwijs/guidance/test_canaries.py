"""A marker in every private field; every page of everybody else is read, and none is found.

Each party starts where it comes in and follows every link there is; then knocks on every address of the file,
searches for the markers, and breaks things. Answers are read with their headers: a file name can tell too.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from tests.architecture.access_files import names
from tests.architecture.test_access_table import PARAMETERS
from tests.werkwijs import entering

from werkwijs.accounts import notices
from werkwijs.audit.models import Line
from werkwijs.guidance import (
    agreeing,
    aiming,
    detention,
    drafting,
    granting,
    helping,
    hurrying,
    inviting,
    letting_in,
    placing,
    recording,
    starting,
    stepping,
    writing,
)
from werkwijs.guidance.models import Basis, HouseRules, Kind, Part
from werkwijs.guidance.starting import About
from werkwijs.guidance.writing import Words

pytestmark = pytest.mark.django_db
MOST_PAGES = 160
NAMED = re.compile(r"""(?:href|src|action|data-url|content)=["']([^"']+)["']""")
MARKS = {
    # what carries the marker: who may meet it
    "name": {"cora"},
    "reach": {"cora"},
    "called": {"cora", "mila", "bram", "els"},
    "intake": {"cora", "mila"},
    "profile": {"cora"},
    "goal": {"cora", "mila"},
    "evidence": {"cora", "mila"},
    "step": {"cora", "mila", "els"},
    "view": {"mila"},
    "talk": {"cora"},
    "card": {"cora"},
    "reflection": {"cora"},
    "need": {"cora", "mila", "bram"},
    "need-kept": {"cora", "mila"},
    "agreement": {"cora", "mila", "els"},
    "job": {"cora", "mila"},
    "at-work": {"cora", "mila", "bram"},
    "pause": {"cora", "mila"},
    "setback": {"cora", "mila"},
    "sign": {"cora", "mila"},
    "signal": {"cora", "mila", "els"},
    "help": {"cora", "mila"},
    "answer": {"cora", "mila"},
    "criminal": {"cora", "mila"},
    "agreed": {"cora", "mila"},
    "complaint": {"mila", "saar"},
    "draft": {"cora"},
    "asked": {"cora", "mila"},
    "back": {"cora", "mila"},
    "bram": {"cora", "mila", "bram"},
    "els": {"cora", "mila", "els"},
    "struck": set(),
    "before": {"cora"},
}


def mark(name: str) -> str:
    """A word there is nowhere else."""
    return (
        "kanarie"
        + "".join(chr(97 + (ord(c) * 7 + n * 3) % 26) for n, c in enumerate(name * 3))[:14]
    )


def test_every_marker_is_a_word_of_its_own():
    assert len({mark(name) for name in MARKS}) == len(MARKS)


@pytest.fixture
def file(organisation, cora, joost):
    """A file with a marker in every field that holds words."""
    HouseRules.objects.create(organisation=organisation, criminal=True)
    today = timezone.localdate()
    t = starting.start(
        organisation,
        About(mark("called"), mark("name"), mark("reach")),
        by=cora,
        on=today - timedelta(days=300),
    )
    mila = t.client

    def line(kind: str, name: str, facet: str = "", **facts: Any):
        return writing.write(t, Words(kind, mark(name), facet=facet, **facts), by=cora)

    granting.show_person(line(Kind.INTAKE, "intake", "wants"), by=cora)
    gap = line(Kind.PROFILE, "profile", "skills.person")
    goal = aiming.aim(t, mark("goal"), by=cora, gap=gap)
    aiming.show(goal, mark("evidence"), by=cora)
    step = stepping.plan(t, stepping.Planned("visit", mark("step")), by=cora)
    recording.note(t, recording.Noted("phone", "person", "yes", 5, mark("talk")), by=cora)
    line(Kind.REFLECTION, "reflection", only_author=True)
    line(Kind.CARD, "card", "3")
    employer = inviting.employer(organisation, "Bakkerij De Korst", "Linde")
    job = placing.place(
        t, placing.Placed(employer, "paid", today - timedelta(days=90), mark("job")), by=cora
    )
    bram = _comes(
        t, inviting.Asked(Part.EMPLOYER, mark("bram"), "06 1", employer=employer, job=job), cora
    )
    els = _comes(t, inviting.Asked(Part.FAMILY, mark("els"), "06 2"), cora)
    consent = agreeing.ask(bram, [Kind.NEED], asked=mark("asked"), by=cora)
    agreeing.give(consent, back=mark("back"), by=cora)
    granting.share(
        placing.need(t, mark("need"), by=cora, job=job), bram, basis=Basis.CONSENT, by=cora
    )
    placing.need(t, mark("need-kept"), by=cora, job=job)
    granting.share(placing.agree(t, mark("agreement"), by=cora), els, basis=Basis.TASK, by=cora)
    granting.share(step.entry, els, basis=Basis.TASK, by=cora)
    granting.show_person(placing.changed_at_work(job, "boss", mark("at-work"), by=bram), by=bram)
    placing.setback(t, mark("setback"), by=cora)
    granting.show_person(line(Kind.SIGN, "sign", "red.helps"), by=cora)
    told = writing.write(t, Words(Kind.SIGNAL, mark("signal")), by=els)
    granting.tell_coach(told, by=els)
    granting.show_person(told, by=els)
    writing.write(t, Words(Kind.VIEW, mark("view"), facet="bad", about=step.entry), by=mila)
    writing.write(t, Words(Kind.COMPLAINT, mark("complaint")), by=mila)
    helping.ask(t, mark("help"), by=mila)
    helping.answer(t, mark("answer"), by=cora)
    detention.write(t, mark("criminal"), agreed=mark("agreed"), by=cora)
    drafting.keep(t, recording.TALK_FORM, {"text": mark("draft")}, by=cora)
    writing.strike(line(Kind.TALK, "struck"), by=cora)
    changed = line(Kind.NEED, "before")
    writing.change(changed, "Nu anders.", seen=1, by=cora)
    starting.pause(t, mark("pause"), by=cora)
    letting_in.give_card(mila, "cat", by=cora)
    hurrying.open_file(
        starting.start(organisation, About("Noor"), by=cora),
        "Staat voor een dichte deur.",
        by=joost,
    )
    return t, bram, els


def _comes(trajectory, asked, by):
    member = inviting.ask_along(trajectory, asked, by=by)
    inviting.accept(member)
    member.refresh_from_db()
    return member


@pytest.fixture
def parties(file, phone_of, ana, dewi, cora, joost, saar, otto, organisation):
    t, bram, els = file
    notices.see(cora)  # of the emergency; else no other page opens
    noor = starting.start(organisation, About("Noor"), by=joost)
    aunt = _comes(noor, inviting.Asked(Part.FAMILY, "Tante", "06 9"), joost)
    staff = {
        "ana": ana, "dewi": dewi, "cora": cora, "joost": joost,
        "saar": saar, "otto": otto,
    }  # fmt: skip
    return {
        "nobody": Browser(),
        **{name: entering.sign_in(Browser(), user) for name, user in staff.items()},
        "mila": phone_of(t.client),
        "bram": phone_of(bram),
        "els": phone_of(els),
        "noor": phone_of(noor.client),
        "aunt": phone_of(aunt),
    }


def everything(browser: Browser, file) -> Iterator[str]:
    """Each answer somebody can get, with its headers: by links, by knocking, by searching, by breaking."""
    start = ["/", "/begeleiding/", "/begeleiding/team/", "/mijn/", "/betrokken/", "/logboek/",
             "/api/v1/", "/api/v1/openapi.json", "/begeleiding/agenda.ics", "/account/"]  # fmt: skip
    waiting, seen = [*start, *_knocking(file)], set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen or "uitloggen" in path or path.startswith("/static/"):
            continue
        seen.add(path)
        answer = browser.get(path)
        told = _told(answer)
        yield told
        if answer.status_code in (301, 302, 303):
            waiting.insert(0, urlsplit(answer.url).path)
        if "html" in answer.headers.get("Content-Type", ""):
            waiting += [
                urljoin(path, unescape(link)).split("#")[0]
                for link in NAMED.findall(told)
                if urljoin(path, link).startswith("/")
            ]
    for path in ("/begeleiding/mensen/", f"/begeleiding/{file[0].code}/regels/"):
        for word in ("kanarie", mark("talk")):
            yield _told(browser.get(path, {"zoek": word})).replace(mark("talk"), "", 3)
    yield _told(browser.post("/begeleiding/", {"x": "\x00"}))
    yield _told(browser.get("/begeleiding/%00/"))


def _knocking(file) -> list[str]:
    """Every address of the file, whoever it is for."""
    t, bram, _ = file
    facts = {
        "code": t.code, "number": bram.pk, "kind": "behoefte", "link": "nietwaar",
        "user": t.members.get(part="coach").user_id, "organisation": t.organisation_id,
    }  # fmt: skip
    found = []
    for name in names():
        wanted = PARAMETERS[name]
        found.append(reverse(name, kwargs={key: facts[key] for key in wanted}))
    numbers = [*t.entries.values_list("pk", flat=True)]
    found += [reverse("guidance:line", args=[t.code, n]) for n in numbers]
    found += [reverse("mine:step", args=[t.code, n]) for n in numbers[:8]]
    return found


def _told(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace") + "\n" + "\n".join(f"{k}: {v}" for k, v in answer.items())


INSIDE = ("cora", "mila", "bram", "els", "saar")
"""Parties whose crawl must find all that is theirs: else it finds nothing wrong because it finds nothing."""


@pytest.mark.parametrize(
    "party",
    [*INSIDE, "nobody", "ana", "dewi", "joost", "otto", "noor", "aunt"],
)
def test_nobody_meets_a_marker_that_is_not_for_them(party, parties, file, caplog):
    caplog.set_level(logging.DEBUG, logger="django.request")
    seen = "".join(everything(parties[party], file))

    found = {name for name in MARKS if mark(name) in seen}

    theirs = {name for name, who in MARKS.items() if party in who}
    assert found - theirs == set()
    if party in INSIDE:
        assert found == theirs
    assert "kanarie" not in caplog.text
    assert not any("kanarie" in f"{letter.subject}{letter.body}" for letter in mail.outbox)


def test_nothing_of_a_file_can_be_read_in_the_database_or_the_log(file):
    told = [
        str(value)
        for model in apps.get_app_config("guidance").get_models()
        for row in model.objects.values()
        for value in row.values()
    ]
    assert len(told) > 500
    assert not any("kanarie" in value for value in told)
    assert not any("kanarie" in str(row) for row in Line.objects.values())
