"""What worries participants, for who runs the study; and what was seen of representatives."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.participation import consenting, worrying
from werkwijs.participation.consenting import Evidence
from werkwijs.participation.forms_running import EvidenceForm
from werkwijs.participation.models import Consent, Participant
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@pages.running
def worries(request: HttpRequest, study: Study) -> HttpResponse:
    """That there are worries, and how they stand; the words open with a button, which is noted."""
    return pages.show(
        request, study, "participation/worries/list.html", worries=worrying.told(study)
    )


@require_POST
@pages.running
def worry(request: HttpRequest, study: Study, pk: int) -> HttpResponse:
    """Read one, and say that it was handled."""
    found = get_object_or_404(worrying.told(study), pk=pk)
    act = request.POST.get("act", "read")
    if act == "handle":
        worrying.handle(found, by=signed_in(request))
        return redirect("taking_part:worries", study.slug)
    if act == "reopen":
        worrying.reopen(found, by=signed_in(request))
        return redirect("taking_part:worries", study.slug)
    worrying.read(found, by=signed_in(request))
    return pages.show(request, study, "participation/worries/one.html", worry=found)


@pages.running
def representatives(request: HttpRequest, study: Study) -> HttpResponse:
    """For whom somebody else must say yes too, and what was seen of it."""
    return pages.show(
        request,
        study,
        "participation/representatives.html",
        consents=_represented(study),
    )


@require_http_methods(["GET", "POST"])
@pages.running
def evidence(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    consent = get_object_or_404(_represented(study), participant__number=number)
    form = EvidenceForm(request.POST or None)
    if request.method == "POST":
        if request.POST.get("act") == "alone":
            consenting.decides_alone(consent, by=signed_in(request))
            return redirect("taking_part:representatives", study.slug)
        if form.is_valid():
            consenting.show_evidence(
                consent,
                evidence=Evidence(form.cleaned_data["evidence"]),
                on=form.cleaned_data["on"],
                by=signed_in(request),
            )
            return redirect("taking_part:representatives", study.slug)
    return pages.show(request, study, "participation/evidence.html", consent=consent, form=form)


def _represented(study: Study) -> QuerySet[Consent]:
    """The current yes of everybody who has a representative."""
    return (
        Consent.objects.filter(
            participant__in=Participant.objects.staying().filter(study=study),
            text=consenting.current(study),
            withdrawn_at=None,
        )
        .exclude(representation="")
        .select_related("participant__group", "participant__study")
        .order_by("evidence", "participant__number")
    )
