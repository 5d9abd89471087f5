"""What ``participants.csv`` tells of somebody, column by column, and how it is read back.

A cell that says something else than we would write, such as a way that this website does not have, is
kept word for word in `Participant.facts` and given back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from conceptmapping.reading.tables import as_read
from conceptmapping.writing import number
from werkwijs.participation.models import Consent, Help, Participant, Representation

FINISHED, BUSY, PAPER = "finished", "busy", "paper"
_CONSENT = re.compile(
    r"(?P<version>\d{1,4}) (?P<day>\d{4}-\d\d-\d\d)(?P<easy> easy)?(?P<aloud> aloud)?(?P<paper> paper)?"
    r"( tries:(?P<tries>\d{1,3}))?(?P<unsure> unsure)?( by:(?P<by>[a-z]+))?"
)


@dataclass(frozen=True)
class Said:
    """What a cell of ours says: facts of the participant, and rows that belong to them."""

    facts: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...] = ()


def cells(person: Participant) -> dict[str, str]:
    """Column -> cell, in order. What somebody else wrote there comes first."""
    own: dict[str, str] = {
        "group": person.group.key if person.group else "",
        "weight": "" if person.weight is None else number(person.weight),
    }
    for name, (write, _) in COLUMNS.items():
        own[name] = str(person.facts[name]) if name in person.facts else write(person)
    return own


# --- one column after another ---------------------------------------------------------------


def _helper(person: Participant) -> str:
    return "; ".join(sorted({_word(row.role) for row in person.help.all()}))


def _help(person: Participant) -> str:
    rows = sorted(person.help.all(), key=lambda row: (row.at, row.pk))
    return "; ".join(f"{row.task}/{row.how}/{_word(row.role)}" for row in rows)


def _word(role: str) -> str:
    return " ".join(as_read(role).replace(";", ",").replace("/", "-").split())


def _read_help(cell: str) -> Said | None:
    rows = []
    for part in cell.split("; ") if cell else []:
        task, _, rest = part.partition("/")
        how, _, role = rest.partition("/")
        if task not in Help.Task.values or how not in Help.How.values or len(role) > 40:
            return None
        if _word(role) != role:
            return None
        rows.append({"task": task, "how": how, "role": role})
    return Said({}, tuple(rows))


def _consent(person: Participant) -> str:
    rows = sorted(
        (row for row in person.consents.all() if row.withdrawn_at is None),
        key=lambda row: (row.given_at, row.pk),
    )
    return "; ".join(map(_one_consent, rows))


def _one_consent(row: Consent) -> str:
    told = [str(row.text.version), timezone.localdate(row.given_at).isoformat()]
    told += [word for word, yes in (("easy", row.easy), ("aloud", row.read_aloud)) if yes]
    told += ["paper"] if row.on_paper else []
    told += [f"tries:{row.attempts}"] if row.attempts != 1 else []
    told += [] if row.understood else ["unsure"]
    told += [f"by:{row.representation}"] if row.representation else []
    return " ".join(told)


def _read_consent(cell: str) -> Said | None:
    rows = []
    for part in cell.split("; ") if cell else []:
        found = _CONSENT.fullmatch(part)
        if found is None or (found["by"] or "") not in {"", *Representation.values}:
            return None
        try:
            day = date.fromisoformat(found["day"])
        except ValueError:
            return None
        rows.append(
            {
                "version": int(found["version"]),
                "day": day,
                "easy": bool(found["easy"]),
                "read_aloud": bool(found["aloud"]),
                "on_paper": bool(found["paper"]),
                "attempts": int(found["tries"] or 1),
                "understood": not found["unsure"],
                "representation": found["by"] or "",
            }
        )
    return Said({}, tuple(rows))


def _work(task: str) -> Callable[[Participant], str]:
    """How far somebody is with a task: the further of screen and paper."""

    def write(person: Participant) -> str:
        own = [s for s in person.sittings.all() if s.task == task and s.via != s.Via.SECOND]
        if not own:
            return ""
        best = max(own, key=lambda s: (s.finished_at is not None, s.via == s.Via.PAPER))
        paper = f" {PAPER}" if all(s.via == s.Via.PAPER for s in own) else ""
        return f"{FINISHED if best.finished_at else BUSY}{paper}"

    return write


def _read_work(cell: str) -> Said | None:
    if not cell:
        return Said({})
    state, _, how = cell.partition(" ")
    if state not in {FINISHED, BUSY} or how not in {"", PAPER}:
        return None
    return Said({}, ({"finished": state == FINISHED, "paper": how == PAPER},))


def _yes(name: str) -> _Column:
    return (
        lambda person: "yes" if getattr(person, name) else "no",
        lambda cell: Said({name: cell == "yes"}) if cell in {"yes", "no"} else None,
    )


_Column = tuple[Callable[[Participant], str], Callable[[str], Said | None]]

COLUMNS: dict[str, _Column] = {
    "helper": (_helper, lambda cell: Said({}) if not cell else None),
    "help": (_help, _read_help),
    "way": (
        lambda person: person.way,
        lambda cell: Said({"way": cell}) if cell in Participant.Way.values else None,
    ),
    "people": (
        lambda person: str(person.people),
        lambda cell: (
            Said({"people": int(cell)}) if re.fullmatch("[1-9][0-9]?", cell, re.ASCII) else None
        ),
    ),
    "minor": _yes("minor"),
    "texts": (
        lambda person: "easy" if person.easy else "ordinary",
        lambda cell: Said({"easy": cell == "easy"}) if cell in {"easy", "ordinary"} else None,
    ),
    "pictures": _yes("pictures"),
    "turned": _yes("turned"),
    "consent": (_consent, _read_consent),
    "gave_ideas": (_work(Help.Task.IDEAS), _read_work),
    "sorted": (_work(Help.Task.SORTING), _read_work),
    "rated": (_work(Help.Task.RATING), _read_work),
}
"""Name -> how a cell is written, and how it is read; None where it says something of another's."""

NAMES = frozenset({"participant", "pseudonym", "group", "weight", *COLUMNS})
"""Columns that are ours; ``pseudonym`` is how a fact remembers one that came from elsewhere."""


def take(facts: Mapping[str, str]) -> tuple[dict[str, Said], dict[str, str]]:
    """What the cells of one participant say to us, and what is kept word for word."""
    said: dict[str, Said] = {}
    kept: dict[str, str] = {}
    for name, (_, read) in COLUMNS.items():
        cell = facts.get(name, "")
        understood = read(cell)
        if understood is None:
            kept[name] = cell
        else:
            said[name] = understood
    roles = sorted({str(row["role"]) for row in said["help"].rows} if "help" in said else set())
    if "; ".join(roles) == facts.get("helper", ""):
        kept.pop("helper", None)
    elif "helper" not in kept:
        kept["helper"] = ""
    kept |= {
        ("pseudonym_elsewhere" if name == "pseudonym" else name): cell
        for name, cell in facts.items()
        if cell and (name not in NAMES or name == "pseudonym")
    }
    return said, kept
