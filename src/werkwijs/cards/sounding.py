"""Giving a text its sound: recorded by somebody who reads it, or made by the voice of the machine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.cards.digesting import digest, words_of
from werkwijs.cards.holding import held
from werkwijs.cards.models import Text
from werkwijs.lib import bare_sounds, sounds, speech
from werkwijs.lib.speech import CannotSpeak
from werkwijs.studies import media


@dataclass(frozen=True)
class Heard:
    """The sound of a text, with all that an edition says of it."""

    content: bytes
    ending: str
    """One of `werkwijs.lib.sounds.KINDS`."""
    kind: str
    """"recorded" or "voice"."""
    fits: bool
    """Whether it says the words that stand there now."""

    @property
    def type(self) -> str:
        return sounds.KINDS[self.ending]


def heard(text: Text) -> Heard | None:
    """The sound of a text; None where it has none."""
    found = media.read(text.sound)
    return found and Heard(*found, kind=text.sound_kind, fits=fits(text))


def fits(text: Text) -> bool:
    """Whether its sound says the words that stand there now; without a sound there is nothing to be wrong."""
    return not text.sound or text.sound_of == digest(text)


def can_speak(text: Text) -> bool:
    """Whether this machine has a voice for the language of the text, and the text has words."""
    return speech.available() and text.card.study.language in speech.VOICES and bool(words_of(text))


@transaction.atomic
def keep(
    text: Text, handed_in: bytes, *, of: str = "", by: User, request: HttpRequest | None = None
) -> None:
    """Give it a recording, without what was written beside the sound.

    Parameters
    ----------
    of
        Digest of the words that stood on the page they read from: meanwhile there may be others.

    Raises
    ------
    NotASound
        What was handed in is none; the text keeps what it had.
    """
    ending = sounds.kind(handed_in)
    now = held(text)
    read = of if re.fullmatch(r"[0-9a-f]{64}", of) else digest(now)
    _keep(now, bare_sounds.bare(handed_in), ending, Text.SoundKind.RECORDED, read, by, request)


def speak(text: Text, *, by: User, request: HttpRequest | None = None) -> None:
    """Have the machine read it.

    Raises
    ------
    CannotSpeak
        There is no voice here, or nothing to say; the text keeps what it had.
    """
    if not can_speak(text):
        raise CannotSpeak("no voice")
    said = speech.speak(
        words_of(text), text.card.study.language
    )  # before anybody has to wait for us
    with transaction.atomic():
        _keep(held(text), said, "wav", Text.SoundKind.VOICE, digest(text), by, request)


@transaction.atomic
def remove(text: Text, *, by: User, request: HttpRequest | None = None) -> None:
    """No sound; doing it twice is doing it once."""
    now = held(text)
    if not now.sound:
        return
    media.drop(now.sound)
    now.sound, now.sound_kind, now.sound_of = "", "", ""
    _changed(now, by, "removed", request)


def _keep(
    text: Text,
    sound: bytes,
    ending: str,
    kind: Text.SoundKind,
    of: str,
    by: User,
    request: HttpRequest | None,
) -> None:
    media.replace(text.sound, f"sound.{ending}", sound)
    text.sound_kind, text.sound_of = kind, of
    _changed(text, by, str(kind), request)


def _changed(text: Text, by: User, how: str, request: HttpRequest | None) -> None:
    """The words stay as they were approved, and so does the state; nor does a form about words notice."""
    text.changed_at = timezone.now()
    text.save(update_fields=["sound", "sound_kind", "sound_of", "changed_at"])
    study = text.card.study
    noting.note(
        "cards.sound_changed",
        by=by,
        about=text,
        study=study.slug,
        organisation=study.organisation_id,
        reason=how,
        request=request,
    )
