"""What an organisation decides about its files: how long they stay, and whether facts about detention may."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from werkwijs.accounts.models import Organisation, User
from werkwijs.audit import noting
from werkwijs.guidance import acting
from werkwijs.guidance.models import HouseRules

LEAST_YEARS, MOST_YEARS = 1, 20


@transaction.atomic
def decide(
    organisation: Organisation,
    *,
    kept_years: int | None,
    criminal: bool,
    by: User,
    request: HttpRequest | None = None,
) -> HouseRules:
    """Keep what was decided; None leaves the years as they are.

    Facts about detention are kept once two who lead a team want so: the first asks, another agrees. To stop
    it one is enough. Whoever asked and wants it no more takes the question back.

    Raises
    ------
    Impossible
        It is somebody who leads no team there.
    """
    acting.must_lead(organisation, by)
    HouseRules.objects.get_or_create(organisation=organisation)
    own: HouseRules = HouseRules.objects.select_for_update().get(organisation=organisation)
    if kept_years is not None:
        own.kept_years = min(MOST_YEARS, max(LEAST_YEARS, kept_years))
    asked_by = own.criminal_asked_by
    if own.criminal:
        own.criminal = criminal
    elif criminal and asked_by not in (None, by) and acting.leads(organisation, asked_by):
        own.criminal, own.criminal_asked_by = True, None
    elif criminal:
        own.criminal_asked_by = by
    elif asked_by == by:
        own.criminal_asked_by = None
    own.save(update_fields=["kept_years", "criminal", "criminal_asked_by"])
    noting.note("guidance.rules_decided", by=by, organisation=organisation.pk, request=request)
    return own
