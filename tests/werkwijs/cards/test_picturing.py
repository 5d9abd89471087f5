"""Giving a text its picture: what is kept, what is refused, and that nothing somebody typed gets lost."""

from __future__ import annotations

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from tests.werkwijs.cards.media_text import a_text, picture

from werkwijs.audit.models import Line
from werkwijs.cards import picturing
from werkwijs.cards.models import Text
from werkwijs.lib import pictures

WHERE = {"slug": "werk", "number": 3, "audience": "employer"}


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def text(study, ana):
    return a_text(study, ana)


@pytest.fixture
def page(client, sign_in, text, ana):
    """``page(act="choose", pictogram="help")`` sends it; ``page()`` looks."""
    sign_in(client, ana)
    address = reverse("cards:picture", kwargs=WHERE)

    def send(**said):
        return client.post(address, said, follow=True) if said else client.get(address)

    return send


@pytest.fixture
def own(page):
    """``own(bytes)``: hand in a picture of one's own."""

    def send(content, name="foto.jpg", alt="Een werkbank", credit="Foto: De Linde"):
        file = SimpleUploadedFile(name, content)
        return page(**{"act": "own", "own-picture": file, "own-alt": alt, "own-credit": credit})

    return send


def now(text) -> Text:
    return Text.objects.select_related("card__study").get(pk=text.pk)


def opened(text) -> Image.Image:
    return Image.open(io.BytesIO(picturing.shown(now(text)).content))


# --- pictograms -------------------------------------------------------------------------


def test_a_pictogram_comes_with_its_words_and_its_makers(page, text):
    page(act="choose", pictogram="tasks")
    shown = picturing.shown(now(text))

    assert (now(text).pictogram, shown.ending, shown.source) == ("tasks", "svg", "mulberry:tasks")
    assert shown.alt == "Een lijst met vinkjes en een potlood."
    assert "Garry Paxton" in shown.credit
    assert shown.content.startswith(b"<svg")


def test_a_study_in_english_gets_english_words(page, text, study):
    study.language = "en"
    study.save()
    page(act="choose", pictogram="tasks")

    assert picturing.shown(now(text)).alt == "A list with ticks and a pencil."
    assert picturing.shown(now(text)).credit.endswith("adapted")


def test_a_pictogram_that_is_not_there_changes_nothing(page, text):
    page(act="choose", pictogram="tasks")
    answer = page(act="choose", pictogram="../../settings")

    assert "Dit pictogram is er niet" in answer.content.decode()
    assert now(text).pictogram == "tasks"


def test_the_previous_pictogram_comes_back_with_the_words_it_had(page, text):
    page(act="choose", pictogram="tasks")
    own_words = {"about-alt": "Onze eigen lijst", "version": now(text).version}
    page(act="describe", **own_words)
    page(act="choose", pictogram="help")
    assert "Zet het vorige pictogram terug" in page().content.decode()
    page(act="undo")

    assert (now(text).pictogram, now(text).picture_alt) == ("tasks", "Onze eigen lijst")
    assert "Zet het vorige" not in page().content.decode()


def test_choosing_the_first_one_can_be_undone(page, text):
    page(act="choose", pictogram="tasks")
    page(act="undo")

    assert (now(text).pictogram, now(text).picture_alt) == ("", "")


def test_what_somebody_else_chose_meanwhile_is_not_undone(page, text, bilal):
    page(act="choose", pictogram="tasks")
    picturing.choose(text, "help", by=bilal)
    answer = page(act="undo")

    assert "kan niet meer ongedaan" in answer.content.decode()
    assert now(text).pictogram == "help"


def test_another_picture_needs_to_be_approved_again(page, text, ana):
    Text.objects.filter(pk=text.pk).update(
        state=Text.State.APPROVED, approved_at=timezone.now(), approved_by=ana
    )
    page(act="choose", pictogram="tasks")

    assert (now(text).state, now(text).approved_by) == (Text.State.DRAFT, None)
    assert now(text).version == text.version + 1


def test_what_was_done_is_noted_without_content(page, text):
    page(act="choose", pictogram="tasks")
    line = Line.objects.get(event="cards.picture_changed")

    assert (line.reason, line.study, line.subject) == ("pictogram", "werk", str(text.pk))


# --- finding one ------------------------------------------------------------------------


def offered(answer) -> list[str]:
    return [p.name for p in answer.context["offered"]]


def test_the_title_suggests_pictograms(page):
    assert "tasks" in offered(page())
    assert "Past misschien bij deze titel" in page().content.decode()


def test_a_search_works_without_javascript(client, page):
    page()
    address = reverse("cards:picture", kwargs=WHERE)
    answer = client.get(address, {"zoek": "geld"})

    assert "money" in offered(answer)
    assert f"{answer.context['n_found']} pictogrammen bij ‘geld’" in answer.content.decode()
    none = client.get(address, {"zoek": "<b>qwrtpl</b>"})
    assert "vonden we niets" in none.content.decode()
    assert "<b>qwrtpl" not in none.content.decode()


