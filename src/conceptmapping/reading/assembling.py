"""From rows of answers to a study: everything checked, and every fault with its place."""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from conceptmapping.errors import (
    AddressesReplaced,
    BadRange,
    BadWeight,
    DecimalComma,
    DuplicateRow,
    DuplicateScale,
    DuplicateStatement,
    EmptySort,
    EmptyText,
    ImplausibleTime,
    ImplausibleValue,
    LeftoverPileKept,
    NoSorts,
    NoStatements,
    NotANumber,
    NotAPile,
    NotInParticipants,
    OffScale,
    ParticipantTwice,
    PersonalData,
    PlacedAndUnplaced,
    PlacedTwice,
    RangeFromValues,
    RatedTwice,
    ReadAsMissing,
    RepairedIds,
    SameText,
    StatementsFromSorts,
    TwoLabels,
    UnknownScale,
    UnknownStatement,
)
from conceptmapping.rating import Ratings, Scale
from conceptmapping.reading.about import About
from conceptmapping.reading.answers import (
    Answers,
    IdeaRow,
    PersonRow,
    Place,
    RatingRow,
    ScaleRow,
    SortRow,
    StatementRow,
)
from conceptmapping.reading.columns import plain
from conceptmapping.reading.noted import Noted
from conceptmapping.sorting import Sorts
from conceptmapping.study import Idea, Statement, Study
from conceptmapping.study_folder import LABEL_SEPARATOR

LARGEST_WEIGHT = 1000
LONGEST_TIME = 1e8
"""Three years, in seconds: a tab left open is no fault, a number that runs over is."""
LARGEST_VALUE = 1000
"""On a scale without a declared range; a slip of the keyboard would stretch it out of sight."""

_UNKNOWING = frozenset(
    plain(words)
    for words in (
        *("I don't know", "dont know", "do not know", "not sure", "unsure", "unknown", "no idea"),
        *("I don't understand", "I do not understand", "don't understand", "not understood"),
        *("unclear", "skip", "skipped", "unsorted", "not sorted", "uncategorized", "no pile"),
        *("weet ik niet", "ik weet het niet", "weet het niet", "weet niet", "ik weet niet"),
        *("geen idee", "onbekend", "twijfel", "snap ik niet", "ik snap het niet", "snap niet"),
        *("begrijp ik niet", "ik begrijp het niet", "begrijp niet", "niet begrepen"),
        *("onduidelijk", "overgeslagen", "niet gesorteerd", "ongesorteerd", "geen stapel"),
        *("n.v.t.", "niet van toepassing", "n/a", "not applicable"),
    )
)
"""Labels that say: I cannot place these."""

_LEFTOVER = frozenset(
    plain(words)
    for words in (
        *("other", "others", "the others", "the rest", "rest", "miscellaneous", "misc"),
        *("leftovers", "left over", "none of these", "none of the above"),
        *("overig", "overige", "overigen", "de rest", "restgroep", "anders", "andere", "divers"),
        *("diversen", "geen van deze"),
    )
)
"""Labels that say: these fit nowhere."""

_PERSONAL = frozenset(
    plain(words)
    for words in (
        *("name", "first name", "last name", "surname", "full name", "naam", "voornaam"),
        *("achternaam", "volledige naam", "e-mail", "email", "mail", "e-mail address"),
        *("e-mailadres", "mailadres", "phone", "telephone", "phone number", "telefoon"),
        *("telefoonnummer", "mobile", "mobiel", "address", "adres", "street", "straat"),
        *("postcode", "zip", "zip code", "postal code", "bsn", "date of birth", "birthdate"),
        *("geboortedatum", "ip", "ip address", "ip-adres", "token", "contact", "whatsapp"),
    )
)
"""Columns that tell who somebody is."""

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"[+-]?(\d{1,15}([.,]\d{0,24})?|[.,]\d{1,24})([eE][+-]?\d{1,3})?", re.ASCII)
_MISSING = frozenset(
    plain(words)
    for words in (
        *("NA", "N/A", "NaN", "null", "none", "missing", "nvt", "n.v.t.", "ontbreekt", "leeg"),
        *("don't know", "I don't know", "weet niet", "weet ik niet", "dk", "wn"),
    )
)


