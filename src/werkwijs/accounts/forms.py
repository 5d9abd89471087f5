"""Forms about people, roles and proving who one is."""

from __future__ import annotations

from typing import Any

from django import forms

from werkwijs.accounts import passwords
from werkwijs.accounts.models import Organisation, Role, User
from werkwijs.lib.words import lazily


def role_choices() -> list[tuple[str, Any]]:
    return [(role.value, lazily("accounts.role_explained", role.value)) for role in Role]


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=lazily("accounts.roles"),
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazily("accounts.wrong", "no_role")},
    )


class InviteForm(RolesForm):
    email = forms.EmailField(
        label=lazily("accounts.email"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "roles")


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ("name", "minimum_group")
        labels = {
            "name": lazily("accounts.organisation_name"),
            "minimum_group": lazily("accounts.minimum_group"),
        }
        help_texts = {"minimum_group": lazily("accounts.minimum_group_why")}
        widgets = {"minimum_group": forms.NumberInput(attrs={"min": 5})}

    def clean_minimum_group(self) -> int:
        chosen: int = self.cleaned_data["minimum_group"]
        if chosen < 5:
            raise forms.ValidationError(lazily("accounts.wrong", "minimum"))
        return chosen


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name",)
        labels = {"name": lazily("accounts.your_name")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=lazily("accounts.reason"),
        help_text=lazily("accounts.reason_why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewPasswordForm(forms.Form):
    """A password, once: who mistypes it gets a new link, and two fields only double the mistake."""

    password = forms.CharField(
        label=lazily("accounts.new_password"),
        help_text=lazily("accounts.new_password_how"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        chosen: str = self.cleaned_data["password"]
        passwords.check(chosen, self.user)
        return chosen


class WelcomeForm(NewPasswordForm):
    name = forms.CharField(
        label=lazily("accounts.your_name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "password")


class OwnPasswordForm(forms.Form):
    password = forms.CharField(
        label=lazily("accounts.your_password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=lazily("accounts.email"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
