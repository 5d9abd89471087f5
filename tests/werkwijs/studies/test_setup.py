"""Pages about the study itself: question, choices, worries; and forms that became old."""

import pytest
from django.urls import reverse

from werkwijs.audit.models import Line
from werkwijs.studies.models import Phase, Study


def fields(client, subject, study):
    """What a browser would send back unchanged."""
    form = client.get(reverse(f"studies:{subject}", args=[study.slug])).context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if value not in (None, False):
            sent[bound.name] = "on" if value is True else str(value)
    return sent


def send(client, subject, study, **said):
    return client.post(reverse(f"studies:{subject}", args=[study.slug]), said)


def test_a_subject_is_saved_counted_and_noted(client, sign_in, study, ana):
    sign_in(client, ana)
    sent = fields(client, "question", study) | {"title": "Werk dat past"}
    answer = send(client, "question", study, **sent)
    study.refresh_from_db()

    assert answer.url == reverse("studies:study", args=["werk"])
    assert study.title == "Werk dat past"
    assert study.version == 2
    line = Line.objects.get(event="studies.set_up")
    assert (line.actor, line.reason) == (str(ana.pk), "question")


@pytest.mark.parametrize("subject", ["question", "choices", "worry"])
def test_what_is_sent_back_unchanged_changes_nothing(client, sign_in, study, ana, subject):
    sign_in(client, ana)
    before = Study.objects.values().get()
    answer = send(client, subject, study, **fields(client, subject, study))
    after = Study.objects.values().get()

    assert answer.status_code == 302
    assert before | {"version": 2} == after


def test_an_old_form_shows_both_texts_and_loses_nothing(client, sign_in, study, ana, bilal):
    sign_in(client, ana)
    sent = fields(client, "question", study)
    other = sign_in(type(client)(), bilal)
    send(other, "question", study, **(sent | {"title": "Van Bilal"}))

    answer = send(client, "question", study, **(sent | {"title": "Van Ana"}))
    form = answer.context["form"]
    assert answer.status_code == 200
    assert "‘Van Bilal’" in form.errors["title"][0]
    assert form["title"].value() == "Van Ana"
    assert Study.objects.get().title == "Van Bilal"

    again = {b.name: b.value() for b in form if b.value() not in (None, False)}
    assert send(client, "question", study, **again).status_code == 302
    assert Study.objects.get().title == "Van Ana"


def test_another_subject_changed_meanwhile_is_no_hindrance(client, sign_in, study, ana):
    sign_in(client, ana)
    sent = fields(client, "worry", study)
    send(client, "question", study, **(fields(client, "question", study) | {"title": "Anders"}))

    assert send(client, "worry", study, **(sent | {"worry_when": "morgen"})).status_code == 302


def test_two_people_who_wrote_the_same_agree(client, sign_in, study, ana):
    sign_in(client, ana)
    sent = fields(client, "question", study) | {"title": "Allebei"}
    send(client, "question", study, **sent)

    assert send(client, "question", study, **sent).status_code == 302


def test_a_tick_that_somebody_else_changed_is_told_in_words(client, sign_in, study, ana):
    sign_in(client, ana)
    sent = fields(client, "choices", study)
    Study.objects.update(names_piles=False, order="rate")
    form = send(client, "choices", study, **sent).context["form"]

    assert "‘nee’" in form.errors["names_piles"][0]
    assert "‘Eerst beoordelen, dan sorteren’" in form.errors["order"][0]


def test_worries_must_be_filled_in_whole(client, sign_in, study, ana):
    sign_in(client, ana)
    sent = fields(client, "worry", study) | {"worry_call": " "}
    answer = send(client, "worry", study, **sent)

    assert "Vul dit nog in" in answer.content.decode()
    assert answer.context["form"]["worry_reader"].value() == "Ana van het studieteam"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("batch_size", "-5", "vanaf 3"),
        ("batch_size", "2", "vanaf 3"),
        ("batch_size", "veel", "heel getal"),
        ("batch_size", "9" * 30, "tot en met 500"),
        ("round_size", "", "Vul dit nog in"),
        ("round_size", "0", "vanaf 3"),
        ("minimum_group", "4", "vanaf 5 mensen"),
        ("minimum_group", "99999", "tot en met 1.000"),
        ("withdraw_until", "2001-01-01", "al voorbij"),
        ("withdraw_until", "gisteren", "geen dag"),
        ("order", "achteruit", "Kies een van"),
    ],
)
def test_choices_that_cannot_be_are_told_plainly(client, sign_in, study, ana, field, value, said):
    sign_in(client, ana)
    sent = fields(client, "choices", study) | {field: value}
    answer = send(client, "choices", study, **sent)

    assert said in str(answer.context["form"].errors[field])
    assert answer.context["form"][field].value() == value
    assert Study.objects.get().version == 1


