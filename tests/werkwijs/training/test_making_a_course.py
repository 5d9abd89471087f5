"""A trainer makes a course on its pages, without a script."""

import uuid

import pytest

from werkwijs.training.models import Block, Course

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "page",
    [
        "", "gegevens/", "uitgave/", "les/", "les/1/", "les/1/gegevens/", "les/1/nieuw/case/",
        "les/1/nieuw/card/", "les/1/nieuw/media/", "onderdeel/1/", "onderdeel/2/", "onderdeel/3/",
        "onderdeel/8/", "onderdeel/9/", "onderdeel/10/", "onderdeel/11/", "onderdeel/12/",
        "meting/", "meting/1/", "meting/2/", "meting/nieuw/match/", "vastleggen/", "versies/",
        "les/1/bekijken/job-coach/", "les/2/bekijken/employer/",
    ],
)  # fmt: skip
def test_every_page_of_a_course_opens(desk, course, page):
    answer = desk.get(f"/cursussen/{course.code}/{page}")

    assert answer.status_code == 200


def test_a_course_is_begun_with_a_lesson_and_words_in_it(desk, edition):
    key = uuid.uuid4()
    told = {"title_of_course": "Rustig beginnen", "edition": edition.pk, "language": "nl"}
    for _ in range(2):
        made = desk.post("/cursussen/nieuw/", {**told, "key": key}, follow=True)
    course = Course.objects.get()
    page = f"/cursussen/{course.code}/"

    assert "Maak nu de eerste les" in made.content.decode()
    assert course.edition == edition

    desk.post(
        f"{page}les/", {"title": "Luisteren", "lesson_routes": ["employer"], "key": uuid.uuid4()}
    )
    desk.post(f"{page}les/1/nieuw/text/", {"text": "Luister eerst.\n\n* rustig"})
    lesson = course.lessons.get()

    assert lesson.routes == ["employer"]
    assert Block.objects.get().content["text"] == "Luister eerst.\n\n* rustig"
    assert "Luister eerst" in desk.get(f"{page}les/1/bekijken/employer/").content.decode()
