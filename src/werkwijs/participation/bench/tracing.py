"""What became of every idea and where every statement came from: step by step, and as one table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from conceptmapping.writing import csv_table
from werkwijs.participation.bench import raw, steps
from werkwijs.participation.models import Became, BenchStep, Idea
from werkwijs.studies.models import Statement, Study

HEADER = (
    "id", "text", "participant", "group", "statement", "statement_text", "decision", "reason",
)  # fmt: skip
"""Of ideas.csv; ``group`` and ``statement_text`` come on top of the study folder's columns."""


@dataclass(frozen=True)
class Change:
    """A statement before and after a step; "" where it was not, or is not any more, in the set."""

    pk: int
    before: str
    after: str
    kind: str
    """``made``, ``dropped``, ``back``, ``edited``; or ``gone``: the words went with who said them."""


@dataclass(frozen=True)
class Told:
    """One step, ready to be told."""

    step: BenchStep
    ideas: list[int]
    changes: list[Change]
    blocked_by: BenchStep | None = None
    """The later step that rests on it."""
    own: list[Idea] = field(default_factory=list)
    """The ideas it was about, as far as they are still there."""


def trail(study: Study) -> list[Told]:
    """Every step, also those taken back, the newest first."""
    every = list(BenchStep.objects.filter(study=study).select_related("by", "undone_by"))
    ideas = {i.pk: i for i in raw.ideas(study)}
    return list(_told(every, ideas))


def of_idea(idea: Idea) -> list[Told]:
    """Steps that are about an idea and stand, the first one first."""
    return _about(idea.participant.study, ("idea", str(idea.pk)))


def of_statement(statement: Statement) -> list[Told]:
    """Steps that are about a statement and stand, the first one first."""
    return _about(statement.study, ("statement", str(statement.pk)))


def table(study: Study) -> bytes:
    """Idea by idea what became of it, as ideas.csv: an idea that became several has a row for each."""
    became: dict[int, list[Became]] = defaultdict(list)
    rows = Became.objects.filter(idea__participant__study=study).select_related("statement")
    for row in rows.order_by("pk"):
        became[row.idea_id].append(row)
    found: list[tuple[str, ...]] = [HEADER]
    for place, idea in enumerate(raw.ideas(study), start=1):
        found += [_row(place, idea, row) for row in became[idea.pk] or [Became()]]
    return csv_table([list(map(_harmless, row)) for row in found])


def decisions(study: Study) -> list[tuple[Idea, list[Became]]]:
    """The same, for a page."""
    became: dict[int, list[Became]] = defaultdict(list)
    rows = Became.objects.filter(idea__participant__study=study).select_related("statement")
    for row in rows.order_by("pk"):
        became[row.idea_id].append(row)
    return [(idea, became[idea.pk]) for idea in raw.ideas(study)]


def _row(place: int, idea: Idea, row: Became) -> tuple[str, ...]:
    there = row.statement if row.statement and not row.statement.dropped_at else None
    return (
        f"i{place}",
        idea.text,
        idea.participant.pseudonym,
        idea.participant.group.key if idea.participant.group else "",
        str(there.number or "") if there else "",
        row.statement.text if row.statement else "",
        row.decision if there or row.statement is None else "dropped",
        row.reason,
    )


def _harmless(cell: str) -> str:
    """A spreadsheet computes what begins like a sum; with a quotation mark before it, it does not."""
    return f"'{cell}" if cell.lstrip()[:1] in ("=", "+", "-", "@") else cell


def _about(study: Study, about: steps.Touched) -> list[Told]:
    every = [s for s in reversed(_all_standing(study)) if about in steps.touched(s)]
    return list(_told(every, {}))[::-1]


def _all_standing(study: Study) -> list[BenchStep]:
    return list(
        BenchStep.objects.filter(study=study, undone_at=None)
        .select_related("by", "undone_by")
        .order_by("pk")
    )


def _told(newest_first: Iterable[BenchStep], ideas: dict[int, Idea]) -> Iterator[Told]:
    latest: dict[steps.Touched, BenchStep] = {}
    for step in newest_first:
        own = steps.touched(step)
        later = [latest[t] for t in own if t in latest]
        pks = sorted(int(pk) for kind, pk in own if kind == "idea")
        yield Told(
            step,
            pks,
            [c for c in map(_change, steps.changes(step)) if c is not None],
            max(later, key=lambda s: s.pk, default=None),
            [ideas[pk] for pk in pks if pk in ideas],
        )
        if step.undone_at is None:
            for about in own:
                latest.setdefault(about, step)


def _change(changed: tuple[str, dict | None, dict | None]) -> Change | None:
    pk, before, after = changed
    was = before["text"] if before and not before["dropped"] else ""
    is_now = after["text"] if after and not after["dropped"] else ""
    known = (after or before or {}).get("text", "")
    if was and is_now:
        return Change(int(pk), was, is_now, "edited") if was != is_now else None
    if is_now:
        return Change(int(pk), "", is_now, "made" if before is None else "back")
    return Change(int(pk), was or known, "", "dropped" if was or known else "gone")


def rests_on(study: Study, statement: Statement) -> list[tuple[Idea, Became]]:
    """The ideas behind a statement, with what was decided about each."""
    rows = Became.objects.filter(statement=statement).order_by("pk")
    ideas = {i.pk: i for i in raw.ideas(study).filter(pk__in=rows.values("idea"))}
    return [(ideas[row.idea_id], row) for row in rows if row.idea_id in ideas]


def changed_elsewhere(statement: Statement, story: list[Told]) -> bool:
    """Whether its text was changed on its own page since the last step here."""
    known = [c.after for told in story for c in told.changes if c.pk == statement.pk and c.after]
    return bool(known) and not statement.dropped_at and known[-1] != statement.text
