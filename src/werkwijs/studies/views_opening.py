"""Pages with which a study begins: three ways, one form each."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from werkwijs.accounts.models import Role
from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say
from werkwijs.studies import copying, opening
from werkwijs.studies.forms import Begin, BeginEmpty, BeginFromCopy, BeginFromExample
from werkwijs.studies.models import Study

WAYS: dict[str, tuple[str, type[Begin]]] = {
    "leeg": ("empty", BeginEmpty),
    "voorbeeld": ("example", BeginFromExample),
    "kopie": ("copy", BeginFromCopy),
}
"""Last part of the address -> member of the words, form."""


def begin(request: HttpRequest) -> HttpResponse:
    _require_running(request)
    there = Study.objects.run_by(signed_in(request)).exists()
    ways = [(address, words) for address, (words, _) in WAYS.items() if there or words != "copy"]
    return render(request, "studies/begin.html", {"ways": ways})


def begin_so(request: HttpRequest, how: str) -> HttpResponse:
    _require_running(request)
    if how not in WAYS:
        raise Http404
    words, kind = WAYS[how]
    user = signed_in(request)
    from_list = {"copied": request.GET.get("van", "")} if how == "kopie" else {}
    chosen = Study.objects.run_by(user).filter(slug=from_list.get("copied", "")).first()
    form = kind(request.POST or None, by=user)
    if chosen is not None:
        form.fields["copied"].initial = chosen.pk
        form.fields["title"].initial = chosen.title
    if request.method == "POST" and form.is_valid():
        made = _make(form, request)
        messages.success(request, say("studies.made"))
        return redirect("studies:study", made.slug)
    return render(request, "studies/begin_so.html", {"form": form, "how": words})


def _make(form: Begin, request: HttpRequest) -> Study:
    """The study of this form; of two forms sent at the same moment, the other's."""
    try:
        with transaction.atomic():
            return _made(form, request)
    except IntegrityError:
        there = opening.already(form.cleaned_data["organisation"], form.cleaned_data["key"])
        if there is None:
            raise
        return there


def _made(form: Begin, request: HttpRequest) -> Study:
    said, by = form.cleaned_data, signed_in(request)
    if isinstance(form, BeginFromCopy):
        return copying.copy(
            said["copied"],
            by,
            organisation=said["organisation"],
            title=said["title"],
            with_statements=said["with_statements"],
            key=said["key"],
        )
    if isinstance(form, BeginFromExample):
        return opening.from_example(
            said["organisation"],
            by,
            title=said["title"],
            with_statements=said["with_statements"],
            key=said["key"],
        )
    return opening.open_study(
        said["organisation"], by, said["title"], prompt=said["prompt"], key=said["key"]
    )


def _require_running(request: HttpRequest) -> None:
    runs = signed_in(request).memberships.current().filter(role=Role.FACILITATOR)
    if not runs.exists():
        raise PermissionDenied
