"""A mistaken entry goes, and can come back."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.participation.models import EarlierEntry, Idea, Participant, Sitting
from werkwijs.participation.paper import contents, entering


@transaction.atomic
def remove(
    participant: Participant, task: str, *, by: User, request: HttpRequest | None = None
) -> None:
    """What was typed in for this task counts no more. Removing twice removes once."""
    Participant.objects.select_for_update().get(pk=participant.pk)
    there = contents.sitting_of(participant, task)
    second = contents.sitting_of(participant, task, second=True)
    if there is None:
        return
    entering.keep_aside(there, EarlierEntry.Why.REMOVED, by=by)
    there.delete()
    if second is not None:  # nothing is left to compare it with
        second.delete()
    entering.tell(f"paper_{task}_removed", participant, by=by, request=request)


@transaction.atomic
def put_back(
    participant: Participant, task: str, *, by: User, request: HttpRequest | None = None
) -> bool:
    """What stood there last comes back; what stands there now is kept aside in its turn."""
    Participant.objects.select_for_update().get(pk=participant.pk)
    kept = earlier(participant, task)
    if kept is None:
        return False
    there = contents.sitting_of(participant, task)
    if there is not None:
        entering.keep_aside(there, EarlierEntry.Why.CORRECTED, by=by)
    else:
        now = timezone.now()
        there = Sitting.objects.create(
            participant=participant,
            task=task,
            via=Sitting.Via.PAPER,
            started_at=now,
            finished_at=now,
        )
    there.entered_by = kept.entered_by
    there.save(update_fields=["entered_by"])
    contents.write_json(there, kept.content)
    kept.delete()
    entering.tell(f"paper_{task}_put_back", participant, by=by, request=request)
    return True


def earlier(participant: Participant, task: str) -> EarlierEntry | None:
    """What can be put back."""
    return EarlierEntry.objects.filter(participant=participant, task=task).first()


@transaction.atomic
def remove_idea(idea: Idea, *, by: User, request: HttpRequest | None = None) -> bool:
    """An idea typed in by mistake goes. One that became something stays: statements rest on it.

    The words are kept nowhere; the page that says it is gone can hand them in again.
    """
    if idea.became.exists():
        return False
    participant = idea.participant
    idea.delete()
    entering.tell("paper_idea_removed", participant, by=by, request=request)
    return True
