"""A study folder becomes a study of this website, as a whole or not at all."""

from __future__ import annotations

import re
import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction

from conceptmapping.errors import BrokenSettings, Fault, Notice, UnsoundStudy
from conceptmapping.reading import Written, toml, written
from conceptmapping.reading.about import SMALLEST_TESTED
from conceptmapping.reading.answers import StatementRow
from conceptmapping.reading.noted import Noted
from conceptmapping.reading.tables import read_text
from conceptmapping.writing import write
from werkwijs.accounts.models import Organisation, User
from werkwijs.audit import noting
from werkwijs.participation.exchange import giving, media_in, people, set_up
from werkwijs.participation.exchange.faults import NumberedAnew
from werkwijs.participation.exchange.fitting import misfits
from werkwijs.participation.exchange.folder import SET_UP
from werkwijs.studies import opening
from werkwijs.studies.models import Phase, Scale, Statement, Study

_NOT_YET = {"no-sorts", "no-statements", "no-tables", "empty-table", "not-understood"}
"""Faults of a folder from which no map can be drawn, but which may be a study that has just begun."""
_AS_IT_STANDS = {
    *("same-text", "not-a-pile", "leftover-pile-kept", "empty-sort", "not-in-participants"),
    *("range-from-values", "column-not-used", "file-not-used", "second-of-its-kind"),
    *("minimum-raised", "mojibake", "control-characters", "two-labels", "duplicate-row"),
}
"""With these notices at most, rows can be taken as they stand; else as reading mended them."""
WHOLE = re.compile(r"[1-9]\d{0,4}", re.ASCII)
MOST_STATEMENTS = 30_000


@dataclass(frozen=True)
class TakenIn:
    """The study, and what was noted while it was read."""

    study: Study
    notices: list[Notice]


def take_in(
    folder: Path,
    *,
    organisation: Organisation,
    by: User | noting.Actor,
    slug: str = "",
    key: uuid.UUID | None = None,
    request: Any = None,
) -> TakenIn:
    """Make a study of a folder of any kind that `conceptmapping.reading` knows.

    Participants keep their pseudonyms and get no code; pictures and sounds come along.

    Parameters
    ----------
    key
        Made by the page: the same form sent twice makes one study.

    Raises
    ------
    UnsoundStudy
        With every fault that was found; nothing is kept.
    """
    told, broken = _own(folder)
    found = written(folder, is_native=told is not None)
    faults = broken + [said for said in found.found if isinstance(said, Fault)]
    if told is not None:
        faults = [fault for fault in faults if fault.code not in _NOT_YET]
    notices = [said for said in found.found if isinstance(said, Notice)]
    if faults or (found.study is None and told is None):
        raise UnsoundStudy(faults, notices)
    found = _canonical(found, notices)
    if wrong := misfits(found):
        raise UnsoundStudy(wrong, notices)
    with transaction.atomic():
        study = _made(found, told or {}, organisation, by, slug=slug, made_with=key)
        statements = _statements(study, found, known=told is not None, notices=notices)
        who = people.take_in(study, found, known=told is not None)
        giving.take_in(study, found, told or {}, statements, who)
        if told:
            notices += media_in.take_in(statements, folder, told)
        noting.note(
            "participation.folder_taken_in",
            by=by,
            about=study,
            study=study.slug,
            organisation=organisation.pk,
            request=request,
        )
    return TakenIn(study, notices)


def _own(folder: Path) -> tuple[Mapping[str, Any] | None, list[Fault]]:
    """The set-up, where this or another website of ours wrote the folder; and what is wrong with it."""
    path = folder / SET_UP
    if path.is_symlink() or not path.is_file():
        return None, []
    noted = Noted()
    text = read_text(path, noted)
    try:
        own = toml.loads(text) if text is not None else {}
    except (tomllib.TOMLDecodeError, toml.Odd) as error:
        noted.add(BrokenSettings(file=SET_UP, line=1, reason=str(error).split(" (at ")[0]))
        own = {}
    return (own if own.get("format") == set_up.FORMAT else None), noted.all_faults()


def _canonical(found: Written, notices: list[Notice]) -> Written:
    """Rows as they stand, or, where reading had to mend them, as they would be written by us."""
    if found.study is None:
        return found
    if found.kind == "werkwijs" and {notice.code for notice in notices} <= _AS_IT_STANDS:
        return found
    with TemporaryDirectory() as place:
        write(found.study, place)
        return written(place)


def _made(
    found: Written,
    told: Mapping[str, Any],
    organisation: Organisation,
    by: User | noting.Actor,
    *,
    slug: str,
    made_with: uuid.UUID | None,
) -> Study:
    about = found.about
    facts = dict(about.facts)
    if about.minimum_tested != max(about.minimum_shown, SMALLEST_TESTED):
        facts["minimum_tested"] = about.minimum_tested
    title = about.title or "Studie"
    own = {"phase": Phase.MAP, **set_up.taken(told)}
    study = Study.objects.create(
        organisation=organisation,
        slug=slug or opening.new_slug(title),
        title=title,
        prompt=about.prompt,
        language=about.language,
        minimum_group=max(about.minimum_shown, organisation.minimum_group),
        invented=about.invented,
        facts=facts,
        created_by=by if isinstance(by, User) else None,
        made_with=made_with,
        **own,
    )
    set_up.make(study, told)
    for order, row in enumerate(found.answers.scales or []):
        scale = Scale.objects.create(
            study=study,
            key=row.scale,
            question=row.scale,
            minimum=int(float(row.minimum)),
            maximum=int(float(row.maximum)),
            order=order,
        )
        words = tuple(row.labels.split("|")) if row.labels else ()
        set_up.make_scale(scale, told, words)
    return study


def _statements(
    study: Study, found: Written, *, known: bool, notices: list[Notice]
) -> dict[str, Statement]:
    """Id in the folder -> statement. Ids that are no numbers are numbered, and kept among the facts."""
    rows: dict[str, StatementRow] = {}
    for row in found.answers.statements or []:
        rows.setdefault(row.id, row)
    keeps = all(WHOLE.fullmatch(key) and int(key) <= MOST_STATEMENTS for key in rows)
    open_yet = known and study.locked_at is None and not found.answers.sorts
    open_yet = open_yet and not found.answers.ratings
    if rows and not keeps:
        notices.append(NumberedAnew(first=next(iter(rows))))
        study.facts["ids"] = {str(place): key for place, key in enumerate(rows, start=1)}
        study.save(update_fields=["facts"])
    groups = {group.key: group for group in study.groups.all()}
    made: dict[str, Statement] = {}
    for place, (key, row) in enumerate(rows.items(), start=1):
        origin = row.origin and people.group(study, groups, row.origin)
        made[key] = Statement.objects.create(
            study=study,
            number=None if open_yet else (int(key) if keeps else place),
            order=place,
            text=row.text,
            short=row.short,
            easy=row.easy,
            origin=origin or None,
        )
    return made
