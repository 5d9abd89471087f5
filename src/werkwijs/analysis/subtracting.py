"""Whether two published versions, laid beside each other, tell what only a few people did.

A version before and one after somebody withdrew, or with and without a sort that was left out: take the exact
figures of the one from those of the other, and what is left is that one person. Exact figures stand in the
files. So the files of a version are shared only where nothing is left of fewer people than the minimum
(docs/decisions/0015).

It is judged by what the two versions say, and by nothing about people: who is in them is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkwijs.analysis.models import Publication

Told = Mapping[str, Any]


def shared_before(publication: Publication) -> Publication | None:
    """The other version of which files were shared, and from which this one differs by a few people."""
    study = publication.concept_map.study
    others = (
        Publication.objects.filter(concept_map__study=study)
        .exclude(files_first_shared_at=None)
        .exclude(pk=publication.pk)
        .select_related("concept_map")
        .order_by("-number")
    )
    own = publication.told
    for other in others:
        if not _same_answers(publication, other) and tells_of_few(
            own, other.told, study.smallest_shown
        ):
            return other  # type: ignore[no-any-return]
    return None


def tells_of_few(one: Told, other: Told, minimum: int) -> bool:
    """Whether the difference of the two is what fewer people than the minimum did."""
    return any(
        figures(one) != figures(other) and abs(n(one) - n(other)) < minimum
        for n, figures in ((_sorters, _sorted), (_raters, _rated))
    )


def _same_answers(one: Publication, other: Publication) -> bool:
    """Drawn from the same answers of the same people, whether of all of them or of one group.

    What groups tell of each other is seen to when a map is asked for.
    """
    maps = one.concept_map, other.concept_map
    left_out = [{*told.settings.get("exclude", {})} for told in maps]
    drawn_from = {told.drawn_from for told in maps}
    n = {len(told["excluded"]) for told in (one.told, other.told)}
    return (
        len(drawn_from) == 1 and "" not in drawn_from and left_out[0] == left_out[1] and len(n) == 1
    )


def _sorters(told: Told) -> int:
    return int(told["counts"]["sorters"])


def _raters(told: Told) -> int:
    return int(told["counts"]["raters"])


def _sorted(told: Told) -> Any:
    """What rests on the sorts alone, whichever clusters people chose."""
    counts = {name: n for name, n in told["counts"].items() if name != "raters"}
    return counts, told["similarity"], [(s["id"], s["together"]) for s in told["statements"]]


def _rated(told: Told) -> Any:
    return told["scales"], [(s["id"], s["ratings"], s["group_ratings"]) for s in told["statements"]]
