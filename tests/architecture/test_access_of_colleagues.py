"""Colleagues who have another task knock on every page too: who coaches, who leads, and another trainer.

The table of addresses (`access`) says what ana, dewi and tess meet. Who guides people to work meets no more
in these rooms than dewi, who administers and runs nothing; another trainer meets what tess meets, but for her
groups. Everybody is invented.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.architecture.access import CAST, KINDS, THINGS, USUALLY, Row, Stage, rows
from tests.architecture.test_access_table import (
    PARAMETERS,
    Undone,
    _fits,
    knock,
    met,
    stage,  # noqa: F401 - the fixture
)
from tests.werkwijs import entering
from tests.werkwijs.conftest import person

from werkwijs.accounts.models import Role

HERS = KINDS["gives"]
"""Kind of the rows about a group: its trainer gives it."""
ADMINISTERED = "frameworks:"
"""Beside colleagues and the log, who administers looks after these: there tess meets what others meet."""


def expected(row: Row, role: str) -> str:
    """The letter a colleague with this task meets."""
    said = dict(zip(CAST, row.expected, strict=True))
    if role == Role.TRAINER:
        return "4" if row.expected == HERS else said["tess"]
    administered = row.expected == KINDS["administers"] or row.name.startswith(ADMINISTERED)
    return said["tess"] if administered else said["dewi"]


@pytest.mark.parametrize("role", [Role.TRAINER, Role.COACH, Role.SUPERVISOR])
@pytest.mark.django_db
def test_colleagues_with_another_task_meet_no_more_than_theirs(stage: Stage, role: str):  # noqa: F811
    device = entering.sign_in(Client(), person("otto", stage.organisation, role))
    wrong = []
    for row in rows():
        for method, answer in _knocked(stage, row, device):
            if answer.status_code != 405 and not _fits(met(answer), expected(row, role), method):
                wrong.append(
                    f"{row.name} {method}: {answer.status_code}, not {expected(row, role)}"
                )
    assert not wrong


def _knocked(stage: Stage, row: Row, device: Client) -> list[tuple[str, Any]]:  # noqa: F811
    found: list[tuple[str, Any]] = []
    try:
        with transaction.atomic():
            about = {
                parameter: THINGS[row.about.get(parameter) or USUALLY[parameter]](stage)
                for parameter in PARAMETERS[row.name]
            }
            address = reverse(row.name, kwargs=about)
            found = [(method, knock(device, method, address)) for method in ("get", "post")]
            raise Undone
    except Undone:
        cache.clear()
    return found
