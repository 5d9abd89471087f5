"""What the server writes down about itself opens nothing and quotes nobody."""

import logging.config
import sys

import pytest
from django.conf import settings
from django.test import Client

from werkwijs.lib.discretion import discreet

CODE = "kphipjvraihvejqeojqlamwsvu"


@pytest.fixture
def written(capsys):
    """What stands in the log afterwards."""
    before = logging.getLogger().handlers[:]
    logging.config.dictConfig(settings.LOGGING | {"disable_existing_loggers": False})
    ours = [h for h in logging.getLogger().handlers if h not in before]
    for handler in ours:
        handler.setStream(sys.stderr)
    yield lambda: capsys.readouterr().err
    logging.getLogger().handlers[:] = before


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
