"""The pages about editions: looking, handing over, taking in, with what is said when something is wrong."""

import io
import re
import zipfile
from copy import deepcopy

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs.cards.sample_edition import sample

from werkwijs.accounts.models import Membership, Role
from werkwijs.cards import keeping
from werkwijs.cards.formats import packing, unpacking
from werkwijs.cards.models import Edition, Translation

LIST, INTO = "/uitgaven/", "/uitgaven/opnemen/"


@pytest.fixture(autouse=True)
def _media_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def own(organisation, ana, study):
    return keeping.keep(*sample(2), organisation=organisation, by=ana, study=study)


@pytest.fixture
def at(client, ana, sign_in):
    return sign_in(client, ana)


def a_zip(content: bytes | None = None) -> SimpleUploadedFile:
    content = packing.edition_zip(*sample(2)) if content is None else content
    return SimpleUploadedFile("uitgave.zip", content, "application/zip")


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def ticket(answer) -> str:
    return re.search(r'name="ticket" value="([^"]+)"', answer.content.decode())[1]


def test_the_list_shows_where_each_edition_comes_from(at, own, organisation):
    document, files = sample(1)
    document["key"] = "00000000-0000-4000-8000-00000000eeee"
    document["title"] = "Sterk <b>elders</b>"
    keeping.keep(document, files, organisation=organisation, received_from="De Iep & co")

    page = text(at.get(LIST))

    assert "Sterk &lt;b&gt;elders&lt;/b&gt;" in page
    assert "De Iep &amp; co" in page
    assert "Werk vinden en houden" in page
    assert page.count("Alleen voor collega's") + page.count("Alleen voor collega&#x27;s") == 2


def test_an_empty_list_says_how_editions_come_about(at):
    assert "Er zijn nog geen uitgaven." in text(at.get(LIST))


def test_an_edition_tells_what_it_is_who_read_it_and_what_can_be_fetched(at, own):
    Edition.objects.filter(pk=own.pk).update(published_at=timezone.now())

    page = text(at.get(reverse("editions:edition", args=[own.code])))

    for words in (
        "VERZONNEN VOORBEELD",
        "Gepubliceerd",
        "Gemaakt door De Verzonnen Werkplaats op 2026-11-27.",
        "60 mensen sorteerden, 90 beoordeelden",
        "Niemand las het echt.",
        "Voor jobcoaches: 2 kaarten",
        "De hele uitgave (zip)",
        "Plaatjes voor werkgevers (zip)",
        "Werk dat bij mij past",
    ):
        assert words in page, words


def test_translations_stand_on_the_page_of_their_original(at, own, organisation):
    document, files = sample(1)
    document["key"], document["language"] = "00000000-0000-4000-8000-00000000eeee", "pl"
    polish = keeping.keep(document, files, organisation=organisation, translation_of=own)
    Translation.objects.create(edition=own, language="en")

    page = text(at.get(reverse("editions:edition", args=[own.code])))

    assert f'href="/uitgaven/{polish.code}/">Pools (polski)</a> <span class="badge">Klaar' in page
    assert f'href="/uitgaven/{own.code}/vertalen/en/">Engels (English)</a>' in page


def test_who_only_reads_sees_no_way_to_change(client, carla, own, sign_in):
    page = text(sign_in(client, carla).get(reverse("editions:edition", args=[own.code])))

    assert "Vertaal naar" not in page
    assert "Neem een uitgave op" not in page


def test_the_zip_that_is_fetched_is_the_edition(at, own):
    answer = at.get(reverse("editions:download", args=[own.code, "edition.zip"]))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="sterk-in-werk-1-nl.zip"'
    assert answer.headers["Content-Type"] == "application/zip"
    assert unpacking.unpacked(answer.content).document == own.told


def test_a_file_that_is_not_offered_is_not_found(at, own):
    assert at.get(reverse("editions:download", args=[own.code, "map.json"])).status_code == 404


