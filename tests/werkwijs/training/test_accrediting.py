"""What a register asks: times that were measured, a test, and a version that does not change."""

import hashlib
import io
import json
import zipfile

import pdfua
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from tests.werkwijs.training.conftest import joined

from coursepack import state as states
from werkwijs.training import accrediting, freezing

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(group):
    """``finished(600, 1200)``: one more person who finished, with their seconds in both lessons."""

    def add(first, second):
        learner = joined(group)
        learner.state = states.write(states.State(seconds={1: first, 2: second}))
        learner.finished_at = timezone.now()
        learner.save()

    return add


def minutes(version):
    told = accrediting.facts(version, "job-coach")
    return [lesson.minutes for lesson in told.lessons], told.measured


def test_until_five_people_finished_time_is_as_planned(version, finished):
    planned = [lesson.minutes for lesson in accrediting.facts(version, "job-coach").course.lessons]
    for _ in range(4):
        finished(600, 1_200)

    assert minutes(version) == (planned, False)


def test_from_five_on_it_is_the_median(version, finished):
    for first in (60, 300, 600, 900, 90_000):
        finished(first, 2 * first)

    assert minutes(version) == ([10, 20], True)


def test_a_sixth_to_ninth_person_changes_nothing(version, finished):
    for _ in range(5):
        finished(600, 1_200)
    for _ in range(4):
        finished(6_000, 6_000)
    assert minutes(version) == ([10, 20], True)

    finished(6_000, 6_000)

    assert minutes(version) == ([55, 60], True)


@pytest.fixture
def pack(version):
    return accrediting.pack(version, "job-coach")


def test_the_version_is_in_it_to_the_byte_with_its_digest(version, pack):
    with zipfile.ZipFile(io.BytesIO(pack)) as opened:
        kept = opened.read("3-versie.json")
        sums = dict(
            reversed(line.split("  ")) for line in opened.read("sha256.txt").decode().splitlines()
        )

    assert hashlib.sha256(kept).hexdigest() == version.digest == sums["3-versie.json"]
    assert json.loads(kept)["title"] == "Contact maken"


def test_the_pack_is_the_same_every_time(version, pack):
    assert accrediting.pack(version, "job-coach") == pack


def test_the_form_says_what_is_measured_what_is_tested_and_claims_nothing(version, pack):
    with zipfile.ZipFile(io.BytesIO(pack)) as opened:
        told = "\n".join(
            one.text for one in Document(io.BytesIO(opened.read("1-formulier.docx"))).paragraphs
        )

    assert f"{version.told['code']}-job-coach" in told
    assert "5 vragen; gehaald bij 80% goed of meer" in told
    assert "niet geaccrediteerd" in told
    for register in ("SKJ", "Registerplein", "Noloc"):
        assert register in told


def test_the_content_holds_every_block_and_another_program_finds_it_tagged(version, pack, tmp_path):
    with zipfile.ZipFile(io.BytesIO(pack)) as opened:
        page = opened.read("2-inhoud.html").decode()
        path = tmp_path / "content.pdf"
        path.write_bytes(opened.read("2-inhoud.pdf"))

    course = accrediting.facts(version, "job-coach").course
    assert page.count("<h3>") == sum(1 for _ in course.blocks)
    assert pdfua.validate(path).findings in ([], ())


def test_a_course_without_a_test_is_told_that_registers_ask_for_one(desk, course, tess):
    course.lessons.filter(test=True).delete()
    version = freezing.freeze(course, by=tess)
    page = desk.get(reverse("training:accreditation", args=[course.code, version.number]))

    assert "Er is geen eindtoets" in page.content.decode()


def test_it_is_fetched_from_the_page(desk, version):
    page = reverse("training:accreditation", args=[version.course.code, version.number])
    assert f"{page}job-coach/" in desk.get(page).content.decode()

    answer = desk.get(f"{page}job-coach/")

    assert zipfile.is_zipfile(io.BytesIO(answer.content))
    assert desk.get(f"{page}leeg/").status_code == 404
