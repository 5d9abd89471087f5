"""What somebody can do now, and what is at hand on every page."""

import pytest

from werkwijs.participation import tasks
from werkwijs.participation.models import Sitting
from werkwijs.studies.models import Phase, Study


def test_who_takes_part_sees_what_to_do_now(takes_part):
    client, _ = takes_part("jongere")

    page = client.get("/mee/stap/").content.decode()

    assert page.count('class="button"') == 1
    assert "Leg bij elkaar wat bij elkaar hoort" in page


def test_tasks_come_in_the_order_of_the_study(takes_part, study):
    _, participant = takes_part("jongere")
    assert [t.key for t in tasks.tasks_for(participant)] == ["ideas", "sorting", "rating"]

    study.order, study.asks_ideas = Study.Order.RATE_FIRST, False
    study.save()
    participant.study.refresh_from_db()
    assert [t.key for t in tasks.tasks_for(participant)] == ["rating", "sorting"]


def test_what_is_done_is_not_asked_again(takes_part, study):
    client, participant = takes_part("jongere")
    Sitting.objects.create(participant=participant, task="sorting", finished_at=study.created_at)

    assert tasks.next_of(tasks.tasks_for(participant)).key == "rating"
    assert "Klaar" in client.get("/mee/stap/").content.decode()


@pytest.mark.parametrize("phase", [p for p in Phase if p != Phase.SORTING])
def test_outside_sorting_nobody_is_asked_to_sort(takes_part, study, phase):
    client, participant = takes_part("jongere")
    study.phase = phase
    study.save()
    participant.study.refresh_from_db()

    now = tasks.next_of(tasks.tasks_for(participant))

    assert now is None or now.key == "ideas"
    assert client.get("/mee/stap/").status_code == 200


@pytest.mark.parametrize("page", ["stap", "hulp", "zorgen", "later", "niet-meer"])
def test_four_ways_out_stand_on_every_page(takes_part, page):
    client, _ = takes_part("jongere")

    shown = client.get(f"/mee/{page}/").content.decode()

    for address in ("/mee/hulp/", "/mee/zorgen/", "/mee/later/", "/mee/niet-meer/"):
        assert f'href="{address}' in shown


def test_the_pages_are_nobodys_without_a_device(client, db):
    assert client.get("/mee/stap/").headers["Location"] == "/mee/"


def test_who_is_done_is_told_what_comes_with_the_words_of_the_study(takes_part, study):
    client, _ = takes_part("jongere")
    study.phase = Phase.STATEMENTS
    study.save()
    assert "Wij lezen nu alle ideeën." in client.get("/mee/stap/").content.decode()

    study.texts.create(key="wait", easy="Wacht even op ons.")

    assert "Wacht even op ons." in client.get("/mee/stap/").content.decode()


def test_a_study_speaks_its_own_language_until_somebody_chooses(takes_part, study):
    study.language = "en"
    study.save()
    client, _ = takes_part("jongere")

    page = client.get("/mee/stap/")
    assert '<html lang="en">' in page.content.decode()
    assert page.headers["Content-Language"] == "en"
    assert '<html lang="nl">' in client.get("/").content.decode()  # the next page is another's

    client.post("/taal/", {"language": "nl", "next": "/mee/stap/"})
    assert '<html lang="nl">' in client.get("/mee/stap/").content.decode()
