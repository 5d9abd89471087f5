"""A course is read and written, and says what stands in the way of playing it."""

import json
from dataclasses import replace

import pytest

import coursepack as cp


def with_block(course, block):
    first, *others = course.lessons
    return replace(course, lessons=(replace(first, blocks=(*first.blocks, block)), *others))


def rules(course):
    return [fault.rule for fault in cp.faults(course)]


def test_a_sound_course_has_no_faults(course):
    assert cp.faults(course) == []


def test_a_course_comes_back_as_it_was_written(course):
    assert cp.read(cp.write(course)) == course


def test_a_file_that_is_no_course_is_told_in_words():
    with pytest.raises(cp.UnsoundCourse) as told:
        cp.read('{\n "kind": ')

    assert told.value.faults[0].message("nl").startswith("Dit bestand is geen cursus")


def test_a_part_that_is_missing_is_named_with_its_place(course):
    told = json.loads(cp.write(course))
    del told["lessons"][0]["blocks"][2]["steps"][0]["choices"][0]["text"]

    with pytest.raises(cp.UnsoundCourse) as fault:
        cp.read(json.dumps(told))

    assert "lessons.0.blocks.2.case.steps.0.choices.0.text" in fault.value.faults[0].message("en")


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        (
            cp.Choice(prompt="?", options=(cp.Option(text="a"), cp.Option(text="b"))),
            "no-right-answer",
        ),
        (
            cp.Choice(
                prompt="?",
                options=(cp.Option(text="a", right=True), cp.Option(text="b", right=True)),
            ),
            "more-right-answers",
        ),
        (cp.Choice(prompt="?", options=(cp.Option(text="a", right=True),)), "few-options"),
        (
            cp.Several(prompt="?", options=(cp.Option(text="a", right=True), cp.Option(text=" A"))),
            "said-twice",
        ),
        (cp.Order(prompt="?", items=("x", "x ")), "said-twice"),
        (
            cp.Match(
                prompt="?", pairs=(cp.Pair(left="a", right="c"), cp.Pair(left="b", right="c"))
            ),
            "said-twice",
        ),
        (cp.Estimate(prompt="?", lowest=0, highest=10, right_from=9, right_to=11), "limits"),
        (cp.Estimate(prompt="?", lowest=0, highest=10, right_from=0, right_to=10), "limits"),
        (cp.Open(prompt="?", example=" "), "empty"),
        (cp.Order(prompt="", items=("x", "y")), "empty"),
        (cp.Order(prompt="?", items=tuple("abcdefghijklm")), "many-options"),
    ],
)
def test_a_question_nobody_can_answer_is_a_fault(course, question, rule):
    spoilt = with_block(course, cp.Asked(number=40, question=question))

    assert [(f.rule, f.lesson, f.block) for f in cp.faults(spoilt)] == [(rule, 1, 40)]


def story(*steps):
    return cp.Case(number=40, title="Verhaal", steps=steps)


def go(to):
    return (cp.CaseChoice(text="Ga", reply="Goed.", to=to),)


@pytest.mark.parametrize(
    ("case", "found"),
    [
        (story(), ["no-steps"]),
        (story(cp.CaseStep(key="a", text="A", choices=go("b"))), ["unknown-step"]),
        (
            story(cp.CaseStep(key="a", text="A"), cp.CaseStep(key="b", text="B")),
            ["unreached-step"],
        ),
        (
            story(
                cp.CaseStep(key="a", text="A", choices=go("b")),
                cp.CaseStep(key="b", text="B", choices=go("a")),
            ),
            ["endless-story"],
        ),
        (
            story(
                *(cp.CaseStep(key=f"s{n}", text="A", choices=go(f"s{n + 1}")) for n in range(12)),
                cp.CaseStep(key="s12", text="Z"),
            ),
            [],
        ),
        (story(cp.CaseStep(key="a b", text="A")), ["step-key"]),
    ],
)
def test_a_story_has_an_end_and_no_loose_ends(course, case, found):
    assert rules(with_block(course, case)) == found


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"lessons": ()}, "no-lessons"),
        ({"pass_mark": 0}, "pass-mark"),
        ({"key": "Contact maken"}, "key"),
        ({"activity": "contact"}, "activity"),
        ({"title": " "}, "empty"),
    ],
)
def test_what_a_learning_system_knows_the_course_by_is_sound(course, change, rule):
    assert rules(replace(course, **change)) == [rule]


def test_an_empty_lesson_and_two_tests_are_faults(course):
    empty = cp.Lesson(number=3, title="Leeg", test=True, blocks=())

    assert rules(replace(course, lessons=(*course.lessons, empty))) == ["two-tests", "no-blocks"]


def test_a_picture_says_what_it_shows_and_a_film_what_is_said(course):
    picture = cp.Media(number=40, media="image", file=cp.File(name="media/a.png"))
    film = cp.Media(number=41, media="video", file=cp.File(name="media/Émile.mp4"))

    assert rules(with_block(with_block(course, picture), film)) == [
        "no-alt",
        "no-transcript",
        "file-name",
    ]


def test_a_number_is_given_once(course):
    assert rules(with_block(course, cp.Text(number=8, text="nog eens"))) == ["block-number"]


def test_every_fault_can_be_said_in_both_languages(course):
    from coursepack.faults import _words

    assert all(set(words) == {"nl", "en"} for words in _words().values())
    for fault in cp.faults(replace(course, lessons=())):
        assert fault.message("nl") != fault.message("en")


def test_a_course_too_long_for_a_learning_system_is_a_fault(course):
    question = course.lessons[1].blocks[1].question
    many = tuple(
        cp.Asked(
            number=n,
            question=replace(
                question,
                options=tuple(cp.Option(text=str(i), right=True) for i in range(12)),
            ),
        )
        for n in range(1, 301)
    )
    test = replace(course.lessons[1], blocks=many)

    assert rules(replace(course, lessons=(test,))) == ["long-state"]
