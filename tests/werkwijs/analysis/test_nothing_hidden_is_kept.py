"""Nobody can work out a group that is too small from what is kept, published, or drawn of another group.

Pages and files are made from these documents, so here every count in them is subtracted from every other
that is of the same thing: one statement, one cluster, one axis of a ladder. Scores are missing unevenly.
"""

from __future__ import annotations

import io
import itertools
import json
import random
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from tests.werkwijs.analysis.grouped import draw, grouped
from tests.werkwijs.analysis.test_two_versions import published

from conceptmapping.errors import Fault
from werkwijs.analysis import publishing, sorters
from werkwijs.analysis.models import Cut, Document
from werkwijs.participation.models import Participant, Rating

STUDIES = {
    "one is small": {"jongere": 9, "werkgever": 7, "coach": 4},
    "two are small": {"jongere": 9, "werkgever": 3, "coach": 3},
    "few are in no group": {"jongere": 9, "werkgever": 6, "": 3},
    "each is just large enough": {"jongere": 5, "werkgever": 5, "coach": 5},
    "one person is left": {"jongere": 10, "werkgever": 5, "coach": 1},
}
WHOLE = ""
Counts = Mapping[str, set[int]]


@pytest.fixture(params=STUDIES, ids=lambda name: name.replace(" ", "-"))
def uneven(request, study, ana):
    sizes = STUDIES[request.param]
    grouped(study, sizes)
    rng = random.Random(11)  # noqa: S311 - invented behaviour
    for rating in Rating.objects.filter(sitting__participant__study=study):
        if rng.random() < 0.12:
            rating.delete()
    return study, sizes


def counts(
    told: Mapping[str, Any], cut: Mapping[str, Any]
) -> Iterator[tuple[tuple[Any, ...], Counts]]:
    """Of what -> group (WHOLE: everybody) -> every number of people that is told of it."""
    found: dict[tuple[Any, ...], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))

    def note(thing: tuple[Any, ...], group: str | None, n: int | None) -> None:
        if n is not None:
            found[thing][group or WHOLE].add(n)

    for items, name in ((told["statements"], "id"), (cut["clusters"], "cluster")):
        for item in items:
            for scale, own in item["ratings"].items():
                note((name, item[name], scale), None, own["n"])
                for group, summary in item["group_ratings"].get(scale, {}).items():
                    note((name, item[name], scale), group, summary["n"])
                    if summary["mean"] is None:
                        assert not any(summary.values())
    for ladder in cut["pattern_match"]:
        for axis in ladder["axes"]:
            note(("axis", axis["scale"]), axis["group"], axis["n"])
    for scale, facts in told["scales"].items():
        note(("axis", scale), None, facts["raters"])
    for row in cut["differences"]:
        if row["what"] == "groups":
            note(("cluster", row["cluster"], row["scale"]), row["a"], row["n_a"])
            note(("cluster", row["cluster"], row["scale"]), row["b"], row["n_b"])
    for task in ("sorters", "raters"):
        note((task,), None, told["counts"][task])
        for group, n in told["study"]["groups"].items():
            note((task,), group, n[task])
    for own in told["groups"]:
        note(("sorters",), own["group"], own["sorters"])
    return iter(found.items())


def attack(thing: tuple[Any, ...], known: Counts, minimum: int) -> int:
    """Subtract whatever can be subtracted; how often that was tried."""
    groups = [group for group in known if group != WHOLE]
    tried = 0
    for several in range(1, len(groups) + 1):
        for taken in itertools.combinations(groups, several):
            for total in known.get(WHOLE, ()):
                for ns in itertools.product(*(known[group] for group in taken)):
                    tried += 1
                    rest = total - sum(ns)
                    assert rest <= 0 or rest >= minimum, (thing, dict(known), taken)
    for group in groups:
        assert min(known[group]) >= minimum, (thing, group)
    return tried


def test_no_count_that_is_kept_gives_a_small_group_away(uneven, ana):
    study, _ = uneven
    concept_map = draw(study, ana)
    told = Document.objects.get().told
    parts = [told, *(cut.told for cut in Cut.objects.filter(concept_map=concept_map))]
    assert len(parts) > 5
    tried = sum(
        attack(thing, known, study.minimum_group)
        for cut in parts
        for thing, known in counts(told, cut)
    )
    assert tried or all(
        not own["mean"]
        for s in told["statements"]
        for g in s["group_ratings"].values()
        for own in g.values()
    )


