"""Links that work once: inviting, joining, choosing a new password."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.werkwijs import entering

from werkwijs.accounts import founding, inviting, staffing
from werkwijs.accounts.models import Invitation, Membership, Organisation, Role, User
from werkwijs.audit.models import Line

pytestmark = pytest.mark.django_db

NEW = "nieuw@voorbeeld.example"
LONG = "paard batterij nietje"


@pytest.fixture
def invited(organisation, dewi):
    return inviting.invite(email=NEW, roles=[Role.RESEARCHER], organisation=organisation, by=dewi)


def page_of(invitation: Invitation) -> str:
    return reverse("accounts:welcome", args=[inviting.code_of(invitation)])


def without_mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"


def test_an_administrator_gets_a_link_to_copy_scan_and_print(
    client, sign_in, dewi, organisation, settings
):
    without_mail_server(settings)
    sign_in(client, dewi)

    answer = client.post(
        reverse("accounts:invite", args=[organisation.pk]),
        {"email": "Nieuw@Voorbeeld.example ", "roles": ["researcher", "facilitator"]},
    )

    made = Invitation.objects.get()
    page = client.get(answer.url).content.decode()
    assert (made.email, made.roles) == (NEW, ["facilitator", "researcher"])
    assert inviting.address_of(made) in page
    assert "<svg" in page
    assert "e-mail gestuurd" not in page


def test_a_letter_says_nothing_but_that_there_is_something(
    client, sign_in, dewi, organisation, mailoutbox
):
    sign_in(client, dewi)

    client.post(
        reverse("accounts:invite", args=[organisation.pk]), {"email": NEW, "roles": ["researcher"]}
    )

    letter = arrived(mailoutbox)
    address = inviting.address_of(Invitation.objects.get())
    assert letter.to == [NEW]
    assert letter.subject == "Er staat iets voor je klaar / There is something for you"
    assert letter.body.split() == (
        f"Er staat iets voor je klaar: {address} There is something for you: {address}".split()
    )


def arrived(outbox):
    """Letters go on their way beside the page."""
    import threading

    for thread in threading.enumerate():
        if thread.name == "letter":
            thread.join(5)
    return outbox[-1] if outbox else None


def test_a_mail_server_that_is_away_stops_nothing(client, sign_in, dewi, organisation, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "localhost", 9, 1
    sign_in(client, dewi)

    answer = client.post(
        reverse("accounts:invite", args=[organisation.pk]), {"email": NEW, "roles": ["researcher"]}
    )

    assert answer.status_code == 302
    arrived([])


def test_accepting_makes_an_account_and_asks_for_the_second_step_at_once(client, invited):
    answer = client.post(page_of(invited), {"name": "Nora", "password": LONG})

    user = User.objects.get(email=NEW)
    assert client.get(answer.url, follow=True).redirect_chain[-1][0] == reverse("mfa_index")
    assert user.name == "Nora"
    assert user.check_password(LONG)
    assert staffing.roles_of(user, invited.organisation) == ["researcher"]


def test_looking_at_a_link_does_not_use_it(client, invited):
    for _ in range(3):
        assert client.get(page_of(invited)).status_code == 200
    assert client.head(page_of(invited)).status_code == 200

    assert Invitation.objects.open().count() == 1


def test_a_link_works_once(client, invited):
    client.post(page_of(invited), {"name": "Nora", "password": LONG})

    other = Client()
    assert other.get(page_of(invited)).status_code == 404
    assert other.post(page_of(invited), {"name": "Iemand", "password": LONG}).status_code == 404
    assert User.objects.filter(email=NEW).count() == 1


def test_of_two_at_the_same_moment_one_is_the_first(invited):
    stale = Invitation.objects.get()
    inviting.join_as_new(invited, name="Nora", password=LONG)

    with pytest.raises(inviting.LinkIsSpent):
        inviting.join(stale, User.objects.get(email=NEW))


def test_a_link_gets_too_old(client, invited):
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert client.get(page_of(invited)).status_code == 404
        assert client.post(page_of(invited), {"name": "N", "password": LONG}).status_code == 404


def test_a_withdrawn_link_does_not_work(client, sign_in, dewi, invited):
    sign_in(client, dewi)
    where = reverse("accounts:withdraw_invitation", args=[invited.organisation_id, invited.pk])
    client.post(where)
    client.post(where)

    assert Client().get(page_of(invited)).status_code == 404
    assert Line.objects.filter(event="accounts.invitation_withdrawn").count() == 1


def test_inviting_again_stops_the_older_link(client, dewi, invited):
    inviting.invite(email=NEW, roles=[Role.FACILITATOR], organisation=invited.organisation, by=dewi)

    assert client.get(page_of(invited)).status_code == 404


def test_the_code_is_not_in_the_database(invited):
    code = inviting.code_of(invited)

    assert code not in str(Invitation.objects.values().get())
    assert len(code) == 26


def test_a_code_that_never_was_says_the_same_as_a_used_one(client, invited):
    used = page_of(invited)
    client.post(used, {"name": "Nora", "password": LONG})
    stranger = Client()

    token = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|name="next" value="[^"]+"')
    first = token.sub(b"", stranger.get(used).content)
    second = token.sub(b"", stranger.get(reverse("accounts:welcome", args=["a" * 26])).content)
    assert first == second


@pytest.mark.parametrize("password", ["kort", "password1234", "123456789012", "nieuw@voorbeeld"])
def test_a_weak_password_is_not_taken(client, invited, password):
    client.post(page_of(invited), {"name": "Nora", "password": password})

    assert not User.objects.filter(email=NEW).exists()
    assert Invitation.objects.open().filter(pk=invited.pk).exists()


def test_passwords_are_kept_with_argon2(settings):
    from werkwijs.config import settings as real

    assert real.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_somebody_who_has_an_account_joins_with_it(client, elsewhere, dirk, organisation, dewi):
    """Also when they are of another organisation: who invites does not learn that."""
    entering.app_of(dirk)
    invited = inviting.invite(
        email=dirk.email, roles=[Role.RESEARCHER], organisation=organisation, by=dewi
    )
    wrong = client.post(page_of(invited), {"password": "niet dit wachtwoord"})
    assert wrong.status_code == 200
    assert staffing.roles_of(dirk, organisation) == []

    answer = client.post(page_of(invited), {"password": entering.PASSWORD})

    assert answer.url == reverse("mfa_authenticate")
    assert staffing.roles_of(dirk, organisation) == ["researcher"]
    assert staffing.roles_of(dirk, elsewhere) == ["facilitator"]


def test_somebody_signed_in_joins_with_one_press(client, sign_in, dirk, organisation, dewi):
    sign_in(client, dirk)
    invited = inviting.invite(
        email=dirk.email, roles=[Role.RESEARCHER], organisation=organisation, by=dewi
    )
    client.get(page_of(invited))
    assert staffing.roles_of(dirk, organisation) == []

    client.post(page_of(invited))

    assert staffing.roles_of(dirk, organisation) == ["researcher"]


def test_an_invitation_for_somebody_else_is_not_taken_by_who_is_signed_in(
    client, sign_in, dirk, invited
):
    sign_in(client, dirk)
    assert NEW in client.get(page_of(invited)).content.decode()

    client.post(page_of(invited), {"name": "Dirk", "password": LONG})

    assert Invitation.objects.open().filter(pk=invited.pk).exists()
    assert not User.objects.filter(email=NEW).exists()


def test_who_left_comes_back_with_a_link(client, organisation, bilal, dewi):
    entering.app_of(bilal)
    staffing.let_go(bilal, organisation, by=dewi)
    invited = inviting.invite(
        email=bilal.email, roles=[Role.FACILITATOR], organisation=organisation, by=dewi
    )

    answer = client.post(page_of(invited), {"password": entering.PASSWORD})
    client.post(answer.url, {"code": entering.code(bilal)})

    assert client.get("/studies/").status_code == 200


def test_a_name_is_shown_as_it_was_typed_and_runs_nothing(client, sign_in, dewi, invited):
    client.post(page_of(invited), {"name": "<script>alert(1)</script> مريم 🌻", "password": LONG})
    sign_in(dewi_at := Client(), dewi)

    page = dewi_at.get("/account/organisatie/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; مريم 🌻" in page


def test_a_name_of_5000_letters_is_refused_in_words(client, invited):
    answer = client.post(page_of(invited), {"name": "n" * 5000, "password": LONG})

    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


# --- a new password --------------------------------------------------------------------


def test_an_administrators_link_gives_a_new_password_and_the_factor_stays(
    client, sign_in, ana, dewi, organisation, settings
):
    without_mail_server(settings)
    entering.app_of(ana)
    sitting = sign_in(Client(), ana)
    sign_in(client, dewi)
    answer = client.post(reverse("accounts:password_link", args=[organisation.pk, ana.pk]))
    link = inviting.address_of(Invitation.objects.get(kind="password"))
    assert link in client.get(answer.url).content.decode()

    at_home = Client()
    chosen = at_home.post(link.removeprefix(settings.BASE_URL), {"password": LONG})

    ana.refresh_from_db()
    assert ana.check_password(LONG)
    assert chosen.url == reverse("mfa_authenticate")
    assert at_home.get("/studies/").url.startswith("/account/inloggen/")
    assert sitting.get("/studies/").url.startswith("/account/inloggen/")


def test_a_new_password_says_so_to_whoever_it_is_about(client, sign_in, ana, dewi, organisation):
    sign_in(client, dewi)
    client.post(reverse("accounts:password_link", args=[organisation.pk, ana.pk]))
    hers = sign_in(Client(), ana)

    assert hers.get("/studies/").url == reverse("accounts:notices")
    assert "Dewi" in hers.get(reverse("accounts:notices")).content.decode()
    hers.post(reverse("accounts:notices"))
    assert hers.get("/studies/").status_code == 200


def test_nobody_makes_a_password_link_for_who_works_elsewhere_too(
    client, sign_in, ana, dewi, organisation, elsewhere
):
    """Else one organisation could open the door of another."""
    Membership.objects.create(user=ana, organisation=elsewhere, role=Role.RESEARCHER)
    sign_in(client, dewi)

    answer = client.post(reverse("accounts:password_link", args=[organisation.pk, ana.pk]))

    assert answer.status_code == 403
    assert not Invitation.objects.exists()


def test_forgotten_with_a_mail_server_sends_the_same_words_and_a_link(
    client, ana, mailoutbox, settings
):
    known = client.post(reverse("accounts:forgotten"), {"email": ana.email}).content
    stranger = client.post(reverse("accounts:forgotten"), {"email": "x@x.example"}).content
    token = re.compile(rb'value="\w{64}"')

    letter = arrived(mailoutbox)
    assert token.sub(b"", known) == token.sub(b"", stranger)
    assert [to for one in mailoutbox for to in one.to] == [ana.email]
    link = letter.body.split()[6]
    assert client.get(link.removeprefix(settings.BASE_URL)).status_code == 200


def test_forgotten_without_a_mail_server_says_whom_to_ask(client, ana, settings):
    without_mail_server(settings)

    page = client.get(reverse("accounts:forgotten")).content.decode()
    client.post(reverse("accounts:forgotten"), {"email": ana.email})

    assert "beheerder" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]
    assert not Invitation.objects.exists()


def test_a_password_link_of_who_left_opens_nothing(client, bilal, dewi, organisation):
    link = inviting.let_choose_password(bilal, organisation=organisation, by=dewi)
    Membership.objects.filter(user=bilal).update(ended_at=timezone.now())

    answer = client.post(page_of(link), {"password": LONG})

    assert answer.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


# --- the first organisation ------------------------------------------------------------


def test_the_first_administrator_comes_in_by_a_link(client, settings):
    link = founding.found("De Linde", "eva@voorbeeld.example", "Eva de Vries")

    page = client.get(link.removeprefix(settings.BASE_URL)).content.decode()
    client.post(link.removeprefix(settings.BASE_URL), {"name": "Eva", "password": LONG})

    eva = User.objects.get()
    assert 'value="Eva de Vries"' in page
    assert staffing.roles_of(eva, Organisation.objects.get()) == ["administrator", "facilitator"]
    assert Line.objects.filter(event="accounts.founded", actor_kind="system").exists()


def test_somebody_invented_for_the_demo_has_a_real_factor(client, organisation):
    secret = founding.demo_user(
        organisation,
        email="demo@voorbeeld.example",
        name="Demi",
        password=LONG,
        roles=[Role.FACILITATOR],
    )

    asked = client.post("/account/inloggen/", {"login": "demo@voorbeeld.example", "password": LONG})
    client.post(asked.url, {"code": entering.code_of(secret)})

    assert client.get("/studies/").status_code == 200


def test_who_asks_a_new_password_for_somebody_is_nobody_in_the_log_and_both_ways_take_a_line(
    client, ana, mailoutbox
):
    """Anybody can type an address; how much is written down does not tell whether it is known."""
    for email in (ana.email, "x@x.example"):
        client.post(reverse("accounts:forgotten"), {"email": email})

    lines = Line.objects.order_by("pk").values_list("event", "actor_kind", "actor")
    assert list(lines) == [
        ("accounts.password_link_made", "nobody", ""),
        ("accounts.password_asked_in_vain", "nobody", ""),
    ]
