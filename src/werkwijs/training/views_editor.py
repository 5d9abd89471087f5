"""Pages on which courses are made: all courses, one course, one lesson."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from werkwijs.accounts import rules
from werkwijs.accounts.models import Organisation, Role, User
from werkwijs.accounts.who import signed_in
from werkwijs.lib.impossible import Impossible, told_when_impossible
from werkwijs.lib.words import say
from werkwijs.training import comparing, editing, making, showing
from werkwijs.training.composing import compose
from werkwijs.training.forms_blocks import FORMS
from werkwijs.training.forms_editor import About, Copy, LessonForm, New, named
from werkwijs.training.models import Course, Lesson, Route, Version

View = Callable[..., HttpResponse]
look = require_safe
look_or_act = require_http_methods(["GET", "HEAD", "POST"])


def reading(view: View) -> View:
    """A page for who may see the course, handed to the view; to change it one must make courses."""

    @wraps(view)
    def page(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        user = signed_in(request)
        course = get_object_or_404(
            Course.objects.visible_to(user).select_related("organisation", "edition"), code=code
        )
        if request.method == "POST" and not rules.may_train(user, course.organisation):
            raise PermissionDenied
        return view(request, course, **kwargs)

    return page


def changing(view: View) -> View:
    """A page for who makes courses."""

    @reading
    @wraps(view)
    def page(request: HttpRequest, course: Course, **kwargs: Any) -> HttpResponse:
        if not rules.may_train(signed_in(request), course.organisation):
            raise PermissionDenied
        return view(request, course, **kwargs)

    return page


def show(
    request: HttpRequest, course: Course, template: str, *, status: int = 200, **facts: Any
) -> HttpResponse:
    """A page about a course."""
    told = {
        "course": course,
        "makes": rules.may_train(signed_in(request), course.organisation),
        **facts,
    }
    return render(request, f"training/{template}", told, status=status)


def lesson_of(course: Course, number: int) -> Lesson:
    """Also one that was taken out: it can be looked at and put back."""
    found: Lesson = get_object_or_404(course.lessons.select_related("course"), number=number)
    found.course = course
    return found


def makes_for(user: User) -> list[Organisation]:
    """Organisations for which somebody makes courses."""
    held = user.memberships.current().filter(role__in=[Role.FACILITATOR, Role.TRAINER])
    return list(Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name"))


@look
def courses(request: HttpRequest) -> HttpResponse:
    """All courses of one's organisations."""
    user = signed_in(request)
    mine = Course.objects.visible_to(user).select_related("organisation", "edition")
    frozen = dict(
        Version.objects.filter(course__in=mine).order_by("number").values_list("course", "number")
    )
    rows = [(course, frozen.get(course.pk)) for course in mine.filter(archived_at=None)]
    facts = {
        "courses": rows,
        "archived": mine.exclude(archived_at=None),
        "makes": bool(makes_for(user)),
        "several": mine.values("organisation").distinct().count() > 1,
    }
    return render(request, "training/edit_courses.html", facts)


