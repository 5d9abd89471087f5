"""Ideas are kept as they were said, once, by whom they were said; others see words and no people."""

from __future__ import annotations

import html
import json
import re
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werkwijs.audit.models import Line
from werkwijs.participation import acts, ideas, withdrawing
from werkwijs.participation.models import Help, Idea, Participant, Received, Sitting
from werkwijs.studies.models import Phase

PAGE = "participation:ideas"


@pytest.fixture
def study(study):
    study.phase = Phase.IDEAS
    study.save()
    return study


def form_of(client: Client) -> dict[str, str]:
    """The hidden fields of the form, as a browser would send them."""
    page = client.get(reverse(PAGE)).content.decode()
    form = page.partition('id="give"')[2].partition("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(for|key)" value="([^"]+)"', form))


def say(client: Client, text: str, *, form: dict[str, str] | None = None, **more):
    sent = (form or form_of(client)) | {"text": text} | more
    return client.post(reverse(PAGE), sent, follow=True)


def given_by(participant: Participant) -> list[str]:
    return list(Idea.objects.filter(participant=participant).values_list("text", flat=True))


def words_of(answer) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode()))


AWKWARD = [
    "je slaapt",
    "  met spaties voor en na  ",
    "regel een\n\nregel twee\n",
    "\neerst een lege regel",
    "🙂👩‍👩‍👧 é ﬁ",
    "שלום وشكرا",
    "\u202eachterstevoren",
    "<script>alert(1)</script>",
    "</textarea><b onclick=x>",
    "{{ study }} {% csrf_token %} %s {0}",
    "'; DROP TABLE idea; --",
    "a" * 5000,
    "🙂" * 5000,
]


@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_an_idea_is_kept_exactly_and_shown_as_text(takes_part, text):
    client, participant = takes_part("jongere")

    page = say(client, text.replace("\n", "\r\n"))

    assert given_by(participant) == [text]
    source = page.content.decode()
    assert "<script>alert" not in source
    assert "<b onclick" not in source
    shown = re.search(r'<span class="idea"[^>]*>(.*?)</span>', source, re.S)[1]
    assert html.unescape(shown) == text


@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_a_device_gives_the_same(takes_part, text):
    client, participant = takes_part("jongere")
    act = {"key": str(uuid.uuid4()), "kind": "idea", "text": text}

    answer = client.post(
        reverse("participation:give"), json.dumps([act], ensure_ascii=False), "application/json"
    )

    assert answer.json()["acts"][0]["ok"]
    assert given_by(participant) == [text]


def test_a_zero_character_is_left_out(takes_part):
    client, participant = takes_part("jongere")

    acts.do(participant, {"key": uuid.uuid4(), "kind": "idea", "text": "a\0b"})
    say(client, "c\0d")

    assert given_by(participant) == ["ab", "cd"]


@pytest.mark.parametrize("text", ["a" * 5001, "b" * 50_000])
def test_what_is_too_long_is_told_and_stays_in_the_field(takes_part, text):
    client, participant = takes_part("jongere")

    page = say(client, text)

    assert given_by(participant) == []
    assert "te lang" in words_of(page)
    assert f">\n{text}</textarea>" in page.content.decode()


def test_a_machine_that_gives_ideas_without_end_is_stopped(takes_part):
    client, participant = takes_part("jongere")
    Idea.objects.bulk_create(
        Idea(participant=participant, text=f"idee {n}") for n in range(ideas.MOST)
    )

    answer = say(client, "nog een")

    assert "Meer past er niet bij." in words_of(answer)
    assert "nog een" in words_of(answer)
    assert Idea.objects.count() == ideas.MOST


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_without_words_there_is_no_idea(takes_part, text):
    client, participant = takes_part("jongere")

    assert "Er staat nog niks" in words_of(say(client, text))
    assert given_by(participant) == []


def test_the_same_form_sent_twice_is_one_idea(takes_part):
    client, participant = takes_part("jongere")
    form = form_of(client)

    for _ in range(3):
        say(client, "je slaapt", form=form)

    assert given_by(participant) == ["je slaapt"]


