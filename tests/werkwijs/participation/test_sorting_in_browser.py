"""In a real browser: people sort by tap, by keyboard, by dragging and without a script; nothing is lost."""

from __future__ import annotations

import re

import pytest
from django.db.models import Count
from django.urls import reverse
from tests.waiting import until

from werkwijs.participation import piles, sorting
from werkwijs.participation.models import OnPile, Pile
from werkwijs.studies.models import Statement

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

SORT = reverse("participation:sort")
PILES = reverse("participation:piles")
ABOUT_A_PILE = ("pile", "label", "split", "merge")
A_MOMENT = 450
"""Longer than the page takes two taps for one."""

SMALL = """() => [...document.querySelectorAll(
    'main a, main button, main summary, main label.choice, main input:not([type=hidden], .choice input)')]
  .filter(e => e.getClientRects().length).map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 55.5 || box.height < 55.5)
  .map(([html, box]) => `${html} ${box.width} x ${box.height}`)"""
TINY = """() => [...document.querySelectorAll('main *')]
  .filter(e => e.getClientRects().length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .filter(e => !e.closest('.unseen') && parseFloat(getComputedStyle(e).fontSize) < 20)
  .map(e => e.outerHTML.slice(0, 90))"""
FOCUS = "document.activeElement && (document.activeElement.id || document.activeElement.tagName)"


@pytest.fixture
def check(barriers):
    """No barriers, nothing too small to touch or to read, and focus somewhere."""

    def look(tab) -> None:
        assert barriers(tab) == []
        assert tab.evaluate(SMALL) == []
        assert tab.evaluate(TINY) == []
        assert tab.evaluate(FOCUS) is not None

    return look


def begun(on_phone, takes_part, **facts):
    client, participant = takes_part("jongere")
    sorting.begin(participant)
    tab = on_phone(client, **facts)
    tab.goto(SORT)
    return tab, participant


def many(study, n: int, round_size: int = 20) -> None:
    Statement.objects.bulk_create(
        Statement(study=study, number=i, text=f"je hulp krijgt bij dingen zoals {i}", order=i)
        for i in range(7, n + 1)
    )
    study.round_size = round_size
    study.save()


def arrived(participant, n: int) -> bool:
    return until(lambda: OnPile.objects.filter(sitting__participant=participant).count() == n)


def seen(tab) -> str:
    return tab.locator("#words").inner_text()


def tap(tab, where: str) -> None:
    tab.locator(where).click()
    tab.wait_for_timeout(A_MOMENT)


def test_eighty_slips_are_sorted_by_tap_on_a_small_phone(on_phone, takes_part, study, check):
    many(study, 80)
    tab, participant = begun(on_phone, takes_part, width=360, has_touch=True, is_mobile=True)
    tab.clock.install()
    tab.reload()
    for n in range(80):
        if n and n % 20 == 0:
            assert until(lambda: "is klaar" in tab.locator("main").inner_text())
            check(tab)
            tab.locator("#after a.button >> nth=0").tap()
            tab.wait_for_selector("#place:not([hidden])")
        assert tab.locator("#count").inner_text() == f"Briefje {n % 20 + 1} van 20"
        if n < 5:
            check(tab)
        where = "#new" if n < 5 else "#none" if n == 70 else f"#piles .pile >> nth={n % 5}"
        tab.locator(where).tap()
        if n < 79:
            tab.clock.fast_forward(A_MOMENT)
    assert until(lambda: "alle briefjes gehad" in tab.locator("main").inner_text())
    check(tab)
    assert piles.sitting_of(participant).finished_at is None
    tab.locator("#after form button").tap()
    tab.wait_for_selector("text=Klaar met stapels maken")
    check(tab)

    table = piles.table(participant)
    assert [len(heap.statements) for heap in table.heaps] == [15, 16, 16, 16, 16]
    assert len(table.unknown) == 1
    assert table.sitting.finished_at is not None
    taken = table.sitting.placed.filter(seconds__gt=0)
    assert taken.count() == 80


