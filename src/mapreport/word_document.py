"""The report as a Word document that people can go on writing in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from conceptmapping.document import MapDocument
from conceptmapping.errors import Language
from mapreport import story, word_fields
from mapreport.figures.ink import cluster_style
from mapreport.wording import Words, words

INK = RGBColor(0x1B, 0x27, 0x30)
SOFT = RGBColor(0x4C, 0x5A, 0x66)
ACCENT = RGBColor(0x0D, 0x55, 0x63)
_LINE = "CFD8DD"
_FONT = "Arial"
"""On every machine, or a font of the same widths."""
_LOCALE = {"nl": "nl-NL", "en": "en-GB"}
_WIDTH = 17.0
"""Of the text, in cm."""
_TALLEST = 19.5
"""Of a figure, in cm."""
_CHARACTER = {"number": 0.15, "text": 0.17, "long": 0.17}
"""Width of a character in a table, in cm."""
_NARROWEST = 3.2
"""Of a column with running text, in cm."""
_AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
"""What the standard wants after a paragraph's border."""
_WORD_2013 = "15"
"""Since then nothing has changed; an older value makes Word speak of compatibility."""
_PROPERTY = 255
"""Characters the standard allows in a property."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""No date in the file: the same map gives the same bytes."""


def render(document: MapDocument, figures: Sequence[story.Drawn], language: Language) -> bytes:
    """Draw up the document: real headings, a contents list, alt texts, repeated header rows."""
    told = story.illustrated(story.tell(document, language), figures)
    return _Sheet(told, words("story", language)).bytes()


