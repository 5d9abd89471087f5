"""How the cast comes in: with a password and a real second factor, as everybody does."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.test import Client

from werkwijs.accounts.models import User
from werkwijs.audit import append_only

PASSWORD = "een lang wachtwoord"


def app_of(user: User) -> str:
    """The secret in the person's app for codes; set up the first time it is asked for."""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if factor is None:
        secret: str = generate_totp_secret()
        TOTP.activate(user, secret)
        return secret
    from allauth.mfa.utils import decrypt

    return str(decrypt(factor.data["secret"]))


def code(user: User, *, later: int = 0) -> str:
    """What the app shows now, or ``later`` half minutes from now."""
    return code_of(app_of(user), later=later)


def code_of(secret: str, *, later: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))


def sign_in(client: Client, user: User) -> Client:
    """Signed in, with the marks that allauth leaves in a session when password and code were shown."""
    app_of(user)
    client.force_login(user)
    session = client.session
    request = HttpRequest()
    request.session, request.user = session, user
    factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    record_authentication(request, user, "password", email=user.email)
    record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)
    session.save()
    UserSession.objects.get_or_create(
        session_key=session.session_key,
        defaults={"user": user, "ip": "192.0.2.1", "user_agent": "a test"},
    )
    return client


def in_browser(page, address: str, user: User) -> None:
    """She was here before: the device has her session, and shows her first page."""
    session = sign_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}
    page.context.add_cookies([cookie | {"httpOnly": True, "sameSite": "Lax"}])
    page.goto(f"{address}/")


def through_the_pages(page, address: str, user: User) -> None:
    """A person at a keyboard: e-mail address, password, code from the app."""
    app_of(user)
    page.goto(f"{address}/account/inloggen/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button:not([type=button]):visible >> nth=0")
    page.fill("input[name=code]", code(user))
    page.click("main form button:not([type=button]):visible >> nth=0")
    page.wait_for_url(lambda url: "/account/inloggen" not in url and "/tweede-stap" not in url)


def let_the_log_be_emptied() -> None:
    """Take the triggers away; the end of emptying the tables sets them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in append_only.SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            cursor.execute(
                f"DROP TRIGGER IF EXISTS {append_only.POSTGRESQL} ON {append_only.TABLE}"
            )
