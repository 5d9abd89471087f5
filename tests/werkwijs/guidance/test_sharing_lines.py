"""A line is private to its author's party until it is shared, by an act, with one reader."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from werkwijs.guidance import agreeing, granting, inviting, placing, reading, starting, writing
from werkwijs.guidance.models import Basis, Kind, Part, Share
from werkwijs.guidance.writing import Words
from werkwijs.lib.impossible import Impossible

pytestmark = pytest.mark.django_db


def seen_by(member) -> list[str]:
    return [reading.words(one) for one in reading.entries(reading.outside(member))]


def test_nobody_else_reads_what_a_coach_writes(trajectory, cora, joost, bram, els):
    writing.write(trajectory, Words(Kind.TALK, "Belde met Mila."), by=cora)

    assert [reading.words(e) for e in reading.entries(reading.coach(trajectory, cora))][-1] == (
        "Belde met Mila."
    )
    assert not reading.entries(reading.coach(trajectory, joost)).exists()
    assert seen_by(bram) == seen_by(els) == []
    own = reading.entries(reading.person(trajectory))
    assert "Belde met Mila." not in [reading.words(one) for one in own]


def test_an_employer_reads_a_need_when_the_person_said_yes(trajectory, cora, bram, agreed):
    need = placing.need(trajectory, "Eén taak tegelijk.", by=cora)
    with pytest.raises(Impossible, match="no_consent"):
        granting.share(need, bram, basis=Basis.CONSENT, by=cora)
    consent = agreed(bram, Kind.NEED)

    granting.share(need, bram, basis=Basis.CONSENT, by=cora)

    assert seen_by(bram) == ["Eén taak tegelijk."]
    agreeing.take_back(consent, by=trajectory.client)
    assert seen_by(bram) == []


def test_consent_ends_by_itself(trajectory, cora, bram, agreed):
    need = placing.need(trajectory, "Een vaste plek.", by=cora)
    today = timezone.localdate()
    agreed(bram, Kind.NEED, until=today)
    granting.share(need, bram, basis=Basis.CONSENT, by=cora)

    assert reading.entries(reading.outside(bram), today).count() == 1
    assert reading.entries(reading.outside(bram), today + timedelta(days=1)).count() == 0


@pytest.mark.parametrize("kind", sorted(set(Kind.values) - reading.MAY_HAVE[Part.EMPLOYER]))
def test_an_employer_never_gets_another_kind_of_line(trajectory, cora, bram, kind):
    entry = writing.write(trajectory, Words(kind, "Iets."), by=cora)

    with pytest.raises(Impossible, match="never_for_them"):
        granting.share(entry, bram, basis=Basis.TASK, by=cora)
    Share.objects.create(entry=entry, to_party="outside", reader=bram, basis="task")
    assert seen_by(bram) == []  # also when a row says so


def test_what_is_closed_is_closed_for_everybody_outside(trajectory, cora, els):
    step = placing.agree(trajectory, "Els belt op vrijdag.", by=cora)
    granting.share(step, els, basis=Basis.TASK, by=cora)
    assert seen_by(els) == ["Els belt op vrijdag."]

    starting.close(trajectory, ended="works", why="Het gaat goed.", by=cora)
    els.trajectory.refresh_from_db()

    assert seen_by(els) == []


def test_who_is_gone_reads_nothing(trajectory, cora, els):
    step = placing.agree(trajectory, "Els belt op vrijdag.", by=cora)
    granting.share(step, els, basis=Basis.TASK, by=cora)

    inviting.end(els, "person", by=trajectory.client)

    assert seen_by(els) == []
