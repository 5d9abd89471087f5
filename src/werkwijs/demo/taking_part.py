"""Invented people take part, through the same acts as everybody."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils import timezone

from werkwijs.demo.example_answers import Answers
from werkwijs.participation import consenting, helping, ideas, rating, returning, sorting
from werkwijs.participation.joining import join
from werkwijs.participation.models import Help, Participant
from werkwijs.studies.models import ConsentText, Group, Scale, Study

NAMES = uuid.UUID("6f1d7a52-3c0e-4b8e-9a6b-5d0c8e0f2a11")
"""From this and a name every key is made: the same demo has the same keys."""

ROLES = {
    "begeleider": helping.Helper.SUPPORTER,
    "jobcoach": helping.Helper.JOBCOACH,
    "familie": helping.Helper.FAMILY,
    "onderzoeker": helping.Helper.FACILITATOR,
}
WAYS = {
    "voorlezen": Help.How.READING,
    "apparaat bedienen": Help.How.DEVICE,
    "uitleggen": Help.How.EXPLAINING,
    "stapels leggen": Help.How.THINKING,
}


def key(*parts: object) -> uuid.UUID:
    return uuid.uuid5(NAMES, "/".join(map(str, parts)))


def come_in(study: Study, group: Group, text: ConsentText, **facts: object) -> Participant:
    """Join, say yes, and get a card to return with."""
    participant = join(study, group=group, **facts)
    returning.new_card(participant)
    consenting.agree(participant, text=text, easy=participant.easy, read_aloud=participant.easy)
    return participant


def be_helped(participant: Participant, answers: Answers) -> None:
    if answers.helper:
        for task in (Help.Task.SORTING, Help.Task.RATING):
            helping.record(participant, task, ROLES[answers.helper], [WAYS[answers.help]])


def give_idea(participant: Participant, text: str, *, helper: str = "") -> None:
    name = key(participant.study.slug, participant.number, "idea", text)
    ideas.give(participant, key=name, text=text, helper=helper)


def sort(
    participant: Participant,
    answers: Answers,
    statements: dict[int, int],
    *,
    at: datetime,
    up_to: int | None = None,
) -> None:
    """Make the piles of somebody; of a sort that is interrupted, the first ``up_to`` statements.

    Parameters
    ----------
    statements
        Number -> id of the row.
    """
    dealt = set(sorted(statements)[:up_to])
    placed = sum(len(pile) for _, pile in answers.piles) + len(answers.unknown)
    each = answers.seconds / placed if answers.seconds and placed else None
    heaps: list[tuple[str, list[int], bool]] = [
        (label, pile, True) for label, pile in answers.piles
    ]
    heaps.append(("", answers.unknown, False))
    for place, (label, pile, is_pile) in enumerate(heaps):
        own = [number for number in pile if number in dealt]
        if own:
            sorting.place(
                participant,
                statements=[statements[number] for number in own],
                on=key(participant.study.slug, participant.number, "pile", place)
                if is_pile
                else None,
                at=at,
                act=key(participant.study.slug, participant.number, "act", place),
                label=label,
                seconds=each,
            )
    if up_to is None:
        sorting.finish(participant)


def rate(
    participant: Participant,
    answers: Answers,
    statements: dict[int, int],
    scales: dict[str, Scale],
    *,
    at: datetime,
    up_to: int | None = None,
) -> None:
    """Give the values of somebody; of a sheet that is interrupted, the first ``up_to`` statements."""
    for name, own in answers.ratings.items():
        rating.rate_several(
            participant,
            scale=scales[name].pk,
            answers={
                statements[number]: (value, "" if value is not None else rating.REASONS[0])
                for number, value in list(own.items())[:up_to]
            },
            at=at,
        )
    if up_to is None and answers.ratings:
        rating.finish(participant)


def now() -> datetime:
    return timezone.now()
