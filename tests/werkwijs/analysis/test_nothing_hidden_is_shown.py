"""Nobody can work out a group that is too small, from all that the pages of a map show together.

The tests attack as a reader would: they gather every figure that is on any page, subtract whatever can be
subtracted, and look whether what is left is the hidden group.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from tests.werkwijs.analysis.grouped import draw, grouped
from tests.werkwijs.analysis.once import computed_once

from mapreport.wording import words
from werkwijs.analysis.models import Document
from werkwijs.participation.models import Rating

PAGES: dict[str, tuple[str, ...]] = {
    "analysis:map": ("", "?laag=scale-1", "?laag=scale-2", "?laag=certain&uitspraak=1"),
    "analysis:progress": ("",),
    "analysis:publish": ("",),
    "analysis:maps": ("",),
    "analysis:settling": ("",),
    "analysis:compare": ("",),
    "analysis:groups": (
        *(
            f"?toon=ladder{axes}&cluster={n}"
            for n in (1, 2, 3)
            for axes in ("", "&as=1.0&as=1.1&as=1.2&as=1.3", "&as=2.0&as=2.1&as=2.2&as=2.3")
        ),
        *(f"?toon=zone&x={x}.{a}&y={x}.{b}" for x in (1, 2) for a, b in ((0, 1), (0, 2), (0, 3))),
        *(f"?toon=kaarten&groep={n}" for n in (1, 2, 3)),
        *(
            f"?toon=verschillen&schaal={n}&tussen={of}"
            for n in (1, 2)
            for of in ("groepen", "clusters")
        ),
    ),
}
"""Every page of a map that shows figures of ratings or people: name of the address, and its states. A new
one? Add it here. Naming together and the screen show how many called a pile what: for those, and for what is
kept, published or drawn of one group, see `test_nothing_hidden_is_kept`."""

SMALL = "coach"
STUDIES = {
    "the next smallest guards it": {"jongere": 8, "werkgever": 6, SMALL: 4},
    "two small ones guard each other": {"jongere": 8, "werkgever": 3, SMALL: 3},
    "people without a group are few": {"jongere": 8, "werkgever": 6, "": 3},
}
Cells = dict[str, list[float]]
"""Group ("" is everybody) -> its mean of every statement."""


@pytest.fixture(params=STUDIES, ids=lambda name: name.replace(" ", "-"))
def drawn_small(request, study, ana):
    with computed_once():
        made = draw(grouped(study, STUDIES[request.param]), ana)
    return made, STUDIES[request.param]


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def texts(desk: Client, concept_map) -> list[str]:
    """All there is to read, tables and titles of drawings too."""
    found = []
    for name, states in PAGES.items():
        of_study = name in ("analysis:maps", "analysis:settling", "analysis:compare")
        number = () if of_study else (concept_map.number,)
        address = reverse(name, args=[concept_map.study.slug, *number])
        for state in states:
            answer = desk.get(address + state)
            assert answer.status_code == 200
            found.append(answer.content.decode())
    return found


def truth(study, sizes: Mapping[str, int]) -> dict[str, Cells]:
    """scale -> group -> means as they really are."""
    real: dict[str, Cells] = {}
    for scale in study.scales.all():
        ids = [s.pk for s in study.statements.order_by("order")]
        real[scale.key] = {group: [_mean(study, scale, pk, group) for pk in ids] for group in sizes}
    return real


def _mean(study, scale, statement: int, group: str) -> float:
    own = Rating.objects.filter(scale=scale, statement=statement)
    of = own.filter(sitting__participant__group__key=group) if group else own.filter(
        sitting__participant__group=None
    )  # fmt: skip
    values = list(of.values_list("value", flat=True))
    return sum(values) / len(values)


def remainders(
    everybody: list[float], shown: Mapping[str, list[float]], n: int, sizes: Mapping[str, int]
) -> Iterable[tuple[list[float], int]]:
    """What is left of everybody when shown groups are taken off: means, and of how many people."""
    for several in range(len(shown) + 1):
        for taken in itertools.combinations(shown, several):
            rest = n - sum(sizes[group] for group in taken)
            if rest > 0:
                yield (
                    [
                        (n * mean - sum(sizes[group] * shown[group][i] for group in taken)) / rest
                        for i, mean in enumerate(everybody)
                    ],
                    rest,
                )


def shown_cells(told, scale: str) -> tuple[list[float] | None, dict[str, list[float]]]:
    """The means of statements the document holds, so those a page can show."""
    statements = told["statements"]
    everybody = [s["ratings"][scale]["mean"] for s in statements]
    groups = {}
    for group in told["study"]["groups"]:
        means = [s["group_ratings"][scale][group]["mean"] for s in statements]
        if None not in means:
            groups[group] = means
    return (None if None in everybody else everybody), groups


def same(one: list[float], other: list[float]) -> bool:
    return one == pytest.approx(other, abs=1e-6)


def test_the_attack_works_where_nothing_is_hidden(study, ana):
    """Else the tests below would prove nothing."""
    sizes = STUDIES["the next smallest guards it"]
    grouped(study, sizes)
    real = truth(study, sizes)
    for cells in real.values():
        n = sum(sizes.values())
        everybody = [
            sum(sizes[g] * cells[g][i] for g in sizes) / n for i in range(len(cells[SMALL]))
        ]
        shown = {group: cells[group] for group in sizes if group != SMALL}
        found = list(remainders(everybody, shown, n, sizes))
        assert any(same(means, cells[SMALL]) and rest == 4 for means, rest in found)


def test_means_of_a_small_group_cannot_be_worked_out(desk, drawn_small):
    concept_map, sizes = drawn_small
    told = Document.objects.get().told
    minimum = told["study"]["minimum_shown"]
    pages = " ".join(strip_tags(text) for text in texts(desk, concept_map))
    real = truth(concept_map.study, sizes)
    named = {g: key for g in told["study"]["groups"] for key in sizes if key.lower() == g.lower()}
    number = words("story", "nl").number
    tried = 0
    for scale, cells in real.items():
        everybody, groups = shown_cells(told, scale)
        assert everybody is not None
        assert any(number(mean) in pages for mean in everybody)
        shown = {named[group]: means for group, means in groups.items()}
        assert all(sizes[group] >= minimum for group in shown)
        for means, rest in remainders(everybody, shown, sum(sizes.values()), sizes):
            tried += 1
            assert rest >= minimum
            for group, size in sizes.items():
                if size < minimum:
                    assert not same(means, cells[group])
        for own in told["clusters"]:
            for group, summary in own["group_ratings"][scale].items():
                assert summary["mean"] is None or named[group] in shown
    assert tried > 1


def people(pages: Iterable[str]) -> set[int]:
    """Every number that a page says is a number of people, and every whole number in a table."""
    found: set[int] = set()
    for page in pages:
        page = re.sub(r"[Mm]inimum is \d+ mensen|minstens \d+ mensen", "", page)
        found |= {int(n) for n in re.findall(r"(\d+) mens(?:en)?\b", page)}
        for cell in re.findall(r'<td class="number">(.*?)</td>', page, flags=re.S):
            found |= {int(n) for n in re.findall(r"(?<![\d,])\d+(?![\d,%])", strip_tags(cell))}
        found |= {int(n) for n in re.findall(r"<dd>(\d+)</dd>", page)}
    return found


def test_the_size_of_a_small_group_cannot_be_worked_out(desk, drawn_small):
    """Nor can it from the whole and the other groups, whichever of their sizes are shown."""
    concept_map, sizes = drawn_small
    minimum = Document.objects.get().told["study"]["minimum_shown"]
    counted = people(texts(desk, concept_map))
    total = sum(sizes.values())
    assert total in counted
    known = {group: n for group, n in sizes.items() if n in counted and n >= minimum}
    assert known
    for several in range(1, len(known) + 1):
        for taken in itertools.combinations(known, several):
            rest = total - sum(known[group] for group in taken)
            assert rest == 0 or rest >= minimum, (taken, rest)


def test_a_small_group_is_named_as_hidden_and_nowhere_else(desk, study, ana):
    made = draw(grouped(study, STUDIES["the next smallest guards it"]), ana)
    address = reverse("analysis:groups", args=[study.slug, made.number])
    for part in ("ladder", "zone", "kaarten"):
        page = desk.get(f"{address}?toon={part}").content.decode()
        before, _, after = page.partition('id="hidden"')
        assert re.search(rf"<bdi>{SMALL}</bdi>", after, flags=re.I)
        assert not re.search(rf"\b{SMALL}\b", strip_tags(before), flags=re.I)
        assert "Het minimum is 5 mensen" in after
        assert f'data-from="{SMALL}"' not in page
    asked_for = desk.get(f"{address}?toon=ladder&as=1.0&as=1.3").content.decode()
    assert "Kies minstens twee dingen" in asked_for
