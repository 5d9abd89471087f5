"""What people around the person see, and what they give back. Each look is noted before anything is shown."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkwijs.guidance import receiving, release
from werkwijs.guidance.release import Visitor, Way
from werkwijs.lib.impossible import Impossible, told_when_impossible
from werkwijs.lib.words import say
from werkwijs.sharing import device
from werkwijs.sharing.views_mine_answers import colours, key_of, number

CHANGES = ("boss", "roster", "tasks", "hours", "contract", "colleagues", "reorganisation", "place")
STAFF = ("coach", "stand-in")


@require_safe
@never_cache
@login_not_required
def door(request: HttpRequest) -> HttpResponse:
    """Who is in goes on; with several ways one chooses."""
    visitor = device.visitor_of(request)
    if visitor is not None and visitor.kind == "person":
        return redirect("mine:door")
    if visitor is not None and len(visitor.ways) == 1:
        return redirect("around:way", visitor.ways[0].code)
    ways = visitor.ways if visitor is not None else ()
    return render(request, "sharing/around_door.html", {"ways": ways, "known": visitor is not None})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def invitation(request: HttpRequest, link: str) -> HttpResponse:
    """Who asks, as what, for whom; looking changes nothing, so a scanner of mail answers nothing."""
    found = release.invitation(link)
    if found is None:
        return render(request, "sharing/around_closed.html", status=404)
    visitor = device.visitor_of(request)
    act = request.POST.get("act", "")
    if request.method == "POST" and act in ("not-me", "declined"):
        receiving.decline(link, not_me=act == "not-me", request=request)
        return render(request, "sharing/around_declined.html", {"not_me": act == "not-me"})
    if request.method == "POST" and act == "accept":
        let_in = receiving.accept(link, request=request)
        if let_in is None:
            return render(request, "sharing/around_closed.html", status=404)
        secret, code = let_in
        return device.remember(redirect("around:way", code), secret)
    return render(
        request,
        "sharing/around_invitation.html",
        {
            "invited": found,
            "other": visitor is not None
            and (visitor.kind == "person" or visitor.called != found.name),
        },
    )


@require_POST
@never_cache
@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """Nothing is left on this device."""
    receiving.leave(request.COOKIES.get(device.COOKIE, ""))
    return device.forget(redirect("around:door"))


def _way(visitor: Visitor, code: str) -> Way:
    found = next((one for one in visitor.ways if one.code == code), None)
    if found is None:
        raise LookupError(code)
    return found


def shown(
    request: HttpRequest,
    visitor: Visitor,
    code: str,
    template: str,
    *,
    status: int = 200,
    **facts: Any,
) -> HttpResponse:
    """One of their pages, after it was noted that they looked."""
    way = _way(visitor, code)
    release.saw(visitor, code, request=request)
    told = {"code": code, "way": way, "called": way.called, "several": len(visitor.ways) > 1}
    told["visitor"] = visitor
    return render(request, f"sharing/around_{template}.html", told | facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("outside")
def way(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """All that was shared with them, on one page; for an employer in five minutes."""
    if request.method == "POST":
        if line := number(request.POST.get("gone", "")):
            receiving.take_back_words(visitor, code, line, request=request)
            messages.success(request, say("sharing.words_gone"))
        return redirect("around:way", code)
    told = release.lines(visitor, code)
    of = {kind: [one for one in told if one.kind == kind and not one.mine] for kind in KINDS}
    return shown(
        request,
        visitor,
        code,
        "way",
        needs=of["need"],
        agreements=of["agreement"],
        goals=of["goal"],
        talks=of["talk"] + of["signal"] + of["evidence"] + of["setback"],
        answers=of["answer"],
        steps=release.path(visitor, code),
        jobs=release.jobs(visitor, code),
        colours=[one for one in colours(visitor, code) if any(part[1] for part in one[1])],
        mine=[one for one in reversed(told) if one.mine],
        any=any(not one.mine for one in told),
        to_call=[one for one in release.helpers(visitor, code) if one.part in STAFF],
    )


KINDS = ("need", "agreement", "goal", "talk", "signal", "evidence", "setback", "answer")


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("outside")
def signal(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """They notice something."""
    return _give(request, visitor, code, "signal")


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("outside")
def change(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """Something changes at work."""
    if _way(visitor, code).part != "employer":
        raise LookupError(code)
    return _give(request, visitor, code, "change")


def _give(request: HttpRequest, visitor: Visitor, code: str, what: str) -> HttpResponse:
    typed = request.POST.get("words", "")
    facts: dict[str, Any] = {"typed": typed, "key": request.POST.get("key") or uuid.uuid4()}
    if request.method == "POST":
        sure = request.POST.get("sure") == "yes"
        key = key_of(request)
        try:
            if what == "signal":
                receiving.signal(visitor, code, typed, sure=sure, key=key, request=request)
            else:
                sort = request.POST.get("sort", "")
                facts["sort"] = sort
                receiving.work_changes(
                    visitor, code, sort, typed, sure=sure, key=key, request=request
                )
        except receiving.LooksPrivate as private:
            facts["private"] = private.found
        except Impossible as impossible:
            facts["problem"] = say(impossible.words)
        else:
            messages.success(request, say("sharing.sent_to_coach"))
            return redirect("around:way", code)
    wrong = "private" in facts or "problem" in facts
    return shown(
        request, visitor, code, what, changes=CHANGES, status=422 if wrong else 200, **facts
    )


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("outside")
def complain(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """A complaint, for who leads the team."""
    sent = False
    if request.method == "POST":
        with told_when_impossible(request):
            receiving.complain(
                visitor, code, request.POST.get("words", ""), key=key_of(request), request=request
            )
            sent = True
    return shown(request, visitor, code, "complain", sent=sent, key=uuid.uuid4())


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("outside")
def go_away(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """They cannot, or will not, go on."""
    if request.method == "POST":
        receiving.go_away(visitor, code, request=request)
        return redirect("around:door")
    return shown(request, visitor, code, "go_away")
