"""How a study is set up, as ``werkwijs.toml`` in its folder, and back.

Left out on purpose: who reads worries and whom to call, for these are people's names and numbers;
colleagues; and addresses and telephone numbers in texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from conceptmapping.reading.tables import as_read
from werkwijs.participation.given import one_line
from werkwijs.studies.models import (
    ConsentText,
    Group,
    Phase,
    PhaseChange,
    PracticeItem,
    Scale,
    ScaleStep,
    Study,
    Text,
)

FORMAT = 1
_CHOICES = (
    *("stem", "phase", "order", "asks_ideas", "asks_sorting", "asks_rating", "batch_size"),
    *("round_size", "names_piles", "shows_pictures", "shows_emoticons", "shows_others_ideas"),
    *("asks_practice", "turns_scales", "allows_minors"),
)
_ALLOWED = {"phase": Phase.values, "order": Study.Order.values}
_CONSENT = ("easy", "ordinary", "question", "explanation")
_MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[\w-]+")
_TELEPHONE = re.compile(r"(?<![\w-])(?:\+|0)[\d](?:[\s().-]?\d){7,12}(?!\w)")
HIDDEN = "[...]"
"""What stands where an e-mail address or telephone number was."""


def table(study: Study) -> dict[str, Any]:
    """The set-up in what TOML can hold; nothing empty."""
    own: dict[str, Any] = {"format": FORMAT}
    for name in _CHOICES:
        value = getattr(study, name)
        if value is not None:
            own[name] = as_read(value) if isinstance(value, str) else value
    if study.withdraw_until:
        own["withdraw_until"] = study.withdraw_until.isoformat()
    if study.locked_at:
        own["locked_at"] = written(study.locked_at)
    return own | {
        "groups": {
            group.key: {"name": as_read(group.name), "easy": group.easy}
            for group in study.groups.all()
        },
        "texts": {
            text.key: {
                "easy": without_contacts(text.easy),
                "ordinary": without_contacts(text.ordinary),
            }
            for text in study.texts.order_by("key")
        },
        "consent": {str(text.version): _consent(text) for text in study.consent_texts.all()},
        "scales": {one_line(scale.key): _scale(scale) for scale in study.scales.all()},
        "phases": {
            str(place): {"before": change.before, "after": change.after, "at": written(change.at)}
            for place, change in enumerate(study.phase_changes.order_by("at", "pk"), start=1)
        },
    }


def without_contacts(text: str) -> str:
    """A text for participants without the e-mail addresses and telephone numbers in it."""
    return _TELEPHONE.sub(HIDDEN, _MAIL.sub(HIDDEN, as_read(text)))


def _consent(text: ConsentText) -> dict[str, Any]:
    own: dict[str, Any] = {name: without_contacts(getattr(text, name)) for name in _CONSENT}
    own["answers"] = [without_contacts(str(answer)) for answer in text.answers]
    own["right_answer"] = text.right_answer
    if text.published_at:
        own["published_at"] = written(text.published_at)
    return own


def _scale(scale: Scale) -> dict[str, Any]:
    practice: dict[str, Any] = {}
    for place, item in enumerate(scale.practice_items.all(), start=1):
        practice[str(place)] = {"text": as_read(item.text)}
        if item.expected is not None:
            practice[str(place)]["expected"] = item.expected
    return {
        "question": as_read(scale.question),
        "easy_question": as_read(scale.easy_question),
        "steps": {
            str(step.value): {"word": as_read(step.word), "picture": step.picture}
            for step in scale.steps.all()
        },
        "practice": practice,
    }


def written(at: datetime) -> str:
    """A moment, the same whatever the time zone of the website."""
    return at.astimezone(UTC).isoformat()


# --- and back ----------------------------------------------------------------------------------


def taken(told: Mapping[str, Any]) -> dict[str, Any]:
    """The study's own columns, as far as the table tells them in a form we know."""
    facts: dict[str, Any] = {}
    usual = Study()
    for name in _CHOICES:
        value, allowed = told.get(name), _ALLOWED.get(name)
        if name in {"batch_size", "round_size"}:
            sound = type(value) is int and 3 <= value <= 30_000
        elif allowed is not None:
            sound = value in allowed
        else:
            sound = type(value) is type(getattr(usual, name))
        if sound:
            facts[name] = value[:80] if isinstance(value, str) else value
    if day := _day(told.get("withdraw_until")):
        facts["withdraw_until"] = day
    if locked := moment(told.get("locked_at")):
        facts["locked_at"] = locked
    return facts