# --- taking in ------------------------------------------------------------------------


def test_nothing_is_kept_before_one_says_so(at, organisation):
    looked = at.post(INTO, {"file": a_zip(), "organisation": organisation.pk})

    page = text(looked)
    assert looked.status_code == 200
    assert "nagekeken en in orde" in page
    assert "Plaatjes: 1. Geluiden: 0." in page
    assert 'value="De Verzonnen Werkplaats"' in page
    assert not Edition.objects.exists()

    kept = at.post(
        INTO,
        {
            "ticket": ticket(looked),
            "organisation": organisation.pk,
            "received_from": "De Iep",
            "act": "keep",
        },
        follow=True,
    )

    (edition,) = Edition.objects.all()
    assert edition.received_from == "De Iep"
    assert "is opgenomen" in text(kept)
    assert default_storage.listdir("cards/waiting")[1] == []


def test_throwing_it_away_leaves_nothing(at, organisation):
    looked = at.post(INTO, {"file": a_zip(), "organisation": organisation.pk})

    answer = at.post(INTO, {"ticket": ticket(looked), "act": "drop"}, follow=True)

    assert "Er is niets opgenomen" in text(answer)
    assert not Edition.objects.exists()
    assert default_storage.listdir("cards/waiting")[1] == []


def test_pressing_keep_twice_keeps_it_once(at, organisation):
    sent = {"organisation": organisation.pk, "received_from": "De Iep", "act": "keep"}
    sent["ticket"] = ticket(at.post(INTO, {"file": a_zip(), "organisation": organisation.pk}))
    at.post(INTO, sent)

    again = at.post(INTO, sent)

    assert again.status_code == 422
    assert "er niet meer" in text(again)
    assert Edition.objects.count() == 1


def test_what_a_colleague_put_aside_cannot_be_kept_by_another(at, organisation, bilal, sign_in):
    from django.test import Client

    looked = at.post(INTO, {"file": a_zip(), "organisation": organisation.pk})
    his = sign_in(Client(), bilal)

    answer = his.post(
        INTO, {"ticket": ticket(looked), "organisation": organisation.pk, "act": "keep"}
    )

    assert answer.status_code == 422
    assert not Edition.objects.exists()


def test_it_is_not_kept_for_an_organisation_one_does_not_run(at, organisation, elsewhere, ana):
    Membership.objects.create(user=ana, organisation=elsewhere, role=Role.RESEARCHER)
    looked = at.post(INTO, {"file": a_zip(), "organisation": organisation.pk})

    for pk in (elsewhere.pk, "", "x", "9" * 30):
        answer = at.post(INTO, {"ticket": ticket(looked), "organisation": pk, "act": "keep"})
        assert answer.status_code == 422
    assert not Edition.objects.exists()


def test_the_same_edition_again_leads_to_the_one_that_is_there(at, own, organisation):
    content = packing.edition_zip(own.told, keeping.files_of(own))

    answer = at.post(INTO, {"file": a_zip(content), "organisation": organisation.pk}, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("editions:edition", args=[own.code])
    assert "Deze uitgave is er al" in text(answer)
    assert Edition.objects.count() == 1


def test_a_changed_edition_under_the_same_key_is_refused_and_told_where(at, own, organisation):
    document = deepcopy(own.told)
    document["title"] = "Anders"
    content = packing.edition_zip(document, keeping.files_of(own))

    answer = at.post(INTO, {"file": a_zip(content), "organisation": organisation.pk})

    assert answer.status_code == 422
    assert "is anders: title" in text(answer) or "die is anders: title" in text(answer)
    assert Edition.objects.get().title == "Sterk in Werk"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Dit bestand is leeg."),
        (b"hallo", "Dit is geen zip-bestand"),
        (b"PK\x05\x06" + b"\0" * 18, "edition.json ontbreekt"),
    ],
)
def test_what_is_wrong_is_said_and_the_form_is_there_again(at, organisation, content, said):
    answer = at.post(INTO, {"file": a_zip(content), "organisation": organisation.pk})

    assert answer.status_code == 422
    assert said in text(answer)
    assert 'type="file"' in text(answer)


