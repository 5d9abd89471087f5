"""A map is published: frozen, with everything that goes with it, and shown to who took part."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs.analysis.once import computed_once

import conceptmapping as cm
from werkwijs.analysis import bundling, cutting, deciding, publishing, telling
from werkwijs.analysis.models import ConceptMap, Publication, PublishedFile, RowsBundle
from werkwijs.audit.models import Line
from werkwijs.lib.impossible import Impossible
from werkwijs.participation import release, withdrawing
from werkwijs.participation.models import Participant, Rating
from werkwijs.studies.models import Phase, Study

State = Publication.State


def decide(drawn, ana, *, move: bool = True) -> None:
    """Three clusters, named; one statement moved."""
    told = drawn.document.told
    deciding.choose(drawn, 3, reason="drie woorden", by=ana)
    trees = cutting.sets(told, 3)
    for number, own in enumerate(trees, start=1):
        deciding.name(drawn, own, name=f"Thema {number}", easy=f"Woord {number}", by=ana)
    if move:
        largest = max(trees, key=len)
        other = next(own for own in trees if own != largest)
        deciding.move(drawn, min(largest), to=min(other), clusters=3, reason="hoort daar", by=ana)


@pytest.fixture
def named(drawn, ana) -> ConceptMap:
    decide(drawn, ana)
    return drawn


@pytest.fixture
def publication(named, ana) -> Publication:
    made = publishing.publish(named, language="nl", remark="eerste", by=ana)
    with computed_once():
        publishing.make(made.key)
    made.refresh_from_db()
    assert made.state == State.READY, made.problem
    return made


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def at(publication: Publication, name: str, *more: str) -> str:
    slug = publication.concept_map.study.slug
    return reverse(f"analysis:{name}", args=[slug, publication.number, *more])


def test_before_number_and_names_are_chosen_nothing_is_published(drawn, ana, desk):
    page = reverse("analysis:publish", args=[drawn.study.slug, drawn.number])
    assert "Kies eerst samen hoeveel clusters" in desk.get(page).content.decode()
    with pytest.raises(Impossible):
        publishing.publish(drawn, language="nl", by=ana)

    deciding.choose(drawn, 3, reason="drie", by=ana)
    shown = desk.get(page).content.decode()
    assert "Geef eerst elk cluster een naam" in shown
    assert "1, 2, 3" in shown
    assert "Geef eerst elk cluster" in desk.post(page, {}, follow=True).content.decode()
    assert not Publication.objects.exists()


def test_published_it_has_the_numbers_of_the_command_line_with_all_decisions(publication):
    """`werkwijs map --decisions` of the study as it left the website says the same."""
    concept_map = publication.concept_map
    decided = json.loads(bytes(publication.files.get(name="decisions.json").content))
    told = cm.concept_map(
        release.study(concept_map.study),
        **concept_map.settings,
        **{key: decided[key] for key in ("clusters", "reason", "moves", "names")},
    )
    assert publication.told == json.loads(json.dumps(cm.public(told.document)))
    assert json.loads(bytes(publication.files.get(name="map.json").content)) == publication.told
    assert [c["name"] for c in publication.told["clusters"]] == ["Thema 1", "Thema 2", "Thema 3"]
    assert len(publication.told["settings"]["moves"]) == 1
    assert {d["kind"] for d in publication.history} == {"clusters", "name", "move"}


def test_what_goes_with_it_is_what_the_command_line_writes(publication):
    names = set(publication.files.values_list("name", flat=True))
    assert {
        "map.json",
        "report.html",
        "report.docx",
        "tables.xlsx",
        "slides.pptx",
        "conmapt.csv",
        "bundle.zip",
        "decisions.json",
        "figures/cluster-map.svg",
        "figures/point-map.png",
    } <= names
    assert b"Thema 1" in bytes(publication.files.get(name="report.html").content)


def test_nothing_in_it_is_about_one_person(publication):
    kept = publication.content + json.dumps(publication.decided)
    for participant in Participant.objects.filter(study=publication.concept_map.study):
        assert f'"{participant.pseudonym}"' not in kept
    assert "ding 1" not in kept  # what people called their piles


def test_answers_that_changed_since_the_map_was_drawn_are_not_published_under_it(named, ana):
    made = publishing.publish(named, language="nl", by=ana)
    row = Rating.objects.filter(sitting__participant__study=named.study).first()
    Rating.objects.filter(pk=row.pk).update(value=1 if row.value != 1 else 2)

    publishing.make(made.key)

    made.refresh_from_db()
    assert made.state == State.FAILED
    assert "antwoorden zijn veranderd" in made.problem["nl"]
    assert not made.files.exists()


def test_asked_twice_it_is_made_once_and_a_later_version_stands_beside_it(named, ana):
    first = publishing.publish(named, language="nl", by=ana)
    assert publishing.publish(named, language="nl", by=ana) == first
    assert list(publishing.waiting()) == [first.key]
    publishing.make(first.key)
    publishing.make(first.key)
    first.refresh_from_db()
    content = first.content
    assert PublishedFile.objects.filter(publication=first, name="map.json").count() == 1

    tree = cutting.sets(named.document.told, 3)[0]
    deciding.name(named, tree, name="Anders", by=ana)
    second = publishing.publish(named, language="en", by=ana)
    publishing.make(second.key)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert first.content == content
    assert second.told["clusters"][0]["name"] == "Anders"
    assert b'lang="en"' in bytes(second.files.get(name="report.html").content)


def test_a_mistake_of_ours_is_said_and_it_can_be_asked_again(named, ana, desk, monkeypatch):
    made = publishing.publish(named, language="nl", by=ana)
    with monkeypatch.context() as broken:
        broken.setattr(publishing, "_keep", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publishing.make(made.key)

    made.refresh_from_db()
    assert made.state == State.FAILED
    assert "ging bij ons iets mis" in desk.get(at(made, "published")).content.decode()
    second = publishing.publish(named, language="nl", by=ana)
    publishing.make(second.key)
    second.refresh_from_db()
    assert second.state == State.READY


def test_staff_fetch_every_file_and_readers_too(publication, desk, carla, sign_in):
    for client in (desk, sign_in(Client(), carla)):
        page = client.get(at(publication, "published")).content.decode()
        for file in publication.files.all():
            address = at(publication, "file", file.name)
            assert address in page
            sent = client.get(address)
            assert sent.content == bytes(file.content)
            assert sent["Content-Disposition"].startswith("attachment")


# --- shown to who took part ----------------------------------------------------------------


def test_the_result_is_open_to_who_has_the_address_until_it_is_no_longer_shared(
    publication, desk, ana
):
    assert publishing.address(publication) == ""
    page = desk.post(at(publication, "share"), {}, follow=True).content.decode()
    publication.refresh_from_db()
    address = publishing.address(publication)
    assert address in page
    path = address.split("/", 3)[3]

    shown = Client().get(f"/{path}").content.decode()
    for said in ("Dit zeiden jullie samen", "Woord 1", "Woord 2", "12 mensen deden mee"):
        assert said in shown
    assert "report.html" not in shown
    assert Client().get(f"/{path}report.html").status_code == 404

    desk.post(at(publication, "share"), {"files": "yes"})
    assert f'/{path}report.html"' in Client().get(f"/{path}").content.decode()
    sent = Client().get(f"/{path}report.html")
    assert sent.content == bytes(publication.files.get(name="report.html").content)

    desk.post(at(publication, "share"), {"act": "stop"})
    assert Client().get(f"/{path}").status_code == 404
    desk.post(at(publication, "share"), {})
    publication.refresh_from_db()
    assert publishing.address(publication) != address
    assert Client().get(f"/{path}").status_code == 404
    assert Line.objects.filter(event="analysis.result_shared").count() == 3


def test_who_took_part_finds_the_shared_result_on_their_own_page(publication, ana, takes_part):
    client, _ = takes_part("jongere")
    Study.objects.update(phase=Phase.MAP)
    home = reverse("participation:home")
    assert "Kijk wat jullie samen zeiden" not in client.get(home).content.decode()
    publishing.share(publication, files=False, by=ana)
    publication.refresh_from_db()
    assert publishing.address(publication) in client.get(home).content.decode()
    publishing.unshare(publication, by=ana)
    assert "Kijk wat jullie samen zeiden" not in client.get(home).content.decode()


def test_the_most_important_theme_is_told_first_with_its_strongest_statements(publication):
    told = publication.told
    result = telling.told(told)
    scale = next(iter(told["scales"]))
    means = [theme.mean for theme in result.themes]
    assert means == sorted(means, reverse=True)
    for theme in result.themes:
        own = next(c for c in told["clusters"] if c["cluster"] == theme.number)
        assert len(theme.first) + len(theme.rest) == len(own["statements"])
        strength = {s["text"]: s["ratings"][scale]["mean"] for s in told["statements"]}
        order = [strength[text] for text in (*theme.first, *theme.rest)]
        assert order == sorted(order, reverse=True)
    assert {p.id for p in result.sheet.points if p.moved} == {
        m["statement"] for m in told["settings"]["moves"]
    }


def test_a_small_group_is_not_told_of(publication):
    told = publication.told
    groups = list(told["study"]["groups"])
    assert [group for group, _ in telling.told(told).groups] == groups
    for cluster in told["clusters"]:
        for scale in cluster["group_ratings"].values():
            scale[groups[0]] = {"mean": None, "sd": None, "n": None}
    assert groups[0] not in [group for group, _ in telling.told(told).groups]


# --- withdrawing afterwards, and rows ---------------------------------------------------------


def test_who_withdraws_later_changes_nothing_in_it_and_staff_are_told(publication, desk):
    content = publication.content
    assert "teruggetrokken" not in desk.get(at(publication, "published")).content.decode()
    study = publication.concept_map.study
    withdrawing.withdraw(Participant.objects.filter(study=study).first())
    publication.refresh_from_db()
    assert publication.content == content
    assert (
        "heeft iemand zich teruggetrokken"
        in desk.get(at(publication, "published")).content.decode()
    )


def test_who_withdraws_while_it_is_made_is_in_no_publication(named, ana, monkeypatch):
    made = publishing.publish(named, language="nl", by=ana)
    compute = publishing._computed

    def and_somebody_leaves(*given):
        found = compute(*given)
        withdrawing.withdraw(Participant.objects.filter(study=named.study).first())
        return found

    monkeypatch.setattr(publishing, "_computed", and_somebody_leaves)
    publishing.make(made.key)
    made.refresh_from_db()
    assert made.state == State.FAILED
    assert made.content == ""
    assert not made.files.exists()


@pytest.fixture
def bundle(publication, ana) -> RowsBundle:
    made = bundling.ask(publication, reason="artikel", by=ana)
    assert list(bundling.waiting()) == [made.key]
    bundling.make(made.key)
    made.refresh_from_db()
    assert made.content is not None
    return made


def test_with_a_reason_researchers_get_the_answers_and_it_is_logged(publication, bundle, desk):
    sent = desk.post(at(publication, "bundle_fetch"))
    with zipfile.ZipFile(io.BytesIO(sent.content)) as packed:
        rows = packed.read("study/sorts.csv").decode()
    people = Participant.objects.filter(study=publication.concept_map.study)
    assert all(f"{p.pseudonym}," in rows for p in people)
    assert Line.objects.filter(event="analysis.bundle_asked", reason="artikel").count() == 1
    assert Line.objects.filter(event="analysis.bundle_fetched").count() == 1


def test_who_showed_their_second_factor_long_ago_shows_it_again_first(publication, bundle, desk):
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        answer = desk.post(at(publication, "bundle_fetch"))

    assert "nog-een-keer" in answer.url
    assert not Line.objects.filter(event="analysis.bundle_fetched").exists()


def test_without_a_reason_there_is_no_bundle(publication, desk):
    page = desk.post(at(publication, "bundle"), {"reason": "  "}, follow=True).content.decode()
    assert "Schrijf erbij waar je de antwoorden voor nodig hebt" in page
    assert not RowsBundle.objects.exists()


def test_a_bundle_goes_when_anybody_withdraws_and_after_a_day(publication, bundle, desk, ana):
    other = bundling.ask(publication, reason="later", by=ana)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        bundling.tidy()
    assert not RowsBundle.objects.exists()
    other = bundling.ask(publication, reason="weer", by=ana)
    bundling.make(other.key)
    withdrawing.withdraw(Participant.objects.filter(study=publication.concept_map.study).first())
    assert not RowsBundle.objects.exists()
    page = desk.post(at(publication, "bundle_fetch"), follow=True).content.decode()
    assert "De bundel is er nog niet" in page
