"""What two maps or two published versions give away when they are laid beside each other."""

from __future__ import annotations

import random
from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse
from tests.werkwijs.analysis.conftest import QUICK, draw, rate, sort
from tests.werkwijs.analysis.grouped import grouped
from tests.werkwijs.analysis.once import computed_once

from conceptmapping.errors import GroupGivesOthersAway
from werkwijs.analysis import asking, cutting, deciding, publishing, sorters, subtracting
from werkwijs.analysis.models import ConceptMap, Publication
from werkwijs.participation import consenting, withdrawing
from werkwijs.participation.joining import join
from werkwijs.participation.models import Participant


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(), ana)


def published(concept_map: ConceptMap, ana) -> Publication:
    """All clusters named, and published."""
    deciding.choose(concept_map, 3, reason="drie", by=ana)
    for number, own in enumerate(cutting.sets(concept_map.document.told, 3), start=1):
        deciding.name(concept_map, own, name=f"Thema {number}", by=ana)
    made = publishing.publish(concept_map, language="nl", by=ana)
    publishing.make(made.key)
    made.refresh_from_db()
    assert made.state == Publication.State.READY, made.problem
    return made


def share(desk: Client, publication: Publication, *, files: bool) -> str:
    slug = publication.concept_map.study.slug
    address = reverse("analysis:share", args=[slug, publication.number])
    page = desk.post(address, {"files": "yes"} if files else {}, follow=True)
    publication.refresh_from_db()
    return page.content.decode()


def more_people(study, n: int) -> None:
    rng = random.Random(9)  # noqa: S311 - invented behaviour
    for _ in range(n):
        participant = join(study, group=study.groups.first())
        consenting.agree(participant, text=consenting.current(study), easy=True)
        sort(participant, rng)
        rate(participant, rng)


@pytest.fixture
def before(sorted_study, ana, desk) -> Publication:
    with computed_once():
        made = published(draw(sorted_study, ana, **QUICK), ana)
    share(desk, made, files=True)
    assert made.files_shared
    return made


def means(told) -> list[float]:
    return [s["ratings"][scale]["mean"] for scale in told["scales"] for s in told["statements"]]


def test_after_a_withdrawal_the_two_versions_would_tell_all_of_one_person(before, ana):
    """Else refusing would be for nothing: here is how it is worked out."""
    study = before.concept_map.study
    gone = Participant.objects.filter(study=study).first()
    own = list(
        gone.sittings.get(task="rating")
        .ratings.order_by("statement__order")
        .values_list("value", flat=True)
    )
    withdrawing.withdraw(gone)
    after = published(draw(study, ana, **QUICK), ana)
    left = [12 * m - 11 * n for m, n in zip(means(before.told), means(after.told), strict=True)]
    assert left == pytest.approx(own)


def test_so_the_files_of_the_later_one_are_not_shared_and_its_page_is(before, ana, desk):
    study = before.concept_map.study
    withdrawing.withdraw(Participant.objects.filter(study=study).first())
    after = published(draw(study, ana, **QUICK), ana)

    page = share(desk, after, files=True)
    assert "kun je niet delen" in page
    assert after.shared_at is None
    share(desk, after, files=False)
    assert publishing.address(after)
    assert not after.files_shared

    publishing.unshare(before, by=ana)  # somebody may have kept what was shared
    assert "kun je niet delen" in share(desk, after, files=True)
    assert not after.files_shared


def test_a_version_with_one_sort_left_out_is_as_telling(before, ana, desk):
    study = before.concept_map.study
    one = next(iter(sorters.of(study).group_of))
    other = published(draw(study, ana, **QUICK, exclude={one: "alles op een stapel"}), ana)
    assert "kun je niet delen" in share(desk, other, files=True)
    assert not other.files_shared


def test_other_names_for_the_same_answers_are_shared(before, ana, desk):
    concept_map = before.concept_map
    tree = cutting.sets(concept_map.document.told, 3)[0]
    deciding.name(concept_map, tree, name="Anders", by=ana)
    again = publishing.publish(concept_map, language="nl", by=ana)
    publishing.make(again.key)
    share(desk, again, files=True)
    assert again.files_shared


def test_a_version_of_as_many_more_people_as_the_minimum_is_shared(before, ana, desk):
    study = before.concept_map.study
    more_people(study, 4)
    four = published(draw(study, ana, **QUICK), ana)
    assert subtracting.shared_before(four) == before
    more_people(study, 1)
    five = published(draw(study, ana, **QUICK), ana)
    assert subtracting.shared_before(five) is None
    share(desk, five, files=True)
    assert five.files_shared


def test_an_organisation_that_wants_larger_groups_by_now_has_them_in_every_study(before, ana, desk):
    study = before.concept_map.study
    more_people(study, 5)
    study.organisation.minimum_group = 8
    study.organisation.save()
    five = published(draw(study, ana, **QUICK), ana)

    assert "kun je niet delen" in share(desk, five, files=True)
    assert not five.files_shared
    assert five.told["study"]["minimum_shown"] == 8
    assert sorters.of(study).minimum == 8


def test_where_nobodys_files_were_shared_a_version_may_come_instead(sorted_study, ana, desk):
    first = published(draw(sorted_study, ana, **QUICK), ana)
    share(desk, first, files=False)
    withdrawing.withdraw(Participant.objects.filter(study=sorted_study).first())
    second = published(draw(sorted_study, ana, **QUICK), ana)
    share(desk, second, files=True)
    assert second.files_shared


def test_sorts_and_ratings_are_each_looked_at(before):
    one = before.told
    for count, change in (
        ("sorters", lambda told: told["similarity"].update(pair_sum=1.0)),
        ("raters", lambda told: told["statements"][0].update(ratings={})),
    ):
        other = deepcopy(one)
        change(other)
        assert subtracting.tells_of_few(one, other, 5)
        other["counts"][count] += 4
        assert subtracting.tells_of_few(one, other, 5)
        other["counts"][count] += 1
        assert not subtracting.tells_of_few(one, other, 5)
    assert not subtracting.tells_of_few(one, deepcopy(one), 5)


# --- maps of groups ---------------------------------------------------------------------


def test_no_group_has_a_map_that_everybodys_map_hides(study, ana):
    """Everybody, less the group that is shown, less this one: the coaches."""
    grouped(study, {"jongere": 8, "werkgever": 6, "coach": 4})
    assert sorters.of(study).alone() == ["jongere"]
    with pytest.raises(GroupGivesOthersAway):
        asking.ask(study, by=ana, group=["group", "werkgever"])


def test_people_without_a_group_are_not_told_apart_by_weights(study, ana):
    grouped(study, {"jongere": 8, "werkgever": 6, "": 3})
    assert not sorters.of(study).can_balance()
    with pytest.raises(sorters.FewWithoutGroup):
        asking.ask(study, by=ana, balance="group")


def test_a_group_map_tells_no_ratings_that_give_a_few_raters_away(study, ana):
    """Six others sorted and two of those rated: everybody less this group is those two."""
    grouped(study, {"jongere": 8, "werkgever": 6})
    others = Participant.objects.filter(study=study, group__key="werkgever")
    for participant in others[2:]:
        participant.sittings.filter(task="rating").delete()
    alone = draw(study, ana, **QUICK, group=["group", "jongere"]).document.told
    assert alone["counts"]["sorters"] == 8
    assert alone["counts"]["raters"] == 0
    assert all(not s["ratings"] for s in alone["statements"])
