"""The whole invented organisation, in an empty database; and what somebody needs to walk around in it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings as website
from django.urls import reverse

import conceptmapping as cm
import mapreport
from conceptmapping.errors import Language
from werkwijs.accounts.models import User
from werkwijs.analysis import asking, cuts, deciding, drawing, publishing
from werkwijs.analysis.models import ConceptMap
from werkwijs.demo import cards, guidance, staff, studies, training
from werkwijs.demo.staff import Colleague
from werkwijs.participation import inviting, returning
from werkwijs.participation.exchange import folder
from werkwijs.participation.models import Participant
from werkwijs.studies.models import Study

WHY = "Elke groep op de kaart herkent zich in deze namen (verzonnen)."
EASY = {"privé": "Thuis", "samenwerken": "Samen"}
"""Easier words for names of clusters that have them; the others are easy already."""
MOVED = "Mensen in de zaal legden deze uitspraak allemaal hier (verzonnen)."


@dataclass(frozen=True)
class Door:
    """A way in for whoever wants to try taking part."""

    study: Study
    address: str
    spoken: str


@dataclass(frozen=True)
class Demo:
    colleagues: list[Colleague]
    finished: Study
    running: Study
    begun: Study
    doors: list[Door] = field(default_factory=list)
    return_address: str = ""
    """Of somebody who stopped halfway."""
    return_spoken: str = ""
    result_address: str = ""
    """Where everybody reads what was said together."""
    cards_address: str = ""
    """Where everybody finds the cards that came of it."""
    given: training.Given | None = None
    """The course about these cards, and who follows it."""
    guided: guidance.Guided | None = None
    """Who is guided to work with them."""


def build() -> Demo:
    """Fill the database through the rooms' own activities. It must be empty."""
    if User.objects.exists():
        raise RuntimeError("A demo is made in a database of its own.")
    organisation, people = staff.organisation()
    ana = people["ana"].user
    finished, running, begun = (
        make(organisation, ana) for make in (studies.finished, studies.running, studies.begun)
    )
    result = _draw(finished, ana)
    edition = cards.make(finished, ana)
    doors = []
    for study in (running, begun):
        code = inviting.make(study, by=ana)
        doors.append(Door(study, inviting.address(code), inviting.shown(code).spoken))
    halfway = _halfway(running)
    card = returning.card(halfway) if halfway is not None else None
    return Demo(
        list(people.values()),
        finished,
        running,
        begun,
        doors=doors,
        return_address=card.address if card else "",
        return_spoken=card.spoken if card else "",
        result_address=result,
        given=training.make(organisation, edition, people["tess"].user),
        guided=guidance.make(
            organisation, edition, {name: one.user for name, one in people.items()}
        ),
        cards_address=f"{website.BASE_URL}{reverse('deck:edition', args=[edition.code])}",
    )


def draw_map(demo: Demo, out: Path, *, language: Language) -> Path:
    """The map of the finished study, from its own study folder; returns the report."""
    with tempfile.TemporaryDirectory() as place:
        for name, content in folder.files(demo.finished):
            path = Path(place) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        mapreport.write(cm.concept_map(cm.read(place), seed=1), out, language=language)
    return out / "report.html"


def _draw(study: Study, by: User) -> str:
    """The map in the website: asked as anybody asks, drawn here, so that it is there at the first look.

    The group took the proposed number of clusters, named them, moved the statement that was least at home,
    and published what came of it for everybody who took part.
    """
    asked = asking.ask(study, by=by)
    drawing.first(asked.key)
    drawing.whole(asked.key)
    asked = ConceptMap.objects.get(pk=asked.pk)
    told = asked.document.told
    deciding.choose(asked, told["choice"]["clusters"], reason=WHY, by=by)
    for cluster in told["clusters"]:
        label = cluster["labels"][0]["label"]
        easy = EASY.get(label.lower(), "")
        deciding.name(asked, cluster["statements"], name=label.capitalize(), easy=easy, by=by)
    loose = min(told["statements"], key=lambda s: s["stays"])
    elsewhere = next(
        near["id"]
        for near in loose["together"]
        if loose["cluster"]
        != next(s["cluster"] for s in told["statements"] if s["id"] == near["id"])
    )
    number = told["choice"]["clusters"]
    deciding.move(asked, loose["id"], to=elsewhere, clusters=number, reason=MOVED, by=by)
    cuts.ask(asked, told, deciding.now(asked))
    for key in cuts.waiting():
        cuts.make(key)
    published = publishing.publish(asked, language=study.language, by=by)
    publishing.make(published.key)
    published.refresh_from_db()
    publishing.share(published, files=True, by=by)
    published.refresh_from_db()
    return publishing.address(published)


def _halfway(study: Study) -> Participant | None:
    found: Participant | None = (
        Participant.objects.staying()
        .filter(study=study, sittings__task="sorting", sittings__finished_at=None)
        .order_by("number")
        .first()
    )
    return found
