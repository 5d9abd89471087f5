"""A trainer's groups: people by number, meetings, replies, and an expert by experience beside them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs.conftest import person

from werkwijs.accounts.models import Role
from werkwijs.lib.impossible import Impossible
from werkwijs.training import freezing, giving, joining, keeping_up
from werkwijs.training.models import Group, HandIn, Learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(group):
    return lambda name, *args: reverse(f"giving:{name}", args=[group.code, *args])


def key_in(page: str) -> str:
    return re.search(r'name="key" value="([^"]+)"', page)[1]


def test_a_group_is_begun_on_the_last_version_and_twice_is_once(desk, version):
    page = desk.get(reverse("giving:new")).content.decode()
    sent = {
        "version": version.pk,
        "route": "employer",
        "group_name": "Bakkers",
        "key": key_in(page),
    }

    first = desk.post(reverse("giving:new"), sent)
    again = desk.post(reverse("giving:new"), sent)

    assert first.url == again.url
    assert [(g.name, g.route, g.trainer.name) for g in Group.objects.all()] == [
        ("Bakkers", "employer", "Tess")
    ]


def test_every_page_of_a_group_opens(desk, group, at, learner, tess):
    meeting = giving.plan(group, at=timezone.now() + timedelta(days=1), minutes=90, lesson=1)
    co_trainer = giving.ask_along(group, by=tess)
    keeping_up.hand_in(learner, 5, "Ik belde.")
    pages = [
        at("group"),
        at("invite"),
        at("sheet"),
        at("person", 1),
        at("tasks"),
        at("meetings"),
        at("meeting", meeting.pk),
        at("calendar"),
        at("handout", 1),
        at("along_link", co_trainer.pk),
        reverse("giving:list"),
    ]

    assert [desk.get(page).status_code for page in pages] == [200] * 11


def test_people_are_invited_and_their_links_are_there(desk, group, at):
    desk.post(at("invite"), {"people": "3"})

    page = desk.get(at("invite")).content.decode()

    assert group.learners.count() == 3
    assert all(joining.address(one) in page for one in group.learners.all())
    assert "<svg" in desk.get(at("sheet")).content.decode()


@pytest.mark.parametrize("typed", ["0", "-4", "drie", "2001", ""])
def test_a_number_that_is_none_is_told(desk, group, at, typed):
    answer = desk.post(at("invite"), {"people": typed})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert group.learners.count() == 0


def test_a_group_of_two_thousand_opens_with_few_questions(
    desk, group, at, tess, django_assert_max_num_queries
):
    joining.invite(group, 2000, by=tess)
    desk.get(at("group"))

    with django_assert_max_num_queries(30):
        page = desk.get(at("group"), {"blad": "20"}).content.decode()

    assert ">2000<" in page
    assert desk.get(at("group"), {"nummer": "1234"}).content.decode().count("/deelnemer/") == 1
    assert "geen deelnemer 9999" in desk.get(at("group"), {"nummer": "9999"}).content.decode()


def test_what_the_trainer_sees_of_somebody_stands_on_their_own_page_too(desk, at, learner):
    keeping_up.hand_in(learner, 5, "Ik belde.")
    keeping_up.write(learner, 4, "geheim")
    own = Client().get(reverse("learning:known", args=[joining.link(learner)])).content.decode()
    seen = desk.get(at("person", 1)).content.decode()

    for said in ("Contact maken: 0 van de 7 gedaan", "Ik belde."):
        assert said in re.sub(r"<[^>]+>", "", seen)
        assert said in re.sub(r"<[^>]+>", "", own)
    assert "geheim" not in seen


def test_a_reply_is_seen_by_who_handed_in(desk, at, learner):
    keeping_up.hand_in(learner, 5, "Ik belde.")
    row = HandIn.objects.get()
    empty = desk.post(at("tasks"), {"about": row.pk, "reply": "  "})
    assert empty.status_code == 422
    assert "Schrijf eerst een antwoord" in empty.content.decode()

    desk.post(at("tasks"), {"about": row.pk, "reply": "Goed dat je belde."})

    page = Client().get(reverse("learning:home", args=[joining.link(learner)])).content.decode()
    assert "Goed dat je belde." in page
    row.refresh_from_db()
    assert row.replied_by.name == "Tess"


def test_a_lost_link_is_renewed_and_the_old_one_dies(desk, at, learner):
    old = joining.link(learner)
    keeping_up.hand_in(learner, 5, "Ik belde.")

    desk.post(at("person", 1))

    learner = Learner.objects.get()
    assert joining.find(old) is None
    assert joining.find(joining.link(learner)) == learner
    assert learner.hand_ins.count() == 1


@pytest.mark.parametrize("own", ["begun", "written"])
def test_the_link_that_opens_somebodys_own_words_is_not_on_the_trainers_pages(
    desk, at, learner, own
):
    address = joining.address(learner)
    pages = [at("person", 1), at("invite"), at("sheet")]
    assert all(address in desk.get(page).content.decode() for page in pages)

    if own == "begun":
        keeping_up.do(learner, lambda _, state: state)
    else:
        keeping_up.write(learner, 4, "Ik was bang.")

    assert not any(address in desk.get(page).content.decode() for page in pages)


def test_a_new_link_is_shown_once_to_be_handed_over(desk, at, learner):
    keeping_up.do(learner, lambda _, state: state)

    told = desk.post(at("person", 1)).content.decode()

    address = joining.address(Learner.objects.get())
    assert address in told
    assert "Er is een nieuwe link" in told
    assert address not in desk.get(at("person", 1)).content.decode()


def test_a_meeting_is_planned_changed_attended_and_off(desk, group, at, learner, tess):
    joining.invite(group, 2, by=tess)
    sent = {"day": "2026-12-03", "time": "14:00", "minutes": "90", "lesson": "1", "place": "Zaal 2"}
    desk.post(at("meetings"), sent)
    meeting = group.meetings.get()
    assert timezone.localtime(meeting.at).strftime("%H:%M") == "14:00"

    desk.post(at("meeting", meeting.pk), {"act": "plan", **sent, "place": "Zaal 3"})
    desk.post(at("meeting", meeting.pk), {"act": "there", "there": ["1", "3", "77", "x"]})
    meeting.refresh_from_db()
    assert meeting.place == "Zaal 3"
    assert sorted(meeting.attended.values_list("learner__number", flat=True)) == [1, 3]

    desk.post(at("meeting", meeting.pk), {"act": "there", "there": ["2"]})
    assert list(meeting.attended.values_list("learner__number", flat=True)) == [2]

    calendar = desk.get(at("calendar")).content.decode()
    assert "LOCATION:Zaal 3\r\n" in calendar
    assert "DTSTART:20261203T130000Z" in calendar
    assert max(len(line.encode()) for line in calendar.split("\r\n")) <= 75

    desk.post(at("meeting", meeting.pk), {"act": "off"})
    assert group.meetings.count() == 0


def test_a_group_takes_a_newer_version_until_somebody_began(group, course, learner, tess):
    newer = freezing.freeze(course, by=tess)
    assert giving.newer(group) == newer

    keeping_up.do(learner, lambda _, state: state)

    assert giving.newer(group) is None
    with pytest.raises(Impossible):
        giving.take(group, newer, by=tess)


def test_a_closed_group_takes_nobody_and_can_be_opened(desk, group, at, tess):
    desk.post(at("group"), {"act": "close"})
    with pytest.raises(Impossible):
        joining.invite(group, 1, by=tess)

    desk.post(at("group"), {"act": "open"})

    assert len(joining.invite(group, 1, by=tess)) == 1


def test_an_expert_by_experience_sees_what_they_do_and_stops(desk, group, at):
    address = desk.post(at("along")).url
    page = desk.get(address).content.decode()
    link = re.search(r"/samen/([a-z0-9]{26})/", page)[1]
    own, home = Client(), reverse("together:home", args=[link])

    page = own.get(home).content.decode()

    assert "Vertel in één minuut wat jou hielp." in page
    assert "Wat helpt bij jullie?" in page
    assert "niet gestopt" in own.post(home).content.decode()
    assert "Je bent gestopt" in own.post(home, {"sure": "yes"}).content.decode()
    assert own.get(home).status_code == 404


def test_another_trainer_does_not_see_the_group_and_who_runs_studies_does(
    group, at, sign_in, organisation, ana
):
    other = person("otto", organisation, Role.TRAINER)

    assert sign_in(Client(), other).get(at("group")).status_code == 404
    assert sign_in(Client(), ana).get(at("group")).status_code == 200
