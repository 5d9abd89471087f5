"""Decisions at the bench: take, merge, split, edit, drop; each on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say
from werkwijs.participation import bench
from werkwijs.participation.bench import forms, raw, resting, wording
from werkwijs.participation.models import Idea
from werkwijs.participation.views_bench_shared import back, decided, gone, how_it_stands, to_bench
from werkwijs.studies import pages
from werkwijs.studies.models import Statement, Study

MOST_AT_ONCE = 100


@pages.running
def take(request: HttpRequest, study: Study, idea_id: int) -> HttpResponse:
    """One press takes the words as they are; the page is for other words."""
    idea = raw.ideas(study).filter(pk=idea_id).first()
    if idea is None:
        return gone(request, study)
    words = wording.from_idea(idea, study.stem)
    about = {"seen": forms.mark(ideas=[idea], statements=[]), "back": back(request)}
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
    return decided(request, study, form, do, "take", now, ideas=[idea])


@pages.running
def merge(request: HttpRequest, study: Study) -> HttpResponse:
    ideas, statements, complete = _chosen(request, study)
    if not complete:
        return gone(request, study)
    if len(ideas) + len(statements) < 2:
        messages.warning(request, say("participation.bench_too_few", "merge"))
        return to_bench(study, back(request))
    form = forms.MergeForm(
        request.POST or None,
        seen=forms.mark(ideas=ideas, statements=statements),
        back=back(request),
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
    return decided(request, study, form, do, "merge", now, ideas=ideas, statements=statements)


@pages.running
def split_idea(request: HttpRequest, study: Study, idea_id: int) -> HttpResponse:
    idea = raw.ideas(study).filter(pk=idea_id).first()
    if idea is None:
        return gone(request, study)
    return _split(request, study, idea, wording.from_idea(idea, study.stem), ideas=[idea])


@pages.running
def split_statement(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    statement = study.statements.filter(pk=statement_id).first()
    if statement is None:
        return gone(request, study)
    return _split(request, study, statement, statement.text, statements=[statement])


@pages.running
def edit(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    statement = study.statements.filter(pk=statement_id).first()
    if statement is None:
        return gone(request, study)
    form = forms.TextForm(
        request.POST or None,
        seen=forms.mark(ideas=[], statements=[statement]),
        back=back(request),
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

    now = how_it_stands(statement)
    return decided(request, study, form, do, "edit", now, statements=[statement])


@pages.running
def drop_idea(request: HttpRequest, study: Study, idea_id: int) -> HttpResponse:
    idea = raw.ideas(study).filter(pk=idea_id).first()
    if idea is None:
        return gone(request, study)
    there = resting.lives_in(idea)
    now = say("participation.bench_now_statement", text=there.text) if there else ""
    return _drop(request, study, idea, now, ideas=[idea])


@pages.running
def drop_statement(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    statement = study.statements.filter(pk=statement_id).first()
    if statement is None:
        return gone(request, study)
    return _drop(request, study, statement, how_it_stands(statement), statements=[statement])


# --- what they share --------------------------------------------------------------------


def _split(
    request: HttpRequest, study: Study, source: Idea | Statement, words: str, **about: Any
) -> HttpResponse:
    form = forms.SplitForm(
        request.POST or None,
        seen=forms.mark(ideas=about.get("ideas", []), statements=about.get("statements", [])),
        back=back(request),
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

    now = how_it_stands(source) if isinstance(source, Statement) else ""
    return decided(request, study, form, do, "split", now, **about)


def _drop(
    request: HttpRequest, study: Study, source: Idea | Statement, now: str, **about: Any
) -> HttpResponse:
    form = forms.DropForm(
        request.POST or None,
        seen=forms.mark(ideas=about.get("ideas", []), statements=about.get("statements", [])),
        back=back(request),
    )

    def do() -> None:
        bench.drop(
            source,
            reason=form.reason_given(),
            key=form.cleaned_data["key"],
            by=signed_in(request),
        )

    return decided(request, study, form, do, "drop", now, **about)


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
