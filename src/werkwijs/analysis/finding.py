"""The map an address speaks of."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from werkwijs.analysis.models import ConceptMap
from werkwijs.studies.models import Study


def found(study: Study, number: int) -> ConceptMap:
    """The map of this study with this number, or page not found."""
    concept_map: Any = get_object_or_404(
        ConceptMap.objects.select_related("study"), study=study, number=number
    )
    return concept_map  # type: ignore[no-any-return]
