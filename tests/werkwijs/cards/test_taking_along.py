"""What everybody may take along of a published edition: made once, and only while it is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.werkwijs.cards.deck_edition import published

from werkwijs.cards import printed
from werkwijs.cards.models import Edition
from werkwijs.lib import pdf


@pytest.fixture
def data(settings, tmp_path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "printed"


@pytest.fixture
def edition(organisation) -> Edition:
    return published(organisation)


@pytest.mark.skipif(bool(pdf.why_not()), reason="no libpango here to print with")
def test_a_print_is_made_once(client, edition, data, monkeypatch):
    at = f"/kaarten/{edition.code}/employer/afdruk/home-long/"
    first = client.get(at)
    assert first.content.startswith(b"%PDF")
    assert first.headers["Content-Disposition"].endswith('.pdf"')

    monkeypatch.setattr(printed.printing, "pdf", None)  # a second time nothing is printed

    assert client.get(at).content == first.content
    assert len(list(data.iterdir())) == 1


@pytest.mark.parametrize("name", ["edition.zip", "cards.docx", "cards.csv"])
def test_open_formats_are_made_once(client, edition, data, monkeypatch, name):
    at = f"/kaarten/{edition.code}/meenemen/{name}"
    first = client.get(at)
    assert first.status_code == 200

    monkeypatch.setattr(printed.exchanging, "made", None)

    assert client.get(at).content == first.content


def test_nothing_is_there_while_it_is_not_public(client, edition, data):
    Edition.objects.update(published_at=None)

    for path in ("employer/afdruk/home-long/", "meenemen/edition.zip", "meenemen/cards.docx"):
        assert client.get(f"/kaarten/{edition.code}/{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "baas/afdruk/home-long/",
        "employer/afdruk/groot/",
        "meenemen/images-employer.zip",
        "meenemen/..%2F..%2Fdb.sqlite3",
        "bestand/%00",
        "bestand/..%2F..%2Fdb.sqlite3",
    ],
)
def test_what_is_not_offered_is_not_there(client, edition, data, path):
    assert client.get(f"/kaarten/{edition.code}/{path}").status_code == 404


@pytest.mark.parametrize("code", ["%00", "%E2%82%AC", "x" * 500])
def test_an_odd_code_is_no_edition(client, edition, code):
    assert client.get(f"/kaarten/{code}/").status_code == 404
    assert client.get(f"/api/v1/editions/{code}/").status_code == 404
