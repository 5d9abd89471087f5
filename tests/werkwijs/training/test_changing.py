"""Change is told of groups, in portions, and of nobody in them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.werkwijs.training.conftest import joined

from werkwijs.training import changing, measuring
from werkwijs.training.models import Group, Measured, Moment, Route

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def answers(group, n, before, after, until=Moment.AFTER):
    """So many more people who answered so: a knowledge question (item 1) and two of confidence (2, 3)."""
    for i in range(n):
        learner = joined(group)
        for moment, given in ((Moment.BEFORE, before), (until, after)):
            Measured.objects.create(
                learner=learner, moment=moment, answers=given, at=DAY + timedelta(days=i)
            )


LOW, HIGH = {"1": "0", "2": "2", "3": "3"}, {"1": "1", "2": "4", "3": "4"}


def test_means_and_rights_of_a_group(group):
    answers(group, 3, LOW, HIGH)
    answers(group, 2, LOW, LOW)

    told = {one.kind: one for one in changing.of_group(group).told}

    assert (told["confidence"].change.before, told["confidence"].change.after) == (2.5, 3.4)
    assert (told["knowledge"].change.before, told["knowledge"].change.after) == (0, 60)
    assert told["confidence"].told_difference == "+0,9"
    assert told["knowledge"].told_after == "60 %"


def test_below_the_minimum_nothing_is_told_but_how_many_answered(group):
    answers(group, 4, LOW, HIGH)

    changes = changing.of_group(group)

    assert changes.told == []
    assert changes.answered == {"before": 4, "after": 4, "later": 0}


def test_one_more_person_changes_no_number(group):
    answers(group, 5, LOW, HIGH)
    before = changing.of_group(group).told
    for _ in range(4):
        answers(group, 1, HIGH, LOW)
        assert changing.of_group(group).told == before

    answers(group, 1, HIGH, LOW)

    assert {one.change.n for one in changing.of_group(group).told} == {10}


def test_who_answered_once_or_passed_over_does_not_count(group):
    answers(group, 5, LOW, HIGH)
    Measured.objects.create(learner=joined(group), moment=Moment.BEFORE, answers=LOW, at=DAY)
    answers(group, 1, {}, HIGH)

    assert {one.change.n for one in changing.of_group(group).told} == {5}
    assert changing.of_group(group).answered == {"before": 6, "after": 6, "later": 0}


def test_three_months_later_is_told_beside_after(group):
    answers(group, 5, LOW, HIGH)
    for learner in group.learners.all():
        Measured.objects.create(learner=learner, moment=Moment.LATER, answers=LOW, at=DAY)

    told = {(one.kind, one.until): one.change.difference for one in changing.of_group(group).told}

    assert told["confidence", "after"] == 1.5
    assert told["confidence", "later"] == 0


def test_a_course_is_told_over_its_groups_and_small_ones_together(group, version, tess):
    answers(group, 6, LOW, HIGH)
    for n, code in ((2, "klein234"), (3, "klein345")):
        small = Group.objects.create(
            organisation=version.organisation,
            version=version,
            route=Route.SUPPORT,
            name=code,
            trainer=tess,
            code=code,
        )
        answers(small, n, HIGH, HIGH)

    told = {one.kind: one for one in changing.of_course(version.course).told}

    # five of the six, and the five of the two small ones
    assert (told["confidence"].change.n, told["confidence"].change.difference) == (10, 0.75)


def test_a_change_is_claimed_only_when_the_interval_does_not_hold_nothing(group):
    answers(group, 3, LOW, HIGH)
    answers(group, 2, HIGH, LOW)

    assert {one.direction for one in changing.of_group(group).told} == {"unknown"}


def test_what_was_passed_over_is_not_right_and_not_unsure(learner):
    items = measuring.items(learner)

    assert changing.scores_of(items, {"2": "4"}) == changing.Scores(4.0, None)
    assert changing.scores_of(items, {"1": "1"}) == changing.Scores(None, 100.0)
    assert changing.scores_of(items, {}) == changing.Scores(None, None)


def test_the_page_says_what_may_be_said(group, desk):
    answers(group, 4, LOW, HIGH)
    answers(group, 1, LOW, LOW)

    page = desk.get(reverse("changes:group", args=[group.code])).content.decode()

    assert "zekerder van hun aanpak dan vooraf" in page
    assert "niet gevalideerd" in page


def test_a_page_without_enough_answers_says_so(group, desk):
    page = desk.get(reverse("changes:group", args=[group.code])).content.decode()

    assert "pas als 5 mensen" in page


def test_who_researches_reads_the_course_and_no_group(group, sign_in, carla):
    client = sign_in(Client(), carla)

    assert (
        client.get(reverse("changes:course", args=[group.version.course.code])).status_code == 200
    )
    assert client.get(reverse("changes:group", args=[group.code])).status_code == 404
