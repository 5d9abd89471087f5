"""Pages about an organisation: who works there, invitations, roles, leaving, helping somebody back in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from werkwijs.accounts import (
    again,
    inviting,
    letters,
    notices,
    passing,
    recovering,
    rules,
    staffing,
    telling,
)
from werkwijs.accounts.forms import InviteForm, OrganisationForm, ReasonForm, RolesForm
from werkwijs.accounts.models import Invitation, Membership, Organisation, Recovery, Role, User
from werkwijs.accounts.who import signed_in
from werkwijs.lib import qr
from werkwijs.lib.words import say

View = Callable[..., HttpResponseBase]


def inside(view: View) -> View:
    """A page for everybody who works there; the view is handed the organisation."""

    @wraps(view)
    def page(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        found = get_object_or_404(Organisation.objects.visible_to(signed_in(request)), pk=pk)
        return view(request, found, **kwargs)

    return page


def administering(view: View) -> View:
    """A page for those who administer it."""

    @inside
    @wraps(view)
    def page(request: HttpRequest, organisation: Organisation, **kwargs: Any) -> HttpResponseBase:
        if not rules.may_administer(signed_in(request), organisation):
            raise PermissionDenied
        return view(request, organisation, **kwargs)

    return page


def organisation(request: HttpRequest) -> HttpResponse:
    """One's own organisation; the first, for who works for several."""
    first = Organisation.objects.visible_to(signed_in(request)).order_by("name").first()
    if first is None:
        raise Http404
    return _show(request, first)


