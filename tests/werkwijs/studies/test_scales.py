"""Scales: ends, a word per step, pictures, practice items."""

import pytest
from django.urls import reverse

from werkwijs.design import symbols
from werkwijs.studies import locking, scales

GOOD = {
    "key": "nu al",
    "question": "Gebeurt dit nu al?",
    "minimum": "1",
    "maximum": "3",
    "words_of_steps": "nee\r\nsoms\r\nja",
    "pictures": "circles",
    "practice_1": "het elke nacht donker wordt",
    "expected_1": "3",
}


@pytest.fixture
def make(client, sign_in, study, ana):
    """``make(**changes)``: send the form of a new scale."""
    sign_in(client, ana)
    address = reverse("studies:new_scale", args=["werk"])

    def send(**changed):
        seen = client.get(address).context["form"].fields["seen"].initial
        return client.post(address, GOOD | {"seen": seen} | changed)

    return send


@pytest.fixture
def some_hindrance():
    """Somebody sorted already, says a room above."""
    ask = lambda study: "Iemand sorteerde al."  # noqa: E731
    locking.register_hindrance(ask)
    yield
    locking._HINDRANCES.remove(ask)


def test_a_scale_is_made_with_words_pictures_and_practice(make, study):
    make()
    made = study.scales.get(key="nu al")

    assert [(s.value, s.word, s.picture) for s in made.steps.all()] == [
        (1, "nee", "circle-empty"),
        (2, "soms", "circle-half"),
        (3, "ja", "circle-full"),
    ]
    assert [(p.text, p.expected) for p in made.practice_items.all()] == [
        ("het elke nacht donker wordt", 3)
    ]
    assert [s.key for s in study.scales.all()] == ["belang", "nu al"]


def test_a_scale_has_its_own_range(make, study):
    make(
        minimum="0",
        maximum="4",
        words_of_steps="nooit\nbijna nooit\nsoms\nvaak\naltijd",
        pictures="blocks",
        expected_1="4",
    )
    made = study.scales.get(key="nu al")

    assert (made.minimum, made.maximum) == (0, 4)
    assert [s.value for s in made.steps.all()] == [0, 1, 2, 3, 4]
    assert made.steps.last().picture == "bars-5"


def test_the_same_form_twice_makes_one(make, study):
    assert make().url == make().url
    assert study.scales.count() == 2


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"maximum": "1"}, "maximum", "hoger zijn dan het begin (1)"),
        ({"minimum": "5", "maximum": "2"}, "maximum", "hoger zijn dan het begin (5)"),
        ({"words_of_steps": "nee\nja"}, "words_of_steps", "3 antwoorden, maar er staan 2 woorden"),
        ({"words_of_steps": ""}, "words_of_steps", "Vul dit nog in"),
        ({"words_of_steps": "nee\nNEE\nja"}, "words_of_steps", "hetzelfde woord"),
        ({"words_of_steps": "a\n" + "b" * 41 + "\nc"}, "words_of_steps", "te lang"),
        ({"maximum": "9"}, "maximum", "te veel antwoorden"),
        ({"maximum": "duizend"}, "maximum", "heel getal"),
        ({"maximum": "9" * 40}, "maximum", "te groot"),
        (
            {"pictures": "faces", "maximum": "4", "words_of_steps": "a\nb\nc\nd"},
            "pictures",
            "4 ant",
        ),
        ({"pictures": "zon"}, "pictures", "Kies een van"),
        ({"expected_1": "8"}, "expected_1", "niet op de schaal"),
        ({"key": "Belang"}, "key", "al een schaal"),
        ({"question": "x" * 5000}, "question", "te lang"),
    ],
)
def test_what_cannot_be_rated_is_told_plainly(make, study, changed, field, said):
    answer = make(**changed)

    assert said in str(answer.context["form"].errors[field])
    assert answer.context["form"]["practice_1"].value() == GOOD["practice_1"]
    assert study.scales.count() == 1


def test_a_scale_is_changed(client, sign_in, study, ana):
    sign_in(client, ana)
    scale = study.scales.get()
    address = reverse("studies:scale", args=["werk", scale.pk])
    sent = {b.name: b.value() for b in client.get(address).context["form"]}
    sent = {k: v for k, v in sent.items() if v is not None}
    client.post(address, sent | {"words_of_steps": "niets\nwat\nheel veel"})

    assert [s.word for s in scale.steps.all()] == ["niets", "wat", "heel veel"]
    assert [s.picture for s in scale.steps.all()] == ["blocks-1", "blocks-2", "blocks-3"]


def test_once_people_rated_a_scale_stays(client, sign_in, study, ana, some_hindrance):
    sign_in(client, ana)
    scale = study.scales.get()
    for name in ("scale", "remove_scale"):
        answer = client.post(reverse(f"studies:{name}", args=["werk", scale.pk]), GOOD, follow=True)
        assert "Iemand sorteerde al." in answer.content.decode()

    assert study.scales.get().key == "belang"
    page = client.get(reverse("studies:scale", args=["werk", scale.pk])).content.decode()
    assert 'name="question"' not in page


def test_a_scale_can_go(client, sign_in, study, ana):
    sign_in(client, ana)
    client.post(reverse("studies:remove_scale", args=["werk", study.scales.get().pk]))

    assert study.scales.count() == 0


def test_every_picture_of_every_set_can_be_drawn():
    shown = {p for sizes in scales.SETS.values() for pictures in sizes.values() for p in pictures}

    assert shown <= set(symbols.STROKES)
    assert all(
        len(pictures) == n for sizes in scales.SETS.values() for n, pictures in sizes.items()
    )
