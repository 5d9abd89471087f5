"""The list of studies, and the overview of one."""

import pytest
from django.urls import reverse

from werkwijs.studies import opening
from werkwijs.studies.models import Phase, Study

LIST = "/studies/"


def page(client, address):
    return client.get(address).content.decode()


def test_an_empty_list_invites_to_begin(client, sign_in, ana):
    shown = page(sign_in(client, ana), LIST)

    assert "nog geen studies" in shown
    assert reverse("studies:begin_so", args=["voorbeeld"]) in shown


def test_who_reads_is_not_invited(client, sign_in, carla):
    shown = page(sign_in(client, carla), LIST)

    assert "nog geen studies" in shown
    assert "/nieuw/" not in shown


def test_each_study_is_shown_with_its_phase(client, sign_in, study, carla):
    shown = page(sign_in(client, carla), LIST)

    assert study.title in shown
    assert "Sorteren en beoordelen" in shown
    assert "6 uitspraken" in shown


def test_studies_of_others_are_not_there(client, sign_in, study, dirk):
    assert study.title not in page(sign_in(client, dirk), LIST)


def test_an_administrator_sees_no_studies(client, sign_in, study, dewi):
    shown = page(sign_in(client, dewi), LIST)

    assert study.title not in shown
    assert "Als beheerder zie je geen studies." in shown
    assert "nog geen studies" not in shown


def test_closed_studies_stand_below(client, sign_in, study, organisation, ana):
    opening.open_study(organisation, ana, "Een open studie")
    study.phase = Phase.CLOSED
    study.save()
    shown = page(sign_in(client, ana), LIST)

    assert (
        shown.index("Een open studie") < shown.index("Gesloten studies") < shown.index(study.title)
    )


def test_ten_studies_are_read_and_eleven_are_searched(client, sign_in, organisation, ana):
    sign_in(client, ana)
    for n in range(10):
        opening.open_study(organisation, ana, f"Studie nummer {n}")
    assert 'name="zoek"' not in page(client, LIST)

    opening.open_study(organisation, ana, "De elfde over wonen")
    assert 'name="zoek"' in page(client, LIST)

    found = page(client, LIST + "?zoek=wonen")
    assert "De elfde over wonen" in found
    assert "Studie nummer" not in found
    assert "Geen studie heeft" in page(client, LIST + "?zoek=%00<script>")


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "🙂🙂", "שלום עולם"])
def test_strange_titles_are_shown_as_they_are(client, sign_in, organisation, ana, title):
    study = opening.open_study(organisation, ana, title)
    sign_in(client, ana)

    for address in (LIST, reverse("studies:study", args=[study.slug])):
        assert "<script>alert" not in page(client, address)
    assert client.get(LIST).context["open_studies"][0].title == title


def test_the_overview_says_what_is_missing(client, sign_in, organisation, ana):
    study = opening.open_study(organisation, ana, "Leeg")
    shown = page(sign_in(client, ana), reverse("studies:study", args=[study.slug]))

    assert "Nu: Voorbereiden" in shown
    assert "Nog 4 dingen te doen" in shown
    states = {
        t.subject: t.state
        for t in sign_in(client, ana)
        .get(reverse("studies:study", args=[study.slug]))
        .context["tasks"]
    }
    assert states == {
        "question": "todo",
        "groups": "todo",
        "texts": "choice",
        "consent": "todo",
        "scales": "todo",
        "worry": "todo",
        "choices": "choice",
        "statements": "later",
    }


def test_who_reads_the_overview_is_offered_nothing_to_change(client, sign_in, study, carla):
    shown = page(sign_in(client, carla), reverse("studies:study", args=["werk"]))

    assert "Nu: Sorteren en beoordelen" in shown
    assert "/fase/" not in shown
    assert "kopie" not in shown


def test_opening_a_list_changes_nothing(client, sign_in, study, ana):
    before = Study.objects.values().get()
    page(sign_in(client, ana), LIST)
    page(client, reverse("studies:study", args=["werk"]))

    assert Study.objects.values().get() == before
