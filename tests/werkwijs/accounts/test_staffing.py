"""Roles given and taken, and leaving: what it opens, and what closes at once."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.werkwijs import entering
from tests.werkwijs.conftest import person

from werkwijs.accounts import inviting, staffing
from werkwijs.accounts.models import Invitation, Membership, Organisation, Role
from werkwijs.audit.models import Line

pytestmark = pytest.mark.django_db


def roles_page(organisation, them):
    return reverse("accounts:change_roles", args=[organisation.pk, them.pk])


def leave_page(organisation, them):
    return reverse("accounts:let_go", args=[organisation.pk, them.pk])


def test_who_leaves_is_out_at_their_next_page(sign_in, ana, dewi, organisation):
    hers, admins = sign_in(Client(), ana), sign_in(Client(), dewi)
    assert hers.get("/studies/").status_code == 200

    admins.post(leave_page(organisation, ana))

    assert hers.get("/studies/").url.startswith("/account/inloggen/")
    assert "_auth_user_id" not in hers.session


def test_who_left_does_not_get_in_again(client, ana, dewi, organisation):
    entering.app_of(ana)
    staffing.let_go(ana, organisation, by=dewi)

    answer = client.post("/account/inloggen/", {"login": ana.email, "password": entering.PASSWORD})

    assert answer.url == reverse("account_inactive")
    assert client.get(answer.url).status_code == 200
    assert client.get("/studies/").url.startswith("/account/inloggen/")


def test_who_leaves_one_organisation_stays_in_the_other(
    sign_in, ana, dewi, organisation, elsewhere
):
    Membership.objects.create(user=ana, organisation=elsewhere, role=Role.FACILITATOR)
    hers = sign_in(Client(), ana)

    staffing.let_go(ana, organisation, by=dewi)

    assert hers.get("/studies/").status_code == 200
    assert hers.get(reverse("accounts:organisation_of", args=[organisation.pk])).status_code == 404


def test_the_last_administrator_does_not_leave_without_a_successor(
    client, sign_in, dewi, organisation
):
    sign_in(client, dewi)

    client.post(leave_page(organisation, dewi))
    client.post(roles_page(organisation, dewi), {"roles": ["researcher"]})

    assert staffing.roles_of(dewi, organisation) == ["administrator"]


def test_with_a_successor_they_do(client, sign_in, dewi, ana, organisation):
    sign_in(client, dewi)
    client.post(roles_page(organisation, ana), {"roles": ["facilitator", "administrator"]})

    client.post(leave_page(organisation, dewi))

    assert staffing.roles_of(dewi, organisation) == []
    assert staffing.roles_of(ana, organisation) == ["administrator", "facilitator"]


def test_roles_change_as_they_are_ticked_and_are_logged(client, sign_in, ana, dewi, organisation):
    sign_in(client, dewi)

    client.post(roles_page(organisation, ana), {"roles": ["researcher"]})
    client.post(roles_page(organisation, ana), {"roles": ["researcher"]})

    assert staffing.roles_of(ana, organisation) == ["researcher"]
    events = list(
        Line.objects.filter(event__startswith="accounts.role_")
        .order_by("event")
        .values_list("event", "actor", "subject")
    )
    assert events == [
        ("accounts.role_given_researcher", str(dewi.pk), str(ana.pk)),
        ("accounts.role_taken_facilitator", str(dewi.pk), str(ana.pk)),
    ]


def test_no_role_at_all_is_not_a_role(client, sign_in, ana, dewi, organisation):
    sign_in(client, dewi)

    answer = client.post(roles_page(organisation, ana), {})

    assert "Kies minstens" in answer.content.decode()
    assert staffing.roles_of(ana, organisation) == ["facilitator"]


def test_a_role_that_is_not_there_is_refused(client, sign_in, ana, dewi, organisation):
    sign_in(client, dewi)

    client.post(roles_page(organisation, ana), {"roles": ["god"]})

    assert staffing.roles_of(ana, organisation) == ["facilitator"]


def test_links_of_who_leaves_keep_working_and_their_own_stop(bilal, dewi, organisation):
    eva = person("eva", organisation, Role.ADMINISTRATOR)
    theirs = inviting.invite(
        email="n@voorbeeld.example", roles=[Role.RESEARCHER], organisation=organisation, by=eva
    )
    inviting.let_choose_password(eva, organisation=organisation, by=dewi)

    staffing.let_go(eva, organisation, by=dewi)

    assert list(Invitation.objects.open()) == [theirs]


def test_leaving_twice_is_leaving_once(bilal, dewi, organisation):
    staffing.let_go(bilal, organisation, by=dewi)
    staffing.let_go(bilal, organisation, by=dewi)

    assert Line.objects.filter(event="accounts.left").count() == 1


@pytest.mark.parametrize(("who", "status"), [("ana", 403), ("carla", 403), ("dirk", 404)])
def test_nobody_else_changes_roles(
    client, sign_in, request, who, status, bilal, organisation, dewi
):
    sign_in(client, request.getfixturevalue(who))

    for page in (roles_page(organisation, bilal), leave_page(organisation, bilal)):
        assert client.post(page, {"roles": ["administrator"]}).status_code == status
    assert staffing.roles_of(bilal, organisation) == ["facilitator"]


# --- organisations cannot see each other -----------------------------------------------


def test_organisations_are_seen_from_inside_only(ana, dirk, organisation, elsewhere):
    assert list(Organisation.objects.visible_to(ana)) == [organisation]
    assert list(Organisation.objects.visible_to(dirk)) == [elsewhere]


def test_who_left_sees_no_organisation(ana, dewi, organisation):
    staffing.let_go(ana, organisation, by=dewi)

    assert not Organisation.objects.visible_to(ana).exists()


def test_invitations_are_seen_by_their_own_administrators_only(
    ana, dewi, dirk, organisation, elsewhere
):
    inviting.invite(email="n@x.example", roles=["researcher"], organisation=organisation, by=dewi)
    other = person("olga", elsewhere, Role.ADMINISTRATOR)

    seen = [Invitation.objects.visible_to(user).count() for user in (dewi, ana, dirk, other)]
    assert seen == [1, 0, 0, 0]


def test_a_colleague_of_elsewhere_is_not_there(
    client, sign_in, dewi, dirk, organisation, elsewhere
):
    sign_in(client, dewi)

    for pk in (organisation.pk, elsewhere.pk):
        assert client.get(reverse("accounts:colleague", args=[pk, dirk.pk])).status_code == 404


def test_a_link_of_elsewhere_is_not_there(client, sign_in, dewi, dirk, organisation, elsewhere):
    olga = person("olga", elsewhere, Role.ADMINISTRATOR)
    theirs = inviting.invite(
        email="n@x.example", roles=["researcher"], organisation=elsewhere, by=olga
    )
    sign_in(client, dewi)

    where = reverse("accounts:invitation", args=[organisation.pk, theirs.pk])
    assert client.get(where).status_code == 404


# --- the organisation page -------------------------------------------------------------


def test_colleagues_see_each_other_and_only_administrators_see_addresses(
    sign_in, ana, carla, dewi, organisation
):
    hers, admins = sign_in(Client(), ana), sign_in(Client(), dewi)

    seen, more = (d.get("/account/organisatie/").content.decode() for d in (hers, admins))

    assert "Carla" in seen
    assert carla.email not in seen
    assert carla.email in more
    assert "Collega uitnodigen" not in seen


def test_who_left_stands_apart(client, sign_in, bilal, dewi, organisation):
    staffing.let_go(bilal, organisation, by=dewi)
    sign_in(client, dewi)

    page = client.get("/account/organisatie/").content.decode()

    assert "Wie hier niet meer werkt" in page
    assert "Bilal" in page.split("Wie hier niet meer werkt")[1]


def test_the_minimum_group_size_is_never_below_five(client, sign_in, dewi, organisation):
    sign_in(client, dewi)
    page = reverse("accounts:organisation_edit", args=[organisation.pk])

    client.post(page, {"name": "De Linde", "minimum_group": "4"})
    organisation.refresh_from_db()
    assert organisation.minimum_group == 5

    client.post(page, {"name": "De Linde", "minimum_group": "8"})
    organisation.refresh_from_db()
    assert (organisation.name, organisation.minimum_group) == ("De Linde", 8)
