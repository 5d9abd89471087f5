"""Which statements somebody is asked to sort, and in which order.

Where a study gives everybody a batch, batches are dealt so that every pair of statements meets often enough:
what nobody sorted together says nothing about the map.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from werkwijs.participation.models import Batched, Participant
from werkwijs.studies.models import Statement, Study

T = TypeVar("T")
KEPT_SECONDS = 10
NOT_TOO_OFTEN = 0.05
"""How much a pair that met often weighs against pairs that hardly met."""


def allocate(participant: Participant) -> list[Statement]:
    """Deal a batch, once; asked again it is the same batch.

    Batches of those who withdrew do not count. Two people who come at the same moment may be dealt
    by the same counts; their draws differ, and the next batches level it out.
    """
    if not participant.batch.exists():
        with transaction.atomic():
            # Who asks twice at once waits here, and finds the batch of the first time.
            Participant.objects.select_for_update().get(pk=participant.pk)
            if not participant.batch.exists():
                _deal(participant)
    return statements(participant)


def statements(participant: Participant) -> list[Statement]:
    """What this person sorts, in their own order; empty before a batch was dealt.

    A statement that was dropped since is left out. Where everybody sorts everything, one that was added
    since comes last.
    """
    final = {statement.pk: statement for statement in final_set(participant.study)}
    dealt = list(participant.batch.values_list("statement_id", flat=True))
    mine = [final.pop(pk) for pk in dealt if pk in final]
    if dealt and _everything(participant.study, len(mine) + len(final)):
        mine += final.values()
    return mine


def holds(participant: Participant, some: Collection[int]) -> bool:
    """Whether this person, to whom a batch was dealt, sorts all of these."""
    final = {statement.pk for statement in final_set(participant.study)}
    if not set(some) <= final:
        return False
    if _everything(participant.study, len(final)):
        return True
    return bool(participant.batch.filter(statement__in=some).count() == len(set(some)))


def final_set(study: Study) -> list[Statement]:
    """The statements that are sorted.

    Once they are locked their words stay, so that not every page of everybody asks for them anew; a picture
    or sound that is added meanwhile shows within seconds.
    """
    if study.locked_at is None:
        return _in_the_set(study.pk)
    return list(_kept(study.pk, study.locked_at, int(time.monotonic() / KEPT_SECONDS)))


@lru_cache(maxsize=32)
def _kept(study: int, locked_at: datetime, moment: int) -> list[Statement]:
    return _in_the_set(study)


def _in_the_set(study: int) -> list[Statement]:
    return list(Statement.objects.filter(study=study, dropped_at=None))


def rounds(n: int, at_most: int) -> list[int]:
    """Sizes of the rounds, as equal as can be: 30 cards in rounds of at most 20 are 15 and 15."""
    if n == 0:
        return []
    count = math.ceil(n / max(at_most, 1))
    return [n // count + (i < n % count) for i in range(count)]


def shuffled(things: Iterable[T], *seed: object) -> list[T]:
    """An order that is the same whenever the same seed is asked for."""
    rng = _rng(*seed)
    listed = list(things)
    return [listed[i] for i in rng.permutation(len(listed))]


def choose(met: NDArray[np.int64], size: int, rng: np.random.Generator) -> list[int]:
    """Choose statements whose pairs met least.

    Parameters
    ----------
    met
        Shape (n, n): in how many earlier batches both statements were; on the diagonal, how often the
        statement itself was dealt.
    size
        How many to choose, at most n.
    rng
        Decides between statements that are equally needed.
    """
    ties = rng.random(len(met))
    needed = 0.5 ** met.astype(np.float64) - NOT_TOO_OFTEN * met
    np.fill_diagonal(needed, 0)
    free = np.ones(len(met), dtype=bool)
    gain = np.zeros(len(met))
    chosen: list[int] = []
    next_one = int(np.argmax(ties / 2 - met.diagonal()))
    while True:
        chosen.append(next_one)
        free[next_one] = False
        if len(chosen) == size:
            return chosen
        gain += needed[next_one]
        next_one = int(np.argmax(np.where(free, gain + 1e-6 * ties, -np.inf)))


def met(study: Study, ids: Collection[int]) -> NDArray[np.int64]:
    """How often each pair of these statements was in one batch of somebody who stays."""
    position = {pk: i for i, pk in enumerate(ids)}
    batches: dict[int, list[int]] = {}
    dealt = Batched.objects.filter(
        participant__study=study, participant__withdrawn_at=None, statement__in=position
    )
    for participant, statement in dealt.values_list("participant", "statement"):
        batches.setdefault(participant, []).append(position[statement])
    together = np.zeros((len(position), len(position)), dtype=np.int64)
    for batch in batches.values():
        together[np.ix_(batch, batch)] += 1
    return together


def _deal(participant: Participant) -> None:
    study = participant.study
    ids = [statement.pk for statement in final_set(study)]
    if not _everything(study, len(ids)):
        rng = _rng("batch", study.slug, participant.number)
        ids = [ids[i] for i in choose(met(study, ids), study.batch_size or 0, rng)]
    ordered = shuffled(ids, "order", study.slug, participant.number)
    Batched.objects.bulk_create(
        Batched(participant=participant, statement_id=pk, position=position)
        for position, pk in enumerate(ordered)
    )


def _everything(study: Study, n: int) -> bool:
    return study.batch_size is None or study.batch_size >= n


def _rng(*seed: object) -> np.random.Generator:
    told = hashlib.sha256(":".join(map(str, seed)).encode()).digest()
    return np.random.default_rng(int.from_bytes(told[:8], "big"))