def test_a_page_gone_back_to_and_used_again_gives_another_idea(takes_part):
    client, participant = takes_part("jongere")
    form = form_of(client)

    for text in ["een", "twee", "twee", "een"]:
        say(client, text, form=form)

    assert given_by(participant) == ["een", "twee"]


def test_two_people_give_the_same_words_and_both_are_kept(takes_part):
    for _ in range(2):
        client, participant = takes_part("jongere")
        say(client, "je slaapt")
        assert given_by(participant) == ["je slaapt"]


def test_nobody_overwrites_an_idea_of_somebody_else(takes_part):
    client, participant = takes_part("jongere")
    say(client, "van mij")
    key = Idea.objects.get().key
    other_client, other = takes_part("jongere")

    say(other_client, "gekaapt", form={"for": acts.mark(other), "key": str(key)})
    other_client.post(reverse("participation:idea_gone"), {"idea": key, "key": uuid.uuid4()})

    assert given_by(participant) == ["van mij"]


def test_a_page_of_the_person_before_gives_nothing_in_the_name_of_the_next(takes_part):
    client, _ = takes_part("jongere")
    form = form_of(client)
    next_client, next_one = takes_part("jongere")

    page = say(next_client, "van de vorige", form=form)

    assert given_by(next_one) == []
    assert "Iemand anders gebruikt nu dit apparaat" in words_of(page)
    assert "van de vorige" not in words_of(page)


def test_an_idea_is_taken_back_and_put_back(takes_part):
    client, participant = takes_part("jongere")
    say(client, "  zo\nbedoelde ik het  ")
    key = Idea.objects.get().key

    for _ in range(2):
        page = client.post(reverse("participation:idea_gone"), {"idea": key, "key": uuid.uuid4()})
    assert given_by(participant) == []

    say(client, "zo")
    key = Idea.objects.get().key
    page = client.post(reverse("participation:idea_gone"), {"idea": key, "key": uuid.uuid4()})
    assert "Je idee is weg" in words_of(page)
    back = page.content.decode().partition('role="status"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'name="(for|key)" value="([^"]+)"', back))
    say(client, re.search(r"<textarea[^>]*>\n(.*?)</textarea>", back, re.S)[1], form=fields)
    assert given_by(participant) == ["zo"]


def test_a_helper_who_types_is_recorded(takes_part):
    client, participant = takes_part("jongere")

    say(client, "een")
    page = say(client, "twee", helper="jobcoach")

    assert [i.typed_by_helper for i in Idea.objects.filter(participant=participant)] == [
        False,
        True,
    ]
    helped = Help.objects.get(participant=participant)
    assert (helped.task, helped.role, helped.how) == ("ideas", "jobcoach", "typing")
    assert '<option value="jobcoach" selected>' in page.content.decode()


def test_who_helps_is_chosen_from_the_list(takes_part):
    client, participant = takes_part("jongere")

    page = say(client, "een", helper="Jan de Vries")

    assert given_by(participant) == []
    assert not Help.objects.exists()
    assert ">\neen</textarea>" in page.content.decode()


# --- time ---------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.SORTING, Phase.MAP, Phase.CLOSED])
def test_when_the_time_for_ideas_is_over_it_is_said_and_nothing_is_lost(takes_part, study, phase):
    client, participant = takes_part("jongere")
    form = form_of(client)
    study.phase = phase
    study.save()

    page = say(client, "te laat <b>", form=form)

    assert given_by(participant) == []
    assert not Received.objects.exists()
    assert "Dit deel van de studie is klaar" in words_of(page)
    assert "te laat <b>" in words_of(page)
    assert 'id="give"' not in page.content.decode()


def test_what_arrives_a_little_later_is_still_worked_with(takes_part, study):
    _, participant = takes_part("jongere")
    study.phase = Phase.STATEMENTS
    study.save()

    acts.do(participant, {"key": uuid.uuid4(), "kind": "idea", "text": "onderweg"})
    assert given_by(participant) == ["onderweg"]

    study.locked_at = timezone.now()
    study.save()
    with pytest.raises(acts.Refused, match="phase"):
        acts.do(participant, {"key": uuid.uuid4(), "kind": "idea", "text": "te laat"})


