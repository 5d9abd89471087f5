"""A way to work goes to another organisation, or comes from one; and who is past the time of keeping."""

from __future__ import annotations

import base64

from django import forms as widgets
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from werkwijs.accounts.again import confirm_recently
from werkwijs.accounts.who import signed_in
from werkwijs.guidance import acting, caseload, erasure, handing_on
from werkwijs.guidance.forms import Ours, chosen, long
from werkwijs.guidance.models import Client, Trajectory
from werkwijs.guidance.models.people import NAME
from werkwijs.guidance.views import coaches_for, of_file, show
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.words import say


class HandOn(Ours):
    """What goes along, to whom, and what the person said about it."""

    words = "road_field"
    hints = ("back", "kinds")

    to = widgets.CharField(max_length=NAME)
    kinds = widgets.MultipleChoiceField(widget=widgets.CheckboxSelectMultiple)
    back = long(2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kinds"]
        assert isinstance(field, widgets.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = chosen("kind", handing_on.PORTABLE)


class Receive(Ours):
    """A package, and the words that open it."""

    words = "road_field"

    file = widgets.FileField()
    opens = widgets.CharField(max_length=60)


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_recently
@of_file
def hand_on(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Make a package for another organisation; its words are shown once."""
    acting.must(acting.Act.HAND_ON, trajectory, signed_in(request))
    form = HandOn(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            package, words = handing_on.hand_on(
                trajectory,
                told["kinds"],
                to=told["to"],
                back=told["back"],
                by=signed_in(request),
                request=request,
            )
        except Impossible as impossible:
            messages.error(request, say(impossible.words))
        else:
            return show(
                request,
                trajectory,
                "handed_on",
                package=base64.b64encode(package).decode(),
                words=words,
            )
    return show(request, trajectory, "hand_on", form=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def receive(request: HttpRequest) -> HttpResponse:
    """Take in what another organisation handed on."""
    user = signed_in(request)
    where = coaches_for(user)
    if not where:
        raise PermissionDenied
    form = Receive(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = handing_on.receive(
                told["file"].read(handing_on.MOST_BYTES + 1),
                told["opens"],
                where[0],
                by=user,
                request=request,
            )
        except Impossible as impossible:
            form.add_error(None, say(impossible.words))
        else:
            messages.success(request, say("guidance.received", code=made.client.code))
            return redirect("guidance:file", made.code)
    return render(
        request, "guidance/receive.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@confirm_recently
def past(request: HttpRequest) -> HttpResponse:
    """Whose files are past their time: looked at by a team leader, then forgotten for good."""
    user = signed_in(request)
    where = caseload.supervised(user)
    if not where:
        raise PermissionDenied
    found = [client for one in where for client in erasure.over(one)]
    if request.method == "POST":
        chosen_codes = set(request.POST.getlist("client"))
        gone: list[Client] = [one for one in found if str(one.pk) in chosen_codes]
        for one in gone:
            erasure.forget(one, by=user, request=request)
        if gone:
            messages.success(request, say("guidance.forgotten_n", n=len(gone)))
        else:
            messages.error(request, say("guidance.choose_files"))
        return redirect("guidance:past")
    return render(request, "guidance/past.html", {"clients": found, "every": "alle" in request.GET})
