"""Make the bundled pictograms from a checkout of the set they come from: ``pictograms.py FOLDER [NAME ...]``.

To add one: give it a row in ``src/werkwijs/cards/pictograms/pictograms.toml``, run this with its name, and
look. What stands in style sheets comes to stand in attributes, layers and letters go, and the empty edge
becomes narrower.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tomllib
from pathlib import Path

from lxml import etree
from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTOGRAMS = Path(__file__).resolve().parents[2] / "src" / "werkwijs" / "cards" / "pictograms"
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "g", "path", "circle", "ellipse"}
LEFT_OUT = {"style", "text", "tspan", "title", "defs"}
KEPT = {"d", "cx", "cy", "r", "rx", "ry", "transform", "fill", "fill-rule", "stroke"} | {
    f"stroke-{part}" for part in ("width", "linecap", "linejoin", "miterlimit", "dasharray")
}
NAMED = {"none": "none", "orange": "#ffa500"}
INK = "#231f20"
"""Of what has no colour of its own: the black the set draws its lines with."""
POINTS = {"protect": "M435-3h2"}
"""Stray points that are taken out."""
LOOK = 500
"""Pixels at which the edges of a drawing are looked for."""
EDGE = 1.06
SMALLEST = 620
"""Units of the square: a tiny drawing is not blown up until its lines look fat beside others."""


def plain(drawing: str) -> etree._Element:
    """The same shapes, with nothing but attributes."""
    root = etree.fromstring(drawing.encode())
    classes = _classes(root)
    for element in list(root.iter()):
        tag = etree.QName(element).localname if isinstance(element.tag, str) else "title"
        if tag in LEFT_OUT:
            if (parent := element.getparent()) is not None:
                parent.remove(element)
            continue
        if tag not in SHAPES:
            sys.exit(f"There is a <{tag}> in it, which print and our policy do not know.")
        _attributes(element, classes)
    _without_empty_groups(root)
    root.set("fill", root.get("fill", INK))
    etree.cleanup_namespaces(root)
    for element in root.iter():
        element.text = element.tail = None
    return root


def _classes(root: etree._Element) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for sheet in root.iter(f"{SVG}style"):
        for names, body in re.findall(r"([^{}]+)\{([^}]*)\}", sheet.text or ""):
            rules = dict(rule.split(":", 1) for rule in body.split(";") if ":" in rule)
            for name in names.split(","):
                found.setdefault(name.strip().lstrip("."), {}).update(rules)
    return found


def _attributes(element: etree._Element, classes: dict[str, dict[str, str]]) -> None:
    look: dict[str, str] = {}
    for name in element.get("class", "").split():
        look |= classes.get(name, {})
    look = {**dict(element.items()), **look}
    square = element.get("viewBox")
    element.attrib.clear()
    if square:
        element.set("viewBox", square)
    for name in sorted(KEPT & look.keys()):
        value = look[name].strip()
        element.set(name, _colour(value) if name in ("fill", "stroke") else value)


def _colour(value: str) -> str:
    value = NAMED.get(value.lower(), value.lower())
    if re.fullmatch("#[0-9a-f]{3}", value):
        return "#" + "".join(2 * digit for digit in value[1:])
    return value


def _without_empty_groups(root: etree._Element) -> None:
    for group in reversed(list(root.iter(f"{SVG}g"))):
        parent = group.getparent()
        if parent is not None and not group.attrib:
            for place, child in enumerate(list(group), start=parent.index(group)):
                parent.insert(place, child)
            parent.remove(group)


def fill_its_square(root: etree._Element, page: Page) -> None:
    """Lay the square around what is seen, with a narrow edge."""
    left, top, width, height = map(float, root.get("viewBox", "").split())
    left, top, width, height = left - width / 10, top - height / 10, width * 1.2, height * 1.2
    root.set("viewBox", f"{left} {top} {width} {height}")
    page.set_content(
        f"<style>*{{margin:0}}svg{{width:{LOOK}px;height:{LOOK}px}}</style>"
        + etree.tostring(root).decode()
    )
    seen = Image.open(io.BytesIO(page.screenshot(omit_background=True))).convert("RGBA")
    box = seen.getchannel("A").getbbox()
    if box is None:
        sys.exit("Nothing is to be seen in it.")
    unit = max(width, height) / LOOK
    middle = [
        start + (length - LOOK * unit) / 2 + (box[axis] + box[axis + 2]) / 2 * unit
        for axis, (start, length) in enumerate([(left, width), (top, height)])
    ]
    side = max(max(box[2] - box[0], box[3] - box[1]) * unit * EDGE, SMALLEST)
    square = (middle[0] - side / 2, middle[1] - side / 2, side, side)
    root.set("viewBox", " ".join(str(round(number)) for number in square))


def main(folder: Path, names: list[str]) -> None:
    told = tomllib.loads((PICTOGRAMS / "pictograms.toml").read_text("utf-8"))
    into = PICTOGRAMS / told["set"]["key"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": LOOK, "height": LOOK})
        for name in names or told["pictogram"]:
            drawing = (folder / f"{told['pictogram'][name]['from']}.svg").read_text("utf-8")
            root = plain(drawing.replace(POINTS.get(name, "\0"), ""))
            fill_its_square(root, page)
            (into / f"{name}.svg").write_bytes(etree.tostring(root) + b"\n")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
