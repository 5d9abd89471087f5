"""In a real browser: what people give waits on their device, locked, and arrives once."""

from __future__ import annotations

import json
import time

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.waiting import until

from werkwijs.participation import acts
from werkwijs.participation.models import Access, Consent, Participant, Received

pytestmark = pytest.mark.django_db(transaction=True)

GIVE = "words => words.forEach(word => werkwijs.queue.give({kind: 'say', words: word}))"
GIVE_AND_WAIT = "word => werkwijs.queue.give({kind: 'say', words: word})"
CLOSING = """() => { const e = new Event('beforeunload', {cancelable: true}); dispatchEvent(e);
  return e.defaultPrevented }"""
ROWS = """() => new Promise(yes => {
  const asked = indexedDB.open('werkwijs', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('waiting', {keyPath: 'key'});
  asked.onsuccess = () => {
    const all = asked.result.transaction('waiting').objectStore('waiting').getAll();
    all.onsuccess = () => { asked.result.close(); yes(all.result.map(row => Object.assign({}, row, {
      iv: [...row.iv], sealed: String.fromCharCode(...new Uint8Array(row.sealed)) }))); };
  };
})"""


@pytest.fixture(autouse=True)
def said(monkeypatch):
    def handler(participant: Participant, act: acts.Act) -> None:
        acts.needs(participant, "sorting")
        participant.facts.setdefault("said", []).append(acts.text(act, "words", 20))
        participant.save(update_fields=["facts"])

    monkeypatch.setitem(acts._HANDLERS, "say", handler)


def what_was_said(participant: Participant) -> list[str]:
    participant.refresh_from_db()
    return participant.facts.get("said", [])


def opened(on_phone, client, **facts):
    tab = on_phone(client, **facts)
    tab.goto(reverse("participation:home"))
    return tab


def nothing_waits(tab) -> None:
    assert until(lambda: tab.evaluate("werkwijs.queue.pending()") == [])


def empty(tab) -> bool:
    """Rows go a moment after the answer."""
    return until(lambda: tab.evaluate(ROWS) == [])


def line(tab) -> str:
    return tab.locator("#giving").inner_text()


def test_with_a_network_acts_arrive_in_their_order_and_nothing_is_said(on_phone, takes_part):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)

    tab.evaluate(GIVE, ["a", "b", "c"])
    nothing_waits(tab)

    assert what_was_said(participant) == ["a", "b", "c"]
    assert empty(tab)
    assert not tab.locator("#giving").is_visible()


def test_without_a_network_they_wait_locked_and_arrive_once(on_phone, takes_part, barriers):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)
    tab.context.set_offline(True)

    for word in ["geheim1", "geheim2", "geheim3", "geheim4", "geheim5"]:
        assert tab.evaluate(GIVE_AND_WAIT, word) == {"kept": True}
    tab.locator("#giving", has_text="Geen internet").wait_for()

    assert line(tab) == "Geen internet. We bewaren het hier. Ga gerust door."
    assert barriers(tab) == []
    assert what_was_said(participant) == []
    rows = tab.evaluate(ROWS)
    assert len(rows) == 5
    assert len({tuple(row["iv"]) for row in rows}) == 5
    stored = json.dumps(rows)
    assert "geheim" not in stored
    assert participant.pseudonym not in [row["mark"] for row in rows]
    assert "geheim" not in tab.evaluate("JSON.stringify([localStorage, sessionStorage])")

    tab.context.set_offline(False)
    tab.locator("#giving", has_text="Er is weer internet").wait_for()

    assert what_was_said(participant) == [f"geheim{n}" for n in range(1, 6)]
    assert empty(tab)
    assert barriers(tab) == []


def test_an_answer_that_got_lost_is_asked_for_again_and_nothing_is_doubled(on_phone, takes_part):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)
    lost = []

    def lose(route):
        if len(lost) < 2:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    tab.route("**/mee/geef/", lose)
    tab.evaluate(GIVE, ["a", "b"])
    nothing_waits(tab)

    assert [answer.status for answer in lost] == [200, 200]
    assert what_was_said(participant) == ["a", "b"]
    assert Received.objects.count() == 2


@pytest.mark.parametrize("status", [500, 502, 200])
def test_an_answer_that_is_not_ours_is_no_answer(on_phone, takes_part, status):
    """A broken server, or the sign-in page of a network in a hotel."""
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)
    times = []

    def other(route):
        times.append(1)
        if len(times) == 1:
            route.fulfill(status=status, body="<html>welkom</html>", content_type="text/html")
        else:
            route.continue_()

    tab.route("**/mee/geef/", other)
    tab.evaluate(GIVE, ["a"])
    nothing_waits(tab)

    assert what_was_said(participant) == ["a"]
    assert line(tab) == "Er is weer internet. Alles is bewaard."


