"""The player in a real browser: questions by mouse and by keyboard, a story, going on where one was."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.coursepack.serving import Website, served
from tests.waiting import PATIENCE, until

import coursepack as cp
from coursepack import state as states

pytestmark = pytest.mark.journey

PICTURES = os.environ.get("WERKWIJS_PICTURES", "")
"""A folder to put pictures of the pages in, for looking at them."""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
RESTS = "() => document.getAnimations().every(a => a.playState !== 'running')"
LOOK = """async () => {
    const {violations} = await axe.run({resultTypes: ["violations"]});
    const small = [...document.querySelectorAll('button, .cp-button, select, summary, .cp-option, textarea')]
        .filter(e => e.getClientRects().length)
        .filter(e => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < 43.5);
    return [
        ...violations.map(v => [v.id, v.nodes[0].html]),
        ...small.map(e => ['small', e.outerHTML.slice(0, 120)]),
        ...(document.documentElement.scrollWidth > innerWidth ? [['sideways', String(innerWidth)]] : []),
    ];
}"""


@pytest.fixture
def website(course):
    with served(Website(course)) as site:
        yield site


@pytest.fixture
def opens(browser, website):
    """``tab = opens("/lessons/1.html")``; at the end nothing may have gone wrong in any."""
    contexts, wrong = [], []

    def opening(path="/", *, context=None, goes_wrong="", **how):
        if context is None:
            context = browser.new_context(**{"viewport": PHONE, **how})
            contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE * 1000)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on(
            "console",
            lambda said: (
                wrong.append(said.text)
                if said.type == "error" and not (goes_wrong and goes_wrong in said.text)
                else None
            ),
        )
        tab.goto(website.address + path)
        if how.get("java_script_enabled", True):
            tab.locator("[data-playing]").wait_for(state="attached")
        return tab

    yield opening
    for context in contexts:
        context.close()
    assert wrong == []


def fine(tab, name=""):
    """No barriers, nothing small, nothing sideways; and a picture where wanted."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not tab.evaluate("typeof axe !== 'undefined'"):
        tab.evaluate(AXE_SCRIPT)
    tab.wait_for_function(RESTS)
    assert tab.evaluate(LOOK) == []
    if PICTURES and name:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        width = tab.viewport_size["width"]
        tab.screenshot(path=Path(PICTURES) / f"player-{name}-{width}.png", full_page=True)


def here(tab):
    return tab.locator(".cp-block:not([hidden])")


def number(tab):
    expect(here(tab)).to_have_count(1)
    return int(here(tab).get_attribute("data-number"))


def goes_on(tab):
    tab.get_by_role("button", name="Volgende").or_(
        tab.get_by_role("button", name="Naar het einde")
    ).click()


def kept(tab, course):
    """The state this browser keeps."""
    text = tab.evaluate("key => localStorage.getItem(key)", f"coursepack:{course.key}:state")
    return states.read(text)


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_somebody_goes_through_a_lesson_one_block_at_a_time(opens, course, screen):
    tab = opens("/", viewport=screen)
    fine(tab, "contents")
    tab.get_by_role("link", name="Begin").click()

    expect(here(tab)).to_have_count(1)
    for block in course.lessons[0].blocks:
        assert number(tab) == block.number
        fine(tab, f"block-{block.number}")
        goes_on(tab)
        if block.number < 7:
            expect(here(tab).get_by_role("heading", level=2)).to_be_focused()

    expect(tab.locator(".cp-end")).to_contain_text("Dit is nog niet gedaan")
    assert tab.locator(".cp-left li").all_inner_texts() == ["Sem komt te laat", "Vraag"]
    fine(tab, "end")
    assert kept(tab, course).done == {1, 2, 4, 5, 6}


# --- questions -----------------------------------------------------------------------------

RIGHT = {8: "1", 9: "02", 10: "012", 11: "012", 12: "7"}
WRONG = {8: "0", 9: "1", 10: "210", 11: "120", 12: "2"}


