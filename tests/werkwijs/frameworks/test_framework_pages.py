"""Pages of ways of working: looked at first, kept then; and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from werkwijs.accounts.models import Membership, Role
from werkwijs.frameworks import importing, reading
from werkwijs.frameworks.models import Framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def uploaded(content: str | bytes) -> SimpleUploadedFile:
    content = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile("methode.toml", content)


def test_one_looks_first_and_keeps_then(desk, sound):
    page = reverse("frameworks:take_in")

    shown = desk.post(page, {"act": "look", "text": sound})
    assert shown.status_code == 200
    assert "Contact maken" in shown.content.decode()
    assert "Nog niets bewaard. Dit komt erbij." in shown.content.decode()
    assert not Framework.objects.exists()

    kept = desk.post(page, {"act": "keep", "text": shown.context["form"]["text"].value()})
    made = Framework.objects.get()
    assert kept.url == reverse("frameworks:framework", args=[made.pk])
    assert "Ingenomen: Onze methode" in desk.get(kept.url).content.decode()


def test_a_file_is_shown_and_kept_as_if_it_was_typed(desk, sound):
    page = reverse("frameworks:take_in")

    shown = desk.post(page, {"act": "look", "file": uploaded(f"\ufeff{sound}"), "text": "eerder"})
    assert shown.context["form"]["text"].value() == sound
    desk.post(page, {"act": "keep", "text": sound.replace("\n", "\r\n")})
    again = desk.post(page, {"act": "look", "file": uploaded(sound)}).content.decode()

    assert "Dit is er al, met dezelfde woorden." in again
    assert 'value="keep"' not in again
    assert Framework.objects.count() == 1


@pytest.mark.parametrize("act", ["look", "keep"])
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, sound, act):
    wrong = sound.replace("CC BY 4.0", "")

    for sent in ({"text": wrong}, {"file": uploaded(wrong)}):
        page = desk.post(reverse("frameworks:take_in"), {"act": act, **sent})

        assert page.status_code == 422
        assert "licence: dit ontbreekt. Vul het in." in page.content.decode()
        assert page.context["form"]["text"].value().strip() == wrong.strip()
    assert not Framework.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "geen gewone tekst"),
        (b"", "Kies een bestand of plak de tekst"),
        (b"x" * (reading.MOST_BYTES + 1), "te groot"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_what_was_typed_alone(desk, content, said):
    sent = {"act": "look", "file": uploaded(content), "text": "" if not content else "getypt"}
    page = desk.post(reverse("frameworks:take_in"), sent)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert page.context["form"]["text"].value() == sent["text"]


def test_what_is_too_long_to_take_in_is_not_lost(desk):
    long = "# lang\n" * 30_000

    page = desk.post(reverse("frameworks:take_in"), {"act": "look", "text": long})

    assert page.status_code == 422
    assert "te groot" in page.content.decode()
    assert page.context["form"]["text"].value() == long


def test_other_words_under_a_version_are_refused_in_words(desk, ana, organisation, sound):
    importing.take_in(organisation, sound.encode(), by=ana)
    other = sound.replace("Zoek op.", "Bel.")

    looked = desk.post(reverse("frameworks:take_in"), {"act": "look", "text": other})
    assert "Geef hieronder een ander versienummer." in looked.content.decode()
    assert b'value="keep"' not in looked.content
    kept = desk.post(reverse("frameworks:take_in"), {"act": "keep", "text": other})
    assert kept.status_code == 422
    assert "Deze versie is er al, met andere woorden." in kept.content.decode()
    assert kept.context["form"]["text"].value() == other


def test_who_runs_things_in_two_organisations_says_for_which(
    desk, ana, organisation, elsewhere, sound
):
    Membership.objects.create(user=ana, organisation=elsewhere, role=Role.ADMINISTRATOR)
    page = reverse("frameworks:take_in")

    unsaid = desk.post(page, {"act": "keep", "text": sound})
    assert unsaid.status_code == 422
    assert unsaid.context["form"]["text"].value() == sound
    looked = desk.post(page, {"act": "look", "text": sound, "organisation": elsewhere.pk})
    assert f'name="organisation" value="{elsewhere.pk}"' in looked.content.decode()
    desk.post(page, {"act": "keep", "text": sound, "organisation": elsewhere.pk})
    assert Framework.objects.get().organisation == elsewhere

    importing.take_in(organisation, sound.encode(), by=ana)
    shown = desk.get(reverse("frameworks:list")).content.decode()
    assert organisation.name in shown
    assert elsewhere.name in shown


def test_nobody_takes_in_for_an_organisation_of_others(
    desk, elsewhere, organisation, ana, sound, sign_in, dirk, carla
):
    assert desk.post(reverse("frameworks:examples", args=[elsewhere.pk])).status_code == 404
    made = importing.take_in(organisation, sound.encode(), by=ana)
    own = reverse("frameworks:framework", args=[made.pk])
    reader, other = sign_in(Client(), carla), sign_in(Client(), dirk)

    assert reader.get(own).status_code == 200
    assert reader.post(own, {"act": "retire"}).status_code == 403
    assert other.get(own).status_code == 404
    assert other.get(reverse("frameworks:file", args=[made.pk])).status_code == 404
    made.refresh_from_db()
    assert made.retired_at is None


def test_the_examples_are_there_once_and_an_empty_list_says_who_can(
    desk, organisation, sign_in, carla, ana, sound
):
    reader = sign_in(Client(), carla)
    empty = reader.get(reverse("frameworks:list")).content.decode()
    assert "Wie studies uitvoert of de organisatie beheert" in empty
    assert "<button>Neem" not in empty

    address = reverse("frameworks:examples", args=[organisation.pk])
    for _ in range(2):
        assert "De twee voorbeelden zijn er." in desk.post(address, follow=True).content.decode()
    assert Framework.objects.count() == 2


def test_an_example_in_other_words_is_told_and_breaks_nothing(desk, organisation, ana, sound):
    own = sound.replace('"ons"', '"lifewise"').replace('"1"', '"voorbeeld-2"')
    importing.take_in(organisation, own.encode(), by=ana)

    page = desk.post(reverse("frameworks:examples", args=[organisation.pk]), follow=True)

    assert "Deze versie is er al, met andere woorden." in page.content.decode()


def test_a_page_says_whether_it_is_offered(desk, organisation, ana, sound):
    first = importing.take_in(organisation, sound.encode(), by=ana)
    page = reverse("frameworks:framework", args=[first.pk])
    assert "label van Werkwijs" in desk.get(page).content.decode()

    importing.take_in(
        organisation, sound.replace('"1"', '"2"').replace(", ours = true", "").encode(), by=ana
    )
    assert "Er is een latere versie ingenomen" in desk.get(page).content.decode()
    assert (
        "Eerder, of niet meer aangeboden: 1"
        in desk.get(reverse("frameworks:list")).content.decode()
    )
    retired = desk.post(page, {"act": "retire"}, follow=True).content.decode()
    assert "Notities die er een handvat van noemen, houden het." in retired
    assert "Bied dit weer aan" in retired
    later = Framework.objects.get(version="2")
    whole = desk.get(reverse("frameworks:framework", args=[later.pk])).content.decode()
    assert "label van Werkwijs" not in whole


def test_it_goes_along_as_a_file_that_reads_the_same(desk, organisation, ana, sound):
    made = importing.take_in(organisation, sound.encode(), by=ana)

    answer = desk.get(reverse("frameworks:file", args=[made.pk]))

    assert answer["Content-Disposition"] == 'attachment; filename="ons-1.toml"'
    assert reading.read(answer.content) == reading.read(sound.encode())


def test_the_sample_on_the_page_can_be_taken_in(desk):
    told = reading.read(render_to_string("frameworks/sample.toml").encode())

    assert told.some_ours
    assert told.at


def test_words_of_a_file_are_words_and_no_page(desk, organisation, ana, sound):
    made = importing.take_in(
        organisation,
        f'source = "javascript:alert(1)"\n{sound}'.replace("Zoek op.", "<b onclick=x>").encode(),
        by=ana,
    )

    page = desk.get(reverse("frameworks:framework", args=[made.pk])).content.decode()

    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;" in page
    assert 'href="javascript' not in page


def test_pages_ask_as_often_however_much_there_is(
    desk, organisation, ana, sound, django_assert_max_num_queries
):
    importing.take_in_examples(organisation, by=ana)
    desk.get(reverse("frameworks:list"))  # the first page of a day also notes when she was seen
    asked = []
    for n in range(2):
        importing.take_in(organisation, sound.replace('"ons"', f'"ons-{n}"').encode(), by=ana)
        with django_assert_max_num_queries(30) as queries:
            desk.get(reverse("frameworks:list"))
        asked.append(len(queries))
    assert asked[0] == asked[1]
