"""What is at hand on every page: help, a worry, stopping for now, taking everything back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkwijs.participation import person
from werkwijs.participation.models import Participant


@person.page
def help_page(request: HttpRequest, participant: Participant) -> HttpResponse:
    return render(request, "participation/help.html")


@person.page
def worry(request: HttpRequest, participant: Participant) -> HttpResponse:
    return render(request, "participation/worry.html", {"study": participant.study})


@person.page
def pause(request: HttpRequest, participant: Participant) -> HttpResponse:
    return render(request, "participation/pause.html")


@person.page
def withdraw(request: HttpRequest, participant: Participant) -> HttpResponse:
    return render(request, "participation/withdraw.html")
