"""The first page for who takes part: a code, a link, or where one was."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from werkwijs.lib import codes
from werkwijs.lib.limits import Limit, address_of
from werkwijs.participation import device, inviting, person, returning
from werkwijs.participation.models import JoinCode, Participant
from werkwijs.studies import texts

PER_ADDRESS = Limit("codes-address", times=10, seconds=600)
JOIN_CODES = Limit("codes-join", times=50, seconds=900)
RETURN_CODES = Limit("codes-return", times=50, seconds=900)
"""In all: the links and QR codes of everybody keep working, and the rest waits a quarter at most."""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Who was here goes on; else the code that was said or is on the card."""
    if request.method == "POST":
        return _written(request)
    here = _who_is_here(request)
    if here is None:
        return _start(request)
    if not device.is_shared(request):
        return redirect("participation:home")
    return render(request, "participation/still_here.html", {"study": here.study})


def _start(request: HttpRequest, wrong: str = "", status: int = 200) -> HttpResponse:
    tablet = device.serves(request)
    if tablet is not None and inviting.why_closed(tablet):
        tablet = None
    if tablet is not None:
        person.speak(request, tablet.study)
    shown = {"wrong": wrong, "tablet": tablet, "written": request.POST.get("code", "")[:20]}
    return render(request, "participation/start.html", shown, status=status)


def _written(request: HttpRequest) -> HttpResponse:
    """Six digits join, eight bring back; another number of digits is no code, and no guess."""
    code = codes.tidy(request.POST.get("code", ""))
    if not code.isdecimal() or len(code) not in (inviting.DIGITS, returning.DIGITS):
        return _start(request, wrong="shape")
    joins = len(code) == inviting.DIGITS
    overall = JOIN_CODES if joins else RETURN_CODES
    who = address_of(request)
    for limit, whose in ((PER_ADDRESS, who), (overall, "all")):
        if limit.reached(whose):
            response = _start(request, wrong="often", status=429)
            response.headers["Retry-After"] = str(limit.seconds_left())
            return response
    if joins:
        if found := inviting.by_spoken(code):
            return _closed(request, found) or device.begin(request, found)
    elif participant := returning.by_spoken(code):
        return device.open_for(request, participant, "participation:home")
    PER_ADDRESS.wrong(code, who)
    overall.wrong(code)
    return _start(request, wrong="unknown")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, written: str) -> HttpResponse:
    """A join link. Looking at it changes nothing; a button begins."""
    code = inviting.by_link(written)
    if code is None:
        return _no_such_link(request)
    if closed := _closed(request, code):
        return closed
    if request.method == "POST":
        return device.begin(request, code)
    here = _who_is_here(request)
    person.speak(request, code.study)
    easy = code.group is None or code.group.easy
    return render(
        request,
        "participation/invited.html",
        {
            "study": code.study,
            "welcome": texts.text(code.study, "welcome", easy).splitlines(),
            "here": here is not None and here.study_id == code.study_id,
            "shared": code.shared_device,
        },
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, written: str) -> HttpResponse:
    """The link of a return card. Looking at it changes nothing; a button goes on."""
    participant = returning.by_link(written)
    if participant is None:
        return _no_such_link(request)
    if request.method == "POST":
        return device.open_for(request, participant, "participation:home")
    if device.serves(request) is not None:
        return device.hold(redirect("participation:back_here"), written)
    return _back(request, participant)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def back_here(request: HttpRequest) -> HttpResponse:
    """The same on a tablet that goes round: its list of visited pages holds nobody's link."""
    participant = returning.by_link(device.held(request))
    if participant is None:
        return redirect("participation:start")
    if request.method == "POST":
        return device.open_for(request, participant, "participation:home")
    return _back(request, participant)


def _back(request: HttpRequest, participant: Participant) -> HttpResponse:
    _who_is_here(request)
    person.speak(request, participant.study)
    return render(request, "participation/back.html", {"study": participant.study})


@login_not_required
@require_POST
def next_person(request: HttpRequest) -> HttpResponse:
    """The tablet goes to somebody else, who begins. Where nobody can begin, who was here is gone as well."""
    code = device.serves(request)
    if code is None:
        return device.wipe(request)
    if closed := _closed(request, code):
        person.let_go(request, closed)
        return closed
    return device.begin(request, code)


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Stop on this device. It keeps nothing of the person."""
    return device.wipe(request)


@login_not_required
def goodbye(request: HttpRequest) -> HttpResponse:
    """After a no, or after everything was taken back."""
    why = request.GET.get("na", "")
    return render(
        request,
        "participation/goodbye.html",
        {
            "why": why if why in ("nee", "weg", "jong") else "nee",
            "tablet": device.serves(request),
        },
    )


def _who_is_here(request: HttpRequest) -> Participant | None:
    """Who used this device last and did not leave: what still waits of theirs is delivered first."""
    access = person.access_of(request)
    if access is None:
        return None
    request.participant = access.participant  # type: ignore[attr-defined]
    return access.participant


def _closed(request: HttpRequest, code: JoinCode) -> HttpResponse | None:
    why = inviting.why_closed(code)
    if not why:
        return None
    person.speak(request, code.study)
    return render(
        request,
        "participation/closed.html",
        {"why": why, "study": code.study},
        status=410 if why == "expired" else 200,
    )


def _no_such_link(request: HttpRequest) -> HttpResponse:
    return render(request, "participation/closed.html", {"why": "unknown"}, status=404)
