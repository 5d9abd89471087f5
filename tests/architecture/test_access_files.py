"""Everybody knocks on every page about guiding people: what the table says is what happens."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.architecture.access_files import CAST, rows
from tests.architecture.test_access_table import OPENED, PARAMETERS, knock
from tests.werkwijs import entering
from tests.werkwijs.guidance.conftest import (  # noqa: F401
    agreed,
    bram,
    comes_in,
    cora,
    els,
    job,
    joost,
    otto,
    phone_of,
    saar,
    trajectory,
)

from werkwijs.guidance import (
    agreeing,
    aiming,
    inviting,
    letting_in,
    placing,
    starting,
    stepping,
    writing,
)
from werkwijs.guidance.models import Kind, Part

LOGIN = "/account/inloggen/"


@pytest.fixture
def stage(trajectory, job, bram, els, cora, joost, saar, otto, ana, organisation, phone_of):  # noqa: F811
    other = starting.start(organisation, starting.About("Noor"), by=joost)
    letting_in.give_card(trajectory.client, "cat", by=cora)
    card = letting_in.card_address(trajectory.client).rstrip("/").rpartition("/")[2]
    asked = inviting.ask_along(trajectory, inviting.Asked(Part.OTHER, "Iemand", "06 7"), by=cora)
    line = placing.agree(trajectory, "Afspraak", by=cora)
    complaint = writing.write(
        trajectory, writing.Words(Kind.COMPLAINT, "Niet blij."), by=trajectory.client
    )
    things: dict[str, Any] = {
        "way": trajectory.code,
        "client_code": trajectory.client.code,
        "cora": cora.pk,
        "complaint": complaint.pk,
        "organisation": organisation.pk,
        "line": line.pk,
        "goal": aiming.aim(trajectory, "Op tijd", by=cora).pk,
        "step": stepping.plan(trajectory, stepping.Planned("visit", "Kijken"), by=cora).pk,
        "job": job.pk,
        "behoefte": "behoefte",
        "member": els.pk,
        "question": agreeing.ask(els, [Kind.STEP], asked="Mag dit?", by=cora).pk,
        "card_link": card,
        "invitation": inviting.address(asked).rstrip("/").rpartition("/")[2],
    }
    devices = {
        "nobody": Client(),
        **{
            name: entering.sign_in(Client(), user)
            for name, user in (
                ("ana", ana),
                ("cora", cora),
                ("joost", joost),
                ("saar", saar),
                ("otto", otto),
            )
        },
        "mila": phone_of(trajectory.client),
        "noor": phone_of(other.client),
        "bram": phone_of(bram),
        "els": phone_of(els),
    }
    return things, devices


def met(answer: Any) -> str:
    status = answer.status_code
    if status in {302, 303}:
        for letter, door in (
            ("l", LOGIN),
            ("m", reverse("mine:door")),
            ("a", reverse("around:door")),
        ):
            if answer.url.startswith(door) and answer.url.split("?")[0] == door:
                return letter
        return "o"
    if status in {403, 404}:
        return str(status)[-1]
    return "o" if status in OPENED else str(status)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
@pytest.mark.django_db
def test_knocking(row, stage):
    name, expected, about = row
    things, devices = stage
    facts = {parameter: things[about.get(parameter, "way")] for parameter in PARAMETERS[name]}
    address = reverse(name, kwargs=facts)
    wrong = []
    for who, wanted in zip(CAST, expected, strict=True):
        answers = {method: knock(devices[who], method, address) for method in ("get", "post")}
        known = {m: a for m, a in answers.items() if a.status_code != 405}
        if not known:
            wrong.append(f"{who}: neither looking nor sending is possible")
        for method, answer in known.items():
            seen = met(answer)
            if seen != wanted and not (wanted == "o" and seen in "ma"):
                wrong.append(f"{who} {method}: {answer.status_code}, not {wanted!r}")
    cache.clear()
    assert not wrong
