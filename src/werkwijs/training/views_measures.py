"""The questions asked before, after and three months later: knowing, and daring."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from coursepack.questions import KINDS
from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say
from werkwijs.training import advising, editing, making
from werkwijs.training.forms_blocks import FORMS, BlockForm
from werkwijs.training.models import SHORT, Block, Course, MeasureItem, Route
from werkwijs.training.views_editor import changing, look_or_act, reading, show, whole

CONFIDENCE = "confidence"
ASKED = (CONFIDENCE, *(kind for kind in KINDS if kind != "open"))
"""What can be asked; an answer in own words has nothing to compare."""


class ConfidenceForm(BlockForm):
    """How sure somebody is to act: "Ik durf ..."."""

    simple = ("confidence",)
    hints = ("confidence", "routes")

    confidence = forms.CharField(max_length=SHORT, required=True)
    title = forms.CharField(required=False)

    def now(self) -> dict[str, Any]:
        return super().now() | {"confidence": self.content_now.get("text", "")}

    def content(self) -> dict[str, Any]:
        return {"text": self._tidied("confidence")}


@dataclass(frozen=True)
class ItemLine:
    item: MeasureItem
    words: str
    asked: str


@look_or_act
@reading
def measure(request: HttpRequest, course: Course) -> HttpResponse:
    """All questions of the measure."""
    if request.method == "POST":
        return _act(request, course)
    items = course.measure_items
    return show(
        request,
        course,
        "edit_measure.html",
        items=[_line(item) for item in items.filter(dropped_at=None)],
        dropped=[_line(item) for item in items.exclude(dropped_at=None)],
        kinds=ASKED,
        here="measure",
    )


def _act(request: HttpRequest, course: Course) -> HttpResponse:
    if request.POST.get("act") not in {"drop", "back"}:
        return redirect("training:measure", course.code)
    item = _item(course, whole(request.POST.get("item", "")))
    if request.POST.get("act") == "back":
        editing.bring_back(item, by=signed_in(request), request=request)
        messages.success(request, say("training.edit_back_again"))
    else:
        editing.drop(item, by=signed_in(request), request=request)
        messages.success(request, say("training.edit_dropped_item"))
    return redirect(reverse("training:measure", args=[course.code]))


@look_or_act
@changing
def new_item(request: HttpRequest, course: Course, kind: str) -> HttpResponse:
    """One question more."""
    if kind not in ASKED:
        raise Http404
    form = _form(request, Block(number=0), kind)
    key = request.POST.get("key") or str(uuid.uuid4())
    if request.method == "POST" and form.is_valid() and not form.looking:
        making.add_measure_item(
            course,
            kind=CONFIDENCE if kind == CONFIDENCE else MeasureItem.Kind.KNOWLEDGE,
            content=_content(form, kind),
            routes=form.routes_told(),
            key=_key(key),
        )
        messages.success(request, say("training.edit_item_made"))
        return redirect("training:measure", course.code)
    return _page(request, course, form, kind, key)


@look_or_act
@changing
def item(request: HttpRequest, course: Course, number: int) -> HttpResponse:
    """Other words for a question."""
    found = _item(course, number)
    kind = _asked(found)
    content = found.content if kind == CONFIDENCE else {"question": found.content}
    form = _form(request, Block(number=number, content=content, routes=found.routes), kind)
    if request.method == "POST" and form.is_valid() and not form.looking:
        editing.change_measure_item(
            found,
            content=_content(form, kind),
            routes=form.routes_told(),
            by=signed_in(request),
            request=request,
        )
        messages.success(request, say("training.edit_saved"))
        return redirect("training:measure", course.code)
    return _page(request, course, form, kind, "")


def _form(request: HttpRequest, about: Block, kind: str) -> BlockForm:
    made = ConfidenceForm if kind == CONFIDENCE else FORMS[kind]
    data = request.POST if request.method == "POST" else None
    act, _, row = (data.get("act", "") if data else "").partition(":")
    more = row if act == "more" else ""
    return made(data, about=about, bare=True, looking=act == "more", more=more)


def _content(form: BlockForm, kind: str) -> dict[str, Any]:
    content = form.content()
    if kind == CONFIDENCE:
        return content
    question: dict[str, Any] = content["question"]
    return question


def _page(
    request: HttpRequest, course: Course, form: BlockForm, kind: str, key: str
) -> HttpResponse:
    tips = advising.tips(form.texts(), Route.values, course.language)
    return show(
        request,
        course,
        "edit_measure_item.html",
        form=form,
        kind=kind,
        key=key,
        tips=[(form[name].auto_id, str(form[name].label), found) for name, found in tips],
        here="measure",
        status=422 if form.is_bound and form.errors else 200,
    )


def _asked(item: MeasureItem) -> str:
    return CONFIDENCE if item.kind == CONFIDENCE else str(item.content.get("kind", "choice"))


def _line(item: MeasureItem) -> ItemLine:
    words = item.content.get("text") or item.content.get("prompt") or ""
    return ItemLine(item, str(words), _asked(item))


def _item(course: Course, number: int) -> MeasureItem:
    found: MeasureItem = get_object_or_404(
        course.measure_items.select_related("course__organisation"), number=number
    )
    return found


def _key(sent: str) -> uuid.UUID:
    try:
        return uuid.UUID(sent)
    except ValueError:
        return uuid.uuid4()
