"""The database itself refuses to change or remove a line of the log; on both databases."""

import os

import pytest
from django.db import DatabaseError, connection, transaction
from tests.werkwijs import postgres

from werkwijs.audit import append_only
from werkwijs.audit.models import Line
from werkwijs.audit.noting import SYSTEM, note

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(db):
    return note("audit.log_read", by=SYSTEM, organisation=1)


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match=append_only.REFUSAL),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_line_cannot_be_changed(line):
    with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic():
        Line.objects.filter(pk=line.pk).update(event="something.else")
    line.event = "something.else"
    with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic():
        line.save()
    refused("UPDATE audit_line SET event = 'x'")

    line.refresh_from_db()
    assert line.event == "audit.log_read"


def test_a_line_cannot_be_removed(line):
    with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic():
        Line.objects.all().delete()
    refused("DELETE FROM audit_line")

    assert Line.objects.filter(pk=line.pk).exists()


def test_a_line_cannot_be_put_in_the_place_of_another(line):
    columns = ", ".join(field.column for field in Line._meta.concrete_fields)
    taken = f"INTO audit_line ({columns}) SELECT {columns} FROM audit_line"  # noqa: S608
    if connection.vendor == "sqlite":
        refused(f"INSERT OR REPLACE {taken}")
    else:
        refused(f"INSERT {taken} ON CONFLICT (id) DO UPDATE SET event = 'x'")

    assert Line.objects.count() == 1


def test_the_log_cannot_be_emptied(line):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE; on PostgreSQL this test runs")
    refused("TRUNCATE audit_line")
    refused("TRUNCATE audit_line CASCADE")

    assert Line.objects.count() == 1


def test_adding_goes_on(line):
    note("audit.log_read", by=SYSTEM, organisation=1)

    assert Line.objects.count() == 2


def test_missing_guards_are_noticed_and_set_again(db):
    assert append_only.is_guarded(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_line_is_not_changed")
        else:
            cursor.execute(f"DROP TRIGGER {append_only.POSTGRESQL} ON audit_line")
    assert not append_only.is_guarded(connection)

    append_only.after_migrating()

    assert append_only.is_guarded(connection)


@pytest.mark.skipif(os.environ.get("WERKWIJS_ON") == "postgresql", reason="that is where we are")
def test_all_of_this_holds_on_postgresql_too(postgresql):
    run = postgres.run_tests(postgresql, "tests/werkwijs/audit/test_append_only.py", "-rs")

    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    assert "6 passed, 1 skipped" in run.stdout
