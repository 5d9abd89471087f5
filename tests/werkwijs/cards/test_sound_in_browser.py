"""In a real browser, with an invented microphone: read a card aloud, listen, keep; and when there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.conftest import CHROMIUM
from tests.werkwijs.cards.media_text import a_text

from werkwijs.cards import sounding
from werkwijs.cards.models import Text

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("WERKWIJS_PICTURES", "")
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
NO_RECORDER = "delete window.MediaRecorder;"
REFUSED = """navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(Object.assign(new Error("no"), {name: "%s"}));"""


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def text(study, ana):
    return a_text(study, ana)


@pytest.fixture(scope="module")
def heard(browser):
    """A browser with a microphone in which a tone is heard."""
    with_a_microphone = browser.browser_type.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *MICROPHONE]
    )
    yield with_a_microphone
    with_a_microphone.close()


@pytest.fixture
def opened(heard, live_server, text, ana, staff_in_browser):
    """``opened(script, width=360)``: ana looks at the sound of the card, on a device with a microphone."""
    complaints: list[str] = []
    devices = []

    def opening(*scripts: str, width: int = 1280):
        context = heard.new_context(
            viewport={"width": width, "height": 800}, locale="nl-NL", base_url=live_server.url
        )
        devices.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        staff_in_browser(page, live_server, ana)
        for script in scripts:
            page.add_init_script(script)
        page.goto("/studies/werk/kaarten/3/employer/geluid/")
        return page

    yield opening
    for device in devices:
        device.close()
    assert complaints == []


def keep(page, name: str) -> None:
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def now(text) -> Text:
    return Text.objects.select_related("card__study").get(pk=text.pk)


def seconds(page, player: str) -> float:
    """How long the sound is that a player has; one that was recorded live says so only at its end."""
    return page.evaluate(
        """async player => {
          const sound = await (await fetch(document.querySelector(player).currentSrc)).arrayBuffer();
          return (await new OfflineAudioContext(1, 1, 44100).decodeAudioData(sound)).duration;
        }""",
        player,
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_recording_listening_and_keeping_by_keyboard(opened, barriers, text, width):
    page = opened(width=width)
    expect(page.locator(".to-read")).to_contain_text("Kies de taken samen.")
    assert barriers(page) == []
    keep(page, "sound-none")

    page.get_by_role("button", name="Begin met opnemen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("De opname loopt. Lees maar voor.")
    expect(page.get_by_role("button", name="Stop met opnemen")).to_be_focused()
    expect(page.locator("#record-time")).to_have_text("0:02", timeout=5000)
    assert barriers(page) == []
    keep(page, "sound-going")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Neem opnieuw op")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("De opname is klaar")
    expect(page.locator("#record-listen")).to_be_visible()
    assert barriers(page) == []
    keep(page, "sound-done")

    page.get_by_label("Wie voorleest, weet").check()
    page.get_by_role("button", name="Bewaar dit geluid").click()
    expect(page.get_by_text("Iemand leest het voor.")).to_be_visible()
    assert barriers(page) == []
    keep(page, "sound-kept")
    kept = sounding.heard(now(text))
    assert (kept.kind, kept.fits) == ("recorded", True)
    assert 1.5 < seconds(page, "section[aria-labelledby=now] audio") < 6

    Text.objects.filter(pk=text.pk).update(title="Begin met weinig taken")
    page.reload()
    expect(page.locator(".message.warning")).to_contain_text("klopt niet meer met de tekst")
    assert barriers(page) == []
    keep(page, "sound-old")


def test_recording_again_takes_the_place_of_the_first(opened, text):
    page = opened()
    for press in ("Begin met opnemen", "Neem opnieuw op"):
        page.get_by_role("button", name=press).click()
        page.get_by_role("button", name="Stop met opnemen").click()
        expect(page.get_by_role("button", name="Neem opnieuw op")).to_be_visible()
    chosen = "document.querySelector('#recording input[type=file]').files"

    assert page.evaluate(f"{chosen}.length") == 1
    assert page.evaluate(f"{chosen}[0].name").startswith("opname.")


def test_a_recording_that_goes_on_and_on_stops_by_itself(opened):
    page = opened()
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Begin met opnemen").click()
    expect(page.get_by_role("status")).to_have_text("De opname loopt. Lees maar voor.")
    page.clock.fast_forward("03:01")

    expect(page.get_by_role("status")).to_contain_text("stopte na drie minuten")
    expect(page.get_by_role("button", name="Neem opnieuw op")).to_be_visible()


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("NotAllowedError", "De microfoon mag niet aan"),
        ("NotFoundError", "Er is geen microfoon"),
        ("AbortError", "Opnemen lukte niet"),
    ],
)
def test_without_a_microphone_it_is_said_and_one_can_try_again(opened, barriers, why, said):
    page = opened(REFUSED % why)
    page.get_by_role("button", name="Begin met opnemen").click()

    expect(page.get_by_role("status")).to_contain_text(said)
    expect(page.get_by_role("button", name="Begin met opnemen")).to_be_enabled()
    assert barriers(page) == []


def test_where_a_browser_cannot_record_choosing_a_file_stays(opened, barriers):
    page = opened(NO_RECORDER)

    expect(page.get_by_role("button", name="Begin met opnemen")).to_be_hidden()
    expect(page.get_by_label("Of kies een bestand")).to_be_visible()
    assert barriers(page) == []
