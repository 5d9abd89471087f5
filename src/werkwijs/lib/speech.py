"""Text to sound, by the voice of this machine (espeak-ng), where it is installed.

The sound is WAV of 22,050 samples a second, mu-law: half the size of plain samples, and every browser
plays it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import struct
import subprocess
import threading
from functools import cache
from pathlib import Path

import numpy as np

LONGEST = 1500
"""Characters spoken at once."""
WORDS_A_MINUTE = 140
"""Calm: 175 is what espeak-ng does by itself."""
VOICES = {"nl": "nl", "en": "en-gb"}
PATIENCE = 20.0
MULAW = 7

_at_once = threading.Semaphore(2)


class CannotSpeak(Exception):
    """There is no voice here, or it failed; the page reads in another way then, or not."""


def available() -> bool:
    """Whether this machine has a voice."""
    return _program(os.environ.get("PATH", "")) is not None


@cache
def _program(path: str) -> str | None:
    """Looked for once: a page asks for every text that is read aloud."""
    return shutil.which("espeak-ng", path=path)


def speak(text: str, language: str) -> bytes:
    """The text, spoken.

    Raises
    ------
    CannotSpeak
        There is no voice, it does not know the language, or there is nothing to say.
    """
    program = shutil.which("espeak-ng")
    if program is None or language not in VOICES or not text.strip() or len(text) > LONGEST:
        raise CannotSpeak(language)
    asked = [program, "--stdout", "--stdin", "-b", "1", "-v", VOICES[language]]
    asked += ["-s", str(WORDS_A_MINUTE)]
    with _at_once:
        try:
            said = subprocess.run(  # noqa: S603 - the text goes in as input, never as an argument
                asked, input=text.encode(), capture_output=True, timeout=PATIENCE, check=True
            ).stdout
        except (OSError, subprocess.SubprocessError):
            raise CannotSpeak(language) from None
    return _smaller(said)


def kept(text: str, language: str, place: Path) -> bytes:
    """The same from ``place``, where it was spoken before; otherwise it is spoken, and kept there.

    Raises
    ------
    CannotSpeak
        As `speak`.
    """
    if place.is_file():
        return place.read_bytes()
    sound = speak(text, language)
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    half.write_bytes(sound)
    half.replace(place)
    return sound


def _smaller(wav: bytes) -> bytes:
    """A WAV of 16-bit samples as one of mu-law (ITU-T G.711)."""
    if wav[:4] != b"RIFF" or wav[8:12] != b"WAVE" or len(wav) < 46:
        raise CannotSpeak("no sound")
    rate = struct.unpack_from("<I", wav, 24)[0]
    start = wav.index(b"data") + 8
    samples = np.frombuffer(wav[start : start + (len(wav) - start) // 2 * 2], dtype="<i2")
    size = np.minimum(np.abs(samples.astype(np.int32)), 32635) + 132
    exponent = np.floor(np.log2(size)).astype(np.int32) - 7
    mantissa = (size >> (exponent + 3)) & 15
    sign = np.where(samples < 0, 128, 0)
    coded = (~(sign | (exponent << 4) | mantissa) & 255).astype(np.uint8).tobytes()
    coded += b"\xff" * (len(coded) % 2)
    form = struct.pack("<HHIIHHH", MULAW, 1, rate, rate, 1, 8, 0)
    body = b"WAVE" + b"fmt " + struct.pack("<I", len(form)) + form
    body += b"fact" + struct.pack("<II", 4, len(samples))
    body += b"data" + struct.pack("<I", len(coded)) + coded
    return b"RIFF" + struct.pack("<I", len(body)) + body
