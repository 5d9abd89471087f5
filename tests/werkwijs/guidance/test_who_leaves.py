"""Who leaves the organisation is in no file any more, also when they come back; nothing happens unseen."""

from __future__ import annotations

import pytest
from tests.werkwijs.conftest import person

from werkwijs.accounts import staffing
from werkwijs.accounts.models import Notice, Role, User
from werkwijs.guidance import caseload, hurrying, reading
from werkwijs.guidance.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(organisation) -> User:
    """Administers. Invented."""
    return person("boss", organisation, Role.ADMINISTRATOR)


def test_who_was_let_go_and_comes_back_opens_no_file_of_before(
    trajectory, organisation, cora, boss
):
    staffing.let_go(cora, organisation, by=boss)
    staffing.change_roles(cora, organisation, [Role.COACH], by=boss)

    assert not reading.opens(reading.coach(trajectory, cora))
    assert Member.objects.get(trajectory=trajectory, user=cora).gone == "left"
    assert [one.trajectory for one in caseload.orphans(organisation)] == [trajectory]


def test_who_gets_another_role_beside_stays_in(trajectory, organisation, cora, boss):
    staffing.change_roles(cora, organisation, [Role.COACH, Role.TRAINER], by=boss)

    assert reading.opens(reading.coach(trajectory, cora))


def test_an_emergency_is_told_to_the_coach(trajectory, cora, joost, saar):
    hurrying.open_file(trajectory, "Mila is weg van huis.", by=joost)

    assert [one.user for one in Notice.objects.all()] == [cora]


def test_where_nobody_coaches_it_is_told_to_who_leads(
    trajectory, organisation, cora, joost, saar, boss
):
    staffing.let_go(cora, organisation, by=boss)
    Notice.objects.all().delete()

    hurrying.open_file(trajectory, "Mila is weg van huis.", by=joost)
    hurrying.open_file(trajectory, "Mila is nog steeds weg.", by=saar)

    assert [one.user for one in Notice.objects.all()] == [saar]  # not of her own
