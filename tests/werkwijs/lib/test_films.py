"""A film is known by what is in it, and tells nothing about who made it, where or when."""

import struct

import pytest

from werkwijs.lib import films
from werkwijs.lib.films import NotAFilm


def box(name: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I", 8 + len(content)) + name + content


def film(*, handler: bytes = b"vide", brand: bytes = b"isom") -> bytes:
    """An MP4 as a phone writes it: a track, a place, and pixels."""
    told = box(b"hdlr", bytes(8), handler, bytes(12))
    place = box(b"udta", box(b"\xa9xyz", b"+52.99+006.56/"))
    moov = box(b"moov", box(b"trak", box(b"mdia", told)), place)
    return box(b"ftyp", brand, bytes(8)) + moov + box(b"mdat", b"pixels")


def test_a_film_of_a_phone_no_longer_says_where_it_was_made():
    handed_in = film()

    kept = films.bare(handed_in)

    assert films.kind(kept) == "mp4"
    assert b"+52.99" in handed_in
    assert b"+52.99" not in kept
    assert b"pixels" in kept
    assert len(kept) == len(handed_in)


@pytest.mark.parametrize(
    ("handed_in", "kind"),
    [
        (film(brand=b"qt  "), "quicktime"),
        (film(brand=b"heic"), "kind"),
        (film(handler=b"soun"), "sound"),
        (b"RIFF" + bytes(8) + b"AVI ", "kind"),
        (b"\x1a\x45\xdf\xa3\x9fB\x82\x84webm" + bytes(100) + b"A_OPUS", "sound"),
        (b"\x1a\x45\xdf\xa3\x9fB\x82\x88matroska", "kind"),
        (b"", "kind"),
        (film() + bytes(films.LARGEST_BYTES), "bytes"),
    ],
)
def test_what_is_no_film_for_every_browser_says_why(handed_in, kind):
    with pytest.raises(NotAFilm) as wrong:
        films.bare(handed_in)

    assert wrong.value.kind == kind


def test_a_film_of_webm_is_known_by_its_pictures():
    handed_in = b"\x1a\x45\xdf\xa3\x9fB\x82\x84webm" + bytes(100) + b"V_VP9"

    assert films.kind(handed_in) == "webm"
