"""Somebody sorts: what lies where, whatever came first, twice or late."""

from __future__ import annotations

import itertools
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from conceptmapping.sorting import UNPLACED
from werkwijs.participation import acts, batches, piles, progress, sort_page, sorting
from werkwijs.participation.joining import join
from werkwijs.participation.models import OnPile, Pile
from werkwijs.studies.models import Phase, PhaseChange

A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))


@pytest.fixture
def sorter(study):
    participant = join(study, group=None)
    sorting.begin(participant)
    return participant


@pytest.fixture
def cards(sorter):
    return [s.pk for s in batches.statements(sorter)]


clock = itertools.count()


def place(sorter, *cards, on, after=None, key=None, **more):
    """Done now, each a moment after the one before."""
    act = {"key": key or uuid.uuid4(), "kind": "place", "statements": list(cards)}
    act |= {"pile": str(on) if on else None, "at": after}
    acts.do(sorter, act | more)
    return act["key"]


def take_back(sorter, of=None):
    acts.do(sorter, {"key": uuid.uuid4(), "kind": "take-back", "of": str(of) if of else None})


def lies(sorter):
    """What lies where: {pile: [cards]}, with None for "I don't know"."""
    table = piles.table(sorter)
    found = {heap.key: [s.pk for s in heap.statements] for heap in table.heaps}
    if table.unknown:
        found[None] = [s.pk for s in table.unknown]
    return found


def test_a_pile_is_made_when_something_is_put_on_it(sorter, cards):
    place(sorter, cards[0], on=A)
    place(sorter, cards[1], on=A)
    place(sorter, cards[2], on=B, label="Collega's")

    assert lies(sorter) == {A: cards[:2], B: [cards[2]]}
    assert [heap.label for heap in piles.table(sorter).heaps] == ["", "Collega's"]
    assert [s.pk for s in piles.table(sorter).waiting] == cards[3:]


def test_i_dont_know_is_no_pile(sorter, cards):
    place(sorter, cards[0], on=None)

    table = piles.table(sorter)

    assert table.heaps == []
    assert [s.pk for s in table.unknown] == [cards[0]]
    assert piles.sort(sorter, table).piles[0].tolist() == [UNPLACED] * 6


def test_moving_the_last_one_away_leaves_no_empty_pile(sorter, cards):
    place(sorter, cards[0], on=A)
    place(sorter, cards[0], on=B)

    assert lies(sorter) == {B: [cards[0]]}
    assert not Pile.objects.filter(key=A).exists()


def test_an_act_that_arrives_twice_is_done_once(sorter, cards):
    key = uuid.uuid4()
    place(sorter, cards[0], on=A, key=key)
    place(sorter, cards[0], on=B)

    place(sorter, cards[0], on=A, key=key)

    assert lies(sorter) == {B: [cards[0]]}
    assert OnPile.objects.count() == 1


def test_every_act_is_taken_back_one_after_the_other(sorter, cards):
    place(sorter, cards[0], on=A)
    place(sorter, cards[1], on=A)
    place(sorter, cards[0], on=B)
    acts.do(sorter, {"key": uuid.uuid4(), "kind": "rename", "pile": str(A), "label": "Rust"})

    seen = [(lies(sorter), [heap.label for heap in piles.table(sorter).heaps])]
    for _ in range(5):
        take_back(sorter)
        seen.append((lies(sorter), [heap.label for heap in piles.table(sorter).heaps]))

    one, two = cards[:2]
    assert seen == [
        ({A: [two], B: [one]}, ["Rust", ""]),
        ({A: [two], B: [one]}, ["", ""]),
        ({A: [two, one]}, [""]),
        ({A: [one]}, [""]),
        ({}, []),
        ({}, []),
    ]


def test_a_pile_that_vanished_comes_back_with_its_label_and_place(sorter, cards):
    place(sorter, cards[0], on=A, label="Geld")
    place(sorter, cards[1], on=B)
    place(sorter, cards[0], on=B)

    take_back(sorter)

    first = piles.table(sorter).heaps[0]
    assert (first.key, first.label, first.number) == (A, "Geld", 1)