def test_a_subject_shows_all_of_it(client, page):
    page()
    answer = client.get(reverse("cards:picture", kwargs=WHERE), {"onderwerp": "money"})

    assert offered(answer)[0] == "money"
    assert 'aria-current="page">Geld' in answer.content.decode()


def test_a_text_without_a_title_offers_the_subjects(page, text):
    Text.objects.filter(pk=text.pk).update(title="")

    assert "kies een onderwerp" in page().content.decode()


def test_a_pictogram_is_handed_out_as_a_drawing(client, page):
    page()
    answer = client.get(reverse("cards:pictogram", args=["werk", "help"]))

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=86400"
    assert client.get(reverse("cards:pictogram", args=["werk", "geen"])).status_code == 404


# --- a picture of one's own --------------------------------------------------------------


def test_a_photo_is_kept_upright_without_place_and_name(own, text, client):
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "thuis bij Ana", 6
    own(picture(size=(640, 480), exif=exif.tobytes()), name="ana-thuis.jpg")
    shown = picturing.shown(now(text))

    assert (shown.alt, shown.credit, shown.source) == ("Een werkbank", "Foto: De Linde", "own")
    assert opened(text).size == (480, 640)
    assert b"thuis bij Ana" not in shown.content
    assert "ana" not in now(text).picture.name
    handed_out = client.get(reverse("cards:picture_file", kwargs=WHERE))
    assert (handed_out.content, handed_out.headers["Content-Type"]) == (shown.content, "image/jpeg")


def test_a_photo_in_printers_colours_keeps_its_colours(own, text):
    own(picture("CMYK", colour=(0, 255, 255, 0)))
    red, green, blue = opened(text).convert("RGB").getpixel((9, 9))

    assert red > 200
    assert max(green, blue) < 80


def test_a_see_through_picture_stays_so(own, text):
    own(picture("RGBA", kind="PNG", colour=(9, 9, 9, 0)), name="logo.png")

    assert picturing.shown(now(text)).ending == "png"
    assert opened(text).convert("RGBA").getpixel((9, 9))[3] == 0


def test_one_colour_that_is_see_through_stays_so(own, text):
    own(picture("RGB", kind="PNG", colour=(255, 255, 255), transparency=(255, 255, 255)))

    assert opened(text).convert("RGBA").getpixel((9, 9))[3] == 0


def test_a_grey_picture_of_sixteen_bits_is_not_all_white(own, text):
    own(picture("I;16", kind="PNG", colour=30_000), name="scan.png")

    assert abs(opened(text).convert("L").getpixel((9, 9)) - 30_000 // 256) < 3


def test_of_a_moving_picture_the_first_image_is_kept_and_told(own, text):
    frames = [Image.new("P", (640, 480), n) for n in (1, 2, 3)]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    answer = own(file.getvalue(), name="dans.gif")

    assert "Een plaatje op papier staat stil" in answer.content.decode()
    assert not pictures.moves(picturing.shown(now(text)).content)


def test_a_small_picture_is_taken_and_told(own, text):
    answer = own(picture(size=(300, 200)))

    assert "Op papier wordt het onscherp" in answer.content.decode()
    assert now(text).picture


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "geen plaatje dat we kunnen laten zien"),
        (b"\x89PNG\r\n\x1a\n" + b"this is none", "geen plaatje dat we kunnen laten zien"),
        (b"%PDF-1.7 a poster", "geen plaatje dat we kunnen laten zien"),
        (picture()[:300], "geen plaatje dat we kunnen laten zien"),
        (b"\xff\xd8\xff" + bytes(30_000_000), "te groot"),
        (picture(size=(1, 1)), "te klein voor een kaart"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "een SVG"),
        (b'<?xml version="1.0"?>\n<!-- made by hand -->\n<SVG/>', "een SVG"),
    ],
    ids=["empty", "no-png", "pdf", "cut-off", "30-MB", "one-pixel", "svg", "svg-with-a-head"],
)
def test_what_is_no_picture_is_told_plainly_and_nothing_typed_is_lost(
    own, page, text, content, said
):
    page(act="choose", pictogram="tasks")
    answer = own(content)

    assert said in str(answer.context["own"].errors["picture"])
    assert answer.context["own"]["alt"].value() == "Een werkbank"
    assert answer.context["own"]["credit"].value() == "Foto: De Linde"
    assert "Foto: De Linde" in answer.content.decode()
    assert now(text).pictogram == "tasks"


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"alt": " "}, "alt", "Schrijf wat er te zien is"),
        ({"credit": ""}, "credit", "Schrijf wie het maakte"),
        ({"alt": "a" * 203}, "alt", "3 tekens te lang"),
        ({"credit": "a" * 121}, "credit", "1 teken te lang"),
    ],
)
def test_without_fitting_words_it_does_not_come_on_the_card(own, text, typed, field, said):
    answer = own(picture(), **typed)

    assert said in str(answer.context["own"].errors[field])
    assert answer.context["own"][field].value() == next(iter(typed.values()))
    assert not now(text).picture


