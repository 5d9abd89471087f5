"""What the player says to a learning system of SCORM, in which order, and what when that fails."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.coursepack.serving import Website, served

from coursepack import State
from coursepack import state as states

pytestmark = pytest.mark.journey

SYSTEM = """([version, values, refused]) => {
    const names = {scorm12: "API", scorm2004: "API_1484_11"};
    const prefix = version === "scorm12" ? "LMS" : "";
    const calls = window.calls = [];
    const api = {};
    const tell = (name, answer) => { api[prefix + name] = (...told) => {
        calls.push([name, ...told]);
        return String(answer(...told));
    }; };
    window.values = values;
    tell("Initialize", () => "true");
    tell("GetValue", (name) => values[name] || "");
    tell("SetValue", (name, value) => {
        if (refused.includes(name)) return "false";
        values[name] = value;
        return "true";
    });
    tell("Commit", () => !refused.includes("commit"));
    tell(version === "scorm12" ? "Finish" : "Terminate", () => "true");
    tell("GetLastError", () => "0");
    window[names[version]] = api;
    document.querySelector("iframe").src = "/index.html";
}"""
ALL = frozenset(range(1, 13))
PASSED = State(at=12, done=ALL, best=100, tries=1, answers={8: "1"})
FAILED = State(at=12, done=ALL, best=60, tries=1, answers={8: "0"})
HALF = State(at=3, done=frozenset({1, 2}), best=60, tries=1)


@pytest.fixture
def website(course):
    with served(Website(course)) as site:
        yield site


@pytest.fixture
def begins(browser, website):
    """``tab, course = begins("scorm12", {"cmi.suspend_data": ...}, ["commit"])``"""
    tabs = []

    def beginning(version, values=None, refused=()):
        website.adapter = version
        tab = browser.new_page(viewport={"width": 900, "height": 800})
        tabs.append(tab)
        tab.goto(website.address + "/system")
        tab.evaluate(SYSTEM, [version, values or {}, list(refused)])
        course = tab.frame_locator("iframe")
        course.locator("[data-playing]").wait_for(state="attached")
        return tab, course

    yield beginning
    for tab in tabs:
        tab.close()


def with_state(state, **more):
    return {"cmi.suspend_data": states.write(state), **more}


def leaves(tab):
    """Closes the course; what was said until then."""
    tab.evaluate("() => document.querySelector('iframe').remove()")
    return tab.evaluate("calls"), tab.evaluate("values")


def one_block_on(course):
    course.locator(".cp-on").click()


def test_a_first_visit_is_incomplete_and_comes_back(begins):
    tab, course = begins("scorm12")
    course.get_by_role("link", name="Begin").click()
    one_block_on(course)

    calls, values = leaves(tab)

    assert values["cmi.core.lesson_status"] == "incomplete"
    assert values["cmi.core.exit"] == "suspend"
    assert values["cmi.core.lesson_location"] == "b2"
    assert states.read(values["cmi.suspend_data"]).done == {1}
    assert "cmi.core.score.raw" not in values
    assert [call[0] for call in calls].count("Finish") == 1
    assert calls[-1] == ["Finish", ""]


def test_somebody_comes_back_at_the_block_where_they_were(begins):
    _, course = begins("scorm12", with_state(HALF))

    expect(course.locator(".cp-block:not([hidden])")).to_have_attribute("data-number", "3")


@pytest.mark.parametrize(
    ("version", "kept", "status"),
    [
        ("scorm12", PASSED, {"cmi.core.lesson_status": "passed", "cmi.core.exit": ""}),
        ("scorm12", FAILED, {"cmi.core.lesson_status": "failed", "cmi.core.exit": "suspend"}),
        ("scorm12", HALF, {"cmi.core.lesson_status": "incomplete", "cmi.core.exit": "suspend"}),
        (
            "scorm2004",
            PASSED,
            {
                "cmi.completion_status": "completed",
                "cmi.success_status": "passed",
                "cmi.exit": "normal",
                "cmi.score.scaled": "1",
                "cmi.progress_measure": "1.0000",
            },
        ),
        (
            "scorm2004",
            FAILED,
            {
                "cmi.completion_status": "completed",
                "cmi.success_status": "failed",
                "cmi.exit": "suspend",
                "cmi.score.scaled": "0.6",
            },
        ),
        (
            "scorm2004",
            HALF,
            {
                "cmi.completion_status": "incomplete",
                "cmi.success_status": None,
                "cmi.exit": "suspend",
                "cmi.progress_measure": "0.1667",
            },
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_the_status_is_said_in_so_many_words(begins, version, kept, status):
    tab, _ = begins(version, with_state(kept))

    _, values = leaves(tab)

    assert {name: values.get(name) for name in status} == status


def test_the_score_is_written_before_the_status_and_then_it_is_committed(begins):
    tab, _ = begins("scorm12", with_state(FAILED))

    calls, _ = leaves(tab)

    told = [call[1] if call[0] == "SetValue" else call[0] for call in calls]
    order = [
        "cmi.suspend_data",
        "cmi.core.score.raw",
        "cmi.core.score.min",
        "cmi.core.score.max",
        "cmi.core.lesson_status",
        "Commit",
        "Finish",
    ]
    last = [told.index(name, told.index("cmi.suspend_data")) for name in order]
    assert last == sorted(last)


@pytest.mark.parametrize("before", ["passed", "completed"])
def test_what_was_reached_once_is_never_worse(begins, before):
    tab, course = begins("scorm12", {"cmi.core.lesson_status": before})
    course.get_by_role("link", name="Begin").click()
    one_block_on(course)

    calls, values = leaves(tab)

    assert values["cmi.core.lesson_status"] == before
    assert ["SetValue", "cmi.core.lesson_status", "incomplete"] not in calls


@pytest.mark.parametrize("refused", ["cmi.suspend_data", "cmi.core.lesson_status", "commit"])
def test_somebody_is_told_when_the_system_keeps_nothing(begins, refused):
    _, course = begins("scorm12", refused=[refused])
    course.get_by_role("link", name="Begin").click()

    one_block_on(course)

    expect(course.locator(".cp-saving")).to_contain_text("Je leersysteem bewaart niet wat je doet.")
    one_block_on(course)
    expect(course.locator(".cp-block:not([hidden])")).to_have_attribute("data-number", "3")


@pytest.mark.parametrize("refused", ["cmi.core.score.min", "cmi.core.session_time"])
def test_what_a_system_need_not_know_may_be_refused(begins, refused):
    _, course = begins("scorm12", with_state(FAILED), [refused])
    course.get_by_role("link", name="Begin").or_(course.get_by_role("link", name="Kijk")).click()
    one_block_on(course)

    expect(course.locator(".cp-place")).to_have_text("2 van 7")
    assert course.locator(".cp-saving").is_hidden()


def test_who_only_looks_changes_nothing(begins):
    tab, _ = begins("scorm12", with_state(HALF, **{"cmi.core.lesson_mode": "review"}))

    calls, _ = leaves(tab)

    assert {call[0] for call in calls} == {"Initialize", "GetValue", "Finish"}


def test_without_a_system_somebody_is_told_and_this_browser_remembers(browser, website):
    website.adapter = "scorm12"
    tab = browser.new_page()
    tab.goto(website.address + "/")
    expect(tab.locator(".cp-saving")).to_contain_text("Je leersysteem bewaart niet")
    tab.get_by_role("link", name="Begin").click()
    tab.locator(".cp-on").click()
    tab.reload()

    expect(tab.locator(".cp-block:not([hidden])")).to_have_attribute("data-number", "2")
    tab.close()


def test_one_window_shows_lessons_and_contents_after_each_other(begins):
    tab, course = begins("scorm2004")
    course.get_by_role("link", name="Begin").click()
    for _ in range(7):
        one_block_on(course)
    course.get_by_role("link", name="Naar les: Toets").click()
    expect(course.locator(".cp-block:not([hidden])")).to_have_attribute("data-number", "8")
    expect(course.get_by_role("heading", name="Vraag 1")).to_be_focused()
    course.get_by_role("link", name="Alle lessen").first.click()

    expect(course.locator("li[data-lesson='1'] [data-progress]")).to_have_text("5 van 7 gedaan")
    assert tab.evaluate("calls").count(["Initialize", ""]) == 1
