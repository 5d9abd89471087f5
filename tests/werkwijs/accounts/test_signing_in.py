"""Coming in: password, second factor, and what stays shut without."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.werkwijs import entering

from werkwijs.accounts.models import User

pytestmark = pytest.mark.django_db

LOGIN = "/account/inloggen/"
STUDIES = "/studies/"


def with_password(client: Client, user: User, password: str = entering.PASSWORD):
    return client.post(LOGIN, {"login": user.email, "password": password})


def test_password_and_code_open_the_studies(client, ana):
    entering.app_of(ana)

    asked = with_password(client, ana)
    assert asked.url == reverse("mfa_authenticate")
    client.post(asked.url, {"code": entering.code(ana)})

    assert client.get(STUDIES).status_code == 200


def test_the_password_alone_opens_nothing(client, ana):
    entering.app_of(ana)
    with_password(client, ana)

    for page in (STUDIES, "/account/ik/", "/account/organisatie/", "/account/tweede-stap/app/"):
        assert client.get(page).url.startswith(LOGIN)


def test_a_wrong_code_does_not_open(client, ana):
    entering.app_of(ana)
    with_password(client, ana)
    wrong = str((int(entering.code(ana)) + 1) % 10**6).zfill(6)

    answer = client.post(reverse("mfa_authenticate"), {"code": wrong})

    assert answer.status_code == 200
    assert client.get(STUDIES).url.startswith(LOGIN)


def test_a_code_opens_once_even_while_it_is_still_right(client, ana):
    entering.app_of(ana)
    shown = entering.code(ana)
    with_password(client, ana)
    client.post(reverse("mfa_authenticate"), {"code": shown})
    # allauth forgets a shown code after half a minute; the code stays right for longer than that
    cache.delete(f"allauth.mfa.totp.used?user={ana.pk}&code={shown}")

    other = Client()
    with_password(other, ana)
    answer = other.post(reverse("mfa_authenticate"), {"code": shown})

    assert answer.status_code == 200
    assert other.get(STUDIES).url.startswith(LOGIN)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_show_a_code_at_the_same_moment_one_comes_in(ana, settings, tmp_path):
    """Somebody looked over her shoulder, and types as fast as she does. Files do not wait for each other."""
    file = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": file, "LOCATION": str(tmp_path)}}
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    entering.app_of(ana)
    shown = entering.code(ana)
    devices = [Client() for _ in range(4)]
    for device in devices:
        with_password(device, ana)

    def try_it(device: Client) -> bool:
        try:
            return device.post(reverse("mfa_authenticate"), {"code": shown}).status_code == 302
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as together:
        assert sum(together.map(try_it, devices)) == 1


def test_a_session_that_never_showed_the_factor_is_ended(client, ana):
    entering.app_of(ana)
    client.force_login(ana)

    assert client.get(STUDIES).url.startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_without_a_factor_only_setting_one_up_opens(client, ana):
    with_password(client, ana)

    for page in (STUDIES, "/account/ik/", "/account/organisatie/", "/account/wachtwoord/"):
        assert client.get(page).url == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_setting_up_an_app_lets_this_session_in(client, ana):
    with_password(client, ana)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="secret">(\w+)<', page)[1]

    answer = client.post(reverse("mfa_activate_totp"), {"code": entering.code_of(secret)})

    assert answer.url == reverse("mfa_view_recovery_codes")
    assert client.get(answer.url).status_code == 200
    assert client.get(STUDIES).status_code == 200


def test_another_session_does_not_come_along_when_a_factor_is_set_up(client, ana):
    """Somebody who knew the password and waited stays outside."""
    waiting = Client()
    with_password(waiting, ana)
    entering.app_of(ana)

    assert waiting.get(STUDIES).url.startswith(LOGIN)


def test_the_secret_is_not_readable_in_the_database(ana):
    secret = entering.app_of(ana)

    assert secret not in str(Authenticator.objects.get(user=ana).data)


def test_a_recovery_code_opens_once(client, ana, sign_in):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    entering.app_of(ana)
    one = RecoveryCodes.activate(ana).get_unused_codes()[0]
    for opens in (True, False):
        fresh = Client()
        with_password(fresh, ana)
        fresh.post(reverse("mfa_authenticate"), {"code": one})

        assert (fresh.get(STUDIES).status_code == 200) is opens


def test_the_last_factor_cannot_be_removed(client, ana, sign_in):
    sign_in(client, ana)

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=ana).count() == 1


# --- guessing --------------------------------------------------------------------------


def said(answer) -> str:
    return " ".join(re.findall(r'class="error-summary".*?</div>', answer.content.decode(), re.S))


def test_a_stranger_and_a_colleague_hear_the_same(client, ana):
    wrong = said(client.post(LOGIN, {"login": ana.email, "password": "iets anders dan dat"}))
    stranger = said(client.post(LOGIN, {"login": "niemand@x.example", "password": "iets anders"}))

    assert wrong == stranger != ""


def test_a_stranger_waits_as_long_as_a_colleague(client, ana, settings, monkeypatch):
    """For both a password is computed, which is what takes the time."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    computed = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *args: computed.append(1) or real(self, *args),
    )
    client.post(LOGIN, {"login": ana.email, "password": "iets anders dan dat"})
    for_ana = len(computed)
    client.post(LOGIN, {"login": "niemand@x.example", "password": "iets anders dan dat"})

    assert for_ana == len(computed) - for_ana == 1


def test_after_five_wrong_passwords_the_right_one_waits_too(client, ana):
    entering.app_of(ana)
    for _ in range(5):
        with_password(client, ana, "fout wachtwoord")

    assert with_password(client, ana).status_code == 200


def test_codes_cannot_be_tried_on_and_on(client, ana):
    entering.app_of(ana)
    with_password(client, ana)
    for wrong in ("000001", "000002", "000003", "000004", "000005"):
        client.post(reverse("mfa_authenticate"), {"code": wrong})

    client.post(reverse("mfa_authenticate"), {"code": entering.code(ana)})

    assert client.get(STUDIES).url.startswith(LOGIN)


@pytest.mark.parametrize(
    "gone",
    ["signup/", "email/", "password/reset/", "3rdparty/", "confirm-email/", "login/code/confirm/"],
)
def test_pages_nobody_needs_are_not_there(client, gone):
    assert client.get(f"/account/{gone}").status_code == 404


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_way_in_speaks_both_languages(client, language):
    client.cookies["taal"] = language

    page = client.get(LOGIN).content.decode()

    assert ("Inloggen" in page) is (language == "nl")
    assert ("Sign in" in page) is (language == "en")