class _Sheet:
    """One document while it is being written."""

    def __init__(self, told: story.Story, w: Words) -> None:
        self.told = told
        self.w = w
        self.docx = Document()
        self._bookmarks = 0
        self._style_ids: dict[str, str] = {}
        """Name -> id: asking the library for every cell takes most of the time."""
        self._properties()
        self._page()
        self._styles()
        self._opening()
        first, *others = told.sections
        self._section(first, 1)
        self._contents()
        for section in others:
            self._section(section, 1)
        self._paragraph(told.colophon, "Small")

    def bytes(self) -> bytes:
        """The file, with every date in it the same."""
        written = io.BytesIO()
        self.docx.save(written)
        again = io.BytesIO()
        with (
            zipfile.ZipFile(written) as source,
            zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                member = zipfile.ZipInfo(name, _EPOCH)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.external_attr = 0o644 << 16
                target.writestr(member, source.read(name))
        return again.getvalue()

    # --- the sheet itself -------------------------------------------------------------

    def _properties(self) -> None:
        core = self.docx.core_properties
        core.title = self.told.title[:_PROPERTY]
        core.subject = f"{self.told.kind}. {self.told.invented}".strip()[:_PROPERTY]
        core.language = _LOCALE[self.told.language]
        core.author = core.last_modified_by = core.comments = core.keywords = ""
        for name in ("dcterms:created", "dcterms:modified", "cp:revision"):
            for element in core._element.findall(qn(name)):
                core._element.remove(element)
        package = self.docx.part.package
        for key, relation in list(package.rels.items()):
            # The template's own picture, and the program that made the template.
            if relation.reltype.endswith(("/thumbnail", "/extended-properties")):
                del package.rels[key]
        settings = self.docx.settings.element
        for mode in settings.iter(qn("w:compatSetting")):
            if mode.get(qn("w:name")) == "compatibilityMode":
                mode.set(qn("w:val"), _WORD_2013)

    def _page(self) -> None:
        section = self.docx.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
        section.header_distance = section.footer_distance = Cm(1)
        header = section.header.paragraphs[0]
        header.text = self.told.invented or self.told.title
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        before, between, after = self.w("page", "number", page="\0", pages="\0").split("\0")
        footer.add_run(before)
        _field(footer, "PAGE", "1")
        footer.add_run(between)
        _field(footer, "NUMPAGES", "1")
        footer.add_run(after)

    def _styles(self) -> None:
        styles = self.docx.styles
        defaults = styles.element.find(qn("w:docDefaults"))
        for language in defaults.iter(qn("w:lang")):
            language.set(qn("w:val"), _LOCALE[self.told.language])
        normal = self._style("Normal", 10.5, INK, after=6, spacing=1.2)
        normal.paragraph_format.widow_control = True
        self._style("Title", 30, INK, bold=True, after=6, before=18)
        self._style("Subtitle", 13, ACCENT, bold=True, after=0)
        self._style("Heading 1", 20, INK, bold=True, before=24, after=6)
        self._style("Heading 2", 14, ACCENT, bold=True, before=16, after=4)
        self._style("Heading 3", 11.5, INK, bold=True, before=12, after=3)
        points = self._style("List Bullet", 10.5, INK, after=4)
        for contextual in points.element.pPr.findall(qn("w:contextualSpacing")):
            points.element.pPr.remove(contextual)
        self._style("Caption", 9.5, INK, bold=True, before=8, after=3)
        self._style("Header", 8.5, SOFT)
        self._style("Footer", 8.5, SOFT)
        self._style("Lead", 12, INK, after=8, spacing=1.25)
        self._style("Small", 9, SOFT, after=6)
        self._style("Cell", 9, INK, spacing=1.05)
        self._style(
            "Number cell", 9, INK, spacing=1.05
        ).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._style("Contents heading", 14, INK, bold=True, before=18, after=6)
        for level in (1, 2):
            contents = self._style(f"toc {level}", 10.5 if level == 1 else 9.5, INK, after=2)
            contents.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        self._style("Note", 10.5, INK, after=4)
        self._style("Note heading", 10.5, INK, bold=True, before=8, after=2)
        self._style("Warning", 10.5, INK, after=4)
        self._style("Warning heading", 10.5, INK, bold=True, before=8, after=2)
        for name in ("Note", "Note heading", "Warning", "Warning heading"):
            style = styles[name]
            style.paragraph_format.left_indent = Cm(0.4)
            border = _left_border("A86A09" if name.startswith("Warning") else "0D5563")
            style.element.get_or_add_pPr().insert_element_before(border, *_AFTER_BORDER)

    def _style(
        self,
        name: str,
        size: float,
        colour: RGBColor,
        *,
        bold: bool = False,
        before: float = 0,
        after: float = 0,
        spacing: float | None = None,
    ) -> Any:
        styles = self.docx.styles
        if name not in [s.name for s in styles]:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
        style = styles[name]
        self._style_ids[name] = style.style_id
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = colour
        style.font.name = _FONT
        fonts = style.element.get_or_add_rPr().rFonts
        for key in list(fonts.attrib):
            if "Theme" in key:
                del fonts.attrib[key]
        for key in ("w:eastAsia", "w:cs"):
            fonts.set(qn(key), _FONT)
        borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
        if borders is not None:
            style.element.pPr.remove(borders)
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        if spacing:
            style.paragraph_format.line_spacing = spacing
        return style

    # --- what it says -----------------------------------------------------------------

    def _opening(self) -> None:
        told = self.told
        self._paragraph(told.kind, "Subtitle")
        self._paragraph(told.title, "Title")
        if told.prompt:
            self._paragraph(f"{self.w('page', 'question')}: {told.prompt}", "Lead")
        counts = "  ·  ".join(f"{count.value} {count.label}" for count in told.counts)
        self._paragraph(counts, "Normal").runs[0].bold = True
        if told.invented:
            self._paragraph(told.invented, "Warning heading")

    def _contents(self) -> None:
        """A contents field, already filled in: headings to follow, without page numbers.

        Page numbers would be right only after somebody refreshed the field, and asking for
        that on opening makes Word ask a question nobody understands.
        """
        heading = self._paragraph(self.w("page", "contents"), "Contents heading")
        heading.paragraph_format.page_break_before = True
        entries = list(self._entries())
        for i, (level, heading, mark) in enumerate(entries):
            paragraph = self._paragraph("", f"toc {level}")
            if i == 0:
                _begin(paragraph, 'TOC \\o "1-2" \\n \\h \\z \\u')
            link = word_fields.element("w:hyperlink", anchor=mark, history="1")
            paragraph._p.append(link)
            link.append(word_fields.run(heading))
            if i == len(entries) - 1:
                paragraph._p.append(word_fields.mark("end"))

    def _entries(self) -> Iterator[tuple[int, str, str]]:
        for section in self.told.sections:
            yield 1, section.heading, _bookmark(section)
            for inner in section.sections:
                yield 2, inner.heading, _bookmark(inner)

    def _section(self, section: story.Section, level: int) -> None:
        heading = self.docx.add_heading(section.heading, level)
        if section.cluster:
            colour = cluster_style(section.cluster).colour
            heading.runs[0].font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
        if level == 1 and section.name in {"map", "clusters", "certainty", "ratings"}:
            heading.paragraph_format.page_break_before = True
        self._bookmarked(heading, _bookmark(section))
        for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=True):
            match block:
                case story.Paragraph():
                    style = {"text": "Normal", "lead": "Lead", "small": "Small"}[block.kind]
                    paragraph = self._paragraph(block.text, style)
                    paragraph.paragraph_format.keep_with_next = isinstance(after, story.Shown)
                case story.Points():
                    self._points(block)
                case story.Note():
                    self._note(block)
                case story.Table():
                    self._table(block)
                case story.Shown():
                    self._figure(block)
        for inner in section.sections:
            self._section(inner, level + 1)

    def _paragraph(self, text: str, style: str) -> Any:
        paragraph = self.docx.add_paragraph(text)
        paragraph._p.style = self._style_ids[style]
        return paragraph

    def _points(self, block: story.Points) -> None:
        for point in block.points:
            paragraph = self._paragraph("", "List Bullet")
            if point.lead:
                paragraph.add_run(f"{point.lead} ").bold = True
            paragraph.add_run(point.text)

    def _note(self, block: story.Note) -> None:
        kind = block.kind.capitalize()
        heading = self._paragraph(block.heading, f"{kind} heading")
        heading.paragraph_format.keep_with_next = True
        for text in block.texts:
            self._paragraph(text, kind)

    def _figure(self, block: story.Shown) -> None:
        figure = block.figure
        paragraph = self._paragraph("", "Normal")
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(figure.png), width=Cm(_WIDTH))
        if picture.height > Cm(_TALLEST):
            ratio = picture.width / picture.height
            picture.height, picture.width = Cm(_TALLEST), int(Cm(_TALLEST) * ratio)
        described = picture._inline.docPr
        described.set("descr", f"{figure.title}. {figure.description}")
        described.set("name", figure.name)
        self._caption("figure", block.number, figure.title)

    def _caption(self, kind: str, number: int, text: str) -> Any:
        before, after = self.w("page", kind, number="\0").split("\0")
        paragraph = self._paragraph(before, "Caption")
        _field(paragraph, f"SEQ {before.strip()} \\* ARABIC", str(number))
        paragraph.add_run(f"{after}. {text}")
        return paragraph

    def _table(self, block: story.Table) -> None:
        caption = self._caption("table", block.number, block.caption)
        caption.paragraph_format.keep_with_next = True
        table = self.docx.add_table(rows=1 + len(block.rows), cols=len(block.columns))
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        _dress(table._tbl, block.caption)
        widths = _column_widths(block)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        cell_style, number = (self._style_ids[name] for name in ("Cell", "Number cell"))
        labels = tuple(column.label for column in block.columns)
        for i, (row, cells) in enumerate(zip(table.rows, (labels, *block.rows), strict=True)):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if i == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for column, cell, text, width in zip(
                block.columns, row.cells, cells, widths, strict=True
            ):
                cell.width = width
                paragraph = cell.paragraphs[0]
                paragraph._p.style = number if column.kind == "number" else cell_style
                run = paragraph.add_run(text)
                run.bold = i == 0
                if i == 0:
                    cell._tc.get_or_add_tcPr().append(_bottom_border())
                    paragraph.paragraph_format.keep_with_next = True
        note = self._paragraph(block.note, "Small")
        note.paragraph_format.space_before = Pt(4)

    def _bookmarked(self, paragraph: Any, name: str) -> None:
        self._bookmarks += 1
        number = str(self._bookmarks)
        paragraph._p.insert(1, word_fields.element("w:bookmarkStart", id=number, name=name))
        paragraph._p.append(word_fields.element("w:bookmarkEnd", id=number))


