"""A course that is being made is changed, copied and frozen again; nothing anybody typed is lost."""

from __future__ import annotations

import io
import re
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.werkwijs.cards.deck_edition import hum, published
from tests.werkwijs.cards.sample_edition import sample

import coursepack as cp
from werkwijs.training import comparing, editing, filing, freezing, making
from werkwijs.training.composing import compose
from werkwijs.training.course_document import for_route
from werkwijs.training.models import Block, Course, CourseFile

pytestmark = pytest.mark.django_db


def asked(desk, address):
    """What the form on this page would send if nobody typed anything."""
    form = desk.get(address).context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if value is not False and value not in (None, ""):
            sent[field.html_name] = value
    return sent


def test_of_two_who_change_a_block_both_texts_are_shown(desk, course):
    page = f"/cursussen/{course.code}/onderdeel/1/"
    before = asked(desk, page)
    desk.post(page, before | {"text": "Van Bilal."})

    answer = desk.post(page, before | {"text": "Van Tess."})

    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Van Bilal." in said
    assert "Van Tess." in said
    again = {f.html_name: f.value() for f in answer.context["form"] if f.value()}
    desk.post(page, again)
    assert Block.objects.get(course=course, number=1).content["text"] == "Van Tess."


@pytest.mark.parametrize("number", range(1, 13))
def test_a_form_that_is_sent_as_it_was_opened_changes_nothing(desk, course, number):
    before = compose(course, number=1, opened=False).document["lessons"]

    answer = desk.post(
        f"/cursussen/{course.code}/onderdeel/{number}/",
        asked(desk, f"/cursussen/{course.code}/onderdeel/{number}/"),
    )

    assert answer.status_code == 302
    assert compose(course, number=1, opened=False).document["lessons"] == before


def test_too_long_a_title_stays_where_it_was_typed(desk, course):
    words = "heel lang " * 20
    page = f"/cursussen/{course.code}/onderdeel/1/"

    answer = desk.post(page, asked(desk, page) | {"title": words})

    assert answer.status_code == 422
    assert words.strip() in answer.content.decode()
    assert "er passen 120 tekens in" in answer.content.decode()


def test_an_answer_that_is_emptied_is_gone(desk, course):
    page = f"/cursussen/{course.code}/onderdeel/9/"

    desk.post(page, asked(desk, page) | {"option_2_text": ""})

    question = Block.objects.get(course=course, number=9).content["question"]
    assert [one["text"] for one in question["options"]] == ["Tijd", "Rust"]


def test_one_answer_more_keeps_nothing_and_loses_nothing(desk, course):
    page = f"/cursussen/{course.code}/onderdeel/8/"

    answer = desk.post(page, asked(desk, page) | {"prompt": "Nog niet af", "act": "more:option"})

    form = answer.context["form"]
    assert form["option_4_text"].value() in (None, "")
    assert "autofocus" in str(form["option_4_text"])
    assert form["prompt"].value() == "Nog niet af"
    assert Block.objects.get(course=course, number=8).content["question"]["prompt"] == (
        "Wat doe je eerst?"
    )


@pytest.mark.parametrize("row", ["step", "step_1_way"])
def test_of_a_step_more_the_first_that_is_filled_in_has_the_attention(desk, course, row):
    page = f"/cursussen/{course.code}/onderdeel/3/"

    body = desk.post(page, asked(desk, page) | {"act": f"more:{row}"}).content.decode()

    [tag] = re.findall(r"<[^>]+autofocus[^>]*>", body)
    assert re.search(rf'name="{row}_3_text"', tag)


@pytest.mark.parametrize("row", ["(", "step_[", "nothing", "step_1_way_1"])
def test_a_row_that_no_form_has_is_not_added(desk, course, row):
    page = f"/cursussen/{course.code}/onderdeel/3/"

    answer = desk.post(page, asked(desk, page) | {"act": f"more:{row}"})

    assert answer.status_code == 200
    assert "autofocus" not in answer.content.decode()