def chooses(tab, code):
    """With the mouse: the question that is shown gets this answer."""
    block = here(tab)
    match block.get_attribute("data-question"):
        case "choice" | "several":
            for option in block.locator(".cp-option").all():
                box = option.locator("input")
                if box.is_checked() != (box.get_attribute("value") in code) and not (
                    box.get_attribute("type") == "radio" and box.is_checked()
                ):
                    option.click()
        case "order":
            texts = ["voordoen", "samen", "alleen"]
            for place, sign in enumerate(code):
                up = block.get_by_role("button", name=f"Zet omhoog: {texts[int(sign)]}")
                while in_order(block).index(texts[int(sign)]) > place:
                    up.click()
        case "match":
            for row, sign in enumerate(code):
                block.locator("select").nth(row).select_option(sign)
        case "estimate":
            block.get_by_label("Jouw getal").fill(code)
    block.locator("form button:not([type=button])").click()


def types(tab, code):
    """The same with nothing but the keyboard, from the heading on."""
    block = here(tab)
    press = tab.keyboard.press
    kind = block.get_attribute("data-question")
    press("Tab")
    match kind:
        case "choice":
            for _ in range(int(code)):
                press("ArrowDown")
            if code == "0":
                press("Space")
        case "several":
            for place in range(3):
                if str(place) in code:
                    press("Space")
                press("Tab")
        case "order":
            # samen, alleen, voordoen: the last goes up twice
            for _ in range(4):
                press("Tab") if not on_button(tab, "Zet omhoog: voordoen") else None
            press("Enter")
            press("Enter")
            expect(block.locator("[role=status]").first).to_contain_text("plaats 1")
        case "match":
            for sign in code:
                tab.keyboard.type(["taken", "contact", "ochtend"][int(sign)])
                press("Tab")
        case "estimate":
            tab.keyboard.type(code)
    button = block.locator("form button:not([type=button])")
    for _ in range(6):
        if button.evaluate("button => button === document.activeElement"):
            break
        press("Tab")
    press("Enter")


def on_button(tab, name):
    return tab.evaluate("document.activeElement.getAttribute('aria-label')") == name


def in_order(block):
    return block.locator(".cp-order span").all_inner_texts()


@pytest.mark.parametrize("does", [chooses, types], ids=["mouse", "keyboard"])
def test_a_test_is_marked_after_its_last_question(opens, course, does):
    tab = opens("/lessons/2.html")
    here(tab).locator("h2").focus()

    for question in course.lessons[1].blocks:
        assert number(tab) == question.number
        fine(tab, f"test-{question.number}")
        does(tab, RIGHT[question.number])
        if question.number < 12:
            expect(here(tab).locator(".cp-told")).to_contain_text("bewaard")
            assert here(tab).locator(".cp-key").is_hidden()
            goes_on(tab)

    end = tab.locator(".cp-end")
    expect(end.get_by_role("heading", name="Einde van deze les")).to_be_focused()
    expect(end).to_contain_text("Je had 5 van de 5 vragen goed.")
    expect(end).to_contain_text("Gehaald. Op je beste keer had je 5 van de 5 vragen goed.")
    fine(tab, "test-end")
    end.get_by_role("link", name="Vraag 1").click()
    expect(here(tab)).to_contain_text("Wie luistert, hoort wat er speelt.")
    assert here(tab).locator("input:enabled, form button:visible").count() == 0
    fine(tab, "test-told")
    assert kept(tab, course).best == 100
    assert kept(tab, course).answers == RIGHT


def test_a_test_may_be_taken_again_and_the_best_time_counts(opens, course):
    tab = opens("/lessons/2.html")

    for answers in (RIGHT, WRONG):
        for question in answers:
            chooses(tab, answers[question])
            if question < 12:
                goes_on(tab)
        told = tab.locator(".cp-result").inner_text()
        if answers is RIGHT:
            tab.get_by_role("button", name="Toets opnieuw doen").click()
            assert number(tab) == 8
            assert here(tab).locator("input:checked").count() == 0

    assert "0 van de 5" in told
    assert "Op je beste keer had je 5 van de 5 vragen goed." in told
    assert (kept(tab, course).best, kept(tab, course).tries) == (100, 2)
    assert tab.locator(".cp-results [data-good=no]").count() == 5


