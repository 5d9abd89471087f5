"""What the person gives back: a view of a step, words of their own, yes or no, "het gaat niet goed", stop."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from werkwijs.guidance import receiving, release
from werkwijs.guidance.release import Visitor
from werkwijs.lib.impossible import Impossible, told_when_impossible
from werkwijs.lib.words import say
from werkwijs.sharing import device
from werkwijs.sharing.views_mine import shown

INTAKE = ("wants", "good-at", "hard", "around", "work-before", "other")
COLOURS = ("green", "orange", "red")
PARTS = ("notice", "helps", "does")
NOT_IN_NEED = ("employer", "debt", "consultant")
"""Who is not named to be called when it does not go well; their numbers stand with who helps."""


def key_of(request: HttpRequest) -> uuid.UUID | None:
    """The key of a form: sent twice, it does one thing."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def number(text: str) -> int:
    """An id as a form sends it; 0 where it is none."""
    return int(text) if text.isdecimal() and len(text) < 18 else 0


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("person")
def step(request: HttpRequest, visitor: Visitor, code: str, number: int) -> HttpResponse:
    """One step, and what the person thinks of it."""
    found = next((one for one in release.path(visitor, code) if one.id == number), None)
    if found is None:
        raise LookupError(number)
    if request.method == "POST":
        with told_when_impossible(request, "sharing.view_kept"):
            receiving.view_of_step(
                visitor,
                code,
                number,
                request.POST.get("feeling", ""),
                request.POST.get("words", ""),
                tell_coach=request.POST.get("tell") == "yes",
                request=request,
            )
        return redirect("mine:step", code, number)
    return shown(request, visitor, code, "step", step=found, feelings=receiving.FEELINGS)


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("person")
def own_words(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """What somebody says about themselves."""
    if request.method != "POST":
        return _own_words(request, visitor, code)
    if _taken_or_put_back(request, visitor, code):
        return _back_to("mine:own_words", code, request)
    if line := number(request.POST.get("wipe", "")):
        receiving.wipe_criminal(visitor, code, line, request=request)
        messages.success(request, say("sharing.words_gone"))
        return redirect("mine:own_words", code)
    facet = request.POST.get("facet", "")
    try:
        receiving.say(
            visitor,
            code,
            "intake",
            request.POST.get("words", ""),
            facet=facet if facet in INTAKE else "other",
            tell_coach=request.POST.get("tell") == "yes",
            key=key_of(request),
            request=request,
        )
    except Impossible as impossible:
        messages.error(request, say(impossible.words))
        return _own_words(request, visitor, code, status=422)
    messages.success(request, say("sharing.words_kept"))
    return redirect("mine:own_words", code)


def _own_words(
    request: HttpRequest, visitor: Visitor, code: str, *, status: int = 200
) -> HttpResponse:
    told = release.lines(visitor, code, ["intake", "profile"])
    return shown(
        request,
        visitor,
        code,
        "words",
        intake=[(one, [line for line in told if line.facet == one]) for one in INTAKE],
        profile=[line for line in told if line.kind == "profile"],
        asked_help=release.lines(visitor, code, ["help"]),
        criminal=release.lines(visitor, code, ["criminal"]),
        taken_away=number(request.GET.get("weg", "")),
        key=uuid.uuid4(),
        typed=request.POST.get("words", ""),
        chosen=request.POST.get("facet", ""),
        tell=request.method != "POST" or request.POST.get("tell") == "yes",
        status=status,
    )


def _taken_or_put_back(request: HttpRequest, visitor: Visitor, code: str) -> bool:
    """Whether this was about a line of their own: taken away, or put back by who pressed wrong."""
    for name, act, words in (
        ("gone", receiving.take_back_words, "sharing.words_gone"),
        ("put-back", receiving.put_back_words, "sharing.words_back"),
    ):
        if line := number(request.POST.get(name, "")):
            act(visitor, code, line, request=request)
            messages.success(request, say(words))
            return True
    return False


def _back_to(page: str, code: str, request: HttpRequest) -> HttpResponse:
    """The page again; with what was taken away, to be put back."""
    gone = number(request.POST.get("gone", ""))
    return redirect(reverse(page, args=[code]) + (f"?weg={gone}" if gone else ""))


def colours(visitor: Visitor, code: str) -> list[Any]:
    """The plan, by colour and by those parts of which something stands there."""
    told = release.lines(visitor, code, ["sign"])
    by_part = [
        [(part, [one for one in told if one.facet == f"{colour}.{part}"]) for part in PARTS]
        for colour in COLOURS
    ]
    return [
        (colour, [(part, lines) for part, lines in parts if lines])
        for colour, parts in zip(COLOURS, by_part, strict=True)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("person")
def plan(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """The plan in three colours: the person's own."""
    if request.method != "POST":
        return _plan(request, visitor, code)
    if _taken_or_put_back(request, visitor, code):
        return _back_to("mine:plan", code, request)
    colour, part = request.POST.get("colour", ""), request.POST.get("part", "")
    try:
        if colour not in COLOURS or part not in PARTS:
            raise Impossible("sharing.choose_colour")
        receiving.say(
            visitor,
            code,
            "sign",
            request.POST.get("words", ""),
            facet=f"{colour}.{part}",
            key=key_of(request),
            request=request,
        )
    except Impossible as impossible:
        messages.error(request, say(impossible.words))
        return _plan(request, visitor, code, status=422)
    messages.success(request, say("sharing.words_kept"))
    return redirect("mine:plan", code)


def _plan(request: HttpRequest, visitor: Visitor, code: str, *, status: int = 200) -> HttpResponse:
    return shown(
        request,
        visitor,
        code,
        "plan",
        colours=colours(visitor, code),
        parts=PARTS,
        chosen_colour=request.POST.get("colour", ""),
        chosen_part=request.POST.get("part", ""),
        taken_away=number(request.GET.get("weg", "")),
        key=uuid.uuid4(),
        typed=request.POST.get("words", ""),
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("person")
def not_well(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """The own plan opens; who reads it and whom to call now is said before and after."""
    sent = False
    if request.method == "POST":
        with told_when_impossible(request):
            receiving.not_well(
                visitor,
                code,
                request.POST.get("words", ""),
                key=key_of(request),
                request=request,
            )
            sent = True
    around = [one for one in release.helpers(visitor, code) if one.state == "in"]
    reads = {one.name for one in release.reads_help(visitor, code)}
    return shown(
        request,
        visitor,
        code,
        "not_well",
        sent=sent,
        reads=[one for one in around if one.part in ("coach", "stand-in") and one.name in reads],
        to_call=[one for one in around if one.phone and one.part not in NOT_IN_NEED],
        colours=[(one, parts) for one, parts in colours(visitor, code) if parts and one != "green"],
        key=uuid.uuid4(),
        typed=request.POST.get("words", ""),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("person")
def who_sees(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """Who may see what; take one line away, take a yes back, or shut somebody out."""
    if request.method == "POST":
        act = request.POST.get("act", "")
        member = number(request.POST.get("member", ""))
        if act == "unshare":
            receiving.unshare(visitor, code, number(request.POST.get("line", "")), member)
            messages.success(request, say("sharing.line_taken_away"))
        elif act == "shut-out":
            with told_when_impossible(request, "sharing.shut_out_done"):
                receiving.shut_out(visitor, code, member, request=request)
        elif act == "take-back":
            receiving.take_back_consent(
                visitor, code, number(request.POST.get("consent", "")), request=request
            )
            messages.success(request, say("sharing.yes_taken_back"))
        return redirect("mine:who_sees", code)
    found = release.helpers(visitor, code)
    return shown(
        request,
        visitor,
        code,
        "who_sees",
        helpers=[one for one in found if one.part not in ("coach", "stand-in", "supervisor")],
        inside=[one for one in found if one.part in ("coach", "stand-in", "supervisor")],
        asked=[one for one in release.asked(visitor, code) if one.state == "asked"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("person")
def question(request: HttpRequest, visitor: Visitor, code: str, number: int) -> HttpResponse:
    """May somebody know something? Yes in own words, or no."""
    found = next((one for one in release.asked(visitor, code) if one.id == number), None)
    if found is None:
        raise LookupError(number)
    if request.method == "POST" and found.state == "asked":
        yes = request.POST.get("answer") == "yes"
        back = request.POST.get("back", "")
        try:
            receiving.answer_consent(visitor, code, number, yes=yes, back=back, request=request)
        except Impossible:
            facts = {"asked": found, "lacking": True, "typed": back}
            return shown(request, visitor, code, "question", **facts, status=422)
        messages.success(request, say("sharing.answer_yes" if yes else "sharing.answer_no"))
        return redirect("mine:who_sees", code)
    return shown(request, visitor, code, "question", asked=found)


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("person")
def stop(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """The person wants to stop: nobody outside looks along from now on, and the coach calls."""
    sent, words = False, request.POST.get("words", "")
    if request.method == "POST":
        with told_when_impossible(request):
            receiving.say_stop(visitor, code, words, key=key_of(request), request=request)
            sent = True
    return shown(request, visitor, code, "stop", sent=sent, key=uuid.uuid4(), typed=words)


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("person")
def complain(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """A complaint, which the coach does not read."""
    sent = False
    if request.method == "POST":
        with told_when_impossible(request):
            receiving.complain(
                visitor, code, request.POST.get("words", ""), key=key_of(request), request=request
            )
            sent = True
    return shown(
        request,
        visitor,
        code,
        "complain",
        sent=sent,
        mine=release.lines(visitor, code, ["complaint"]),
        answers=[
            one for one in release.lines(visitor, code, ["answer"]) if one.facet == "complaint"
        ],
        key=uuid.uuid4(),
        typed=request.POST.get("words", ""),
    )
