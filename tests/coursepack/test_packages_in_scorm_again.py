"""What a learning system is told by our packages, in a runtime that others made: scorm-again."""

from __future__ import annotations

import json

import pytest
from tests.coursepack.conftest import sample
from tests.coursepack.learning_system import PROMISED, LearningSystem, needs_runtimes, system
from tests.coursepack.playing_along import RIGHT, WRONG, Learner
from tests.waiting import PATIENCE, until

from coursepack import State, checking
from coursepack import state as states
from coursepack.package import package

pytestmark = [pytest.mark.journey, needs_runtimes]

INCOMPLETE = {"scorm12": "incomplete", "scorm2004": ("incomplete", "unknown")}
PASSED = {"scorm12": "passed", "scorm2004": ("completed", "passed")}
FAILED = {"scorm12": "failed", "scorm2004": ("completed", "failed")}


@pytest.fixture(params=["scorm12", "scorm2004"])
def lms(request):
    content = package(sample(), {}, request.param)
    assert checking.faults(content) == []
    with system(request.param, content) as opened:
        yield opened


@pytest.fixture
def visit(browser, lms):
    """``visit()``: a new browser with the learning system, and the course in it."""
    contexts = []

    def opening():
        context = browser.new_context(locale="nl-NL", viewport={"width": 1000, "height": 800})
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        tab = context.new_page()
        tab.goto(lms.address)
        frame = next(f for f in tab.frames if f.url.endswith("/package/index.html"))
        return tab, Learner(frame)

    yield opening
    for context in contexts:
        context.close()


def leave(tab, lms: LearningSystem) -> None:
    """The window goes away; the last word may still be on its way."""
    before = len(lms.commits)
    tab.close(run_before_unload=False)
    until(lambda: len(lms.commits) > before, 5)


def said(tab, name: str) -> list[str]:
    """What was set, in order."""
    return [call[2] for call in tab.evaluate("said") if call[1] == name]


