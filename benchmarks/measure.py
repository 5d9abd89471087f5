"""Measure everything, print it, and write it down with machine and date."""

from __future__ import annotations

import argparse
import datetime
import os
import platform
from importlib.metadata import version
from pathlib import Path

import analyses
import cards
import courses
import fits
import language

RESULTS = Path(__file__).with_name("RESULTS.md")


def say(line: str) -> None:
    print(line, flush=True)


def machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [x for x in cpuinfo.read_text().splitlines() if x.startswith("model name")]
        model = names[0].partition(": ")[2] if names else model
    packages = ", ".join(f"{p} {version(p)}" for p in ("numpy", "scipy", "numba", "scikit-learn"))
    load = os.getloadavg()[0]
    return (
        f"{model}, {len(os.sched_getaffinity(0))} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}; load when starting {load:.1f}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="the small sizes only, not kept")
    quick = options.parse_args().quick
    lines = [
        "# Results",
        "",
        f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}; {machine()}.",
        "Made by `benchmarks/run`; what is compared with what stands in `README.md`.",
    ]
    say(lines[2])
    for title, note, head, rows in (
        (
            "The whole default analysis",
            "50 starts, 200 bootstraps, 100 permutations, 200 split halves; reading and writing "
            "included. RCMap's times are its own on another occasion, for orientation.",
            analyses.HEAD,
            lambda: [
                row
                for n, sorters in ((80, 10), (100, 100), *(() if quick else ((200, 1000),)))
                for row in analyses.compared(n, sorters, say)
            ],
        ),
        (
            "Printed cards",
            f"{cards.CARDS} cards for one audience, each with picture and code, on one core; wanted: at most "
            "4 seconds.",
            cards.HEAD,
            lambda: cards.printed(10 if quick else cards.CARDS, say),
        ),
        (
            "Courses as packages",
            f"A course of {courses.LESSONS} lessons with a picture of 100 kB in each; wanted: at most "
            "2 seconds, and a first page of at most 150 kB with its player.",
            courses.HEAD,
            lambda: courses.packed(8 if quick else courses.LESSONS, say),
        ),
        (
            "One map from one start",
            "Sorted by 30 people. Stress by one yardstick (`conceptmapping.stress`): from the "
            "classical start, the best and the mean over all starts. Times ours: how many times "
            "our seconds the other needs, start by start, median; a peer that gives up early is "
            "quick, see the mean. At equal stress: from the classical start, how many times the "
            "seconds we need until we are as low as the other ended.",
            fits.HEAD,
            lambda: [
                row
                for n, starts in ((50, 10), (100, 10), *(() if quick else _LARGE))
                for row in fits.compared(n, starts, say)
            ],
        ),
        (
            "Advice about cards",
            "Sentences of our own with planted faults, and sound ones; decision 0020 in `docs/decisions` "
            "says who looked at what. Found: the rule marks the right words. False alarm: any remark.",
            language.HEAD,
            lambda: list(language.compared(say)),
        ),
    ):
        say(f"\n## {title}\n{head}")
        lines += ["", f"## {title}", "", note, "", head, *rows()]
    if not quick:
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
        say(f"\nWritten to {RESULTS.name}.")


_LARGE = ((200, 8), (500, 5), (1000, 3))

if __name__ == "__main__":
    main()
