"""A study of this website as a study folder: pseudonyms, answers, and how the study is set up.

The same study gives the same bytes, and taking the folder in and writing it again gives them too.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from conceptmapping.reading.answers import Answers
from conceptmapping.study_folder import SETTINGS
from conceptmapping.writing import csv_table, toml
from werkwijs.participation import given, release
from werkwijs.participation.exchange import set_up
from werkwijs.participation.models import Batched, Exclusion, Participant
from werkwijs.studies import media
from werkwijs.studies.models import Statement, Study

MEDIA = "media"
SET_UP = "werkwijs.toml"
"""How the website sets the study up. A file of its own: ``study.toml`` is for the map and its report."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip, so that the same study gives the same zip."""


def files(study: Study, *, ideas: bool = True) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file; tables without rows are not among them."""
    rows = release.rows(study, ideas=ideas)
    for name, table in _tables(rows).items():
        if len(table) > 1:
            yield name, csv_table(table)
    yield SETTINGS, _settings(study)
    yield SET_UP, _set_up(study, ideas=ideas)
    for statement, outside in _with_media(study):
        for kind, found in (
            ("picture", media.picture(statement)),
            ("sound", media.sound(statement)),
        ):
            if found is not None:
                yield f"{MEDIA}/{_media_name(statement, outside, kind)}", found[0]


def zipped(study: Study, *, ideas: bool = True) -> bytes:
    """The whole folder as one file, in a folder of its own."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files(study, ideas=ideas):
            entry = zipfile.ZipInfo(f"{study.slug}/{name}", _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, content)
    return written.getvalue()


def _tables(rows: Answers) -> dict[str, list[tuple[str, ...]]]:
    people = rows.people or []
    names = tuple(people[0].facts) if people else ()
    sorts = [(r.participant, r.statement, r.pile, r.label, r.seconds) for r in rows.sorts or []]
    ratings = [(r.participant, r.statement, r.scale, r.value, r.missing) for r in rows.ratings]
    return {
        "statements.csv": [
            ("id", "text", "origin", "short", "easy"),
            *((r.id, r.text, r.origin, r.short, r.easy) for r in rows.statements or []),
        ],
        "sorts.csv": [("participant", "statement", "pile", "label", "seconds"), *sorts],
        "ratings.csv": [("participant", "statement", "scale", "value", "missing"), *ratings],
        "participants.csv": [
            ("participant", *names),
            *((r.participant, *(r.facts[name] for name in names)) for r in people),
        ],
        "scales.csv": [
            ("scale", "minimum", "maximum", "labels"),
            *((r.scale, r.minimum, r.maximum, r.labels) for r in rows.scales or []),
        ],
        "ideas.csv": [
            ("id", "text", "participant", "statement", "decision", "reason"),
            *((r.id, r.text, r.participant, r.statement, r.decision, r.reason) for r in rows.ideas),
        ],
    }


def _settings(study: Study) -> bytes:
    about = release.about(study)
    told: dict[str, Any] = {
        "title": about.title,
        "prompt": about.prompt,
        "language": about.language,
        "minimum_group": about.minimum_shown,
        "minimum_tested": about.minimum_tested,
        "invented": about.invented,
        **about.facts,
    }
    return toml(_without_empty(told)).encode()


def _set_up(study: Study, *, ideas: bool) -> bytes:
    people = release.participants(study)
    own = set_up.table(study) | {
        "advice": _advice(people),
        "batches": _batches(study, people),
        "media": _media(study),
    }
    if ideas:
        own["typed_by_helper"] = [
            f"i{place}"
            for place, idea in enumerate(given.ideas_of(people), start=1)
            if idea.typed_by_helper
        ]
    return toml(_without_empty(own)).encode()


def _advice(people: list[Participant]) -> dict[str, Any]:
    """To leave somebody out of the map: now, and what was lifted again."""
    found: dict[str, Any] = {}
    advised = Exclusion.objects.filter(participant__in=people).select_related("participant")
    for place, exclusion in enumerate(advised.order_by("participant__number", "at", "pk"), start=1):
        own = {
            "participant": exclusion.participant.pseudonym,
            "reason": given.one_line(exclusion.reason),
            "at": set_up.written(exclusion.at),
        }
        if exclusion.lifted_at:
            own["lifted_at"] = set_up.written(exclusion.lifted_at)
            own["lifted_reason"] = given.one_line(exclusion.lifted_reason)
        found[str(place)] = own
    return found


def _batches(study: Study, people: list[Participant]) -> dict[str, list[str]]:
    """Who was asked to sort which statements, in the order of their cards."""
    if study.batch_size is None:
        return {}
    ids = release.statement_ids(study)
    names = {person.pk: person.pseudonym for person in people}
    found: dict[str, list[str]] = {}
    rows = Batched.objects.filter(participant__in=people).order_by(
        "participant__number", "position"
    )
    for person, statement in rows.values_list("participant", "statement"):
        if statement in ids:
            found.setdefault(names[person], []).append(ids[statement])
    return found


def _with_media(study: Study) -> list[tuple[Statement, str]]:
    ids = release.statement_ids(study)
    rows = study.statements.filter(pk__in=ids)
    return [(row, ids[row.pk]) for row in rows if row.picture or row.sound]


def _media(study: Study) -> dict[str, Any]:
    return {
        outside: {
            kind: _media_name(row, outside, kind)
            for kind in ("picture", "sound")
            if getattr(row, kind)
        }
        | ({"picture_alt": given.one_line(row.picture_alt)} if row.picture else {})
        for row, outside in _with_media(study)
    }


def _media_name(statement: Statement, outside: str, kind: str) -> str:
    return f"{outside}-{kind}.{getattr(statement, kind).name.rsplit('.', 1)[-1]}"


def _without_empty(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Without tables and lists that hold nothing."""
    kept = {
        key: _without_empty(value) if isinstance(value, Mapping) else value
        for key, value in facts.items()
    }
    return {key: value for key, value in kept.items() if value not in ({}, [])}
