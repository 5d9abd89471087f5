"""Once somebody sorted or rated, statements and scales stay."""

import pytest
from django.urls import reverse

from werkwijs.participation.models import OnPile, Rating, Sitting
from werkwijs.studies import locking
from werkwijs.studies.models import Phase, Study


@pytest.fixture
def sitting(takes_part):
    _, participant = takes_part("jongere")
    return Sitting.objects.create(participant=participant, task="sorting")


def test_nothing_stands_in_the_way_while_nobody_sorted(study, sitting):
    assert locking.hindrance(study) is None


def test_one_statement_on_a_pile_keeps_the_set(study, sitting, client, sign_in, ana):
    OnPile.objects.create(sitting=sitting, statement=study.statements.first())
    Study.objects.update(phase=Phase.STATEMENTS, locked_at=study.created_at)
    study.refresh_from_db()

    with pytest.raises(locking.CannotLock, match="al gesorteerd"):
        locking.unlock(study, by=ana)
    address = reverse("studies:unlock", args=["werk"])
    page = sign_in(client, ana).post(address, follow=True).content.decode()
    assert "al gesorteerd of beoordeeld" in page
    assert Study.objects.get().locked_at is not None


def test_one_rating_keeps_the_scale(study, sitting, client, sign_in, ana):
    scale = study.scales.get()
    Rating.objects.create(sitting=sitting, scale=scale, statement=study.statements.first(), value=2)
    sign_in(client, ana)
    client.post(reverse("studies:remove_scale", args=["werk", scale.pk]))

    assert study.scales.get() == scale


def test_another_study_is_free(study, sitting, organisation, ana):
    from werkwijs.studies import copying

    OnPile.objects.create(sitting=sitting, statement=study.statements.first())

    assert locking.hindrance(copying.copy(study, ana)) is None
