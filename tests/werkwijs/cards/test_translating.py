"""An edition in another language: text beside text, nothing lost, finished as an edition of its own."""

import os
import re
import threading
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.werkwijs.cards.sample_edition import PICTURE, sample

from werkwijs.audit.models import Line
from werkwijs.cards import keeping, languages, translating
from werkwijs.cards.formats import packing, unpacking
from werkwijs.cards.models import Edition, Translation
from werkwijs.cards.translating import mark

EMPTY = mark("")
WAV = b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 30


def small():
    """One card, so that a test can translate everything; with a sound."""
    document, files = deepcopy(sample(1))
    digest = packing.canonical.digest(WAV)
    document["cards"][0]["texts"]["young-person"]["sound"] = {
        "file": "sounds/a.wav",
        "kind": "voice",
    }
    document["files"]["sounds/a.wav"] = digest
    return document, {**files, "sounds/a.wav": WAV}


def everything(document) -> dict[str, tuple[str, str]]:
    """A translation of every text, as one would send it from empty pages."""
    pieces = [piece for part in translating.parts(document) for piece in part.pieces]
    return {piece.key: (f"EN {piece.original}"[: piece.most], EMPTY) for piece in pieces}


@pytest.fixture
def own(organisation, ana, study):
    return keeping.keep(*small(), organisation=organisation, by=ana, study=study)


@pytest.fixture
def at(client, ana, sign_in):
    return sign_in(client, ana)


@pytest.fixture
def page(own):
    return reverse("editions:translate", args=[own.code, "en"])


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


# --- what there is to translate -------------------------------------------------------


def test_every_text_of_every_card_is_to_be_translated():
    document, _ = sample()
    keys = {piece.key for part in translating.parts(document) for piece in part.pieces}

    for card in document["cards"]:
        for audience, said in card["texts"].items():
            at = f"{card['number']}/{audience}"
            assert {f"{at}/title", f"{at}/why", f"{at}/question", f"{at}/alt"} <= keys
            assert {f"{at}/action/{n}" for n, _ in enumerate(said["actions"], start=1)} <= keys
            assert (f"{at}/easy" in keys) == bool(said["easy"])
    assert {
        "edition/title",
        "edition/colophon",
        "map/prompt",
        "cluster/8/name",
        "group/jongere",
    } <= keys
    assert "edition/remark" not in keys  # there is none


def test_statements_may_stay_in_their_own_language():
    document, _ = sample()
    optional = {p.kind for part in translating.parts(document) for p in part.pieces if not p.needed}

    assert optional == {"statement"}


def test_no_text_for_people_is_left_as_it_was():
    """Whatever holds words in the document was either translated, or is a name, a key or a number."""
    document, _ = sample()
    pieces = [piece for part in translating.parts(document) for piece in part.pieces]
    texts = {piece.key: "§" for piece in pieces}
    made = translating.in_language(
        document, texts, language="en", by="De Linde", on=date(2026, 11, 28), key="k"
    )
    used = {s for card in document["cards"] for s in card["statements"]}

    def left(value, at=""):
        if isinstance(value, dict):
            for key, one in value.items():
                yield from left(one, f"{at}.{key}")
        elif isinstance(value, list):
            for one in value:
                yield from left(one, at)
        elif isinstance(value, str) and value and value != "§":
            yield at.rsplit(".", 1)[-1]

    unused = [s for s in made["map"]["statements"] if s["id"] not in used]
    for statement in unused:
        statement["text"] = ""  # on no card, so nobody reads it there
    assert set(left({**made, "files": {}, "made": []})) == {
        *("kind", "key", "language", "made_on", "organisation", "licence", "translation_of"),
        *("statements", "file", "credit", "source"),
        *("published_on", "digest", "name", "letter", "id", "origin"),
    }
    assert [g["name"] for g in made["map"]["groups"]] == ["§"] * 4
    assert [c["name"] for c in made["map"]["clusters"]] == ["§"] * 8
    assert made["map"]["scales"] == document["map"]["scales"]  # ratings are found by it


def test_what_was_handed_in_stays_as_it_was():
    document, _ = sample(1)
    before = deepcopy(document)

    translating.in_language(document, {}, language="en", by="x", on=date(2026, 11, 28), key="k")

    assert document == before


