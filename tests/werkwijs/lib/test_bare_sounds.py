"""Sounds lose what was written beside them, and sound the same."""

from __future__ import annotations

import signal
import struct

import pytest

from werkwijs.lib import bare_sounds, speech
from werkwijs.lib.sounds import NotASound

NAME = b"thuis bij Ana, in de keuken"
FRAMES = b"\xff\xfb\x90\x00" + bytes(range(256)) * 3


def id3(content: bytes) -> bytes:
    size = bytes([len(content) >> 21 & 127, len(content) >> 14 & 127, len(content) >> 7 & 127])
    return b"ID3\x03\x00\x00" + size + bytes([len(content) & 127]) + content


def ape(content: bytes) -> bytes:
    foot = b"APETAGEX" + struct.pack("<IIII", 2000, len(content) + 32, 1, 0) + bytes(8)
    return content + foot


def test_an_mp3_is_its_frames():
    tagged = (
        id3(NAME * 20) + id3(NAME) + bytes(50) + FRAMES + ape(NAME) + (b"TAG" + NAME).ljust(128)
    )

    assert bare_sounds.bare(tagged) == FRAMES
    assert bare_sounds.bare(FRAMES) == FRAMES


@pytest.mark.parametrize("left", [b"", b"<html>no sound</html>", bytes(90)])
def test_a_tag_without_frames_is_no_sound(left):
    with pytest.raises(NotASound):
        bare_sounds.bare(id3(NAME) + left)


@pytest.fixture
def soon():
    """What is not done within five seconds never is."""

    def over(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(5)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("says", [0, 1, 31])
def test_a_tag_that_says_it_is_smaller_than_itself_is_taken_away_as_one(soon, says):
    foot = b"APETAGEX" + struct.pack("<IIII", 2000, says, 0, 0) + bytes(8)

    assert bare_sounds.bare(FRAMES + foot) == FRAMES


def test_boxes_in_boxes_without_end_are_looked_through():
    deep = b"udta" + NAME
    deep = struct.pack(">I", len(deep) + 4) + deep
    for _ in range(5_000):
        deep = struct.pack(">I", len(deep) + 8) + b"moov" + deep
    made = bare_sounds.bare(b"\x00\x00\x00\x0cftypM4A " + deep)

    assert len(made) == len(deep) + 12
    assert NAME not in made


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


FORM = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)


def test_a_wav_is_its_form_and_its_samples():
    told = chunk(b"LIST", b"INFOIART" + NAME), chunk(b"bext", NAME), chunk(b"data", b"abc")
    body = b"WAVE" + told[1] + chunk(b"fmt ", FORM) + told[0] + told[2] + told[0]
    bare = b"WAVE" + chunk(b"fmt ", FORM) + chunk(b"data", b"abc")

    made = bare_sounds.bare(b"RIFF" + struct.pack("<I", len(body)) + body)
    assert made == b"RIFF" + struct.pack("<I", len(bare)) + bare
    assert bare_sounds.bare(made) == made


def test_a_wav_that_was_cut_off_keeps_what_there_is():
    cut = b"RIFF\xff\xff\xff\xffWAVE" + chunk(b"fmt ", FORM) + b"data\xff\xff\xff\xffabcd"

    assert bare_sounds.bare(cut).endswith(b"data\x04\x00\x00\x00abcd")


@pytest.mark.skipif(not speech.available(), reason="espeak-ng is not installed")
def test_the_voice_of_the_machine_stays_as_it_is():
    said = speech.speak("Goedemorgen.", "nl")

    assert bare_sounds.bare(said) == said


# --- Ogg ---------------------------------------------------------------------------------


def page(number: int, packets: bytes, lacing: bytes) -> bytes:
    made = b"OggS\0\0" + bytes(8) + struct.pack("<III", 7, number, 0)
    made += bytes([len(lacing)]) + lacing + packets
    return made[:22] + struct.pack("<I", slow_crc(made)) + made[26:]


def slow_crc(made: bytes) -> int:
    """Bit by bit, as RFC 3533 describes it."""
    found = 0
    for byte in made:
        for bit in range(7, -1, -1):
            top = (found >> 31) ^ (byte >> bit & 1)
            found = found << 1 & 0xFFFFFFFF
            found ^= 0x04C11DB7 if top else 0
    return found


