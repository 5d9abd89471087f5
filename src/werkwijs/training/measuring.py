"""Questions before the course, after it, and three months later. Own sets; nobody validated them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter

import coursepack as cp
from coursepack import forms
from werkwijs.training import frozen, keeping_up
from werkwijs.training.models import Learner, Measured, Moment

LATER = timedelta(days=91)
"""Three months."""
LATE = timedelta(days=183)
"""So long after the course "three months later" is not asked any more."""
LEAST, MOST = 1, 5
"""How sure somebody is to act."""

_question: TypeAdapter[cp.Question] = TypeAdapter(cp.Question)


@dataclass(frozen=True)
class Item:
    """One question of the measure."""

    number: int
    kind: str
    """"knowledge" or "confidence"."""
    text: str
    question: cp.Question | None
    """Of knowledge."""

    @property
    def key(self) -> str:
        """As names of fields have it."""
        return str(self.number)


def items(learner: Learner) -> list[Item]:
    """What is asked of somebody on their route."""
    group = learner.group
    return list(_items(group.version.pk, group.version.digest, group.route))


@lru_cache(maxsize=48)
def _items(pk: int, digest: str, route: str) -> tuple[Item, ...]:
    found: list[Item] = []
    for told in frozen.by_digest(pk, digest)["measures"]:
        if told["routes"] and route not in told["routes"]:
            continue
        if told["kind"] == "confidence":
            found.append(Item(told["number"], told["kind"], told["content"]["text"], None))
        else:
            question = _question.validate_python(told["content"])
            found.append(Item(told["number"], told["kind"], question.prompt, question))
    return tuple(found)


def due(learner: Learner) -> Moment | None:
    """What may be asked now: before, until they begin; after, when all is done; later, after that."""
    if not items(learner):
        return None
    given = set(learner.measured.values_list("moment", flat=True))
    if learner.finished_at is None:
        began = learner.started_at is not None
        return None if began or Moment.BEFORE in given else Moment.BEFORE
    since = timezone.now() - learner.finished_at
    if since >= LATER:
        return Moment.LATER if Moment.LATER not in given and since < LATE else None
    return None if Moment.AFTER in given else Moment.AFTER


def read(learner: Learner, fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Answers from the fields of a form, by number of the item; what is no answer is left out.

    Fields of item 7 begin with ``i7-``: ``i7-answer`` and so on, as `coursepack.forms` has them.
    """
    found: dict[str, str] = {}
    for item in items(learner):
        begin = f"i{item.number}-"
        own = {name.removeprefix(begin): v for name, v in fields.items() if name.startswith(begin)}
        if item.question is not None:
            given = forms.answer(item.question, own)
        else:
            given = "".join(own.get("answer", ())[:1])
            given = given if given in {str(n) for n in range(LEAST, MOST + 1)} else ""
        if given:
            found[str(item.number)] = given
    return found


@transaction.atomic
def answer(learner: Learner, moment: str, answers: Mapping[str, str]) -> bool:
    """Keep the answers of this moment; once. False: it is not asked now, or was given."""
    own = keeping_up.held(learner)
    if own is None or due(own) != moment:
        return False
    Measured.objects.create(
        learner=own, moment=moment, answers=dict(answers), at=timezone.localdate()
    )
    return True
