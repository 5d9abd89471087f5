"""Who runs a study makes codes, shows them, takes them back, and prints a lost card."""

import pytest
from django.test import Client

from werkwijs.audit.models import Line
from werkwijs.participation import inviting, returning
from werkwijs.participation.models import JoinCode

PAGE = "/studies/werk/deelname/uitnodigen/"
FORM = {"key": "a" * 32, "group": "", "shared_device": "own", "days": "14"}


def test_a_code_is_made_once_and_can_be_shown_again(client, sign_in, ana, study):
    sign_in(client, ana)

    client.post(PAGE, FORM)
    response = client.post(PAGE, FORM, follow=True)

    code = JoinCode.objects.get()
    page = response.content.decode()
    for _ in range(2):  # also later
        assert inviting.shown(code).spoken in page
        assert inviting.address(code) in page
        assert "<svg" in page
        page = client.get(f"{PAGE}{code.pk}/").content.decode()
    assert inviting.shown(code).spoken in client.get(PAGE).content.decode()


def test_a_code_for_a_tablet_of_one_group(client, sign_in, ana, study):
    group = study.groups.get(key="jongere")

    sign_in(client, ana).post(PAGE, {**FORM, "group": group.pk, "shared_device": "shared"})

    code = JoinCode.objects.get()
    assert (code.group, code.shared_device) == (group, True)
    page = client.get(f"{PAGE}{code.pk}/").content.decode()
    assert "Scan de code met de tablet." in page
    assert "Scan de code met je telefoon." not in page
    assert "Na elke persoon vraagt de tablet om de volgende." in page


@pytest.mark.parametrize("days", ["0", "-1", "366", "veel", ""])
def test_a_code_lasts_a_sensible_time(client, sign_in, ana, study, days):
    response = sign_in(client, ana).post(PAGE, {**FORM, "days": days})

    assert response.status_code == 200
    assert not JoinCode.objects.exists()


def test_it_is_counted_how_many_came_with_a_code(client, sign_in, ana, study):
    from tests.werkwijs.participation.test_joining import join

    code = inviting.make(study, by=ana)
    for _ in range(2):
        join(Client(), code)

    assert inviting.shown(code).joined == 2
    assert "2 mensen" in sign_in(client, ana).get(f"{PAGE}{code.pk}/").content.decode()


def test_what_is_revoked_stays_revoked(client, sign_in, ana, study):
    code = inviting.make(study, by=ana)
    sign_in(client, ana).post(f"{PAGE}{code.pk}/trek-in/")
    code.refresh_from_db()
    first = code.revoked_at

    client.post(f"{PAGE}{code.pk}/trek-in/")

    code.refresh_from_db()
    assert code.revoked_at == first
    assert "werkt niet meer" in client.get(f"{PAGE}{code.pk}/").content.decode()
    assert Line.objects.filter(event="participation.code_revoked").count() == 1


def test_a_lost_card_is_printed_again_and_noted(client, sign_in, ana, takes_part):
    _, person = takes_part("jongere")
    returning.new_card(person)
    card = returning.card(person)
    sign_in(client, ana)

    page = client.post(f"/studies/werk/deelname/kaarten/{person.number}/").content.decode()

    assert card.spoken in page
    line = Line.objects.get(event="participation.card_printed")
    assert (line.actor, line.subject) == (str(ana.pk), str(person.pk))


def test_a_replaced_card_opens_nothing_any_more(client, sign_in, ana, takes_part):
    _, person = takes_part("jongere")
    returning.new_card(person)
    old = returning.card(person).spoken
    sign_in(client, ana)

    client.post(f"/studies/werk/deelname/kaarten/{person.number}/", {"act": "replace"})

    assert "kennen deze code niet" in Client().post("/mee/", {"code": old}).content.decode()
    new = returning.card(person).spoken
    assert Client().post("/mee/", {"code": new}).headers["Location"] == "/mee/stap/"


def test_all_access_of_a_pseudonym_can_be_ended(client, sign_in, ana, takes_part):
    phone, person = takes_part("jongere")
    returning.new_card(person)
    card = returning.card(person).spoken

    sign_in(client, ana).post(f"/studies/werk/deelname/kaarten/{person.number}/", {"act": "end"})

    assert phone.get("/mee/stap/").headers["Location"] == "/mee/"
    assert Client().post("/mee/", {"code": card}).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("dirk", 404), ("dewi", 404), ("carla", 403)])
@pytest.mark.parametrize(
    "page",
    ["uitnodigen/", "uitnodigen/{code}/", "kaarten/", "vertegenwoordigers/", "zorgen/"],
)
def test_nobody_else_opens_these_pages(client, sign_in, request, study, ana, who, status, page):
    code = inviting.make(study, by=ana)
    sign_in(client, request.getfixturevalue(who))

    assert client.get(f"/studies/werk/deelname/{page.format(code=code.pk)}").status_code == status


def test_a_code_of_another_study_is_not_found(client, sign_in, ana, study, elsewhere, dirk):
    from werkwijs.studies.models import Study

    other = Study.objects.create(organisation=elsewhere, slug="anders", title="A", prompt="B")
    code = inviting.make(other, by=dirk)

    sign_in(client, ana)

    assert client.get(f"{PAGE}{code.pk}/").status_code == 404
    assert client.post(f"{PAGE}{code.pk}/trek-in/").status_code == 404
