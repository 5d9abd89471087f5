"""Somebody comes in with a code, is asked a few things, hears the text, says yes."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from werkwijs.participation import inviting
from werkwijs.participation.models import Access, Consent, Participant
from werkwijs.studies.models import Phase


@pytest.fixture
def code(study, ana):
    return inviting.make(study, by=ana)


def link(code) -> str:
    return inviting.address(code).split("8000", 1)[-1]


def go(client, address, data=None):
    """Follow every redirect; say where one ends."""
    response = client.post(address, data or {}, follow=True)
    return response, response.redirect_chain[-1][0] if response.redirect_chain else address


def answer(client, **answers) -> str:
    """Answer the questions by their addresses until another page comes."""
    where = "/mee/vraag/"
    for question, value in answers.items():
        response, where = go(client, f"/mee/vraag/{question}/", {"answer": value})
        assert response.status_code == 200
    return where


YOUNG = {
    "groep": "jongere",
    "leeftijd": "from18",
    "samen": "alone",
    "tekst": "easy",
    "plaatjes": "yes",
    "beslist": "myself",
}


def join(client, code, **answers) -> None:
    client.post(link(code))
    answer(client, **{**YOUNG, **answers})
    agree(client)


def agree(client) -> None:
    client.post("/mee/toestemming/1/")
    client.post("/mee/toestemming/vraag/", {"answer": "0"})
    client.post("/mee/toestemming/ja/", {"answer": "yes"})


def test_a_link_leads_by_questions_and_consent_to_taking_part(code, study):
    client = Client()
    assert study.prompt in client.get(link(code)).content.decode()

    join(client, code)

    participant = Participant.objects.get()
    assert (participant.study, participant.group.key) == (study, "jongere")
    assert participant.easy
    assert participant.pictures
    assert client.get("/mee/code/").status_code == 200
    assert client.get("/mee/").headers["Location"] == "/mee/stap/"


def test_nothing_is_kept_before_a_yes(code):
    client = Client()
    client.post(link(code))
    answer(client, **YOUNG)
    client.post("/mee/toestemming/1/")
    client.post("/mee/toestemming/vraag/", {"answer": "0"})

    response, where = go(client, "/mee/toestemming/ja/", {"answer": "no"})

    assert where == "/mee/tot-ziens/?na=nee"
    assert "niets van je bewaard" in response.content.decode()
    assert not Participant.objects.exists()
    assert not Access.objects.exists()
    assert client.get("/mee/toestemming/ja/").status_code == 302


@pytest.mark.parametrize("written", ["{}{}{}{}{}{}", " {}{}{} {}{}{} ", "{}{}-{}{}-{}{}"])
def test_the_spoken_code_may_be_written_in_any_way(code, written):
    client = Client()

    _, where = go(client, "/mee/", {"code": written.format(*inviting.spoken(code))})

    assert where == "/mee/vraag/groep/"


def test_looking_at_a_link_changes_nothing(code, takes_part):
    client, _ = takes_part("jongere")

    response = client.get(link(code))

    assert set(response.cookies) == {"formulier"}
    assert client.get("/mee/stap/").status_code == 200
    assert Participant.objects.count() == 1


def test_a_code_for_one_group_does_not_ask_for_the_group(study, ana):
    code = inviting.make(study, by=ana, group=study.groups.get(key="werkgever"))
    client = Client()

    _, where = go(client, link(code))
    assert where == "/mee/vraag/samen/"  # and neither age nor who decides: employers are grown up
    answer(client, samen="two", tekst="ordinary", plaatjes="no")
    agree(client)

    participant = Participant.objects.get()
    assert (participant.group.key, participant.people) == ("werkgever", 2)
    assert not participant.easy
    assert not participant.pictures


def test_a_small_group_says_how_many_it_is(code):
    client = Client()
    client.post(link(code))

    assert answer(client, groep="jongere", leeftijd="from18", samen="more") == "/mee/vraag/hoeveel/"
    answer(client, hoeveel="5", tekst="easy", plaatjes="yes", beslist="myself")
    agree(client)

    assert Participant.objects.get().people == 5


@pytest.mark.parametrize("nonsense", ["", "0", "13", "veel", "<script>", "2" * 5000])
def test_only_the_choices_can_be_chosen(code, nonsense):
    client = Client()
    client.post(link(code))
    answer(client, groep="jongere", leeftijd="from18", samen="more")

    response = client.post("/mee/vraag/hoeveel/", {"answer": nonsense})

    assert response.status_code == 200
    assert client.get("/mee/vraag/").headers["Location"] == "/mee/vraag/hoeveel/"


# --- codes that do not work -------------------------------------------------------------


def test_a_wrong_code_says_what_to_do(code):
    client = Client()
    response = client.post(
        "/mee/", {"code": "000000" if inviting.spoken(code) != "000000" else "1" * 6}
    )

    assert "Vraag een nieuwe code" in response.content.decode()


@pytest.mark.parametrize("written", ["", "12", "1234567", "abcdef", "<b>", "🙂🙂🙂", "١٢٣٤٥٦٧"])
def test_what_is_no_code_is_no_guess(db, written):
    for _ in range(12):
        response = Client().post("/mee/", {"code": written})
        assert response.status_code == 200


def test_an_expired_code_says_so(code):
    code.expires_at = timezone.now() - timedelta(seconds=1)
    code.save()

    response = Client().get(link(code))

    assert response.status_code == 410
    assert "Vraag een nieuwe code" in response.content.decode()
    spoken = Client().post("/mee/", {"code": inviting.spoken(code)})
    assert spoken.status_code == 410


def test_a_revoked_code_opens_nothing_also_halfway(code, ana):
    client = Client()
    client.post(link(code))
    answer(client, groep="jongere")
    inviting.revoke(code, by=ana)

    assert client.post(link(code)).status_code == 410
    assert client.get("/mee/vraag/leeftijd/").headers["Location"] == "/mee/"
    agree(client)
    assert not Participant.objects.exists()


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (Phase.PREPARING, "nog niet begonnen"),
        (Phase.MAP, "Meedoen kan niet meer"),
        (Phase.CLOSED, "Meedoen kan niet meer"),
    ],
)
def test_outside_its_phases_a_study_cannot_be_joined(code, study, phase, words):
    study.phase = phase
    study.save()

    assert words in Client().get(link(code)).content.decode()
    assert words in Client().post(link(code)).content.decode()
    assert set(Client().post(link(code)).cookies) == {"formulier"}


def test_codes_are_not_in_the_database(code):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participation_joincode")
        kept = str(cursor.fetchall())

    assert inviting.spoken(code) not in kept
    assert link(code).split("/")[-2] not in kept


def test_guessing_is_answered_with_waiting(code):
    wrong = [f"{n:06d}" for n in range(100) if f"{n:06d}" != inviting.spoken(code)]
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    answers = [guesser.post("/mee/", {"code": w}).status_code for w in wrong[:12]]
    assert answers == [200] * 10 + [429] * 2

    response = guesser.post("/mee/", {"code": inviting.spoken(code)})
    assert response.status_code == 429
    assert "Wacht" in response.content.decode()
    assert int(response.headers["Retry-After"]) <= 600
    assert guesser.get(link(code)).status_code == 200  # the link works all the time

    somebody_else = Client(REMOTE_ADDR="192.0.2.2")
    assert somebody_else.post("/mee/", {"code": inviting.spoken(code)}).status_code == 302


def test_the_same_mistake_twice_is_one_mistake(db):
    client = Client()

    for _ in range(30):
        assert client.post("/mee/", {"code": "000001"}).status_code == 200


def test_many_guessers_together_are_stopped(code):
    wrong = [f"{n:06d}" for n in range(100) if f"{n:06d}" != inviting.spoken(code)]
    for n, guess in enumerate(wrong[:50]):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post("/mee/", {"code": guess})

    fresh = Client(REMOTE_ADDR="198.51.100.7")
    assert fresh.post("/mee/", {"code": inviting.spoken(code)}).status_code == 429
    assert fresh.post("/mee/", {"code": "1" * 8}).status_code == 200  # cards are counted apart


# --- the yes ---------------------------------------------------------------------------


def ready(code) -> Client:
    client = Client()
    client.post(link(code))
    answer(client, **YOUNG)
    return client


def test_another_answer_gets_the_explanation_and_another_try(code, study):
    client = ready(code)
    client.post("/mee/toestemming/1/")

    response, where = go(client, "/mee/toestemming/vraag/", {"answer": "1"})
    assert where == "/mee/toestemming/vraag/"
    page = response.content.decode()
    assert study.consent_texts.get().explanation in page
    assert not re.search(r"\b(fout|wrong)\b", re.sub(r"<[^>]*>", "", page))
    assert client.get("/mee/toestemming/ja/").headers["Location"] == "/mee/toestemming/vraag/"

    client.post("/mee/toestemming/vraag/", {"answer": "0"})
    client.post("/mee/toestemming/ja/", {"answer": "yes"})
    consent = Consent.objects.get()
    assert (consent.attempts, consent.understood, consent.own_yes) == (2, True, True)


def test_the_ordinary_text_stands_on_one_page(code, study):
    study.consent_texts.update(ordinary="Eerst dit. En dit. Ook dit.\n\nDan nog dit. En dat.")
    client = Client()
    client.post(link(code))
    answer(client, **{**YOUNG, "tekst": "ordinary"})

    page = client.get("/mee/toestemming/1/").content.decode()
    assert "Eerst dit. En dit. Ook dit." in page
    assert "Dan nog dit. En dat." in page
    assert client.post("/mee/toestemming/1/").headers["Location"] == "/mee/toestemming/vraag/"


def test_nobody_says_yes_to_what_was_not_shown(code):
    client = ready(code)

    assert client.get("/mee/toestemming/ja/").headers["Location"] == "/mee/toestemming/1/"
    assert client.post("/mee/toestemming/ja/", {"answer": "yes"}).status_code == 302
    assert not Participant.objects.exists()


def test_that_it_was_read_aloud_is_kept(code):
    client = ready(code)
    client.post("/mee/toestemming/1/", {"read_aloud": "yes"})
    client.post("/mee/toestemming/vraag/", {"answer": "0"})
    client.post("/mee/toestemming/ja/", {"answer": "yes"})

    assert Consent.objects.get().read_aloud


def test_a_yes_sent_twice_makes_one_participant(code):
    client = ready(code)
    client.post("/mee/toestemming/1/")
    client.post("/mee/toestemming/vraag/", {"answer": "0"})
    again = Client()
    again.cookies.update(client.cookies)

    client.post("/mee/toestemming/ja/", {"answer": "yes"})
    again.post("/mee/toestemming/ja/", {"answer": "yes"})

    assert Participant.objects.count() == 1
    assert again.get("/mee/stap/").status_code == 200


def test_a_draft_that_was_tampered_with_is_no_draft(code):
    client = ready(code)
    client.cookies["begonnen"] = client.cookies["begonnen"].value[:-2] + "xx"

    assert client.get("/mee/vraag/groep/").headers["Location"] == "/mee/"


def test_a_new_version_is_asked_before_going_on(takes_part, study):
    client, participant = takes_part("jongere")
    assert client.get("/mee/stap/").status_code == 200
    new = study.consent_texts.get()
    new.pk, new.version, new.easy = None, 2, "Er is iets nieuws. Je mag altijd stoppen."
    new.save()

    assert client.get("/mee/stap/").headers["Location"] == "/mee/toestemming/"
    assert client.get("/mee/sorteren/").headers["Location"] == "/mee/toestemming/"
    assert client.get("/mee/zorgen/").status_code == 200  # help, worry and stopping stay at hand
    assert "iets nieuws" in client.get("/mee/toestemming/", follow=True).content.decode()
    agree(client)

    assert client.get("/mee/stap/").status_code == 200
    assert list(participant.consents.values_list("text__version", flat=True)) == [1, 2]


def test_a_no_to_a_new_version_shows_how_to_take_everything_back(takes_part, study):
    client, _ = takes_part("jongere")
    new = study.consent_texts.get()
    new.pk, new.version = None, 2
    new.save()
    client.post("/mee/toestemming/1/")
    client.post("/mee/toestemming/vraag/", {"answer": "0"})

    _, where = go(client, "/mee/toestemming/ja/", {"answer": "no"})

    assert where == "/mee/niet-meer/"
    assert client.get("/mee/stap/").headers["Location"] == "/mee/toestemming/"


# --- minors, representatives -------------------------------------------------------------


def test_a_study_of_adults_asks_nobody_younger(code):
    client = Client()
    client.post(link(code))
    answer(client, groep="jongere")

    _, where = go(client, "/mee/vraag/leeftijd/", {"answer": "under18"})

    assert where == "/mee/tot-ziens/?na=jong"
    assert client.get("/mee/vraag/samen/").headers["Location"] == "/mee/"


def test_who_is_under_16_needs_a_parent_and_an_own_yes(code, study):
    study.allows_minors = True
    study.save()
    client = Client()
    client.post(link(code))
    answer(client, **{**YOUNG, "leeftijd": "under16", "beslist": "myself"})
    assert client.get("/mee/toestemming/").headers["Location"] == "/mee/vraag/"
    answer(client, beslist="parent")
    agree(client)

    consent = Consent.objects.get()
    assert (consent.representation, consent.own_yes, consent.evidence) == ("parent", True, "")
    assert consent.participant.minor
    assert client.get("/mee/stap/").headers["Location"] == "/mee/wachten/"
    assert "vader of moeder" in client.get("/mee/wachten/").content.decode()
    assert client.get("/mee/sorteren/").headers["Location"] == "/mee/wachten/"


def test_who_is_16_may_decide_alone(code, study):
    study.allows_minors = True
    study.save()
    client = Client()

    join(client, code, leeftijd="from16")

    assert Participant.objects.get().minor
    assert client.get("/mee/stap/").status_code == 200


def test_a_bewindvoerder_is_explained_and_not_accepted(code):
    client = Client()
    client.post(link(code))
    answer(client, **{k: v for k, v in YOUNG.items() if k != "beslist"})

    response = client.post("/mee/vraag/beslist/", {"answer": "bewindvoerder"})

    assert "alleen over geld" in response.content.decode()
    assert client.get("/mee/vraag/").headers["Location"] == "/mee/vraag/beslist/"


# --- at once -------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_join_at_once_get_two_pseudonyms(code):
    clients = [ready(code) for _ in range(6)]
    for client in clients:
        client.post("/mee/toestemming/1/")
        client.post("/mee/toestemming/vraag/", {"answer": "0"})
    start, failed = threading.Barrier(len(clients)), []

    def say_yes(client):
        try:
            start.wait()
            client.post("/mee/toestemming/ja/", {"answer": "yes"})
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=say_yes, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    numbers = Participant.objects.values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert {client.get("/mee/stap/").status_code for client in clients} == {200}


@pytest.mark.django_db(transaction=True)
def test_one_yes_sent_by_two_taps_at_once_is_one_participant(code):
    client = ready(code)
    client.post("/mee/toestemming/1/")
    client.post("/mee/toestemming/vraag/", {"answer": "0"})
    taps = [Client(), Client(), Client()]
    for tap in taps:
        tap.cookies.update(client.cookies)
    start = threading.Barrier(3)

    def press(tap):
        start.wait()
        tap.post("/mee/toestemming/ja/", {"answer": "yes"})
        connection.close()

    threads = [threading.Thread(target=press, args=[tap]) for tap in taps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Participant.objects.count() == 1