@pytest.fixture
def practice(course):
    """The questions of the test, in an ordinary lesson."""
    lesson = replace(course.lessons[1], test=False, title="Oefenen")
    return replace(course, lessons=(course.lessons[0], lesson))


@pytest.mark.parametrize("number", RIGHT)
def test_an_answer_is_marked_at_once_and_may_be_given_again(opens, website, practice, number):
    website.course = practice
    question = next(block.question for block in practice.blocks if block.number == number)
    tab = opens(f"/lessons/2.html#b{number}")

    chooses(tab, WRONG[number])
    told = here(tab).locator(".cp-told")
    expect(told).to_have_text("Dat is niet goed.")
    expect(here(tab).locator(".cp-key [data-right]").first).to_be_visible()
    fine(tab, f"wrong-{number}")
    chooses(tab, RIGHT[number])
    expect(told).to_have_text("Goed.")
    fine(tab, f"right-{number}")
    if question.feedback:
        expect(here(tab).locator(".cp-explains")).to_have_text(question.feedback)
    assert kept(tab, practice).answers == {number: RIGHT[number]}
    assert kept(tab, practice).done == {number}


def test_only_what_was_chosen_and_what_is_right_is_explained(opens, website, practice):
    website.course = practice
    tab = opens("/lessons/2.html#b9")

    chooses(tab, "1")

    told = here(tab).locator(".cp-key-options > li:visible").all_inner_texts()
    assert [line.split()[0] for line in told] == ["Tijd", "Haast", "Rust"]
    chooses(tab, "02")
    assert here(tab).locator(".cp-key-options > li:visible").count() == 2


@pytest.mark.parametrize(("number", "says"), [(8, "Kies eerst"), (11, "Kies"), (12, "geheel|heel")])
def test_no_answer_is_no_mistake(opens, website, practice, number, says):
    website.course = practice
    tab = opens(f"/lessons/2.html#b{number}")

    here(tab).locator("form button:not([type=button])").click()

    expect(here(tab).locator(".cp-told")).to_have_text(re.compile(says))
    fine(tab)
    assert stored(tab, practice) is None


def stored(tab, course):
    return tab.evaluate("key => localStorage.getItem(key)", f"coursepack:{course.key}:state")


# --- a story, own words ----------------------------------------------------------------------


def test_a_story_goes_on_with_what_somebody_chooses(opens, course):
    tab = opens("/lessons/1.html#b3")

    here(tab).get_by_role("button", name="Vraag wat er was.").press("Enter")

    expect(here(tab).locator(".cp-came")).to_be_focused()
    expect(here(tab)).to_contain_text("Dat helpt.")
    expect(here(tab)).to_contain_text("De bus reed niet.")
    fine(tab, "story-ended")
    assert kept(tab, course).answers == {3: "0"}
    assert kept(tab, course).done == {3}
    here(tab).get_by_role("button", name="Verhaal opnieuw").click()
    here(tab).get_by_role("button", name="Word boos.").click()
    expect(here(tab)).to_contain_text("Dat helpt niet.")
    fine(tab)
    assert kept(tab, course).answers == {3: "1"}


def test_own_words_stay_in_this_browser_until_they_are_wiped(opens, course):
    tab = opens("/lessons/1.html#b4")
    words = here(tab).get_by_label("Jouw woorden")

    words.fill("Geheim van mij")
    here(tab).get_by_role("button", name="Bewaar").click()
    expect(here(tab).locator(".cp-told")).to_have_text("Bewaard.")
    fine(tab, "words")
    tab.reload()
    expect(words).to_have_value("Geheim van mij")
    assert "Geheim" not in stored(tab, course)
    here(tab).get_by_role("button", name="Wis dit").click()
    expect(words).to_have_value("")
    assert "Geheim" not in tab.evaluate("JSON.stringify(localStorage)")


def test_an_open_question_shows_an_example_after_ones_own_words(opens, course):
    tab = opens("/lessons/1.html#b7")

    here(tab).get_by_role("button", name="Vergelijk met een voorbeeld").click()
    expect(here(tab)).to_contain_text("Schrijf eerst iets op.")
    assert here(tab).get_by_text("Fijn dat je er bent.").is_hidden()
    here(tab).get_by_label("Jouw woorden").fill("Hoi")
    here(tab).get_by_role("button", name="Vergelijk met een voorbeeld").click()
    expect(here(tab).get_by_text("Fijn dat je er bent.")).to_be_visible()
    fine(tab, "open")
    assert kept(tab, course).answers == {7: "+"}


