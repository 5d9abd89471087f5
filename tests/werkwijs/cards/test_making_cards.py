"""Cards are drawn from statements of a published map, written, read by people, and approved."""

from __future__ import annotations

import uuid

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from tests.werkwijs.cards.conftest import WORDS, complete, publish, read_and_approved

from werkwijs.analysis import publishing
from werkwijs.analysis.models import Publication
from werkwijs.cards import (
    covering,
    making,
    picturing,
    resting,
    reviewing,
    shown,
    suggesting,
    writing,
)
from werkwijs.cards.models import Card, Remark, Text
from werkwijs.lib.impossible import Impossible


def test_a_card_has_one_number_for_all_its_readers_and_rests_on_statements(card):
    assert card.number == 1
    assert {t.audience for t in card.texts.all()} == {"young-person", "employer"}
    assert all([s.statement for s in t.sources.all()] == ["1", "4"] for t in card.texts.all())


def test_the_same_form_twice_makes_one_card(publication, ana):
    key = uuid.uuid4()
    one, other = (
        making.make(publication, ["1"], ["support"], theme="", by=ana, key=key) for _ in range(2)
    )
    assert one == other
    assert Card.objects.count() == 1


@pytest.mark.parametrize(
    ("statements", "audiences", "why"),
    [
        ([], ["support"], "cards.needs_statement"),
        (["999"], ["support"], "cards.needs_statement"),
        (["1"], [], "cards.needs_audience"),
        (["1"], ["baas"], "cards.needs_audience"),
    ],
)
def test_a_card_without_statement_or_reader_is_refused(
    publication, ana, statements, audiences, why
):
    with pytest.raises(Impossible) as refused:
        making.make(publication, statements, audiences, theme="", by=ana)
    assert refused.value.words == why
    assert not Card.objects.exists()


def test_the_number_of_a_card_that_was_put_away_is_not_given_again(card, publication, ana):
    making.drop(card, by=ana)

    assert making.make(publication, ["2"], ["support"], theme="", by=ana).number == 2
    making.bring_back(card, by=ana)
    card.refresh_from_db()
    assert card.dropped_at is None


def test_no_new_card_rests_on_a_withdrawn_map_and_old_ones_stay(card, publication, ana):
    publishing.withdraw(publication, reason="Er zat een fout in.", by=ana)
    publication.refresh_from_db()

    with pytest.raises(Impossible):
        making.make(publication, ["1"], ["support"], theme="", by=ana)
    assert Card.objects.get() == card
    assert resting.publications(card.study) == []


def test_a_map_on_which_a_card_rests_cannot_be_deleted(card, publication):
    with pytest.raises(ProtectedError):
        publication.delete()
    with pytest.raises(ProtectedError):
        publication.concept_map.delete()
    assert Publication.objects.get() == publication


def test_a_withdrawn_map_is_not_shared_and_can_be_put_back(publication, ana):
    publishing.share(publication, files=False, by=ana)
    publishing.withdraw(publication, reason="Fout", by=ana)
    publication.refresh_from_db()
    assert publication.shared_at is None
    with pytest.raises(Impossible):
        publishing.share(publication, files=False, by=ana)
    with pytest.raises(Impossible):
        publishing.withdraw(publication, reason="  ", by=ana)

    publishing.put_back(publication, by=ana)

    assert resting.publications(publication.concept_map.study) == [publication]


def test_redrawing_moves_a_card_only_when_asked(card, publication, drawn, ana):
    later = publish(drawn, ana, number=2)
    assert Card.objects.get().publication == publication

    making.redraw(card, later, by=ana)

    assert Card.objects.get().publication == later


def test_other_words_are_a_draft_again_and_are_asked_to_be_read_again(text, ana):
    own = read_and_approved(text, ana)
    assert own.state == Text.State.APPROVED

    own = writing.write(own, {"question": "Waar word je blij van?"}, by=ana)

    assert own.state == Text.State.DRAFT
    assert reviewing.read_by(own) == {"n": 0, "experts": 0}
    assert "cards.approve_unread" in reviewing.not_yet(own)


def test_the_same_words_once_more_change_nothing(text, ana):
    own = read_and_approved(text, ana)

    assert writing.write(own, WORDS, by=ana).state == Text.State.APPROVED


def test_actions_close_up(text, ana):
    own = writing.write(text, {"action_1": "", "action_2": "Bel.", "action_3": "Vraag."}, by=ana)

    assert (own.action_1, own.action_2, own.action_3) == ("Bel.", "Vraag.", "")


def test_young_people_need_somebody_who_knows_it_from_their_own_life(text, ana):
    own = complete(text, ana)
    reader = reviewing.ask(own.card.study, own.audience, expert=False, by=ana)
    reviewing.remark(own, reader=reader, clear="yes")
    assert reviewing.not_yet(own) == ["cards.approve_no_expert"]
    with pytest.raises(Impossible):
        reviewing.approve(own, by=ana)

    expert = reviewing.ask(own.card.study, own.audience, expert=True, by=ana)
    reviewing.remark(own, reader=expert, clear="yes")

    reviewing.approve(own, by=ana)


