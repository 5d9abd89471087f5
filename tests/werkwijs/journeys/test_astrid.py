"""Astrid's way in two years, with everybody around her, in real browsers; the clock stands in the story.

Astrid is the one of the example that Werkwijs began with, and invented, as are all others. After each part
of the story every party looks at all that is there for them, and meets just the lines that `TABLE` says.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import expect
from tests.werkwijs import entering
from tests.werkwijs.guidance.conftest import cora, joost, saar  # noqa: F401
from tests.werkwijs.training.conftest import opens, picture  # noqa: F401

from werkwijs.guidance import letting_in
from werkwijs.guidance.models import Talk, Trajectory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

BEGAN = datetime(2024, 11, 25, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
LINES = {
    # what is written in the story, by whom it is looked for
    "intake": "Ik wil van mijn schulden af",
    "talk": "Kennisgemaakt in het park",
    "debt": "Schuldhulp regelt eerst de huur",
    "step": "Twee ochtenden inpakken",
    "setback": "Twee weken niet gekomen na ruzie",
    "need": "Eén opdracht tegelijk",
    "agreement": "Vrijdag tien minuten praten",
    "reflection": "Ik wilde te snel",
}
TABLE = {
    # part of the story: party -> lines they meet on their pages
    "debts": {
        "coach": {"intake", "talk", "debt", "reflection"},
        "astrid": {"intake", "debt"},
        "dirkje": {"debt"},
    },
    "setback": {
        "coach": {"intake", "talk", "debt", "step", "setback", "reflection"},
        "astrid": {"intake", "debt", "step", "setback"},
        "dirkje": {"debt"},
        "wim": {"step"},
    },
    "work": {
        "coach": {"intake", "talk", "debt", "step", "setback", "need", "agreement", "reflection"},
        "astrid": {"intake", "debt", "step", "setback", "need", "agreement"},
        "dirkje": {"debt"},
        "wim": set(),  # she said yes for a year, and that is over
        "bram": {"need", "agreement"},
    },
    "another job": {
        "astrid": {"intake", "debt", "step", "setback", "need", "agreement"},
        "dirkje": {"debt"},
        "wim": set(),  # she shut him out
        "bram": set(),  # the job is over
    },
    "the end": {
        # joost by now: what Cora thought over was hers alone
        "coach": {"intake", "talk", "debt", "step", "setback", "need", "agreement"},
        "astrid": {"intake", "debt", "step", "setback", "need", "agreement"},
        "dirkje": set(),
        "wim": set(),
        "bram": set(),
    },
}
OWN = ("", "weg/", "helpers/", "afspraken/", "woorden/", "plan/", "wie-ziet/", "niet-goed/")


class Story:
    """Browsers of all parties, the clock, and what each meets."""

    def __init__(self, opens, live_server, barriers, picture, clock, staff_in_browser, coach):  # noqa: F811
        self.url, self.barriers, self.picture = live_server.url, barriers, picture
        self.clock, self.enter, self.coach, self.server = (
            clock,
            staff_in_browser,
            coach,
            live_server,
        )
        self.desk = opens(1280)
        self.tabs = {
            "astrid": opens(360),
            "dirkje": opens(1280),
            "wim": opens(360),
            "bram": opens(360),
        }
        self.code = self.card = ""
        self.looked: set[tuple[str, str]] = set()

    def day(self, n: int) -> date:
        """The n-th day of the story begins, and the coach signs in."""
        self.clock.move_to(BEGAN + timedelta(days=n))
        self.enter(self.desk, self.server, self.coach)
        return (BEGAN + timedelta(days=n)).date()

    def go(self, tab, path: str) -> None:
        tab.goto(f"{self.url}{path}")
        assert self.barriers(tab) == [], path

    def file(self, page: str = "") -> None:
        self.go(self.desk, f"/begeleiding/{self.code}/{page}")

    def send(self, tab, button: str, within: str = "main") -> None:
        tab.locator(within).get_by_role("button", name=button, exact=True).first.click()
        assert self.barriers(tab) == [], button

    def comes(self, name: str, who: str) -> None:
        """Somebody opens their invitation, and says that it is theirs."""
        tab = self.tabs[who]
        address = self.desk.locator("code").inner_text()
        self.go(tab, "/" + address.split("//")[1].split("/", 1)[1])
        expect(tab.locator("main")).to_contain_text("Astrid")
        for line in LINES.values():
            assert line not in tab.locator("main").inner_text()
        self.picture(tab, f"astrid-invitation-{who}", whole=True)
        self.send(tab, "Ja, dat ben ik")
        expect(tab.get_by_role("heading", level=1)).to_contain_text("Astrid")

    def invite(self, part: str, name: str, who: str, **chosen: str) -> None:
        self.file("mensen/vraag/")
        self.desk.get_by_label(part, exact=True).check()
        self.desk.get_by_label("Naam", exact=True).fill(name)
        for field, value in chosen.items():
            self.desk.locator(f"[name={field}]").select_option(label=value)
        self.send(self.desk, "Maak de uitnodiging")
        self.comes(name, who)

    def renews(self, name: str, who: str) -> None:
        """Somebody was away for long: the coach makes a new link."""
        self.file("mensen/")
        self.desk.get_by_role("link", name=name).click()
        self.send(self.desk, "Nieuwe link")
        self.comes(name, who)

    def share(self, line: str, name: str, how: str) -> None:
        """One line, with one reader, from the page of that line."""
        self.file("regels/")
        row = self.desk.locator("li", has_text=LINES[line]).first
        row.get_by_role("link", name="Openen").click()
        reader = self.desk.locator("li", has_text=name)
        if not reader.is_visible():
            self.desk.get_by_text("Iemand anders dit laten lezen").click()
        reader.get_by_role("button", name=how).click()
        expect(self.desk.locator("li", has_text=name)).to_contain_text("leest dit")
        assert self.barriers(self.desk) == []

    def meets(self, party: str) -> set[str]:
        """Every line on every page that is there for them."""
        if party == "coach":
            tab, pages = (
                self.desk,
                [f"/begeleiding/{self.code}/{p}" for p in ("regels/", "overdenken/")],
            )
        elif party == "astrid":
            tab, pages = self.tabs[party], [f"/mijn/{self.code}/{page}" for page in OWN]
        else:
            tab, pages = self.tabs[party], [f"/betrokken/{self.code}/", "/betrokken/"]
        seen = ""
        for page in pages:
            if (party, page) in self.looked:
                tab.goto(f"{self.url}{page}")
            else:
                self.go(tab, page)
                self.looked.add((party, page))
            seen += tab.content()
        return {name for name, line in LINES.items() if line in seen}

    def table(self, part: str) -> None:
        assert {party: self.meets(party) for party in TABLE[part]} == TABLE[part], part


@pytest.fixture
def story(opens, live_server, barriers, picture, staff_in_browser, cora):  # noqa: F811
    with time_machine.travel(BEGAN, tick=True) as clock:
        yield Story(opens, live_server, barriers, picture, clock, staff_in_browser, cora)


def test_astrid(story, cora, joost, organisation):  # noqa: F811
    begin(story)
    debts(story)
    small_steps(story)
    setback(story)
    work(story)
    another_job(story, joost)
    the_end(story)


def begin(story: Story) -> None:
    """She comes in, in her own words; the coach notes it in a minute."""
    desk, astrid = story.desk, story.tabs["astrid"]
    story.day(0)
    story.go(desk, "/begeleiding/")
    desk.get_by_role("link", name="Nieuw iemand").click()
    desk.get_by_label("Hoe wil iemand heten?").fill("Astrid")
    desk.get_by_label("Kleine stappen eerst").check()
    story.send(desk, "Begin")
    trajectory = Trajectory.objects.get()
    story.code = trajectory.code
    story.file("willen-en-kunnen/")
    desk.get_by_text("Schrijf woorden op").click()
    desk.locator("form:has(input[value=intake]) textarea").fill(LINES["intake"])
    story.send(desk, "Bewaar", "form:has(input[value=intake])")
    desk.get_by_text("Schrijf er iets bij").click()
    desk.locator("form:has(input[value=profile]) textarea").fill("Op tijd zijn is lastig.")
    story.send(desk, "Bewaar", "form:has(input[value=profile])")
    story.file("persoon/")
    desk.get_by_label("fiets").check()
    story.send(desk, "Maak een kaart")
    trajectory.client.refresh_from_db()
    story.card = "/" + letting_in.card_address(trajectory.client).split("//")[1].split("/", 1)[1]
    story.go(astrid, story.card)
    assert "Astrid" not in astrid.content()
    astrid.get_by_role("button", name="kat").click()
    expect(astrid.get_by_role("alert")).to_contain_text("niet jouw plaatje")
    assert story.barriers(astrid) == []
    astrid.get_by_role("button", name="fiets").click()
    expect(astrid.get_by_role("heading", level=1)).to_have_text("Hoi Astrid")
    assert story.barriers(astrid) == []
    in_a_minute(story)
    story.file("overdenken/")
    desk.locator("textarea").fill(LINES["reflection"])
    story.send(desk, "Bewaar")


def in_a_minute(story: Story) -> None:
    """From the coach's day: at most 6 taps and 40 signs."""
    desk, taps = story.desk, 0
    story.go(desk, "/begeleiding/")

    def tap(what) -> None:
        nonlocal taps
        taps += 1
        what.click()

    tap(desk.get_by_role("link", name="Noteer contact").first)
    tap(desk.get_by_label("samen gedaan"))
    tap(desk.locator("[data-minutes='60']"))
    assert story.barriers(desk) == []
    tap(desk.get_by_label("Wat was er"))
    desk.keyboard.type(LINES["talk"])
    story.picture(desk, "astrid-contact", whole=True)
    tap(desk.get_by_role("button", name="Bewaar"))
    expect(desk.locator("main")).to_contain_text("Bewaard. Volgend contact")
    assert story.barriers(desk) == []
    assert taps <= 6
    assert len(LINES["talk"]) <= 40
    [talk] = Talk.objects.all()
    assert (talk.how, talk.minutes, talk.reached) == ("together", 60, "yes")


