"""The deck to read from top to bottom, also aloud: A5, large letters, PDF/UA-1."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from werkwijs.cards.edition_document import CardText, EditionCard
from werkwijs.cards.printing import extras
from werkwijs.cards.printing.deck import Deck, said
from werkwijs.cards.printing.sheets import styles
from werkwijs.lib import pdf


def linear(deck: Deck) -> bytes:
    """As PDF/UA-1: every card a chapter, with the description of its picture and the statements in full."""
    document = deck.document
    title = f"{document['title']} - {deck.audience_named} - {deck.edition}"
    footer = deck.words("print_example") if document["invented"] else deck.edition
    return pdf.render(
        f'<!DOCTYPE html><html lang="{escape(document["language"])}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        f'<meta name="author" content="{escape(document["organisation"])}">'
        f'<meta name="dcterms.created" content="{escape(document["made_on"])}T00:00:00Z">'
        f'<meta name="dcterms.modified" content="{escape(document["made_on"])}T00:00:00Z">'
        f"<style>{styles('accessible')}"
        f'@page {{ @bottom-left {{ content: "{_css(footer)}" }} }}</style></head><body>'
        f"{_opening(deck)}{_contents(deck)}{_how(deck)}"
        f"{''.join(_card(deck, card, text) for card, text in deck.cards)}"
        f"{_statements(deck)}{_colophon(deck)}</body></html>",
        images=deck.images,
        variant="accessible",
    )


def _opening(deck: Deck) -> str:
    document = deck.document
    mark = said(deck.words("print_example_told"), "example") if document["invented"] else ""
    made = f"{deck.edition}, {extras.day(deck, document['made_on'])}"
    return (
        f'<section class="opening">{said(document["title"], tag="h1")}'
        f"{said(deck.audience_named, 'for')}{said(document['organisation'])}"
        f"{said(made)}{mark}</section>"
    )


def _contents(deck: Deck) -> str:
    entries = []
    for card, text in deck.cards:
        heading = _heading(deck, card, text)
        entries.append(f'<li><a href="#{quote(_anchor(heading))}">{escape(heading)}</a></li>')
    listed = "".join(entries)
    return f"<section>{said(deck.words('print_contents'), tag='h2')}<ul>{listed}</ul></section>"


def _heading(deck: Deck, card: EditionCard, text: CardText) -> str:
    return deck.words("print_card", number=str(card["number"]), title=text["title"])


def _anchor(heading: str) -> str:
    """Where a link leads. It is read aloud as what the link is, so it is the heading as an anchor can be."""
    return "\u00a0".join(heading.split()).replace('"', "”").replace("\\", "/")


def _how(deck: Deck) -> str:
    steps = "".join(
        said(deck.words(f"print_step_{n}", deck.audience), tag="li")
        for n in range(1, extras.STEPS + 1)
    )
    parts = "".join(
        said(deck.words("print_part", letter=mark.letter, name=mark.name), tag="li")
        for mark in deck.marks.values()
    )
    return (
        f"<section>{said(deck.words('print_how', deck.audience), tag='h2')}<ol>{steps}</ol></section>"
        f'<section class="on">{said(deck.words("print_parts"), tag="h2")}<ul>{parts}</ul></section>'
    )


def _card(deck: Deck, card: EditionCard, text: CardText) -> str:
    mark = deck.mark(card)
    heading = _heading(deck, card, text)
    name = deck.picture(text["picture"])
    alt = text["picture"]["alt"] if text["picture"] else ""
    # A picture without a description is named after its card: PDF/UA-1 has no picture that says nothing.
    picture = (
        f'<p class="shown"><img src="image:{name}" alt="{escape(alt or text["title"])}"></p>'
        if name
        else ""
    )
    about = [deck.words("print_part", letter=mark.letter, name=mark.name)] if mark.cluster else []
    about += [deck.words("print_example")] if deck.document["invented"] else []
    why = "".join(said(line) for line in deck.sentences(text["why"]))
    actions = "".join(said(action, tag="li") for action in text["actions"])
    anchor = f' id="{escape(_anchor(heading))}"'
    rests = deck.words(
        "print_rests", statements=deck.words.listed(text["statements"]), n=len(text["statements"])
    )
    return (
        f'<section class="card" style="--own: {mark.colour}">'
        f"{said(heading, tag='h2', more=anchor)}"
        f"{said(' · '.join(about), 'part') if about else ''}{picture}"
        f"{said(text['easy'], 'easy') if text['easy'] else ''}"
        f"{said(deck.words('print_why'), tag='h3')}{why}"
        f"{said(deck.words('print_do'), tag='h3')}<ul>{actions}</ul>"
        f"{said(deck.words('print_talk'), tag='h3')}{said(text['question'], 'question')}"
        f"{said(rests)}{_online(deck, card)}</section>"
    )


def _online(deck: Deck, card: EditionCard) -> str:
    if deck.address is None:
        return ""
    address = escape(deck.address(card["number"]))
    return f'<p>{escape(deck.words("print_online"))}<a href="{address}">{address}</a></p>'


def _statements(deck: Deck) -> str:
    used = {statement for _, text in deck.cards for statement in text["statements"]}
    told = "".join(
        said(deck.words("print_statement", id=statement["id"], text=statement["text"]), tag="li")
        for statement in deck.document["map"]["statements"]
        if statement["id"] in used
    )
    if not told:
        return ""
    stem = deck.document["map"]["stem"]
    opening = said(f"{stem} …") if stem else ""
    return f"<section>{said(deck.words('print_statements'), tag='h2')}{opening}<ul>{told}</ul></section>"


def _colophon(deck: Deck) -> str:
    return "".join(
        f'<section class="{"on" if at else ""}">{said(heading, tag="h2")}'
        f"{''.join(said(text) for text in texts)}</section>"
        for at, (heading, texts) in enumerate(extras.colophon(deck))
    )


def _css(text: str) -> str:
    """As a string of CSS."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
