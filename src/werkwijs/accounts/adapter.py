"""What signing in means here: nobody signs up by themselves; letters hold no content."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from werkwijs.accounts import inviting, letters, passing, passwords
from werkwijs.accounts.models import Invitation, Membership, User
from werkwijs.lib import qr, sealing
from werkwijs.lib.words import lazily, say


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": lazily("accounts.wrong", "inactive"),
        "email_password_mismatch": lazily("accounts.wrong", "login"),
        "incorrect_code": lazily("accounts.wrong", "code"),
        "incorrect_password": lazily("accounts.wrong", "password"),
        "enter_current_password": lazily("accounts.wrong", "password"),
        "too_many_login_attempts": lazily("accounts.wrong", "too_often"),
        "rate_limited": lazily("accounts.wrong", "too_often"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """By invitation only; see `werkwijs.accounts.inviting`."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Who works nowhere any more does not come in, before any second factor is asked."""
        if not Membership.objects.current().filter(user=user).exists():
            user.is_active = False  # for allauth, which tells such people so; not saved
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for who proved just now who they are; see `werkwijs.accounts.passing`."""
        user = self.request.user
        return not (isinstance(user, User) and passing.recently(self.request, user))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """With the second factor, where there is one: a password alone may have been seen."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        words = {
            "reauthenticate": "password",
            "mfa_reauthenticate": "code",
            "mfa_reauthenticate:webauthn": "key",
        }
        for method in methods:
            method["description"] = say("accounts.prove_with", words[method["id"]])
        return [m for m in methods if m["id"] != "reauthenticate"] or methods

    def clean_password(self, password: str, user: User | None = None) -> str:
        passwords.check(password, user or User())
        return password

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:me")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Whatever allauth wants to write, people are told only that there is something."""
        letters.send(email)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened; "you have signed in" needs no words. Mistakes do."""
        if kwargs.get("message") or (len(args) > 1 and args[1] >= messages.WARNING):
            super().add_message(*args, **kwargs)


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": lazily("accounts.wrong", "code"),
        "cannot_delete_authenticator": lazily("accounts.wrong", "last_factor"),
    }

    def build_totp_svg(self, url: str) -> str:
        return str(qr.svg(url))

    def encrypt(self, text: str) -> str:
        """A copy of the database alone makes no codes."""
        return sealing.seal("factors", text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal("factors", encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return passing.may_remove(authenticator)

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - theirs
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return say("accounts.key_name", n=number)

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER


class FromOrganisation(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in with the account of one's organisation (OpenID Connect)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Who is known comes in; who is not must be invited, at an address the provider checked.

        Their second factor is still asked, whatever the provider says it saw. Who works for an organisation
        comes to another by the link, and says yes there: nobody is drawn in by signing in.
        """
        if sociallogin.state.get("process", "login") != "login":
            raise ImmediateHttpResponse(redirect("accounts:me"))
        checked = [e.email.lower() for e in sociallogin.email_addresses if e.verified is True]
        user = sociallogin.user if sociallogin.is_existing else None
        invited = list(
            Invitation.objects.open().filter(kind=Invitation.Kind.JOIN, email__in=checked)
        )
        if user is None:
            user = User.objects.filter(email__in=checked).first()
        if user is not None:
            works_for = set(
                Membership.objects.current()
                .filter(user=user)
                .values_list("organisation", flat=True)
            )
            invited = [one for one in invited if not works_for or one.organisation_id in works_for]
        elif invited:
            name = sociallogin.account.extra_data.get("userinfo", {}).get("name") or checked[0]
            user = inviting.join_as_new(
                invited.pop(0), name=name[:120], password=None, request=request
            )
        if user is None:
            messages.error(request, say("accounts.wrong", "oidc_unknown"))
            raise ImmediateHttpResponse(redirect("account_login"))
        for invitation in invited:
            if invitation.email == user.email:
                inviting.join(invitation, user, request=request)
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        messages.error(request, say("accounts.wrong", "oidc_failed"))
        raise ImmediateHttpResponse(redirect("account_login"))
