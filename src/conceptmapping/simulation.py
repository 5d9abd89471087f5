"""Invented sorters around a known truth: what would a study with so many sorters find?

A *logic* is a way of seeing: statements that lie close together in it belong together. A
*habit* is what somebody does with it: how sharply they look, how many piles they like, how
much they leave unplaced. A *population* mixes habits by share. Whoever plans a study can
draw as many sorters from it as they please and see what a map of them would be worth::

    rng = np.random.default_rng(1)
    population = mixed_population(64, rng)
    drawn = population.draw(40, rng)       # 40 sorters, and what each of them is
    truth = population.co_sorting(rng)     # what everybody together would say
    scale(truth).points                    # their map
    recovery(population, [20, 40], rng)    # how near a study of 20 or 40 sorters comes to it

How a sorter goes about it: every statement is seen a little askew (``blur``) and through
one's own preferences (``taste``); the first statement starts a pile; what is least like
anything on the table starts the next; everything goes where it fits best, and the table is
looked over twice more (k-means++ and two Lloyd rounds, for all sorters at once).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from conceptmapping import procrustes
from conceptmapping.clustering import agreement, cluster
from conceptmapping.co_sorting import CoSorting, check_mappable, co_sort
from conceptmapping.errors import ShapeMismatch
from conceptmapping.scaling import scale
from conceptmapping.sorting import UNPLACED, Sorts

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

SAME: Final = 0.15
"""At this distance the errors of two statements correlate 1 / e."""
_BATCH: Final = 500


@dataclass(frozen=True)
class Logic:
    """A way of seeing the statements.

    Attributes
    ----------
    places
        Shape (n_statements, n_axes): close together means: belongs together. Centred, with
        mean squared distance to the centre 1, so that ``Habit.blur`` means the same in each.
    groups
        Shape (n_statements,): the group each statement was placed around.
    """

    name: str
    places: Floats
    groups: Ints

    @cached_property
    def misreading(self) -> Floats:
        """Shape (n_statements, n_statements): what turns independent errors into a sorter's own.

        Texts that say nearly the same are misread in the same way, so that near-duplicates stay
        together; errors are otherwise independent.
        """
        apart = cdist(self.places, self.places, "sqeuclidean")
        alike = np.exp(-apart / SAME**2) + 1e-9 * np.eye(len(self.places))
        return np.asarray(np.linalg.cholesky(alike))

    @classmethod
    def of(cls, name: str, places: Floats, groups: Sequence[int]) -> Self:
        """Take places as they are, brought to the standard size."""
        if len(places) != len(groups):
            raise ShapeMismatch(f"{len(places)} places but groups for {len(groups)} statements.")
        return cls(name, _standard(places), np.asarray(groups, dtype=np.int32))

    @classmethod
    def around(
        cls,
        name: str,
        groups: Sequence[int],
        rng: np.random.Generator,
        *,
        spread: float = 0.35,
        axes: int = 3,
        centres: Floats | None = None,
    ) -> Self:
        """Place statements around the centre of their group.

        Parameters
        ----------
        name, groups
            What it is called; the group of every statement, counted from 0.
        spread
            Standard deviation, per axis, of statements around their centre; the centres
            themselves lie about 1 from the middle.
        axes
            Ignored where ``centres`` are given. Meaning has more sides than a map has: with
            three or more axes no flat map fits exactly, as in real studies.
        centres
            Shape (n_groups, n_axes); drawn far apart where not given.
        rng
            Source of chance.
        """
        members = np.asarray(groups, dtype=np.int32)
        n_groups = int(members.max()) + 1
        if centres is None:
            centres = _far_apart(n_groups, axes, rng)
        if len(centres) < n_groups:
            raise ShapeMismatch(f"{n_groups} groups but {len(centres)} centres.")
        places = centres[members] + spread * rng.standard_normal((len(members), centres.shape[1]))
        return cls.of(name, places, groups)


@dataclass(frozen=True)
class Habit:
    """What a kind of sorter does.

    Attributes
    ----------
    share
        Part of the population, relative to the other habits.
    piles
        Fewest and most piles; every number between is equally likely. Rounds of looking
        over may leave a pile empty, so that somebody ends with one fewer.
    blur
        Standard deviation, per axis, of where a sorter sees a statement.
    taste
        Standard deviation of the logarithm of the weight a sorter gives to each axis.
    placed
        Least and largest share of the deck that is placed, in the order in which the
        cards happened to lie: below 1 the sorter stopped before the end.
    rest
        Least and largest share of what is placed that ends on one pile of leftovers: what
        fitted worst elsewhere.
    heedless
        Sorts as if somebody had shuffled the texts: the pile sizes are like anybody's, what
        is on them is chance.
    """

    name: str
    share: float
    logic: Logic
    piles: tuple[int, int] = (6, 14)
    blur: float = 0.35
    taste: float = 0.3
    placed: tuple[float, float] = (1.0, 1.0)
    rest: tuple[float, float] = (0.0, 0.0)
    heedless: bool = False


@dataclass(frozen=True)
class Drawn:
    """Sorts, and the truth about who made them.

    Attributes
    ----------
    habits
        The name of every sorter's habit, in the order of ``sorts.sorters``.
    """

    sorts: Sorts
    habits: tuple[str, ...]

    def those(self, *habits: str) -> NDArray[np.bool_]:
        """Shape (n_sorters,): who has one of these habits."""
        return np.isin(np.array(self.habits, dtype=str), habits)


@dataclass(frozen=True)
class Population:
    """Everybody who could have sorted these statements.

    Attributes
    ----------
    deck
        How many statements each person gets, drawn at random; None: all of them.
    """

    statements: tuple[str, ...]
    habits: tuple[Habit, ...]
    deck: int | None = None

    def __post_init__(self) -> None:
        for habit in self.habits:
            if len(habit.logic.places) != len(self.statements):
                raise ShapeMismatch(
                    f"{len(self.statements)} statements, but the logic of {habit.name!r} "
                    f"places {len(habit.logic.places)}."
                )

    def draw(self, n_sorters: int, rng: np.random.Generator) -> Drawn:
        """Draw sorters as a study would: who has which habit is left to chance."""
        return self._drawn(self._who(n_sorters, rng), rng)

    def draw_exactly(self, counts: Mapping[str, int], rng: np.random.Generator) -> Drawn:
        """Draw so many sorters of each habit, in the order of ``counts``."""
        number = {habit.name: h for h, habit in enumerate(self.habits)}
        who = [number[name] for name, count in counts.items() for _ in range(count)]
        return self._drawn(np.array(who, dtype=np.int32), rng)

    def only(self, *names: str) -> Self:
        """The same population with some of its habits."""
        return replace(self, habits=tuple(h for h in self.habits if h.name in names))

    def co_sorting(self, rng: np.random.Generator, *, sorters: int = 20_000) -> CoSorting:
        """What the whole population says about every pair: the truth a study estimates.

        Counted over a sample so large that the standard error of a similarity is at most
        ``0.5 / sqrt(sorters)`` with complete decks: .0035 at the default, well under the .05
        of a study with 100 sorters. ``scale`` draws the population's map from it.
        """
        n = len(self.statements)
        together = np.zeros((n, n))
        placed = np.zeros((n, n))
        for size in _batches(sorters):
            piles = self._piles(self._who(size, rng), rng)
            for pile in range(int(piles.max()) + 1):
                on_it = (piles == pile).astype(np.float32)
                together += on_it.T @ on_it
            seen = (piles != UNPLACED).astype(np.float32)
            placed += seen.T @ seen
        pairs = np.triu_indices(n, 1)
        return CoSorting(self.statements, together[pairs], placed[pairs])

    def _who(self, n_sorters: int, rng: np.random.Generator) -> Ints:
        shares = np.array([habit.share for habit in self.habits])
        chosen = rng.choice(len(self.habits), size=n_sorters, p=shares / shares.sum())
        return chosen.astype(np.int32)

    def _drawn(self, who: Ints, rng: np.random.Generator) -> Drawn:
        piles = _renumbered(self._piles(who, rng))
        names = tuple(f"s{s + 1}" for s in range(len(who)))
        sorts = Sorts(
            statements=self.statements,
            sorters=names,
            piles=piles,
            labels=tuple(("",) * (int(own.max(initial=UNPLACED)) + 1) for own in piles),
            weights=np.ones(len(who)),
            seconds=np.full(len(who), np.nan),
        )
        return Drawn(sorts, tuple(self.habits[h].name for h in who))

    def _piles(self, who: Ints, rng: np.random.Generator) -> Ints:
        """Shape (n_sorters, n_statements); pile numbers may have gaps."""
        piles = np.full((len(who), len(self.statements)), UNPLACED, dtype=np.int32)
        for h, habit in enumerate(self.habits):
            rows = np.flatnonzero(who == h)
            if len(rows):
                piles[rows] = _sort(habit, len(rows), self.deck, rng)
        return piles


def mixed_population(
    n_statements: int,
    rng: np.random.Generator,
    *,
    themes: int = 8,
    axes: int = 3,
    spread: float = 0.35,
    blur: float = 0.35,
    deck: int | None = None,
) -> Population:
    """Invent statements, and a population that sorts them as people do.

    Most sort by theme, and some by another logic that cuts across the themes (say, who has
    to act). Some split hairs, some stop halfway, some make two or three large piles or one
    heap of leftovers, and a few do not look at the texts at all. The shares are our
    reading of published studies and field notes, not an estimate; change them with
    ``dataclasses.replace``.
    """
    by_theme = Logic.around(
        "theme", _shuffled(n_statements, themes, rng), rng, spread=spread, axes=axes
    )
    by_actor = Logic.around("actor", _shuffled(n_statements, 4, rng), rng, spread=spread, axes=axes)
    return Population(
        statements=tuple(str(i + 1) for i in range(n_statements)),
        habits=(
            Habit("theme", 0.70, by_theme, blur=blur),
            Habit("actor", 0.10, by_actor, piles=(5, 9), blur=blur),
            Habit("splitter", 0.08, by_theme, piles=(16, 22), blur=blur),
            Habit("half-finished", 0.05, by_theme, piles=(5, 10), blur=blur, placed=(0.35, 0.8)),
            Habit("lumper", 0.03, by_theme, piles=(2, 3), blur=blur),
            Habit("heaper", 0.02, by_theme, piles=(4, 8), blur=blur, rest=(0.4, 0.6)),
            Habit("heedless", 0.02, by_theme, blur=blur, heedless=True),
        ),
        deck=deck,
    )


@dataclass(frozen=True)
class Recovery:
    """How near maps of so many sorters came to the population's map.

    Attributes
    ----------
    procrustes_r2
        Shape (n_studies,): share of the population's map found back in each study's map.
    ari
        Shape (n_studies,): adjusted Rand index of the clusters with the population's clusters.
    """

    sorters: int
    procrustes_r2: Floats
    ari: Floats


def recovery(
    population: Population,
    sizes: Sequence[int],
    rng: np.random.Generator,
    *,
    studies: int = 20,
    clusters: int = 8,
    starts: int = 20,
) -> list[Recovery]:
    """Try so many studies of each size: how many sorters are enough?

    The answer holds for people who sort like ``population``. Judge by the worse studies, not by
    the mean: a researcher gets one.

    Raises
    ------
    Fault
        A study so small that no map can be drawn from it.
    """
    truth = population.co_sorting(rng)
    target = scale(truth, starts=starts).points
    wanted = cluster(truth.statements, points=target).cut(clusters)
    found = []
    for size in sizes:
        near, alike = np.empty(studies), np.empty(studies)
        for study in range(studies):
            sorts = population.draw(size, rng).sorts
            co = co_sort(sorts)
            check_mappable(sorts, co)
            points = scale(co, starts=starts, seed=study).points
            near[study] = procrustes.agreement(points, target)
            own = cluster(co.statements, points=points).cut(clusters)
            alike[study] = agreement(own, wanted)
        found.append(Recovery(size, near, alike))
    return found


# --- one habit at work, for many sorters at once -----------------------------------------


def _sort(habit: Habit, n_sorters: int, deck: int | None, rng: np.random.Generator) -> Ints:
    seen = _seen(habit, n_sorters, deck, rng)
    views = _views(habit, n_sorters, rng)
    wanted = rng.integers(habit.piles[0], habit.piles[1] + 1, size=n_sorters)
    wanted = np.minimum(wanted, seen.sum(axis=1))
    piles, misfit = _piled(views, seen, wanted, rng)
    rest = rng.uniform(*habit.rest, size=n_sorters)
    if habit.rest[1] > 0:
        left_over = _largest(np.where(seen, misfit, -np.inf), np.rint(rest * seen.sum(axis=1)))
        piles[left_over] = wanted.max()
    return piles


def _seen(
    habit: Habit, n_sorters: int, deck: int | None, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Shape (n_sorters, n_statements): what each sorter got round to placing."""
    n = len(habit.logic.places)
    dealt = n if deck is None else min(deck, n)
    shares = rng.uniform(*habit.placed, size=n_sorters)
    return _largest(rng.random((n_sorters, n)), np.rint(shares * dealt))


