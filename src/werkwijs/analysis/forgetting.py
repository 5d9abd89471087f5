"""Somebody withdrew: the words they may have written on piles go from every map of the study.

Which words were whose is not known here, so all suggested names go. Drawn again, the map has those of who
stays. Points and counts stay: they are of everybody together.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from werkwijs.analysis.models import Document
from werkwijs.studies.models import Study


def without_labels(told: dict[str, Any]) -> None:
    for cluster in told["clusters"]:
        cluster["labels"] = []


@transaction.atomic
def forget_labels(study: Study) -> None:
    """No suggested name is left in the maps of this study."""
    Study.objects.select_for_update(of=("self",)).get(pk=study.pk)  # not while a map is being kept
    for document in Document.objects.select_for_update().filter(concept_map__study=study):
        told = document.told
        without_labels(told)
        document.content = Document.written(told)
        document.save(update_fields=["content"])
