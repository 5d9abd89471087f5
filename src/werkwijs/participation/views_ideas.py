"""Pages for giving ideas, one at a time, and for reading those of others."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkwijs.lib.words import say
from werkwijs.participation import acts, helping, ideas, person
from werkwijs.participation.models import Participant
from werkwijs.studies import texts
from werkwijs.studies.models import Phase


@require_http_methods(["GET", "POST"])
@person.page
def page(request: HttpRequest, participant: Participant) -> HttpResponse:
    """The stem and one field; below it what was given so far."""
    if not participant.study.asks_ideas:
        return redirect("participation:home")
    if request.method == "GET":
        return _page(request, participant)
    text = _text(request)
    if request.POST.get("for") != acts.mark(participant):
        return _page(request, participant, problem=say("participation.refused_other_person"))
    try:
        _give(participant, request, text)
    except acts.Refused as refused:
        told = say(refused.words, **refused.facts)
        return _page(request, participant, problem=told, text=text)
    return redirect(f"{request.path}?bewaard=ja")


@require_POST
@person.page
def gone(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Take an idea back. Its words stand on the answer only, so that it can be put back."""
    key = _key(request, "idea")
    idea = ideas.own(participant).filter(key=key).first()
    text = idea.text if idea else ""
    try:
        acts.do(participant, {"kind": "idea-gone", "key": _key(request, "key"), "idea": key})
    except acts.Refused as refused:
        return _page(request, participant, problem=say(refused.words, **refused.facts))
    return _page(request, participant, gone=text)


@require_http_methods(["GET", "POST"])
@person.page
def done(request: HttpRequest, participant: Participant) -> HttpResponse:
    """They know no more: thanks, and what comes now."""
    if request.method == "POST":
        try:
            acts.do(participant, {"kind": "ideas-done", "key": _key(request, "key")})
        except acts.Refused as refused:
            return _page(request, participant, problem=say(refused.words, **refused.facts))
        return redirect("participation:ideas_done")
    return render(
        request,
        "participation/ideas/done.html",
        {
            "count": ideas.own(participant).count(),
            "open": participant.study.phase == Phase.IDEAS,
            "study": participant.study,
        },
    )


@require_GET
@person.page
def others(request: HttpRequest, participant: Participant) -> HttpResponse:
    """What others gave; asked every few seconds by a page that shows it."""
    state = f'"{ideas.state_of_others(participant)}"'
    if request.headers.get("If-None-Match") == state:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = JsonResponse({"ideas": [vars(seen) for seen in ideas.of_others(participant)]})
    answer.headers["ETag"] = state
    return answer


def _page(
    request: HttpRequest,
    participant: Participant,
    *,
    problem: str = "",
    text: str = "",
    gone: str = "",
) -> HttpResponse:
    study = participant.study
    shows_others = study.shows_others_ideas and study.phase == Phase.IDEAS
    return render(
        request,
        "participation/ideas/page.html",
        {
            "study": study,
            "open": study.phase == Phase.IDEAS,
            "about": texts.text(study, "ideas", participant.easy).splitlines(),
            "own": ideas.own(participant),
            "others": ideas.of_others(participant) if shows_others else [],
            "shows_others": shows_others,
            "helpers": helping.Helper.values,
            "helper": request.POST.get("helper", "") if problem else ideas.last_helper(participant),
            "for": acts.mark(participant),
            "key": uuid.uuid4(),
            "problem": problem,
            "text": text,
            "gone": gone,
            "saved": bool(request.GET.get("bewaard")),
            "longest": ideas.LONGEST,
        },
    )


def _give(participant: Participant, request: HttpRequest, text: str) -> None:
    """Once for each key; the same page used again for other words gives another idea."""
    key = _key(request, "key")
    act = {"kind": "idea", "key": key, "text": text, "helper": request.POST.get("helper", "")}
    if acts.do(participant, act):
        return
    if not ideas.own(participant).filter(key=key, text=text).exists():
        acts.do(participant, act | {"key": uuid.uuid5(key, text)})


def _text(request: HttpRequest) -> str:
    """As it was typed: forms send every new line as two characters."""
    return request.POST.get("text", "").replace("\r\n", "\n")


def _key(request: HttpRequest, name: str) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        return uuid.uuid4()
