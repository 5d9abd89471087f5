"""What people sorted or rated stays as it is: the set of statements and the scales of their study."""

from __future__ import annotations

from werkwijs.lib.words import say
from werkwijs.participation.models import OnPile, Rating
from werkwijs.studies import locking
from werkwijs.studies.models import Study


def register() -> None:
    """Tell the studies, which know nobody who takes part."""
    locking.register_hindrance(sorted_or_rated)


def sorted_or_rated(study: Study) -> str | None:
    """Why statements and scales may not change any more; None while nobody sorted or rated."""
    of_study = {"sitting__participant__study": study}
    if OnPile.objects.filter(**of_study).exists() or Rating.objects.filter(**of_study).exists():
        return say("participation.settled")
    return None
