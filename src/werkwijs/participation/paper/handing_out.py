"""New participants on paper: pseudonyms to print on their sheets and hand out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.http import HttpRequest

from werkwijs.accounts.models import User
from werkwijs.audit.noting import note
from werkwijs.participation import batches, returning
from werkwijs.participation.joining import join
from werkwijs.participation.models import Handout, Participant
from werkwijs.participation.models.people import ParticipantQuerySet
from werkwijs.participation.paper import contents, number_lines
from werkwijs.studies.models import Group, Study

MOST = 60
MOST_PEOPLE = 12


@transaction.atomic
def hand_out(
    study: Study,
    *,
    group: Group | None,
    n: int,
    by: User,
    people: int = 1,
    minor: bool = False,
    key: uuid.UUID | None = None,
    request: HttpRequest | None = None,
) -> Handout:
    """Make ``n`` participants on paper; the same form sent twice makes them once.

    Parameters
    ----------
    people
        2 for duos, more for small groups that do everything together: each is one sorter.
    """
    handout, new = Handout.objects.get_or_create(
        key=key or uuid.uuid4(), defaults={"study": study, "group": group, "by": by}
    )
    if not new:
        return handout
    for place in range(min(max(n, 1), MOST)):
        participant = join(
            study,
            group=group,
            way=Participant.Way.PAPER,
            people=min(max(people, 1), MOST_PEOPLE),
            minor=minor,
            turned=study.turns_scales and place % 2 == 1,
        )
        returning.new_card(participant)
        handout.numbers.append(participant.number)
    handout.save(update_fields=["numbers"])
    deal(study)
    note(
        "participation.paper_handed_out",
        by=by,
        about=handout,
        study=study.slug,
        organisation=study.organisation_id,
        request=request,
    )
    return handout


def without_batch(study: Study) -> list[Participant]:
    """People on paper for whom there is something to sort, and whose batch was not dealt yet."""
    if study.batch_size is None or not contents.statements(study):
        return []
    return list(on_paper(study).filter(batch=None))


def deal(study: Study) -> None:
    """Deal a batch to everybody on paper, so that their slips can be printed. Twice deals once."""
    for participant in without_batch(study):
        batches.allocate(participant)


def on_paper(study: Study) -> ParticipantQuerySet:
    """Those who take part on paper and did not withdraw."""
    found: ParticipantQuerySet = (
        Participant.objects.staying()
        .filter(study=study, way=Participant.Way.PAPER)
        .select_related("study__organisation", "group")
    )
    return found


def participants(handout: Handout) -> list[Participant]:
    """Those who got it and did not withdraw."""
    return list(
        Participant.objects.staying()
        .filter(study=handout.study_id, number__in=handout.numbers)
        .select_related("study", "group")
    )


def codes(numbers: Iterable[int]) -> str:
    """As they stand on paper: "s1-s8, s12"."""
    return re.sub(r"[0-9]+", r"s\g<0>", number_lines.in_text(numbers))


def people_changed(
    participant: Participant, people: int, *, by: User, request: HttpRequest | None = None
) -> None:
    """It was a duo or a small group after all, or one person. They stay one sorter."""
    if participant.people == people:
        return
    participant.people = people
    participant.save(update_fields=["people"])
    note(
        "participation.people_changed",
        by=by,
        about=participant.pseudonym,
        study=participant.study.slug,
        organisation=participant.study.organisation_id,
        request=request,
    )
