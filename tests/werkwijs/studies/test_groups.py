"""The groups of a study."""

import pytest
from django.urls import reverse

from werkwijs.studies.models import Group


@pytest.fixture
def groups(client, sign_in, study, ana):
    sign_in(client, ana)

    def send(name, /, *more, **said):
        return client.post(reverse(f"studies:{name}", args=["werk", *more]), said, follow=True)

    return send


def names(study):
    return list(study.groups.values_list("name", flat=True))


def test_a_group_is_added_at_the_end(groups, study):
    groups("groups", name="Jobcoach", easy="on")

    assert names(study) == ["Jongere", "Werkgever", "Jobcoach"]
    added = study.groups.last()
    assert (added.key, added.easy) == ("jobcoach", True)


def test_the_same_group_twice_is_one(groups, study):
    groups("groups", name="Jobcoach")
    answer = groups("groups", name="jobcoach")

    assert "al een groep met deze naam" in answer.content.decode()
    assert study.groups.count() == 3


@pytest.mark.parametrize("name", ["🙂", "שלום", "<script>", "a" * 60])
def test_every_name_makes_a_key_of_its_own(groups, study, name):
    groups("groups", name=name)
    added = study.groups.last()

    assert added.name == name
    assert added.key
    assert len(added.key) <= 30


def test_names_that_look_alike_get_different_keys(groups, study):
    groups("groups", name="Job coach")
    groups("groups", name="Job-coach")

    assert list(study.groups.values_list("key", flat=True))[2:] == ["job-coach", "job-coach-2"]


def test_a_name_that_is_too_long_is_kept_in_its_field(groups, study):
    answer = groups("groups", name="x" * 5000)

    assert answer.context["form"]["name"].value() == "x" * 5000
    assert study.groups.count() == 2


def test_renaming_keeps_the_key(groups, study):
    group = study.groups.get(key="jongere")
    seen = groups("group", group.pk).context["form"].fields["seen"].initial
    groups("group", group.pk, name="Jong mens", easy="on", seen=seen)

    assert study.groups.get(key="jongere").name == "Jong mens"


def test_order_is_changed_step_by_step(groups, study):
    last = study.groups.last()
    groups("move_group", last.pk, way="up")
    assert names(study) == ["Werkgever", "Jongere"]

    groups("move_group", last.pk, way="up")
    assert names(study) == ["Werkgever", "Jongere"]

    groups("move_group", last.pk, way="down")
    assert names(study) == ["Jongere", "Werkgever"]


def test_a_group_nobody_is_in_can_go(groups, study):
    groups("remove_group", study.groups.get(key="werkgever").pk)

    assert names(study) == ["Jongere"]


def test_a_group_in_which_somebody_takes_part_stays(groups, study, takes_part):
    takes_part("jongere")
    answer = groups("remove_group", study.groups.get(key="jongere").pk)

    assert "doen al mensen mee" in answer.content.decode()
    assert Group.objects.filter(study=study).count() == 2


def test_a_group_of_another_study_is_not_found(client, sign_in, study, dirk, elsewhere):
    from werkwijs.studies import opening

    other = opening.from_example(elsewhere, dirk)
    sign_in(client, dirk)
    foreign = study.groups.first().pk

    for name in ("group", "remove_group", "move_group"):
        assert (
            client.post(reverse(f"studies:{name}", args=[other.slug, foreign])).status_code == 404
        )