def test_a_page_closed_without_a_network_and_opened_with_one_delivers(on_phone, takes_part):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)
    tab.context.set_offline(True)
    tab.evaluate(GIVE_AND_WAIT, "a")
    tab.evaluate(GIVE_AND_WAIT, "b")
    device = tab.context
    tab.close()
    device.set_offline(False)

    again = device.new_page()
    again.goto(reverse("participation:home"))
    nothing_waits(again)

    assert what_was_said(participant) == ["a", "b"]
    assert empty(again)


def test_what_still_waits_is_known_to_the_next_page(on_phone, takes_part):
    client, _ = takes_part("jongere")
    tab = opened(on_phone, client)
    tab.route("**/mee/geef/", lambda route: route.abort())
    tab.evaluate(GIVE_AND_WAIT, "a")
    tab.reload()
    tab.evaluate(GIVE_AND_WAIT, "b")

    assert tab.evaluate("werkwijs.queue.pending().then(all => all.map(act => act.words))") == [
        "a",
        "b",
    ]
    assert all(act["at"] > 0 for act in tab.evaluate("werkwijs.queue.pending()"))


def test_an_act_with_a_slot_takes_the_place_of_the_one_that_waits(on_phone, takes_part):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)
    tab.context.set_offline(True)
    for word in ["a", "ab", "abc"]:
        tab.evaluate("word => werkwijs.queue.give({kind: 'say', words: word}, 'draft')", word)
    assert len(tab.evaluate(ROWS)) == 1

    tab.context.set_offline(False)
    nothing_waits(tab)

    assert what_was_said(participant) == ["abc"]


def test_the_next_person_on_a_tablet_cannot_read_what_waits_and_it_goes(on_phone, takes_part):
    client, participant = takes_part("jongere", way="shared")
    next_client, next_one = takes_part("jongere", way="shared")
    tab = opened(on_phone, client)
    tab.context.set_offline(True)
    tab.evaluate(GIVE_AND_WAIT, "geheim")
    tab.route("**/mee/geef/", lambda route: route.abort())
    tab.context.set_offline(False)

    on_phone.hand_over(tab, next_client)
    tab.goto(reverse("participation:home"))
    tab.locator("#giving", has_text="Iemand voor jou").wait_for()

    assert tab.evaluate("werkwijs.queue.pending()") == []
    assert empty(tab)
    assert "geheim" not in tab.content()
    tab.unroute("**/mee/geef/")
    tab.evaluate(GIVE, ["b"])
    nothing_waits(tab)
    assert (what_was_said(participant), what_was_said(next_one)) == ([], ["b"])


def test_on_a_phone_two_people_share_each_finds_what_waited_for_them(on_phone, takes_part):
    client, participant = takes_part("jongere")
    other_client, other = takes_part("werkgever")
    tab = opened(on_phone, client)
    tab.context.set_offline(True)
    tab.evaluate(GIVE_AND_WAIT, "a")
    tab.route("**/mee/geef/", lambda route: route.abort())
    tab.context.set_offline(False)

    on_phone.hand_over(tab, other_client)
    tab.goto(reverse("participation:home"))
    assert tab.evaluate("werkwijs.queue.pending()") == []
    tab.unroute("**/mee/geef/")
    tab.evaluate(GIVE, ["b"])
    nothing_waits(tab)
    assert what_was_said(participant) == []

    on_phone.hand_over(tab, client)
    tab.goto(reverse("participation:home"))
    nothing_waits(tab)
    assert (what_was_said(participant), what_was_said(other)) == (["a"], ["b"])


def test_what_waits_for_somebody_who_does_not_come_back_goes_after_a_day(on_phone, takes_part):
    client, _ = takes_part("jongere")
    other_client, _ = takes_part("werkgever")
    tab = opened(on_phone, client)
    tab.context.set_offline(True)
    tab.evaluate(GIVE_AND_WAIT, "a")
    tab.route("**/mee/geef/", lambda route: route.abort())
    tab.context.set_offline(False)
    tab.context.add_init_script("const now = Date.now; Date.now = () => now() + 25 * 3600 * 1000")

    on_phone.hand_over(tab, other_client)
    tab.goto(reverse("participation:home"))
    tab.locator("#giving", has_text="Iemand voor jou").wait_for()

    assert empty(tab)


def test_an_older_tab_gives_nothing_in_the_name_of_the_next_person(on_phone, takes_part):
    client, participant = takes_part("jongere")
    other_client, other = takes_part("jongere")
    tab = opened(on_phone, client)
    on_phone.hand_over(tab, other_client)

    tab.evaluate(GIVE, ["a"])
    tab.locator("#giving", has_text="niet meer aangemeld").wait_for()

    assert (what_was_said(participant), what_was_said(other)) == ([], [])