def _column_widths(table: story.Table) -> list[Cm]:
    """Columns as wide as what is in them; running text gets what is left."""
    wide = []
    for i, column in enumerate(table.columns):
        longest = max((len(row[i]) for row in table.rows), default=0)
        needed = max(longest, *(1.3 * len(word) for word in column.label.split()))
        wide.append(min(_CHARACTER[column.kind] * needed + 0.45, 4.6))
    long = [i for i, column in enumerate(table.columns) if column.kind == "long"]
    others = sum(width for i, width in enumerate(wide) if i not in long)
    for i in long:
        wide[i] = max(_NARROWEST, (_WIDTH - others) / len(long))
    scale = min(1.0, _WIDTH / sum(wide))
    return [Cm(width * scale) for width in wide]


def _dress(table: Any, caption: str) -> None:
    """Thin lines between rows, a little air, and the header row and column named as such."""
    properties = table.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(
            word_fields.element(f"w:{side}", val="single", sz="4", space="0", color=_LINE)
        )
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", "40"), ("left", "0"), ("bottom", "40"), ("right", "140")):
        margins.append(word_fields.element(f"w:{side}", w=twips, type="dxa"))
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    properties.append(borders)
    layout = properties.find(qn("w:tblLayout"))
    if layout is not None:
        properties.remove(layout)
        properties.append(layout)
    properties.append(margins)
    properties.append(
        word_fields.element(
            "w:tblLook",
            val="04A0",
            firstRow="1",
            lastRow="0",
            firstColumn="1",
            lastColumn="0",
            noHBand="1",
            noVBand="1",
        )
    )
    properties.append(word_fields.element("w:tblCaption", val=caption))


def _bookmark(section: story.Section) -> str:
    return "_Toc_" + section.name.replace("-", "_")


def _left_border(colour: str) -> Any:
    borders = OxmlElement("w:pBdr")
    borders.append(word_fields.element("w:left", val="single", sz="24", space="8", color=colour))
    return borders


def _bottom_border() -> Any:
    borders = OxmlElement("w:tcBorders")
    borders.append(word_fields.element("w:bottom", val="single", sz="8", space="0", color="1B2730"))
    return borders


def _begin(paragraph: Any, instruction: str) -> None:
    for part in (
        word_fields.mark("begin"),
        word_fields.instruction(instruction),
        word_fields.mark("separate"),
    ):
        paragraph._p.append(part)


def _field_parts(instruction: str, shown: str) -> list[Any]:
    return [
        word_fields.mark("begin"),
        word_fields.instruction(instruction),
        word_fields.mark("separate"),
        word_fields.run(shown),
        word_fields.mark("end"),
    ]


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    for part in _field_parts(instruction, shown):
        paragraph._p.append(part)
