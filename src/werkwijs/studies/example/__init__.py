"""The invented example: a whole set-up in ``study.toml``, and 64 statements in ``statements.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from werkwijs.accounts.models import User
from werkwijs.studies.models import (
    ConsentText,
    Group,
    PracticeItem,
    Scale,
    ScaleStep,
    Statement,
    Study,
    Text,
)


@cache
def study() -> dict[str, Any]:
    return _read("study.toml")


@cache
def statements() -> list[dict[str, str]]:
    """Text, the key of the group it came from, and a few words for the map; in their order."""
    found: list[dict[str, str]] = _read("statements.toml")["statement"]
    return found


def fill(to: Study, *, by: User, with_statements: bool) -> None:
    """Everything but the study itself: groups, texts, consent text as a draft, scales, statements."""
    written = study()
    groups = {
        group["key"]: Group.objects.create(study=to, order=order, **group)
        for order, group in enumerate(written["group"])
    }
    Text.objects.bulk_create(
        Text(study=to, key=key, easy=own["easy"].strip(), ordinary=own["ordinary"].strip())
        for key, own in written["text"].items()
    )
    consent = written["consent"]
    ConsentText.objects.create(
        study=to,
        version=1,
        by=by,
        **(consent | {level: consent[level].strip() for level in ("easy", "ordinary")}),
    )
    for order, scale in enumerate(written["scale"]):
        _scale(to, scale, order)
    if with_statements:
        Statement.objects.bulk_create(
            Statement(
                study=to,
                text=s["text"],
                short=s["short"],
                origin=groups[s["origin"]],
                order=order,
            )
            for order, s in enumerate(statements(), start=1)
        )


def _scale(to: Study, written: dict[str, Any], order: int) -> None:
    steps, practice = written["step"], written["practice"]
    scale = Scale.objects.create(
        study=to,
        key=written["key"],
        question=written["question"],
        easy_question=written["easy_question"],
        minimum=steps[0]["value"],
        maximum=steps[-1]["value"],
        order=order,
    )
    ScaleStep.objects.bulk_create(ScaleStep(scale=scale, **step) for step in steps)
    PracticeItem.objects.bulk_create(
        PracticeItem(scale=scale, order=n, **item) for n, item in enumerate(practice)
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("werkwijs.studies.example").joinpath(name).read_text("utf-8"))
