"""A lesson in a room: one block on the wall at a time, answered on phones by nobody in particular.

Six digits let a phone in for as long as the lesson may last. What phones answered is on the wall as counts,
from the organisation's minimum on; own words only when the trainer read them first. When the lesson ends,
answers go: how many there were stays nowhere either.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

import coursepack as cp
from coursepack.marking import NOTHING, SIGNS
from werkwijs.accounts.models import User
from werkwijs.lib import codes
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line
from werkwijs.training import frozen, log
from werkwijs.training.models import ClassAnswer, ClassSession, Group

PURPOSE = "classroom"
DIGITS = 6
LASTS = timedelta(hours=12)
TRIES = 50
LONGEST = 200
"""Characters of own words."""
MOST_PHONES = 2_000
STEPS = 10
"""Bars of an estimate."""


@transaction.atomic
def start(
    group: Group, lesson: int, *, by: User, request: HttpRequest | None = None
) -> ClassSession:
    """Begin; a lesson of this group that was going on ends. The same lesson twice is one.

    Raises
    ------
    Impossible
        The course of the group has no such lesson.
    """
    own = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if lesson not in {found.number for found in course_of(own).lessons}:
        raise Impossible("training.no_such_lesson")
    going_on = current(own)
    if going_on is not None and going_on.lesson == lesson:
        return going_on
    if going_on is not None:
        end(going_on)
    salt = _free_salt()
    made: ClassSession = ClassSession.objects.create(
        group=own,
        lesson=lesson,
        salt=salt,
        stored_code=codes.looked_up(PURPOSE, codes.spoken(PURPOSE, salt, DIGITS)),
        until=timezone.now() + LASTS,
    )
    log.note("training.class_started", own.organisation, about=made, by=by, request=request)
    return made


def _free_salt() -> str:
    for _ in range(TRIES):
        salt = codes.new_salt()
        stored = codes.looked_up(PURPOSE, codes.spoken(PURPOSE, salt, DIGITS))
        going_on = ClassSession.objects.filter(ended_at=None, until__gt=timezone.now())
        if not going_on.filter(stored_code=stored).exists():
            return salt
    raise RuntimeError("No free code was found.")


@transaction.atomic
def end(session: ClassSession) -> None:
    """The wall is empty, phones say goodbye, and answers are gone. Twice is once."""
    ClassSession.objects.filter(pk=session.pk, ended_at=None).update(
        ended_at=timezone.now(), block=None, opened=False, revealed=False, salt="", stored_code=""
    )
    ClassAnswer.objects.filter(session=session).delete()


def current(group: Group) -> ClassSession | None:
    """The lesson that goes on in this group."""
    found: ClassSession | None = group.sessions.filter(
        ended_at=None, until__gt=timezone.now()
    ).first()
    return found


def digits(session: ClassSession) -> str:
    """What people type on their phone."""
    return codes.spoken(PURPOSE, session.salt, DIGITS) if session.salt else ""


def by_digits(written: str) -> ClassSession | None:
    """The lesson these digits let in to."""
    found: ClassSession | None = (
        ClassSession.objects.select_related("group__version", "group__organisation")
        .filter(
            stored_code=codes.looked_up(PURPOSE, written),
            ended_at=None,
            until__gt=timezone.now(),
        )
        .first()
    )
    return found


def course_of(group: Group) -> cp.Course:
    """What the group follows."""
    return frozen.of_group(group)


def lesson_of(session: ClassSession) -> cp.Lesson:
    """What is taught now."""
    return next(x for x in course_of(session.group).lessons if x.number == session.lesson)


def block_of(session: ClassSession) -> cp.Block | None:
    """What is on the wall."""
    return next((b for b in lesson_of(session).blocks if b.number == session.block), None)


def takes_answers(block: cp.Block | None) -> bool:
    """Whether phones have something to answer: a question, or something to talk about."""
    return isinstance(block, cp.Asked | cp.Discussion)


@transaction.atomic
def show(session: ClassSession, number: int | None) -> None:
    """Put a block on the wall; phones can answer at once. Another one than it has changes nothing.

    Raises
    ------
    Impossible
        The lesson has no such block.
    """
    block = next((b for b in lesson_of(session).blocks if b.number == number), None)
    if number is not None and block is None:
        raise Impossible("training.no_such_block")
    _change(session, block=number, opened=takes_answers(block), revealed=False)


def reveal(session: ClassSession) -> None:
    """Answers are on the wall, and phones answer no more."""
    _change(session, opened=False, revealed=True)


def ask_again(session: ClassSession) -> None:
    """Phones may answer, or change their answer, once more."""
    _change(session, opened=True, revealed=False)


def _change(session: ClassSession, **facts: Any) -> None:
    own = ClassSession.objects.select_for_update()
    with transaction.atomic():
        row = own.filter(pk=session.pk, ended_at=None).first()
        if row is None:
            return
        for name, value in facts.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*facts, "version"])
    session.refresh_from_db()


@transaction.atomic
def answer(session: ClassSession, device: str, number: int, given: str) -> bool:
    """Let a phone answer, or answer otherwise. False: too late, or no answer to this question."""
    row = (
        ClassSession.objects.select_for_update(of=("self",))
        .select_related("group__version")
        .filter(pk=session.pk, ended_at=None, opened=True, block=number)
        .first()
    )
    block = block_of(row) if row is not None else None
    if row is None or block is None or not takes_answers(block):
        return False
    if is_own_words(block):
        given = one_line(given, LONGEST)
    elif not (isinstance(block, cp.Asked) and cp.is_answer(block.question, given)):
        return False
    if not given:
        return False
    mine = ClassAnswer.objects.filter(session=row, block=number)
    known = mine.filter(device=device).exists()
    if not known and mine.count() >= MOST_PHONES:
        return False
    ClassAnswer.objects.update_or_create(
        session=row, block=number, device=device, defaults={"answer": given, "shown": False}
    )
    return True


def is_own_words(block: cp.Block) -> bool:
    """Whether phones answer in own words."""
    return isinstance(block, cp.Discussion) or (
        isinstance(block, cp.Asked) and block.question.kind == "open"
    )


def answers_now(session: ClassSession) -> QuerySet[ClassAnswer]:
    """What phones answered to what is on the wall."""
    found: QuerySet[ClassAnswer] = session.answers.filter(block=session.block or 0)
    return found


def given_by(session: ClassSession, device: str) -> str:
    """What this phone answered to what is on the wall; "" when nothing."""
    found = answers_now(session).filter(device=device).first()
    return found.answer if found else ""


def put_on_wall(session: ClassSession, answer_id: int, *, shown: bool) -> None:
    """Own words the trainer read: on the wall, or off it again."""
    session.answers.filter(pk=answer_id).update(shown=shown)
    _change(session)


@dataclass(frozen=True)
class Bar:
    """One answer, and how many gave it."""

    text: str
    n: int
    right: bool | None
    """None: it is not about right or wrong."""
    feedback: str = ""


@dataclass(frozen=True)
class Outcome:
    """What phones answered, as it may be on the wall."""

    n: int
    """Phones that answered."""
    right: int | None
    """How many were right; None where it is too few people to say, or not about that."""
    bars: list[Bar]
    """Empty where too few people answered."""
    words: list[str]
    """Own words the trainer put there."""
    too_few: bool


def outcome(session: ClassSession) -> Outcome:
    """Of the block on the wall."""
    block = block_of(session)
    rows = list(answers_now(session))
    minimum = session.group.organisation.minimum_group
    if block is None or is_own_words(block):
        words = [row.answer for row in rows if row.shown]
        return Outcome(len(rows), None, [], words, too_few=False)
    answers = Counter(row.answer for row in rows)
    n = answers.total()
    if n < minimum or not isinstance(block, cp.Asked):
        return Outcome(n, None, [], [], too_few=isinstance(block, cp.Asked))
    right = sum(k for given, k in answers.items() if cp.is_right(block.question, given))
    return Outcome(n, right, _bars(block.question, answers), [], too_few=False)


def _bars(question: cp.Question, answers: Counter[str]) -> list[Bar]:
    match question:
        case cp.Choice() | cp.Several():
            chosen = Counter[str]()
            for given, k in answers.items():
                for sign in given.replace(NOTHING, ""):
                    chosen[sign] += k
            return [
                Bar(option.text, chosen[SIGNS[place]], option.right, option.feedback)
                for place, option in enumerate(question.options)
            ]
        case cp.Estimate():
            return _ranges(question, answers)
        case _:
            return []


def _ranges(question: cp.Estimate, answers: Counter[str]) -> list[Bar]:
    width = max(1, -(-(question.highest - question.lowest + 1) // STEPS))
    bars: list[Bar] = []
    for low in range(question.lowest, question.highest + 1, width):
        high = min(low + width - 1, question.highest)
        n = sum(k for given, k in answers.items() if low <= int(given) <= high)
        right = low <= question.right_to and question.right_from <= high
        bars.append(Bar(str(low) if low == high else f"{low}–{high}", n, right))
    return bars
