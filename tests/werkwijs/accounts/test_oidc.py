"""Signing in with the account of one's organisation, at a provider that really listens."""

from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from tests.werkwijs import entering
from tests.werkwijs.accounts.provider import CLIENT, SECRET, Provider, listening

from werkwijs.accounts import inviting, staffing
from werkwijs.accounts.models import Role, User

pytestmark = pytest.mark.django_db
WAY_IN = "/account/inloggen/organisatie/"


@pytest.fixture
def provider(settings):
    made = Provider()
    server = listening(made)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "organisatie",
                    "name": "De Linde",
                    "client_id": CLIENT,
                    "secret": SECRET,
                    "settings": {"server_url": made.url},
                }
            ],
        }
    }
    yield made
    server.shutdown()
    server.server_close()


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


def come_in(device: Client, provider: Provider, **person):
    """To the provider, and back with its code."""
    provider.person = {"sub": "1234", "email_verified": True, **person}
    away = device.get(WAY_IN)
    try:
        build_opener(Stay).open(away.url)
    except HTTPError as redirect:
        back = redirect.headers["Location"]
        redirect.close()
    return device.get("/" + back.split("//", 1)[1].split("/", 1)[1])


def opens(device: Client) -> bool:
    return device.get("/studies/").status_code == 200


def test_the_settings_are_those_of_the_website():
    """What the fixture sets by hand stands in the settings too."""
    from werkwijs.config import settings

    assert settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["OAUTH_PKCE_ENABLED"] is True


def test_the_sign_in_page_offers_it(client, provider):
    assert "Inloggen met De Linde" in client.get("/account/inloggen/").content.decode()


def test_who_is_known_comes_in_and_shows_the_second_factor(client, provider, ana):
    entering.app_of(ana)

    answer = come_in(client, provider, email="ANA@voorbeeld.example")

    assert answer.url == reverse("mfa_authenticate")
    assert not opens(client)
    client.post(answer.url, {"code": entering.code(ana)})
    assert opens(client)


@pytest.mark.parametrize("claim", [{"amr": ["mfa"]}, {"acr": "phr"}])
def test_the_factor_is_asked_whatever_the_provider_says_it_saw(client, provider, ana, claim):
    entering.app_of(ana)

    come_in(client, provider, email=ana.email, **claim)

    assert not opens(client)


def test_the_password_stays(client, provider, ana):
    come_in(client, provider, email=ana.email)

    ana.refresh_from_db()
    assert ana.check_password(entering.PASSWORD)


def test_without_a_factor_it_is_set_up_first(client, provider, ana):
    come_in(client, provider, email=ana.email)

    assert client.get("/studies/").url == reverse("mfa_index")


@pytest.mark.parametrize("verified", [False, "false", "true", None, 1])
def test_an_address_nobody_checked_connects_to_nothing(client, provider, ana, verified):
    answer = come_in(client, provider, email=ana.email, email_verified=verified)

    assert answer.url == "/account/inloggen/"
    assert not SocialAccount.objects.exists()
    assert "_auth_user_id" not in client.session


def test_a_stranger_does_not_come_in_and_no_account_is_made(client, provider):
    answer = come_in(client, provider, email="vreemd@voorbeeld.example")

    assert "uitnodiging" in client.get(answer.url).content.decode()
    assert not User.objects.exists()


def test_who_was_invited_comes_in_with_the_roles_of_the_invitation(
    client, provider, organisation, dewi
):
    link = inviting.invite(
        email="nora@voorbeeld.example",
        roles=[Role.RESEARCHER],
        organisation=organisation,
        by=dewi,
    )

    come_in(client, provider, email="Nora@voorbeeld.example", name="Nora")

    nora = User.objects.get(email="nora@voorbeeld.example")
    assert (nora.name, nora.has_usable_password()) == ("Nora", False)
    assert staffing.roles_of(nora, organisation) == ["researcher"]
    assert client.get("/studies/").url == reverse("mfa_index")
    assert inviting.find(inviting.code_of(link)) is None


def test_who_left_does_not_come_in(client, provider, ana, dewi, organisation):
    staffing.let_go(ana, organisation, by=dewi)

    answer = come_in(client, provider, email=ana.email)

    assert answer.url == reverse("account_inactive")
    assert not opens(client)


def test_who_works_here_is_not_drawn_into_another_organisation(
    client, provider, ana, organisation, dirk
):
    other = dirk.memberships.get().organisation
    drawn = {"email": ana.email, "organisation": other, "by": dirk}
    link = inviting.invite(roles=[Role.FACILITATOR], **drawn)

    come_in(client, provider, email=ana.email)

    assert staffing.roles_of(ana, other) == []
    assert inviting.find(inviting.code_of(link)) == link


def test_who_left_and_is_asked_again_comes_in(client, provider, ana, dewi, organisation):
    staffing.let_go(ana, organisation, by=dewi)
    inviting.invite(email=ana.email, roles=[Role.RESEARCHER], organisation=organisation, by=dewi)

    come_in(client, provider, email=ana.email)

    assert staffing.roles_of(ana, organisation) == ["researcher"]


def test_known_by_number_afterwards_also_with_another_address(client, provider, ana):
    come_in(client, provider, email=ana.email)
    again = Client()

    come_in(again, provider, email="ana.bos@voorbeeld.example")

    assert again.session["_auth_user_id"] == str(ana.pk)


def test_another_person_at_the_provider_is_another_person_here(client, provider, ana, bilal):
    come_in(client, provider, email=ana.email)
    other = Client()

    come_in(other, provider, sub="999", email=bilal.email)

    assert other.session["_auth_user_id"] == str(bilal.pk)


def test_a_code_of_somebody_else_is_not_taken(client, provider, ana):
    """The answer must belong to a question this browser asked."""
    answer = client.get(f"{WAY_IN}terug/", {"code": "x", "state": "y"})

    assert answer.url == "/account/inloggen/"
    assert not SocialAccount.objects.exists()


def test_nobody_connects_an_account_to_another(client, sign_in, provider, ana):
    sign_in(client, ana)
    provider.person = {"sub": "7", "email": "x@x.example", "email_verified": True}
    away = client.get(WAY_IN, {"process": "connect"})
    with pytest.raises(HTTPError) as redirect:
        build_opener(Stay).open(away.url)
    back = redirect.value.headers["Location"]
    redirect.value.close()

    client.get("/" + back.split("//", 1)[1].split("/", 1)[1])

    assert not SocialAccount.objects.exists()


def test_a_provider_that_does_not_answer_is_said_in_words(client, provider):
    provider.answers = False

    answer = client.get(WAY_IN, follow=True)

    assert "lukte niet" in answer.content.decode()


def test_saying_no_at_the_provider_leads_back(client, provider):
    away = client.get(WAY_IN)
    state = away.url.split("state=")[1].split("&")[0]

    answer = client.get(f"{WAY_IN}terug/", {"error": "access_denied", "state": state})

    assert answer.url == "/account/inloggen/"
