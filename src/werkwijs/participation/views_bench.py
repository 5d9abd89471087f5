"""The bench: ideas on one side, the statements so far on the other; what is left; what became of what."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from werkwijs.accounts import again
from werkwijs.accounts.who import signed_in
from werkwijs.audit import noting
from werkwijs.lib.words import say
from werkwijs.participation.bench import flagging, overview, raw, steps, tracing
from werkwijs.studies import locking, pages
from werkwijs.studies.models import Study

STEPS_AT_ONCE = 50


@pages.reading
def bench(request: HttpRequest, study: Study) -> HttpResponse:
    asked = overview.Asked.of(request.GET)
    _ideas_read(request, study)
    return pages.show(
        request,
        study,
        "participation/bench/bench.html",
        bench=overview.bench(study, asked),
        groups=study.groups.all(),
        back=request.GET.urlencode(),
        locked=locking.locked(study),
        last=next(reversed(steps.standing_steps(study)), None),
    )


@pages.reading
def idea(request: HttpRequest, study: Study, idea_id: int) -> HttpResponse:
    found = get_object_or_404(raw.ideas(study), pk=idea_id)
    _ideas_read(request, study)
    return pages.show(
        request,
        study,
        "participation/bench/idea.html",
        card=overview.idea_cards([found], overview.likely(study))[0],
        trail=tracing.of_idea(found),
        locked=locking.locked(study),
    )


@pages.reading
def statement(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    found = get_object_or_404(study.statements.select_related("origin"), pk=statement_id)
    _ideas_read(request, study)
    inside = list(study.statements.filter(dropped_at=None).order_by("order", "id"))
    trail = tracing.of_statement(found)
    return pages.show(
        request,
        study,
        "participation/bench/statement.html",
        statement=found,
        rests=tracing.rests_on(study, found),
        flags=flagging.flags(study, inside).get(found.pk, []),
        near=overview.likely(study, inside).of("statement", found.pk),
        trail=trail,
        changed_elsewhere=tracing.changed_elsewhere(found, trail),
        locked=locking.locked(study),
    )


@pages.reading
def trail(request: HttpRequest, study: Study) -> HttpResponse:
    """Every step, the newest first."""
    _ideas_read(request, study)
    told = Paginator(tracing.trail(study), STEPS_AT_ONCE).get_page(request.GET.get("page", "1"))
    return pages.show(
        request,
        study,
        "participation/bench/trail.html",
        trail=told,
        undoing=not locking.locked(study),
    )


@pages.reading
def decisions(request: HttpRequest, study: Study) -> HttpResponse:
    """Every idea with what became of it, to read, print or take along."""
    _ideas_read(request, study)
    return pages.show(
        request,
        study,
        "participation/bench/decisions.html",
        decisions=tracing.decisions(study),
    )


@pages.reading  # type: ignore[arg-type]
@again.confirm_recently
def ideas_csv(request: HttpRequest, study: Study) -> HttpResponse:
    noting.note(
        "participation.ideas_exported",
        by=signed_in(request),
        about=study,
        study=study.slug,
        organisation=study.organisation_id,
        request=request,
    )
    answer = HttpResponse(tracing.table(study), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{study.slug}-ideas.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@pages.running
def finish(request: HttpRequest, study: Study) -> HttpResponse:
    """What is left to decide; and locking the set, which one may do anyway."""
    if request.method == "POST":
        try:
            locking.lock(study, by=signed_in(request))
        except locking.CannotLock as why:
            messages.warning(request, str(why))
            return redirect("taking_part:bench_finish", study.slug)
        messages.success(request, say("participation.bench_finished"))
        return redirect("taking_part:bench", study.slug)
    inside = list(study.statements.filter(dropped_at=None).order_by("order", "id"))
    flags = flagging.flags(study, inside)
    flagged = [(s, flags[s.pk]) for s in inside if flags[s.pk]]
    return pages.show(
        request,
        study,
        "participation/bench/finish.html",
        counts=raw.counts(study),
        flagged=flagged,
        about=flagging.about(study, inside, len(flagged)),
        fewest=locking.FEWEST,
        locked=locking.locked(study),
        bench_address=reverse("taking_part:bench", args=[study.slug]),
    )


def _ideas_read(request: HttpRequest, study: Study) -> None:
    noting.note(
        "participation.ideas_read",
        by=signed_in(request),
        about=study,
        study=study.slug,
        organisation=study.organisation_id,
        request=request,
    )
