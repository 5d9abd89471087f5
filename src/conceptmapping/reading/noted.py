"""What was noted while reading: every fault and notice, in the order of finding."""

from __future__ import annotations

from collections import Counter

from conceptmapping.errors import Fault, MoreFaults, Notice

MOST_OF_A_KIND = 200
"""A spoilt column gives a fault per row; after so many the point is made."""
MOST = 2000
"""After so many faults nobody wants to wait for the rest of a spoilt file."""


class Enough(Exception):
    """So much is wrong that reading on serves nobody."""


class Noted:
    """A growing list of faults and notices."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.notices: list[Notice] = []
        self._seen: Counter[str] = Counter()
        self._faults_seen = 0

    def add(self, said: Fault | Notice) -> None:
        """Take one in.

        Raises
        ------
        Enough
            After very many faults.
        """
        code = said.code
        self._seen[code] += 1
        if isinstance(said, Fault):
            self._faults_seen += 1
            if self._seen[code] <= MOST_OF_A_KIND:
                self.faults.append(said)
            if self._faults_seen >= MOST:
                raise Enough
        elif self._seen[code] <= MOST_OF_A_KIND:
            self.notices.append(said)

    def all_faults(self) -> list[Fault]:
        """Every fault by file and line; where there are many of one kind, the rest is counted."""
        kinds = {fault.code for fault in self.faults}
        more = [
            MoreFaults(count=count - MOST_OF_A_KIND, kind=code)
            for code, count in self._seen.items()
            if code in kinds and count > MOST_OF_A_KIND
        ]
        in_order = sorted(self.faults, key=lambda fault: (fault.file or "", fault.line or 0))
        return [*in_order, *more]
