"""Who took part, out of a study folder: pseudonyms, groups, consent, help."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from conceptmapping.reading import Written
from werkwijs.lib.words import words
from werkwijs.participation import person_columns as columns
from werkwijs.participation.models import Consent, Help, Participant, Sitting
from werkwijs.participation.person_columns import Said
from werkwijs.studies.models import ConsentText, Group, Study

NOBODY = "unknown"
"""Pseudonym of whoever had an idea that nobody knows the author of."""
ELSEWHERE = "elsewhere"
"""What was seen of a representative's yes: it was recorded where the folder came from."""
_OURS = re.compile(r"s([1-9]\d{0,8})", re.ASCII)
_TASKS = {
    "gave_ideas": Help.Task.IDEAS,
    "sorted": Help.Task.SORTING,
    "rated": Help.Task.RATING,
}


def take_in(study: Study, found: Written, *, known: bool) -> dict[str, Participant]:
    """Pseudonym in the folder -> participant, in the order in which they sorted.

    Parameters
    ----------
    known
        A website of ours wrote the folder: who says there what they agreed to. Of others it is
        taken that consent was asked where the answers come from.
    """
    rows = {row.participant: row.facts for row in reversed(found.answers.people or [])}
    numbers = _numbers(_in_order(found, rows))
    groups = {group.key: group for group in study.groups.all()}
    made: dict[str, Participant] = {}
    for pseudonym, number in numbers.items():
        facts = dict(rows.get(pseudonym, {}))
        said, kept = columns.take(facts)
        if pseudonym != f"s{number}":
            kept["pseudonym"] = pseudonym
        own: dict[str, Any] = {
            name: value for part in said.values() for name, value in part.facts.items()
        }
        weight = facts.get("weight", "").replace(",", ".")
        name = facts.get("group", "")
        made[pseudonym] = Participant.objects.create(
            study=study,
            number=number,
            group=group(study, groups, name) if name else None,
            weight=float(weight) if weight else None,
            facts=kept,
            **own,
        )
    _agree(study, made, rows, known=known)
    _recorded(made, rows)
    return made


def group(study: Study, groups: dict[str, Group], written_as: str) -> Group:
    """The group of that name; made where the study had none."""
    key = written_as if written_as in groups else (slugify(written_as)[:30].strip("-") or "groep")
    if key not in groups:
        groups[key] = Group.objects.create(
            study=study, key=key, name=written_as[:60], order=len(groups)
        )
    return groups[key]


def _in_order(found: Written, rows: Mapping[str, Any]) -> list[str]:
    """Sorters first, as they stand in the folder: chance in the map is drawn by place."""
    answers = found.answers
    seen = dict.fromkeys(row.participant for row in answers.sorts or [])
    listed = [row.participant for row in answers.people or []]
    if [who for who in listed if who in seen] == list(seen):
        seen = {}  # the list has the same order, and those between who did not sort
    seen |= dict.fromkeys(listed)
    seen |= dict.fromkeys(row.participant for row in answers.sorts or [])
    seen |= dict.fromkeys(row.participant for row in answers.ratings)
    seen |= dict.fromkeys(row.participant or NOBODY for row in answers.ideas)
    return list(seen)


def _numbers(pseudonyms: list[str]) -> dict[str, int]:
    """A number for each. Pseudonyms of ours keep theirs; others come after the highest that looks ours."""
    ours = [int(found[1]) if (found := _OURS.fullmatch(who)) else None for who in pseudonyms]
    known = [number for number in ours if number is not None]
    if len(known) == len(ours) and known == sorted(set(known)):
        return dict(zip(pseudonyms, known, strict=True))
    first = max(known, default=0) + 1
    return {who: number for number, who in enumerate(pseudonyms, start=first)}


# --- what belongs to somebody -----------------------------------------------------------------


def _agree(
    study: Study, made: Mapping[str, Participant], rows: Mapping[str, Any], *, known: bool
) -> None:
    """Everybody's consent, as the folder tells it or as it must have been."""
    texts = {text.version: text for text in study.consent_texts.all()}
    for pseudonym, person in made.items():
        said = _said(rows, pseudonym, "consent") if known else None
        told = [row for row in (said.rows if said else ()) if row["version"] in texts]
        for row in told:
            facts = {name: value for name, value in row.items() if name not in {"version", "day"}}
            Consent.objects.create(
                participant=person,
                text=texts[row["version"]],
                given_at=timezone.make_aware(datetime.combine(row["day"], time(12))),
                evidence=ELSEWHERE if row["representation"] else "",
                **facts,
            )
        if not told:
            Consent.objects.create(
                participant=person, text=_elsewhere(study, texts), on_paper=True, easy=False
            )


def _elsewhere(study: Study, texts: dict[int, ConsentText]) -> ConsentText:
    """The text that says: consent was asked where these answers come from."""
    version = max(texts, default=0) if texts else 0
    if version in texts:
        return texts[version]
    say = words("participation", "en" if study.language == "en" else "nl")
    texts[1] = ConsentText.objects.create(
        study=study,
        version=1,
        easy=say("consent_elsewhere"),
        ordinary=say("consent_elsewhere"),
        question=say("consent_elsewhere_question"),
        answers=[say("consent_elsewhere_yes"), say("consent_elsewhere_no")],
        published_at=timezone.now(),
    )
    return texts[1]


def _recorded(made: Mapping[str, Participant], rows: Mapping[str, Any]) -> None:
    """Who helped them, and which tasks they began or finished."""
    for pseudonym, person in made.items():
        if said := _said(rows, pseudonym, "help"):
            for row in said.rows:
                Help.objects.create(participant=person, **row)
        for column, task in _TASKS.items():
            said = _said(rows, pseudonym, column)
            for row in said.rows if said else ():
                Sitting.objects.create(
                    participant=person,
                    task=task,
                    via=Sitting.Via.PAPER if row["paper"] else Sitting.Via.SCREEN,
                    finished_at=timezone.now() if row["finished"] else None,
                )


def _said(rows: Mapping[str, Any], pseudonym: str, column: str) -> Said | None:
    _, read = columns.COLUMNS[column]
    return read(rows.get(pseudonym, {}).get(column, ""))
