"""Somebody asks for a proof under their own name; anybody can verify it; it can be taken back."""

import base64
import hashlib
import io
import json
from datetime import UTC, datetime

import pdfua
import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs.training.conftest import joined

from coursepack import state as states
from werkwijs.lib.impossible import Impossible
from werkwijs.training import badging, certifying, erasure, joining
from werkwijs.training.models import Attendance, Certificate, Meeting, TakenBack

pytestmark = pytest.mark.django_db

NAME = "Noor van den Übelhof"


@pytest.fixture
def done(learner):
    """Busy for an hour and a half, and at a meeting of two hours; passed with 90 %."""
    meeting = Meeting.objects.create(group=learner.group, at=timezone.now(), minutes=120)
    Attendance.objects.create(meeting=meeting, learner=learner)
    learner.state = states.write(states.State(seconds={1: 3_600, 2: 1_810}))
    learner.score = 90
    learner.finished_at = learner.passed_at = timezone.now()
    learner.save()
    return learner


@pytest.fixture
def certificate(done):
    return certifying.certify(done, name=f"  {NAME} ", register="SKJ 100")


@pytest.fixture
def page(learner):
    return reverse("learning:proof", args=[joining.link(learner)])


@pytest.fixture
def anybody():
    return Client()


def test_net_time_is_study_and_meetings(certificate):
    assert certificate.minutes == 210


def test_asking_twice_gives_the_same_proof(done, certificate):
    again = certifying.certify(done, name="Iemand anders")

    assert again == certificate
    assert certifying.name_of(again) == NAME


def test_it_has_to_be_earned(learner):
    with pytest.raises(Impossible, match="not_earned"):
        certifying.certify(learner, name=NAME)
    learner.finished_at = timezone.now()
    learner.save()
    with pytest.raises(Impossible, match="not_earned"):
        certifying.certify(learner, name=NAME)


def test_the_page_says_what_is_still_to_be_done(anybody, learner, page):
    assert "Doe eerst alle lessen" in anybody.get(page).content.decode()

    learner.finished_at = timezone.now()
    learner.save()

    assert "Haal nu nog de toets" in anybody.get(page).content.decode()


def test_without_a_name_nothing_is_made_and_the_number_is_not_lost(anybody, done, page):
    told = anybody.post(page, {"name": " ", "register": "SKJ 100"}).content.decode()

    assert "Vul je naam in" in told
    assert 'value="SKJ 100"' in told
    assert not Certificate.objects.exists()


def test_made_shown_and_taken_back_on_the_page(anybody, done, page):
    anybody.post(page, {"name": NAME})
    assert NAME in anybody.get(page).content.decode()

    told = anybody.post(page, {"act": "back"}).content.decode()
    assert "Er is niets gebeurd" in told
    assert Certificate.objects.exists()

    code = Certificate.objects.get().code
    anybody.post(page, {"act": "back", "sure": "yes"})
    assert not Certificate.objects.exists()
    assert TakenBack.objects.get().code == code


# --- on paper -----------------------------------------------------------------------------------


@pytest.fixture
def paper(anybody, certificate, page):
    return anybody.get(f"{page}pdf/").content


def test_another_program_finds_the_paper_tagged(paper, tmp_path):
    path = tmp_path / "proof.pdf"
    path.write_bytes(paper)

    assert pdfua.validate(path).findings in ([], ())
    with pikepdf.open(io.BytesIO(paper)) as opened:
        assert str(opened.Root.Lang) == "nl"
        assert len(opened.pages) == 1
        assert str(opened.docinfo.Title) == "Bewijs van deelname: Contact maken"


def test_the_paper_is_the_same_every_time(anybody, paper, page):
    assert anybody.get(f"{page}pdf/").content == paper


def test_without_a_proof_there_is_no_paper(anybody, learner, page):
    assert anybody.get(f"{page}pdf/").status_code == 404


# --- verifying ----------------------------------------------------------------------------------


def verifying(certificate):
    return reverse("proof:verify", args=[certificate.code])


def test_whoever_has_the_code_sees_what_was_followed_and_no_name(anybody, certificate):
    told = anybody.get(verifying(certificate)).content.decode()

    assert "Dit bewijs klopt" in told
    assert "Contact maken" in told
    assert "3 uur en 30 minuten" in told
    assert "Noor" not in told
    assert "SKJ 100" not in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (NAME, "Ja:"),
        ("noor vandenubelhof", "Ja:"),
        ("Noor", "Nee:"),
        ("N.", "Nee:"),
        ("---", "Nee:"),
    ],
)
def test_a_name_is_compared_and_not_told(anybody, certificate, name, said):
    told = anybody.post(verifying(certificate), {"name": name}).content.decode()

    assert said in told


