"""Editions between organisations: as they were, once, or not at all."""

import threading
from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import NoReverseMatch
from django.utils import timezone
from tests.werkwijs.cards.sample_edition import sample

from werkwijs.audit.models import Line
from werkwijs.cards import exchanging, keeping
from werkwijs.cards.formats import offered, packing, unpacking
from werkwijs.cards.formats.faults import AlreadyHere, ChangedUnderTheSameKey, UnsoundEdition
from werkwijs.cards.models import Edition, EditionFile


@pytest.fixture
def own(organisation, ana):
    """An edition that the organisation of ana made."""
    return keeping.keep(*sample(2), organisation=organisation, by=ana)


def handed_over(edition, by):
    return exchanging.hand_over(edition, offered.ZIP, by=by)[1]


def test_out_of_one_organisation_into_another_and_out_again_is_the_same_to_the_byte(
    own, ana, dirk, elsewhere
):
    packed = handed_over(own, ana)

    theirs = exchanging.take_in(
        unpacking.unpacked(packed), organisation=elsewhere, received_from="De Linde", by=dirk
    )

    assert handed_over(theirs, dirk) == packed
    assert (theirs.content, theirs.digest, theirs.key) == (own.content, own.digest, own.key)
    assert keeping.files_of(theirs) == keeping.files_of(own)


def test_where_it_came_from_stands_beside_it(own, ana, dirk, elsewhere):
    theirs = exchanging.take_in(
        unpacking.unpacked(handed_over(own, ana)),
        organisation=elsewhere,
        received_from=" De\0 Linde \n",
        by=dirk,
    )

    assert theirs.received_from == "De Linde"
    assert theirs.received_at is not None
    assert theirs.study is None
    assert theirs.code != own.code
    assert theirs.made_by == dirk
    assert theirs.told["made"][0]["organisation"] == "De Verzonnen Werkplaats"


def test_without_a_word_on_who_handed_it_over_it_came_from_its_maker(dirk, elsewhere):
    found = unpacking.unpacked(packing.edition_zip(*sample(1)))

    theirs = exchanging.take_in(found, organisation=elsewhere, received_from="", by=dirk)

    assert theirs.received_from == "De Verzonnen Werkplaats"


def test_the_same_edition_twice_changes_nothing_and_says_so(own, ana, organisation):
    before = list(Edition.objects.values())
    found = unpacking.unpacked(handed_over(own, ana))

    with pytest.raises(UnsoundEdition) as here:
        exchanging.take_in(found, organisation=organisation, received_from="x", by=ana)

    (fault,) = here.value.faults
    assert isinstance(fault, AlreadyHere)
    assert (
        fault.what("nl")
        == "Deze uitgave is er al: Sterk in Werk, uitgave 1. Er is niets veranderd."
    )
    assert list(Edition.objects.values()) == before
    assert not Line.objects.filter(event="cards.edition_taken_in").exists()


def test_a_changed_edition_with_the_same_key_is_refused_and_told_where(own, ana, organisation):
    document, files = deepcopy(own.told), keeping.files_of(own)
    document["cards"][1]["texts"]["employer"]["title"] = "Iets anders"
    found = unpacking.unpacked(packing.edition_zip(document, files))

    with pytest.raises(UnsoundEdition) as changed:
        exchanging.take_in(found, organisation=organisation, received_from="x", by=ana)

    (fault,) = changed.value.faults
    assert isinstance(fault, ChangedUnderTheSameKey)
    assert "cards[1].texts.employer.title" in fault.what("en")
    assert Edition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_take_it_in_at_once_have_it_once(organisation, ana, bilal):
    found = unpacking.unpacked(packing.edition_zip(*sample(2)))
    said, together = [], threading.Barrier(2)

    def try_it(by):
        together.wait()
        try:
            exchanging.take_in(found, organisation=organisation, received_from="De Iep", by=by)
            said.append("in")
        except UnsoundEdition as wrong:
            said.append(type(wrong.faults[0]).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(by,)) for by in (ana, bilal)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["AlreadyHere", "in"]
    assert Edition.objects.count() == 1
    assert EditionFile.objects.count() == 1


