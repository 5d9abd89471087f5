"""Approved texts become an edition: numbered, frozen, and beyond the reach of what changes later."""

from __future__ import annotations

import hashlib
import json
import uuid

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from tests.werkwijs.cards.conftest import publish, read_and_approved

from werkwijs.analysis import publishing
from werkwijs.analysis.models import Publication
from werkwijs.cards import freezing, keeping, making, reviewing, shown, writing
from werkwijs.cards.models import Edition, Text
from werkwijs.lib.impossible import Impossible


def freeze(publication: Publication, ana, **more) -> Edition:
    said = {"title": "Sterk in Werk", "licence": "CC-BY-SA-4.0", "colophon": "Wij."} | more
    return freezing.freeze(publication, by=ana, **said)


def test_only_approved_texts_come_into_an_edition(text, card, publication, ana):
    with pytest.raises(Impossible):
        freeze(publication, ana)
    read_and_approved(text, ana)

    told = freeze(publication, ana).told

    (own,) = told["cards"]
    assert own["number"] == 1
    assert list(own["texts"]) == ["young-person"]
    assert own["texts"]["young-person"]["title"] == "Werk dat bij mij past"
    assert own["texts"]["young-person"]["read_by"] == {"n": 1, "experts": 1}
    assert own["statements"] == ["1", "4"]


def test_an_edition_carries_what_the_map_said(text, publication, ana):
    read_and_approved(text, ana)

    told = freeze(publication, ana).told

    document = publication.told
    assert told["map"]["digest"] == hashlib.sha256(publication.content.encode()).hexdigest()
    assert told["map"]["sorters"] == document["counts"]["sorters"]
    by_id = {s["id"]: s for s in document["statements"]}
    for statement in told["map"]["statements"]:
        own = by_id[statement["id"]]
        assert statement["stays"] == own["stays"]
        assert {k: r["mean"] for k, r in statement["ratings"].items()} == {
            k: r["mean"] for k, r in own["ratings"].items()
        }


def test_what_changes_later_does_not_reach_an_edition(text, publication, drawn, ana):
    own = read_and_approved(text, ana)
    edition = freeze(publication, ana)
    before = (edition.content, keeping.files_of(edition))

    writing.write(own, {"title": "Anders"}, by=ana)
    making.redraw(own.card, publish(drawn, ana, number=2), by=ana)
    making.drop(own.card, by=ana)
    publishing.withdraw(publication, reason="Fout", by=ana)

    edition.refresh_from_db()
    assert (edition.content, keeping.files_of(edition)) == before


def test_a_map_on_which_an_edition_rests_cannot_be_deleted(text, publication, ana):
    own = read_and_approved(text, ana)
    freeze(publication, ana)
    own.card.delete()

    with pytest.raises(ProtectedError):
        publication.delete()


def test_a_next_edition_says_what_changed(text, card, publication, ana):
    read_and_approved(text, ana)
    freeze(publication, ana)
    employer = read_and_approved(card.texts.get(audience="employer"), ana)

    told = freeze(publication, ana).told

    assert (told["number"], told["follows"]) == (2, 1)
    assert {"number": 1, "audience": "employer", "what": "new", "fields": []} in told["changes"]
    making.drop(employer.card, by=ana)
    other = making.make(publication, ["2"], ["support"], theme="", by=ana)
    read_and_approved(other.texts.get(), ana)
    gone = freeze(publication, ana).told["changes"]
    assert {(c["number"], c["audience"], c["what"]) for c in gone} == {
        (1, "young-person", "gone"),
        (1, "employer", "gone"),
        (2, "support", "new"),
    }


def test_a_changed_text_says_which_part(text, publication, ana):
    own = read_and_approved(text, ana)
    freeze(publication, ana)
    making.rest_on(own, ["1", "2"], by=ana)
    own.refresh_from_db()
    assert own.state == Text.State.DRAFT  # whoever approved it saw other sources
    own.question, own.state = "Waar word je blij van?", Text.State.APPROVED
    own.save()

    (change,) = freeze(publication, ana).told["changes"]

    assert change == {
        "number": 1,
        "audience": "young-person",
        "what": "changed",
        "fields": ["question", "statements"],
    }


def test_an_edition_rests_on_one_map(text, card, publication, drawn, ana):
    read_and_approved(text, ana)
    later = publish(drawn, ana, number=2)
    other = making.make(later, ["2"], ["support"], theme="", by=ana)

    planned = freezing.plan(publication)

    assert [t.pk for t in planned.texts] == [text.pk]
    assert planned.elsewhere == [other]


