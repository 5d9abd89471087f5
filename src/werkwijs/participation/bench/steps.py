"""A step at the bench: begun while nobody else decides in the same study, and written down when done."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.lib.words import say
from werkwijs.participation.bench import standing
from werkwijs.participation.bench.obstacles import CannotDo, NoReason, OtherStudy, TakenBack
from werkwijs.participation.models import BenchStep, Idea
from werkwijs.studies import locking
from werkwijs.studies.models import Statement, Study

EXPLAINED = {"merge", "split", "drop"}
"""Acts that need a reason."""
LONGEST_REASON = 300

Touched = tuple[str, str]
"""``("idea", "12")`` or ``("statement", "3")``."""


@dataclass
class Step:
    """One decision in the making: what it touches is remembered as it stood before."""

    study: Study
    act: str
    by: User | None
    reason: str
    key: uuid.UUID | None
    done: BenchStep | None = None
    """The same form did this already."""
    before: standing.Standing = field(default_factory=lambda: {"statements": {}, "ideas": {}})

    def touch(self, *, ideas: Iterable[Idea] = (), statements: Iterable[Statement] = ()) -> None:
        """Remember how they stand, and that this step is about them.

        Raises
        ------
        OtherStudy
            One of them belongs to another study.
        """
        ideas, statements = list(ideas), list(statements)
        if any(s.study_id != self.study.pk for s in statements) or any(
            i.participant.study_id != self.study.pk for i in ideas
        ):
            raise OtherStudy
        seen = standing.now(statements=[s.pk for s in statements], ideas=[i.pk for i in ideas])
        for kind, own in seen.items():
            self.before[kind] = own | self.before[kind]

    def finish(self, result: Iterable[Statement] = ()) -> BenchStep:
        """Write the step down, with how things stand after it."""
        came = list(result)
        for statement in came:
            self.before["statements"].setdefault(str(statement.pk), None)
        after = standing.now(
            statements=map(int, self.before["statements"]), ideas=map(int, self.before["ideas"])
        )
        after["result"] = [statement.pk for statement in came]
        step: BenchStep = BenchStep.objects.create(
            study=self.study,
            act=self.act,
            reason=self.reason,
            key=self.key,
            before=self.before,
            after=after,
            by=self.by,
        )
        _note(f"participation.bench_{self.act}", step, by=self.by)
        return step

    def result(self) -> list[Statement]:
        """What the same form made before.

        Raises
        ------
        TakenBack
            It was taken back since.
        """
        made = [] if self.done is None else self.done.after.get("result", [])
        found = {s.pk: s for s in Statement.objects.filter(pk__in=made)}
        if self.done is None or self.done.undone_at or len(found) < len(made):
            raise TakenBack
        return [found[pk] for pk in made]


def begin(
    study: Study, act: str, *, by: User | None, reason: str = "", key: uuid.UUID | None = None
) -> Step:
    """Everybody else waits until this is decided.

    Raises
    ------
    CannotDo
        The set is locked, or there is no reason where one is asked for.
    """
    study = require_open(study)
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if act in EXPLAINED and not reason:
        raise NoReason
    done = BenchStep.objects.filter(key=key).first() if key else None
    if done is not None and (done.study_id != study.pk or done.act != act):
        raise IntegrityError("A key belongs to one form.")
    return Step(study, act, by, reason, key, done)


def require_open(study: Study) -> Study:
    """The study as it is now, with nobody else deciding in it until we are done.

    Raises
    ------
    CannotDo
        Its set is locked.
    """
    study = Study.objects.select_for_update().get(pk=study.pk)
    if locking.locked(study):
        raise CannotDo(say("participation.bench_locked"))
    return study


def touched(step: BenchStep) -> set[Touched]:
    """Everything a step is about."""
    return {
        (kind.removesuffix("s"), pk)
        for half in (step.before, step.after)
        for kind in ("ideas", "statements")
        for pk in half.get(kind, {})
    }


def standing_steps(study: Study) -> list[BenchStep]:
    """Steps that were not taken back, the first one first."""
    return list(
        BenchStep.objects.filter(study=study, undone_at=None).select_related("by").order_by("pk")
    )


def _note(event: str, step: BenchStep, *, by: User | None) -> None:
    noting.note(
        event,
        by=by or noting.SYSTEM,
        about=step,
        study=step.study.slug,
        organisation=step.study.organisation_id,
    )


def noted_undone(step: BenchStep, *, by: User | None) -> None:
    _note("participation.bench_undo", step, by=by)


def changes(step: BenchStep) -> list[tuple[str, Any, Any]]:
    """(id, before, after) of every statement of a step that it changed."""
    before, after = step.before.get("statements", {}), step.after.get("statements", {})
    return [
        (pk, before.get(pk), after.get(pk))
        for pk in sorted({**before, **after}, key=int)
        if before.get(pk) != after.get(pk)
    ]
