"""One non-metric map from one start: ours, scikit-learn's and vegan's, side by side."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from invented import study
from sklearn.manifold import MDS

import conceptmapping as cm
from conceptmapping.co_sorting import CoSorting
from conceptmapping.scaling import Descent, classical_start

SECONDARY, PRIMARY = "ordinal-secondary", "ordinal-primary"
Points = np.ndarray


@dataclass(frozen=True)
class Runner:
    """Somebody who draws maps: name, the stress they minimise, and how many starts we grant."""

    name: str
    transform: str
    seconds: list[float]
    stresses: list[float]


def ours(co: CoSorting, starts: list[Points], transform: str) -> Runner:
    Descent(co, transform).fit(starts[0])  # compiled before the clock runs
    seconds, stresses = [], []
    for start in starts:
        began = time.perf_counter()
        points, _ = Descent(co, transform).fit(start)
        seconds.append(time.perf_counter() - began)
        stresses.append(cm.stress(points, co, transform=transform))
    return Runner("Werkwijs", transform, seconds, stresses)


def seconds_to(co: CoSorting, start: Points, transform: str, stress: float) -> float:
    """Our seconds until this stress is reached from ``start``; inf when it never is."""
    fitting = Descent(co, transform)
    for steps in (5, 8, 12, 18, 27, 40, 60, 90, 135, 200, 300, 450, 2000):
        began = time.perf_counter()
        points, _ = fitting.fit(start, max_steps=steps)
        seconds = time.perf_counter() - began
        if cm.stress(points, co, transform=transform) <= stress:
            return seconds
    return float("inf")


def scikit_learn(co: CoSorting, starts: list[Points]) -> Runner:
    """Its defaults from a given start. Zeros are lifted: it takes them for missing values."""
    lifted = co.matrix(co.dissimilarity + 1.0)
    seconds, stresses = [], []
    for start in starts:
        machine = MDS(metric_mds=False, metric="precomputed", n_init=1, normalized_stress=True)
        began = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            points = machine.fit_transform(lifted, init=start)
        seconds.append(time.perf_counter() - began)
        stresses.append(cm.stress(points, co))
    return Runner("scikit-learn MDS", SECONDARY, seconds, stresses)


def vegan(co: CoSorting, starts: list[Points], transform: str) -> Runner | None:
    """monoMDS with its defaults; weak ties are our primary, strong ties our secondary."""
    if shutil.which("Rscript") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        np.savetxt(where / "dissimilarity.csv", co.matrix(co.dissimilarity), delimiter=",")
        for i, start in enumerate(starts):
            np.savetxt(where / f"start-{i:02}.csv", start, delimiter=",")
        weak = "TRUE" if transform == PRIMARY else "FALSE"
        script = Path(__file__).with_name("monomds.R")
        told = subprocess.run(
            ["Rscript", str(script), folder, weak], capture_output=True, text=True, check=False
        )
        if told.returncode:
            return None
        points = [np.loadtxt(file, delimiter=",") for file in sorted(where.glob("points-*.csv"))]
    return Runner(
        f"vegan monoMDS, {'weak' if weak == 'TRUE' else 'strong'} ties",
        transform,
        [float(line) for line in told.stdout.split()],
        [cm.stress(p, co, transform=transform) for p in points],
    )


def compared(n: int, n_starts: int, say: Callable[[str], None]) -> list[str]:
    """Table rows for ``n`` statements sorted by 30 people."""
    co = cm.similarity(study(n, 30).sorts)
    rng = np.random.default_rng(0)
    starts = [classical_start(co), *(rng.normal(size=(n, 2)) for _ in range(n_starts - 1))]
    rows = []
    for transform in (SECONDARY, PRIMARY):
        mine = ours(co, starts, transform)
        peers = [scikit_learn(co, starts)] if transform == SECONDARY else []
        peers += [peer] if (peer := vegan(co, starts, transform)) else []
        for runner in (mine, *peers):
            ratio = [theirs / own for theirs, own in zip(runner.seconds, mine.seconds, strict=True)]
            level = runner.seconds[0] / min(
                seconds_to(co, starts[0], transform, runner.stresses[0]) for _ in range(3)
            )
            rows.append(
                f"| {n} | {transform} | {runner.name} | {median(runner.seconds):.4f} "
                f"| {median(ratio):.1f} | {_told(runner is mine, level)} "
                f"| {runner.stresses[0]:.5f} | {min(runner.stresses):.5f} "
                f"| {np.mean(runner.stresses):.5f} |"
            )
            say(rows[-1])
    return rows


def _told(ourselves: bool, level: float) -> str:
    return "" if ourselves else f"{level:.1f}"


HEAD = (
    "| statements | minimised | by | seconds a fit | times ours | at equal stress "
    "| classical | best | mean |\n|---:|---|---|---:|---:|---:|---:|---:|---:|"
)
