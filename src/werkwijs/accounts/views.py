"""Pages about organisations, colleagues and one's own account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def organisation(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/organisation.html")


def me(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/me.html")
