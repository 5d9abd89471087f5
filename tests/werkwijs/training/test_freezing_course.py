"""A version keeps a course as it was, with cards of its edition, for each route."""

import hashlib
import uuid

import pytest

import coursepack as cp
from werkwijs.lib.impossible import Impossible
from werkwijs.training import freezing, making
from werkwijs.training.composing import compose
from werkwijs.training.course_document import for_route, routes_of
from werkwijs.training.models import Block, Version

pytestmark = pytest.mark.django_db


def test_a_version_plays_for_every_route(version):
    told = version.told

    assert routes_of(told) == ["job-coach", "employer", "support"]
    for route in routes_of(told):
        assert cp.faults(for_route(told, route)) == []


def test_a_block_for_some_is_left_out_for_others(version):
    kinds = {
        route: [b.kind for b in for_route(version.told, route).lessons[0].blocks]
        for route in ("job-coach", "employer")
    }

    assert "discussion" in kinds["job-coach"]
    assert kinds["employer"] == [k for k in kinds["job-coach"] if k != "discussion"]


def test_a_card_is_that_of_the_edition(version, edition):
    card = next(b for b in for_route(version.told, "employer").blocks if b.kind == "card")
    text = edition.told["cards"][0]["texts"]["employer"]

    assert (card.title, list(card.actions), card.lead) == (
        text["title"],
        text["actions"],
        "Lees deze kaart samen.",
    )
    assert card.edition == f"{edition.title}, uitgave 1"
    if text["picture"]:
        content = freezing.files_of(version)[card.picture.name]
        assert hashlib.sha256(content).hexdigest() == version.told["files"][card.picture.name]


def test_a_later_change_leaves_the_version_as_it_was(version, course, tess):
    before = version.content
    making.add_block(course.lessons.first(), kind="text", content={"text": "Nieuw."})

    after = freezing.freeze(course, by=tess, remark="meer tekst")

    assert Version.objects.get(pk=version.pk).content == before
    assert (after.number, after.told["remark"]) == (2, "meer tekst")


def test_pressing_twice_makes_one_version(course, tess):
    key = uuid.uuid4()

    assert freezing.freeze(course, by=tess, key=key) == freezing.freeze(course, by=tess, key=key)


def test_what_stands_in_the_way_is_said_with_its_place(course, tess):
    Block.objects.filter(course=course, kind="card").update(
        content={"card": 99, "audience": "employer"}
    )
    composed = compose(course, number=1)

    assert [(p.lesson, p.block) for p in composed.problems] == [(1, 2)]
    assert "staat niet in de gekozen uitgave" in composed.problems[0].words
    with pytest.raises(Impossible):
        freezing.freeze(course, by=tess)


def test_a_course_without_lessons_cannot_be_frozen(organisation, tess):
    empty = making.begin(organisation, title="Leeg", edition=None, by=tess)

    assert [p.words for p in compose(empty, number=1).problems] == [
        "Er zijn nog geen lessen. Voeg een les toe."
    ]


def test_a_number_is_given_once_also_when_its_block_is_gone(course):
    lesson = course.lessons.first()
    first = making.add_block(lesson, kind="text", content={"text": "a"})
    number = first.number
    first.delete()

    assert making.add_block(lesson, kind="text", content={"text": "b"}).number == number + 1
