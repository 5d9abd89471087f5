"""What somebody who takes part can do now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkwijs.participation import person, tasks
from werkwijs.participation.models import Participant


@person.page
def home(request: HttpRequest, participant: Participant) -> HttpResponse:
    every = tasks.tasks_for(participant)
    return render(
        request,
        "participation/home.html",
        {"tasks": every, "now": tasks.next_of(every), "study": participant.study},
    )
