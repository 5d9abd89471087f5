"""What people agree to, in versions: a draft is published and then frozen; what is new is a new version."""

from __future__ import annotations

from typing import Literal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.audit import noting
from werkwijs.lib import words
from werkwijs.studies.models import ConsentText, Study


def current(study: Study) -> ConsentText | None:
    """The version that is shown to who joins now: the last one published."""
    found: ConsentText | None = study.consent_texts.exclude(published_at=None).last()
    return found


def draft(study: Study) -> ConsentText | None:
    """The version somebody is working on; at most one."""
    found: ConsentText | None = study.consent_texts.filter(published_at=None).last()
    return found


@transaction.atomic
def begin(study: Study, *, by: User | None) -> ConsentText:
    """A draft to work on: the one there is, else a copy of the current version, else our words."""
    if there := draft(study):
        return there
    latest = study.consent_texts.aggregate(n=Max("version"))["n"] or 0
    made = current(study)
    if made is not None:
        return ConsentText.objects.create(study=study, version=latest + 1, by=by, **facts_of(made))
    language: Literal["nl", "en"] = "en" if study.language == "en" else "nl"
    say = words.words("studies", language)
    name = study.organisation.name
    others_read = study.asks_ideas and study.shows_others_ideas

    def whole(level: str) -> str:
        ideas = say(f"{level}_ideas") if others_read else ""
        return say(level, organisation=name, ideas=ideas)

    return ConsentText.objects.create(
        study=study,
        version=latest + 1,
        easy=whole("consent_easy"),
        ordinary=whole("consent_ordinary"),
        question=say("consent_question"),
        answers=[say("consent_answer", answer) for answer in ("yes", "ask", "no")],
        right_answer=0,
        explanation=say("consent_explanation"),
        by=by,
    )


@transaction.atomic
def publish(text: ConsentText, *, by: User) -> None:
    """From now on it is what people agree to, and nobody changes it. Twice is once."""
    if text.published_at:
        return
    text.published_at = timezone.now()
    text.by = by
    text.save(update_fields=["published_at", "by"])
    noting.note(
        "studies.consent_published",
        by=by,
        about=text,
        study=text.study.slug,
        organisation=text.study.organisation_id,
    )


def facts_of(text: ConsentText) -> dict[str, object]:
    """Everything a new version begins with."""
    return {
        "easy": text.easy,
        "ordinary": text.ordinary,
        "question": text.question,
        "answers": list(text.answers),
        "right_answer": text.right_answer,
        "explanation": text.explanation,
    }
