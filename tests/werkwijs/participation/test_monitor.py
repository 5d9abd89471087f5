"""The monitor: who takes part, how far, what deserves a look, and leaving a sort out of the map."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs.pace import paces

from werkwijs.audit.models import Line
from werkwijs.participation import excluding, monitor, release, remarks, withdrawing
from werkwijs.participation.models import (
    Consent,
    Exclusion,
    Help,
    Idea,
    OnPile,
    Participant,
    Pile,
    Rating,
    Sitting,
)
from werkwijs.studies.models import Statement

LIST = "/studies/werk/deelname/monitor/"


@pytest.fixture
def joins(study):
    """``joins(7, piles=2)``: somebody who said yes, and sorted every statement on so many piles."""

    def joining(number: int, group="jongere", piles=0, seconds=5.0, finished=True, **facts):
        person = Participant.objects.create(
            study=study, number=number, group=study.groups.get(key=group), **facts
        )
        Consent.objects.create(participant=person, text=study.consent_texts.get())
        if piles:
            sitting = Sitting.objects.create(
                participant=person,
                task="sorting",
                finished_at=timezone.now() if finished else None,
            )
            made = [Pile.objects.create(sitting=sitting, order=i) for i in range(piles)]
            OnPile.objects.bulk_create(
                OnPile(sitting=sitting, statement=s, pile=made[i % piles], seconds=seconds)
                for i, s in enumerate(study.statements.all())
            )
        return person

    return joining


@pytest.fixture
def opened(client, sign_in, ana):
    sign_in(client, ana)

    def open_page(address=LIST, **asked):
        answer = client.get(address, asked)
        assert answer.status_code == 200
        return answer.content.decode()

    return open_page


def shown(page: str) -> list[str]:
    """The pseudonyms in the list, in order."""
    import re

    return re.findall(r'<a id="to-\d+"[^>]*><bdi>([^<]*)</bdi>', page)


def test_without_participants_it_says_how_to_begin(opened, study):
    page = opened()

    assert "Er doet nog niemand mee." in page
    assert reverse("taking_part:invite", args=["werk"]) in page


def test_it_tells_who_joined_how_far_and_with_what_help(opened, study, joins):
    person = joins(1, piles=3, people=2, way="shared")
    Help.objects.create(participant=person, task="sorting", role="jobcoach", how="reading")
    Idea.objects.create(participant=person, text="GEHEIM idee")
    rating = Sitting.objects.create(participant=person, task="rating")
    Rating.objects.create(
        sitting=rating, scale=study.scales.get(), statement=study.statements.first(), value=2
    )

    page = opened()

    for told in ("s1", "Jongere", "Gedeelde tablet", "met z'n 2en", "Met hulp", "Klaar", "1 van 6"):
        assert told in page
    assert "GEHEIM" not in page
    assert "jobcoach: voorlezen" in opened(f"{LIST}1/")


def test_groups_are_set_against_the_smallest_that_may_be_shown(opened, study, joins):
    for number in range(1, 6):
        joins(number)
    joins(6, "werkgever")

    counted = {of.group.key: (of.people, of.enough) for of in monitor.summary(study).groups}

    assert counted == {"jongere": (5, True), "werkgever": (1, False)}
    page = opened()
    assert "Te weinig om apart te tonen (minder dan 5)" in page
    assert "Genoeg om apart te tonen (5 of meer)" in page
    study.organisation.minimum_group = 6
    study.organisation.save()
    assert "Genoeg om apart te tonen" not in opened()


def test_what_stands_out_is_said_in_plain_words(opened, study, joins):
    joins(1, piles=1)
    joins(2, piles=6)
    joins(3, piles=2)
    joins(4, piles=3, seconds=0.5)
    joins(5, piles=3)

    told = {who: [remark.flag for remark in own] for who, own in remarks.of_study(study).items()}

    assert told == {
        "s1": ["one-pile"],
        "s2": ["all-singletons"],
        "s3": ["few-piles", "lumper"],
        "s4": ["fast"],
    }
    assert "Legde alle 6 uitspraken op één stapel." in opened(f"{LIST}1/")
    assert "Deed 3 seconden over 6 uitspraken." in opened(f"{LIST}4/")
    assert "Er valt niets op." in opened(f"{LIST}5/")
    assert shown(opened(toon="let-op")) == ["s1", "s2", "s3", "s4"]


def test_the_page_says_what_the_engine_says(study, joins):
    from conceptmapping.sort_shapes import flags, shapes

    Statement.objects.create(study=study, number=7, text="je fiets het doet")
    for number in range(1, 8):
        joins(number, piles=number, seconds=None if number == 3 else number / 2)
    names = ["Weet ik niet", "overig", "Werk", "???", "Anders", "Rust", ""]
    for place, pile in enumerate(Pile.objects.order_by("pk")):
        pile.label = names[place % 7]
        pile.save()
    OnPile.objects.filter(sitting__participant__number=6, statement__number=2).update(pile=None)

    told = {(who, r.flag): r.facts for who, own in remarks.of_study(study).items() for r in own}

    engine = flags(shapes(release.study(study).sorts))
    assert {key: own for key, own in told.items() if key[1] != "empty"} == {
        (flag.sorter, flag.flag): pytest.approx(flag.facts, abs=0.002) for flag in engine
    }
    assert len(engine) > 5


def test_a_remark_goes_when_the_sort_changes(study, joins):
    joins(2, piles=3)
    person = joins(1, piles=1)
    assert "s1" in remarks.of_study(study)
    for place, on in enumerate(OnPile.objects.filter(sitting__participant=person)):
        if place % 3:
            on.pile = Pile.objects.create(sitting=on.sitting)
            on.save()

    assert "one-pile" not in str(remarks.of_study(study))


def test_one_finds_filters_and_orders(opened, study, joins):
    joins(1, piles=3)
    joins(2, "werkgever", piles=3, finished=False)
    joins(10, "werkgever")

    assert shown(opened()) == ["s1", "s2", "s10"]
    assert shown(opened(groep="werkgever")) == ["s2", "s10"]
    assert shown(opened(zoek="S1")) == ["s1", "s10"]
    assert shown(opened(toon="niet-begonnen")) == ["s10"]
    assert shown(opened(toon="bezig")) == ["s1", "s2"]
    assert shown(opened(volgorde="gezien"))[0] == "s10"
    assert shown(opened(volgorde="sorteren"))[0] == "s1"
    assert shown(opened(groep="nergens", toon="onzin", volgorde="'--")) == ["s1", "s2", "s10"]
    assert "Niemand past bij wat je zoekt." in opened(zoek="<script>")


def test_who_is_done_with_everything_is_done(opened, study, joins):
    person = joins(1, piles=3)
    Sitting.objects.create(participant=person, task="rating", finished_at=timezone.now())

    assert shown(opened(toon="klaar")) == ["s1"]


def test_what_a_withdrawal_took_is_said_in_numbers(opened, study, joins):
    joins(2)
    person = joins(1, piles=3)
    Idea.objects.create(participant=person, text="weg ermee")
    withdrawing.withdraw(person)

    page = opened()

    assert shown(page) == ["s2"]
    assert "1 persoon trok zich terug" in page
    assert "ideeën 1, gelegde uitspraken 6" in page
    assert monitor.summary(study).withdrawn == 1
    assert "weg ermee" not in page


def test_who_still_waits_for_consent_is_seen(opened, study, joins):
    joins(1).consents.all().delete()
    joins(2).consents.update(representation="mentor")

    page = opened()

    assert "Toestemming ontbreekt" in page
    assert "Wacht op vertegenwoordiger" in page


# --- live -------------------------------------------------------------------------------------


def test_what_did_not_change_is_not_sent_again(client, sign_in, ana, study, joins):
    sign_in(client, ana)
    joins(1, piles=3)
    first = client.get(LIST, {"deel": "1"})
    again = client.get(LIST, {"deel": "1"}, headers={"If-None-Match": first.headers["ETag"]})
    joins(2)
    new = client.get(LIST, {"deel": "1"}, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, new.status_code) == (200, 304, 200)
    assert again.content == b""
    assert shown(new.content.decode()) == ["s1", "s2"]
    assert "<h1" not in first.content.decode()


@pytest.mark.parametrize(
    "act", ["idea", "placement", "moved", "exclusion", "seen", "consent", "help"]
)
def test_everything_on_the_page_changes_its_version(study, joins, act):
    person = joins(1, piles=2)
    before = monitor.version(study)
    if act == "idea":
        Idea.objects.create(participant=person, text="x")
    elif act == "placement":
        OnPile.objects.last().delete()
    elif act == "moved":
        own = OnPile.objects.first()
        OnPile.objects.filter(pk=own.pk).update(pile=Pile.objects.create(sitting=own.sitting))
    elif act == "exclusion":
        Exclusion.objects.create(participant=person, reason="x")
    elif act == "seen":
        Participant.objects.update(seen_at=timezone.now())
    elif act == "consent":
        Consent.objects.update(evidence="form")
    else:
        Help.objects.create(participant=person, task="ideas", role="x", how="reading")

    assert monitor.version(study) != before


def test_reading_it_is_noted_once_and_not_by_looking_again(client, sign_in, ana, study, joins):
    sign_in(client, ana)
    joins(1)
    client.get(LIST)
    client.get(LIST, {"deel": "1"})

    lines = Line.objects.filter(event="participation.monitor_read")
    assert [line.study for line in lines] == ["werk"]


def test_what_changes_cannot_be_read_alone_without_a_note(client, sign_in, ana, study, joins):
    sign_in(client, ana)
    joins(1)

    for _ in range(2):
        client.get(LIST, {"deel": "1"}, headers={"If-None-Match": '"something"'})

    assert Line.objects.filter(event="participation.monitor_read").count() == 1


def test_reading_about_one_person_is_noted(client, sign_in, ana, study, joins):
    person = joins(1)
    sign_in(client, ana).get(f"{LIST}1/")

    line = Line.objects.get(event="participation.monitor_read")
    assert (line.actor, line.subject) == (str(ana.pk), str(person.pk))


def test_a_list_of_two_hundred_people_is_quick(opened, study, joins):
    for number in range(7, 81):
        Statement.objects.create(study=study, number=number, text=f"uitspraak {number}")
    for number in range(1, 201):
        joins(number, "jongere" if number % 2 else "werkgever", piles=2 + number % 9)

    assert len(shown(opened())) == 200
    assert paces(lambda _: opened()) < 7


def test_it_asks_the_database_as_often_for_many_as_for_few(
    opened, study, joins, django_assert_max_num_queries
):
    for number in range(1, 41):
        joins(number, piles=3)

    with django_assert_max_num_queries(70):
        opened()


# --- leaving out --------------------------------------------------------------------------------


def test_a_sort_is_left_out_with_a_reason_and_let_in_again_with_one(
    client, sign_in, ana, study, joins
):
    sign_in(client, ana)
    person = joins(1, piles=1)
    address = f"{LIST}1/weglaten/"

    assert client.post(address, {"act": "exclude", "reason": "viel in slaap"}).url == f"{LIST}1/"
    client.post(address, {"act": "exclude", "reason": "nog een keer"})
    assert [(e.reason, e.by) for e in person.exclusions.all()] == [("viel in slaap", ana)]
    page = client.get(f"{LIST}1/").content.decode()
    assert "viel in slaap" in page
    client.post(address, {"act": "include", "reason": "toch wakker"})
    client.post(address, {"act": "include", "reason": "weer"})

    kept = person.exclusions.get()
    assert (kept.reason, kept.lifted_reason) == ("viel in slaap", "toch wakker")
    events = Line.objects.exclude(event="participation.monitor_read")
    told = [line.event for line in events.filter(event__startswith="participation.").order_by("pk")]
    assert told == ["participation.excluded", "participation.included"]
    assert "toch wakker" in client.get(f"{LIST}1/").content.decode()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_without_a_fitting_reason_nothing_is_left_out(client, sign_in, ana, study, joins, reason):
    sign_in(client, ana)
    joins(1)

    answer = client.post(f"{LIST}1/weglaten/", {"act": "exclude", "reason": reason})

    assert answer.status_code == 422
    assert not Exclusion.objects.exists()


def test_what_is_typed_is_shown_as_it_was_typed(client, sign_in, ana, study, joins):
    sign_in(client, ana)
    excluding.exclude(joins(1), reason='<script>alert("x")</script> שלום 😀', by=ana)

    page = client.get(f"{LIST}1/").content.decode()

    assert "<script>alert" not in page
    assert "שלום 😀" in page


def test_who_reads_a_study_sees_it_and_leaves_nobody_out(client, sign_in, carla, study, joins):
    joins(1)
    sign_in(client, carla)

    assert client.get(LIST).status_code == 200
    page = client.get(f"{LIST}1/").content.decode()
    assert "weglaten" not in page
    answer = client.post(f"{LIST}1/weglaten/", {"act": "exclude", "reason": "x"})
    assert answer.status_code == 403
    assert not Exclusion.objects.exists()


def test_another_organisation_finds_nothing(client, sign_in, dirk, study, joins):
    joins(1)
    sign_in(client, dirk)

    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}1/").status_code == 404
    assert client.post(f"{LIST}1/weglaten/", {"reason": "x"}).status_code == 404


def test_who_withdrew_has_no_page(opened, client, study, joins):
    withdrawing.withdraw(joins(1))
    opened()

    assert client.get(f"{LIST}1/").status_code == 404
    assert client.get(f"{LIST}99/").status_code == 404
