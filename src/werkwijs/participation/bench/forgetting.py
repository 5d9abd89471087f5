"""Somebody withdraws: their words go from statements and steps too, as long as the set is open.

A statement that says literally what somebody said, or a part of it, and rests on no idea of anybody
else, is dropped and emptied. What stays: what a facilitator wrote in other words; what others said too
(the bench asks to reword it); and what is locked, because people may be sorting it. Steps keep their
numbers, and lose the words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.utils import timezone

from werkwijs.audit import noting
from werkwijs.lib import speaking
from werkwijs.participation.bench import standing, wording
from werkwijs.participation.bench.steps import changes
from werkwijs.participation.models import Became, BenchStep, Idea, Participant
from werkwijs.studies import locking, media
from werkwijs.studies.models import Statement, Study


@transaction.atomic
def forget_words(participant: Participant) -> list[int]:
    """To be called while the ideas are still there. Returns the statements that were emptied."""
    study = Study.objects.select_for_update().get(pk=participant.study_id)
    own = list(Idea.objects.filter(participant=participant))
    if not own:
        return []
    said = [idea.text for idea in own]
    also = list(
        Idea.objects.filter(participant__study=study)
        .exclude(participant=participant)
        .values_list("text", flat=True)
    )

    def theirs_alone(text: str) -> bool:
        return _among(text, said) and not any(wording.alike(text, other) for other in also)

    about = [s for s in BenchStep.objects.filter(study=study).order_by("pk") if _of(s, own)]
    gone, still = _statements(study, own, about, theirs_alone)
    _empty(study, gone, still)
    staying = set(
        study.statements.filter(dropped_at=None).exclude(text="").values_list("text", flat=True)
    )
    _empty_steps(about, lambda text: text not in staying and theirs_alone(text))
    return [s.pk for s in gone]


def still_in_their_words(study: Study) -> set[int]:
    """Statements that rest on others too, in words of somebody who withdrew, and not edited since."""
    found: set[int] = set()
    for step in BenchStep.objects.filter(study=study, undone_at=None).order_by("pk"):
        if step.act == "withdraw":
            found |= set(step.after.get("still", []))
        else:
            found -= {int(pk) for pk, before, after in changes(step) if before != after}
    return found


def _statements(
    study: Study, own: list[Idea], about: list[BenchStep], theirs: Callable[[str], bool]
) -> tuple[list[Statement], list[Statement]]:
    """Those whose words go, and those in the set that say it still."""
    rows = Became.objects.exclude(statement=None)
    mine = set(rows.filter(idea__in=own).values_list("statement", flat=True))
    others = set(
        rows.filter(statement__in=mine).exclude(idea__in=own).values_list("statement", flat=True)
    )
    once = {int(pk) for step in about for pk in step.after.get("statements", {})}
    said = [s for s in study.statements.filter(pk__in=mine | once) if s.text and theirs(s.text)]
    closed = locking.locked(study)
    gone = [s for s in said if s.dropped_at or (not closed and s.pk in mine and s.pk not in others)]
    return gone, [s for s in said if s not in gone]


def _empty(study: Study, gone: list[Statement], still: list[Statement]) -> None:
    if not gone and not still:
        return
    pks = [s.pk for s in gone]
    Statement.objects.filter(pk__in=pks, dropped_at=None).update(dropped_at=timezone.now())
    for statement in gone:
        media.remove_picture(statement)
        media.remove_sound(statement)  # somebody reads the words aloud in it
        for words in filter(None, (statement.text, statement.easy)):
            for spoken in (words, f"{study.stem} {words}"):
                transaction.on_commit(partial(speaking.forget, spoken))
    Statement.objects.filter(pk__in=pks).update(text="", easy="", short="")
    before = {str(s.pk): {"text": "", "origin": s.origin_id, "dropped": ""} for s in gone}
    after = standing.now(statements=pks, ideas=[])
    step = BenchStep.objects.create(
        study=study,
        act="withdraw",
        before={"statements": before, "ideas": {}},
        after=after | {"result": [], "still": [s.pk for s in still]},
    )
    noting.note(
        "participation.bench_withdraw",
        by=noting.SYSTEM,
        about=step,
        study=study.slug,
        organisation=study.organisation_id,
    )


def _empty_steps(about: list[BenchStep], gone: Callable[[str], bool]) -> None:
    for step in about:
        changed = False
        for half in (step.before, step.after):
            for own in half.get("statements", {}).values():
                if own and own["text"] and gone(own["text"]):
                    own["text"] = ""
                    changed = True
        if changed:
            step.save(update_fields=["before", "after"])


def _of(step: BenchStep, ideas: list[Idea]) -> bool:
    own = {str(idea.pk) for idea in ideas}
    return bool(own & (set(step.before.get("ideas", {})) | set(step.after.get("ideas", {}))))


def _among(text: str, said: list[str]) -> bool:
    return any(wording.literally_in(text, raw) for raw in said)
