"""How long something takes, counted in a fixed piece of plain Python on this machine, now.

Machines differ, and one machine differs from hour to hour; the ratio hardly does.
"""

from __future__ import annotations

import time
from collections.abc import Callable

STEPS = 500_000
TURNS = 5


def paces(work: Callable[[int], object]) -> float:
    """The quickest of some turns of ``work``, which is handed the number of the turn, in paces.

    One pace is a million rounds of a loop: some 55 ms on the machine these limits were set on.
    """
    return min(_seconds(lambda turn=turn: work(turn)) for turn in range(TURNS)) / _pace()


def _pace() -> float:
    return 2 * min(_seconds(_walk) for _ in range(TURNS))


def _walk() -> None:
    total = 0
    for step in range(STEPS):
        total += step * step


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
