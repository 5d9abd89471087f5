"""Somebody said yes on paper; it is recorded with who made sure that it was understood."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.participation import consenting
from werkwijs.participation.consenting import Evidence
from werkwijs.participation.models import Consent, Participant
from werkwijs.participation.paper import entering
from werkwijs.studies.models import ConsentText


@transaction.atomic
def record(
    participant: Participant,
    *,
    text: ConsentText,
    on: date,
    asked_by: str,
    by: User,
    attempts: int = 1,
    read_aloud: bool = False,
    representation: str = "",
    evidence: str = "",
    evidence_on: date | None = None,
    request: HttpRequest | None = None,
) -> Consent:
    """The person's own yes as it stands on paper; a representative's yes beside it, never instead.

    Recording it again corrects it. The paper itself, which may hold a signature, stays with the organisation.

    Parameters
    ----------
    asked_by
        In what role somebody asked the teach-back question; never a name.
    """
    consent = consenting.agree(
        participant,
        text=text,
        easy=participant.easy,
        read_aloud=read_aloud,
        on_paper=True,
        attempts=attempts,
        representation=representation,
    )
    midday = timezone.make_aware(datetime.combine(on, time(12)))
    consent.given_at = min(midday, timezone.now())
    consent.on_paper = True
    consent.asked_by = asked_by
    consent.attempts = attempts
    consent.read_aloud = read_aloud
    consent.representation = representation
    if not representation:
        consent.evidence, consent.evidence_on = "", None
    consent.save()
    if representation and evidence:
        consenting.show_evidence(consent, evidence=Evidence(evidence), on=evidence_on or on, by=by)
    entering.tell("paper_consent_entered", participant, by=by, request=request)
    return consent