def _views(habit: Habit, n_sorters: int, rng: np.random.Generator) -> Floats:
    """Shape (n_sorters, n_statements, n_axes): the statements as each sorter sees them."""
    n, axes = habit.logic.places.shape
    weights = np.exp(habit.taste * rng.standard_normal((n_sorters, 1, axes)))
    askew = habit.blur * (habit.logic.misreading @ rng.standard_normal((n_sorters, n, axes)))
    places = np.broadcast_to(habit.logic.places, (n_sorters, n, axes))
    if habit.heedless:
        order = np.argsort(rng.random((n_sorters, n)), axis=1)
        places = np.take_along_axis(places, order[:, :, None], axis=1)
    views: Floats = weights * (places + askew)
    return views


def _piled(
    views: Floats, seen: NDArray[np.bool_], wanted: NDArray[np.int64], rng: np.random.Generator
) -> tuple[Ints, Floats]:
    """Start piles with statements unlike what lies there, then look the table over twice.

    Returns every statement's pile (``UNPLACED`` where not seen) and its squared distance to
    the middle of that pile, both of shape (n_sorters, n_statements).
    """
    n_sorters, n, axes = views.shape
    everyone = np.arange(n_sorters)
    middles = np.full((n_sorters, int(wanted.max()), axes), np.inf)
    nearest = np.full((n_sorters, n), np.inf)
    for pile in range(middles.shape[1]):
        unlike = np.where(seen, np.where(np.isinf(nearest), 1.0, nearest), 0.0)
        heights = np.cumsum(unlike, axis=1)
        chosen = np.argmax(heights > rng.random((n_sorters, 1)) * heights[:, -1:], axis=1)
        starts = (pile < wanted) & (heights[:, -1] > 0)
        middles[starts, pile] = views[everyone, chosen][starts]
        nearest = np.minimum(nearest, _squared(views, middles[:, pile, None, :]))
    piles = _closest(views, middles, seen)[0]
    number = np.arange(middles.shape[1])
    for _ in range(2):
        on_it = (piles[:, None, :] == number[:, None]).astype(np.float64)
        count = on_it.sum(axis=2)[:, :, None]
        middles = np.where(count > 0, on_it @ views / np.maximum(count, 1), np.inf)
        piles, misfit = _closest(views, middles, seen)
    return piles, misfit


