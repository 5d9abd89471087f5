"""Would a learning system take this package, and will it work there? All that stands in the way, at once.

Learning systems say little when a package is wrong: many take it in silence and show an empty page. So we
look ourselves, at packages of ours and of others: is the manifest as SCORM 1.2, SCORM 2004 or cmi5 wants it
(`grammar`), is every file there and told of, and does nothing stand in it that systems are known to refuse.
"""

from __future__ import annotations

import io
import posixpath
import re
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree
from lxml import html as pages

from coursepack import grammar
from coursepack.course import Language
from coursepack.manifest import ADL12, ADL2004, CMI5, CP12, CP2004, LONGEST_TITLE, START, Format

LARGEST = 500_000_000
"""Bytes, unpacked. More is no course, or a zip made to fill a disk."""
RUN = re.compile(
    "phar|php|phtml|pyc?|sh|bash|jspx?|aspx?|cgi|pl|rb|exe|com|bat|cmd|msi|dll|scr|jar|war|vbs|ps1|htaccess|swf"
)
"""Ends of names of files that could be run; systems refuse the whole package for one of them."""
PACKED = re.compile("zip|7z|rar|tar|t?gz|br|dat")
"""Ends of names of packed files; some systems refuse them."""
GIVEN_AT_LAUNCH = {"endpoint", "fetch", "actor", "registration", "activityId"}
"""What a system adds to the address of an AU."""
CONTROL = re.compile(r"[^/]+[.](?:xsd|dtd)|imsmanifest[.]xml|cmi5[.]xml|metadata[.]xml")
"""Files about the package itself; no manifest lists them."""

Files = Mapping[str, bytes]
Found = Iterator["PackageFault"]


@dataclass(frozen=True, kw_only=True)
class PackageFault:
    """One thing that is wrong with a package."""

    rule: str
    """Key in `checking.toml`."""
    file: str = ""
    """The file it is about, where it is about one."""
    facts: dict[str, Any] = field(default_factory=dict)

    def message(self, language: Language) -> str:
        """What is wrong and what to do."""
        return _words()[self.rule][language].format(file=self.file, **self.facts)


def faults(content: bytes) -> list[PackageFault]:
    """All that is wrong with a zip; an empty list when nothing is."""
    opened = _opened(content)
    if isinstance(opened, PackageFault):
        return [opened]
    found = list(_of_names(list(opened)))
    form, name = form_of(opened)
    if form is None:
        return [*found, PackageFault(rule=name)]
    if form != "html":
        found += _of_manifest(opened, form, name)
    found += _of_pages(opened)
    return found


def form_of(files: Files) -> tuple[Format | None, str]:
    """In which form a package is, and the name of its manifest; or no form, and the rule that says why."""
    for name in ("imsmanifest.xml", "cmi5.xml"):
        if name in files:
            break
        if any(posixpath.basename(there).lower() == name for there in files):
            return None, "in-a-folder"
    else:
        return ("html", "") if START in files else (None, "no-manifest")
    if name == "cmi5.xml":
        return "cmi5", name
    return ("scorm2004" if CP2004.encode() in files[name] else "scorm12"), name


