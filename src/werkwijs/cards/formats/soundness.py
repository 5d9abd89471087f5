"""Whether the text of ``edition.json`` is a document we can keep: its shape, and what points at what."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from conceptmapping.errors import Fault
from werkwijs.cards.edition_document import KIND, SCHEMA, EditionDocument
from werkwijs.cards.formats.faults import (
    Misshapen,
    NotReadable,
    OtherKind,
    TooLongText,
    UnknownSchema,
    UnsoundEdition,
)
from werkwijs.cards.formats.shape import Misfit, misfits

MOST_SAID = 50
"""Faults; after so many the point is made."""
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Signs no text holds: databases, XML and printers stumble over them."""
_DEEPEST = 30


@cache
def schema() -> dict[str, Any]:
    """The format as JSON Schema."""
    found = files("werkwijs.cards.formats").joinpath("edition.schema.json").read_text("utf-8")
    return json.loads(found)  # type: ignore[no-any-return]


def document(content: bytes) -> EditionDocument:
    """Read it.

    Raises
    ------
    UnsoundEdition
        It is no edition, or not a sound one; everything that is wrong is said at once.
    """
    told = _read(content)
    if not isinstance(told, dict) or told.get("kind") != KIND:
        raise UnsoundEdition([OtherKind()])
    if told.get("schema") != SCHEMA or isinstance(told["schema"], bool):
        shown = str(told.get("schema"))[:20]
        raise UnsoundEdition([UnknownSchema(schema=shown, known=SCHEMA)])
    if found := faults(told):
        raise UnsoundEdition(found)
    return told  # type: ignore[return-value]


def faults(told: dict[str, Any]) -> list[Fault]:
    """What is wrong with something that says it is a document of our schema."""
    return _some(_shape(told)) or _some(_links(told))


def without_signs(text: str) -> str:
    """The text without the signs that no text holds."""
    return _NO_TEXT.sub("", text)


def _read(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_int=_whole,
            parse_float=_broken,
        )
    except UnicodeDecodeError:
        raise _unreadable("it is not UTF-8", "het is geen UTF-8") from None
    except _Twice as twice:
        name = twice.args[0][:60]
        raise _unreadable(f"'{name}' stands in it twice", f"'{name}' staat er twee keer") from None
    except json.JSONDecodeError as wrong:
        raise _unreadable(
            f"line {wrong.lineno}: no JSON", f"regel {wrong.lineno}: geen JSON"
        ) from None
    except (ValueError, RecursionError):
        raise _unreadable("no sound JSON", "geen goede JSON") from None


