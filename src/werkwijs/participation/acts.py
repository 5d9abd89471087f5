"""Acts that arrive from participants' devices: each is done once, however often it is sent.

A page gives every act a key of its own (a UUID) and sends it until it hears that it arrived. Doing the
act and remembering its key are one transaction, so that an act is done and remembered, or neither.

A room-mate registers what it does, in `apps.py` when the room opens::

    acts.register("idea", ideas.act)              # ideas.act(participant, act) -> None

It reads the act with `text`, `whole`, `truth` and `key`, and raises `Refused` with words for the participant
where the act cannot be done; then it leaves no trace. Acts of one participant are done one after the other.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from werkwijs.lib.words import say
from werkwijs.participation.models import Participant, Received
from werkwijs.studies.models import Phase

Act = Mapping[str, Any]
Handler = Callable[[Participant, Act], None]
Result = dict[str, Any]

MOST_ACTS = 200
MOST_BYTES = 64_000

_HANDLERS: dict[str, Handler] = {}


class Refused(Exception):
    """An act that cannot be done, now or ever; sending it again would not help."""

    def __init__(self, words: str, **facts: Any) -> None:
        self.words = words
        """Key of what the participant is told: ``participation.refused_phase``."""
        self.facts = facts
        super().__init__(words)

    @property
    def problem(self) -> str:
        return self.words.partition(".")[2]


class NotUnderstood(Refused):
    """What arrived is not an act: something is missing, or of another kind than it should be."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__("participation.refused_unclear")


def register(kind: str, handler: Handler) -> None:
    """Acts of this kind are done by ``handler``."""
    _HANDLERS[kind] = handler


def read(arrived: Any) -> list[dict[str, Any]]:
    """What arrived, as acts with a key and a kind each.

    Raises
    ------
    NotUnderstood
        It is something else; nothing of it is done.
    """
    if not isinstance(arrived, list) or len(arrived) > MOST_ACTS:
        raise NotUnderstood("list")
    return [
        {**act, "key": key(act, "key"), "kind": text(act, "kind", 30)}
        for act in arrived
        if isinstance(act, dict) or _stop("act")
    ]


def receive(participant: Participant, arrived: Sequence[Act]) -> list[Result]:
    """Do the acts in their order; tell of each whether it is done, or why it never will be."""
    return [_receive(participant, act) for act in arrived]


def _receive(participant: Participant, act: Act) -> Result:
    told: Result = {"key": str(act["key"]), "ok": True}
    try:
        do(participant, act)
    except Refused as refused:
        told |= {
            "ok": False,
            "problem": refused.problem,
            "text": say(refused.words, **refused.facts),
        }
    return told


def do(participant: Participant, act: Act) -> bool:
    """Do one act, once. Forms without JavaScript call it too.

    Returns
    -------
    Whether it was done now; False when it was done before.

    Raises
    ------
    Refused
        It cannot be done; nothing was changed.
    """
    handler = _HANDLERS.get(act["kind"])
    if handler is None:
        raise NotUnderstood("kind")
    with transaction.atomic():
        # The participant's row is ours until the end: nobody else can be remembering this key now.
        there = Participant.objects.staying().filter(pk=participant.pk)
        if not there.update(seen_at=timezone.now()):
            raise Refused("participation.refused_withdrawn")
        if Received.objects.filter(participant=participant, key=act["key"]).exists():
            return False
        Received.objects.create(participant=participant, key=act["key"])
        # The study is long, and only these two may have changed meanwhile.
        now = {"phase_now": F("study__phase"), "locked_now": F("study__locked_at")}
        fresh: Any = Participant.objects.annotate(**now).get(pk=participant.pk)
        study = fresh.study = participant.study
        study.phase, study.locked_at = fresh.phase_now, fresh.locked_now
        handler(fresh, act)
    return True


def needs(participant: Participant, *phases: Phase) -> None:
    """The act belongs to one of these phases of the study.

    Raises
    ------
    Refused
        The study is in another phase.
    """
    if participant.study.phase not in phases:
        raise Refused("participation.refused_phase")


# --- reading an act ---------------------------------------------------------------------


def text(act: Act, name: str, longest: int, *, empty: bool = False) -> str:
    """The words as they are, to the last space; NUL, which a database cannot keep, is left out."""
    found = act.get(name, "" if empty else None)
    if not isinstance(found, str) or len(found) > longest:
        raise NotUnderstood(name)
    try:
        found.encode()  # half an emoji cannot be stored
    except UnicodeEncodeError:
        found = found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    found = found.replace("\0", "")
    if not found and not empty:
        raise NotUnderstood(name)
    return found


def whole(act: Act, name: str, *, least: int = 0, most: int = 2**31 - 1) -> int:
    found = act.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        raise NotUnderstood(name)
    return found


def truth(act: Act, name: str) -> bool:
    """Whether it is said to be so; not said is no."""
    found = act.get(name, False)
    if not isinstance(found, bool):
        raise NotUnderstood(name)
    return found


def key(act: Act, name: str) -> uuid.UUID:
    found = act.get(name)
    if isinstance(found, uuid.UUID):
        return found
    try:
        return uuid.UUID(found if isinstance(found, str) and len(found) == 36 else "")
    except ValueError:
        raise NotUnderstood(name) from None


def _stop(what: str) -> bool:
    raise NotUnderstood(what)


# --- what a device is handed with a page -----------------------------------------------


def mark(participant: Participant) -> str:
    """Whose waiting acts these are; tells nobody else anything."""
    return _derived("queue-mark", participant).hex()[:24]


def secret(participant: Participant) -> bytes:
    """With this key (AES-256) a device locks the acts that wait on it. It is never stored there.

    It belongs to the participant, not to one access: who comes back with a return card on the same
    device finds what was waiting.
    """
    return _derived("queue-key", participant)


def _derived(purpose: str, participant: Participant) -> bytes:
    installation = hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(
        installation, f"{participant.study_id}:{participant.pk}".encode(), hashlib.sha256
    ).digest()