@inside
def organisation_of(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    return _show(request, organisation)


def _show(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    me = signed_in(request)
    roles: dict[UUID, list[str]] = {}
    for user_id, role in (
        Membership.objects.current()
        .filter(organisation=organisation)
        .order_by("role")
        .values_list("user", "role")
    ):
        roles.setdefault(user_id, []).append(role)
    administering_it = rules.may_administer(me, organisation)
    people = [(user, roles[user.pk]) for user in staffing.colleagues(organisation)]
    shown = {
        "organisation": organisation,
        "others": Organisation.objects.visible_to(me).exclude(pk=organisation.pk).order_by("name"),
        "people": people,
        "administering": administering_it,
        "only_one": sum(Role.ADMINISTRATOR in held for _, held in people) == 1,
        "recoveries": [
            asked
            for asked in Recovery.objects.open().filter(organisation=organisation)
            if not recovering.refusal(me, asked.user, organisation)
        ],
        "invitations": Invitation.objects.visible_to(me)
        .filter(organisation=organisation, kind=Invitation.Kind.JOIN, used_at=None)
        .order_by("-created_at")[:50],
        "leavers": staffing.leavers(organisation) if administering_it else [],
    }
    return render(request, "accounts/organisation.html", shown)


@administering
def edit(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = OrganisationForm(request.POST or None, instance=organisation)
    if form.is_valid():
        form.save()
        telling.tell(
            "organisation_changed",
            by=signed_in(request),
            about=organisation,
            organisation=organisation.pk,
            request=request,
        )
        messages.success(request, say("accounts.done", "saved"))
        return redirect("accounts:organisation_of", organisation.pk)
    organisation.refresh_from_db()
    shown = {"organisation": organisation, "form": form}
    return render(request, "accounts/organisation_edit.html", shown)


@administering
@again.confirm_before_doing
def invite(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if form.is_valid():
        made = inviting.invite(
            organisation=organisation, by=signed_in(request), request=request, **form.cleaned_data
        )
        letters.send(made.email, inviting.address_of(made))
        return redirect("accounts:invitation", organisation.pk, made.pk)
    return render(request, "accounts/invite.html", {"organisation": organisation, "form": form})


@administering
def invitation(request: HttpRequest, organisation: Organisation, invitation: int) -> HttpResponse:
    """The link of an invitation: to copy, to scan, to print."""
    found = _invitation(request, organisation, invitation)
    address = inviting.address_of(found) if found.state == "open" else ""
    shown = {
        "organisation": organisation,
        "invitation": found,
        "address": address,
        "code": qr.svg(address) if address else "",
        "by_letter": letters.can_be_sent(),
    }
    return render(request, "accounts/invitation.html", shown)


@require_POST
@administering
def withdraw(request: HttpRequest, organisation: Organisation, invitation: int) -> HttpResponse:
    found = _invitation(request, organisation, invitation)
    inviting.withdraw(found, by=signed_in(request), request=request)
    messages.success(request, say("accounts.done", "withdrawn"))
    return redirect("accounts:organisation_of", organisation.pk)


def _invitation(request: HttpRequest, organisation: Organisation, pk: int) -> Invitation:
    return get_object_or_404(
        Invitation.objects.visible_to(signed_in(request)), organisation=organisation, pk=pk
    )


@inside
def colleague(request: HttpRequest, organisation: Organisation, user: UUID) -> HttpResponse:
    """One colleague: their roles, and what one may do for them."""
    them = _colleague(organisation, user)
    return _show_colleague(request, organisation, them)


def _colleague(organisation: Organisation, pk: UUID) -> User:
    return get_object_or_404(staffing.colleagues(organisation), pk=pk)


def _show_colleague(
    request: HttpRequest, organisation: Organisation, them: User, **forms: Any
) -> HttpResponse:
    me = signed_in(request)
    roles = staffing.roles_of(them, organisation)
    why_not = recovering.refusal(me, them, organisation)
    shown = {
        "organisation": organisation,
        "them": them,
        "roles": roles,
        "administering": rules.may_administer(me, organisation),
        "myself": them == me,
        "has_factor": passing.factors(them).exists(),
        "elsewhere": staffing.works_elsewhere_too(them, organisation),
        "recovery": recovering.open_for(them, organisation),
        "why_not": why_not,
        "may_help": not why_not,
        "roles_form": forms.get("roles_form") or RolesForm(initial={"roles": roles}),
        "reason_form": forms.get("reason_form") or ReasonForm(),
    }
    return render(request, "accounts/colleague.html", shown)


@require_POST
@administering
@again.confirm_recently
def change_roles(request: HttpRequest, organisation: Organisation, user: UUID) -> HttpResponse:
    them = _colleague(organisation, user)
    form = RolesForm(request.POST)
    if not form.is_valid():
        return _show_colleague(request, organisation, them, roles_form=form)
    try:
        staffing.change_roles(
            them, organisation, form.cleaned_data["roles"], by=signed_in(request), request=request
        )
    except staffing.LastAdministrator:
        form.add_error("roles", say("accounts.wrong", "last_administrator"))
        return _show_colleague(request, organisation, them, roles_form=form)
    messages.success(request, say("accounts.done", "saved"))
    return redirect("accounts:organisation_of", organisation.pk)


@require_POST
@administering
@again.confirm_recently
def let_go(request: HttpRequest, organisation: Organisation, user: UUID) -> HttpResponse:
    them = _colleague(organisation, user)
    try:
        staffing.let_go(them, organisation, by=signed_in(request), request=request)
    except staffing.LastAdministrator:
        messages.error(request, say("accounts.wrong", "last_administrator"))
        return redirect("accounts:colleague", organisation.pk, them.pk)
    messages.success(request, say("accounts.done", "let_go", name=them.name))
    return redirect("accounts:organisation_of", organisation.pk)


@require_POST
@administering
@again.confirm_recently
def password_link(request: HttpRequest, organisation: Organisation, user: UUID) -> HttpResponse:
    """A link for a colleague who forgot their password: to hand over in person, or by letter."""
    them = _colleague(organisation, user)
    me = signed_in(request)
    if them == me or staffing.works_elsewhere_too(them, organisation):
        raise PermissionDenied
    made = inviting.let_choose_password(them, organisation=organisation, by=me, request=request)
    notices.give(them, "password_link", by=me.name)
    return redirect("accounts:invitation", organisation.pk, made.pk)


@require_POST
@inside
@again.confirm_recently
def help_back(request: HttpRequest, organisation: Organisation, user: UUID) -> HttpResponse:
    """The first of two asks, the second confirms; both say why."""
    them = _colleague(organisation, user)
    me = signed_in(request)
    if recovering.refusal(me, them, organisation):
        raise PermissionDenied
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _show_colleague(request, organisation, them, reason_form=form)
    done = recovering.help_back(them, organisation, by=me, request=request, **form.cleaned_data)
    said = "recovered" if done.confirmed_at else "recovery_asked"
    messages.success(request, say("accounts.done", said, name=them.name))
    return redirect("accounts:colleague", organisation.pk, them.pk)


@require_POST
@inside
def no_help_needed(request: HttpRequest, organisation: Organisation, user: UUID) -> HttpResponse:
    """It was a mistake: who asked, the person, or an administrator takes the request back."""
    them = _colleague(organisation, user)
    me = signed_in(request)
    asked = recovering.open_for(them, organisation)
    if asked is None:
        return redirect("accounts:colleague", organisation.pk, them.pk)
    if me.pk not in {asked.asked_by_id, them.pk} and not rules.may_administer(me, organisation):
        raise PermissionDenied
    recovering.withdraw(asked, by=me, request=request)
    messages.success(request, say("accounts.done", "withdrawn"))
    return redirect("accounts:colleague", organisation.pk, them.pk)