def assemble(answers: Answers, about: About, noted: Noted) -> Study | None:
    """Check all answers and make them a study; None where a fault stands in the way."""
    before = len(noted.faults)
    # A file that cannot be read was noted already: it is not absent.
    if answers.statements is None and not before:
        noted.add(NoStatements())
    if answers.sorts is None and not before:
        noted.add(NoSorts())
    people = _People(noted)
    listed = _statements(answers.statements or [], noted)
    if answers.statements_in_sorts and listed:
        noted.add(StatementsFromSorts(count=len(listed)))
    ids = _Ids([statement.id for statement in listed], noted, answers.some_statements_lost)
    participants, weights = _participants(answers.people, people, noted)
    sorted_ = _sorts(answers.sorts or [], ids, people, noted)
    if answers.sorts == [] and not noted.faults:
        noted.add(NoSorts())
    rated = _ratings(answers, ids, people, noted)
    ideas = _ideas(answers.ideas, ids, people)
    people.finish(None if answers.people is None else participants.keys())
    ids.finish()
    if noted.faults or not listed:
        return None
    own = tuple(statement.id for statement in listed)
    return Study(
        statements=tuple(listed),
        sorts=Sorts.from_piles(
            own,
            sorted_.piles,
            labels=sorted_.labels,
            weights=weights,
            seconds=sorted_.seconds,
        ),
        ratings={
            scale.name: Ratings.from_scores(scale, own, scores) for scale, scores in rated.scores
        },
        participants=participants,
        title=about.title,
        prompt=about.prompt,
        language=about.language,
        minimum_shown=about.minimum_shown,
        minimum_tested=about.minimum_tested,
        invented=about.invented,
        facts=about.facts,
        ideas=ideas,
        unknown=sorted_.unknown,
        unrated=rated.missing,
    )


# --- who and what ---------------------------------------------------------------------


class _People:
    """Pseudonyms, everywhere the same; an e-mail address never gets further than here."""

    def __init__(self, noted: Noted) -> None:
        self.first: dict[str, Place] = {}
        self._noted = noted
        self._replaced: dict[str, str] = {}
        self._taken: set[str] = set()

    def known_as(self, written: str, at: Place | None = None) -> str:
        own = self._one(written)
        if at is not None:
            self.first.setdefault(own, at)
        return own

    def reserve(self, written: Iterable[str]) -> None:
        """Ids that are in use, so that no replacement takes them."""
        self._taken.update(written)

    def _one(self, written: str) -> str:
        if "@" in written and _ADDRESS.fullmatch(written):
            address = written.casefold()
            if address not in self._replaced:
                number = len(self._replaced) + 1
                while f"p{number}" in self._taken or f"p{number}" in self.first:
                    number += 1
                self._replaced[address] = f"p{number}"
                self._taken.add(f"p{number}")
            return self._replaced[address]
        # Spreadsheets make participant 1 into 1.0, in one file and not in the other.
        whole = re.fullmatch(r"(\d+)\.0+", written) if ".0" in written else None
        return whole.group(1) if whole else written

    def finish(self, listed: Iterable[str] | None) -> None:
        if self._replaced:
            self._noted.add(AddressesReplaced(count=len(self._replaced)))
        if listed is None:
            return
        known = set(listed)
        strangers = [own for own in self.first if own not in known]
        if not strangers:
            return
        near = [
            (stranger, close[0])
            for stranger in strangers[:8]
            if (close := difflib.get_close_matches(stranger[:60], list(known)[:500], 1, 0.75))
        ]
        advice = " ".join(f"Is {a} the same as {b}?" for a, b in near[:2])
        advies = " ".join(f"Is {a} dezelfde als {b}?" for a, b in near[:2])
        at = self.first[strangers[0]]
        self._noted.add(
            NotInParticipants(
                file=at.file,
                line=at.line,
                participants=strangers,
                advice=advice or "Add them to participants.csv if their group matters.",
                advies=advies or "Zet ze in participants.csv als hun groep ertoe doet.",
            )
        )


