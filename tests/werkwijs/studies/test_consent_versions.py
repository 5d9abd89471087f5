"""The consent text and its versions."""

import pytest
from django.urls import reverse

from werkwijs.audit.models import Line
from werkwijs.studies import consent, opening


@pytest.fixture
def run(client, sign_in, study, ana):
    sign_in(client, ana)

    def send(name, *more, **said):
        return client.post(reverse(f"studies:{name}", args=["werk", *more]), said, follow=True)

    return send


def written(client, version):
    """What the form of a version would send back."""
    address = reverse("studies:consent_version", args=["werk", version])
    return {b.name: b.value() for b in client.get(address).context["form"]}


def test_a_new_version_is_a_copy_that_does_not_count_yet(run, study):
    run("new_consent")
    made = consent.draft(study)

    assert made.version == 2
    assert made.easy == consent.current(study).easy
    assert consent.current(study).version == 1


def test_there_is_one_draft_at_a_time(run, study):
    run("new_consent")
    run("new_consent")

    assert study.consent_texts.count() == 2


def test_a_draft_is_edited_published_and_then_frozen(run, client, study, ana):
    run("new_consent")
    run("consent_version", 2, **(written(client, 2) | {"easy": "Je kiest zelf."}))
    run("publish_consent", 2)

    assert consent.current(study).easy == "Je kiest zelf."
    assert consent.draft(study) is None
    assert Line.objects.get(event="studies.consent_published").study == "werk"

    answer = run("consent_version", 2, easy="Toch anders", seen="")
    assert "blijft zoals ze is" in answer.content.decode()
    assert consent.current(study).easy == "Je kiest zelf."


def test_publishing_twice_keeps_the_first_moment(run, study):
    run("new_consent")
    run("publish_consent", 2)
    first = consent.current(study).published_at
    run("publish_consent", 2)

    assert consent.current(study).published_at == first
    assert Line.objects.filter(event="studies.consent_published").count() == 1


def test_the_earlier_version_stays_word_for_word(run, client, study):
    before = study.consent_texts.get(version=1).easy
    run("new_consent")
    run("consent_version", 2, **(written(client, 2) | {"easy": "Nieuw"}))
    run("publish_consent", 2)

    assert study.consent_texts.get(version=1).easy == before
    page = client.get(reverse("studies:consent_version", args=["werk", 1])).content.decode()
    assert before in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"answer_2": "ja, ALTIJD"}, "hetzelfde"),
        ({"right": "2", "answer_3": ""}, "antwoord is leeg"),
        ({"right": "7"}, "Kies een van"),
        ({"question": ""}, "Vul dit nog in"),
        ({"easy": "x" * 7000}, "te lang"),
    ],
)
def test_what_cannot_be_asked_is_told_plainly(run, client, study, changed, said):
    run("new_consent")
    sent = written(client, 2) | changed
    answer = run("consent_version", 2, **sent)

    assert said in str(answer.context["form"].errors)
    assert answer.context["form"]["ordinary"].value() == sent["ordinary"]


def test_an_old_form_shows_both(run, client, study):
    run("new_consent")
    sent = written(client, 2)
    run("consent_version", 2, **(sent | {"question": "Vraag van Bilal?"}))
    answer = run("consent_version", 2, **(sent | {"question": "Vraag van Ana?"}))

    assert "Vraag van Bilal?" in str(answer.context["form"].errors["question"])
    assert consent.draft(study).question == "Vraag van Bilal?"


def test_the_second_answer_may_be_the_right_one(run, client, study):
    run("new_consent")
    run("consent_version", 2, **(written(client, 2) | {"right": "1"}))

    assert consent.draft(study).answers[consent.draft(study).right_answer] == "Nee"


def test_a_version_that_is_not_there_is_not_found(client, sign_in, study, ana):
    sign_in(client, ana)

    assert client.get(reverse("studies:consent_version", args=["werk", 9])).status_code == 404


@pytest.mark.parametrize("shows", [True, False])
def test_our_own_words_say_who_may_read_ideas(organisation, ana, shows):
    study = opening.open_study(organisation, ana, "Nieuw")
    study.shows_others_ideas = shows
    study.consent_texts.all().delete()

    made = consent.begin(study, by=ana)

    assert ("Andere mensen die meedoen, kunnen je ideeën lezen." in made.easy) == shows
    assert ("Ze zien niet van wie die zijn." in made.ordinary) == shows
    assert "{" not in made.easy + made.ordinary
    assert "\n\nWil je dat wij alles weggooien?" in made.easy
    assert "\n\n\n" not in made.easy
