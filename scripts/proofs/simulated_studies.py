"""Does the analysis keep its word on invented studies whose truth is known?

Draws populations, and from each a study of every size, analyses it as anybody would, and
asks two things. Do the 90 % ellipses cover the population's map in 85-95 % of cases? Are the
sorters who were made lumpers or chance-level flagged, and the others left alone?

    scripts/prove --studies 200 --sizes 10 20 40 100

Exit 1 when an answer is no. ``docs/methods/simulation.md`` explains and keeps the outcomes.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from conceptmapping import procrustes
from conceptmapping.analysis import ConceptMap, concept_map
from conceptmapping.scaling import scale
from conceptmapping.simulation import Drawn, Population, mixed_population
from conceptmapping.study import Statement, Study

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "simulation.md"
COVERED = (0.85, 0.95)
FOUND, FALSE = 0.95, 0.05
PROMISED = (20, 40, 100)
"""Sizes for which the promise is made; others are only reported."""

LUMPERS = ("lumper", "heaper")
HEEDLESS = ("heedless",)
TRUTH = 5_000
"""Sorters in the sample that stands for the population: fifty times the largest study."""


@dataclass(frozen=True)
class Outcome:
    """One study: what was covered, and who was flagged (found, planted, false, ordinary)."""

    sorters: int
    covered: float
    length: float
    procrustes_r2: float
    promised_r2: float
    lumpers: tuple[int, int, int, int]
    heedless: tuple[int, int, int, int]


def try_population(task: tuple[int, int, int, tuple[int, ...]]) -> list[Outcome]:
    """One population, and a study of every size from it."""
    seed, statements, axes, sizes = task
    rng = np.random.default_rng([seed, statements, axes])
    population = mixed_population(statements, rng, axes=axes)
    truth = scale(population.co_sorting(rng, sorters=TRUTH)).points
    return [try_study(population, truth, size, rng) for size in sizes]


def try_study(
    population: Population, truth: NDArray[np.float64], size: int, rng: np.random.Generator
) -> Outcome:
    drawn = population.draw(size, rng)
    study = Study(tuple(Statement(s, s) for s in population.statements), drawn.sorts)
    found = concept_map(
        study, bootstrap=200, permutations=0, split_halves=0, seed=int(rng.integers(1 << 30))
    )
    if found.ellipses is None or found.bootstrap is None:
        raise RuntimeError("The analysis drew no ellipses.")
    return Outcome(
        sorters=size,
        covered=float(np.mean(covers(found, truth))),
        length=float(np.median(found.ellipses.a)),
        procrustes_r2=float(procrustes.agreement(truth, found.scaling.points)),
        promised_r2=float(np.mean(found.bootstrap.procrustes_r2)),
        lumpers=flagged(found, drawn, "lumper", LUMPERS),
        heedless=flagged(found, drawn, "chance-level", HEEDLESS),
    )


def covers(found: ConceptMap, truth: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Shape (n_statements,): whose ellipse holds the statement's place on the population's map.

    The population's map is laid on the study's map, as the bootstrap maps are.
    """
    points, ellipses = found.scaling.points, found.ellipses
    x, y = (procrustes.superimpose(truth, points) - points).T
    along = x * np.cos(ellipses.angle) + y * np.sin(ellipses.angle)
    across = y * np.cos(ellipses.angle) - x * np.sin(ellipses.angle)
    inside: NDArray[np.bool_] = (along / ellipses.a) ** 2 + (across / ellipses.b) ** 2 <= 1.0
    return inside


def flagged(
    found: ConceptMap, drawn: Drawn, flag: str, planted: tuple[str, ...]
) -> tuple[int, int, int, int]:
    """Found among the planted, planted, flagged among the ordinary, ordinary."""
    named = {f.sorter for f in found.flags if f.flag == flag}
    hit = np.array([sorter in named for sorter in drawn.sorts.sorters])
    meant, ordinary = drawn.those(*planted), ~drawn.those(*LUMPERS, *HEEDLESS)
    return (
        int(np.sum(hit & meant)),
        int(np.sum(meant)),
        int(np.sum(hit & ordinary)),
        int(np.sum(ordinary)),
    )


# --- told ---------------------------------------------------------------------------------


COLUMNS = (
    "sorters",
    "studies",
    "covered by the 90 % ellipses (standard error)",
    "in the worst of twenty studies",
    "half the long axis (median)",
    "R² of map and population's map",
    "R² the bootstrap expects",
    "lumpers flagged",
    "ordinary flagged as lumper",
    "chance-level flagged",
    "ordinary flagged as chance-level",
)


