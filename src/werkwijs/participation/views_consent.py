"""The consent text in short parts, a question whether it came across, and a yes or a no."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from werkwijs.participation import (
    consenting,
    device,
    draft,
    inviting,
    joining,
    person,
    steps,
)
from werkwijs.participation.models import JoinCode, Participant
from werkwijs.studies.models import ConsentText, Study

ASK_SOMEBODY_AFTER = 2


@dataclass
class Reader:
    """Somebody who is asked: new, with a join code, or already taking part and asked again."""

    study: Study
    text: ConsentText
    draft: draft.Draft
    easy: bool
    represented: str
    code: JoinCode | None = None
    participant: Participant | None = None

    @property
    def parts(self) -> list[list[str]]:
        return consenting.parts(self.text, easy=self.easy)


def _reader(request: HttpRequest) -> Reader | None:
    access = person.access_of(request)
    if access is not None:
        return _again(request, access.participant)
    found = draft.of(request)
    code = inviting.by_id(found.code) if found and found.code else None
    if found is None or code is None or inviting.why_closed(code):
        return None
    if steps.open_question(code, found.answers):
        return None
    text = consenting.current(code.study)
    if text is None:
        return None
    person.speak(request, code.study)
    decides = found.answers.get("decides", "myself")
    return _ready(
        Reader(
            study=code.study,
            text=text,
            draft=found,
            code=code,
            easy=found.answers["level"] == "easy",
            represented="" if decides == "myself" else decides,
        )
    )


def _again(request: HttpRequest, participant: Participant) -> Reader | None:
    request.participant = participant  # type: ignore[attr-defined]
    person.speak(request, participant.study)
    text = consenting.current(participant.study)
    begun = draft.of(request, participant)
    if text is None or begun is None or consenting.lacks(participant) != "yes":
        return None
    return _ready(
        Reader(
            study=participant.study,
            text=text,
            draft=begun,
            participant=participant,
            easy=participant.easy,
            represented=consenting.last_representation(participant),
        )
    )


def _ready(reader: Reader) -> Reader:
    reader.draft.begins(reader.text.version)
    return reader


def _elsewhere(request: HttpRequest) -> HttpResponse:
    """Nothing to agree to here: who takes part goes on, who came in goes to the question that is open."""
    if person.access_of(request) is not None:
        return redirect("participation:home")
    return redirect("participation:question_next")


@login_not_required
def consent(request: HttpRequest) -> HttpResponse:
    """Where the reader is in the text."""
    reader = _reader(request)
    if reader is None:
        return _elsewhere(request)
    return draft.keep(redirect(_place(reader)), reader.draft)


def _place(reader: Reader) -> str:
    if reader.draft.seen < len(reader.parts):
        return reverse("participation:consent_part", args=[reader.draft.seen + 1])
    if not reader.draft.understood:
        return reverse("participation:consent_check")
    return reverse("participation:consent_yes")


@login_not_required
@require_http_methods(["GET", "POST"])
def consent_part(request: HttpRequest, number: int) -> HttpResponse:
    reader = _reader(request)
    if reader is None:
        return _elsewhere(request)
    begun = reader.draft
    if not 1 <= number <= min(len(reader.parts), begun.seen + 1):
        return draft.keep(redirect(_place(reader)), begun)
    if request.method == "POST":
        begun.seen = max(begun.seen, number)
        begun.read_aloud = begun.read_aloud or request.POST.get("read_aloud") == "yes"
        onward = (
            reverse("participation:consent_part", args=[number + 1])
            if number < len(reader.parts)
            else reverse("participation:consent_check")
        )
        return draft.keep(redirect(onward), begun)
    return _show(
        request,
        reader,
        "consent_part",
        sentences=reader.parts[number - 1],
        number=number,
        of=len(reader.parts),
        before=number - 1,
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def consent_check(request: HttpRequest) -> HttpResponse:
    """Say it back. Another answer gets the explanation and the question once more; nobody is "wrong"."""
    reader = _reader(request)
    if reader is None:
        return _elsewhere(request)
    begun = reader.draft
    if begun.seen < len(reader.parts):
        return draft.keep(redirect(_place(reader)), begun)
    if request.method == "POST":
        begun.attempts += 1
        begun.understood = request.POST.get("answer") == str(reader.text.right_answer)
        onward = "consent_yes" if begun.understood else "consent_check"
        return draft.keep(redirect(f"participation:{onward}"), begun)
    return _show(
        request,
        reader,
        "consent_check",
        explained=bool(begun.attempts) and not begun.understood,
        ask_somebody=begun.attempts >= ASK_SOMEBODY_AFTER,
        before=len(reader.parts),
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def consent_yes(request: HttpRequest) -> HttpResponse:
    """Yes, or no. A no leaves nothing behind."""
    reader = _reader(request)
    if reader is None:
        return _elsewhere(request)
    begun = reader.draft
    if begun.seen < len(reader.parts) or not begun.understood:
        return draft.keep(redirect(_place(reader)), begun)
    if request.method == "POST" and request.POST.get("answer") == "yes":
        return _yes(request, reader)
    if request.method == "POST" and request.POST.get("answer") == "no":
        return _no(reader)
    return _show(request, reader, "consent_yes", again=reader.participant is not None)


def _yes(request: HttpRequest, reader: Reader) -> HttpResponse:
    begun = reader.draft
    if reader.participant is not None:
        consenting.agree(
            reader.participant,
            text=reader.text,
            easy=reader.easy,
            read_aloud=begun.read_aloud,
            attempts=max(1, begun.attempts),
            representation=reader.represented,
        )
        return draft.forget(redirect("participation:home"))
    assert reader.code is not None  # noqa: S101 - else they take part already
    participant = joining.say_yes(begun, code=reader.code, text=reader.text)
    helped = begun.answers.get("together") == "helped"
    onward = reverse("participation:card") + ("?hulp=ja" if helped else "")
    return device.open_for(request, participant, onward)


def _no(reader: Reader) -> HttpResponse:
    """Who takes part already keeps the choice: leave it as it is for now, or take everything back."""
    if reader.participant is not None:
        return redirect("participation:withdraw")
    return draft.forget(redirect(f"{reverse('participation:goodbye')}?na=nee"))


def _show(request: HttpRequest, reader: Reader, page: str, **context: object) -> HttpResponse:
    shown = {
        "study": reader.study,
        "text": reader.text,
        "represented": reader.represented,
        **context,
    }
    return draft.keep(render(request, f"participation/{page}.html", shown), reader.draft)
