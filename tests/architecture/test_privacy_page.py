"""What we know about whom is written down: every table of the website stands on the privacy page."""

import re
from pathlib import Path

import pytest
from django.apps import apps

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "privacy.md").read_text("utf-8")
TABLES = sorted(
    model._meta.label
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("werkwijs.")
)
TOLD = re.findall(r"`(\w+\.[A-Z]\w+)`", PAGE)


@pytest.mark.parametrize("table", TABLES)
def test_the_page_says_what_a_table_holds(table):
    assert TOLD.count(table) == 1


def test_the_page_tells_of_no_table_that_is_not_there():
    assert set(TOLD) <= set(TABLES)
