"""Forgetting somebody: their files, devices and yeses go, and what was sealed can be read by nobody again.

The log keeps codes, which then lead nowhere. A backup that is put back forgets again: see `lib.forgotten`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import Organisation, User
from werkwijs.guidance import acting, log
from werkwijs.guidance.models import Client, Contact, HouseRules, Trajectory
from werkwijs.lib import forgotten

KIND = "client"


@transaction.atomic
def forget(client: Client, *, by: User, request: HttpRequest | None = None) -> None:
    """Everything about the person is gone.

    Raises
    ------
    Impossible
        It is somebody who leads no team there.
    """
    acting.must_lead(client.organisation, by)
    ids = {"organisation": client.organisation_id, "code": client.code}
    for trajectory in client.trajectories.all():
        log.note("guidance.forgotten", trajectory, by=by, request=request)
    forgotten.write_down(KIND, **ids)
    again(ids)


@transaction.atomic
def again(line: dict[str, Any]) -> None:
    """Forget whom `forget` wrote down. Twice is once.

    After a backup was put back their code may be somebody else's by now, who came later: they stay.
    """
    own = Client.objects.filter(organisation=line["organisation"], code=line["code"])
    if "at" in line:  # it is written in whole seconds
        then = datetime.fromisoformat(line["at"]) + timedelta(seconds=1)
        own = own.filter(created_at__lt=then)
    client = own.first()
    if client is None:
        return
    around = Contact.objects.filter(memberships__trajectory__client=client)
    contacts = set(around.values_list("pk", flat=True))
    client.delete()
    Contact.objects.filter(pk__in=contacts, memberships=None).delete()


def over(organisation: Organisation, today: date | None = None) -> list[Client]:
    """Whose last file was closed longer ago than files are kept: to be looked at, then forgotten."""
    on = today or timezone.localdate()
    rules = HouseRules.objects.filter(organisation=organisation).first()
    years = rules.kept_years if rules is not None else 2
    limit = on - timedelta(days=round(365.25 * years))
    still = Trajectory.objects.filter(organisation=organisation).exclude(closed_on__lt=limit)
    return list(
        Client.objects.filter(organisation=organisation, trajectories__closed_on__lt=limit)
        .exclude(pk__in=still.values("client"))
        .annotate(closed_on=Max("trajectories__closed_on"))
        .order_by("code")
    )
