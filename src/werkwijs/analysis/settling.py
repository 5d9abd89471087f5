"""Has the map stopped changing? Looked at on the newest map with the usual settings, while sorts come in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from conceptmapping.errors import UnsoundStudy
from conceptmapping.map_document import MOVING, engine_version
from werkwijs.accounts.models import User
from werkwijs.analysis import asking, comparing, computing
from werkwijs.analysis.models import ConceptMap
from werkwijs.participation import release
from werkwijs.studies.models import Study

LAST = 8
"""So many earlier maps are laid beside each other."""
WIDE, HIGH, LEFT, BELOW, ABOVE, RIGHT = 640.0, 360.0, 84.0, 72.0, 20.0, 24.0
"""Of the picture of the curve, and the room around it."""


@dataclass(frozen=True)
class Mark:
    """One size of subset on the picture."""

    x: float
    places: float
    """How high its places stand, and its clusters."""
    clusters: float
    sorters: int


@dataclass(frozen=True)
class Curve:
    marks: list[Mark]
    limit: float
    """How high on the picture the maps are nearly the same."""
    levels: list[tuple[float, float]]
    """Height on the picture, and the share it stands for."""
    wide: float = WIDE
    high: float = HIGH
    left: float = LEFT
    right: float = WIDE - RIGHT
    foot: float = HIGH - BELOW

    @property
    def places(self) -> str:
        """The points of a line."""
        return " ".join(f"{mark.x},{mark.places}" for mark in self.marks)

    @property
    def clusters(self) -> str:
        return " ".join(f"{mark.x},{mark.clusters}" for mark in self.marks)


@dataclass(frozen=True)
class Step:
    """Two maps that came after each other."""

    maps: tuple[int, int]
    sorters: tuple[int, int]
    r2: float


@dataclass(frozen=True)
class Settled:
    concept_map: ConceptMap
    sorters: int
    """On the map that was looked at."""
    rows: list[dict[str, Any]]
    """`conceptmapping.document.BySorters`."""
    moving: bool | None
    """None: too few sorted to say."""
    curve: Curve | None

    @property
    def clusters_moving(self) -> bool:
        """Whether maps of most people have other clusters, though their points lie as they do."""
        return bool(self.moving is False and self.rows[-1]["ari"] < MOVING)

    @property
    def most(self) -> int:
        """The largest subset."""
        return int(self.rows[-1]["sorters"])

    @property
    def since(self) -> int:
        """From so many sorters on all maps are nearly the one of everybody."""
        size = 0
        for row in reversed(self.rows):
            if row["procrustes_r2"] < MOVING:
                break
            size = row["sorters"]
        return size


def look(study: Study) -> Settled | None:
    """What the newest map says; None where there is none yet."""
    newest = usual(study).select_related("document").first()
    if newest is None:
        return None
    told = newest.document.told
    rows = told["stability"]["by_sorters"]
    return Settled(
        newest,
        told["counts"]["sorters"],
        rows,
        told["stability"]["still_moving"],
        _curve(rows) if len(rows) > 1 else None,
    )


def usual(study: Study) -> QuerySet[ConceptMap]:
    """Maps of everybody with the usual settings, finished, newest first."""
    found: QuerySet[ConceptMap] = ConceptMap.objects.filter(
        study=study, settings={}, state=ConceptMap.State.DRAWN, document__whole=True
    )
    return found


def busy(study: Study) -> ConceptMap | None:
    """Such a map that is being drawn."""
    State = ConceptMap.State
    own = ConceptMap.objects.filter(study=study, settings={}, stop_asked_at=None)
    found: ConceptMap | None = own.filter(state__in=(State.ASKED, State.DRAWING)).first()
    return found


def history(study: Study) -> list[Step]:
    """How alike successive maps were, oldest first."""
    newest = list(usual(study).select_related("document")[:LAST])
    told = [(one.number, one.document.told) for one in reversed(newest)]
    steps = []
    for (number, before), (next_number, after) in pairwise(told):
        found = comparing.alike(before, after)
        if found is not None:
            n = before["counts"]["sorters"], after["counts"]["sorters"]
            steps.append(Step((number, next_number), n, found))
    return steps


def mark(study: Study) -> str:
    """Another text whenever there is something new to see."""
    newest, drawing = usual(study).first(), busy(study)
    told = (
        len(release.sorters(study)),
        newest.number if newest else 0,
        drawing.number if drawing else 0,
    )
    return "-".join(map(str, told))


def look_again(
    study: Study, *, by: User, request: HttpRequest | None = None
) -> tuple[ConceptMap, bool]:
    """Have the map drawn again, unless nothing changed since the newest; and whether it is."""
    newest = usual(study).select_related("document").first()
    if newest is not None and busy(study) is None and _unchanged(newest, study):
        return newest, False
    return asking.ask(study, by=by, request=request), True


def _unchanged(concept_map: ConceptMap, study: Study) -> bool:
    """Whether it would be drawn from just the same answers."""
    try:
        drawn_from = computing.digest(concept_map, release.study(study))
    except UnsoundStudy:
        return False
    engine = concept_map.document.told["engine"]
    return engine == engine_version() and drawn_from == concept_map.drawn_from


def _curve(rows: list[dict[str, Any]]) -> Curve:
    low, high = rows[0]["sorters"], rows[-1]["sorters"]

    def across(sorters: int) -> float:
        return round(LEFT + (WIDE - LEFT - RIGHT) * (sorters - low) / (high - low), 1)

    def up(share: float) -> float:
        return round(HIGH - BELOW - (HIGH - BELOW - ABOVE) * max(share, 0.0), 1)

    marks = [
        Mark(across(row["sorters"]), up(row["procrustes_r2"]), up(row["ari"]), row["sorters"])
        for row in rows
    ]
    return Curve(marks, up(MOVING), [(up(share), share) for share in (0.0, 0.5, 1.0)])
