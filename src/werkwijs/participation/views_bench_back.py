"""Putting back what was dropped, and taking a step back: one press each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.participation import bench
from werkwijs.participation.bench import raw
from werkwijs.participation.models import BenchStep
from werkwijs.participation.views_bench_shared import tried
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@require_POST
@pages.running
def restore_idea(request: HttpRequest, study: Study, idea_id: int) -> HttpResponse:
    idea = get_object_or_404(raw.ideas(study), pk=idea_id)
    return tried(request, study, lambda: bench.restore(idea, by=signed_in(request)), "restore")


@require_POST
@pages.running
def restore_statement(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    statement = get_object_or_404(study.statements, pk=statement_id)
    return tried(request, study, lambda: bench.restore(statement, by=signed_in(request)), "restore")


@require_POST
@pages.running
def undo(request: HttpRequest, study: Study, step_id: int) -> HttpResponse:
    step = get_object_or_404(BenchStep, study=study, pk=step_id)
    return tried(request, study, lambda: bench.undo(step, by=signed_in(request)), "undo")