@look_or_act
def new(request: HttpRequest) -> HttpResponse:
    """Begin a course: title, cards, language."""
    mine = makes_for(signed_in(request))
    if not mine:
        raise PermissionDenied
    form = New(mine, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        course = making.begin(
            told["organisation"],
            title=told["title_of_course"],
            edition=told["edition"],
            language=told["language"],
            by=signed_in(request),
            key=told["key"],
            request=request,
        )
        messages.success(request, say("training.edit_begun"))
        return redirect("training:course", course.code)
    status = 422 if form.errors else 200
    return render(request, "training/edit_new.html", {"form": form}, status=status)


@look_or_act
@reading
def course(request: HttpRequest, course: Course) -> HttpResponse:
    """A course: its lessons, how long it takes, and what is still to be done."""
    if request.method == "POST":
        return _act_on_course(request, course)
    composed = compose(course, number=1, opened=False)
    return show(
        request,
        course,
        "edit_course.html",
        lessons=showing.lessons(course, composed),
        dropped=course.lessons.exclude(dropped_at=None),
        planned=showing.planned(course),
        problems=composed.problems,
        newer=comparing.newer(course),
        last=course.versions.defer("content").first(),
        routes=Route.values,
        here="course",
    )


def _act_on_course(request: HttpRequest, course: Course) -> HttpResponse:
    """One press beside a lesson, or on the course as a whole."""
    by, act = signed_in(request), request.POST.get("act", "")
    if act == "archive":
        editing.archive(course, by=by, request=request)
        messages.success(request, say("training.edit_archived", title=course.title))
        return redirect("training:list")
    if act == "unarchive":
        editing.unarchive(course, by=by, request=request)
        messages.success(request, say("training.edit_unarchived"))
        return redirect("training:course", course.code)
    back = reverse("training:course", args=[course.code])
    if act not in ACTS:
        return redirect(back)
    lesson = lesson_of(course, whole(request.POST.get("lesson", "")))
    if act in MOVES:
        editing.move(lesson, MOVES[act], by=by, request=request)
    elif act == "drop":
        editing.drop(lesson, by=by, request=request)
        messages.success(request, say("training.edit_dropped_lesson", title=lesson.title))
        return redirect(f"{back}#dropped")
    elif act == "back":
        editing.bring_back(lesson, by=by, request=request)
        messages.success(request, say("training.edit_back_again"))
    return redirect(f"{back}#l{lesson.number}")


MOVES = {"up": -1, "down": 1}
ACTS = {*MOVES, "drop", "back"}
"""What can be pressed beside a lesson or a block."""


@look_or_act
@reading
def about(request: HttpRequest, course: Course) -> HttpResponse:
    """What it is called, what it is about, what others may do with it."""
    form = About(request.POST if request.method == "POST" else None, about=course)
    if request.method == "POST" and form.is_valid():
        editing.change(course, form.told(), by=signed_in(request), request=request)
        messages.success(request, say("training.edit_saved"))
        return redirect("training:about", course.code)
    return show(
        request,
        course,
        "edit_about.html",
        form=form,
        copying=Copy(initial={"title_of_course": say("training.edit_copy_of", title=course.title)}),
        here="about",
        status=422 if form.errors else 200,
    )


@look_or_act
@changing
def copy(request: HttpRequest, course: Course) -> HttpResponse:
    """Another course that begins as this one is now."""
    form = Copy(
        request.POST if request.method == "POST" else None,
        initial={"title_of_course": say("training.edit_copy_of", title=course.title)},
    )
    if request.method == "POST" and form.is_valid():
        made = editing.copy(
            course,
            title=form.cleaned_data["title_of_course"],
            by=signed_in(request),
            key=form.cleaned_data["key"],
            request=request,
        )
        messages.success(request, say("training.edit_copied"))
        return redirect("training:course", made.code)
    status = 422 if form.errors else 200
    return show(request, course, "edit_copy.html", form=form, here="about", status=status)


@look_or_act
@reading
def edition(request: HttpRequest, course: Course) -> HttpResponse:
    """Which cards the course rests on, and what changes with another edition."""
    choices = comparing.editions(course)
    asked = request.POST if request.method == "POST" else request.GET
    wanted = next((e for e in choices if str(e.pk) == asked.get("edition", "")), None)
    if request.method == "POST":
        with told_when_impossible(request, "training.edit_edition_taken"):
            if wanted is None:
                raise Impossible("training.edit_edition_gone")
            editing.rest_on(course, wanted, by=signed_in(request), request=request)
        return redirect("training:edition", course.code)
    newer = comparing.newer(course)
    shown = wanted or newer
    return show(
        request,
        course,
        "edit_edition.html",
        choices=[(one, named(one)) for one in choices],
        newer=newer,
        wanted=shown if shown != course.edition else None,
        differences=comparing.cards(course, shown) if shown else [],
        here="about",
    )


# --- a lesson ------------------------------------------------------------------------------


@look_or_act
@changing
def new_lesson(request: HttpRequest, course: Course) -> HttpResponse:
    """A lesson at the end of the course."""
    row = Lesson(course=course, routes=list(Route.values))
    form = LessonForm(
        request.POST if request.method == "POST" else None,
        about=row,
    )
    if request.method != "POST":
        form.initial["key"] = uuid.uuid4()
    elif form.is_valid():
        lesson = making.add_lesson(course, key=form.cleaned_data["key"], **form.told())
        messages.success(request, say("training.edit_lesson_made"))
        return redirect("training:lesson", course.code, lesson.number)
    status = 422 if form.errors else 200
    return show(request, course, "edit_new_lesson.html", form=form, status=status)


@look_or_act
@reading
def lesson(request: HttpRequest, course: Course, number: int) -> HttpResponse:
    """A lesson: its blocks in order, and a new one of each kind."""
    found = lesson_of(course, number)
    if request.method == "POST":
        return _act_on_lesson(request, course, found)
    composed = compose(course, number=1, opened=False)
    return show(
        request,
        course,
        "edit_lesson.html",
        lesson=found,
        blocks=showing.blocks(found, composed),
        dropped=showing.blocks(found, None, dropped=True),
        problems=[p for p in composed.problems if p.lesson == number and p.block is None],
        kinds=FORMS,
        others=course.lessons.filter(dropped_at=None).exclude(pk=found.pk),
    )


def _act_on_lesson(request: HttpRequest, course: Course, lesson: Lesson) -> HttpResponse:
    """One press beside a block."""
    by, act = signed_in(request), request.POST.get("act", "")
    back = reverse("training:lesson", args=[course.code, lesson.number])
    if act not in ACTS:
        return redirect(back)
    block = get_object_or_404(
        lesson.blocks.select_related("lesson__course", "course__organisation"),
        number=whole(request.POST.get("block", "")),
    )
    if act in MOVES:
        editing.move(block, MOVES[act], by=by, request=request)
    elif act == "drop":
        editing.drop(block, by=by, request=request)
        messages.success(request, say("training.edit_dropped_block"))
        return redirect(f"{back}#dropped")
    elif act == "back":
        editing.bring_back(block, by=by, request=request)
        messages.success(request, say("training.edit_back_again"))
    return redirect(f"{back}#b{block.number}")


@look_or_act
@changing
def lesson_about(request: HttpRequest, course: Course, number: int) -> HttpResponse:
    """What a lesson is called, for whom it is, and how long it takes."""
    found = lesson_of(course, number)
    form = LessonForm(request.POST if request.method == "POST" else None, about=found)
    if request.method == "POST" and form.is_valid():
        editing.change_lesson(found, form.told(), by=signed_in(request), request=request)
        messages.success(request, say("training.edit_saved"))
        return redirect("training:lesson", course.code, number)
    return show(
        request,
        course,
        "edit_lesson_about.html",
        lesson=found,
        form=form,
        status=422 if form.errors else 200,
    )


def whole(written: str) -> int:
    """A number in a form that somebody may have written by hand; 0 where it is none."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 16 else 0