def test_maps_of_groups_beside_that_of_everybody_give_none_away(uneven, ana):
    study, sizes = uneven
    minimum = study.minimum_group
    whole = draw(study, ana).document.told
    names = {group.key: group.name for group in study.groups.all()}
    alone = {}
    for key in names:
        try:
            alone[key] = draw(study, ana, group=["group", key]).document.told
        except Fault:
            assert key not in sorters.of(study).alone()
    for several in range(1, len(alone) + 1):
        for taken in itertools.combinations(alone, several):
            rest = sum(sizes.values()) - sum(alone[k]["counts"]["sorters"] for k in taken)
            assert rest == 0 or rest >= minimum
    for statement in whole["statements"]:
        for scale, own in statement["ratings"].items():
            known = {WHOLE: {own["n"]}}
            for key, told in alone.items():
                same = next(s for s in told["statements"] if s["id"] == statement["id"])
                summary = same["ratings"].get(scale)
                if summary and summary["n"] is not None:
                    known[key] = {summary["n"]}
                    name = next(
                        n for n in statement["group_ratings"][scale] if n == key or n == names[key]
                    )
                    assert statement["group_ratings"][scale][name]["n"] == summary["n"]
            attack((statement["id"], scale), known, minimum)
    for told in alone.values():
        raters = whole["counts"]["raters"] - told["counts"]["raters"]
        assert told["counts"]["raters"] == 0 or raters == 0 or raters >= minimum


# --- published --------------------------------------------------------------------------


def rows(name: str, content: bytes) -> Iterator[str]:
    """Every row of a table, paragraph or title in a file, as text."""
    if name.endswith((".html", ".svg")):
        text = content.decode()
        yield from re.split(r"</(?:tr|p|li|h\d|dd|figcaption|caption|desc|title|text)>", text)
    elif name.endswith((".csv", ".json")):
        yield from content.decode("utf-8-sig").splitlines()
    elif name.endswith((".docx", ".xlsx", ".pptx")):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            shared: list[str] = []
            if "xl/sharedStrings.xml" in packed.namelist():
                tree = ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))  # noqa: S314
                shared = ["".join(si.itertext()) for si in tree]
            for part in packed.namelist():
                if not part.endswith(".xml"):
                    continue
                for row in ElementTree.fromstring(packed.read(part)).iter():  # noqa: S314
                    kind = row.tag.rsplit("}", 1)[-1]
                    if kind == "row":
                        yield " ".join(
                            shared[int("".join(c.itertext()))]
                            if c.get("t") == "s"
                            else "".join(c.itertext())
                            for c in row
                        )
                    elif kind in ("tr", "p"):
                        yield " ".join(row.itertext())


def only_of_it(said: str) -> bool:
    """Whether a row speaks of the small group and of no other; a head of a table names all of them."""
    found = set(re.findall(r"\b(jongere|werkgever|coach)\b", said.lower()))
    return found == {"coach"}


def bare(said: str, minimum: int) -> bool:
    """No number but the minimum."""
    return set(re.findall(r"\d+(?:[.,]\d+)?", said)) <= {str(minimum)}


def test_published_files_say_of_a_small_group_only_that_it_is_small(study, ana, sign_in):
    grouped(study, {"jongere": 9, "werkgever": 7, "coach": 4})
    made = published(draw(study, ana), ana)
    publishing.share(made, files=True, by=ana)
    made.refresh_from_db()
    minimum = study.minimum_group
    told = made.told
    for thing, known in counts(told, told):
        attack(thing, known, minimum)
    mentioned = 0
    people = [p.pseudonym for p in Participant.objects.filter(study=study)]
    for file in made.files.all():
        content = bytes(file.content)
        if file.name == "map.json":
            assert json.loads(content) == told
            continue
        if file.name == "bundle.zip":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                names = packed.namelist()
                [inside] = [n for n in names if n.endswith("map.json")]
                assert json.loads(packed.read(inside)) == told
                assert not [
                    n for n in names if "sorts" in n or "ratings" in n or "participants" in n
                ]
            continue
        for row in rows(file.name, content):
            said = strip_tags(row)
            if only_of_it(said) and len(said) < 2000:
                mentioned += 1
                if file.name.endswith(
                    ".xlsx"
                ):  # before the group stands which statement or cluster
                    said = said[said.lower().rindex("coach") :]
                assert bare(said, minimum), (file.name, said)
        for pseudonym in people:
            assert f'"{pseudonym}"'.encode() not in content, (file.name, pseudonym)
    assert mentioned
    page = "/" + publishing.address(made).split("/", 3)[3]
    for address in (page, reverse("analysis:published", args=[study.slug, made.number])):
        desk = sign_in(Client(), ana) if address != page else Client()
        text = desk.get(address).content.decode()
        assert not re.search(r"\bcoach\b", strip_tags(text), flags=re.I), address


def test_the_other_pages_say_nothing_of_a_small_group_but_that_it_is_small(study, ana, sign_in):
    grouped(study, {"jongere": 9, "werkgever": 7, "coach": 4})
    made = draw(study, ana)
    draw(study, ana, seed=2)
    desk = sign_in(Client(), ana)
    of_map, of_study = [study.slug, made.number], [study.slug]
    for name, args in (
        *((name, of_map) for name in ("map", "progress", "together", "screen", "publish")),
        *((name, of_study) for name in ("compare", "settling", "settling_now")),
    ):
        page = desk.get(reverse(f"analysis:{name}", args=args)).content
        for row in rows("page.html", page):
            said = strip_tags(row)
            assert not only_of_it(said) or bare(said, study.minimum_group), (name, said)
