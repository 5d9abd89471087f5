"""Pages on which a block is written, and on which a lesson is looked at as its readers will see it."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

import coursepack as cp
from coursepack import pages, soundness
from werkwijs.accounts import rules
from werkwijs.accounts.who import signed_in
from werkwijs.cards.models import Audience, EditionFile
from werkwijs.lib.words import language, say
from werkwijs.studies import media
from werkwijs.training import advising, editing, filing, making, showing
from werkwijs.training.composing import Composed, compose
from werkwijs.training.course_document import for_route, routes_of
from werkwijs.training.filing import NotUsable
from werkwijs.training.forms_blocks import FORMS, BlockForm, CardForm, kind_in_address, kind_of
from werkwijs.training.models import Block, Course, CourseFile, Lesson, Route
from werkwijs.training.views_editor import (
    changing,
    lesson_of,
    look,
    look_or_act,
    reading,
    show,
    whole,
)

LOOKING = ("more", "search")
"""Acts that bring the same form again, and keep nothing but files."""


@look_or_act
@changing
def new_block(request: HttpRequest, course: Course, number: int, kind: str) -> HttpResponse:
    """A block at the end of a lesson."""
    lesson = lesson_of(course, number)
    if kind not in FORMS:
        raise Http404
    block = Block(lesson=lesson, course=course, kind=kind_of(kind), number=0)
    key = request.POST.get("key") or str(uuid.uuid4())
    form = _form(request, course, block, kind)
    if request.method == "POST" and form.is_valid() and not form.looking:
        made = making.add_block(
            lesson,
            kind=block.kind,
            content=form.content(),
            routes=form.routes_told(),
            co_trainer=form.cleaned_data["co_trainer"],
            key=_key(key),
        )
        messages.success(request, say("training.edit_block_made"))
        return _onward(request, course, made)
    return _page(request, course, lesson, block, form, kind=kind, key=key)


@look_or_act
@reading
def block(request: HttpRequest, course: Course, number: int) -> HttpResponse:
    """The words of a block, with advice beside them."""
    found: Block = get_object_or_404(
        Block.objects.select_related("lesson"), course=course, number=number
    )
    found.course = found.lesson.course = course
    kind = kind_in_address(found)
    if kind not in FORMS:
        raise Http404
    form = _form(request, course, found, kind)
    if request.method == "POST" and form.is_valid() and not form.looking:
        editing.change_block(
            found,
            content=form.content(),
            routes=form.routes_told(),
            co_trainer=form.cleaned_data["co_trainer"],
            by=signed_in(request),
            request=request,
        )
        to = course.lessons.filter(number=whole(request.POST.get("to_lesson", ""))).first()
        if to is not None:
            editing.move_to(found, to, by=signed_in(request), request=request)
        messages.success(request, say("training.edit_saved"))
        return _onward(request, course, found)
    return _page(request, course, found.lesson, found, form, kind=kind, key="")


def _onward(request: HttpRequest, course: Course, block: Block) -> HttpResponse:
    """To the lesson; or, as long as something is lacking, back to the block."""
    if request.POST.get("act") == "stay" or _faults(block):
        return redirect("training:block", course.code, block.number)
    back = reverse("training:lesson", args=[course.code, block.lesson.number])
    return redirect(f"{back}#b{block.number}")


def _form(request: HttpRequest, course: Course, block: Block, kind: str) -> BlockForm:
    """With files that came along kept already: whatever else is wrong, they need not be chosen again."""
    made = FORMS[kind]
    facts: dict[str, Any] = {"about": block, "own_routes": block.lesson.routes or Route.values}
    if made is CardForm:
        facts["offered"] = [(a, say("cards.audience", a)) for a in Audience.values]
    if request.method != "POST":
        return made(**facts)
    data = request.POST.copy()
    wrong = _files_kept(request, course, made, data)
    act, _, row = data.get("act", "").partition(":")
    form = made(data, looking=act in LOOKING, more=row if act == "more" else "", **facts)
    if not form.looking:
        for name, words in wrong.items():
            form.add_error(f"{name}_upload", say("training.edit_file_wrong", words))
    for name in wrong if form.looking else ():
        messages.error(request, say("training.edit_file_wrong", wrong[name]))
    return form


def _files_kept(
    request: HttpRequest, course: Course, form: type[BlockForm], data: QueryDict
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for name, kinds in form.own_files.items():
        sent = request.FILES.get(f"{name}_upload")
        own = data.get(f"{name}_kept", "")
        if own and not course.files.filter(pk=whole(own)).exists():
            data[f"{name}_kept"] = ""
        if sent is None:
            continue
        try:
            data[f"{name}_kept"] = str(filing.keep(course, sent, kinds).pk)
            data.pop(f"{name}_gone", None)
        except NotUsable as unusable:
            wrong[name] = unusable.words
    return wrong


def _page(
    request: HttpRequest,
    course: Course,
    lesson: Lesson,
    block: Block,
    form: BlockForm,
    *,
    kind: str,
    key: str,
) -> HttpResponse:
    facts: dict[str, Any] = {}
    if isinstance(form, CardForm):
        facts = _cards(request, course, form, lesson)
    kept = {name: form.kept_file(name) for name in form.own_files}
    files = {f.pk: f for f in course.files.filter(pk__in=[n for n in kept.values() if n])}
    faults = _faults(block) if block.pk else []
    makes = rules.may_train(signed_in(request), course.organisation)
    return show(
        request,
        course,
        "edit_block.html",
        lesson=lesson,
        one=block,
        form=form,
        kind=kind,
        key=key,
        kept={name: files.get(n) for name, n in kept.items() if n},
        lacking=[fault.message(language()) for fault in faults],
        tips=_labelled(form, advising.tips(form.texts(), _read_by(form, lesson), course.language)),
        others=course.lessons.filter(dropped_at=None).exclude(pk=lesson.pk) if block.pk else [],
        preview=_preview_of(course, block) if not makes else "",
        status=422 if form.is_bound and form.errors else 200,
        **facts,
    )


def _read_by(form: BlockForm, lesson: Lesson) -> list[str]:
    """For whom these words are."""
    chosen = form["routes"].value() if "routes" in form.fields else None
    return list(chosen or lesson.routes)


def _labelled(form: BlockForm, tips: list[tuple[str, Any]]) -> list[tuple[str, str, Any]]:
    return [(form[name].auto_id, str(form[name].label), list_) for name, list_ in tips]


def _faults(block: Block) -> list[cp.Fault]:
    """What this block lacks by itself; a card is looked up in its edition, and lacks nothing here."""
    if block.kind == "card":
        return []
    told = {"kind": block.kind, "number": block.number, **block.content}
    for name in ("picture", "sound", "file", "captions"):
        if isinstance(part := told.get(name), dict):
            told[name] = {"name": "media/a.png", "alt": part["alt"] if part.get("alt") else ""}
    try:
        read = cp.block(told)
    except cp.UnsoundCourse as unsound:
        return unsound.faults
    return [cp.Fault(rule=rule, facts=facts) for rule, facts in soundness.of_block(read)]


def _cards(request: HttpRequest, course: Course, form: CardForm, lesson: Lesson) -> dict[str, Any]:
    """The cards to choose from; at first those for the reader of the lesson."""
    edition = course.edition
    looked = form["search"].value() is not None and form.is_bound
    only = lesson.routes[0] if len(lesson.routes) == 1 else ""
    whom = str(form["whom"].value() or "") if looked else only
    if not looked:
        form.initial["whom"] = only
    offered, n = showing.cards(
        edition.told if edition else None,
        sought=str(form["search"].value() or ""),
        whom=whom,
        chosen=form.chosen,
    )
    return {"offered": offered, "n_offered": n, "edition": edition}


@changing
@require_POST
def advice(request: HttpRequest, course: Course, number: int, kind: str) -> HttpResponse:
    """Advice about words that are not kept yet, for a page that asks while somebody writes."""
    lesson = lesson_of(course, number)
    if kind not in FORMS:
        raise Http404
    block = Block(lesson=lesson, course=course, kind=kind_of(kind), number=0)
    form = FORMS[kind](request.POST, about=block, own_routes=lesson.routes, looking=True)
    texts = {name: text[:8_000] for name, text in form.texts().items()}
    tips = advising.tips(texts, _read_by(form, lesson), course.language)
    return show(request, course, "edit_tips.html", tips=_labelled(form, tips))


# --- files -----------------------------------------------------------------------------------


@look
@reading
def file(request: HttpRequest, course: Course, number: int) -> HttpResponse:
    """A file that was uploaded for the course."""
    found = get_object_or_404(course.files, pk=number)
    return _sent(request, found)


def _sent(request: HttpRequest, found: CourseFile) -> HttpResponse:
    content = media.read(found.file)
    if content is None:
        raise Http404
    kind = filing.type_of(str(found.file.name), found.kind)
    return media.answer(request, (content[0], kind))


@look
@reading
def card_picture(request: HttpRequest, course: Course, name: str) -> HttpResponse:
    """A picture or sound of a card in the edition the course rests on."""
    kept = get_object_or_404(EditionFile, edition=course.edition, name=name)
    return media.answer(request, (bytes(kept.content), _type_of_card(name)))


def _type_of_card(name: str) -> str:
    ending = name.rsplit(".", 1)[-1]
    return "image/svg+xml" if ending == "svg" else filing.type_of(name, CourseFile.Kind.AUDIO)


# --- as its readers will see it --------------------------------------------------------------


@never_cache
@look
@reading
def preview(request: HttpRequest, course: Course, number: int, route: str) -> HttpResponse:
    """A lesson as one kind of reader sees it; nothing that is done there is kept."""
    lesson = lesson_of(course, number)
    if route not in Route.values:
        raise Http404
    composed = compose(course, number=1, opened=False)
    routes = routes_of(composed.document)
    played = for_route(composed.document, route) if route in routes else None
    own = next((one for one in played.lessons if one.number == number), None) if played else None
    shown = ""
    if played is not None and own is not None and own.blocks:
        shown = pages.lesson(played, own, _around(course, composed, route), cp.State())
    return show(
        request,
        course,
        "edit_preview.html",
        lesson=lesson,
        route=route,
        routes=[one for one in Route.values if one in lesson.routes],
        shown=shown,
        hidden=[p for p in composed.problems if p.lesson == number and p.block],
        player=_player(played),
    )


def _player(course: cp.Course | None) -> dict[str, Any]:
    """What the player needs, where there is one; it marks, and sends nothing."""
    if course is None or finders.find(f"coursepack/{pages.STYLE}") is None:
        return {}
    scripts = [f"coursepack/{name}" for name in pages.SCRIPTS]
    return {
        "style": f"coursepack/{pages.STYLE}",
        "scripts": [name for name in scripts if finders.find(name)],
        "attributes": pages.attributes(course, cp.State(), adapter="none"),
    }


def _around(course: Course, composed: Composed, route: str) -> pages.Around:
    own = {file.digest: file.pk for file in course.files.all()}
    cards = {d: n for n, d in course.edition.told["files"].items()} if course.edition else {}
    digests = composed.document["files"]

    def address(name: str) -> str:
        digest = digests.get(name, "")
        if digest in own:
            return reverse("training:file", args=[course.code, own[digest]])
        if digest in cards:
            return reverse("training:card_file", args=[course.code, cards[digest]])
        return ""

    def lesson(number: int) -> str:
        return reverse("training:preview", args=[course.code, number, route])

    return pages.Around(file=address, lesson=partial(lesson))


def _preview_of(course: Course, block: Block) -> Any:
    """One block as readers see it, for who reads and does not change."""
    composed = compose(course, number=1, opened=False)
    for route in routes_of(composed.document):
        played = for_route(composed.document, route)
        for own in played.blocks:
            if own.number == block.number:
                around = _around(course, composed, route)
                return pages.block(played, own, around, cp.State(), revealed=False)
    return ""


def _key(sent: str) -> uuid.UUID:
    try:
        return uuid.UUID(sent)
    except ValueError:
        return uuid.uuid4()
