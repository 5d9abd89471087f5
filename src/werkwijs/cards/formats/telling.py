"""What goes with an edition in words: what it is, who made it, what others may do with it."""

from __future__ import annotations

from collections.abc import Callable

from conceptmapping.errors import Language
from mapreport.wording import Words
from werkwijs.cards.edition_document import AUDIENCES, EditionDocument
from werkwijs.lib import words as website

Told = Callable[[EditionDocument, Language], str]


def language_of(document: EditionDocument) -> Language:
    """In which of our two languages we speak about it."""
    return "nl" if document["language"].split("-")[0] == "nl" else "en"


def words(language: Language) -> Words:
    return website.words("cards", language)


def audiences(document: EditionDocument) -> list[str]:
    """Those for whom there is at least one card, in their usual order."""
    there = {audience for card in document["cards"] for audience in card["texts"]}
    return [audience for audience in AUDIENCES if audience in there]


def audience(name: str, language: Language) -> str:
    return words(language)("formats_audience", name)


def licence(document: EditionDocument, language: Language, *, short: bool = False) -> str:
    """Its name, as people know it; that of one we do not know is its identifier."""
    own = document["licence"]
    full = words(language).get("formats_licence", own, own)
    return words(language).get("formats_licence_short", own, full) if short else full


def licence_address(document: EditionDocument, language: Language) -> str:
    """Where the whole text stands; "" where we do not know."""
    return words(language).get("formats_licence_address", document["licence"], "")


def attribution(document: EditionDocument, language: Language) -> str:
    """The line that whoever uses it puts beside it."""
    makers = list(dict.fromkeys(made["organisation"] for made in document["made"]))
    return words(language)(
        "formats_attribution",
        title=document["title"],
        edition=str(document["number"]),
        makers=words(language).listed(makers),
        licence=licence(document, language),
    )


def history(document: EditionDocument, language: Language) -> list[str]:
    """Who made it and who translated it, in order."""
    w = words(language)
    return [
        w("formats_made", made["act"], organisation=made["organisation"], on=made["on"])
        for made in document["made"]
    ]


def credit_lines(document: EditionDocument) -> list[str]:
    """Of all its pictures, each once."""
    found = {
        text["picture"]["credit"]
        for card in document["cards"]
        for text in card["texts"].values()
        if text["picture"] and text["picture"]["credit"]
    }
    return sorted(found)


def readme(document: EditionDocument, language: Language) -> str:
    """What this zip is and what is in it."""
    w = words(language)
    title = w("formats_title", title=document["title"], edition=str(document["number"]))
    lines = [title, "=" * len(title), ""]
    if document["invented"]:
        lines += [w("formats_invented"), ""]
    lines += [
        w(
            "formats_counts",
            n=len(document["cards"]),
            audiences=w.listed([audience(a, language) for a in audiences(document)]),
        ),
        w("formats_rests", study=document["map"]["study"], version=str(document["map"]["version"])),
        *history(document, language),
        "",
        w("formats_inside"),
        *(
            f"  {name:<14}{w('formats_file', key)}"
            for name, key in _INSIDE
            if _there(document, name)
        ),
        "",
        w("formats_take_in"),
        w("formats_no_change"),
        "",
        attribution(document, language),
    ]
    return "\n".join(lines)


_INSIDE = (
    ("edition.json", "document"),
    ("cards.csv", "table"),
    ("pictures/", "pictures"),
    ("sounds/", "sounds"),
    ("LICENCE.txt", "licence"),
)


def _there(document: EditionDocument, name: str) -> bool:
    return not name.endswith("/") or any(file.startswith(name) for file in document["files"])


def licence_page(document: EditionDocument, language: Language) -> str:
    """What others may do with it, and whom to name."""
    w = words(language)
    lines = [licence(document, language), ""]
    lines += [w("formats_may", document["licence"]), ""] if _known(document) else []
    if address := licence_address(document, language):
        lines += [address, ""]
    lines += [w("formats_name_us"), f"  {attribution(document, language)}"]
    if found := credit_lines(document):
        lines += ["", w("formats_pictures_by"), *(f"  {credit}" for credit in found)]
    return "\n".join(lines)


def _known(document: EditionDocument) -> bool:
    return bool(words("en").get("formats_may", document["licence"], ""))
