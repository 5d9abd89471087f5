"""Nobody can find out what a few people said, whatever published figures they combine."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating_tables import NAN, rated, study_of

from conceptmapping.contrasts import rating_parts
from conceptmapping.small_groups import hide_small, shown_counts

MINIMUM = 3
NAMES = ("coach", "employer", "family")


def test_a_cell_below_the_minimum_is_hidden():
    ratings = rated([[1, 2]] * 4 + [[NAN, 2]] + [[3, 4]] * 10)

    shown = hide_small(ratings, ["a"] * 5 + ["b"] * 10, ["a", "b"], 5)

    assert np.isnan(shown["a"].values[:, 0]).all()
    assert not np.isnan(shown["a"].values[:, 1]).any()


def test_what_is_left_by_subtraction_is_hidden_too():
    # 15 in all, b has 10: whoever sees both knows the first statement's mean of the 4 of a.
    ratings = rated([[1, 2]] * 4 + [[NAN, 2]] + [[3, 4]] * 10)

    shown = hide_small(ratings, ["a"] * 5 + ["b"] * 10, ["a", "b"], 5)

    assert np.isnan(shown["b"].values[:, 0]).all()
    assert not np.isnan(shown["b"].values[:, 1]).any()
    assert not np.isnan(shown[None].values[:14, 0][ratings.values[:14, 0] > 0]).any()


def test_a_group_whose_number_of_raters_gives_another_away_is_hidden_in_every_cell():
    # Nobody of a scored the second statement; but 16 in all, less 15 of b, is the one of a.
    ratings = rated([[1, NAN]] + [[3, 4]] * 15)

    shown = hide_small(ratings, ["a"] + ["b"] * 15, ["a", "b"], 5)

    assert np.isnan(shown["b"].values).all()
    assert not np.isnan(shown[None].values[1:]).any()


def test_two_small_groups_hide_each_other():
    ratings = rated([[3.0]] * 14)

    shown = hide_small(ratings, ["a"] * 3 + ["b"] * 3 + ["c"] * 8, ["a", "b", "c"], 5)

    assert np.isnan(shown["a"].values).all()
    assert np.isnan(shown["b"].values).all()
    assert not np.isnan(shown["c"].values).any()  # 14 - 8 = 6 people: enough


def test_raters_without_a_group_can_be_given_away_like_a_group():
    ratings = rated([[3.0]] * 14)

    shown = hide_small(ratings, [None] * 2 + ["a"] * 5 + ["b"] * 7, ["a", "b"], 5)

    assert np.isnan(shown["a"].values).all()
    assert not np.isnan(shown["b"].values).any()


def test_fewer_than_the_minimum_in_all_hides_everything():
    assert np.isnan(hide_small(rated([[3.0]] * 4), ["a"] * 4, ["a"], 5)[None].values).all()


def test_head_counts_follow_the_same_rule():
    assert shown_counts({"a": 3, "b": 6, "c": 9}, 18, 5) == {"a": None, "b": None, "c": 9}
    assert shown_counts({"a": 6, "b": 9}, 15, 5) == {"a": 6, "b": 9}
    assert shown_counts({"a": 6, "b": 9}, 17, 5) == {"a": None, "b": 9}
    assert shown_counts({}, 17, 5) == {}


@st.composite
def studies(draw):
    raters, statements = draw(st.integers(3, 9)), draw(st.integers(2, 5))
    score = st.one_of(st.integers(1, 5).map(float), st.just(NAN))
    row = st.lists(score, min_size=statements, max_size=statements)
    values = draw(st.lists(row, min_size=raters, max_size=raters))
    member = st.sampled_from((*NAMES, *NAMES, None))
    groups = draw(st.lists(member, min_size=raters, max_size=raters))
    partition = draw(st.lists(st.integers(1, 2), min_size=statements, max_size=statements))
    return np.array(values), groups, partition


@settings(max_examples=80, deadline=None)
@given(studies())
def test_no_sum_over_fewer_people_follows_from_the_published_means(drawn):
    """The attacker knows who rated what, every published mean and n, and linear algebra.

    A figure about a few people follows from the published ones exactly when its weights are a
    combination of theirs. Standard deviations publish the same sums of squared scores, with the
    same weights, so what holds for scores holds for squares.
    """
    values, groups, partition = drawn
    parts = rating_parts(study_of({"i": values}, groups, minimum_shown=MINIMUM), partition)

    for j in range(values.shape[1]):
        rated_it = np.flatnonzero(~np.isnan(values[:, j]))
        published = []
        for group in (None, *NAMES):
            figure = (
                parts.statements[j]["i"]
                if group is None
                else parts.statement_groups[j]["i"].get(group, {"mean": None})
            )
            if figure["mean"] is None:
                continue
            weights = np.array([group is None or groups[i] == group for i in rated_it], dtype=float)
            # The attacker's weights are right: they reproduce the figure.
            assert weights @ values[rated_it, j] / weights.sum() == pytest.approx(figure["mean"])
            published.append(weights)
        if not published:
            continue
        known = np.array(published)
        for size in range(1, MINIMUM):
            for few in combinations(range(len(rated_it)), size):
                wanted = np.isin(np.arange(len(rated_it)), few).astype(float)
                combination = np.linalg.lstsq(known.T, wanted, rcond=None)[0]
                assert np.abs(known.T @ combination - wanted).max() > 1e-6


@settings(max_examples=80, deadline=None)
@given(studies())
def test_every_other_mean_is_made_of_published_statement_means(drawn):
    """So clusters, ladders, go-zones and differences give the attacker no new equation."""
    values, groups, partition = drawn
    study = study_of({"i": values, "j": 6 - values}, groups, minimum_shown=MINIMUM)
    parts = rating_parts(study, partition)
    names = [name for name in NAMES if name in groups]

    def statement(j: int, group: str | None) -> float:
        scale = parts.statements[j] if group is None else None
        found = scale["i"] if scale else parts.statement_groups[j]["i"][group]
        return NAN if found["mean"] is None else found["mean"]

    table = {
        group: np.array([statement(j, group) for j in range(values.shape[1])])
        for group in (None, *names)
    }

    def mean(group: str | None, cluster: int, also: str | None = None) -> float:
        own = table[group][np.array(partition) == cluster]
        other = table[also][np.array(partition) == cluster]
        return own[~np.isnan(own) & ~np.isnan(other)].mean()

    for cluster, by_group in parts.cluster_groups.items():
        for group, figure in by_group["i"].items():
            if figure["mean"] is not None:
                assert figure["mean"] == pytest.approx(mean(group, cluster, group))
        whole = parts.clusters[cluster]["i"]["mean"]
        if whole is not None:
            assert whole == pytest.approx(mean(None, cluster))
    for match in parts.pattern_match:
        for axis in match["axes"]:
            for cluster, drawn_at in axis["clusters"].items():
                if axis["scale"] == "i":
                    assert drawn_at == pytest.approx(
                        mean(axis["group"], int(cluster), axis["group"])
                    )
    for zone in parts.go_zone:
        for point in zone["points"]:
            assert point["x"] == pytest.approx(table[None][study.ids.index(point["id"])])
    for one in parts.differences:
        if one["scale"] != "i":
            continue
        if one["what"] == "groups":
            a = mean(one["a"], one["cluster"], one["b"])
            b = mean(one["b"], one["cluster"], one["a"])
        else:
            a, b = mean(None, int(one["a"])), mean(None, int(one["b"]))
        assert one["difference"] == pytest.approx(a - b, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(studies(), st.randoms(use_true_random=False))
def test_what_is_hidden_does_not_depend_on_the_order_of_raters(drawn, random):
    values, groups, partition = drawn
    order = list(range(len(values)))
    random.shuffle(order)

    before = rating_parts(study_of({"i": values}, groups, minimum_shown=MINIMUM), partition)
    after = rating_parts(
        study_of({"i": values[order]}, [groups[i] for i in order], minimum_shown=MINIMUM), partition
    )

    for one, other in zip(before.statements, after.statements, strict=True):
        assert other["i"]["mean"] == pytest.approx(one["i"]["mean"])
    hidden = [
        [{g: s["mean"] is None for g, s in one["i"].items()} for one in parts.statement_groups]
        for parts in (before, after)
    ]
    assert hidden[0] == hidden[1]
