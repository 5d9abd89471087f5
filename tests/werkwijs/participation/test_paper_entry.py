"""What is typed in from paper: kept once, corrected, removed, put back, compared."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkwijs.audit.models import Line
from werkwijs.participation.models import EarlierEntry, Idea, OnPile, Participant, Sitting
from werkwijs.participation.paper import (
    checking,
    contents,
    entering,
    handing_out,
    ratings,
    removing,
    sorts,
)
from werkwijs.participation.paper.second_entry import compare_sorts, settle_sorts
from werkwijs.participation.paper.sorts import Pile, Sort

PILES = [("leuk werk", [1, 4]), ("", [2, 3, 6])]


@pytest.fixture
def s1(study, ana) -> Participant:
    handout = handing_out.hand_out(study, group=study.groups.first(), n=1, by=ana)
    return handing_out.participants(handout)[0]


def test_a_sort_is_kept_as_piles_with_who_typed_it_in(s1, ana):
    sitting = entering.enter_sort(s1, PILES, [5], by=ana)

    assert sitting.via == Sitting.Via.PAPER
    assert sitting.entered_by == ana.pk
    assert sitting.finished_at
    assert [(p.label, p.placed.count()) for p in sitting.piles.all()] == [("leuk werk", 2), ("", 3)]
    assert OnPile.objects.get(pile=None).statement.number == 5
    assert contents.sort_of(sitting) == Sort((Pile("leuk werk", (1, 4)), Pile("", (2, 3, 6))), (5,))


def test_what_was_not_named_is_nowhere(s1, ana):
    entering.enter_sort(s1, [("", [1, 2])], by=ana)

    assert OnPile.objects.count() == 2


@pytest.mark.parametrize(
    ("piles", "unknown", "kinds"),
    [
        ([("", [1, 2]), ("", [2])], [], ["twice"]),
        ([("", [1, 2])], [2], ["twice"]),
        ([("", [1])], [5, 5], ["twice"]),
        ([("", [7])], [], ["nobody"]),
        ([], [], ["empty"]),
        ([("hulp", [])], [], ["nameless"]),
    ],
)
def test_what_cannot_be_a_sort_changes_nothing(s1, ana, piles, unknown, kinds):
    with pytest.raises(sorts.Faulty) as told:
        entering.enter_sort(s1, piles, unknown, by=ana)

    assert [fault.kind for fault in told.value.faults] == kinds
    assert not Sitting.objects.exists()


def test_the_same_form_twice_is_entered_once(s1, ana):
    key = uuid.uuid4()
    entering.enter_sort(s1, PILES, by=ana, key=key)
    entering.enter_sort(s1, [("", [1])], by=ana, key=key)

    assert contents.sort_of(contents.sitting_of(s1, "sorting")).named == {1, 2, 3, 4, 6}
    assert not EarlierEntry.objects.exists()


def test_who_types_in_the_same_paper_meanwhile_is_not_overwritten(s1, ana, bilal):
    entering.enter_sort(s1, PILES, by=ana, seen="")

    with pytest.raises(entering.ChangedMeanwhile):
        entering.enter_sort(s1, [("", [1])], by=bilal, seen="")

    assert contents.sitting_of(s1, "sorting").entered_by == ana.pk


def test_a_correction_can_be_undone_and_so_can_the_undoing(s1, ana):
    entering.enter_sort(s1, PILES, [5], by=ana)
    before = contents.sort_of(contents.sitting_of(s1, "sorting"))
    entering.enter_sort(s1, [("", [1, 2])], by=ana)
    after = contents.sort_of(contents.sitting_of(s1, "sorting"))

    removing.put_back(s1, "sorting", by=ana)
    assert contents.sort_of(contents.sitting_of(s1, "sorting")) == before
    removing.put_back(s1, "sorting", by=ana)
    assert contents.sort_of(contents.sitting_of(s1, "sorting")) == after


def test_a_removed_entry_comes_back_with_who_typed_it_in(s1, ana, bilal):
    entering.enter_sort(s1, PILES, [5], by=ana)
    entering.enter_ratings(s1, {("belang", 1): "3", ("belang", 2): "x"}, by=ana)
    for task in ("sorting", "rating"):
        removing.remove(s1, task, by=bilal)
        removing.remove(s1, task, by=bilal)
    assert not Sitting.objects.exists()

    for task in ("sorting", "rating"):
        removing.put_back(s1, task, by=bilal)

    sitting = contents.sitting_of(s1, "sorting")
    assert sitting.entered_by == ana.pk
    assert contents.sort_of(sitting).unknown == (5,)
    sheet = contents.sheet_of(contents.sitting_of(s1, "rating"))
    assert (sheet["belang", 1], sheet["belang", 2], sheet["belang", 3]) == (3, "x", None)
    assert not EarlierEntry.objects.exists()


def test_marks_of_a_sheet_say_what_they_mean(s1, ana):
    sitting = entering.enter_ratings(s1, {("belang", 1): "3", ("belang", 2): "X"}, by=ana)

    rows = sitting.ratings.order_by("statement__number").values_list("value", "missing")
    assert list(rows)[:3] == [(3, ""), (None, "weet ik niet"), (None, "overgeslagen")]


@pytest.mark.parametrize("typed", ["0", "4", "-1", "2.5", "drie", "٣", "99999"])
def test_a_value_outside_its_scale_is_named_and_nothing_is_kept(s1, ana, typed):
    with pytest.raises(ratings.Faulty) as told:
        entering.enter_ratings(s1, {("belang", 1): "2", ("belang", 6): typed}, by=ana)

    (wrong,) = told.value.wrong
    assert (wrong.cell, wrong.typed, wrong.minimum, wrong.maximum) == (("belang", 6), typed, 1, 3)
    assert not Sitting.objects.exists()


def test_ideas_are_kept_word_for_word_with_who_wrote_them_down(s1, ana):
    words = "  als me baas nie schreeuwd <script>alert(1)</script> 🙂 שלום  "
    key = uuid.uuid4()
    for _ in range(2):
        entering.enter_ideas(s1, [(key, words)], by=ana, helper="jobcoach", how=["typing"])

    idea = Idea.objects.get()
    assert idea.text == words.strip()
    assert idea.typed_by_helper
    assert [(h.role, h.how) for h in s1.help.all()] == [("jobcoach", "typing")]


def test_what_is_done_to_paper_is_in_the_log_without_content(s1, ana):
    entering.enter_sort(s1, PILES, by=ana)
    entering.enter_sort(s1, [("geheim", [1])], by=ana)
    removing.remove(s1, "sorting", by=ana)
    removing.put_back(s1, "sorting", by=ana)

    lines = Line.objects.filter(subject="s1").order_by("id")
    assert [line.event for line in lines if "paper" in line.event] == [
        "participation.paper_sorting_entered",
        "participation.paper_sorting_corrected",
        "participation.paper_sorting_removed",
        "participation.paper_sorting_put_back",
    ]
    assert not any("geheim" in str(vars(line)) for line in Line.objects.all())


# --- handing out ------------------------------------------------------------------------


def test_handing_out_twice_with_one_form_hands_out_once(study, ana):
    key = uuid.uuid4()
    for _ in range(2):
        handout = handing_out.hand_out(study, group=None, n=4, by=ana, people=2, key=key)

    made = handing_out.participants(handout)
    assert [p.number for p in made] == [1, 2, 3, 4]
    assert {(p.way, p.people, p.weight) for p in made} == {("paper", 2, None)}


def test_everybody_on_paper_gets_a_batch_when_the_study_deals_batches(study, ana):
    study.batch_size = 3
    study.save()
    handout = handing_out.hand_out(study, group=None, n=4, by=ana)

    assert {p.batch.count() for p in handing_out.participants(handout)} == {3}


def test_a_number_of_another_batch_is_told(study, ana):
    study.batch_size = 3
    study.save()
    handout = handing_out.hand_out(study, group=None, n=1, by=ana)
    (s1,) = handing_out.participants(handout)
    mine = contents.asked_numbers(s1)
    (other, *_) = {1, 2, 3, 4, 5, 6} - mine

    with pytest.raises(sorts.Faulty) as told:
        entering.enter_sort(s1, [("", [*mine, other])], by=ana)

    assert [(f.kind, f.what) for f in told.value.faults] == [("batch", str(other))]


# --- typed in twice ----------------------------------------------------------------------


def sort(*piles, unknown=()):
    return Sort(tuple(Pile("", tuple(pile)) for pile in piles), tuple(unknown))


def differing(first, second, numbers=range(1, 11)):
    return [moved.number for moved in compare_sorts(first, second, numbers).moved]


def test_another_order_of_piles_and_numbers_is_no_difference():
    assert not differing(sort([1, 2, 3], [4, 5], [6]), sort([6], [5, 4], [3, 1, 2]))


@pytest.mark.parametrize(
    ("second", "planted"),
    [
        (sort([1, 2], [3, 4, 5], unknown=[6]), [3]),
        (sort([1, 2, 3], [4, 5], [6]), [6]),
        (sort([1, 2, 3, 6], [4, 5]), [6]),
        (sort([1, 2, 3], [4, 5]), [6]),
        (sort([1, 2, 3], [4], [5], unknown=[6]), [5]),
        (sort([1, 2, 3, 7], [4, 5], unknown=[6]), [7]),
        (sort([1, 4], [3, 2, 5], unknown=[6]), [1, 5]),
    ],
)
def test_exactly_the_planted_differences_are_found(second, planted):
    assert differing(sort([1, 2, 3], [4, 5], unknown=[6]), second) == planted


@st.composite
def drawn(draw):
    place = draw(st.lists(st.integers(0, 6), min_size=12, max_size=12))
    piles = [[n for n, p in enumerate(place, 1) if p == at] for at in range(2, 7)]
    return sort(
        *[pile for pile in piles if pile], unknown=[n for n, p in enumerate(place, 1) if p == 1]
    )


def partition(s):
    return {frozenset(pile.numbers) for pile in s.piles}, set(s.unknown)


@given(drawn(), drawn(), st.data())
def test_where_the_second_is_right_in_all_the_first_becomes_the_second(first, second, data):
    compared = compare_sorts(first, second, range(1, 13))
    every = [moved.key for moved in compared.moved]

    assert partition(settle_sorts(first, second, compared, every)) == partition(second)
    assert partition(settle_sorts(first, second, compared, [])) == partition(first)
    some = data.draw(st.sets(st.sampled_from(every))) if every else set()
    settled = settle_sorts(first, second, compared, some)
    assert sum(len(p.numbers) for p in settled.piles) == len(settled.named) - len(settled.unknown)


@given(drawn(), st.integers(1, 12), st.integers(0, 4))
def test_one_statement_moved_is_one_difference_at_most_its_pile(first, number, to):
    """Moving one statement never looks like more differences than one."""
    piles = [[n for n in p.numbers if n != number] for p in first.piles]
    if piles:
        piles[to % len(piles)].append(number)
    second = sort(*[p for p in piles if p], unknown=[n for n in first.unknown if n != number])

    assert (
        set(differing(first, second, range(1, 13))) <= {number}
        or len(differing(first, second, range(1, 13))) == 1
    )


def test_a_second_entry_counts_in_nothing_and_corrects_the_first_where_it_is_right(s1, ana, bilal):
    entering.enter_sort(s1, [("werk", [1, 2, 3]), ("thuis", [4, 5])], [6], by=ana)
    entering.enter_sort(s1, [("thuis", [5, 3]), ("werk", [1, 2, 4])], [6], by=bilal, second=True)
    compared = checking.sorts(s1)
    assert [moved.number for moved in compared.moved] == [3, 4]

    check = checking.settle(s1, "sorting", ["n3"], by=bilal)

    assert (check.compared, check.differences) == (6, 2)
    assert check.agreement == pytest.approx(4 / 6)
    assert (check.first_by, check.second_by) == (ana.pk, bilal.pk)
    now = contents.sort_of(contents.sitting_of(s1, "sorting"))
    assert partition(now) == ({frozenset({1, 2}), frozenset({3, 4, 5})}, {6})
    assert [pile.label for pile in now.piles] == ["werk", "thuis"]
    assert not Sitting.objects.filter(via=Sitting.Via.SECOND).exists()
    assert EarlierEntry.objects.get().why == "checked"


def test_cells_that_differ_are_found_and_settled(s1, ana, bilal):
    entering.enter_ratings(s1, {("belang", n): "2" for n in range(1, 7)}, by=ana)
    again = {("belang", n): "2" for n in range(1, 7)} | {("belang", 2): "3", ("belang", 5): "x"}
    entering.enter_ratings(s1, again, by=bilal, second=True)
    others = checking.sheets(s1)
    assert [(o.cell[1], o.first, o.second) for o in others] == [(2, 2, 3), (5, 2, "x")]

    check = checking.settle(s1, "rating", [others[0].key], by=ana)

    sheet = contents.sheet_of(contents.sitting_of(s1, "rating"))
    assert (sheet["belang", 2], sheet["belang", 5]) == (3, 2)
    assert (check.compared, check.differences) == (6, 2)


def test_settling_what_changed_meanwhile_changes_nothing(s1, ana, bilal):
    entering.enter_sort(s1, [("", [1, 2])], by=ana)
    entering.enter_sort(s1, [("", [1])], by=bilal, second=True)
    seen = checking.seen_both(s1, "sorting")
    entering.enter_sort(s1, [("", [1, 2, 3])], by=ana)

    with pytest.raises(entering.ChangedMeanwhile):
        checking.settle(s1, "sorting", [], by=ana, seen=seen)

    assert Sitting.objects.filter(via=Sitting.Via.SECOND).exists()
