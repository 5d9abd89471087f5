"""Pages for rating, as forms: everything works without a script."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from werkwijs.participation import rating
from werkwijs.participation.models import Rating, Sitting
from werkwijs.studies.models import Phase, PracticeItem, Scale, ScaleStep

RATE = reverse("participation:rate")
ACT = reverse("participation:rate_act")
OVERVIEW = reverse("participation:rate_overview")


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def one(place, scale=1):
    return reverse("participation:rate_one", args=[scale, place])


@pytest.fixture
def rater(takes_part, study):
    client, participant = takes_part("jongere")
    client.post(reverse("participation:rate_begin"))
    return client, participant


def fields(page) -> dict[str, str]:
    inside = re.search(r'<form[^>]*id="rate".*?</form>', page.content.decode(), re.S)[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', inside))


def answer(client, place, value=None, scale=1, **more):
    form = fields(client.get(one(place, scale)))
    return client.post(ACT, form | ({"value": value} if value else {}) | more)


def second_scale(study):
    scale = Scale.objects.create(
        study=study, key="nu", question="Gebeurt dit nu al?", minimum=1, maximum=3, order=1
    )
    for value, word in enumerate(["nee", "soms", "ja"], 1):
        ScaleStep.objects.create(scale=scale, value=value, word=word, picture="face-flat")
    return scale


def test_looking_changes_nothing(takes_part):
    client, _ = takes_part("jongere")

    assert "Hoe belangrijk is dit voor jou?" in text(client.get(RATE))
    assert client.get(one(1)).url == RATE
    assert not Sitting.objects.exists()


def test_choose_and_go_on_until_it_asks_whether_one_is_done(rater):
    client, participant = rater
    for place in range(1, 7):
        page = client.get(RATE, follow=True)
        assert ("Hoe belangrijk" if place == 1 else f"Briefje {place} van 6") in text(page)
        assert answer(client, place, "3").url == one(place + 1)

    assert "Je hebt alle briefjes gehad" in text(client.get(RATE))
    assert rating.sitting_of(participant).finished_at is None
    client.post(ACT, {"key": uuid.uuid4(), "kind": "rated"})
    assert "Dank je wel" in text(client.get(RATE))
    assert list(Rating.objects.values_list("value", flat=True)) == [3] * 6


def test_one_scale_after_another_in_the_order_of_the_study(rater, study):
    client, _ = rater
    second_scale(study)
    for place in range(1, 7):
        answer(client, place, "1")

    page = client.get(RATE)

    assert "Vraag 2 van 2" in text(page)
    assert "Gebeurt dit nu al?" in text(page)
    answer(client, 1, "2", scale=2)
    assert client.get(RATE).url == one(2, 2)


def test_i_dont_know_and_skipping_are_two_reasons(rater):
    client, _ = rater
    answer(client, 1, "unknown")
    answer(client, 2, skip="1")

    assert list(Rating.objects.order_by("id").values_list("value", "missing")) == [
        (None, "weet ik niet"),
        (None, "overgeslagen"),
    ]
    page = client.get(OVERVIEW)
    assert "Weet ik niet" in text(page)
    assert "Overgeslagen" in text(page)


def test_going_on_without_an_answer_asks_for_one(rater):
    client, _ = rater

    back = answer(client, 1)

    assert back.url == one(1)
    assert "Kies eerst een antwoord" in text(client.get(one(1)))
    assert not Rating.objects.exists()


def test_an_answer_is_shown_as_chosen_and_can_be_changed(rater):
    client, _ = rater
    answer(client, 1, "2")
    page = client.get(one(1)).content.decode()
    assert re.search(r'value="2" checked', page)

    answer(client, 1, "3")

    assert Rating.objects.get().value == 3


def test_from_the_list_one_goes_to_an_answer_and_back(rater):
    client, _ = rater
    answer(client, 1, "2")
    assert f"{one(1)}?overzicht" in client.get(OVERVIEW).content.decode()
    form = fields(client.get(f"{one(1)}?overzicht"))

    back = client.post(ACT, form | {"value": "1", "next": "overview"})

    assert back.url == OVERVIEW
    assert Rating.objects.get().value == 1


def test_the_same_form_sent_twice_is_one_answer(rater):
    client, _ = rater
    form = fields(client.get(one(1))) | {"value": "2"}

    client.post(ACT, form)
    client.post(ACT, form | {"value": "3"})

    assert Rating.objects.get().value == 2


def practice(study):
    study.asks_practice = True
    study.save()
    scale = study.scales.get()
    PracticeItem.objects.create(scale=scale, text="water als je dorst hebt", expected=3, order=0)
    PracticeItem.objects.create(scale=scale, text="een steen in je schoen", expected=1, order=1)


def test_where_the_study_asks_it_people_try_first_and_nothing_of_it_is_kept(takes_part, study):
    practice(study)
    client, _ = takes_part("jongere")
    first = client.post(reverse("participation:rate_begin"))
    assert first.url == reverse("participation:practise", args=[1, 1])

    other = text(client.get(first.url, {"keuze": "1"}))
    fits = text(client.get(first.url, {"keuze": "3"}))

    assert "past beter: ‘veel’" in other
    assert "Dat past goed" in fits
    for said in (other, fits):
        assert not re.search(r"\bfout\b|verkeerd|helaas|onjuist", said)
    last = client.get(reverse("participation:practise", args=[1, 2]), {"keuze": "1"})
    assert one(1) in last.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("choice", ["", "9", "<script>", "3" * 500])
def test_trying_with_nonsense_shows_the_page_again(rater, study, choice):
    practice(study)
    client, _ = rater

    page = client.get(reverse("participation:practise", args=[1, 1]), {"keuze": choice})

    assert page.status_code == 200
    assert "past" not in text(page).partition("Kijk of het past")[0]


def test_without_practice_one_begins_at_once(rater):
    client, _ = rater

    assert one(1) in client.get(RATE).content.decode()


def test_pictures_only_where_the_study_and_the_person_want_them(rater, study):
    client, participant = rater

    def drawn() -> bool:
        form = client.get(one(1)).content.decode().partition('id="rate"')[2].partition("</form>")[0]
        return form.partition("fieldset")[2].partition("fieldset")[0].count("<svg") == 3

    assert drawn()
    study.shows_pictures = False
    study.save()
    assert not drawn()
    study.shows_pictures = True
    study.save()
    for step, face in zip(ScaleStep.objects.all(), ["sad", "flat", "glad"], strict=True):
        step.picture = f"face-{face}"
        step.save()
    assert not drawn(), "faces only where the study chose them"
    study.shows_emoticons = True
    study.save()
    assert drawn()
    participant.pictures = False
    participant.save()
    assert not drawn()


def test_a_page_beyond_the_end_leads_back(rater):
    client, _ = rater

    assert client.get(one(7)).url == RATE
    assert client.get(one(1, 2)).status_code == 404


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"kind": "rate"},
        {"key": str(uuid.UUID(int=1)), "kind": "rate", "value": "veel"},
        {"key": str(uuid.UUID(int=1)), "kind": "rate", "value": "3", "scale": "a"},
        {
            "key": str(uuid.UUID(int=1)),
            "kind": "rate",
            "value": "99999999999",
            "number": "1",
            "place": "1",
        },
        {
            "key": str(uuid.UUID(int=1)),
            "kind": "rate",
            "value": "3",
            "number": "9" * 5_000,
            "place": "1",
        },
    ],
)
def test_a_form_that_makes_no_sense_is_answered_in_plain_words(rater, form):
    client, _ = rater

    page = client.post(ACT, form, follow=True)

    assert page.status_code == 200
    assert 'class="message warning"' in page.content.decode()
    assert not Rating.objects.exists()


def test_after_closing_the_answers_can_be_read_and_not_changed(rater, study):
    client, _ = rater
    answer(client, 1, "2")
    form = fields(client.get(one(2))) | {"value": "2"}
    study.phase_changes.create(before=Phase.SORTING, after=Phase.CLOSED)
    study.phase = Phase.CLOSED
    study.save()

    late = client.post(ACT, form, follow=True)

    assert "Dit deel van de studie is klaar" in text(late)
    assert "Alles wat je deed, is bewaard" in text(late)
    assert Rating.objects.count() == 1
    assert "een beetje" in text(client.get(OVERVIEW))
    assert one(1) not in client.get(OVERVIEW).content.decode()
