"""Sounds without what a recorder, a phone or an editor wrote beside the sound: names, places, pictures.

What is heard stays the same to the byte. In containers that point at places inside themselves, what was
written is overwritten and keeps its room; from others it is taken out.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from werkwijs.lib import sounds
from werkwijs.lib.sounds import NotASound


def bare(sound: bytes) -> bytes:
    """The sound alone.

    Raises
    ------
    NotASound
        It is none, or nothing is left of it that sounds.
    """
    ways: dict[str, Callable[[bytes], bytes]] = {
        "mp3": _mp3,
        "wav": _wav,
        "ogg": _ogg,
        "m4a": without_boxes,
        "webm": without_elements,
    }
    return ways[sounds.kind(sound)](sound)


# --- MP3: tags stand before and after the frames (id3.org, APEv2) --------------------------


def _mp3(sound: bytes) -> bytes:
    begin, end = 0, len(sound)
    while sound[begin : begin + 3] == b"ID3" and begin + 10 <= end:
        flags, *size = sound[begin + 5 : begin + 10]
        length = size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]
        begin += 10 + length + (10 if flags & 0x10 else 0)
    while True:
        if sound[end - 128 : end - 125] == b"TAG" and end - 128 > begin:
            end -= 128
        elif sound[end - 32 : end - 24] == b"APETAGEX" and end - 32 > begin:
            size_, _, flags = struct.unpack_from("<III", sound, end - 20)
            end = max(begin, end - max(size_, 32) - (32 if flags >> 31 else 0))
        else:
            break
    frames = sound[begin:end].lstrip(b"\0")
    if not sounds.mp3_frame(frames):
        raise NotASound("kind")
    return frames


# --- WAV: chunks (RIFF) --------------------------------------------------------------------


def _wav(sound: bytes) -> bytes:
    kept: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(sound):
        name, size = struct.unpack_from("<4sI", sound, place)
        if name in (b"fmt ", b"fact", b"data") and name not in kept:
            kept[name] = sound[place + 8 : place + 8 + size]  # one that was cut off is shorter
        place += 8 + size + size % 2
    if b"fmt " not in kept or not kept.get(b"data"):
        raise NotASound("kind")
    body = b"WAVE"
    for name in (b"fmt ", b"fact", b"data"):
        if name in kept:
            content = kept[name]
            body += name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


# --- Ogg: the second packet holds the comments (RFC 3533, RFC 7845, Vorbis I) ---------------


def _ogg(sound: bytes) -> bytes:
    made = bytearray(sound)
    pages = list(_pages(sound))
    where = _second_packet(sound, pages)
    packet = bytes(sound[i] for i in where)
    for begin, end in _comments(packet):
        for i, letter in zip(where[begin:end], b"X=".ljust(end - begin), strict=False):
            made[i] = letter
    for begin, end in pages:
        if made[begin:end] != sound[begin:end]:
            made[begin + 22 : begin + 26] = b"\0\0\0\0"
            made[begin + 22 : begin + 26] = struct.pack("<I", _crc(made[begin:end]))
    return bytes(made)


def _pages(sound: bytes) -> Iterator[tuple[int, int]]:
    place = 0
    while sound[place : place + 4] == b"OggS" and place + 27 <= len(sound):
        segments = sound[place + 26]
        lengths = sound[place + 27 : place + 27 + segments]
        end = place + 27 + segments + sum(lengths)
        if end > len(sound):
            return
        yield place, end
        place = end


def _second_packet(sound: bytes, pages: list[tuple[int, int]]) -> list[int]:
    """Where each of its bytes stands in the file; it may go on over several pages."""
    packet = 0
    where: list[int] = []
    for begin, _ in pages:
        segments = sound[begin + 26]
        place = begin + 27 + segments
        for length in sound[begin + 27 : begin + 27 + segments]:
            if packet == 1:
                where += range(place, place + length)
            place += length
            packet += length < 255
            if packet == 2:
                return where
    return []


def _comments(packet: bytes) -> Iterator[tuple[int, int]]:
    """Where in the packet each comment begins and ends; who wrote the file is a program, and stays."""
    for signature in (b"OpusTags", b"\x03vorbis"):
        if packet.startswith(signature):
            place = len(signature)
            break
    else:
        return
    try:
        length = struct.unpack_from("<I", packet, place)[0]
        place += 4 + length
        left = struct.unpack_from("<I", packet, place)[0]
        place += 4
        for _ in range(left):
            length = struct.unpack_from("<I", packet, place)[0]
            if place + 4 + length > len(packet):
                return
            yield place + 4, place + 4 + length
            place += 4 + length
    except struct.error:
        return


def _crc(page: bytes | bytearray) -> int:
    """The checksum of Ogg: polynomial 0x04c11db7, not reflected, from 0 (RFC 3533, 6)."""
    found = 0
    for byte in page:
        found = (found << 8 & 0xFFFFFFFF) ^ _TABLE[found >> 24 ^ byte]
    return found


def _row(byte: int) -> int:
    found = byte << 24
    for _ in range(8):
        found = found << 1 ^ (0x04C11DB7 if found & 0x80000000 else 0)
    return found & 0xFFFFFFFF


_TABLE = [_row(byte) for byte in range(256)]


# --- M4A: boxes (ISO 14496-12) --------------------------------------------------------------


def without_boxes(sound: bytes) -> bytes:
    """M4A, and MP4 films, which are made of the same boxes."""
    made = bytearray(sound)
    inside = [(0, len(sound))]
    while inside:
        inside += _blank_boxes(made, *inside.pop())
    return bytes(made)


def _blank_boxes(made: bytearray, place: int, end: int) -> list[tuple[int, int]]:
    """What tells about the sound becomes free room, so that nothing else moves; where to look further."""
    inside: list[tuple[int, int]] = []
    while place + 8 <= end:
        size, name = struct.unpack_from(">I4s", made, place)
        head = 8
        if size == 1 and place + 16 <= end:
            size, head = struct.unpack_from(">Q", made, place + 8)[0], 16
        elif size == 0:
            size = end - place
        if size < head or place + size > end:
            break
        if name in (b"udta", b"meta", b"uuid"):
            made[place + 4 : place + 8] = b"free"
            made[place + head : place + size] = bytes(size - head)
        elif name in (b"moov", b"trak", b"mdia", b"moof", b"traf"):
            inside.append((place + head, place + size))
        place += size
    return inside


# --- WebM: elements (RFC 8794, RFC 9559) ------------------------------------------------------

_INSIDE = {0x18538067, 0x1F43B675, 0x1549A966}
"""Segment, cluster, info: looked into."""
_BLANK = {0x1254C367, 0x1941A469, 0x7BA9, 0x4461, 0x7384, 0x3CB923, 0x3C83AB, 0xBF}
"""Tags, attachments, title, date, names of files, and checksums of what is blanked."""


def without_elements(sound: bytes) -> bytes:
    """WebM, sound or film."""
    made = bytearray(sound)
    place = 0
    while place + 2 <= len(made):
        name, after = _number(made, place, keep_mark=True)
        size, content = _number(made, after, keep_mark=False)
        if name < 0 or content < 0:
            break
        if name in _INSIDE:
            place = content
            continue
        end = content + size
        if size < 0 or end > len(made):
            break
        if name in _BLANK:
            made[place:end] = _void(end - place)
        place = end
    return bytes(made)


def _number(made: bytearray, place: int, *, keep_mark: bool) -> tuple[int, int]:
    """An id or a size, and where what follows begins; a size of -1 is "until it ends", -1 twice is broken."""
    first = made[place] if place < len(made) else 0
    width = 9 - first.bit_length()
    if first == 0 or place + width > len(made) or (keep_mark and width > 4):
        return -1, -1
    value = int.from_bytes(made[place : place + width], "big")
    if keep_mark:
        return value, place + width
    value &= (1 << 7 * width) - 1
    return (-1 if value == (1 << 7 * width) - 1 else value), place + width


def _void(length: int) -> bytes:
    """Nothing, as long as something was."""
    if length < 10:
        return bytes([0xEC, 0x80 | (length - 2)]) + bytes(length - 2)
    return b"\xec\x01" + (length - 9).to_bytes(7, "big") + bytes(length - 9)
