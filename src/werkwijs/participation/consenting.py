"""Somebody says yes to a consent text, after it was explained; where one is needed, a representative too.

Nobody takes part without a yes to the current version. Who has a representative gives a yes of their own as
well, always; their tasks open once somebody of the study has seen that the representative agrees.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from django.db import models, transaction
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.audit.noting import Actor
from werkwijs.participation.models import Consent, Participant
from werkwijs.studies.models import ConsentText, Study

SENTENCES_A_PART = 3


class Evidence(models.TextChoices):
    """What was seen of a representative's yes."""

    FORM = "form"
    """A signed form, kept by the organisation."""
    COURT = "court"
    """The court's decision that names a curator or mentor, and their yes."""
    MANDATE = "mandate"
    """The written authorisation, and their yes."""
    SPOKEN = "spoken"
    """They said yes to somebody of the study."""


def actor(participant: Participant) -> Actor:
    """A participant, for the log."""
    return Actor("participant", f"{participant.study.slug[:30]}:s{participant.number}")


def current(study: Study) -> ConsentText | None:
    """The version that is agreed to now: the last one published."""
    found: ConsentText | None = study.consent_texts.exclude(published_at=None).last()
    return found


def agreed(participant: Participant) -> Consent | None:
    """The yes to the current version."""
    text = current(participant.study)
    return _yes_to(text, participant) if text else None


def _yes_to(text: ConsentText, participant: Participant) -> Consent | None:
    yes = Consent.objects.filter(participant=participant, text=text, withdrawn_at=None)
    return yes.order_by("pk").first()


def last_representation(participant: Participant) -> str:
    """Who gave a yes beside this person's own the last time; "" where nobody did."""
    last = Consent.objects.filter(participant=participant, withdrawn_at=None).order_by("pk").last()
    return last.representation if last else ""


def lacks(participant: Participant) -> Literal["", "yes", "evidence"]:
    """What must come before the tasks open: a yes to a newer text, or the representative's yes."""
    published = ConsentText.objects.filter(study=participant.study_id, published_at__isnull=False)
    text = max(published.order_by().values_list("version", "pk"), default=None)
    if text is None:
        return ""
    given = Consent.objects.filter(participant=participant, text=text[1], withdrawn_at=None)
    told = min(given.values_list("pk", "representation", "evidence"), default=None)
    if told is None:
        return "yes"
    _, representation, evidence = told
    return "evidence" if representation and not evidence else ""


@transaction.atomic
def agree(
    participant: Participant,
    *,
    text: ConsentText,
    easy: bool,
    read_aloud: bool = False,
    on_paper: bool = False,
    attempts: int = 1,
    representation: str = "",
) -> Consent:
    """The person's own yes. Saying it twice is one yes."""
    Participant.objects.select_for_update().get(pk=participant.pk)
    consent, made = Consent.objects.get_or_create(
        participant=participant,
        text=text,
        withdrawn_at=None,
        defaults={
            "easy": easy,
            "read_aloud": read_aloud,
            "on_paper": on_paper,
            "attempts": attempts,
            "representation": representation,
        },
    )
    if made:
        noting.note(
            "participation.consent_given",
            by=actor(participant),
            about=consent,
            study=participant.study.slug,
            organisation=participant.study.organisation_id,
        )
    return consent


@transaction.atomic
def show_evidence(consent: Consent, *, evidence: Evidence, on: date, by: User) -> None:
    """Somebody of the study saw that the representative agrees. Seeing it again corrects it."""
    consent.evidence = evidence.value
    consent.evidence_on = on
    consent.save(update_fields=["evidence", "evidence_on"])
    _note("participation.evidence_recorded", consent, by=by)


@transaction.atomic
def decides_alone(consent: Consent, *, by: User) -> None:
    """It turned out that nobody decides for this person; of a minor that is never so."""
    if not consent.representation or consent.participant.minor:
        return
    consent.representation = ""
    consent.evidence = ""
    consent.evidence_on = None
    consent.save(update_fields=["representation", "evidence", "evidence_on"])
    _note("participation.representation_ended", consent, by=by)


@transaction.atomic
def take_back_all(participant: Participant) -> None:
    """Every yes is taken back, and stays as proof that there was one."""
    Consent.objects.filter(participant=participant, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )


def parts(text: ConsentText, *, easy: bool) -> list[list[str]]:
    """The text in short parts, each a few sentences: paragraphs, and long paragraphs cut.

    The ordinary text is read in one go, in its own paragraphs: who has five minutes needs no pages to turn.
    """
    if not easy and text.ordinary:
        return [[p for p in re.split(r"\n\s*\n", text.ordinary.strip()) if p]]
    whole = text.easy
    found: list[list[str]] = []
    for paragraph in re.split(r"\n\s*\n", whole.strip()):
        sentences = [s for s in re.split(r"(?<=[.!?])\s+|\n+", paragraph.strip()) if s]
        found += [
            sentences[i : i + SENTENCES_A_PART] for i in range(0, len(sentences), SENTENCES_A_PART)
        ]
    return found or [[]]


def _note(event: str, consent: Consent, *, by: User) -> None:
    study = consent.participant.study
    noting.note(event, by=by, about=consent, study=study.slug, organisation=study.organisation_id)
