"""What somebody types is kept while they type, sealed: a session that ends takes nothing with it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.guidance import acting
from werkwijs.guidance.models import Draft, Trajectory

MOST = 20_000
LASTS_DAYS = 30


def keep(trajectory: Trajectory, form: str, fields: Mapping[str, str], *, by: User) -> None:
    """What stands in the form now; nothing in it is no draft.

    Raises
    ------
    Impossible
        They do not work in this file.
    """
    acting.must(acting.Act.NOTE, trajectory, by)
    told = json.dumps(dict(fields), ensure_ascii=False)
    if not any(value.strip() for value in fields.values()) or len(told) > MOST:
        return
    Draft.objects.update_or_create(
        user=by,
        trajectory=trajectory,
        form=form,
        defaults={"sealed": trajectory.client.seal(told), "at": timezone.now()},
    )


def of(trajectory: Trajectory, form: str, *, by: User) -> dict[str, str]:
    """What stood there when somebody was cut off; {} where nothing did."""
    found = Draft.objects.filter(user=by, trajectory=trajectory, form=form).first()
    if found is None:
        return {}
    try:
        return dict(json.loads(trajectory.client.unseal(found.sealed) or "{}"))
    except ValueError:
        return {}


def forget(trajectory: Trajectory, form: str, *, by: User) -> None:
    Draft.objects.filter(user=by, trajectory=trajectory, form=form).delete()