def table(outcomes: Sequence[Outcome], sizes: Sequence[int]) -> list[str]:
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---:|" * len(COLUMNS)]
    for size in sizes:
        own = [outcome for outcome in outcomes if outcome.sorters == size]
        covered = np.array([o.covered for o in own])
        lumpers = np.sum([o.lumpers for o in own], axis=0)
        heedless = np.sum([o.heedless for o in own], axis=0)
        error = covered.std(ddof=1) / np.sqrt(len(own)) if len(own) > 1 else np.nan
        cells = [
            f"{size}",
            f"{len(own)}",
            f"{covered.mean():.1%} ({error:.1%})",
            f"{np.quantile(covered, 0.05):.0%}",
            f"{np.mean([o.length for o in own]):.2f}",
            f"{np.mean([o.procrustes_r2 for o in own]):.2f}",
            f"{np.mean([o.promised_r2 for o in own]):.2f}",
            part(lumpers[0], lumpers[1]),
            part(lumpers[2], lumpers[3]),
            part(heedless[0], heedless[1]),
            part(heedless[2], heedless[3]),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def part(some: int, of: int) -> str:
    return f"{some / of:.1%} of {of}" if of else "none planted"


def broken(outcomes: Sequence[Outcome], sizes: Sequence[int]) -> list[str]:
    """What was promised and did not come true."""
    told = []
    for size in [size for size in sizes if size in PROMISED]:
        own = [outcome for outcome in outcomes if outcome.sorters == size]
        covered = np.mean([o.covered for o in own])
        if not COVERED[0] <= covered <= COVERED[1]:
            told.append(f"{size} sorters: the ellipses cover {covered:.1%}.")
        for what in ("lumpers", "heedless"):
            found, planted, false, ordinary = np.sum([getattr(o, what) for o in own], axis=0)
            if planted and found / planted < FOUND:
                told.append(f"{size} sorters: {found} of {planted} {what} are flagged.")
            if false / ordinary > FALSE:
                told.append(f"{size} sorters: {false} of {ordinary} are falsely flagged ({what}).")
    return told


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--studies", type=int, default=200, help="of each size")
    asked.add_argument("--sizes", type=int, nargs="+", default=[10, 20, 40, 100])
    asked.add_argument("--statements", type=int, default=64)
    asked.add_argument("--axes", type=int, default=3, help="sides of meaning; a map shows two")
    asked.add_argument("--first", type=int, default=1, help="number of the first population")
    asked.add_argument("--record", action="store_true", help=f"write the table in {PAGE.name}")
    options = asked.parse_args()

    sizes = tuple(options.sizes)
    tasks = [
        (seed, options.statements, options.axes, sizes)
        for seed in range(options.first, options.first + options.studies)
    ]
    outcomes: list[Outcome] = []
    cores = available()
    with ProcessPoolExecutor(cores, get_context("spawn"), initializer=settle) as pool:
        try:
            for done, found in enumerate(pool.map(try_population, tasks), start=1):
                outcomes += found
                if sys.stderr.isatty() or done % 20 == 0:
                    print(f"{done} of {len(tasks)}", file=sys.stderr)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough
            print("Stopped early: only what was finished is told.", file=sys.stderr)
            pool.shutdown(cancel_futures=True)
    if not outcomes:
        return 1
    lines = table(outcomes, sizes)
    print(*lines, sep="\n")
    if options.record:
        record(options, lines)
    failed = broken(outcomes, sizes)
    for line in failed:
        print(f"WRONG {line}", file=sys.stderr)
    return 1 if failed else 0


def available() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def settle() -> None:
    """One core for each process: the analysis would otherwise take them all, every time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # stopping is for the process that asked
    if hasattr(os, "sched_setaffinity"):
        mine = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {mine[os.getpid() % len(mine)]})


def record(options: argparse.Namespace, lines: Sequence[str]) -> None:
    """Add a dated table to the page; earlier ones stay."""
    what = f"{options.axes} axes, {options.statements} statements"
    with PAGE.open("a", encoding="utf-8") as page:
        page.write("\n".join([*outcome_heading(what), *lines, ""]))


def outcome_heading(what: str) -> list[str]:
    """When, what, with which command and where, as it stands above a table of outcomes."""
    command = " ".join(["scripts/prove", *(a for a in sys.argv[1:] if a != "--record")])
    where = f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}"
    return ["", f"### {date.today().isoformat()}: {what}", "", f"`{command}` ({where})", ""]


if __name__ == "__main__":
    sys.exit(main())