def test_who_lost_access_is_told_and_finds_everything_when_coming_back(on_phone, takes_part):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)
    Access.objects.update(revoked_at=timezone.now())
    tab.evaluate(GIVE_AND_WAIT, "a")
    tab.locator("#giving", has_text="Kom terug met je code").wait_for()

    Access.objects.update(revoked_at=None)
    tab.reload()
    nothing_waits(tab)

    assert what_was_said(participant) == ["a"]


def test_who_is_asked_something_first_is_told_and_loses_nothing(on_phone, takes_part):
    """A new version of the consent text came while the page stood open."""
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)
    given = Consent.objects.get(participant=participant)
    Consent.objects.update(withdrawn_at=timezone.now())
    tab.evaluate(GIVE_AND_WAIT, "a")
    tab.locator("#giving", has_text="We vragen je eerst nog iets").wait_for()

    given.save()
    tab.reload()
    nothing_waits(tab)

    assert what_was_said(participant) == ["a"]


def test_a_token_that_became_old_is_renewed(on_phone, takes_part):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)
    tab.context.clear_cookies(name="formulier")

    tab.evaluate(GIVE, ["a"])
    nothing_waits(tab)

    assert what_was_said(participant) == ["a"]


def test_what_is_refused_is_told_in_plain_words_and_holds_up_nothing(on_phone, takes_part):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)

    tab.evaluate(GIVE, ["a", "x" * 21, "b"])
    tab.locator("#giving", has_text="Dit kwam niet goed aan").wait_for()
    nothing_waits(tab)

    assert what_was_said(participant) == ["a", "b"]


def test_one_act_that_is_too_big_does_not_hold_up_the_others(on_phone, takes_part):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)

    tab.evaluate(GIVE, ["a", "x" * 70_000, "b"])
    nothing_waits(tab)

    assert what_was_said(participant) == ["a", "b"]


def test_where_nothing_can_be_locked_nothing_is_stored_and_all_is_sent(on_phone, takes_part):
    """As on an address without https: no crypto.subtle."""
    client, participant = takes_part("jongere")
    tab = on_phone(client)
    tab.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})")
    tab.goto(reverse("participation:home"))
    tab.evaluate(GIVE, ["a"])
    nothing_waits(tab)
    assert what_was_said(participant) == ["a"]

    tab.context.set_offline(True)
    tab.evaluate(GIVE, ["b"])
    tab.locator("#giving", has_text="Laat deze pagina open").wait_for()
    assert tab.evaluate(CLOSING)
    tab.context.set_offline(False)
    nothing_waits(tab)

    assert what_was_said(participant) == ["a", "b"]
    assert tab.evaluate("indexedDB.databases()") == []


def test_what_is_kept_here_needs_no_warning_when_the_page_closes(on_phone, takes_part):
    client, _ = takes_part("jongere")
    tab = opened(on_phone, client)
    tab.context.set_offline(True)
    tab.evaluate(GIVE_AND_WAIT, "a")
    tab.locator("#giving", has_text="Geen internet").wait_for()

    assert not tab.evaluate(CLOSING)


def test_the_key_of_the_lock_stays_on_the_page(on_phone, takes_part):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)

    assert "data-secret" not in tab.content()
    assert acts.secret(participant).hex() not in json.dumps(tab.evaluate(ROWS))


def test_without_a_network_a_link_or_form_leads_nowhere_and_says_so(on_phone, takes_part):
    client, _ = takes_part("jongere")
    tab = opened(on_phone, client)
    tab.context.set_offline(True)

    tab.locator(".always a").first.click()
    tab.locator("#giving", has_text="Druk dan nog een keer").wait_for()
    assert tab.url.endswith(reverse("participation:home"))

    tab.locator("form.language button").click()
    assert tab.url.endswith(reverse("participation:home"))

    tab.context.set_offline(False)
    tab.locator("form.language button").click()
    tab.locator("html[lang=en]").wait_for()


def test_a_form_waits_until_everything_before_it_arrived(on_phone, takes_part):
    client, participant = takes_part("jongere")
    tab = opened(on_phone, client)
    seen = []
    tab.on("request", lambda r: seen.append(r.url.split("/", 3)[3]) if r.method == "POST" else None)
    tab.route("**/mee/geef/", lambda route: (time.sleep(0.3), route.continue_()))

    tab.evaluate(GIVE, ["a"])
    tab.locator("form.language button").click()
    tab.locator("html[lang=en]").wait_for()

    assert what_was_said(participant) == ["a"]
    assert seen[0].startswith("mee/geef")
    assert not seen[-1].startswith("mee/geef")
