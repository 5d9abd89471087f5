"""In every form: the number of something of another organisation, in place of one's own. It is never taken.

Each row of the other organisation has one and the same number, which nothing of ours has: whatever of ours
points at that number afterwards was taken, and its words stand on no page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import lxml.html
import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction
from django.test import Client
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from tests.architecture.access import THINGS, USUALLY, Row, Stage, rows
from tests.architecture.test_access_table import (
    PARAMETERS,
    Undone,
    stage,  # noqa: F401 - the fixture
)

from werkwijs.accounts.models import Organisation, User
from werkwijs.analysis.models import ConceptMap, Decision, Publication
from werkwijs.cards.models import Card, Edition, Reader, Remark, Text
from werkwijs.participation.models import Idea, JoinCode, Participant, Worry
from werkwijs.studies.models import Group, Phase, Scale, Statement, Study
from werkwijs.training.models import Course, CourseFile, HandIn, Learner, Lesson, Meeting, Version
from werkwijs.training.models import Group as LearningGroup

THEIRS = 9001
SECRET = "Vreemde woorden"
ROOMS = ("studies", "taking_part", "analysis", "cards", "editions", "training", "giving", "folder")
LOOKS = ("ana", "tess")
FIELDS_AT_LEAST = 35
ELSEWHERE = (reverse_lazy("account_logout"), reverse_lazy("design:language"))
"""Forms on every page, that are about no row."""


@pytest.fixture
def theirs(stage: Stage, elsewhere: Organisation) -> Stage:  # noqa: F811 - the fixture
    """One of everything, of the other organisation; of ours what forms ask to choose from."""
    Idea.objects.create(participant=stage.participant, text="je genoeg slaapt")
    HandIn.objects.create(learner=learner_of(stage), block=1, text="Ik belde.")
    own = {"organisation": stage.organisation, "number": 1, "title": "Eigen", "content": "{}"}
    Edition.objects.create(**own, code="eigen")
    Organisation.objects.filter(pk=elsewhere.pk).update(name=f"{SECRET} BV")
    study = _make(Study, organisation=elsewhere, slug="vreemd", title=SECRET, phase=Phase.SORTING)
    _make(Group, study=study, key="vreemd", name=SECRET)
    _make(Scale, study=study, key="vreemd", question=SECRET)
    _make(Statement, study=study, number=THEIRS, text=SECRET)
    person = _make(Participant, study=study, number=THEIRS)
    _make(Idea, participant=person, text=SECRET)
    _make(Worry, participant=person, study=study, text=SECRET)
    until = timezone.now() + timezone.timedelta(days=1)
    links = {"stored_link": "a", "stored_spoken": "b", "expires_at": until}
    _make(JoinCode, study=study, salt="x", **links)
    drawn = _make(ConceptMap, study=study, number=THEIRS)
    _make(Decision, concept_map=drawn, kind="clusters", data={"clusters": 2}, reason=SECRET)
    ready = {"state": "ready", "content": "{}", "remark": SECRET}
    published = _make(Publication, concept_map=drawn, number=THEIRS, language="nl", **ready)
    card = _make(Card, study=study, publication=published, number=THEIRS, theme=SECRET)
    text = _make(Text, card=card, audience="employer", title=SECRET)
    reader = _make(Reader, study=study, number=THEIRS, stored_link="c", until=until)
    _make(Remark, text=text, reader=reader, words=SECRET)
    _make(Edition, organisation=elsewhere, number=1, title=SECRET, content="{}", code="vreemd")
    course = _make(Course, organisation=elsewhere, code="WW-VREEMD", title=SECRET)
    _make(Lesson, course=course, number=THEIRS, title=SECRET)
    _make(CourseFile, course=course, kind="image", file="vreemd.png", shown_as=SECRET, digest="d")
    version = _make(Version, organisation=elsewhere, course=course, number=THEIRS, content="{}")
    facts = {"organisation": elsewhere, "version": version, "route": "employer", "name": SECRET}
    group = _make(LearningGroup, **facts, code="vreemd")
    learner = _make(Learner, group=group, number=THEIRS, salt="x", stored_link="e")
    _make(HandIn, learner=learner, block=1, text=SECRET)
    _make(Meeting, group=group, at=until, minutes=60, place=SECRET)
    return stage


def learner_of(stage: Stage) -> Learner:  # noqa: F811
    group = THINGS["learning_group"](stage)
    return LearningGroup.objects.get(code=group).learners.get(number=THINGS["a_learner"](stage))  # type: ignore[no-any-return]


def _make(model: type[models.Model], **facts: Any) -> Any:
    return model._default_manager.create(pk=THEIRS, **facts)


def as_they_are() -> dict[str, Any]:
    """Everything of theirs, to the last fact."""
    rooms = [model for model in apps.get_models() if model.__module__.startswith("werkwijs")]
    numbered = [m for m in rooms if isinstance(m._meta.pk, models.BigAutoField)]
    return {m.__name__: list(m._default_manager.filter(pk=THEIRS).values()) for m in numbered}


def taken(before: dict[str, Any]) -> list[str]:
    """What of ours points at something of theirs, and what of theirs is another now."""
    now = as_they_are()
    found = [f"{name} was changed" for name, rows in before.items() if now[name] != rows]
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            aim = field.related_model
            if isinstance(aim, str) or aim is None or not model.__module__.startswith("werkwijs"):
                continue
            if issubclass(aim, User) or not isinstance(aim._meta.pk, models.BigAutoField):
                continue
            ours = model._default_manager.filter(**{field.attname: THEIRS}).exclude(pk=THEIRS)
            found += [f"{model.__name__}.{field.name}" for _ in ours[:1]]
    return found


def swaps(form: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name of a field, and all that is sent, with their number in that field."""
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    for control in form.inputs:
        if getattr(control, "type", "") in ("text", None) or control.tag == "textarea":
            sent[control.name] = [value or "Iets" for value in sent.get(control.name, [""])]
    numbered = {
        control.name
        for control in form.inputs
        for value in _values(control)
        if control.name and (value or "").isdecimal()
    }
    for name in sorted(numbered):
        yield name, sent | {name: [str(THEIRS)]}


