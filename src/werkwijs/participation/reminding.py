"""There is something for you: said on paper or in a letter that says nothing else.

Participants have no account and we know no addresses. Whoever knows the people hands it out, or puts it in
their own post; with the return code somebody finds their way back.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.lib.words import words
from werkwijs.participation import inviting, meetings, monitor, monitor_list, returning
from werkwijs.participation.models import Participant
from werkwijs.participation.returning import Card
from werkwijs.studies.models import Group, Study

KINDS = ("reminder", "result")
WHO = ("busy", "all")


@dataclass(frozen=True)
class Letter:
    """A text to copy: never what the study is about, never who somebody is."""

    kind: str
    subject: str
    body: str


@dataclass(frozen=True)
class Strip:
    """A strip of paper for one pseudonym."""

    person: Participant
    card: Card
    line: str


def letters(study: Study) -> list[Letter]:
    """In the language of the study."""
    say = words("participation", "en" if study.language == "en" else "nl")
    return [
        Letter(kind, say("remind_subject"), say("remind_letter", kind, site=inviting.site()))
        for kind in KINDS
    ]


@transaction.atomic
def strips(
    study: Study,
    *,
    kind: str,
    who: str,
    group: Group | None,
    by: User,
    request: HttpRequest | None = None,
) -> list[tuple[str, list[Strip]]]:
    """Name of each group -> strips with return codes, for who is not done or for everybody. It is noted."""
    say = words("participation", "en" if study.language == "en" else "nl")
    found: dict[str, list[Strip]] = {}
    for row in monitor.rows(study):
        if group is not None and row.person.group_id != group.pk:
            continue
        if who == "busy" and (monitor_list.finished(row) or not meetings.task_now(study)):
            continue
        if returning.card(row.person) is None:
            returning.new_card(row.person)
        card = returning.card(row.person)
        if card is not None:
            strip = Strip(row.person, card, say("remind_strip", kind))
            found.setdefault(row.group, []).append(strip)
    noting.note(
        "participation.reminders_printed",
        by=by,
        about=study,
        study=study.slug,
        organisation=study.organisation_id,
        request=request,
    )
    return sorted(found.items())
