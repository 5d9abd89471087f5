"""Two entries of one paper beside each other; and removing and putting back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say
from werkwijs.participation.models import Help, Participant
from werkwijs.participation.paper import checking, contents, entering, removing
from werkwijs.participation.paper.number_lines import in_text
from werkwijs.participation.paper.pages import agreed_first, key_of, of_participant
from werkwijs.participation.paper.second_entry import NOT_NAMED, UNKNOWN, Place
from werkwijs.participation.paper.sorts import Sort
from werkwijs.studies import pages
from werkwijs.studies.models import Study

SIDES = ("first", "second")


@agreed_first
@require_http_methods(["GET", "HEAD", "POST"])
def compare(
    request: HttpRequest, study: Study, participant: Participant, *, task: str
) -> HttpResponse:
    """What differs, side by side; what is right is chosen for each."""
    first = contents.sitting_of(participant, task)
    second = contents.sitting_of(participant, task, second=True)
    if first is None or second is None:
        return redirect("taking_part:paper_person", study.slug, participant.number)
    compared, total = _differences(study, participant, task)
    chosen = {d["key"]: request.POST.get(d["key"], "") for d in compared}
    unchosen = [d for d in compared if chosen[d["key"]] not in SIDES]
    stale = False
    if request.method == "POST" and not unchosen:
        try:
            made = checking.settle(
                participant,
                task,
                [key for key, side in chosen.items() if side == "second"],
                by=signed_in(request),
                seen=request.POST.get("seen", ""),
                key=key_of(request),
                request=request,
            )
        except entering.ChangedMeanwhile:
            stale = True
        else:
            if made is not None:
                messages.success(
                    request,
                    say("participation.paper_settled", share=round(100 * made.agreement)),
                )
            return redirect("taking_part:paper_person", study.slug, participant.number)
    if request.method != "POST":
        entering.tell("paper_read", participant, by=signed_in(request), request=request)
    for difference in compared:
        difference["chosen"] = chosen[difference["key"]]
    differing = sum(d["counts"] for d in compared)
    return pages.show(
        request,
        study,
        "participation/paper/compare.html",
        status=400 if request.method == "POST" else 200,
        participant=participant,
        task=task,
        differences=compared,
        unchosen=unchosen if request.method == "POST" else [],
        stale=stale,
        share=round(100 * (1 - differing / total)) if total else 100,
        differing=differing,
        total=total,
        same_person=first.entered_by == second.entered_by,
        seen=checking.seen_both(participant, task),
        key=uuid.uuid4(),
    )


@of_participant
@require_POST
def remove(
    request: HttpRequest, study: Study, participant: Participant, *, task: str
) -> HttpResponse:
    removing.remove(participant, task, by=signed_in(request), request=request)
    messages.success(request, say("participation.paper_removed"))
    return redirect("taking_part:paper_person", study.slug, participant.number)


@of_participant
@require_POST
def put_back(
    request: HttpRequest, study: Study, participant: Participant, *, task: str
) -> HttpResponse:
    if removing.put_back(participant, task, by=signed_in(request), request=request):
        messages.success(request, say("participation.paper_put_back"))
    return redirect("taking_part:paper_person", study.slug, participant.number)


def _differences(
    study: Study, participant: Participant, task: str
) -> tuple[list[dict[str, Any]], int]:
    """Every difference in words, and of how many things that could differ."""
    first = contents.sitting_of(participant, task)
    second = contents.sitting_of(participant, task, second=True)
    assert first is not None and second is not None  # noqa: S101, PT018 - asked before
    texts = {number: s.text for number, s in contents.statements(study).items()}
    if task == Help.Task.SORTING:
        compared = checking.sorts(participant)
        assert compared is not None  # noqa: S101 - both are there
        one, other = contents.sort_of(first), contents.sort_of(second)
        found = [
            {
                "key": m.key,
                "number": m.number,
                "text": texts.get(m.number, ""),
                "first": _place(m.number, m.first, one),
                "second": _place(m.number, m.second, other),
                "counts": 1,
            }
            for m in compared.moved
        ] + [
            {
                "key": r.key,
                "number": "",
                "text": say(
                    "participation.paper_label_of", numbers=in_text(one.piles[r.pile].numbers)
                ),
                "first": r.first or say("participation.paper_no_label"),
                "second": r.second or say("participation.paper_no_label"),
                "counts": 0,
            }
            for r in compared.renamed
        ]
        return found, compared.total
    questions = {scale.key: scale.question for scale in study.scales.all()}
    return [
        {
            "key": o.key,
            "number": o.cell[1],
            "text": texts.get(o.cell[1], ""),
            "about": questions.get(o.cell[0], "") if len(questions) > 1 else "",
            "first": _mark(o.first),
            "second": _mark(o.second),
            "counts": 1,
        }
        for o in checking.sheets(participant) or []
    ], len(contents.sheet_of(first))


def _place(number: int, place: Place, sort: Sort) -> str:
    if place in (UNKNOWN, NOT_NAMED):
        return say("participation.paper_place", str(place))
    pile = sort.piles[int(place)]
    others = [n for n in pile.numbers if n != number]
    if not others:
        return say("participation.paper_place", "alone")
    told = say("participation.paper_place_with", numbers=in_text(others))
    return f"{told} ({pile.label})" if pile.label else told


def _mark(mark: int | str | None) -> str:
    if mark is None:
        return say("participation.paper_mark", "empty")
    return str(mark) if isinstance(mark, int) else say("participation.paper_mark", "unknown")