def debts(story: Story) -> None:
    """Debt help comes along, sees one agreement, and nothing else."""
    story.day(20)
    story.invite("schuldhulp", "Dirkje", "dirkje")
    story.file("werk/afspraak/")
    story.desk.locator("textarea").fill(LINES["debt"])
    story.send(
        story.desk, "Bewaar"
    )  # it names debts: asked again, because an employer could read it
    expect(story.desk.get_by_role("alert")).to_contain_text("Schuldhulp")
    story.send(story.desk, "Dit is niet privé: bewaar het")
    story.share("debt", "Dirkje", "Deel vanuit je taak")
    story.table("debts")


def small_steps(story: Story) -> None:
    """A sheltered place, and a goal out of a gap; the residential worker sees the steps she said yes to."""
    desk, astrid = story.desk, story.tabs["astrid"]
    story.day(30)
    story.file("stappen/")
    desk.get_by_label("Wat is de stap?").fill(LINES["step"])
    desk.locator("[name=sort]").select_option(label="beschermde werkplek")
    story.send(desk, "Bewaar")
    story.file("doelen/")
    desk.get_by_label("Wat is het doel?").fill("Ik ben op tijd.")
    desk.locator("[name=gap]").select_option(label="Op tijd zijn is lastig.")
    story.send(desk, "Bewaar")
    story.invite("woonbegeleider", "Wim", "wim")
    ask_and_answer(story, "Wim", ["stap", "afspraak"], "Dan weet Wim wanneer ik moet opstaan.")
    story.share("step", "Wim", "Deel, met toestemming")
    story.go(astrid, f"/mijn/{story.code}/weg/")
    astrid.get_by_role("link", name=LINES["step"]).click()
    astrid.get_by_label("Wil je er iets bij zeggen?").fill("Spannend.")
    astrid.get_by_role("button", name="Het gaat wel").click()
    expect(astrid.locator("main")).to_contain_text("Jij zei:")
    assert story.barriers(astrid) == []
    story.picture(astrid, "astrid-step", whole=True)


