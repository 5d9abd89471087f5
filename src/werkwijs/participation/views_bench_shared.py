"""What the pages of decisions share: do it and go back, or show the form with all that was typed."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from werkwijs.lib.words import say
from werkwijs.participation import bench
from werkwijs.participation.bench import forms
from werkwijs.participation.bench.obstacles import Unfit
from werkwijs.participation.models import BenchStep, Idea
from werkwijs.studies import pages
from werkwijs.studies.models import Statement, Study

KEPT = ("show", "group", "q", "page", "flagged", "spage")
"""What the address of the bench says, to come back to the same place."""
TYPED = ("text", "parts", "reason")


def decided(
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
                return to_bench(study, form.cleaned_data["back"])
    return pages.show(
        request,
        study,
        "participation/bench/act.html",
        form=form,
        act=act,
        ideas=ideas or [],
        statements=statements or [],
        back=kept(back(request)),
        chosen=urlencode(
            [("idea", i.pk) for i in ideas or []] + [("statement", s.pk) for s in statements or []]
        ),
    )


def tried(request: HttpRequest, study: Study, act: Callable[[], None], done: str) -> HttpResponse:
    """Do it and say so, or say why not."""
    try:
        act()
    except bench.CannotDo as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, say("participation.bench_done", done))
    if request.POST.get("to") == "trail":
        return redirect("taking_part:bench_trail", study.slug)
    return to_bench(study, back(request))


def gone(request: HttpRequest, study: Study) -> HttpResponse:
    """What the form is about is not there any more: what was typed is shown, to keep."""
    typed = [request.POST[name] for name in TYPED if request.POST.get(name, "").strip()]
    if not typed:
        raise Http404
    return pages.show(request, study, "participation/bench/gone.html", status=404, typed=typed)


def how_it_stands(statement: Statement) -> str:
    if statement.dropped_at:
        return say("participation.bench_now_dropped", text=statement.text)
    return say("participation.bench_now_reads", text=statement.text)


def back(request: HttpRequest) -> str:
    return str(request.POST.get("back", request.GET.get("back", "")))[:500]


def kept(back: str) -> str:
    query = QueryDict(back)
    return urlencode([(name, query[name]) for name in KEPT if query.get(name)])


def to_bench(study: Study, back: str) -> HttpResponse:
    address = reverse("taking_part:bench", args=[study.slug])
    query = kept(back)
    return redirect(f"{address}?{query}" if query else address)
