"""Who signed in, for views: never anonymous, because every page asks for signing in."""

from __future__ import annotations

from django.http import HttpRequest

from werkwijs.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The user of the request.

    Raises
    ------
    TypeError
        Nobody signed in: a view that is open to all asked who is there.
    """
    if not isinstance(request.user, User):
        raise TypeError("Nobody signed in.")
    return request.user
