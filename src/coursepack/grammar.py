"""Which elements and attributes a manifest has, and in which order: what a package needs of three standards.

The schemas of IMS may not be handed on without a registration, so they are not here; tests fetch them and
hold this against them: what they refuse, this refuses too. Elements of other namespaces pass, as there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from coursepack.manifest import ADL12, ADL2004, CMI5, CP12, CP2004, Format

NAME = r"[A-Za-z_][A-Za-z0-9._-]*"
"""What can be an identifier (ASCII, of NCName)."""


@dataclass(frozen=True, kw_only=True)
class Element:
    """What may stand in an element, and on it."""

    children: str = ""
    """A pattern over the names of its children of the same namespace, each with a space behind it."""
    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    values: dict[str, str] = field(default_factory=dict)
    """Attribute -> pattern of what it may be."""
    words: bool = False
    """Whether it holds text."""


def _element(children: str = "", needs: str = "", may: str = "", **values: str) -> Element:
    return Element(
        children=children,
        needs=frozenset(needs.split()),
        may=frozenset(may.split()),
        values=values,
        words=not children,
    )


_TITLED = "(title )?(item )*(metadata )?"

PACKAGING = {
    "manifest": _element(
        "(metadata )?organizations resources (manifest )*", "identifier", "version", identifier=NAME
    ),
    "metadata": _element("(schema )?(schemaversion )?"),
    "organizations": _element("(organization )*", may="default", default=NAME),
    "organization": _element(_TITLED, "identifier", "structure", identifier=NAME),
    "item": _element(
        _TITLED,
        "identifier",
        "identifierref isvisible parameters",
        identifier=NAME,
        isvisible="true|false|1|0",
    ),
    "resources": _element("(resource )*"),
    "resource": _element(
        "(metadata )?(file )*(dependency )*", "identifier type", "href", identifier=NAME
    ),
    "file": _element("(metadata )?", "href"),
    "dependency": _element("()", "identifierref"),
    "schema": _element(),
    "schemaversion": _element(),
    "title": _element(),
}

_UNIT = "title description (objectives )?url (launchParameters )?(entitlementKey )?"

STRUCTURE = {
    "courseStructure": _element("course (objectives )?((block |au ))*"),
    "course": _element("title description ", "id"),
    "block": _element("title description (objectives )?((block |au ))+", "id"),
    "au": _element(
        _UNIT,
        "id",
        "moveOn masteryScore launchMethod activityType",
        moveOn="NotApplicable|Passed|Completed|CompletedAndPassed|CompletedOrPassed",
        masteryScore=r"0|1|0?\.[0-9]{1,4}|[01]\.0{1,4}",
        launchMethod="OwnWindow|AnyWindow",
    ),
    "title": _element("(langstring )+"),
    "description": _element("(langstring )+"),
    "langstring": _element(may="lang", lang="[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*"),
    "objectives": _element("(objective )*"),
    "objective": _element("(title )?(description )?", may="id idref"),
    "url": _element(),
    "launchParameters": _element(),
    "entitlementKey": _element(),
}

_KINDS = {
    "scorm12": (CP12, "manifest", PACKAGING, f"{{{ADL12}}}scormtype"),
    "scorm2004": (CP2004, "manifest", PACKAGING, f"{{{ADL2004}}}scormType"),
    "cmi5": (CMI5, "courseStructure", STRUCTURE, ""),
}
_EDITIONS = {"scorm12": "1[.]2", "scorm2004": "2004 (3rd|4th) Edition|CAM 1[.]3"}


@dataclass(frozen=True, kw_only=True)
class Unlike:
    """One thing that is not as the standard has it."""

    rule: str
    """Key in `checking.toml`."""
    facts: dict[str, Any]


def unlike(root: etree._Element, form: Format) -> Iterator[tuple[int, Unlike]]:
    """Line and fault of everything in a manifest that is not as its standard has it."""
    namespace, first, elements, kind = _KINDS[form]
    if root.tag != f"{{{namespace}}}{first}":
        yield _line(root), Unlike(rule="other-root", facts={"element": first})
        return
    for one in root.iter():
        if isinstance(one.tag, str) and etree.QName(one).namespace == namespace:
            for found in _of_element(one, namespace, elements, kind):
                yield _line(one), found
    if form == "cmi5":
        return
    names = Counter(
        one.get("identifier")
        for one in root.iter(f"{{{namespace}}}*")
        if one.get("identifier") is not None
    )
    for name, times in names.items():
        if times > 1:
            yield _line(root), Unlike(rule="id-twice", facts={"id": name})
    edition = (root.findtext(f"{{{namespace}}}metadata/{{{namespace}}}schemaversion") or "").strip()
    schema = (root.findtext(f"{{{namespace}}}metadata/{{{namespace}}}schema") or "").strip()
    if schema != "ADL SCORM" or not re.fullmatch(_EDITIONS[form], edition):
        yield _line(root), Unlike(rule="other-edition", facts={"edition": f"{schema} {edition}"})


def _of_element(
    one: etree._Element, namespace: str, elements: dict[str, Element], kind: str
) -> Iterator[Unlike]:
    name = etree.QName(one).localname
    known = elements.get(name)
    if known is None:
        yield Unlike(rule="unknown-element", facts={"element": name})
        return
    inside = [child for child in one if isinstance(child.tag, str)]
    own = "".join(
        f"{etree.QName(child).localname} "
        for child in inside
        if etree.QName(child).namespace == namespace
    )
    if not re.fullmatch(known.children, own):
        facts = {"element": name, "found": own.strip() or "-"}
        yield Unlike(rule="other-elements", facts=facts)
    if not known.words and (one.text or "").strip():
        yield Unlike(rule="loose-words", facts={"element": name})
    for attribute in sorted(known.needs - set(one.attrib)):
        yield Unlike(rule="no-attribute", facts={"element": name, "attribute": attribute})
    for key, value in one.attrib.items():
        attribute = etree.QName(key)
        if key == kind and value not in {"sco", "asset"}:
            yield Unlike(
                rule="other-value", facts={"attribute": attribute.localname, "value": value}
            )
        if attribute.namespace is not None:
            continue
        if key not in known.needs | known.may:
            yield Unlike(rule="unknown-attribute", facts={"element": name, "attribute": key})
        elif key in known.values and not re.fullmatch(known.values[key], value):
            yield Unlike(rule="other-value", facts={"attribute": key, "value": value})


def _line(one: etree._Element) -> int:
    return int(one.sourceline or 1)
