"""The first page: two doors for who comes from outside, what is going on for who signed in."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from werkwijs.participation import worrying
from werkwijs.studies import phases
from werkwijs.studies.models import Phase


def test_the_website_is_well(client, db):
    assert client.get("/health/").json() == {"status": "ok"}


def test_who_has_not_signed_in_finds_two_doors(client, db):
    page = client.get("/").content.decode()

    assert 'href="/mee/"' in page
    assert f'href="{reverse("account_login")}"' in page


def test_who_runs_studies_sees_what_is_going_on(client, sign_in, study, ana, takes_part):
    takes_part("jongere")
    takes_part("werkgever")

    page = sign_in(client, ana).get("/").content.decode()

    assert study.title in page
    assert "<dd>2</dd>" in page


def test_what_waits_to_be_read_stands_there(client, sign_in, study, ana, takes_part):
    _, somebody = takes_part("jongere")
    assert "1 nieuw" not in sign_in(client, ana).get("/").content.decode()

    worrying.say(somebody, key=uuid.uuid4(), text="het gaat niet goed")
    page = client.get("/").content.decode()

    assert "1 nieuw" in page
    assert "het gaat niet goed" not in page


@pytest.mark.parametrize("phase", [Phase.CLOSED])
def test_a_study_that_is_over_is_not_going_on(client, sign_in, study, ana, phase):
    phases.change(study, phase, by=ana)

    answer = sign_in(client, ana).get("/")

    assert answer.status_code == 302
    assert answer.url == "/studies/"


def test_who_runs_studies_elsewhere_sees_none_of_it(client, sign_in, study, dirk):
    page = sign_in(client, dirk).get("/", follow=True).content.decode()

    assert study.title not in page


def test_who_only_administers_is_led_to_the_list(client, sign_in, study, dewi):
    assert sign_in(client, dewi).get("/").url == "/studies/"


def test_the_start_asks_a_few_questions_however_many_take_part(
    client, sign_in, study, ana, takes_part, django_assert_max_num_queries
):
    for _ in range(12):
        takes_part("jongere")
    sign_in(client, ana)

    with django_assert_max_num_queries(45):
        client.get("/")
