"""The page that says whether the map still changes while people sort."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from werkwijs.accounts.who import signed_in
from werkwijs.analysis import settling, sorters
from werkwijs.lib.words import say
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@require_safe
@pages.reading
def settled(request: HttpRequest, study: Study) -> HttpResponse:
    """The verdict, the curve it rests on, and how many came since."""
    found = settling.look(study)
    n = sorters.of(study).n
    more = n - found.sorters if found else 0
    return pages.show(
        request,
        study,
        "analysis/settling.html",
        found=found,
        n=n,
        more=max(more, 0),
        fewer=max(-more, 0),
        busy=settling.busy(study),
        mark=settling.mark(study),
        history=settling.history(study),
    )


@require_safe
@pages.reading
def now(request: HttpRequest, study: Study) -> HttpResponse:
    """Whether there is something new, for the page that waits."""
    return JsonResponse({"mark": settling.mark(study)})


@require_POST
@pages.running
def again(request: HttpRequest, study: Study) -> HttpResponse:
    """Look again; where nothing changed, say so."""
    looked, anew = settling.look_again(study, by=signed_in(request), request=request)
    if anew:
        messages.success(request, say("analysis.settling_asked"))
    else:
        messages.success(request, say("analysis.settling_unchanged", n=looked.number))
    return redirect("analysis:settling", study.slug)