def test_a_step_keeps_its_key_when_another_comes_before_it(desk, course):
    page = f"/cursussen/{course.code}/onderdeel/3/"
    sent = asked(desk, page) | {"step_3_text": "Een week later.", "step_2_way_1_text": "Bel."}
    sent |= {"step_2_way_1_reply": "Goed.", "step_2_way_1_to": "3"}

    desk.post(page, sent)

    steps = Block.objects.get(course=course, number=3).content["steps"]
    assert [step["key"] for step in steps[:2]] == ["start", "bus"]
    assert steps[1]["choices"][0]["to"] == steps[2]["key"]


def test_a_choice_that_leads_to_an_empty_step_is_told(desk, course):
    page = f"/cursussen/{course.code}/onderdeel/3/"

    answer = desk.post(page, asked(desk, page) | {"step_2_text": ""})

    assert answer.status_code == 422
    assert "Stap 2 is leeg" in answer.content.decode()


def test_sent_twice_a_block_is_made_once(desk, course):
    page = f"/cursussen/{course.code}/les/1/nieuw/reflection/"
    sent = {"prompt": "Wanneer luisterde jij echt?", "key": uuid.uuid4()}

    for _ in range(2):
        desk.post(page, sent)

    assert course.lessons.get(number=1).blocks.filter(kind="reflection").count() == 2


def test_a_question_without_a_right_answer_is_kept_and_told(desk, course):
    page = f"/cursussen/{course.code}/les/2/nieuw/choice/"

    answer = desk.post(
        page,
        {"prompt": "Wat helpt?", "option_1_text": "Rust", "option_2_text": "Haast"},
        follow=True,
    )

    assert "Geen enkel antwoord is goed" in answer.content.decode()
    assert "Geen enkel antwoord is goed" in desk.get(f"/cursussen/{course.code}/").content.decode()
    refused = desk.post(f"/cursussen/{course.code}/vastleggen/", {"key": uuid.uuid4()})
    assert not course.versions.exists()
    assert f"/onderdeel/{Block.objects.latest('pk').number}/" in refused.content.decode()


# --- order, out and back -------------------------------------------------------------------


def numbers(course):
    lesson = course.lessons.get(number=1)
    return list(lesson.blocks.filter(dropped_at=None).values_list("number", flat=True))


@pytest.mark.parametrize(
    ("act", "number", "order"),
    [
        ("down", 1, [2, 1, 3, 4, 5, 6, 7]),
        ("up", 3, [1, 3, 2, 4, 5, 6, 7]),
        ("up", 1, [1, 2, 3, 4, 5, 6, 7]),
        ("down", 7, [1, 2, 3, 4, 5, 6, 7]),
        ("drop", 4, [1, 2, 3, 5, 6, 7]),
    ],
)
def test_a_block_goes_up_and_down_and_out(desk, course, act, number, order):
    desk.post(f"/cursussen/{course.code}/les/1/", {"act": act, "block": number})

    assert numbers(course) == order


def test_what_was_taken_out_comes_back_where_it_stood(desk, course):
    page = f"/cursussen/{course.code}/les/1/"
    for act in ("drop", "drop", "back"):
        desk.post(page, {"act": act, "block": 4})

    assert numbers(course) == [1, 2, 3, 4, 5, 6, 7]


# --- files -----------------------------------------------------------------------------------


def photo(*, told: bytes = b"") -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = told.decode()
    Image.new("RGB", (400, 300), "teal").save(made, "JPEG", exif=exif)
    return made.getvalue()


def test_a_picture_is_stripped_kept_once_and_travels_with_the_version(desk, course, tess):
    page = f"/cursussen/{course.code}/onderdeel/1/"
    for _ in range(2):
        upload = SimpleUploadedFile("Oma in Assen.jpg", photo(told=b"Kerkstraat 1"))
        desk.post(page, asked(desk, page) | {"picture_upload": upload, "picture_alt": "Een hal."})

    kept = CourseFile.objects.get()
    with kept.file.open("rb") as stream:
        assert b"Kerkstraat" not in stream.read()
    assert "Oma" not in kept.file.name
    version = freezing.freeze(course, by=tess)
    block = for_route(version.told, "employer").lessons[0].blocks[0]
    assert block.picture.alt == "Een hal."
    assert freezing.files_of(version)[block.picture.name][:2] == b"\xff\xd8"
    shown = desk.get(f"/cursussen/{course.code}/les/1/bekijken/employer/").content.decode()
    assert f"/bestand/{kept.pk}/" in shown


