"""What a participant's page needs to keep and deliver: ``{% giving %}``."""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.context import Context
from django.urls import reverse

from conceptmapping.errors import Language
from werkwijs.lib.words import language, say
from werkwijs.participation import acts
from werkwijs.participation.models import Participant

register = template.Library()


@register.inclusion_tag("participation/giving.html", takes_context=True)
def giving(context: Context) -> dict[str, Any]:
    """The script that delivers, what it needs to know, and the line where it tells how it goes."""
    request: HttpRequest = context["request"]
    participant = getattr(request, "participant", None)
    return {
        "participant": participant,
        **(_queue(request, participant) if participant else {}),
    }


def _queue(request: HttpRequest, participant: Participant) -> dict[str, Any]:
    return {
        "give": reverse("participation:give"),
        "token": get_token(request),
        "mark": acts.mark(participant),
        "secret": base64.b64encode(acts.secret(participant)).decode(),
        "shared": participant.way == Participant.Way.SHARED or _goes_round(request),
        "queue_words": _words(
            "queue",
            "waiting",
            "waiting_open",
            "delivered",
            "ended",
            "wiped",
            "not_now",
            "unclear",
            "asked",
        ),
    }


def _goes_round(request: HttpRequest) -> bool:
    access = getattr(request, "access", None)
    return bool(access and access.join_code and access.join_code.shared_device)


def _words(family: str, *members: str) -> str:
    return _written(language(), family, members)


@cache
def _written(_: Language, family: str, members: tuple[str, ...]) -> str:
    return json.dumps({member: say(f"participation.{family}", member) for member in members})
