"""Plain pages: unpacked in a folder and opened, without a server and without a learning system."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.coursepack.conftest import sample
from tests.coursepack.learning_system import unpacked
from tests.coursepack.playing_along import RIGHT, Learner
from tests.waiting import PATIENCE

from coursepack.package import package

pytestmark = pytest.mark.journey


@pytest.fixture
def folder(tmp_path):
    for name, content in unpacked(package(sample(), {}, "html")).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.fixture(params=[360, 1280])
def tab(request, browser):
    context = browser.new_context(locale="nl-NL", viewport={"width": request.param, "height": 740})
    context.set_default_timeout(PATIENCE * 1000)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    context.close()
    assert wrong == []


def barriers(tab) -> list[str]:
    found = Axe().run(tab).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def test_a_course_in_a_folder_is_played_to_its_end_and_remembered(folder, tab):
    tab.goto((folder / "index.html").as_uri())
    assert barriers(tab) == []
    learner = Learner(tab.main_frame)
    learner.begin()
    assert tab.url.partition("#")[0].endswith("/lessons/1.html")
    learner.go_through({})
    assert barriers(tab) == []
    learner.to_lesson(2)
    learner.go_through(RIGHT)
    assert barriers(tab) == []
    tab.get_by_role("link", name="Alle lessen").last.click()

    Learner(tab.main_frame)
    told = tab.locator("[data-outcome]").inner_text()
    assert told == "Gehaald. Op je beste keer had je 5 van de 5 vragen goed."


def test_nothing_is_fetched_from_elsewhere(folder, tab):
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((folder / "index.html").as_uri())
    Learner(tab.main_frame).begin()

    assert asked
    assert [url for url in asked if not url.startswith("file://")] == []


def test_a_page_is_no_wider_than_a_phone(folder, tab):
    for page in ("index.html", "lessons/1.html", "lessons/2.html"):
        tab.goto((folder / page).as_uri())
        Learner(tab.main_frame)
        width = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, page
