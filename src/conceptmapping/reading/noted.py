"""What was noted while reading: every fault and notice, in the order of finding."""

from __future__ import annotations

from collections import Counter

from conceptmapping.errors import Fault, MoreFaults, Notice

MOST_OF_A_KIND = 200
"""A spoilt column gives a fault per row; after so many the point is made."""


class Noted:
    """A growing list of faults and notices."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.notices: list[Notice] = []
        self._seen: Counter[str] = Counter()

    def add(self, said: Fault | Notice) -> None:
        self._seen[said.code] += 1
        if self._seen[said.code] > MOST_OF_A_KIND:
            return
        if isinstance(said, Fault):
            self.faults.append(said)
        else:
            self.notices.append(said)

    def all_faults(self) -> list[Fault]:
        """Every fault; where there are very many of one kind, the rest is counted."""
        uncounted = {fault.code for fault in self.faults}
        more = [
            MoreFaults(count=count - MOST_OF_A_KIND, kind=code)
            for code, count in self._seen.items()
            if code in uncounted and count > MOST_OF_A_KIND
        ]
        return [*self.faults, *more]
