"""The cards as a Word document that people can go on writing in.

Headings, a contents list, pictures with their descriptions, the language of the text; no tables, so that it
reads the same aloud as on paper.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from mapreport import word_fields
from werkwijs.cards.edition_document import CardText, EditionCard, EditionDocument
from werkwijs.cards.formats import drawings, telling

_INK = RGBColor(0x1B, 0x27, 0x30)
_SOFT = RGBColor(0x4C, 0x5A, 0x66)
_ACCENT = RGBColor(0x0D, 0x55, 0x63)
_FONT = "Arial"
"""On every machine, or a font of the same widths."""
_LOCALE = {"nl": "nl-NL", "en": "en-GB"}
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "dv", "yi"})
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTY = 255
"""Characters the standard allows in a property."""
_PICTURE = 3.6
"""Width on the page, in cm."""
_PIXELS = 560
"""Of a drawing: sharp at that width in print."""


def word_document(document: EditionDocument, files: Mapping[str, bytes]) -> bytes:
    """Audience by audience, card by card; the same edition gives the same bytes."""
    return _Sheet(document, files).written()


class _Sheet:
    """One document while it is being written."""

    def __init__(self, document: EditionDocument, files: Mapping[str, bytes]) -> None:
        self.told = document
        self.files = files
        self.language = telling.language_of(document)
        """Of our own words; the texts of the cards have theirs."""
        self.w = telling.words(self.language)
        self.tag = _LOCALE.get(document["language"], document["language"])
        self.mirrored = document["language"].split("-")[0] in _RIGHT_TO_LEFT
        self.docx = Document()
        self._bookmarks = 0
        self._together = False
        """Whether what is written stays on one page with what follows: a card is not cut in two."""
        self._pixels: dict[str, bytes] = {}
        self._style_ids: dict[str, str] = {}
        """Name -> id: asking the library for every paragraph takes most of the time."""
        self._properties()
        self._page()
        self._styles()
        self._opening()
        self._contents()
        for audience in telling.audiences(document):
            self._audience(audience)
        self._closing()

    def written(self) -> bytes:
        """The file, with every date in it the same."""
        first, again = io.BytesIO(), io.BytesIO()
        self.docx.save(first)
        with (
            zipfile.ZipFile(first) as source,
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
        core.title = self._title()[:_PROPERTY]
        core.language = self.tag
        core.author = self.told["organisation"][:_PROPERTY]
        core.comments = telling.attribution(self.told, self.language)[:_PROPERTY]
        core.last_modified_by = core.keywords = ""
        core.subject = self.w("formats_invented")[:_PROPERTY] if self.told["invented"] else ""
        for name in ("dcterms:created", "dcterms:modified", "cp:revision"):
            for element in core._element.findall(qn(name)):
                core._element.remove(element)
        package = self.docx.part.package
        for key, relation in list(package.rels.items()):
            # The template's own picture, and the program that made the template.
            if relation.reltype.endswith(("/thumbnail", "/extended-properties")):
                del package.rels[key]
        for mode in self.docx.settings.element.iter(qn("w:compatSetting")):
            if mode.get(qn("w:name")) == "compatibilityMode":
                mode.set(qn("w:val"), "15")  # an older value makes Word speak of compatibility

    def _page(self) -> None:
        section = self.docx.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
        head = self.w("formats_invented") if self.told["invented"] else self._title()
        section.header.paragraphs[0].text = head
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        footer.add_run(f"{telling.licence(self.told, self.language)}  ·  ")
        for part in (
            word_fields.mark("begin"),
            word_fields.instruction("PAGE"),
            word_fields.mark("separate"),
            word_fields.run("1"),
            word_fields.mark("end"),
        ):
            footer._p.append(part)

    def _styles(self) -> None:
        for language in self.docx.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang")):
            language.set(qn("w:val"), self.tag)
            language.set(qn("w:bidi"), self.tag)
        self._style("Normal", 12, after=6, spacing=1.25)
        self._style("Title", 30, bold=True, before=18, after=6)
        self._style("Subtitle", 13, colour=_ACCENT, bold=True)
        self._style("Heading 1", 22, bold=True, after=6)
        self._style("Heading 2", 16, colour=_ACCENT, bold=True, before=20, after=4)
        self._style("Heading 3", 12, bold=True, before=8, after=2)
        self._style("List Bullet", 12, after=3)
        self._style("Quote", 13, after=6, spacing=1.25)
        self._style("Header", 9, colour=_SOFT)
        self._style("Footer", 9, colour=_SOFT)
        self._style("Small", 9.5, colour=_SOFT, after=4)
        self._style("Contents heading", 15, bold=True, before=18, after=6)
        for level in (1, 2):
            contents = self._style(f"toc {level}", 11 if level == 1 else 10.5, after=2)
            contents.paragraph_format.left_indent = Cm(0.6 * (level - 1))

    def _style(
        self,
        name: str,
        size: float,
        *,
        colour: RGBColor = _INK,
        bold: bool = False,
        before: float = 0,
        after: float = 0,
        spacing: float | None = None,
    ) -> Any:
        styles = self.docx.styles
        if name not in [s.name for s in styles]:
            styles.add_style(name, 1).base_style = styles["Normal"]
        style = styles[name]
        self._style_ids[name] = style.style_id
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = colour
        style.font.name = _FONT
        fonts = style.element.get_or_add_rPr().rFonts
        for key in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[key]
        for key in ("w:eastAsia", "w:cs"):
            fonts.set(qn(key), _FONT)
        border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
        if border is not None:
            style.element.pPr.remove(border)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        if spacing:
            style.paragraph_format.line_spacing = spacing
        return style

    # --- what it says -----------------------------------------------------------------

    def _title(self) -> str:
        return self.w("formats_title", title=self.told["title"], edition=str(self.told["number"]))

    def _opening(self) -> None:
        self._ours(self.told["organisation"], "Subtitle")
        self._theirs(self.told["title"], "Title")
        self._ours(
            self.w("formats_edition", edition=str(self.told["number"]), on=self.told["made_on"])
        )
        if self.told["invented"]:
            self._ours(self.w("formats_invented")).runs[0].bold = True
        self._ours(self.w("formats_word_use"))

    def _contents(self) -> None:
        """A contents field that is filled in already; page numbers would be right only after a refresh."""
        self._ours(self.w("formats_contents"), "Contents heading")
        entries = list(self._entries())
        for place, (level, heading, mark) in enumerate(entries):
            paragraph = self._ours("", f"toc {level}")
            if place == 0:
                for part in (
                    word_fields.mark("begin"),
                    word_fields.instruction('TOC \\o "1-2" \\n \\h \\z \\u'),
                    word_fields.mark("separate"),
                ):
                    paragraph._p.append(part)
            link = word_fields.element("w:hyperlink", anchor=mark, history="1")
            link.append(word_fields.run(heading))
            paragraph._p.append(link)
            if place == len(entries) - 1:
                paragraph._p.append(word_fields.mark("end"))

    def _entries(self) -> Iterator[tuple[int, str, str]]:
        for audience in telling.audiences(self.told):
            yield 1, self._for(audience), _bookmark(audience)
            for card in self._cards(audience):
                text = card["texts"][audience]
                yield 2, f"{card['number']}. {text['title']}", _bookmark(audience, card["number"])
        yield 1, self.w("formats_colophon"), _bookmark("colophon")

    def _for(self, audience: str) -> str:
        return self.w("formats_cards_for", audience=telling.audience(audience, self.language))

    def _cards(self, audience: str) -> list[EditionCard]:
        return [card for card in self.told["cards"] if audience in card["texts"]]

    def _audience(self, audience: str) -> None:
        heading = self._heading(self._for(audience), 1, _bookmark(audience))
        heading.paragraph_format.page_break_before = True
        for card in self._cards(audience):
            self._card(card, card["texts"][audience], _bookmark(audience, card["number"]))

    def _card(self, card: EditionCard, text: CardText, mark: str) -> None:
        self._together = True
        self._heading(f"{card['number']}. {text['title']}", 2, mark, theirs=True)
        self._picture(text)
        if text["easy"]:
            self._theirs(text["easy"]).runs[0].bold = True
        self._theirs(text["why"])
        self._heading(self.w("formats_do"), 3)
        for action in text["actions"]:
            self._theirs(action, "List Bullet")
        if text["question"]:
            self._heading(self.w("formats_talk"), 3)
            self._theirs(text["question"], "Quote")
        self._together = False
        self._ours(self._rests_on(card, text), "Small")

    def _rests_on(self, card: EditionCard, text: CardText) -> str:
        names = {
            c["cluster"]: f"{c['letter']} {c['name']}".strip() for c in self.told["map"]["clusters"]
        }
        return self.w(
            "formats_rests_on",
            n=len(text["statements"]),
            statements=self.w.listed(text["statements"]),
            clusters=self.w.listed([names[cluster] for cluster in card["clusters"]]) or "–",
        )

    def _picture(self, text: CardText) -> None:
        picture = text["picture"]
        pixels = picture and self._shown(picture["file"])
        if not picture or not pixels:
            return
        paragraph = self._ours("")
        shown = paragraph.add_run().add_picture(io.BytesIO(pixels), width=Cm(_PICTURE))
        described = shown._inline.docPr
        described.set("descr", picture["alt"])
        described.set("name", picture["file"])

    def _shown(self, name: str) -> bytes | None:
        """As pixels: Word shows no drawing without them. None where it cannot be drawn."""
        content = self.files[name]
        if not name.endswith(".svg"):
            return content
        if name not in self._pixels:
            try:
                self._pixels[name] = drawings.pixels(content, _PIXELS)
            except drawings.NotADrawing:
                self._pixels[name] = b""
        return self._pixels[name] or None

    def _closing(self) -> None:
        heading = self._heading(self.w("formats_colophon"), 1, _bookmark("colophon"))
        heading.paragraph_format.page_break_before = True
        for line in self.told["colophon"].splitlines():
            self._theirs(line)
        for line in telling.history(self.told, self.language):
            self._ours(line)
        for line in telling.licence_page(self.told, self.language).splitlines():
            if line.strip():
                self._ours(line.strip())

    # --- paragraphs -------------------------------------------------------------------

    def _ours(self, text: str, style: str = "Normal") -> Any:
        """Our own words, which are Dutch or English whatever the cards are."""
        paragraph = self._paragraph(text, style)
        own = _LOCALE[self.language]
        if own != self.tag:
            for run in paragraph.runs:
                run._r.get_or_add_rPr().append(word_fields.element("w:lang", val=own))
        return paragraph

    def _theirs(self, text: str, style: str = "Normal") -> Any:
        """Words of the cards, in the direction in which their language is read."""
        return self._turned(self._paragraph(text, style))

    def _paragraph(self, text: str, style: str) -> Any:
        paragraph = self.docx.add_paragraph(text)
        paragraph._p.style = self._style_ids[style]
        if self._together:
            paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def _heading(self, text: str, level: int, mark: str = "", *, theirs: bool = False) -> Any:
        paragraph = (self._theirs if theirs else self._ours)(text, f"Heading {level}")
        paragraph.paragraph_format.keep_with_next = True
        if mark:
            self._bookmarks += 1
            number = str(self._bookmarks)
            paragraph._p.insert(1, word_fields.element("w:bookmarkStart", id=number, name=mark))
            paragraph._p.append(word_fields.element("w:bookmarkEnd", id=number))
        return paragraph

    def _turned(self, paragraph: Any) -> Any:
        if self.mirrored:
            paragraph._p.get_or_add_pPr().insert_element_before(
                OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
            )
            for run in paragraph.runs:
                run.font.rtl = True
        return paragraph


def _bookmark(audience: str, number: int | None = None) -> str:
    return f"_Toc_{audience.replace('-', '_')}" + (f"_{number}" if number is not None else "")