class _Ids:
    """Ids of statements as the list writes them, however they were written elsewhere."""

    def __init__(self, ids: Sequence[str], noted: Noted, some_lost: bool) -> None:
        self.known = set(ids)
        self._some_lost = some_lost
        self._noted = noted
        self._folded: dict[str, str] = {}
        for own in ids:
            self._folded.setdefault(self._fold(own), own)
        self._repaired: dict[tuple[str, str], tuple[str, str]] = {}
        self._rows: Counter[tuple[str, str]] = Counter()
        self._unknown: set[tuple[str, str]] = set()

    def find(self, written: str, at: Place, **who: str) -> str | None:
        """The id in the list; None and one fault per file where it is not there."""
        if written in self.known:
            return written
        own = self._folded.get(self._fold(written))
        if own is not None:
            key = (at.file, "number")
            self._repaired.setdefault(key, (written, own))
            self._rows[key] += 1
            return own
        if self.known and not self._some_lost and (at.file, written) not in self._unknown:
            self._unknown.add((at.file, written))
            self._noted.add(UnknownStatement(file=at.file, line=at.line, statement=written, **who))
        return None

    def finish(self) -> None:
        for (file, kind), (written, meant) in self._repaired.items():
            self._noted.add(
                RepairedIds(file=file, written=written, meant=meant, count=self._rows[(file, kind)])
            )

    @staticmethod
    def _fold(written: str) -> str:
        """Spreadsheets make 1 into 1.0 and 01 into 1; people write S1 for s1."""
        number = re.fullmatch(r"0*(\d+)(\.0+)?", written)
        return number.group(1) if number else written.casefold()


def _statements(rows: Sequence[StatementRow], noted: Noted) -> list[Statement]:
    found: dict[str, tuple[StatementRow, Statement]] = {}
    for row in rows:
        statement = Statement(
            id=row.id,
            text=_line(row.text),
            origin=_line(row.origin) or None,
            short=_line(row.short) or None,
            easy=_line(row.easy) or None,
        )
        if row.id in found:
            first, same = found[row.id]
            if statement == same:
                noted.add(DuplicateRow(file=row.at.file, line=row.at.line))
            else:
                noted.add(
                    DuplicateStatement(
                        file=row.at.file, line=row.at.line, statement=row.id, other=first.at.line
                    )
                )
            continue
        if not statement.text:
            noted.add(EmptyText(file=row.at.file, line=row.at.line, statement=row.id))
        found[row.id] = (row, statement)
    same_text: dict[str, list[StatementRow]] = defaultdict(list)
    for row, statement in found.values():
        same_text[statement.text.casefold()].append(row)
    for text, alike in same_text.items():
        if text and len(alike) > 1:
            noted.add(
                SameText(
                    file=alike[1].at.file,
                    line=alike[1].at.line,
                    statements=[row.id for row in alike],
                )
            )
    return [statement for _, statement in found.values()]


def _participants(
    rows: Sequence[PersonRow] | None, people: _People, noted: Noted
) -> tuple[dict[str, dict[str, str]], dict[str, float]]:
    """Participants with their facts, and the weights among these."""
    rows = rows or []
    people.reserve(row.participant for row in rows)
    names = list(dict.fromkeys(name for row in rows for name in row.facts))
    telling = [
        name
        for name in names
        if plain(name) in _PERSONAL
        or any(_ADDRESS.fullmatch(row.facts.get(name, "")) for row in rows)
    ]
    if telling:
        noted.add(PersonalData(file=rows[0].at.file, columns=telling))
    found: dict[str, dict[str, str]] = {}
    weights: dict[str, float] = {}
    for row in rows:
        own = people.known_as(row.participant, row.at)
        facts = {name: _line(row.facts.get(name, "")) for name in names if name not in telling}
        if own in found:
            other = [name for name in facts if facts[name] != found[own][name]]
            if not other:
                noted.add(DuplicateRow(file=row.at.file, line=row.at.line))
            else:
                noted.add(
                    ParticipantTwice(
                        file=row.at.file, line=row.at.line, participant=own, column=other
                    )
                )
            continue
        found[own] = facts
        if written := facts.get("weight"):
            weight = _number(written)
            if weight is None or not 0 < weight <= LARGEST_WEIGHT:
                noted.add(
                    BadWeight(
                        file=row.at.file,
                        line=row.at.line,
                        participant=own,
                        value=written,
                        maximum=LARGEST_WEIGHT,
                    )
                )
            else:
                weights[own] = weight
    return found, weights


