"""The sample as a published edition, for whoever looks at its pages."""

from __future__ import annotations

import hashlib
import json
import struct
import wave
from io import BytesIO
from typing import Any

from django.utils import timezone
from tests.werkwijs.cards.sample_edition import sample

from werkwijs.accounts.models import Organisation
from werkwijs.cards.edition_document import EditionDocument
from werkwijs.cards.models import Edition, EditionFile

CODE = "bcdf2345"


def published(
    organisation: Organisation,
    document: EditionDocument | None = None,
    files: dict[str, bytes] | None = None,
    **facts: Any,
) -> Edition:
    """An edition everybody may see, unless the facts say otherwise."""
    made, own = sample()
    told = document or made
    content = json.dumps(told)
    edition: Edition = Edition.objects.create(
        **{
            "organisation": organisation,
            "number": 1,
            "title": told["title"],
            "language": told["language"],
            "content": content,
            "digest": hashlib.sha256(content.encode()).hexdigest(),
            "code": CODE,
            "published_at": timezone.now(),
            **facts,
        }
    )
    EditionFile.objects.bulk_create(
        EditionFile(edition=edition, name=name, content=inside)
        for name, inside in (own | (files or {})).items()
    )
    return edition


def hum() -> bytes:
    """A fifth of a second of sound."""
    made = BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"".join(struct.pack("<h", (n % 40) * 200) for n in range(1600)))
    return made.getvalue()
