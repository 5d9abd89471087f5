"""Everybody knocks on every page: what the table says is what happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.architecture import access_files
from tests.architecture.access import CAST, ROWS, THINGS, USUALLY, Row, Stage, rows
from tests.werkwijs import entering

from werkwijs.accounts import inviting, staffing
from werkwijs.accounts.models import Role
from werkwijs.participation import consenting
from werkwijs.participation import person as participating
from werkwijs.participation.joining import join
from werkwijs.studies.models import Phase, Study

LOGIN = "/account/inloggen/"
START = "/mee/"
OPENED = {200, 204, 302, 303, 400, 405, 409, 410, 413, 415, 422, 429}


def addresses(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[tuple[str, set[str]]]:
    """Every address of the website by name, with the parameters in it."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            for name, parameters in addresses(one, inner):
                yield name, parameters | set(one.pattern.converters)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}", set(one.pattern.converters) | _named(one)


def _named(one: URLPattern) -> set[str]:
    expression = getattr(one.pattern, "regex", None)
    return set(expression.groupindex) if expression else set()


PARAMETERS = dict(addresses())


def test_every_address_has_a_row_and_every_row_an_address():
    written = [*(row.name for row in rows()), *access_files.names()]

    assert sorted(set(PARAMETERS) - set(written)) == [], "add rows in tests/architecture/access.py"
    assert sorted(set(written) - set(PARAMETERS)) == [], "these addresses are gone"
    assert len(written) == len(set(written)), "an address has two rows"


def test_a_new_address_without_a_row_would_be_noticed():
    assert "accounts:me" in PARAMETERS
    assert PARAMETERS["accounts:invitation"] == {"pk", "invitation"}
    assert len(PARAMETERS) > 40


@pytest.fixture
def stage(study, organisation, ana, carla, dewi, dirk, bilal, tess) -> Stage:
    phone, participant = Client(), join(study, group=study.groups.first())
    consenting.agree(participant, text=consenting.current(study), easy=True)
    _on(phone, participant)
    another = Study.objects.create(
        organisation=organisation,
        slug="elders",
        title="Elders",
        prompt="Wat dan?",
        phase=Phase.SORTING,
        worry_reader="Ana",
        worry_when="vandaag",
        worry_call="112",
        invented=True,
        created_by=ana,
    )
    tablet = Client()
    _on(tablet, join(another, group=None))
    invitation = inviting.invite(
        email="nieuw@voorbeeld.example", roles=[Role.RESEARCHER], organisation=organisation, by=dewi
    )
    cast: dict[str, Any] = {
        "nobody": Client(),
        "participant": phone,
        "stranger": tablet,
        "invitation": invitation,
        "code": inviting.code_of(invitation),
    }
    knockers = {}
    for name, user in {
        "ana": ana,
        "carla": carla,
        "dewi": dewi,
        "dirk": dirk,
        "tess": tess,
    }.items():
        cast[name] = user
        knockers[name] = entering.sign_in(Client(), user)
    cast["session"] = UserSession.objects.get(user=ana)
    cast["app"] = Authenticator.objects.get(user=ana)
    gone = entering.sign_in(Client(), bilal)
    staffing.let_go(bilal, organisation, by=dewi)
    # A session that was missed when he left still dies at its next page.
    again = entering.sign_in(Client(), bilal)
    assert gone.get("/studies/").url.startswith(LOGIN)
    made = Stage(study, participant, organisation, cast)
    made.knockers = {  # type: ignore[attr-defined]
        **{name: cast[name] for name in ("nobody", "participant", "stranger")},
        **knockers,
        "leaver": again,
    }
    return made


def _on(device: Client, participant: Any) -> None:
    from django.http import HttpResponse

    answer = HttpResponse()
    participating.let_in(answer, participant, shared=False)
    device.cookies.update(answer.cookies)


class Undone(Exception):
    """Knocking leaves nothing behind."""


def knock(device: Client, method: str, address: str) -> Any:
    cache.clear()
    kept = dict(device.cookies)
    try:
        with transaction.atomic():
            answer = getattr(device, method)(address)
            if answer.streaming:
                b"".join(answer.streaming_content)
            raise Undone
    except Undone:
        device.cookies.clear()
        device.cookies.update(kept)
        return answer


def met(answer: Any) -> str:
    """What somebody met, in the letters of the table."""
    status = answer.status_code
    if status in {302, 303}:
        if answer.url.startswith(LOGIN):
            return "l"
        return "s" if answer.url == START else "o"
    if status in {403, 404}:
        return str(status)[-1]
    return "o" if status in OPENED else str(status)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
@pytest.mark.django_db
def test_knocking(row: Row, stage: Stage):
    if row.name not in PARAMETERS:
        pytest.skip("the address is gone; another test says so")
    about = {
        parameter: THINGS[row.about.get(parameter) or USUALLY[parameter]](stage)
        for parameter in PARAMETERS[row.name]
    }
    address = reverse(row.name, kwargs=about)
    wrong = []
    for name, expected in zip(CAST, row.expected, strict=True):
        device = stage.knockers[name]  # type: ignore[attr-defined]
        answers = {method: knock(device, method, address) for method in ("get", "post")}
        known = {m: a for m, a in answers.items() if a.status_code != 405}
        if not known:
            wrong.append(f"{name}: neither looking nor sending is possible")
        for method, answer in known.items():
            if not _fits(met(answer), expected, method):
                wrong.append(f"{name} {method}: {answer.status_code}, not {expected!r}")
    assert not wrong


def _fits(seen: str, expected: str, method: str) -> bool:
    """A page that opens may lead to the start; a closed one leads nowhere else than it says."""
    if expected == "r":
        return seen == ("o" if method == "get" else "3")
    return seen == expected or (expected == "o" and seen == "s")


def test_the_table_has_no_lines_that_are_not_understood():
    for row in rows():
        for parameter, thing in row.about.items():
            assert thing in THINGS, f"{row.name}: {parameter}={thing}"
        assert set(row.expected) <= set("olrs34"), row.name
    assert ROWS.strip()
