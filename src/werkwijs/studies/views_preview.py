"""Seeing a study as a participant does. Nothing is kept."""

from __future__ import annotations

import itertools

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from werkwijs.studies import consent, media, pages, scales, texts
from werkwijs.studies.models import Study

PARTS = ("welcome", "consent", "statement", "rating")


@pages.reading
def preview(request: HttpRequest, study: Study, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    easy = request.GET.get("niveau") != "gewoon"
    statement = study.statements.filter(dropped_at=None).first()
    scale = study.scales.prefetch_related("steps").first()
    return render(
        request,
        "studies/preview.html",
        {
            "study": study,
            "part": part,
            "parts": PARTS,
            "following": dict(itertools.pairwise(PARTS)).get(part, ""),
            "easy": easy,
            "level": "makkelijk" if easy else "gewoon",
            "welcome": texts.text(study, "welcome", easy),
            "consent": consent.draft(study) or consent.current(study),
            "statement": statement,
            "pictured": statement is not None
            and study.shows_pictures
            and media.picture(statement) is not None,
            "scale": scale,
            "steps": [
                (step, scales.shows(study, step.picture))
                for step in (scale.steps.all() if scale else [])
            ],
        },
    )
