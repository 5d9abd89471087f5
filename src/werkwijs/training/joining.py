"""Somebody comes to learn in a group: a number and a link of their own, no name."""

from __future__ import annotations

from django.conf import settings as website
from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from werkwijs.accounts.models import User
from werkwijs.lib import codes
from werkwijs.lib.impossible import Impossible
from werkwijs.training import log
from werkwijs.training.models import Group, Learner

PURPOSE = "learning"
MOST = 2_000
"""People in a group."""


@transaction.atomic
def invite(group: Group, n: int, *, by: User, request: HttpRequest | None = None) -> list[Learner]:
    """As many more people; each gets `address`.

    Raises
    ------
    Impossible
        The group is closed, or would hold more than `MOST`.
    """
    own = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if own.closed_at is not None:
        raise Impossible("training.group_closed")
    last = own.learners.aggregate(n=Max("number"))["n"] or 0
    if n < 1 or last + n > MOST:
        raise Impossible("training.group_full")
    made: list[Learner] = []
    for number in range(last + 1, last + n + 1):
        salt = codes.new_salt()
        stored = codes.looked_up(PURPOSE, codes.link(PURPOSE, salt))
        made.append(Learner(group=own, number=number, salt=salt, stored_link=stored))
    Learner.objects.bulk_create(made, batch_size=500)
    log.note("training.invited", own.organisation, about=own, by=by, request=request)
    return list(own.learners.filter(number__gt=last))


def link(learner: Learner) -> str:
    """The code in the address of their pages."""
    return codes.link(PURPOSE, learner.salt)


def address(learner: Learner) -> str:
    """Where they learn; "" for who stopped."""
    if learner.stopped_at is not None:
        return ""
    return f"{website.BASE_URL}{reverse('learning:home', args=[link(learner)])}"


def waiting(group: Group) -> QuerySet[Learner]:
    """Who has not begun. Only their links are shown to a trainer: from then on a link opens own words."""
    found: QuerySet[Learner] = group.learners.filter(
        stopped_at=None, started_at=None, writings=None
    )
    return found


def to_hand_out(learner: Learner) -> str:
    """Where they learn, as a trainer may see it; "" once they have begun."""
    return address(learner) if waiting(learner.group).filter(pk=learner.pk).exists() else ""


def find(code: str) -> Learner | None:
    """Whose link it is, with group, version and course; None for a link that does not work (any more)."""
    found: Learner | None = (
        Learner.objects.select_related("group__version", "group__organisation")
        .defer("group__version__content")
        .filter(stored_link=codes.looked_up(PURPOSE, code), stopped_at=None)
        .first()
    )
    return found
