"""The log is only added to: the database itself refuses to change or remove a line.

Triggers, because a rule in Python holds only for who goes through Python. They are set by a migration and
looked after at the end of every `migrate`: SQLite loses them when a later migration rebuilds the table.
Who owns the database can still take them away; a copy elsewhere is what helps against that (see README).
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "audit_line"
REFUSAL = "The log is only added to."

SQLITE = {
    "audit_line_is_not_changed": f"BEFORE UPDATE ON {TABLE}",
    "audit_line_is_not_removed": f"BEFORE DELETE ON {TABLE}",
    # INSERT OR REPLACE removes a line without a DELETE.
    "audit_line_is_not_replaced": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608
    ),
}
POSTGRESQL = "audit_line_is_only_added_to"


def guard(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers. Setting them twice is setting them once."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, when in SQLITE.items():
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {name} {when} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )
        elif connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {POSTGRESQL}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {POSTGRESQL} BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {POSTGRESQL}()"
            )


def is_guarded(connection: BaseDatabaseWrapper) -> bool:
    """Are the triggers there? ``werkwijs doctor`` asks."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE]
            )
            return set(SQLITE) <= {row[0] for row in cursor.fetchall()}
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'",
            [TABLE],
        )
        return POSTGRESQL in {row[0] for row in cursor.fetchall()}


def after_migrating(using: str = "default", **_: Any) -> None:
    """The last thing a migration does; Django calls it."""
    from django.db import connections

    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        guard(connection)
