"""A concept map in figures, report, slides, tables and a bundle.

::

    result = cm.concept_map(study)
    mapreport.write(result, "out", language="nl")     # everything, into one folder

Each part can be had by itself, from the document (``map.json``) alone:
``figures.all``, ``html.render``, ``word_document.render``, ``tables.render``,
``slides.render``, ``conmapt.render``; ``bundle.render`` needs the finished map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conceptmapping.analysis import ConceptMap
    from conceptmapping.document import MapDocument
    from conceptmapping.errors import Language

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``."""

STAGES = ("figures", "report", "document", "tables", "slides", "conmapt", "bundle")


def write(
    concept_map: ConceptMap,
    folder: Path | str,
    *,
    language: Language,
    bundle_rows: bool = False,
    progress: Progress | None = None,
) -> list[Path]:
    """Write map.json, the report and all that goes with it; returns the files.

    Everything is made before the first file is written, so that a fault leaves nothing
    half done. ``bundle_rows`` puts the pseudonymised study into the bundle.
    """
    made = list(files(concept_map, language=language, bundle_rows=bundle_rows, progress=progress))
    folder = Path(folder)
    written = []
    for name, content in made:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def files(
    concept_map: ConceptMap,
    *,
    language: Language,
    document: MapDocument | None = None,
    bundle_rows: bool = False,
    progress: Progress | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Name and content of map.json, the report and all that goes with it, one after the other.

    ``document`` is told instead of the map's own: ``conceptmapping.public(concept_map.document)``
    has nothing in it about any one person. With ``bundle_rows`` the bundle still holds all of it.
    """
    # Imported here: a study is read and mapped without waiting for what draws it.
    from mapreport import bundle, conmapt, figures, html, slides, tables, word_document

    def begin(stage: str) -> None:
        if progress:
            progress(stage, STAGES.index(stage), len(STAGES))

    document = document or concept_map.document
    yield "map.json", bundle.as_text(document)
    begin("figures")
    drawn = figures.all(document, language)
    for figure in drawn:
        yield f"figures/{figure.name}.svg", figure.svg
        yield f"figures/{figure.name}.png", figure.png
    begin("report")
    yield "report.html", html.render(document, drawn, language).encode()
    begin("document")
    yield "report.docx", word_document.render(document, drawn, language)
    begin("tables")
    similarity = bundle.square(concept_map.co_sorting)
    yield "tables.xlsx", tables.render(document, language, similarity)
    begin("slides")
    yield "slides.pptx", slides.render(document, language)
    begin("conmapt")
    yield "conmapt.csv", conmapt.render(document, language)
    begin("bundle")
    yield "bundle.zip", bundle.render(concept_map, language, rows=bundle_rows, document=document)
    if progress:
        progress("bundle", len(STAGES), len(STAGES))
