"""The forms of allauth, with our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, SetPasswordForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateWithCode
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache
from django.db import transaction

from werkwijs.accounts.models import User
from werkwijs.lib.words import lazily


class Ours:
    """Labels in our words; no placeholders, which vanish when one needs them."""

    words: dict[str, str] = {}
    hints: dict[str, str] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = lazily(self.hints[name]) if name in self.hints else ""
            if name in self.words:
                field.label = lazily(self.words[name])


CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}


class SignIn(Ours, LoginForm):  # type: ignore[misc]
    words = {"login": "accounts.email", "password": "accounts.your_password"}


class ChangePassword(Ours, ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": "accounts.old_password",
        "password1": "accounts.new_password",
        "password2": "accounts.new_password_again",
    }
    hints = {"password1": "accounts.new_password_how"}


class SetPassword(Ours, SetPasswordForm):  # type: ignore[misc]
    words = {"password1": "accounts.new_password", "password2": "accounts.new_password_again"}
    hints = {"password1": "accounts.new_password_how"}


class Reauthenticate(Ours, ReauthenticateForm):  # type: ignore[misc]
    words = {"password": "accounts.your_password"}


class Once:
    """A code of the app opens once, as long as it would be right: with one period before and after."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not self._first(code):
            raise get_adapter().validation_error("incorrect_code")
        return code

    @transaction.atomic
    def _first(self, code: str) -> bool:
        """Of two at the same moment one is the first: they wait for each other at the row."""
        Authenticator.objects.select_for_update().get(pk=self.authenticator.pk)
        shown = f"code-shown:{self.user.pk}:{code}"
        return bool(cache.add(shown, 1, 4 * app_settings.TOTP_PERIOD))


class ShowCode(Once, Ours, AuthenticateForm):  # type: ignore[misc]
    words = {"code": "accounts.code"}
    hints = {"code": "accounts.code_hint"}


class ShowCodeAgain(Once, Ours, ReauthenticateWithCode):  # type: ignore[misc]
    words = {"code": "accounts.code"}
    hints = {"code": "accounts.code_hint"}


class SetUpApp(Ours, ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": "accounts.code_from_app"}
    hints = {"code": "accounts.code_from_app_hint"}


class AddKey(Ours, AddWebAuthnForm):  # type: ignore[misc]
    words = {"name": "accounts.key_name_label", "passwordless": "accounts.key_passwordless"}
    hints = {
        "name": "accounts.key_name_hint",
        "passwordless": "accounts.key_passwordless_hint",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenameKey(Ours, EditWebAuthnForm):  # type: ignore[misc]
    words = {"name": "accounts.key_name_label"}
