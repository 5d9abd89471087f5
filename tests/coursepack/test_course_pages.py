"""Pages of a course work without a script, with a server and without."""

import json
from dataclasses import replace

import pytest
from lxml import html
from tests.coursepack.looking import css

from coursepack import Lesson, State, Text, forms, pages

AROUND = pages.Around(file=lambda name: f"/f/{name}", lesson=lambda n: f"/les/{n}", contents="/")
SERVER = replace(AROUND, action=lambda n: f"/blok/{n}", words=lambda n: f"woorden {n}")
TAKEN = State(answers={8: "0", 9: "02", 10: "210", 11: "012", 12: "3"}, best=40, tries=1)


def seen(course, number, around=SERVER, state=None):
    lesson = next(lesson for lesson in course.lessons if lesson.number == number)
    return html.fromstring(pages.lesson(course, lesson, around, state or State()))


def posted(form):
    """What a browser sends of this form as it stands."""
    fields = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return fields


def test_a_lesson_shows_every_block_under_a_heading_of_its_own(course):
    page = seen(course, 1)

    assert [s.get("data-number") for s in css(page, "section.cp-block")] == list("1234567")
    assert all(css(s, "h2")[0].text_content().strip() for s in css(page, "section"))
    assert css(page, "#b1 strong")[0].text == "rustig"


def test_with_a_server_every_block_has_a_form_that_goes_to_it(course):
    for number in (1, 2):
        for section in css(seen(course, number), "section.cp-block"):
            actions = {form.get("action") for form in css(section, "form")}
            assert actions == {f"/blok/{section.get('data-number')}"}


def test_without_a_server_nothing_is_sent_and_what_is_right_can_be_opened(course):
    page = seen(course, 2, AROUND)

    assert not css(page, "form[action], form[method], template")
    assert len(css(page, "details[data-key]")) == 5
    assert all(button.get("hidden") is not None for button in css(page, "form button"))


def test_with_a_server_what_is_right_is_told_after_the_answer(course):
    assert css(seen(course, 1, state=State()), "#b7 template[data-key]")
    answered = seen(course, 1, state=State(answers={7: "+"}))
    assert "Fijn dat je er bent." in css(answered, "#b7 div[data-key]")[0].text_content()


def test_the_test_tells_nothing_before_the_last_answer(course):
    almost = replace(TAKEN, answers={8: "0", 9: "02"})

    assert not css(seen(course, 2, state=almost), "div[data-key]")
    after = seen(course, 2, state=TAKEN)
    assert [v.get("data-good") for v in css(after, "[data-key] .cp-verdict")] == [
        "no", "yes", "no", "yes", "no",
    ]  # fmt: skip
    assert "2 van de 5" in css(after, "[data-result]")[0].text_content()


@pytest.mark.parametrize("number", [8, 9, 10, 11, 12])
def test_a_form_filled_in_sends_the_answer_it_shows(course, number):
    asked = next(block for block in course.blocks if block.number == number)
    form = css(seen(course, 2, state=TAKEN), f"#b{number} form")[0]

    assert forms.answer(asked.question, posted(form)) == TAKEN.answers[number]


def test_a_choice_in_a_story_goes_one_step_on(course):
    case = next(block for block in course.blocks if block.kind == "case")
    form = css(seen(course, 1), "#b3 .cp-story form")[0]
    fields = {**posted(form), "choice": [css(form, "button")[0].get("value")]}

    assert forms.way(case, fields) == "0"
    told = css(seen(course, 1, state=State(answers={3: "0"})), "#b3 .cp-story")[0]
    assert "De bus reed niet." in told.text_content()


def test_own_words_stand_where_they_were_written(course):
    page = seen(course, 1)

    assert css(page, "#b4 textarea")[0].text == "woorden 4"
    assert "De trainer leest het niet" in css(page, "#b4")[0].text_content()
    assert "Dit leest je trainer" in css(page, "#b5")[0].text_content()


@pytest.mark.parametrize(
    ("state", "words", "address"),
    [
        (State(), "Begin", "/les/1"),
        (State(at=9), "Ga verder waar je was", "/les/2#b9"),
        (replace(TAKEN, done=frozenset(range(1, 13))), "Kijk nog eens", "/les/1"),
    ],
)
def test_the_contents_say_where_to_go_on(course, state, words, address):
    go = css(html.fromstring(pages.contents(course, SERVER, state)), "[data-go]")[0]

    assert (go.text, go.get("href")) == (words, address)


def test_what_somebody_typed_is_never_a_tag(course):
    nasty = "<script>a</script>\"'><img src=x>"
    lesson = Lesson(number=1, title=nasty, blocks=(Text(number=1, title=nasty, text=nasty),))
    course = replace(course, title=nasty, notice=nasty, about=nasty, lessons=(lesson,))
    said = [
        pages.contents(course, AROUND, State()),
        pages.lesson(course, lesson, AROUND, State()),
        f"<i {pages.attributes(course, State(), adapter='none')}></i>",
    ]

    for part in said:
        page = html.fragment_fromstring(part, create_parent="div")
        assert not css(page, "script, img")


def test_the_player_is_told_what_it_needs_to_mark(course):
    element = html.fromstring(f"<i {pages.attributes(course, TAKEN, adapter='own')}></i>")

    told = json.loads(element.get("data-course"))
    assert told["tested"]["9"] == {"kind": "several", "size": 3, "right": "02"}
    assert [lesson["blocks"] for lesson in told["lessons"]] == [
        [1, 2, 3, 4, 5, 6, 7],
        [8, 9, 10, 11, 12],
    ]
    assert element.get("data-state") == "1|0||8:0,9:02,a:210,b:012,c:3|40.1|"
