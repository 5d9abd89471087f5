"""From the colours of a screen to the inks of a press: of a colour, a drawing and a photo.

A press prints cyan, magenta, yellow and black. What each colour becomes follows from a profile of press and
paper; ours stands in `profiles`, with its licence. Too much ink in one place does not dry, so the sum has a
limit.
"""

from __future__ import annotations

import io
import re
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree

import numpy as np
from PIL import Image, ImageCms, ImageColor

Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, each from 0 to 1."""

MOST = 2.8
"""The sum of inks in one place: what Dutch printers ask for coated paper."""
IN_PHOTOS = 2.6
"""Lower: packing a photo as JPEG moves its colours a little."""
DARK = 52
"""What is at most so light (of 255) and nearly grey is black: letters in two inks get coloured edges."""
NEARLY = 14
"""How much red, green and blue of a dark colour may differ for it to be printed with black ink alone."""
GREY = 2
"""The same for light colours, where the eye sees more."""
DIM = 96
"""Where dark ends and light begins."""
BLACK: Ink = (0.0, 0.0, 0.0, 1.0)
SVG = "{http://www.w3.org/2000/svg}"
_PAINTED = ("fill", "stroke", "color", "stop-color", "flood-color", "lighting-color")
_KEPT = {"none", "inherit", "transparent", "context-fill", "context-stroke"}
_DECLARED = re.compile(rf"(?<![\w-])({'|'.join(_PAINTED)})(\s*:\s*)([^;}}!]+)", re.IGNORECASE)
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")

ElementTree.register_namespace("", SVG[1:-1])
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


class NoPressProfile(Exception):
    """What was handed in as a profile is none of a press with four inks."""


@cache
def bundled() -> bytes:
    """Offset printing on coated paper (FOGRA39), at most 280 % of ink."""
    return files("werkwijs.lib").joinpath("profiles/coated-fogra39-280.icc").read_bytes()


def condition(profile: bytes) -> str:
    """How printers call what the profile is for: "FOGRA39".

    Raises
    ------
    NoPressProfile
        It is none of a press with four inks.
    """
    told = _opened(profile).profile
    return str(told.model or told.profile_description or "CMYK").strip()


class Inks:
    """The inks of one press.

    Parameters
    ----------
    profile
        An ICC profile of a press with four inks.

    Raises
    ------
    NoPressProfile
        It is no such profile.
    """

    def __init__(self, profile: bytes) -> None:
        self.profile = profile
        press = _opened(profile)
        try:
            self._turn = ImageCms.buildTransform(
                ImageCms.createProfile("sRGB"),
                press,
                "RGB",
                "CMYK",
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except ImageCms.PyCMSError as error:
            raise NoPressProfile(str(error)) from error
        self._known: dict[tuple[int, ...], Ink] = {}

    def of(self, red: int, green: int, blue: int) -> Ink:
        """The inks of a colour given as 0 to 255. Greys get black ink only, dark ones all of it."""
        asked = (red, green, blue)
        if asked not in self._known:
            self._known[asked] = self._made(*asked)
        return self._known[asked]

    def css(self, colour: str) -> str:
        """A colour of CSS, written in inks. One that cannot be read is black."""
        try:
            red, green, blue, *seen = ImageColor.getrgb(_plain(colour))
        except ValueError:
            red, green, blue, seen = 0, 0, 0, []
        inks = " ".join(f"{100 * ink:.4g}%" for ink in self.of(red, green, blue))
        clear = f" / {seen[0] / 255:.3g}" if seen and seen[0] < 255 else ""
        return f"device-cmyk({inks}{clear})"

    def styles(self, css: str) -> str:
        """A style sheet whose colours are all written as #rrggbb, with inks in their place."""
        return _HEX.sub(lambda found: self.css(found[0]), css)

    def photo(self, picture: bytes, *, longest: int) -> bytes:
        """A picture of pixels as CMYK JPEG on white paper, at most ``longest`` pixels in its longer side."""
        with Image.open(io.BytesIO(picture)) as opened:
            opened.draft("RGB", (longest, longest))
            seen = opened.convert("RGBA" if opened.mode in {"RGBA", "LA", "P", "PA"} else "RGB")
        if max(seen.size) > longest:
            seen.thumbnail((longest, longest), reducing_gap=2)
        if seen.mode == "RGBA":
            paper = Image.new("RGB", seen.size, "#ffffff")
            paper.paste(seen, mask=seen.getchannel("A"))
            seen = paper
        turned = ImageCms.applyTransform(seen, self._turn)
        if turned is None:  # only when it was asked to work in place
            raise NoPressProfile("The profile turned nothing.")
        inked = np.asarray(turned).astype(np.float32)
        colours = inked[..., :3].sum(axis=2)
        room = np.maximum(IN_PHOTOS * 255 - inked[..., 3], 0)
        inked[..., :3] *= np.minimum(1, room / np.maximum(colours, 1))[..., None]
        kept = io.BytesIO()
        Image.fromarray(np.floor(inked).astype(np.uint8), "CMYK").save(
            kept, "JPEG", quality=92, subsampling=0
        )
        return kept.getvalue()

    def drawing(self, svg: bytes) -> bytes:
        """An SVG with all its colours in inks. Of a gradient the mean is kept; pixels inside are left out.

        Raises
        ------
        ElementTree.ParseError
            It is no XML.
        """
        root = ElementTree.fromstring(svg)  # noqa: S314 - nothing is fetched; expat limits what unfolds
        means = _means(root)
        for parent in root.iter():
            for child in list(parent):
                if child.tag in {f"{SVG}image", f"{SVG}linearGradient", f"{SVG}radialGradient"}:
                    parent.remove(child)
        for element in root.iter():
            for name in _PAINTED:
                if name in element.attrib:
                    element.set(name, self._paint(element.attrib[name], means))
            if "style" in element.attrib:
                element.set("style", self._declared(element.attrib["style"], means))
            if element.tag == f"{SVG}style" and element.text:
                element.text = self._declared(element.text, means)
        # What no fill is given is black, which otherwise is the black of a screen.
        if "fill" not in root.attrib:
            root.set("fill", self.css("#000000"))
        return ElementTree.tostring(root)

    def _made(self, red: int, green: int, blue: int) -> Ink:
        lightest, darkest = max(red, green, blue), min(red, green, blue)
        if lightest - darkest <= (NEARLY if lightest <= DIM else GREY):
            if lightest <= DARK:
                return BLACK
            return (0.0, 0.0, 0.0, round(1 - (red + green + blue) / 765, 3))
        one = ImageCms.applyTransform(Image.new("RGB", (1, 1), (red, green, blue)), self._turn)
        pixel = one.getpixel((0, 0)) if one is not None else None
        if not isinstance(pixel, tuple):
            return BLACK
        cyan, magenta, yellow, black = (round(float(ink) / 255, 3) for ink in pixel)
        colours = cyan + magenta + yellow
        less = min(1.0, (MOST - 0.01 - black) / colours) if colours else 1.0
        return (cyan * less, magenta * less, yellow * less, black)

    def _declared(self, css: str, means: dict[str, str]) -> str:
        return _DECLARED.sub(lambda f: f"{f[1]}{f[2]}{self._paint(f[3], means)}", css)

    def _paint(self, value: str, means: dict[str, str]) -> str:
        value = value.strip()
        if value.lower() in _KEPT:
            return value
        if found := re.match(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)", value):
            mean = means.get(found[1])
            return self.css(mean) if mean else value
        return self.css(value)


