"""The example course: frozen, given to job coaches at different places, and to employers who just begin.

Everything goes through the room's own activities, as people would do it. Who learns, and what they wrote, is
invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings as website
from django.urls import reverse
from django.utils import timezone

import coursepack as cp
from coursepack import playing
from coursepack import state as states
from coursepack.course import tested
from coursepack.marking import NOTHING, SIGNS, WRITTEN, right_answer
from werkwijs.accounts.models import Organisation, User
from werkwijs.cards.models import Edition
from werkwijs.training import (
    certifying,
    examples,
    freezing,
    frozen,
    giving,
    joining,
    keeping_up,
    measuring,
)
from werkwijs.training.models import Group, Learner, Moment, Route, Version

COACHES, FINISHED, HALFWAY = 14, 10, 2
"""Of the coaches ten did everything, two are half-way, one has begun, one has not."""
EMPLOYERS = 5
TOLD = (
    "Ik vroeg: laat eens zien. Toen zag ik dat mijn uitleg te lang was.",
    "Ik vond het eerst raar om te vragen. De jongere vond het juist fijn.",
    "We maakten samen een profiel. Hij wist beter wat hij kon dan ik.",
    "Ik belde ook toen alles goed ging. Dat deed ik anders nooit.",
    "Het gesprek met z’n drieën duurde tien minuten. We weten nu wie wie belt.",
)
REPLIES = (
    "Mooi dat je naar je eigen uitleg keek. Wat laat je de volgende keer weg?",
    "Goed gezien. Neem je dit mee naar de volgende bijeenkomst?",
    "Dat is precies waar het om gaat. Bewaar het profiel bij hem, niet bij jou.",
)


@dataclass(frozen=True)
class Given:
    """Where one finds what was made."""

    halfway_address: str
    """Of a job coach who is half-way."""
    employer_address: str
    """Of an employer who just begins."""
    along_address: str
    """Of the expert by experience."""
    proof_address: str
    """Where anybody verifies a proof."""


def make(organisation: Organisation, edition: Edition, by: User) -> Given:
    """The course on this edition, and two groups that follow it."""
    version = freezing.freeze(examples.load(organisation, edition, by=by), by=by)
    coaches = giving.begin(version, Route.JOB_COACH, name="Jobcoaches, voorjaar (verzonnen)", by=by)
    people = joining.invite(coaches, COACHES, by=by)
    chance = random.Random(6)  # noqa: S311 - invented answers
    for learner in people:
        learner.group = coaches
        _measure(learner, Moment.BEFORE, chance, later=0)
    course = frozen.of_group(coaches)
    for learner in people[:FINISHED]:
        _learn(learner, course, chance, share=1.0)
        _measure(learner, Moment.AFTER, chance, later=1)
    for learner in people[FINISHED : FINISHED + HALFWAY]:
        _learn(learner, course, chance, share=0.45)
    _learn(people[FINISHED + HALFWAY], course, chance, share=0.05)
    _hand_in(people, course, by)
    _meet(coaches, people)
    along = giving.ask_along(coaches, by=by)
    proof = certifying.certify(people[2], name="Sam Voorbeeld (verzonnen)")
    employers = _employers(version, by)
    return Given(
        halfway_address=joining.address(people[FINISHED]),
        employer_address=joining.address(employers),
        along_address=website.BASE_URL + reverse("together:home", args=[giving.link_along(along)]),
        proof_address=certifying.address(proof),
    )


def _employers(version: Version, by: User) -> Learner:
    group = giving.begin(version, Route.EMPLOYER, name="Werkgevers in de wijk (verzonnen)", by=by)
    return joining.invite(group, EMPLOYERS, by=by)[0]


def _measure(learner: Learner, moment: Moment, chance: random.Random, *, later: int) -> None:
    """Answers of somebody invented: after the course surer, and more often right."""
    answers = {}
    own = Learner.objects.select_related("group__version").get(pk=learner.pk)
    for item in measuring.items(own):
        if item.question is None:
            answers[item.key] = str(min(5, max(1, chance.choice((2, 3, 3, 4)) + later)))
        elif chance.random() < (0.55 + 0.3 * later):
            answers[item.key] = _right(item.question)
        else:
            answers[item.key] = "0"
    measuring.answer(own, moment, answers)


def _learn(learner: Learner, course: cp.Course, chance: random.Random, *, share: float) -> None:
    """The first part of the course, done as the player would tell it."""
    blocks = list(course.blocks)
    here = blocks[: max(1, round(share * len(blocks)))]
    asked = {block.number for block in course.test.blocks} if course.test else set()

    def play(course: cp.Course, state: states.State) -> states.State:
        for block in here:
            state = _act(
                course, state, block, sure=0.9 if block.number in asked else 0.75, by=chance
            )
        busy = {
            lesson.number: round(60 * (lesson.minutes or 20) * chance.uniform(0.7, 1.1))
            for lesson in course.lessons
            if any(block.number in state.done for block in lesson.blocks)
        }
        return states.State(
            at=here[-1].number,
            done=state.done,
            answers=state.answers,
            best=state.best,
            tries=state.tries,
            seconds=busy,
        )

    kept = keeping_up.do(learner, play)
    if share == 1.0 and not playing.passed(course, kept):
        keeping_up.do(learner, _once_more)


def _once_more(course: cp.Course, state: states.State) -> states.State:
    """The test again, now with everything right."""
    state = playing.again(course, state)
    for block in tested(course):
        state = playing.answered(course, state, block.number, _right(block.question))
    return state


def _act(
    course: cp.Course, state: states.State, block: cp.Block, *, sure: float, by: random.Random
) -> states.State:
    match block:
        case cp.Asked():
            right = by.random() < sure
            given = _right(block.question) if right else _wrong(block.question)
            return playing.answered(course, state, block.number, given)
        case cp.Case():
            return playing.answered(course, state, block.number, _way(block))
        case _:
            return playing.did(course, state, block.number)


def _right(question: cp.Question) -> str:
    match question:
        case cp.Estimate():
            return str(question.right_from)
        case cp.Open():
            return WRITTEN
        case _:
            return right_answer(question)


def _wrong(question: cp.Question) -> str:
    """An answer that is one, and is not right."""
    match question:
        case cp.Choice():
            return SIGNS[next(n for n, option in enumerate(question.options) if not option.right)]
        case cp.Several():
            return NOTHING
        case cp.Order() | cp.Match():
            return right_answer(question)[::-1]
        case cp.Estimate():
            return str(
                question.highest if question.right_to < question.highest else question.lowest
            )
        case cp.Open():
            return WRITTEN


def _way(case: cp.Case) -> str:
    """At each step the first choice that helps."""
    way = ""
    while not playing.story_ended(case, way):
        step, _ = list(playing.walk(case, way))[-1]
        helps = [n for n, choice in enumerate(step.choices) if choice.good]
        way += SIGNS[helps[0] if helps else 0]
    return way


def _hand_in(people: list[Learner], course: cp.Course, by: User) -> None:
    """Some practice tasks were told of, and most of those answered."""
    tasks = [block.number for block in course.blocks if isinstance(block, cp.Task)]
    for place, words in enumerate(TOLD):
        keeping_up.hand_in(people[place], tasks[place % len(tasks)], words)
    for place, words in enumerate(REPLIES):
        giving.reply(people[place].hand_ins.get(), words, by=by)


def _meet(group: Group, people: list[Learner]) -> None:
    """Two meetings have been, with who was there; one is to come."""
    today = timezone.localdate()
    for lesson, days in ((1, -28), (3, -14), (5, 7)):
        at = timezone.make_aware(datetime.combine(today + timedelta(days=days), time(13, 30)))
        meeting = giving.plan(
            group, at=at, minutes=120, lesson=lesson, place="De Linde, zaal 2 (verzonnen)"
        )
        if days < 0:
            giving.attend(
                meeting,
                [one.number for one in people if (one.number + lesson) % 5 and one.number < 14],
            )
