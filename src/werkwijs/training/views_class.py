"""A lesson in a room: the trainer's page, the wall, and people's own phones."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

import coursepack as cp
from coursepack import forms
from coursepack.marking import NOTHING, SIGNS
from werkwijs.accounts.who import signed_in
from werkwijs.lib import codes, qr
from werkwijs.lib.impossible import told_when_impossible
from werkwijs.lib.limits import Limit, address_of
from werkwijs.lib.words import say
from werkwijs.training import frozen, on_screen, rooming
from werkwijs.training.course_document import CourseDocument
from werkwijs.training.models import ClassSession, Group

PER_ADDRESS = Limit("class-address", times=40, seconds=600)
"""A whole class may be behind one address, and type with forty thumbs."""
IN_ALL = Limit("class-codes", times=500, seconds=900)
COOKIE = "werkwijs_klas"
"""A number drawn at random, so that a phone has one answer; gone after half a day."""


@dataclass(frozen=True)
class Part:
    """A block in the trainer's list."""

    number: int
    kind: str
    title: str
    co_trainer: str
    now: bool


def title_of(block: cp.Block) -> str:
    """What the block is about, in one line."""
    match block:
        case cp.Asked():
            return block.title or block.question.prompt
        case cp.Reflection() | cp.Discussion():
            return block.title or block.prompt
        case cp.Text():
            return block.title or block.text
        case _:
            return block.title


def _group(request: HttpRequest, code: str) -> Group:
    """One they may give; another is not there for them."""
    found: Group = get_object_or_404(
        Group.objects.visible_to(signed_in(request)).select_related(
            "version", "organisation", "trainer"
        ),
        code=code,
    )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def remote(request: HttpRequest, code: str) -> HttpResponse:
    """What is on the wall, and what to put there: on the trainer's own device."""
    group = _group(request, code)
    session = rooming.current(group)
    if request.method == "POST":
        with told_when_impossible(request):
            _act(request, group, session)
        return redirect("classroom:remote", group.code)
    course = rooming.course_of(group)
    lesson = rooming.lesson_of(session) if session else None
    block = rooming.block_of(session) if session else None
    parts = _parts(frozen.document(group.version), lesson, session) if session and lesson else []
    return render(
        request,
        "training/class_remote.html",
        {
            "group": group,
            "course": course,
            "session": session,
            "lesson": lesson,
            "parts": parts,
            "part": next((part for part in parts if part.now), None),
            "following": _following(parts),
            "answerable": rooming.takes_answers(block),
            "own_words": rooming.is_own_words(block) if block else False,
            "answers": rooming.answers_now(session) if session else [],
            "digits": codes.in_parts(rooming.digits(session)) if session else "",
        },
    )


def _parts(document: CourseDocument, lesson: cp.Lesson, session: ClassSession) -> list[Part]:
    notes = {
        part["block"]["number"]: part["co_trainer"]
        for told in document["lessons"]
        for part in told["blocks"]
    }
    return [
        Part(
            block.number,
            block.kind,
            title_of(block),
            notes.get(block.number, ""),
            block.number == session.block,
        )
        for block in lesson.blocks
    ]


def _following(parts: Sequence[Part]) -> Part | None:
    now = next((place for place, part in enumerate(parts) if part.now), -1)
    return parts[now + 1] if now + 1 < len(parts) else None


def _act(request: HttpRequest, group: Group, session: ClassSession | None) -> None:
    """One press of the trainer; a press that fits no longer changes nothing."""
    act, number = request.POST.get("act", ""), request.POST.get("number", "")
    wanted = int(number) if re.fullmatch("[0-9]{1,9}", number) else None
    if act == "start" and wanted is not None:
        rooming.start(group, wanted, by=signed_in(request), request=request)
    elif session is None:
        return
    elif act == "show":
        rooming.show(session, wanted)
    elif act == "reveal":
        rooming.reveal(session)
    elif act == "again":
        rooming.ask_again(session)
    elif act in {"put", "take"} and wanted is not None:
        rooming.put_on_wall(session, wanted, shown=act == "put")
    elif act == "end":
        rooming.end(session)
        messages.success(request, say("training.class_ended"))


@never_cache
@require_safe
def wall(request: HttpRequest, code: str) -> HttpResponse:
    """For the projector: what is taught now, and what phones answered. Nothing to press."""
    group = _group(request, code)
    session = rooming.current(group)
    if session is None:
        return redirect("classroom:remote", group.code)
    course = rooming.course_of(group)
    block = rooming.block_of(session)
    address = settings.BASE_URL + reverse("classroom:phone", args=[rooming.digits(session)])
    return render(
        request,
        "training/class_wall.html",
        {
            "group": group,
            "course": course,
            "session": session,
            "lesson": rooming.lesson_of(session),
            "part": block,
            "outcome": rooming.outcome(session),
            "answerable": rooming.takes_answers(block),
            "asked": on_screen.of(block.question) if isinstance(block, cp.Asked) else None,
            "qr": qr.svg(address, scale=8),
            "site": settings.BASE_URL.split("://", 1)[-1] + reverse("classroom:start"),
            "digits": codes.in_parts(rooming.digits(session)),
            "organisation": group.organisation,
        },
    )


