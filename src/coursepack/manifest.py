"""What a package says of itself: ``imsmanifest.xml`` for SCORM 1.2 and 2004, ``cmi5.xml`` for cmi5.

One course is one thing to launch: a learning system sees a single SCO (or AU), so that it needs no sequencing
and has nothing to judge. Identifiers come from `Course.key` and `Course.activity` and stay the same in every
version: a system that gets a newer package knows it by them. No pass mark is told to SCORM: some systems then
fail whoever pauses; the player says itself who passed. cmi5 does get it, for there it judges nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from lxml import etree
from lxml.builder import ElementMaker

from coursepack.course import Course, tested

Format = Literal["scorm12", "scorm2004", "cmi5", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)

START = "index.html"
"""The page that is launched."""
NAMES: dict[Format, str] = {
    "scorm12": "imsmanifest.xml",
    "scorm2004": "imsmanifest.xml",
    "cmi5": "cmi5.xml",
}

CP12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADL12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
CP2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADL2004 = "http://www.adlnet.org/xsd/adlcp_v1p3"
CMI5 = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"

LONGEST_TITLE = 200
"""Content packaging promises no more."""


def manifest(course: Course, form: Format, names: Sequence[str]) -> bytes | None:
    """The file a learning system reads first; None for plain pages, which have none.

    Parameters
    ----------
    names
        All files of the package but this one.
    """
    match form:
        case "scorm12":
            return _scorm(course, names, CP12, ADL12, kind="scormtype", schema="1.2")
        case "scorm2004":
            schema = "2004 4th Edition"
            return _scorm(course, names, CP2004, ADL2004, kind="scormType", schema=schema)
        case "cmi5":
            return _cmi5(course)
        case "html":
            return None


def title(course: Course) -> str:
    """What a list of courses shows: with the reader, for each reader has a package of their own."""
    reader = f" ({course.reader})" if course.reader else ""
    return course.title[: LONGEST_TITLE - len(reader)] + reader


def resource(course: Course) -> str:
    """Identifier by which a newer package takes the place of this one."""
    return f"R-{course.key}"


def _scorm(
    course: Course, names: Sequence[str], cp: str, adl: str, *, kind: str, schema: str
) -> bytes:
    make = ElementMaker(namespace=cp, nsmap={None: cp, "adlcp": adl})
    shown = title(course)
    launched = make.resource(
        *(make.file(href=name) for name in names),
        identifier=resource(course),
        type="webcontent",
        href=START,
    )
    launched.set(f"{{{adl}}}{kind}", "sco")
    root = make.manifest(
        make.metadata(make.schema("ADL SCORM"), make.schemaversion(schema)),
        make.organizations(
            make.organization(
                make.title(shown),
                make.item(
                    make.title(shown),
                    identifier=f"I-{course.key}",
                    identifierref=resource(course),
                ),
                identifier=f"O-{course.key}",
            ),
            default=f"O-{course.key}",
        ),
        make.resources(launched),
        identifier=f"M-{course.key}",
        version=str(course.version),
    )
    return _written(root)


def _cmi5(course: Course) -> bytes:
    make = ElementMaker(namespace=CMI5, nsmap={None: CMI5})
    au = make.au(
        _said(make, "title", title(course), course),
        _said(make, "description", course.about or course.title, course),
        make.url(START),
        id=f"{course.activity}/au",
        moveOn="CompletedAndPassed" if tested(course) else "Completed",
        launchMethod="AnyWindow",
        activityType="http://adlnet.gov/expapi/activities/course",
    )
    if tested(course):
        au.set("masteryScore", f"{course.pass_mark / 100:.2f}".rstrip("0").rstrip("."))
    root = make.courseStructure(
        make.course(
            _said(make, "title", title(course), course),
            _said(make, "description", course.about or course.title, course),
            id=course.activity,
        ),
        au,
    )
    return _written(root)


def _said(make: ElementMaker, name: str, text: str, course: Course) -> etree._Element:
    words = make.langstring(" ".join(text.split()), lang=course.language)
    return make(name, words)


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written
