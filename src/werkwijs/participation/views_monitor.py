"""The monitor: who is how far, what deserves a look, and leaving a sort out of the map."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from werkwijs.accounts.who import signed_in
from werkwijs.audit import noting
from werkwijs.audit.models import Line
from werkwijs.participation import excluding, monitor, monitor_list, withdrawing
from werkwijs.participation.forms_monitor import ReasonForm
from werkwijs.participation.models import Participant
from werkwijs.participation.monitor_list import Wanted
from werkwijs.studies import pages
from werkwijs.studies.models import Study

NOTED_FOR = timedelta(hours=1)


@require_safe
@pages.reading
def everybody(request: HttpRequest, study: Study) -> HttpResponse:
    """The whole list; ``?deel=1`` gives only what changes, and nothing at all while nothing did."""
    wanted = Wanted.of(request.GET, study)
    if "deel" not in request.GET:
        _note("participation.monitor_read", study, request)
        facts = _facts(study, wanted)
        if facts["summary"].withdrawn:
            facts["effects"] = withdrawing.effects(study)
        return pages.show(request, study, "participation/monitor/everybody.html", **facts)
    tag = f'"{monitor.version(study)}-{get_language()}-{wanted.address()}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    if not _noted_lately(study, request):
        _note("participation.monitor_read", study, request)
    answer = render(
        request, "participation/monitor/live.html", _facts(study, wanted) | {"study": study}
    )
    answer.headers["ETag"] = tag
    return answer


def _facts(study: Study, wanted: Wanted) -> dict[str, Any]:
    found = monitor.rows(study)
    return {
        "wanted": wanted,
        "rows": wanted.among(found),
        "everybody": len(found),
        "summary": monitor.summary(study),
        "shows": [(name, sum(map(shows, found))) for name, shows in monitor_list.SHOWS.items()],
        "orders": [(name, wanted.address(volgorde=name)) for name in monitor_list.ORDERS],
    }


@require_safe
@pages.reading
def one(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    _note("participation.monitor_read", study, request, about=_person(study, number))
    return _one(request, study, number, ReasonForm())


@require_POST
@pages.running
def exclude(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """Leave a sort out of the map, or let it count again; each with a reason."""
    person = _person(study, number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _one(request, study, number, form, status=422)
    act = excluding.include if request.POST.get("act") == "include" else excluding.exclude
    act(person, reason=form.cleaned_data["reason"], by=signed_in(request), request=request)
    return redirect("taking_part:monitor_one", study.slug, number)


def _one(
    request: HttpRequest, study: Study, number: int, form: ReasonForm, status: int = 200
) -> HttpResponse:
    person = _person(study, number)
    row = next(row for row in monitor.rows(study) if row.person.pk == person.pk)
    return pages.show(
        request,
        study,
        "participation/monitor/one.html",
        status=status,
        row=row,
        form=form,
        history=person.exclusions.order_by("-at").select_related("by"),
    )


def _person(study: Study, number: int) -> Participant:
    return get_object_or_404(Participant.objects.staying(), study=study, number=number)


def _noted_lately(study: Study, request: HttpRequest) -> bool:
    """A page that looks again every few seconds was noted when it opened; once an hour is often enough."""
    return Line.objects.filter(
        event="participation.monitor_read",
        actor=str(signed_in(request).pk),
        study=study.slug,
        subject=str(study.pk),
        at__gt=timezone.now() - NOTED_FOR,
    ).exists()


def _note(
    event: str, study: Study, request: HttpRequest, *, about: Study | Participant | None = None
) -> None:
    noting.note(
        event,
        by=signed_in(request),
        about=about or study,
        study=study.slug,
        organisation=study.organisation_id,
        request=request,
    )
