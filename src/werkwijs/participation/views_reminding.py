"""Texts that say there is something for somebody, and strips of paper with the code that leads there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from werkwijs.accounts.who import signed_in
from werkwijs.lib import qr
from werkwijs.participation import reminding
from werkwijs.participation.forms_monitor import StripsForm
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@require_safe
@pages.running
def reminders(request: HttpRequest, study: Study) -> HttpResponse:
    """Texts to copy, and strips to print."""
    return pages.show(
        request,
        study,
        "participation/exchange/reminders.html",
        letters=reminding.letters(study),
        form=StripsForm(study),
    )


@require_POST
@pages.running
def strips(request: HttpRequest, study: Study) -> HttpResponse:
    """A strip for each pseudonym, with the code that is theirs. Asked for with a form: it is noted."""
    form = StripsForm(study, request.POST)
    if not form.is_valid():
        return pages.show(
            request,
            study,
            "participation/exchange/reminders.html",
            status=422,
            letters=reminding.letters(study),
            form=form,
        )
    groups = reminding.strips(study, by=signed_in(request), request=request, **form.cleaned_data)
    drawn = [
        (name, [(strip, qr.svg(strip.card.address, scale=3)) for strip in own])
        for name, own in groups
    ]
    return pages.show(
        request,
        study,
        "participation/exchange/strips.html",
        groups=drawn,
        people=sum(len(o) for _, o in drawn),
    )
