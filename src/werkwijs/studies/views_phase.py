"""Going to another phase: what it means, what is missing, and the button."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say
from werkwijs.studies import pages, phases
from werkwijs.studies.models import Phase, Study


@pages.running
def phase(request: HttpRequest, study: Study, to: str) -> HttpResponse:
    """Not `pages.setting_up`: a closed study can be opened again."""
    if to not in phases.phases(study):
        raise Http404
    lacks = phases.problems(study, Phase(to))
    if request.method == "POST":
        try:
            with transaction.atomic():
                phases.change(study, to, by=signed_in(request), request=request)
        except phases.NotReady as not_ready:
            lacks = not_ready.lacks
        else:
            name = say("studies.phase", to)
            messages.success(request, say("studies.phase_opened", phase=name))
            return redirect("studies:study", study.slug)
    return pages.show(
        request,
        study,
        "studies/phase.html",
        to=to,
        lacks=lacks,
        consequences=phases.consequences(study, Phase(to)),
        already=study.phase == to,
    )
