"""Whatever is done at the bench, in whatever order: it can be taken back, and every idea can be followed."""

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werkwijs.participation import bench
from werkwijs.participation.bench import raw, steps, tracing
from werkwijs.participation.models import Became, BenchStep, Idea
from werkwijs.studies.models import Statement

IDEAS = 5
ACTS = (
    "take",
    "take",
    "reword",
    "merge",
    "merge_statements",
    "split_idea",
    "split_statement",
    "edit",
)
ACTS += (
    "drop_idea",
    "drop_statement",
    "restore_idea",
    "restore_statement",
    "undo_last",
    "undo_any",
)

acts = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7)), min_size=6, max_size=20
)


class Again(Exception):
    """The next example begins with the same ideas."""


def stands() -> dict:
    """What people see: the set, what was dropped, and what became of every idea."""
    return {
        "statements": sorted(Statement.objects.values_list("pk", "text", "origin", "dropped_at")),
        "became": sorted(
            Became.objects.values_list("idea", "statement", "decision", "reason"), key=str
        ),
        "ideas": sorted(Idea.objects.values_list("pk", "text")),
    }


def do(act: str, m: int, n: int, study, by) -> None:
    ideas = list(raw.ideas(study).order_by("pk"))
    idea, other = ideas[m % IDEAS], ideas[n % IDEAS]
    every = list(Statement.objects.filter(study=study).order_by("pk"))
    inside = [s for s in every if not s.dropped_at] if act != "restore_statement" else every
    one = inside[m % len(inside)] if inside else None
    two = inside[n % len(inside)] if inside else None
    words = f"woorden {m} {n}"
    if act == "take":
        bench.take(idea, by=by)
    elif act == "reword":
        bench.take(idea, text=words, by=by)
    elif act == "merge":
        bench.merge([idea, two or other], text=words, reason="gelijk", by=by)
    elif act == "split_idea":
        bench.split(idea, [words, f"{words} b"], reason="twee", by=by)
    elif act == "drop_idea":
        bench.drop(idea, reason="past niet", by=by)
    elif act == "restore_idea":
        bench.restore(idea, by=by)
    elif act == "undo_last":
        bench.undo_last(study, by=by)
    elif act == "undo_any":
        done = list(BenchStep.objects.filter(study=study).order_by("pk"))
        if done:
            bench.undo(done[m % len(done)], by=by)
    elif one is not None and two is not None:
        if act == "merge_statements":
            bench.merge([one, two, idea], text=words, reason="gelijk", by=by)
        elif act == "split_statement":
            bench.split(one, [words, f"{words} b"], reason="twee", by=by)
        elif act == "edit":
            bench.edit(one, text=words, by=by)
        elif act == "drop_statement":
            bench.drop(one, reason="past niet", by=by)
        elif act == "restore_statement":
            bench.restore(one, by=by)


def followed(study) -> None:
    """Every idea tells what became of it, and every statement in the set where it came from."""
    for idea in raw.ideas(study):
        story, rows = tracing.of_idea(idea), list(idea.became.select_related("statement"))
        assert bool(rows) == (idea.state != raw.State.UNDECIDED)
        if rows:
            assert story
            assert all(told.step.by_id for told in story)
        for row in rows:
            assert row.decision == "dropped" or row.statement is not None
            if row.statement is not None:
                assert tracing.of_statement(row.statement)
                assert bool(row.statement.dropped_at) == (row.decision == "dropped")
    for statement in study.statements.filter(dropped_at=None):
        assert tracing.rests_on(study, statement)


def taken_back_at_once(study, by, stood: dict) -> None:
    """Each step by itself brings back what was before it, reasons and decisions too."""
    with suppress(Again), transaction.atomic():
        bench.undo_last(study, by=by)
        assert stands() == stood
        raise Again


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=acts)
def test_any_acts_taken_back_the_other_way_round_give_what_was(acts, prepared):
    study, ana = prepared
    with suppress(Again), transaction.atomic():
        before = stands()
        for act, m, n in acts:
            stood, done = stands(), BenchStep.objects.count()
            try:
                with transaction.atomic():
                    do(act, m, n, study, ana)
            except bench.CannotDo:
                continue
            followed(study)
            if BenchStep.objects.count() > done:
                taken_back_at_once(study, ana, stood)
        for step in reversed(steps.standing_steps(study)):
            bench.undo(step, by=ana)
        assert stands() == before
        assert not steps.standing_steps(study)
        raise Again


@pytest.fixture
def prepared(open_study, idea, ana):
    for n in range(IDEAS):
        idea(f"idee nummer {n}", "jongere" if n % 2 else "werkgever")
    return open_study, ana
