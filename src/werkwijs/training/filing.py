"""Pictures, sounds, films and captions for a course: looked at from the inside, stripped, and kept once."""

from __future__ import annotations

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from werkwijs.lib import bare_sounds, films, pictures, sounds
from werkwijs.lib.films import NotAFilm
from werkwijs.lib.pictures import NotAPicture
from werkwijs.lib.sounds import NotASound
from werkwijs.lib.tidying import one_line
from werkwijs.training.models import TITLE, Course, CourseFile

Kind = CourseFile.Kind

TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "vtt": "text/vtt",
    **sounds.KINDS,
    **films.KINDS,
}
"""End of a name -> what a browser is told it is; a film and a sound of WebM have the same end."""

CAPTIONS_BYTES = 500_000


class NotUsable(Exception):
    """What was handed in cannot be used; ``words`` is the member of ``training.edit_file_wrong``."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


def keep(course: Course, handed_in: UploadedFile, kinds: tuple[Kind, ...]) -> CourseFile:
    """The file, for this course; the same content twice is kept once.

    Raises
    ------
    NotUsable
        It is none of these kinds, or too large.
    """
    size = handed_in.size or 0
    if not size:
        raise NotUsable("empty")
    if size > max(films.LARGEST_BYTES, sounds.LARGEST_BYTES, pictures.LARGEST_BYTES):
        raise NotUsable("bytes")
    content: bytes = handed_in.read()
    kind, bare, ending = _looked_at(content, kinds)
    digest = hashlib.sha256(bare).hexdigest()
    known = course.files.filter(digest=digest, kind=kind).first()
    if known is not None:
        return known
    shown_as = one_line(str(handed_in.name or ""), TITLE)
    made: CourseFile = CourseFile(course=course, kind=kind, digest=digest, shown_as=shown_as)
    made.file.save(f"{uuid.uuid4().hex}.{ending}", ContentFile(bare), save=False)
    made.save()
    return made


def _looked_at(content: bytes, kinds: tuple[Kind, ...]) -> tuple[Kind, bytes, str]:
    """Kind, the content without what was written beside it, and the end of its name.

    When none fits, what is told is why it is not the kind it comes closest to.
    """
    why = "kind_" + "_".join(kinds)
    for kind in kinds:
        try:
            if kind == Kind.IMAGE:
                kept = pictures.cleaned(content)
                return kind, kept, "png" if kept[:4] == b"\x89PNG" else "jpg"
            if kind == Kind.VIDEO:
                return kind, films.bare(content), films.kind(content)
            if kind == Kind.AUDIO:
                return kind, bare_sounds.bare(content), sounds.kind(content)
            return kind, _captions(content), "vtt"
        except (NotAPicture, NotASound, NotAFilm) as wrong:
            if wrong.kind not in {"kind", "sound"}:
                why = f"{kind.value}_{wrong.kind}"
    raise NotUsable(why)


def _captions(content: bytes) -> bytes:
    """WebVTT, in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUsable("captions_kind") from None
    if len(content) > CAPTIONS_BYTES:
        raise NotUsable("captions_bytes")
    if text[:6] != "WEBVTT" or "-->" not in text:
        raise NotUsable("captions_kind")
    return text.replace("\r\n", "\n").encode()


def type_of(name: str, kind: str = "") -> str:
    """What a browser is told a file of this name is."""
    ending = name.rsplit(".", 1)[-1]
    if ending == "webm":
        return "audio/webm" if kind == Kind.AUDIO else "video/webm"
    return TYPES.get(ending, "application/octet-stream")
