"""What is asked of somebody who comes in, one question a page; never who they are.

The answers stand in a `Draft` under the name of their question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from werkwijs.lib.words import say
from werkwijs.participation.models import JoinCode, Representation
from werkwijs.studies.models import Group, Study

Answers = Mapping[str, str]

ADDRESSES = {
    "group": "groep",
    "age": "leeftijd",
    "together": "samen",
    "people": "hoeveel",
    "level": "tekst",
    "pictures": "plaatjes",
    "decides": "beslist",
}
"""Question -> how its page is called."""
QUESTIONS = {address: question for question, address in ADDRESSES.items()}

MOST_PEOPLE = 12
SYMBOLS = {"alone": "person", "helped": "help", "two": "people", "more": "people"}
NEEDS_PARENT = "under16"
CHILD_AGES = (NEEDS_PARENT, "from16")
TOO_YOUNG = "under18"
"""For a study of adults only."""
NO_REPRESENTATIVE = "bewindvoerder"
"""That is about money only: explained, never accepted."""
OF_CHILDREN = (Representation.PARENT, Representation.GUARDIAN)
OF_ADULTS = (
    Representation.CURATOR,
    Representation.MENTOR,
    Representation.PROXY,
    Representation.RELATIVE,
)


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    symbol: str = ""


def group_of(code: JoinCode, answers: Answers) -> Group | None:
    """The group of the code, or the one that was chosen, or the only one there is."""
    if code.group is not None:
        return code.group
    groups = list(code.study.groups.all())
    if len(groups) == 1:
        return groups[0]
    return next((group for group in groups if group.key == answers.get("group")), None)


def asked(code: JoinCode, answers: Answers) -> list[str]:
    """The questions of this person, in their order; an answer may bring or spare another question."""
    group = group_of(code, answers)
    reads_easy = group is None or group.easy
    found = ["group"] if code.group is None and code.study.groups.count() > 1 else []
    if code.study.allows_minors or reads_easy:
        found.append("age")
    found.append("together")
    if answers.get("together") == "more":
        found.append("people")
    found.append("level")
    if code.study.shows_pictures:
        found.append("pictures")
    if reads_easy or answers.get("age") in CHILD_AGES:
        found.append("decides")
    return found


def open_question(code: JoinCode, answers: Answers) -> str | None:
    """The first question that has no answer yet with which one can go on."""
    return next(
        (
            question
            for question in asked(code, answers)
            if not accepts(code, answers, question, answers.get(question, ""))
        ),
        None,
    )


def before(code: JoinCode, answers: Answers, question: str) -> str | None:
    """The question before this one, to go back to."""
    every = asked(code, answers)
    place = every.index(question) if question in every else 0
    return every[place - 1] if place else None


def accepts(code: JoinCode, answers: Answers, question: str, answer: str) -> bool:
    """Whether one can go on with this answer; not with one that only gets an explanation."""
    return answer not in (TOO_YOUNG, NO_REPRESENTATIVE) and offers(code, answers, question, answer)


def offers(code: JoinCode, answers: Answers, question: str, answer: str) -> bool:
    """Whether it is among the choices."""
    return answer in {choice.value for choice in choices(code, answers, question)}


def choices(code: JoinCode, answers: Answers, question: str) -> list[Choice]:
    if question == "group":
        return [Choice(group.key, group.name) for group in code.study.groups.all()]
    if question == "people":
        return [Choice(str(n), str(n)) for n in range(3, MOST_PEOPLE + 1)]
    values: dict[str, list[str]] = {
        "age": _ages(code.study),
        "together": ["alone", "helped", "two", "more"],
        "level": ["easy", "ordinary"],
        "pictures": ["yes", "no"],
        "decides": _deciders(answers.get("age", "")),
    }
    return [
        Choice(value, say(f"participation.step_{question}", value), SYMBOLS.get(value, ""))
        for value in values[question]
    ]


def _ages(study: Study) -> list[str]:
    return [*CHILD_AGES, "from18"] if study.allows_minors else ["from18", TOO_YOUNG]


def _deciders(age: str) -> list[str]:
    if age == NEEDS_PARENT:
        return [*OF_CHILDREN]
    if age == "from16":
        return ["myself", *OF_CHILDREN]
    return ["myself", *OF_ADULTS, NO_REPRESENTATIVE]
