"""A new study: from nothing, or from the example."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from werkwijs.accounts.models import Organisation, User
from werkwijs.audit import noting
from werkwijs.studies import consent, example
from werkwijs.studies.models import Study

LETTERS = "bcdfghjkmnpqrstvwxz23456789"
"""No vowels, so no words; nothing that looks like something else."""


@transaction.atomic
def open_study(
    organisation: Organisation,
    by: User,
    title: str,
    *,
    prompt: str = "",
    key: uuid.UUID | None = None,
    **choices: Any,
) -> Study:
    """A study with nothing in it but our texts, in the phase of preparing.

    Parameters
    ----------
    key
        Made by the page. A second call with it gives the study of the first.
    choices
        Other fields of `Study`.
    """
    if there := already(organisation, key):
        return there
    study: Study = Study.objects.create(
        organisation=organisation,
        slug=new_slug(title),
        title=title,
        prompt=prompt,
        created_by=by,
        made_with=key,
        minimum_group=max(choices.pop("minimum_group", 5), organisation.minimum_group),
        **choices,
    )
    consent.begin(study, by=by)
    _noted("studies.opened", study, by)
    return study


@transaction.atomic
def from_example(
    organisation: Organisation,
    by: User,
    *,
    title: str | None = None,
    with_statements: bool = True,
    key: uuid.UUID | None = None,
) -> Study:
    """A study filled with the invented example, marked as such."""
    if there := already(organisation, key):
        return there
    written = example.study()
    study: Study = Study.objects.create(
        organisation=organisation,
        slug=new_slug(title or written["title"]),
        title=title or written["title"],
        created_by=by,
        made_with=key,
        minimum_group=organisation.minimum_group,
        invented=True,
        **written["choices"],
    )
    example.fill(study, by=by, with_statements=with_statements)
    _noted("studies.opened", study, by)
    return study


def already(organisation: Organisation, key: uuid.UUID | None) -> Study | None:
    """The study that this form made before."""
    if key is None:
        return None
    found: Study | None = Study.objects.filter(organisation=organisation, made_with=key).first()
    return found


def new_slug(title: str) -> str:
    """Where a study will live: words of its title, and letters by chance.

    Without the letters, somebody could learn from an address whether another organisation has a
    study of that title.
    """
    chance = "".join(secrets.choice(LETTERS) for _ in range(5))
    return f"{slugify(title)[:50].strip('-') or 'studie'}-{chance}"


def _noted(event: str, study: Study, by: User) -> None:
    noting.note(event, by=by, about=study, study=study.slug, organisation=study.organisation_id)