class _Twice(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        raise _Twice(next(name for name, n in Counter(k for k, _ in pairs).items() if n > 1))
    return told


def _no_number(written: str) -> Any:
    raise ValueError(written)


def _whole(written: str) -> int:
    if len(written) > 15:
        raise ValueError(written)
    return int(written)


def _broken(written: str) -> float:
    read = float(written)
    if read in (float("inf"), float("-inf")):
        raise ValueError(written)
    return read


def _unreadable(why: str, waarom: str) -> UnsoundEdition:
    return UnsoundEdition([NotReadable(why=why, waarom=waarom)])


def _some(said: Iterator[Fault]) -> list[Fault]:
    found: list[Fault] = []
    for fault in said:
        found.append(fault)
        if len(found) >= MOST_SAID:
            break
    return found


# --- shape ----------------------------------------------------------------------------


def _shape(told: dict[str, Any]) -> Iterator[Fault]:
    for misfit in misfits(told, schema(), defs=schema()["$defs"]):
        yield _said(misfit)
    yield from _texts(told, "", 0)


def _said(misfit: Misfit) -> Fault:
    facts = misfit.facts
    if misfit.rule == "maxLength":
        return TooLongText(where=misfit.where, length=facts["length"], most=facts["most"])
    what, wat = _RULES[misfit.rule]
    if "kinds" in facts:
        facts = {
            "kinds": " / ".join(facts["kinds"]),
            "soorten": " / ".join(_SOORTEN[kind] for kind in facts["kinds"]),
        }
    if "allowed" in facts:
        facts = {"allowed": ", ".join(str(one) for one in facts["allowed"])}
    if "low" in facts:
        facts = {key: "…" if value is None else value for key, value in facts.items()}
    return Misshapen(where=misfit.where, what=what.format(**facts), wat=wat.format(**facts))


_RULES = {
    "type": ("this must be {kinds}", "dit moet zijn: {soorten}"),
    "enum": ("choose one of {allowed}", "kies uit {allowed}"),
    "range": ("this must lie from {low} to {high}", "dit moet liggen van {low} tot {high}"),
    "empty": ("this may not be empty", "dit mag niet leeg zijn"),
    "pattern": ("this is not written as it should be", "dit is niet geschreven zoals het hoort"),
    "many": ("at most {most} are possible", "er kunnen er hoogstens {most} zijn"),
    "twice": ("something stands here twice", "hier staat iets twee keer"),
    "missing": ("this is missing", "dit ontbreekt"),
    "name": ("this name is not possible here", "deze naam kan hier niet"),
}
_SOORTEN = {
    "object": "een object",
    "array": "een lijst",
    "string": "tekst",
    "integer": "een heel getal",
    "number": "een getal",
    "boolean": "true of false",
    "null": "null",
}


def _texts(value: Any, at: str, depth: int) -> Iterator[Fault]:
    """Texts everywhere, also under keys we do not know: they are kept as well."""
    if depth > _DEEPEST:
        yield _wrong(at, "this lies too deep", "dit ligt te diep")
    elif isinstance(value, str):
        if _NO_TEXT.search(value):
            yield _wrong(at, "a sign in it is no text", "er staat een teken in dat geen tekst is")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _texts(one, f"{at}[{place}]", depth + 1)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(name, at, depth + 1)
            yield from _texts(one, f"{at}.{name}" if at else name, depth + 1)


def _wrong(where: str, what: str, wat: str) -> Fault:
    return Misshapen(where=where, what=what, wat=wat)


# --- what points at what --------------------------------------------------------------


def _links(told: dict[str, Any]) -> Iterator[Fault]:
    yield from _days(told)
    on_map = told["map"]
    yield from _unique([c["cluster"] for c in on_map["clusters"]], "map.clusters")
    yield from _unique([s["id"] for s in on_map["statements"]], "map.statements")
    yield from _unique([g["key"] for g in on_map["groups"]], "map.groups")
    yield from _unique([s["name"] for s in on_map["scales"]], "map.scales")
    yield from _unique([c["number"] for c in told["cards"]], "cards")
    yield from _unique([c["key"] for c in told["cards"]], "cards")
    clusters = {c["cluster"] for c in on_map["clusters"]}
    statements = {s["id"] for s in on_map["statements"]}
    for place, statement in enumerate(on_map["statements"]):
        if statement["cluster"] not in clusters:
            yield _absent(f"map.statements[{place}].cluster", statement["cluster"])
    used: set[str] = set()
    for place, card in enumerate(told["cards"]):
        at = f"cards[{place}]"
        yield from _of_card(card, at, clusters, statements, told["files"])
        for text in card["texts"].values():
            used |= {text[kind]["file"] for kind in ("picture", "sound") if text[kind]}
    for name in told["files"]:
        if name not in used:
            yield _wrong(
                f"files.{name}", "no card uses this file", "geen kaart gebruikt dit bestand"
            )
    if told.get("translation_of") == told["key"]:
        yield _wrong("translation_of", "this is the edition itself", "dit is de uitgave zelf")


def _of_card(
    card: dict[str, Any], at: str, clusters: set[int], statements: set[str], named: dict[str, str]
) -> Iterator[Fault]:
    for cluster in card["clusters"]:
        if cluster not in clusters:
            yield _absent(f"{at}.clusters", cluster)
    for statement in card["statements"]:
        if statement not in statements:
            yield _absent(f"{at}.statements", statement)
    for audience, text in card["texts"].items():
        here = f"{at}.texts.{audience}"
        for statement in text["statements"]:
            if statement not in card["statements"]:
                yield _absent(f"{here}.statements", statement)
        for kind in ("picture", "sound"):
            if text[kind] is None:
                continue
            name = text[kind]["file"]
            if not name.startswith(f"{kind}s/"):
                yield _wrong(f"{here}.{kind}.file", f"this is no {kind}", "dit is iets anders")
            elif name not in named:
                yield _absent(f"{here}.{kind}.file", name)
        if text["read_by"]["experts"] > text["read_by"]["n"]:
            what = ("more experts than readers", "meer ervaringsdeskundigen dan lezers")
            yield _wrong(f"{here}.read_by", *what)


def _days(told: dict[str, Any]) -> Iterator[Fault]:
    days = [("made_on", told["made_on"]), ("map.published_on", told["map"]["published_on"])]
    days += [(f"made[{place}].on", made["on"]) for place, made in enumerate(told["made"])]
    for where, day in days:
        try:
            datetime.date.fromisoformat(day)
        except ValueError:
            yield _wrong(where, "there is no such day", "die dag bestaat niet")


def _unique(values: list[Any], where: str) -> Iterator[Fault]:
    for value, n in Counter(values).items():
        if n > 1:
            shown = str(value)[:60]
            yield _wrong(where, f"{shown} stands here twice", f"{shown} staat hier twee keer")


def _absent(where: str, thing: Any) -> Fault:
    shown = str(thing)[:60]
    return _wrong(
        where, f"{shown} does not exist in this edition", f"{shown} bestaat niet in deze uitgave"
    )
