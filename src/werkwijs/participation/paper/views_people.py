"""Who takes part on paper: handing out, an overview, and what there is of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkwijs.accounts.who import signed_in
from werkwijs.lib import pdf
from werkwijs.lib.words import say
from werkwijs.participation import consenting, returning
from werkwijs.participation.models import EntryCheck, Help, Participant, Sitting
from werkwijs.participation.paper import (
    agreeing,
    checking,
    contents,
    entering,
    handing_out,
    number_lines,
    removing,
)
from werkwijs.participation.paper.forms import HandOut, PaperConsent, People, Print
from werkwijs.participation.paper.pages import of_participant
from werkwijs.studies import pages
from werkwijs.studies.models import Study

ADDRESSES = {Help.Task.SORTING: "paper_sort", Help.Task.RATING: "paper_ratings"}


@pages.running
@require_safe
def paper(request: HttpRequest, study: Study) -> HttpResponse:
    return _overview(request, study, HandOut(study))


@pages.running
@require_POST
def hand_out(request: HttpRequest, study: Study) -> HttpResponse:
    form = HandOut(study, request.POST)
    if not form.is_valid():
        return _overview(request, study, form)
    handout = handing_out.hand_out(
        study, by=signed_in(request), request=request, **form.cleaned_data
    )
    if handout.study_id != study.pk:
        raise Http404
    if len(handout.numbers) == 1:
        return redirect("taking_part:paper_person", study.slug, handout.numbers[0])
    codes = handing_out.codes(handout.numbers)
    messages.success(request, say("participation.paper_handed_out", codes=codes))
    return redirect(
        f"{reverse('taking_part:paper', args=[study.slug])}?voor={handout.pk}#afdrukken"
    )


@pages.running
@require_POST
def deal(request: HttpRequest, study: Study) -> HttpResponse:
    handing_out.deal(study)
    messages.success(request, say("participation.paper_dealt"))
    return redirect("taking_part:paper", study.slug)


@pages.running
@require_safe
def find(request: HttpRequest, study: Study) -> HttpResponse:
    """The page of somebody, by the code on their papers: "s12" or "12"."""
    written = request.GET.get("code", "").strip().lower()[:40]
    for participant in Participant.objects.staying().filter(study=study):
        if written in {participant.pseudonym.lower(), str(participant.number)}:
            return redirect("taking_part:paper_person", study.slug, participant.number)
    return _overview(request, study, HandOut(study), sought=written, status=404)


@of_participant
@require_safe
def person(request: HttpRequest, study: Study, participant: Participant) -> HttpResponse:
    entering.tell("paper_read", participant, by=signed_in(request), request=request)
    consent = consenting.agreed(participant)
    return pages.show(
        request,
        study,
        "participation/paper/person.html",
        participant=participant,
        consent=consent,
        lacks=consenting.lacks(participant),
        asks_consent=consenting.current(study) is not None,
        card=returning.card(participant),
        batch=number_lines.in_text(contents.asked_numbers(participant) or []),
        ideas=participant.ideas.count(),
        tasks=[_task(participant, task) for task in _asked(study)],
        people_form=People(initial={"people": participant.people}),
    )


@of_participant
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, study: Study, participant: Participant) -> HttpResponse:
    text = consenting.current(study)
    if text is None:
        return redirect("taking_part:paper_person", study.slug, participant.number)
    given = consenting.agreed(participant)
    initial: dict[str, Any] = {"on": timezone.localdate() if given is None else None}
    if given is not None:
        initial = {
            "on": timezone.localtime(given.given_at).date(),
            "own_yes": True,
            "understood": given.understood,
            "attempts": given.attempts,
            "asked_by": given.asked_by,
            "read_aloud": given.read_aloud,
            "representation": given.representation,
            "evidence": given.evidence,
            "evidence_on": given.evidence_on,
        }
    form = PaperConsent(participant, request.POST or None, initial=initial)
    if form.is_valid():
        facts = form.cleaned_data
        for asked in ("own_yes", "understood"):
            facts.pop(asked)
        agreeing.record(participant, text=text, by=signed_in(request), request=request, **facts)
        messages.success(request, say("participation.paper_consent_kept"))
        return redirect("taking_part:paper_person", study.slug, participant.number)
    return pages.show(
        request,
        study,
        "participation/paper/consent.html",
        status=400 if form.errors else 200,
        participant=participant,
        form=form,
        text=text,
        given=given,
    )


@of_participant
@require_POST
def people(request: HttpRequest, study: Study, participant: Participant) -> HttpResponse:
    form = People(request.POST)
    if form.is_valid():
        handing_out.people_changed(
            participant, form.cleaned_data["people"], by=signed_in(request), request=request
        )
        messages.success(request, say("participation.paper_people_changed"))
    else:
        messages.error(request, say("participation.paper_people_wrong", n=handing_out.MOST_PEOPLE))
    return redirect("taking_part:paper_person", study.slug, participant.number)


def _overview(
    request: HttpRequest, study: Study, form: HandOut, *, sought: str = "", status: int = 200
) -> HttpResponse:
    chosen = request.GET.get("voor", "")
    initial = {"voor": f"uitgedeeld-{chosen}"} if chosen.isdecimal() else {}
    return pages.show(
        request,
        study,
        "participation/paper/paper.html",
        status=400 if form.errors else status,
        hand_out=form,
        print_form=Print(study, initial=initial),
        printer=not pdf.why_not(),
        rows=_rows(study),
        sought=sought,
        undealt=len(handing_out.without_batch(study)),
    )


def _rows(study: Study) -> list[Participant]:
    """Those on paper, with what was typed in of each."""
    paper = Sitting.objects.filter(participant=OuterRef("pk"), via=Sitting.Via.PAPER)
    checks = EntryCheck.objects.filter(participant=OuterRef("pk"))
    sitting = {f"has_{task}": Exists(paper.filter(task=task)) for task in (*ADDRESSES,)}
    checked = {f"checked_{task}": Exists(checks.filter(task=task)) for task in (*ADDRESSES,)}
    text = consenting.current(study)
    agreed = Q(consents__text=text, consents__withdrawn_at=None)
    return list(
        handing_out.on_paper(study).annotate(
            n_ideas=Count("ideas", distinct=True),
            n_consents=Count("consents", filter=agreed, distinct=True),
            **sitting,
            **checked,
        )
    )


def _asked(study: Study) -> list[Help.Task]:
    wanted = {Help.Task.SORTING: study.asks_sorting, Help.Task.RATING: study.asks_rating}
    return [task for task in wanted if wanted[task]]


def _task(participant: Participant, task: Help.Task) -> dict[str, Any]:
    """What there is of one task, and what can be done with it."""
    first = contents.sitting_of(participant, task)
    return {
        "key": task.value,
        "address": f"taking_part:{ADDRESSES[task]}",
        "again": f"taking_part:{ADDRESSES[task]}_again",
        "first": first,
        "second": contents.sitting_of(participant, task, second=True),
        "earlier": removing.earlier(participant, task),
        "check": checking.last_check(participant, task),
        "screen": participant.sittings.filter(task=task, via=Sitting.Via.SCREEN).exists(),
        "said": _said(first),
    }


def _said(sitting: Sitting | None) -> str:
    if sitting is None:
        return ""
    if sitting.task == Help.Task.SORTING:
        sort = contents.sort_of(sitting)
        named = sum(len(pile.numbers) for pile in sort.piles)
        return say(
            "participation.paper_sort_said",
            n=len(sort.piles),
            named=named,
            unknown=len(sort.unknown),
        )
    marks = list(contents.sheet_of(sitting).values())
    values = sum(isinstance(mark, int) for mark in marks)
    unknown = sum(isinstance(mark, str) for mark in marks)
    return say("participation.paper_ratings_said", n=values, unknown=unknown, total=len(marks))