def test_eighty_slips_are_sorted_with_nothing_but_tab_and_enter(on_phone, takes_part, study, check):
    many(study, 80, round_size=80)
    tab, participant = begun(on_phone, takes_part, width=360)
    tab.locator("#statement").focus()

    def go_to(words: str) -> None:
        for _ in range(12):
            tab.keyboard.press("Tab")
            if words in tab.evaluate("document.activeElement.textContent"):
                return
        raise AssertionError(f"Tab does not lead to {words!r}.")

    for n in range(80):
        go_to("Nieuwe stapel" if n < 3 else f"Stapel {n % 3 + 1}")
        tab.keyboard.press("Enter")
        assert tab.evaluate(FOCUS) == ("statement" if n < 79 else "after-title")
        check(tab)
    go_to("Ik ben klaar")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=Klaar met stapels maken")

    assert [len(heap.statements) for heap in piles.table(participant).heaps] == [27, 27, 26]


def test_six_slips_are_sorted_without_a_script(on_phone, takes_part, study, check, barriers):
    tab, participant = begun(on_phone, takes_part, width=320, java_script_enabled=False)
    for n in range(6):
        assert tab.locator("#count").inner_text() == f"Briefje {n + 1} van 6"
        tab.locator("#new" if n < 2 else f"#piles .pile >> nth={n % 2}").click()
    tab.locator("text=Bekijk mijn stapels").click()
    tab.locator(".heap a.button >> nth=0").click()
    tab.locator("text=Geef een naam").click()
    tab.locator("#label").fill("Rust 😀")
    tab.locator("text=Bewaar de naam").click()
    tab.locator(".heap >> nth=1 >> li a >> nth=0").click()
    tab.locator(".pile >> text=Rust").click()
    tab.locator("text=Terugzetten").click()
    tab.locator("text=Ik ben klaar").click()

    assert "Dank je wel" in tab.locator("main").inner_text()
    table = piles.table(participant)
    assert [(heap.label, len(heap.statements)) for heap in table.heaps] == [("Rust 😀", 3), ("", 3)]


def test_two_taps_at_once_are_one(on_phone, takes_part):
    tab, participant = begun(on_phone, takes_part)
    second = tab.evaluate(
        "JSON.parse(document.getElementById('sort-data').textContent).waiting[1].text"
    )

    tab.locator("#new").dblclick()

    assert seen(tab) == second
    assert arrived(participant, 1)
    tab.wait_for_timeout(A_MOMENT)
    assert Pile.objects.count() == 1


def test_every_slip_can_be_put_back_one_after_the_other(on_phone, takes_part, check):
    tab, participant = begun(on_phone, takes_part)
    first = seen(tab)
    for where in ("#new", "#new", "#piles .pile >> nth=0", "#none"):
        tap(tab, where)
    assert tab.locator("#said").inner_text() == "Gelegd bij: weet ik niet."
    for _ in range(4):
        tap(tab, "#undo button")
        check(tab)
    assert seen(tab) == first
    assert tab.locator("#undo").is_hidden()
    assert tab.locator("#piles .pile").count() == 0
    assert tab.locator("#said").inner_text() == "Teruggezet."
    assert arrived(participant, 0)


def test_what_was_done_on_an_earlier_page_can_be_put_back_too(on_phone, takes_part):
    tab, participant = begun(on_phone, takes_part)
    first = seen(tab)
    tap(tab, "#new")
    assert arrived(participant, 1)
    tab.reload()

    tab.locator("#undo button").click()

    assert until(lambda: seen(tab) == first)
    assert arrived(participant, 0)


def middle(tab, where: str) -> tuple[float, float]:
    box = tab.locator(where).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(tab, what: str, onto: str) -> None:
    tab.mouse.move(*middle(tab, what))
    tab.mouse.down()
    x, y = middle(tab, onto)
    tab.mouse.move(x, y - 40, steps=4)
    tab.mouse.move(x, y, steps=4)
    tab.mouse.up()


def test_a_slip_is_dragged_to_a_pile_with_the_mouse(on_phone, takes_part, check):
    tab, participant = begun(on_phone, takes_part, width=1280, height=900)
    tap(tab, "#new")

    drag(tab, "#words", "#piles .pile >> nth=0")
    drag(tab, "#slip .grip", "#new")
    tab.mouse.move(*middle(tab, "#words"))
    tab.mouse.down()
    tab.mouse.move(5, 5, steps=5)  # let go beside every pile: nothing happens
    tab.mouse.up()

    assert arrived(participant, 3)
    check(tab)
    assert [len(heap.statements) for heap in piles.table(participant).heaps] == [2, 1]
    assert tab.evaluate(FOCUS) == "statement"


