"""The passkey of one's own phone: made on a page of the person, used at the door."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from werkwijs.guidance import receiving
from werkwijs.guidance.release import Visitor
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.words import say
from werkwijs.sharing import device

MOST_BYTES = 20_000


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body) if len(request.body) <= MOST_BYTES else {}
    except (ValueError, RecursionError):
        told = {}
    return told if isinstance(told, dict) else {}


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("person")
def add(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """From now on the phone itself opens these pages."""
    if request.method != "POST":
        return render(request, "sharing/mine_key.html", {"code": visitor.ways[0].code})
    sent = _sent(request)
    try:
        if "response" not in sent:
            return JsonResponse(receiving.passkey_begin(visitor))
        receiving.passkey_finish(
            visitor, str(sent.get("state", "")), sent["response"], request=request
        )
    except Impossible as impossible:
        return JsonResponse({"problem": say(impossible.words)}, status=422)
    return JsonResponse({"said": say("sharing.key_made")})


@require_POST
@never_cache
@login_not_required
def come_in(request: HttpRequest) -> HttpResponse:
    """In with the phone's own lock."""
    sent = _sent(request)
    if "response" not in sent:
        return JsonResponse(receiving.passkey_ask())
    try:
        secret = receiving.passkey_come_in(
            str(sent.get("state", "")), sent["response"], request=request
        )
    except Impossible as impossible:
        return JsonResponse({"problem": say(impossible.words)}, status=422)
    receiving.leave(request.COOKIES.get(device.COOKIE, ""))  # this one takes its place
    return device.remember(JsonResponse({"said": ""}), secret)