# --- saving ---------------------------------------------------------------------------


def test_what_is_typed_is_kept_on_one_line_and_without_signs(own):
    given = {
        "1/employer/title": (" Choose\r\n the\0 tasks\x07 ", EMPTY),
        "edition/colophon": ("a \r\nb", EMPTY),
    }

    translation, conflicts = translating.save(own, "en", given)

    assert conflicts == {}
    assert translation.texts == {"1/employer/title": "Choose the tasks", "edition/colophon": "a\nb"}


def test_what_no_edition_has_is_not_kept(own):
    translation, _ = translating.save(
        own, "en", {"9/employer/title": ("x", EMPTY), "": ("x", EMPTY)}
    )

    assert translation.texts == {}


def test_a_text_a_colleague_changed_meanwhile_stays_and_is_shown(own):
    key = "1/employer/title"
    translating.save(own, "en", {key: ("hers", EMPTY)})

    translation, conflicts = translating.save(
        own, "en", {key: ("his", EMPTY), "1/employer/why": ("w", EMPTY)}
    )

    assert conflicts == {key: "hers"}
    assert translation.texts == {key: "hers", "1/employer/why": "w"}
    translation, conflicts = translating.save(own, "en", {key: ("his", mark("hers"))})
    assert (translation.texts[key], conflicts) == ("his", {})


def test_the_same_words_from_two_sides_are_no_conflict(own):
    key = "1/employer/title"
    translating.save(own, "en", {key: ("same", EMPTY)})

    assert translating.save(own, "en", {key: ("same", EMPTY)})[1] == {}


@pytest.mark.django_db(transaction=True)
def test_two_who_translate_at_once_lose_nothing(own):
    pieces = [p.key for part in translating.parts(own.told) for p in part.pieces][:20]

    def work(keys):
        for key in keys:
            translating.save(own, "en", {key: (f"T {key}", EMPTY)})
        connection.close()

    threads = [threading.Thread(target=work, args=(pieces[n::2],)) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Translation.objects.get().texts == {key: f"T {key}" for key in pieces}


# --- finishing ------------------------------------------------------------------------


def test_finished_it_is_an_edition_of_its_own(own, ana):
    translation, _ = translating.save(own, "en", everything(own.told))

    made = translating.finish(translation, by=ana)

    told = made.told
    assert (made.language, made.number, made.title) == ("en", own.number, "EN Sterk in Werk")
    assert made.translation_of == own
    assert (made.key, made.code) != (own.key, own.code)
    assert made.study == own.study
    assert told["translation_of"] == str(own.key)
    assert told["made"][:-1] == own.told["made"]
    assert told["made"][-1]["act"] == "translated"
    assert told["made"][-1]["organisation"] == "De Linde (verzonnen)"
    assert told["organisation"] == own.told["organisation"]
    assert told["cards"][0]["texts"]["employer"]["picture"]["alt"] == "EN Een blauwe cirkel"
    assert Line.objects.filter(event="cards.edition_translated").count() == 1


def test_sounds_do_not_come_along_and_pictures_do(own, ana):
    translation, _ = translating.save(own, "en", everything(own.told))

    made = translating.finish(translation, by=ana)

    assert list(keeping.files_of(made)) == list(made.told["files"]) == [PICTURE]
    assert {t["sound"] for t in made.told["cards"][0]["texts"].values()} == {None}


def test_nobody_has_read_the_translation_yet(own, ana):
    translation, _ = translating.save(own, "en", everything(own.told))

    made = translating.finish(translation, by=ana)

    assert all(
        t["read_by"] == {"n": 0, "experts": 0} for t in made.told["cards"][0]["texts"].values()
    )


def test_a_translation_can_be_handed_over_like_any_edition(own, ana):
    translation, _ = translating.save(own, "en", everything(own.told))
    made = translating.finish(translation, by=ana)

    packed = packing.edition_zip(made.told, keeping.files_of(made))

    assert unpacking.unpacked(packed).document == made.told


def test_finishing_twice_makes_one_edition(own, ana, bilal):
    translation, _ = translating.save(own, "en", everything(own.told))

    assert translating.finish(translation, by=ana) == translating.finish(translation, by=bilal)
    assert Edition.objects.count() == 2


def test_nothing_is_finished_while_something_is_missing_or_too_long(own, ana):
    given = everything(own.told)
    del given["1/employer/title"]
    given["1/support/title"] = ("x" * 61, EMPTY)
    translation, _ = translating.save(own, "en", given)

    with pytest.raises(translating.Unfinished) as unfinished:
        translating.finish(translation, by=ana)

    assert {p.key for p in unfinished.value.pieces} == {"1/employer/title", "1/support/title"}
    assert translation.texts["1/support/title"] == "x" * 61  # nothing gets lost
    assert Edition.objects.count() == 1


def test_a_received_edition_is_translated_too(organisation, dirk, elsewhere):
    document, files = small()
    received = keeping.keep(document, files, organisation=elsewhere, received_from="De Linde")
    translation, _ = translating.save(received, "pl", everything(document))

    made = translating.finish(translation, by=dirk)

    assert made.told["made"][-1]["organisation"] == "De Iep (verzonnen)"
    assert made.received_at is None


# --- languages ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("nl", "Nederlands"),
        ("en", "Engels (English)"),
        ("pl", "Pools (polski)"),
        ("ti", "Tigrinya (ትግርኛ)"),
        ("en-GB", "Engels (English)"),
        ("xx", "xx"),
    ],
)
def test_a_language_is_called_by_both_its_names(code, name):
    assert languages.name(code) == name


