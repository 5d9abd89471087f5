"""The cast of the website's tests. Everybody is invented.

ana runs studies, bilal is her colleague who does so too, carla reads and researches, dewi administers,
tess makes courses and gives them,
dirk runs studies in another organisation. Participants have no names, only pseudonyms.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from tests.werkwijs import entering, postgres
from tests.werkwijs.config import running

from werkwijs.accounts.models import Membership, Organisation, Role, User
from werkwijs.participation import consenting
from werkwijs.participation import person as participating
from werkwijs.participation.joining import join
from werkwijs.participation.models import Participant
from werkwijs.studies.models import ConsentText, Group, Phase, Scale, ScaleStep, Statement, Study


@pytest.fixture(autouse=True)
def nobody_has_guessed_yet():
    cache.clear()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL; skipped, with the reason, where there is none."""
    try:
        with postgres.cluster(durable=False) as url:
            yield url
    except postgres.NoPostgres as missing:
        pytest.skip(str(missing))


@pytest.fixture(autouse=True)
def the_log_can_be_emptied_between_tests(request):
    """Tests that write for good are cleaned up by emptying every table, which the log refuses."""
    marker = request.node.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction")
    for_good = marked or {"transactional_db", "live_server"} & set(request.fixturenames)
    if for_good:
        request.getfixturevalue("transactional_db")
    yield
    if for_good:
        entering.let_the_log_be_emptied()


@pytest.fixture(scope="session")
def made_example_website(tmp_path_factory) -> Path:
    example = Path(__file__).resolve().parents[2] / "examples" / "sterk-in-werk"
    return running.founded_with(tmp_path_factory.mktemp("example") / "data", example)


@pytest.fixture
def example_website(made_example_website, tmp_path) -> Path:
    """A data folder of a website with the example study in it, sorted and all; nobody serves it yet."""
    return Path(shutil.copytree(made_example_website, tmp_path / "data"))


def person(name: str, organisation: Organisation, *roles: str) -> User:
    user = User.objects.create_user(
        f"{name}@voorbeeld.example", entering.PASSWORD, name=name.title()
    )
    for role in roles:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


@pytest.fixture
def organisation(db) -> Organisation:
    return Organisation.objects.create(name="De Linde (verzonnen)")


@pytest.fixture
def elsewhere(db) -> Organisation:
    return Organisation.objects.create(name="De Iep (verzonnen)")


@pytest.fixture
def ana(organisation) -> User:
    return person("ana", organisation, Role.FACILITATOR)


@pytest.fixture
def bilal(organisation) -> User:
    return person("bilal", organisation, Role.FACILITATOR)


@pytest.fixture
def carla(organisation) -> User:
    return person("carla", organisation, Role.RESEARCHER)


@pytest.fixture
def dewi(organisation) -> User:
    return person("dewi", organisation, Role.ADMINISTRATOR)


@pytest.fixture
def tess(organisation) -> User:
    return person("tess", organisation, Role.TRAINER)


@pytest.fixture
def dirk(elsewhere) -> User:
    return person("dirk", elsewhere, Role.FACILITATOR)


@pytest.fixture
def sign_in():
    """``sign_in(client, ana)``: she is signed in, second factor and all."""
    return entering.sign_in


@pytest.fixture
def staff_in_browser():
    """``staff_in_browser(page, live_server, ana)``: she is signed in, second factor and all."""

    def signing(page, live_server, user: User) -> None:
        entering.in_browser(page, live_server.url, user)

    return signing


@pytest.fixture
def takes_part(study):
    """``client, participant = takes_part("jongere")``: somebody on a phone of their own, who agreed."""

    def joining_in(
        group: str | None = None, *, of: Study = study, **facts
    ) -> tuple[Client, Participant]:
        participant = join(of, group=of.groups.filter(key=group).first(), **facts)
        if text := consenting.current(of):
            consenting.agree(participant, text=text, easy=participant.easy)
        answer = HttpResponse()
        participating.let_in(answer, participant, shared=False)
        client = Client()
        client.cookies.update(answer.cookies)
        return client, participant

    return joining_in


TEXTS = [
    "je werk doet dat je leuk vindt",
    "je jobcoach je goed kent",
    "je baas rustig blijft als je een fout maakt",
    "collega's je meenemen in de pauze",
    "je hulp krijgt bij je schulden",
    "je genoeg slaapt",
]


@pytest.fixture
def study(organisation, ana) -> Study:
    """A small study in which people sort and rate: two groups, six statements, one scale."""
    made = Study.objects.create(
        organisation=organisation,
        slug="werk",
        title="Werk vinden en houden",
        prompt="Wat helpt om werk te vinden en te houden?",
        phase=Phase.SORTING,
        worry_reader="Ana van het studieteam",
        worry_when="dezelfde dag",
        worry_call="Bel je begeleider, of 112 als er gevaar is.",
        invented=True,
        created_by=ana,
    )
    for order, (key, name) in enumerate([("jongere", "Jongere"), ("werkgever", "Werkgever")]):
        Group.objects.create(study=made, key=key, name=name, easy=key == "jongere", order=order)
    scale = Scale.objects.create(
        study=made, key="belang", question="Hoe belangrijk is dit voor jou?", minimum=1, maximum=3
    )
    for value, word in enumerate(["niet", "een beetje", "veel"], start=1):
        ScaleStep.objects.create(scale=scale, value=value, word=word, picture=f"blocks-{value}")
    for number, text in enumerate(TEXTS, start=1):
        Statement.objects.create(study=made, number=number, text=text, order=number)
    ConsentText.objects.create(
        study=made,
        version=1,
        easy="Je doet mee als je dat wilt. Je mag altijd stoppen.",
        ordinary="Deelname is vrijwillig. Je kunt op elk moment stoppen.",
        question="Mag je stoppen als je dat wilt?",
        answers=["Ja, altijd", "Nee"],
        right_answer=0,
        explanation="Je mag altijd stoppen. Ook als je al begonnen bent.",
        published_at=made.created_at,
    )
    return made


HAS_AXE = "typeof axe !== 'undefined'"
LOOK = """async () => {
    const moving = document.getAnimations().filter(
        (a) => a.playState === "running" && a.effect.getComputedTiming().endTime < Infinity);
    await Promise.allSettled(moving.map((a) => a.finished));
    const {violations} = await axe.run({resultTypes: ["violations"]});
    return [
        violations.map((v) => [v.id, v.nodes[0].html]),
        document.documentElement.scrollWidth,
        window.innerWidth,
    ];
}"""
"""When what moves has come to rest: halfway a change of colour no contrast is right.
Only what is wrong comes out of the browser: all that is right is a hundred times as much to carry."""
TRIES = 20


@pytest.fixture
def barriers() -> Callable[[Any], list[tuple[str, str]]]:
    """What axe finds, all its rules; and whether the page must be scrolled sideways."""
    from axe_playwright_python.base import AXE_SCRIPT
    from playwright.sync_api import Error

    def found(tab: Any) -> Any:
        tab.wait_for_load_state()
        if not tab.evaluate(HAS_AXE):
            tab.evaluate(AXE_SCRIPT)
        return tab.evaluate(LOOK)

    def look(tab: Any) -> list[tuple[str, str]]:
        for left in reversed(range(TRIES)):
            try:
                problems, wide, seen = found(tab)
                break
            except Error:  # the page was just being left for the next: however slowly it goes
                if not left:
                    raise
                time.sleep(0.25)
        sideways = [("sideways", f"{wide} > {seen}")] if wide > seen else []
        return [*map(tuple, problems), *sideways]

    return look