def test_a_slip_is_dragged_with_a_finger_by_its_grip(on_phone, takes_part):
    tab, participant = begun(on_phone, takes_part, has_touch=True, is_mobile=True)
    tap(tab, "#new")
    touch = tab.context.new_cdp_session(tab)

    def finger(kind, x=0.0, y=0.0):
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = middle(tab, "#slip .grip")
    finger("touchStart", x, y)
    to_x, to_y = middle(tab, "#piles .pile >> nth=0")
    for step in range(1, 6):
        finger("touchMove", x + (to_x - x) * step / 5, y + (to_y - y) * step / 5)
    finger("touchEnd")

    assert arrived(participant, 2)
    assert [len(heap.statements) for heap in piles.table(participant).heaps] == [2]


def test_in_the_overview_slips_are_dragged_between_piles_and_to_a_new_one(
    on_phone, takes_part, check
):
    tab, participant = begun(on_phone, takes_part, width=1280, height=900)
    for where in ("#new", "#piles .pile >> nth=0", "#new", "#piles .pile >> nth=1"):
        tap(tab, where)
    arrived(participant, 4)
    tab.goto(PILES)
    check(tab)

    drag(tab, ".heap >> nth=0 >> li >> nth=0", ".heap >> nth=1")
    drag(tab, ".heap >> nth=0 >> li >> nth=0", "#new-heap")
    check(tab)

    assert until(lambda: [len(h.statements) for h in piles.table(participant).heaps] == [3, 1])
    counted = [said.split() for said in tab.locator(".heap .n").all_inner_texts()]
    assert counted[:2] == [["3", "briefjes"], ["1", "briefje"]]
    assert "Verplaatst naar Stapel" in tab.locator("#said").inner_text()
    tab.locator("#undo button").click()
    assert until(
        lambda: sorted(len(h.statements) for h in piles.table(participant).heaps) == [1, 3]
    )


def test_a_pile_is_split_by_keyboard(on_phone, takes_part, check):
    tab, participant = begun(on_phone, takes_part)
    for n in range(6):
        tap(tab, "#new" if n == 0 else "#piles .pile >> nth=0")
    arrived(participant, 6)
    tab.goto(PILES)
    tab.locator(".heap a.button >> nth=0").press("Enter")
    check(tab)
    tab.locator("main >> text=Maak er 2 stapels van").press("Enter")
    check(tab)
    for n in (0, 2):
        tab.locator(f".pick input >> nth={n}").press("Space")
    check(tab)
    tab.locator("text=Leg op een nieuwe stapel").press("Enter")
    tab.wait_for_selector("#heaps")
    check(tab)

    assert [len(heap.statements) for heap in piles.table(participant).heaps] == [4, 2]
    assert Pile.objects.exclude(split_from=None).count() == 1


def test_digits_choose_a_pile_on_a_wide_screen_and_can_be_switched_off(on_phone, takes_part, check):
    tab, participant = begun(on_phone, takes_part, width=1280, height=900)
    tap(tab, "#new")
    tap(tab, "#new")
    tab.keyboard.press("2")
    tab.keyboard.press("0")
    assert arrived(participant, 4)
    check(tab)
    assert [len(h.statements) for h in piles.table(participant).heaps] == [1, 2]
    tab.locator("#keys button").click()
    tab.keyboard.press("1")
    tab.keyboard.press("Control+1")
    check(tab)
    tab.reload()
    tab.keyboard.press("1")
    tab.wait_for_timeout(200)

    assert OnPile.objects.count() == 4


def test_digits_do_nothing_on_a_phone(on_phone, takes_part):
    tab, participant = begun(on_phone, takes_part)
    tap(tab, "#new")
    tab.keyboard.press("1")
    tab.wait_for_timeout(200)

    assert seen(tab)
    assert arrived(participant, 1)


def test_somebody_stops_and_goes_on_with_another_device(on_phone, takes_part):
    client, participant = takes_part("jongere")
    sorting.begin(participant)
    phone = on_phone(client)
    phone.goto(SORT)
    tap(phone, "#new")
    tap(phone, "#piles .pile >> nth=0")
    third = seen(phone)
    arrived(participant, 2)
    phone.context.close()

    computer = on_phone(client, width=1280, height=900)
    computer.goto(SORT)

    assert computer.locator("#count").inner_text() == "Briefje 3 van 6"
    assert seen(computer) == third
    assert "2" in computer.locator("#piles .pile >> nth=0").inner_text()


