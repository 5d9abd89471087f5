"""What is written down when people come in, fail to, and change what they come in with."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.werkwijs import entering
from tests.werkwijs.conftest import person

from werkwijs.accounts import telling
from werkwijs.accounts.models import Membership, Role
from werkwijs.audit.models import Line
from werkwijs.audit.noting import note

pytestmark = pytest.mark.django_db
LOGIN = "/account/inloggen/"


def events() -> list[str]:
    return list(Line.objects.order_by("pk").values_list("event", flat=True))


def test_coming_in_and_going_out_are_written_down_once(client, ana, organisation):
    entering.app_of(ana)
    asked = client.post(LOGIN, {"login": ana.email, "password": entering.PASSWORD})
    assert events() == []
    client.post(asked.url, {"code": entering.code(ana)})
    client.post(reverse("account_logout"))

    signed_in, signed_out = Line.objects.order_by("pk")
    assert (signed_in.event, signed_out.event) == ("accounts.signed_in", "accounts.signed_out")
    assert (signed_in.actor, signed_in.organisation) == (str(ana.pk), organisation.pk)
    assert signed_in.role == "facilitator"
    assert signed_in.device != signed_out.device or signed_in.device


def test_a_wrong_password_is_written_down_without_the_address(client, ana, organisation):
    client.post(LOGIN, {"login": ana.email, "password": "iets anders dan dat"})

    line = Line.objects.get()
    assert (line.event, line.actor_kind, line.actor) == ("accounts.sign_in_failed", "nobody", "")
    assert (line.subject, line.organisation) == (str(ana.pk), organisation.pk)
    assert ana.email not in str(Line.objects.values().get())


def test_a_stranger_who_tries_is_written_down_without_who(client, db):
    client.post(LOGIN, {"login": "vreemd@x.example", "password": "iets anders dan dat"})

    line = Line.objects.get()
    assert (line.event, line.subject, line.organisation) == ("accounts.sign_in_failed", "", None)
    assert "vreemd" not in str(Line.objects.values().get())


def test_a_wrong_code_is_written_down(client, ana):
    entering.app_of(ana)
    client.post(LOGIN, {"login": ana.email, "password": entering.PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert events() == ["accounts.factor_failed"]


def test_a_new_factor_is_written_down(client, ana, django_capture_on_commit_callbacks):
    client.post(LOGIN, {"login": ana.email, "password": entering.PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = page.split('id="secret">')[1].split("<")[0]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": entering.code_of(secret)})

    assert {"accounts.factor_added_totp", "accounts.factor_added_recovery_codes"} < set(events())
    assert secret not in str(list(Line.objects.values()))


def test_a_new_password_is_written_down(client, sign_in, ana):
    sign_in(client, ana)
    new = "vier losse woorden samen"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": entering.PASSWORD, "password1": new, "password2": new},
    )

    assert "accounts.password_changed" in events()


def test_who_works_for_two_organisations_is_seen_by_both(client, ana, organisation, elsewhere):
    Membership.objects.create(user=ana, organisation=elsewhere, role=Role.RESEARCHER)
    entering.sign_in(client, ana).post(reverse("account_logout"))

    lines = Line.objects.filter(event="accounts.signed_out")
    assert {line.organisation for line in lines} == {organisation.pk, elsewhere.pk}
    assert {line.role for line in lines} == {"facilitator", "researcher"}
    assert len({line.request for line in lines}) == 1


def test_lines_of_one_request_belong_together_and_the_session_is_not_in_them(rf, ana, client):
    request = rf.get("/")
    entering.sign_in(client, ana)
    request.session = client.session
    one, two = (note("studies.read", by=ana, organisation=1, request=request) for _ in range(2))

    assert one.request == two.request
    assert one.device == two.device != ""
    assert request.session.session_key not in str(Line.objects.values()[0])
    assert one.origin.endswith(".0")


def test_nothing_is_done_that_cannot_be_written_down(monkeypatch, ana):
    monkeypatch.setattr(telling, "_LISTENERS", [])

    with pytest.raises(telling.NobodyListens):
        telling.tell("left", by=ana, about=ana)


def test_an_act_that_fails_leaves_no_line(client, sign_in, dewi, organisation):
    sign_in(client, dewi)
    client.post(reverse("accounts:let_go", args=[organisation.pk, dewi.pk]))

    assert "accounts.left" not in events()


def test_a_first_visit_of_somebody_else_leaves_a_line_per_act(organisation, dewi):
    eva = person("eva", organisation, Role.ADMINISTRATOR)
    device = entering.sign_in(Client(), dewi)
    device.post(reverse("accounts:let_go", args=[organisation.pk, eva.pk]))

    assert events().count("accounts.left") == 1
    assert events().count("accounts.role_taken_administrator") == 1