def ask_and_answer(story: Story, name: str, kinds: list[str], back: str) -> None:
    """The coach puts the question; she answers on her own phone, in her own words."""
    desk, astrid = story.desk, story.tabs["astrid"]
    story.file("mensen/")
    desk.get_by_role("link", name=name).click()
    desk.get_by_role("link", name="Vraag toestemming").click()
    assert story.barriers(desk) == []
    for box in desk.locator("[name=kinds]").all():
        box.uncheck()
    for kind in kinds:
        desk.get_by_label(kind, exact=True).check()
    story.send(desk, "Leg de vraag voor")
    story.go(astrid, f"/mijn/{story.code}/")
    astrid.get_by_role("link", name=f"Het gaat over {name}").click()
    assert story.barriers(astrid) == []
    astrid.get_by_role("button", name="Ja, dat mag").click()
    expect(astrid.get_by_role("alert")).to_contain_text("Zeg eerst zelf")
    assert story.barriers(astrid) == []
    astrid.get_by_label("Zeg het in jouw woorden").fill(back)
    story.picture(astrid, f"astrid-question-{name}", whole=True)
    astrid.get_by_role("button", name="Ja, dat mag").click()
    expect(astrid.locator("main")).to_contain_text(back)
    assert story.barriers(astrid) == []


