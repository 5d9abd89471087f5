"""Every page of the set-up in a real browser: no barriers, not too wide, large enough to touch."""

import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from werkwijs.studies import consent, locking, opening, statements

pytestmark = pytest.mark.journey

LONG = "een woord dat langer is dan je denkt " * 7
SMALL = """() => [...document.querySelectorAll('button, .button, select, textarea, input')]
    .filter(e => e.offsetParent && !['checkbox', 'radio', 'hidden'].includes(e.type))
    .filter(e => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < 44)
    .map(e => e.outerHTML)"""
PICTURES = os.environ.get("WERKWIJS_PICTURES", "")
"""A folder to put pictures of the pages in, for looking at them."""


@pytest.fixture
def example(organisation, ana):
    study = opening.from_example(organisation, ana)
    consent.publish(consent.draft(study), by=ana)
    consent.begin(study, by=ana)
    statements.add(study, LONG[:300], by=ana, easy="iets makkelijkers")
    statements.drop(study.statements.first(), by=ana)
    return study


@pytest.fixture
def opens(browser, live_server, sign_in):
    """``tab = opens(ana, 360)``: a browser in which somebody signed in."""
    tabs = []

    def open_for(who, width):
        client = sign_in(Client(), who)
        tab = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url
        ).new_page()
        tab.context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": live_server.url}
                for name, morsel in client.cookies.items()
            ]
        )
        tabs.append(tab)
        return tab

    yield open_for
    for tab in tabs:
        tab.context.close()


def pages_of(study):
    def at(name, *more):
        return reverse(f"studies:{name}", args=[study.slug, *more])

    return {
        "list": reverse("studies:list"),
        "begin": reverse("studies:begin"),
        "begin-empty": reverse("studies:begin_so", args=["leeg"]),
        "begin-example": reverse("studies:begin_so", args=["voorbeeld"]),
        "begin-copy": reverse("studies:begin_so", args=["kopie"]),
        "overview": at("study"),
        "question": at("question"),
        "groups": at("groups"),
        "group": at("group", study.groups.first().pk),
        "texts": at("texts"),
        "text": at("text", "welcome"),
        "consent": at("consent"),
        "consent-1": at("consent_version", 1),
        "consent-2": at("consent_version", 2),
        "scales": at("scales"),
        "scale": at("scale", study.scales.first().pk),
        "new-scale": at("new_scale"),
        "choices": at("choices"),
        "worry": at("worry"),
        "statements": at("statements"),
        "statement": at("statement", study.statements.last().pk),
        "new-statement": at("new_statement"),
        "paste": at("paste"),
        "phase-ideas": at("phase", "ideas"),
        "phase-sorting": at("phase", "sorting"),
        "preview-welcome": at("preview", "welcome"),
        "preview-consent": at("preview", "consent"),
        "preview-statement": at("preview", "statement"),
        "preview-rating": at("preview", "rating"),
    }


def look(tab, name, width, barriers):
    if PICTURES:
        tab.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    return [(name, problem) for problem in [*barriers(tab), *tab.evaluate(SMALL)]]


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_of_the_set_up_has_a_barrier(opens, barriers, example, ana, width):
    tab = opens(ana, width)
    found = []
    for name, address in pages_of(example).items():
        assert tab.goto(address).status == 200, name
        found += look(tab, name, width, barriers)

    assert found == []


def test_who_only_reads_meets_no_barrier(opens, barriers, example, carla):
    tab = opens(carla, 360)
    found = []
    for name in ("list", "overview", "question", "choices", "consent-2", "scale", "statement"):
        tab.goto(pages_of(example)[name])
        found += look(tab, f"reads-{name}", 360, barriers)

    assert found == []


@pytest.mark.parametrize("width", [320, 1280])
def test_forms_that_come_back_have_no_barrier(opens, barriers, example, ana, width):
    tab = opens(ana, width)
    found = []

    tab.goto(pages_of(example)["worry"])
    for name in ("worry_reader", "worry_when", "worry_call"):
        tab.fill(f"[name={name}]", "")
    tab.get_by_role("button", name="Bewaar").click()
    found += look(tab, "worry-empty", width, barriers)

    tab.goto(pages_of(example)["choices"])
    tab.fill("[name=batch_size]", "-3")
    tab.get_by_role("button", name="Bewaar").click()
    found += look(tab, "choices-negative", width, barriers)

    tab.goto(pages_of(example)["new-statement"])
    tab.fill("[name=text]", LONG * 20)
    tab.get_by_role("button", name="Voeg de uitspraak toe").click()
    assert tab.input_value("[name=text]").strip() == (LONG * 20).strip()
    found += look(tab, "statement-long", width, barriers)

    tab.goto(pages_of(example)["question"])
    type(example).objects.filter(pk=example.pk).update(title="Van een collega")
    tab.fill("[name=title]", "Van mij")
    tab.get_by_role("button", name="Bewaar").click()
    assert "Van een collega" in tab.inner_text(".error-summary")
    found += look(tab, "question-stale", width, barriers)

    assert found == []


def test_a_study_is_opened_by_keyboard_alone(opens, barriers, organisation, ana):
    study = opening.from_example(organisation, ana)
    consent.publish(consent.draft(study), by=ana)
    tab = opens(ana, 1280)
    tab.goto(reverse("studies:study", args=[study.slug]))

    def go_to(words, most=60):
        for _ in range(most):
            tab.keyboard.press("Tab")
            if words in (tab.evaluate("document.activeElement.innerText") or ""):
                return tab.keyboard.press("Enter")
        raise AssertionError(words)

    go_to("Verder naar: Ideeën")
    tab.wait_for_url("**/fase/ideas/")
    go_to("Open de fase Ideeën")
    tab.wait_for_url(f"**{reverse('studies:study', args=[study.slug])}")

    assert "Nu: Ideeën" in tab.inner_text("main")
    assert barriers(tab) == []


def test_the_locked_set_has_no_barrier(opens, barriers, example, ana):
    locking.lock(example, by=ana)
    tab = opens(ana, 360)
    tab.goto(pages_of(example)["statements"])
    found = look(tab, "statements-locked", 360, barriers)
    tab.goto(pages_of(example)["statement"])

    assert found + look(tab, "statement-locked", 360, barriers) == []