def comments(signature: bytes, *said: bytes) -> bytes:
    return (
        signature
        + struct.pack("<I", 3)
        + b"lib"
        + struct.pack("<I", len(said))
        + b"".join(struct.pack("<I", len(one)) + one for one in said)
    )


@pytest.mark.parametrize(
    ("first", "signature"), [(b"OpusHead" + bytes(11), b"OpusTags"), (b"\x01vorbis", b"\x03vorbis")]
)
def test_comments_of_an_ogg_say_nothing_any_more(first, signature):
    told = comments(signature, b"ARTIST=" + NAME, b"LOCATION=" + NAME * 30, b"")
    rest = len(told) - 255 * (len(told) // 255)
    lacing = bytes([255] * (len(told) // 255) + [rest])
    ogg = page(0, first, bytes([len(first)])) + page(1, told, lacing) + page(2, b"sound", b"\x05")

    made = bare_sounds.bare(ogg)
    pages = list(bare_sounds._pages(made))
    assert NAME not in made
    assert len(made) == len(ogg)
    assert len(pages) == 3
    for begin, end in pages:
        own = made[begin:end]
        assert slow_crc(own[:22] + bytes(4) + own[26:]) == struct.unpack("<I", own[22:26])[0]
    assert made[pages[2][0] :] == ogg[pages[2][0] :]


def test_comments_that_go_on_over_the_next_page_are_found_too():
    told = comments(b"OpusTags", b"PICTURE=" + NAME * 30)
    assert 510 < len(told) < 1020
    ogg = (
        page(0, b"OpusHead", b"\x08")
        + page(1, told[:510], b"\xff\xff")
        + page(2, told[510:], bytes([255] * ((len(told) - 510) // 255) + [(len(told) - 510) % 255]))
        + page(3, b"sound", b"\x05")
    )

    assert NAME not in bare_sounds.bare(ogg)


# --- M4A and WebM ------------------------------------------------------------------------


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def test_an_m4a_keeps_its_places_and_tells_nothing():
    sample_places = box(b"stco", b"places of samples")
    m4a = (
        box(b"ftyp", b"M4A \0\0\0\0")
        + box(b"moov", box(b"trak", sample_places + box(b"udta", NAME)) + box(b"udta", NAME))
        + box(b"uuid", NAME)
        + box(b"mdat", b"sound")
    )
    made = bare_sounds.bare(m4a)

    assert NAME not in made
    assert len(made) == len(m4a)
    assert sample_places in made
    assert made.endswith(box(b"mdat", b"sound"))


def element(name: str, content: bytes, *, unknown: bool = False) -> bytes:
    size = b"\x01\xff\xff\xff\xff\xff\xff\xff" if unknown else b"\x40" + bytes([len(content)])
    return bytes.fromhex(name) + size + content


def test_a_webm_as_a_browser_records_it_tells_nothing():
    header = element("1a45dfa3", b"webm")
    cluster = element("1f43b675", element("a3", b"sound") + element("a3", b"more"), unknown=True)
    inside = (
        element("1549a966", element("7ba9", NAME) + element("2ad7b1", b"\x0f"))
        + element("1654ae6b", b"tracks")
        + cluster
        + element("1254c367", NAME)
    )
    webm = header + element("18538067", inside, unknown=True)
    made = bare_sounds.bare(webm)

    assert NAME not in made
    assert len(made) == len(webm)
    assert element("1654ae6b", b"tracks") + cluster in made


@pytest.mark.parametrize("rubbish", [b"\x00" * 40, b"\x1a\x45\xdf\xa3", b"\xff" * 40, b"\x40\x09"])
@pytest.mark.parametrize(
    "head", [b"OggS\x00\x02", b"\x1a\x45\xdf\xa3", b"\x00\x00\x00\x20ftypM4A "]
)
def test_what_is_broken_inside_comes_back_and_never_breaks_us(head, rubbish):
    assert len(bare_sounds.bare(head + rubbish)) == len(head + rubbish)
