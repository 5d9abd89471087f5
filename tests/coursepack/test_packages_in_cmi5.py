"""What a cmi5 system is told by our packages: every statement and their order, against the requirements."""

from __future__ import annotations

import json
import time

import pytest
from tests.coursepack.conftest import sample
from tests.coursepack.learning_system import needs_runtimes
from tests.coursepack.playing_along import RIGHT, WRONG, Learner
from tests.coursepack.record_store import (
    ACTIVITY,
    ACTOR,
    AU,
    CATEGORY,
    MASTERY,
    SESSION,
    RecordStore,
    Visit,
    record_store,
    requirements,
)
from tests.waiting import PATIENCE, until

from coursepack import checking
from coursepack import state as states
from coursepack.package import package

pytestmark = [pytest.mark.journey, needs_runtimes]

OTHERS = {"4.1.0.0-1", "8.1.2.0-5", "8.2.1.0-2", "10.2.1.0-5", "11.0.0.0-1"}
"""Requirements the store keeps watch over besides those of a statement."""


@pytest.fixture
def store():
    content = package(sample(), {}, "cmi5")
    assert checking.faults(content) == []
    with record_store(content) as opened:
        yield opened
    assert opened.offended == []


@pytest.fixture
def visit(browser, store):
    """``visit()``: the system launches the course in a new browser."""
    contexts = []

    def opening(**launched):
        context = browser.new_context(locale="nl-NL", viewport={"width": 1000, "height": 800})
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        tab = context.new_page()
        tab.goto(store.launch(**launched))
        return tab, Learner(tab.main_frame)

    yield opening
    for context in contexts:
        context.close()


def settle(store: RecordStore, wanted: str) -> None:
    """What was said may still be on its way."""
    until(lambda: store.visits and wanted in store.visits[-1].verbs)


def leave(tab, store: RecordStore) -> None:
    """The last word and the last state go side by side; either may be first."""
    tab.goto("about:blank")
    settle(store, "terminated")
    time.sleep(0.3)


def state(store: RecordStore) -> states.State:
    (document,) = store.documents.values()
    return states.read(json.loads(document)["state"])


