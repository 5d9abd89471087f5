"""Phases: what each needs, going on, going back."""

import pytest
from django.urls import reverse

from werkwijs.audit.models import Line
from werkwijs.studies import consent, locking, opening, phases
from werkwijs.studies.models import Phase, PhaseChange, Study


@pytest.fixture
def example(organisation, ana):
    """Everything there but a published consent text and a locked set."""
    return opening.from_example(organisation, ana)


def lacks(study, to):
    return {missing.words for missing in phases.problems(study, to)}


def test_an_empty_study_is_told_all_it_lacks(organisation, ana):
    study = opening.open_study(organisation, ana, "Leeg")

    assert lacks(study, Phase.IDEAS) == {"prompt", "group", "consent", "worry"}
    assert lacks(study, Phase.SORTING) == {
        "prompt",
        "group",
        "consent",
        "worry",
        "statements",
        "scale",
    }
    with pytest.raises(phases.NotReady) as not_ready:
        phases.change(study, Phase.IDEAS, by=ana)
    assert len(not_ready.value.lacks) == 4
    assert Study.objects.get().phase == Phase.PREPARING


@pytest.mark.parametrize(
    ("changed", "lack"),
    [
        ({"prompt": " "}, "prompt"),
        ({"worry_reader": ""}, "worry"),
        ({"worry_when": " "}, "worry"),
        ({"worry_call": ""}, "worry"),
        ({"asks_ideas": False}, "asks_ideas"),
    ],
)
def test_ideas_need_each_of_these(example, ana, changed, lack):
    consent.publish(consent.draft(example), by=ana)
    assert lacks(example, Phase.IDEAS) == set()
    for field, value in changed.items():
        setattr(example, field, value)

    assert lacks(example, Phase.IDEAS) == {lack}


def test_sorting_needs_each_of_these(example, ana):
    consent.publish(consent.draft(example), by=ana)
    assert lacks(example, Phase.SORTING) == {"lock"}
    locking.lock(example, by=ana)
    assert lacks(example, Phase.SORTING) == set()

    example.batch_size = 65
    assert lacks(example, Phase.SORTING) == {"batch"}
    example.batch_size = None
    example.scales.all().delete()
    assert lacks(example, Phase.SORTING) == {"scale"}
    example.asks_rating = False
    assert lacks(example, Phase.SORTING) == set()
    example.asks_sorting = False
    assert lacks(example, Phase.SORTING) == {"tasks"}
    example.groups.all().delete()
    assert lacks(example, Phase.SORTING) == {"tasks", "group"}


def test_a_study_goes_from_beginning_to_end(example, ana, client, sign_in):
    sign_in(client, ana)
    consent.publish(consent.draft(example), by=ana)
    for to in ("ideas", "statements", "sorting", "map", "closed"):
        if to == "sorting":
            locking.lock(example, by=ana)
        overview = client.get(reverse("studies:study", args=[example.slug]))
        assert overview.context["following"] == to
        client.post(reverse("studies:phase", args=[example.slug, to]))
        assert Study.objects.get().phase == to

    assert list(PhaseChange.objects.order_by("id").values_list("before", "after")) == [
        ("preparing", "ideas"),
        ("ideas", "statements"),
        ("statements", "sorting"),
        ("sorting", "map"),
        ("map", "closed"),
    ]
    assert Line.objects.filter(event="studies.phase_changed").count() == 5
    assert client.get(reverse("studies:study", args=[example.slug])).context["following"] is None


def test_a_study_that_asks_no_ideas_skips_them(example):
    example.asks_ideas = False

    assert phases.following(example) == Phase.SORTING
    assert Phase.IDEAS not in phases.phases(example)


def test_a_study_that_asks_only_ideas_goes_on_to_its_map(example):
    example.asks_sorting = example.asks_rating = False
    example.phase = Phase.STATEMENTS

    assert phases.following(example) == Phase.MAP


def test_a_phase_one_is_in_is_always_shown(example):
    example.phase = Phase.IDEAS
    example.asks_ideas = False

    assert Phase.IDEAS in phases.phases(example)
    assert phases.following(example) == Phase.SORTING


def test_going_twice_is_going_once(study, ana):
    phases.change(study, Phase.MAP, by=ana)
    phases.change(study, Phase.MAP, by=ana)

    assert PhaseChange.objects.count() == 1


def test_going_back_is_possible_and_says_what_it_means(study, ana, client, sign_in):
    study.locked_at = study.created_at
    study.save()
    page = sign_in(client, ana).get(reverse("studies:phase", args=["werk", "ideas"]))

    assert "Wat mensen al gaven, blijft bewaard." in page.content.decode()
    assert "uitspraken blijven vastgezet" in page.content.decode()
    client.post(reverse("studies:phase", args=["werk", "ideas"]))
    assert Study.objects.get().phase == Phase.IDEAS
    assert Study.objects.get().locked_at is not None


def test_making_the_map_says_that_withdrawing_ends(study, ana, client, sign_in):
    ends = "Vanaf dan kan niemand meer terugnemen"
    sign_in(client, ana)
    address = reverse("studies:phase", args=["werk", "map"])

    assert ends in client.get(address).content.decode()
    Study.objects.update(withdraw_until="2030-01-01")
    assert ends not in client.get(address).content.decode()


def test_a_closed_study_can_be_opened_again(study, ana, client, sign_in):
    Study.objects.update(phase=Phase.CLOSED)
    client = sign_in(client, ana)
    assert (
        "gaat weer open"
        in client.get(reverse("studies:phase", args=["werk", "map"])).content.decode()
    )
    client.post(reverse("studies:phase", args=["werk", "map"]))

    assert Study.objects.get().phase == Phase.MAP


def test_what_is_missing_is_shown_with_the_way_to_it(example, ana, client, sign_in):
    address = reverse("studies:phase", args=[example.slug, "ideas"])
    client = sign_in(client, ana)
    for answer in (client.get(address), client.post(address)):
        page = answer.content.decode()
        assert "nog niet gepubliceerd" in page
        assert reverse("studies:consent", args=[example.slug]) in page
        assert "<button>Open" not in page
    assert Study.objects.get().phase == Phase.PREPARING


def test_who_changed_what_when_is_on_the_overview(study, ana, carla, client, sign_in):
    phases.change(study, Phase.MAP, by=ana)
    page = sign_in(client, carla).get(reverse("studies:study", args=["werk"])).content.decode()

    assert "van Sorteren en beoordelen naar Conceptkaart" in page
    assert "door Ana" in page


@pytest.mark.parametrize("to", ["elders", "ideas-2", "SORTING"])
def test_there_are_no_other_phases(study, ana, client, sign_in, to):
    address = reverse("studies:phase", args=["werk", to])

    assert sign_in(client, ana).post(address).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("carla", 403), ("dirk", 404), ("dewi", 404)])
def test_nobody_else_changes_it(study, client, sign_in, request, who, status):
    sign_in(client, request.getfixturevalue(who))
    address = reverse("studies:phase", args=["werk", "map"])

    assert client.post(address).status_code == status
    assert client.get(address).status_code == status
    assert Study.objects.get().phase == Phase.SORTING