def test_a_translation_finds_its_original_where_that_is_here_too(own, ana, organisation):
    document, files = sample(2)
    document["key"] = "00000000-0000-4000-8000-00000000eeee"
    document["language"], document["translation_of"] = "en", str(own.key)
    found = unpacking.unpacked(packing.edition_zip(document, files))

    kept = exchanging.take_in(found, organisation=organisation, received_from="De Iep", by=ana)

    assert kept.translation_of == own


def test_an_original_finds_the_translations_that_came_before_it(own, ana, dirk, elsewhere):
    document, files = sample(2)
    document["key"] = "00000000-0000-4000-8000-00000000eeee"
    document["language"], document["translation_of"] = "en", str(own.key)
    known = {"organisation": elsewhere, "received_from": "De Linde", "by": dirk}
    first = exchanging.take_in(unpacking.unpacked(packing.edition_zip(document, files)), **known)
    assert first.translation_of is None

    original = exchanging.take_in(unpacking.unpacked(handed_over(own, ana)), **known)

    first.refresh_from_db()
    assert first.translation_of == original
    assert handed_over(first, dirk) == packing.edition_zip(document, files)


def test_who_may_see_editions(own, ana, carla, dewi, dirk, elsewhere):
    assert list(exchanging.visible_to(ana)) == list(exchanging.visible_to(carla)) == [own]
    assert not exchanging.visible_to(dewi).exists()
    assert not exchanging.visible_to(dirk).exists()


def test_handing_over_and_taking_in_stand_in_the_log_without_content(own, ana, dirk, elsewhere):
    packed = handed_over(own, ana)
    exchanging.take_in(
        unpacking.unpacked(packed), organisation=elsewhere, received_from="Geheim", by=dirk
    )

    out, into = Line.objects.filter(event__startswith="cards.").order_by("pk")
    assert (out.event, out.actor, out.reason) == (
        "cards.edition_handed_over",
        str(ana.pk),
        "edition.zip",
    )
    assert (into.event, into.actor, into.organisation) == (
        "cards.edition_taken_in",
        str(dirk.pk),
        elsewhere.pk,
    )
    assert "Geheim" not in str(list(Line.objects.values()))


@pytest.mark.parametrize("name", offered.names(sample(1)[0]))
def test_every_file_that_is_offered_can_be_fetched(own, ana, name):
    called, content = exchanging.hand_over(own, name, by=ana)

    assert content
    assert called.startswith("sterk-in-werk-1-nl")
    assert called.endswith(name.rsplit(".", 1)[-1])
    assert offered.content_type(name)


@pytest.mark.parametrize("name", ["", "edition", "images-boss.zip", "../edition.zip", "map.json"])
def test_a_file_that_is_not_offered_is_not_there(own, ana, name):
    with pytest.raises(offered.NotOffered):
        exchanging.hand_over(own, name, by=ana)


def test_printed_codes_lead_to_its_public_pages_and_to_nothing_while_there_are_none(own):
    assert exchanging.address(own, "employer") is None
    own.published_at = timezone.now()
    address = exchanging.address(own, "employer")
    try:
        whole, card = address(None), address(3)
    except NoReverseMatch:
        pytest.skip("the pages of published cards are not there")

    assert whole.startswith("http")
    assert own.code in whole
    assert card.endswith(f"{own.code}/employer/3/")


# --- between looking at it and keeping it ---------------------------------------------


@pytest.fixture(autouse=True)
def _media_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_what_is_put_aside_opens_for_who_put_it_there_only(ana, bilal):
    ticket = exchanging.put_aside(b"zip", by=ana)

    assert exchanging.waiting(ticket, by=ana) == b"zip"
    assert exchanging.waiting(ticket, by=bilal) is None
    assert exchanging.waiting("x" + ticket, by=ana) is None
    exchanging.drop(ticket, by=ana)
    assert exchanging.waiting(ticket, by=ana) is None


def test_what_nobody_decided_about_is_gone_after_some_hours(ana, time_machine):
    first = exchanging.put_aside(b"zip", by=ana)
    time_machine.move_to(timezone.now() + exchanging.WAITS + timedelta(minutes=1))

    exchanging.put_aside(b"another", by=ana)

    assert exchanging.waiting(first, by=ana) is None
    assert len(default_storage.listdir("cards/waiting")[1]) == 1
