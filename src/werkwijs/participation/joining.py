"""Somebody joins a study and becomes a pseudonym."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from werkwijs.lib import codes
from werkwijs.participation import consenting, returning, steps
from werkwijs.participation.draft import Draft
from werkwijs.participation.models import Access, JoinCode, Participant
from werkwijs.studies.models import ConsentText, Group, Study

TRIES = 20


def join(study: Study, *, group: Group | None, **facts: Any) -> Participant:
    """A new participant with the next pseudonym; two who join at once get two."""
    facts.setdefault("easy", group is None or group.easy)
    for _ in range(TRIES):
        highest = Participant.objects.filter(study=study).aggregate(Max("number"))["number__max"]
        try:
            with transaction.atomic():
                return Participant.objects.create(
                    study=study, group=group, number=(highest or 0) + 1, **facts
                )
        except IntegrityError:
            continue
    raise RuntimeError("No free pseudonym was found.")


def say_yes(draft: Draft, *, code: JoinCode, text: ConsentText) -> Participant:
    """The yes that makes a participant, with a return card. The same yes sent twice makes one."""
    try:
        return _joined(draft) or _join_with(draft, code=code, text=text)
    except IntegrityError:  # sent twice at once; or, one in a million, a spoken code that exists
        fresh = replace(draft, key=codes.new_salt())
        return _joined(draft) or _join_with(fresh, code=code, text=text)


@transaction.atomic
def _join_with(draft: Draft, *, code: JoinCode, text: ConsentText) -> Participant:
    answers = draft.answers
    decides = answers.get("decides", "myself")
    people = {"two": 2, "more": int(answers.get("people", 3))}
    participant = join(
        code.study,
        group=steps.group_of(code, answers),
        way=Participant.Way.SHARED if code.shared_device else Participant.Way.OWN,
        people=people.get(answers["together"], 1),
        minor=answers.get("age") in steps.CHILD_AGES,
        easy=answers["level"] == "easy",
        pictures=answers.get("pictures", "yes") == "yes",
    )
    returning.new_card(participant, salt=draft.key, join_code=code)
    consenting.agree(
        participant,
        text=text,
        easy=participant.easy,
        read_aloud=draft.read_aloud,
        attempts=max(1, draft.attempts),
        representation="" if decides == "myself" else decides,
    )
    return participant


def _joined(draft: Draft) -> Participant | None:
    """Who already joined with this draft: their first return card was made from its key."""
    stored = codes.looked_up(returning.PURPOSE, codes.link(returning.PURPOSE, draft.key))
    card = Access.objects.filter(stored=stored).select_related("participant__study").first()
    return card.participant if card else None
