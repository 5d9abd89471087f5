"""Somebody withdrew: their words and their pseudonym go from every map of the study.

Which words on piles were whose is not known here, so all suggested names go. Drawn again, the map has those
of who stays. Points and counts stay: they are of everybody together, and so is how many were left out.
"""

from __future__ import annotations

from django.db import transaction

from werkwijs.analysis import bundling, computing, cuts, voting
from werkwijs.analysis.models import ConceptMap, Document
from werkwijs.participation import release
from werkwijs.studies.models import Study


@transaction.atomic
def forget(study: Study) -> None:
    """Nothing of who withdrew is left in maps and votes: no name of a pile, no pseudonym, no reason."""
    Study.objects.select_for_update(of=("self",)).get(pk=study.pk)  # not while a map is being kept
    cuts.forget_labels(study)
    voting.forget(study)
    bundling.forget(study)
    here = release.pseudonyms(study)
    for concept_map in ConceptMap.objects.select_for_update().filter(study=study):
        kept = computing.of_who_is_here(concept_map.settings, here)
        if kept != concept_map.settings:
            concept_map.settings = kept
            concept_map.save(update_fields=["settings"])
    for document in Document.objects.select_for_update().filter(concept_map__study=study):
        told = document.told
        computing.without_labels(told)
        computing.without_gone(told, here)
        document.content = Document.written(told)
        document.save(update_fields=["content"])
