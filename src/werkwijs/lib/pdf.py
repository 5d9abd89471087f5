"""From a page to a PDF: accessible (PDF/UA-1), with fonts inside, fetching nothing from a network.

Every page may ask for the font Atkinson Hyperlegible, drawn for people who read with difficulty. It stands in
`fonts`, so that a page looks and measures the same on every computer.

WeasyPrint needs libpango. Where that is missing everything else works, and `NoPrinter` says what to install.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

FAMILY = "Atkinson Hyperlegible"
_FACES = {"Regular": "normal", "Bold": "bold"}


class NoPrinter(Exception):
    """No PDFs can be made on this computer: a library is missing. The message says which."""


@cache
def why_not() -> str:
    """What is missing to make PDFs; "" when nothing is."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    return ""


def font(face: Literal["Regular", "Bold"]) -> bytes:
    """Our own font as TrueType, also for measuring."""
    return files("werkwijs.lib").joinpath(f"fonts/AtkinsonHyperlegible-{face}.ttf").read_bytes()


def render(page: str, *, images: Mapping[str, bytes] | None = None) -> bytes:
    """A whole HTML page as PDF/UA-1.

    Parameters
    ----------
    page
        A full HTML document with ``lang`` and a ``<title>``; its styles stand inside it.
    images
        What ``<img src="image:NAME">`` shows, by name. Nothing else is fetched.

    Raises
    ------
    NoPrinter
        libpango is missing.
    """
    if missing := why_not():
        raise NoPrinter(
            f"PDFs cannot be made here ({missing}). "
            "On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
        )
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    shown = {f"image:{name}": image for name, image in (images or {}).items()}
    shown |= {f"font:{face}": font(face) for face in ("Regular", "Bold")}
    faces = "".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; src: url("font:{face}") }}'
        for face, weight in _FACES.items()
    )

    class OnlyOurs(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url in shown:
                return URLFetcherResponse(url, shown[url])
            raise ValueError("A page that is printed fetches nothing.")

    fonts, ours = FontConfiguration(), OnlyOurs()
    made: bytes = HTML(string=page, url_fetcher=ours).write_pdf(
        pdf_variant="pdf/ua-1",
        font_config=fonts,
        stylesheets=[CSS(string=faces, font_config=fonts, url_fetcher=ours)],
    )
    return made
