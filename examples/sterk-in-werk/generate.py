"""Write the invented example study "Sterk in Werk", the same to the byte every time.

Run ``python examples/sterk-in-werk/generate.py`` from the repository; name a folder to
write somewhere else. ``statements.csv`` and ``study.toml`` are kept by hand, ``planted.py``
says what is planted, and this draws the rest around it. Nobody sorted or rated any of it.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import planted as plan

from conceptmapping.simulation import Habit, Logic, Population
from conceptmapping.sorting import UNPLACED

SEED = 2026
HERE = Path(__file__).parent

Row = Sequence[str]


def write(folder: Path) -> None:
    """Write ``sorts.csv``, ``ratings.csv``, ``participants.csv`` and ``scales.csv``."""
    with (HERE / "statements.csv").open(encoding="utf-8", newline="") as file:
        statements = [row["id"] for row in csv.DictReader(file)]
    # Each file has its own stream: a change to one leaves the others as they are.
    seeing, sorting, rating, meeting = (np.random.default_rng([SEED, part]) for part in range(4))
    sorters = _sorters()
    raters = _raters(sorters)
    folder.mkdir(parents=True, exist_ok=True)
    _write(
        folder / "sorts.csv",
        ("participant", "statement", "pile", "label", "seconds"),
        _sorts(statements, sorters, _population(statements, seeing), sorting),
    )
    _write(
        folder / "ratings.csv",
        ("participant", "statement", "scale", "value", "missing"),
        _ratings(statements, raters, rating),
    )
    _write(
        folder / "participants.csv",
        ("participant", "group", "helper", "help", "way", "sorted", "rated"),
        _participants(sorters, raters, meeting),
    )
    _write(
        folder / "scales.csv",
        ("scale", "minimum", "maximum", "labels"),
        [(name, "1", str(len(words)), "|".join(words)) for name, words in plan.SCALES.items()],
    )


def _sorters() -> dict[str, str]:
    """Every sorter's kind, by pseudonym, group by group."""
    return {
        f"{plan.CODES[group]}-{number:02d}": kind
        for group, kinds in plan.SORTERS.items()
        for number, kind in enumerate(
            (kind for kind, count in kinds.items() for _ in range(count)), start=1
        )
    }


def _raters(sorters: Iterable[str]) -> list[str]:
    """Sorters except the last three of every group, and people who only rated."""
    raters = []
    for group, count in plan.RATERS.items():
        code = plan.CODES[group]
        sorted_too = sum(sorter.startswith(code) for sorter in sorters)
        gone = set(range(sorted_too - 2, sorted_too + 1))
        numbers = [n for n in range(1, count + len(gone) + 1) if n not in gone]
        raters += [f"{code}-{number:02d}" for number in numbers]
    return raters


def _group(participant: str) -> str:
    return next(g for g, code in plan.CODES.items() if participant.startswith(code))


# --- sorts --------------------------------------------------------------------------------


def _population(statements: Sequence[str], rng: np.random.Generator) -> Population:
    logics = {"theme": _by_theme(len(statements), rng), "actor": _by_actor(len(statements), rng)}
    return Population(
        statements=tuple(statements),
        habits=tuple(
            Habit(kind, 1, logics[logic], piles, blur, placed=placed, rest=heap, heedless=heedless)
            for kind, (logic, piles, blur, placed, heap, heedless) in plan.KINDS.items()
        ),
    )


def _by_theme(n_statements: int, rng: np.random.Generator) -> Logic:
    names = list(plan.THEMES)
    groups = _groups(plan.THEMES, n_statements)
    centres = np.array([plan.THEME_PLACES[name] for name in names])
    places = centres[groups] + plan.SPREAD * rng.standard_normal((n_statements, 3))
    for statement, (theme, pull) in plan.PULLS.items():
        places[statement - 1] += pull * (centres[names.index(theme)] - places[statement - 1])
    for twins in plan.TWINS:
        rows = [twin - 1 for twin in twins]
        middle = places[rows].mean(axis=0)
        places[rows] = middle + 0.02 * rng.standard_normal((len(rows), 3))
    return Logic.of("theme", places, groups)


def _by_actor(n_statements: int, rng: np.random.Generator) -> Logic:
    return Logic.around("actor", _groups(plan.ACTORS, n_statements), rng, spread=0.2, axes=3)


def _groups(members: dict[str, Iterable[int]], n_statements: int) -> list[int]:
    group = dict.fromkeys(range(1, n_statements + 1), -1)
    for g, statements in enumerate(members.values()):
        group.update(dict.fromkeys(statements, g))
    if -1 in group.values():
        raise ValueError("Every statement needs a group.")
    return list(group.values())


