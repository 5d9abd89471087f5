"""The list on the monitor: whom one wants to see, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from werkwijs.participation.monitor import Row
from werkwijs.studies.models import Study

SHOWS: dict[str, Callable[[Row], bool]] = {
    "allen": lambda _: True,
    "niet-begonnen": lambda row: not row.begun,
    "bezig": lambda row: row.begun and not finished(row),
    "klaar": lambda row: finished(row),
    "let-op": lambda row: bool(row.remarks or row.waits_for),
    "met-hulp": lambda row: bool(row.helped),
    "weggelaten": lambda row: row.excluded is not None,
}
"""As it stands in the address -> who is shown."""

ORDERS: dict[str, Callable[[Row], Any]] = {
    "schuilnaam": lambda row: row.person.number,
    "groep": lambda row: (row.group.casefold(), row.person.number),
    "ideeen": lambda row: (-row.ideas, row.person.number),
    "sorteren": lambda row: (_share(row.sorting), row.person.number),
    "vragen": lambda row: (_share(row.rating), row.person.number),
    "gezien": lambda row: (-row.seen.timestamp(), row.person.number),
}
"""As it stands in the address -> what comes first."""


@dataclass(frozen=True)
class Wanted:
    """What somebody asked to see; what makes no sense is as if it was not asked."""

    group: str = ""
    shows: str = "allen"
    search: str = ""
    order: str = "schuilnaam"

    @classmethod
    def of(cls, asked: Mapping[str, str], study: Study) -> Wanted:
        groups = set(study.groups.values_list("key", flat=True))
        group, shows, order = (asked.get(name, "") for name in ("groep", "toon", "volgorde"))
        return cls(
            group=group if group in groups else "",
            shows=shows if shows in SHOWS else "allen",
            search=" ".join(asked.get("zoek", "").split())[:60],
            order=order if order in ORDERS else "schuilnaam",
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.group or self.search or self.shows != "allen")

    def address(self, **other: str) -> str:
        """The query for this, or for the same with something else."""
        told = {
            "groep": self.group,
            "toon": self.shows,
            "zoek": self.search,
            "volgorde": self.order,
        } | other
        usual = {"toon": "allen", "volgorde": "schuilnaam"}
        return urlencode({k: v for k, v in told.items() if v and v != usual.get(k)})

    def among(self, rows: list[Row]) -> list[Row]:
        """The rows that were asked for, in the order that was asked for."""
        searched = self.search.casefold()
        return sorted(
            (
                row
                for row in rows
                if SHOWS[self.shows](row)
                and (not self.group or (row.person.group and row.person.group.key == self.group))
                and (not searched or searched in f"{row.pseudonym} {row.group}".casefold())
            ),
            key=ORDERS[self.order],
        )


def finished(row: Row) -> bool:
    """Everything that was asked for in this phase is done, and something was."""
    study = row.person.study
    wanted = []
    if study.asks_sorting and row.sorting.asked:
        wanted.append(row.sorting.finished_at is not None)
    if study.asks_rating and row.rating.asked:
        wanted.append(row.rating.finished_at is not None)
    return all(wanted) if wanted else row.ideas_done


def _share(of: Any) -> float:
    """The furthest first; who finished before who placed as much."""
    share = of.done / of.asked if of.asked else 0.0
    return -share - (of.finished_at is not None)