def test_a_picture_need_not_be_chosen_again_when_its_words_are_missing(desk, course):
    page = f"/cursussen/{course.code}/onderdeel/1/"
    upload = SimpleUploadedFile("a.jpg", photo())

    answer = desk.post(page, asked(desk, page) | {"picture_upload": upload})

    assert answer.status_code == 422
    assert "Zeg in woorden wat op de afbeelding staat" in answer.content.decode()
    sent = {f.html_name: f.value() for f in answer.context["form"] if f.value()}
    desk.post(page, sent | {"picture_alt": "Een hal."})
    assert Block.objects.get(course=course, number=1).content["picture"]["alt"] == "Een hal."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (b"MZ\x90 een programma", "kan niet overal worden afgespeeld"),
        (b"\x00\x00\x00\x14ftypqt  " + bytes(200), "MP4"),
        (b"<svg onload='alert(1)'/>", "kan niet overal worden afgespeeld"),
    ],
)
def test_what_cannot_be_played_is_told_and_not_kept(desk, course, content, said):
    upload = SimpleUploadedFile("film.mp4", content)

    answer = desk.post(
        f"/cursussen/{course.code}/les/1/nieuw/media/",
        {"file_upload": upload, "transcript": "Tess groet."},
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Tess groet." in answer.content.decode()
    assert not CourseFile.objects.exists()


def test_a_sound_by_itself_asks_for_its_words(desk, course):
    upload = SimpleUploadedFile("groet.wav", hum())

    answer = desk.post(
        f"/cursussen/{course.code}/les/1/nieuw/media/", {"file_upload": upload}, follow=True
    )

    assert Block.objects.latest("pk").content["media"] == "audio"
    assert "Schrijf uit wat te horen en te zien is" in answer.content.decode()


def test_a_file_of_another_course_is_not_taken(desk, course, organisation, tess):
    other = making.begin(organisation, title="Elders", edition=None, by=tess)
    theirs = filing.keep(other, SimpleUploadedFile("a.jpg", photo()), (CourseFile.Kind.IMAGE,))
    page = f"/cursussen/{course.code}/onderdeel/1/"

    desk.post(page, asked(desk, page) | {"picture_kept": theirs.pk, "picture_alt": "Van elders"})

    assert not Block.objects.get(course=course, number=1).content["picture"]
    assert desk.get(f"/cursussen/{course.code}/bestand/{theirs.pk}/").status_code == 404


# --- editions, copies, versions ------------------------------------------------------------


def test_a_newer_edition_is_told_card_by_card_and_taken_only_when_one_says_so(
    desk, course, organisation, edition, study
):
    document, _ = sample()
    document["number"] = 2
    changed = document["cards"][0]["texts"]["employer"]
    changed["title"] = "Iets anders"
    edition.study = study
    edition.save()
    newer = published(organisation, document, number=2, code="nieu2345", study=study)
    making.add_block(
        course.lessons.first(), kind="card", content={"card": 2, "audience": "employer"}
    )

    told = desk.get(f"/cursussen/{course.code}/").content.decode()
    assert "uitgave 2" in told
    assert [(d.number, d.what, d.fields) for d in comparing.cards(course, newer)] == [
        (1, "changed", ["title"]),
        (2, "same", []),
    ]
    assert Course.objects.get().edition == edition

    desk.post(f"/cursussen/{course.code}/uitgave/", {"edition": newer.pk})
    assert Course.objects.get().edition == newer


def test_a_card_that_is_gone_from_an_edition_is_told(course, organisation):
    document, _ = sample()
    document["cards"] = document["cards"][1:]
    other = published(organisation, document, number=3, code="weg23456")

    assert [d.what for d in comparing.cards(course, other)] == ["gone"]


def test_a_copy_plays_the_same_and_goes_its_own_way(desk, course, tess):
    page = f"/cursussen/{course.code}/onderdeel/1/"
    upload = SimpleUploadedFile("a.jpg", photo())
    desk.post(page, asked(desk, page) | {"picture_upload": upload, "picture_alt": "Een hal."})
    key = uuid.uuid4()
    for _ in range(2):
        desk.post(f"/cursussen/{course.code}/kopie/", {"title_of_course": "Kopie", "key": key})
    copied = Course.objects.get(title="Kopie")

    own, other = (compose(one, number=1).document for one in (course, copied))
    assert other["lessons"] == own["lessons"]
    assert other["measures"] == own["measures"]
    assert other["key"] != own["key"]
    copied.files.get().delete()
    assert compose(course, number=1).problems == []


def test_what_changed_since_a_version_is_told(desk, course, version, tess, rf):
    request = rf.post("/")
    first = course.lessons.get(number=1)
    making.add_block(first, kind="text", content={"text": "Nieuw."})
    editing.drop(Block.objects.get(course=course, number=4), by=tess, request=request)
    editing.move(Block.objects.get(course=course, number=1), 1, by=tess, request=request)
    page = f"/cursussen/{course.code}/onderdeel/5/"
    desk.post(page, asked(desk, page) | {"text": "Bel vandaag."})

    after = compose(course, number=2, opened=False).document
    found = [(change.what, change.block) for change in comparing.versions(version.told, after)]

    assert found == [
        ("block_changed", 5),
        ("block_new", 13),
        ("lesson_order", None),
        ("block_gone", 4),
    ]
    assert (
        "Nieuw onderdeel (13) in: Contact maken"
        in desk.get(f"/cursussen/{course.code}/vastleggen/").content.decode()
    )


def test_a_version_is_fetched_as_a_package(desk, version, course):
    page = f"/cursussen/{course.code}/versies/1/"
    told = desk.get(f"{page}ophalen/employer/", {"systeem": "moodle"}).content.decode()
    answer = desk.get(f"{page}pakket/employer/scorm12/")

    assert "Voorcontrole voor Moodle" in told
    assert "imsmanifest.xml" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert cp.faults(for_route(version.told, "employer")) == []


def test_a_course_that_is_archived_leaves_the_list_and_comes_back(desk, course):
    page = f"/cursussen/{course.code}/"
    desk.post(page, {"act": "archive"})
    assert list(desk.get("/cursussen/").context["courses"]) == []

    desk.post(page, {"act": "unarchive"})
    assert [c for c, _ in desk.get("/cursussen/").context["courses"]] == [course]


def test_a_colleague_who_reads_sees_a_course_and_changes_nothing(carla, course, sign_in, client):
    sign_in(client, carla)
    page = f"/cursussen/{course.code}/"

    for part in ("", "gegevens/", "les/1/", "onderdeel/1/", "onderdeel/3/", "meting/", "versies/"):
        answer = client.get(page + part)
        assert answer.status_code == 200
        assert 'name="act"' not in answer.content.decode()
    assert "Eerst luisteren" in client.get(f"{page}onderdeel/1/").content.decode()


def test_a_page_of_a_long_course_asks_the_database_little(
    desk, course, django_assert_max_num_queries
):
    for n in range(20):
        lesson = making.add_lesson(course, title=f"Les {n}")
        for _ in range(10):
            making.add_block(lesson, kind="text", content={"text": "Lees dit."})

    with django_assert_max_num_queries(30):
        desk.get(f"/cursussen/{course.code}/")


def test_who_only_trains_begins_with_courses(desk):
    assert desk.get("/").url == "/cursussen/"


def test_advice_leaves_the_people_of_a_story_their_names(desk, course):
    page = f"/cursussen/{course.code}/les/1/taal/text/"

    def advised(words):
        return desk.post(page, {"text": words}).content.decode()

    assert "<mark>Sem</mark>" in advised("Sem komt te laat.")
    assert "<mark>Sem</mark>" not in advised("Sem komt te laat. Sem zegt niets.")
    assert "worden" in advised("Er dient te worden geluisterd. Sem luistert. Sem wacht.")
