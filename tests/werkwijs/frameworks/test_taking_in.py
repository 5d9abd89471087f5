"""A way of working comes in from a file, stays what it was, and says what of it is ours."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.werkwijs import entering

from werkwijs.frameworks import choosing, importing, reading
from werkwijs.frameworks.models import Framework, Handle
from werkwijs.lib.impossible import Impossible

pytestmark = pytest.mark.django_db
SOUND = """
key = "ons"
version = "1"
title = "Onze methode"
owner = "De Linde"
licence = "CC BY 4.0"
[[pillar]]
name = "Verbinden"
handle = [{ name = "Contact maken", line = "Zoek op." }, { name = "Blijven" }]
"""


def test_only_what_was_published_stands_under_the_owners_name(organisation, ana):
    importing.take_in_examples(organisation, by=ana)

    lifewise = Handle.objects.filter(pillar__framework__key="lifewise")
    assert lifewise.count() == 16
    [published] = lifewise.filter(ours=False)
    assert published.name == "Zorgen voor betekenisvol werk of een betekenisvolle daginvulling"
    assert published.pillar.name == "Inbedden"
    assert Handle.objects.filter(pillar__framework__key="jobwise").count() == 7


def test_the_same_file_twice_is_one_and_other_words_need_another_version(organisation, ana):
    first = importing.take_in(organisation, SOUND.encode(), by=ana)

    assert importing.take_in(organisation, SOUND.encode(), by=ana) == first
    with pytest.raises(Impossible, match="other_words"):
        importing.take_in(organisation, SOUND.replace("Zoek op.", "Bel.").encode(), by=ana)
    second = importing.take_in(organisation, SOUND.replace('"1"', '"2"').encode(), by=ana)
    offered = choosing.for_organisation(organisation.pk)
    assert {one.id for one in offered} == set(
        Handle.objects.filter(pillar__framework=second).values_list("pk", flat=True)
    )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (SOUND.replace('owner = "De Linde"\n', ""), "owner: dit ontbreekt"),
        (SOUND.replace('key = "ons"', 'key = "Ons Werk"'), "kleine letters"),
        (SOUND.replace("Blijven", "Contact maken"), "“Contact maken” staat er twee keer"),
        (SOUND.replace("[[pillar]]", "[pillar"), "geen TOML"),
        (SOUND.replace("De Linde", "x" * 200), "owner: te lang"),
        (SOUND + 'kleur = "rood"\n', "kleur: dit kennen we niet"),
        ("x" * 200_001, "te groot"),
        (SOUND.replace('version = "1"', "version = 1"), "version: dit hoort iets anders te zijn"),
    ],
)
def test_every_fault_is_said_with_its_place(fault, said):
    with pytest.raises(reading.Unreadable) as caught:
        reading.read(fault.encode())

    assert any(said in one for one in caught.value.faults), caught.value.faults


def test_bytes_that_are_no_text_are_told():
    with pytest.raises(reading.Unreadable, match="tekst"):
        reading.read(b"\xff\xfe\x00")


def test_a_retired_one_is_no_longer_offered_and_old_notes_keep_it(organisation, ana):
    made = importing.take_in(organisation, SOUND.encode(), by=ana)
    ids = [one.id for one in choosing.for_organisation(organisation.pk)]

    importing.retire(made, by=ana, retired=True)

    assert choosing.for_organisation(organisation.pk) == []
    assert [one.id for one in choosing.by_ids(organisation.pk, ids)] == ids
    assert choosing.by_ids(organisation.pk + 1, ids) == []


def test_on_its_page_one_looks_first_and_keeps_then(organisation, ana, carla):
    desk = entering.sign_in(Client(), ana)
    page = reverse("frameworks:take_in")

    shown = desk.post(page, {"act": "look", "text": SOUND}).content.decode()
    assert "Contact maken" in shown
    assert not Framework.objects.exists()
    wrong = desk.post(page, {"act": "keep", "text": SOUND.replace("CC BY 4.0", "")})
    assert wrong.status_code == 422
    assert "Contact maken" in wrong.content.decode()
    desk.post(page, {"act": "keep", "text": SOUND})
    made = Framework.objects.get()
    reader = entering.sign_in(Client(), carla)
    assert (
        "Zoek op." in reader.get(reverse("frameworks:framework", args=[made.pk])).content.decode()
    )


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 360])
def test_a_way_of_working_is_taken_in_and_read(
    opens, live_server, ana, staff_in_browser, barriers, width
):
    page = opens(width)
    staff_in_browser(page, live_server, ana)
    page.goto(f"{live_server.url}/werkwijzen/")
    assert barriers(page) == []
    page.get_by_role("button", name="Neem de twee voorbeelden in").click()
    page.get_by_role("link", name="LifeWise: vier pijlers").click()
    page.wait_for_selector("h1:has-text('LifeWise')")
    assert barriers(page) == []
    assert page.get_by_text("label van Werkwijs", exact=True).count() == 15
    page.goto(f"{live_server.url}/werkwijzen/nieuw/")
    page.get_by_label("Of plak de tekst").fill("key = 'x'")
    page.get_by_role("button", name="Bekijk eerst").click()
    page.wait_for_selector(".error-summary")
    assert barriers(page) == []
