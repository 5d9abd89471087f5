"""A version leaves for a learning system, and the log is told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from coursepack import checking
from werkwijs.audit.models import Line


def test_the_package_is_well_and_the_log_is_told_who_fetched_it(desk, version, tess):
    where = [version.course.code, version.number, "job-coach", "scorm12"]
    answer = desk.get(reverse("training:package", args=where))

    assert checking.faults(answer.content) == []
    called = f"{version.course.code.lower()}-job-coach-v1-scorm12.zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{called}"'
    line = Line.objects.get(event="training.handed_over")
    assert (line.actor_kind, line.actor) == ("user", str(tess.pk))


@pytest.mark.parametrize("rest", [["chef", "scorm12"], ["job-coach", "tar"]])
def test_a_route_or_form_that_is_not_there_is_not_found_and_not_noted(desk, version, rest):
    where = [version.course.code, version.number, *rest]

    assert desk.get(reverse("training:package", args=where)).status_code == 404
    assert not Line.objects.filter(event="training.handed_over").exists()
