"""A study like another: its set-up comes along, its participants and their answers never."""

from __future__ import annotations

import uuid

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from werkwijs.accounts.models import Organisation, User
from werkwijs.audit import noting
from werkwijs.studies import consent
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
from werkwijs.studies.opening import already, new_slug

COPIED = (
    "prompt",
    "stem",
    "language",
    "order",
    "asks_ideas",
    "asks_sorting",
    "asks_rating",
    "batch_size",
    "round_size",
    "names_piles",
    "shows_pictures",
    "shows_emoticons",
    "shows_others_ideas",
    "asks_practice",
    "turns_scales",
    "allows_minors",
    "worry_reader",
    "worry_when",
    "worry_call",
    "invented",
)
"""Not: phase, dates, what the researchers recorded about the other study."""


@transaction.atomic
def copy(
    study: Study,
    by: User,
    *,
    organisation: Organisation | None = None,
    title: str | None = None,
    with_statements: bool = True,
    key: uuid.UUID | None = None,
) -> Study:
    """Set-up, groups, texts, scales, the consent text as a new draft, and statements if asked for."""
    owner = organisation or study.organisation
    if there := already(owner, key):
        return there
    made: Study = Study.objects.create(
        organisation=owner,
        slug=new_slug(title or study.title),
        title=title or study.title,
        created_by=by,
        copied_from=study,
        made_with=key,
        minimum_group=max(study.smallest_shown, owner.minimum_group),
        **{field: getattr(study, field) for field in COPIED},
    )
    groups = _groups(study, made)
    Text.objects.bulk_create(
        Text(study=made, key=t.key, easy=t.easy, ordinary=t.ordinary) for t in study.texts.all()
    )
    for scale in study.scales.all():
        _scale(scale, made)
    latest = consent.current(study) or consent.draft(study)
    if latest is not None:
        ConsentText.objects.create(study=made, version=1, by=by, **consent.facts_of(latest))
    else:
        consent.begin(made, by=by)
    if with_statements:
        _statements(study, made, groups)
    noting.note(
        "studies.copied", by=by, about=made, study=made.slug, organisation=made.organisation_id
    )
    return made


def _groups(study: Study, made: Study) -> dict[int, Group]:
    """Group of the one -> group of the other."""
    return {
        g.pk: Group.objects.create(study=made, key=g.key, name=g.name, easy=g.easy, order=g.order)
        for g in study.groups.all()
    }


def _scale(scale: Scale, made: Study) -> None:
    copied = Scale.objects.create(
        study=made,
        key=scale.key,
        question=scale.question,
        easy_question=scale.easy_question,
        minimum=scale.minimum,
        maximum=scale.maximum,
        order=scale.order,
    )
    ScaleStep.objects.bulk_create(
        ScaleStep(scale=copied, value=s.value, word=s.word, picture=s.picture)
        for s in scale.steps.all()
    )
    PracticeItem.objects.bulk_create(
        PracticeItem(scale=copied, text=p.text, expected=p.expected, order=p.order)
        for p in scale.practice_items.all()
    )


def _statements(study: Study, made: Study, groups: dict[int, Group]) -> None:
    for order, statement in enumerate(study.statements.filter(dropped_at=None), start=1):
        copied = Statement(
            study=made,
            text=statement.text,
            easy=statement.easy,
            short=statement.short,
            origin=groups.get(statement.origin_id) if statement.origin_id else None,
            picture_alt=statement.picture_alt,
            order=order,
        )
        _file(statement.picture, copied.picture)
        _file(statement.sound, copied.sound)
        copied.save()


def _file(from_: FieldFile, to: FieldFile) -> None:
    """A file of its own, so that changing one study leaves the other as it is."""
    if not from_:
        return
    with from_.open("rb") as opened:
        to.save(from_.name or "", ContentFile(opened.read()), save=False)