def test_two_devices_at_once_end_with_one_truth(on_phone, takes_part):
    client, participant = takes_part("jongere")
    sorting.begin(participant)
    phone, tablet = on_phone(client), on_phone(client, width=800)
    phone.goto(SORT)
    tablet.goto(SORT)
    for n in range(6):
        tap(phone, "#new" if n == 0 else "#piles .pile >> nth=0")
    for n in range(3):
        tap(tablet, "#new" if n == 0 else "#piles .pile >> nth=0")
    arrived(participant, 6)
    assert until(lambda: [len(h.statements) for h in piles.table(participant).heaps] == [3, 3])

    twice = OnPile.objects.values("statement").annotate(n=Count("id")).filter(n__gt=1)
    assert not twice.exists()
    phone.goto(PILES)
    tablet.goto(PILES)
    assert phone.locator("#heaps").inner_text() == tablet.locator("#heaps").inner_text()


def test_without_a_network_sorting_goes_on_and_everything_arrives_once(on_phone, takes_part, check):
    tab, participant = begun(on_phone, takes_part)
    tap(tab, "#new")
    arrived(participant, 1)
    tab.context.set_offline(True)
    for where in ("#piles .pile >> nth=0", "#new", "#piles .pile >> nth=1"):
        tap(tab, where)
    tap(tab, "#undo button")
    tap(tab, "#none")
    assert until(lambda: tab.locator("#giving").is_visible())
    check(tab)
    tap(tab, "#to-piles")  # there is no way to the server: the page stays
    assert tab.url.endswith(SORT)
    assert OnPile.objects.count() == 1

    tab.context.set_offline(False)
    tab.reload()

    def on_table() -> tuple[list[int], int]:
        table = piles.table(participant)
        return [len(h.statements) for h in table.heaps], len(table.unknown)

    assert until(
        lambda: on_table() == ([2, 1], 1)
    )  # four lie there before the undo too: count, and look
    assert tab.locator("#count").inner_text() == "Briefje 5 van 6"


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_large_text_and_narrow_screens_need_no_scrolling_sideways(
    on_phone, takes_part, check, width
):
    tab, participant = begun(on_phone, takes_part, width=width)
    words = "Arbeidsongeschiktheidsverzekeringsmaatschappijen"
    for where in ("#new", "#new", "#new", "#piles .pile >> nth=0"):
        tap(tab, where)
    arrived(participant, 4)
    Pile.objects.update(label=words)
    Statement.objects.update(text=f"je {words} begrijpt")
    pile = Pile.objects.first().key
    about_it = [reverse(f"participation:{name}", args=[pile]) for name in ABOUT_A_PILE]
    for address in (SORT, PILES, *about_it):
        tab.goto(address)
        tab.evaluate("document.documentElement.style.fontSize = '200%'")
        check(tab)


def test_in_forced_colours_every_pile_has_an_edge(on_phone, takes_part, check):
    tab, _ = begun(on_phone, takes_part, forced_colors="active")
    for _ in range(3):
        tap(tab, "#new")
    check(tab)

    edges = tab.evaluate("""[...document.querySelectorAll('.piles .pile:not(.none)')]
        .map(pile => getComputedStyle(pile).borderTopWidth)""")
    assert len(edges) == 4
    assert set(edges) == {"2px"}


def test_the_page_weighs_less_than_100_kb(on_phone, takes_part, study, live_server):
    many(study, 80)
    client, participant = takes_part("jongere")
    sorting.begin(participant)
    tab = on_phone(client)
    done = []
    tab.on("requestfinished", lambda request: done.append(request))

    tab.goto(SORT, wait_until="networkidle")

    sizes = [
        (r.url, r.sizes()["responseBodySize"] + r.sizes()["responseHeadersSize"]) for r in done
    ]
    weight = sum(size for _, size in sizes)
    assert all(url.startswith(live_server.url) for url, _ in sizes)
    assert 20_000 < weight < 100_000, sizes
    assert re.search(r"sort\.js", str(sizes))
