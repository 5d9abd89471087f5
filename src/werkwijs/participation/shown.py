"""A statement as one participant sees and hears it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from werkwijs.lib import speaking
from werkwijs.participation.models import Participant
from werkwijs.studies.models import Statement


@dataclass(frozen=True)
class Shown:
    """The words for this person, with a picture where they want one."""

    id: int
    text: str
    picture: str
    """Its address, or ""."""
    alt: str
    sound: str
    """Address of a recording, or ""."""
    spoken: str
    """Reference with which the server reads it aloud, or ""."""

    def facts(self) -> dict[str, Any]:
        """For the page's script; what is empty is left out."""
        return {name: value for name, value in vars(self).items() if value}


def to(participant: Participant, statement: Statement) -> Shown:
    pictures = participant.study.shows_pictures and participant.pictures and statement.picture
    return Shown(
        id=statement.pk,
        text=words(participant, statement),
        picture=reverse("participation:picture", args=[statement.pk]) if pictures else "",
        alt=statement.picture_alt if pictures else "",
        sound=reverse("participation:sound", args=[statement.pk]) if statement.sound else "",
        spoken=speaking.reference(
            f"{participant.study.stem} {words(participant, statement)}",
            participant.study.language,
            keep=True,
        ),
    )


def words(participant: Participant, statement: Statement) -> str:
    return (participant.easy and statement.easy) or statement.text
