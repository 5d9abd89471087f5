"""A map of a study's answers, by the engine; and what it is drawn from, as a digest."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

import conceptmapping as cm
from conceptmapping.errors import Fault, UnsoundStudy
from conceptmapping.settings import Settings
from conceptmapping.study import Study as Collected
from werkwijs.analysis.models import ConceptMap
from werkwijs.analysis.watching import Watch
from werkwijs.lib.words import LANGUAGES, words


def without_labels(told: dict[str, Any]) -> None:
    """Take the names people gave piles out of a document, or of what is known of a cut."""
    for cluster in told["clusters"]:
        cluster["labels"] = []


def without_gone(told: dict[str, Any], here: Collection[str]) -> None:
    """Take who is not here any more out of a document; that so many were left out stays."""
    told["settings"]["exclude"] = _here(told["settings"]["exclude"], here)
    told["excluded"] = [
        row if row["participant"] in here else {"participant": "", "reason": ""}
        for row in told["excluded"]
    ]


def of_who_is_here(chosen: Mapping[str, Any], here: Collection[str]) -> dict[str, Any]:
    """The same settings, leaving out only people who are here: who withdrew is out already."""
    kept = {name: value for name, value in chosen.items() if name != "exclude"}
    left_out = _here(chosen.get("exclude", {}), here)
    return kept | ({"exclude": left_out} if left_out else {})


def _here(left_out: Mapping[str, str], here: Collection[str]) -> dict[str, str]:
    return {participant: reason for participant, reason in left_out.items() if participant in here}


def settings(chosen: Mapping[str, Any]) -> Settings:
    """The settings of a map, complete.

    Raises
    ------
    conceptmapping.errors.Fault
        One of them makes no sense.
    """
    told = dict(chosen)
    if told.get("group"):
        told["group"] = tuple(told["group"])
    return Settings(**told)


def compute(
    concept_map: ConceptMap,
    collected: Collected,
    watch: Watch | None = None,
    *,
    each_sorter: bool = False,
    **other: Any,
) -> cm.ConceptMap:
    """Have the engine compute this map of these answers, with other settings where they are given.

    What it says of every sort by itself is not kept here, so it is only computed with ``each_sorter``.
    """
    here = {*collected.participants, *collected.sorts.sorters}
    chosen = settings(of_who_is_here(concept_map.settings | other, here))
    return cm.concept_map(collected, progress=watch, each_sorter=each_sorter, **vars(chosen))


def digest(concept_map: ConceptMap, collected: Collected) -> str:
    """What this map is drawn from, as 64 hexadecimal digits: other answers, other digits."""
    chosen = settings(concept_map.settings)
    columns = {"group", "weight", chosen.balance, chosen.group and chosen.group[0]}
    sorts = collected.sorts
    people = [*sorts.sorters, *(r for own in collected.ratings.values() for r in own.raters)]
    parts = [
        repr([(s.id, s.text) for s in collected.statements]),
        repr((sorts.sorters, sorts.labels)),
        repr(sorts.piles.tolist()),
        repr(sorts.weights.tolist()),
        repr([(p, _of(collected, p, columns)) for p in dict.fromkeys(people)]),
        *(
            repr((name, own.scale, own.raters, own.values.tolist()))
            for name, own in collected.ratings.items()
        ),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _of(collected: Collected, person: str, columns: Collection[Any]) -> list[tuple[str, str]]:
    facts = collected.participants.get(person, {})
    return sorted((name, value) for name, value in facts.items() if name in columns)


def said(wrong: Fault | UnsoundStudy) -> dict[str, str]:
    """What is wrong and what to do, in each language."""
    faults = wrong.faults if isinstance(wrong, UnsoundStudy) else [wrong]
    return {
        language: " ".join(f"{f.what(language)} {f.remedy(language)}".strip() for f in faults[:3])
        for language in LANGUAGES
    }


def in_each_language(key: str) -> dict[str, str]:
    """What the room says under this key, in each language."""
    return {language: words("analysis", language)(key) for language in LANGUAGES}
