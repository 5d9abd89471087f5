"""A trainer makes a course from cards in a browser: by mouse, and the main way by keyboard."""

import pytest
from playwright.sync_api import expect

from werkwijs.training.models import Course

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_course_is_made_from_cards_by_mouse(
    opens, live_server, edition, tess, staff_in_browser, barriers, picture
):
    desk = opens(1280)
    staff_in_browser(desk, live_server, tess)
    desk.get_by_role("link", name="Cursussen").click()
    picture(desk, "edit-empty")
    assert barriers(desk) == []

    desk.get_by_role("link", name="Begin een cursus").click()
    desk.get_by_label("Titel van de cursus").fill("Contact maken")
    assert barriers(desk) == []
    desk.get_by_role("button", name="Begin deze cursus").click()
    picture(desk, "edit-course-empty")
    assert barriers(desk) == []

    desk.get_by_role("link", name="Nieuwe les").click()
    desk.get_by_label("Titel").fill("Rustig beginnen")
    desk.get_by_label("Hoeveel minuten?").fill("20")
    picture(desk, "edit-new-lesson", whole=True)
    assert barriers(desk) == []
    desk.get_by_role("button", name="Maak deze les").click()
    picture(desk, "edit-lesson-empty", whole=True)
    assert barriers(desk) == []

    # a card, looked for
    desk.get_by_role("link", name="Kaart Een kaart uit de uitgave").click()
    assert barriers(desk) == []
    desk.get_by_label("Voor welke lezer").select_option("employer")
    desk.get_by_role("button", name="Zoek kaarten").click()
    expect(desk.locator(".offered > li")).to_have_count(6)
    expect(desk.get_by_role("button", name="Zoek kaarten")).to_be_focused()
    chosen = desk.locator(".offered > li").first
    chosen.locator("summary").click()
    chosen.locator("input").check()
    desk.get_by_label("Wat doe je met deze kaart?").fill("Lees deze kaart samen.")
    picture(desk, "edit-card", whole=True)
    assert barriers(desk) == []
    desk.get_by_role("button", name="Bewaar").click()
    expect(desk.locator(".plan h3")).to_have_count(1)
    assert barriers(desk) == []

    # words, with advice while one writes
    desk.get_by_role("link", name="Uitleg Korte tekst").click()
    desk.get_by_label("Tekst", exact=True).fill("Er dient te worden geluisterd.")
    expect(desk.locator("#tips mark").first).to_be_visible()
    picture(desk, "edit-text", whole=True)
    assert barriers(desk) == []
    desk.get_by_label("Tekst", exact=True).fill("Luister eerst. Praat dan pas.")
    expect(desk.locator("#tips mark")).to_have_count(0)
    desk.get_by_role("button", name="Bewaar").click()

    # a question: one row more stays on the page, what was typed too
    desk.get_by_role("link", name="Vraag: één antwoord").click()
    desk.get_by_label("De vraag").fill("Wat doe je eerst?")
    for n, words in enumerate(["Luisteren", "Bellen", "Schrijven"], start=1):
        desk.get_by_label(f"Antwoord {n}", exact=True).fill(words)
    desk.get_by_role("button", name="Nog een antwoord").click()
    expect(desk.get_by_label("Antwoord 4", exact=True)).to_be_focused()
    desk.keyboard.type("Wachten")
    expect(desk.get_by_label("De vraag")).to_have_value("Wat doe je eerst?")
    assert barriers(desk) == []
    desk.get_by_role("button", name="Bewaar").click()
    expect(desk.get_by_text("Geen enkel antwoord is goed")).to_be_visible()
    picture(desk, "edit-question", whole=True)
    assert barriers(desk) == []
    desk.get_by_label("Antwoord 1 is goed").check()
    desk.get_by_role("button", name="Bewaar").click()
    expect(desk.locator(".plan h3")).to_have_count(3)
    picture(desk, "edit-lesson", whole=True)
    assert barriers(desk) == []

    desk.get_by_role("link", name="Bekijk deze les").click()
    picture(desk, "edit-preview", whole=True)
    assert barriers(desk) == []

    desk.get_by_role("link", name="Contact maken").click()
    picture(desk, "edit-course", whole=True)
    assert barriers(desk) == []
    desk.get_by_role("link", name="Leg een versie vast").click()
    picture(desk, "edit-freeze", whole=True)
    assert barriers(desk) == []
    desk.get_by_label("Wat is er nieuw?").fill("De eerste.")
    desk.get_by_role("button", name="Leg versie 1 vast").click()
    picture(desk, "edit-version", whole=True)
    assert barriers(desk) == []

    version = Course.objects.get().versions.get()
    assert [b["block"]["kind"] for b in version.told["lessons"][0]["blocks"]] == [
        "card",
        "text",
        "question",
    ]


