"""Nobody switches on alone that facts about detention are kept; and what the person took back is gone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.werkwijs import entering
from tests.werkwijs.conftest import person

from werkwijs.accounts.models import Membership, Role, User
from werkwijs.audit.models import Line
from werkwijs.guidance import deciding, detention, receiving, release, writing
from werkwijs.guidance import letting_in as doors
from werkwijs.guidance.acting import NotTheirs
from werkwijs.guidance.models import Entry, Former, HouseRules
from werkwijs.lib.impossible import Impossible

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena(organisation) -> User:
    """Leads a team too. Invented."""
    return person("lena", organisation, Role.SUPERVISOR)


def wants(organisation, by, *, criminal=True, years=None) -> bool:
    return deciding.decide(organisation, kept_years=years, criminal=criminal, by=by).criminal


def test_one_asks_and_another_agrees(organisation, saar, lena):
    assert [wants(organisation, by) for by in (saar, saar, lena)] == [False, False, True]
    assert wants(organisation, saar, criminal=False) is False  # to stop it one is enough
    assert wants(organisation, saar) is False  # and then it begins anew
    assert Line.objects.filter(event="guidance.rules_decided").count() == 5


def test_who_asked_can_take_it_back_and_who_only_sets_the_years_agrees_to_nothing(
    organisation, saar, lena
):
    wants(organisation, saar)
    assert wants(organisation, lena, criminal=False, years=5) is False
    assert HouseRules.objects.get().criminal_asked_by == saar

    wants(organisation, saar, criminal=False)
    assert wants(organisation, lena) is False
    assert HouseRules.objects.get().kept_years == 5


def test_what_somebody_wanted_who_leads_no_more_counts_for_nothing(organisation, saar, lena):
    wants(organisation, saar)
    Membership.objects.filter(user=saar).delete()

    assert wants(organisation, lena) is False


@pytest.mark.parametrize("who", ["cora", "otto", "ana"])
def test_nobody_else_decides_for_the_organisation(organisation, cora, otto, ana, who):
    by = {"cora": cora, "otto": otto, "ana": ana}[who]

    with pytest.raises(NotTheirs, match="only_who_leads"):
        wants(organisation, by)
    assert not HouseRules.objects.exists()


def test_on_the_page_one_reads_who_wants_it(client, organisation, saar, lena):
    page = reverse("guidance:rules", args=[organisation.pk])
    told = {"criminal": "yes", "kept_years": "4"}

    entering.sign_in(client, saar)
    said = client.post(page, told, follow=True).content.decode()
    assert "Dat beslist niemand alleen." in said
    entering.sign_in(client, lena)
    assert (
        f"{saar.name} wil dit aanzetten." in client.get(reverse("guidance:team")).content.decode()
    )
    client.post(page, told)

    rules = HouseRules.objects.get()
    assert (rules.criminal, rules.kept_years, rules.criminal_asked_by) == (True, 4, None)


@pytest.fixture
def fact(organisation, trajectory, cora) -> Entry:
    HouseRules.objects.create(organisation=organisation, criminal=True)
    made = detention.write(trajectory, "Vroeger vast.", agreed="Dat mag Cora weten.", by=cora)
    writing.change(made, "Zat vroeger vast.", seen=1, by=cora)
    return made


@pytest.mark.parametrize("pressed", ["fact", "yes"])
def test_a_fact_the_person_took_back_is_in_no_table_and_nobody_brings_it_back(
    fact, trajectory, cora, pressed
):
    visitor = release.who(doors.let_in(trajectory.client, "card"))
    yes = Entry.objects.get(facet="agreed")

    receiving.wipe_criminal(visitor, trajectory.code, fact.pk if pressed == "fact" else yes.pk)

    for line in (fact, yes):
        line.refresh_from_db()
        assert line.sealed == ""
        assert line.struck_at is not None
        with pytest.raises(Impossible, match="is_gone_for_good"):
            writing.bring_back(line, by=cora)
    assert not Former.objects.exists()
