"""Every choice the analysis leaves to a person, by name, with its default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from conceptmapping.errors import SettingOutOfRange, UnknownSetting

CHOICES: Final = {
    "transform": ("ordinal-secondary", "ordinal-primary", "interval", "ratio"),
    "linkage": ("ward-map", "ward-direct", "average-direct"),
    "unplaced": ("pairwise", "singletons"),
}
RANGES: Final = {
    "starts": (1, 10_000),
    "bootstrap": (0, 100_000),
    "permutations": (0, 100_000),
    "split_halves": (0, 100_000),
    "seed": (0, 2**63 - 1),
}


@dataclass(frozen=True)
class Settings:
    """How to draw a map.

    Attributes
    ----------
    clusters
        How many; None: the engine's suggestion.
    reason
        Why so many, in a person's own words.
    transform, linkage, unplaced
        See ``scaling``, ``clustering`` and ``co_sorting``.
    starts, bootstrap, permutations, split_halves
        How many; 0 leaves the step out (``starts`` is at least 1).
    seed
        Same study, settings, seed and version: same numbers.
    exclude
        Participant -> reason.
    group
        (column, value): only the sorters and raters of one group.
    balance
        A column of the participants: each group in it weighs the same in total.
    moves, names
        What people decided about the clusters; see ``decisions``.
    """

    clusters: int | None = None
    reason: str | None = None
    transform: str = "ordinal-secondary"
    linkage: str = "ward-map"
    unplaced: str = "pairwise"
    starts: int = 50
    bootstrap: int = 200
    permutations: int = 100
    split_halves: int = 200
    seed: int = 1
    exclude: Mapping[str, str] = field(default_factory=dict)
    group: tuple[str, str] | None = None
    balance: str | None = None
    moves: Sequence[Mapping[str, str]] = ()
    names: Sequence[Mapping[str, Any]] = ()

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise UnknownSetting(setting=name, value=getattr(self, name), choices=list(choices))
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                raise SettingOutOfRange(setting=name, value=value, minimum=low, maximum=high)

    def as_used(self) -> dict[str, Any]:
        """Every option as it was used, for the record."""
        used = asdict(self)
        used["exclude"] = dict(self.exclude)
        used["moves"] = [dict(move) for move in self.moves]
        used["names"] = [dict(name) for name in self.names]
        used["group"] = list(self.group) if self.group else None
        return used
