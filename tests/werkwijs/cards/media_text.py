"""A card with a text for employers, to be given a picture and a sound; and pictures to hand in."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from werkwijs.accounts.models import User
from werkwijs.analysis.models import ConceptMap, Publication
from werkwijs.cards.models import Audience, Card, Text
from werkwijs.studies.models import Study


def a_text(study: Study, by: User, audience: str = Audience.EMPLOYER, **words: Any) -> Text:
    concept_map = ConceptMap.objects.create(study=study, number=1, asked_by=by)
    publication = Publication.objects.create(concept_map=concept_map, number=1, language="nl")
    card = Card.objects.create(study=study, publication=publication, number=3, theme="Taken")
    said = {
        "title": "Kies de taken samen",
        "why": "Een goede start begint met taken die passen.",
        "action_1": "Schrijf taken op als losse stappen.",
        "question": "Welke taak gaat al vanzelf?",
    }
    made: Text = Text.objects.create(card=card, audience=audience, **{**said, **words})
    return made


def picture(mode: str = "RGB", size: tuple[int, int] = (640, 480), kind: str = "JPEG", **more: Any):
    file = io.BytesIO()
    Image.new(mode, size, more.pop("colour", 120)).save(file, kind, **more)
    return file.getvalue()
