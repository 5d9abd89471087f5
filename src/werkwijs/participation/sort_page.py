"""What the sorting page is made of: which turn it is, its piles as buttons, its facts for the script."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from conceptmapping.errors import Language
from werkwijs.lib.words import language, say
from werkwijs.participation import batches, shown
from werkwijs.participation.acts import NotUnderstood
from werkwijs.participation.models import Participant
from werkwijs.participation.piles import Heap, Table
from werkwijs.studies.models import Statement, Study

IN_VIEW = 6
"""So many piles are in view; the others one tap away."""
BLANKS = {"n": "{n}", "size": "{size}", "name": "{name}"}
"""The script fills these in."""


@dataclass(frozen=True)
class Turn:
    """Where somebody is: "kaart 3 van 20", in round 2 of 4."""

    round: int
    of_rounds: int
    place: int
    size: int

    @property
    def rests(self) -> bool:
        """Whether a round was just finished and the next not begun."""
        return self.round > 1 and self.place == 1


def turn(study: Study, table: Table) -> Turn:
    """Where somebody is with the statements that still wait; at least one does."""
    sizes = batches.rounds(len(table.statements), study.round_size)
    before = 0
    for number, size in enumerate(sizes, 1):
        if table.n_seen < before + size:
            return Turn(number, len(sizes), table.n_seen - before + 1, size)
        before += size
    raise ValueError("Nothing waits.")


def page(
    participant: Participant, table: Table, statement: Statement, turn: Turn | None
) -> dict[str, Any]:
    """One statement and where it can go. Without a turn it lies somewhere already."""
    heaps = [button(participant, heap) for heap in table.heaps]
    lies_on = table.on(statement.pk)
    facts: dict[str, Any] = {
        "now": milliseconds(),
        "last": last_act(table),
        "inView": IN_VIEW,
        "next": next_number(table),
        "undo": bool(table.sitting.steps),
        "words": words(
            "on",
            "on_none",
            "taken_back",
            "count",
            "pile_n",
            "where",
            "first",
            "keys_off",
            "keys_on",
        ),
    }
    if turn:
        in_round = table.waiting[: turn.size - turn.place + 1]
        facts |= {
            "waiting": [shown.to(participant, s).facts() for s in in_round],
            "place": turn.place,
            "size": turn.size,
        }
    else:
        facts["only"] = shown.to(participant, statement).facts()
    return {
        "statement": shown.to(participant, statement),
        "heaps": heaps[:IN_VIEW],
        "more": heaps[IN_VIEW:],
        "lies_on": lies_on,
        "lies_on_none": any(s.pk == statement.pk for s in table.unknown),
        "new_pile": uuid.uuid4(),
        "data": facts,
    }


def button(participant: Participant, heap: Heap) -> dict[str, Any]:
    """A pile as a place to put something: known by its label, or by what lies on top."""
    return {
        "key": str(heap.key),
        "name": name(heap),
        "label": heap.label,
        "top": "" if heap.label else shown.words(participant, heap.statements[-1]),
        "n": len(heap.statements),
    }


def name(heap: Heap) -> str:
    return heap.label or say("participation.sort_pile_n", n=heap.number)


def words(*names: str) -> dict[str, str]:
    """What the script says, with blanks; and one slip, many slips."""
    return _words(language(), names)


@cache
def _words(_: Language, names: tuple[str, ...]) -> dict[str, str]:
    said = {name: say(f"participation.sort_{name}", **BLANKS) for name in names}
    slip, slips = (say("participation.sort_slips", n=n) for n in (1, 2))
    return said | {"slip": slip, "slips": slips}


def next_number(table: Table) -> int:
    return max((heap.number for heap in table.heaps), default=0) + 1


def milliseconds() -> int:
    return int(timezone.now().timestamp() * 1000)


def last_act(table: Table) -> int:
    """When something was last placed: a page never counts from before that."""
    return int(table.last.timestamp() * 1000) + 1 if table.last else 0


def act(given: QueryDict) -> Mapping[str, Any]:
    """The act that a form speaks of, as a device would send it."""
    made: dict[str, Any] = {
        "key": key_of(given),
        "kind": given.get("kind", ""),
        "at": None,
    }
    if made["kind"] == "place":
        made |= {
            "statements": [whole(found) for found in given.getlist("statement")],
            "pile": given.get("pile") or None,
            "split_from": given.get("split_from") or None,
            "label": given.get("label", "")[:80],
        }
        if given.get("shown"):
            made["seconds"] = max(0, milliseconds() - whole(given.get("shown", ""))) / 1000
    if made["kind"] == "rename":
        made |= {"pile": given.get("pile", ""), "label": given.get("label", "")[:5_000]}
    return made


def small(found: str | None) -> int:
    """A number of a page or a round; 0 where it is none."""
    return int(found) if found and re.fullmatch("[0-9]{1,4}", found) else 0


def whole(found: str) -> int:
    try:
        return int(found[:20])
    except ValueError:
        raise NotUnderstood("number") from None


def key_of(given: QueryDict) -> uuid.UUID:
    try:
        return uuid.UUID(given.get("key", ""))
    except ValueError:
        raise NotUnderstood("key") from None
