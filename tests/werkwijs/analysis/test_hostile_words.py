"""Statements, names and reasons that are also markup: every page and every file shows them as words."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from tests.werkwijs.analysis.conftest import QUICK, draw

from werkwijs.analysis import cutting, deciding, publishing, voting
from werkwijs.analysis.models import ConceptMap, Publication
from werkwijs.participation.models import Pile
from werkwijs.studies.models import Statement

BAD = "<script>kwaad()</script><img src=x onerror=kwaad()>\"'`{{7*7}}{%x%}&lt;"
ALIVE = ("<script>kwaad", "<img src=x", "onerror=kwaad()>\"'", "<svg/onload")
FORMULA = '=cmd|" /C calc"!A0'


@pytest.fixture
def hostile(sorted_study, ana) -> ConceptMap:
    study = sorted_study
    study.title, study.prompt = f"{BAD} titel", f"{BAD} vraag"
    study.save()
    for statement in Statement.objects.filter(study=study):
        bad = FORMULA if statement.number == 2 else BAD
        Statement.objects.filter(pk=statement.pk).update(text=f"{bad} {statement.number}")
    study.scales.update(question=f"{BAD}</title><svg/onload=kwaad()> schaal")
    for group in study.groups.all():
        group.name = f"{BAD} {group.key}"[:60]
        group.save()
    Pile.objects.filter(sitting__participant__study=study).update(label=f"{BAD} stapel"[:80])
    drawn = draw(study, ana, **QUICK)
    assert drawn.state == ConceptMap.State.DRAWN, drawn.problem
    deciding.choose(drawn, 3, reason=f"{BAD} reden", by=ana)
    trees = cutting.sets(drawn.document.told, 3)
    for n, own in enumerate(trees):
        deciding.name(drawn, own, name=f"{BAD[:60]} {n}", easy=f"{BAD[20:80]} {n}", by=ana)
    largest = max(trees, key=len)
    other = next(own for own in trees if own != largest)
    deciding.move(drawn, min(largest), to=min(other), clusters=3, reason=BAD, by=ana)
    voting.open_ballot(drawn, trees[0], [BAD[:70], BAD[10:75]], by=ana)
    return drawn


@pytest.fixture
def version(hostile, ana) -> Publication:
    made = publishing.publish(hostile, language="nl", remark=BAD, by=ana)
    publishing.make(made.key)
    made.refresh_from_db()
    assert made.state == Publication.State.READY, made.problem
    publishing.share(made, files=True, by=ana)
    made.refresh_from_db()
    return made


def addresses(drawn: ConceptMap, version: Publication) -> Iterator[str]:
    slug = drawn.study.slug
    for name in ("maps", "compare", "settling", "settling_now"):
        yield reverse(f"analysis:{name}", args=[slug])
    of_map = [slug, drawn.number]
    for name in ("map", "progress", "groups", "together", "screen", "publish"):
        yield reverse(f"analysis:{name}", args=of_map)
    query = "?uitspraak=1&laag=scale-1&zoek=%22%3E%3Cimg%20src%3Dx%20onerror%3Dkwaad()%3E"
    yield reverse("analysis:map", args=of_map) + query
    for way in ("zone", "kaarten", "verschillen"):
        yield reverse("analysis:groups", args=of_map) + f"?toon={way}"
    yield reverse("analysis:together", args=of_map) + "?cluster=1&voorstel=1&stem=1"
    yield reverse("analysis:published", args=[slug, version.number])
    yield reverse("vote:ballot", args=[voting.code(ConceptMap.objects.get(pk=drawn.pk))])
    yield "/" + publishing.address(version).split("/", 3)[3]


def test_no_page_takes_words_for_markup(hostile, version, ana, sign_in):
    draw(hostile.study, ana, **QUICK, seed=2)  # there are two to compare
    desk = sign_in(Client(), ana)
    for address in addresses(hostile, version):
        answer = desk.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        for alive in ALIVE:
            assert alive not in text, (address, alive)
        if address.endswith("/stand/"):
            assert answer["Content-Type"] == "application/json"


def test_no_file_takes_words_for_markup_or_formulas(version):
    for row in version.files.all():
        content = bytes(row.content)
        assert ".." not in row.name
        assert "\\" not in row.name
        if row.name.endswith((".html", ".svg")):
            text = content.decode()
            for alive in ALIVE:
                assert alive not in text, (row.name, alive)
        if row.name.endswith(".svg"):
            ElementTree.fromstring(content)  # noqa: S314 - our own picture
        if row.name.endswith((".docx", ".xlsx", ".pptx", ".zip")):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                for name in packed.namelist():
                    assert not name.startswith("/")
                    assert ".." not in name
                    if name.endswith((".xml", ".rels")):
                        ElementTree.fromstring(packed.read(name))  # noqa: S314
                    if name.startswith("xl/worksheets"):
                        assert b"<f>" not in packed.read(name)
        if row.name.endswith(".json"):
            json.loads(content)
        if row.name.endswith(".csv"):
            for line in content.decode("utf-8-sig").splitlines():
                assert not line.startswith(("=", "+", "-", "@"))
                assert ',"=' not in line
                assert ",=" not in line
