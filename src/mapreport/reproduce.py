"""Compute a concept map again from the files beside this script, and compare.

    python reproduce.py

With a folder ``study`` everything is computed again and compared with ``map.json``, byte by
byte first. Without it, what follows from the summed similarities is: points, stress, bridging,
tree and clusters. Ends with 0 when everything agrees, and with 1 when it does not.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

import conceptmapping as cm
from conceptmapping import bridges, clustering, decisions, scaling, work
from conceptmapping.co_sorting import CoSorting

TOLERANCE = 1e-6
"""Another processor adds in another order: the last digits may differ, and are told."""

SAYS = {
    "nl": {
        "same": "klopt: {part}",
        "close": "klopt, grootste verschil {difference:.0e}: {part}",
        "other": "KLOPT NIET: {part} (grootste verschil {difference:.3g})",
        "whole": "map.json, de hele uitkomst",
        "points": "punten",
        "stress": "stress",
        "transforms": "stress volgens elke afspraak",
        "bridging": "brugwaarden",
        "tree": "boom",
        "clusters": "clusters",
        "version": "Let op: berekend met werkwijs {then}, nagerekend met {now}.",
        "done": "Alles klopt.",
        "failed": "Niet alles klopt.",
        "missing": "{file} ontbreekt of is niet te lezen. Pak de bundel opnieuw uit.",
    },
    "en": {
        "same": "agrees: {part}",
        "close": "agrees, largest difference {difference:.0e}: {part}",
        "other": "DOES NOT AGREE: {part} (largest difference {difference:.3g})",
        "whole": "map.json, the whole result",
        "points": "points",
        "stress": "stress",
        "transforms": "stress under every convention",
        "bridging": "bridging",
        "tree": "tree",
        "clusters": "clusters",
        "version": "Note: computed with werkwijs {then}, computed again with {now}.",
        "done": "Everything agrees.",
        "failed": "Not everything agrees.",
        "missing": "{file} is missing or cannot be read. Unpack the bundle again.",
    },
}


def main(folder: Path) -> int:
    """Compare; what was found goes to standard output."""
    told: dict[str, Any] = {}
    says = SAYS["en"]
    for name in ("versions", "settings", "map"):
        try:
            told[name] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            _say(says["missing"].format(file=f"{name}.json"))
            return 1
        says = SAYS.get(told["versions"].get("language", "en"), SAYS["en"])
    now = _version()
    if now != told["map"]["engine"]:
        _say(says["version"].format(then=told["map"]["engine"], now=now))
    try:
        if (folder / "study").is_dir():
            differences = list(_everything(folder, told["settings"]))
        else:
            differences = list(_from_similarity(folder, told["settings"], told["map"]))
    except OSError as trouble:
        _say(says["missing"].format(file=Path(trouble.filename or "similarity.csv").name))
        return 1
    for part, difference in differences:
        verdict = "same" if difference == 0 else "close" if difference <= TOLERANCE else "other"
        _say(says[verdict].format(part=says[part], difference=difference))
    agrees = all(difference <= TOLERANCE for _, difference in differences)
    _say(says["done" if agrees else "failed"])
    return 0 if agrees else 1


def _everything(folder: Path, settings: dict[str, Any]) -> Iterator[tuple[str, float]]:
    again = cm.concept_map(cm.read(folder / "study"), **settings).to_json()
    then = (folder / "map.json").read_bytes()
    same = again.encode() == then
    yield "whole", 0.0 if same else _apart(json.loads(again), json.loads(then))


def _apart(now: Any, then: Any) -> float:
    """The largest difference between two documents; infinite where more than numbers differ."""
    if isinstance(now, dict) and isinstance(then, dict) and now.keys() == then.keys():
        return max((_apart(now[key], then[key]) for key in now), default=0.0)
    if isinstance(now, list) and isinstance(then, list) and len(now) == len(then):
        return max((_apart(*pair) for pair in zip(now, then, strict=True)), default=0.0)
    if isinstance(now, float) and isinstance(then, float | int):
        return abs(now - then)
    return 0.0 if now == then else float("inf")


def _from_similarity(
    folder: Path, settings: dict[str, Any], then: dict[str, Any]
) -> Iterator[tuple[str, float]]:
    """Every part with its largest difference from what ``map.json`` says."""
    statements, transform = then["statements"], settings["transform"]
    co = _co_sorting(folder / "similarity.csv", tuple(s["id"] for s in statements))
    with work.steady_numbers():
        scaled = scaling.scale(
            co, transform=transform, starts=settings["starts"], seed=settings["seed"]
        )
        yield "points", _largest(scaled.points, [(s["x"], s["y"]) for s in statements])
        yield "stress", _largest([scaled.stress], [then["stress"]["value"]])
        conventions = then["stress"]["by_transform"]
        yield (
            "transforms",
            _largest(
                [scaling.stress(scaled.points, co, transform=name) for name in conventions],
                conventions.values(),
            ),
        )
        bridging = bridges.bridging(scaled.points, co)
        yield "bridging", _largest(bridging.raw, [s["bridging_raw"] for s in statements])
        tree = clustering.cluster(
            co.statements,
            points=scaled.points,
            dissimilarity=co.filled,
            linkage_of=settings["linkage"],
        )
        yield "tree", _largest(tree.merges, then["tree"]["merges"])
        cut = tree.cut(then["choice"]["clusters"])
        partition = decisions.moved(cut, co.statements, settings.get("moves") or []) + 1
        yield "clusters", _largest(partition, [s["cluster"] for s in statements])


def _co_sorting(file: Path, statements: tuple[str, ...]) -> CoSorting:
    """Pairs in the engine's order, whatever order they have in the file."""
    counted: dict[frozenset[str], tuple[float, float]] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            pair = frozenset((row["a"], row["b"]))
            counted[pair] = float(row["together"]), float(row["placed"])
    pairs = [
        counted[frozenset((a, b))] for i, a in enumerate(statements) for b in statements[i + 1 :]
    ]
    together, placed = np.array(pairs, dtype=np.float64).T
    return CoSorting(statements, together.copy(), placed.copy())


def _largest(now: Any, then: Iterable[Any]) -> float:
    """The largest difference; what could not be computed must be so in both."""
    a = np.round(np.asarray(now, dtype=np.float64), 12)
    b = np.asarray(list(then), dtype=np.float64)
    if a.shape != b.shape or (np.isfinite(a) != np.isfinite(b)).any():
        return float("inf")
    return float(np.abs(a - b)[np.isfinite(b)].max(initial=0.0))


def _version() -> str:
    from conceptmapping.map_document import engine_version

    return engine_version()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
