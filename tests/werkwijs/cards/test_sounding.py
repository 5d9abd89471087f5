"""Giving a text its sound: recorded, brought or spoken; and known to be out of date."""

from __future__ import annotations

import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from tests.werkwijs.cards.media_text import a_text

from werkwijs.audit.models import Line
from werkwijs.cards import sounding
from werkwijs.cards.digesting import digest, words_of
from werkwijs.cards.models import Text
from werkwijs.lib import speech

WHERE = {"slug": "werk", "number": 3, "audience": "employer"}
FRAMES = b"\xff\xfb\x90\x00" + bytes(500)
TAGGED = b"ID3\x03\x00\x00\x00\x00\x00\x10" + b"Ana, in de tuin." + FRAMES
needs_voice = pytest.mark.skipif(not speech.available(), reason="espeak-ng is not installed")


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def text(study, ana):
    return a_text(study, ana)


@pytest.fixture
def page(client, sign_in, text, ana):
    sign_in(client, ana)
    address = reverse("cards:sound", kwargs=WHERE)

    def send(**said):
        return client.post(address, said, follow=True) if said else client.get(address)

    return send


@pytest.fixture
def hand_in(page):
    def send(content=TAGGED, **said):
        file = SimpleUploadedFile("thuis.mp3", content)
        return page(**{"act": "keep", "sound": file, "agreed": "on", **said})

    return send


def now(text) -> Text:
    return Text.objects.select_related("card__study").get(pk=text.pk)


def change(text, **words) -> None:
    Text.objects.filter(pk=text.pk).update(**words)


# --- which words -------------------------------------------------------------------------


def test_read_aloud_are_the_title_why_the_actions_and_the_question(text):
    assert words_of(text) == (
        "Kies de taken samen.\n"
        "Een goede start begint met taken die passen.\n"
        "Schrijf taken op als losse stappen.\n"
        "Welke taak gaat al vanzelf?"
    )


def test_very_easy_words_are_read_in_place_of_why(text):
    text.easy = "Kies samen"

    assert words_of(text).splitlines()[1] == "Kies samen."


@pytest.mark.parametrize("field", ["title", "why", "action_1", "action_3", "question", "easy"])
def test_other_words_have_another_digest(text, field):
    before = digest(text)
    setattr(text, field, "Iets anders.")

    assert digest(text) != before
    assert len(digest(text)) == 64


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "  Kies de   taken samen "},
        {"picture_alt": "Een lijst"},
        {"state": Text.State.APPROVED},
    ],
)
def test_what_nobody_hears_leaves_the_digest_as_it_is(text, changed):
    before = digest(text)
    for field, value in changed.items():
        setattr(text, field, value)

    assert digest(text) == before


def test_an_accent_written_in_two_ways_is_the_same_word(text):
    text.title = "Eén gezicht"
    before = digest(text)
    text.title = "Ee\N{COMBINING ACUTE ACCENT}n gezicht"

    assert digest(text) == before


# --- a recording -------------------------------------------------------------------------


def test_a_recording_is_kept_without_what_was_written_beside_it(hand_in, text, client):
    assert "Het geluid is bewaard" in hand_in().content.decode()
    heard = sounding.heard(now(text))

    assert (heard.content, heard.ending, heard.kind, heard.fits) == (
        FRAMES,
        "mp3",
        "recorded",
        True,
    )
    assert "thuis" not in now(text).sound.name
    handed_out = client.get(
        reverse("cards:sound_file", kwargs=WHERE), headers={"Range": "bytes=0-3"}
    )
    assert (handed_out.status_code, handed_out.content) == (206, FRAMES[:4])
    assert handed_out.headers["Content-Type"] == "audio/mpeg"


def test_a_recording_no_longer_fits_when_the_words_change_and_fits_again_when_they_come_back(
    hand_in, page, text
):
    hand_in()
    assert "klopt niet meer met de tekst" not in page().content.decode()
    change(text, question="Welke taak kost veel energie?")
    assert "klopt niet meer met de tekst" in page().content.decode()
    assert not sounding.fits(now(text))
    change(text, question="Welke taak gaat al vanzelf?")
    assert sounding.fits(now(text))


def test_what_changed_while_somebody_read_is_noticed(page, hand_in, text):
    read = page().context["form"]["of"].value()
    change(text, why="Dit schreef een collega intussen.")
    hand_in(of=read)

    assert now(text).sound_of == read
    assert not sounding.fits(now(text))


def test_rubbish_for_a_digest_counts_as_none(hand_in, text):
    hand_in(of="'; drop table")

    assert sounding.fits(now(text))


