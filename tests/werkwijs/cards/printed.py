"""What stands in a PDF, read by programs of others: words by Poppler, the rest by pikepdf."""

import html
import io
import re
import shutil
import subprocess

import pikepdf
import pytest

MM = 72 / 25.4
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="Poppler reads the PDFs.")
ghostscript = pytest.mark.skipif(
    not shutil.which("gs"), reason="Ghostscript makes the inks visible."
)

_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>'
)


def words(made, tmp_path):
    """Per page every word with its box in mm: from the left and the top of the page as it is cut."""
    pdf = tmp_path / "made.pdf"
    pdf.write_bytes(made)
    told = subprocess.run(  # noqa: S603
        ["pdftotext", "-bbox", str(pdf), "-"],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    bleeds = []
    with pikepdf.open(pdf) as opened:
        for page in opened.pages:
            media, trim = page.mediabox, page.trimbox
            bleeds.append((float(trim[0] - media[0]), float(media[3] - trim[3])))
    for (left, top), page in zip(bleeds, told.split("<page ")[1:], strict=True):
        yield [
            (
                (float(x0) - left) / MM,
                (float(y0) - top) / MM,
                (float(x1) - left) / MM,
                (float(y1) - top) / MM,
                html.unescape(word),
            )
            for x0, y0, x1, y1, word in _WORD.findall(page)
        ]


def joined(words_):
    """The words as one text, without the hyphens at which lines were broken."""
    return " ".join(word for *_, word in words_)


def streams(made):
    """Every stream with operators: of the pages and of all they draw, once each."""
    opened = pikepdf.open(io.BytesIO(made))
    yield from opened.pages
    for thing in opened.objects:
        if isinstance(thing, pikepdf.Stream) and (
            thing.get("/Subtype") == "/Form" or "/PatternType" in thing
        ):
            yield thing


def operators(made):
    """Every operator with its operands."""
    for stream in streams(made):
        for operands, operator in pikepdf.parse_content_stream(stream):
            yield str(operator), list(operands)


def not_in_inks(made):
    """What in a PDF is no ink: operators, pictures, shadings and colour spaces of a screen."""
    found = set()
    for operator, operands in operators(made):
        if operator in {"rg", "RG"}:
            found.add(operator)
        if operator in {"cs", "CS"} and str(operands[0]) not in {
            "/DeviceCMYK",
            "/DeviceGray",
            "/Pattern",
        }:
            found.add(f"{operator} {operands[0]}")
    opened = pikepdf.open(io.BytesIO(made))
    for thing in opened.objects:
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in ("/ColorSpace", "/CS"):
                space = thing.get(key)
                if space is not None and not isinstance(space, pikepdf.Dictionary):
                    name = str(space if isinstance(space, pikepdf.Name) else space[0])
                    if name not in {"/DeviceCMYK", "/DeviceGray"}:
                        found.add(f"{key} {name}")
    return found


def fonts(made):
    """Name of every font -> whether it is inside."""
    found = {}
    opened = pikepdf.open(io.BytesIO(made))
    for thing in opened.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/Font":
            continue
        for one in [thing, *thing.get("/DescendantFonts", [])]:
            described = one.get("/FontDescriptor")
            if described is not None:
                inside = any(f"/FontFile{n}" in described for n in ("", 2, 3))
                found[str(described.FontName)] = inside
    return found


def clipped(page, size, near=1.0):
    """Boxes in mm, from left and top, that the page cuts drawing off at, of about this size in mm."""
    matrix, kept, found, last = (1, 0, 0, 1, 0, 0), [], [], None
    high = float(page.mediabox[3])
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            kept.append(matrix)
        elif name == "Q":
            matrix = kept.pop()
        elif name == "cm":
            matrix = _times(tuple(map(float, operands)), matrix)
        elif name == "re":
            last = tuple(map(float, operands))
        elif name == "W" and last:
            x, y, w, h = last
            ends = [_at(matrix, x, y), _at(matrix, x + w, y + h)]
            (x0, x1), (y0, y1) = sorted(e[0] for e in ends), sorted(e[1] for e in ends)
            box = (x0 / MM, (high - y1) / MM, x1 / MM, (high - y0) / MM)
            if abs(box[2] - box[0] - size[0]) < near and abs(box[3] - box[1] - size[1]) < near:
                found.append(box)
    return found


def _times(a, b):
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _at(m, x, y):
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
