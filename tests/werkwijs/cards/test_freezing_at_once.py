"""Somebody changes a card while it is frozen: the edition holds it as it was approved, with its picture.

On SQLite the second waits by itself; on PostgreSQL only where we say so: this runs there too.
"""

from __future__ import annotations

import io
import threading

import pytest
from django.db import connection
from PIL import Image
from tests.werkwijs.cards.conftest import complete
from tests.werkwijs.cards.test_freezing import freeze

from werkwijs.cards import freezing, picturing, reviewing
from werkwijs.cards.models import Text
from werkwijs.lib import jobs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    """Jobs are done here, by hand; the list of jobs would keep the database open."""
    monkeypatch.setattr(jobs, "_ask", lambda kind, key: None)


def photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def pictured(text, ana, settings, tmp_path) -> Text:
    """Approved, with a picture of somebody's own."""
    settings.MEDIA_ROOT = tmp_path
    own = complete(text, ana)
    picturing.keep_own(own, photo(), alt="Een vlak", credit="Zelf gemaakt", by=ana)
    own = Text.objects.get(pk=own.pk)
    reader = reviewing.ask(own.card.study, own.audience, expert=True, by=ana)
    reviewing.remark(own, reader=reader, clear="yes", right="yes")
    reviewing.approve(own, by=ana)
    return own


def test_a_picture_that_is_taken_away_meanwhile_is_in_the_edition(
    pictured, publication, ana, monkeypatch
):
    looked, gone = threading.Event(), threading.Event()
    real = freezing.plan

    def slowly(of):
        planned = real(of)
        looked.set()
        gone.wait(0.5)
        return planned

    def take_away():
        looked.wait(5)
        picturing.remove(Text.objects.get(pk=pictured.pk), by=ana)
        gone.set()
        connection.close()

    monkeypatch.setattr(freezing, "plan", slowly)
    other = threading.Thread(target=take_away)
    other.start()
    edition = freeze(publication, ana)
    other.join()

    (card,) = edition.told["cards"]
    assert card["texts"]["young-person"]["picture"]["alt"] == "Een vlak"
    assert not Text.objects.get(pk=pictured.pk).picture
