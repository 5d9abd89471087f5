"""Whatever is sent to pages of learners, trainers and phones: they answer, and none breaks."""

import random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from werkwijs.training import giving, joining, keeping_up, rooming

pytestmark = pytest.mark.django_db

JUNK = ["", "0", "-1", "9" * 20, "\x00", "<script>", "é" * 5000, "\u202e", "1e9", "٣", "' OR 1=1"]
NAMES = [
    *("answer", "answer-0", "answer-1", "answer-2", "words", "choice", "way", "again", "done"),
    *("answered", "state", "block", "name", "register", "act", "number", "people", "about"),
    *("reply", "day", "time", "minutes", "lesson", "place", "there", "who", "code", "version"),
    *("route", "group_name", "key", "i1-answer", "i2-answer", "pass", "nummer", "blad"),
]
ACTS = ["start", "show", "reveal", "again", "put", "take", "end", "plan", "there", "close", "newer"]


@pytest.fixture
def places(group, learner, desk, tess):
    """Who asks, and where."""
    keeping_up.do(learner, lambda _, state: state)
    session = rooming.start(group, 2, by=tess)
    meeting = giving.plan(group, at=timezone.now(), minutes=60)
    along = giving.ask_along(group, by=tess)
    phone, link = Client(), joining.link(learner)
    own = [("act", n) for n in range(1, 14)] + [("measure", m) for m in ("before", "later", "x")]
    own += [("save",), ("mine",), ("stop",), ("proof",)]
    given = [("group",), ("invite",), ("tasks",), ("meetings",), ("along",), ("person", 1)]
    given.append(("meeting", meeting.pk))
    return [
        *((phone, reverse(f"learning:{name}", args=[link, *more])) for name, *more in own),
        *((desk, reverse(f"giving:{name}", args=[group.code, *more])) for name, *more in given),
        (desk, reverse("giving:new")),
        (desk, reverse("classroom:remote", args=[group.code])),
        (phone, reverse("classroom:phone", args=[rooming.digits(session)])),
        (phone, reverse("classroom:start")),
        (phone, reverse("together:home", args=[giving.link_along(along)])),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_no_page_breaks_whatever_is_sent(places, group, seed):
    chance = random.Random(seed)  # noqa: S311 - any sender
    broken = []
    for _ in range(150):
        client, address = chance.choice(places)
        client.raise_request_exception = False
        sent = {name: chance.choice(JUNK) for name in chance.sample(NAMES, chance.randint(0, 12))}
        if chance.random() < 0.5:
            sent["act"] = chance.choice(ACTS)
        asks = client.post if chance.random() < 0.7 else client.get
        if asks(address, sent).status_code >= 500:
            broken.append((address, sent))
        if (going_on := rooming.current(group)) and chance.random() < 0.1:
            rooming.show(going_on, chance.choice([8, 9, 10, 11, 12]))

    assert broken == []
