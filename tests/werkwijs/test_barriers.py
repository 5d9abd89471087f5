"""The eyes of the browser tests: what they see, also on the second look."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.journey

GOOD = "<html lang=nl><title>Kaarten</title><main><h1>Kaarten</h1></main></html>"
PICTURE = "<img src='data:,'>"


@pytest.fixture
def tab(browser):
    opened = browser.new_page(viewport={"width": 360, "height": 740})
    yield opened
    opened.close()


def test_a_page_for_everybody_has_no_barriers(tab, barriers):
    tab.set_content(GOOD)

    assert barriers(tab) == []


def test_what_comes_between_two_looks_is_seen_and_what_goes_is_gone(tab, barriers):
    tab.set_content(GOOD)
    assert barriers(tab) == []

    tab.evaluate(f'document.querySelector("main").insertAdjacentHTML("beforeend", "{PICTURE}")')
    assert [rule for rule, _ in barriers(tab)] == ["image-alt"]
    tab.evaluate("document.querySelector('img').remove()")
    assert barriers(tab) == []


def test_on_the_next_page_the_barrier_of_that_page_is_told_with_its_place(tab, barriers):
    tab.set_content(GOOD)
    barriers(tab)
    tab.goto("data:text/html," + GOOD.replace("</h1>", f"</h1>{PICTURE}"))

    assert barriers(tab) == [("image-alt", '<img src="data:,">')]


def test_a_page_wider_than_the_window_is_told(tab, barriers):
    tab.set_content(GOOD.replace("<h1>", "<h1 style='width: 500px; margin: 0'>"))

    assert barriers(tab) == [("sideways", "508 > 360")]


def test_colours_are_looked_at_when_they_have_changed(tab, barriers):
    style = "<style>h1 { color: white; transition: color .3s } .dark { color: black }</style>"
    tab.set_content(GOOD.replace("<title>", f"{style}<title>"))
    tab.evaluate("document.querySelector('h1').className = 'dark'")

    assert barriers(tab) == []
