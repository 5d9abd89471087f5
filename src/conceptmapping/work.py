"""Doing many independent tasks on all cores, with the same outcome on any number of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")
Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``, from the thread that asked for the work."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def steady_numbers() -> Iterator[None]:
    """Hold matrix products to one thread: how they are split up changes the last digits."""
    with threadpool_limits(limits=1, user_api="blas"):
        yield


def random_numbers(seed: int, stage: int, task: int = 0) -> np.random.Generator:
    """A generator of its own for each task, so that the order of work does not matter."""
    return np.random.default_rng([seed, stage, task])


def run(
    do: Callable[[Task], Outcome],
    tasks: Sequence[Task],
    *,
    stage: str = "",
    progress: Progress | None = None,
) -> list[Outcome]:
    """Do all ``tasks`` and give their outcomes in the order of the tasks."""
    outcomes: list[Outcome] = []
    if not tasks:
        return outcomes
    if progress:
        progress(stage, 0, len(tasks))
    workers = min(cores(), len(tasks))
    pool = ThreadPoolExecutor(workers)
    try:
        for done, outcome in enumerate(pool.map(do, tasks), start=1):
            outcomes.append(outcome)
            if progress:
                progress(stage, done, len(tasks))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return outcomes