def make(study: Study, told: Mapping[str, Any]) -> None:
    """Groups, texts, consent, what is asked beside each scale, and phases, as the table tells them.

    Scales themselves come from ``scales.csv``.
    """
    for order, (key, own) in enumerate(_tables(told, "groups")):
        Group.objects.create(
            study=study,
            key=key[:30],
            name=_text(own, "name", 60) or key,
            easy=own.get("easy") is True,
            order=order,
        )
    for key, own in _tables(told, "texts"):
        Text.objects.create(
            study=study, key=key[:30], easy=_text(own, "easy"), ordinary=_text(own, "ordinary")
        )
    for version, own in _tables(told, "consent"):
        if re.fullmatch(r"[1-9]\d{0,3}", version, re.ASCII):
            _make_consent(study, int(version), own)
    for _, own in _tables(told, "phases"):
        at = moment(own.get("at"))
        if at and {own.get("before"), own.get("after")} <= set(Phase.values):
            PhaseChange.objects.create(study=study, before=own["before"], after=own["after"], at=at)


def _make_consent(study: Study, version: int, own: Mapping[str, Any]) -> None:
    answers = own.get("answers")
    right = own.get("right_answer")
    ConsentText.objects.create(
        study=study,
        version=version,
        easy=_text(own, "easy"),
        ordinary=_text(own, "ordinary"),
        question=_text(own, "question", 200),
        explanation=_text(own, "explanation", 300),
        answers=[str(answer) for answer in answers] if isinstance(answers, list) else [],
        right_answer=right if type(right) is int and 0 <= right < 100 else 0,
        published_at=moment(own.get("published_at")),
    )


def make_scale(scale: Scale, told: Mapping[str, Any], words: tuple[str, ...]) -> None:
    """Questions, steps and practice of one scale; ``words`` from ``scales.csv`` where it tells none."""
    own = dict(_tables(told, "scales")).get(scale.key, {})
    scale.question = _text(own, "question", 200) if "question" in own else scale.question
    scale.easy_question = _text(own, "easy_question", 200)
    scale.save(update_fields=["question", "easy_question"])
    steps = {
        int(value): (_text(step, "word", 40), _text(step, "picture", 20))
        for value, step in _tables(own, "steps")
        if re.fullmatch(r"-?\d{1,4}", value, re.ASCII)
    }
    if not own and len(words) == scale.maximum - scale.minimum + 1:
        steps = {value: (word[:40], "") for value, word in enumerate(words, start=scale.minimum)}
    for value, (word, picture) in steps.items():
        ScaleStep.objects.create(scale=scale, value=value, word=word, picture=picture)
    for order, (_, item) in enumerate(_tables(own, "practice")):
        expected = item.get("expected")
        PracticeItem.objects.create(
            scale=scale,
            text=_text(item, "text", 200),
            expected=expected if type(expected) is int and abs(expected) < 10_000 else None,
            order=order,
        )


def moment(told: object) -> datetime | None:
    """A moment as we write it; None for anything else."""
    try:
        found = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _tables(told: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
    found = told.get(name)
    if not isinstance(found, Mapping):
        return []
    return [(key, own) for key, own in found.items() if isinstance(own, Mapping)]


def _text(own: Mapping[str, Any], name: str, longest: int | None = None) -> str:
    value = own.get(name)
    return value[:longest] if isinstance(value, str) else ""
