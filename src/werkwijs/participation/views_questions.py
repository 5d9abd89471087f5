"""What is asked of who comes in, and the consent text, step by step."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from werkwijs.participation import draft, inviting, person, steps
from werkwijs.participation.models import JoinCode


def _begun(request: HttpRequest) -> tuple[draft.Draft, JoinCode] | None:
    """What was answered so far, while people can still join."""
    found = draft.of(request)
    code = inviting.by_id(found.code) if found and found.code else None
    if found is None or code is None or inviting.why_closed(code):
        return None
    person.speak(request, code.study)
    return found, code


@login_not_required
def question_next(request: HttpRequest) -> HttpResponse:
    """The first question without an answer; then the consent text."""
    begun = _begun(request)
    if begun is None:
        return redirect("participation:start")
    question = steps.open_question(begun[1], begun[0].answers)
    if question is None:
        return redirect("participation:consent")
    return redirect("participation:question", steps.ADDRESSES[question])


@login_not_required
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, address: str) -> HttpResponse:
    begun = _begun(request)
    if begun is None:
        return redirect("participation:start")
    asked = steps.QUESTIONS.get(address)
    if asked is None:
        raise Http404
    found, code = begun
    if asked not in steps.asked(code, found.answers):
        return redirect("participation:question_next")
    explained = ""
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        if steps.accepts(code, found.answers, asked, answer):
            found.answers[asked] = answer
            return draft.keep(redirect("participation:question_next"), found)
        if answer == steps.TOO_YOUNG:
            return draft.forget(redirect(_goodbye("jong")))
        explained = answer if answer == steps.NO_REPRESENTATIVE else ""
    previous = steps.before(code, found.answers, asked)
    return render(
        request,
        "participation/question.html",
        {
            "study": code.study,
            "question": asked,
            "choices": steps.choices(code, found.answers, asked),
            "chosen": found.answers.get(asked),
            "explained": explained,
            "minor": found.answers.get("age", ""),
            "previous": steps.ADDRESSES[previous] if previous else "",
        },
    )


def _goodbye(why: str) -> str:
    return f"{reverse('participation:goodbye')}?na={why}"