def setback(story: Story) -> None:
    """A quarrel, "het gaat niet goed", an answer, rest, and on again."""
    desk, astrid = story.desk, story.tabs["astrid"]
    story.day(200)
    story.go(astrid, f"/mijn/{story.code}/")
    astrid.get_by_role("link", name="Het gaat niet goed").click()
    expect(astrid.locator("main")).to_contain_text("Cora leest het.")
    expect(astrid.get_by_role("link", name="Bel Cora")).to_have_attribute("href", "tel:0600000001")
    assert story.barriers(astrid) == []
    astrid.get_by_role("button", name="Zeg dat het niet goed gaat").click()
    expect(astrid.get_by_role("heading", level=1)).to_have_text("Je bericht is er")
    assert story.barriers(astrid) == []
    story.picture(astrid, "astrid-help", whole=True)
    story.go(desk, "/begeleiding/")
    story.picture(desk, "astrid-day", whole=True)
    desk.get_by_role("link", name="Reageer nu").click()
    desk.locator("textarea").fill("Ik kom morgen langs, om tien uur.")
    story.send(desk, "Verstuur")
    story.go(astrid, f"/mijn/{story.code}/")
    expect(astrid.locator("main")).to_contain_text("Ik kom morgen langs")
    story.file("tegenslag/")
    desk.locator("textarea").fill(LINES["setback"])
    story.send(desk, "Bewaar")
    story.file("verder/")
    desk.locator("#pause-title").click()
    desk.locator("section:has(#pause-title) textarea").fill("Drie weken rust.")
    story.send(desk, "Pauzeer")
    story.table("setback")
    story.day(222)
    story.file("verder/")
    desk.locator("section:has(#pause-title) textarea").fill("Ze wil weer, bij de meubels.")
    story.send(desk, "Ga weer verder")
    expect(desk.locator("main")).not_to_contain_text("gepauzeerd")


def work(story: Story) -> None:
    """Paid work; the employer reads what helps, and types what does not belong there."""
    desk, bram = story.desk, story.tabs["bram"]
    day = story.day(430)
    story.renews("Dirkje", "dirkje")
    story.renews("Wim", "wim")
    story.go(story.tabs["astrid"], f"/mijn/{story.code}/")  # not there for more than half a year
    expect(story.tabs["astrid"].locator("main")).to_contain_text("Scan jouw kaart")
    story.go(story.tabs["astrid"], story.card)
    story.tabs["astrid"].get_by_role("button", name="fiets").click()
    expect(story.tabs["astrid"].get_by_role("heading", level=1)).to_have_text("Hoi Astrid")
    story.file("werk/")
    desk.get_by_label("Werkgever").fill("Stoffeerderij Van Dam (verzonnen)")
    desk.get_by_label("Begonnen op").fill((day + timedelta(days=3)).isoformat())
    story.send(desk, "Bewaar")
    expect(desk.locator("main")).to_contain_text("Dit werk begint pas later")
    expect(desk.get_by_label("Werkgever")).to_have_value("Stoffeerderij Van Dam (verzonnen)")
    desk.get_by_label("Begonnen op").fill(day.isoformat())
    desk.get_by_label("Uren per week").fill("12")
    story.send(desk, "Bewaar")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Stoffeerderij Van Dam")
    desk.get_by_role("link", name="Schrijf op wat helpt").click()
    desk.locator("textarea").fill(LINES["need"])
    story.send(desk, "Bewaar")
    desk.get_by_role("link", name="Schrijf een afspraak op").click()
    desk.locator("textarea").fill(LINES["agreement"])
    story.send(desk, "Bewaar")
    story.invite("werkgever", "Bram", "bram", job="Stoffeerderij Van Dam (verzonnen)")
    ask_and_answer(story, "Bram", ["wat helpt op het werk", "afspraak"], "Dan kan Bram mij helpen.")
    story.share("need", "Bram", "Deel, met toestemming")
    story.share("agreement", "Bram", "Deel, met toestemming")
    story.file("mensen/")
    desk.get_by_role("link", name="Bram").click()
    desk.get_by_role("link", name="Bekijk het met hun ogen").click()
    assert story.barriers(desk) == []
    preview = desk.locator("main").inner_text()
    assert {name for name, line in LINES.items() if line in preview} == {"need", "agreement"}
    story.go(bram, f"/betrokken/{story.code}/")
    story.picture(bram, "astrid-employer", whole=True)
    bram.get_by_role("link", name="Ik merk iets").click()
    bram.get_by_label("In woorden").fill("Ik denk dat ze depressief is.")
    story.send(bram, "Verstuur")
    expect(bram.get_by_role("alert")).to_contain_text("depressief")
    bram.get_by_label("In woorden").fill("Ze is stiller dan anders.")
    story.send(bram, "Verstuur")
    expect(bram.locator("main")).to_contain_text("De coach leest het")
    story.table("work")


