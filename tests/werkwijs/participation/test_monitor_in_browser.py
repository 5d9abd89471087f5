"""The monitor, the wall and study folders in a real browser: no barriers, live, and nobody disturbed."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.waiting import PATIENCE

from werkwijs.audit.noting import SYSTEM
from werkwijs.participation import excluding, meetings, withdrawing
from werkwijs.participation.exchange import taking_in
from werkwijs.participation.joining import join
from werkwijs.participation.models import Access, Consent, Help, Idea, Participant
from werkwijs.studies.models import Phase, Study

pytestmark = pytest.mark.journey

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "sterk-in-werk"
PICTURES = os.environ.get("WERKWIJS_PICTURES", "")
"""A folder to put pictures of the pages in, for looking at them."""
SMALL = """() => [...document.querySelectorAll(
        'main button, main .button, main select, main input, main th a')]
    .filter(e => e.offsetParent && !['checkbox', 'radio', 'hidden'].includes(e.type))
    .filter(e => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < 44)
    .map(e => e.outerHTML)"""


@pytest.fixture
def busy_study(organisation, ana) -> Study:
    """The example, taken in, while people sort; one withdrew, one is advised against, one was helped."""
    study = taking_in.take_in(EXAMPLE, organisation=organisation, by=SYSTEM, slug="sterk").study
    study.phase = Phase.SORTING
    study.save()
    people = list(Participant.objects.filter(study=study)[:6])
    excluding.exclude(people[0], reason="viel in slaap", by=ana)
    Help.objects.create(participant=people[1], task="sorting", role="jobcoach", how="reading")
    Idea.objects.create(participant=people[2], text="rust")
    withdrawing.withdraw(people[3])
    newcomer = join(study, group=study.groups.first(), people=2)
    Consent.objects.create(participant=newcomer, text=study.consent_texts.last())
    return study


@pytest.fixture
def opens(browser, live_server, sign_in):
    """``tab = opens(ana, 360)``: a browser in which somebody signed in."""
    tabs, complaints = [], []

    def open_for(who, width=1280, height=900):
        client = sign_in(Client(), who)
        device = browser.new_context(
            viewport={"width": width, "height": height}, base_url=live_server.url
        )
        device.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": live_server.url}
                for name, morsel in client.cookies.items()
            ]
        )
        tab = device.new_page()
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on(
            "console",
            lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
        )
        tab.set_default_timeout(PATIENCE * 1000)
        tabs.append(tab)
        return tab

    yield open_for
    for tab in tabs:
        tab.context.close()
    assert complaints == []


def keep(tab, name: str) -> None:
    if PICTURES:
        tab.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_for_who_runs_the_study_have_no_barriers(opens, busy_study, ana, barriers, width):
    tab = opens(ana, width)
    base = "/studies/sterk/deelname"
    meetings.open_room(busy_study, by=ana)
    for name, address in {
        "monitor": f"{base}/monitor/",
        "monitor-filtered": f"{base}/monitor/?toon=let-op&volgorde=gezien&groep=jongere",
        "monitor-one": f"{base}/monitor/1/",
        "meeting": f"{base}/samen/",
        "projector": f"{base}/samen/scherm/",
        "reminders": f"{base}/herinneren/",
        "folder": f"{base}/studiemap/",
        "folder-into": "/studiemap/",
    }.items():
        assert tab.goto(address).status == 200
        keep(tab, f"{name}-{width}")
        assert barriers(tab) == [], name
        assert tab.evaluate(SMALL) == [], name
    tab.goto(f"{base}/herinneren/")
    tab.get_by_label("Iedereen").check()
    tab.get_by_role("button", name="Maak de strookjes").click()
    keep(tab, f"strips-{width}")
    assert barriers(tab) == []


def test_the_empty_monitor_has_no_barriers(opens, study, ana, barriers):
    tab = opens(ana, 360)
    tab.goto("/studies/werk/deelname/monitor/")
    keep(tab, "monitor-empty")
    assert barriers(tab) == []
    assert tab.get_by_role("link", name="Nodig mensen uit").is_visible()


def test_the_monitor_follows_what_happens_and_leaves_the_focus_where_it_was(
    opens, busy_study, ana, barriers
):
    tab = opens(ana)
    tab.goto("/studies/sterk/deelname/monitor/")
    link = tab.locator("#to-2")
    link.focus()
    newest = Participant.objects.filter(study=busy_study).order_by("-number").first()
    other = join(busy_study, group=busy_study.groups.last())
    Idea.objects.create(participant=newest, text="nog iets")

    tab.wait_for_selector(f"#who-{other.number}")

    assert tab.evaluate("document.activeElement.id") == "to-2"
    assert tab.locator(f"#who-{newest.number} td.number").inner_text() == "1"
    assert barriers(tab) == []
    tab.get_by_role("button", name="Stop met vanzelf bijwerken").click()
    assert tab.get_by_role("button", name="Werk weer vanzelf bij").is_visible()


def test_a_sort_is_left_out_by_keyboard(opens, busy_study, ana, barriers):
    tab = opens(ana)
    tab.goto("/studies/sterk/deelname/monitor/2/")
    tab.get_by_label("Reden").focus()
    tab.keyboard.type("was er niet bij")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")

    tab.get_by_text("Laat weer meetellen").wait_for()
    assert barriers(tab) == []
    keep(tab, "left-out")
    assert (
        Participant.objects.get(study=busy_study, number=2).exclusions.get().reason
        == "was er niet bij"
    )


def test_a_meeting_on_the_wall_and_on_a_phone(opens, study, ana, barriers, on_phone, takes_part):
    desk, wall = opens(ana), opens(ana, 1280, 720)
    desk.goto("/studies/werk/deelname/samen/")
    desk.get_by_role("button", name="Open de zaal").click()
    wall.goto("/studies/werk/deelname/samen/scherm/")
    keep(wall, "wall-open")
    client, person = takes_part("jongere")
    Consent.objects.get_or_create(participant=person, text=study.consent_texts.get())
    meeting = meetings.current(study)
    Access.objects.filter(participant=person).update(join_code=meeting.join_code)
    phone = on_phone(client)
    phone.goto("/mee/stap/")
    keep(phone, "phone-waiting")
    assert phone.get_by_role("heading", name="We beginnen zo").is_visible()
    assert barriers(phone) == []

    desk.get_by_role("button", name="Begin voor iedereen").click()
    phone.get_by_role("heading", name="We beginnen zo").wait_for(state="hidden")
    assert phone.get_by_role("link", name="Begin").is_visible()
    wall.get_by_text("mens is nog bezig").wait_for()
    assert barriers(wall) == []
    keep(wall, "wall-going")

    desk.get_by_role("button", name="Pauze voor iedereen").click()
    phone.get_by_role("heading", name="Even pauze").wait_for()
    keep(phone, "phone-paused")
    assert barriers(phone) == []
    assert not phone.get_by_role("link", name="Begin").is_visible()
    wall.get_by_text("Kijk naar voren").wait_for()
    keep(wall, "wall-paused")
    assert barriers(wall) == []

    desk.get_by_role("button", name="Ga verder met iedereen").click()
    phone.get_by_role("heading", name="Even pauze").wait_for(state="hidden")
    desk.get_by_text(person.pseudonym).first.wait_for()
    keep(desk, "desk-going")
    assert barriers(desk) == []
    desk.get_by_role("button", name="Sluit de zaal").click()
    wall.get_by_text("Dank je wel").wait_for()
    assert barriers(wall) == []


def test_a_study_folder_goes_out_and_in_by_page(opens, busy_study, ana, barriers, tmp_path):
    tab = opens(ana)
    tab.goto("/studies/sterk/deelname/studiemap/")
    with tab.expect_download() as got:
        tab.get_by_role("button", name="Haal de studiemap op").click()
    got.value.save_as(tmp_path / "sterk.zip")
    tab.goto("/studies/")
    tab.get_by_role("link", name="Haal die hier binnen").click()
    tab.get_by_label("Bestand").set_input_files(tmp_path / "sterk.zip")
    tab.get_by_role("button", name="Haal binnen").click()
    tab.get_by_text("De studie is binnen.").wait_for()

    assert barriers(tab) == []
    assert Study.objects.count() == 2
    broken = io.BytesIO()
    with (
        zipfile.ZipFile(tmp_path / "sterk.zip") as whole,
        zipfile.ZipFile(broken, "w") as less,
    ):
        for name in whole.namelist():
            extra = b"s1,999,1,,\n" if name.endswith("sorts.csv") else b""
            less.writestr(name, whole.read(name) + extra)
    tab.goto("/studiemap/")
    tab.get_by_label("Bestand").set_input_files(
        {"name": "stuk.zip", "mimeType": "application/zip", "buffer": broken.getvalue()}
    )
    tab.get_by_role("button", name="Haal binnen").click()
    tab.get_by_text("Er is niets gemaakt.").wait_for()
    keep(tab, "folder-faults")
    assert barriers(tab) == []
    assert Study.objects.count() == 2
    assert timezone.now()
