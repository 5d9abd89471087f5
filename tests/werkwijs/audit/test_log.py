"""The log as an administrator reads it: their own organisation's, filtered, in words, and read itself."""

import csv
import io
import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs.conftest import person

from werkwijs.accounts.models import Role
from werkwijs.audit import reading
from werkwijs.audit.models import Line
from werkwijs.audit.noting import Actor, note

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def log_page(organisation):
    return reverse("audit:log", args=[organisation.pk])


def read(by, organisation, *, event="studies.read", study="werk", at=NOON, **facts):
    return Line.objects.create(
        event=event,
        actor_kind="user",
        actor=str(by.pk),
        organisation=organisation.pk,
        study=study,
        at=at,
        **facts,
    )


def rows(page: str) -> list[str]:
    """What stands in the lists of days, line by line."""
    lists = page.split('<ul class="lines">')[1:]
    return [line for one in lists for line in one.split("</ul>")[0].split("<li>")[1:]]


def test_reading_the_log_is_in_the_log(client, sign_in, dewi, organisation, log_page):
    sign_in(client, dewi)
    client.get(log_page)

    line = Line.objects.get(event="audit.log_read")
    assert (line.actor, line.organisation) == (str(dewi.pk), organisation.pk)
    assert "Las het logboek" in client.get(log_page).content.decode()


def test_names_are_looked_up_and_not_kept(client, sign_in, ana, dewi, organisation, log_page):
    read(ana, organisation)
    sign_in(client, dewi)

    assert "Ana" in client.get(log_page).content.decode()
    assert "Ana" not in str(list(Line.objects.values()))


def test_a_log_is_read_by_its_own_administrator_only(
    client, sign_in, ana, dewi, elsewhere, organisation
):
    olga = person("olga", elsewhere, Role.ADMINISTRATOR)
    mine, theirs = read(ana, organisation), read(ana, elsewhere)

    assert list(Line.objects.visible_to(dewi)) == [mine]
    assert list(Line.objects.visible_to(olga)) == [theirs]
    assert not Line.objects.visible_to(ana).exists()
    sign_in(client, dewi)
    assert client.get(reverse("audit:log", args=[elsewhere.pk])).status_code == 404


def test_similar_lines_of_a_day_are_one(client, sign_in, ana, dewi, organisation, log_page):
    for minutes in range(30):
        read(ana, organisation, at=NOON + timedelta(minutes=minutes))
    read(ana, organisation, at=NOON + timedelta(days=1))
    read(ana, organisation, event="studies.phase_changed")
    sign_in(client, dewi)

    shown = rows(client.get(log_page + "?study=werk").content.decode())

    assert len(shown) == 3
    assert "30 keer" in "".join(shown)
    assert "12:00–12:29" in "".join(shown)


def test_a_day_ends_at_midnight_here(ana, organisation):
    late = datetime(2026, 11, 20, 23, 59, tzinfo=ZoneInfo("Europe/Amsterdam"))
    read(ana, organisation, at=late)
    read(ana, organisation, at=late + timedelta(minutes=2))

    assert [entry.times for entry in reading.entries(Line.objects.all())] == [1, 1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"since": "2026-11-20"}, 3),
        ({"since": "2026-11-21"}, 0),
        ({"until": "2026-11-19"}, 0),
        ({"since": "2026-11-20", "until": "2026-11-20"}, 3),
        ({"event": "studies.phase_changed"}, 1),
        ({"study": "anders"}, 1),
        ({"person": "ana"}, 2),
        ({"person": "iemand"}, 3),
        ({"since": "gisteren"}, 3),
    ],
)
def test_what_is_asked_is_found(
    client, sign_in, ana, bilal, dewi, organisation, log_page, asked, found
):
    read(ana, organisation)
    read(ana, organisation, event="studies.phase_changed")
    read(bilal, organisation, study="anders")
    if asked.get("person") == "ana":
        asked = {"person": str(ana.pk)}
    sign_in(client, dewi)

    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        page = client.get(log_page, asked).content.decode()

    assert len([row for row in rows(page) if "logboek" not in row]) == found


def test_every_line_says_something_even_where_nobody_wrote_words(ana, organisation):
    assert reading.what("accounts.signed_in") == "Logde in"
    assert reading.what("studies.never_heard_of") == "studies: never heard of"
    assert reading.what("nowhere.at_all") == "nowhere: at all"


def test_participants_stand_under_their_pseudonym(client, sign_in, dewi, organisation, log_page):
    note("participation.joined", by=Actor("participant", "werk:s7"), organisation=organisation.pk)
    sign_in(client, dewi)

    assert "deelnemer s7" in client.get(log_page).content.decode()


def test_a_reason_runs_nothing(client, sign_in, ana, dewi, organisation, log_page):
    read(ana, organisation, reason="<script>alert(1)</script>")
    sign_in(client, dewi)

    assert "<script>alert" not in client.get(log_page).content.decode()


def test_a_table_for_a_spreadsheet_computes_nothing(client, sign_in, ana, dewi, organisation):
    read(ana, organisation, reason="=HYPERLINK(1)")
    read(ana, organisation, event="studies.phase_changed", at=NOON - timedelta(days=1))
    sign_in(client, dewi)

    answer = client.post(reverse("audit:export", args=[organisation.pk]), {"event": "studies.read"})

    table = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [row["reason"] for row in table] == ["'=HYPERLINK(1)"]
    assert table[0]["at"] == "2026-11-20T12:00:00+01:00"
    assert Line.objects.filter(event="audit.log_exported").count() == 1


def test_taking_the_log_along_asks_again_who_one_is(client, sign_in, dewi, organisation):
    sign_in(client, dewi)
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        answer = client.post(reverse("audit:export", args=[organisation.pk]))

    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert not Line.objects.filter(event="audit.log_exported").exists()


def test_a_sample_is_drawn_by_lot_and_the_review_is_kept(client, sign_in, ana, dewi, organisation):
    for _ in range(15):
        read(ana, organisation, at=timezone.now())
    sign_in(client, dewi)
    where = reverse("audit:review", args=[organisation.pk])

    page = client.get(where).content.decode()
    client.post(where, {"finding": "Alles klopt"})

    assert page.count('<li class="panel">') == 10
    assert Line.objects.get(event="audit.reviewed").reason == "Alles klopt"


def test_the_lot_is_fair_and_never_draws_twice(ana, organisation):
    made = [read(ana, organisation).pk for _ in range(20)]

    rng = random.Random(4)  # noqa: S311 - the lot of a test
    drawn = reading.sample(Line.objects.all(), rng=rng)

    assert len({line.pk for line in drawn}) == 10
    assert {line.pk for line in drawn} < set(made)
    assert len(reading.sample(Line.objects.none(), rng=rng)) == 0
