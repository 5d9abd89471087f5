"""Pages for setting up a study."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkwijs.accounts.who import signed_in
from werkwijs.studies import pages
from werkwijs.studies.models import Study


def studies(request: HttpRequest) -> HttpResponse:
    mine = Study.objects.visible_to(signed_in(request))
    return render(request, "studies/list.html", {"studies": mine})


@pages.reading
def study(request: HttpRequest, study: Study) -> HttpResponse:
    return pages.show(request, study, "studies/overview.html")