def test_who_pauses_half_way_is_not_failed_and_goes_on_in_a_new_window(lms, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({}, until=4)
    tab.goto("about:blank")

    assert lms.status == INCOMPLETE[lms.form]
    assert lms.exit == "suspend"
    kept = states.read(lms.state)
    assert (kept.at, kept.done) == (4, {1, 2, 3})

    tab, learner = visit()
    learner.here.wait_for()
    assert learner.number == 4
    assert lms.resumed() is not None


def test_who_passes_gets_the_score_and_the_status_of_it(lms, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({})
    assert lms.status == INCOMPLETE[lms.form]
    learner.to_lesson(2)
    learner.go_through(RIGHT)

    assert (lms.status, lms.score) == (PASSED[lms.form], "100")
    tab.goto("about:blank")
    assert (lms.status, lms.score) == (PASSED[lms.form], "100")
    assert lms.exit != "suspend"


def test_who_fails_may_try_again_later_and_passes(lms, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({})
    learner.to_lesson(2)
    learner.go_through({**RIGHT, 8: "0", 9: "1"})
    assert (lms.status, lms.score) == (FAILED[lms.form], "60")
    tab.goto("about:blank")
    assert lms.exit == "suspend"

    tab, learner = visit()
    assert "3 van de 5" in learner.frame.locator("[data-outcome]").inner_text()
    learner.to_lesson(2)
    learner.frame.locator(".cp-on").click(click_count=1)
    while learner.number is not None:
        learner.on()
    learner.frame.get_by_role("button", name="Toets opnieuw doen").click()
    learner.go_through(RIGHT)

    assert (lms.status, lms.score) == (PASSED[lms.form], "100")


def test_who_passed_is_never_worse_again(lms, visit):
    _, learner = visit()
    learner.begin()
    learner.go_through({})
    learner.to_lesson(2)
    learner.go_through(RIGHT)
    learner.frame.get_by_role("button", name="Toets opnieuw doen").click()
    learner.go_through(WRONG)

    assert (lms.status, lms.score) == (PASSED[lms.form], "100")


def test_who_passed_stays_so_where_the_system_forgot_the_rest(lms, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({})
    learner.to_lesson(2)
    learner.go_through(RIGHT)
    tab.goto("about:blank")
    lms.forgets = True
    tab, learner = visit()
    learner.begin()
    learner.go_through({}, until=3)
    tab.goto("about:blank")

    assert states.read(lms.state).done == {1, 2}
    assert lms.status == PASSED[lms.form]


def test_a_score_before_everything_is_done_leaves_the_course_unfinished(lms, visit):
    tab, learner = visit()
    learner.to_lesson(2)
    learner.go_through(WRONG)
    tab.goto("about:blank")

    assert lms.score == "0"
    assert lms.status == INCOMPLETE[lms.form]


def test_closing_the_tab_ends_the_visit_once_and_nothing_is_lost(lms, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({}, until=2)
    leave(tab, lms)

    assert lms.finished == 1
    assert states.read(lms.state).done == {1}
    assert lms.exit == "suspend"


@pytest.mark.parametrize("until", [2, 3, 5])
def test_a_browser_that_is_killed_loses_at_most_one_block(lms, visit, until):
    tab, learner = visit()
    learner.begin()
    learner.go_through({}, until=until)
    tab.context.close()

    lost = set(range(1, until)) - states.read(lms.state).done
    assert len(lost) <= 1
    _, learner = visit()
    learner.here.wait_for()
    assert learner.number in {until - 1, until}


def test_the_score_goes_before_the_status_and_both_before_the_commit(lms, visit):
    tab, learner = visit()
    learner.to_lesson(2)
    learner.go_through(RIGHT)

    status = "cmi.core.lesson_status" if lms.form == "scorm12" else "cmi.completion_status"
    score = "cmi.core.score.raw" if lms.form == "scorm12" else "cmi.score.raw"
    calls = [c[1] if c[0].endswith("SetValue") else c[0] for c in tab.evaluate("said")]
    assert calls[-1].endswith("Commit")
    before = max(n for n, call in enumerate(calls[:-1]) if call.endswith("Commit"))
    last = calls[before + 1 :]
    assert (last.count(status), last.count(score)) == (1, 1)
    assert last.index(score) < last.index(status)
    assert set(said(tab, score.replace("raw", "max"))) == {"100"}


def test_every_word_to_the_system_is_taken_and_none_is_the_learners(lms, visit):
    tab, learner = visit()
    learner.begin()
    learner.here.wait_for()
    learner.go_through({}, until=4)
    learner.here.locator("textarea").fill("Dit gaat niemand iets aan.")
    learner.here.get_by_role("button", name="Bewaar").click()
    learner.go_through({})
    learner.to_lesson(2)
    learner.go_through(RIGHT)
    calls = tab.evaluate("said")
    tab.goto("about:blank")

    refused = [call for call in calls if call[-1] != "true"]
    assert refused == []
    told = json.dumps(calls) + json.dumps(lms.commits)
    assert "niemand" not in told
    assert "Fijn dat" not in told
    assert "interactions" not in "".join(str(call[1]) for call in calls)


def test_the_longest_state_is_shorter_than_scorm_12_promises(lms, visit):
    course = sample()
    everything = states.write(
        State(
            at=12,
            done=frozenset(block.number for block in course.blocks),
            answers={3: "0", 7: "+", **RIGHT},
            best=100,
            tries=35,
            seconds={1: states.MOST_SECONDS, 2: states.MOST_SECONDS},
        )
    )
    assert len(everything) <= states.longest(course) <= states.MOST_CHARACTERS < PROMISED


def test_time_spent_is_told_in_the_form_of_the_standard(lms, visit):
    tab, learner = visit()
    learner.begin()
    learner.on()

    name = "cmi.core.session_time" if lms.form == "scorm12" else "cmi.session_time"
    spent = said(tab, name)[-1]
    assert spent.startswith("0000:00:0" if lms.form == "scorm12" else "PT")


def test_who_is_not_kept_is_told_so_and_can_go_on(lms, visit):
    tab, learner = visit()
    tab.evaluate("refuses = true")
    learner.begin()
    learner.on()

    assert "bewaart niet" in learner.frame.locator(".cp-saving").inner_text()
    assert learner.number == 2


def test_without_a_learning_system_around_it_the_course_plays_and_says_so(browser, lms):
    context = browser.new_context(locale="nl-NL")
    try:
        tab = context.new_page()
        tab.goto(f"{lms.address}/package/index.html")
        learner = Learner(tab.main_frame)
        assert "bewaart niet" in tab.locator(".cp-saving").inner_text()
        learner.begin()
        learner.go_through({}, until=3)
        assert learner.number == 3
    finally:
        context.close()


def test_without_a_script_every_lesson_can_be_read(browser, lms):
    context = browser.new_context(java_script_enabled=False)
    try:
        tab = context.new_page()
        tab.goto(f"{lms.address}/package/index.html")
        tab.get_by_role("link", name="Contact maken").first.click()
        tab.wait_for_url("**/lessons/1.html")
        assert tab.get_by_text("Eerst contact, dan contract").is_visible()
        assert tab.locator(".cp-block").count() == 7
        tab.get_by_role("link", name="Naar les: Toets").click()
        tab.wait_for_url("**/lessons/2.html")
        assert tab.get_by_text("Wat doe je eerst?").is_visible()
        tab.get_by_role("link", name="Alle lessen").first.click()
        tab.wait_for_url("**/index.html")
        assert tab.url.endswith("/package/index.html")
    finally:
        context.close()
