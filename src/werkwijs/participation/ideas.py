"""Ideas: what somebody answers to the focus prompt, kept as it was said; and what others answered."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, QuerySet, Sum
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.participation import acts, helping
from werkwijs.participation.acts import Act, NotUnderstood, Refused
from werkwijs.participation.models import Help, Idea, Participant, Sitting
from werkwijs.studies.models import Phase, Study

LONGEST = 5_000
LONGEST_SENT = 60_000
"""Longer than an idea may be, so that what is too long is answered in words of its own."""
MOST = 500
"""Of one participant, be it a group of twelve; more is a machine that fills our disk."""
MOST_SHOWN = 60
"""Ideas of others, the newest; more would be a wall of text."""
LONGEST_SHOWN = 300

IN_TIME = (Phase.IDEAS, Phase.STATEMENTS)
"""An idea given without a network may arrive a little later; until the set is final it is worked with."""


def register() -> None:
    """Called when the room opens."""
    acts.register("idea", _give)
    acts.register("idea-gone", _take_back)
    acts.register("ideas-done", _finish)


# --- giving -----------------------------------------------------------------------------


@transaction.atomic
def give(participant: Participant, *, key: uuid.UUID, text: str, helper: str = "") -> Idea:
    """Keep an idea as it was said, to the last space.

    Parameters
    ----------
    helper
        Who typed it for them: a role of `helping.Helper`. "" when they typed it themselves.

    Raises
    ------
    Refused
        The time for ideas is over, or there are no words, or too many.
    """
    if not text.strip():
        raise Refused("participation.refused_empty_idea")
    if len(text) > LONGEST:
        raise Refused("participation.refused_long_idea", length=len(text), longest=LONGEST)
    _in_time(participant)
    if Idea.objects.filter(participant=participant).count() >= MOST:
        raise Refused("participation.refused_many_ideas", most=MOST)
    if Idea.objects.filter(key=key).exists():
        raise NotUnderstood("key")
    if helper:
        helping.record(participant, Help.Task.IDEAS, helper, [Help.How.TYPING])
    Sitting.objects.get_or_create(
        participant=participant, task=Help.Task.IDEAS, via=Sitting.Via.SCREEN
    )
    return Idea.objects.create(
        participant=participant, key=key, text=text, typed_by_helper=bool(helper)
    )


@transaction.atomic
def take_back(participant: Participant, *, key: uuid.UUID) -> None:
    """It was not meant so: the idea is gone. Twice is once."""
    _in_time(participant)
    Idea.objects.filter(participant=participant, key=key).delete()


@transaction.atomic
def finish(participant: Participant) -> None:
    """They know no more for now. More may still come."""
    _in_time(participant)
    sitting, _ = Sitting.objects.get_or_create(
        participant=participant, task=Help.Task.IDEAS, via=Sitting.Via.SCREEN
    )
    if sitting.finished_at is None:
        sitting.finished_at = timezone.now()
        sitting.save(update_fields=["finished_at"])


def _in_time(participant: Participant) -> None:
    study = participant.study
    acts.needs(participant, *IN_TIME)
    if study.locked_at or not study.asks_ideas:
        raise Refused("participation.refused_phase")


def _give(participant: Participant, act: Act) -> None:
    helper = acts.text(act, "helper", 40, empty=True)
    if helper and helper not in helping.Helper.values:
        raise NotUnderstood("helper")
    text = acts.text(act, "text", LONGEST_SENT, empty=True)
    give(participant, key=acts.key(act, "key"), text=text, helper=helper)


def _take_back(participant: Participant, act: Act) -> None:
    take_back(participant, key=acts.key(act, "idea"))


def _finish(participant: Participant, act: Act) -> None:
    finish(participant)


# --- looking ----------------------------------------------------------------------------


def own(participant: Participant) -> QuerySet[Idea]:
    """The newest first: it stands below the field in which it was written."""
    return Idea.objects.filter(participant=participant).order_by("-at", "-id")


def last_helper(participant: Participant) -> str:
    """Who typed the last idea; "" when they did it themselves."""
    newest = own(participant).first()
    if newest is None or not newest.typed_by_helper:
        return ""
    typed = Help.objects.filter(
        participant=participant, task=Help.Task.IDEAS, how=Help.How.TYPING
    ).order_by("-at", "-id")
    return str(typed.values_list("role", flat=True).first() or "")


@dataclass(frozen=True)
class Seen:
    """An idea of somebody else: its words, and no more."""

    id: str
    """Means nothing to anybody else, and not the same to two people."""
    text: str


def of_others(participant: Participant) -> list[Seen]:
    """What others gave, mixed, so that neither order nor neighbours tell who said it."""
    newest = _of_others(participant).order_by("-id")[:MOST_SHOWN]
    seen = [
        Seen(_scrambled(participant, str(key)), _short(text))
        for key, text in newest.values_list("key", "text")
    ]
    return sorted(seen, key=lambda one: one.id)


def state_of_others(participant: Participant) -> str:
    """Another word whenever `of_others` would say something else; one question to the database."""
    found = _of_others(participant).aggregate(n=Count("id"), newest=Max("id"), sum=Sum("id"))
    return _scrambled(participant, f"{found['n']}-{found['newest']}-{found['sum']}")


def _of_others(participant: Participant) -> QuerySet[Idea]:
    if not participant.study.shows_others_ideas:
        return Idea.objects.none()
    return Idea.objects.filter(
        participant__study=participant.study, participant__withdrawn_at=None, hidden_at=None
    ).exclude(participant=participant)


def _short(text: str) -> str:
    said = text.strip()
    return said if len(said) <= LONGEST_SHOWN else said[: LONGEST_SHOWN - 1].rstrip() + "…"


def _scrambled(participant: Participant, what: str) -> str:
    key = hashlib.sha256(f"others:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, f"{participant.pk}:{what}".encode(), hashlib.sha256).hexdigest()[:20]


# --- for who runs the study ----------------------------------------------------------------


def live(study: Study) -> QuerySet[Idea]:
    """Every idea of a study, the newest first, of people who still take part."""
    return (
        Idea.objects.filter(participant__study=study, participant__withdrawn_at=None)
        .select_related("participant__group")
        .order_by("-at", "-id")
    )


@transaction.atomic
def hide(idea: Idea, *, by: User, hidden: bool = True) -> None:
    """Other participants do not see it, or see it again. Nothing else changes."""
    if bool(idea.hidden_at) == hidden:
        return
    idea.hidden_at = timezone.now() if hidden else None
    idea.save(update_fields=["hidden_at"])
    study = idea.participant.study
    noting.note(
        "participation.idea_hidden" if hidden else "participation.idea_shown",
        by=by,
        about=idea,
        study=study.slug,
        organisation=study.organisation_id,
    )
