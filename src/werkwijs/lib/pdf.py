"""From a page to a PDF: accessible (PDF/UA-1), with fonts inside, fetching nothing from a network.

WeasyPrint needs libpango. Where that is missing everything else works, and `NoPrinter` says what to install.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any


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
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    shown = dict(images or {})

    class OnlyOurs(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            name = url.removeprefix("image:")
            if name in shown:
                return URLFetcherResponse(url, shown[name])
            raise ValueError("A page that is printed fetches nothing.")

    made: bytes = HTML(string=page, url_fetcher=OnlyOurs()).write_pdf(pdf_variant="pdf/ua-1")
    return made
