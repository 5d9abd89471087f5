"""What about a sort deserves a look, while people still sort: counted in the database, judged by the engine.

The same as `conceptmapping.sort_shapes` says of the study that leaves by `release`, and quick enough for a
page that looks again every few seconds. Whether somebody sorted at random is for the map to tell.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from conceptmapping.reading.assembling import real_piles, says_nothing
from conceptmapping.sort_shapes import SortQuality, flags
from werkwijs.lib.words import say
from werkwijs.participation import given, release
from werkwijs.participation.models import Help, OnPile, Pile
from werkwijs.studies.models import Study


@dataclass(frozen=True)
class Remark:
    """Something about a sort that deserves a look: a key of words, and the facts it rests on."""

    flag: str
    facts: dict[str, Any]

    def said(self) -> str:
        """What it is, in a sentence."""
        facts = {k: round(v) if isinstance(v, float) else v for k, v in self.facts.items()}
        return say("participation.monitor_flag", self.flag, **facts)

    def briefly(self) -> str:
        return say("participation.monitor_flag_short", self.flag)


@dataclass
class _Heaps:
    """One sorter's piles in numbers: how many statements lie on each, and how long it all took."""

    sizes: list[int]
    seconds: float


def of_study(study: Study) -> dict[str, list[Remark]]:
    """Pseudonym -> remarks; nobody about whom there is nothing to say."""
    people = list(release.counted(study))
    sittings = given.counting(people, Help.Task.SORTING)
    heaps = _heaps(study)
    rows: list[SortQuality] = []
    found: dict[str, list[Remark]] = defaultdict(list)
    for person in people:
        sitting = sittings.get(person.pk)
        own = heaps.get(sitting.pk) if sitting else None
        if own is None:
            continue
        if own.sizes:
            rows.append(_quality(person.pseudonym, own))
        elif sitting is not None and sitting.finished_at:
            found[person.pseudonym].append(Remark("empty", {}))
    for flag in flags(rows):
        found[flag.sorter].append(Remark(flag.flag, flag.facts))
    return dict(found)


_MADE_MEANWHILE = (0, "")
"""Of a pile that somebody made between our two questions to the database."""


def _heaps(study: Study) -> dict[int, _Heaps]:
    """Key of a sitting -> its piles, without those that only say "I don't know"."""
    of_study = {"sitting__participant__study": study}
    labels = {
        pile: (sitting, given.one_line(label))
        for pile, sitting, label in Pile.objects.filter(**of_study).values_list(
            "pk", "sitting", "label"
        )
    }
    counted = (
        OnPile.objects.filter(**of_study, statement__dropped_at=None)
        .values_list("sitting", "pile")
        .annotate(n=Count("pk"), seconds=Sum("seconds"))
        .order_by()
    )
    piles: dict[int, dict[int, int]] = defaultdict(dict)
    times: dict[int, list[float]] = defaultdict(list)
    for sitting, pile, n, seconds in counted:
        if pile is not None:
            piles[sitting][pile] = n
        times[sitting] += [] if seconds is None else [seconds]
    found = {}
    for sitting in {*piles, *times}:
        own = piles[sitting]
        real = real_piles(labels.get(pile, _MADE_MEANWHILE)[1] for pile in own)
        sizes = [
            n
            for pile, n in own.items()
            if not says_nothing(labels.get(pile, _MADE_MEANWHILE)[1], real)
        ]
        took = math.fsum(times[sitting]) if times[sitting] else math.nan
        found[sitting] = _Heaps(sizes, took)
    return found


def _quality(sorter: str, own: _Heaps) -> SortQuality:
    placed = sum(own.sizes)
    return SortQuality(
        sorter=sorter,
        weight=1.0,
        piles=len(own.sizes),
        singletons=own.sizes.count(1),
        largest_share=max(own.sizes) / placed,
        placed=placed,
        correlation=math.nan,
        chance_p=math.nan,
        influence=math.nan,
        seconds=own.seconds,
    )
