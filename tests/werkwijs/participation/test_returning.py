"""People come back with their card, on any device; and a device keeps nothing of who left."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs.participation.test_joining import join, link

from werkwijs.participation import inviting, returning
from werkwijs.participation.models import Access, Participant
from werkwijs.participation.urls import urlpatterns
from werkwijs.studies.models import Study


@pytest.fixture
def card(takes_part):
    """``client, person, card``."""
    client, person = takes_part("jongere")
    returning.new_card(person)
    return client, person, returning.card(person)


def path(card) -> str:
    return card.address.split("8000", 1)[-1]


@pytest.mark.parametrize(
    "write", [str, lambda s: s.replace(" ", ""), lambda s: f" {s.replace(' ', '-')} "]
)
def test_the_digits_of_the_card_bring_back(card, write):
    _, person, kept = card
    other = Client()

    response = other.post("/mee/", {"code": write(kept.spoken)})

    assert response.headers["Location"] == "/mee/stap/"
    assert other.get("/mee/stap/").wsgi_request.participant == person


def test_several_devices_at_once(card):
    first, _, kept = card
    second = Client()

    assert second.get(path(kept)).status_code == 200
    assert second.get("/mee/stap/").headers["Location"] == "/mee/"  # looking is not pressing
    second.post(path(kept))

    assert second.get("/mee/stap/").status_code == 200
    assert first.get("/mee/stap/").status_code == 200


def test_a_new_card_ends_the_old_one(card):
    client, person, old = card

    client.post("/mee/code/nieuw/")

    assert Client().get(path(old)).status_code == 404
    assert "kennen deze code niet" in Client().post("/mee/", {"code": old.spoken}).content.decode()
    assert Client().post(path(returning.card(person))).headers["Location"] == "/mee/stap/"
    assert client.get("/mee/stap/").status_code == 200  # the device in hand stays in use


def test_who_came_in_with_a_card_they_found_is_out_when_its_owner_makes_a_new_one(card):
    client, person, found = card
    stranger = Client()
    stranger.post(path(found))
    assert stranger.get("/mee/stap/").wsgi_request.participant == person

    client.post("/mee/code/nieuw/")

    assert stranger.get("/mee/stap/").headers["Location"] == "/mee/"
    assert client.get("/mee/stap/").status_code == 200


def test_an_expired_card_opens_nothing(card):
    Access.objects.filter(kind="return").update(expires_at=timezone.now() - timedelta(seconds=1))

    assert Client().post(path(card[2])).status_code == 404
    assert returning.card(card[1]) is None


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_a_device_whose_time_is_over_opens_nothing(takes_part, how):
    client, _ = takes_part("jongere")
    now = timezone.now()
    Access.objects.update(**({"expires_at": now} if how == "expired" else {"revoked_at": now}))

    for pattern in PERSONAL:
        response = client.get(pattern)
        assert response.status_code in (302, 405), pattern
        assert response.headers.get("Location", "/mee/") == "/mee/", pattern
    assert client.post("/mee/geef/", b"[]", content_type="application/json").status_code == 401


def test_a_card_is_no_device_and_a_device_no_card(card):
    """A token opens what it was made for, and nothing else."""
    client, _, kept = card
    forger = Client()
    forger.cookies["meedoen"] = path(kept).split("/")[-2]

    assert forger.get("/mee/stap/").headers["Location"] == "/mee/"
    assert Client().get(f"/mee/t/{client.cookies['meedoen'].value}/").status_code == 404
    assert Client().get(path(kept).replace("/t/", "/k/")).status_code == 404


def test_a_card_of_another_study_opens_that_study(card, organisation, ana):
    other = Study.objects.create(
        organisation=organisation, slug="anders", title="Anders", prompt="?"
    )
    person = Participant.objects.create(study=other, number=1)
    returning.new_card(person)
    client, _, _ = card

    client.post(path(returning.card(person)))

    assert client.get("/mee/stap/").wsgi_request.participant == person
    assert "Werk vinden" not in client.get("/mee/stap/").content.decode()


def test_two_cards_are_never_alike(takes_part):
    cards = set()
    for _ in range(20):
        _, person = takes_part("jongere")
        returning.new_card(person)
        cards.add(returning.card(person))

    assert len({c.spoken for c in cards}) == len({c.address for c in cards}) == 20


def test_cards_are_not_in_the_database(card):
    rows = str(list(Access.objects.values()))

    assert card[2].spoken.replace(" ", "") not in rows
    assert path(card[2]).split("/")[-2] not in rows


# --- a tablet that goes round ---------------------------------------------------------------

NEUTRAL = {
    "start", "invited", "back", "next", "leave", "goodbye", "question_next", "question",
    "consent", "consent_part", "consent_check", "consent_yes", "spoken",
}  # fmt: skip
EXAMPLES = {"statement": 1, "key": "00000000-0000-0000-0000-000000000000", "scale": 1, "place": 1}
PERSONAL = [
    reverse(
        f"participation:{pattern.name}",
        kwargs={k: EXAMPLES.get(k, 1) for k in pattern.pattern.converters},
    )
    for pattern in urlpatterns
    if pattern.name not in NEUTRAL
]


@pytest.fixture
def tablet(study, ana):
    """A tablet on which somebody just took part."""
    code = inviting.make(study, by=ana, shared_device=True)
    client = Client()
    join(client, code)
    return client, code


def test_the_next_person_finds_nothing_of_the_one_before(tablet):
    client, _ = tablet
    before = client.cookies["meedoen"].value
    assert client.get("/mee/code/").status_code == 200

    response = client.post("/mee/klaar/")

    assert "storage" in response.headers["Clear-Site-Data"]
    assert not client.cookies["meedoen"].value
    assert not client.cookies["begonnen"].value
    thief = Client()
    thief.cookies["meedoen"] = before
    assert len(PERSONAL) > 20
    for page in PERSONAL:
        for device in (client, thief):
            response = device.get(page)
            assert response.headers.get("Location", "/mee/") == "/mee/", page
            assert response.status_code in (302, 405), page


def test_the_tablet_waits_for_the_next_person_of_the_same_code(tablet):
    client, code = tablet
    client.post("/mee/klaar/")

    page = client.get("/mee/").content.decode()
    assert "Beginnen" in page
    assert "Typ de code van je kaart" in page
    response = client.post("/mee/volgende/", follow=True)
    assert response.redirect_chain[-1][0] == "/mee/vraag/groep/"

    join(client, code)
    assert Participant.objects.count() == 2
    assert Participant.objects.filter(way="shared").count() == 2


def test_who_did_not_leave_is_asked_about_before_anything_is_shown(tablet):
    client, _ = tablet

    page = client.get("/mee/").content.decode()

    assert "Wie is er nu?" in page
    assert "Volgende persoon" in page
    assert returning.card(Participant.objects.get()).spoken not in page


@pytest.mark.parametrize("how", ["revoked", "expired", "over", "forgotten"])
def test_the_next_person_finds_nothing_also_when_nobody_can_join_any_more(tablet, study, ana, how):
    client, code = tablet
    before = client.cookies["meedoen"].value
    if how == "revoked":
        inviting.revoke(code, by=ana)
    if how == "expired":
        code.expires_at = timezone.now()
        code.save()
    if how == "over":
        Study.objects.filter(pk=study.pk).update(phase="map")
    if how == "forgotten":
        del client.cookies["tablet"]

    client.post("/mee/volgende/")

    assert client.get("/mee/stap/").headers["Location"] == "/mee/"
    thief = Client()
    thief.cookies["meedoen"] = before
    assert thief.get("/mee/stap/").headers["Location"] == "/mee/"


def test_a_card_scanned_on_a_tablet_leaves_no_link_behind(tablet, card):
    """The list of visited pages of a tablet holds the last address of each visit."""
    client, _ = tablet
    _, person, kept = card
    client.post("/mee/klaar/")

    answer = client.get(path(kept))
    assert answer.headers["Location"] == "/mee/terug/"
    assert client.get("/mee/terug/").status_code == 200
    assert client.post("/mee/terug/").headers["Location"] == "/mee/stap/"
    assert client.get("/mee/stap/").wsgi_request.participant == person

    assert client.get("/mee/terug/").headers["Location"] == "/mee/"
    client.post("/mee/klaar/")
    assert client.post("/mee/terug/").headers["Location"] == "/mee/"


def test_a_card_that_was_scanned_and_not_used_is_forgotten_by_the_next_person(tablet, card):
    client, _ = tablet
    client.post("/mee/klaar/")
    client.get(path(card[2]))

    client.post("/mee/volgende/")

    assert client.get("/mee/terug/").headers["Location"] == "/mee/"


def test_a_tablet_whose_code_was_revoked_is_an_ordinary_device(tablet, ana):
    client, code = tablet
    client.post("/mee/klaar/")
    inviting.revoke(code, by=ana)

    assert "Beginnen" not in client.get("/mee/").content.decode()
    assert "werkt niet meer" in client.post("/mee/volgende/").content.decode()


def test_who_comes_back_on_a_tablet_is_wiped_from_it_too(tablet, card):
    client, _ = tablet
    _, person, kept = card
    client.post("/mee/klaar/")

    client.post("/mee/", {"code": kept.spoken})
    assert client.get("/mee/stap/").wsgi_request.participant == person
    assert client.cookies["meedoen"]["max-age"] == ""  # until the browser closes
    assert "Wie is er nu?" in client.get("/mee/").content.decode()
    client.post("/mee/klaar/")

    assert client.get("/mee/stap/").headers["Location"] == "/mee/"


def test_beginning_with_a_code_lets_go_of_who_was_here(tablet, study, ana):
    client, _ = tablet
    before = client.cookies["meedoen"].value

    client.post(link(inviting.make(study, by=ana)))

    thief = Client()
    thief.cookies["meedoen"] = before
    assert thief.get("/mee/stap/").headers["Location"] == "/mee/"


def test_pages_of_people_are_never_stored(card):
    client, _, _ = card
    for page in PERSONAL:
        assert "no-store" in client.get(page).headers["Cache-Control"], page


# --- nothing mixes ----------------------------------------------------------------------------


def test_who_is_signed_in_and_who_takes_part_do_not_mix(card, sign_in, ana, study):
    client, person, _ = card
    sign_in(client, ana)

    page = client.get("/mee/stap/")
    assert page.wsgi_request.participant == person
    assert "Uitloggen" not in page.content.decode()
    assert client.get("/studies/werk/").status_code == 200

    client.post("/mee/klaar/")
    assert client.get("/mee/stap/").headers["Location"] == "/mee/"
    assert client.get("/studies/werk/").status_code == 200  # ana stays who she is


def test_signing_in_opens_nothing_of_participants(client, sign_in, ana, study):
    sign_in(client, ana)

    for page in PERSONAL:
        assert client.get(page).headers.get("Location", "/mee/") == "/mee/", page
