"""Did it help? The change of a group, and of all groups of a course."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from werkwijs.accounts.who import signed_in
from werkwijs.training import changing
from werkwijs.training.models import Course, Group


@require_safe
def group(request: HttpRequest, code: str) -> HttpResponse:
    """Of one group, for who gives it."""
    found: Group = get_object_or_404(
        Group.objects.visible_to(signed_in(request)).select_related("version", "organisation"),
        code=code,
    )
    facts = {"group": found, "changes": changing.of_group(found), "title": found.name}
    return render(request, "training/change.html", facts)


@require_safe
def course(request: HttpRequest, code: str) -> HttpResponse:
    """Of all groups of a course, for who makes or reads it."""
    found: Course = get_object_or_404(
        Course.objects.visible_to(signed_in(request)).select_related("organisation"), code=code
    )
    facts = {"course": found, "changes": changing.of_course(found), "title": found.title}
    return render(request, "training/change.html", facts)