def _opened(profile: bytes) -> ImageCms.ImageCmsProfile:
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        four = opened.profile.xcolor_space.strip() == "CMYK"
    except (OSError, ImageCms.PyCMSError) as error:
        raise NoPressProfile(str(error)) from error
    if not four:
        raise NoPressProfile(f"It is a profile of {opened.profile.xcolor_space.strip()}.")
    return opened


def _plain(colour: str) -> str:
    """As Pillow reads colours: commas between the numbers, and no ``currentColor``."""
    colour = colour.strip().lower()
    if "(" in colour and "," not in colour:
        name, _, inside = colour.rstrip(")").partition("(")
        colour = f"{name}({', '.join(inside.replace('/', ' ').split()[:3])})"
    return colour


def _means(root: ElementTree.Element) -> dict[str, str]:
    """Id of a gradient -> the mean of its colours; one that borrows the stops of another has their mean."""
    found: dict[str, str] = {}
    borrowed: dict[str, str] = {}
    for element in root.iter():
        if element.tag not in {f"{SVG}linearGradient", f"{SVG}radialGradient"}:
            continue
        name = element.get("id", "")
        colours = []
        for stop in element.iter(f"{SVG}stop"):
            declared = re.search(r"stop-color\s*:\s*([^;]+)", stop.get("style", ""))
            told = declared[1] if declared else stop.get("stop-color", "#000000")
            try:
                colours.append(ImageColor.getrgb(_plain(told))[:3])
            except ValueError:
                colours.append((0, 0, 0))
        if colours:
            red, green, blue = (
                round(sum(part) / len(colours)) for part in zip(*colours, strict=True)
            )
            found[name] = f"#{red:02x}{green:02x}{blue:02x}"
        else:
            link = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
            borrowed[name] = link.removeprefix("#")
    for name, other in borrowed.items():
        for _ in range(len(borrowed) + 1):
            if other in found:
                found[name] = found[other]
                break
            other = borrowed.get(other, "")
    return found
