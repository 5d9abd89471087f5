"""The cards around the cards: title, how to use them, which there are, empty ones, where it comes from."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.utils import translation
from django.utils.formats import date_format

from werkwijs.cards.edition_document import EditionDocument
from werkwijs.cards.printing import marks
from werkwijs.cards.printing.deck import Deck, said
from werkwijs.cards.printing.faces import COLUMN, HEIGHT, NAMES, centred, example, sized
from werkwijs.lib import measuring

Leaf = tuple[str, str]
"""Front and back of one card, as HTML."""

TITLES = (38.0, 34.0, 30.0, 27.0, 24.0, 21.0, 18.0, 15.0, 13.0)
STEPS = 4
STEP = 14.0
"""Size in points of what to do with the cards."""
ROWS = (13.0, 10.0)
"""Sizes in points of a list: where it fits on one side, and where it does not."""
PLAIN = 9.5
"""Size in points of colophon and sources."""
TOP = 29.0
"""Where the words of a plain side begin, in mm from the top."""
ROOM = HEIGHT - TOP - 17.0
"""Height for them."""
BLANKS = 2
LINES = 9
"""To write on, on an empty side."""


def before(deck: Deck) -> list[Leaf]:
    """What lies on top of the cards."""
    return [(_title(deck), _parts(deck)), (_how(deck), _seen(deck))]


def after(deck: Deck) -> list[Leaf]:
    """What lies under them."""
    index = _index(deck)
    blanks: list[Leaf] = [(_blank_front(deck), _blank_back(deck))] * BLANKS
    return _paired(deck, index) + blanks + _paired(deck, _colophon(deck))


def _paired(deck: Deck, sides: list[str]) -> list[Leaf]:
    """Sides back to back; on the last back there is room to write."""
    if len(sides) % 2:
        sides = [*sides, _notes(deck)]
    return list(zip(sides[::2], sides[1::2], strict=True))


def _side(deck: Deck, heading: str, inside: str, look: str = "") -> str:
    size = measuring.largest((20.0, 18.0, 16.0, 14.0), heading, width=COLUMN, high=9, bold=True)
    return (
        f'<section class="side plain {look}">'
        f"{said(heading, 'heading', more=sized(size))}"
        f'<div class="inside">{inside}</div>'
        f"{said(_small(deck), 'audience quiet')}{example(deck)}</section>"
    )


def _small(deck: Deck) -> str:
    told = f"{deck.document['title']} · {deck.edition}"
    return measuring.shortened(told, width=48, size=8, most=2)


# --- title and parts ----------------------------------------------------------------------


def _title(deck: Deck) -> str:
    title = deck.document["title"]
    size = TITLES[-1]
    for size in TITLES:
        widest = max((measuring.wide(w, True) for w in title.split()), default=0)
        high = measuring.height(title, width=COLUMN, size=size, bold=True)
        if high <= 56 and (widest * size * measuring.POINT <= COLUMN or size <= 18):
            break
    shown = measuring.shortened(title, width=COLUMN, size=size, most=8, bold=True)
    badges = "".join(deck.badge(mark, on_colour=True) for mark in deck.marks.values())
    many = " many" if len(deck.marks) > 10 else ""
    made = measuring.shortened(deck.document["organisation"], width=COLUMN, size=11, most=2)
    edition = f"{deck.edition} · {day(deck, deck.document['made_on'])}"
    return (
        f'<section class="side cover"><div class="ground"></div>'
        f'<div class="called">{said(shown, "title", more=sized(size))}'
        f"{said(deck.audience_named, 'for')}</div>"
        f'<div class="badges{many}">{badges}</div>'
        f'<div class="makers">{said(made)}{said(edition)}</div>'
        f"{example(deck)}</section>"
    )


def _parts(deck: Deck) -> str:
    many = len(deck.marks) > 10
    columns = 2 if many else 1
    rows = -(-len(deck.marks) // columns) or 1
    high = min(14.0, ROOM / rows)
    width = COLUMN / columns - high - 2
    side = f"{high - 1.5:.2f}mm"
    told = []
    for mark in deck.marks.values():
        size = measuring.largest(NAMES, mark.name, width=width, high=high - 0.5, bold=True)
        most = max(1, int((high - 0.5) / (size * measuring.LEADING * measuring.POINT)))
        name = measuring.shortened(mark.name, width=width, size=size, most=most, bold=True)
        told.append(
            f'<div class="row" style="height: {high:.2f}mm; width: {COLUMN / columns:.2f}mm">'
            f'<div class="mark" style="width: {side}; height: {side}">{deck.badge(mark)}</div>'
            f'<div class="name" style="left: {high + 1:.2f}mm; width: {width:.2f}mm; height: {side}">'
            f"{said(name, more=centred(name, size, width=width, high=high - 1.5))}</div></div>"
        )
    return _side(deck, deck.words("print_parts"), "".join(told), "parts")


# --- how to use them ----------------------------------------------------------------------


def _how(deck: Deck) -> str:
    steps = "".join(
        f'<div class="step"><p class="count">{n}</p>'
        f"{said(deck.words(f'print_step_{n}', deck.audience))}</div>"
        for n in range(1, STEPS + 1)
    )
    return _side(deck, deck.words("print_how", deck.audience), steps, "how")


def _seen(deck: Deck) -> str:
    mark = deck.mark(deck.cards[0][0]) if deck.cards else marks.PLAIN
    number = str(deck.cards[0][0]["number"]) if deck.cards else "1"
    things = [
        (deck.badge(mark), "print_seen_part"),
        (f'<p class="big">{number}</p>', "print_seen_number"),
        ('<span class="tick"></span>', "print_seen_box"),
    ]
    if deck.address:
        things.append((deck.code(None), "print_seen_code"))
    things.append(('<p class="big">“ ”</p>', "print_seen_rests"))
    rows = "".join(
        f'<div class="thing"><div class="sign">{sign}</div>{said(deck.words(key))}</div>'
        for sign, key in things
    )
    return _side(deck, deck.words("print_seen"), rows, "seen")


# --- which cards there are -----------------------------------------------------------------


def _index(deck: Deck) -> list[str]:
    sides = _filled(_entries(deck, ROWS[0]))
    look = "index large"
    if len(sides) > 1:
        sides = _filled(_entries(deck, ROWS[1]))
        look = "index"
    return [
        _side(deck, deck.words("print_index" if at == 0 else "print_index_on"), side, look)
        for at, side in enumerate(sides)
    ]


def _entries(deck: Deck, size: float) -> list[tuple[float, str]]:
    """Height and HTML of each card in the list."""
    rows = []
    for card, text in deck.cards:
        high = measuring.height(text["title"], width=COLUMN - 20, size=size) + 0.16 * size
        entry = (
            f'<div class="entry"{sized(size)}><p class="n">{card["number"]}</p>'
            f"{deck.badge(deck.mark(card))}{said(text['title'], 't')}</div>"
        )
        rows.append((max(high, 6.2), entry))
    return rows


def _filled(rows: list[tuple[float, str]]) -> list[str]:
    """Rows of a height over as many sides as it takes."""
    sides: list[str] = []
    used = ROOM + 1
    for high, row in rows:
        if used + high > ROOM:
            sides.append("")
            used = 0.0
        sides[-1] += row
        used += high
    return sides


# --- to write on ---------------------------------------------------------------------------


def _blank_front(deck: Deck) -> str:
    lines = '<div class="line"></div>' * 3
    return (
        f'<section class="side blank"><div class="band">'
        f"{said(deck.words('print_blank'), 'subject')}</div>"
        f'<div class="panel">{said(deck.words("print_blank_picture"))}</div>'
        f'<div class="lines">{lines}</div>'
        f"{said(deck.audience_named, 'audience')}{example(deck)}</section>"
    )


def _blank_back(deck: Deck) -> str:
    line = '<div class="line"></div>'
    tick = '<div class="line"><span class="tick"></span></div>'
    return (
        f'<section class="side blank"><div class="band thin">'
        f"{said(deck.words('print_blank'), 'subject')}</div>"
        f'<div class="written">{said(deck.words("print_why"), "label")}{line * 2}'
        f"{said(deck.words('print_do'), 'label')}{tick * 3}"
        f"{said(deck.words('print_talk'), 'label')}{line * 2}</div>"
        f"{said(_small(deck), 'audience quiet')}{example(deck)}</section>"
    )


def _notes(deck: Deck) -> str:
    return _side(deck, deck.words("print_notes"), '<div class="line"></div>' * LINES, "notes")


# --- where it comes from -------------------------------------------------------------------


def colophon(deck: Deck) -> list[tuple[str, list[str]]]:
    """Headings and what stands under them, in words."""
    document = deck.document
    first = [deck.words("print_example_told")] if document["invented"] else []
    first.append(
        deck.words(
            "print_title_and_edition",
            title=document["title"],
            number=str(document["number"]),
            day=day(deck, document["made_on"]),
        )
    )
    for maker in document["made"]:
        key = "print_made" if maker["act"] == "made" else "print_translated"
        first.append(
            deck.words(key, organisation=maker["organisation"], day=day(deck, maker["on"]))
        )
    if document["follows"] is not None:
        first.append(deck.words("print_follows", number=str(document["follows"])))
    first += [text for text in (document["remark"].strip(), document["colophon"].strip()) if text]
    first.append(_licence(deck, document))
    return [
        (deck.words("print_colophon"), first),
        (deck.words("print_sources"), _sources(deck, document)),
        (deck.words("print_pictures"), [*_credits(deck), deck.words("print_font")]),
    ]


def _licence(deck: Deck, document: EditionDocument) -> str:
    known = deck.words.get(
        "print_licence", document["licence"], "", organisation=document["organisation"]
    )
    return known or deck.words("print_licence_other", licence=document["licence"])


def _sources(deck: Deck, document: EditionDocument) -> list[str]:
    map_ = document["map"]
    n = sum(text["read_by"]["n"] for _, text in deck.cards)
    experts = sum(text["read_by"]["experts"] for _, text in deck.cards)
    read = (
        deck.words("print_readers_invented")
        if deck.document["invented"]
        else deck.words("print_readers", n=n, experts=experts)
        if n
        else deck.words("print_readers_none")
    )
    return [
        deck.words(
            "print_study",
            study=map_["study"],
            version=str(map_["version"]),
            day=day(deck, map_["published_on"]),
        ),
        *([deck.words("print_prompt", prompt=map_["prompt"])] if map_["prompt"] else []),
        deck.words("print_people", sorters=map_["sorters"], raters=map_["raters"]),
        read,
    ]


def _credits(deck: Deck) -> list[str]:
    """Who made the pictures that are shown: once for each, with the cards they stand on."""
    by: dict[str, list[str]] = defaultdict(list)
    for card, text in deck.cards:
        picture = text["picture"]
        if picture and picture["credit"] and deck.picture(picture):
            by[picture["credit"]].append(str(card["number"]))
    return [
        deck.words("print_credit", cards=_ranges(cards), credit=credit, n=len(cards))
        for credit, cards in by.items()
    ]


def _ranges(numbers: list[str]) -> str:
    """Numbers in short, "1–4, 7": of a hundred cards that is one line."""
    runs: list[list[int]] = []
    for number in map(int, numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )


def _colophon(deck: Deck) -> list[str]:
    """As many sides as it takes; a part begins on a new side where it does not fit on this one."""
    sides: list[tuple[str, str]] = []
    used = ROOM + 1
    for heading, texts in colophon(deck):
        pieces = [piece for text in texts for piece in _pieces(text)]
        needed = sum(high for high, _ in pieces) + 10.0
        if used + needed > ROOM:
            sides.append((heading, ""))
            used = 0.0
        else:
            sides[-1] = (sides[-1][0], sides[-1][1] + said(heading, "under"))
            used += 10.0
        for high, piece in pieces:
            if used + high > ROOM:
                sides.append((heading, ""))
                used = 0.0
            sides[-1] = (sides[-1][0], sides[-1][1] + piece)
            used += high
    return [_side(deck, heading, inside, "colophon") for heading, inside in sides]


def _pieces(text: str) -> list[tuple[float, str]]:
    """A text in paragraphs that each fit on a side, with their height."""
    found = []
    for paragraph in filter(None, (line.strip() for line in text.splitlines())):
        words: list[str] = []
        for word in paragraph.split():
            if words and _high(" ".join([*words, word])) > ROOM / 2:
                found.append(" ".join(words))
                words = []
            words.append(word)
        found.append(" ".join(words))
    return [(_high(piece), said(piece)) for piece in found]


def _high(text: str) -> float:
    return measuring.height(text, width=COLUMN, size=PLAIN) + 2.2


def day(deck: Deck, iso: str) -> str:
    """A day in the words of the deck; as it is where it is no day."""
    try:
        told = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    with translation.override(deck.language):
        return date_format(told, "j F Y")