def test_a_colleagues_opinion_is_no_reader(text, ana):
    own = complete(text, ana)
    reviewing.remark(own, by=ana, words="Mooi zo.")

    assert "cards.approve_unread" in reviewing.not_yet(own)


def test_a_remark_waits_until_it_is_answered_and_is_never_deleted(text, ana):
    own = complete(text, ana)
    expert = reviewing.ask(own.card.study, own.audience, expert=True, by=ana)
    said = reviewing.remark(own, reader=expert, clear="no", words="Wat is meelopen?")
    assert reviewing.not_yet(own) == ["cards.approve_remarks_open"]
    with pytest.raises(Impossible):
        reviewing.settle(said, answer=" ", by=ana)

    reviewing.settle(said, answer="We schrijven: kom een dag kijken.", by=ana)
    reviewing.settle(said, answer="Iets anders.", by=ana)

    assert Remark.objects.get().answer == "We schrijven: kom een dag kijken."
    assert reviewing.not_yet(own) == []


def test_a_closed_link_opens_nothing(text, ana, client):
    reader = reviewing.ask(text.card.study, text.audience, expert=True, by=ana)
    address = reviewing.address(reader)
    assert client.get(address).status_code == 200

    reviewing.stop(reader, by=ana)

    assert client.get(address).status_code == 404
    reader.refresh_from_db()
    assert reviewing.address(reader) == ""


def test_a_reader_says_what_they_think_and_comes_to_the_next_card(text, card, ana, client):
    complete(text, ana)
    reader = reviewing.ask(card.study, "young-person", expert=True, by=ana)
    address = reviewing.address(reader)
    page = client.get(address + "1/")
    assert "Werk dat bij mij past" in page.content.decode()
    of = page.context["of"]

    nothing = client.post(address + "1/", {"of": of})
    assert "Kies een antwoord" in nothing.content.decode()
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = client.post(
            address + "1/", {"of": of, "key": key, "clear": "partly", "said": "Wat is meelopen?"}
        )

    assert answer.status_code == 302
    said = Remark.objects.get()
    assert (said.clear, said.words, said.reader) == ("partly", "Wat is meelopen?", reader)
    assert "Klaar! Je las alle kaarten." in client.get(address).content.decode()


def test_a_reader_sees_only_cards_of_their_own_audience_that_say_enough(text, card, ana):
    complete(text, ana)
    employer = reviewing.ask(card.study, "employer", expert=False, by=ana)
    young = reviewing.ask(card.study, "young-person", expert=True, by=ana)

    assert reviewing.to_read(employer) == []
    assert [t.pk for t in reviewing.to_read(young)] == [text.pk]