def test_dutch_and_english_stand_first_and_its_own_language_is_no_choice():
    codes = [code for code, _ in languages.choices(without="de")]

    assert codes[:2] == ["nl", "en"]
    assert "de" not in codes
    assert len(codes) == len(set(codes)) > 60


# --- pages ----------------------------------------------------------------------------


def test_choosing_a_language_leads_to_its_page(at, own, page):
    begin = reverse("editions:translate_begin", args=[own.code])

    assert at.get(begin, {"taal": "en"}).url == page
    for wrong in ("nl", "xx", "", "../..", "en-GB"):
        answer = at.get(begin, {"taal": wrong}, follow=True)
        assert "Deze taal kan niet" in text(answer)
    assert at.get(page.replace("/en/", "/nl/")).status_code == 404
    assert at.get(page.replace("/en/", "/xx/")).status_code == 404


def test_looking_begins_nothing(at, page):
    at.get(page)

    assert not Translation.objects.exists()


def test_each_text_stands_beside_its_field_and_what_is_missing_is_said(at, page):
    shown = text(at.get(page, {"deel": "1"}))

    assert "Kies de taken samen" in shown
    assert 'name="t:1/employer/title" lang="en"' in shown
    assert "Voor werkgevers" in shown
    assert re.search(r"0 van \d+ teksten vertaald", shown)
    assert "teksten zijn niet klaar" in shown


def test_what_is_sent_is_saved_and_the_next_part_follows(at, own, page):
    answer = at.post(
        f"{page}?deel=uitgave",
        {"t:edition/title": "Strong in Work", "s:edition/title": EMPTY, "act": "next"},
    )

    assert answer.url == f"{page}?deel=1"
    assert Translation.objects.get().texts == {"edition/title": "Strong in Work"}
    assert "Strong in Work" in text(at.get(page, {"deel": "uitgave"}))


def test_both_texts_are_shown_when_a_colleague_was_faster(at, own, page):
    translating.save(own, "en", {"edition/title": ("Hers <b>", EMPTY)})
    sent = {"t:edition/title": "His", "s:edition/title": EMPTY}

    answer = at.post(page, sent)

    assert answer.status_code == 409
    assert "Een collega maakte hier intussen van: Hers &lt;b&gt;" in text(answer)
    assert ">His</textarea>" in text(answer)
    seen = re.search(r'name="s:edition/title" value="(\w+)"', answer.content.decode())[1]
    at.post(page, {**sent, "s:edition/title": seen})
    assert Translation.objects.get().texts == {"edition/title": "His"}


def test_what_is_too_long_stays_in_its_field_and_is_said(at, page):
    at.post(page, {"t:1/employer/title": "x" * 70, "s:1/employer/title": EMPTY})

    shown = text(at.get(page, {"deel": "1"}))

    assert "x" * 70 in shown
    assert "Dit zijn 70 tekens. Op de kaart passen er 60." in shown
    assert "te lang: er passen 60 tekens" in shown


