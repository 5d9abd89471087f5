"""What people around the person see, and what they give back. Each look is noted before anything is shown."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkwijs.guidance import receiving, release
from werkwijs.guidance.release import Visitor, Way
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.words import say
from werkwijs.sharing import device
from werkwijs.sharing.views_mine_answers import colours, key_of, number

CHANGES = ("boss", "roster", "tasks", "hours", "contract", "colleagues", "reorganisation", "place")
STAFF = ("coach", "stand-in")
KINDS = ("need", "agreement", "goal", "talk", "signal", "evidence", "setback", "answer")
MORE = ("talk", "signal", "evidence", "setback", "goal")
"""What is told under the rest; a goal only once nobody works on it any more."""
OVER = ("done", "stopped")


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
    ways = sorted(visitor.ways, key=lambda way: way.called.casefold()) if visitor else []
    return render(request, "sharing/around_door.html", {"ways": ways, "known": visitor is not None})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def invitation(request: HttpRequest, link: str) -> HttpResponse:
    """Who asks, as what, for whom; looking changes nothing, so a scanner of mail answers nothing."""
    found = release.invitation(link)
    visitor = device.visitor_of(request)
    if found is None:
        return _closed(request, visitor)
    act = request.POST.get("act", "")
    if request.method == "POST" and act in ("not-me", "declined"):
        receiving.decline(link, not_me=act == "not-me", request=request)
        return render(request, "sharing/around_declined.html", {"not_me": act == "not-me"})
    if request.method == "POST" and act == "accept":
        on = request.COOKIES.get(device.COOKIE, "")
        let_in = receiving.accept(link, on=on, request=request)
        if let_in is None:
            return _closed(request, visitor)
        secret, code = let_in
        messages.success(request, say("sharing.came_along"))
        return device.remember(redirect("around:way", code), secret)
    return render(
        request,
        "sharing/around_invitation.html",
        {
            "invited": found,
            "other": visitor is not None
            and (visitor.kind == "person" or visitor.id != found.contact),
        },
    )


def _closed(request: HttpRequest, visitor: Visitor | None) -> HttpResponse:
    """A link that opens nothing; who pressed their old one again on the same device can go on from here."""
    known = visitor is not None and visitor.kind == "outside"
    return render(request, "sharing/around_closed.html", {"known": known}, status=404)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """Nothing is left on this device; who comes back needs a new link, which is said first."""
    if request.method != "POST":
        visitor = device.visitor_of(request)
        if visitor is None or visitor.kind != "outside":
            return redirect("around:door")
        return render(request, "sharing/around_leave.html")
    receiving.leave(request.COOKIES.get(device.COOKIE, ""))
    return device.forget(redirect("around:door"), storage=False)


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
    everybody = [
        one for one in release.helpers(visitor, code) if one.part in STAFF and one.state == "in"
    ]
    told = {
        "known": True,
        "code": code,
        "way": way,
        "called": way.called,
        "several": len(visitor.ways) > 1,
        "visitor": visitor,
        "to_call": sorted(everybody, key=lambda one: (not one.phone, one.part == "coach")),
        "reachable": any(one.phone for one in everybody),
    }
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
    mine = {one.id: one for one in told if one.mine}
    open_goals = {one.id for one in release.open_goals(visitor, code)}
    steps = release.path(visitor, code)
    return shown(
        request,
        visitor,
        code,
        "way",
        needs=of["need"],
        agreements=of["agreement"],
        goals=[one for one in of["goal"] if one.id in open_goals],
        talks=sorted(
            (one for kind in MORE for one in of[kind] if one.id not in open_goals),
            key=lambda one: (one.on, one.id),
            reverse=True,
        ),
        answers=[(one, mine.get(one.about or 0)) for one in reversed(of["answer"])],
        steps=[one for one in steps if one.state not in OVER],
        earlier_steps=[one for one in steps if one.state in OVER],
        jobs=release.jobs(visitor, code),
        colours=[one for one in colours(visitor, code) if any(part[1] for part in one[1])],
        mine=list(reversed(mine.values())),
        any=any(not one.mine for one in told),
    )


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
    facts: dict[str, Any] = {"key": key_of(request) or uuid.uuid4(), "changes": CHANGES}
    facts["sort"] = request.POST.get("sort", "")
    if request.method == "POST":
        if what == "change" and facts["sort"] not in CHANGES:
            facts["unchosen"] = True
        elif _gave(request, visitor, code, what, facts):
            messages.success(request, say("sharing.sent_to_coach"))
            return redirect("around:way", code)
    return _again(request, visitor, code, what, facts)


def _gave(
    request: HttpRequest, visitor: Visitor, code: str, what: str, facts: dict[str, Any]
) -> bool:
    """Whether it was sent; where it was not, ``facts`` say why."""
    words, sure = request.POST.get("words", ""), request.POST.get("sure") == "yes"
    key = key_of(request)
    try:
        if what == "change":
            sort = facts["sort"]
            receiving.work_changes(visitor, code, sort, words, sure=sure, key=key, request=request)
        elif what == "complain":
            receiving.complain(visitor, code, words, key=key, request=request)
        else:
            receiving.signal(visitor, code, words, sure=sure, key=key, request=request)
    except receiving.LooksPrivate as private:
        facts["private"] = private.found
    except Impossible as impossible:
        facts["problem"] = say(impossible.words)
    return not facts.keys() & WRONG


def _again(
    request: HttpRequest, visitor: Visitor, code: str, what: str, facts: dict[str, Any]
) -> HttpResponse:
    """The form, with what was typed; 422 where something is wrong."""
    status = 422 if facts.keys() & WRONG else 200
    facts["typed"] = request.POST.get("words", "")
    return shown(request, visitor, code, what, status=status, **facts)


WRONG = {"private", "problem", "unchosen"}


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("outside")
def complain(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """A complaint, for who leads the team."""
    facts: dict[str, Any] = {"key": key_of(request) or uuid.uuid4()}
    if request.method == "POST" and _gave(request, visitor, code, "complain", facts):
        facts["sent"] = True
    return _again(request, visitor, code, "complain", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("outside")
def go_away(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """They cannot, or will not, go on; they may say why, and then the person reads it too."""
    facts: dict[str, Any] = {"key": key_of(request) or uuid.uuid4()}
    if request.method == "POST":
        silent = not request.POST.get("words", "").strip()
        if silent or _gave(request, visitor, code, "signal", facts):
            receiving.go_away(visitor, code, request=request)
            messages.success(request, say("sharing.around_stopped"))
            return redirect("around:door")
    return _again(request, visitor, code, "go_away", facts)
