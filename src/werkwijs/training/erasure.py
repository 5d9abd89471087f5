"""Somebody stops: everything they did here is gone; their number stays, so that nobody else gets it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from werkwijs.training import certifying
from werkwijs.training.models import (
    Attendance,
    Certificate,
    HandIn,
    Learner,
    Measured,
    Writing,
)

KEEPS = {
    Writing: "what they wrote for themselves",
    HandIn: "what they told the trainer, and the reply",
    Attendance: "at which meetings they were",
    Measured: "answers before, after and later",
    Certificate: "their proof, with name and register number",
}
"""Every table that points at a learner."""


@transaction.atomic
def forget(learner: Learner) -> None:
    """Empty everything of this learner, at once; their link works no more. Twice is once."""
    own = Learner.objects.select_for_update().get(pk=learner.pk)
    certifying.take_back(own)
    for table in KEEPS:
        table._default_manager.filter(learner=own).delete()
    own.salt, own.stored_link = "", f"stopped-{own.pk}"
    own.state, own.score = "", None
    own.started_at = own.seen_on = own.finished_at = own.passed_at = None
    own.stopped_at = own.stopped_at or timezone.now()
    own.save()
