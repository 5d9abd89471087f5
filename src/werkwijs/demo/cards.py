"""The example cards: drawn from the published map, read by invented readers, frozen and shown to everybody.

Everything goes through the room's own activities, as people would do it.
"""

from __future__ import annotations

from typing import Any

from werkwijs.accounts.models import User
from werkwijs.analysis.models import Publication
from werkwijs.cards import example, freezing, making, picturing, reviewing, writing
from werkwijs.cards.models import Card, Edition, Reader, Text
from werkwijs.studies.models import Study

COLOPHON = (
    "Voorbeeldkaarten, geschreven voor Werkwijs. Ze horen bij een verzonnen studie. "
    "Ook de proeflezers zijn verzonnen: geen mens heeft ze echt gelezen of getest."
)
REMARKS = {
    (4, "young-person"): (
        "Ik wist niet wat ik moest oefenen.",
        "We schreven erbij: oefen een korte zin met je jobcoach (verzonnen).",
    ),
    (2, "employer"): (
        "Tien minuten per week lukt ons niet altijd.",
        "We laten het staan: een vast moment is belangrijker dan de duur (verzonnen).",
    ),
}
"""What an invented reader said of a card, and what was done with it."""
UNFINISHED = (10, "support")
"""A text that is still waiting for a reader, so that one sees what that looks like."""


def make(study: Study, by: User) -> Edition:
    """Every example card on the last published map of the study, and the first edition of them."""
    publication = (
        Publication.objects.filter(concept_map__study=study).select_related("concept_map").first()
    )
    if publication is None:
        raise RuntimeError("Cards are drawn from a published map.")
    readers = {
        audience: reviewing.ask(study, audience, expert=audience == "young-person", by=by)
        for audience in ("young-person", "employer", "job-coach", "support")
    }
    for told in example.cards():
        card = _card(publication, told, by)
        for text in card.texts.all():
            _write(text, told[text.audience], by)
            if (card.number, text.audience) != UNFINISHED:
                _read(text, readers[text.audience], by)
    edition = freezing.freeze(
        publication,
        title="Sterk in Werk (voorbeeld)",
        licence="CC-BY-SA-4.0",
        colophon=COLOPHON,
        by=by,
    )
    freezing.publish(edition, by=by)
    return edition


def _card(publication: Publication, told: dict[str, Any], by: User) -> Card:
    texts = example.texts(told)
    every = {s for t in texts.values() for s in t["statements"]}
    card = making.make(publication, every, list(texts), theme=told["theme"], by=by)
    for text in card.texts.all():
        making.rest_on(text, texts[text.audience]["statements"], by=by)
    return card


def _write(text: Text, told: dict[str, Any], by: User) -> None:
    actions = dict(zip(("action_1", "action_2", "action_3"), told["actions"], strict=False))
    said = {"title": told["title"], "why": told["why"], "question": told["question"], **actions}
    own = writing.write(text, {**said, "easy": told.get("easy", "")}, by=by)
    name, alt = example.picture(own.card.number, own.audience)
    picturing.choose(own, name, alt=alt, by=by)


def _read(text: Text, reader: Reader, by: User) -> None:
    own = Text.objects.select_related("card__study").get(pk=text.pk)
    said, answer = REMARKS.get((own.card.number, own.audience), ("", ""))
    remark = reviewing.remark(
        own, reader=reader, clear="partly" if said else "yes", right="yes", words=said
    )
    if said:
        reviewing.settle(remark, answer=answer, by=by)
    reviewing.approve(own, by=by)
