"""What the server writes down about itself opens nothing and quotes nobody."""

import io
import logging

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from werkwijs.lib.discretion import discreet

CODE = "kphipjvraihvejqeojqlamwsvu"


@pytest.fixture
def written():
    """What stands in the log afterwards, by a handler that is set up as that of the website."""
    told = settings.LOGGING
    page = io.StringIO()
    handler = logging.StreamHandler(page)
    for name in told["handlers"]["console"]["filters"]:
        handler.addFilter(import_string(told["filters"][name]["()"])())
    logging.getLogger().addHandler(handler)
    yield page.getvalue
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize(
    "address", [f"/mee/t/{CODE}/", f"/mee/k/{CODE}/", f"/account/welkom/{CODE}/"]
)
def test_a_code_in_an_address_is_not_written_down(written, db, address):
    Client(enforce_csrf_checks=True).post(address)
    Client().get(address)

    said = written()
    assert address.replace(CODE, "[...]") in said
    assert CODE not in said


def test_a_row_that_a_database_quotes_is_not_written_down(written):
    row = "(7, mijn buurman\n\nKoos)"
    try:
        try:
            raise ValueError(f"refused\nDETAIL:  Failing row contains {row}.")
        except ValueError as error:
            raise RuntimeError(f"again\nDETAIL:  Key (text)={row} exists.") from error
    except RuntimeError:
        logging.getLogger("django.request").exception("Internal Server Error: /mee/t/%s/", CODE)

    said = written()
    assert "refused" in said
    assert "RuntimeError: again" in said
    assert "Koos" not in said
    assert CODE not in said


def test_other_text_stays_as_it_is():
    assert discreet("Not Found: /studies/werk/ (17:04)") == "Not Found: /studies/werk/ (17:04)"
