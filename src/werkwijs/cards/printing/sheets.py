"""Sides of cards laid on paper: one a page for a printer, or four on a sheet to cut at home."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import Literal

from werkwijs.cards.printing import extras, faces
from werkwijs.cards.printing.deck import Deck, drawn, said
from werkwijs.cards.printing.extras import Leaf
from werkwijs.lib import inks, pdf

Flip = Literal["home-long", "home-short"]

BLEED = 3.0
"""How far colour goes on beyond the cut, in mm."""
PHOTO_PIXELS = 900
"""Of the longer side of a printed photo: more than 300 to the inch at the size it has on a card."""

A4 = (210.0, 297.0)
CARD = (95.0, 133.9)
"""A card cut at home, in mm: somewhat smaller, as a printer at home leaves the edge of the paper white."""
SCALE = CARD[0] / faces.WIDTH
LEFT = (A4[0] - 2 * CARD[0]) / 2
UP = (A4[1] - 2 * CARD[1]) / 2
ON_SHEET = 4


def leaves(deck: Deck) -> list[Leaf]:
    """All cards of the deck in their order, each with front and back."""
    cards = [
        (faces.front(deck, card, text), faces.back(deck, card, text)) for card, text in deck.cards
    ]
    return [*extras.before(deck), *cards, *extras.after(deck)]


def for_a_printer(deck: Deck, profile: bytes) -> bytes:
    """PDF/X-4: front, back, front, back; each a page with bleed, in the inks of a press.

    Raises
    ------
    inks.NoPressProfile
        The profile is none of a press with four inks.
    """
    press = inks.Inks(profile)
    sides = "".join(side for leaf in leaves(deck) for side in leaf)
    page = _page(
        deck,
        f"@page {{ size: {faces.WIDTH}mm {faces.HEIGHT}mm; bleed: {BLEED}mm; margin: 0 }}"
        ".side { break-before: page } .side:first-child { break-before: auto }",
        sides,
    )
    images = {name: _inked(press, name, image) for name, image in deck.images.items()}
    return pdf.render(
        press.styles(pdf.in_black(page)),
        images=images,
        variant="press",
        profile=profile,
        condition=inks.condition(profile),
    )


def for_home(deck: Deck, flip: Flip) -> bytes:
    """Four cards on a sheet of A4, backs behind their fronts when the paper is flipped as it says."""
    every = leaves(deck)
    sheets = [every[i : i + ON_SHEET] for i in range(0, len(every), ON_SHEET)]
    pages = []
    for at, sheet in enumerate(sheets, start=1):
        facts = {"at": at, "total": len(sheets)}
        pages.append(_sheet(deck, flip, "print_sheet_front", facts, sheet, back=False))
        pages.append(_sheet(deck, flip, "print_sheet_back", facts, sheet, back=True))
    page = _page(
        deck,
        f"@page {{ size: {A4[0]}mm {A4[1]}mm; margin: 0 }}"
        f".cell > .side {{ transform: scale({SCALE:.6f}); transform-origin: 0 0 }}",
        "".join(pages),
    )
    return pdf.render(page, images=deck.images, variant="plain")


def place(at: int, *, back: bool) -> tuple[float, float]:
    """Upper left corner of a card on the sheet, in mm; a back lies where its front shines through."""
    row, column = divmod(at, 2)
    if back:
        column = 1 - column
    return LEFT + column * CARD[0], UP + row * CARD[1]


def _inked(press: inks.Inks, name: str, image: bytes) -> bytes:
    if name.startswith("code-"):
        return image  # of greys, which are black ink
    if drawn(name) or name.startswith("badge-"):
        return press.drawing(image)
    return press.photo(image, longest=PHOTO_PIXELS)


def _sheet(
    deck: Deck, flip: Flip, key: str, facts: dict[str, int], sheet: list[Leaf], *, back: bool
) -> str:
    cells = []
    for at, leaf in enumerate(sheet):
        left, top = place(at, back=back)
        cells.append(
            f'<div class="cell" style="left: {left}mm; top: {top:.3f}mm; '
            f'width: {CARD[0]}mm; height: {CARD[1]}mm">{leaf[1 if back else 0]}</div>'
        )
    # Flipped on the short edge the back comes out upside down: turn the sheet, and the cards are the same.
    turned = " turned" if back and flip == "home-short" else ""
    hint = said(f"{deck.words(key, **facts)} {deck.words('print_flip', flip)}", "hint")
    return (
        f'<div class="sheet">{hint}<div class="grid{turned}">{"".join(cells)}</div>'
        f"{_lines(whole=not back)}</div>"
    )


def _lines(*, whole: bool) -> str:
    """Where to cut: from edge to edge on the front, beside the cards only on the back."""

    def line(**styles: str) -> str:
        told = "; ".join(f"{name}: {value}" for name, value in styles.items())
        return f'<i class="cut" style="{told}"></i>'

    down, across = f"{UP - 4:.3f}mm", f"{LEFT - 4:.3f}mm"
    lines = []
    for step in range(3):
        x = f"{LEFT + step * CARD[0] - 0.1:.3f}mm"
        y = f"{UP + step * CARD[1] - 0.1:.3f}mm"
        if whole:
            lines.append(line(left=x, width=".2mm", top="3mm", bottom="3mm"))
            lines.append(line(top=y, height=".2mm", left="3mm", right="3mm"))
        else:
            lines += [
                line(left=x, width=".2mm", height=down, **{e: "3mm"}) for e in ("top", "bottom")
            ]
            lines += [
                line(top=y, height=".2mm", width=across, **{e: "3mm"}) for e in ("left", "right")
            ]
    return "".join(lines)


def _page(deck: Deck, paper: str, body: str) -> str:
    document = deck.document
    title = f"{document['title']} - {deck.audience_named} - {deck.edition}"
    return (
        f'<!DOCTYPE html><html lang="{escape(document["language"])}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        f'<meta name="author" content="{escape(document["organisation"])}">'
        f'<meta name="dcterms.created" content="{escape(document["made_on"])}T00:00:00Z">'
        f'<meta name="dcterms.modified" content="{escape(document["made_on"])}T00:00:00Z">'
        f"<style>{styles('sheets')}{faces.colours(deck)}{paper}</style></head><body>{body}</body></html>"
    )


def styles(name: str) -> str:
    return files("werkwijs.cards.printing").joinpath(f"styles/{name}.css").read_text("utf-8")
