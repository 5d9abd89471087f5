"""Sounds that people hand in: looked at from the inside, whatever they are called."""

from __future__ import annotations

LARGEST_BYTES = 5_000_000
"""Five minutes of speech; a statement takes five seconds."""

KINDS = {
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "webm": "audio/webm",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
}
"""End of the name -> what a browser is told it is."""


class NotASound(Exception):
    """What was handed in is no sound we can play. ``kind``: "kind" or "bytes"."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


def kind(handed_in: bytes) -> str:
    """Which kind of sound it is, one of `KINDS`.

    Raises
    ------
    NotASound
        It is too large, or of no kind a browser plays.
    """
    if len(handed_in) > LARGEST_BYTES:
        raise NotASound("bytes")
    head = handed_in[:16]
    if head[:3] == b"ID3" or mp3_frame(head):
        return "mp3"
    if head[:4] == b"OggS":
        return "ogg"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "webm"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp" and head[8:12] in {
        b"M4A ",
        b"mp42",
        b"isom",
        b"mp41",
        b"iso5",
        b"dash",
    }:
        return "m4a"
    raise NotASound("kind")


def mp3_frame(head: bytes) -> bool:
    """Whether it begins with an MPEG layer III frame: sync, a version and bit rate that exist."""
    if len(head) < 4 or head[0] != 0xFF:
        return False
    layer_three = head[1] & 0b1110_0110 == 0b1110_0010
    return layer_three and head[1] & 0b1_1000 != 0b0_1000 and head[2] >> 4 not in {0, 15}