def test_taking_back_an_older_act_leaves_what_was_done_since(sorter, cards):
    both = place(sorter, cards[0], cards[1], on=A)
    place(sorter, cards[1], on=B)

    take_back(sorter, of=both)

    assert lies(sorter) == {B: [cards[1]]}


def test_an_unknown_act_is_not_taken_back(sorter, cards):
    place(sorter, cards[0], on=A)

    take_back(sorter, of=uuid.uuid4())

    assert lies(sorter) == {A: [cards[0]]}


def test_a_pile_is_split_and_put_together_again(sorter, cards):
    place(sorter, *cards[:4], on=A)

    place(sorter, *cards[:2], on=B, split_from=str(A))

    assert lies(sorter) == {A: cards[2:4], B: cards[:2]}
    assert Pile.objects.get(key=B).split_from.key == A

    place(sorter, *cards[:2], on=A)

    assert set(lies(sorter)[A]) == set(cards[:4])
    assert not Pile.objects.filter(key=B).exists()


def ago(seconds):
    return sort_page.milliseconds() - seconds * 1000


def test_of_two_devices_what_was_done_last_counts_whichever_arrives_last(sorter, cards):
    place(sorter, cards[0], on=B, after=ago(10))  # the tablet, with a network
    place(sorter, cards[0], on=A, after=ago(60))  # the phone, which had none

    assert lies(sorter) == {B: [cards[0]]}


def test_a_clock_that_runs_ahead_counts_as_now(sorter, cards):
    place(sorter, cards[0], on=A, after=ago(-86_400))
    place(sorter, cards[0], on=B)

    assert lies(sorter) == {B: [cards[0]]}


def test_a_statement_named_twice_is_placed_once(sorter, cards):
    told = {
        "kind": "place",
        "key": uuid.uuid4(),
        "statements": [cards[0], cards[0]],
        "pile": str(A),
    }

    assert acts.do(sorter, told)

    assert lies(sorter) == {A: [cards[0]]}


def test_nobody_places_what_is_not_theirs(sorter, study):
    study.batch_size = 3
    study.save()
    other = join(study, group=None)
    mine = {s.pk for s in batches.allocate(other)}
    foreign = next(s.pk for s in study.statements.all() if s.pk not in mine)

    with pytest.raises(acts.Refused):
        place(other, foreign, on=A)

    assert OnPile.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"statements": []},
        {"statements": "1"},
        {"statements": [True]},
        {"statements": [10**30]},
        {"pile": "nergens"},
        {"label": "x" * 81},
        {"label": 3},
        {"seconds": -1},
        {"seconds": "lang"},
        {"at": "gisteren"},
        {"at": -5},
    ],
)
def test_what_is_not_understood_changes_nothing(sorter, cards, wrong):
    act = {"key": uuid.uuid4(), "kind": "place", "statements": [cards[0]], "pile": str(A)}

    with pytest.raises(acts.Refused):
        acts.do(sorter, act | wrong)

    assert OnPile.objects.count() == Pile.objects.count() == 0


@pytest.mark.parametrize(
    "label", ["😀🎉", "שלום עולם", "<script>alert(1)</script>", "  twee   spaties "]
)
def test_a_pile_may_be_called_anything(sorter, cards, label):
    place(sorter, cards[0], on=A)
    acts.do(sorter, {"key": uuid.uuid4(), "kind": "rename", "pile": str(A), "label": label})

    assert piles.table(sorter).heaps[0].label == " ".join(label.split())


def test_a_label_of_a_whole_page_is_kept_as_far_as_it_fits(sorter, cards):
    place(sorter, cards[0], on=A)
    acts.do(sorter, {"key": uuid.uuid4(), "kind": "rename", "pile": str(A), "label": "a" * 5_000})

    assert piles.table(sorter).heaps[0].label == "a" * 80


def test_naming_a_pile_that_is_gone_is_no_fault(sorter):
    acts.do(sorter, {"key": uuid.uuid4(), "kind": "rename", "pile": str(C), "label": "Weg"})

    assert piles.table(sorter).heaps == []


