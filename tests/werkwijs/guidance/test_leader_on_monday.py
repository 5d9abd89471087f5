"""A team leader on Monday morning: what waits stands first, and a coach who is ill is covered at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs import entering

from werkwijs.guidance import handing_over, helping, starting
from werkwijs.guidance.models import HouseRules, Member, Part, Trajectory
from werkwijs.lib.impossible import Impossible

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(saar) -> Browser:
    return entering.sign_in(Browser(), saar)


@pytest.fixture
def sem(organisation, cora) -> Trajectory:
    """Another of whom cora guides."""
    about = starting.About("Sem", "", "")
    return starting.start(organisation, about, by=cora, on=timezone.localdate())


@pytest.fixture
def of_cora(cora) -> str:
    return reverse("guidance:coach", args=[cora.pk])


def fortnight(to, *files, **more):
    today = timezone.localdate()
    return {
        "act": "stand-in",
        "file": [one.code for one in files],
        "stand-to": str(to.pk),
        "stand-from_on": today.isoformat(),
        "stand-until_on": (today + timedelta(days=14)).isoformat(),
        **more,
    }


def stands_in(user) -> set[str]:
    own = Member.objects.current().filter(user=user, part=Part.STAND_IN)
    return set(own.values_list("trajectory__code", flat=True))


def test_who_asked_for_help_and_has_no_answer_stands_before_the_coaches(lead, trajectory, cora):
    before = lead.get(reverse("guidance:team")).content.decode()
    helping.ask(trajectory, "Ik wil niet meer.", by=trajectory.client)
    page = lead.get(reverse("guidance:team")).content.decode()

    assert "nog geen antwoord" not in before
    asked, table = page.index("Vraagt om hulp, nog geen antwoord: 1"), page.index("<table")
    assert asked < page.index(trajectory.client.code) < table
    assert cora.name in page[asked:table]
    assert "Mila" not in page
    assert "Ik wil niet meer" not in page


def test_a_coach_who_is_ill_is_covered_for_all_of_their_people_at_once(
    lead, trajectory, sem, joost, of_cora
):
    every = lead.get(of_cora + "?alle=ja").content.decode()
    assert every.count('name="file"') == every.count(" checked>") == 2

    answer = lead.post(of_cora, fortnight(joost, trajectory, sem), follow=True)

    assert answer.redirect_chain == [(of_cora, 302)]
    assert "Geregeld. Dossiers: 2." in answer.content.decode()
    assert stands_in(joost) == {trajectory.code, sem.code}


def test_only_the_chosen_files_go_to_a_new_coach_with_one_reason(
    lead, trajectory, sem, cora, joost, of_cora
):
    sent = {"act": "hand-over", "file": [sem.code], "over-to": str(joost.pk)}
    refused = lead.post(of_cora, sent)
    lead.post(of_cora, {**sent, "over-why": "Cora is ziek."})

    assert refused.status_code == 422
    assert f'value="{sem.code}" id="f-{sem.code}" checked' in refused.content.decode()
    assert [one.code for one in Trajectory.objects.guided_by(joost)] == [sem.code]
    assert [one.code for one in Trajectory.objects.guided_by(cora)] == [trajectory.code]


def test_nothing_chosen_is_said_and_what_was_filled_in_stays(lead, trajectory, joost, of_cora):
    answer = lead.post(of_cora, fortnight(joost))

    assert answer.status_code == 422
    assert "Er is nog niets gekozen" in answer.content.decode()
    assert f'<option value="{joost.pk}" selected>' in answer.content.decode()
    assert stands_in(joost) == set()


def test_cover_for_all_or_for_none(lead, trajectory, sem, joost, of_cora):
    wrong = {"stand-until_on": (timezone.localdate() - timedelta(days=1)).isoformat()}
    answer = lead.post(of_cora, fortnight(joost, trajectory, sem, **wrong))

    assert "Het einde ligt vóór het begin" in answer.content.decode()
    assert stands_in(joost) == set()


def test_a_file_of_another_coach_or_organisation_is_not_arranged_along(
    lead, trajectory, joost, otto, elsewhere, of_cora
):
    about = starting.About("Ali", "", "")
    other = starting.start(elsewhere, about, by=otto, on=timezone.localdate())

    assert lead.post(of_cora, fortnight(joost, other)).status_code == 422
    assert lead.post(of_cora, fortnight(otto, trajectory)).status_code == 422
    assert stands_in(joost) | stands_in(otto) == set()


def test_one_file_is_arranged_and_the_leader_is_back_with_the_others_of_that_coach(
    lead, trajectory, joost, of_cora
):
    page = reverse("guidance:cover", args=[trajectory.code])

    assert f'href="{of_cora}"' in lead.get(page).content.decode()
    sent = {name.removeprefix("stand-"): told for name, told in fortnight(joost).items()}
    assert lead.post(page, sent).url == of_cora
    assert stands_in(joost) == {trajectory.code}


def test_cover_that_is_no_longer_needed_ends_at_once(lead, trajectory, joost, cora):
    today = timezone.localdate()
    handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    page = reverse("guidance:cover", args=[trajectory.code])
    member = Member.objects.get(user=joost)
    assert f'name="member" value="{member.pk}"' in lead.get(page).content.decode()

    for _ in range(2):  # twice ends it once
        lead.post(page, {"act": "end-stand-in", "member": member.pk})
    assert lead.post(page, {"act": "end-stand-in", "member": "9" * 30}).status_code == 404

    assert not Trajectory.objects.guided_by(joost).exists()


def test_nobody_else_ends_cover_and_a_coach_is_not_ended_so(trajectory, cora, joost, otto):
    today = timezone.localdate()
    member = handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    with pytest.raises(Impossible):
        handing_over.end_stand_in(member, by=otto)
    handing_over.end_stand_in(trajectory.members.get(user=cora), by=cora)

    assert Member.objects.current().filter(user__in=[cora, joost]).count() == 2


def test_a_code_that_does_not_exist_is_said_where_it_was_typed(lead, trajectory):
    page = reverse("guidance:find_file")
    wrong, empty = lead.post(page, {"code": "QQQQQ"}), lead.post(page, {"code": "  "})

    assert (wrong.status_code, empty.status_code) == (422, 422)
    assert "geen open dossier met de code QQQQQ" in wrong.content.decode()
    assert 'value="QQQQQ"' in wrong.content.decode()
    assert "Typ eerst de code" in empty.content.decode()
    there = lead.post(page, {"code": f" {trajectory.client.code.lower()} "})
    assert there.url == reverse("guidance:emergency", args=[trajectory.client.code])


@pytest.mark.parametrize("years", ["", "0", "25", "twee"])
def test_years_that_cannot_be_are_refused_in_words_and_nothing_changes(lead, organisation, years):
    answer = lead.post(
        reverse("guidance:rules", args=[organisation.pk]),
        {"kept_years": years, "criminal": "yes"},
        follow=True,
    )

    assert "Kies een aantal jaren van 1 tot en met 20" in answer.content.decode()
    assert not HouseRules.objects.exists()


def test_nobody_is_forgotten_by_one_careless_press(lead, trajectory, cora):
    long_ago = timezone.localdate() - timedelta(days=1500)
    Trajectory.objects.filter(pk=trajectory.pk).update(
        started_on=long_ago, closed_on=long_ago + timedelta(days=30), ended="works"
    )
    page = reverse("guidance:past")
    shown = lead.get(page).content.decode()
    answer = lead.post(page, {}, follow=True).content.decode()

    assert trajectory.client.code in shown
    assert "Gesloten op" in shown
    assert " checked" not in shown
    assert "Er is nog niets gekozen" in answer
    assert trajectory.client.code in answer


def test_who_guides_a_code_is_found_and_only_in_the_own_organisation(
    lead, trajectory, otto, elsewhere
):
    about = starting.About("Ali", "", "")
    other = starting.start(elsewhere, about, by=otto, on=timezone.localdate())
    team = reverse("guidance:team")
    there = lead.get(team, {"code": f" {trajectory.client.code.lower()} "})
    elsewhere_too = lead.get(team, {"code": other.client.code})

    assert there.url == reverse("guidance:cover", args=[trajectory.code])
    assert elsewhere_too.status_code == 200
    assert f"geen open dossier met de code {other.client.code}" in elsewhere_too.content.decode()
