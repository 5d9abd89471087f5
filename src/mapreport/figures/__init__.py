"""A concept map in figures: points, clusters, ratings, tree, stability, go-zones, ladders.

::

    figures.cluster_map(document, "nl").svg          # one by itself
    figures.all(document, "en")                      # every figure the document has facts for
    figures.write(document, folder, "nl")            # the same, as .svg and .png

The same document gives the same bytes. Every figure says in its title and description what
is to be seen, prints the convention its numbers rest on, and is marked when the material
is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from conceptmapping.document import MapDocument
from conceptmapping.errors import Language
from mapreport.figures.captions import NothingToDraw
from mapreport.figures.certainty import stability
from mapreport.figures.ink import Style, cluster_style, contrast
from mapreport.figures.ladders import pattern_match
from mapreport.figures.maps import cluster_map, point_map, rating_map
from mapreport.figures.sheet import Figure
from mapreport.figures.trees import tree
from mapreport.figures.zones import go_zone

__all__ = [
    "Figure",
    "NothingToDraw",
    "Style",
    "all",
    "cluster_map",
    "cluster_style",
    "contrast",
    "each",
    "go_zone",
    "pattern_match",
    "point_map",
    "rating_map",
    "stability",
    "tree",
    "write",
]


def each(document: MapDocument, language: Language) -> Iterator[Figure]:
    """Draw the figures one by one, in the order a reader needs them.

    A figure the document has no facts for (nobody rated, nothing resampled) is left out.
    """
    drawings: list[Callable[[], Figure]] = [
        partial(draw, document, language) for draw in (point_map, cluster_map, tree, stability)
    ]
    drawings += [partial(rating_map, document, language, scale) for scale in document["scales"]]
    drawings += [
        partial(go_zone, document, language, i + 1) for i in range(len(document["go_zone"]))
    ]
    drawings += [
        partial(pattern_match, document, language, i + 1)
        for i in range(len(document["pattern_match"]))
    ]
    for draw in drawings:
        try:
            figure = draw()
        except NothingToDraw:
            continue
        yield figure


def all(document: MapDocument, language: Language) -> list[Figure]:  # noqa: A001 (figures.all)
    """Every figure the document has facts for."""
    return list(each(document, language))


def write(document: MapDocument, folder: Path, language: Language) -> list[Path]:
    """Write every figure as ``<name>.svg`` and ``<name>.png``; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for figure in each(document, language):
        for ending, content in (("svg", figure.svg), ("png", figure.png)):
            file = folder / f"{figure.name}.{ending}"
            file.write_bytes(content)
            files.append(file)
    return files
