"""What a document says of groups of sorters gives no group below the minimum away by subtraction."""

from __future__ import annotations

from itertools import combinations

import pytest
from invented import random_sorts

import conceptmapping as cm

MINIMUM = 5
SIZES = [
    {"a": 10, "b": 4},  # the large group's map beside all others would be the small group's
    {"a": 10, "b": 9, "c": 4},
    {"a": 10, "b": 9, "c": 3, "d": 3},  # together enough to be the rest
    {"a": 6, "b": 6, "c": 6},
    {"a": 10, "b": 9, None: 2},  # people without a group are a rest too
    {"a": 12, "b": 4, None: 1},
    {"a": 8, None: 8},
    {"a": 4, "b": 4, "c": 4, "d": 4},
]


def drawn(sizes: dict[str | None, int]) -> cm.ConceptMap:
    sorts = random_sorts(sum(sizes.values()), 9, 3, noise=0.2)
    whose = [group for group, size in sizes.items() for _ in range(size)]
    study = cm.Study(
        statements=tuple(cm.Statement(i, i) for i in sorts.statements),
        sorts=sorts,
        participants={
            sorter: {"group": group} if group else {}
            for sorter, group in zip(sorts.sorters, whose, strict=True)
        },
        minimum_shown=MINIMUM,
    )
    return cm.concept_map(study, starts=1, bootstrap=0, permutations=0, split_halves=0)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_who_is_left_over_is_nobody_or_enough_people(sizes):
    document = drawn(sizes).document
    everybody = document["counts"]["sorters"]
    maps = {found["group"]: found["sorters"] for found in document["groups"]}
    counts = {
        group: part["sorters"]
        for group, part in document["study"]["groups"].items()
        if part["sorters"] is not None
    }

    for told in (maps, counts, maps | counts):
        assert all(told[group] == sizes[group] >= MINIMUM for group in told)
        rest = everybody - sum(told.values())
        assert rest == 0 or rest >= MINIMUM
    for group in maps:
        assert everybody - sizes[group] >= MINIMUM  # "all others" is a map too
    for one, other in combinations(maps, 2):
        rest = everybody - sizes[one] - sizes[other]
        assert rest == 0 or rest >= MINIMUM


def test_what_may_be_told_is_told():
    def groups(sizes: dict[str | None, int]) -> list[str]:
        return [found["group"] for found in drawn(sizes).document["groups"]]

    assert groups({"a": 10, "b": 9, "c": 4}) == ["a"]  # b is hidden with c: 23 - 10 - 9 tells c
    assert groups({"a": 10, "b": 9, "c": 3, "d": 3}) == ["a", "b"]
    assert groups({"a": 6, "b": 6, "c": 6}) == ["a", "b", "c"]