# --- going on ----------------------------------------------------------------------------------


def test_somebody_goes_on_at_the_block_where_they_were(opens, course):
    tab = opens("/lessons/1.html")
    goes_on(tab)
    goes_on(tab)
    later = opens("/", context=tab.context)
    tab.close()

    expect(later.locator("li[data-lesson='1'] [data-progress]")).to_have_text("2 van 7 gedaan")
    later.get_by_role("link", name="Ga verder waar je was").click()
    assert number(later) == 3


def test_large_text_on_a_small_screen_is_still_one_column(opens):
    tab = opens("/lessons/2.html", viewport={"width": 320, "height": 600}, reduced_motion="reduce")
    tab.evaluate("document.documentElement.style.fontSize = '200%'")

    for _ in range(5):
        fine(tab)
        goes_on(tab)
    fine(tab)


def test_paper_shows_every_block(opens):
    tab = opens("/lessons/1.html")
    tab.emulate_media(media="print")

    assert tab.locator(".cp-block:visible").count() == 7
    assert tab.locator(".cp-steps:visible, .cp-act:visible").count() == 0


def test_time_counts_only_while_somebody_is_busy(opens, course):
    tab = opens("/")
    tab.clock.install()
    tab.goto(tab.url + "lessons/1.html")
    tab.locator("[data-playing]").wait_for(state="attached")
    tab.clock.run_for(30_000)
    tab.mouse.move(5, 5)
    tab.clock.run_for(600_000)
    goes_on(tab)

    assert 85 <= kept(tab, course).seconds[1] <= 95


def test_without_scripts_everything_is_there(opens):
    tab = opens("/lessons/1.html", java_script_enabled=False)

    assert tab.locator(".cp-block:visible").count() == 7
    tab.get_by_text("Lees het hele verhaal").click()
    expect(tab.get_by_text("Sem zegt niets meer.")).to_be_visible()


def test_should_the_player_not_come_everything_is_there_soon(browser, website):
    tab = browser.new_page()
    tab.route("**/player/player.js", lambda route: route.abort())
    tab.goto(website.address + "/lessons/1.html")

    expect(tab.get_by_text("Wat zou jij zeggen?")).to_be_visible()
    assert tab.locator(".cp-block:visible").count() == 7
    tab.close()


# --- aloud ---------------------------------------------------------------------------------------

