"""Who sorted, and of which groups so many that a map can be about them alone or weigh them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from conceptmapping.errors import (
    Fault,
    GroupGivesOthersAway,
    GroupTooFewSorters,
    GroupTooSmallToBalance,
    TooFewSorters,
)
from conceptmapping.small_groups import shown_counts
from werkwijs.participation import release
from werkwijs.studies.models import Study

COLUMN = "group"
"""Where the engine finds the group of a participant."""
FEWEST = 2
"""So many sorters make a map."""


class FewWithoutGroup(Fault):
    """The same sorts weighed in two ways tell apart who is weighed and who is not."""

    en = (
        "Fewer than {minimum} people sorted who are in no group. Who lays a map with equal weights beside "
        "one without could work out what those few did.",
        "Do not balance, or give those people a group.",
    )
    nl = (
        "Minder dan {minimum} mensen sorteerden zonder groep. Wie een kaart met gelijke gewichten naast een "
        "kaart zonder legt, kan uitrekenen wat zij deden.",
        "Weeg de groepen niet even zwaar, of geef deze mensen een groep.",
    )


@dataclass(frozen=True)
class Sorters:
    """Everybody who put something on a pile."""

    group_of: Mapping[str, str]
    """Pseudonym -> key of the group, "" for none."""
    names: Mapping[str, str]
    """Key of a group -> what it is called."""
    minimum: int
    """Of fewer nothing is shown."""

    def without(self, left_out: Collection[str]) -> Sorters:
        stay = {p: group for p, group in self.group_of.items() if p not in left_out}
        return Sorters(stay, self.names, self.minimum)

    @property
    def n(self) -> int:
        return len(self.group_of)

    @property
    def sizes(self) -> Counter[str]:
        return Counter(group for group in self.group_of.values() if group)

    def alone(self) -> list[str]:
        """Groups a map can be of."""
        return [group for group in self.names if self._fault(group) is None]

    def too_few(self) -> list[str]:
        """Groups a map cannot be of."""
        return [group for group in self.names if self._fault(group) is not None]

    def can_balance(self) -> bool:
        """Whether there are groups to weigh, and nobody counts for many or can be worked out."""
        return len(self.sizes) > 1 and self._balance_fault() is None

    def check_group(self, group: str) -> None:
        if wrong := self._fault(group):
            raise wrong

    def check_balance(self) -> None:
        if wrong := self._balance_fault():
            raise wrong

    @property
    def _shown(self) -> dict[str, int | None]:
        """Group -> how many, None where it may not be told or would tell of a smaller one."""
        counts = {group: self.sizes[group] for group in {*self.names, *self.sizes}}
        return shown_counts(counts, self.n, self.minimum)

    def _fault(self, group: str) -> Fault | None:
        name = self.names.get(group, group)
        if self.sizes[group] < self.minimum:
            return GroupTooFewSorters(group=name, minimum=self.minimum)
        if self._shown.get(group) is None:
            return GroupGivesOthersAway(group=name, minimum=self.minimum)
        return None

    def _balance_fault(self) -> Fault | None:
        for group, size in self.sizes.items():
            if size < self.minimum:
                return GroupTooSmallToBalance(
                    group=self.names.get(group, group), sorters=size, minimum=self.minimum
                )
        if 0 < self.n - sum(self.sizes.values()) < self.minimum:
            return FewWithoutGroup(minimum=self.minimum)
        return None


def of(study: Study) -> Sorters:
    return Sorters(
        release.sorters(study),
        {group.key: group.name for group in study.groups.all()},
        study.smallest_shown,
    )


def check(settings: Mapping[str, Any], everybody: Sorters) -> None:
    """What the engine would say only while drawing is said when somebody asks.

    Raises
    ------
    Fault
        Too few are left, or a group is too small to draw alone or to weigh.
    """
    left_out = settings.get("exclude", {})
    staying = everybody.without(left_out)
    if left_out and staying.n < FEWEST:
        raise TooFewSorters(sorters=staying.n)
    if settings.get("group"):
        staying.check_group(settings["group"][1])
    if settings.get("balance"):
        staying.check_balance()
