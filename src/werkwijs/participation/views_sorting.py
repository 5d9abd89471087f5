"""Pages for sorting: one statement at a time, the piles, and being done."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from werkwijs.lib.words import say
from werkwijs.participation import acts, person, piles, shown, sort_page, sorting
from werkwijs.participation.models import Participant
from werkwijs.participation.piles import Heap, Table
from werkwijs.studies.models import Phase, Statement

LARGE = 8
"""From so many statements on, and a third of all, a pile is offered to be split."""


@require_safe
@person.page
def sort(request: HttpRequest, participant: Participant) -> HttpResponse:
    """What comes now: to begin, the next statement, a rest between rounds, or "are you done?"."""
    study, table = participant.study, piles.table(participant)
    if study.phase != Phase.SORTING or not study.asks_sorting:
        return _show(request, participant, "closed", table=table)
    if table is None or not table.statements:
        return _show(request, participant, "start", table=table, study=study)
    if table.sitting.finished_at:
        return _show(request, participant, "done", table=table)
    if not table.waiting:
        return _show(request, participant, "asks", table=table)
    turn = sort_page.turn(study, table)
    if turn.rests and request.GET.get("ronde") != str(turn.round):
        return _show(request, participant, "rest", table=table, turn=turn)
    return _show(
        request,
        participant,
        "statement",
        table=table,
        turn=turn,
        page=sort_page.page(participant, table, table.waiting[0], turn),
        next="sort",
    )


@require_POST
@person.page
def begin(request: HttpRequest, participant: Participant) -> HttpResponse:
    if participant.study.phase == Phase.SORTING:
        sorting.begin(participant)
    return redirect("participation:sort")


@require_safe
@person.page
def statement(request: HttpRequest, participant: Participant, statement: int) -> HttpResponse:
    """A statement that lies somewhere already, to be put elsewhere."""
    found = get_object_or_404(Statement, pk=statement, study=participant.study)
    table = piles.table(participant)
    if table is None or found not in table.statements:
        return redirect("participation:sort")
    return _show(
        request,
        participant,
        "statement",
        table=table,
        page=sort_page.page(participant, table, found, None),
        next="piles",
    )


@require_safe
@person.page
def overview(request: HttpRequest, participant: Participant) -> HttpResponse:
    table = piles.table(participant)
    if table is None:
        return redirect("participation:sort")
    data = {
        "now": sort_page.milliseconds(),
        "last": sort_page.last_act(table),
        "next": sort_page.next_number(table),
        "words": sort_page.words("moved", "pile_n"),
    }
    return _show(
        request,
        participant,
        "piles",
        table=table,
        heaps=[_heap(participant, heap) for heap in table.heaps],
        unknown=[shown.to(participant, s) for s in table.unknown],
        data=data,
        next="piles",
    )


@require_safe
@person.page
def pile(request: HttpRequest, participant: Participant, key: uuid.UUID) -> HttpResponse:
    return _about(request, participant, key, "pile")


@require_safe
@person.page
def label(request: HttpRequest, participant: Participant, key: uuid.UUID) -> HttpResponse:
    return _about(request, participant, key, "label")


@require_safe
@person.page
def split(request: HttpRequest, participant: Participant, key: uuid.UUID) -> HttpResponse:
    return _about(request, participant, key, "split")


@require_safe
@person.page
def merge(request: HttpRequest, participant: Participant, key: uuid.UUID) -> HttpResponse:
    return _about(request, participant, key, "merge")


@require_POST
@person.page
def act(request: HttpRequest, participant: Participant) -> HttpResponse:
    """An act of sorting from a form; with the same key it is done once."""
    given = request.POST
    try:
        acts.do(participant, sort_page.act(given))
    except acts.Refused as refused:
        messages.warning(request, say(refused.words, **refused.facts))
    if given.get("next") == "piles":
        return redirect("participation:piles")
    if number := sort_page.small(given.get("round")):
        return redirect(f"{reverse('participation:sort')}?ronde={number}")
    return redirect("participation:sort")


def _about(
    request: HttpRequest, participant: Participant, key: uuid.UUID, template: str
) -> HttpResponse:
    """A page about one pile. A pile that is gone meanwhile is no fault: the others are shown."""
    table = piles.table(participant)
    heap = table.heap(key) if table else None
    if table is None or heap is None:
        return redirect("participation:piles")
    others = [_heap(participant, other) for other in table.heaps if other.key != key]
    return _show(
        request,
        participant,
        template,
        table=table,
        heap=_heap(participant, heap),
        others=others,
        next="piles",
        new_pile=uuid.uuid4(),
    )


def _heap(participant: Participant, heap: Heap) -> dict[str, Any]:
    n_all = participant.batch.count()
    return {
        "key": heap.key,
        "label": heap.label,
        "name": sort_page.name(heap),
        "statements": [shown.to(participant, s) for s in heap.statements],
        "large": len(heap.statements) >= LARGE and len(heap.statements) * 3 > n_all,
    }


def _show(
    request: HttpRequest,
    participant: Participant,
    template: str,
    *,
    table: Table | None,
    **more: Any,
) -> HttpResponse:
    context: dict[str, Any] = {
        "participant": participant,
        "study": participant.study,
        "table": table,
        "key": uuid.uuid4(),
        "finish_key": uuid.uuid4(),
        "shown": sort_page.milliseconds(),
        "open": participant.study.phase == Phase.SORTING,
        "undo": bool(table and table.sitting.steps),
    }
    return render(request, f"participation/sorting/{template}.html", context | more)