def test_who_passes_is_initialized_completed_passed_and_terminated_in_that_order(store, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({})
    learner.to_lesson(2)
    learner.go_through(RIGHT)
    settle(store, "passed")
    leave(tab, store)

    assert store.verbs == [["initialized", "completed", "passed", "terminated"]]
    passed = store.statements[2]["result"]
    assert passed["score"] == {"scaled": 1, "raw": 100, "min": 0, "max": 100}


def test_who_pauses_goes_on_in_another_session_and_nothing_was_judged(store, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({}, until=4)
    leave(tab, store)
    assert store.verbs == [["initialized", "terminated"]]
    assert state(store).done == {1, 2, 3}

    tab, learner = visit()
    learner.here.wait_for()
    assert learner.number == 4
    leave(tab, store)


def test_who_fails_is_told_so_once_and_may_pass_later(store, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({})
    learner.to_lesson(2)
    learner.go_through(WRONG)
    leave(tab, store)
    assert store.verbs[0] == ["initialized", "completed", "failed", "terminated"]

    tab, learner = visit()
    learner.to_lesson(2)
    while learner.number is not None:
        learner.on()
    learner.frame.get_by_role("button", name="Toets opnieuw doen").click()
    learner.go_through(RIGHT)
    settle(store, "passed")
    leave(tab, store)
    assert store.verbs[1] == ["initialized", "passed", "terminated"]


def test_who_passed_before_says_nothing_twice(store, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({})
    learner.to_lesson(2)
    learner.go_through(RIGHT)
    settle(store, "passed")
    leave(tab, store)
    tab, learner = visit()
    learner.to_lesson(2)
    while learner.number is not None:
        learner.on()
    learner.frame.get_by_role("button", name="Toets opnieuw doen").click()
    learner.go_through(WRONG)
    leave(tab, store)

    assert store.verbs[1] == ["initialized", "terminated"]


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_who_only_looks_is_not_judged(store, visit, mode):
    tab, learner = visit(mode=mode)
    learner.to_lesson(2)
    learner.go_through(RIGHT)
    leave(tab, store)

    assert store.verbs == [["initialized", "terminated"]]


def test_the_mark_of_the_system_goes_before_ours(store, visit):
    tab, learner = visit(mastery=0.5)
    learner.begin()
    learner.go_through({})
    learner.to_lesson(2)
    learner.go_through({**RIGHT, 8: "0", 9: "1"})
    settle(store, "passed")
    leave(tab, store)

    (passed,) = [s for s in store.statements if s["verb"]["id"].endswith("passed")]
    assert passed["result"]["score"]["scaled"] == 0.6
    assert passed["context"]["extensions"][MASTERY] == 0.5


def test_no_words_of_a_learner_leave(store, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({}, until=4)
    learner.here.locator("textarea").fill("Dit gaat niemand iets aan.")
    learner.here.get_by_role("button", name="Bewaar").click()
    learner.go_through({})
    leave(tab, store)

    told = json.dumps(store.statements) + "".join(d.decode() for d in store.documents.values())
    assert "niemand" not in told
    assert "Fijn dat" not in told


def test_a_store_that_is_silent_for_a_while_hears_everything_afterwards(store, visit):
    tab, learner = visit()
    learner.begin()
    learner.go_through({})
    learner.to_lesson(2)
    store.silent = True
    learner.go_through(RIGHT)
    learner.frame.locator(".cp-saving").wait_for()
    assert store.verbs == [["initialized"]]
    store.silent = False
    leave(tab, store)

    assert store.verbs == [["initialized", "completed", "passed", "terminated"]]
    assert state(store).best == 100


def test_opened_without_a_system_the_course_plays_and_says_that_nothing_is_kept(browser, store):
    context = browser.new_context(locale="nl-NL")
    try:
        tab = context.new_page()
        tab.goto(f"{store.course}/index.html")
        learner = Learner(tab.main_frame)
        assert "bewaart niet" in tab.locator(".cp-saving").inner_text()
        learner.begin()
        learner.on()
        assert learner.number == 2
    finally:
        context.close()


# --- the judge itself --------------------------------------------------------------------


def statement(verb: str, store: RecordStore, visit: Visit, **changed: object) -> dict[str, object]:
    judged = verb in {"completed", "passed", "failed"}
    categories = ["cmi5", "moveon"] if judged else ["cmi5"]
    result: dict[str, object] = {"duration": "PT5S"}
    if verb == "completed":
        result["completion"] = True
    if verb in {"passed", "failed"}:
        result["success"] = verb == "passed"
        result["score"] = {"scaled": 1.0 if verb == "passed" else 0.2}
    told: dict[str, object] = {
        "id": "11111111-1111-4111-8111-111111111111",
        "actor": ACTOR,
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"objectType": "Activity", "id": ACTIVITY},
        "timestamp": "2026-11-27T12:00:00Z",
        "result": result,
        "context": {
            "registration": store.registration,
            "extensions": {SESSION: visit.session, MASTERY: 0.8},
            "contextActivities": {
                "grouping": [{"objectType": "Activity", "id": AU}],
                "category": [{"id": f"{CATEGORY}{name}"} for name in categories],
            },
        },
    }
    return told | changed


@pytest.mark.parametrize(
    ("before", "verb", "changed", "number"),
    [
        ([], "passed", {}, "9.3.0.0-4"),
        (["initialized", "terminated"], "completed", {}, "9.3.0.0-5"),
        (["initialized", "completed"], "completed", {}, "9.3.0.0-6"),
        (["initialized", "passed"], "failed", {}, "9.3.0.0-8"),
        (["initialized"], "completed", {"timestamp": "2026-11-27T12:00:00+01:00"}, "9.7.0.0-2"),
        (["initialized"], "completed", {"id": "7"}, "9.1.0.0-1"),
        (["initialized"], "completed", {"actor": {"name": "Sem"}}, "8.1.3.0-3"),
        (["initialized"], "completed", {"context": {}}, "9.6.3.1-4"),
        (
            ["initialized"],
            "passed",
            {"result": {"success": False, "duration": "PT1S"}},
            "9.5.2.0-1",
        ),
        (["initialized"], "terminated", {"result": {}}, "9.5.4.1-1"),
        (
            ["initialized"],
            "passed",
            {"result": {"success": True, "duration": "PT1S", "score": {"scaled": 0.4}}},
            "9.3.4.0-2",
        ),
    ],
)
def test_the_store_of_these_tests_refuses_what_offends(before, verb, changed, number):
    store = RecordStore()
    visit = Visit(token="t", session="s", mode="Normal", mastery=0.8, preferences=True)
    store.visits.append(visit)
    visit.statements += [statement(each, store, visit) for each in before]

    assert number in store.judge(visit, statement(verb, store, visit, **changed), visit.statements)


def test_every_rule_of_the_store_is_a_requirement_of_cmi5():
    store = RecordStore()
    visit = Visit(token="t", session="s", mode="Browse", mastery=0.8)
    looked_at = set(store.rules(visit, {"context": {}}, []))

    assert len(looked_at) >= 30
    assert looked_at | OTHERS <= set(requirements())
