"""A study folder handed out, and taken in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conceptmapping.errors import UnsoundStudy
from werkwijs.accounts import again
from werkwijs.accounts.models import Organisation, Role
from werkwijs.accounts.who import signed_in
from werkwijs.audit import noting
from werkwijs.lib.words import language, say
from werkwijs.participation import monitor, release
from werkwijs.participation.exchange import folder, taking_in, zipped
from werkwijs.participation.forms_monitor import FolderForm
from werkwijs.studies import opening, pages
from werkwijs.studies.models import Study

SHOWN_FAULTS = 100
SHOWN_NOTICES = 8


@require_http_methods(["GET", "HEAD", "POST"])
@pages.reading  # type: ignore[arg-type]
@again.confirm_before_doing
def out(request: HttpRequest, study: Study) -> HttpResponse:
    """What is in the folder; and the folder, packed."""
    if request.method != "POST":
        return pages.show(
            request,
            study,
            "participation/exchange/out.html",
            people=len(release.participants(study)),
            everybody=monitor.summary(study).people,
            advice=release.advice(study),
        )
    packed = folder.zipped(study, ideas="ideas" in request.POST)
    noting.note(
        "participation.folder_handed_out",
        by=signed_in(request),
        about=study,
        study=study.slug,
        organisation=study.organisation_id,
        request=request,
    )
    answer = HttpResponse(packed, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{study.slug}.zip"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def into(request: HttpRequest) -> HttpResponse:
    """Take a study folder in, for one's own organisation."""
    user = signed_in(request)
    held = user.memberships.current().filter(role=Role.FACILITATOR)
    mine = Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name")
    if not mine:
        raise PermissionDenied
    sent = request.method == "POST"
    form = FolderForm(mine, request.POST or None if sent else None, request.FILES or None)
    faults: list = []
    if sent and form.is_valid():
        organisation, key = form.cleaned_data["organisation"], form.cleaned_data["key"]
        if there := opening.already(organisation, key):
            return redirect("studies:study", there.slug)
        try:
            with zipped.unpacked(
                form.cleaned_data["file"], form.cleaned_data["file"].name
            ) as place:
                taken = taking_in.take_in(
                    place, organisation=organisation, by=user, key=key, request=request
                )
        except UnsoundStudy as unsound:
            faults = unsound.faults
        else:
            messages.success(request, say("participation.folder_taken"))
            for notice in taken.notices[:SHOWN_NOTICES]:
                messages.warning(request, notice.what(language()))
            return redirect("studies:study", taken.study.slug)
    said = [(f.place(), f.what(language()), f.remedy(language())) for f in faults[:SHOWN_FAULTS]]
    facts = {
        "form": form,
        "faults": said,
        "more": max(0, len(faults) - SHOWN_FAULTS),
        "key": uuid.uuid4(),
    }
    status = 422 if sent else 200
    return render(request, "participation/exchange/into.html", facts, status=status)
