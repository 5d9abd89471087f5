"""What is at hand on every page: help, a worry, stopping for now, taking everything back."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from werkwijs.lib import qr
from werkwijs.participation import (
    consenting,
    device,
    helping,
    person,
    returning,
    tasks,
    withdrawing,
    worrying,
)
from werkwijs.participation.forms import HelpForm, WorryForm
from werkwijs.participation.models import Help, Participant


@person.known
@require_http_methods(["GET", "POST"])
def help_page(request: HttpRequest, participant: Participant) -> HttpResponse:
    """How to get help; and who helps with this task, and how much."""
    every = tasks.tasks_for(participant)
    asked = request.POST.get("taak") or request.GET.get("taak", "")
    task = next((t for t in every if t.key == asked), tasks.next_of(every))
    form = HelpForm(request.POST or None)
    if request.method == "POST" and task is not None:
        if request.POST.get("nobody"):
            helping.nobody_helps(participant, task.key)
            return redirect(f"{reverse('participation:help')}?taak={task.key}")
        if form.is_valid():
            helping.record(participant, task.key, **form.cleaned_data)
            return redirect(f"{reverse('participation:help')}?taak={task.key}&bewaard=ja")
    helped = helping.help_with(participant, task.key) if task else []
    shown = {
        "form": form,
        "task": task,
        "onward": task.address if task and task.open else reverse("participation:home"),
        "helped": [(h.role, Help.How(h.how).value) for h in helped],
        "saved": bool(request.GET.get("bewaard")) and bool(helped),
        "study": participant.study,
    }
    return render(request, "participation/help.html", shown)


@person.known
@require_http_methods(["GET", "POST"])
def worry(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Who reads it, when, and whom to call now stand there at once; words may be added."""
    form = WorryForm(request.POST or None, initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        worrying.say(participant, **form.cleaned_data)
        return redirect(f"{reverse('participation:worry')}?verteld=ja")
    return render(
        request,
        "participation/worry.html",
        {"study": participant.study, "form": form, "told": "verteld" in request.GET},
    )


@person.known
def pause(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Everything is kept; how to come back."""
    return render(
        request,
        "participation/pause.html",
        {
            "study": participant.study,
            "card": returning.card(participant),
            "shared": device.is_shared(request),
        },
    )


@person.known
def card(request: HttpRequest, participant: Participant) -> HttpResponse:
    """The return card: to keep, to print, to photograph."""
    found = returning.card(participant)
    onward = reverse("participation:home")
    if request.GET.get("hulp") and (now := tasks.next_of(tasks.tasks_for(participant))):
        onward = f"{reverse('participation:help')}?taak={now.key}"
    return render(
        request,
        "participation/card.html",
        {
            "study": participant.study,
            "card": found,
            "qr": qr.svg(found.address) if found else "",
            "onward": onward,
        },
    )


@person.known
@require_POST
def new_card(request: HttpRequest, participant: Participant) -> HttpResponse:
    """The card is lost, or somebody else saw it: a new one, and the old one opens nothing."""
    returning.start_over(participant, here=request.access)  # type: ignore[attr-defined]
    return redirect("participation:card")


@person.known
def waiting(request: HttpRequest, participant: Participant) -> HttpResponse:
    """A representative's yes must be seen before the tasks open."""
    if consenting.lacks(participant) != "evidence":
        return redirect("participation:home")
    return render(
        request,
        "participation/waiting.html",
        {
            "study": participant.study,
            "represented": consenting.last_representation(participant),
            "tasks": tasks.tasks_for(participant),
        },
    )


@person.known
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, participant: Participant) -> HttpResponse:
    """What will go stands above the one button; what is gone is gone."""
    may = withdrawing.may_withdraw(participant.study)
    if request.method == "POST" and may:
        withdrawing.withdraw(participant)
        response = redirect(f"{reverse('participation:goodbye')}?na=weg")
        person.let_go(request, response)
        return response
    return render(
        request,
        "participation/withdraw.html",
        {"study": participant.study, "may": may},
        status=409 if request.method == "POST" else 200,
    )