def test_after_the_time_for_ideas_nothing_is_taken_away(takes_part, study):
    client, participant = takes_part("jongere")
    say(client, "blijft")
    study.phase = Phase.SORTING
    study.save()

    page = client.post(
        reverse("participation:idea_gone"), {"idea": Idea.objects.get().key, "key": uuid.uuid4()}
    )

    assert given_by(participant) == ["blijft"]
    assert "Dit deel van de studie is klaar" in words_of(page)


def test_who_knows_no_more_ends_calmly_and_may_come_back(takes_part):
    client, participant = takes_part("jongere")
    say(client, "een")

    page = client.post(reverse("participation:ideas_done"), {"key": uuid.uuid4()}, follow=True)

    assert "Je gaf 1 idee. Het is bewaard." in words_of(page)
    assert Sitting.objects.get(participant=participant).finished_at is not None
    say(client, "toch nog een")
    assert len(given_by(participant)) == 2
    assert Sitting.objects.get(participant=participant).finished_at is not None


def test_no_ideas_is_fine_too(takes_part):
    client, _ = takes_part("jongere")

    page = client.post(reverse("participation:ideas_done"), {"key": uuid.uuid4()}, follow=True)

    assert "Geen ideeën is ook goed." in words_of(page)


def test_a_study_that_asks_no_ideas_has_no_page_for_them(takes_part, study):
    client, participant = takes_part("jongere")
    study.asks_ideas = False
    study.save()

    assert client.get(reverse(PAGE)).status_code == 302
    with pytest.raises(acts.Refused):
        acts.do(participant, {"key": uuid.uuid4(), "kind": "idea", "text": "een"})


# --- others -------------------------------------------------------------------------------


@pytest.fixture
def two(takes_part):
    """Somebody who looks, and another who gave three ideas."""
    looking, viewer = takes_part("jongere")
    giving, giver = takes_part("werkgever")
    for text in ["een", "twee", "drie"]:
        say(giving, text)
    return looking, viewer, giver


def seen(client: Client) -> set[str]:
    return {
        idea["text"] for idea in client.get(reverse("participation:ideas_others")).json()["ideas"]
    }


def test_others_are_seen_as_words_without_people(two):
    looking, _, giver = two
    answer = looking.get(reverse("participation:ideas_others")).json()

    assert seen(looking) == {"een", "twee", "drie"}
    assert all(set(idea) == {"id", "text"} for idea in answer["ideas"])
    page = looking.get(reverse(PAGE))
    keys = [str(key) for key in Idea.objects.values_list("key", flat=True)]
    for secret in [*keys, giver.pseudonym, "Werkgever"]:
        assert secret not in json.dumps([idea["text"] for idea in answer["ideas"]])
        assert secret not in words_of(page).partition("Kijk wat anderen zeggen")[2]
    assert not [key for key in keys if key in page.content.decode() + json.dumps(answer)]


def test_two_people_see_the_ideas_of_others_in_another_order(two, takes_part):
    _, viewer, giver = two
    for n in range(20):
        Idea.objects.create(participant=giver, text=f"idee {n}")
    _, second = takes_part("jongere")

    orders = [[s.text for s in ideas.of_others(p)] for p in (viewer, second)]

    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] == [s.text for s in ideas.of_others(viewer)]
    assert not {s.id for s in ideas.of_others(viewer)} & {s.id for s in ideas.of_others(second)}


def test_nothing_is_sent_while_nothing_changed(two, django_assert_max_num_queries):
    looking, _, giver = two
    address = reverse("participation:ideas_others")
    state = looking.get(address)["ETag"]

    again = looking.get(address, headers={"If-None-Match": state})
    assert (again.status_code, again.content) == (304, b"")

    Idea.objects.create(participant=giver, text="vier")
    changed = looking.get(address, headers={"If-None-Match": state})
    assert changed.status_code == 200
    assert changed["ETag"] != state