def another_job(story: Story, joost) -> None:  # noqa: F811
    """The boss changes, the job ends, she shuts somebody out, loses her phone, a colleague takes over."""
    desk, astrid, bram = story.desk, story.tabs["astrid"], story.tabs["bram"]
    story.day(520)
    story.table("work")
    story.go(bram, f"/betrokken/{story.code}/")
    bram.get_by_role("link", name="Er verandert iets op het werk").click()
    bram.get_by_label("andere baas of begeleider").check()
    story.send(bram, "Verstuur")
    story.go(desk, "/begeleiding/")
    expect(desk.locator("main")).to_contain_text("nieuw van anderen")
    day = story.day(615)
    story.file("werk/")
    desk.get_by_role("link", name="Stoffeerderij Van Dam (verzonnen)").click()
    desk.get_by_text("Dit werk is voorbij").first.click()
    ending = desk.locator("details[open]")
    ending.get_by_label("contract liep af").check()
    ending.get_by_label("Laatste dag").fill((day - timedelta(days=300)).isoformat())
    ending.get_by_role("button", name="Dit werk is voorbij").click()
    expect(desk.locator("main")).to_contain_text("vóór het begin")
    ending = desk.locator("details:has([name=ended])")
    ending.locator("summary").click()
    ending.get_by_label("contract liep af").check()
    ending.get_by_label("Laatste dag").fill(day.isoformat())
    ending.get_by_role("button", name="Dit werk is voorbij").click()
    expect(desk.locator("main")).to_contain_text("Voorbij sinds")
    assert story.barriers(desk) == []
    story.go(astrid, f"/mijn/{story.code}/wie-ziet/")
    astrid.get_by_role("button", name="Wim mag niet meer meekijken").click()
    expect(astrid.locator("main")).to_contain_text("Die ziet nu niets meer.")
    assert story.barriers(astrid) == []
    story.file("persoon/")
    story.send(desk, "Sluit alles af")
    story.go(astrid, f"/mijn/{story.code}/")
    expect(astrid.locator("main")).to_contain_text("Scan jouw kaart")
    desk.get_by_label("kat").check()
    story.send(desk, "Maak een kaart")
    client = Trajectory.objects.get().client
    card = letting_in.card_address(client).split("//")[1].split("/", 1)[1]
    story.go(astrid, f"/{card}")
    astrid.get_by_role("button", name="kat").click()
    story.go(astrid, "/mijn/wie-keek/")
    expect(astrid.locator("main")).to_contain_text("sloot een telefoon van jou af")
    story.file("verder/")
    over = desk.locator("section:has(#over-title)")
    entering.app_of(joost)
    over.get_by_role("heading").click()
    over.get_by_label("Wie").select_option(label="Joost")
    over.get_by_label("Waarom").fill("Cora gaat met verlof.")
    over.get_by_role("button", name="Draag over").click()
    expect(desk.locator("main")).to_contain_text("Overgedragen")
    assert desk.goto(f"{story.url}/begeleiding/{story.code}/").status == 404
    story.table("another job")
    story.coach = joost
    story.desk.context.clear_cookies()


def the_end(story: Story) -> None:
    """A new job, half a year later the marks, and an end with a way back."""
    desk = story.desk
    day = story.day(640)
    story.file("werk/")
    desk.get_by_label("Werkgever").fill("Meubelfabriek Eik & Zoon (verzonnen)")
    desk.get_by_label("Begonnen op").fill(day.isoformat())
    desk.get_by_label("Uren per week").fill("20")
    story.send(desk, "Bewaar")
    story.day(731)
    story.go(desk, "/begeleiding/")
    expect(desk.locator("main")).to_contain_text("13 weken werk")
    story.file("verder/")
    close = desk.locator("section:has(#close-title)")
    close.get_by_role("heading").click()
    close.get_by_label("Werkt, zonder begeleiding.").check()
    close.get_by_label("Waarom").fill("Ze werkt, en belt zelf als er iets is.")
    close.get_by_role("button", name="Sluit af").click()
    expect(desk.locator("main")).to_contain_text("Gesloten op")
    assert story.barriers(desk) == []
    story.table("the end")
    story.go(story.tabs["astrid"], f"/mijn/{story.code}/")
    expect(story.tabs["astrid"].locator("main")).to_contain_text("Je kunt altijd opnieuw beginnen")
    story.file()
    story.send(desk, "Begin opnieuw")
    expect(desk.locator("main")).to_contain_text("Opnieuw begonnen")
    assert Trajectory.objects.count() == 2
