"""Acts arrive once, however often and in whatever shape they are sent."""

from __future__ import annotations

import json
import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from werkwijs.participation import acts
from werkwijs.participation.models import Access, Participant, Received


@pytest.fixture
def said(monkeypatch):
    """The kind "say" appends to a list of facts on the participant: easily counted, order and all."""

    def handler(participant: Participant, act: acts.Act) -> None:
        acts.needs(participant, "sorting")
        words = acts.text(act, "words", 20)
        participant.facts.setdefault("said", []).append(words)
        participant.save(update_fields=["facts"])

    monkeypatch.setitem(acts._HANDLERS, "say", handler)


def act(words: str, key: str | None = None) -> dict[str, str]:
    return {"key": key or str(uuid.uuid4()), "kind": "say", "words": words}


def give(client: Client, sent, **headers):
    body = sent if isinstance(sent, str | bytes) else json.dumps(sent)
    return client.post(
        reverse("participation:give"), body, content_type="application/json", headers=headers
    )


def what_was_said(participant: Participant) -> list[str]:
    participant.refresh_from_db()
    return participant.facts.get("said", [])


def test_an_act_is_done_and_acknowledged(said, takes_part):
    client, participant = takes_part("jongere")
    one = act("a")

    assert give(client, [one]).json() == {"acts": [{"key": one["key"], "ok": True}]}
    assert what_was_said(participant) == ["a"]


def test_an_act_sent_again_is_acknowledged_and_changes_nothing(said, takes_part):
    client, participant = takes_part("jongere")
    one, two = act("a"), act("b")

    give(client, [one])
    again = give(client, [one, two, one]).json()["acts"]

    assert [told["ok"] for told in again] == [True, True, True]
    assert what_was_said(participant) == ["a", "b"]


def test_what_is_refused_leaves_no_trace_and_says_why(said, takes_part, study):
    client, _participant = takes_part("jongere")
    study.phase = "closed"
    study.save()

    told = give(client, [act("a")]).json()["acts"][0]

    assert told["problem"] == "refused_phase"
    assert "begeleider" in told["text"]
    assert not Received.objects.exists()

    study.phase = "sorting"
    study.save()
    assert give(client, [act("a", told["key"])]).json()["acts"][0]["ok"]


def test_one_refused_act_does_not_hold_up_the_others(said, takes_part):
    client, participant = takes_part("jongere")

    told = give(client, [act("a"), act("x" * 21), act("b")]).json()["acts"]

    assert [t["ok"] for t in told] == [True, False, True]
    assert what_was_said(participant) == ["a", "b"]


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{",
        "null",
        "{}",
        '"a"',
        "[1]",
        "[null]",
        "[[]]",
        '[{"kind": "say"}]',
        '[{"key": "x", "kind": "say"}]',
        '[{"key": 7, "kind": "say"}]',
        '[{"key": "9a3e0c1e-1111-4111-8111-111111111111"}]',
        '[{"key": "9a3e0c1e-1111-4111-8111-111111111111", "kind": 3}]',
        "[" * 20_000,
        b"\xff\xfe\x00",
        "[" + "9" * 5000 + "]",
        json.dumps([{"key": str(uuid.uuid4()), "kind": "say", "words": "a"}] * 201),
    ],
)
def test_what_is_not_a_list_of_acts_is_answered_in_plain_words(said, takes_part, sent):
    client, participant = takes_part("jongere")

    answer = give(client, sent)

    assert answer.status_code == 400
    assert "Laad de pagina opnieuw" in answer.json()["text"]
    assert what_was_said(participant) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "dance"},
        {"words": 3},
        {"words": None},
        {"words": ""},
        {"words": "\0"},
        {"words": []},
    ],
)
def test_an_act_that_is_not_understood_is_refused_by_itself(said, takes_part, wrong):
    client, _participant = takes_part("jongere")

    told = give(client, [act("a") | wrong]).json()["acts"][0]

    assert (told["ok"], told["problem"]) == (False, "refused_unclear")


def test_half_an_emoji_is_kept_as_a_sign_that_something_stood_there(said, takes_part):
    client, participant = takes_part("jongere")

    give(
        client,
        '[{"key": "9a3e0c1e-1111-4111-8111-111111111111", "kind": "say", "words": "a\\ud83d"}]',
    )

    assert what_was_said(participant) == ["a\ufffd"]


def test_too_much_at_once_is_not_taken(said, takes_part):
    client, _ = takes_part("jongere")

    assert give(client, [act("a" * 65_000)]).status_code == 413


def test_who_has_no_access_any_more_is_told_so(said, takes_part):
    client, participant = takes_part("jongere")
    Access.objects.update(revoked_at=timezone.now())

    assert give(client, [act("a")]).status_code == 401
    assert give(Client(), [act("a")]).status_code == 401
    assert what_was_said(participant) == []


def test_who_withdrew_gives_nothing_any_more(said, takes_part):
    client, participant = takes_part("jongere")
    Participant.objects.update(withdrawn_at=timezone.now())

    assert give(client, [act("a")]).status_code == 401
    with pytest.raises(acts.Refused, match="withdrawn"):
        acts.do(participant, act("a"))


def test_acts_of_one_person_are_not_taken_for_those_of_the_next(said, takes_part):
    _, before = takes_part("jongere")
    client, now = takes_part("jongere")

    answer = give(client, [act("a")], **{"X-Werkwijs-For": acts.mark(before)})

    assert answer.status_code == 409
    assert what_was_said(now) == []
    assert give(client, [act("a")], **{"X-Werkwijs-For": acts.mark(now)}).status_code == 200


def test_two_people_may_by_chance_use_the_same_key(said, takes_part):
    key = str(uuid.uuid4())
    for _ in range(2):
        client, participant = takes_part("jongere")
        give(client, [act("a", key)])
        assert what_was_said(participant) == ["a"]


def test_acts_need_the_token_of_a_page(said, takes_part):
    client, _participant = takes_part("jongere")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    assert give(strict, [act("a")]).status_code == 403

    token = strict.get(reverse("participation:give")).json()["token"]
    assert give(strict, [act("a")], **{"X-CSRFToken": token}).status_code == 200


def test_keys_of_two_people_differ_and_stay(takes_part):
    _, one = takes_part("jongere")
    _, two = takes_part("jongere")

    assert len({acts.secret(one), acts.secret(two)}) == len({acts.mark(one), acts.mark(two)}) == 2
    assert acts.secret(one) == acts.secret(Participant.objects.get(pk=one.pk))
    assert len(acts.secret(one)) == 32


def test_the_same_act_from_eight_threads_at_once_is_done_once(transactional_db, said, takes_part):
    client, participant = takes_part("jongere")
    keys = [act(str(n)) for n in range(5)]
    answers = []

    def device() -> None:
        mine = Client()
        mine.cookies = client.cookies
        answers.append(give(mine, keys).json())
        connection.close()

    threads = [threading.Thread(target=device) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 8
    assert all(told["ok"] for answer in answers for told in answer["acts"])
    assert what_was_said(participant) == ["0", "1", "2", "3", "4"]