def test_what_was_taken_back_withdrawn_or_hidden_is_seen_no_more(two, ana, takes_part):
    looking, _, giver = two
    one, two_, _ = Idea.objects.order_by("id")
    states = [looking.get(reverse("participation:ideas_others"))["ETag"]]

    ideas.take_back(giver, key=one.key)
    assert seen(looking) == {"twee", "drie"}
    states.append(looking.get(reverse("participation:ideas_others"))["ETag"])

    ideas.hide(two_, by=ana)
    assert seen(looking) == {"drie"}
    states.append(looking.get(reverse("participation:ideas_others"))["ETag"])

    withdrawing.withdraw(giver)
    assert seen(looking) == set()
    states.append(looking.get(reverse("participation:ideas_others"))["ETag"])
    assert len(set(states)) == 4


def test_own_ideas_are_not_among_those_of_others(two):
    looking, _, _ = two
    say(looking, "van mij")

    assert seen(looking) == {"een", "twee", "drie"}


def test_a_study_may_keep_ideas_apart(two, study):
    looking, _, _ = two
    study.shows_others_ideas = False
    study.save()

    assert seen(looking) == set()
    assert "others-ideas" not in looking.get(reverse(PAGE)).content.decode()


def test_ideas_of_another_study_are_not_seen(two, takes_part, study):
    looking, _, _ = two
    from werkwijs.studies.models import Study

    other = Study.objects.create(
        organisation=study.organisation,
        slug="anders",
        title="Anders",
        prompt="?",
        phase=Phase.IDEAS,
    )
    _, stranger = takes_part(of=other)
    Idea.objects.create(participant=stranger, text="elders")

    assert "elders" not in seen(looking)


def test_a_long_idea_is_shown_to_others_in_part(two):
    looking, _, giver = two
    Idea.objects.create(participant=giver, text="b" * 5000)

    (long,) = [text for text in seen(looking) if text.startswith("b")]
    assert len(long) == 300
    assert long.endswith("…")


def test_hiding_is_noted_without_the_words(two, ana):
    idea = Idea.objects.first()

    ideas.hide(idea, by=ana)
    ideas.hide(idea, by=ana)
    ideas.hide(idea, by=ana, hidden=False)

    lines = Line.objects.filter(event__startswith="participation.idea")
    assert sorted(lines.values_list("event", flat=True)) == [
        "participation.idea_hidden",
        "participation.idea_shown",
    ]
    assert not [line for line in lines if idea.text in str(vars(line))]


def test_who_withdraws_leaves_no_words(two):
    _, _, giver = two

    withdrawing.withdraw(giver)

    assert not Idea.objects.filter(participant=giver).exists()


# --- any way in which acts arrive ----------------------------------------------------------

KEYS = [str(uuid.UUID(int=n + 1)) for n in range(4)]
GIVING = [{"key": key, "kind": "idea", "text": f"idee {n}"} for n, key in enumerate(KEYS)]
TAKING = [
    {"key": str(uuid.UUID(int=n + 101)), "kind": "idea-gone", "idea": KEYS[n]} for n in range(2)
]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    order=st.permutations(range(4)),
    replays=st.lists(st.integers(0, 5), max_size=12),
    cuts=st.lists(st.integers(1, 5), max_size=8),
)
def test_however_acts_are_repeated_and_cut_up_the_same_ideas_are_kept(
    takes_part, order, replays, cuts
):
    """Each act arrives at least once, ideas in any order, each taken back after it was given."""
    client, participant = takes_part("jongere")
    with transaction.atomic():
        first = [GIVING[n] for n in order] + TAKING
        sent = first + [[*GIVING, *TAKING][n] for n in replays]
        while sent:
            size = cuts.pop() if cuts else 3
            some, sent = sent[:size], sent[size:]
            answer = client.post(
                reverse("participation:give"), json.dumps(some), "application/json"
            )
            assert all(told["ok"] for told in answer.json()["acts"])

        assert sorted(given_by(participant)) == ["idee 2", "idee 3"]
        assert Received.objects.filter(participant=participant).count() == 6
        transaction.set_rollback(True)
