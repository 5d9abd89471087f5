"""Somebody rates: values, reasons why there is none, and in which order and direction."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from werkwijs.participation import acts, progress, rating, sort_page
from werkwijs.participation.joining import join
from werkwijs.participation.models import Rating
from werkwijs.studies.models import Scale, ScaleStep, Statement


@pytest.fixture
def scale(study):
    return study.scales.get()


@pytest.fixture
def statement(study):
    return study.statements.first()


@pytest.fixture
def rater(study):
    participant = join(study, group=None)
    rating.begin(participant)
    return participant


def rate(rater, scale, statement, value=None, **more):
    act = {"key": uuid.uuid4(), "kind": "rate", "scale": scale.pk, "statement": statement.pk}
    acts.do(rater, act | {"value": value} | more)


def test_the_last_answer_counts(rater, scale, statement):
    rate(rater, scale, statement, 1)
    rate(rater, scale, statement, 3)

    assert Rating.objects.get().value == 3


def test_an_answer_that_arrives_late_changes_no_later_one(rater, scale, statement):
    rate(rater, scale, statement, 3)
    rate(rater, scale, statement, 1, at=sort_page.milliseconds() - 60_000)

    assert Rating.objects.get().value == 3


def test_several_answers_at_once_leave_what_was_given_later(rater, study, scale):
    now = timezone.now()
    first, second, third, *_ = (statement.pk for statement in study.statements.all())
    rating.rate(rater, scale=scale.pk, statement=first, value=1, at=now - timedelta(minutes=1))
    rating.rate(rater, scale=scale.pk, statement=second, value=1, at=now + timedelta(minutes=1))

    together = {first: (3, ""), second: (3, ""), third: (None, rating.SKIPPED)}
    rating.rate_several(rater, scale=scale.pk, answers=together, at=now)

    given = {r.statement_id: (r.value, r.missing) for r in Rating.objects.all()}
    assert given == {first: (3, ""), second: (1, ""), third: (None, rating.SKIPPED)}


@pytest.mark.parametrize("wrong", [4, None])
def test_of_several_answers_all_are_kept_or_none(rater, study, scale, wrong):
    first, second, *_ = (statement.pk for statement in study.statements.all())

    with pytest.raises(acts.NotUnderstood):
        rating.rate_several(
            rater,
            scale=scale.pk,
            answers={first: (3, ""), second: (wrong, "")},
            at=timezone.now(),
        )

    assert not Rating.objects.exists()


@pytest.mark.parametrize("reason", [rating.DONT_KNOW, rating.SKIPPED])
def test_why_there_is_no_value_is_kept_and_is_never_zero(rater, scale, statement, reason):
    rate(rater, scale, statement, None, missing=reason)

    given = Rating.objects.get()
    assert (given.value, given.missing) == (None, reason)

    rate(rater, scale, statement, 2)

    given.refresh_from_db()
    assert (given.value, given.missing) == (2, "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": 0},
        {"value": 4},
        {"value": "3"},
        {"value": True},
        {"value": None},
        {"value": 2, "missing": rating.SKIPPED},
        {"value": None, "missing": "geen zin"},
        {"scale": 10**9},
        {"statement": 10**9},
    ],
)
def test_what_makes_no_sense_is_refused(rater, scale, statement, wrong):
    act = {"key": uuid.uuid4(), "kind": "rate", "scale": scale.pk, "statement": statement.pk}

    with pytest.raises(acts.Refused):
        acts.do(rater, act | wrong)

    assert not Rating.objects.exists()


def test_a_scale_may_run_below_zero(rater, study, statement):
    low = Scale.objects.create(study=study, key="laag", question="Hoe?", minimum=-2, maximum=2)

    rate(rater, low, statement, -2)

    assert Rating.objects.get().value == -2


def test_a_scale_of_another_study_is_refused(rater, study, statement, organisation):
    study.pk, study.slug = None, "elders"
    study.save()
    foreign = Scale.objects.create(study=study, key="x", question="?", minimum=1, maximum=3)

    with pytest.raises(acts.Refused):
        rate(rater, foreign, statement, 1)


def test_everybody_has_an_order_of_their_own_that_stays(study):
    more = [Statement(study=study, number=n, text=f"je {n}", order=n) for n in range(7, 20)]
    Statement.objects.bulk_create(more)
    orders = [[s.pk for s in rating.ordered(join(study, group=None))] for _ in range(3)]

    assert len({tuple(order) for order in orders}) == 3
    assert len({frozenset(order) for order in orders}) == 1


def test_half_of_the_raters_see_the_steps_turned_if_the_study_wants_it(study):
    study.turns_scales = True
    study.save()
    everybody = [join(study, group=None) for _ in range(9)]
    for participant in everybody:
        rating.begin(participant)

    turned = [p.turned for p in everybody]

    assert sorted([turned.count(True), turned.count(False)]) == [4, 5]
    shown = [[s.value for s in rating.sheets(p)[0].steps] for p in everybody]
    assert [order == [3, 2, 1] for order in shown] == turned


def test_who_withdrew_does_not_tip_the_balance(study):
    study.turns_scales = True
    study.save()
    first = join(study, group=None)
    rating.begin(first)
    first.withdrawn_at = timezone.now()
    first.save()
    others = [join(study, group=None) for _ in range(2)]
    for participant in others:
        rating.begin(participant)

    assert {p.turned for p in others} == {True, False}


def test_nothing_is_turned_where_the_study_does_not_want_it(rater):
    assert [s.value for s in rating.sheets(rater)[0].steps] == [1, 2, 3]


def test_a_step_without_a_word_shows_its_number(study):
    scale = Scale.objects.create(study=study, key="vijf", question="Hoe?", minimum=1, maximum=5)
    ScaleStep.objects.create(scale=scale, value=1, word="nooit")
    ScaleStep.objects.create(scale=scale, value=5, word="altijd")

    assert [s.word for s in rating.steps(scale, turned=False)] == ["nooit", "2", "3", "4", "altijd"]


def test_how_far_somebody_is_counts_all_scales(rater, study, scale, statement):
    Scale.objects.create(study=study, key="nu", question="Nu al?", minimum=1, maximum=3)
    rate(rater, scale, statement, None, missing=rating.DONT_KNOW)

    now = progress.of_rating(rater)

    assert (now.done, now.asked, now.finished_at) == (1, 12, None)


def test_done_after_one_answer_at_least_and_open_again(rater, scale, statement):
    with pytest.raises(acts.Refused):
        rating.finish(rater)
    rate(rater, scale, statement, 2)
    rating.finish(rater)
    first = rating.sitting_of(rater).finished_at
    rating.finish(rater)
    assert rating.sitting_of(rater).finished_at == first is not None

    rating.reopen(rater)

    assert rating.sitting_of(rater).finished_at is None
