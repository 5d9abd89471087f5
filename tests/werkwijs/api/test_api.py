"""Programs read what is public, and nothing else."""

from __future__ import annotations

import json

from tests.werkwijs.cards.deck_edition import published

from werkwijs.analysis import asking
from werkwijs.analysis.models import Publication
from werkwijs.lib import codes


def test_a_public_edition_is_listed_and_read_as_it_was_frozen(client, organisation):
    edition = published(organisation)

    listed = client.get("/api/v1/editions/").json()["editions"]

    assert [e["code"] for e in listed] == [edition.code]
    document = client.get(listed[0]["url"].removeprefix("http://localhost:8000"))
    assert document.content.decode() == edition.content
    assert document.headers["Access-Control-Allow-Origin"] == "*"


def test_an_edition_that_is_not_public_is_not_there(client, organisation):
    edition = published(organisation, published_at=None)

    assert client.get("/api/v1/editions/").json() == {"editions": []}
    answer = client.get(f"/api/v1/editions/{edition.code}/")
    assert answer.status_code == 404
    assert edition.title not in answer.content.decode()


def test_a_map_opens_only_with_its_address_and_where_its_files_are_shared(client, study, ana):
    salt = codes.new_salt()
    link = codes.link("result", salt)
    made = Publication.objects.create(
        concept_map=asking.ask(study, by=ana),
        number=1,
        language="nl",
        state="ready",
        content=json.dumps({"schema": 1}),
        shared_at="2026-11-27T10:00Z",
        salt=salt,
        stored_link=codes.looked_up("result", link),
    )
    assert client.get(f"/api/v1/maps/{link}/").status_code == 404

    made.files_shared = True
    made.save()

    assert client.get(f"/api/v1/maps/{link}/").json() == {"schema": 1}
    assert client.get(f"/api/v1/maps/{link[:-1]}/").status_code == 404


def test_the_description_names_every_address_and_nothing_can_be_written(client, db):
    told = client.get("/api/v1/openapi.json").json()

    assert set(told["paths"]) == {"/editions/", "/editions/{code}/", "/maps/{link}/"}
    assert all(set(path) == {"get"} for path in told["paths"].values())
    start = client.get("/api/v1/").json()
    assert start["openapi"].endswith("/api/v1/openapi.json")
    assert client.post("/api/v1/editions/").status_code in (403, 405)
