"""Whatever people do, in whatever order: everybody reads what the plain model says, and no line more."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.werkwijs.guidance.machine import WhoSeesWhat


@pytest.mark.django_db
def test_everybody_reads_what_they_may_whatever_happens():
    began = WhoSeesWhat.steps

    run_state_machine_as_test(
        WhoSeesWhat,
        settings=settings(
            max_examples=8,
            stateful_step_count=40,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert WhoSeesWhat.steps - began >= 150
