"""Change before and after: by hand, against SciPy's own test, and by simulation where the truth is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import outcomes


def test_a_mean_change_by_hand():
    # differences 2, 1, 1, 0, 2: mean 1.2, sd 0.8367; t(4) = 2.776; half 2.776 * 0.8367 / sqrt(5) = 1.039
    found = outcomes.change([2, 3, 2, 4, 3], [4, 4, 3, 4, 5])

    assert (found.n, found.before, found.after) == (5, 2.8, 4.0)
    assert found.difference == pytest.approx(1.2)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.1611, 2.2389), abs=1e-4)
    assert (found.more, found.same, found.less) == (4, 1, 0)
    # sd before 0.8367; J(4) = 1 - 3/15
    assert found.standardized == pytest.approx(0.8 * 1.2 / 0.83666, abs=1e-4)
    assert found.is_told


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=30).filter(
        lambda pairs: len({b - a for a, b in pairs}) > 1
    )
)
def test_the_interval_is_that_of_the_paired_t_test(pairs):
    before, after = zip(*pairs, strict=True)
    peer = stats.ttest_rel(after, before).confidence_interval(0.95)

    found = outcomes.change(before, after)

    assert (found.interval.low, found.interval.high) == pytest.approx((peer.low, peer.high))


@pytest.mark.parametrize(("before", "after"), [([], []), ([3], [4]), ([1, 2, 3], [2, 3, 4])])
def test_where_nothing_tells_how_far_others_would_be_there_is_no_interval(before, after):
    found = outcomes.change(before, after)

    assert found.interval is None
    assert not found.is_told


def test_who_answered_once_cannot_be_paired():
    with pytest.raises(outcomes.NotPaired) as told:
        outcomes.change([1, 2], [1])

    assert (told.value.before, told.value.after) == (2, 1)


def answered(rng, people, by):
    """Means of six items from 1 to 5, of so many people, before and after a change on the inside."""
    person = rng.normal(0, 0.6, (people, 1))
    inside = [3.0 + person + rng.normal(0, 0.8, (people, 6)) + moved for moved in (0, by)]
    return [np.clip(np.rint(one), 1, 5).mean(axis=1) for one in inside]


@pytest.mark.parametrize("n", [6, 12, 30])
def test_nineteen_intervals_in_twenty_hold_the_true_change_of_a_short_scale(n):
    rng = np.random.default_rng(n)
    before, after = answered(rng, 200_000, 0.4)
    truth = (after - before).mean()

    held = [truth in outcomes.change(*answered(rng, n, 0.4)).interval for _ in range(1500)]

    assert np.mean(held) == pytest.approx(0.95, abs=0.017)  # three standard errors


def test_a_share_by_hand():
    # Wilson for 7 of 10: centre (7 + 1.92) / 13.84, half 1.96 * sqrt(2.1 + .96) / 13.84
    found = outcomes.share(7, 10)

    assert found.share == 0.7
    assert (found.interval.low, found.interval.high) == pytest.approx((0.3968, 0.8922), abs=1e-4)


@pytest.mark.parametrize(("yes", "n"), [(1, 0), (0, 0), (3, 2), (-1, 4)])
def test_more_yes_than_people_is_no_share(yes, n):
    with pytest.raises(outcomes.NotAShare):
        outcomes.share(yes, n)


def pairs(both, lost, gained, neither):
    told = (
        [(True, True)] * both
        + [(True, False)] * lost
        + [(False, True)] * gained
        + [(False, False)] * neither
    )
    return [list(side) for side in zip(*told, strict=True)]


def test_the_change_of_a_share_by_hand():
    # 20 people: 8 knew and know, 1 lost it, 7 gained it, 4 do not: .45 to .75.
    # Wilson .45: (.2582, .6579), .75: (.5313, .8881); crossed 8*4 - 1*7 = 25 > 10: 15 / sqrt(9*11*15*5)
    found = outcomes.share_change(*pairs(8, 1, 7, 4))
    phi = 15 / np.sqrt(9 * 11 * 15 * 5)
    low = 0.3 - np.sqrt(0.2187**2 - 2 * phi * 0.2187 * 0.2079 + 0.2079**2)
    high = 0.3 + np.sqrt(0.1381**2 - 2 * phi * 0.1381 * 0.1918 + 0.1918**2)

    assert (found.before.share, found.after.share, found.difference) == pytest.approx(
        (0.45, 0.75, 0.3)
    )
    assert (found.gained, found.lost) == (7, 1)
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=2e-4)


def test_a_share_that_did_not_change_has_an_interval_around_nothing():
    found = outcomes.share_change(*pairs(5, 0, 0, 5))

    assert found.difference == 0
    assert 0.0 in found.interval
    assert found.interval.low == pytest.approx(-found.interval.high)


def test_everybody_learnt_it():
    found = outcomes.share_change(*pairs(0, 0, 8, 0))

    assert found.difference == 1.0
    assert found.interval.high <= 1.0 + 1e-9
    assert found.interval.low > 0


@pytest.mark.parametrize(("n", "from_", "to"), [(8, 0.5, 0.8), (20, 0.4, 0.6), (40, 0.7, 0.9)])
def test_about_nineteen_intervals_in_twenty_hold_the_true_change_of_a_share(n, from_, to):
    rng = np.random.default_rng(n)
    cuts = np.quantile(rng.random((200_000, 2)).mean(axis=1), [from_, to])

    def knows(person, cut):
        return list((person + rng.random(n)) / 2 < cut)

    held = []
    for _ in range(1000):
        person = rng.random(n)  # what is hard for somebody before is so after
        found = outcomes.share_change(knows(person, cuts[0]), knows(person, cuts[1]))
        held.append((to - from_) in found.interval)

    assert 0.93 <= np.mean(held) <= 0.985


def test_an_order_of_people_changes_nothing():
    before, after = [1, 5, 2, 4, 3], [2, 5, 4, 4, 5]
    turned = [3, 0, 4, 1, 2]

    assert outcomes.change(before, after) == outcomes.change(
        [before[i] for i in turned], [after[i] for i in turned]
    )