def _values(control: Any) -> list[str]:
    if control.tag == "select":
        return list(control.value_options)
    return [control.get("value", "")]


BY_HAND = [
    Row("studies:begin_so", "", {"how": "kopie"}),
    *(Row(name, "", {}) for name in ("taking_part:bench_merge", "cards:readers", "cards:new")),
    Row("taking_part:strips", "", {}),
    Row("analysis:take_back", "", {"number": "concept_map"}),
    Row("cards:card", "", {"number": "card"}),
    Row("cards:settle", "", {"remark": "remark"}),
    *(Row(f"giving:{name}", "", {"code": "learning_group"}) for name in ("tasks", "along")),
    Row("giving:new", "", {}),
    Row("training:new", "", {}),
    Row("training:edition", "", {"code": "course"}),
    Row("training:block", "", {"code": "course"}),
    Row("training:new_block", "", {"code": "course", "kind": "image"}),
    Row("classroom:remote", "", {"code": "learning_group"}),
]
"""Pages on which a form asks for more than is there; what they ask stands in ``ASKED``."""
NUMBERS = (
    *("copied", "group", "idea", "statement", "reader", "map", "decision", "about", "edition"),
    *("version", "organisation", "to_lesson", "picture_kept", "file_kept", "number", "s"),
)
WORDS = ("title", "title_of_course", "group_name", "text", "reply", "alt", "theme", "answer")
CHOICES = {"route": "employer", "routes": "employer", "for": "employer", "language": "nl"}
ASKED = (
    dict.fromkeys(NUMBERS, str(THEIRS))
    | dict.fromkeys(WORDS, "Iets")
    | CHOICES
    | {"who": "all", "kind": "result"}
)
ACTS = ("redraw", "stop", "put", "start", "there")
OURS = [row for row in rows() if row.name.split(":")[0] in ROOMS]


@pytest.mark.django_db
def test_nothing_of_another_organisation_is_taken(theirs: Stage):
    tried, wrong, before = set(), [], as_they_are()
    for row in OURS:
        for who in LOOKS:
            device: Client = theirs.knockers[who]  # type: ignore[attr-defined]
            try:
                with transaction.atomic():
                    for name, told in _attack(theirs, row, device):
                        tried.add((row.name, name))
                        wrong += [f"{row.name} {name}: {one}" for one in told]
                    wrong += [f"{row.name}: {one}" for one in taken(before)]
                    raise Undone
            except Undone:
                cache.clear()
    for row in BY_HAND:
        for who in LOOKS:
            device = theirs.knockers[who]  # type: ignore[attr-defined]
            try:
                with transaction.atomic():
                    wrong += [f"{row.name}: {one}" for one in _asked(theirs, row, device)]
                    wrong += [f"{row.name}: {one}" for one in taken(before)]
                    raise Undone
            except Undone:
                cache.clear()
    assert not wrong
    assert len(tried) >= FIELDS_AT_LEAST, sorted(tried)


def _address(stage: Stage, row: Row) -> str:  # noqa: F811
    """Of ours: of the study, and of what is made for it."""
    about = {
        parameter: THINGS.get(thing, lambda _, said=thing: said)(stage)
        for parameter in PARAMETERS[row.name]
        if (thing := row.about.get(parameter) or USUALLY[parameter])
    }
    return reverse(row.name, kwargs=about)


def _told(answer: Any) -> list[str]:
    broken = [str(answer.status_code)] if answer.status_code >= 500 else []
    said = b"" if answer.streaming else answer.content
    return broken + ([SECRET] if SECRET.encode() in said else [])


def _asked(stage: Stage, row: Row, device: Client) -> Iterator[str]:  # noqa: F811
    address = _address(stage, row)
    yield from _told(device.get(address, ASKED, follow=True))
    for act in ACTS:
        yield from _told(device.post(address, ASKED | {"act": act}, follow=True))


def _attack(stage: Stage, row: Row, device: Client) -> Iterator[tuple[str, list[str]]]:  # noqa: F811
    address = _address(stage, row)
    looked = device.get(address)
    if looked.status_code != 200 or "html" not in looked.headers["Content-Type"]:
        return
    for form in lxml.html.document_fromstring(looked.content).forms:
        to = urljoin(address, form.action or "")
        if to in ELSEWHERE:
            continue
        send = device.post if form.method == "POST" else device.get
        for name, sent in swaps(form):
            yield name, _told(send(to, sent, follow=True))
