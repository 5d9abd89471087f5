"""Ways of working: read by everybody who works there, taken in by who runs or administers."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from werkwijs.accounts import rules
from werkwijs.accounts.models import Organisation, User
from werkwijs.accounts.who import signed_in
from werkwijs.frameworks import importing, reading
from werkwijs.frameworks.models import Framework
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.words import say

MOST = reading.MOST_BYTES


def takes_in_for(user: User) -> list[Organisation]:
    """Organisations for which somebody takes ways of working in."""
    own = Organisation.objects.visible_to(user)
    return [one for one in own if rules.may_administer(user, one) or rules.may_run(user, one)]


class FileForm(forms.Form):
    """A file, or what stands in one."""

    file = forms.FileField(required=False)
    text = forms.CharField(required=False, max_length=MOST, strip=False)


@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """All there are."""
    user = signed_in(request)
    found = Framework.objects.visible_to(user).prefetch_related("pillars__handles")
    facts = {
        "offered": [one for one in found if one.retired_at is None],
        "retired": [one for one in found if one.retired_at is not None],
        "takes_in": bool(takes_in_for(user)),
    }
    return render(request, "frameworks/list.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def framework(request: HttpRequest, pk: int) -> HttpResponse:
    """One, as a page to read and print."""
    user = signed_in(request)
    found = get_object_or_404(
        Framework.objects.visible_to(user).select_related("organisation"), pk=pk
    )
    takes_in = found.organisation in takes_in_for(user)
    if request.method == "POST":
        if not takes_in:
            raise PermissionDenied
        importing.retire(
            found, by=user, retired=request.POST.get("act") == "retire", request=request
        )
        return redirect("frameworks:framework", pk)
    return render(
        request,
        "frameworks/framework.html",
        {
            "framework": found,
            "pillars": found.pillars.prefetch_related("handles"),
            "takes_in": takes_in,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Take one in: look first, keep then; what is wrong is said, and what was typed stays."""
    user = signed_in(request)
    where = takes_in_for(user)
    if not where:
        raise PermissionDenied
    act = request.POST.get("act", "")
    if act == "examples":
        importing.take_in_examples(where[0], by=user, request=request)
        return redirect("frameworks:list")
    faults: list[str] = []
    told, text = None, ""
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        sent = form.cleaned_data if form.is_valid() else {}
        content = sent["file"].read(MOST + 1) if sent.get("file") else sent.get("text", "").encode()
        text = content.decode("utf-8", errors="replace")
        try:
            told, _ = reading.read(content)
            if act == "keep":
                made = importing.take_in(where[0], content, by=user, request=request)
                messages.success(request, say("frameworks.kept", title=made.title))
                return redirect("frameworks:framework", made.pk)
        except reading.Unreadable as unreadable:
            faults = unreadable.faults
        except Impossible as impossible:
            faults = [say(impossible.words)]
    return render(
        request,
        "frameworks/take_in.html",
        {"faults": faults, "told": told, "text": text[:MOST]},
        status=422 if faults else 200,
    )
