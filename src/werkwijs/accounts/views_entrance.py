"""Pages for coming in: with a link, after a forgotten password, and setting up the second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from werkwijs.accounts import inviting, letters, passing, telling
from werkwijs.accounts.forms import ForgottenForm, NewPasswordForm, OwnPasswordForm, WelcomeForm
from werkwijs.accounts.models import Invitation, Membership, User
from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say


@login_not_required
def welcome(request: HttpRequest, code: str) -> HttpResponse:
    """The page a link opens. Only sending the form uses the link: looking does not."""
    invitation = inviting.find(code)
    if invitation is None:
        return _spent(request)
    user = User.objects.filter(email=invitation.email).first()
    if invitation.kind == Invitation.Kind.PASSWORD:
        return _new_password(request, invitation, user) if user else _spent(request)
    if request.user.is_authenticated and user != request.user:
        if request.method == "POST":
            logout(request)
            return redirect("accounts:welcome", code)
        return _show(request, invitation, "other", None)
    if user is None:
        return _new_colleague(request, invitation)
    if request.user.is_authenticated:
        return _join(request, invitation, user)
    return _known_colleague(request, invitation, user)


def _new_colleague(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = WelcomeForm(
        request.POST or None,
        user=User(email=invitation.email, name=request.POST.get("name", "")),
        initial={"name": request.GET.get("naam", "")},
    )
    if not form.is_valid():
        return _show(request, invitation, "new", form)
    try:
        user = inviting.join_as_new(invitation, request=request, **form.cleaned_data)
    except inviting.LinkIsSpent:
        return _spent(request)
    return _go_on(request, user)


def _known_colleague(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    """An account with this address exists: its password, and then its second factor."""
    form = OwnPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            known = get_adapter(request).authenticate(
                request, email=user.email, password=form.cleaned_data["password"]
            )
        except ValidationError as error:
            form.add_error("password", error)
        else:
            if known == user:
                try:
                    inviting.join(invitation, user, request=request)
                except inviting.LinkIsSpent:
                    return _spent(request)
                return _go_on(request, user)
            form.add_error("password", say("accounts.wrong", "password"))
    return _show(request, invitation, "known", form)


def _join(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    if request.method != "POST":
        return _show(request, invitation, "here", None)
    try:
        inviting.join(invitation, user, request=request)
    except inviting.LinkIsSpent:
        return _spent(request)
    return redirect("accounts:organisation_of", invitation.organisation_id)


def _new_password(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    form = NewPasswordForm(request.POST or None, user=user)
    if not form.is_valid():
        return _show(request, invitation, "password", form)
    try:
        inviting.choose_password(invitation, request=request, **form.cleaned_data)
    except inviting.LinkIsSpent:
        return _spent(request)
    user.refresh_from_db()
    if request.user.is_authenticated:
        logout(request)
    if not Membership.objects.current().filter(user=user).exists():
        return redirect("account_inactive")
    return _go_on(request, user)


def _go_on(request: HttpRequest, user: User) -> HttpResponse:
    """As after signing in with a password: the second factor comes next."""
    answer: HttpResponse = perform_password_login(
        request, {"email": user.email}, Login(user=user, redirect_url=reverse("home:start"))
    )
    return answer


def _show(request: HttpRequest, invitation: Invitation, who: str, form: Any) -> HttpResponse:
    shown = {"invitation": invitation, "who": who, "form": form}
    return render(request, "accounts/welcome.html", shown)


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/spent.html", status=404)


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    """Who forgot their password: a letter, or somebody who administers. The same words for everybody."""
    by_letter = letters.can_be_sent()
    form = ForgottenForm(request.POST or None) if by_letter else None
    sent = False
    if form is not None and form.is_valid():
        email = inviting.tidy(form.cleaned_data["email"])
        if not ratelimit.consume(request, action="reset_password", key=email):
            form.add_error(None, say("accounts.wrong", "too_often"))
        else:
            user = User.objects.filter(email=email).first()
            if user and Membership.objects.current().filter(user=user).exists():
                link = inviting.let_choose_password(
                    user, organisation=None, by=None, request=request
                )
                letters.send(email, inviting.address_of(link))
            else:  # written down too: how long it takes does not tell who works here
                telling.tell("password_asked_in_vain", by=None, request=request)
            sent = True
    shown = {"form": form, "sent": sent}
    return render(request, "accounts/forgotten.html", shown)


class SetUpApp(ActivateTOTPView):  # type: ignore[misc]
    """A code of the new app was shown: signing in has passed with it."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        user = signed_in(self.request)
        passing.pass_with(self.request, user, passing.factors(user).latest("pk"))
        return answer


class AddKey(AddWebAuthnView):  # type: ignore[misc]
    """The new passkey answered: signing in has passed with it."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        user = signed_in(self.request)
        passing.pass_with(self.request, user, passing.factors(user).latest("pk"))
        return answer


class RemoveKey(RemoveWebAuthnView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        if not passing.may_remove(self.get_object()):
            messages.error(self.request, say("accounts.wrong", "last_factor"))
            return redirect("mfa_list_webauthn")
        answer: HttpResponse = super().form_valid(form)
        return answer


@login_not_required
def to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the organisation's own sign-in page, or back with words where it cannot be reached."""
    try:
        answer: HttpResponse = oidc.login(request, provider_id)
    except (OSError, KeyError, ValueError):
        messages.error(request, say("accounts.wrong", "oidc_failed"))
        return redirect("account_login")
    return answer
