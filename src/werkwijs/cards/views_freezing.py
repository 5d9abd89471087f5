"""Freezing an edition, looking at what it would hold first, and showing it to everybody or no longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from werkwijs.accounts import rules
from werkwijs.accounts.who import signed_in
from werkwijs.cards import desk, freezing, resting
from werkwijs.cards.edition_document import AUDIENCES
from werkwijs.cards.formats.faults import UnsoundEdition
from werkwijs.cards.forms import Freeze
from werkwijs.cards.models import Edition
from werkwijs.lib.impossible import Impossible, told_when_impossible
from werkwijs.lib.words import language, say
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@require_http_methods(["GET", "HEAD", "POST"])
@pages.running
def freeze(request: HttpRequest, study: Study) -> HttpResponse:
    """What an edition would hold, what it would leave out, and the button."""
    published = resting.publications(study)
    publication = resting.chosen(published, (request.POST or request.GET).get("map", ""))
    if publication is None:
        messages.error(request, say("cards.map_withdrawn" if published else "cards.no_map"))
        return redirect("cards:cards", study.slug)
    form = Freeze(
        request.POST if request.method == "POST" else None, initial={"title": study.title}
    )
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request, "cards.frozen"), _told_when_unsound(request):
            made = freezing.freeze(
                publication, by=signed_in(request), request=request, **form.cleaned_data
            )
            return redirect("editions:edition", made.code)
    planned = freezing.plan(publication)
    return pages.show(
        request,
        study,
        "cards/freeze.html",
        publication=publication,
        publications=published,
        plan=planned,
        by_audience=[(a, sum(t.audience == a for t in planned.texts)) for a in AUDIENCES],
        before=freezing.last(study),
        together=desk.together(planned.texts, study.language),
        form=form,
    )


@contextmanager
def _told_when_unsound(request: HttpRequest) -> Iterator[None]:
    """What no edition can hold is said, each with its place."""
    try:
        yield
    except UnsoundEdition as unsound:
        found = " ".join(fault.what(language()) for fault in unsound.faults[:5])
        messages.error(request, f"{say('cards.freeze_unsound')} {found}")
        raise Impossible("cards.freeze_not_now") from None


@require_POST
def show_to_all(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody may see an edition, or only colleagues any more."""
    by = signed_in(request)
    edition: Edition = get_object_or_404(
        Edition.objects.select_related("organisation", "study"), code=code
    )
    if not rules.may_read(by, edition.organisation):
        raise Http404
    if not rules.may_run(by, edition.organisation):
        raise PermissionDenied
    stops = request.POST.get("act") == "stop"
    said = "cards.edition_unpublished" if stops else "cards.edition_published"
    with told_when_impossible(request, said):
        (freezing.unpublish if stops else freezing.publish)(edition, by=by, request=request)
    return redirect("editions:edition", code)
