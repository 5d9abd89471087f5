"""Did people come to know and dare more? Told of groups, and of nobody in them.

Two rules keep one person's answers from being worked out. Only people who answered both times count, and they
come out in portions of the organisation's minimum: with a minimum of five, the sixth to ninth wait for the
tenth. So two looks at a group differ by five people or more, or not at all. A course is told over those same
people; groups below the minimum are put together first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.template.defaultfilters import floatformat

import coursepack as cp
import outcomes
from werkwijs.training import measuring
from werkwijs.training.models import Course, Group, Learner, Moment

PAIRS = ((Moment.BEFORE, Moment.AFTER), (Moment.BEFORE, Moment.LATER))
"""What is compared."""


@dataclass(frozen=True)
class Scores:
    """What one person answered at one moment, in a number of each kind."""

    confidence: float | None
    """Mean from 1 to 5."""
    knowledge: float | None
    """Per cent right of all that is asked; what was passed over is not right."""


Pair = tuple[Scores, Scores]


@dataclass(frozen=True)
class Told:
    """One change, as it may be shown."""

    kind: str
    """"confidence" or "knowledge"."""
    since: str
    until: str
    """Moments."""
    change: outcomes.Change
    lowest: float
    highest: float
    """Of the scale."""

    @property
    def direction(self) -> str:
        """Up or down where that can be said, otherwise "unknown"."""
        if not self.change.is_told:
            return "unknown"
        return "up" if self.change.difference > 0 else "down"

    def _at(self, value: float) -> str:
        """Where a value lies on the scale, in per cent; with a point, as drawings have it."""
        return f"{100 * (value - self.lowest) / (self.highest - self.lowest):.1f}"

    @property
    def at_before(self) -> str:
        return self._at(self.change.before)

    @property
    def at_after(self) -> str:
        return self._at(self.change.after)

    @property
    def told_before(self) -> str:
        return self._in_words(self.change.before)

    @property
    def told_after(self) -> str:
        return self._in_words(self.change.after)

    @property
    def told_difference(self) -> str:
        return self._in_words(self.change.difference, signed=True)

    @property
    def told_low(self) -> str:
        return self._in_words(self.change.interval.low, signed=True) if self.change.interval else ""

    @property
    def told_high(self) -> str:
        return (
            self._in_words(self.change.interval.high, signed=True) if self.change.interval else ""
        )

    def _in_words(self, value: float, *, signed: bool = False) -> str:
        """A mean from 1 to 5 with one decimal, per cents without."""
        digits = 1 if self.kind == "confidence" else 0
        said = floatformat(abs(value), digits)
        sign = "\u2212" if value < 0 and float(f"{value:.{digits}f}") else "+" if signed else ""
        return f"{sign}{said}" + ("" if self.kind == "confidence" else " %")


@dataclass(frozen=True)
class Changes:
    """All there is to tell of a group or a course."""

    told: list[Told]
    answered: dict[str, int]
    """Moment -> how many answered it: nobody knows what."""
    minimum: int


SCALES = {"confidence": (1.0, 5.0), "knowledge": (0.0, 100.0)}


def of_group(group: Group) -> Changes:
    """What changed in one group."""
    learners = _learners([group])
    minimum = group.organisation.minimum_group
    return Changes(
        _told({pair: [_pairs(learners, *pair)] for pair in PAIRS}, minimum),
        _answered(learners),
        minimum,
    )


def of_course(course: Course) -> Changes:
    """What changed over all groups of a course, of all its versions and routes."""
    groups = list(
        Group.objects.filter(version__course=course).select_related("version", "organisation")
    )
    minimum = course.organisation.minimum_group
    by_group = {group.pk: _learners([group]) for group in groups}
    pools: dict[tuple[str, str], list[list[Pair]]] = {}
    for pair in PAIRS:
        each = [_pairs(learners, *pair) for learners in by_group.values()]
        large = [pairs for pairs in each if len(pairs) >= minimum]
        small = [one for pairs in each if len(pairs) < minimum for one in pairs]
        pools[pair] = [*large, small]
    every = [learner for learners in by_group.values() for learner in learners]
    return Changes(_told(pools, minimum), _answered(every), minimum)


def _learners(groups: Sequence[Group]) -> list[Learner]:
    found = list(
        Learner.objects.filter(group__in=groups)
        .select_related("group__version")
        .defer("group__version__content")
        .prefetch_related("measured")
    )
    return [learner for learner in found if learner.measured.all()]


def _answered(learners: Iterable[Learner]) -> dict[str, int]:
    counts = dict.fromkeys(Moment.values, 0)
    for learner in learners:
        for row in learner.measured.all():
            counts[row.moment] += bool(row.answers)
    return counts


def _pairs(learners: Iterable[Learner], since: str, until: str) -> list[Pair]:
    """Both answers of each who gave both, in the order in which the second came."""
    found = []
    for learner in learners:
        rows = {row.moment: row for row in learner.measured.all() if row.answers}
        if since in rows and until in rows:
            items = measuring.items(learner)
            scores = scores_of(items, rows[since].answers), scores_of(items, rows[until].answers)
            found.append((rows[until].pk, scores))
    return [scores for _, scores in sorted(found, key=lambda one: one[0])]


def scores_of(items: Sequence[measuring.Item], answers: dict[str, str]) -> Scores:
    """Answers as two numbers."""
    sure = [int(answers[i.key]) for i in items if i.question is None and i.key in answers]
    asked = [i for i in items if i.question is not None]
    given = [i for i in asked if i.key in answers]
    right = sum(bool(i.question and cp.is_right(i.question, answers[i.key])) for i in given)
    return Scores(
        confidence=sum(sure) / len(sure) if sure else None,
        knowledge=100 * right / len(asked) if given else None,
    )


def _told(pools: dict[tuple[str, str], list[list[Pair]]], minimum: int) -> list[Told]:
    found = []
    for (since, until), each in pools.items():
        for kind, (lowest, highest) in SCALES.items():
            pairs = [scores for pool in each for scores in portions(_of_kind(pool, kind), minimum)]
            if pairs:
                before, after = zip(*pairs, strict=True)
                change = outcomes.change(before, after)
                found.append(Told(kind, since, until, change, lowest, highest))
    return found


def _of_kind(pool: Iterable[Pair], kind: str) -> list[tuple[float, float]]:
    each = [(getattr(one, kind), getattr(other, kind)) for one, other in pool]
    return [(one, other) for one, other in each if one is not None and other is not None]


def portions(pairs: Sequence[tuple[float, float]], minimum: int) -> Sequence[tuple[float, float]]:
    """Those that come out: as many whole portions of `minimum` people as there are."""
    return pairs[: len(pairs) // minimum * minimum]
