"""Pages read themselves aloud: a recording first, a local voice second, our own sound third."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from tests.waiting import until

from werkwijs.lib import speech

pytestmark = pytest.mark.django_db(transaction=True)
needs_voice = pytest.mark.skipif(not speech.available(), reason="espeak-ng is not installed")

WATCH = """
window.played = []; window.ends = 0;
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  window.played.push(this.src); window.last = this;
  this.addEventListener('ended', () => window.ends++, {once: true});
  return play.call(this);
};
"""
VOICES = """
window.spoken = [];
const voices = %s;
Object.defineProperty(window, 'speechSynthesis', {value: Object.assign(new EventTarget(), {
  getVoices: () => window.late ? [] : voices, cancel() {},
  speak(saying) {
    window.spoken.push([saying.text, saying.voice.name]);
    setTimeout(() => %s, 10);
  },
})});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
LOCAL = [
    {"name": "ver weg", "lang": "nl-NL", "localService": False},
    {"name": "hier", "lang": "nl_NL", "localService": True},
    {"name": "here", "lang": "en-GB", "localService": True},
]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def page(on_phone, takes_part):
    def opening(*scripts: str, **facts):
        client, _ = takes_part("jongere")
        tab = on_phone(client, **facts)
        tab.add_init_script(WATCH)
        for script in scripts:
            tab.add_init_script(script)
        tab.goto(reverse("participation:home"))
        return tab

    return opening


def voices(found, ending: str = "saying.onend()") -> str:
    return VOICES % (json.dumps(found), ending)


def button(tab):
    return tab.locator("button[data-aloud]").first


@needs_voice
def test_without_a_voice_of_its_own_the_device_plays_sound_of_the_server(page, barriers):
    tab = page()
    assert button(tab).inner_text().strip() == "Lees voor"

    button(tab).click()
    assert until(lambda: tab.evaluate("window.last && window.last.currentTime > 0.2"))
    assert button(tab).inner_text().strip() == "Stop lezen"
    assert tab.locator(".aloud-now").count() == 1
    assert barriers(tab) == []
    assert tab.evaluate("window.played[0].slice(0, 5)") == "blob:"

    assert until(lambda: tab.evaluate("window.ends") >= 1)
    assert until(lambda: len(tab.evaluate("window.played")) >= 2)
    button(tab).click()
    assert button(tab).inner_text().strip() == "Lees voor"
    assert tab.locator(".aloud-now").count() == 0
    assert tab.evaluate("window.last.paused")
    assert barriers(tab) == []


@needs_voice
def test_everything_is_read_to_its_end(page):
    tab = page()
    tab.evaluate(
        "document.querySelectorAll('main [data-aloud-text]').forEach((e, n) => n > 1 && e.remove())"
    )
    button(tab).click()

    assert until(lambda: tab.evaluate("window.ends") == 2)
    assert until(lambda: button(tab).inner_text().strip() == "Lees voor")


def test_a_voice_of_the_device_itself_is_used_and_never_one_far_away(page):
    tab = page(voices(LOCAL))
    asked = []
    tab.on("request", lambda r: asked.append(r.url) if r.method == "POST" else None)

    button(tab).click()
    assert until(lambda: button(tab).inner_text().strip() == "Lees voor")

    spoken = tab.evaluate("window.spoken")
    assert {voice for _, voice in spoken} == {"hier"}
    assert spoken[0][0] == tab.locator("h1").inner_text()
    assert asked == []
    assert all(len(text.split(".")) <= 2 for text, _ in spoken), "sentence by sentence"


def test_a_voice_may_arrive_late(page, monkeypatch):
    monkeypatch.setattr(speech, "available", lambda: False)
    tab = page("window.late = true", voices(LOCAL))
    assert not button(tab).is_visible()

    tab.evaluate(
        "() => { window.late = false; speechSynthesis.dispatchEvent(new Event('voiceschanged')) }"
    )

    assert button(tab).is_visible()


def test_where_nothing_can_read_there_is_no_button(page, monkeypatch, barriers):
    monkeypatch.setattr(speech, "available", lambda: False)

    tab = page(voices(LOCAL[:1]))

    assert not button(tab).is_visible()
    assert barriers(tab) == []


@needs_voice
def test_where_the_voice_fails_the_server_reads(page):
    tab = page(voices(LOCAL, "saying.onerror()"))

    button(tab).click()

    assert until(lambda: tab.evaluate("window.last && window.last.currentTime > 0.1"))


RECORDED = """address => {
  document.querySelector('h1').dataset.sound = address;
  document.querySelectorAll('main [data-aloud-text]').forEach((e, n) => n > 0 && e.remove());
}"""


@needs_voice
def test_a_recording_comes_first(page):
    tab = page(voices(LOCAL))
    recorded = speech.speak("Dit is een opname.", "nl")
    tab.route("**/opname.wav", lambda route: route.fulfill(body=recorded, content_type="audio/wav"))
    tab.evaluate(RECORDED, "/opname.wav")

    button(tab).click()
    assert until(lambda: tab.evaluate("window.ends") == 1)

    assert tab.evaluate("window.played.length") == 1
    assert tab.evaluate("window.played[0]").endswith("/opname.wav")
    assert tab.evaluate("window.spoken") == []


def test_where_the_recording_is_gone_the_voice_reads(page):
    tab = page(voices(LOCAL))
    tab.evaluate(RECORDED, "/er-is-niets.wav")

    button(tab).click()

    assert until(lambda: tab.evaluate("window.spoken.length") >= 1)


@needs_voice
def test_what_the_page_shows_is_what_the_server_signed(page):
    """For every text of the page the server makes sound of exactly what stands there."""
    tab = page()
    texts = tab.locator("main [data-spoken]").count()
    answers = []
    tab.on("response", lambda r: answers.append(r.status) if "/voorlezen/" in r.url else None)
    tab.evaluate(
        """() => { HTMLMediaElement.prototype.play = function () {
             setTimeout(() => this.onended(), 1); return Promise.resolve(); }; }"""
    )

    button(tab).click()
    assert until(lambda: button(tab).inner_text().strip() == "Lees voor")

    assert texts >= 2
    assert answers == [200] * texts


def test_leaving_the_page_ends_the_reading(page):
    tab = page(voices(LOCAL, "0"))
    button(tab).click()
    assert until(lambda: tab.evaluate("werkwijs.aloud.going()"))

    tab.evaluate("dispatchEvent(new Event('pagehide'))")

    assert not tab.evaluate("werkwijs.aloud.going()")
