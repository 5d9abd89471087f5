"""An invented course on a published edition, frozen, with a group and people who learn."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.werkwijs.cards.deck_edition import published
from tests.werkwijs.cards.sample_edition import sample
from tests.werkwijs.training.small_course import GIVEN, fill

from werkwijs.cards import example
from werkwijs.cards.models import Edition
from werkwijs.lib import codes
from werkwijs.training import freezing, making
from werkwijs.training.models import Course, Group, Learner, Route, Version


@pytest.fixture
def edition(organisation) -> Edition:
    return published(organisation)


@pytest.fixture
def course(organisation, edition, tess) -> Course:
    """Two lessons: one to read and do, and a closing test; for job coaches, and a part for employers."""
    made = making.begin(organisation, title="Contact maken", edition=edition, by=tess)
    fill(made)
    made.refresh_from_db()
    return made


@pytest.fixture
def version(course, tess) -> Version:
    return freezing.freeze(course, by=tess)


@pytest.fixture
def group(version, tess) -> Group:
    return Group.objects.create(
        organisation=version.organisation,
        version=version,
        route=Route.JOB_COACH,
        name="Groep voorjaar",
        trainer=tess,
        code=GIVEN,
    )


@pytest.fixture
def learner(group) -> Learner:
    return joined(group)


def joined(group: Group) -> Learner:
    """One more learner; `link_of` is where they learn."""
    salt = codes.new_salt()
    made: Learner = Learner.objects.create(
        group=group,
        number=group.learners.count() + 1,
        salt=salt,
        stored_link=codes.looked_up("learning", codes.link("learning", salt)),
    )
    return made


def link_of(learner: Learner) -> str:
    """The code in the address of their pages."""
    return codes.link("learning", learner.salt)


@pytest.fixture
def desk(tess, sign_in) -> Client:
    """The trainer, signed in."""
    return sign_in(Client(), tess)


@pytest.fixture
def picture() -> Callable[..., None]:
    """``picture(tab, "name")``: kept to be looked at by people, where WERKWIJS_PICTURES says."""
    folder = os.environ.get("WERKWIJS_PICTURES", "")

    def keep(tab: Any, name: str, *, whole: bool = False) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            tab.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)

    return keep


@pytest.fixture
def opens(browser: Any) -> Iterator[Callable[..., Any]]:
    """``opens(360)``: a new browser, as wide; at the end all are closed, and no script failed in any."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def opening(width: int = 1280, **facts: Any) -> Any:
        facts.setdefault("viewport", {"width": width, "height": 740 if width < 600 else 900})
        context = browser.new_context(locale="nl-NL", **facts)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        return tab

    yield opening
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def example_edition(organisation) -> Edition:
    """The example cards as an edition, without the map they rest on in the demo."""
    document, _ = sample()
    cards = []
    for told in example.cards():
        texts = {
            audience: {
                "title": text["title"],
                "why": text["why"],
                "actions": text["actions"],
                "question": text["question"],
                "easy": text.get("easy", ""),
                "picture": None,
                "sound": None,
                "statements": text["statements"],
                "read_by": {"n": 1, "experts": 0},
            }
            for audience, text in example.texts(told).items()
        }
        cards.append({"number": told["number"], "key": "", "theme": told["theme"], "texts": texts})
    return published(organisation, {**document, "cards": cards})
