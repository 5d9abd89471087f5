"""The example course is sound on every route, and says that it is an example."""

import pytest

import coursepack as cp
from coursepack import state as states
from werkwijs.training import examples, freezing
from werkwijs.training.course_document import for_route, routes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(organisation, example_edition, tess):
    return freezing.freeze(examples.load(organisation, example_edition, by=tess), by=tess)


def test_it_is_frozen_and_plays_on_every_route(version):
    told = version.told

    assert routes_of(told) == ["job-coach", "employer", "support"]
    for route in routes_of(told):
        course = for_route(told, route)
        assert cp.faults(course) == []
        assert course.notice.startswith("Voorbeeldmateriaal")
        assert states.longest(course) < 1500


def test_short_routes_are_short_and_the_full_one_is_full(version):
    minutes = {
        route: sum(lesson.minutes or 0 for lesson in for_route(version.told, route).lessons)
        for route in routes_of(version.told)
    }

    assert minutes["employer"] <= 130
    assert minutes["support"] <= 130
    assert minutes["job-coach"] > 300


def test_every_lesson_has_what_learning_needs(version):
    for lesson in for_route(version.told, "job-coach").lessons:
        kinds = [block.kind for block in lesson.blocks]
        if lesson.test:
            assert kinds.count("question") >= 12
        else:
            assert {"text", "card", "case", "question", "reflection", "task", "discussion"} <= set(
                kinds
            )
            assert kinds.count("question") >= 4
            assert {b.question.kind for b in lesson.blocks if b.kind == "question"} > {"choice"}


def test_every_question_explains(version):
    for block in for_route(version.told, "job-coach").blocks:
        if block.kind == "question":
            assert block.question.feedback.strip(), block.question.prompt


def test_the_expert_by_experience_has_a_part_in_every_lesson(version):
    for lesson in version.told["lessons"]:
        if not lesson["test"]:
            assert any(part["co_trainer"] for part in lesson["blocks"]), lesson["title"]