def test_no_file_at_all_is_said_plainly(at, organisation):
    assert "Kies eerst een bestand." in text(at.post(INTO, {"organisation": organisation.pk}))


def test_what_stands_in_a_wrong_file_is_shown_as_text(at, organisation):
    document, files = sample(1)
    document["files"]["pictures/<script>alert(1)</script>.svg"] = "0" * 64
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        import json

        packed.writestr("edition.json", json.dumps(document))
        for name, content in files.items():
            packed.writestr(name, content)

    page = at.post(
        INTO, {"file": a_zip(out.getvalue()), "organisation": organisation.pk}
    ).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_files_that_no_card_uses_are_told_before_one_decides(at, organisation):
    out = io.BytesIO(packing.edition_zip(*sample(1)))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("pictures/extra.svg", b"<svg/>")

    page = text(at.post(INTO, {"file": a_zip(out.getvalue()), "organisation": organisation.pk}))

    assert "Deze bestanden gebruikt geen kaart" in page
    assert "pictures/extra.svg" in page


# --- printing -------------------------------------------------------------------------


def test_cards_are_printed_for_an_audience_that_has_them(at, own):
    printing = pytest.importorskip("werkwijs.cards.printing")

    for kind in printing.KINDS:
        answer = at.get(reverse("editions:print", args=[own.code, "employer", kind]))
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    assert at.get(reverse("editions:print", args=[own.code, "employer", "huge"])).status_code == 404


# --- in a browser ---------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 1280])
def test_everybody_can_use_these_pages(
    browser, live_server, ana, own, staff_in_browser, barriers, width, tmp_path
):
    page = browser.new_page(viewport={"width": width, "height": 900})
    staff_in_browser(page, live_server, ana)
    for address in (LIST, INTO, reverse("editions:edition", args=[own.code])):
        page.goto(f"{live_server.url}{address}")
        assert barriers(page) == []
        _picture(page, address, width)
    document, files = sample(2)
    document["key"] = "00000000-0000-4000-8000-00000000eeee"
    (tmp_path / "a.zip").write_bytes(packing.edition_zip(document, files))
    page.goto(f"{live_server.url}{INTO}")
    page.set_input_files("input[type=file]", tmp_path / "a.zip")
    page.get_by_role("button", name="Bekijk de uitgave").click()
    assert barriers(page) == []
    _picture(page, "bekijk", width)
    page.get_by_role("button", name="Houd de uitgave").click()
    page.get_by_text("is opgenomen").wait_for()
    assert barriers(page) == []
    page.goto(f"{live_server.url}{INTO}")
    (tmp_path / "b.zip").write_bytes(b"PK")
    page.set_input_files("input[type=file]", tmp_path / "b.zip")
    page.get_by_role("button", name="Bekijk de uitgave").click()
    page.get_by_role("alert").get_by_text("Dit is geen zip-bestand").wait_for()
    assert barriers(page) == []
    page.close()


def _picture(page, name: str, width: int) -> None:
    import os
    from pathlib import Path

    if folder := os.environ.get("WERKWIJS_PICTURES"):
        called = f"uitgaven-{name.strip('/').replace('/', '-')}-{width}.png"
        page.screenshot(path=Path(folder) / called, full_page=True)


def test_of_an_edition_that_is_no_example_is_told_who_read_it(at, organisation):
    document, files = sample(2)
    document["invented"] = False
    real = keeping.keep(document, files, organisation=organisation)

    page = text(at.get(reverse("editions:edition", args=[real.code])))

    assert "van 2 kaarten zijn er 2 gelezen" in page
    assert "VERZONNEN" not in page
