"""More than any page takes is refused before it is written to a disk."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from werkwijs.cards.formats import unpacking
from werkwijs.lib import films, uploads
from werkwijs.participation.exchange import zipped

pytestmark = pytest.mark.django_db
ANYBODY, STAFF = "/mee/", "/uitgaven/opnemen/"


@pytest.fixture
def written(monkeypatch) -> list[int]:
    """Sizes of the pieces that went to a disk."""
    pieces: list[int] = []
    monkeypatch.setattr(
        TemporaryFileUploadHandler,
        "receive_data_chunk",
        lambda _, piece, start: pieces.append(len(piece)),
    )
    return pieces


def large(size: int) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("groot.zip", bytes(size))}


def test_who_did_not_sign_in_fills_no_disk(written):
    answer = Client().post(ANYBODY, large(uploads.MOST_OF_ANYBODY + 1))

    assert answer.status_code == 400
    assert written == []


def test_with_forms_checked_for_where_they_come_from_too(written):
    """The check reads the whole form; somebody can make up the cookie it asks for."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["formulier"] = "a" * 32

    assert strict.post(ANYBODY, large(uploads.MOST_OF_ANYBODY + 1)).status_code == 400
    assert written == []


def test_who_signed_in_hands_in_more(client, sign_in, ana, monkeypatch, written):
    monkeypatch.setattr(uploads, "MOST", 4 * uploads.MEGABYTE)
    sign_in(client, ana)

    assert client.post(STAFF, large(3 * uploads.MEGABYTE)).status_code != 400
    assert sum(written) == 3 * uploads.MEGABYTE
    assert client.post(STAFF, large(5 * uploads.MEGABYTE)).status_code == 400


def test_every_page_that_takes_files_says_itself_what_is_too_large():
    largest = (unpacking.LARGEST_ZIP, zipped.LARGEST_UPLOAD, films.LARGEST_BYTES)

    assert max(largest) + uploads.MEGABYTE < uploads.MOST