VOICE = """
    window.said = [];
    const voice = {lang: "nl-NL", localService: %s, name: "Stem"};
    Object.defineProperty(window, "speechSynthesis", {value: {
        getVoices: () => [voice], cancel() {}, addEventListener() {},
        speak(one) { said.push(one.text.trim()); setTimeout(() => one.onend && one.onend()); },
    }});
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def test_a_voice_of_this_device_reads_the_block_that_is_shown(opens, website):
    tab = opens("/")
    tab.add_init_script(VOICE % "true")
    tab.goto(website.address + "/lessons/1.html")

    here(tab).get_by_role("button", name="Lees voor").click()

    tab.wait_for_function("() => said.length === 4")
    assert tab.evaluate("said") == ["Eerst luisteren", "Praat rustig.", "één", "twee"]
    expect(here(tab).get_by_role("button", name="Lees voor")).to_be_visible()


def test_a_voice_far_away_is_never_used(opens, website):
    tab = opens("/")
    tab.add_init_script(VOICE % "false")
    tab.goto(website.address + "/lessons/1.html")
    tab.locator("[data-playing]").wait_for(state="attached")

    assert tab.get_by_role("button", name="Lees voor").count() == 0


@pytest.fixture
def film(course):
    """A lesson with a picture, a text somebody reads, and a film with captions and all its words."""
    picture = cp.File(name="media/bus.png", alt="Een bus", credit="Eigen tekening")
    blocks = (
        cp.Text(
            number=1,
            title="Op tijd",
            text="De bus rijdt.",
            picture=picture,
            sound=cp.File(name="media/op-tijd.wav"),
        ),
        cp.Media(
            number=2,
            title="Sem vertelt",
            media="video",
            file=cp.File(name="media/sem.webm"),
            captions=cp.File(name="media/sem.vtt"),
            transcript="Sem *lacht*.",
        ),
        cp.Media(number=3, title="De halte", media="image", file=picture),
    )
    return replace(course, lessons=(cp.Lesson(number=1, title="Op tijd", blocks=blocks),))


def test_a_recording_goes_before_a_voice(opens, website, film):
    website.course = film
    tab = opens("/")
    tab.add_init_script(VOICE % "true")
    tab.goto(website.address + "/lessons/1.html")
    aloud = here(tab).locator(".cp-listen")

    aloud.click()

    expect(aloud).to_have_text("Stop")
    tab.wait_for_function("() => document.querySelector('audio').ended")
    expect(aloud).to_have_text("Lees voor")
    assert tab.evaluate("said") == []


def test_a_film_has_captions_and_all_its_words(opens, website, film):
    website.course = film
    tab = opens("/lessons/1.html", goes_wrong="media")
    fine(tab, "picture")
    expect(here(tab).get_by_alt_text("Een bus")).to_be_attached()
    goes_on(tab)

    here(tab).get_by_text("Lees wat er te zien en te horen is").click()

    expect(here(tab).locator("em")).to_have_text("lacht")
    assert here(tab).locator("track[kind=captions]").get_attribute("srclang") == "nl"
    fine(tab, "film")
    goes_on(tab)
    fine(tab, "image")
    goes_on(tab)
    assert kept(tab, film).done == {1, 2, 3}


# --- our own site -----------------------------------------------------------------------------


def test_our_site_keeps_each_block_that_is_done(opens, website):
    website.adapter = "own"
    tab = opens("/lessons/1.html")

    with tab.expect_response("**/bewaar"):
        goes_on(tab)
    assert website.kept.done == {1}
    here(tab).get_by_role("button", name="Volgende")
    tab.close(run_before_unload=True)
    again = opens("/")
    again.get_by_role("link", name="Ga verder").click()
    assert number(again) == 2


def test_leaving_keeps_where_somebody_is(opens, website):
    website.adapter = "own"
    tab = opens("/lessons/1.html")
    for _ in range(3):
        goes_on(tab)
    tab.get_by_role("button", name="Vorige").click()
    tab.get_by_role("link", name="Alle lessen").click()
    tab.wait_for_url(website.address + "/")

    assert until(lambda: website.kept.at == 3)


def test_what_cannot_be_kept_now_is_kept_later_and_somebody_is_told(opens, website):
    website.adapter = "own"
    website.broken = True
    tab = opens("/lessons/1.html", goes_wrong="503")
    goes_on(tab)
    notice = tab.locator(".cp-saving")
    expect(notice).to_contain_text("Bewaren lukt nu niet")
    fine(tab, "not-kept")

    website.broken = False
    goes_on(tab)

    expect(notice).to_contain_text("Alles is weer bewaard.", timeout=15_000)
    assert website.kept.done == {1, 2}


def test_what_was_not_kept_is_found_back_when_somebody_returns(opens, website):
    website.adapter = "own"
    website.broken = True
    tab = opens("/lessons/1.html", goes_wrong="503")
    goes_on(tab)
    expect(tab.locator(".cp-saving")).to_be_visible()
    later = opens("/lessons/1.html", context=tab.context, goes_wrong="503")
    tab.close()
    website.broken = False
    assert until(lambda: website.kept.done >= {1})
    assert until(lambda: later.evaluate("Object.keys(localStorage)") == [])


def test_own_words_go_to_our_site_and_nowhere_else(opens, website):
    website.adapter = "own"
    tab = opens("/lessons/1.html#b4")

    here(tab).get_by_label("Jouw woorden").fill("Van mij")
    here(tab).get_by_role("button", name="Bewaar").click()

    expect(here(tab).locator(".cp-told")).to_have_text("Bewaard.")
    assert website.words == {4: "Van mij"}
    assert until(lambda: website.kept.done == {4})
    assert tab.evaluate("Object.keys(localStorage)") == []
