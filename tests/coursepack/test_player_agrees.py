"""The player marks, keeps and goes on in the browser just as Python does: the same acts, the same outcome."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.coursepack.serving import Website, served

import coursepack as cp
from coursepack import marking, pages, playing
from coursepack import state as states

pytestmark = pytest.mark.journey

chance = random.Random(20261127)  # noqa: S311 - drawn alike everywhere
SIGNS = marking.SIGNS + "-+é|:A"


@pytest.fixture
def tab(browser, course):
    with served(Website(course)) as site:
        page = browser.new_page()
        page.goto(f"{site.address}/lessons/1.html")
        page.locator("[data-playing]").wait_for(state="attached")
        yield page
        page.close()


def options(n: int) -> tuple[cp.Option, ...]:
    return tuple(cp.Option(text=str(i), right=chance.random() < 0.4) for i in range(n))


def question() -> cp.Question:
    n, low = chance.randint(2, 12), chance.randint(-200, 200)
    right = chance.randint(low, low + 40)
    return chance.choice(
        [
            cp.Choice(prompt="?", options=options(n)),
            cp.Several(prompt="?", options=options(n)),
            cp.Order(prompt="?", items=tuple(map(str, range(n)))),
            cp.Match(prompt="?", pairs=tuple(cp.Pair(left=str(i), right=str(i)) for i in range(n))),
            cp.Estimate(
                prompt="?", lowest=low, highest=low + 50, right_from=right, right_to=right + 5
            ),
            cp.Open(prompt="?", example="!"),
        ]
    )


def given(question: cp.Question) -> str:
    """Sometimes right, often nearly, sometimes anything."""
    kinds = [
        lambda: "".join(chance.choices(SIGNS, k=chance.randint(0, 4))),
        lambda: "".join(sorted(chance.sample(marking.SIGNS[:12], chance.randint(1, 12)))),
        lambda: "".join(chance.sample(marking.SIGNS[:12], chance.randint(1, 12))),
        lambda: str(chance.randint(-250, 260)),
        lambda: chance.choice(["-", "+", "", "007", "-0", " 3", "3\n", "0", "1"]),
    ]
    if isinstance(question, cp.Order | cp.Match) and chance.random() < 0.7:
        n = len(question.items if isinstance(question, cp.Order) else question.pairs)
        signs = list(marking.SIGNS[:n])
        if chance.random() < 0.6:
            chance.shuffle(signs)
        return "".join(signs)
    if isinstance(question, cp.Choice | cp.Several) and chance.random() < 0.4:
        return marking.right_answer(question)
    return chance.choice(kinds)()


def test_the_same_answers_are_answers_and_are_right(tab):
    rows = []
    for _ in range(4000):
        asked = question()
        answer = given(asked)
        rows.append(
            (
                pages.key(cp.Asked(number=1, question=asked)),
                answer,
                marking.is_answer(asked, answer),
                marking.is_right(asked, answer),
            )
        )
    assert {right for *_, right in rows} == {True, False, None}

    found = tab.evaluate(
        """rows => rows.map(([key, given]) =>
            [coursepack.marking.isAnswer(key, given), coursepack.marking.isRight(key, given)])""",
        [row[:2] for row in rows],
    )

    wrong = [row for row, said in zip(rows, found, strict=True) if list(row[2:]) != said]
    assert wrong == []


def state() -> cp.State:
    tested = chance.random() < 0.5
    return cp.State(
        at=chance.randint(0, 1000),
        done=frozenset(chance.sample(range(1, 1001), chance.randint(0, 90))),
        answers={
            chance.randint(1, 1000): chance.choice(["0", "013", "-", "+", "-12", "2013"])
            for _ in range(chance.randint(0, 30))
        },
        best=chance.randint(0, 100) if tested else None,
        tries=chance.randint(1, 40) if tested else 0,
        seconds={chance.randint(1, 99): chance.randint(0, 2_000_000) for _ in range(5)},
    )


def test_the_same_state_is_the_same_string(tab):
    written = [states.write(state()) for _ in range(500)]
    spoilt = [spoil(text) for text in written]

    kept = tab.evaluate(
        "all => all.map(text => coursepack.state.write(coursepack.state.read(text)))", written
    )
    read = tab.evaluate("all => all.map(text => coursepack.state.read(text) !== null)", spoilt)

    assert kept == written
    assert read == [readable(text) for text in spoilt]
    assert {True, False} == set(read)


def spoil(text: str) -> str:
    place = chance.randrange(len(text))
    return text[:place] + chance.choice(["", "|", "g", "Z", "9", "\n", ","]) + text[place + 1 :]


def readable(text: str) -> bool:
    try:
        states.read(text)
    except cp.UnreadableState:
        return False
    return True


def test_the_same_acts_lead_to_the_same_place(tab, course):
    for _ in range(60):
        acts, now = [], cp.State()
        for _ in range(40):
            block = chance.choice(list(course.blocks))
            if chance.random() < 0.05:
                acts.append(["again"])
                now = playing.again(course, now)
            elif isinstance(block, cp.Asked):
                answer = given(block.question)
                if block.number == 12 and chance.random() < 0.7:
                    answer = str(chance.randint(0, 10))
                if marking.is_answer(block.question, answer):
                    acts.append(["answered", block.number, answer])
                    now = playing.answered(course, now, block.number, answer)
            elif isinstance(block, cp.Case):
                way = chance.choice(["0", "1"])
                acts.append(["answered", block.number, way, playing.story_ended(block, way)])
                now = playing.answered(course, now, block.number, way)
            else:
                acts.append(["did", block.number])
                now = playing.did(course, now, block.number)

        found = tab.evaluate(
            """acts => {
                const course = JSON.parse(document.querySelector("main").dataset.course);
                const rules = coursepack.playing(course);
                let state = coursepack.state.begin();
                for (const [act, ...what] of acts) state = rules[act](state, ...what);
                return [
                    coursepack.state.write(state),
                    rules.taken(state), rules.complete(state), rules.passed(state),
                ];
            }""",
            acts,
        )

        assert found == [
            states.write(now),
            playing.taken(course, now),
            playing.complete(course, now),
            playing.passed(course, now),
        ]


def test_a_score_is_rounded_down_alike(tab, course):
    tested = cp.Lesson(
        number=1,
        title="Toets",
        test=True,
        blocks=tuple(
            cp.Asked(number=n, question=cp.Choice(prompt=str(n), options=options(3)))
            for n in range(1, 30)
        ),
    )
    many = replace(course, lessons=(tested,))
    for _ in range(30):
        answers = {n: chance.choice("012") for n in range(1, chance.randint(2, 30))}
        keys = {str(block.number): pages.key(block) for block in tested.blocks}

        found = tab.evaluate(
            "([keys, answers]) => coursepack.marking.score(keys, answers)",
            [keys, {str(n): answer for n, answer in answers.items()}],
        )

        assert found == marking.score(many, answers)