def _opened(content: bytes) -> dict[str, bytes] | PackageFault:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                return PackageFault(rule="too-large", facts={"most": LARGEST // 1_000_000})
            if any(entry.flag_bits & 1 for entry in entries):
                return PackageFault(rule="locked")
            for entry, times in Counter(entry.filename.lower() for entry in entries).items():
                if times > 1:
                    return PackageFault(rule="name-twice", file=entry)
            return {entry.filename: packed.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return PackageFault(rule="not-a-zip")
    except Exception as wrong:
        if type(wrong).__module__ == "zlib":  # zlib.error has no other parent
            return PackageFault(rule="not-a-zip")
        raise


def _of_names(names: list[str]) -> Found:
    for name in names:
        kind = name.rpartition("/")[2].rpartition(".")[2].lower()
        parts = name.split("/")
        if not re.fullmatch(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*", name) or ".." in parts:
            yield PackageFault(rule="name", file=name)
        elif RUN.fullmatch(kind):
            yield PackageFault(rule="can-be-run", file=name)
        elif PACKED.fullmatch(kind):
            yield PackageFault(rule="packed-twice", file=name)


# --- the manifest ------------------------------------------------------------------------


def _of_manifest(files: Files, form: Format, name: str) -> Found:
    if b"<!DOCTYPE" in files[name] or b"<!ENTITY" in files[name]:
        yield PackageFault(rule="doctype", file=name)
        return
    try:
        root = etree.fromstring(files[name], _parser())
    except (etree.XMLSyntaxError, ValueError) as wrong:
        line = getattr(wrong, "lineno", None) or 1
        yield PackageFault(rule="no-xml", file=name, facts={"line": line})
        return
    unlike = list(grammar.unlike(root, form))
    for line, what in unlike:
        yield PackageFault(rule=what.rule, file=name, facts={"line": line, **what.facts})
    if form == "cmi5":
        yield from _of_structure(root, files, name)
    elif root.tag.endswith("}manifest"):
        if form == "scorm12":
            yield from _of_scorm(root, files, name, CP12, f"{{{ADL12}}}scormtype")
        else:
            yield from _of_scorm(root, files, name, CP2004, f"{{{ADL2004}}}scormType")


@cache
def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _of_scorm(root: etree._Element, files: Files, name: str, cp: str, kind: str) -> Found:
    all_items = root.findall(f".//{{{cp}}}item")
    if len(all_items) != 1 or len(root.findall(f".//{{{cp}}}organization")) != 1:
        yield PackageFault(rule="not-one-item", file=name, facts={"n": len(all_items)})
    for place in (f".//{{{cp}}}organization", f".//{{{cp}}}item"):
        for titled in root.findall(place):
            yield from _of_title(titled.findtext(f"{{{cp}}}title") or "", name)
    if any("mastery" in etree.QName(one).localname.lower() for one in _elements(root)) or any(
        etree.QName(one).localname in {"minNormalizedMeasure", "primaryObjective"}
        for one in _elements(root)
    ):
        yield PackageFault(rule="judged-there", file=name)
    there = {
        one.get("identifier"): one for one in root.findall(f"{{{cp}}}resources/{{{cp}}}resource")
    }
    for item in all_items:
        resource = there.get(item.get("identifierref"))
        if resource is None:
            yield PackageFault(rule="item-without-page", file=name)
            continue
        if resource.get(kind) != "sco":
            yield PackageFault(rule="no-sco", file=name)
        launched = unquote(urlsplit(resource.get("href", "")).path)
        if launched not in files:
            yield PackageFault(rule="missing", file=launched or START)
        elif not launched.endswith((".html", ".htm")):
            yield PackageFault(rule="no-page", file=launched)
    listed = {unquote(one.get("href", "")) for one in root.findall(f".//{{{cp}}}file")}
    for missing in sorted(listed - set(files)):
        yield PackageFault(rule="missing", file=missing)
    for unlisted in sorted(set(files) - listed):
        if not CONTROL.fullmatch(unlisted):
            yield PackageFault(rule="unlisted", file=unlisted)


def _of_structure(root: etree._Element, files: Files, name: str) -> Found:
    """Of a course structure of cmi5."""
    units = root.findall(f".//{{{CMI5}}}au")
    if len(units) != 1:
        yield PackageFault(rule="not-one-item", file=name, facts={"n": len(units)})
    ids = [one.get("id", "") for one in _elements(root) if "id" in one.attrib]
    for own, times in Counter(ids).items():
        if times > 1:
            yield PackageFault(rule="id-twice", file=name, facts={"id": own})
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", own):
            yield PackageFault(rule="id-not-full", file=name, facts={"id": own})
    for titled in (*root.findall(f"{{{CMI5}}}course"), *units):
        yield from _of_title(titled.findtext(f"{{{CMI5}}}title/{{{CMI5}}}langstring") or "", name)
    for unit in units:
        address = urlsplit((unit.findtext(f"{{{CMI5}}}url") or "").strip())
        if GIVEN_AT_LAUNCH & set(parse_qs(address.query)):
            yield PackageFault(rule="name-of-launch", file=name)
        if address.scheme or address.netloc:
            yield PackageFault(
                rule="from-elsewhere", file=name, facts={"address": address.geturl()}
            )
        elif unquote(address.path) not in files:
            yield PackageFault(rule="missing", file=unquote(address.path) or START)


def _of_title(title: str, name: str) -> Found:
    if not title.strip():
        yield PackageFault(rule="no-title", file=name)
    elif len(title) > LONGEST_TITLE:
        yield PackageFault(rule="long-title", file=name, facts={"most": LONGEST_TITLE})


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return (one for one in root.iter() if isinstance(one.tag, str))


# --- pages -------------------------------------------------------------------------------

_LOADED = {"src", "poster", "data"}
_FROM_STYLE = re.compile(rb"(?:@import\s+|url\()\s*[\"']?(?P<address>[^\"')\s]+)")


def _of_pages(files: Files) -> Found:
    for name, content in files.items():
        if name.endswith((".html", ".htm")):
            yield from _of_page(files, name, content)
        elif name.endswith(".css"):
            for found in _FROM_STYLE.finditer(content):
                address = found["address"].decode(errors="replace")
                yield from _of_address(files, name, address, loaded=True)
        elif name.endswith((".js", ".mjs")) and re.search(rb"\bwindow\.open\s*\(", content):
            yield PackageFault(rule="pop-up", file=name)


def _of_page(files: Files, name: str, content: bytes) -> Found:
    try:
        page = pages.document_fromstring(content, parser=pages.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        yield PackageFault(rule="empty-page", file=name)
        return
    if not page.get("lang") or not (page.findtext("head/title") or "").strip():
        yield PackageFault(rule="page-without-title", file=name)
    for element in _elements(page):
        for attribute, value in element.attrib.items():
            loads = attribute in _LOADED or (attribute == "href" and element.tag == "link")
            if loads or attribute in {"href", "action"}:
                yield from _of_address(files, name, value, loaded=loads)


def _of_address(files: Files, name: str, address: str, *, loaded: bool) -> Found:
    """Of a link, or of what a page loads by itself."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        yield PackageFault(rule="missing-link", file=name, facts={"address": address})
        return
    if parts.scheme in {"data", "blob", "mailto", "tel"}:
        return
    if parts.scheme or parts.netloc:
        if loaded:
            yield PackageFault(rule="from-elsewhere", file=name, facts={"address": address})
        elif parts.scheme != "https":
            yield PackageFault(rule="unsafe-link", file=name, facts={"address": address})
        return
    path = unquote(parts.path)
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if wanted not in files:
        yield PackageFault(rule="missing-link", file=name, facts={"address": address})


@cache
def _words() -> dict[str, dict[Language, str]]:
    source = resources.files("coursepack").joinpath("checking.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
