"""Tables follow the same arrows as imports, and private rooms stay closed.

Django can tie tables together without an import: a foreign key names its target in a string. What the
linter cannot see is looked at here, over every relation of every table.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import CASCADE, PROTECT, SET_NULL

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
LAYERS = next(c["layers"] for c in CONTRACTS if c.get("containers") == ["werkwijs"])
HEIGHT = {room.strip(" ()"): -n for n, line in enumerate(LAYERS) for room in line.split("|")}
PRIVATE = {
    module.removeprefix("werkwijs.")
    for contract in CONTRACTS
    if contract["type"] == "protected"
    for module in contract["protected_modules"]
}


class Arrow(NamedTuple):
    """A relation from one table to another."""

    source: str
    field: str
    target: str


def arrows() -> list[Arrow]:
    return sorted(
        Arrow(model._meta.label, field.name, field.related_model._meta.label)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and isinstance(field.related_model, type)
        and {model._meta.app_label, field.related_model._meta.app_label} <= set(HEIGHT)
    )


def room(label: str) -> str:
    return label.split(".")[0]


def relation(arrow: Arrow) -> models.ForeignObjectRel:
    return apps.get_model(arrow.source)._meta.get_field(arrow.field).remote_field


ACROSS = [arrow for arrow in arrows() if room(arrow.source) != room(arrow.target)]
across_rooms = pytest.mark.parametrize("arrow", ACROSS, ids=lambda a: f"{a.source}.{a.field}")


def test_there_are_arrows_to_look_at():
    assert len(ACROSS) > 10
    assert {"participation", "guidance"} == PRIVATE
    assert HEIGHT["participation"] > HEIGHT["studies"] > HEIGHT["accounts"]


@across_rooms
def test_a_row_points_at_its_own_room_or_lower(arrow):
    assert HEIGHT[room(arrow.source)] > HEIGHT[room(arrow.target)]


@across_rooms
def test_nothing_outside_points_into_a_private_room(arrow):
    assert room(arrow.target) not in PRIVATE


@across_rooms
def test_a_private_room_leaves_no_handle_on_the_rows_it_points_at(arrow):
    """Without ``related_name="+"`` any room could walk back from a statement to who sorted it."""
    assert room(arrow.source) not in PRIVATE or relation(arrow).hidden


@across_rooms
def test_what_another_room_relies_on_cannot_be_deleted(arrow):
    """A colleague may go: then a row forgets who it was, and the log still has their number."""
    allowed = {PROTECT}
    if arrow.target == get_user_model()._meta.label:
        allowed.add(SET_NULL)
    assert relation(arrow).on_delete in allowed


def test_no_hidden_tables():
    """A ManyToMany is a table without a name, and it cascades: a row with a name says what it is."""
    hidden = [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.auto_created and model._meta.app_label in HEIGHT
    ]

    assert hidden == []


@pytest.mark.parametrize(
    "arrow",
    [a for a in arrows() if a.target == "accounts.User" and room(a.source) != "accounts"],
    ids=lambda a: f"{a.source}.{a.field}",
)
def test_nobody_loses_work_because_a_colleague_is_removed(arrow):
    assert relation(arrow).on_delete is not CASCADE
