"""A course becomes a zip that a learning system takes."""

import io
import re
import time
import zipfile
from dataclasses import replace

import pytest
from lxml import etree, html

import coursepack as cp
from coursepack import checking, preflight
from coursepack.manifest import FORMATS, LONGEST_TITLE
from coursepack.package import contents, name, package

PICTURE = cp.File(name="media/bus.png", alt="Een bus.")


def with_blocks(course, *blocks):
    first, *others = course.lessons
    return replace(course, lessons=(replace(first, blocks=(*first.blocks, *blocks)), *others))


@pytest.fixture
def with_picture(course):
    return with_blocks(course, cp.Text(number=40, text="Kijk.", picture=PICTURE))


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_stands_in_the_way_of_what_we_pack(with_picture, form):
    content = package(with_picture, {"media/bus.png": b"\x89PNG"}, form)

    assert [fault.message("en") for fault in checking.faults(content)] == []


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_course_gives_the_same_zip_to_the_byte(course, form, monkeypatch):
    early = package(course, {}, form)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)

    assert package(course, {}, form) == early


def test_the_zip_opens_with_the_manifest_then_the_first_page_and_nothing_is_wrapped(course):
    with zipfile.ZipFile(io.BytesIO(package(course, {}, "scorm12"))) as opened:
        names = opened.namelist()

    assert names[:4] == ["imsmanifest.xml", "index.html", "lessons/1.html", "lessons/2.html"]
    assert all(re.fullmatch(r"[a-z0-9./_-]+", each) for each in names)


@pytest.mark.parametrize("form", ["scorm12", "scorm2004"])
def test_a_learning_system_knows_a_newer_version_by_the_same_names(course, form):
    def identifiers(version):
        newer = replace(course, version=version, title=f"Titel {version}")
        root = etree.fromstring(contents(newer, {}, form)["imsmanifest.xml"])
        return root.xpath("//@identifier | //@identifierref")

    assert identifiers(1) == identifiers(7)


def test_one_thing_is_launched_and_scorm_hears_of_no_pass_mark(course):
    root = etree.fromstring(contents(course, {}, "scorm12")["imsmanifest.xml"])

    assert len(root.findall(".//{*}item")) == 1
    assert root.findall(".//{*}masteryscore") == []
    assert root.find(".//{*}resource").get("href") == "index.html"


def test_the_title_in_the_learning_system_tells_for_whom_it_is(course):
    for_coaches = replace(course, reader="voor jobcoaches")
    root = etree.fromstring(contents(for_coaches, {}, "scorm12")["imsmanifest.xml"])

    assert root.findtext(".//{*}item/{*}title") == "Contact maken (voor jobcoaches)"


def test_a_long_title_is_cut_before_the_reader(course):
    long = replace(course, title="x" * 300, reader="voor jobcoaches")
    title = etree.fromstring(contents(long, {}, "scorm2004")["imsmanifest.xml"]).findtext(
        ".//{*}item/{*}title"
    )

    assert len(title) == LONGEST_TITLE
    assert title.endswith(" (voor jobcoaches)")


def test_cmi5_waits_for_the_test_where_there_is_one(course):
    untested = replace(course, lessons=course.lessons[:1])
    with_test = etree.fromstring(contents(course, {}, "cmi5")["cmi5.xml"]).find("{*}au")
    without = etree.fromstring(contents(untested, {}, "cmi5")["cmi5.xml"]).find("{*}au")

    assert (with_test.get("moveOn"), with_test.get("masteryScore")) == ("CompletedAndPassed", "0.8")
    assert (without.get("moveOn"), without.get("masteryScore")) == ("Completed", None)


def test_a_missing_file_is_named_with_its_block(with_picture):
    with pytest.raises(cp.UnsoundCourse) as unsound:
        package(with_picture, {}, "scorm12")

    (fault,) = unsound.value.faults
    assert (fault.rule, fault.lesson, fault.block) == ("file-missing", 1, 40)
    assert "media/bus.png" in fault.message("nl")


def test_a_file_that_systems_refuse_is_not_packed(course):
    evil = cp.File(name="media/bus.php", alt="Een bus.")
    with pytest.raises(cp.UnsoundCourse, match=r"bus\.php"):
        package(
            with_blocks(course, cp.Text(number=40, text="Kijk.", picture=evil)),
            {"media/bus.php": b"<?php"},
            "scorm12",
        )


def test_files_nobody_asked_for_stay_out(course):
    assert "media/other.png" not in contents(course, {"media/other.png": b"\x89PNG"}, "html")


def test_a_course_that_might_not_be_kept_whole_is_refused(course):
    question = cp.Several(
        prompt="Wat helpt?", options=tuple(cp.Option(text=str(n), right=n < 2) for n in range(12))
    )
    blocks = [cp.Asked(number=n, question=question) for n in range(100, 400)]
    with pytest.raises(cp.UnsoundCourse, match=r"4000|4,000"):
        package(with_blocks(course, *blocks), {}, "scorm12")


def test_every_lesson_is_a_page_that_works_by_itself(with_picture):
    told = contents(with_picture, {"media/bus.png": b"\x89PNG"}, "scorm12")
    page = html.fromstring(told["lessons/1.html"])

    assert page.get("lang") == "nl"
    assert page.xpath("//h1/text()") == ["Contact maken"]
    assert page.xpath("//section[@id='b40']//img/@src") == ["../media/bus.png"]
    assert "../index.html" in page.xpath("//a/@href")
    assert "Bel iemand." in page.text_content()
    assert page.xpath("//script[not(@src)] | //@onclick | //style") == []


def test_forty_lessons_have_a_first_page_that_is_soon_seen(course):
    lesson, test = course.lessons
    numbers = iter(range(100, 1000))
    lessons = [
        replace(
            lesson,
            number=n,
            blocks=tuple(replace(block, number=next(numbers)) for block in lesson.blocks),
        )
        for n in range(2, 41)
    ]
    many = replace(course, lessons=(*lessons, replace(test, number=41)))

    told = contents(many, {}, "scorm12")
    assert preflight.first_page(told) <= preflight.FIRST_PAGE
    assert len(told["lessons/2.html"]) < 100_000


def test_a_package_is_called_after_the_course_and_its_version(course):
    assert name(course, "scorm12") == "contact-maken-v1-scorm12.zip"
