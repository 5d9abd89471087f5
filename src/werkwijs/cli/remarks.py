"""Flags of single sorts put into words, for ``werkwijs check``."""

from __future__ import annotations

from collections import defaultdict

from conceptmapping.errors import FlaggedSort, Notice
from conceptmapping.sort_shapes import FEW_PILES, flags, shapes
from conceptmapping.sorting import Sorts

_REMARKS = {
    "one-pile": ("everything on one pile.", "alles op één stapel."),
    "all-singletons": ("every statement on a pile of its own.", "elke uitspraak apart."),
    "few-piles": (f"fewer than {FEW_PILES} piles.", f"minder dan {FEW_PILES} stapels."),
    "lumper": (
        "more than a third of the statements on one pile.",
        "meer dan een derde van de uitspraken op één stapel.",
    ),
    "unplaced": (
        "less than half of the statements placed.",
        "minder dan de helft van de uitspraken gelegd.",
    ),
    "fast": (
        "faster than anybody can read the statements.",
        "sneller dan iemand de uitspraken kan lezen.",
    ),
}
"""Flag -> what it says, in English and in Dutch."""


def remarks(sorts: Sorts) -> list[Notice]:
    """One notice per kind of flag, with the sorters who have it.

    Whether somebody sorted at random takes a while to find out; the map itself tells that.
    """
    raised: dict[str, list[str]] = defaultdict(list)
    for flag in flags(shapes(sorts)):
        raised[flag.flag].append(flag.sorter)
    return [
        FlaggedSort(
            sorters=sorters,
            flag=flag,
            remark=_REMARKS.get(flag, (flag, flag))[0],
            opmerking=_REMARKS.get(flag, (flag, flag))[1],
        )
        for flag, sorters in raised.items()
    ]