def _closest(views: Floats, middles: Floats, seen: NDArray[np.bool_]) -> tuple[Ints, Floats]:
    away = np.stack(
        [_squared(views, middles[:, pile, None, :]) for pile in range(middles.shape[1])], axis=2
    )
    piles = np.where(seen, np.argmin(away, axis=2), UNPLACED).astype(np.int32)
    return piles, np.min(away, axis=2)


def _squared(views: Floats, middles: Floats) -> Floats:
    # Written out over the few axes: a pile that does not exist lies infinitely far away.
    away: Floats = np.zeros(views.shape[:2])
    for axis in range(views.shape[2]):
        away += (views[:, :, axis] - middles[:, :, axis]) ** 2
    return away


def _largest(values: Floats, counts: Floats) -> NDArray[np.bool_]:
    """Mark the ``counts[row]`` largest values of every row."""
    rank = np.argsort(np.argsort(-values, axis=1, kind="stable"), axis=1, kind="stable")
    marked: NDArray[np.bool_] = rank < counts[:, None]
    return marked


def _renumbered(piles: Ints) -> Ints:
    """Count every sorter's piles from 0 without gaps, in the order of the statements."""
    numbered = np.full_like(piles, UNPLACED)
    for s, own in enumerate(piles):
        placed = own != UNPLACED
        _, first, code = np.unique(own[placed], return_index=True, return_inverse=True)
        numbered[s, placed] = np.argsort(np.argsort(first))[code]
    return numbered


