"""Learning, by a link of one's own: on a phone or at a desk, with a script or without."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

import coursepack as cp
from coursepack import forms, pages, playing
from coursepack import state as states
from werkwijs.lib.words import say
from werkwijs.studies import media
from werkwijs.training import (
    erasure,
    frozen,
    joining,
    keeping_up,
    measuring,
    on_screen,
    own_words,
    progressing,
)
from werkwijs.training.models import HandIn, Learner, Moment, VersionFile

View = Callable[..., HttpResponse]
LATE = "late"
"""The trainer answered already."""
MOST_BYTES = 40_000
"""Of what a player sends: a state has 4,000 characters."""
TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "webm": "video/webm",
    "mp4": "video/mp4",
    "vtt": "text/vtt",
}
"""What a file of a course can be, by its ending."""


def known(view: View) -> View:
    """Only with a link that works; nothing of it is kept by browsers or proxies."""

    @never_cache
    @login_not_required
    @wraps(view)
    def knocking(request: HttpRequest, link: str, *args: Any, **kwargs: Any) -> HttpResponse:
        learner = joining.find(link)
        if learner is None:
            return render(request, "training/learning_gone.html", status=404)
        request.learning_link = link  # type: ignore[attr-defined]
        return view(request, learner, *args, **kwargs)

    return knocking


def link_of(request: HttpRequest) -> str:
    """The code of the link with which somebody came."""
    found: str = request.learning_link  # type: ignore[attr-defined]
    return found


def shown(
    request: HttpRequest, learner: Learner, template: str, *, status: int = 200, **facts: Any
) -> HttpResponse:
    """One of their pages."""
    course = frozen.of_group(learner.group)
    return TemplateResponse(
        request,
        f"training/{template}.html",
        {"learner": learner, "group": learner.group, "course": course, "link": link_of(request)}
        | facts,
        status=status,
    )


def _around(request: HttpRequest, learner: Learner) -> pages.Around:
    link = link_of(request)
    own = keeping_up.words_of(learner)
    told = {block: row.text for block, row in keeping_up.handed_in(learner).items()}
    return pages.Around(
        file=lambda name: reverse("learning:file", args=[link, name]),
        lesson=lambda number: reverse("learning:lesson", args=[link, number]),
        contents=reverse("learning:home", args=[link]),
        action=lambda number: reverse("learning:act", args=[link, number]),
        hidden=Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(
            get_token(request)
        ),
        words=lambda number: told.get(number) or own.get(number, ""),
    )


@require_safe
@known
def home(request: HttpRequest, learner: Learner) -> HttpResponse:
    """What the course is, where to go on, when the group meets, and what the trainer answered."""
    course = frozen.of_group(learner.group)
    state = progressing.state_of(learner)
    meeting = learner.group.meetings.filter(at__gte=timezone.now()).first()
    tasks = [block for block in course.blocks if isinstance(block, cp.Task) and block.hand_in]
    handed = keeping_up.handed_in(learner)
    return shown(
        request,
        learner,
        "learning_home",
        contents=pages.contents(course, _around(request, learner), state),
        meeting=meeting,
        due=measuring.due(learner),
        replies=[
            (_title(tasks, row), row) for row in handed.values() if row.replied_at is not None
        ],
        finished=learner.finished_at is not None,
    )


def _title(tasks: list[cp.Task], row: HandIn) -> str:
    return next((task.title for task in tasks if task.number == row.block), "")


@require_safe
@known
def lesson(request: HttpRequest, learner: Learner, number: int) -> HttpResponse:
    """One lesson; who has not been asked before the course is asked first, and may pass it over."""
    course = frozen.of_group(learner.group)
    found = next((one for one in course.lessons if one.number == number), None)
    if found is None:
        raise Http404
    if measuring.due(learner) == Moment.BEFORE and "meteen" not in request.GET:
        return redirect("learning:measure", link_of(request), Moment.BEFORE.value)
    state = progressing.state_of(learner)
    replied = {row.block: row for row in keeping_up.handed_in(learner).values() if row.reply}
    return shown(
        request,
        learner,
        "learning_lesson",
        lesson=found,
        player=pages.attributes(
            course,
            state,
            adapter="own",
            save=reverse("learning:save", args=[link_of(request)]),
            token=get_token(request),
        ),
        scripts=[static(f"coursepack/{name}") for name in pages.SCRIPTS],
        body=pages.lesson(course, found, _around(request, learner), state),
        replies=[
            (block.title, replied[block.number])
            for block in found.blocks
            if isinstance(block, cp.Task) and block.number in replied
        ],
    )


@require_POST
@known
def act(request: HttpRequest, learner: Learner, number: int) -> HttpResponse:
    """What a form of a block sends: an answer, a choice in a story, own words, or "done"."""
    course = frozen.of_group(learner.group)
    place = next(
        ((one, block) for one in course.lessons for block in one.blocks if block.number == number),
        None,
    )
    if place is None:
        raise Http404
    within, block = place
    fields = {name: request.POST.getlist(name) for name in request.POST}
    back = f"{reverse('learning:lesson', args=[link_of(request), within.number])}?meteen#b{number}"
    said = _do(learner, course, block, fields)
    if said == LATE:
        typed = "".join(fields.get("words", ()))
        return shown(request, learner, "learning_late", status=409, back=back, typed=typed)
    if said:
        messages.error(request, say(said))
    return redirect(back)


def _do(learner: Learner, course: cp.Course, block: cp.Block, fields: forms.Fields) -> str:
    """The act; a key of words where nothing could be done with what was sent."""
    number = block.number
    if "again" in fields:
        keeping_up.do(learner, lambda c, s: _again(c, s, block))
        return ""
    match block:
        case cp.Asked():
            given = forms.answer(block.question, fields)
            if block.question.kind == "open":
                wiped = keeping_up.write(learner, number, "".join(fields.get("words", ())))
                if wiped:
                    return ""
            if not given:
                return "training.learn_no_answer"
            keeping_up.do(learner, lambda c, s: playing.answered(c, s, number, given))
        case cp.Case() if "choice" in fields:
            way = forms.way(block, fields)
            if not way:
                return "training.learn_no_choice"
            keeping_up.do(learner, lambda c, s: playing.answered(c, s, number, way))
        case cp.Reflection() | cp.Task() if "words" in fields:
            words = "".join(fields["words"])
            if isinstance(block, cp.Task):
                if not keeping_up.hand_in(learner, number, words):
                    return LATE
            else:
                keeping_up.write(learner, number, words)
            if words.strip():
                keeping_up.do(learner, lambda c, s: playing.did(c, s, number))
        case _:
            keeping_up.do(learner, lambda c, s: playing.did(c, s, number))
    return ""


def _again(course: cp.Course, state: states.State, block: cp.Block) -> states.State:
    if isinstance(block, cp.Case):
        answers = {n: a for n, a in state.answers.items() if n != block.number}
        return states.State(
            at=block.number,
            done=state.done,
            answers=answers,
            best=state.best,
            tries=state.tries,
            seconds=state.seconds,
        )
    return playing.again(course, state)


@require_POST
@known
def save(request: HttpRequest, learner: Learner) -> HttpResponse:
    """What the player sends; it gets back what is kept now, joined with what another device sent."""
    try:
        told = json.loads(request.body) if len(request.body) <= MOST_BYTES else None
        kept = keeping_up.save(learner, str(told["state"]))  # type: ignore[index]
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"problem": say("training.learn_unreadable")}, status=422)
    return JsonResponse({"state": states.write(kept)})


@require_safe
@known
def file(request: HttpRequest, learner: Learner, name: str) -> HttpResponse:
    """A picture, sound or film of the course, or the part of it that a player asks for."""
    kind = TYPES.get(name.rsplit(".", 1)[-1])
    if kind is None or "\0" in name:  # no database looks for that
        raise Http404
    found = VersionFile.objects.filter(version=learner.group.version_id, name=name).first()
    if found is None:
        raise Http404
    answer = media.answer(request, (bytes(found.content), kind))
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return answer


@require_safe
@known
def seen(request: HttpRequest, learner: Learner) -> HttpResponse:
    """All the trainer sees of somebody, word for word."""
    course = frozen.of_group(learner.group)
    return shown(
        request,
        learner,
        "learning_seen",
        progress=progressing.of(learner, course),
        meetings=[
            (meeting, any(a.learner_id == learner.pk for a in meeting.attended.all()))
            for meeting in learner.group.meetings.prefetch_related("attended")
        ],
        handed=[
            (block.title, row)
            for block in course.blocks
            if isinstance(block, cp.Task)
            and (row := keeping_up.handed_in(learner).get(block.number))
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@known
def measure(request: HttpRequest, learner: Learner, moment: str) -> HttpResponse:
    """Questions before, after or later; each may be passed over, and so may all."""
    on = measuring.due(learner)
    if moment not in Moment.values or on != moment:
        return redirect("learning:home", link_of(request))
    answers: dict[str, str] = {}
    if request.method == "POST":
        fields = {name: request.POST.getlist(name) for name in request.POST}
        answers = {} if "pass" in fields else measuring.read(learner, fields)
        measuring.answer(learner, moment, answers)
        if answers:
            messages.success(request, say("training.measure_thanks"))
        if moment == Moment.BEFORE:
            first = frozen.of_group(learner.group).lessons[0].number
            address = reverse("learning:lesson", args=[link_of(request), first])
            return redirect(f"{address}?meteen")
        return redirect("learning:home", link_of(request))
    asked = [
        (item, on_screen.of(item.question) if item.question else None)
        for item in measuring.items(learner)
    ]
    return shown(
        request,
        learner,
        "learning_measure",
        moment=moment,
        asked=[(item, screen, screen.chosen("") if screen else []) for item, screen in asked],
        sure=range(measuring.LEAST, measuring.MOST + 1),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@known
def mine(request: HttpRequest, learner: Learner) -> HttpResponse:
    """What somebody wrote for themselves: to read, to take along, to wipe."""
    course = frozen.of_group(learner.group)
    written = own_words.of(learner, course)
    if request.method == "POST":
        number = request.POST.get("block", "")
        if number.isdecimal() and len(number) < 5:
            keeping_up.write(learner, int(number), "")
            messages.success(request, say("training.mine_wiped"))
        return redirect("learning:mine", link_of(request))
    return shown(request, learner, "learning_mine", written=written)


@require_safe
@known
def mine_file(request: HttpRequest, learner: Learner) -> HttpResponse:
    """The same as a Word document, for a portfolio of one's own."""
    course = frozen.of_group(learner.group)
    name = quote(f"{course.title[:60]} - {say('training.mine_file')}.docx")
    answer = HttpResponse(
        own_words.document(own_words.of(learner, course), course),
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@known
def stop(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Stop, and have everything wiped."""
    if request.method == "POST" and request.POST.get("sure") == "yes":
        erasure.forget(learner)
        return render(request, "training/learning_stopped.html")
    return shown(request, learner, "learning_stop", unsure=request.method == "POST")
