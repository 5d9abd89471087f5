"""The result of a study for whoever has its address: "this is what you said together"."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from werkwijs.analysis import publishing, telling
from werkwijs.analysis.models import Publication
from werkwijs.analysis.views_publishing import files, named, sent


@login_not_required
@require_safe
def result(request: HttpRequest, link: str) -> HttpResponse:
    """In easy language, to be read or listened to."""
    publication = _shared(link)
    return _unlisted(
        render(
            request,
            "analysis/result.html",
            {
                "publication": publication,
                "study": publication.concept_map.study,
                "link": link,
                "result": telling.told(publication.told),
                "files": files(publication) if publication.files_shared else [],
            },
        )
    )


@login_not_required
@require_safe
def result_file(request: HttpRequest, link: str, name: str) -> HttpResponse:
    """Something that goes with it, where that is shared too."""
    publication = _shared(link)
    if not publication.files_shared:
        raise Http404
    return _unlisted(sent(named(publication, name)))


def _shared(link: str) -> Publication:
    publication = publishing.by_link(link)
    if publication is None:
        raise Http404
    return publication


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Whoever was given the address finds it; who searches the web does not."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
