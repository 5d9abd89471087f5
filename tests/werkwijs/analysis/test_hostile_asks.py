"""What no page offers is asked all the same: maps of others, odd numbers, addresses that lead elsewhere."""

from __future__ import annotations

import uuid
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.werkwijs.analysis.conftest import QUICK, draw
from tests.werkwijs.analysis.once import computed_once
from tests.werkwijs.analysis.test_publishing import decide

from werkwijs.analysis import bundling, drawing, publishing, voting
from werkwijs.analysis.models import Ballot, ConceptMap, Decision, Publication, RowsBundle, Vote
from werkwijs.studies.models import Study

ODD = (
    "\0",
    "a\0b",
    "²",
    "١",
    "-1",
    "1e3",
    "00019",
    "0" * 5 + "9",
    "9" * 5000,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "'; drop table analysis_conceptmap; --",
    "../../etc/passwd",
    "x" * 70_000,
    "\r\nSet-Cookie: a=b",
)
QUERIES = ("clusters", "laag", "uitspraak", "zoek", "cluster", "voorstel", "stem", "eerder")
OF_GROUPS = ("toon", "as", "x", "y", "lijnen", "groep", "leg", "schaal", "tussen", "bereik")
TOGETHER = ("een", "ander")


@pytest.fixture
def desk(ana, sign_in) -> Client:
    return sign_in(Client(raise_request_exception=True), ana)


@pytest.fixture
def version(drawn, ana) -> Publication:
    decide(drawn, ana)
    made = publishing.publish(drawn, language="nl", by=ana)
    with computed_once():
        publishing.make(made.key)
    made.refresh_from_db()
    publishing.share(made, files=True, by=ana)
    made.refresh_from_db()
    return made


def at(drawn, name: str) -> str:
    return reverse(f"analysis:{name}", args=[drawn.study.slug, drawn.number])


@pytest.mark.parametrize("way", ["ladder", "zone", "kaarten", "verschillen"])
def test_an_odd_question_is_as_if_it_was_not_asked(desk, drawn, way):
    compare = reverse("analysis:compare", args=[drawn.study.slug])
    for odd in ODD:
        asked = dict.fromkeys((*QUERIES, *OF_GROUPS, *TOGETHER), odd) | {"toon": way}
        for page in (at(drawn, "map"), at(drawn, "together"), at(drawn, "groups"), compare):
            assert desk.get(page, asked).status_code == 200, (page, odd[:20])


def test_an_odd_form_is_refused_in_words(desk, drawn):
    fields = (
        *("clusters", "reason", "statements", "name", "easy", "statement", "to", "cluster"),
        *("names", "own", "look", "page", "decision", "language", "remark", "group", "balance"),
        *("seed", "starts", "bootstrap", "transform", "left_out"),
    )
    maps = reverse("analysis:maps", args=[drawn.study.slug])
    for odd in ODD:
        everything = dict.fromkeys(fields, odd)
        for act in (
            *("choose", "name", "move", "put_on_screen", "vote_open", "vote_close", "take_back"),
            "publish",
        ):
            answer = desk.post(at(drawn, act), everything)
            assert answer.status_code in (302, 404, 422), (act, odd[:20])
            if answer.status_code == 302:
                assert answer["Location"].startswith(maps), (act, odd[:20])
        ask = reverse("analysis:ask", args=[drawn.study.slug])
        assert desk.post(ask, everything).status_code == 422
        for page in ("map", "together", "screen"):
            assert desk.get(at(drawn, page)).status_code == 200, (page, odd[:20])
    assert not Decision.objects.exclude(data={"clusters": 9}).exists()  # "000009" is nine


def test_an_odd_address_leads_nowhere(desk, version):
    path = "/" + publishing.address(version).split("/", 3)[3]
    slug = version.concept_map.study.slug
    staff = reverse("analysis:published", args=[slug, version.number])
    odd = (quote(one[:2000]) for one in ODD)
    for name in (*odd, "%2e%2e/%2e%2e/settings.py", "%ed%a0%80", "report.html%00", "Report.html"):
        assert Client().get(f"{path}{name}").status_code == 404
        assert desk.get(f"{staff}bestand/{name}").status_code == 404
        assert Client().get(f"/uitkomst/{name}/").status_code == 404
        assert Client().get(f"/stem/{name}/").status_code in (404, 429)
    for number in ("9" * 30, "99999999999"):
        assert desk.get(f"/studies/{slug}/kaart/{number}/").status_code == 404
        assert desk.get(f"/studies/{slug}/kaart/versie/{number}/").status_code == 404


@pytest.mark.parametrize(
    "look",
    [
        "//kwaad.example",
        "https://kwaad.example",
        "\\\\kwaad",
        "@kwaad",
        "a\r\nb: c",
        "javascript:1",
    ],
)
def test_no_form_leads_elsewhere(desk, drawn, look):
    for page in ("together", "map", "//kwaad.example", ""):
        for act in ("choose", "name", "vote_close", "take_back"):
            given = {"look": look, "page": page, "cluster": look}
            answer = desk.post(at(drawn, act), given)
            assert "kwaad" not in answer.get("Location", "")


