"""An invitation opens the one way it is for, on the device it was answered on. Everybody is invented."""

from __future__ import annotations

import pytest
from django.test import Client as Browser
from django.urls import reverse

from werkwijs.guidance import inviting, placing, receiving, release, starting
from werkwijs.guidance.models import Device, Member, Part, Trajectory
from werkwijs.sharing.device import COOKIE

pytestmark = pytest.mark.django_db
ELS = inviting.Asked(Part.FAMILY, "Els (verzonnen)", reach="06 0000 0009")


@pytest.fixture
def of_noor(organisation, joost) -> Trajectory:
    return starting.start(organisation, starting.About("Noor"), by=joost)


def link_of(member: Member) -> str:
    return inviting.address(member).rstrip("/").rpartition("/")[2]


def ways(secret: str) -> set[str]:
    visitor = release.who(secret)
    return {one.code for one in visitor.ways} if visitor else set()


def test_who_answers_the_invitation_of_one_does_not_look_along_with_another(
    trajectory, of_noor, cora, joost
):
    """A colleague types the name and number of Mila's mother into a file of his own, and opens the link."""
    hers = inviting.ask_along(trajectory, ELS, by=cora)
    mother, _ = receiving.accept(link_of(hers))
    typed = inviting.ask_along(of_noor, ELS, by=joost)
    assert typed.contact_id == hers.contact_id

    stranger, _ = receiving.accept(link_of(typed))

    assert ways(stranger) == {of_noor.code}
    assert ways(mother) == {trajectory.code}


def test_on_one_device_somebody_comes_to_both(trajectory, of_noor, cora, joost):
    browser, first = Browser(), inviting.ask_along(trajectory, ELS, by=cora)
    second = inviting.ask_along(of_noor, ELS, by=joost)
    for member in (first, second):
        browser.post(reverse("around:invitation", args=[link_of(member)]), {"act": "accept"})

    secret = browser.cookies[COOKIE].value
    assert ways(secret) == {trajectory.code, of_noor.code}
    assert Device.objects.working().count() == 1


def test_a_device_of_somebody_else_hands_nothing_on(trajectory, of_noor, cora, joost, els):
    browser = Browser()
    asked = inviting.Asked(Part.FAMILY, "Opa (verzonnen)", reach="06 0000 0010")
    for member in (
        inviting.ask_along(trajectory, ELS, by=cora),
        inviting.ask_along(of_noor, asked, by=joost),
    ):
        browser.post(reverse("around:invitation", args=[link_of(member)]), {"act": "accept"})

    assert ways(browser.cookies[COOKIE].value) == {of_noor.code}


def test_the_phone_somebody_lost_does_not_come_in_again_with_their_new_link(trajectory, cora):
    member = inviting.ask_along(trajectory, ELS, by=cora)
    lost, _ = receiving.accept(link_of(member))
    inviting.renew(member, by=cora)
    assert ways(lost) == set()

    new, _ = receiving.accept(link_of(member))

    assert ways(new) == {trajectory.code}
    assert ways(lost) == set()


def test_the_old_phone_gives_nothing_with_a_page_that_was_open(trajectory, cora, job, bram):
    from werkwijs.guidance import letting_in

    visitor = release.who(letting_in.let_in(bram, "link"))
    placing.end(job, on=job.starts_on, ended="contract", by=cora)

    with pytest.raises((LookupError, receiving.Impossible)):
        receiving.signal(visitor, trajectory.code, "Ze is moe.")
    with pytest.raises((LookupError, receiving.Impossible)):
        receiving.complain(visitor, trajectory.code, "Niet goed.")
