"""Whatever was written, it stands on its card: no word outside, none over another, none lost."""

import itertools

import pytest
from tests.werkwijs.cards import printed
from tests.werkwijs.cards.printed import poppler
from tests.werkwijs.cards.sample_edition import sample

from werkwijs.cards import edition_document, printing
from werkwijs.lib import pdf

LONG_WORD = "arbeidsongeschiktheidsverzekeringsregels"
"""Forty letters."""
SENTENCES = (
    "Je jobcoach gaat mee naar de eerste gesprekken op het werk. Daarna spreek je af wie je belt. "
)


def long(n, of=SENTENCES):
    return (of * (n // len(of) + 1))[:n].strip()


def with_text(audience, **changes):
    """An edition of one card for one audience, with these texts."""
    document, files = sample()
    card = next(c for c in document["cards"] if audience in c["texts"])
    card["texts"][audience] |= changes
    document["cards"] = [card]
    return document, files


def longest(of=SENTENCES, word=LONG_WORD):
    return {
        "title": long(edition_document.TITLE, f"{word} en werk "),
        "why": long(edition_document.WHY, f"{of}{word} "),
        "actions": [long(edition_document.ACTION, f"{word} {of}")] * edition_document.ACTIONS,
        "question": long(edition_document.QUESTION, f"{of[:40]} {word} {of}"),
    }


def overlapping(words):
    """Pairs of words of which one lies over the other."""
    for one, other in itertools.combinations(words, 2):
        wide = min(one[2], other[2]) - max(one[0], other[0])
        high = min(one[3], other[3]) - max(one[1], other[1])
        # Boxes are higher than letters: lines touch.
        if wide > 0.3 and high > 1.0:
            yield one, other


@poppler
@pytest.mark.parametrize("audience", edition_document.AUDIENCES)
@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize(
    "texts",
    [
        longest(),
        longest(of="Kort. "),
        longest(of="Een zin die wat langer is dan de rest. ", word="werk"),
    ],
    ids=["long word", "many sentences", "plain"],
)
def test_the_longest_texts_stay_on_their_card(audience, public, texts, tmp_path):
    easy = long(edition_document.EASY) if audience == "young-person" else ""
    document, files = with_text(audience, **texts, easy=easy)
    address = (lambda n: f"https://werkwijs.example/k/abcd1234/{n or ''}") if public else None

    # It fits; that it gets small is told.
    assert {p.kind for p in printing.problems(document, audience)} <= {"small"}
    made = printing.pdf(document, files, audience, "printer", address=address)

    front, back = list(printed.words(made, tmp_path))[4:6]
    for page in (front, back):
        assert list(overlapping(page)) == []
        for x0, y0, x1, y1, word in page:
            assert min(x0, y0, 105 - x1, 148 - y1) >= 5, word
    # Nothing is cut off: the words of the front end above its foot, those of the back above the question.
    of_title = [w for w in front if 80 < w[1] < 134]
    assert max(w[3] for w in of_title) <= 134
    for part in (*texts["actions"][:1], texts["question"], texts["why"]):
        last = part.split()[-1]
        assert any(word.endswith(last[-4:]) for *_, word in back), last
    talk = min(w[1] for w in back if w[4] in {"Praat", "erover"})
    body = [w for w in back if w[1] < talk and w[1] > 20]
    assert max(w[3] for w in body) <= talk + 0.5


@poppler
@pytest.mark.parametrize("kind", printing.KINDS)
@pytest.mark.parametrize(
    "odd",
    [
        "العمل الذي يناسبك " * 2,
        "שלום לכולם " * 3,
        "<b>&amp;</b> {{ x }} 'q'",
        "Ťřída żółć ğ ş ő ŵ",
        "W" * 60,
    ],
)
def test_other_scripts_and_odd_signs_break_nothing(kind, odd, tmp_path):
    document, files = with_text("support", title=odd[:60], why=odd * 2, question=odd, actions=[odd])
    document["title"] = odd
    made = printing.pdf(document, files, "support", kind)
    assert all(printed.fonts(made).values())
    if kind == "printer":
        for page in printed.words(made, tmp_path):
            for x0, y0, x1, y1, word in page:
                assert min(x0, y0, 105 - x1, 148 - y1) >= 4.9, word


def test_a_text_from_right_to_left_says_so():
    from werkwijs.cards.printing.deck import said

    assert said("العمل") == '<p dir="rtl">العمل</p>'
    assert said("12 – work") == "<p>12 – work</p>"


def test_a_sign_no_font_here_draws_is_told():
    document, _ = with_text("support", why="Een teken: \U0010fffd en \U0010fffd.")
    (problem,) = printing.problems(document, "support")
    assert "U+10FFFD" in problem.nl
    assert "U+10FFFD" in problem.en
    assert problem.card == document["cards"][0]["number"]
    assert str(problem) == problem.nl


def test_texts_that_are_too_long_are_told_and_printed_all_the_same(tmp_path):
    document, files = with_text("employer", why=long(2000), title=long(400))
    told = [p.kind for p in printing.problems(document, "employer")]
    assert told == ["front", "back"]
    assert printing.pdf(document, files, "employer", "printer").startswith(b"%PDF")


def test_what_is_wrong_with_a_picture_is_told():
    import io

    from PIL import Image

    small = io.BytesIO()
    Image.new("RGB", (300, 200), "#f00").save(small, "PNG")
    document, files = sample()
    of = [c for c in document["cards"] if "support" in c["texts"]]
    of[0]["texts"]["support"]["picture"] = None
    of[1]["texts"]["support"]["picture"] |= {"file": "pictures/gone.svg", "alt": " "}
    of[2]["texts"]["support"]["picture"] |= {"file": "pictures/small.png"}
    of[3]["texts"]["support"]["picture"] |= {"file": "pictures/broken.png"}
    files |= {"pictures/small.png": small.getvalue(), "pictures/broken.png": b"no picture"}

    found = printing.problems(document, "support", files)

    assert [(p.card, p.kind) for p in found] == [
        (of[0]["number"], "no_picture"),
        (of[1]["number"], "no_alt"),
        (of[1]["number"], "lost"),
        (of[2]["number"], "few_pixels"),
        (of[3]["number"], "lost"),
    ]
    assert "300" in found[3].nl
    for kind in printing.KINDS:
        assert printing.pdf(document, files, "support", kind).startswith(b"%PDF")


def test_an_edition_without_cards_for_an_audience_says_so():
    document, files = sample()
    for card in document["cards"]:
        card["texts"].pop("support", None)
    (problem,) = printing.problems(document, "support")
    assert "geen kaarten" in problem.nl
    with pytest.raises(printing.NothingToPrint):
        printing.pdf(document, files, "support", "printer")


def test_letters_that_become_small_are_told():
    document, _ = with_text("young-person", **longest())
    (problem,) = printing.problems(document, "young-person")
    assert problem.kind == "small"
    assert "punten" in problem.nl
    assert printing.problems(sample()[0], "young-person") == []


def test_an_emoji_that_only_has_colours_is_told_and_left_out_for_a_press(monkeypatch):
    # As on a computer with two more fonts: one with colours, and a plain one that has the sun.
    fonts = ((frozenset({0x1F642, 0x2600}), False), (frozenset({0x2600}), True))
    monkeypatch.setattr(pdf, "_elsewhere", lambda: fonts)
    document, _ = with_text("support", why="Lach 🙂 en de zon ☀ schijnt.")

    (problem,) = printing.problems(document, "support")

    assert problem.kind == "coloured"
    assert "U+1F642" in problem.nl
    assert pdf.undrawable("🙂☀") == set()
    assert pdf.in_black("Lach 🙂 en de zon ☀ schijnt…") == "Lach  en de zon ☀\ufe0e schijnt…"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ('pictures/"><script>.svg', b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>'),
        (
            "pictures/laughs.svg",
            b'<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 500 + b'"><!ENTITY c "' + b"&b;" * 500
            + b'"><!ENTITY d "' + b"&c;" * 500 + b'">]><svg xmlns="http://www.w3.org/2000/svg"><text>&d;</text></svg>',
        ),
        (
            "pictures/outside.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
            b'<image xlink:href="file:///etc/passwd"/><use href="http://example.org/x.svg#a"/>'
            b'<style>@import url("http://example.org/x.css");</style></svg>',
        ),
        ("pictures/none.svg", b"<html/>"),
        ("pictures/cut.jpg", b"\xff\xd8\xff\xe0" + b"x" * 200),
    ],
    ids=["name", "laughs", "outside", "no drawing", "no photo"],
)  # fmt: skip
def test_hostile_files_and_names_print_nothing_of_their_own(name, file, monkeypatch):
    import socket

    def refused(*_args, **_more):
        raise AssertionError("A page that is printed asks nothing of a network.")

    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    document, files = with_text("support")
    document["map"]["clusters"][4] |= {"letter": '"/><x>', "name": "</style><b>"}
    document["cards"][0]["texts"]["support"]["picture"]["file"] = name
    for kind in printing.KINDS:
        made = printing.pdf(document, files | {name: file}, "support", kind)
        assert made.startswith(b"%PDF")
        assert b"root:" not in made
