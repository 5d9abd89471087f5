"""The public pages of an edition, as a browser without scripts gets them."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs.cards.deck_edition import CODE, hum, published
from tests.werkwijs.cards.sample_edition import PICTURE, sample

from werkwijs.cards import views_deck
from werkwijs.cards.edition_document import AUDIENCES

pytestmark = pytest.mark.django_db

OTHER = UUID(int=7)


@pytest.fixture
def edition(organisation):
    return published(organisation)


@pytest.fixture
def looks(edition):
    """``looks("card", "employer", 3)``: what the page says."""

    def at(name, *more, **asked):
        answer = Client().get(reverse(f"deck:{name}", args=[CODE, *more]), asked)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    return at


def pages() -> list[tuple]:
    decks = [(name, a) for name in views_deck.MOTIONS for a in AUDIENCES]
    return [("edition",), ("unreachable",), *decks, ("card", "employer", 3), ("why", "employer", 3)]


def every_page_of(looks) -> dict[tuple, str]:
    return {page: looks(*page) for page in pages()}


def test_every_page_of_invented_cards_says_so(looks):
    silent = [
        page for page, said in every_page_of(looks).items() if "voorbeeldmateriaal" not in said
    ]

    assert silent == []


def test_real_cards_do_not_say_that_they_are_invented(organisation):
    document = sample()[0] | {"invented": False}
    published(organisation, document)

    assert b"voorbeeldmateriaal" not in Client().get(f"/kaarten/{CODE}/").content


def test_nobody_who_looks_is_told_apart(looks):
    """No cookie comes with any page: nobody is counted, and what a device keeps is the same for all."""
    for page in pages():
        answer = Client().get(reverse(f"deck:{page[0]}", args=[CODE, *page[1:]]))
        assert not answer.cookies, page
        assert answer.headers["Cache-Control"] == "public, no-cache"


def test_a_page_travels_small(edition):
    address = f"/kaarten/{CODE}/young-person/"
    small = Client().get(address, headers={"Accept-Encoding": "gzip"})
    as_is = Client().get(address)

    assert gzip.decompress(small.content) == as_is.content
    assert len(small.content) < 10_000 < len(as_is.content)


def test_without_a_script_a_deck_is_a_list_of_cards_with_links(looks):
    for motion in views_deck.MOTIONS[:4]:
        said = looks(motion, "young-person")
        assert said.count('<article class="card') == 6
        assert f'href="/kaarten/{CODE}/young-person/6/"' in said
        assert "Bekijk je eerste loonstrook samen met iemand." in said


def test_looking_for_a_word_or_a_cluster_works_without_a_script(looks):
    said = looks("deck", "young-person", zoek="loonstrook")
    assert said.count("<li hidden>") == 5
    assert "1 kaart gevonden." in said

    assert looks("deck", "young-person", cluster="E").count("<li hidden>") == 5


def test_what_was_looked_for_is_escaped(looks):
    assert "<script>alert" not in looks("deck", "employer", zoek='"><script>alert(1)</script>')


def test_a_page_speaks_the_language_of_its_cards(organisation, edition):
    english = sample()[0] | {"language": "en", "title": "Strong at Work"}
    published(
        organisation,
        english,
        code="engels22",
        translation_of=edition,
        key=OTHER,
    )
    with_dutch_cookie = Client()
    with_dutch_cookie.cookies["taal"] = "nl"

    page = with_dutch_cookie.get("/kaarten/engels22/young-person/")
    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en">' in page.content.decode()
    assert "Cards for young people" in page.content.decode()
    assert (
        'href="/kaarten/engels22/" hreflang="en"'
        in Client().get(f"/kaarten/{CODE}/").content.decode()
    )
    assert (
        f'href="/kaarten/{CODE}/" hreflang="nl"'
        in Client().get("/kaarten/engels22/").content.decode()
    )


def test_a_translation_that_is_not_public_is_not_named(organisation, edition):
    english = sample()[0] | {"language": "en"}
    published(organisation, english, code="engels22", translation_of=edition, published_at=None,
              key=OTHER)  # fmt: skip

    assert b"engels22" not in Client().get(f"/kaarten/{CODE}/").content


@pytest.mark.parametrize(
    "page", [*pages(), ("file", PICTURE), ("worker",), ("manifest", "employer")]
)
def test_what_is_not_public_opens_nothing(organisation, page):
    published(organisation, published_at=None)
    answer = Client().get(reverse(f"deck:{page[0]}", args=[CODE, *page[1:]]))

    assert answer.status_code == 404
    assert "niet meer openbaar" in answer.content.decode()
    assert "Geld en werk" not in answer.content.decode()


def test_an_address_nobody_gave_out_says_the_same(db):
    answer = Client().get("/kaarten/zzzz/young-person/3/")

    assert answer.status_code == 404
    assert "Deze kaarten zijn er niet" in answer.content.decode()


def test_a_card_that_is_there_for_others_only_says_for_whom(edition):
    answer = Client().get(f"/kaarten/{CODE}/young-person/3/")

    assert answer.status_code == 404
    assert f'href="/kaarten/{CODE}/employer/3/"' in answer.content.decode()
    assert f'href="/kaarten/{CODE}/support/3/"' not in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["baas/", "young-person/99/", "employer/3/waarom/x/", "bestand/geheim.svg"]
)
def test_what_does_not_exist_is_not_there(edition, path):
    assert Client().get(f"/kaarten/{CODE}/{path}").status_code == 404


def test_an_audience_without_cards_is_told_so(organisation):
    document = sample()[0]
    for card in document["cards"]:
        card["texts"].pop("support", None)
    published(organisation, document)

    assert (
        "Hier zijn nog geen kaarten." in Client().get(f"/kaarten/{CODE}/support/").content.decode()
    )
    assert Client().get(f"/kaarten/{CODE}/support/naast-elkaar/").status_code == 200
    front = Client().get(f"/kaarten/{CODE}/").content.decode()
    assert f"/kaarten/{CODE}/support/" not in front
    assert "Nog geen kaarten" in front


def test_the_page_of_an_edition_tells_what_it_is_and_what_it_rests_on(looks):
    said = looks("edition")

    told = ["60 mensen sorteerden.", "90 mensen gaven cijfers.", "versie 1", "20 november 2026"]
    told += [
        "CC BY-SA 4.0",
        "Geschreven door het studieteam",
        "Werk dat past",
        "Eigen tekening, CC0",
    ]
    assert [one for one in told if one not in said] == []


def test_what_changed_since_the_edition_before(organisation):
    document = sample()[0] | {
        "number": 2,
        "follows": 1,
        "changes": [
            {
                "number": 3,
                "audience": "employer",
                "what": "changed",
                "fields": ["title", "question"],
            },
            {"number": 40, "audience": "support", "what": "gone", "fields": []},
        ],
    }
    published(organisation, document)
    said = re.sub(r"\s+", " ", Client().get(f"/kaarten/{CODE}/").content.decode())

    assert "Wat is er anders dan in uitgave 1?" in said
    assert "(Werkgever): veranderd: titel, vraag" in said
    assert "Kaart 40 (Familie en steun): weg." in said
    assert f"/kaarten/{CODE}/support/40/" not in said


def test_why_a_card_is_there_shows_no_number_for_a_small_group(looks):
    said = looks("why", "young-person", 8)

    assert (
        said.count("te weinig mensen om te laten zien") == 3
    )  # one group of each of three statements
    assert said.count("<caption>") == 3
    assert said.count('scope="row"') == 3 * 5
    assert "22 mensen" in said


def test_one_card_for_two_readers_beside_each_other(looks):
    said = looks("compare", "young-person", a="young-person.6", b="support.6")

    assert 'id="card-young-person-6"' in said
    assert 'id="card-support-6"' in said


@pytest.mark.parametrize(
    "asked", ["", "x", "employer.", "employer.99", "baas.3", "support.6.1", "<b>"]
)
def test_beside_what_is_not_there_lie_the_first_two_cards(looks, asked):
    said = looks("compare", "employer", a=asked, b=asked)

    assert said.count('<article class="card') == 2


EVIL = '</script>"><img src=x onerror=alert(1)>{{ 7 }}'


def spoilt(thing, key=""):
    """The same with something wicked wherever somebody could have written."""
    fixed = {"file", "kind", "language", "audience", "act", "what", "source", "key", "id", "on"}
    fixed |= {"made_on", "published_on", "origin", "fields", "statements_of", "letter", "digest"}
    if isinstance(thing, dict):
        return {k: spoilt(v, k) for k, v in thing.items()}
    if isinstance(thing, list):
        ids = key == "statements" and all(isinstance(v, str) for v in thing)
        return thing if ids or key in fixed else [spoilt(v, key) for v in thing]
    return f"{EVIL}{thing}" if isinstance(thing, str) and key not in fixed else thing


def test_whatever_was_written_on_cards_is_shown_and_does_nothing(organisation):
    document = sample()[0] | {"follows": 1, "remark": "let op"}
    document["changes"] = [
        {"number": 3, "audience": "employer", "what": "changed", "fields": ["title"]}
    ]
    published(organisation, spoilt(document), title="x")
    for page in pages():
        said = Client().get(reverse(f"deck:{page[0]}", args=[CODE, *page[1:]])).content.decode()
        assert "<img src=x" not in said, page
        assert "{{ 7 }}" in said or page[0] == "unreachable", page
        for block in re.findall(r'type="application/json">(.*?)</script>', said):
            json.loads(block)


def test_cards_in_a_language_we_have_no_words_in_say_which_it_is(organisation):
    published(organisation, sample()[0] | {"language": "ar"})
    said = Client().get(f"/kaarten/{CODE}/employer/3/").content.decode()

    assert '<html lang="nl">' in said
    assert '<div class="sides" lang="ar"' in said
    assert said.count('dir="auto"') > 4


# --- pictures, sounds, worker -----------------------------------------------------------


def test_a_drawing_is_handed_out_so_that_it_can_do_nothing(edition):
    answer = Client().get(f"/kaarten/{CODE}/bestand/{PICTURE}")

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == views_deck.FILE_POLICY
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert hashlib.sha256(answer.content).hexdigest().startswith(PICTURE[9:25])
    again = Client().get(
        f"/kaarten/{CODE}/bestand/{PICTURE}", headers={"If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304


def with_sound(organisation):
    document = sample()[0]
    sound = {"file": "sounds/0123456789abcdef.wav", "kind": "recorded"}
    document["cards"][0]["texts"]["young-person"]["sound"] = sound
    return published(organisation, document, {sound["file"]: hum()}), sound["file"]


def test_a_player_gets_the_part_of_a_sound_it_asks_for(organisation):
    _, name = with_sound(organisation)
    answer = Client().get(f"/kaarten/{CODE}/bestand/{name}", headers={"Range": "bytes=0-9"})

    assert (answer.status_code, answer.content) == (206, hum()[:10])
    assert answer.headers["Content-Type"] == "audio/wav"


def test_a_card_with_a_sound_is_read_by_that_sound(organisation):
    _, name = with_sound(organisation)
    said = Client().get(f"/kaarten/{CODE}/young-person/1/").content.decode()

    assert f'data-sound="/kaarten/{CODE}/bestand/{name}"' in said
    assert "Een mens leest deze kaart voor." in said


def test_the_worker_answers_for_this_edition_only(edition):
    answer = Client().get(f"/kaarten/{CODE}/werker.js")

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers  # its folder is its scope


def test_a_device_keeps_all_that_the_pages_of_a_deck_need(organisation):
    with_sound(organisation)
    deck = Client().get(f"/kaarten/{CODE}/young-person/").content.decode()
    found = re.search(r'id="deck-offline" type="application/json">(.*?)</script>', deck)
    keep = json.loads(found[1])["keep"]
    answers = {a: Client().get(a) for a in keep if not a.startswith("/static/")}
    asked = set()
    for answer in answers.values():
        if answer.headers["Content-Type"].startswith("text/html"):
            said = answer.content.decode()
            asked |= set(re.findall(r'(?:src|data-sound)="(/[^"]+)"', said))
            asked |= set(re.findall(r'<link[^>]* href="(/[^"]+)"', said))

    assert {a for a, answer in answers.items() if answer.status_code != 200} == set()
    assert asked - set(keep) == set()
    assert len(keep) == len(set(keep))


def test_a_phone_can_put_the_deck_among_its_apps(edition):
    told = Client().get(f"/kaarten/{CODE}/support/app.webmanifest").json()

    assert told["start_url"] == f"/kaarten/{CODE}/support/"
    assert told["scope"] == f"/kaarten/{CODE}/"


def test_what_was_withdrawn_can_be_published_again_at_the_same_address(edition):
    address = f"/kaarten/{CODE}/"
    edition.published_at = None
    edition.save()
    assert Client().get(address).status_code == 404
    edition.published_at = timezone.now()
    edition.save()
    assert Client().get(address).status_code == 200