def test_seconds_are_of_the_first_look_and_never_more_than_two_minutes(sorter, cards):
    place(sorter, cards[0], on=A, seconds=7.5)
    place(sorter, cards[0], on=B, seconds=90)
    place(sorter, cards[1], on=B, seconds=4_000)

    assert list(OnPile.objects.order_by("id").values_list("seconds", flat=True)) == [7.5, 120.0]


def test_being_done_twice_keeps_the_first_moment(sorter, cards):
    place(sorter, *cards, on=A)
    sorting.finish(sorter)
    first = piles.sitting_of(sorter).finished_at

    sorting.finish(sorter)

    assert first is not None
    assert piles.sitting_of(sorter).finished_at == first


def test_nobody_is_done_who_placed_nothing(sorter):
    with pytest.raises(acts.Refused) as refused:
        sorting.finish(sorter)

    assert refused.value.words == "participation.refused_nothing_sorted"


def test_who_is_done_can_change_something_after_all(sorter, cards):
    place(sorter, *cards, on=A)
    sorting.finish(sorter)

    sorting.reopen(sorter)

    assert piles.sitting_of(sorter).finished_at is None
    assert set(lies(sorter)[A]) == set(cards)


def close(study, to=Phase.MAP):
    PhaseChange.objects.create(study=study, before=Phase.SORTING, after=to)
    study.phase = to
    study.save()


def test_what_was_done_before_sorting_closed_is_kept_when_it_arrives_later(sorter, cards, study):
    close(study)

    place(sorter, cards[0], on=A, after=ago(60))

    assert lies(sorter) == {A: [cards[0]]}


@pytest.mark.parametrize(("to", "seconds"), [(Phase.MAP, -60), (Phase.CLOSED, 60)])
def test_what_is_done_after_closing_is_refused_in_plain_words(sorter, cards, study, to, seconds):
    close(study, to)

    told = acts.receive(
        sorter,
        [
            {
                "key": uuid.uuid4(),
                "kind": "place",
                "statements": [cards[0]],
                "pile": str(A),
                "at": ago(seconds),
            }
        ],
    )

    assert told[0]["problem"] == "refused_phase"
    assert "." in told[0]["text"]
    assert OnPile.objects.count() == 0


def test_more_acts_than_can_be_taken_back_are_forgotten_from_the_front(sorter, cards):
    for n in range(40):
        place(sorter, cards[n % 6], on=(A, B, C)[n % 3])

    assert len(piles.sitting_of(sorter).steps) == sorting.STEPS_KEPT


def test_how_far_somebody_is(sorter, cards, study):
    assert progress.of_sorting(sorter).asked == 6
    place(sorter, *cards[:2], on=A)
    place(sorter, cards[2], on=None)

    now = progress.of_sorting(sorter)

    assert (now.done, now.asked, now.finished_at) == (3, 6, None)
    assert now.started_at is not None


def test_how_far_everybody_is_takes_as_many_queries_for_fifty_as_for_one(
    study, django_assert_num_queries
):
    everybody = [join(study, group=None) for _ in range(50)]
    for participant in everybody[:5]:
        sorting.begin(participant)

    with django_assert_num_queries(3):
        found = progress.sorting(study, everybody)

    assert len(found) == 50
    assert {p.done for p in found.values()} == {0}


def test_a_batch_is_asked_as_far_as_it_was_dealt(study):
    study.batch_size = 4
    study.save()
    dealt, not_yet = join(study, group=None), join(study, group=None)
    sorting.begin(dealt)

    found = progress.sorting(study, [dealt, not_yet])

    assert [found[p.pk].asked for p in (dealt, not_yet)] == [4, 4]


def test_what_was_done_is_never_later_than_now(sorter):
    assert timezone.now() - sort_page_moment(sorter) < timedelta(seconds=5)


def sort_page_moment(sorter):
    from werkwijs.participation.sorting_acts import moment

    return moment({"at": ago(-500)})
