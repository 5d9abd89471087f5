"""Every page of a full file, and of who leads the team, on a phone and in English: nothing bars the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from tests.werkwijs.training.conftest import example_edition  # noqa: F401

from werkwijs.accounts.models import User
from werkwijs.demo import guidance, staff
from werkwijs.frameworks.models import Framework
from werkwijs.guidance import writing
from werkwijs.guidance.models import Consent, HouseRules, Kind, Trajectory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OF_A_COACH = ("day", "people", "new", "reach", "find_file", "receive")
OF_A_LEADER = ("team", "past", "find_file")
OF_A_FILE = (
    *("file", "talk", "lines", "reflections", "help_answer", "profile", "goals", "steps", "work"),
    *("setback", "plan", "cards", "criminal", "around", "invite", "person", "card_sheet", "course"),
    *("hand_on", "looks"),
)
OF_A_MEMBER = ("member", "preview", "consent")
AT_WORK = ("behoefte", "afspraak")


@pytest.fixture
def people(organisation, example_edition) -> dict[str, User]:  # noqa: F811
    """Those of the demo, with its files; one of whom complained, and a house that notes detention."""
    made, colleagues = staff.organisation()
    users = {name: one.user for name, one in colleagues.items()}
    guidance.make(made, example_edition, users)
    HouseRules.objects.update_or_create(organisation=made, defaults={"criminal": True})
    astrid = Trajectory.objects.earliest("pk")
    writing.write(astrid, writing.Words(Kind.COMPLAINT, "Het duurt te lang."), by=astrid.client)
    return users


def of_a_coach(file: Trajectory) -> Iterator[str]:
    """Pages that a link leads to; one of each where there are many."""
    code = file.code
    yield from (reverse(f"guidance:{name}") for name in OF_A_COACH)
    yield from (reverse(f"guidance:{name}", args=[code]) for name in OF_A_FILE)
    yield from (reverse("guidance:at_work", args=[code, kind]) for kind in AT_WORK)
    for name, found in (("goal", file.goals), ("step", file.steps), ("job", file.jobs)):
        yield reverse(f"guidance:{name}", args=[code, found.latest("pk").pk])
    for kind in (Kind.NEED, Kind.SIGNAL, Kind.TALK):
        yield reverse("guidance:line", args=[code, file.entries.filter(kind=kind).first().pk])
    boss = file.members.filter(part="employer").earliest("pk")
    yield from (reverse(f"guidance:{name}", args=[code, boss.pk]) for name in OF_A_MEMBER)
    yield reverse("guidance:member", args=[code, file.members.latest("pk").pk])
    consent = Consent.objects.filter(reader__trajectory=file).earliest("pk")
    yield reverse("guidance:consent_answer", args=[code, consent.pk])
    yield reverse("frameworks:list")
    yield from (reverse("frameworks:framework", args=[one.pk]) for one in Framework.objects.all())


def of_a_leader(file: Trajectory, coach: User) -> Iterator[str]:
    complaint = file.entries.get(kind=Kind.COMPLAINT)
    yield from (reverse(f"guidance:{name}") for name in OF_A_LEADER)
    yield reverse("guidance:coach", args=[coach.pk])
    yield reverse("guidance:cover", args=[file.code])
    yield reverse("guidance:complaint", args=[complaint.pk])


def test_every_page_of_a_coach_and_a_leader_fits_a_phone_and_bars_nobody(
    opens, live_server, people, staff_in_browser, barriers
):
    file = Trajectory.objects.earliest("pk")
    pages = {"cora": [*of_a_coach(file)], "saar": [*of_a_leader(file, people["cora"])]}
    found = {}
    for who, addresses in pages.items():
        phone = opens(360)
        staff_in_browser(phone, live_server, people[who])
        phone.context.add_cookies([{"name": "taal", "value": "en", "url": live_server.url}])
        for address in addresses:
            assert phone.goto(live_server.url + address).status == 200, address
            assert phone.locator("html").get_attribute("lang") == "en"
            if wrong := barriers(phone):
                found[address] = wrong
            elif wider := phone.evaluate(LARGE):
                found[address] = wider

    assert found == {}


def test_on_a_phone_nothing_hides_beside_the_page_and_a_contact_is_noted_without_a_mouse(
    opens, live_server, people, staff_in_browser
):
    file = Trajectory.objects.earliest("pk")
    code = file.code
    lead, phone = opens(360), opens(360)
    staff_in_browser(lead, live_server, people["saar"])
    staff_in_browser(phone, live_server, people["cora"])
    hidden = {}
    for tab, name, args in (
        (lead, "team", []),
        *((phone, name, [code]) for name in ("looks", "profile", "course", "work")),
    ):
        tab.goto(live_server.url + reverse(f"guidance:{name}", args=args))
        hidden[name] = tab.evaluate(BESIDE)
    assert [name for name, found in hidden.items() if found] == []

    for tab in (lead, phone):
        tab.goto(live_server.url + reverse("guidance:team" if tab is lead else "guidance:people"))
        button = tab.get_by_role("button", name="Zoek").bounding_box()
        assert button["height"] < 50  # one word on one line

    phone.goto(live_server.url + reverse("guidance:course", args=[code]))
    phone.get_by_text("Meer in dit dossier").click()
    here = phone.locator(".phone-tabs [aria-current=page]")
    assert here.inner_text() == "Verloop"
    phone.locator(".phone-tabs").get_by_role("link", name="Kaarten").click()
    phone.wait_for_url("**/kaarten/")

    phone.goto(live_server.url + reverse("guidance:talk", args=[code]))
    phone.get_by_role("radio", name="de persoon zelf").focus()
    phone.keyboard.press("ArrowRight")
    boss = phone.get_by_role("radio", name="werkgever")
    assert boss.is_checked()
    outline = boss.evaluate("e => [getComputedStyle(e).outlineStyle, e.offsetHeight]")
    assert outline[0] == "solid"
    assert outline[1] >= 44
    words = phone.locator("#id_text").bounding_box()
    assert words["y"] < 2 * 740


def test_what_is_still_wrong_is_in_sight_on_a_phone_however_long_the_page_is(
    opens, live_server, people, staff_in_browser
):
    file = Trajectory.objects.earliest("pk")
    phone = opens(360)
    staff_in_browser(phone, live_server, people["cora"])
    for name in ("work", "steps", "goals", "invite"):
        phone.goto(live_server.url + reverse(f"guidance:{name}", args=[file.code]))
        phone.locator("form[action='#errors'] .actions button").last.click()
        phone.wait_for_selector("#errors")
        top = phone.locator("#errors").bounding_box()["y"]
        assert 0 <= top < 740 / 2, name


LARGE = """() => {
  document.documentElement.style.fontSize = "200%";
  const page = document.documentElement;
  return page.scrollWidth > innerWidth ? page.scrollWidth : 0;
}"""
"""How wide the page is with letters twice as large, where that is wider than the screen."""
BESIDE = """() => [...document.querySelectorAll(".scrolls, .tabs ul, .phone-tabs")]
  .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 90))"""
"""Boxes of which a part can only be seen by pushing it sideways."""
