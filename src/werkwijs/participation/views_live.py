"""Ideas as they come in, for who runs the study: read them, and keep one out of the others' sight."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.audit import noting
from werkwijs.participation import ideas
from werkwijs.studies import pages
from werkwijs.studies.models import Study

AT_ONCE = 100


@require_GET
@pages.reading
def live(request: HttpRequest, study: Study) -> HttpResponse:
    """The newest first, without who said it; reading is noted."""
    noting.note(
        "participation.ideas_read",
        by=signed_in(request),
        about=study,
        study=study.slug,
        organisation=study.organisation_id,
        request=request,
    )
    shown = Paginator(ideas.live(study), AT_ONCE).get_page(request.GET.get("page"))
    return pages.show(request, study, "participation/ideas/live.html", shown=shown)


@require_POST
@pages.running
def hide(request: HttpRequest, study: Study, idea_id: int) -> HttpResponse:
    """Others do not see it, or see it again."""
    idea = get_object_or_404(ideas.live(study), pk=idea_id)
    hidden = request.POST.get("act", "hide") == "hide"
    ideas.hide(idea, by=signed_in(request), hidden=hidden)
    return redirect(f"{reverse('taking_part:ideas', args=[study.slug])}#idea-{idea.pk}")
