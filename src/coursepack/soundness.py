"""Can this course be played? Everything that stands in the way, at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from coursepack.course import (
    MOST_BLOCKS,
    Asked,
    Block,
    Card,
    Case,
    Course,
    Discussion,
    Lesson,
    Media,
    Reflection,
    Task,
    Text,
    files_of,
    tested,
)
from coursepack.faults import Fault, UnsoundCourse
from coursepack.questions import (
    MOST_OPTIONS,
    Choice,
    Estimate,
    Match,
    Open,
    Option,
    Order,
    Question,
    Several,
)
from coursepack.state import MOST_CHARACTERS, MOST_CHOICES, longest

_KEY = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_FILE = re.compile("media/[a-z0-9_-]+[.][a-z0-9]+")
_STEP = re.compile("[A-Za-z0-9]{1,20}")

Found = Iterator[tuple[str, dict[str, Any]]]
"""Rule and facts."""


def expect_sound(course: Course) -> None:
    """Nothing, if it can be played.

    Raises
    ------
    UnsoundCourse
        With all faults.
    """
    found = faults(course)
    if found:
        raise UnsoundCourse(found)


def faults(course: Course) -> list[Fault]:
    """All that stands in the way of playing this course, in its order; an empty list when nothing does."""
    found = [Fault(rule=rule, facts=facts) for rule, facts in _of_course(course)]
    for lesson in course.lessons:
        found += [
            Fault(rule=rule, lesson=lesson.number, facts=facts)
            for rule, facts in _of_lesson(lesson)
        ]
        for block in lesson.blocks:
            found += [
                Fault(rule=rule, lesson=lesson.number, block=block.number, facts=facts)
                for rule, facts in of_block(block)
            ]
    if not found and (size := longest(course)) > MOST_CHARACTERS:
        found.append(Fault(rule="long-state", facts={"size": size, "most": MOST_CHARACTERS}))
    return found


def _of_course(course: Course) -> Found:
    if not course.title.strip():
        yield "empty", {"field": "title"}
    if not _KEY.fullmatch(course.key) or len(course.key) > 60:
        yield "key", {"key": course.key}
    if not re.fullmatch(r"https://[^\s/]+/\S+", course.activity):
        yield "activity", {"activity": course.activity}
    if not 1 <= course.pass_mark <= 100:
        yield "pass-mark", {"mark": course.pass_mark}
    if not course.lessons:
        yield "no-lessons", {}
    for number in _wrong_numbers((lesson.number for lesson in course.lessons), most=99):
        yield "lesson-number", {"number": number}
    for number in _wrong_numbers((block.number for block in course.blocks), most=MOST_BLOCKS):
        yield "block-number", {"number": number, "most": MOST_BLOCKS}
    tests = sum(lesson.test for lesson in course.lessons)
    if tests > 1:
        yield "two-tests", {"n": tests}
    elif tests and not tested(course):
        yield "test-without-questions", {}


def _wrong_numbers(numbers: Iterable[int], *, most: int) -> list[int]:
    counted = Counter(numbers)
    return sorted(n for n, times in counted.items() if times > 1 or not 1 <= n <= most)


def _of_lesson(lesson: Lesson) -> Found:
    if not lesson.title.strip():
        yield "empty", {"field": "title"}
    if not lesson.blocks:
        yield "no-blocks", {"title": lesson.title}


def of_block(block: Block) -> Found:
    """Rule and facts of all that is wrong with one block."""
    match block:
        case Text():
            yield from _empty(text=block.text)
        case Card():
            yield from _empty(title=block.title)
            if block.address and not block.address.startswith("https://"):
                yield "address", {"address": block.address}
        case Case():
            yield from _empty(title=block.title)
            yield from _of_story(block)
        case Asked():
            yield from of_question(block.question)
        case Reflection() | Discussion():
            yield from _empty(prompt=block.prompt)
        case Task():
            yield from _empty(title=block.title, text=block.text)
        case Media():
            if block.media != "image" and not block.transcript.strip():
                yield "no-transcript", {}
    yield from _of_files(block)


def _empty(**texts: str) -> Found:
    for name, text in texts.items():
        if not text.strip():
            yield "empty", {"field": name}


def _of_files(block: Block) -> Found:
    picture = getattr(block, "picture", None)
    if isinstance(block, Media) and block.media == "image":
        picture = block.file
    if picture is not None and not picture.alt.strip():
        yield "no-alt", {}
    for file in files_of(block):
        if not _FILE.fullmatch(file.name):
            yield "file-name", {"name": file.name}


def of_question(question: Question) -> Found:
    """Rule and facts of all that is wrong with one question."""
    yield from _empty(prompt=question.prompt)
    match question:
        case Choice() | Several():
            yield from _of_options(question.options)
            right = sum(option.right for option in question.options)
            if not right:
                yield "no-right-answer", {}
            elif right > 1 and isinstance(question, Choice):
                yield "more-right-answers", {"n": right}
        case Order():
            yield from _of_texts(question.items)
        case Match():
            yield from _of_texts([pair.left for pair in question.pairs])
            yield from _of_texts([pair.right for pair in question.pairs], counted=False)
        case Estimate():
            low, high = question.lowest, question.highest
            inside = low <= question.right_from <= question.right_to <= high
            all_right = (question.right_from, question.right_to) == (low, high)
            if not inside or all_right or max(abs(low), abs(high)) >= 10**9:
                yield (
                    "limits",
                    {
                        "lowest": low,
                        "highest": high,
                        "right_from": question.right_from,
                        "right_to": question.right_to,
                    },
                )
        case Open():
            yield from _empty(example=question.example)


def _of_options(options: tuple[Option, ...]) -> Found:
    return _of_texts([option.text for option in options])


def _of_texts(texts: Iterable[str], *, counted: bool = True) -> Found:
    texts = [" ".join(text.split()) for text in texts]
    if counted and len(texts) < 2:
        yield "few-options", {}
    if counted and len(texts) > MOST_OPTIONS:
        yield "many-options", {"most": MOST_OPTIONS}
    if "" in texts:
        yield "empty", {"field": "option"}
    for text, times in Counter(text.casefold() for text in texts if text).items():
        if times > 1:
            yield "said-twice", {"text": text}


def _of_story(case: Case) -> Found:
    if not case.steps:
        yield "no-steps", {}
        return
    steps = {step.key: step for step in case.steps}
    for key, times in Counter(step.key for step in case.steps).items():
        if times > 1 or not _STEP.fullmatch(key):
            yield "step-key", {"key": key}
    for step in case.steps:
        yield from _empty(text=step.text)
        if len(step.choices) > MOST_OPTIONS:
            yield "many-options", {"most": MOST_OPTIONS}
        for choice in step.choices:
            yield from _empty(choice=choice.text, reply=choice.reply)
            if choice.to and choice.to not in steps:
                yield "unknown-step", {"key": choice.to}
    depth = {case.steps[0].key}
    reached = set(depth)
    for _ in range(MOST_CHOICES):
        depth = {c.to for key in depth for c in steps[key].choices if c.to in steps}
        reached |= depth
    if any(steps[key].choices for key in depth):
        yield "endless-story", {"most": MOST_CHOICES}
    for key in steps:
        if key not in reached:
            yield "unreached-step", {"key": key}