# --- on a phone ------------------------------------------------------------------------------


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Type the digits that are on the wall."""
    if request.method != "POST":
        return render(request, "training/class_start.html")
    written = codes.tidy(request.POST.get("code", ""))[:20]
    if not re.fullmatch(f"[0-9]{{{rooming.DIGITS}}}", written):
        return _again(request, "shape")
    found = _let_in(request, written)
    return redirect("classroom:phone", written) if isinstance(found, ClassSession) else found


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest, code: str) -> HttpResponse:
    """Answer what is on the wall; an answer can be changed until the trainer shows them."""
    session = _let_in(request, code)
    if not isinstance(session, ClassSession):
        return session
    device = _device(request)
    block = rooming.block_of(session)
    said = ""
    if request.method == "POST":
        number = request.POST.get("block", "")
        given = _given(request, block)
        if number != str(session.block) or not session.opened:
            said = "late"
        elif rooming.answer(session, device, int(number), given):
            return _remembered(redirect("classroom:phone", code), session, device)
        else:
            said = "none"
    own = rooming.given_by(session, device)
    asked = on_screen.of(block.question) if isinstance(block, cp.Asked) else None
    response = render(
        request,
        "training/class_phone.html",
        {
            "session": session,
            "course": rooming.course_of(session.group),
            "part": block,
            "answerable": rooming.takes_answers(block),
            "own_words": rooming.is_own_words(block) if block else False,
            "asked": asked,
            "rows": asked.chosen(own) if asked else [],
            "given": own,
            "chosen": [SIGNS.index(sign) for sign in own if sign in SIGNS],
            "told": _in_words(block, own) if isinstance(block, cp.Asked) else [own],
            "right": cp.is_right(block.question, own)
            if own and isinstance(block, cp.Asked)
            else None,
            "said": said,
            "longest": rooming.LONGEST,
        },
        status=422 if said == "none" else 200,
    )
    return _remembered(response, session, device)


def _given(request: HttpRequest, block: cp.Block | None) -> str:
    if block is None:
        return ""
    if rooming.is_own_words(block):
        return request.POST.get("words", "")
    fields = {name: request.POST.getlist(name) for name in request.POST}
    return forms.answer(block.question, fields) if isinstance(block, cp.Asked) else ""


def _in_words(block: cp.Asked, given: str) -> list[str]:
    """An answer, as people would say it."""
    question = block.question
    match question:
        case cp.Choice() | cp.Several():
            return [question.options[SIGNS.index(s)].text for s in given.replace(NOTHING, "")]
        case cp.Order():
            return [question.items[SIGNS.index(sign)] for sign in given]
        case cp.Match():
            chosen = [question.pairs[SIGNS.index(sign)].right for sign in given]
            return [f"{p.left}: {c}" for p, c in zip(question.pairs, chosen, strict=False)]
        case _:
            return [given] if given else []


def _let_in(request: HttpRequest, code: str) -> ClassSession | HttpResponse:
    """The lesson of these digits, or why they open nothing. Who guesses has to wait; who is in stays in."""
    found = rooming.by_digits(code)
    if found is not None and _is_in(request, found):
        return found
    who = address_of(request)
    for limit, whose in ((PER_ADDRESS, who), (IN_ALL, "all")):
        if limit.reached(whose):
            response = _again(request, "often", status=429)
            response.headers["Retry-After"] = str(limit.seconds_left())
            return response
    if found is not None:
        return found
    PER_ADDRESS.wrong(code, who)
    IN_ALL.wrong(code)
    return _again(request, "unknown", status=404)


def _signer(session: ClassSession) -> signing.Signer:
    return signing.Signer(salt=f"classroom-{session.pk}")


def _is_in(request: HttpRequest, session: ClassSession) -> bool:
    """Whether this phone was let in to this lesson before."""
    try:
        _signer(session).unsign(request.COOKIES.get(COOKIE, ""))
    except signing.BadSignature:
        return False
    return True


def _again(request: HttpRequest, wrong: str, status: int = 422) -> HttpResponse:
    facts = {"wrong": wrong, "written": request.POST.get("code", "")[:20]}
    return render(request, "training/class_start.html", facts, status=status)


def _device(request: HttpRequest) -> str:
    given = request.COOKIES.get(COOKIE, "").partition(":")[0]
    return given if re.fullmatch("[0-9a-f]{32}", given) else secrets.token_hex(16)


def _remembered(
    response: HttpResponse | HttpResponseRedirect, session: ClassSession, device: str
) -> HttpResponse | HttpResponseRedirect:
    response.set_cookie(
        COOKIE,
        _signer(session).sign(device),
        max_age=int(rooming.LASTS.total_seconds()),
        path=reverse("classroom:start"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
