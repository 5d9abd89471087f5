"""What a study still lacks before people can take part, in plain words, with the page that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse

from werkwijs.lib.words import say
from werkwijs.studies import consent, locking, texts
from werkwijs.studies.models import Phase, Study

State = Literal["done", "todo", "later", "choice"]
"""``choice``: fine as it is, may be changed."""


@dataclass(frozen=True)
class Missing:
    """One thing a study lacks."""

    words: str
    """Member of ``studies.missing``."""
    address: str
    """Name of the page that mends it."""
    n: int = 0

    def said(self) -> str:
        return say("studies.missing", self.words, n=self.n)


@dataclass(frozen=True)
class Task:
    """A line of the task list: one subject of the set-up."""

    subject: str
    """Member of ``studies.task``."""
    link: str
    state: State
    remark: str
    """How it stands, in words."""


def missing_to_join(study: Study) -> list[Missing]:
    """What must be there before anybody joins, whatever they will do."""
    lacks: list[Missing] = []
    if not study.prompt.strip():
        lacks.append(Missing("prompt", "studies:question"))
    if not study.groups.exists():
        lacks.append(Missing("group", "studies:groups"))
    if consent.current(study) is None:
        lacks.append(Missing("consent", "studies:consent"))
    if not worry_complete(study):
        lacks.append(Missing("worry", "studies:worry"))
    return lacks


def missing_to_sort(study: Study) -> list[Missing]:
    """What must be there besides, before anybody sorts or rates."""
    lacks: list[Missing] = []
    n = len(locking.final(study))
    if n < locking.FEWEST:
        lacks.append(Missing("statements", "studies:statements", n))
    elif study.locked_at is None:
        lacks.append(Missing("lock", "studies:statements"))
    if not (study.asks_sorting or study.asks_rating):
        lacks.append(Missing("tasks", "studies:choices"))
    if study.asks_rating and not study.scales.exists():
        lacks.append(Missing("scale", "studies:scales"))
    if study.asks_sorting and study.batch_size and study.batch_size > n >= locking.FEWEST:
        lacks.append(Missing("batch", "studies:choices", n))
    return lacks


def worry_complete(study: Study) -> bool:
    """Whether somebody who worries is told who reads it, when, and whom to call now."""
    return all(s.strip() for s in (study.worry_reader, study.worry_when, study.worry_call))


def tasks(study: Study) -> list[Task]:
    """The set-up, subject by subject, and how each stands."""
    now, work = consent.current(study), consent.draft(study)
    groups, own = study.groups.count(), study.texts.filter(key__in=texts.KEYS).count()
    scales, statements = study.scales.count(), len(locking.final(study))
    listed: list[tuple[str, State, str]] = [
        (
            "question",
            "done" if study.prompt.strip() else "todo",
            study.prompt or say("studies.task_question_empty"),
        ),
        ("groups", "done" if groups else "todo", say("studies.task_groups", n=groups)),
        ("texts", "choice", say("studies.task_texts", n=own, all=len(texts.KEYS))),
        (
            "consent",
            "done" if now else "todo",
            say("studies.task_consent", "current", version=now.version)
            if now
            else say("studies.task_consent", "draft" if work else "none"),
        ),
    ]
    if study.asks_rating:
        listed.append(
            ("scales", "done" if scales else "todo", say("studies.task_scales", n=scales))
        )
    listed += [
        (
            "worry",
            "done" if worry_complete(study) else "todo",
            study.worry_reader or say("studies.task_worry_empty"),
        ),
        ("choices", "choice", _choices(study)),
        (
            "statements",
            _set(study),
            say("studies.task_statements", "locked" if study.locked_at else "open", n=statements),
        ),
    ]
    return [
        Task(subject, reverse(f"studies:{subject}", args=[study.slug]), state, remark)
        for subject, state, remark in listed
    ]


def _set(study: Study) -> State:
    if study.locked_at:
        return "done"
    made_later = study.asks_ideas and study.phase in {Phase.PREPARING, Phase.IDEAS}
    return "later" if made_later else "todo"


def _choices(study: Study) -> str:
    asked = [
        say("studies.ask", what)
        for what, asks in (
            ("ideas", study.asks_ideas),
            ("sorting", study.asks_sorting),
            ("rating", study.asks_rating),
        )
        if asks
    ]
    return ", ".join(asked)
