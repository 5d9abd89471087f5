"""Before grave acts somebody proves again who they are: role changes, recovery, exports.

::

    @again.confirm_recently
    def export(request): ...

Who showed their second factor within the last quarter of an hour goes straight on. Others are asked for
it, and then what they were doing is done: a form that was sent is not lost (files are).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponseBase

from werkwijs.accounts import passing
from werkwijs.accounts.who import signed_in

View = Callable[..., HttpResponseBase]


def confirm_recently(view: View) -> View:
    """Ask for the second factor first, where it was not shown recently."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not passing.recently(request, signed_in(request)):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return page


def confirm_before_doing(view: View) -> View:
    """The same, but the page itself may be looked at: asked when a form is sent."""
    guarded = confirm_recently(view)

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (guarded if request.method == "POST" else view)(request, *args, **kwargs)

    return page