def test_a_story_is_written_on_a_phone(
    opens, live_server, course, tess, staff_in_browser, barriers, picture
):
    phone = opens(360)
    staff_in_browser(phone, live_server, tess)
    phone.goto(f"{live_server.url}/cursussen/{course.code}/")
    picture(phone, "edit-course-phone", whole=True)
    assert barriers(phone) == []
    phone.get_by_role("link", name="Contact maken", exact=True).click()
    picture(phone, "edit-lesson-phone", whole=True)
    assert barriers(phone) == []
    phone.get_by_role("link", name="Verhaal met keuzes").click()
    phone.get_by_label("Titel").fill("Te laat")
    phone.get_by_label("Stap 1: wat gebeurt er?").fill("Sem (verzonnen) komt te laat.")
    phone.get_by_label("Stap 1, keuze 1: wat doe je?").fill("Vraag wat er was.")
    phone.get_by_label("Stap 1, keuze 1: wat komt ervan?").fill("Sem vertelt het.")
    phone.get_by_label("Stap 1, keuze 1: hoe gaat het verder?").select_option("2")
    phone.get_by_label("Stap 2: wat gebeurt er?").fill("De bus reed niet.")
    phone.get_by_role("button", name="Nog een stap").click()
    expect(phone.get_by_label("Stap 3: wat gebeurt er?")).to_be_focused()
    picture(phone, "edit-story-phone", whole=True)
    assert barriers(phone) == []
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_role("link", name="Te laat", exact=True)).to_be_visible()
    assert barriers(phone) == []

    story = course.lessons.get(number=1).blocks.order_by("-number").first().content
    assert [step["text"] for step in story["steps"]][1] == "De bus reed niet."
    assert story["steps"][0]["choices"][0]["to"] == story["steps"][1]["key"]


def test_a_course_is_made_by_keyboard_alone(
    opens, live_server, edition, tess, staff_in_browser, barriers
):
    desk = opens(1280)
    staff_in_browser(desk, live_server, tess)
    desk.goto(f"{live_server.url}/cursussen/nieuw/")

    def write(label, words, *, exact=False):
        reach(desk, desk.get_by_label(label, exact=exact))
        desk.keyboard.type(words)

    def press(name, key="Enter", role="button"):
        reach(desk, desk.get_by_role(role, name=name))
        desk.keyboard.press(key)

    write("Titel van de cursus", "Rustig beginnen")
    press("Begin deze cursus")
    press("Nieuwe les", role="link")
    write("Titel", "Luisteren")
    press("Maak deze les")
    press("Uitleg Korte tekst", role="link")
    write("Tekst", "Luister eerst.", exact=True)
    press("Bewaar")
    press("Gesprek in de groep", role="link")
    write("De vraag", "Wat helpt jou?")
    press("Bewaar")
    expect(desk.locator(".plan h3")).to_have_text(["Luister eerst.", "Wat helpt jou?"])
    assert barriers(desk) == []

    press("Zet een plaats hoger: Wat helpt jou?")
    expect(desk.locator(".plan h3")).to_have_text(["Wat helpt jou?", "Luister eerst."])
    assert barriers(desk) == []
    press("Haal weg Luister eerst.")
    expect(desk.locator(".plan h3")).to_have_text(["Wat helpt jou?"])
    assert barriers(desk) == []
    reach(desk, desk.locator("#dropped summary"))
    desk.keyboard.press("Enter")
    press("Zet terug Luister eerst.")
    expect(desk.locator(".plan h3")).to_have_text(["Wat helpt jou?", "Luister eerst."])
    assert barriers(desk) == []

    press("Rustig beginnen", role="link")
    press("Leg een versie vast", role="link")
    press("Leg versie 1 vast")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("versie 1")
    assert barriers(desk) == []