def _far_apart(count: int, axes: int, rng: np.random.Generator) -> Floats:
    """Draw centres one by one, each the loneliest of some candidates. Shape (count, axes)."""
    centres = np.empty((0, axes))
    for _ in range(count):
        candidates = rng.standard_normal((8, axes))
        candidates /= np.sqrt(np.sum(candidates**2, axis=1, keepdims=True))
        candidates *= rng.uniform(0.5, 1.2, size=(8, 1))
        away = np.sqrt(np.sum((candidates[:, None] - centres[None]) ** 2, axis=2))
        loneliest = int(np.argmax(away.min(axis=1, initial=np.inf)))
        centres = np.vstack([centres, candidates[loneliest]])
    return centres


def _standard(places: Floats) -> Floats:
    centred = places - places.mean(axis=0)
    scaled: Floats = centred / np.sqrt(np.mean(np.sum(centred**2, axis=1)))
    return scaled


def _shuffled(n_statements: int, groups: int, rng: np.random.Generator) -> list[int]:
    """Every statement's group: sizes about equal, membership at random."""
    return [int(g) for g in rng.permutation(np.arange(n_statements) % groups)]


def _batches(total: int) -> Iterator[int]:
    for start in range(0, total, _BATCH):
        yield min(_BATCH, total - start)
