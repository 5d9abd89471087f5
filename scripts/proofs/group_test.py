"""Does the test of a group's map keep its word: one false alarm in twenty where groups are the same?

Invents small studies in which who is in the group was drawn by lot, and tests each as anybody
would. Chance alone then makes p .05 or less in 5 % of them; 3.5-6.5 % is accepted. Beside it, to
see that the test can also tell a difference: studies in which the group sorts by another logic.

    scripts/prove groups --studies 2000

Exit 1 when the answer is no. ``docs/methods/simulation.md`` keeps the outcomes.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
from simulated_studies import PAGE, available, outcome_heading, settle

from conceptmapping import group_maps
from conceptmapping.co_sorting import PileIndex
from conceptmapping.scaling import scale
from conceptmapping.simulation import mixed_population

LEVEL = 0.05
ACCEPTED = (0.035, 0.065)
FEW = 200
"""Studies with a difference to find: a few tell enough."""


@dataclass(frozen=True)
class Trial:
    """One study to invent; ``differ``: the group sorts by another logic than the others."""

    seed: int
    statements: int
    each: int
    permutations: int
    differ: bool


def p_of(trial: Trial) -> float:
    """The p of one study with two groups of ``each`` sorters."""
    rng = np.random.default_rng([trial.seed, trial.statements, trial.each, trial.differ])
    population = mixed_population(trial.statements, rng, themes=4)
    if trial.differ:
        drawn = population.draw_exactly({"theme": trial.each, "actor": trial.each}, rng)
        inside = drawn.those("actor")
    else:
        drawn = population.draw(2 * trial.each, rng)
        inside = rng.permutation(np.arange(2 * trial.each) < trial.each)
    index = PileIndex(drawn.sorts)
    seed = int(rng.integers(1 << 30))
    points = scale(index.count(), starts=5, seed=seed).points
    found = group_maps.compare(
        index, points, {"group": inside}, permutations=trial.permutations, seed=seed
    )
    return found[0].p if found else np.nan


def share(ps: Sequence[float]) -> tuple[float, float, int]:
    """How many of the studies that could be tested have p at or below the level, and its error."""
    known = np.array([p for p in ps if not np.isnan(p)])
    alarms = float(np.mean(known <= LEVEL + 1e-9))
    return alarms, float(np.sqrt(alarms * (1 - alarms) / len(known))), len(known)


def table(alike: Sequence[float], differ: Sequence[float]) -> list[str]:
    lines = ["| group | studies | p ≤ .05 (standard error) | median p |", "|---|---:|---:|---:|"]
    for name, ps in (("drawn by lot", alike), ("sorts by another logic", differ)):
        if ps:
            alarms, error, n = share(ps)
            lines.append(f"| {name} | {n} | {alarms:.1%} ({error:.1%}) | {np.nanmedian(ps):.2f} |")
    return lines


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("proof", choices=("groups",))
    asked.add_argument("--studies", type=int, default=2000)
    asked.add_argument("--statements", type=int, default=16)
    asked.add_argument("--each", type=int, default=10, help="sorters in each of the two groups")
    asked.add_argument("--permutations", type=int, default=99)
    asked.add_argument("--record", action="store_true", help=f"write the table in {PAGE.name}")
    options = asked.parse_args()

    def trials(count: int, *, differ: bool) -> list[Trial]:
        sizes = options.statements, options.each, options.permutations
        return [Trial(seed, *sizes, differ) for seed in range(1, count + 1)]

    alike = trials(options.studies, differ=False)
    differ = trials(min(FEW, options.studies), differ=True)
    found: list[float] = []
    with ProcessPoolExecutor(available(), get_context("spawn"), initializer=settle) as pool:
        try:
            for done, p in enumerate(pool.map(p_of, [*alike, *differ], chunksize=5), start=1):
                found.append(p)
                if sys.stderr.isatty() or done % 100 == 0:
                    print(f"{done} of {len(alike) + len(differ)}", file=sys.stderr)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough
            print("Stopped early: only what was finished is told.", file=sys.stderr)
            pool.shutdown(cancel_futures=True)
    if not found:
        return 1
    lines = table(found[: len(alike)], found[len(alike) :])
    print(*lines, sep="\n")
    if options.record:
        what = f"test of groups, {options.statements} statements, twice {options.each} sorters"
        with PAGE.open("a", encoding="utf-8") as page:
            page.write("\n".join([*outcome_heading(what), *lines, ""]))
    alarms, _, tested = share(found[: len(alike)])
    if tested < len(alike) or not ACCEPTED[0] <= alarms <= ACCEPTED[1]:
        print(f"WRONG {alarms:.1%} false alarms in {tested} studies.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
