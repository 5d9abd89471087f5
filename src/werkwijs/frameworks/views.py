"""Ways of working: read by everybody who works there, taken in by who runs or administers."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkwijs.accounts import rules
from werkwijs.accounts.models import Organisation, User
from werkwijs.accounts.who import signed_in
from werkwijs.frameworks import choosing, importing, writing
from werkwijs.frameworks.forms import TakeInForm
from werkwijs.frameworks.models import Framework
from werkwijs.lib.impossible import Impossible, told_when_impossible
from werkwijs.lib.words import say


def takes_in_for(user: User) -> list[Organisation]:
    """Organisations for which somebody takes ways of working in."""
    own = Organisation.objects.visible_to(user)
    return [one for one in own if rules.may_administer(user, one) or rules.may_run(user, one)]


@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """All there are: those in use, and earlier and retired versions apart."""
    user = signed_in(request)
    found = list(Framework.objects.visible_to(user).select_related("organisation"))
    organisations = {one.organisation_id for one in found}
    used = choosing.in_use(organisations)
    facts = {
        "used": [one for one in found if one.pk in used],
        "earlier": [one for one in found if one.pk not in used],
        "several": len(organisations) > 1,
        "where": takes_in_for(user),
    }
    return render(request, "frameworks/list.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def framework(request: HttpRequest, pk: int) -> HttpResponse:
    """One, as a page to read and print."""
    user = signed_in(request)
    found = _visible(user, pk)
    takes_in = found.organisation in takes_in_for(user)
    if request.method == "POST":
        if not takes_in:
            raise PermissionDenied
        retired = request.POST.get("act") == "retire"
        importing.retire(found, by=user, retired=retired, request=request)
        messages.success(request, say("frameworks.done", "retired" if retired else "offered"))
        return redirect("frameworks:framework", pk)
    used = choosing.in_use([found.organisation_id])
    facts = {
        "framework": found,
        "told": writing.told_of(found),
        "later": found.retired_at is None and found.pk not in used,
        "takes_in": takes_in,
    }
    return render(request, "frameworks/framework.html", facts)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """One as a file: to change and take in again as another version, or to hand over."""
    found = _visible(signed_in(request), pk)
    content = writing.as_toml(writing.told_of(found))
    called = slugify(f"{found.key}-{found.version}")
    return HttpResponse(
        content,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{called}.toml"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Take one in: look first, keep then; what is wrong is said, and what was typed stays."""
    user = signed_in(request)
    where = takes_in_for(user)
    if not where:
        raise PermissionDenied
    sent = request.method == "POST"
    form = TakeInForm(where, request.POST if sent else None, request.FILES if sent else None)
    facts: dict[str, object] = {"form": form, "where": where}
    if sent and form.is_valid():
        told, content = form.cleaned_data["told"], form.cleaned_data["content"]
        facts |= {"told": told, "foreseen": importing.foresee(form.chosen, told)}
        if request.POST.get("act") == "keep":
            try:
                made = importing.take_in(form.chosen, content, by=user, request=request)
            except Impossible as impossible:
                form.add_error("text", say(impossible.words))
            else:
                messages.success(request, say("frameworks.kept", title=made.title))
                return redirect("frameworks:framework", made.pk)
    status = 422 if form.errors else 200
    return render(request, "frameworks/take_in.html", facts, status=status)


@require_POST
def take_in_examples(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in the two that come along, for an organisation."""
    user = signed_in(request)
    organisation = get_object_or_404(Organisation.objects.visible_to(user), pk=pk)
    if organisation not in takes_in_for(user):
        raise PermissionDenied
    with told_when_impossible(request, "frameworks.examples_are_there"):
        importing.take_in_examples(organisation, by=user, request=request)
    return redirect("frameworks:list")


def _visible(user: User, pk: int) -> Framework:
    mine = Framework.objects.visible_to(user).select_related("organisation")
    return get_object_or_404(mine, pk=pk)  # type: ignore[no-any-return]
