"""What participants are told."""

import pytest
from django.urls import reverse

from werkwijs.studies import texts
from werkwijs.studies.models import Text


@pytest.mark.parametrize("key", texts.KEYS)
@pytest.mark.parametrize("easy", [True, False])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_study_has_something_to_say(study, key, easy, language):
    study.language = language

    assert len(texts.text(study, key, easy)) > 20
    assert texts.text(study, key, easy) == texts.all_texts(study, easy)[key]


def test_texts_speak_the_language_of_the_study(study):
    study.language = "en"

    assert "Thank you" in texts.text(study, "thanks", easy=True)


def test_own_words_come_first_and_fill_the_other_level(study):
    Text.objects.create(study=study, key="welcome", easy="Hoi!")

    assert texts.text(study, "welcome", easy=True) == "Hoi!"
    assert texts.text(study, "welcome", easy=False) == "Hoi!"
    assert texts.all_texts(study, easy=False)["welcome"] == "Hoi!"


def test_there_are_no_other_texts(study):
    with pytest.raises(KeyError):
        texts.text(study, "farewell", easy=True)


@pytest.fixture
def page(client, sign_in, study, ana):
    sign_in(client, ana)
    address = reverse("studies:text", args=["werk", "welcome"])

    def send(**said):
        seen = client.get(address).context["form"].fields["seen"].initial
        return client.post(address, {"seen": seen} | said)

    return send


def test_a_text_is_written_read_and_given_back(page, client, study):
    assert page(easy="Hoi!\nKom binnen.", ordinary="Welkom.").status_code == 302
    assert texts.text(study, "welcome", easy=True).splitlines() == ["Hoi!", "Kom binnen."]
    assert "eigen tekst" in client.get(reverse("studies:texts", args=["werk"])).content.decode()

    client.post(reverse("studies:standard_text", args=["werk", "welcome"]))
    assert texts.text(study, "welcome", easy=True).startswith("Fijn dat je er bent")


def test_an_emptied_text_is_told_in_our_words(page, study):
    page(easy="", ordinary="")

    assert texts.text(study, "welcome", easy=True).startswith("Fijn dat je er bent")


def test_an_old_form_shows_what_stands_there_now(page, client, study, ana):
    Text.objects.create(study=study, key="welcome", easy="Van Bilal", ordinary="Van Bilal")
    address = reverse("studies:text", args=["werk", "welcome"])
    answer = client.post(address, {"easy": "Van Ana", "ordinary": "Van Ana", "seen": "oud"})

    assert "Van Bilal" in str(answer.context["form"].errors["easy"])
    assert answer.context["form"]["easy"].value() == "Van Ana"


@pytest.mark.parametrize(
    "text", ["x" * 5000, "🙂 " * 900, "שלום " * 500, "<script>alert(1)</script>"]
)
def test_whatever_is_written_comes_back(page, client, study, text):
    answer = page(easy=text, ordinary=text)
    if answer.status_code == 200:
        assert answer.context["form"]["easy"].value() == text
        assert len(text) > 3000
    else:
        assert texts.text(study, "welcome", easy=True) == text.strip()
    shown = client.get(reverse("studies:texts", args=["werk"])).content.decode()
    assert "<script>alert" not in shown


def test_an_unknown_text_is_not_found(client, sign_in, study, ana):
    sign_in(client, ana)

    assert client.get(reverse("studies:text", args=["werk", "geheim"])).status_code == 404
    assert client.post(reverse("studies:standard_text", args=["werk", "geheim"])).status_code == 404
