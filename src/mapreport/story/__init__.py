"""What a concept map says, told once: the page and the Word document are drawn from it.

::

    told = story.tell(document, "nl")
    for section in told.sections: ...

``tell`` writes a ``Story``: sections with paragraphs, points, notes, tables and places for
figures. Every number has its convention, its n and its uncertainty; what could not be
computed, or may not be shown, is said in words.
"""

from __future__ import annotations

from conceptmapping.document import MapDocument
from conceptmapping.errors import Language
from mapreport.story import certainty, clusters, method, opening, people, ratings
from mapreport.story.facts import Facts
from mapreport.story.parts import (
    Block,
    Column,
    Count,
    Drawn,
    Note,
    Paragraph,
    Picture,
    Point,
    Points,
    Section,
    Shown,
    Story,
    Table,
    illustrated,
)

__all__ = [
    "Block",
    "Column",
    "Count",
    "Drawn",
    "Note",
    "Paragraph",
    "Picture",
    "Point",
    "Points",
    "Section",
    "Shown",
    "Story",
    "Table",
    "illustrated",
    "tell",
]


def tell(document: MapDocument, language: Language) -> Story:
    """Put a map document into words, from what everybody should know to what experts check."""
    f = Facts(document, language)
    study = document["study"]
    return Story(
        title=study["title"].strip() or f.w("untitled"),
        kind=f.w("kind"),
        prompt=study["prompt"].strip(),
        language=language,
        invented=f.w("invented") if study["invented"] else "",
        counts=opening.counts(f),
        sections=(
            opening.short(f),
            opening.the_map(f),
            clusters.section(f),
            certainty.section(f),
            ratings.section(f),
            people.group_maps(f),
            people.to_talk_about(f),
            people.sorters(f),
            method.replay(f),
            method.rest(f),
            method.method(f),
            method.literature(f),
            method.glossary(f),
        ),
        colophon=f.w(
            "colophon", engine=document["engine"], seed=str(document["settings"].get("seed", "–"))
        ),
    )
