"""A coach with five minutes between two visits, on a phone: to call, to find, to undo, and to go on."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs import entering

from werkwijs.guidance import (
    aiming,
    drafting,
    granting,
    handing_over,
    helping,
    inviting,
    recording,
    starting,
    writing,
)
from werkwijs.guidance.calling import dial
from werkwijs.guidance.models import Client, Entry, Goal, HouseRules, Kind, Member, Trajectory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def desk(cora) -> Browser:
    return entering.sign_in(Browser(), cora)


def page_of(name: str, trajectory: Trajectory, *more) -> str:
    return reverse(f"guidance:{name}", args=[trajectory.code, *more])


def read(browser: Browser, address: str) -> str:
    return browser.get(address).content.decode()


def say_it(trajectory: Trajectory, words: str) -> None:
    """The person says what they think of a step."""
    told = writing.Words(Kind.VIEW, words, facet="good")
    line = writing.write(trajectory, told, by=trajectory.client)
    granting.tell_coach(line, by=trajectory.client)


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("06 0000 0002", "0600000002"),
        ("06-00000002 (na vijf uur)", "0600000002"),
        ("bel 06 0000 0002 9-17 uur", "0600000002"),
        ("+31 (0)6 0000 0002", "+31600000002"),
        ("0031 6 0000 0002", "+31600000002"),
        ("(070) 000 00 02", "0700000002"),
        ("+32 470 00 00 02", "+32470000002"),
        ("14 020", "14020"),
        ("0800 0000", "08000000"),
        ("nummer 112, op het plein", ""),
        ("06 0000", ""),
        ("mila@voorbeeld.example", ""),
        ("via haar moeder", ""),
        ("", ""),
    ],
)
def test_a_number_is_found_in_what_somebody_wrote(told, number):
    assert dial(told) == number


@pytest.mark.parametrize("name", ["file", "help_answer"])
def test_the_person_is_called_with_one_press(desk, trajectory, name):
    assert 'href="tel:0600000002"' in read(desk, page_of(name, trajectory))


def test_somebody_around_the_person_is_called_with_one_press(desk, trajectory, cora):
    asked = inviting.Asked("family", "Els (verzonnen)", reach="06 0000 0003")
    els = inviting.ask_along(trajectory, asked, by=cora)
    there = read(desk, page_of("member", trajectory, els.pk))
    inviting.end(els, Member.Gone.WITHDRAWN, by=cora)

    assert 'href="tel:0600000003"' in there
    assert "tel:" not in read(desk, page_of("member", trajectory, els.pk))


def test_where_no_number_is_known_there_is_no_button_to_call(desk, organisation, cora):
    about = starting.About("Sem", "", "")
    sem = starting.start(organisation, about, by=cora, on=TODAY())

    assert "tel:" not in read(desk, page_of("file", sem))


def test_what_others_wrote_is_still_there_after_reading_one_of_them(desk, trajectory):
    here = page_of("file", trajectory)
    desk.get(here)
    old, new = "Ik kan vandaag niet.", "Toch wel."
    say_it(trajectory, old)
    assert old in read(desk, here)
    assert old in read(desk, here)

    session = desk.session
    since, _ = session["guidance_seen"][trajectory.code]
    an_hour_ago = (timezone.now() - timedelta(hours=1)).isoformat()
    session["guidance_seen"] = {trajectory.code: [since, an_hour_ago]}
    session.save()
    say_it(trajectory, new)
    later = read(desk, here)
    assert new in later
    assert old not in later


def test_a_line_that_was_taken_back_comes_back_with_one_press(desk, trajectory, cora):
    line = writing.write(trajectory, writing.Words(Kind.SETBACK, "Verslapen."), by=cora)
    answer = desk.post(page_of("line", trajectory, line.pk), {"act": "strike"}, follow=True)
    undo = page_of("bring_back", trajectory, line.pk)
    assert f'action="{undo}"' in answer.content.decode()

    desk.post(undo)

    assert "Verslapen." in read(desk, page_of("lines", trajectory))
    assert undo not in read(desk, f"{page_of('lines', trajectory)}?terug={line.pk}")


def test_a_colleague_is_not_offered_to_bring_back_what_another_took_back(
    desk, trajectory, cora, joost
):
    today = TODAY()
    handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    line = writing.write(
        trajectory, writing.Words(Kind.REFLECTION, "Moeilijk.", only_author=True), by=cora
    )
    writing.strike(line, by=cora)
    other = entering.sign_in(Browser(), joost)

    address = f"{page_of('lines', trajectory)}?terug={line.pk}"
    assert page_of("bring_back", trajectory, line.pk) not in read(other, address)


def test_a_line_leads_back_to_the_page_it_stands_on(desk, trajectory, cora):
    for kind, facet, home in (
        (Kind.SIGN, "red.helps", "plan"),
        (Kind.NEED, "", "work"),
        (Kind.INTAKE, "wants", "profile"),
    ):
        line = writing.write(trajectory, writing.Words(kind, "Rust.", facet=facet), by=cora)
        told = read(desk, page_of("line", trajectory, line.pk)).partition("</h1>")[2]
        assert f'href="{page_of(home, trajectory)}"' in told


def test_what_was_typed_stays_when_a_goal_cannot_end_so(desk, trajectory, cora):
    goal: Goal = aiming.aim(trajectory, "Op tijd komen.", by=cora)
    sent = {
        "act": "end",
        "outcome": "dropped",
        "evidence": "We kozen samen iets anders.",
        "on": (TODAY() + timedelta(days=3)).isoformat(),
    }
    answer = desk.post(page_of("goal", trajectory, goal.pk), sent).content.decode()

    assert "Die dag moet nog komen" in answer
    assert "We kozen samen iets anders." in answer


def test_what_was_typed_about_detention_stays_when_nobody_said_yes(desk, trajectory, organisation):
    HouseRules.objects.create(organisation=organisation, criminal=True)
    here = page_of("criminal", trajectory)
    assert f'href="{here}"' in read(desk, page_of("person", trajectory))

    answer = desk.post(here, {"text": "Meldplicht op maandag.", "agreed": " "})

    assert answer.status_code == 422
    assert "Meldplicht op maandag." in answer.content.decode()
    assert "Schrijf op wat de persoon zei" in answer.content.decode()
    assert not Entry.objects.filter(kind=Kind.CRIMINAL).exists()


def test_the_field_about_detention_is_not_shown_where_it_is_off(desk, trajectory):
    assert page_of("criminal", trajectory) not in read(desk, page_of("person", trajectory))


def test_a_draft_can_be_thrown_away(desk, trajectory, cora):
    here = page_of("talk", trajectory)
    desk.post(page_of("draft", trajectory), {"text": "Half verhaal", "whom": "person"})
    assert "Half verhaal" in read(desk, here)

    desk.post(here, {"act": "empty"})

    assert "Half verhaal" not in read(desk, here)
    assert drafting.of(trajectory, recording.TALK_FORM, by=cora) == {}


def test_everybody_stands_in_the_order_that_is_asked_for(desk, trajectory, organisation, cora):
    today = TODAY()
    for name, reached, contact in (("Anna", 3, 9), ("Bo", 40, 2)):
        made = starting.start(organisation, starting.About(name, "", ""), by=cora, on=today)
        Trajectory.objects.filter(pk=made.pk).update(
            last_reached_on=today - timedelta(days=reached),
            next_contact_on=today + timedelta(days=contact),
        )
        Client.objects.filter(pk=made.client_id).update(
            code=f"{name[0]}2345"
        )  # a search finds it too
    Trajectory.objects.filter(pk=trajectory.pk).update(
        last_reached_on=today - timedelta(days=20), next_contact_on=today + timedelta(days=1)
    )

    def order(asked: str) -> list[str]:
        told = read(desk, reverse("guidance:people") + asked)
        return re.findall(r'class="name"[^>]*><bdi>(\w+)', told)

    assert order("") == order("?op=onzin") == ["Anna", "Bo", "Mila"]
    assert order("?op=contact") == ["Mila", "Bo", "Anna"]
    assert order("?op=long") == ["Bo", "Mila", "Anna"]
    assert order("?op=long&zoek=a") == ["Mila", "Anna"]


def test_a_search_without_an_answer_shows_the_way_back(desk, trajectory):
    people, lines = reverse("guidance:people"), page_of("lines", trajectory)
    nobody = read(desk, people + "?zoek=qqq")
    nothing = read(desk, lines + "?zoek=qqq")

    assert f'href="{people}">Laat alles zien' in nobody
    assert f'href="{lines}">Laat alles zien' in nothing
    assert "Hier staat nog niets" not in nothing


def test_the_day_begins_with_a_search(desk, trajectory):
    day = read(desk, reverse("guidance:day"))

    assert day.index('name="zoek"') < day.index("Wie heeft je nu nodig")


def test_a_line_of_the_plan_is_added_where_it_is_missing(desk, trajectory):
    plan = read(desk, page_of("plan", trajectory))
    assert 'href="?waarover=red.does#new-line"' in plan

    chosen = read(desk, page_of("plan", trajectory) + "?waarover=red.does")
    assert '<option value="red.does" selected>' in chosen


def test_half_a_pair_is_added_where_it_is_missing(desk, trajectory):
    here = page_of("profile", trajectory)
    asked = re.search(r'href="\?waarover=([^#"]+)#new-pair"', read(desk, here))
    assert asked is not None

    chosen = read(desk, f"{here}?waarover={asked[1]}")
    assert f'<option value="{asked[1]}" selected>' in chosen
    assert '<details id="new-pair" open>' in chosen


def test_cover_that_is_no_longer_needed_is_ended_by_the_coach(desk, trajectory, cora, joost):
    today = TODAY()
    member = handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    here = page_of("course", trajectory)
    assert f'name="member" value="{member.pk}"' in read(desk, here)

    assert desk.post(here, {"act": "end-stand-in", "member": member.pk}).url == here
    coach = trajectory.members.get(user=cora)
    assert desk.post(here, {"act": "end-stand-in", "member": coach.pk}).status_code == 404

    assert not Trajectory.objects.guided_by(joost).exists()
    assert Trajectory.objects.guided_by(cora).exists()


def test_who_stands_in_and_stops_is_back_on_their_own_day(trajectory, cora, joost):
    today = TODAY()
    member = handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    other = entering.sign_in(Browser(), joost)

    answer = other.post(page_of("course", trajectory), {"act": "end-stand-in", "member": member.pk})

    assert answer.url == reverse("guidance:day")


def test_to_call_first_is_said_only_to_who_was_asked(desk, trajectory):
    before = read(desk, page_of("help_answer", trajectory))
    helping.ask(trajectory, "Ik wil niet meer.", by=trajectory.client)
    after = read(desk, page_of("help_answer", trajectory))

    assert "Bel eerst" not in before
    assert "Bel eerst" in after


def test_who_is_not_asked_yet_stands_folded_under_who_may_read_a_line(
    desk, trajectory, cora, bram, els, agreed
):
    agreed(bram, Kind.NEED)
    need = writing.write(trajectory, writing.Words(Kind.NEED, "Rust."), by=cora)
    told = read(desk, page_of("line", trajectory, need.pk))
    readers, _, folded = told.partition("Iemand anders dit laten lezen (1)")

    assert "Bram" in readers.partition("Wie leest dit")[2]
    assert "Els" in folded
    assert "Els" not in readers.partition("Wie leest dit")[2]


def test_a_closed_file_says_why_and_offers_nothing_that_cannot_be(desk, trajectory, cora):
    starting.close(trajectory, ended="works", why="Mila redt het zelf.", on=TODAY(), by=cora)
    course = read(desk, page_of("course", trajectory))
    overview = read(desk, page_of("file", trajectory))

    assert "Mila redt het zelf." in course.partition("Wat er veranderde, en waarom")[2]
    assert "#new-title" not in overview
    assert "Maak de eerste zo klein" not in overview
    for address in (page_of("setback", trajectory), page_of("at_work", trajectory, "behoefte")):
        told = read(desk, address)
        assert "Dit dossier is gesloten" in told
        assert 'name="text"' not in told


def test_a_coach_brings_back_the_line_of_a_colleague_that_was_taken_back(
    desk, trajectory, cora, joost
):
    today = TODAY()
    handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    line = writing.write(trajectory, writing.Words(Kind.SETBACK, "Verslapen."), by=joost)
    answer = desk.post(page_of("line", trajectory, line.pk), {"act": "strike"}, follow=True)
    undo = page_of("bring_back", trajectory, line.pk)
    assert f'action="{undo}"' in answer.content.decode()

    desk.post(undo)

    assert "Verslapen." in read(desk, page_of("lines", trajectory))


def test_who_stands_in_finds_where_to_stop(trajectory, cora, joost):
    today = TODAY()
    member = handing_over.stand_in(trajectory, joost, from_on=today, until_on=today, by=cora)
    other = entering.sign_in(Browser(), joost)

    assert f'name="member" value="{member.pk}"' in read(other, page_of("course", trajectory))
