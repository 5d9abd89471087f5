"""Giving ideas in a real browser: by touch and by keyboard, with and without a network."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse
from tests.waiting import until

from werkwijs.participation.models import Help, Idea, Participant, Sitting
from werkwijs.studies.models import Phase

pytestmark = pytest.mark.django_db(transaction=True)

BIG_ENOUGH = """() => [...document.querySelectorAll(
    'a, button, summary, select, textarea, input:not([type=hidden])')]
  .filter(e => e.getClientRects().length && !e.classList.contains('skip'))
  .filter(e => e.getBoundingClientRect().height < 55.9 || parseFloat(getComputedStyle(e).fontSize) < 20)
  .map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def study(study):
    study.phase = Phase.IDEAS
    study.save()
    return study


@pytest.fixture
def somebody(on_phone, takes_part):
    """The page for ideas of somebody, opened."""

    def opening(width: int = 360, **facts):
        client, participant = takes_part("jongere")
        tab = on_phone(client, width=width, **facts)
        tab.goto(reverse("participation:ideas"))
        return tab, participant

    return opening


def given_by(participant: Participant) -> list[str]:
    return list(Idea.objects.filter(participant=participant).values_list("text", flat=True))


def delivered(tab) -> bool:
    return until(lambda: tab.evaluate("werkwijs.queue.pending()") == [])


def own(tab) -> list[str]:
    return tab.locator("#own-ideas .idea").all_text_contents()


def give(tab, text: str) -> None:
    tab.fill("#text", text)
    tab.get_by_role("button", name="Bewaar dit idee").click()
    tab.locator("#said", has_text="bewaard").wait_for()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_ideas_are_given_taken_away_and_put_back_without_barriers(somebody, barriers, width):
    tab, participant = somebody(width)
    assert barriers(tab) == []
    assert tab.evaluate(BIG_ENOUGH) == []

    give(tab, "  mijn baas\nrustig blijft 🙂 ")
    assert barriers(tab) == []
    assert tab.evaluate("document.activeElement.id") == "text"
    give(tab, "<script>alert(1)</script> שלום")
    assert own(tab) == ["<script>alert(1)</script> שלום", "  mijn baas\nrustig blijft 🙂 "]
    assert tab.evaluate(BIG_ENOUGH) == []

    tab.locator("#own-ideas li").first.get_by_role("button").click()
    assert tab.evaluate("document.activeElement.textContent.trim()") == "Zet terug"
    assert barriers(tab) == []
    assert delivered(tab)
    assert given_by(participant) == ["  mijn baas\nrustig blijft 🙂 "]

    tab.keyboard.press("Enter")
    assert "Haal weg" in tab.evaluate("document.activeElement.textContent")
    assert barriers(tab) == []
    assert delivered(tab)
    assert len(given_by(participant)) == 2

    tab.reload()
    assert sorted(own(tab)) == sorted(given_by(participant))
    tab.locator("#own-ideas li").first.get_by_role("button").click()
    tab.get_by_role("button", name="Ik weet niks meer").click()
    tab.get_by_role("heading", name="Dank je wel").wait_for()
    assert "Je gaf 1 idee." in tab.locator("main").inner_text()
    assert barriers(tab) == []
    assert tab.evaluate(BIG_ENOUGH) == []
    assert Sitting.objects.get(participant=participant).finished_at


def test_with_the_keyboard_alone(somebody):
    tab, participant = somebody(1280)
    tab.focus("#text")

    tab.keyboard.type("je slaapt")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Mijn job")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.locator("#said", has_text="bewaard").wait_for()
    assert delivered(tab)

    idea = Idea.objects.get(participant=participant)
    assert (idea.text, idea.typed_by_helper) == ("je slaapt", True)
    assert Help.objects.get(participant=participant).role == "jobcoach"


@pytest.mark.parametrize("width", [320, 1280])
def test_without_javascript(somebody, width):
    tab, participant = somebody(width, java_script_enabled=False)

    for text in ["  een\nen nog wat ", "twee"]:
        tab.fill("#text", text)
        tab.get_by_role("button", name="Bewaar dit idee").click()
        assert "Je idee is bewaard" in tab.locator("#said").inner_text()
    assert given_by(participant) == ["  een\nen nog wat ", "twee"]

    tab.locator("#own-ideas li").first.get_by_role("button").click()
    tab.get_by_role("button", name="Zet terug").click()
    assert given_by(participant) == ["  een\nen nog wat ", "twee"]

    tab.fill("#text", "x" * 5001)
    tab.get_by_role("button", name="Bewaar dit idee").click()
    assert "te lang" in tab.locator("#problem").inner_text()
    assert tab.input_value("#text") == "x" * 5001

    tab.get_by_role("button", name="Ik weet niks meer").click()
    assert "Je gaf 2 ideeën." in tab.locator("main").inner_text()


