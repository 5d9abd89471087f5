"""The person's pages in a real browser: a small screen, large text, and no way that stops."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from tests.werkwijs.conftest import person
from tests.werkwijs.sharing.pages import OF_A_WAY
from tests.werkwijs.training.conftest import example_edition  # noqa: F401

from werkwijs.accounts.models import Role
from werkwijs.demo import guidance
from werkwijs.guidance import agreeing, helping, letting_in, starting, writing
from werkwijs.guidance.models import Client, Consent, Kind, Part, Reach, Trajectory
from werkwijs.sharing.device import COOKIE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OF_A_PERSON = ("devices", "key", "looks", "leave")
LOOKED_AT = [(320, 1), (360, 1), (1280, 1), (320, 2), (360, 2)]
"""How wide the screen is, and how large the text."""
IN_THE_WAY = """() => {
  const wrong = [], wide = innerWidth, page = document.documentElement;
  const called = one => (one.textContent || one.name).trim().slice(0, 30);
  if (page.scrollWidth > wide)
    for (const one of document.querySelectorAll("body *:not(.unseen, .skip)"))
      if (one.getBoundingClientRect().right > wide + 1) wrong.push(["sideways", called(one)]);
  for (const one of document.querySelectorAll("a, button, select, textarea, summary, input")) {
    if (one.matches(".skip, [type=hidden]") || !one.checkVisibility()) continue;
    const pressed = one.matches("[type=checkbox], [type=radio]") ? one.labels[0] : one;
    const { width, height } = pressed.getBoundingClientRect();
    if (Math.min(width, height) < 48) wrong.push(["small", called(one), width, height]);
    if (!one.matches("a, button, summary")) continue;
    const words = called(one).split(/\\s+/), long = words.filter(word => word.length > 7).length;
    const text = document.createRange();
    text.selectNodeContents(one.querySelector("span:not(.unseen)") || one);
    const lines = new Set([...text.getClientRects()].map(box => Math.round(box.top / 8)));
    if (called(one).length < 30 && lines.size > words.length + long + 1)
      wrong.push(["broken into letters", called(one), lines.size]);
  }
  return wrong;
}"""


@pytest.fixture
def astrid(organisation, example_edition, cora) -> Client:  # noqa: F811
    """She of the demo, with all that can wait for her; she was on the way once before."""
    Reach.objects.all().delete()  # the demo has its own
    users = {"cora": cora} | {n: person(n, organisation, Role.COACH) for n in ("joost", "ana")}
    guidance.make(organisation, example_edition, users)
    way = Trajectory.objects.earliest("pk")
    helper = way.members.get(part=Part.DEBT)
    agreeing.ask(helper, [Kind.GOAL, Kind.JOB], asked="Mag Dirkje dit weten?", by=cora)
    helping.ask(way, "Ik durf niet.", by=way.client)
    helping.answer(way, "Ik bel je morgen.", by=cora)
    writing.write(way, writing.Words(Kind.COMPLAINT, "Het duurt te lang."), by=way.client)
    return way.client


@pytest.fixture
def noor(organisation, cora) -> Client:
    """Her first day: nothing stands anywhere yet."""
    return starting.start(organisation, starting.About("Noor"), by=cora).client


@pytest.fixture
def sem(organisation, cora) -> Client:
    """He was on the way, stopped, began again, and stopped again: his last way is over too."""
    way = starting.start(organisation, starting.About("Sem"), by=cora)
    for _ in range(2):
        starting.close(way, ended="own-wish", why="Even rust.", by=cora)
        way = starting.again(way, by=cora)
    starting.close(way, ended="own-wish", why="Even rust.", by=cora)
    return way.client


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """Every page of a person that a link leads to: what it is, and where."""
    for n, way in enumerate(client.trajectories.order_by("-pk")[:2]):
        for name in OF_A_WAY if n == 0 else ("home", "path"):
            yield f"{name}-{n}", reverse(f"mine:{name}", args=[way.code])
        for step in way.steps.all()[:1]:
            yield "step", reverse("mine:step", args=[way.code, step.pk])
        for asked in Consent.objects.filter(reader__trajectory=way)[:2]:
            yield f"question-{asked.state}", reverse("mine:question", args=[way.code, asked.pk])
    yield from ((name, reverse(f"mine:{name}")) for name in OF_A_PERSON)
    yield "not-theirs", "/mijn/bestaatniet/"


def test_every_page_fits_a_small_screen_and_large_text_and_bars_nobody(
    opens, live_server, settings, astrid, noor, sem, barriers, picture
):
    settings.BASE_URL = live_server.url
    phone = opens(360)
    found = {}

    def look(address: str, name: str) -> None:
        phone.goto(address)
        for wide, large in LOOKED_AT:
            phone.set_viewport_size({"width": wide, "height": 740})
            phone.evaluate(f"document.documentElement.style.fontSize = '{large}00%'")
            wrong = phone.evaluate(IN_THE_WAY)
            picture(phone, f"{name}-{wide}-{large}", whole=True)
            if (wide, large) in ((360, 1), (320, 2)):
                wrong += barriers(phone)
            if wrong:
                found[f"{name} {wide} {large}"] = wrong

    look(f"{live_server.url}/mijn/", "door")
    look(letting_in.card_address(astrid), "card")
    look(f"{live_server.url}/mijn/kaart/weg/", "card-closed")
    for client in (astrid, noor, sem):
        device = letting_in.let_in(client, "card")
        phone.context.add_cookies([{"name": COOKIE, "value": device, "url": live_server.url}])
        for name, address in pages(client):
            look(live_server.url + address, f"{client.called}-{name}")

    assert found == {}
