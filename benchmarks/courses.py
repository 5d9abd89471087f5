"""A course of forty lessons as a package, in each form: how long it takes, how large, how soon it is seen."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import coursepack as cp
from coursepack import package, preflight
from coursepack.manifest import FORMATS
from coursepack.state import longest

HEAD = (
    "| form | lessons | blocks | MB | seconds | kB of the first page | kB of the largest lesson "
    "| signs of the longest state |\n|---|---:|---:|---:|---:|---:|---:|---:|"
)
RUNS = 3
LESSONS = 40
PICTURE = 100_000
"""Bytes; one picture in each lesson."""

SENTENCES = " ".join(["Praat rustig, en wacht tot iemand klaar is met vertellen."] * 12)


def invented(lessons: int) -> tuple[cp.Course, dict[str, bytes]]:
    """A course of so many lessons of fourteen blocks, and a closing test of twelve questions."""
    names = [f"media/picture{n}.png" for n in range(lessons)]
    told = [
        cp.Lesson(number=n + 1, title=f"Les {n + 1}", minutes=20, blocks=_blocks(n, names[n]))
        for n in range(lessons - 1)
    ]
    test = tuple(cp.Asked(number=900 + n, question=_question(n)) for n in range(12))
    course = cp.Course(
        key="many-lessons",
        activity="https://werkwijs.example/courses/many",
        version=1,
        title="Veel lessen",
        language="nl",
        lessons=(*told, cp.Lesson(number=lessons, title="Toets", test=True, blocks=test)),
    )
    return course, {name: bytes([n]) * PICTURE for n, name in enumerate(names)}


def _blocks(lesson: int, name: str) -> tuple[cp.Block, ...]:
    first = lesson * 14 + 1
    read = [cp.Text(number=first + n, title=f"Stuk {n}", text=SENTENCES) for n in range(8)]
    shown = cp.Text(number=first + 8, text="Kijk.", picture=cp.File(name=name, alt="Een plaatje."))
    asked = [cp.Asked(number=first + 9 + n, question=_question(n)) for n in range(4)]
    return (*read, shown, *asked, cp.Reflection(number=first + 13, prompt="Wat neem je mee?"))


def _question(n: int) -> cp.Question:
    options = [
        cp.Option(text=f"Antwoord {o}", right=o == n % 4, feedback="Zo zit dat.") for o in range(4)
    ]
    return cp.Choice(prompt=f"Wat helpt, vraag {n}?", options=tuple(options), feedback=SENTENCES)


def packed(lessons: int, say: Callable[[str], None]) -> list[str]:
    """Median of some runs, after one to warm up."""
    course, files = invented(lessons)
    rows = []
    for form in FORMATS:
        taken, content = [], b""
        for _ in range(1 + RUNS):
            began = time.perf_counter()
            content = package.package(course, files, form)
            taken.append(time.perf_counter() - began)
        told = package.contents(course, files, form)
        pages = [len(page) for name, page in told.items() if name.startswith("lessons/")]
        row = (
            f"| {form} | {lessons} | {len(list(course.blocks))} | {len(content) / 1e6:.1f} "
            f"| {statistics.median(taken[1:]):.2f} | {preflight.first_page(told) / 1000:.0f} "
            f"| {max(pages) / 1000:.0f} | {longest(course)} |"
        )
        say(row)
        rows.append(row)
    return rows


if __name__ == "__main__":
    print(HEAD)
    packed(LESSONS, print)
