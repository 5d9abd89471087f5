"""What every page about one study begins with: find it, or 404; ask whether one may, or 403."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from werkwijs.accounts import rules
from werkwijs.accounts.who import signed_in
from werkwijs.audit import noting
from werkwijs.lib.words import say
from werkwijs.studies import tabs
from werkwijs.studies.models import Phase, Study

View = Callable[..., HttpResponse]


def reading(view: View) -> View:
    """A page for everybody who may see the study; the view is handed the study instead of its slug."""

    @wraps(view)
    def page(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        study = get_object_or_404(Study.objects.visible_to(signed_in(request)), slug=slug)
        return view(request, study, **kwargs)

    return page


def running(view: View) -> View:
    """A page for those who run the study."""

    @reading
    @wraps(view)
    def page(request: HttpRequest, study: Study, **kwargs: Any) -> HttpResponse:
        if not rules.may_run(signed_in(request), study.organisation):
            raise PermissionDenied
        return view(request, study, **kwargs)

    return page


def setting_up(view: View) -> View:
    """A page of the set-up: everybody who sees the study may read it, who runs it may change it.

    A change is made while nobody else changes the same study; a closed study stays as it is.
    """

    @reading
    @wraps(view)
    def page(request: HttpRequest, study: Study, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, study, **kwargs)
        if not rules.may_run(signed_in(request), study.organisation):
            raise PermissionDenied
        with transaction.atomic():
            own = Study.objects.select_for_update(of=("self",)).select_related("organisation")
            study = own.get(pk=study.pk)
            if study.phase == Phase.CLOSED:
                messages.warning(request, say("studies.closed_stays"))
                return redirect("studies:study", study.slug)
            return view(request, study, **kwargs)

    return page


def changed(
    request: HttpRequest, study: Study, subject: str, *, about: models.Model | None = None
) -> None:
    """A subject of the set-up was changed: count it, note it, and say so on the next page."""
    Study.objects.filter(pk=study.pk).update(version=F("version") + 1)
    noting.note(
        "studies.set_up",
        by=signed_in(request),
        about=about or study,
        study=study.slug,
        organisation=study.organisation_id,
        reason=subject,
        request=request,
    )
    messages.success(request, say("studies.saved"))


def show(
    request: HttpRequest, study: Study, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page about a study, with its tabs. The template extends ``studies/study.html``."""
    running_it = rules.may_run(signed_in(request), study.organisation)
    context |= {
        "study": study,
        "running": running_it,
        "changing": running_it and study.phase != Phase.CLOSED,
        "tab_rows": tabs.rows(study, running=running_it),
        "tab_here": tabs.nearest(study, request.path),
    }
    return render(request, template, context, status=status)