def _sorts(
    statements: Sequence[str],
    sorters: dict[str, str],
    population: Population,
    rng: np.random.Generator,
) -> Iterable[Row]:
    for sorter, kind in sorters.items():
        group = _group(sorter)
        piles = _piles(kind, population, rng)
        unknown = (rng.random(len(piles)) < plan.DONT_KNOW[group]) & (piles != UNPLACED)
        labels = _labels(piles, kind, group, rng)
        pace = 0.7 if sorter == plan.HURRIED else rng.uniform(5, 14)
        seconds = np.maximum(pace * rng.lognormal(0, 0.5, len(piles)), 0.2)
        for i, statement in enumerate(statements):
            if piles[i] == UNPLACED:
                continue
            pile = "" if unknown[i] else str(piles[i] + 1)
            label = "" if unknown[i] else labels[piles[i]]
            yield sorter, statement, pile, label, f"{seconds[i]:.1f}"


def _piles(kind: str, population: Population, rng: np.random.Generator) -> np.ndarray:
    if kind == "kort":
        short = Population(population.statements, population.habits, deck=plan.SHORT_DECK)
        return short.draw_exactly({"thema-grof": 1}, rng).sorts.piles[0]
    return population.draw_exactly({kind: 1}, rng).sorts.piles[0]


def _labels(piles: np.ndarray, kind: str, group: str, rng: np.random.Generator) -> list[str]:
    """A label per pile, in somebody's own words: what most of its statements are about."""
    actors = kind == "wie"
    words = list((plan.ACTOR_LABELS if actors else plan.THEME_LABELS).values())
    members = np.array(_groups(plan.ACTORS if actors else plan.THEMES, len(piles)))
    heap = int(np.argmax(np.bincount(piles[piles != UNPLACED])))
    used: set[tuple[str, ...]] = set()
    labels: list[str] = []
    for pile in range(piles.max() + 1):
        about = Counter(members[piles == pile].tolist())
        most = about.most_common(1)[0][1]
        told = [g for g, count in about.most_common(2) if count >= 0.75 * most]
        if kind == "restpot" and pile == heap:
            labels.append(plan.HEAP_LABEL)
        elif rng.random() < plan.NO_LABEL[group]:
            labels.append("")
        else:
            told = told if rng.random() < plan.TWO_NAMES else told[:1]
            fresh = [[name for name in words[g] if name not in used][:1] for g in told]
            names = [name[0] for name in fresh if name]
            used.update(names)
            spelled = [_spelled(name, rng) for name in names]
            labels.append(" en ".join(spelled[:1] + [word.lower() for word in spelled[1:]]))
    return labels


def _spelled(name: Sequence[str], rng: np.random.Generator) -> str:
    often = 1 / np.arange(1, len(name) + 1)
    return str(rng.choice(name, p=often / often.sum()))


# --- ratings ------------------------------------------------------------------------------


def _ratings(
    statements: Sequence[str], raters: Iterable[str], rng: np.random.Generator
) -> Iterable[Row]:
    own = {scale: 0.35 * rng.standard_normal(len(statements)) for scale in plan.SCALES}
    themes = [list(plan.THEMES)[g] for g in _groups(plan.THEMES, len(statements))]
    for rater in raters:
        group = _group(rater)
        stopped = plan.STOPPED_RATING.get(rater, len(statements))
        for scale, words in plan.SCALES.items():
            level = own[scale] + _levels(scale, group, themes)
            felt = level + 0.4 * rng.standard_normal() + 0.9 * rng.standard_normal(len(level))
            values = 1 + sum((felt > edge).astype(int) for edge in (-0.8, 0.35))
            if rater == plan.SAME_ANSWER:
                values[:] = len(words)
            absent = rng.random(len(values)) < plan.MISSING[group]
            reason = np.where(rng.random(len(values)) < 2 / 3, "weet ik niet", "overgeslagen")
            for i, statement in enumerate(statements[:stopped]):
                gone = absent[i] and rater != plan.SAME_ANSWER
                value, why = ("", str(reason[i])) if gone else (str(values[i]), "")
                yield rater, statement, scale, value, why


def _levels(scale: str, group: str, themes: Sequence[str]) -> np.ndarray:
    of_theme = plan.THEME_LEVELS[scale]
    gaps = plan.THEME_GAPS.get((scale, group), {})
    levels = np.array([of_theme[theme] + gaps.get(theme, 0.0) for theme in themes])
    for statement, gap in plan.STATEMENT_GAPS.get((scale, group), {}).items():
        levels[statement - 1] += gap
    for (of_scale, statement), level in plan.STATEMENT_LEVELS.items():
        levels[statement - 1] += level if of_scale == scale else 0.0
    return levels


# --- participants -------------------------------------------------------------------------


def _participants(
    sorters: Iterable[str], raters: Iterable[str], rng: np.random.Generator
) -> Iterable[Row]:
    everyone = sorted(
        {*sorters, *raters}, key=lambda p: (list(plan.CODES.values()).index(p[:2]), p)
    )
    for participant in everyone:
        group = _group(participant)
        helper, helped = "", ""
        if rng.random() < plan.HELPED[group]:
            helper = str(rng.choice(plan.HELPERS))
            helped = str(rng.choice(plan.HELP))
        yield (
            participant,
            group,
            helper,
            helped,
            str(rng.choice(plan.WAYS, p=plan.WAY_SHARES[group])),
            "ja" if participant in set(sorters) else "nee",
            "ja" if participant in set(raters) else "nee",
        )


def _write(path: Path, header: Row, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
