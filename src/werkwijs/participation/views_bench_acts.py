"""Decisions at the bench: take, merge, split, edit, drop, put back, take back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say
from werkwijs.participation import bench
from werkwijs.participation.bench import forms, raw, resting, wording
from werkwijs.participation.bench.obstacles import Unfit
from werkwijs.participation.models import BenchStep, Idea
from werkwijs.studies import pages
from werkwijs.studies.models import Statement, Study

KEPT = ("show", "group", "q", "page", "flagged", "spage")
"""What the address of the bench says, to come back to the same place."""
TYPED = ("text", "parts", "reason")
MOST_AT_ONCE = 100


@pages.running
def take(request: HttpRequest, study: Study, idea_id: int) -> HttpResponse:
    """One press takes the words as they are; the page is for other words."""
    idea = raw.ideas(study).filter(pk=idea_id).first()
    if idea is None:
        return _gone(request, study)
    words = wording.from_idea(idea, study.stem)
    about = {"seen": forms.mark(ideas=[idea], statements=[]), "back": _back(request)}
    if request.method == "POST" and "text" not in request.POST:
        form = forms.TextForm(
            {**request.POST.dict(), "text": words, "seen": about["seen"]}, stem=study.stem, **about
        )
    else:
        form = forms.TextForm(
            request.POST or None, stem=study.stem, initial={"text": words}, **about
        )

    def do() -> None:
        said = form.cleaned_data
        bench.take(
            idea, text=said["text"], reason=said["reason"], key=said["key"], by=signed_in(request)
        )

    there = resting.lives_in(idea)
    now = say("participation.bench_now_statement", text=there.text) if there else ""
    return _decided(request, study, form, do, "take", now, ideas=[idea])


@pages.running
def merge(request: HttpRequest, study: Study) -> HttpResponse:
    ideas, statements, complete = _chosen(request, study)
    if not complete:
        return _gone(request, study)
    if len(ideas) + len(statements) < 2:
        messages.warning(request, say("participation.bench_too_few", "merge"))
        return _to_bench(study, _back(request))
    form = forms.MergeForm(
        request.POST or None,
        seen=forms.mark(ideas=ideas, statements=statements),
        back=_back(request),
        stem=study.stem,
        initial={"text": _begin_with(request, study, ideas, statements)},
    )

    def do() -> None:
        bench.merge(
            [*ideas, *statements],
            text=form.cleaned_data["text"],
            reason=form.reason_given(),
            key=form.cleaned_data["key"],
            by=signed_in(request),
        )

    now = " · ".join(f"‘{s.text}’" for s in statements if not s.dropped_at)
    return _decided(request, study, form, do, "merge", now, ideas=ideas, statements=statements)


@pages.running
def split_idea(request: HttpRequest, study: Study, idea_id: int) -> HttpResponse:
    idea = raw.ideas(study).filter(pk=idea_id).first()
    if idea is None:
        return _gone(request, study)
    return _split(request, study, idea, wording.from_idea(idea, study.stem), ideas=[idea])


@pages.running
def split_statement(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    statement = study.statements.filter(pk=statement_id).first()
    if statement is None:
        return _gone(request, study)
    return _split(request, study, statement, statement.text, statements=[statement])


@pages.running
def edit(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    statement = study.statements.filter(pk=statement_id).first()
    if statement is None:
        return _gone(request, study)
    form = forms.TextForm(
        request.POST or None,
        seen=forms.mark(ideas=[], statements=[statement]),
        back=_back(request),
        stem=study.stem,
        initial={"text": statement.text},
    )

    def do() -> None:
        said = form.cleaned_data
        bench.edit(
            statement,
            text=said["text"],
            reason=said["reason"],
            key=said["key"],
            by=signed_in(request),
        )

    now = _how_it_stands(statement)
    return _decided(request, study, form, do, "edit", now, statements=[statement])


@pages.running
def drop_idea(request: HttpRequest, study: Study, idea_id: int) -> HttpResponse:
    idea = raw.ideas(study).filter(pk=idea_id).first()
    if idea is None:
        return _gone(request, study)
    there = resting.lives_in(idea)
    now = say("participation.bench_now_statement", text=there.text) if there else ""
    return _drop(request, study, idea, now, ideas=[idea])


@pages.running
def drop_statement(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    statement = study.statements.filter(pk=statement_id).first()
    if statement is None:
        return _gone(request, study)
    return _drop(request, study, statement, _how_it_stands(statement), statements=[statement])


@require_POST
@pages.running
def restore_idea(request: HttpRequest, study: Study, idea_id: int) -> HttpResponse:
    idea = get_object_or_404(raw.ideas(study), pk=idea_id)
    return _tried(request, study, lambda: bench.restore(idea, by=signed_in(request)), "restore")


@require_POST
@pages.running
def restore_statement(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    statement = get_object_or_404(study.statements, pk=statement_id)
    return _tried(
        request, study, lambda: bench.restore(statement, by=signed_in(request)), "restore"
    )


@require_POST
@pages.running
def undo(request: HttpRequest, study: Study, step_id: int) -> HttpResponse:
    step = get_object_or_404(BenchStep, study=study, pk=step_id)
    return _tried(request, study, lambda: bench.undo(step, by=signed_in(request)), "undo")


# --- what they share --------------------------------------------------------------------


def _split(
    request: HttpRequest, study: Study, source: Idea | Statement, words: str, **about: Any
) -> HttpResponse:
    form = forms.SplitForm(
        request.POST or None,
        seen=forms.mark(ideas=about.get("ideas", []), statements=about.get("statements", [])),
        back=_back(request),
        stem=study.stem,
        initial={"parts": words},
    )

    def do() -> None:
        bench.split(
            source,
            form.texts,
            reason=form.reason_given(),
            key=form.cleaned_data["key"],
            by=signed_in(request),
        )

    now = _how_it_stands(source) if isinstance(source, Statement) else ""
    return _decided(request, study, form, do, "split", now, **about)


def _drop(
    request: HttpRequest, study: Study, source: Idea | Statement, now: str, **about: Any
) -> HttpResponse:
    form = forms.DropForm(
        request.POST or None,
        seen=forms.mark(ideas=about.get("ideas", []), statements=about.get("statements", [])),
        back=_back(request),
    )

    def do() -> None:
        bench.drop(
            source,
            reason=form.reason_given(),
            key=form.cleaned_data["key"],
            by=signed_in(request),
        )

    return _decided(request, study, form, do, "drop", now, **about)


def _decided(
    request: HttpRequest,
    study: Study,
    form: forms.ActForm,
    do: Callable[[], None],
    act: str,
    now: str,
    *,
    ideas: list[Idea] | None = None,
    statements: list[Statement] | None = None,
) -> HttpResponse:
    """Do it and go back to the bench; or show the form, with everything that was typed."""
    if request.method == "POST" and form.is_valid():
        again = BenchStep.objects.filter(study=study, key=form.cleaned_data["key"]).exists()
        if again or not form.stale(now):
            try:
                do()
            except bench.CannotDo as why:
                form.add_error(
                    "text" if isinstance(why, Unfit) and "text" in form.fields else None, str(why)
                )
            else:
                messages.success(request, say("participation.bench_done", act))
                return _to_bench(study, form.cleaned_data["back"])
    return pages.show(
        request,
        study,
        "participation/bench/act.html",
        form=form,
        act=act,
        ideas=ideas or [],
        statements=statements or [],
        back=_kept(_back(request)),
        chosen=urlencode(
            [("idea", i.pk) for i in ideas or []] + [("statement", s.pk) for s in statements or []]
        ),
    )


def _tried(request: HttpRequest, study: Study, act: Callable[[], None], done: str) -> HttpResponse:
    """Do it and say so, or say why not."""
    try:
        act()
    except bench.CannotDo as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, say("participation.bench_done", done))
    if request.POST.get("to") == "trail":
        return redirect("taking_part:bench_trail", study.slug)
    return _to_bench(study, _back(request))


def _chosen(request: HttpRequest, study: Study) -> tuple[list[Idea], list[Statement], bool]:
    """What was chosen, and whether all of it is there. An idea in the set stands for its statement."""
    wanted = {kind: _numbers(request.GET.getlist(kind)) for kind in ("idea", "statement")}
    ideas = list(raw.ideas(study).filter(pk__in=wanted["idea"]))
    statements = list(study.statements.filter(pk__in=wanted["statement"]).order_by("order", "id"))
    complete = len(ideas) == len(wanted["idea"]) and len(statements) == len(wanted["statement"])
    if request.method != "POST":
        for idea in ideas[:]:
            if there := resting.lives_in(idea):
                ideas.remove(idea)
                if there not in statements:
                    statements.append(there)
    return ideas, statements, complete


def _begin_with(
    request: HttpRequest, study: Study, ideas: list[Idea], statements: list[Statement]
) -> str:
    """Words to begin with: those that were asked for, or of the first statement, or the first idea."""
    words = [(f"statement-{s.pk}", s.text) for s in statements]
    words += [(f"idea-{i.pk}", wording.from_idea(i, study.stem)) for i in ideas]
    return dict(words).get(request.GET.get("words", ""), words[0][1])


def _numbers(given: list[str]) -> set[int]:
    found = {int(n) for n in given[:MOST_AT_ONCE] if n.isascii() and n.isdigit() and len(n) < 18}
    if len(found) < len(set(given)):
        raise Http404
    return found


def _how_it_stands(statement: Statement) -> str:
    if statement.dropped_at:
        return say("participation.bench_now_dropped", text=statement.text)
    return say("participation.bench_now_reads", text=statement.text)


def _gone(request: HttpRequest, study: Study) -> HttpResponse:
    """What the form is about is not there any more: what was typed is shown, to keep."""
    typed = [request.POST[name] for name in TYPED if request.POST.get(name, "").strip()]
    if not typed:
        raise Http404
    return pages.show(request, study, "participation/bench/gone.html", status=404, typed=typed)


def _back(request: HttpRequest) -> str:
    return str(request.POST.get("back", request.GET.get("back", "")))[:500]


def _kept(back: str) -> str:
    query = QueryDict(back)
    return urlencode([(name, query[name]) for name in KEPT if query.get(name)])


def _to_bench(study: Study, back: str) -> HttpResponse:
    address = reverse("taking_part:bench", args=[study.slug])
    query = _kept(back)
    return redirect(f"{address}?{query}" if query else address)
