"""Films that people hand in: looked at from the inside, and freed of what the camera wrote in them."""

from __future__ import annotations

from werkwijs.lib import bare_sounds

LARGEST_BYTES = 60_000_000
"""Some ten minutes on a phone; larger ones stop learning systems, and who pays for their data."""

KINDS = {"mp4": "video/mp4", "webm": "video/webm"}
"""End of the name -> what a browser is told it is."""

_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"MSNV"}
_BEGIN = 1_000_000
"""Bytes in which WebM tells of its tracks."""


class NotAFilm(Exception):
    """What was handed in is no film we can play. ``kind``: "kind", "bytes", "quicktime" or "sound"."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


def kind(handed_in: bytes) -> str:
    """Which kind of film it is, one of `KINDS`.

    Raises
    ------
    NotAFilm
        It is too large, of no kind every browser plays, or has nothing to look at.
    """
    if len(handed_in) > LARGEST_BYTES:
        raise NotAFilm("bytes")
    if handed_in[4:8] == b"ftyp":
        if handed_in[8:12] == b"qt  ":
            raise NotAFilm("quicktime")
        if handed_in[8:12] not in _BRANDS:
            raise NotAFilm("kind")
        if b"vide" not in _handlers(handed_in):
            raise NotAFilm("sound")
        return "mp4"
    if handed_in[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in handed_in[:64]:
        if not any(codec in handed_in[:_BEGIN] for codec in (b"V_VP8", b"V_VP9", b"V_AV1")):
            raise NotAFilm("sound")
        return "webm"
    raise NotAFilm("kind")


def bare(handed_in: bytes) -> bytes:
    """The film alone: no place, no names, no dates of the recorder.

    Raises
    ------
    NotAFilm
        It is none.
    """
    if kind(handed_in) == "mp4":
        return bare_sounds.without_boxes(handed_in)
    return bare_sounds.without_elements(handed_in)


def _handlers(film: bytes) -> set[bytes]:
    """What its tracks are: b"vide", b"soun" (ISO 14496-12, 8.4.3)."""
    found: set[bytes] = set()
    place = film.find(b"hdlr")
    while place >= 0:
        found.add(film[place + 12 : place + 16])
        place = film.find(b"hdlr", place + 4)
    return found