def reach(desk, wanted):
    """With the tab key only, from wherever one is."""
    expect(wanted).to_be_attached()
    for _ in range(80):
        if wanted.evaluate("field => field === document.activeElement"):
            return
        desk.keyboard.press("Tab")
    raise AssertionError("The tab key does not come there.")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_a_course_has_no_barriers(
    opens, live_server, course, version, tess, staff_in_browser, barriers, picture, width
):
    desk = opens(width)
    staff_in_browser(desk, live_server, tess)
    pages = [
        "gegevens", "uitgave", "kopie", "les/1", "les/1/gegevens", "les/1/nieuw/match",
        "les/1/nieuw/estimate", "les/1/nieuw/media", "onderdeel/2", "onderdeel/3", "meting",
        "meting/1", "meting/nieuw/confidence", "versies", "versies/1",
        "versies/1/bekijken/employer/1", "versies/1/ophalen/job-coach",
        "les/2/bekijken/job-coach", "vastleggen",
    ]  # fmt: skip
    found = {}
    for page in pages:
        desk.goto(f"{live_server.url}/cursussen/{course.code}/{page}/")
        picture(desk, f"edit-{width}-{page.replace('/', '-')}", whole=True)
        found[page] = barriers(desk)

    desk.goto(f"{live_server.url}/cursussen/{course.code}/versies/1/")
    desk.get_by_role("link", name="Werkgever 20 minuten").click()
    desk.get_by_label("Welk leersysteem?").select_option("moodle")
    desk.get_by_role("button", name="Kijk of het past").click()
    expect(desk.get_by_role("link", name="Haal op: SCORM 1.2")).to_be_visible()
    picture(desk, f"edit-{width}-fetch", whole=True)
    found["fetch"] = barriers(desk)

    assert {page: wrong for page, wrong in found.items() if wrong} == {}


def test_without_a_script_a_row_and_a_card_are_added_too(
    opens, live_server, course, tess, staff_in_browser, barriers
):
    desk = opens(360, java_script_enabled=False)
    staff_in_browser(desk, live_server, tess)
    desk.goto(f"{live_server.url}/cursussen/{course.code}/les/1/nieuw/several/")
    desk.get_by_label("De vraag").fill("Wat helpt?")
    desk.get_by_label("Antwoord 1", exact=True).fill("Rust")
    desk.get_by_role("button", name="Nog een antwoord").click()
    expect(desk.get_by_label("De vraag")).to_have_value("Wat helpt?")
    expect(desk.get_by_label("Antwoord 4", exact=True)).to_be_focused()
    desk.get_by_label("Antwoord 4", exact=True).fill("Haast")
    desk.get_by_label("Antwoord 1 is goed").check()
    desk.get_by_role("button", name="Bewaar").last.click()
    expect(desk.get_by_role("link", name="Wat helpt?", exact=True)).to_be_visible()

    desk.get_by_role("link", name="Kaart Een kaart uit de uitgave").click()
    desk.get_by_label("Wat doe je met deze kaart?").fill("Lees dit.")
    desk.get_by_label("Zoek in de kaarten").fill("vast gezicht")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Wat doe je met deze kaart?")).to_have_value("Lees dit.")
    expect(desk.locator(".offered > li")).to_have_count(1)
    expect(desk.locator(".error")).to_have_count(0)
    desk.locator(".offered input").first.check()
    desk.get_by_role("button", name="Bewaar").last.click()
    expect(desk.get_by_role("link", name="2 Eén vast gezicht")).to_be_visible()


def test_the_pages_speak_english_too(
    opens, live_server, course, version, tess, staff_in_browser, barriers, picture
):
    desk = opens(1280)
    staff_in_browser(desk, live_server, tess)
    desk.goto(f"{live_server.url}/cursussen/{course.code}/onderdeel/8/")
    desk.get_by_role("button", name="English").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Question: one answer")
    picture(desk, "edit-english", whole=True)
    assert barriers(desk) == []
