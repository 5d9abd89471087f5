"""Where pages ask for the sound of their texts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from werkwijs.lib import speaking
from werkwijs.lib.speech import CannotSpeak


@csrf_exempt  # nothing is changed; posted, so that no text stands in an address or in a list of visits
@require_POST
@login_not_required
def spoken(request: HttpRequest) -> HttpResponse:
    """The sound of a text that we wrote on a page; of no other."""
    try:
        made = speaking.sound(request.POST.get("text", ""), request.POST.get("reference", ""))
    except CannotSpeak:
        return HttpResponse(status=503)
    if made is None:
        return HttpResponse(status=403)
    return HttpResponse(made, content_type="audio/wav")
