"""From a page to a PDF: accessible, or for a press; with fonts inside, fetching nothing from a network.

Every page may ask for the font Atkinson Hyperlegible, drawn for people who read with difficulty. It stands in
`fonts`, so that a page looks and measures the same on every computer. What it lacks is drawn with a font of
the computer, if there is any; `undrawable` tells which signs have none.

WeasyPrint needs libpango. Where that is missing everything else works, and `NoPrinter` says what to install.
"""

from __future__ import annotations

import gc
import hashlib
import io
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from PIL import ImageFile

FAMILY = "Atkinson Hyperlegible"
_FACES = {"Regular": "normal", "Bold": "bold"}
_REGISTRY = "http://www.color.org"
"""Of the names printers give to press and paper together."""

_COLOURS = {"CBDT", "COLR", "SVG ", "sbix"}
"""Tables of fonts that draw in colours."""

Variant = Literal["accessible", "plain", "press"]
_VARIANTS = {"accessible": "pdf/ua-1", "plain": None, "press": "pdf/x-4"}


class NoPrinter(Exception):
    """No PDFs can be made on this computer: a library is missing. The message says which."""


@cache
def why_not() -> str:
    """What is missing to make PDFs; "" when nothing is."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        return str(error).splitlines()[0]
    # WeasyPrint lets everybody's pictures be cut off halfway; what people hand in must be whole.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return ""


def font(face: Literal["Regular", "Bold"]) -> bytes:
    """Our own font as TrueType, also for measuring."""
    return files("werkwijs.lib").joinpath(f"fonts/AtkinsonHyperlegible-{face}.ttf").read_bytes()


def render(
    page: str,
    *,
    images: Mapping[str, bytes] | None = None,
    variant: Variant = "accessible",
    profile: bytes | None = None,
    condition: str = "",
) -> bytes:
    """A whole HTML page as PDF: the same page and images give the same bytes, when the page tells its day.

    Parameters
    ----------
    page
        A full HTML document with ``lang`` and a ``<title>``; its styles stand inside it. The day is that of
        ``<meta name=dcterms.created>``.
    images
        What ``<img src="image:NAME">`` shows, by name. Nothing else is fetched.
    variant
        "accessible" is PDF/UA-1, and the page needs an ``<h1>``. "press" is PDF/X-4: every colour of the page
        and its images must be in inks already (`werkwijs.lib.inks`). "plain" is neither.
    profile
        For a press: the ICC profile the inks are meant for.
    condition
        For a press: the registered name of press and paper, ``FOGRA39``.

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
    if (variant == "press") != (profile is not None):
        raise ValueError("A PDF for a press has a profile, and no other has one.")
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from werkwijs.lib import alike

    shown = {f"image:{name}": image for name, image in (images or {}).items()}
    shown |= {f"font:{face}": font(face) for face in ("Regular", "Bold")}
    rules = "".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; src: url("font:{face}") }}'
        for face, weight in _FACES.items()
    )
    if profile is not None:
        shown["profile:press"] = profile
        # Not named `device-cmyk`, so that groups are plain CMYK: PDF/X-4 wants no second copy of the intent.
        rules += '@color-profile --press { src: url("profile:press"); components: c, m, y, k }'

    class OnlyOurs(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url in shown:
                return URLFetcherResponse(url, shown[url])
            raise ValueError("A page that is printed fetches nothing.")

    def finish(_: Any, made: Any) -> None:
        if variant == "press":
            _for_a_press(made, condition, _digest(page, images))

    fonts, ours = FontConfiguration(), OnlyOurs()
    profiles: dict[str, Any] = {}
    with _no_sweeping():
        told = alike.Alike(page, ours)
        made: bytes = told.write_pdf(
            pdf_variant=_VARIANTS[variant],
            pdf_identifier=True,
            font_config=fonts,
            color_profiles=profiles,
            finisher=finish,
            cache=alike.Cache(shown),
            stylesheets=[
                CSS(
                    string=rules + told.looks,
                    font_config=fonts,
                    url_fetcher=ours,
                    color_profiles=profiles,
                )
            ],
        )
    return made


@contextmanager
def _no_sweeping() -> Iterator[None]:
    """Thousands of boxes are made and none is thrown away: looking for rubbish takes a sixth of the time."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def undrawable(text: str) -> set[str]:
    """The signs of a text that no font here draws, and that would be printed as an empty box."""
    return _missing(text, black=True) & _missing(text, black=False)


def only_coloured(text: str) -> set[str]:
    """The signs that only fonts with colours draw, emoji mostly: no press has the inks for them."""
    return _missing(text, black=True) - undrawable(text)


def in_black(text: str) -> str:
    """A text for a press: signs are drawn with fonts without colours, and left out where there is none."""
    coloured = {sign for sign in set(text) if ord(sign) > 0x2000 and not draws(sign)}
    gone = only_coloured("".join(coloured))
    # After a sign this one asks for its plain form.
    plain = {
        ord(sign): "" if sign in gone else f"{sign}\ufe0e"
        for sign in coloured
        if _is_coloured(sign)
    }
    return text.translate(plain)


def _is_coloured(sign: str) -> bool:
    return any(ord(sign) in covered for covered, black in _elsewhere() if not black)


def _missing(text: str, *, black: bool) -> set[str]:
    """What neither our font draws nor one of the computer, without colours or with them."""
    missing = {sign for sign in text if not sign.isspace() and not _joins(sign) and not draws(sign)}
    for covered, is_black in _elsewhere() if missing else ():
        if is_black == black:
            missing -= {sign for sign in missing if ord(sign) in covered}
    return missing


def draws(sign: str) -> bool:
    """Whether our own font draws it, so that it can be measured."""
    return ord(sign) in _ours()


def _joins(sign: str) -> bool:
    """Whether it is no sign of its own: it joins others, or says how one looks."""
    return sign in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"


@cache
def _ours() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(io.BytesIO(font("Regular")), lazy=True).getBestCmap())


@cache
def _elsewhere() -> tuple[tuple[frozenset[int], bool], ...]:
    """What each font of this computer draws, and whether it has no colours."""
    if why_not():
        return ()
    return tuple(_covered(sorted(set(_installed()))))


def _installed() -> Iterable[str]:
    from weasyprint.text.ffi import ffi, fontconfig

    told = fontconfig.FcConfigGetFonts(
        fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcSetSystem
    )
    for at in range(told.nfont):
        name = ffi.new("FcChar8 **")
        if fontconfig.FcPatternGetString(told.fonts[at], b"file", 0, name) == 0:
            yield ffi.string(name[0]).decode()


def _covered(names: Iterable[str]) -> Iterable[tuple[frozenset[int], bool]]:
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    for name in map(Path, names):
        if name.suffix.lower() not in {".ttf", ".otf", ".ttc", ".otc"}:
            continue  # of a kind that pango draws no more
        with name.open("rb") as opened:
            try:
                several = name.suffix.lower() in {".ttc", ".otc"}
                fonts = (
                    TTCollection(opened, lazy=True).fonts
                    if several
                    else [TTFont(opened, lazy=True)]
                )
                for found in fonts:
                    yield frozenset(found.getBestCmap() or ()), not _COLOURS & set(found.keys())
            except (TTLibError, KeyError, AssertionError):
                continue  # broken; what it would draw is not counted on


def _digest(page: str, images: Mapping[str, bytes] | None) -> bytes:
    told = hashlib.sha256(page.encode())
    for name, image in sorted((images or {}).items()):
        told.update(name.encode() + hashlib.sha256(image).digest())
    return told.digest()


def _for_a_press(made: Any, condition: str, digest: bytes) -> None:
    """What PDF/X-4 asks beyond what WeasyPrint writes, and an identifier that is the same next time."""
    import pydyf

    for intent in made.catalog["OutputIntents"]:
        intent["OutputConditionIdentifier"] = pydyf.String(condition)
        intent["OutputCondition"] = pydyf.String(condition)
        intent["Info"] = pydyf.String(condition)
        intent["RegistryName"] = pydyf.String(_REGISTRY)
    same = f"xmp.did:{uuid.UUID(bytes=digest[:16], version=4)}".encode()
    for part in made.objects:
        if isinstance(part, pydyf.Dictionary) and "lab-d50" in part:
            part.clear()  # colour spaces nobody uses here
        if isinstance(part, pydyf.Stream) and part.extra.get("Type") == "/Metadata":
            part.stream = [re.sub(rb"xmp\.did:[0-9a-f-]{36}", same, text) for text in part.stream]