def test_a_round_fits_in_a_batch(client, sign_in, study, ana):
    sign_in(client, ana)
    sent = fields(client, "choices", study) | {"batch_size": "12", "round_size": "20"}

    assert "portie van 12" in str(send(client, "choices", study, **sent).context["form"].errors)


def test_a_study_asks_something(client, sign_in, study, ana):
    sign_in(client, ana)
    sent = fields(client, "choices", study)
    for name in ("asks_ideas", "asks_sorting", "asks_rating"):
        del sent[name]

    assert "minstens één ding" in send(client, "choices", study, **sent).content.decode()


def test_the_organisation_sets_the_least(client, sign_in, study, ana):
    study.organisation.minimum_group = 8
    study.organisation.save()
    sign_in(client, ana)
    sent = fields(client, "choices", study) | {"minimum_group": "7"}

    assert "vanaf 8 mensen" in send(client, "choices", study, **sent).content.decode()


@pytest.mark.parametrize(("chosen", "wanted", "shown"), [(5, 5, 5), (9, 5, 9), (5, 8, 8)])
def test_a_study_shows_no_smaller_groups_than_its_organisation_wants_by_now(
    study, chosen, wanted, shown
):
    study.minimum_group, study.organisation.minimum_group = chosen, wanted
    study.save()
    study.organisation.save()

    assert Study.objects.get().smallest_shown == shown


def test_a_closed_study_stays_as_it_is(client, sign_in, study, ana):
    sign_in(client, ana)
    sent = fields(client, "question", study)
    Study.objects.update(phase=Phase.CLOSED)
    answer = client.post(
        reverse("studies:question", args=["werk"]), sent | {"title": "Anders"}, follow=True
    )

    assert "gesloten" in answer.content.decode()
    assert Study.objects.get().title == "Werk vinden en houden"
    assert (
        "<textarea" not in client.get(reverse("studies:question", args=["werk"])).content.decode()
    )


@pytest.mark.parametrize("subject", ["question", "choices", "worry"])
def test_who_reads_sees_the_values_without_a_form(client, sign_in, study, carla, subject):
    shown = sign_in(client, carla).get(reverse(f"studies:{subject}", args=["werk"]))
    page = shown.content.decode()

    assert 'name="seen"' not in page
    assert "studiebegeleider kan het veranderen" in page
    if subject == "worry":
        assert study.worry_call in page


def test_script_tags_are_text(client, sign_in, study, ana):
    sign_in(client, ana)
    sent = fields(client, "question", study) | {"prompt": "<script>alert(1)</script>"}
    send(client, "question", study, **sent)

    for name in ("study", "question", "preview"):
        more = ["welcome"] if name == "preview" else []
        page = client.get(reverse(f"studies:{name}", args=["werk", *more])).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_nothing_is_cut_off_while_typing(client, sign_in, study, ana):
    page = sign_in(client, ana).get(reverse("studies:question", args=["werk"])).content.decode()

    assert "maxlength" not in page
    assert page.count('dir="auto"') >= 3


def test_hard_words_are_pointed_at(client, sign_in, study, ana):
    Study.objects.update(prompt="Wat faciliteert de participatie van cliënten?")
    page = sign_in(client, ana).get(reverse("studies:question", args=["werk"])).content.decode()

    assert "<mark>faciliteert</mark>" in page


def test_no_advice_on_a_study_in_english(client, sign_in, study, ana):
    Study.objects.update(prompt="What facilitates participation?", language="en")
    page = sign_in(client, ana).get(reverse("studies:question", args=["werk"])).content.decode()

    assert "Kan dit makkelijker?" not in page
