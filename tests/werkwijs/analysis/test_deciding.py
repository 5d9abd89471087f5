"""The group decides how many clusters there are and what they are called; nothing decided is lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from werkwijs.analysis import asking, deciding, drawing, sheet
from werkwijs.analysis.choosing import Look
from werkwijs.analysis.deciding import Decided, Name
from werkwijs.analysis.models import ConceptMap, Decision
from werkwijs.audit.models import Line
from werkwijs.lib.impossible import Impossible


def clusters_of(concept_map, number: int) -> list[list[str]]:
    told = concept_map.document.told
    drawn = sheet.draw(told, Look(number, usual=number))
    return [[p.id for p in cluster.points] for cluster in drawn.clusters]


def test_a_number_is_chosen_with_a_reason_and_the_last_one_counts(drawn, ana, bilal):
    assert deciding.now(drawn) == Decided()

    deciding.choose(drawn, 4, reason="  vier  woorden op de muur ", by=ana)
    deciding.choose(drawn, 5, reason="vijf is fijner", by=bilal)

    assert deciding.now(drawn) == Decided(5, "vijf is fijner")
    assert [d.reason for d in drawn.decisions.all()] == [
        "vier woorden op de muur",
        "vijf is fijner",
    ]
    assert Line.objects.filter(event="analysis.decided").count() == 2


def test_taken_back_what_was_decided_before_counts_again(drawn, ana):
    deciding.choose(drawn, 4, reason="vier", by=ana)
    last = deciding.choose(drawn, 5, reason="vijf", by=ana)

    deciding.take_back(last, by=ana)
    deciding.take_back(last, by=ana)

    assert deciding.now(drawn).clusters == 4
    assert Decision.objects.count() == 2
    assert Line.objects.filter(event="analysis.decision_taken_back").count() == 1


def test_two_who_name_at_the_same_time_lose_nothing(drawn, ana, bilal):
    one, other = clusters_of(drawn, 3)[:2]

    deciding.name(drawn, one, name="Een baas die helpt", easy="Goede baas", by=ana)
    deciding.name(drawn, other, name="Rust", by=bilal)
    deciding.name(drawn, one, name="De baas", by=bilal)

    assert deciding.now(drawn).names == {
        frozenset(one): Name("De baas", ""),
        frozenset(other): Name("Rust", ""),
    }
    assert drawn.decisions.count() == 3


def test_a_name_stays_with_a_cluster_that_another_number_leaves_as_it_is(drawn, ana):
    finer = clusters_of(drawn, 4)
    same = next(own for own in clusters_of(drawn, 3) if own in finer)
    deciding.name(drawn, same, name="Dit blijft", by=ana)

    names = {own: given.name for own, given in deciding.now(drawn).names.items()}
    for number in (3, 4):
        shown = sheet.draw(drawn.document.told, Look(number, usual=3), names).clusters
        assert [c.given for c in shown if [p.id for p in c.points] == same] == ["Dit blijft"]
        assert sum(bool(c.given) for c in shown) == 1


@pytest.mark.parametrize(
    ("clusters", "reason", "words"),
    [(1, "x", "number"), (12, "x", "number"), (0, "x", "number"), (4, "  ", "reason")],
)
def test_an_impossible_number_is_refused(drawn, ana, clusters, reason, words):
    with pytest.raises(Impossible) as refused:
        deciding.choose(drawn, clusters, reason=reason, by=ana)
    assert refused.value.words == f"analysis.impossible_{words}"
    assert not Decision.objects.exists()


def test_a_name_for_what_is_no_cluster_is_refused(drawn, ana):
    one, other = clusters_of(drawn, 3)[:2]
    for statements in ([], ["99"], [*one, other[0]], one[:1] + other[:1]):
        with pytest.raises(Impossible):
            deciding.name(drawn, statements, name="Iets", by=ana)
    with pytest.raises(Impossible):
        deciding.name(drawn, one, name=" \0 ", by=ana)
    assert not Decision.objects.exists()


def test_before_a_map_is_there_nothing_can_be_decided(sorted_study, ana):
    asked = asking.ask(sorted_study, by=ana)
    with pytest.raises(Impossible) as refused:
        deciding.choose(asked, 4, reason="vast", by=ana)
    assert refused.value.words == "analysis.impossible_yet"


# --- on the page --------------------------------------------------------------------------


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def at(drawn, name: str = "map") -> str:
    return reverse(f"analysis:{name}", args=[drawn.study.slug, drawn.number])


def test_what_was_chosen_is_what_everybody_sees_from_then_on(desk, drawn, carla, sign_in):
    desk.post(at(drawn, "choose"), {"clusters": "4", "reason": "dit herkent de groep"}, follow=True)

    page = sign_in(Client(), carla).get(at(drawn)).content.decode()
    assert page.count('<details class="cluster"') == 4
    assert "(gekozen)" in page
    assert "dit herkent de groep" in page
    assert "Neem terug" not in page  # she reads


def test_a_name_shows_on_the_map_in_the_list_and_among_the_decisions(desk, drawn):
    own = clusters_of(drawn, drawn.document.told["choice"]["clusters"])[0]
    form = {"statements": " ".join(own), "name": "<b>Rust & ruimte", "easy": "Rust"}

    page = desk.post(at(drawn, "name"), form, follow=True).content.decode()

    assert page.count("&lt;b&gt;Rust &amp; ruimte") >= 3
    assert "<b>Rust" not in page
    [decision] = Decision.objects.all()
    page = desk.post(at(drawn, "take_back"), {"decision": decision.pk}, follow=True)
    assert "teruggenomen" in page.content.decode()
    assert deciding.now(drawn).names == {}


def test_what_cannot_be_is_said_and_the_page_stays(desk, drawn):
    for name, form, said in [
        ("choose", {"clusters": "400", "reason": "x"}, "In zoveel clusters kan deze kaart niet."),
        ("choose", {"clusters": "4", "reason": ""}, "Schrijf erbij waarom"),
        ("name", {"statements": "1", "name": ""}, "Een naam kan niet leeg zijn."),
        ("name", {"statements": "1 2 999", "name": "x"}, "Dat cluster is er niet meer."),
    ]:
        assert said in desk.post(at(drawn, name), form, follow=True).content.decode()
    assert not Decision.objects.exists()


def test_after_a_decision_one_sees_what_one_was_looking_at(desk, drawn):
    own = clusters_of(drawn, 4)[0]
    form = {"statements": " ".join(own), "name": "Iets", "look": "clusters=4&laag=bridging"}
    assert desk.post(at(drawn, "name"), form).url == at(drawn) + "?clusters=4&laag=bridging"
    form["look"] = "//elders.example/?x"
    assert desk.post(at(drawn, "name"), form).url == at(drawn)


def test_a_decision_of_another_map_cannot_be_taken_back_here(desk, drawn, ana):
    decision = deciding.choose(drawn, 4, reason="vier", by=ana)
    other = asking.ask(drawn.study, by=ana)
    address = reverse("analysis:take_back", args=[drawn.study.slug, other.number])
    for asked in (decision.pk, "", "x", "9" * 30):
        assert desk.post(address, {"decision": asked}).status_code == 404
    assert deciding.now(drawn).clusters == 4


# --- moving a statement by hand ------------------------------------------------------------


def shown_clusters(concept_map, number: int):
    decided = deciding.now(concept_map)
    names = {own: given.name for own, given in decided.names.items()}
    told = concept_map.document.told
    return sheet.draw(told, Look(number, usual=number), names, moves=decided.moves).clusters


def ids(cluster) -> set[str]:
    return {p.id for p in cluster.points}


def test_a_moved_statement_lies_in_the_other_cluster_and_both_keep_their_names(drawn, ana):
    one, other = clusters_of(drawn, 3)[:2]
    deciding.name(drawn, one, name="Thuis", by=ana)
    deciding.name(drawn, other, name="Werk", by=ana)

    moved = deciding.move(drawn, one[0], to=other[0], clusters=3, reason="hoort bij werk", by=ana)

    before, after = shown_clusters(drawn, 3)[:2]
    assert (before.given, after.given) == ("Thuis", "Werk")
    assert ids(before) == set(one[1:])
    assert ids(after) == {*other, one[0]}
    assert [p.id for p in after.points if p.moved] == [one[0]]
    assert Line.objects.filter(event="analysis.decided").count() == 3

    deciding.take_back(moved, by=ana)
    assert [ids(c) for c in shown_clusters(drawn, 3)[:2]] == [set(one), set(other)]


def test_a_move_holds_at_other_numbers_of_clusters_where_it_changes_something(drawn, ana):
    one, other = clusters_of(drawn, 3)[:2]
    deciding.move(drawn, one[0], to=other[0], clusters=3, reason="zo is het", by=ana)

    for number in (2, 3, 4, 5):
        own = next(ids(c) for c in shown_clusters(drawn, number) if one[0] in ids(c))
        assert other[0] in own
        assert len(shown_clusters(drawn, number)) == number
        assert all(ids(c) for c in shown_clusters(drawn, number))


def test_a_move_that_makes_no_sense_is_refused(drawn, ana):
    one, other = clusters_of(drawn, 3)[:2]
    lonely = next(own for own in clusters_of(drawn, 11) if len(own) == 1)[0]
    for statement, to, clusters, reason, words in [
        (one[0], one[1], 3, "x", "together"),
        (one[0], "99", 3, "x", "statement"),
        ("99", one[0], 3, "x", "statement"),
        (one[0], other[0], 3, " \0", "move_reason"),
        (one[0], other[0], 0, "x", "number"),
        (lonely, next(i for i in one + other if i != lonely), 11, "x", "empty"),
    ]:
        with pytest.raises(Impossible) as refused:
            deciding.move(drawn, statement, to=to, clusters=clusters, reason=reason, by=ana)
        assert refused.value.words == f"analysis.impossible_{words}"
    assert not Decision.objects.exists()


def test_moving_on_the_page_shows_first_how_sure_its_place_is(desk, drawn):
    usual = drawn.document.told["choice"]["clusters"]
    one, other = clusters_of(drawn, usual)[:2]
    page = desk.get(at(drawn), {"uitspraak": one[0]}).content.decode()
    for said in (
        "van de keren bij dit cluster",
        "stippellijn",
        'class="certain"',
        "Verplaats deze",
    ):
        assert said in page
    assert re.search(r"Het is (een brug|een anker|geen brug)", page)

    form = {"statement": one[0], "to": other[0], "clusters": usual, "reason": "past <daar>"}
    page = desk.post(at(drawn, "move"), form, follow=True).content.decode()

    assert "door jullie verplaatst" in page
    assert f"Legde uitspraak {one[0]} bij uitspraak {other[0]}" in page
    assert "past &lt;daar&gt;" in page


# --- drawn anew --------------------------------------------------------------------------------


def test_drawn_anew_what_was_decided_goes_along_where_it_still_fits(desk, drawn, ana):
    usual = drawn.document.told["choice"]["clusters"]
    one, other = clusters_of(drawn, usual)[:2]
    deciding.choose(drawn, usual, reason="past", by=ana)
    taken = deciding.name(drawn, one, name="Weg", by=ana)
    deciding.take_back(taken, by=ana)
    deciding.name(drawn, other, name="Blijft", by=ana)
    deciding.move(drawn, one[0], to=other[0], clusters=usual, reason="daar", by=ana)

    desk.post(at(drawn, "again"))

    anew = ConceptMap.objects.get(number=2)
    drawing.first(anew.key)
    drawing.whole(anew.key)
    anew = ConceptMap.objects.get(number=2)
    assert deciding.now(anew) == deciding.now(drawn)
    assert anew.decisions.count() == 3
    assert [c.given for c in shown_clusters(anew, usual)] == [
        c.given for c in shown_clusters(drawn, usual)
    ]


def test_a_name_of_a_cluster_that_changed_a_little_is_offered(desk, drawn, ana):
    own = max(clusters_of(drawn, 3), key=len)
    gone = [*own[1:], "999"]  # a cluster of an earlier map, that is on this one no more
    Decision.objects.create(
        concept_map=drawn,
        kind=Decision.Kind.NAME,
        data={"statements": gone, "name": "Vorige keer", "easy": ""},
        by=ana,
    )
    deciding.choose(drawn, 3, reason="drie", by=ana)
    number = 1 + [set(c) for c in clusters_of(drawn, 3)].index(set(own))
    page = desk.get(at(drawn, "together"), {"cluster": number, "eerder": "1"}).content.decode()
    assert 'value="Vorige keer"' in page
    other = number % 3 + 1
    page = desk.get(at(drawn, "together"), {"cluster": other, "eerder": "1"}).content.decode()
    assert "Vorige keer" not in page.split("Besluiten")[0]
