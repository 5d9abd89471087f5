"""What one does in a course, one act at a time; in the browser `player/playing.js` does the same.

A question of a lesson may be answered again; what was answered last stays. The questions of the closing test
are marked together when the last is answered: then the score counts, and nothing changes any more until
somebody takes the test `again`. The best score stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from coursepack.course import Asked, Block, Case, CaseChoice, CaseStep, Course, tested
from coursepack.marking import SIGNS, is_answer, score
from coursepack.state import MOST_CHOICES, MOST_TRIES, State


def did(course: Course, state: State, number: int) -> State:
    """A block was read, watched, thought or talked about; one that is not there changes nothing."""
    if all(block.number != number for block in course.blocks):
        return state
    return replace(state, at=number, done=state.done | {number})


def answered(course: Course, state: State, number: int, answer: str) -> State:
    """A question was answered, or a way was gone through a case.

    What is no answer to it changes nothing, nor does a question of the test once it is marked.
    """
    block = next((block for block in course.blocks if block.number == number), None)
    if block is None or not _fits(block, answer):
        return state
    of_test = number in {asked.number for asked in tested(course)}
    if of_test and taken(course, state):
        return state
    answers = {**state.answers, number: answer}
    ended = not isinstance(block, Case) or story_ended(block, answer)
    done = state.done | {number} if ended else state.done
    state = replace(state, at=number, answers=answers, done=done)
    return _marked(course, state) if of_test and taken(course, state) else state


def taken(course: Course, state: State) -> bool:
    """Whether every question of the test has an answer: it is marked, and its explanations are shown."""
    asked = tested(course)
    return bool(asked) and all(
        is_answer(block.question, state.answers.get(block.number, "")) for block in asked
    )


def again(course: Course, state: State) -> State:
    """The test from its beginning. The best score so far stays."""
    gone = {block.number for block in tested(course)}
    return replace(state, answers={n: a for n, a in state.answers.items() if n not in gone})


def complete(course: Course, state: State) -> bool:
    """Whether everything is done, and the test taken where there is one."""
    every = {block.number for block in course.blocks}
    return every <= state.done and (not tested(course) or state.best is not None)


def passed(course: Course, state: State) -> bool | None:
    """Whether the best score is enough; None where there is no test or it was not taken yet."""
    if not tested(course) or state.best is None:
        return None
    return state.best >= course.pass_mark


def least(score: int, n: int) -> int:
    """The least number of questions, of ``n``, that makes this score or more."""
    return -(-score * n // 100)


def merged(course: Course, kept: State, sent: State) -> State:
    """What was kept and what a device sends now, in one. Sending the same twice changes nothing.

    Done is what is done in either, of seconds the most counts, of an answer what is sent now. The answers of
    the test belong together: they are those of whoever took it most often, or else those sent now. A score
    that is sent counts for nothing; it is made again from the answers.
    """
    of_test = {block.number for block in tested(course)}
    whose = sent if sent.tries >= kept.tries else kept
    answers = {n: a for n, a in {**kept.answers, **sent.answers}.items() if n not in of_test}
    answers |= {n: a for n, a in whose.answers.items() if n in of_test}
    seconds = {
        n: max(kept.seconds.get(n, 0), sent.seconds.get(n, 0))
        for n in {**kept.seconds, **sent.seconds}
    }
    both = State(
        at=sent.at,
        done=kept.done | sent.done,
        answers=answers,
        best=kept.best,
        tries=max(kept.tries, sent.tries),
        seconds=seconds,
    )
    if not taken(course, both):
        return both
    marked = _marked(course, both)
    return replace(marked, tries=max(1, both.tries))


def _marked(course: Course, state: State) -> State:
    """The score made of the answers; the best one stays."""
    now = score(course, state.answers) or 0
    best = now if state.best is None else max(now, state.best)
    return replace(state, best=best, tries=min(MOST_TRIES, state.tries + 1))


def _fits(block: Block, answer: str) -> bool:
    match block:
        case Asked():
            return is_answer(block.question, answer)
        case Case():
            made = [choice for _, choice in walk(block, answer) if choice]
            return answer != "" and len(made) == len(answer)
        case _:
            return False


# --- a case ------------------------------------------------------------------------------


def walk(case: Case, way: str) -> Iterator[tuple[CaseStep, CaseChoice | None]]:
    """Each step of the story that was come to, with what was chosen there; None where nothing was chosen yet.

    The way (`state`) is a sign for each choice made. Where it goes beyond the story, or chooses what is not
    there, the rest of it is not looked at.
    """
    steps: Mapping[str, CaseStep] = {step.key: step for step in case.steps}
    step = case.steps[0] if case.steps else None
    for sign in way[:MOST_CHOICES]:
        if step is None or sign not in SIGNS[: len(step.choices)]:
            break
        choice = step.choices[SIGNS.index(sign)]
        yield step, choice
        step = steps.get(choice.to)
    if step is not None:
        yield step, None


def story_ended(case: Case, way: str) -> bool:
    """Whether there is nothing to choose any more."""
    step, chosen = list(walk(case, way))[-1]
    return not step.choices or (chosen is not None and not chosen.to)