def test_who_guesses_names_is_asked_to_wait(anybody, certificate):
    told = [
        anybody.post(verifying(certificate), {"name": f"Naam {n}"}).status_code for n in range(21)
    ]

    assert told == [200] * 20 + [429]


def test_a_code_that_holds_for_nothing_is_said_to_be_unknown(anybody, certificate):
    answer = anybody.get(reverse("proof:verify", args=["a" * 26]))

    assert answer.status_code == 404
    assert "kennen we niet" in answer.content.decode()


@pytest.mark.parametrize("goes", [certifying.take_back, erasure.forget])
def test_what_was_taken_back_is_said_to_hold_no_more(anybody, done, certificate, goes):
    goes(done)

    answer = anybody.get(verifying(certificate))

    assert answer.status_code == 410
    assert "geldt niet meer" in answer.content.decode()
    assert anybody.get(f"{verifying(certificate)}badge/").status_code == 404


def test_a_new_proof_has_a_new_code(done, certificate):
    certifying.take_back(done)

    assert certifying.certify(done, name=NAME).code != certificate.code


def test_the_code_may_be_typed(anybody, certificate):
    answer = anybody.get(reverse("proof:start"), {"code": f" {certificate.code.upper()} "})

    assert answer.url == verifying(certificate)


# --- the badge ----------------------------------------------------------------------------------


def parts(badge):
    """Header, payload, what was signed, and the signature."""
    header, payload, signature = badge.split(".")
    return (
        json.loads(decoded(header)),
        json.loads(decoded(payload)),
        f"{header}.{payload}".encode(),
        decoded(signature),
    )


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture
def badge(anybody, certificate):
    return anybody.get(reverse("proof:badge", args=[certificate.code])).content.decode()


def test_another_library_verifies_the_signature_with_the_key_at_the_address_it_names(
    anybody, badge, settings
):
    header, _, signed, signature = parts(badge)
    key = anybody.get(header["kid"].removeprefix(settings.BASE_URL)).json()
    n, e = (int.from_bytes(decoded(key[name]), "big") for name in ("n", "e"))
    public = RSAPublicNumbers(e, n).public_key()

    public.verify(signature, signed, PKCS1v15(), SHA256())

    assert header == {"alg": "RS256", "typ": "JWT", "kid": header["kid"]}
    assert key in anybody.get(reverse("proof:keys")).json()["keys"]
    assert "d" not in key


def test_the_claims_say_what_the_credential_says(badge):
    _, told, _, _ = parts(badge)

    assert told["iss"] == told["issuer"]["id"]
    assert told["jti"] == told["id"]
    assert told["sub"] == told["credentialSubject"]["id"]
    assert datetime.fromtimestamp(told["nbf"], UTC) == datetime.fromisoformat(told["validFrom"])


def test_nobody_is_named_in_a_badge_but_who_knows_the_name_sees_that_it_fits(badge):
    _, told, _, _ = parts(badge)
    whose = told["credentialSubject"]["identifier"][0]

    assert "Noor" not in json.dumps(told)
    assert "SKJ" not in json.dumps(told)
    digest = hashlib.sha256(f"{NAME}{whose['salt']}".encode()).hexdigest()
    assert whose["identityHash"] == f"sha256${digest}"


def test_a_badge_that_is_taken_back_stands_in_the_list_it_names(anybody, done, badge, settings):
    _, told, _, _ = parts(badge)
    listed = told["credentialStatus"]["id"].removeprefix(settings.BASE_URL)
    assert anybody.get(listed).json()["revokedCredential"] == []

    certifying.take_back(done)

    gone = anybody.get(listed).json()
    assert [row["id"] for row in gone["revokedCredential"]] == [told["id"]]
    assert gone["issuer"] == told["issuer"]["id"]


def test_the_issuer_is_found_at_its_address(anybody, badge, settings):
    _, told, _, _ = parts(badge)

    assert (
        anybody.get(told["issuer"]["id"].removeprefix(settings.BASE_URL)).json() == told["issuer"]
    )


def test_two_people_have_nothing_in_common_but_the_course(group, done, certificate):
    other = joined(group)
    other.finished_at = other.passed_at = timezone.now()
    other.save()
    second = badging.credential(certifying.certify(other, name=NAME))
    first = badging.credential(certificate)

    assert first["credentialSubject"]["identifier"] != second["credentialSubject"]["identifier"]
    assert (
        first["credentialSubject"]["achievement"]["id"]
        == second["credentialSubject"]["achievement"]["id"]
    )
