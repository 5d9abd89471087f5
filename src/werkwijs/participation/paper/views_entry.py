"""Typing in what stands on paper, and correcting it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say
from werkwijs.participation import helping
from werkwijs.participation.models import Help, Participant
from werkwijs.participation.paper import checking, contents, entering, ratings
from werkwijs.participation.paper.forms import Helped
from werkwijs.participation.paper.number_lines import in_text, read_lines
from werkwijs.participation.paper.pages import agreed_first, key_of
from werkwijs.participation.paper.sorts import Checked, Sort
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@agreed_first
@require_http_methods(["GET", "HEAD", "POST"])
def sort(
    request: HttpRequest, study: Study, participant: Participant, *, second: bool = False
) -> HttpResponse:
    """A line per pile. Nothing that was typed is lost, whatever is wrong with it."""
    there = contents.sitting_of(participant, Help.Task.SORTING, second=second)
    task = _task(participant, Help.Task.SORTING, second=second)
    if second and task["first"] is None:
        return redirect("taking_part:paper_person", study.slug, participant.number)
    if request.method != "POST":
        shown = contents.sort_of(there) if there and not second else Sort(())
        entering.tell("paper_read", participant, by=signed_in(request), request=request)
        return _show_sort(request, study, participant, task, shown.lines, shown.unknown_line)
    lines, unknown = request.POST.get("lines", ""), request.POST.get("unknown", "")
    helped = Helped(request.POST)
    checked = entering.check_sort(participant, read_lines(lines), unknown)
    if checked.faults or not (second or helped.is_valid()):
        return _show_sort(request, study, participant, task, lines, unknown, checked, helped)
    try:
        entering.enter_sort(
            participant,
            [(pile.label, pile.numbers) for pile in checked.sort.piles],
            checked.sort.unknown,
            by=signed_in(request),
            second=second,
            key=key_of(request),
            seen=request.POST.get("seen", ""),
            request=request,
        )
    except entering.ChangedMeanwhile:
        return _show_sort(
            request, study, participant, task, lines, unknown, checked, helped, stale=True
        )
    if not second:
        _help(participant, Help.Task.SORTING, helped)
    return _saved(request, study, participant, Help.Task.SORTING, second, checked.missing)


@agreed_first
@require_POST
def sort_check(request: HttpRequest, study: Study, participant: Participant) -> JsonResponse:
    """What is wrong with the lines so far, while they are typed. Keeps nothing."""
    checked = entering.check_sort(
        participant,
        read_lines(request.POST.get("lines", "")),
        request.POST.get("unknown", ""),
    )
    return JsonResponse(
        {
            "faults": [str(fault) for fault in checked.faults if fault.kind != "empty"],
            "told": _told(checked),
        }
    )


@agreed_first
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(
    request: HttpRequest, study: Study, participant: Participant, *, second: bool = False
) -> HttpResponse:
    """A field per statement and scale."""
    there = contents.sitting_of(participant, Help.Task.RATING, second=second)
    task = _task(participant, Help.Task.RATING, second=second)
    if second and task["first"] is None:
        return redirect("taking_part:paper_person", study.slug, participant.number)
    if request.method != "POST":
        shown = ratings.typed(contents.sheet_of(there)) if there and not second else {}
        entering.tell("paper_read", participant, by=signed_in(request), request=request)
        return _show_sheet(request, study, participant, task, shown)
    typed = {
        (scale.key, number): request.POST.get(f"{scale.pk}-{number}", "")
        for scale in study.scales.all()
        for number in contents.statements(study)
    }
    helped = Helped(request.POST)
    _, wrong = ratings.read(typed, study.scales.all(), contents.statements(study))
    if wrong or not (second or helped.is_valid()):
        return _show_sheet(request, study, participant, task, typed, wrong, helped)
    try:
        entering.enter_ratings(
            participant,
            typed,
            by=signed_in(request),
            second=second,
            key=key_of(request),
            seen=request.POST.get("seen", ""),
            request=request,
        )
    except entering.ChangedMeanwhile:
        return _show_sheet(request, study, participant, task, typed, [], helped, stale=True)
    if not second:
        _help(participant, Help.Task.RATING, helped)
    return _saved(request, study, participant, Help.Task.RATING, second, [])


# --- shown ------------------------------------------------------------------------------


def _task(participant: Participant, task: Help.Task, *, second: bool) -> dict[str, Any]:
    first = contents.sitting_of(participant, task)
    there = contents.sitting_of(participant, task, second=True) if second else first
    return {"task": task.value, "second": second, "first": first, "there": there}


def _show_sort(
    request: HttpRequest,
    study: Study,
    participant: Participant,
    task: dict[str, Any],
    lines: str,
    unknown: str,
    checked: Checked | None = None,
    helped: Helped | None = None,
    *,
    stale: bool = False,
) -> HttpResponse:
    asked = contents.asked_numbers(participant)
    return pages.show(
        request,
        study,
        "participation/paper/sort.html",
        status=400 if checked is not None else 200,
        participant=participant,
        lines=lines,
        unknown=unknown,
        faults=checked.faults if checked else [],
        told=_told(checked) if checked else "",
        helped=helped or Helped(),
        stale=stale,
        theirs=contents.sort_of(task["there"]) if stale and task["there"] else None,
        asked=in_text(asked or contents.statements(study)),
        batched=asked is not None,
        seen=contents.seen(task["there"]),
        key=uuid.uuid4(),
        **task,
    )


def _show_sheet(
    request: HttpRequest,
    study: Study,
    participant: Participant,
    task: dict[str, Any],
    typed: dict[ratings.Cell, str],
    wrong: list[ratings.WrongCell] | None = None,
    helped: Helped | None = None,
    *,
    stale: bool = False,
) -> HttpResponse:
    places = {cell.cell: cell for cell in wrong or []}
    by_number = contents.statements(study)
    parts = [
        {
            "scale": scale,
            "rows": [
                {
                    "name": f"{scale.pk}-{number}",
                    "number": number,
                    "text": statement.text,
                    "typed": typed.get((scale.key, number), ""),
                    "wrong": places.get((scale.key, number)),
                }
                for number, statement in sorted(by_number.items())
            ],
        }
        for scale in study.scales.prefetch_related("steps")
    ]
    return pages.show(
        request,
        study,
        "participation/paper/ratings.html",
        status=400 if wrong is not None else 200,
        participant=participant,
        parts=parts,
        wrong=wrong,
        helped=helped or Helped(),
        stale=stale,
        turned=study.turns_scales and participant.turned,
        seen=contents.seen(task["there"]),
        key=uuid.uuid4(),
        **task,
    )


def _told(checked: Checked) -> str:
    """How far it is: piles, numbers, what was not named yet."""
    named = sum(len(pile.numbers) for pile in checked.sort.piles)
    told = say("participation.paper_so_far", n=len(checked.sort.piles), named=named)
    if checked.missing:
        return f"{told} {say('participation.paper_missing', numbers=in_text(checked.missing))}"
    return f"{told} {say('participation.paper_complete')}"


def _help(participant: Participant, task: Help.Task, helped: Helped) -> None:
    if helped.cleaned_data.get("helper"):
        helping.record(participant, task, helped.cleaned_data["helper"], helped.cleaned_data["how"])


def _saved(
    request: HttpRequest,
    study: Study,
    participant: Participant,
    task: Help.Task,
    second: bool,
    missing: list[int],
) -> HttpResponse:
    if second:
        if not checking.differs(participant, task):
            checking.settle(participant, task, by=signed_in(request), request=request)
            messages.success(request, say("participation.paper_same_twice"))
            return redirect("taking_part:paper_person", study.slug, participant.number)
        return redirect("taking_part:paper_compare", study.slug, participant.number, task)
    told = say("participation.paper_kept", code=participant.pseudonym)
    if missing:
        told += " " + say("participation.paper_missing", numbers=in_text(missing))
    messages.success(request, told)
    return redirect("taking_part:paper_person", study.slug, participant.number)