def test_nothing_is_done_without_the_token_of_the_form(ana, version, sign_in):
    """Every address of this room that changes something."""
    careful = sign_in(Client(enforce_csrf_checks=True), ana)
    drawn = version.concept_map
    slug = drawn.study.slug
    for name in (
        *("choose", "name", "move", "put_on_screen", "vote_open", "vote_close", "again", "publish"),
        *("take_back", "stop"),
    ):
        assert careful.post(at(drawn, name), {}).status_code == 403, name
    for name in ("share", "bundle", "bundle_fetch"):
        assert careful.post(reverse(f"analysis:{name}", args=[slug, 1]), {}).status_code == 403
    for name in ("ask", "settling_again"):
        assert careful.post(reverse(f"analysis:{name}", args=[slug]), {}).status_code == 403
    assert Client(enforce_csrf_checks=True).post("/stem/", {"code": "1"}).status_code == 403


def test_who_may_not_sees_nothing_by_any_number(version, dirk, carla, sign_in, ana):
    """Dirk runs studies elsewhere: also with a study of his own he reaches no other's map by its number."""
    drawn = version.concept_map
    own = Study.objects.create(
        organisation=dirk.memberships.get().organisation, slug="van-dirk", title="Van Dirk"
    )
    outside = sign_in(Client(), dirk)
    for slug in (drawn.study.slug, own.slug):
        for pattern, keys in _addresses():
            address = reverse(f"analysis:{pattern}", kwargs={"slug": slug} | keys)
            if keys:
                assert outside.get(address).status_code in (404, 405), address
                assert outside.post(address, {}).status_code in (404, 405), address
    reader = sign_in(Client(), carla)
    made = bundling.ask(version, reason="artikel", by=ana)
    bundling.make(made.key)
    for pattern, keys in _addresses():
        address = reverse(f"analysis:{pattern}", kwargs={"slug": drawn.study.slug} | keys)
        assert reader.post(address, {"act": "stop"}).status_code in (403, 405), address
    assert Publication.objects.get().shared_at is not None
    assert RowsBundle.objects.count() == 1


def _addresses():
    for own in get_resolver("werkwijs.analysis.urls").url_patterns:
        keys = {"number": 1} if "number" in str(own.pattern) else {}
        keys |= {"version": 1} if "version" in str(own.pattern) else {}
        keys |= {"name": "report.html"} if "name>" in str(own.pattern) else {}
        yield own.name, keys


def test_a_decision_or_vote_of_another_map_is_not_reached_through_this_one(desk, drawn, ana):
    other = draw(drawn.study, ana, **QUICK, seed=2)
    decide(other, ana, move=False)
    decision = Decision.objects.filter(concept_map=other).first()
    assert desk.post(at(drawn, "take_back"), {"decision": decision.pk}).status_code == 404
    decision.refresh_from_db()
    assert decision.taken_back_at is None

    trees = [next(iter(d.data["statements"])) for d in other.decisions.filter(kind="name")]
    one = voting.open_ballot(drawn, trees[:1], ["een", "twee"], by=ana)
    two = voting.open_ballot(other, trees[:1], ["drie", "vier"], by=ana)
    drawn.refresh_from_db()
    phone = Client()
    phone.post(reverse("vote:ballot", args=[voting.code(drawn)]), {"ballot": two.pk, "option": 1})
    assert not Vote.objects.exists()
    phone.post(reverse("vote:ballot", args=[voting.code(drawn)]), {"ballot": one.pk, "option": 1})
    voting.close(Ballot.objects.get(pk=one.pk))
    phone.post(reverse("vote:ballot", args=[voting.code(drawn)]), {"ballot": one.pk, "option": 0})
    assert Vote.objects.get().option == 1  # sent again after it was closed


def test_a_job_of_a_row_that_is_gone_or_done_does_nothing(drawn, version):
    content = version.content
    publishing.make(version.key)
    drawing.first(drawn.key)
    drawing.whole(drawn.key)
    version.refresh_from_db()
    assert version.content == content
    assert ConceptMap.objects.get().state == ConceptMap.State.DRAWN
    nobody = uuid.uuid4()
    for job in (drawing.first, drawing.whole, publishing.make, bundling.make):
        job(nobody)


def test_the_shared_result_is_not_found_by_searching_and_leaks_no_address(version):
    path = "/" + publishing.address(version).split("/", 3)[3]
    for address in (path, f"{path}report.html", f"{path}figures/cluster-map.svg"):
        answer = Client().get(address)
        assert answer.status_code == 200
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"  # no other website is told the address
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert "default-src" in answer["Content-Security-Policy"]
        assert "sessionid" not in answer.cookies
        if address != path:
            assert answer["Content-Disposition"].startswith("attachment; filename=")
            assert not answer.cookies
