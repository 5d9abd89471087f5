"""The page with two maps side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from werkwijs.analysis import comparing, deciding, in_words
from werkwijs.analysis.models import ConceptMap, Document
from werkwijs.lib.words import say
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@require_safe
@pages.reading
def compare(request: HttpRequest, study: Study) -> HttpResponse:
    """Two maps and what is different; which two and in how many clusters stands in the address."""
    drawn = ConceptMap.objects.filter(study=study).exclude(document=None).order_by("number")
    groups = {group.key: group.name for group in study.groups.all()}
    maps = {one.number: one for one in drawn}
    context: dict[str, Any] = {
        "options": [(number, _option(one, groups)) for number, one in maps.items()]
    }
    if len(maps) > 1:
        pair = _pair(request, list(maps))
        context |= _compared(request, maps[pair[0]], maps[pair[1]], groups)
    return pages.show(request, study, "analysis/compare.html", **context)


def _pair(request: HttpRequest, numbers: list[int]) -> tuple[int, int]:
    """The two that were asked; where one was not, the newest others."""
    asked = [_number(request.GET.get(name, ""), numbers) for name in ("een", "ander")]
    left = [number for number in numbers if number not in asked]
    other = asked[1] if asked[1] and asked[1] != asked[0] else left.pop()
    return asked[0] or [n for n in numbers if n != other][-1], other


def _number(asked: str, numbers: list[int]) -> int:
    fits = asked.isascii() and asked.isdigit() and len(asked) < 10
    return int(asked) if fits and int(asked) in numbers else 0


def _compared(
    request: HttpRequest, one: ConceptMap, other: ConceptMap, groups: dict[str, str]
) -> dict[str, Any]:
    first, second = (Document.objects.get(concept_map=m).told for m in (one, other))
    decided = deciding.now(one), deciding.now(other)
    names = [{own: given.name for own, given in what.names.items()} for what in decided]
    both = (first, second)
    clusters = comparing.clusters_of(
        both, request.GET.get("clusters", ""), decided[0].clusters or first["choice"]["clusters"]
    )
    found = comparing.compare(first, second, clusters, (names[0], names[1]))
    return {
        "first": one,
        "second": other,
        "clusters": clusters,
        "numbers": comparing.numbers(both),
        "found": found,
        "sides": list(zip((one, other), found.sheets, found.only, (False, True), strict=True))
        if found
        else [],
        "facts": comparing.facts(first, second),
        "differs": comparing.differs(first, second, groups),
        "stress": comparing.stress(first, second),
        "other_people": comparing.other_people(first, second),
    }


def _option(one: ConceptMap, groups: dict[str, str]) -> str:
    settings = "; ".join(f"{name}: {value}" for name, value in in_words.lines(one.settings, groups))
    return say(
        "analysis.compare_option",
        n=one.number,
        settings=settings or say("analysis.compare_usual"),
    )
