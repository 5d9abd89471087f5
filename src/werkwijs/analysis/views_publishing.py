"""Publishing a map, what was published, and what goes with it."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkwijs.accounts import again
from werkwijs.accounts.who import signed_in
from werkwijs.analysis import bundling, deciding, publishing, telling
from werkwijs.analysis.finding import found
from werkwijs.analysis.models import Publication, PublishedFile, RowsBundle
from werkwijs.analysis.shown import show
from werkwijs.analysis.views import stage
from werkwijs.lib import qr
from werkwijs.lib.impossible import told_when_impossible
from werkwijs.lib.words import say
from werkwijs.participation import release
from werkwijs.studies import pages
from werkwijs.studies.models import Study

KINDS = (
    ("report.html", "report"),
    ("report.docx", "document"),
    ("slides.pptx", "slides"),
    ("tables.xlsx", "tables"),
    ("conmapt.csv", "conmapt"),
    ("bundle.zip", "bundle"),
    ("map.json", "map"),
    ("decisions.json", "decisions"),
)
"""What is shown first, with the key of the words that say what it is; figures come after."""


@require_http_methods(["GET", "HEAD", "POST"])
@pages.reading
def publish(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """What will be published, what is still to be done, and the button."""
    if request.method == "POST":
        return _do_publish(request, slug=study.slug, number=number)
    concept_map = found(study, number)
    shown = show(concept_map, {})
    missing = publishing.missing(concept_map, deciding.now(concept_map))
    return pages.show(
        request,
        study,
        "analysis/publish.html",
        map=concept_map,
        shown=shown,
        sheet=shown.sheet if shown else None,
        missing=missing,
        unnamed=[c.number for c in shown.sheet.clusters if not c.given] if shown else [],
        publications=_of(study),
    )


@require_safe
@pages.reading
def published(request: HttpRequest, study: Study, version: int) -> HttpResponse:
    """One publication: how far it is, what goes with it, who may see it."""
    publication = _found(study, version)
    address = publishing.address(publication)
    context: dict[str, Any] = {
        "publication": publication,
        "map": publication.concept_map,
        "stage": stage(publication),
        "files": files(publication),
        "figures": publication.files.filter(name__startswith="figures/").only("name", "size"),
        "address": address,
        "qr": qr.svg(address, scale=4) if address else "",
        "withdrawn_since": release.n_withdrawn(study) != publication.n_withdrawn,
        "bundles": _bundles(publication),
        "others": _of(study).exclude(pk=publication.pk),
    }
    if publication.state == Publication.State.READY:
        context["result"] = telling.told(publication.told)
    return pages.show(request, study, "analysis/published.html", **context)


@require_safe
@pages.reading
def published_progress(request: HttpRequest, study: Study, version: int) -> HttpResponse:
    """How far it is, for the page that waits."""
    publication = _found(study, version)
    ready = publication.state == Publication.State.READY
    return JsonResponse(
        {
            "goes_on": publication.goes_on,
            "stage": stage(publication),
            "done": publication.done,
            "total": publication.total,
            "drawn": ready,
            "whole": ready,
        }
    )


@require_safe
@pages.reading
def file(request: HttpRequest, study: Study, version: int, name: str) -> HttpResponse:
    """Something that goes with it."""
    publication = _found(study, version)
    return sent(named(publication, name))


@require_POST
@pages.running
def share(request: HttpRequest, study: Study, version: int) -> HttpResponse:
    """Everybody with the address may see the result, or nobody any more."""
    publication = _found(study, version)
    by = signed_in(request)
    stops = request.POST.get("act") == "stop"
    with told_when_impossible(request, "analysis.unshared" if stops else "analysis.shared"):
        if stops:
            publishing.unshare(publication, by=by, request=request)
        else:
            both = request.POST.get("files") == "yes"
            publishing.share(publication, files=both, by=by, request=request)
    return redirect("analysis:published", study.slug, version)


@require_POST
@pages.running
def withdraw(request: HttpRequest, study: Study, version: int) -> HttpResponse:
    """Nothing new may rest on it any more; or it was a mistake."""
    publication = _found(study, version)
    by = signed_in(request)
    back = request.POST.get("act") == "back"
    with told_when_impossible(request, "analysis.put_back" if back else "analysis.withdrawn"):
        if back:
            publishing.put_back(publication, by=by, request=request)
        else:
            why = request.POST.get("reason", "")
            publishing.withdraw(publication, reason=why, by=by, request=request)
    return redirect("analysis:published", study.slug, version)


@require_POST
@pages.running
def bundle(request: HttpRequest, study: Study, version: int) -> HttpResponse:
    """Have a bundle made with everybody's answers by pseudonym."""
    with told_when_impossible(request, "analysis.bundle_asked"):
        bundling.ask(
            _found(study, version),
            reason=request.POST.get("reason", ""),
            by=signed_in(request),
            request=request,
        )
    return redirect("analysis:published", study.slug, version)


@require_POST
@pages.running  # type: ignore[arg-type]
@again.confirm_recently
def bundle_fetch(request: HttpRequest, study: Study, version: int) -> HttpResponse:
    """Fetch one that was made; posted, because every time is logged."""
    publication = _found(study, version)
    made = _bundles(publication).exclude(content=None).first()
    if made is None:
        messages.error(request, say("analysis.bundle_not_yet"))
        return redirect("analysis:published", study.slug, version)
    packed = bundling.fetch(made, by=signed_in(request), request=request)
    return _download(packed, f"{study.slug}-{version}-rows.zip", "application/zip")


def files(publication: Publication) -> list[tuple[PublishedFile, str]]:
    """What goes with it, in the order in which people want it, each with what it is."""
    own = {row.name: row for row in publication.files.defer("content")}
    return [(own[name], say("analysis.file", kind)) for name, kind in KINDS if name in own]


def named(publication: Publication, name: str) -> PublishedFile:
    """The file with just this name, or page not found."""
    if "\0" in name:  # no database looks for that, and one of them says so loudly
        raise Http404
    row: PublishedFile = get_object_or_404(PublishedFile, publication=publication, name=name)
    return row


def sent(row: PublishedFile) -> HttpResponse:
    """A file to keep; a page or picture of it is not shown as ours."""
    kind = mimetypes.guess_type(row.name)[0] or "application/octet-stream"
    return _download(bytes(row.content), row.name.rsplit("/", 1)[-1], kind)


@pages.running
def _do_publish(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    concept_map = found(study, number)
    with told_when_impossible(request, "analysis.publishing"):
        made = publishing.publish(
            concept_map,
            language=request.POST.get("language", ""),
            remark=request.POST.get("remark", ""),
            by=signed_in(request),
            request=request,
        )
        return redirect("analysis:published", study.slug, made.number)
    return redirect("analysis:publish", study.slug, number)


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _found(study: Study, version: int) -> Publication:
    return get_object_or_404(  # type: ignore[no-any-return]
        Publication.objects.select_related("concept_map__study"),
        concept_map__study=study,
        number=version,
    )


def _of(study: Study) -> Any:
    return Publication.objects.filter(concept_map__study=study).defer("content")


def _bundles(publication: Publication) -> Any:
    bundling.tidy()
    return RowsBundle.objects.filter(publication=publication)
