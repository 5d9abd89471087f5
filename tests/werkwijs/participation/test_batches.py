"""Statements are dealt in balance: every pair meets, and nobody is dealt twice."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone

from werkwijs.participation import batches
from werkwijs.participation.joining import join
from werkwijs.participation.models import Batched
from werkwijs.studies.models import Statement


def more(study, n):
    have = study.statements.count()
    Statement.objects.bulk_create(
        Statement(study=study, number=i, text=f"je iets {i} hebt", order=i)
        for i in range(have + 1, n + 1)
    )


def pairs(together):
    return together[np.triu_indices(len(together), 1)]


def dealt(study):
    return pairs(batches.met(study, [s.pk for s in batches.final_set(study)]))


def test_without_a_size_everybody_sorts_everything_in_an_order_of_their_own(study):
    orders = [[s.pk for s in batches.allocate(join(study, group=None))] for _ in range(4)]

    assert all(sorted(order) == sorted(orders[0]) for order in orders)
    assert len(orders[0]) == 6
    assert len({tuple(order) for order in orders}) > 1


def test_asked_again_it_is_the_same_batch(study):
    study.batch_size = 3
    participant = join(study, group=None)

    first = batches.allocate(participant)

    assert len(first) == 3
    assert batches.allocate(participant) == first
    assert Batched.objects.count() == 3


def test_the_same_study_and_pseudonym_are_dealt_the_same(study):
    study.batch_size = 4
    study.save()
    first = join(study, group=None)
    once = batches.allocate(first)
    Batched.objects.all().delete()

    assert batches.allocate(first) == once


def test_thirty_sorters_of_thirty_cards_let_every_pair_of_64_meet(study):
    """Mean 6.47 a pair. By chance: minimum 0 or 1, spread about 2.3."""
    more(study, 64)
    study.batch_size = 30
    study.save()
    for _ in range(30):
        batches.allocate(join(study, group=None))

    met = dealt(study)

    by_chance = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        together = np.zeros((64, 64), dtype=int)
        for _ in range(30):
            drawn = rng.choice(64, 30, replace=False)
            together[np.ix_(drawn, drawn)] += 1
        by_chance.append(pairs(together))
    assert met.sum() == by_chance[0].sum() == 30 * 30 * 29 / 2
    assert met.min() >= 3 > max(c.min() for c in by_chance)
    assert met.std() < 0.75 * min(c.std() for c in by_chance)


def test_every_statement_is_dealt_about_as_often(study):
    more(study, 80)
    study.batch_size = 20
    study.save()
    for _ in range(20):
        batches.allocate(join(study, group=None))

    times = [Batched.objects.filter(statement=s).count() for s in study.statements.all()]

    assert sum(times) == 400
    assert min(times) >= 4
    assert max(times) <= 6


def test_the_batch_of_who_withdrew_does_not_count(study):
    more(study, 12)
    study.batch_size = 4
    study.save()
    gone = join(study, group=None)
    batches.allocate(gone)
    assert dealt(study).sum() == 6
    gone.withdrawn_at = timezone.now()
    gone.save()

    assert dealt(study).sum() == 0


def test_a_dropped_statement_is_not_sorted_any_more_and_a_new_one_comes_last(study):
    participant = join(study, group=None)
    before = batches.allocate(participant)
    before[2].dropped_at = timezone.now()
    before[2].save()
    new = Statement.objects.create(study=study, number=7, text="je iets nieuws leert", order=7)

    after = batches.statements(participant)

    assert after == [s for s in before if s != before[2]] + [new]


@pytest.mark.parametrize(
    ("n", "at_most", "sizes"),
    [
        (0, 20, []),
        (6, 20, [6]),
        (20, 20, [20]),
        (30, 20, [15, 15]),
        (80, 20, [20] * 4),
        (41, 20, [14, 14, 13]),
    ],
)
def test_rounds_are_as_equal_as_can_be(n, at_most, sizes):
    assert batches.rounds(n, at_most) == sizes


def test_a_small_study_is_dealt_whole_where_the_batch_is_larger(study):
    study.batch_size = 40

    assert len(batches.allocate(join(study, group=None))) == 6


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_both_dealt_and_one_who_asks_twice_is_dealt_once(study):
    more(study, 20)
    study.batch_size = 8
    study.save()
    one, other = join(study, group=None), join(study, group=None)
    failed = []

    def deal(participant):
        try:
            batches.allocate(participant)
        except Exception as problem:
            failed.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=deal, args=[p]) for p in (one, other, one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert one.batch.count() == other.batch.count() == 8
    assert one.batch.values("statement").distinct().count() == 8
