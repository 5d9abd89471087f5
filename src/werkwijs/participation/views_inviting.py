"""Join codes and return cards, for who runs the study."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.lib import qr
from werkwijs.participation import inviting, returning
from werkwijs.participation.forms_running import InviteForm
from werkwijs.participation.models import JoinCode, Participant
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@require_http_methods(["GET", "POST"])
@pages.running
def invite(request: HttpRequest, study: Study) -> HttpResponse:
    """Every join code, and a new one."""
    form = InviteForm(study, request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = inviting.make(study, by=signed_in(request), **form.cleaned_data)
        return redirect("taking_part:code", study.slug, code.pk)
    return pages.show(
        request,
        study,
        "participation/inviting/list.html",
        form=form,
        invitations=inviting.all_of(study),
    )


@pages.running
def code(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    """One join code, large: to show on a wall, or to print."""
    found = get_object_or_404(JoinCode, study=study, pk=pk)
    invitation = inviting.shown(found)
    return pages.show(
        request,
        study,
        "participation/inviting/code.html",
        invitation=invitation,
        site=inviting.site(),
        qr=qr.svg(invitation.address, scale=8),
    )


@require_POST
@pages.running
def revoke(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    inviting.revoke(get_object_or_404(JoinCode, study=study, pk=pk), by=signed_in(request))
    return redirect("taking_part:invite", study.slug)


@pages.running
def cards(request: HttpRequest, study: Study) -> HttpResponse:
    """Who may have lost their card."""
    people = Participant.objects.staying().filter(study=study).select_related("group")
    return pages.show(request, study, "participation/inviting/cards.html", people=people)


@require_POST
@pages.running
def card(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """The return card of a pseudonym, to print. That it was shown stands in the log."""
    person = get_object_or_404(Participant.objects.staying(), study=study, number=number)
    if request.POST.get("act") == "replace":
        returning.replace(person, by=signed_in(request))
    elif request.POST.get("act") == "end":
        returning.end_all(person, by=signed_in(request))
        return redirect("taking_part:cards", study.slug)
    found = returning.print_again(person, by=signed_in(request))
    return pages.show(
        request,
        study,
        "participation/inviting/card.html",
        person=person,
        card=found,
        qr=qr.svg(found.address),
    )
