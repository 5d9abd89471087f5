"""Four cards on a sheet: every front meets its own back, however the paper is flipped."""

import io

import pikepdf
import pytest
from tests.werkwijs.cards import printed
from tests.werkwijs.cards.printed import poppler
from tests.werkwijs.cards.sample_edition import sample

from werkwijs.cards import printing
from werkwijs.cards.printing import sheets

A4 = (210.0, 297.0)


def through(box, kind):
    """Where a box on the back lies, seen from the front through the paper."""
    x0, y0, x1, y1 = box
    if kind == "home-long":
        return (A4[0] - x1, y0, A4[0] - x0, y1)
    return (x0, A4[1] - y1, x1, A4[1] - y0)


def inside(box, words):
    return [
        w for w in words if box[0] <= w[0] and w[2] <= box[2] and box[1] <= w[1] and w[3] <= box[3]
    ]


@poppler
@pytest.mark.parametrize("kind", ["home-long", "home-short"])
@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_front_and_back_of_every_card_lie_on_each_other(kind, n, tmp_path):
    document, files = sample()
    document["cards"] = [c for c in document["cards"] if "young-person" in c["texts"]][:n]
    made = printing.pdf(document, files, "young-person", kind)
    opened = pikepdf.open(io.BytesIO(made))
    pages = list(printed.words(made, tmp_path))
    titles = {str(c["number"]): c["texts"]["young-person"] for c in document["cards"]}
    seen = set()

    assert len(pages) == 2 * -(-(n + 6) // 4)
    for at in range(0, len(pages), 2):
        fronts = printed.clipped(opened.pages[at], sheets.CARD)
        backs = printed.clipped(opened.pages[at + 1], sheets.CARD)
        assert len(fronts) == len(backs) == min(4, n + 6 - 2 * at)
        for front in fronts:
            (back,) = (
                b
                for b in backs
                if all(abs(p - q) < 0.5 for p, q in zip(front, through(b, kind), strict=True))
            )
            words = inside(front, pages[at])
            on_back = printed.joined(inside(back, pages[at + 1]))
            for number, text in titles.items():
                if printed.joined(words).startswith(f"A {text['title']}") or (
                    text["easy"] in printed.joined(words)
                ):
                    # Upside down on paper, words may come in another order.
                    assert set(text["question"].split()) <= set(on_back.split())
                    assert number in on_back.split()
                    seen.add(number)
    assert seen == set(titles)


@poppler
def test_backs_flipped_on_the_short_edge_are_those_of_the_long_edge_turned_upside_down(tmp_path):
    document, files = sample()
    long, short = (
        list(printed.words(printing.pdf(document, files, "employer", kind), tmp_path))
        for kind in ("home-long", "home-short")
    )
    assert [printed.joined(p) for p in long[2::2]] == [
        printed.joined(p).replace("korte", "lange") for p in short[2::2]
    ]
    for one, other in zip(long[1::2], short[1::2], strict=True):
        turned = {
            (round(A4[0] - x1), round(A4[1] - y1), w) for x0, y0, x1, y1, w in other if y0 > 14
        }
        as_is = {(round(x0), round(y0), w) for x0, y0, x1, y1, w in one if y0 > 14}
        assert len(turned & as_is) > 0.8 * len(as_is)


@poppler
@pytest.mark.parametrize("kind", ["home-long", "home-short"])
def test_how_to_flip_stands_outside_the_cards_and_every_card_word_inside(kind, tmp_path):
    made = printing.pdf(*sample(), "job-coach", kind)
    opened = pikepdf.open(io.BytesIO(made))
    edge = "lange kant" if kind == "home-long" else "korte kant"
    for page, words in zip(opened.pages, printed.words(made, tmp_path), strict=True):
        boxes = printed.clipped(page, sheets.CARD)
        cards = [w for box in boxes for w in inside(box, words)]
        outside = [w for w in words if w not in cards]
        assert edge in printed.joined(outside)
        assert all(y1 < sheets.UP and y0 > 3 for _, y0, _, y1, _ in outside)
        assert "100" in printed.joined(outside)


def test_a_printer_at_home_reaches_all_of_it():
    assert sheets.LEFT >= 5
    assert sheets.UP >= 5
    # A picture is 50 mm on a card: still more than 45 here.
    assert 50 * sheets.SCALE >= 45
