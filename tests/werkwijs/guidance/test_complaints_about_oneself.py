"""A complaint does not reach the one it may be about, where anybody else can hear it. All invented."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.werkwijs import entering
from tests.werkwijs.conftest import person

from werkwijs.accounts.models import Membership, Role, User
from werkwijs.guidance import caseload, complaining, handing_over, writing
from werkwijs.guidance.acting import NotTheirs
from werkwijs.guidance.models import Entry, Kind
from werkwijs.guidance.writing import Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(trajectory) -> Entry:
    words = Words(Kind.COMPLAINT, "Mijn coach luistert niet.")
    return writing.write(trajectory, words, by=trajectory.client)


@pytest.fixture
def leads_and_coaches(organisation, cora) -> User:
    Membership.objects.create(user=cora, organisation=organisation, role=Role.SUPERVISOR)
    return cora


def test_a_coach_who_leads_a_team_too_does_not_read_it(
    client, organisation, complaint, leads_and_coaches, saar
):
    entering.sign_in(client, leads_and_coaches)
    page = reverse("guidance:complaint", args=[complaint.pk])

    assert "luistert niet" not in client.get(page, follow=True).content.decode()
    assert "luistert niet" not in client.get(reverse("guidance:team")).content.decode()
    for act in (
        lambda: complaining.hear(complaint, by=leads_and_coaches),
        lambda: complaining.answer(complaint, "Dat klopt niet.", by=leads_and_coaches),
    ):
        with pytest.raises(NotTheirs, match="complaint_is_for_another"):
            act()
    assert caseload.complaints(organisation, saar) == [complaint]


def test_nor_after_they_handed_the_file_over(
    organisation, trajectory, complaint, leads_and_coaches, joost, saar
):
    handing_over.hand_over(trajectory, joost, "Op verzoek.", by=saar)

    assert caseload.complaints(organisation, leads_and_coaches) == []


def test_where_nobody_else_leads_it_is_heard_all_the_same(
    organisation, complaint, leads_and_coaches
):
    asleep = person("lena", organisation, Role.SUPERVISOR)
    asleep.is_active = False
    asleep.save(update_fields=["is_active"])

    assert caseload.complaints(organisation, leads_and_coaches) == [complaint]
    complaining.hear(complaint, by=leads_and_coaches)
