"""A hundred cards for one audience as PDF, in each of the ways they are printed, on one core."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

HEAD = "| kind | pages | kB | seconds | seconds of the processor |\n|---|---:|---:|---:|---:|"
RUNS = 3
CARDS = 100


def printed(n: int, say: Callable[[str], None]) -> list[str]:
    """Median of some runs, after one to warm up; every card with its picture and its code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkwijs.config.settings")
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import django

    django.setup()
    import io

    import pikepdf
    from tests.werkwijs.cards.sample_edition import sample

    from werkwijs.cards import printing

    if hasattr(os, "sched_setaffinity"):
        cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(cores)})
    document, files = sample(n)
    rows = []
    for kind in printing.KINDS:
        taken, worked, made = [], [], b""
        for _ in range(1 + RUNS):
            began, at_work = time.perf_counter(), time.process_time()
            made = printing.pdf(
                document,
                files,
                "young-person",
                kind,
                address=lambda n: f"https://werkwijs.example/k/abcd/{n}",
            )
            taken.append(time.perf_counter() - began)
            worked.append(time.process_time() - at_work)
        with pikepdf.open(io.BytesIO(made)) as opened:
            pages = len(opened.pages)
        row = (
            f"| {kind} | {pages} | {len(made) / 1000:.0f} "
            f"| {statistics.median(taken[1:]):.2f} | {statistics.median(worked[1:]):.2f} |"
        )
        say(row)
        rows.append(row)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)
    return rows


if __name__ == "__main__":
    print(HEAD)
    printed(CARDS, print)
