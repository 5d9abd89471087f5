"""How many planted faults the desk for cards finds, and how often it remarks on a sound sentence."""

from __future__ import annotations

import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import plainlanguage as pl

LABELLED = Path(__file__).resolve().parents[1] / "tests" / "plainlanguage" / "labelled"
HALVES = ("tuned", "held_out")
FRESH = "fresh"
EXAMPLE = (
    Path(__file__).resolve().parents[1] / "src" / "werkwijs" / "cards" / "example" / "cards.toml"
)

HEAD = "| sentences | planted | found | sound | false alarms |\n|---|---:|---:|---:|---:|"

ABOUT_A_WORD = frozenset({"hard-word", "rare-word", "long-word"})
"""A hard word that is long, or rare, is found when any of the three points at it."""


@dataclass
class Measured:
    """What became of the sentences of one file."""

    planted: Counter[str] = field(default_factory=Counter)
    """By rule."""
    found: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str]] = field(default_factory=list)
    """Rule and sentence."""
    sound: int = 0
    alarms: list[tuple[str, str]] = field(default_factory=list)
    """Sound sentences about which something was said, with the first rule that said it."""

    @property
    def share_found(self) -> float:
        return self.found.total() / self.planted.total()

    @property
    def share_alarmed(self) -> float:
        return len(self.alarms) / self.sound


def labelled(half: str) -> dict[str, list[list[Any]]]:
    """The sentences as written: see the head of the file."""
    return tomllib.loads((LABELLED / f"{half}.toml").read_text(encoding="utf-8"))


def measured(half: str) -> Measured:
    """Hand every sentence to the desk as part of a card, and count."""
    sentences = labelled(half)
    counted = Measured()
    for audience, name, text, faults, *beside in sentences["planted"]:
        given = _advice(audience, name, text, *beside)
        for rule, words in faults.items():
            counted.planted[rule] += 1
            if any(_points_at(advice, rule, words) for advice in given):
                counted.found[rule] += 1
            else:
                counted.missed.append((rule, text))
    for audience, name, text, *beside in sentences["sound"]:
        counted.sound += 1
        if given := _advice(audience, name, text, *beside):
            counted.alarms.append((given[0].rule, text))
    return counted


def _advice(
    audience: pl.Audience, name: pl.Field, text: str, beside: Mapping[pl.Field, Any] | None = None
) -> list[pl.Advice]:
    card = {name: text} | dict(beside or {})
    return [found.advice for found in pl.advise_card(card, audience)]


def _points_at(advice: pl.Advice, rule: str, words: str) -> bool:
    """Whether it is about this fault: the same rule, and the same words where there are any."""
    if advice.rule != rule and not {advice.rule, rule} <= ABOUT_A_WORD:
        return False
    marks = [mark.text.lower() for mark in advice.marks]
    return not words or any(words.lower() in m or m in words.lower() for m in marks)


def example() -> dict[int, dict[pl.Audience, pl.CardTexts]]:
    """The example cards, as the desk wants them."""
    return {
        card["number"]: {
            audience: {
                "title": said["title"],
                "why": said["why"],
                "action": said["actions"],
                "question": said["question"],
                "easy": said.get("easy", ""),
            }
            for audience in pl.AUDIENCES
            if (said := card.get(audience))
        }
        for card in tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))["card"]
    }


def compared(say: Callable[[str], None]) -> Iterator[str]:
    """A row for each file of sentences, for the example cards, and for how long they take."""
    for half in (*HALVES, FRESH):
        m = measured(half)
        row = (
            f"| {half} | {m.planted.total()} | {m.found.total()} ({m.share_found:.1%}) "
            f"| {m.sound} | {len(m.alarms)} ({m.share_alarmed:.1%}) |"
        )
        say(row)
        for rule, text in m.missed:
            say(f"    missed: {rule}: {text}")
        for rule, text in m.alarms:
            say(f"    false alarm: {rule}: {text}")
        yield row
    cards = example()
    begin = time.perf_counter()
    deck = pl.advise_cards(cards)
    took = time.perf_counter() - begin
    advice = [a.advice for of in deck.cards.values() for on in of.values() for a in on]
    texts = sum(map(len, cards.values()))
    fails = sum(a.severity == "fail" for a in advice)
    row = (
        f"| the {texts} example cards: {fails} fail, {len(advice) - fails} warn; "
        f"{took * 1000 / texts:.1f} ms a card | | | | |"
    )
    say(row)
    yield row


if __name__ == "__main__":
    print(HEAD)
    list(compared(print))