def test_without_a_network_ideas_wait_and_arrive_once(somebody, barriers):
    tab, participant = somebody()
    give(tab, "een")
    assert delivered(tab)

    tab.context.set_offline(True)
    for text in ["twee", "drie", "vier"]:
        give(tab, text)
    tab.locator("#own-ideas li").first.get_by_role("button").click()
    tab.locator("#giving", has_text="Geen internet").wait_for()
    assert barriers(tab) == []
    tab.get_by_role("button", name="Ik weet niks meer").click()
    tab.locator("#giving", has_text="Wacht even").wait_for()
    assert given_by(participant) == ["een"]

    tab.context.set_offline(False)
    tab.locator("#giving", has_text="weer internet").wait_for()

    assert given_by(participant) == ["een", "twee", "drie"]


def test_half_a_sentence_is_there_again_and_was_never_sent(somebody):
    tab, participant = somebody()
    sent = []
    tab.on("request", lambda request: sent.append(request.post_data or ""))
    tab.fill("#text", "mijn baas niet")
    time.sleep(0.7)
    tab.reload()
    assert until(lambda: tab.input_value("#text") == "mijn baas niet")

    tab.fill("#text", "mijn baas niet boos wordt")
    tab.get_by_role("button", name="Bewaar dit idee").click()
    tab.locator("#said", has_text="bewaard").wait_for()
    assert delivered(tab)
    tab.reload()
    time.sleep(0.3)

    assert tab.input_value("#text") == ""
    assert given_by(participant) == ["mijn baas niet boos wordt"]
    assert sum("mijn baas" in data for data in sent) == 1


def test_two_taps_give_one_idea(somebody):
    tab, participant = somebody()
    tab.fill("#text", "een")

    tab.get_by_role("button", name="Bewaar dit idee").dblclick()
    tab.locator("#own-ideas li").wait_for()
    assert delivered(tab)

    assert given_by(participant) == ["een"]


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "Er staat nog niks"), ("   ", "Er staat nog niks"), ("🙂" * 5001, "te lang")],
)
def test_what_cannot_be_kept_is_told_and_stays_in_the_field(somebody, barriers, text, told):
    tab, participant = somebody()
    tab.fill("#text", text)
    tab.get_by_role("button", name="Bewaar dit idee").click()
    tab.locator("#said", has_text=told).wait_for()

    assert tab.input_value("#text") == text
    assert tab.evaluate("document.activeElement.id") == "text"
    assert barriers(tab) == []
    assert given_by(participant) == []


def test_the_longest_idea_is_kept(somebody):
    tab, participant = somebody()

    give(tab, "🙂" * 5000)
    assert delivered(tab)

    assert given_by(participant) == ["🙂" * 5000]


SLOW_DEVICE = """() => {
  const own = SubtleCrypto.prototype.encrypt;
  SubtleCrypto.prototype.encrypt = function (...how) {
    return new Promise(yes => setTimeout(yes, 1500)).then(() => own.apply(this, how));
  };
}"""

ONE_MORE = "werkwijs.queue.give({ kind: 'idea-gone', idea: '' })"


@pytest.mark.parametrize("device", ["quick", "slower than the answer"])
def test_when_the_time_is_over_the_words_come_back(somebody, study, barriers, device):
    tab, _ = somebody()
    if device != "quick":
        tab.evaluate(SLOW_DEVICE)
    study.phase = Phase.SORTING
    study.save()

    tab.fill("#text", "net te laat")
    tab.get_by_role("button", name="Bewaar dit idee").click()
    tab.locator("#said", has_text="niet bewaard").wait_for()
    tab.evaluate(ONE_MORE)  # once that is kept, the device is done with what came before

    assert tab.input_value("#text") == "net te laat"
    assert "niet bewaard" in tab.locator("#said").inner_text()
    assert own(tab) == []
    assert barriers(tab) == []
    tab.reload()
    assert "De tijd voor ideeën is voorbij" in tab.locator("main").inner_text()
    assert barriers(tab) == []


def test_ideas_of_others_come_while_one_looks_and_nothing_moves(somebody, takes_part, barriers):
    _, other = takes_part("werkgever")
    Idea.objects.create(participant=other, text="<b>eerste</b>")
    tab, _ = somebody()
    asked = []
    tab.on(
        "request",
        lambda request: asked.append(request.url) if "van-anderen" in request.url else None,
    )
    time.sleep(0.5)
    assert asked == []

    tab.locator("#others summary").click()
    shown = tab.locator("#others-ideas .idea")
    assert shown.all_text_contents() == ["<b>eerste</b>"]
    assert barriers(tab) == []
    for n in range(5):
        Idea.objects.create(participant=other, text=f"later {n}")
    assert until(lambda: shown.count() == 6)
    assert shown.first.text_content() == "<b>eerste</b>"
    assert barriers(tab) == []

    Idea.objects.filter(text="<b>eerste</b>").delete()
    assert until(lambda: shown.count() == 5)

    tab.locator("#others summary").click()
    before = len(asked)
    time.sleep(4.5)
    assert len(asked) <= before + 1


def test_a_page_of_ideas_may_wait_for_its_acts(somebody, monkeypatch):
    """What is still on its way when the page is opened again stands in the list."""
    tab, participant = somebody()
    tab.route("**/mee/geef/", lambda route: route.abort())
    give(tab, "onderweg")

    tab.reload()
    assert until(lambda: own(tab) == ["onderweg"])

    tab.unroute("**/mee/geef/")
    assert delivered(tab)
    tab.reload()
    assert own(tab) == given_by(participant) == ["onderweg"]
