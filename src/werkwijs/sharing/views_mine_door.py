"""How the person comes in, with a card and a picture; and which phones can."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkwijs.guidance import receiving, release
from werkwijs.guidance.release import Visitor
from werkwijs.lib.words import say
from werkwijs.sharing import device


@require_safe
@never_cache
@login_not_required
def door(request: HttpRequest) -> HttpResponse:
    """Who is in goes on; who is not is told how to come in."""
    visitor = device.visitor_of(request)
    if visitor is not None and visitor.kind == "person":
        return redirect("mine:home", visitor.ways[0].code)
    return render(request, "sharing/mine_door.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def card(request: HttpRequest, link: str) -> HttpResponse:
    """A card was scanned: the picture is asked. Nothing is told of whose card it is."""
    if not release.card_is_known(link):
        return _closed(request)
    if request.method == "POST":
        secret = receiving.come_in_with_card(link, request.POST.get("picture", ""), request=request)
        if secret is not None:
            receiving.leave(request.COOKIES.get(device.COOKIE, ""))  # this one takes its place
            return device.remember(redirect("mine:door"), secret)
        if not release.card_is_known(link):
            return _closed(request)
    wrong = request.method == "POST"
    facts = {"pictures": release.PICTURES, "wrong": wrong, "left": release.tries_left(link)}
    status = 422 if wrong else 200
    return render(request, "sharing/mine_card.html", facts, status=status)


def _closed(request: HttpRequest) -> HttpResponse:
    """That card opens nothing; who is in already on this device can go on."""
    visitor = device.visitor_of(request)
    inside = visitor is not None and visitor.kind == "person"
    return render(request, "sharing/mine_card_closed.html", {"inside": inside}, status=404)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """Nothing of the person is left on this device. First it is told that they then need their card."""
    if request.method != "POST":
        visitor = device.visitor_of(request)
        if visitor is None or visitor.kind != "person":
            return redirect("mine:door")
        return render(request, "sharing/mine_leave.html", {"code": visitor.ways[0].code})
    receiving.leave(request.COOKIES.get(device.COOKIE, ""))
    return device.forget(redirect("mine:door"))


@require_http_methods(["GET", "HEAD", "POST"])
@device.page("person")
def devices(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Phones and computers that open the person's pages; end one, or all."""
    if request.method == "POST":
        held = request.POST.get("device", "")
        key = request.POST.get("key", "")
        if request.POST.get("act") == "all":
            receiving.lost_phone(visitor, request=request)
            return device.forget(redirect("mine:door"))
        if held.isdecimal() and len(held) < 18:
            keys = receiving.end_device(visitor, int(held), request=request)
            messages.success(request, say("sharing.device_ended"))
            if keys:
                messages.success(request, say("sharing.device_key_ended"))
        if key.isdecimal() and len(key) < 18:
            receiving.end_passkey(visitor, int(key), request=request)
            messages.success(request, say("sharing.key_ended"))
        return redirect("mine:devices")
    return render(
        request,
        "sharing/mine_devices.html",
        {
            "code": visitor.ways[0].code,
            "devices": release.devices(visitor),
            "keys": release.keys(visitor),
        },
    )
