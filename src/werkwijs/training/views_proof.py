"""Proof of what was learnt: the learner's own page, and the page on which anybody verifies it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkwijs.accounts.models import Organisation
from werkwijs.lib import limits, pdf, signing
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.words import say
from werkwijs.training import badging, certificate_paper, certifying, frozen
from werkwijs.training.models import Certificate, Learner
from werkwijs.training.views_learning import known, link_of, shown

WRONG = limits.Limit("proof", 20, 15 * 60)
"""Codes and names that do not fit, from one address."""


# --- the learner's own page ---------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@known
def proof(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Ask for a proof, see it, take it back."""
    link = link_of(request)
    wrong, typed = "", {"name": "", "register": ""}
    if request.method == "POST" and request.POST.get("act") == "back":
        if request.POST.get("sure") == "yes":
            certifying.take_back(learner)
            messages.success(request, say("training.own_proof_gone"))
            return redirect("learning:proof", link)
        wrong = "training.own_proof_back_unsure"
    elif request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            certifying.certify(learner, **typed)
        except Impossible as impossible:
            wrong = impossible.words
        else:
            return redirect("learning:proof", link)
    own = certifying.of(learner)
    return shown(
        request,
        learner,
        "learning_proof",
        certificate=own,
        name=certifying.name_of(own) if own else "",
        standing=certifying.standing(learner),
        time=certificate_paper.duration(own.minutes) if own else "",
        address=certifying.address(own) if own else "",
        longest={"name": certifying.NAME, "register": certifying.REGISTER},
        wrong=say(wrong) if wrong else "",
        typed=typed,
    )


@require_safe
@known
def paper(request: HttpRequest, learner: Learner) -> HttpResponse:
    """Their proof as PDF."""
    own = certifying.of(learner)
    if own is None:
        raise Http404
    try:
        content = certificate_paper.paper(own)
    except pdf.NoPrinter:
        messages.error(request, say("training.own_proof_no_printer"))
        return redirect("learning:proof", link_of(request))
    answer = HttpResponse(content, content_type="application/pdf")
    title = frozen.of_group(learner.group).title[:60]
    name = quote(f"{say('training.proof_title')} - {title}.pdf")
    answer.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return answer


# --- for anybody --------------------------------------------------------------------------------


@require_safe
@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """Type a code, to see whether a proof is genuine."""
    code = "".join(filter(str.isalnum, request.GET.get("code", "")))[:64].lower()
    if code:
        return redirect("proof:verify", code)
    return render(request, "training/proof_start.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What a proof says, and whether it holds; a name is compared, never shown."""
    who = limits.address_of(request)
    if WRONG.reached(who):
        return _verified(request, 429)
    found = certifying.find(code)
    if found is None and certifying.was_taken_back(code):
        return _verified(request, 410, taken_back=True)
    if found is None:
        WRONG.wrong(code, who)
        return _verified(request, 404, unknown=True)
    fits: bool | None = None
    name = request.POST.get("name", "").strip()[: 2 * certifying.NAME]
    if request.method == "POST" and name:
        fits = certifying.is_of(found, name)
        if not fits:
            WRONG.wrong(f"{code} {name}", who)
    course = frozen.of_group(found.learner.group)
    facts = {
        "certificate": found,
        "course": course,
        "activity": f"{frozen.document(found.learner.group.version)['code']}-{found.learner.group.route}",
        "time": certificate_paper.duration(found.minutes),
        "tested": found.score is not None,
        "fits": fits,
        "typed": name,
    }
    return _verified(request, 200, **facts)


def _verified(request: HttpRequest, status: int, **facts: Any) -> HttpResponse:
    return render(request, "training/proof_verify.html", facts, status=status)


@require_safe
@never_cache
@login_not_required
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """The proof as an Open Badge, signed."""
    found: Certificate | None = certifying.find(code)
    if found is None:
        raise Http404
    answer = HttpResponse(badging.badge(found), content_type=badging.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="open-badge.jwt"'
    return answer


@require_safe
@login_not_required
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys that badges are signed with (RFC 7517)."""
    return _open({"keys": [signing.public_key()]}, "application/jwk-set+json")


@require_safe
@login_not_required
def key(request: HttpRequest, kid: str) -> HttpResponse:
    """One of them: the address a badge names."""
    found = signing.public_key()
    if found["kid"] != kid:
        raise Http404
    return _open(found, "application/jwk+json")


@require_safe
@login_not_required
def issuer(request: HttpRequest, mark: str) -> HttpResponse:
    """Who gives badges."""
    return _open(badging.issuer(_organisation(mark)))


@require_safe
@login_not_required
def revoked(request: HttpRequest, mark: str) -> HttpResponse:
    """Which badges were taken back."""
    return _open(badging.revoked(_organisation(mark)))


def _organisation(mark: str) -> Organisation:
    found = badging.of_mark(mark)
    if found is None:
        raise Http404
    return found


def _open(told: dict[str, Any], kind: str = "application/json") -> HttpResponse:
    """JSON that pages of others may fetch too."""
    answer = JsonResponse(told, content_type=kind)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
