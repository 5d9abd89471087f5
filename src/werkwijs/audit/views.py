"""Pages about the log, for who administers an organisation. Looking at it is itself written down."""

from __future__ import annotations

import random
from datetime import timedelta

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from werkwijs.accounts import again
from werkwijs.accounts.models import Organisation, User
from werkwijs.accounts.views_organisation import administering
from werkwijs.accounts.who import signed_in
from werkwijs.audit import reading
from werkwijs.audit.forms import AskForm, ReviewForm
from werkwijs.audit.models import Line
from werkwijs.audit.noting import note
from werkwijs.lib.words import say

WEEK = timedelta(days=7)


def _lines(request: HttpRequest, organisation: Organisation) -> QuerySet[Line]:
    return Line.objects.visible_to(signed_in(request)).filter(organisation=organisation.pk)


def _form(request: HttpRequest, organisation: Organisation) -> AskForm:
    lines = _lines(request, organisation).order_by()
    actors = lines.filter(actor_kind="user").values_list("actor", flat=True).distinct()
    people = User.objects.filter(pk__in=list(actors)).order_by("name").values_list("pk", "name")
    return AskForm(
        request.POST if request.method == "POST" else request.GET,
        people=[(str(pk), name) for pk, name in people],
        events=list(lines.values_list("event", flat=True).distinct()),
        studies=list(
            lines.exclude(study="").order_by("study").values_list("study", flat=True).distinct()
        ),
    )


@administering
def log(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The lines of a period, newest first, similar ones of a day together."""
    form = _form(request, organisation)
    _read("audit.log_read", request, organisation)
    found = reading.find(_lines(request, organisation), form.wanted())
    shown = list(found[: reading.SHOWN_AT_ONCE + 1])
    context = {
        "organisation": organisation,
        "form": form,
        "entries": reading.entries(shown[: reading.SHOWN_AT_ONCE]),
        "more": len(shown) > reading.SHOWN_AT_ONCE,
        "most": reading.SHOWN_AT_ONCE,
    }
    return render(request, "audit/log.html", context)


@require_POST
@administering
@again.confirm_recently
def export(request: HttpRequest, organisation: Organisation) -> StreamingHttpResponse:
    """All lines that were asked for, as a table for a spreadsheet."""
    wanted = _form(request, organisation).wanted()
    _read("audit.log_exported", request, organisation)
    rows = reading.as_csv(reading.find(_lines(request, organisation), wanted))
    answer = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="logboek-{timezone.localdate():%Y-%m-%d}.csv"'
    )
    return answer


@administering
def review(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Ten accesses of this week, by lot, to explain; what came of it is a line in the log too."""
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        note(
            "audit.reviewed",
            by=signed_in(request),
            about=organisation,
            organisation=organisation.pk,
            reason=form.cleaned_data["finding"],
            request=request,
        )
        messages.success(request, say("audit.review_kept"))
        return redirect("audit:log", organisation.pk)
    _read("audit.log_read", request, organisation)
    recent = _lines(request, organisation).filter(at__gte=timezone.now() - WEEK, actor_kind="user")
    recent = recent.exclude(event__startswith="audit.")
    chosen = reading.sample(recent, rng=random.SystemRandom())
    known = reading.names(chosen)
    context = {
        "organisation": organisation,
        "form": form,
        "chosen": [(line, reading.who(line, known), reading.what(line.event)) for line in chosen],
    }
    return render(request, "audit/review.html", context)


def _read(event: str, request: HttpRequest, organisation: Organisation) -> None:
    """Written down before anything is shown: if that fails, nothing is."""
    note(
        event,
        by=signed_in(request),
        about=organisation,
        organisation=organisation.pk,
        request=request,
    )