def test_a_form_without_a_file_says_so(page):
    answer = page(**{"act": "own", "own-alt": "Een werkbank", "own-credit": "Wij"})

    assert "Kies eerst een plaatje" in str(answer.context["own"].errors["picture"])


def test_the_earlier_file_goes_when_another_picture_comes(
    own, page, text, django_capture_on_commit_callbacks
):
    own(picture())
    first = now(text).picture.name
    with django_capture_on_commit_callbacks(execute=True):
        own(picture(size=(700, 700)))
    second = now(text).picture.name
    assert not default_storage.exists(first)
    assert default_storage.exists(second)

    with django_capture_on_commit_callbacks(execute=True):
        page(act="choose", pictogram="help", sure="1")
    assert not default_storage.exists(second)
    assert (now(text).picture.name, now(text).picture_credit) == ("", "")


@pytest.mark.parametrize("act", [{"act": "choose", "pictogram": "help"}, {"act": "remove"}])
def test_what_cannot_be_brought_back_is_asked_first(own, page, text, act):
    own(picture())
    answer = page(**act)
    assert "Je eigen plaatje verdwijnt" in answer.content.decode()
    assert now(text).picture

    page(**act, sure="1")
    assert not now(text).picture
    assert now(text).pictogram == act.get("pictogram", "")
    assert "ongedaan" not in page().content.decode()


def test_a_picture_can_be_taken_away_and_that_undone(page, text):
    page(act="choose", pictogram="tasks")
    page(act="remove")
    assert picturing.shown(now(text)) is None
    page(act="undo")

    assert now(text).pictogram == "tasks"


# --- the words about it ------------------------------------------------------------------


def test_the_words_can_be_changed_and_the_makers_of_a_pictogram_stay(page, text):
    page(act="choose", pictogram="tasks")
    said = {
        "about-alt": "  Een  lijst\nmet taken ",
        "about-credit": "Ik",
        "version": now(text).version,
    }
    page(act="describe", **said)

    assert now(text).picture_alt == "Een lijst met taken"
    assert now(text).picture_credit == ""


def test_words_that_changed_meanwhile_are_shown_beside_ones_own(page, text, bilal):
    page(act="choose", pictogram="tasks")
    old = now(text).version
    picturing.describe(text, alt="Wat Bilal schreef", credit="", by=bilal)
    answer = page(act="describe", version=old, **{"about-alt": "Wat Ana schreef"})

    assert "Wat Bilal schreef" in str(answer.context["about"].errors["alt"])
    assert answer.context["about"]["alt"].value() == "Wat Ana schreef"
    assert now(text).picture_alt == "Wat Bilal schreef"
    page(act="describe", version=now(text).version, **{"about-alt": "Wat Ana schreef"})
    assert now(text).picture_alt == "Wat Ana schreef"


# --- who may -----------------------------------------------------------------------------


def test_who_reads_the_study_sees_the_picture_and_cannot_change_it(page, client, sign_in, carla):
    page(act="choose", pictogram="tasks")
    sign_in(client, carla)
    address = reverse("cards:picture", kwargs=WHERE)

    assert '<form method="post" enctype' not in client.get(address).content.decode()
    assert "Een lijst met vinkjes" in client.get(address).content.decode()
    assert client.post(address, {"act": "remove"}).status_code == 403


@pytest.mark.parametrize("wrong", [{"number": 4}, {"audience": "support"}, {"audience": "nobody"}])
def test_a_text_that_is_not_there_is_not_found(page, client, wrong):
    page()

    assert client.get(reverse("cards:picture", kwargs=WHERE | wrong)).status_code == 404


def test_the_makers_of_an_own_picture_cannot_be_left_out_later(own, page, text):
    own(picture())
    version = now(text).version
    answer = page(act="describe", version=version, **{"about-alt": "Een bank", "about-credit": " "})
    assert "Schrijf wie het maakte" in str(answer.context["about"].errors["credit"])

    page(act="describe", version=version, **{"about-alt": "Een bank", "about-credit": "Wij"})
    assert (now(text).picture_alt, now(text).picture_credit) == ("Een bank", "Wij")


def test_after_choosing_the_same_search_is_shown(client, page):
    page()
    address = reverse("cards:picture", kwargs=WHERE) + "?zoek=geld"
    answer = client.post(address, {"act": "choose", "pictogram": "money"}, follow=True)

    assert answer.context["sought"] == "geld"
    assert "staat op de kaart" in answer.content.decode()
