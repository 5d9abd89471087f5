"""Pieces of Word that python-docx has no words for: elements, runs, marks and instructions of fields."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(tag: str, **attributes: str) -> Any:
    """An element of Word with its attributes."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def run(text: str) -> Any:
    """A run with just this text, spaces and all."""
    made = OxmlElement("w:r")
    written = OxmlElement("w:t")
    written.text = text
    written.set(qn("xml:space"), "preserve")
    made.append(written)
    return made


def mark(kind: str) -> Any:
    """Where a field begins, is parted or ends: "begin", "separate", "end"."""
    made = OxmlElement("w:r")
    made.append(element("w:fldChar", fldCharType=kind))
    return made


def instruction(text: str) -> Any:
    """What a field is to show."""
    made = OxmlElement("w:r")
    told = OxmlElement("w:instrText")
    told.text = f" {text} "
    told.set(qn("xml:space"), "preserve")
    made.append(told)
    return made
