"""Pages about the groups of a study."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from werkwijs.lib.words import say
from werkwijs.studies import pages
from werkwijs.studies.forms_subjects import EditGroup, NewGroup, group_key
from werkwijs.studies.models import Group, Study


@pages.setting_up
def groups(request: HttpRequest, study: Study) -> HttpResponse:
    form = NewGroup(request.POST or None, study=study)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        Group.objects.create(
            study=study,
            key=group_key(study, name),
            name=name,
            easy=form.cleaned_data["easy"],
            order=study.groups.count(),
        )
        pages.changed(request, study, "groups")
        return redirect("studies:groups", study.slug)
    return pages.show(
        request, study, "studies/groups.html", form=form, groups=list(study.groups.all())
    )


@pages.setting_up
def group(request: HttpRequest, study: Study, group_id: int) -> HttpResponse:
    found = get_object_or_404(study.groups, pk=group_id)
    form = EditGroup(request.POST or None, about=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        pages.changed(request, study, "groups", about=found)
        return redirect("studies:groups", study.slug)
    name = study.groups.get(pk=group_id).name
    return pages.show(request, study, "studies/group.html", form=form, group=found, name=name)


@require_POST
@pages.setting_up
def remove_group(request: HttpRequest, study: Study, group_id: int) -> HttpResponse:
    found = get_object_or_404(study.groups, pk=group_id)
    try:
        with transaction.atomic():
            found.delete()
    except ProtectedError:
        messages.warning(request, say("studies.group_in_use"))
        return redirect("studies:group", study.slug, group_id)
    pages.changed(request, study, "groups")
    return redirect("studies:groups", study.slug)


@require_POST
@pages.setting_up
def move_group(request: HttpRequest, study: Study, group_id: int) -> HttpResponse:
    found = get_object_or_404(study.groups, pk=group_id)
    listed = list(study.groups.all())
    at = listed.index(found)
    to = at - 1 if request.POST.get("way") == "up" else at + 1
    listed.insert(max(0, min(to, len(listed) - 1)), listed.pop(at))
    for order, each in enumerate(listed):
        each.order = order
    Group.objects.bulk_update(listed, ["order"])
    pages.changed(request, study, "groups", about=found)
    return redirect("studies:groups", study.slug)
