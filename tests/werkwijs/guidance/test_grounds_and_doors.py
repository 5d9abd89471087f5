"""Found with the model of who sees what: grounds that were none, and doors that stayed open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from werkwijs.guidance import (
    granting,
    handing_over,
    hurrying,
    inviting,
    placing,
    reading,
    starting,
    writing,
)
from werkwijs.guidance.models import Emergency, Kind, Member, Share
from werkwijs.guidance.writing import Words
from werkwijs.lib.impossible import Impossible

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("basis", ["own", "", "because"])
def test_a_coach_shares_on_a_task_or_on_consent_and_on_nothing_else(trajectory, cora, bram, basis):
    need = placing.need(trajectory, "Eén taak tegelijk.", by=cora)

    with pytest.raises(Impossible, match="no_such_choice"):
        granting.share(need, bram, basis=basis, by=cora)

    assert not reading.entries(reading.outside(bram)).exists()
    assert not Share.objects.filter(reader=bram).exists()


def test_the_person_shares_a_line_of_their_own_because_it_is_theirs(trajectory, els):
    mila = trajectory.client
    line = writing.write(trajectory, Words(Kind.SIGN, "Dan ben ik stil.", "red"), by=mila)

    granting.share(line, els, basis="own", by=mila)

    assert list(reading.entries(reading.outside(els))) == [line]


def test_nothing_is_shared_with_who_was_in_until_yesterday(trajectory, cora, els):
    need = placing.need(trajectory, "Eén taak tegelijk.", by=cora)
    yesterday = timezone.localdate() - timedelta(days=1)
    Member.objects.filter(pk=els.pk).update(from_on=yesterday, until_on=yesterday)
    els.refresh_from_db()

    with pytest.raises(Impossible, match="reader_is_gone"):
        granting.share(need, els, basis="task", by=cora)


def test_who_handed_over_reads_nothing_more_by_whatever_door(trajectory, cora, joost, saar):
    today = timezone.localdate()
    hurrying.open_file(trajectory, "Mila is weg van huis.", by=cora)
    handing_over.stand_in(trajectory, cora, from_on=today, until_on=today, by=saar)

    handing_over.hand_over(trajectory, joost, "Cora gaat met verlof.", by=saar)

    assert not reading.entries(reading.coach(trajectory, cora)).exists()
    assert reading.entries(reading.coach(trajectory, joost)).exists()


def test_facts_about_detention_are_for_the_one_coach(trajectory, cora, joost, saar):
    line = writing.write(trajectory, Words(Kind.CRIMINAL, "Iets van vroeger."), by=cora)
    today = timezone.localdate()
    handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=saar)
    hurrying.open_file(trajectory, "Mila is weg van huis.", by=saar)

    def reads(user):
        return line in reading.entries(reading.coach(trajectory, user))

    assert [reads(user) for user in (cora, joost, saar)] == [True, False, False]
    handing_over.hand_over(trajectory, joost, "Cora gaat met verlof.", by=saar)
    assert [reads(user) for user in (cora, joost, saar)] == [False, True, False]


def test_who_left_the_organisation_keeps_no_emergency_open(trajectory, organisation, joost):
    hurrying.open_file(trajectory, "Mila is weg van huis.", by=joost)

    handing_over.left(joost, organisation.pk)

    assert not Emergency.objects.running().exists()


def test_nobody_is_asked_along_for_a_job_that_is_over(trajectory, organisation, cora, job):
    placing.end(job, on=timezone.localdate(), ended="contract", by=cora)

    with pytest.raises(Impossible, match="job_is_over"):
        inviting.ask_along(trajectory, inviting.Asked("employer", "Bram", job=job), by=cora)


def test_nobody_is_asked_along_for_the_job_of_somebody_else(organisation, cora, job):
    other = starting.start(organisation, starting.About("Noor"), by=cora)

    with pytest.raises(Impossible, match="about_another"):
        inviting.ask_along(other, inviting.Asked("employer", "Bram", job=job), by=cora)