def test_a_sound_leaves_the_text_approved_and_forms_about_words_valid(hand_in, text):
    change(text, state=Text.State.APPROVED)
    hand_in()

    assert (now(text).state, now(text).version) == (Text.State.APPROVED, text.version)


def test_it_is_noted_that_there_is_a_sound_and_not_what_it_says(hand_in, text):
    hand_in()
    line = Line.objects.get(event="cards.sound_changed")

    assert (line.reason, line.study, line.subject) == ("recorded", "werk", str(text.pk))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "geen geluid"),
        (b"<html>ID3</html>", "geen geluid"),
        (b"ID3\x03\x00\x00\x00\x00\x00\x04name<html>", "geen geluid"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(200), "geen geluid"),
        (b"ID3" + bytes(5_000_001), "te groot"),
    ],
)
def test_what_is_no_sound_is_told_plainly_and_the_tick_stays(hand_in, text, content, said):
    answer = hand_in(content)

    assert said in str(answer.context["form"].errors["sound"])
    assert answer.context["form"]["agreed"].value()
    assert not now(text).sound


def test_a_voice_is_kept_only_of_who_agreed(hand_in, text):
    answer = hand_in(agreed="")

    assert "Vraag het eerst aan wie voorleest" in str(answer.context["form"].errors["agreed"])
    assert not now(text).sound


def test_nothing_recorded_and_nothing_chosen_is_said(page):
    answer = page(act="keep", agreed="on")

    assert "Neem eerst iets op" in str(answer.context["form"].errors["sound"])


def test_the_earlier_file_goes(hand_in, page, text, django_capture_on_commit_callbacks):
    hand_in()
    first = now(text).sound.name
    with django_capture_on_commit_callbacks(execute=True):
        hand_in(FRAMES + FRAMES)
    second = now(text).sound.name
    assert not default_storage.exists(first)
    with django_capture_on_commit_callbacks(execute=True):
        page(act="remove", sure="1")

    assert not default_storage.exists(second)
    assert (now(text).sound_kind, now(text).sound_of) == ("", "")


def test_a_recording_is_taken_away_only_after_asking(hand_in, page, text):
    hand_in()
    assert "De opname verdwijnt" in page(act="remove").content.decode()
    assert now(text).sound
    page(act="remove", sure="1")

    assert sounding.heard(now(text)) is None


def test_a_text_without_words_has_nothing_to_read(page, text):
    change(text, title="", why="", action_1="", question="")
    shown = page().content.decode()

    assert "nog geen woorden" in shown
    assert 'type="file"' not in shown


# --- the voice of the machine ------------------------------------------------------------


@needs_voice
def test_the_machine_reads_it(page, text):
    assert "Luister of het goed klinkt" in page(act="voice").content.decode()
    heard = sounding.heard(now(text))
    seconds = struct.unpack("<I", heard.content.split(b"fact")[1][4:8])[0] / 22_050

    assert (heard.ending, heard.kind, heard.fits) == ("wav", "voice", True)
    assert 6 < seconds < 25  # 24 words


@needs_voice
def test_the_machine_takes_the_place_of_a_person_only_after_asking(hand_in, page, text):
    hand_in()
    assert "De opname verdwijnt" in page(act="voice").content.decode()
    assert now(text).sound_kind == "recorded"
    page(act="voice", sure="1")
    assert now(text).sound_kind == "voice"
    page(act="remove")  # what a machine made, it makes again

    assert not now(text).sound


def test_without_a_voice_the_rest_works(page, hand_in, text, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "Laat de computer voorlezen" not in page().content.decode()
    assert "Op deze computer is geen stem" in page(act="voice").content.decode()
    hand_in()

    assert sounding.heard(now(text)).kind == "recorded"


# --- several at once ---------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_keep_a_recording_at_once_leave_one_file(text, ana, bilal, settings):
    def keep(by, content):
        try:
            sounding.keep(Text.objects.get(pk=text.pk), content, by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        done = [both.submit(keep, by, FRAMES * n) for by, n in [(ana, 1), (bilal, 2)] * 3]
    assert all(one.exception() is None for one in done)
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]

    assert [path.name for path in files] == [Path(now(text).sound.name).name]
    assert Line.objects.filter(event="cards.sound_changed").count() == 6


# --- who may -----------------------------------------------------------------------------


def test_who_reads_the_study_listens_and_cannot_change_it(hand_in, client, sign_in, carla):
    hand_in()
    sign_in(client, carla)
    address = reverse("cards:sound", kwargs=WHERE)
    shown = client.get(address).content.decode()

    assert "<audio controls" in shown
    assert 'name="act"' not in shown
    assert client.post(address, {"act": "remove", "sure": "1"}).status_code == 403
