"""Before a course leaves: what will go well, what to know, and what stands in the way."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from tests.coursepack.conftest import sample

import coursepack as cp
from coursepack import preflight, presets
from coursepack.manifest import FORMATS

SOURCE = Path(preflight.__file__).parent


def lines(course, form="scorm12", system="other", files=None):
    report = preflight.report(course, files or {}, form, presets.preset(system, course, "nl"))
    return {line.rule: line for line in report}


def with_block(course, block):
    first, *others = course.lessons
    return replace(course, lessons=(replace(first, blocks=(*first.blocks, block)), *others))


def test_a_course_that_is_well_is_told_so(course):
    told = lines(course)

    assert {line.level for line in told.values()} == {"ok"}
    assert told["test"].message("nl").startswith("Er is een eindtoets met 5 vragen. Wie 80 procent")
    assert told["title"].message("en").endswith("‘Contact maken’.")


def test_what_stands_in_the_way_comes_first_and_names_its_block(course):
    shown = cp.Text(number=40, text="Kijk.", picture=cp.File(name="media/x.png", alt="Een x."))
    first, *_ = preflight.report(
        with_block(course, shown), {}, "scorm12", presets.preset("other", course, "nl")
    )

    assert (first.level, first.fault.block) == ("stop", 40)


def test_a_system_that_takes_another_form_says_which(course):
    told = lines(course, form="cmi5", system="anewspring")

    assert told["other-form"].level == "stop"
    assert "aNewSpring neemt dit soort pakket niet. Kies SCORM 1.2." in told["other-form"].message(
        "nl"
    )


def test_without_a_test_there_is_no_grade_and_that_is_told(course):
    told = lines(replace(course, lessons=course.lessons[:1]))

    assert told["no-test"].level == "note"


def test_a_large_package_a_film_without_captions_and_a_rare_sound_are_told(course):
    film = cp.Media(
        number=40, media="video", file=cp.File(name="media/film.webm"), transcript="Sem lacht."
    )
    told = lines(with_block(course, film), files={"media/film.webm": bytes(51_000_000)})

    assert told["large"].message("nl").startswith("Het pakket is 51 MB.")
    assert told["no-captions"].facts == {"block": 40}
    assert told["not-everywhere"].facts == {"kinds": "webm"}


def test_links_to_elsewhere_are_counted_once_each(course):
    text = "[a](https://a.nl) [b](https://b.nl) [nog eens a](https://a.nl)"
    told = lines(with_block(course, cp.Text(number=40, text=text)))

    assert told["links"].message("en").startswith("It has 2 links")


def test_a_long_title_is_told_before_it_is_cut(course):
    assert lines(replace(course, title="x" * 201))["title-cut"].level == "note"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("system", presets.keys())
def test_every_system_says_what_to_do_how_we_know_it_and_what_it_cannot(system, language):
    told = presets.preset(system, sample(), language)

    assert set(told.forms) <= set(FORMATS)
    assert told.forms[0] == "scorm12"  # what a Dutch care organisation can use
    assert all("{" not in said for said in (told.known, *told.steps, *told.limits))
    assert len(told.steps) >= 2


def test_the_status_to_ask_for_depends_on_the_test(course):
    untested = replace(course, lessons=course.lessons[:1])

    assert any("‘Geslaagd’" in step for step in presets.preset("moodle", course, "nl").steps)
    assert any("‘Voltooid’" in step for step in presets.preset("moodle", untested, "nl").steps)


def test_a_system_nobody_knows_has_no_preset(course):
    with pytest.raises(KeyError):
        presets.preset("words", course, "nl")


@pytest.mark.parametrize("name", ["preflight.toml", "presets.toml"])
def test_both_languages_say_as_much(name):
    def pairs(told):
        for value in told.values():
            if isinstance(value, dict) and set(value) & {"nl", "en"}:
                yield value
            elif isinstance(value, dict):
                yield from pairs(value)

    for said in pairs(tomllib.loads((SOURCE / name).read_text())):
        assert set(said) == {"nl", "en"}
        assert len(said["nl"]) == len(said["en"]) or isinstance(said["nl"], str)
