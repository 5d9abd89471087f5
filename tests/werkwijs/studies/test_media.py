"""Pictures and sounds of statements."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from werkwijs.lib import sounds
from werkwijs.studies import media
from werkwijs.studies.models import Statement


def photo(kind="JPEG", size=(40, 30), **more):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **more)
    return file.getvalue()


def with_a_place():
    exif = Image.Exif()
    exif[0x010E] = "thuis bij Ana"
    return photo(exif=exif.tobytes())


def bomb():
    """A small file that unfolds to a billion pixels."""
    head = struct.pack(">IIBBBBB", 32_000, 32_000, 8, 2, 0, 0, 0)

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 100_000))
        + chunk(b"IEND", b"")
    )


SOUNDS = {
    "mp3": b"\xff\xfb\x90\x00" + bytes(range(200)),
    "ogg": b"OggS\x00\x02" + b"\x00" * 200,
    "webm": b"\x1a\x45\xdf\xa3" + b"\x00" * 200,
    "wav": b"RIFF\x28\x00\x00\x00WAVEfmt \x10\x00\x00\x00"
    + bytes(16)
    + b"data\x04\x00\x00\x00abcd",
    "m4a": b"\x00\x00\x00\x20ftypM4A " + b"\x00" * 200,
}


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def statement(study):
    return study.statements.first()


@pytest.fixture
def hand_in(client, sign_in, statement, ana):
    """``hand_in(picture=bytes, alt="...")``, ``hand_in(sound=bytes)``."""
    sign_in(client, ana)

    def send(*, name="opname.bin", **said):
        kind = "sound" if "sound" in said else "picture"
        if isinstance(said.get(kind), bytes):
            said[kind] = SimpleUploadedFile(name, said[kind])
        address = reverse(f"studies:set_{kind}", args=["werk", statement.pk])
        return client.post(address, said, follow=True)

    return send


@pytest.fixture
def get(client, statement):
    def fetch(kind, **headers):
        address = reverse(
            "studies:medium",
            kwargs={"slug": "werk", "statement_id": statement.pk, "kind": kind},
        )
        return client.get(address, headers=headers)

    return fetch


def test_a_picture_is_kept_without_place_and_name(hand_in, get, statement):
    hand_in(picture=with_a_place(), name="<script>.jpg", alt="Een teal vlak")
    shown = get("plaatje")

    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert b"thuis bij Ana" not in shown.content
    statement.refresh_from_db()
    assert statement.picture_alt == "Een teal vlak"
    assert "script" not in statement.picture.name
    assert media.picture(statement) == (shown.content, "image/jpeg")


def test_a_see_through_picture_stays_so(hand_in, get):
    file = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(file, "PNG")
    hand_in(picture=file.getvalue(), alt="Niets")

    assert get("plaatje").headers["Content-Type"] == "image/png"


def test_a_picture_needs_a_description(hand_in, statement):
    answer = hand_in(picture=photo(), alt=" ")

    assert "Vul dit nog in" in str(answer.context["picture_form"].errors["alt"])
    assert media.picture(Statement.objects.get(pk=statement.pk)) is None


def test_only_the_description_can_be_changed(hand_in, get, statement):
    hand_in(picture=photo(), alt="Een vlak")
    before = get("plaatje").content
    hand_in(alt="Een blauwgroen vlak")
    statement.refresh_from_db()

    assert statement.picture_alt == "Een blauwgroen vlak"
    assert get("plaatje").content == before


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "leeg"),
        (b"geen plaatje", "geen plaatje dat we kunnen laten zien"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "geen plaatje",
        ),
        (b"GIF89a<html><script>alert(1)</script>", "geen plaatje"),
        (photo()[:200], "geen plaatje"),
        (bomb(), "beeldpunten"),
        (b"\xff\xd8\xff" + b"\x00" * 8_000_001, "te groot"),
    ],
)
def test_what_is_no_picture_is_told_plainly(hand_in, statement, file, said):
    answer = hand_in(picture=file, name="foto.jpg", alt="Een mooie foto")

    assert said in str(answer.context["picture_form"].errors["picture"])
    assert answer.context["picture_form"]["alt"].value() == "Een mooie foto"
    assert media.picture(Statement.objects.get(pk=statement.pk)) is None


def test_a_polyglot_loses_what_was_hidden_in_it(hand_in, get):
    hand_in(picture=photo() + b"<script>alert(1)</script>", alt="Een vlak")

    assert b"script" not in get("plaatje").content


def test_saving_no_picture_says_so(hand_in):
    assert "Kies eerst een plaatje" in hand_in(alt="Een vlak").content.decode()


def test_a_failed_picture_leaves_the_old_one(hand_in, get):
    hand_in(picture=photo(), alt="Een vlak")
    before = get("plaatje").content
    hand_in(picture=b"kapot", alt="Een vlak")

    assert get("plaatje").content == before


def test_the_old_file_goes_when_a_new_one_comes(
    hand_in, statement, django_capture_on_commit_callbacks
):
    hand_in(picture=photo(), alt="Een vlak")
    statement.refresh_from_db()
    old = statement.picture.name
    with django_capture_on_commit_callbacks(execute=True):
        hand_in(picture=photo(size=(9, 9)), alt="Een klein vlak")
    statement.refresh_from_db()

    assert not default_storage.exists(old)
    assert default_storage.exists(statement.picture.name)


def test_a_picture_can_be_removed(hand_in, get, statement):
    hand_in(picture=photo(), alt="Een vlak")
    hand_in(remove="1")

    assert get("plaatje").status_code == 404
    assert Statement.objects.get(pk=statement.pk).picture_alt == ""


@pytest.mark.parametrize("kind", SOUNDS)
def test_each_kind_of_sound_is_known_from_the_inside(hand_in, get, kind):
    hand_in(sound=SOUNDS[kind], name="opname.exe")

    assert get("geluid").headers["Content-Type"] == sounds.KINDS[kind]
    assert get("geluid").content == SOUNDS[kind]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "leeg"),
        (b"<html>ID3</html>", "geen geluid"),
        (b"RIFF\x24\x00\x00\x00AVI LIST", "geen geluid"),
        (b"MZ\x90\x00", "geen geluid"),
        (b"\xff\xff\xff\xff\xff", "geen geluid"),
        (b"ID3" + b"\x00" * 5_000_000, "te groot"),
    ],
)
def test_what_is_no_sound_is_told_plainly(hand_in, get, file, said):
    answer = hand_in(sound=file, name="opname.mp3")

    assert said in str(answer.context["sound_form"].errors["sound"])
    assert get("geluid").status_code == 404


def test_of_a_recording_only_the_sound_is_kept(hand_in, get):
    name = b"thuis bij Ana"
    tag = b"ID3\x03\x00\x00\x00\x00\x00" + bytes([len(name)]) + name

    hand_in(sound=tag + SOUNDS["mp3"])

    assert get("geluid").content == SOUNDS["mp3"]


def test_a_bare_mp3_frame_is_a_sound():
    assert sounds.kind(b"\xff\xfb\x90\x00" + b"\x00" * 100) == "mp3"


def test_a_player_may_ask_for_a_part(hand_in, get):
    hand_in(sound=SOUNDS["ogg"])
    whole = get("geluid").content

    part = get("geluid", Range="bytes=0-3")
    assert (part.status_code, part.content) == (206, b"OggS")
    assert part.headers["Content-Range"] == f"bytes 0-3/{len(whole)}"
    assert get("geluid", Range="bytes=-5").content == whole[-5:]
    assert get("geluid", Range="bytes=4-").content == whole[4:]
    assert get("geluid", Range="bytes=9999-").status_code == 416
    assert get("geluid", Range="bytes=-").content == whole
    assert get("geluid", Range=f"bytes=0-{'9' * 5000}").content == whole


def test_who_reads_sees_and_hears(hand_in, client, sign_in, get, carla):
    hand_in(picture=photo(), alt="Een vlak")
    sign_in(client, carla)

    assert get("plaatje").status_code == 200
    assert get("geluid").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("dirk", 404), ("dewi", 404)])
def test_nobody_else_sees_it(hand_in, client, sign_in, request, get, who, status):
    hand_in(picture=photo(), alt="Een vlak")
    sign_in(client, request.getfixturevalue(who))

    assert get("plaatje").status_code == status


def test_who_is_not_signed_in_is_sent_to_the_door(hand_in, client, get):
    hand_in(picture=photo(), alt="Een vlak")
    client.cookies.clear()

    assert get("plaatje").status_code == 302


def test_a_copy_has_files_of_its_own(hand_in, statement, study, ana):
    from werkwijs.studies import copying

    hand_in(picture=photo(), alt="Een vlak")
    made = copying.copy(study, ana).statements.first()
    statement.refresh_from_db()

    assert media.picture(made) == media.picture(statement)
    assert made.picture.name != statement.picture.name
    assert made.picture_alt == "Een vlak"
