"""A lesson in a room: phones answer, the wall tells counts and no person."""

import secrets

import pytest

from werkwijs.lib.impossible import Impossible
from werkwijs.training import rooming
from werkwijs.training.models import ClassAnswer, ClassSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(group, tess) -> ClassSession:
    return rooming.start(group, 2, by=tess)


def phones(session, number, *answers):
    return [rooming.answer(session, secrets.token_hex(16), number, given) for given in answers]


def test_digits_let_in_to_the_lesson_that_goes_on(session):
    assert rooming.by_digits(rooming.digits(session)) == session
    assert len(rooming.digits(session)) == 6

    known = rooming.digits(session)
    rooming.end(session)

    assert rooming.by_digits(known) is None


def test_starting_twice_is_one_lesson_and_another_lesson_ends_it(session, group, tess):
    assert rooming.start(group, 2, by=tess) == session

    other = rooming.start(group, 1, by=tess)

    assert rooming.current(group) == other
    session.refresh_from_db()
    assert session.ended_at is not None


def test_a_lesson_that_is_not_there_cannot_be_taught(group, tess):
    with pytest.raises(Impossible):
        rooming.start(group, 40, by=tess)
    assert rooming.current(group) is None


def test_a_phone_answers_what_is_on_the_wall_and_only_that(session):
    assert phones(session, 8, "1") == [False]  # nothing is on the wall yet

    rooming.show(session, 8)

    assert phones(session, 8, "1", "7", "", "<b>") == [True, False, False, False]
    assert phones(session, 9, "02") == [False]
    with pytest.raises(Impossible):
        rooming.show(session, 1)  # of another lesson


def test_a_phone_may_change_its_answer_and_counts_once(session):
    rooming.show(session, 8)
    rooming.answer(session, "a" * 32, 8, "0")
    rooming.answer(session, "a" * 32, 8, "1")

    assert rooming.outcome(session).n == 1
    assert rooming.given_by(session, "a" * 32) == "1"


def test_counts_are_told_from_five_phones_on(session):
    rooming.show(session, 8)
    phones(session, 8, "0", "1", "1", "1")
    few = rooming.outcome(session)
    phones(session, 8, "0")
    enough = rooming.outcome(session)

    assert (few.n, few.right, few.bars, few.too_few) == (4, None, [], True)
    assert (enough.n, enough.right) == (5, 3)
    assert [(bar.text, bar.n, bar.right) for bar in enough.bars] == [
        ("Bellen", 2, False),
        ("Luisteren", 3, True),
    ]


def test_several_and_estimates_are_counted_by_what_was_chosen(session):
    rooming.show(session, 9)
    phones(session, 9, "02", "02", "01", "-", "0")
    several = rooming.outcome(session)
    rooming.show(session, 12)
    phones(session, 12, "0", "6", "7", "7", "10")
    estimate = rooming.outcome(session)

    assert ([bar.n for bar in several.bars], several.right) == ([4, 1, 2], 2)
    assert [(bar.text, bar.n) for bar in estimate.bars] == [
        ("0–1", 1),
        ("2–3", 0),
        ("4–5", 0),
        ("6–7", 3),
        ("8–9", 0),
        ("10", 1),
    ]
    assert estimate.right == 3


def test_after_showing_nobody_answers_until_it_is_asked_again(session):
    rooming.show(session, 8)
    rooming.reveal(session)
    assert phones(session, 8, "1") == [False]

    rooming.ask_again(session)

    assert phones(session, 8, "1") == [True]


def test_own_words_are_on_the_wall_only_when_the_trainer_put_them_there(session, group, tess):
    talk = rooming.start(group, 1, by=tess)
    rooming.show(talk, 6)
    phones(talk, 6, "  rust\nen tijd ", "iets lelijks")
    assert rooming.outcome(talk).words == []

    rooming.put_on_wall(talk, ClassAnswer.objects.get(answer="rust en tijd").pk, shown=True)

    assert rooming.outcome(talk).words == ["rust en tijd"]
    assert rooming.outcome(talk).n == 2


def test_when_it_ends_no_answer_is_left(session):
    rooming.show(session, 8)
    phones(session, 8, "1", "0")

    rooming.end(session)

    assert ClassAnswer.objects.count() == 0
    assert phones(session, 8, "1") == [False]


def test_every_change_is_seen_by_who_looks(session):
    before = session.version
    rooming.show(session, 8)
    rooming.reveal(session)

    assert session.version == before + 2
