"""What every page about one study begins with: find it, or 404; ask whether one may, or 403."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from werkwijs.accounts import rules
from werkwijs.accounts.who import signed_in
from werkwijs.studies import tabs
from werkwijs.studies.models import Study

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


def show(
    request: HttpRequest, study: Study, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page about a study, with its tabs. The template extends ``studies/study.html``."""
    running_it = rules.may_run(signed_in(request), study.organisation)
    context |= {
        "study": study,
        "running": running_it,
        "tabs": tabs.tabs(study, running=running_it),
    }
    return render(request, template, context, status=status)