def test_the_page_freezes_and_shows_to_everybody(desk, text, publication, ana):
    read_and_approved(text, ana)
    study = publication.concept_map.study
    at = reverse("cards:freeze", args=[study.slug])
    assert len(desk.get(at).context["plan"].texts) == 1

    made = desk.post(
        at,
        {"map": 1, "title": "Eerste", "licence": "CC-BY-4.0", "colophon": "Wij", "remark": ""},
    )

    edition = Edition.objects.get()
    assert made.url == reverse("editions:edition", args=[edition.code])
    assert edition.told["licence"] == "CC-BY-4.0"
    desk.post(reverse("showing:edition", args=[edition.code]))
    edition.refresh_from_db()
    assert edition.published_at is not None
    desk.post(reverse("showing:edition", args=[edition.code]), {"act": "stop"})
    edition.refresh_from_db()
    assert edition.published_at is None


def test_from_a_statement_to_the_editions_it_stands_in(desk, text, publication, ana):
    read_and_approved(text, ana)
    edition = freeze(publication, ana)
    study = publication.concept_map.study

    page = desk.get(reverse("cards:statement", args=[study.slug, 1, "4"]))

    assert page.context["editions"] == [(edition, [1])]


def test_an_edition_is_not_shown_where_its_figures_tell_of_a_few_people(
    text, card, publication, drawn, ana
):
    publishing.share(publication, files=True, by=ana)  # twelve people
    read_and_approved(text, ana)
    told = publication.told
    for counted in ("sorters", "raters"):
        told["counts"][counted] -= 1
    scale = next(iter(told["scales"]))
    told["statements"][0]["ratings"][scale]["mean"] += 0.01
    told["statements"][0]["x"] += 0.01
    later = publish(drawn, ana, number=2)
    later.content = json.dumps(told)
    later.save()
    drawn.drawn_from = ""  # of these two maps nobody can say that they are of the same answers
    drawn.save()
    making.redraw(card, later, by=ana)
    edition = freeze(later, ana)

    with pytest.raises(Impossible) as refused:
        freezing.publish(edition, by=ana)

    assert refused.value.words == "analysis.share_files_of_few"
    edition.refresh_from_db()
    assert edition.published_at is None


def test_showing_an_edition_counts_as_sharing_the_figures_of_its_map(text, publication, ana):
    read_and_approved(text, ana)

    freezing.publish(freeze(publication, ana), by=ana)

    publication.refresh_from_db()
    assert publication.files_first_shared_at is not None
    assert publication.shared_at is None


def test_an_edition_on_a_withdrawn_map_is_not_shown_anew(text, publication, ana):
    read_and_approved(text, ana)
    edition = freeze(publication, ana)
    publishing.withdraw(publication, reason="Fout", by=ana)

    with pytest.raises(Impossible):
        freezing.publish(edition, by=ana)


def test_the_same_form_freezes_once(text, publication, ana):
    read_and_approved(text, ana)
    key = uuid.uuid4()

    assert freeze(publication, ana, key=key) == freeze(publication, ana, key=key)
    assert Edition.objects.count() == 1


def test_signs_that_are_no_text_do_not_stand_in_the_way(text, publication, ana):
    own = read_and_approved(text, ana)
    own = writing.write(own, {"title": "Werk\x01 dat\u202e past"}, by=ana)
    own.state = Text.State.APPROVED
    own.save()

    told = freeze(publication, ana, title="Een\x02 uitgave", colophon="Wij\x03").told

    assert told["title"] == "Een uitgave"
    assert told["cards"][0]["texts"]["young-person"]["title"] == "Werk dat past"


def test_a_remark_after_approval_is_told_before_freezing(text, publication, ana):
    own = read_and_approved(text, ana)
    reader = reviewing.ask(own.card.study, own.audience, expert=True, by=ana)
    reviewing.remark(own, reader=reader, clear="no", words="Dit klopt niet")

    assert [t.pk for t in freezing.plan(publication).waiting] == [own.pk]
    assert shown.state(own) == "waits"


def test_no_other_map_is_taken_in_silence(desk, text, publication, ana):
    read_and_approved(text, ana)
    study = publication.concept_map.study

    page = desk.post(
        reverse("cards:freeze", args=[study.slug]),
        {"map": 99, "title": "Een", "licence": "CC-BY-4.0"},
        follow=True,
    )

    assert not Edition.objects.exists()
    assert "ingetrokken" in page.content.decode()
