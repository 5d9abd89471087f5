"""The list of studies, and the overview of one."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkwijs.accounts.models import Role
from werkwijs.accounts.who import signed_in
from werkwijs.studies import pages, phases, readiness
from werkwijs.studies.models import Phase, Study

SEARCHED_ABOVE = 10
"""With so many studies a list is read, not searched."""


def studies(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    roles = set(user.memberships.current().values_list("role", flat=True))
    mine = Study.objects.visible_to(user).select_related("organisation")
    total = mine.count()
    asked = request.GET.get("zoek", "").replace("\x00", "").strip()[:120]
    if asked:
        mine = mine.filter(title__icontains=asked)
    counted = mine.annotate(
        n_statements=Count("statements", filter=Q(statements__dropped_at=None))
    ).order_by("-created_at")
    return render(
        request,
        "studies/list.html",
        {
            "open_studies": [s for s in counted if s.phase != Phase.CLOSED],
            "closed_studies": [s for s in counted if s.phase == Phase.CLOSED],
            "total": total,
            "searched": total > SEARCHED_ABOVE,
            "asked": asked,
            "runs": Role.FACILITATOR in roles,
            "administers_only": roles == {Role.ADMINISTRATOR},
            "several": mine.values("organisation").distinct().count() > 1,
        },
    )


@pages.reading
def study(request: HttpRequest, study: Study) -> HttpResponse:
    following = phases.following(study)
    order = phases.phases(study)
    return pages.show(
        request,
        study,
        "studies/overview.html",
        steps=[(p, order.index(p) - order.index(Phase(study.phase))) for p in order],
        following=following,
        lacks=phases.problems(study, following) if following else [],
        earlier=phases.earlier(study),
        tasks=readiness.tasks(study),
        history=study.phase_changes.select_related("by").order_by("-at", "-id"),
    )
