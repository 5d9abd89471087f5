"""People get a number and a link; who stopped gets in no more."""

import pytest
from django.utils import timezone

from coursepack import state as states
from werkwijs.lib.impossible import Impossible
from werkwijs.training import joining, progressing
from werkwijs.training.course_document import for_route

pytestmark = pytest.mark.django_db


def test_numbers_go_on_where_they_were(group, tess):
    joining.invite(group, 2, by=tess)

    assert [person.number for person in joining.invite(group, 3, by=tess)] == [3, 4, 5]


def test_a_link_finds_its_learner_and_no_other(group, tess):
    one, other = joining.invite(group, 2, by=tess)

    assert joining.find(joining.link(one)) == one
    assert joining.find(joining.link(other)) == other
    assert joining.find("a" * 26) is None


def test_who_stopped_gets_in_no_more(learner):
    code = joining.link(learner)
    learner.stopped_at = timezone.now()
    learner.save()

    assert joining.find(code) is None


@pytest.mark.parametrize("n", [0, -1, 2001])
def test_a_group_holds_no_less_than_one_and_no_more_than_two_thousand(group, tess, n):
    with pytest.raises(Impossible):
        joining.invite(group, n, by=tess)
    assert group.learners.count() == 0


def test_nobody_joins_a_closed_group(group, tess):
    group.closed_at = timezone.now()
    group.save()

    with pytest.raises(Impossible):
        joining.invite(group, 1, by=tess)


def test_progress_counts_blocks_of_the_route_and_tells_no_answers(learner, version):
    course = for_route(version.told, "job-coach")
    first, _ = course.lessons
    learner.state = states.write(
        states.State(done=frozenset(b.number for b in first.blocks) | {900}, answers={8: "0"})
    )

    told = progressing.of(learner, course)

    assert [(p.done, p.blocks) for p in told.lessons] == [(7, 7), (0, 5)]
    assert (told.per_cent, told.finished, told.passed) == (58, False, None)


def test_an_unreadable_state_is_the_beginning(learner):
    learner.state = "<b>"

    assert progressing.state_of(learner) == states.State()