def test_finishing_leads_to_the_new_edition(at, own, page):
    finish = reverse("editions:translate_finish", args=[own.code, "en"])
    assert at.post(finish).status_code == 404  # not begun
    translating.save(own, "en", {"edition/title": ("x", EMPTY)})
    assert "niet klaar" in text(at.post(finish, follow=True))

    given = everything(own.told)
    given["edition/title"] = ("Strong in Work", mark("x"))
    translating.save(own, "en", given)
    answer = at.post(finish, follow=True)

    made = Edition.objects.exclude(pk=own.pk).get()
    assert answer.redirect_chain[-1][0] == reverse("editions:edition", args=[made.code])
    assert "Vertaald uit:" in text(answer)
    assert "Niemand las het echt." in text(answer)  # it is an example
    assert all(t["read_by"]["n"] == 0 for c in made.told["cards"] for t in c["texts"].values())
    assert at.get(page).url == reverse("editions:edition", args=[made.code])


def test_who_only_reads_does_not_translate(carla, own, page, sign_in):
    theirs = sign_in(Client(), carla)

    assert theirs.get(page).status_code == 403
    assert theirs.post(page, {"t:edition/title": "x", "s:edition/title": EMPTY}).status_code == 403


def test_cards_one_may_not_use_freely_come_with_a_warning(at, organisation):
    document, files = small()
    document["licence"] = "LicenseRef-all-rights-reserved"
    kept = keeping.keep(document, files, organisation=organisation, received_from="De Iep")

    assert "Vraag de maker eerst" in text(
        at.get(reverse("editions:translate", args=[kept.code, "en"]))
    )


# --- in a browser ---------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 1280])
def test_a_text_is_saved_when_one_leaves_its_field(
    browser, live_server, ana, own, page, staff_in_browser, barriers, width
):
    tab = browser.new_page(viewport={"width": width, "height": 900})
    staff_in_browser(tab, live_server, ana)
    tab.goto(f"{live_server.url}{page}?deel=1")
    assert barriers(tab) == []
    field = tab.locator('textarea[name="t:1/employer/title"]')
    field.fill("Choose the tasks together")
    field.press("Tab")
    tab.get_by_text("Bewaard", exact=True).wait_for()
    assert Translation.objects.get().texts == {"1/employer/title": "Choose the tasks together"}
    assert tab.locator("#progress").inner_text().startswith("1 van ")
    assert barriers(tab) == []

    translating.save(own, "en", {"1/employer/title": ("Hers", mark("Choose the tasks together"))})
    field.fill("Mine")
    field.press("Tab")
    tab.get_by_text("Een collega maakte hier intussen van: Hers").wait_for()
    assert field.input_value() == "Mine"
    assert barriers(tab) == []
    field.fill("Mine again")
    field.press("Tab")
    tab.get_by_text("Bewaard", exact=True).wait_for()
    assert Translation.objects.get().texts == {"1/employer/title": "Mine again"}

    tab.context.set_offline(True)
    field.fill("Without a network")
    field.press("Tab")
    tab.get_by_text("Dit is nog niet bewaard").wait_for()
    tab.context.set_offline(False)
    if folder := os.environ.get("WERKWIJS_PICTURES"):
        tab.screenshot(path=Path(folder) / f"uitgaven-vertalen-{width}.png", full_page=True)
    tab.get_by_role("button", name="Bewaar", exact=True).click()
    tab.get_by_text("Bewaard.").wait_for()
    assert Translation.objects.get().texts == {"1/employer/title": "Without a network"}
    tab.close()


def test_without_a_script_a_button_saves(browser, live_server, ana, own, page, staff_in_browser):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    staff_in_browser(tab, live_server, ana)
    tab.goto(f"{live_server.url}{page}?deel=uitgave")
    tab.locator('textarea[name="t:edition/title"]').fill("Strong in Work")
    tab.get_by_role("button", name="Bewaar en ga naar het volgende deel").click()
    tab.get_by_role("heading", name="1. Werk dat bij mij past").wait_for()

    assert Translation.objects.get().texts == {"edition/title": "Strong in Work"}
    context.close()
