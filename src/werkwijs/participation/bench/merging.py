"""Several ideas and statements say the same, and become one statement."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.participation.bench import making, resting, steps, wording
from werkwijs.participation.bench.obstacles import NotInTheSet, TooFew
from werkwijs.participation.models import Became, Idea
from werkwijs.studies.models import Statement, Study


@transaction.atomic
def merge(
    sources: Iterable[Idea | Statement],
    *,
    text: str,
    reason: str,
    by: User | None,
    key: uuid.UUID | None = None,
) -> Statement:
    """One statement instead of several things.

    The first of the statements goes on, with its easy text, picture and sound; the others are
    kept as dropped ones. Where only ideas are merged, a new statement is made.

    Raises
    ------
    CannotDo
        They are of several studies, a statement is not in the set, the text does not fit.
    """
    ideas, statements = told_apart(sources)
    if len(ideas) + len(statements) < 2:
        raise TooFew("merge")
    step = steps.begin(_study(ideas, statements), "merge", by=by, reason=reason, key=key)
    if step.done:
        return step.result()[0]
    ideas, statements = told_apart([*ideas, *statements])  # nobody else decides any more
    if gone := next((s for s in statements if s.dropped_at), None):
        raise NotInTheSet(gone)
    fitting = wording.fitting(text, stem=step.study.stem)
    everyone = _together(ideas, resting.ideas_of(statements))
    step.touch(ideas=everyone, statements=statements)

    statements.sort(key=lambda s: (s.order, s.pk))
    origin = resting.origin(everyone) or next((s.origin for s in statements if s.origin), None)
    if statements:
        one, others = statements[0], statements[1:]
        one.text, one.origin = fitting, origin
        one.save(update_fields=["text", "origin"])
    else:
        one, others = making.make(step.study, fitting, origin=origin), []
    Became.objects.filter(statement__in=[s.pk for s in others]).delete()
    resting.rest(one, everyone, decision="merged", reason=step.reason)
    Statement.objects.filter(pk__in=[s.pk for s in others]).update(dropped_at=timezone.now())
    step.finish([one])
    return one


def told_apart(sources: Iterable[Idea | Statement]) -> tuple[list[Idea], list[Statement]]:
    """Ideas and statements, each once, as they are now."""
    sources = list(sources)
    ideas = dict.fromkeys(s.pk for s in sources if isinstance(s, Idea))
    statements = dict.fromkeys(s.pk for s in sources if isinstance(s, Statement))
    fresh = Idea.objects.select_related("participant__group", "participant__study")
    found = {i.pk: i for i in fresh.filter(pk__in=ideas)}
    there = {
        s.pk: s
        for s in Statement.objects.select_related("study", "origin").filter(pk__in=statements)
    }
    return [found[pk] for pk in ideas if pk in found], [
        there[pk] for pk in statements if pk in there
    ]


def _study(ideas: list[Idea], statements: list[Statement]) -> Study:
    return statements[0].study if statements else ideas[0].participant.study


def _together(ideas: list[Idea], others: list[Idea]) -> list[Idea]:
    every = {i.pk: i for i in (*ideas, *others)}
    return sorted(every.values(), key=lambda i: (i.at, i.pk))