# --- sorts ----------------------------------------------------------------------------


@dataclass
class _Sorted:
    piles: dict[str, dict[Hashable, list[str]]] = field(default_factory=dict)
    labels: dict[str, dict[Hashable, str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    unknown: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _sorts(rows: Sequence[SortRow], ids: _Ids, people: _People, noted: Noted) -> _Sorted:
    placed: dict[str, dict[str, SortRow]] = {}
    labels: dict[str, dict[str, str]] = {}
    times: dict[str, list[float | None]] = defaultdict(list)
    people.reserve(row.participant for row in rows)
    for row in rows:
        sorter = people.known_as(row.participant, row.at)
        own = placed.setdefault(sorter, {})
        _label(row, sorter, labels, noted)
        times[sorter].append(_seconds(row, sorter, noted))
        statement = ids.find(row.statement, row.at, sorter=sorter)
        if statement is None:
            continue
        before = own.setdefault(statement, row)
        if before is row:
            continue
        if before.pile == row.pile:
            noted.add(DuplicateRow(file=row.at.file, line=row.at.line))
        elif before.pile and row.pile:
            noted.add(
                PlacedTwice(
                    file=row.at.file, line=row.at.line, sorter=sorter, statements=[statement]
                )
            )
        else:
            noted.add(
                PlacedAndUnplaced(
                    file=row.at.file, line=row.at.line, sorter=sorter, statement=statement
                )
            )
    return _piles(placed, labels, times, noted)


def _piles(
    placed: Mapping[str, Mapping[str, SortRow]],
    labels: Mapping[str, Mapping[str, str]],
    times: Mapping[str, Sequence[float | None]],
    noted: Noted,
) -> _Sorted:
    """Piles per sorter, without those that only say "I don't know"."""
    result = _Sorted()
    gone: dict[str, list[tuple[str, SortRow]]] = defaultdict(list)
    kept: dict[str, list[tuple[str, SortRow]]] = defaultdict(list)
    for sorter, own in placed.items():
        heaps: dict[Hashable, list[str]] = {}
        unknown: list[str] = []
        names = labels.get(sorter, {})
        piles = {row.pile for row in own.values() if row.pile}
        real = real_piles(names.get(pile, "") for pile in piles)
        for statement, row in own.items():
            if not row.pile:
                unknown.append(statement)
                continue
            label = names.get(row.pile, "")
            leftover = plain(label) in _LEFTOVER
            if says_nothing(label, real):
                gone[label].append((sorter, row))
                unknown.append(statement)
                continue
            if leftover:
                kept[label].append((sorter, row))
            heaps.setdefault(row.pile, []).append(statement)
        if unknown:
            result.unknown[sorter] = tuple(unknown)
        if not heaps:
            if own:
                at = next(iter(own.values())).at
                noted.add(EmptySort(file=at.file, line=at.line, sorter=sorter))
            continue
        result.piles[sorter] = heaps
        result.labels[sorter] = dict(names.items())
        seconds = _total(times[sorter])
        if seconds is not None:
            result.seconds[sorter] = seconds
    for label, rows in gone.items():
        noted.add(
            NotAPile(
                file=rows[0][1].at.file,
                line=rows[0][1].at.line,
                label=label,
                count=len(rows),
                sorters=len({sorter for sorter, _ in rows}),
            )
        )
    for label, rows in kept.items():
        noted.add(
            LeftoverPileKept(
                file=rows[0][1].at.file,
                line=rows[0][1].at.line,
                label=label,
                sorters=len({sorter for sorter, _ in rows}),
            )
        )
    return result


def real_piles(labels: Iterable[str]) -> int:
    """How many of a sorter's piles are not just called "I don't know"."""
    return sum(not _unknowing(label) for label in labels)


def says_nothing(label: str, real: int) -> bool:
    """Whether a pile of this name, beside so many real ones, only holds what was not placed."""
    return _unknowing(label) or (plain(label) in _LEFTOVER and real > 2)


def _unknowing(label: str) -> bool:
    """Whether a label only says "I don't know", or is nothing but question marks."""
    return plain(label) in _UNKNOWING or (bool(label) and set(label) <= {"?", " "})


def _label(row: SortRow, sorter: str, labels: dict[str, dict[str, str]], noted: Noted) -> None:
    label = _line(row.label)
    if not row.pile or not label:
        return
    known = labels.setdefault(sorter, {}).setdefault(row.pile, label)
    if known != label:
        noted.add(
            TwoLabels(file=row.at.file, line=row.at.line, sorter=sorter, pile=row.pile, label=known)
        )


def _seconds(row: SortRow, sorter: str, noted: Noted) -> float | None:
    if not row.seconds:
        return None
    seconds = _number(row.seconds)
    if seconds is None:
        noted.add(
            NotANumber(file=row.at.file, line=row.at.line, value=row.seconds, column="seconds")
        )
        return None
    if not 0 <= seconds <= LONGEST_TIME:
        noted.add(
            ImplausibleTime(file=row.at.file, line=row.at.line, sorter=sorter, value=row.seconds)
        )
        return None
    return seconds


def _total(times: Sequence[float | None]) -> float | None:
    """A sorter's time: one and the same total on every row, or the sum of times per statement."""
    known = [seconds for seconds in times if seconds is not None]
    if not known:
        return None
    if len(known) == len(times) > 1 and len(set(known)) == 1:
        return known[0]
    return math.fsum(known)


# --- ratings --------------------------------------------------------------------------


@dataclass
class _Rated:
    scores: list[tuple[Scale, dict[str, dict[str, float]]]] = field(default_factory=list)
    missing: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)


def _ratings(answers: Answers, ids: _Ids, people: _People, noted: Noted) -> _Rated:
    declared = _scales(answers.scales or [], noted)
    folded = {name.casefold(): name for name in declared}
    by_scale: dict[str, list[RatingRow]] = {name: [] for name in declared}
    # A scale whose own row is wrong is not unknown.
    strange = {row.scale for row in answers.scales or []}
    people.reserve(row.participant for row in answers.ratings)
    for row in answers.ratings:
        name = folded.setdefault(row.scale.casefold(), row.scale)
        if answers.scales is not None and name not in declared:
            if name not in strange:
                strange.add(name)
                noted.add(
                    UnknownScale(
                        file=row.at.file, line=row.at.line, scale=name, choices=list(declared)
                    )
                )
            continue
        by_scale.setdefault(name, []).append(row)
    values = _Values(noted)
    result = _Rated()
    for name, rows in by_scale.items():
        scores: dict[str, dict[str, float]] = {}
        missing: dict[str, dict[str, str]] = {}
        scale = declared.get(name)
        first: dict[tuple[str, str], RatingRow] = {}
        for row in rows:
            rater = people.known_as(row.participant, row.at)
            statement = ids.find(row.statement, row.at, rater=rater)
            if statement is None:
                continue
            known = first.setdefault((rater, statement), row)
            if known is not row:
                _again(known, row, rater, statement, name, noted)
                continue
            value = values.read(row)
            if value is None:
                missing.setdefault(rater, {})[statement] = _line(row.missing)
                continue
            if _fits(value, scale, row, rater, statement, name, noted):
                scores.setdefault(rater, {})[statement] = value
        if scale is None:
            scale = _range(name, scores, rows, noted)
        if scores:
            result.scores.append((scale, scores))
            result.missing[name] = missing
    values.finish()
    return result


def _again(
    known: RatingRow, row: RatingRow, rater: str, statement: str, scale: str, noted: Noted
) -> None:
    if (_number(known.value), known.missing) == (_number(row.value), row.missing):
        noted.add(DuplicateRow(file=row.at.file, line=row.at.line))
        return
    noted.add(
        RatedTwice(
            file=row.at.file,
            line=row.at.line,
            rater=rater,
            statement=statement,
            first=known.value or "-",
            value=row.value or "-",
            scale=scale,
        )
    )


def _fits(
    value: float,
    scale: Scale | None,
    row: RatingRow,
    rater: str,
    statement: str,
    name: str,
    noted: Noted,
) -> bool:
    said: dict[str, Any] = {
        "file": row.at.file,
        "line": row.at.line,
        "rater": rater,
        "statement": statement,
        "value": row.value,
        "scale": name,
    }
    if scale is None:
        if abs(value) <= LARGEST_VALUE:
            return True
        noted.add(ImplausibleValue(**said))
        return False
    if scale.minimum <= value <= scale.maximum:
        return True
    noted.add(OffScale(**said, minimum=scale.minimum, maximum=scale.maximum))
    return False


def _range(
    name: str, scores: Mapping[str, Mapping[str, float]], rows: Sequence[RatingRow], noted: Noted
) -> Scale:
    """The range of a scale that was not declared: from 1, or lower, to the highest value."""
    values = [value for own in scores.values() for value in own.values()]
    if not values:
        return Scale(name, 1, 5)
    lowest = min(1.0 if max(values) <= 10 else 0.0, *values)
    scale = Scale(name, lowest, max(*values, lowest + 1))
    noted.add(
        RangeFromValues(
            file=rows[0].at.file, scale=name, minimum=scale.minimum, maximum=scale.maximum
        )
    )
    return scale


def _scales(rows: Sequence[ScaleRow], noted: Noted) -> dict[str, Scale]:
    found: dict[str, Scale] = {}
    for row in rows:
        bounds = []
        for column, written in (("minimum", row.minimum), ("maximum", row.maximum)):
            number = _number(written)
            if number is None or abs(number) > 1e6:
                noted.add(
                    NotANumber(file=row.at.file, line=row.at.line, value=written, column=column)
                )
            else:
                bounds.append(number)
        if len(bounds) < 2:
            continue
        if not bounds[0] < bounds[1]:
            noted.add(
                BadRange(
                    file=row.at.file,
                    line=row.at.line,
                    scale=row.scale,
                    minimum=row.minimum,
                    maximum=row.maximum,
                )
            )
            continue
        words = [_line(word) for word in row.labels.split(LABEL_SEPARATOR)]
        scale = Scale(row.scale, bounds[0], bounds[1], tuple(words) if any(words) else ())
        before = next(
            (s for s in found.values() if s.name.casefold() == row.scale.casefold()), None
        )
        if before is None:
            found[row.scale] = scale
        elif before == scale:
            noted.add(DuplicateRow(file=row.at.file, line=row.at.line))
        else:
            noted.add(DuplicateScale(file=row.at.file, line=row.at.line, scale=row.scale))
    return found


class _Values:
    """Reads values; remembers which were written as words or with a comma."""

    def __init__(self, noted: Noted) -> None:
        self._noted = noted
        self._words: dict[tuple[str, str, str], int] = {}
        self._lines: dict[tuple[str, str, str], int] = {}
        self._comma: dict[str, RatingRow] = {}

    def read(self, row: RatingRow) -> float | None:
        """The value; None where it is missing or, with a fault, cannot be read."""
        written = row.value
        if not written:
            return None
        if set(written) <= set("-?. ") or plain(written) in _MISSING:
            key = (row.at.file, row.column, written)
            self._words[key] = self._words.get(key, 0) + 1
            self._lines.setdefault(key, row.at.line)
            return None
        value = _number(written)
        if value is None:
            self._noted.add(
                NotANumber(file=row.at.file, line=row.at.line, value=written, column=row.column)
            )
        elif "," in written:
            self._comma.setdefault(row.at.file, row)
        return value

    def finish(self) -> None:
        for (file, column, written), count in self._words.items():
            self._noted.add(
                ReadAsMissing(
                    file=file,
                    line=self._lines[(file, column, written)],
                    value=written,
                    column=column,
                    count=count,
                )
            )
        for file, row in self._comma.items():
            self._noted.add(DecimalComma(file=file, line=row.at.line, value=row.value))


# --- ideas, and small things ----------------------------------------------------------


def _ideas(rows: Sequence[IdeaRow], ids: _Ids, people: _People) -> tuple[Idea, ...]:
    return tuple(
        Idea(
            id=row.id,
            text=row.text,
            participant=people.known_as(row.participant) if row.participant else None,
            statement=(ids.find(row.statement, row.at) if row.statement else None),
            decision=row.decision or None,
            reason=row.reason or None,
        )
        for row in rows
    )


def _line(text: str) -> str:
    """The same words on one line."""
    return " ".join(text.split())


def _number(written: str) -> float | None:
    """A finite number, written as people and programs write them; None for anything else."""
    if not _NUMBER.fullmatch(written):
        return None
    value = float(written.replace(",", "."))
    return value if math.isfinite(value) else None
