"""What was done to somebody's account by others is said to them, until they have seen it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from werkwijs.accounts import letters
from werkwijs.accounts.models import Notice, User


def give(user: User, kind: str, **facts: str) -> Notice:
    """Say it on the next page they open, and that there is something in a letter without content."""
    given: Notice = Notice.objects.create(user=user, kind=kind, facts=facts)
    letters.send(user.email)
    return given


def unseen(user: User) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user, seen_at=None)


def see(user: User) -> None:
    """They read what there is, and say so."""
    unseen(user).update(seen_at=timezone.now())
