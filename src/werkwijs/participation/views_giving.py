"""Where devices deliver what participants gave, and where they hear how it went."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods

from werkwijs.lib.words import say
from werkwijs.participation import acts, person
from werkwijs.participation.models import Participant


@require_http_methods(["GET", "POST"])
@person.page
def give(request: HttpRequest, participant: Participant) -> HttpResponse:
    """POST: a list of acts; each is answered. GET: whose device this is, and a fresh token for forms."""
    if request.method == "GET":
        return JsonResponse({"for": acts.mark(participant), "token": get_token(request)})
    meant = request.headers.get("X-Werkwijs-For", "")
    if meant and meant != acts.mark(participant):
        return _problem("refused_other_person", 409)
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        size = 0
    if size > acts.MOST_BYTES or len(request.body) > acts.MOST_BYTES:
        return _problem("refused_too_much", 413)
    try:
        arrived = acts.read(_json(request.body))
    except acts.NotUnderstood:
        return _problem("refused_unclear", 400)
    return JsonResponse({"acts": acts.receive(participant, arrived)})


def _json(body: bytes) -> Any:
    try:
        return json.loads(body, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise acts.NotUnderstood("body") from None


def _problem(key: str, status: int) -> JsonResponse:
    return JsonResponse({"problem": key, "text": say(f"participation.{key}")}, status=status)
