"""One way to work, and who is around it. Everybody is invented: see the cast of the website's tests.

cora is the coach, joost her colleague, saar leads their team, otto coaches in another organisation. Mila is
on her way to work; Bram is her employer's person, Els her mother, Dirkje helps her with debts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone
from tests.werkwijs.conftest import person
from tests.werkwijs.training.conftest import opens, picture  # noqa: F401

from werkwijs.accounts.models import Role, User
from werkwijs.guidance import agreeing, inviting, letting_in, placing, starting
from werkwijs.guidance.models import Job, Member, Part, Reach, Trajectory
from werkwijs.sharing.device import COOKIE


@pytest.fixture
def cora(organisation) -> User:
    made = person("cora", organisation, Role.COACH)
    Reach.objects.create(user=made, phone="06 0000 0001", when="ma t/m do, 9 tot 17 uur")
    return made


@pytest.fixture
def joost(organisation) -> User:
    return person("joost", organisation, Role.COACH)


@pytest.fixture
def saar(organisation) -> User:
    return person("saar", organisation, Role.SUPERVISOR)


@pytest.fixture
def otto(elsewhere) -> User:
    return person("otto", elsewhere, Role.COACH)


@pytest.fixture
def trajectory(organisation, cora) -> Trajectory:
    """Mila's, begun four months ago."""
    about = starting.About("Mila", "Mila de Wit (verzonnen)", "06 0000 0002")
    return starting.start(
        organisation, about, by=cora, on=timezone.localdate() - timedelta(days=120)
    )


@pytest.fixture
def job(trajectory, organisation, cora) -> Job:
    """At a bakery, since two months."""
    bakery = inviting.employer(organisation, "Bakkerij De Korst (verzonnen)", "Linde")
    facts = placing.Placed(bakery, "paid", timezone.localdate() - timedelta(days=60))
    return placing.place(trajectory, facts, by=cora)


@pytest.fixture
def comes_in(trajectory, cora) -> Callable[..., Member]:
    """``comes_in("family", "Els")``: somebody was asked along, and came."""

    def coming(part: str, name: str, **facts: Any) -> Member:
        asked = inviting.Asked(part, name, reach=f"06 {name}", **facts)
        member = inviting.ask_along(trajectory, asked, by=cora)
        assert inviting.accept(member)
        return member

    return coming


@pytest.fixture
def bram(comes_in, job) -> Member:
    return comes_in(Part.EMPLOYER, "Bram (verzonnen)", employer=job.employer, job=job)


@pytest.fixture
def els(comes_in) -> Member:
    return comes_in(Part.FAMILY, "Els (verzonnen)")


@pytest.fixture
def dirkje(comes_in) -> Member:
    return comes_in(Part.DEBT, "Dirkje (verzonnen)")


@pytest.fixture
def phone_of() -> Callable[[Any], Browser]:
    """``phone_of(trajectory.client)`` or ``phone_of(bram)``: a device of theirs."""

    def giving(whose: Any) -> Browser:
        phone = Browser()
        phone.cookies[COOKIE] = letting_in.let_in(whose, "link")
        return phone

    return giving


@pytest.fixture
def agreed(cora) -> Callable[..., Any]:
    """``agreed(bram, "need", "agreement")``: Mila said yes to these kinds for that reader."""

    def agreeing_to(reader: Member, *kinds: str, until: date | None = None) -> Any:
        consent = agreeing.ask(reader, kinds, asked="Mag dit?", by=cora, expires=until)
        agreeing.give(consent, back="Dan weet Bram wat helpt.", by=cora)
        return consent

    return agreeing_to


@pytest.fixture
def mila(trajectory, phone_of) -> Browser:
    """Her phone."""
    return phone_of(trajectory.client)
