"""A published version is withdrawn with a reason, or put back; it never goes away."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from werkwijs.analysis import asking
from werkwijs.analysis.models import Publication
from werkwijs.audit.models import Line


@pytest.fixture
def version(study, ana) -> Publication:
    return Publication.objects.create(
        concept_map=asking.ask(study, by=ana), number=1, language="nl", state="failed"
    )


def test_with_a_reason_it_is_withdrawn_and_it_can_be_put_back(version, study, ana, sign_in):
    desk = sign_in(Client(), ana)
    at = reverse("analysis:withdraw", args=[study.slug, 1])

    refused = desk.post(at, {"reason": "  "}, follow=True).content.decode()
    assert "Schrijf op waarom" in refused
    assert Publication.objects.get().withdrawn_at is None
    desk.post(at, {"reason": "Er zat een dubbele sortering in."})
    first = Publication.objects.get()
    desk.post(at, {"reason": "Nog een keer"})
    assert first.withdrawn_because == "Er zat een dubbele sortering in."
    assert Publication.objects.get().withdrawn_at == first.withdrawn_at
    assert Line.objects.filter(event="analysis.version_withdrawn").count() == 1

    desk.post(at, {"act": "back"})
    assert Publication.objects.get().withdrawn_at is None
