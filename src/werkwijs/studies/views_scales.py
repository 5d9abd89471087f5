"""Pages about the scales of a study."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from werkwijs.lib.words import say
from werkwijs.studies import locking, pages
from werkwijs.studies import scales as scaling
from werkwijs.studies.forms_subjects import EditScale
from werkwijs.studies.models import Scale, Study


@pages.setting_up
def scales(request: HttpRequest, study: Study) -> HttpResponse:
    return pages.show(
        request,
        study,
        "studies/scales.html",
        scales=list(study.scales.prefetch_related("steps", "practice_items")),
        hindrance=locking.hindrance(study),
    )


@pages.setting_up
def new_scale(request: HttpRequest, study: Study) -> HttpResponse:
    return _edit(request, study, Scale(study=study))


@pages.setting_up
def scale(request: HttpRequest, study: Study, scale_id: int) -> HttpResponse:
    return _edit(request, study, get_object_or_404(study.scales, pk=scale_id))


@require_POST
@pages.setting_up
def remove_scale(request: HttpRequest, study: Study, scale_id: int) -> HttpResponse:
    found = get_object_or_404(study.scales, pk=scale_id)
    why = locking.hindrance(study)
    try:
        if not why:
            with transaction.atomic():
                found.delete()
            pages.changed(request, study, "scales")
            return redirect("studies:scales", study.slug)
    except ProtectedError:
        why = say("studies.scale_in_use")
    messages.warning(request, why)
    return redirect("studies:scale", study.slug, scale_id)


def _edit(request: HttpRequest, study: Study, about: Scale) -> HttpResponse:
    why = locking.hindrance(study)
    form = EditScale(request.POST or None, about=about)
    if request.method == "POST":
        if why:
            messages.warning(request, why)
            return redirect("studies:scales", study.slug)
        if _made_before(study, about, form):
            return redirect("studies:scales", study.slug)
        if form.is_valid():
            made = form.save()
            pages.changed(request, study, "scales", about=made)
            return redirect("studies:scales", study.slug)
    stands = study.scales.filter(pk=about.pk).first()
    return pages.show(request, study, "studies/scale.html", form=form, scale=stands, hindrance=why)


def _made_before(study: Study, about: Scale, form: EditScale) -> bool:
    """Whether this form of a new scale came in before: the same scale is there."""
    there = study.scales.filter(key=(form.data.get("key") or "").strip()).first()
    if about.pk or there is None:
        return False
    return all(
        str(form.data.get(name, "")).replace("\r\n", "\n").strip() == str("" if v is None else v)
        for name, v in scaling.facts_of(there).items()
    )
