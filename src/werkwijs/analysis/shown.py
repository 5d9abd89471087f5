"""A map as a page shows it: what was kept of it, what was decided about it, and what somebody looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkwijs.analysis import choosing, cuts, deciding, sheet
from werkwijs.analysis.choosing import Look
from werkwijs.analysis.deciding import Decided
from werkwijs.analysis.models import ConceptMap, Document
from werkwijs.analysis.sheet import Sheet
from werkwijs.lib.words import say


@dataclass(frozen=True)
class Shown:
    document: Document
    told: dict[str, Any]
    decided: Decided
    look: Look
    sheet: Sheet

    @property
    def here(self) -> str:
        """The query of this look."""
        return self.look.address()

    @property
    def usual(self) -> str:
        return self._clusters(self.look.usual) or ""

    @property
    def fewer(self) -> str | None:
        return self._clusters(self.look.clusters - 1)

    @property
    def more(self) -> str | None:
        return self._clusters(self.look.clusters + 1)

    @property
    def finest(self) -> int:
        """Where the replay begins."""
        return choosing.numbers(self.told)[-1]

    @property
    def coarsest(self) -> int:
        """Where it ends."""
        return min(choosing.REPLAYS_TO, self.finest)

    @property
    def without(self) -> str:
        """The same look with no statement chosen."""
        return self.look.address(uitspraak="")

    @property
    def unsearched(self) -> str:
        return self.look.address(zoek="")

    @property
    def layers(self) -> list[tuple[str, str, str]]:
        """Name, query and words of everything the points can tell."""
        scales = list(self.told["scales"])
        return [
            (
                name,
                self.look.address(laag=name),
                scales[int(name[6:]) - 1]
                if name.startswith("scale-")
                else say("analysis.layer", name),
            )
            for name in choosing.layers(self.told)
        ]

    def _clusters(self, number: int) -> str | None:
        fits = number in choosing.numbers(self.told)
        return self.look.address(clusters=number) if fits else None


def show(concept_map: ConceptMap, asked: Mapping[str, str]) -> Shown | None:
    """The map as the address asks for it; None while there is nothing to see yet."""
    document = Document.objects.filter(concept_map=concept_map).first()
    if document is None:
        return None
    told = document.told
    decided = deciding.now(concept_map)
    look = Look.of(asked, told, decided.clusters)
    names = {own: given.name for own, given in decided.names.items()}
    part, _ = cuts.part(concept_map, told, look.clusters, decided.moves)
    drawn = sheet.draw(told, look, names, moves=decided.moves, part=part)
    return Shown(document, told, decided, look, drawn)
