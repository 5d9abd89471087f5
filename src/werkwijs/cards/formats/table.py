"""An edition as a table: one row per card and audience, to look at and to sort.

For people with a spreadsheet, who open it with a double click. Hence what Excel expects in most of Europe:
semicolons between columns, and a mark at the beginning without which it reads é as Ã©. Nothing is taken for a
formula. Programs read ``edition.json``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from mapreport.conmapt import harmless
from werkwijs.cards.edition_document import ACTIONS, AUDIENCES, EditionCard, EditionDocument

COLUMNS = (
    *("edition", "number", "theme", "clusters", "audience", "title", "why"),
    *(f"action_{n}" for n in range(1, ACTIONS + 1)),
    *(
        "question",
        "easy",
        "statements",
        "read_by",
        "experts",
        "picture",
        "picture_alt",
        "picture_credit",
    ),
    *("sound", "sound_kind", "language", "licence", "invented"),
)


def table(document: EditionDocument) -> bytes:
    """The rows, by card and then by audience."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for card in document["cards"]:
        for row in _rows(document, card):
            writer.writerow([harmless(" ".join(str(cell).split())) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _rows(document: EditionDocument, card: EditionCard) -> Iterator[list[object]]:
    letters = {c["cluster"]: c["letter"] for c in document["map"]["clusters"]}
    for audience in AUDIENCES:
        text = card["texts"].get(audience)
        if text is None:
            continue
        actions = [*text["actions"], *[""] * ACTIONS][:ACTIONS]
        picture, sound = text["picture"], text["sound"]
        yield [
            document["number"],
            card["number"],
            card["theme"],
            " ".join(letters[cluster] for cluster in card["clusters"]),
            audience,
            text["title"],
            text["why"],
            *actions,
            text["question"],
            text["easy"],
            " ".join(text["statements"]),
            text["read_by"]["n"],
            text["read_by"]["experts"],
            *((picture["file"], picture["alt"], picture["credit"]) if picture else ("", "", "")),
            *((sound["file"], sound["kind"]) if sound else ("", "")),
            document["language"],
            document["licence"],
            "yes" if document["invented"] else "no",
        ]
