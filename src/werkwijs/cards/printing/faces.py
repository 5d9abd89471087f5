"""The two sides of a card: 105 by 148 mm, and the letters as large as fit."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from werkwijs.cards.edition_document import CardText, EditionCard
from werkwijs.cards.printing import marks
from werkwijs.cards.printing.deck import Deck, drawn, said, statements
from werkwijs.lib import measuring

WIDTH = 105.0
HEIGHT = 148.0
SIDE = 8.0
"""From the edge of the card to its words, in mm; printers ask 5."""
COLUMN = WIDTH - 2 * SIDE

TITLES = (27.0, 25.0, 23.0, 21.0, 19.0, 17.0, 15.5, 14.0, 13.0, 12.0)
EASIES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
BACKS = tuple(size / 2 for size in range(30, 13, -1))
LABEL = 10.0
FOOT = 8.0
NAMES = (12.5, 11.5, 10.5, 9.5, 8.5)
"""Sizes in points, largest first."""

TIGHT = 1.15
"""From line to line of a title, in sizes of the font."""
FRONT_WORDS = 45.0
"""Height in mm for title and easy line."""
TITLE_ALONE = 34.0
"""For a title with no easy line: then the picture is larger."""
LARGEST = 13.5
"""Size in points of a back for who reads well: larger looks shouted."""
BETWEEN = 2.5
TICK = 8.0
"""Width of the box before an action, with the room beside it."""
BODY = 23.0
"""Where the words of the back begin, from the top."""
FOOT_WITH_CODE = 29.0
FOOT_ALONE = 19.0
PANEL = 4.0
"""Room around the question, in its panel."""


@dataclass(frozen=True)
class Fit:
    """Sizes in points at which a side holds its text; ``second`` is that of the easy line."""

    size: float
    second: float
    fits: bool


def fit_front(text: CardText) -> Fit:
    """Sizes of the title and of the easy line."""
    for smaller in range(max(len(TITLES), len(EASIES))):
        title = TITLES[min(smaller, len(TITLES) - 1)]
        easy = EASIES[min(smaller, len(EASIES) - 1)]
        high = _title_high(text["title"], title)
        if text["easy"]:
            high += BETWEEN + measuring.height(text["easy"], width=COLUMN, size=easy)
        whole = max((measuring.wide(w, True) for w in text["title"].split()), default=0)
        unbroken = whole * title * measuring.POINT * measuring.CAREFUL <= COLUMN
        if high <= (FRONT_WORDS if text["easy"] else TITLE_ALONE) and (
            unbroken or title <= TITLES[-4]
        ):
            return Fit(title, easy, fits=True)
    return Fit(TITLES[-1], EASIES[-1], fits=False)


def _title_high(title: str, size: float) -> float:
    return (
        measuring.lines(title, width=COLUMN, size=size, bold=True) * size * TIGHT * measuring.POINT
    )


def fit_back(deck: Deck, text: CardText) -> Fit:
    """Size of all that is on the back, but its labels and its foot."""
    label = LABEL * measuring.LEADING * measuring.POINT
    foot = FOOT_WITH_CODE if deck.address else FOOT_ALONE
    room = HEIGHT - BODY - foot
    for size in BACKS:
        if size > LARGEST and not deck.easy:
            continue
        high = 2 * label + 2 * 1.0 + 5.0 + 2 * PANEL + label + 0.8
        for line in deck.sentences(text["why"]):
            high += measuring.height(line, width=COLUMN, size=size)
        for action in text["actions"]:
            high += 1.8 + measuring.height(action, width=COLUMN - TICK, size=size)
        high += measuring.height(text["question"], width=COLUMN - 2 * PANEL, size=size, bold=True)
        if high <= room:
            return Fit(size, size, fits=True)
    return Fit(BACKS[-1], BACKS[-1], fits=False)


def front(deck: Deck, card: EditionCard, text: CardText) -> str:
    """With picture, title and, for young people, the easy line."""
    mark = deck.mark(card)
    fit = fit_front(text)
    name = measuring.largest(NAMES, mark.name, width=54, high=12, bold=True)
    named = measuring.shortened(mark.name, width=54, size=name, most=2, bold=True)
    easy = said(text["easy"], "easy", more=sized(fit.second)) if text["easy"] else ""
    return (
        f'<section class="side front {_coloured(deck, card)}">'
        f'<div class="band">{deck.badge(mark, on_colour=True)}'
        f"{said(named, 'subject', more=centred(named, name, width=54, high=15))}"
        f'<p class="number">{card["number"]}</p></div>'
        f"{_picture(deck, card, text)}"
        f'<div class="words{"" if text["easy"] else " low"}">'
        f"{said(text['title'], 'title', more=sized(fit.size))}{easy}</div>"
        f"{said(deck.audience_named, 'audience')}{example(deck)}</section>"
    )


def back(deck: Deck, card: EditionCard, text: CardText) -> str:
    """With why, what to do, what to talk about, and where it comes from."""
    mark = deck.mark(card)
    fit = fit_back(deck, text)
    title = measuring.largest(NAMES, text["title"], width=60, high=10, bold=True)
    named = measuring.shortened(text["title"], width=60, size=title, most=2, bold=True)
    actions = "".join(said(action, tag="li") for action in text["actions"])
    why = "".join(said(line, "why") for line in deck.sentences(text["why"]))
    return (
        f'<section class="side back {_coloured(deck, card)}">'
        f'<div class="band">{deck.badge(mark, on_colour=True)}'
        f"{said(named, 'subject', more=centred(named, title, width=60, high=12))}"
        f'<p class="number">{card["number"]}</p></div>'
        f'<div class="body"{sized(fit.size)}>'
        f"{said(deck.words('print_why'), 'label')}{why}"
        f"{said(deck.words('print_do'), 'label second')}<ul>{actions}</ul></div>"
        f'<div class="talk{" above-code" if deck.address else ""}"{sized(fit.size)}>'
        f"{said(deck.words('print_talk'), 'label')}{said(text['question'], 'question')}</div>"
        f"{_foot(deck, card, text)}</section>"
    )


def example(deck: Deck) -> str:
    """The mark of example material; "" where there is nothing invented."""
    return said(deck.words("print_example"), "example") if deck.document["invented"] else ""


def _foot(deck: Deck, card: EditionCard, text: CardText) -> str:
    code = deck.code(card["number"])
    narrow = 62.0 if code else COLUMN
    ids = text["statements"]
    told = deck.words("print_rests", statements=statements(deck, ids, 12), n=len(ids))
    source = measuring.shortened(
        f"{deck.document['title']} · {deck.edition}", width=narrow, size=FOOT, most=1
    )
    rests = measuring.shortened(told, width=narrow, size=FOOT, most=2 if code else 1)
    parts = [deck.words("print_scan"), rests, source] if code else [rests, source]
    look = "told with-code" if code else "told"
    lines = "<br>".join(map(escape, parts))
    return f'{code}<p class="{look}">{lines}</p>{example(deck)}'


def _picture(deck: Deck, card: EditionCard, text: CardText) -> str:
    name = deck.picture(text["picture"])
    tall = "" if text["easy"] else " tall"
    if not name:
        return deck.badge(deck.mark(card)).replace('class="badge"', f'class="panel{tall}"')
    photo = "" if drawn(name) else " photo"
    return f'<img class="panel{photo}{tall}" src="image:{name}" alt="">'


def colours(deck: Deck) -> str:
    """Rules that give each side the colours of its cluster."""
    rules = []
    for mark in (*deck.marks.values(), marks.PLAIN):
        of = f".of-{mark.image}"
        rules.append(
            f"{of} .band {{ background: {mark.colour} }}"
            f"{of} .panel, {of} .talk {{ background: {mark.pale} }}"
            f'{of} li {{ background-image: url("image:{mark.tick}") }}'
            f"{of} .label, {of} .audience {{ color: {mark.colour} }}"
        )
    return "".join(rules)


def _coloured(deck: Deck, card: EditionCard) -> str:
    return f"of-{deck.mark(card).image}"


def centred(text: str, size: float, *, width: float, high: float) -> str:
    """The size of bold words, and how far down they begin to stand in the middle of this height in mm."""
    n = measuring.lines(text, width=width, size=size, bold=True)
    down = max(0.0, (high - n * size * TIGHT * measuring.POINT) / 2)
    return f' style="font-size: {size}pt; padding-top: {down:.2f}mm"'


def sized(points: float) -> str:
    return f' style="font-size: {points}pt"'
