"""Somebody lost their second factor: two colleagues let them back in, never one, never oneself."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs import entering
from tests.werkwijs.conftest import person

from werkwijs.accounts import passing, recovering, staffing
from werkwijs.accounts.models import Membership, Notice, Recovery, Role
from werkwijs.audit.models import Line

pytestmark = pytest.mark.django_db
WHY = "Ze belde, ik ken haar stem"


@pytest.fixture
def eva(organisation):
    """A second administrator."""
    return person("eva", organisation, Role.ADMINISTRATOR)


@pytest.fixture
def lost(ana):
    entering.app_of(ana)
    return ana


def ask(device: Client, organisation, them, reason=WHY):
    where = reverse("accounts:help_back", args=[organisation.pk, them.pk])
    return device.post(where, {"reason": reason})


def test_two_administrators_take_the_factor_away_together(
    sign_in, lost, dewi, eva, organisation, mailoutbox
):
    hers, first, second = sign_in(Client(), lost), sign_in(Client(), dewi), sign_in(Client(), eva)

    ask(first, organisation, lost)
    assert passing.factors(lost).exists()
    assert hers.get("/studies/").status_code == 200
    assert (
        WHY
        in second.get(
            reverse("accounts:colleague", args=[organisation.pk, lost.pk])
        ).content.decode()
    )
    ask(second, organisation, lost, "Ik zag haar op kantoor")

    assert not Authenticator.objects.filter(user=lost).exists()
    assert hers.get("/studies/").url.startswith("/account/inloggen/")


def test_she_is_told_and_sets_up_a_new_one(sign_in, lost, dewi, eva, organisation):
    recovering.help_back(lost, organisation, by=dewi, reason=WHY)
    recovering.help_back(lost, organisation, by=eva, reason=WHY)
    hers = Client()
    hers.post("/account/inloggen/", {"login": lost.email, "password": entering.PASSWORD})
    assert hers.get("/studies/").url == reverse("mfa_index")

    page = hers.get(reverse("mfa_activate_totp")).content.decode()
    secret = page.split('id="secret">')[1].split("<")[0]
    hers.post(reverse("mfa_activate_totp"), {"code": entering.code_of(secret)})

    assert hers.get("/studies/").url == reverse("accounts:notices")
    told = hers.get(reverse("accounts:notices")).content.decode()
    assert "Dewi" in told
    assert "Eva" in told
    hers.post(reverse("accounts:notices"))
    assert hers.get("/studies/").status_code == 200


def test_a_form_she_was_sending_is_not_lost_to_a_notice(client, sign_in, ana):
    sign_in(client, ana)
    Notice.objects.create(user=ana, kind="password_link", facts={"by": "Dewi"})

    client.post("/account/ik/", {"name": "Ana Bos"})

    ana.refresh_from_db()
    assert ana.name == "Ana Bos"


def test_the_first_cannot_be_the_second(sign_in, lost, dewi, eva, organisation):
    first = sign_in(Client(), dewi)

    ask(first, organisation, lost)
    assert ask(first, organisation, lost).status_code == 403

    assert passing.factors(lost).exists()
    assert Recovery.objects.count() == 1


def test_nobody_recovers_themselves(sign_in, dewi, eva, organisation):
    own = sign_in(Client(), dewi)

    assert ask(own, organisation, dewi).status_code == 403
    recovering.help_back(dewi, organisation, by=eva, reason=WHY)
    assert ask(own, organisation, dewi).status_code == 403

    assert passing.factors(dewi).exists()


@pytest.mark.parametrize("kind", ["themselves", "twice"])
def test_the_database_refuses_it_too(kind, ana, dewi, organisation):
    facts = {"user": ana, "organisation": organisation, "expires_at": timezone.now(), "reason": "x"}
    facts |= {"asked_by": ana} if kind == "themselves" else {"asked_by": dewi, "confirmed_by": dewi}

    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.create(**facts)


def test_after_a_day_it_starts_over(lost, dewi, eva, organisation):
    recovering.help_back(lost, organisation, by=dewi, reason=WHY)

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        recovering.help_back(lost, organisation, by=eva, reason=WHY)

    assert passing.factors(lost).exists()
    assert Recovery.objects.filter(confirmed_at=None).count() == 2


def test_a_reason_must_be_given(sign_in, lost, dewi, organisation):
    assert ask(sign_in(Client(), dewi), organisation, lost, "").status_code == 200

    assert not Recovery.objects.exists()


def test_with_one_administrator_a_facilitator_is_the_other(lost, dewi, bilal, organisation):
    recovering.help_back(lost, organisation, by=bilal, reason=WHY)
    recovering.help_back(lost, organisation, by=dewi, reason=WHY)

    assert not passing.factors(lost).exists()


def test_with_two_administrators_a_facilitator_is_not(lost, dewi, eva, bilal, organisation):
    with pytest.raises(recovering.MayNotRecover, match="role"):
        recovering.help_back(lost, organisation, by=bilal, reason=WHY)


def test_one_of_the_two_is_an_administrator(lost, dewi, bilal, organisation):
    chris = person("chris", organisation, Role.FACILITATOR)
    recovering.help_back(lost, organisation, by=bilal, reason=WHY)

    with pytest.raises(recovering.MayNotRecover, match="administrator_needed"):
        recovering.help_back(lost, organisation, by=chris, reason=WHY)


def test_a_researcher_helps_nobody(lost, dewi, carla, organisation):
    with pytest.raises(recovering.MayNotRecover, match="role"):
        recovering.help_back(lost, organisation, by=carla, reason=WHY)


def test_somebody_of_elsewhere_helps_nobody(lost, dirk, organisation):
    with pytest.raises(recovering.MayNotRecover, match="role"):
        recovering.help_back(lost, organisation, by=dirk, reason=WHY)


def test_no_organisation_opens_the_door_of_another(lost, dewi, organisation, elsewhere):
    Membership.objects.create(user=lost, organisation=elsewhere, role=Role.RESEARCHER)

    with pytest.raises(recovering.MayNotRecover, match="elsewhere"):
        recovering.help_back(lost, organisation, by=dewi, reason=WHY)


def test_it_can_be_taken_back_while_it_waits(sign_in, lost, dewi, eva, organisation):
    recovering.help_back(lost, organisation, by=dewi, reason=WHY)
    hers = sign_in(Client(), lost)

    hers.post(reverse("accounts:no_help_needed", args=[organisation.pk, lost.pk]))

    recovering.help_back(lost, organisation, by=eva, reason=WHY)
    assert passing.factors(lost).exists()


def test_who_helped_and_why_is_in_the_log(lost, dewi, eva, organisation):
    recovering.help_back(lost, organisation, by=dewi, reason=WHY)
    recovering.help_back(lost, organisation, by=eva, reason="Gezien op kantoor")

    asked, confirmed = Line.objects.filter(event__contains="recovery").order_by("pk")
    assert (asked.event, asked.actor, asked.reason) == (
        "accounts.recovery_asked",
        str(dewi.pk),
        WHY,
    )
    assert (confirmed.event, confirmed.actor, confirmed.subject) == (
        "accounts.recovery_confirmed",
        str(eva.pk),
        str(lost.pk),
    )


def test_helping_asks_again_who_one_is(sign_in, lost, dewi, organisation):
    """And then does what was asked: the reason is not typed twice."""
    device = sign_in(Client(), dewi)
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        answer = ask(device, organisation, lost)
        assert answer.url.startswith(reverse("mfa_reauthenticate"))
        assert not Recovery.objects.exists()

        device.post(
            answer.url, {"code": entering.code(dewi), "next": unquote(answer.url.split("next=")[1])}
        )

        assert Recovery.objects.get().reason == WHY


def test_at_the_machine_it_is_done_alone_and_said(lost):
    recovering.at_the_machine(lost, reason="enige beheerder")

    assert not passing.factors(lost).exists()
    assert Notice.objects.get().kind == "factors_removed_at_machine"
    assert Line.objects.get(event="accounts.recovered_at_machine").actor_kind == "system"


def test_who_left_meanwhile_is_not_one_of_the_two(lost, dewi, eva, organisation):
    recovering.help_back(lost, organisation, by=dewi, reason=WHY)
    staffing.let_go(dewi, organisation, by=eva)

    done = recovering.help_back(lost, organisation, by=eva, reason=WHY)

    assert done.asked_by == eva
    assert done.confirmed_at is None
    assert passing.factors(lost).exists()


def test_nobody_lets_somebody_back_in_with_a_second_self(organisation, lost, dewi):
    """An administrator invites an address of her own and lets it confirm what she asked."""
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        herself_again = person("dewi-twee", organisation, Role.ADMINISTRATOR)
        recovering.help_back(lost, organisation, by=dewi, reason=WHY)

        with pytest.raises(recovering.MayNotRecover) as refused:
            recovering.help_back(lost, organisation, by=herself_again, reason=WHY)

    assert refused.value.why == "new_here"
    assert Authenticator.objects.filter(user=lost).exists()


def test_who_works_here_for_a_week_counts(organisation, lost, dewi):
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        colleague = person("eva", organisation, Role.ADMINISTRATOR)
    with time_machine.travel(timezone.now() + timedelta(days=38)):
        recovering.help_back(lost, organisation, by=dewi, reason=WHY)
        recovering.help_back(lost, organisation, by=colleague, reason=WHY)

    assert not Authenticator.objects.filter(user=lost).exists()