def test_what_the_map_suggests_is_what_the_group_finds_important(publication):
    map_ = resting.on(publication)
    scale = map_["scales"][0]["name"]
    assert suggesting.group_of("young-person", ["werkgever", "jongere"]) == "jongere"

    found = suggesting.suggestions(map_, "young-person")

    means = [
        m
        for s in map_["statements"]
        if (m := s["ratings"][scale]["groups"].get("jongere")) is not None
    ]
    best = sorted(means, reverse=True)[len(means) // 4 - 1]
    important = [s for s in found if "important" in s.reasons]
    assert important
    assert all(s.mean >= best for s in important)
    assert {s.statement["id"] for s in suggesting.suggestions(map_, "young-person", ["1"])} == {
        s.statement["id"] for s in found
    } - {"1"}


def test_a_group_below_the_minimum_suggests_nothing(publication):
    map_ = resting.on(publication)
    for statement in map_["statements"]:
        for rated in statement["ratings"].values():
            rated["groups"] = dict.fromkeys(rated["groups"], None)

    assert suggesting.suggestions(map_, "young-person") == []


def test_the_coverage_names_every_gap(card, publication):
    rows = covering.rows(resting.on(publication), shown.cards(card.study))

    without = {s["id"] for row in rows for s in row.without}
    assert without == {str(n) for n in range(1, 13)} - {"1", "4"}
    cells = {(row.cluster["cluster"], a): texts for row in rows for a, texts in row.cells}
    own = resting.clusters(resting.on(publication), ["1", "4"])
    assert all(cells[c, "employer"] for c in own)
    assert not any(texts for (_, a), texts in cells.items() if a == "support")


def test_evidence_says_what_the_published_map_says(card, publication):
    told = publication.told
    (one, other) = shown.evidence(resting.on(publication), ["1", "4"])

    document = {s["id"]: s for s in told["statements"]}
    scale = next(iter(told["scales"]))
    for found in (one, other):
        own = document[found.statement["id"]]
        assert found.scales[0][1] == own["ratings"][scale]["mean"]
        assert {m for _, m in found.scales[0][2]} == {
            g["mean"] for g in own["group_ratings"][scale].values()
        }
        assert found.statement["stays"] == own["stays"]


@pytest.mark.parametrize("page", ["cards", "coverage", "new", "readers", "freeze"])
def test_pages_open_without_a_published_map(desk, study, page):
    answer = desk.get(reverse(f"cards:{page}", args=[study.slug]), follow=True)

    assert answer.status_code == 200


def test_from_the_suggestion_to_the_approved_text_through_the_pages(desk, publication, ana):
    study = publication.concept_map.study
    new = desk.get(reverse("cards:new", args=[study.slug]))
    assert new.context["suggested"]
    made = desk.post(
        reverse("cards:new", args=[study.slug]),
        {"map": 1, "s": ["1", "2"], "for": ["young-person", "support"], "theme": "Past bij mij"},
    )
    at = reverse("cards:text", args=[study.slug, 1, "young-person"])
    assert made.url == at

    page = desk.get(at)
    saved = desk.post(at, {**WORDS, "seen": page.context["form"]["seen"].value()})
    assert saved.status_code == 302
    assert Text.objects.get(audience="young-person").title == WORDS["title"]
    assert (
        "Werk dat bij mij past"
        in desk.get(reverse("cards:cards", args=[study.slug])).content.decode()
    )


def test_a_text_that_somebody_else_changed_is_shown_beside_ones_own(desk, text, ana):
    at = reverse("cards:text", args=[text.card.study.slug, 1, "young-person"])
    seen = desk.get(at).context["form"]["seen"].value()
    writing.write(text, {"title": "Van een ander"}, by=ana)

    page = desk.post(at, {**WORDS, "seen": seen})

    assert page.status_code == 200
    assert "Van een ander" in page.content.decode()
    assert WORDS["title"] in page.content.decode()
    assert Text.objects.get(pk=text.pk).title == "Van een ander"


def test_what_is_too_long_stays_in_the_form(desk, text):
    at = reverse("cards:text", args=[text.card.study.slug, 1, "young-person"])
    seen = desk.get(at).context["form"]["seen"].value()
    long = "lang " * 1000

    page = desk.post(at, {**WORDS, "why": long, "seen": seen})

    assert page.status_code == 200
    assert page.context["form"]["why"].value() == long
    assert "240" in page.content.decode()


@pytest.mark.parametrize(
    "said", ["שלום עולם", "👩🏽‍🔧 werken!", "werk werk werk werk", "<b>vet</b> {{ 7*7 }}"]
)
def test_any_words_are_kept_as_they_are_and_run_nothing(desk, text, said):
    at = reverse("cards:text", args=[text.card.study.slug, 1, "young-person"])
    seen = desk.get(at).context["form"]["seen"].value()

    desk.post(at, {**WORDS, "title": said, "seen": seen})

    assert Text.objects.get(pk=text.pk).title == said
    page = desk.get(at).content.decode()
    assert "<b>vet</b>" not in page
    assert ">49<" not in page


def test_from_a_card_to_its_statement_and_back(desk, card):
    study = card.study
    page = desk.get(reverse("cards:card", args=[study.slug, 1])).content.decode()
    at = reverse("cards:statement", args=[study.slug, 1, "4"])
    assert at in page

    there = desk.get(at).content.decode()

    assert reverse("cards:text", args=[study.slug, 1, "employer"]) in there


def test_who_only_reads_changes_nothing(text, carla, sign_in):
    reader = sign_in(Client(), carla)
    at = reverse("cards:text", args=[text.card.study.slug, 1, "young-person"])

    assert reader.get(at).status_code == 200
    assert reader.post(at, WORDS).status_code == 403
    assert (
        reader.post(
            reverse("cards:card", args=[text.card.study.slug, 1]), {"act": "drop"}
        ).status_code
        == 403
    )


def test_one_key_is_one_remark_whatever_the_card(publication, ana):
    texts = []
    for statement in ("1", "2"):
        made = making.make(publication, [statement], ["young-person"], theme="", by=ana)
        texts.append(complete(made.texts.get(), ana))
    reader = reviewing.ask(texts[0].card.study, "young-person", expert=True, by=ana)
    key = uuid.uuid4()

    for text in texts:
        reviewing.remark(text, reader=reader, clear="yes", key=key)

    assert Remark.objects.count() == 1


def test_nothing_new_rests_on_a_withdrawn_map(card, publication, ana):
    publishing.withdraw(publication, reason="Fout", by=ana)
    card.refresh_from_db()

    for act in (
        lambda: making.speak_to(card, "support", by=ana),
        lambda: making.rest_on(card.texts.first(), ["2"], by=ana),
    ):
        with pytest.raises(Impossible):
            act()


def test_the_same_picture_once_more_changes_nothing(text, ana):
    own = read_and_approved(text, ana)

    picturing.choose(own, own.pictogram, alt=own.picture_alt, by=ana)
    picturing.describe(own, alt=own.picture_alt, credit="", by=ana)

    own.refresh_from_db()
    assert own.state == Text.State.APPROVED
    picturing.choose(own, "tasks", by=ana)
    own.refresh_from_db()
    assert own.state == Text.State.DRAFT
