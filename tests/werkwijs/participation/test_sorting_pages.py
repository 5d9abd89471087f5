"""Pages for sorting, as forms: everything works without a script."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from werkwijs.participation import piles, sorting
from werkwijs.participation.models import OnPile, Pile, Sitting
from werkwijs.studies.models import Phase, PhaseChange, Statement

SORT = reverse("participation:sort")
ACT = reverse("participation:sort_act")
PILES = reverse("participation:piles")


@pytest.fixture
def sorter(takes_part):
    client, participant = takes_part("jongere")
    client.post(reverse("participation:sort_begin"))
    return client, participant


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def fields(page, form: str = r'id="place"') -> dict[str, str]:
    """What a form holds, hidden fields and all."""
    inside = re.search(rf"<form[^>]*{form}.*?</form>", page.content.decode(), re.S)[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', inside))


def put(client, on: uuid.UUID | str, **more):
    return client.post(ACT, fields(client.get(SORT)) | {"pile": str(on)} | more, follow=True)


def act(client, kind, **facts):
    return client.post(ACT, {"key": uuid.uuid4(), "kind": kind} | facts, follow=True)


def test_looking_changes_nothing(takes_part):
    client, participant = takes_part("jongere")

    page = client.get(SORT)

    assert "Begin" in text(page)
    assert not participant.batch.exists()
    assert not Sitting.objects.exists()


def test_one_slip_after_another_until_it_asks_whether_one_is_done(sorter):
    client, participant = sorter
    pile = uuid.uuid4()
    for n in range(1, 7):
        assert f"Briefje {n} van 6" in text(client.get(SORT))
        put(client, pile)

    page = client.get(SORT)

    assert "Je hebt alle briefjes gehad" in text(page)
    assert piles.sitting_of(participant).finished_at is None  # it asks; it does not move on
    done = act(client, "sorted", next="sort")
    assert "Klaar met stapels maken" in text(done)
    assert piles.sitting_of(participant).finished_at is not None


def test_every_slip_begins_with_the_stem_and_easy_words_for_who_wants_them(sorter, study):
    client, participant = sorter
    first = piles.table(participant).waiting[0]
    first.easy = "je baas aardig is"
    first.save()

    assert "Het helpt als je baas aardig is" in text(client.get(SORT))
    participant.easy = False
    participant.save()
    assert f"Het helpt als {first.text}".replace("'", "&#x27;") in text(client.get(SORT))


def test_the_same_form_sent_twice_is_one_act(sorter):
    client, _participant = sorter
    form = fields(client.get(SORT)) | {"pile": str(uuid.uuid4())}

    client.post(ACT, form)
    client.post(ACT, form)

    assert OnPile.objects.count() == 1
    assert "Briefje 2 van 6" in text(client.get(SORT))


def test_a_form_from_an_older_page_moves_the_slip_and_loses_nothing(sorter):
    client, _participant = sorter
    old = fields(client.get(SORT))
    put(client, uuid.UUID(int=1))

    client.post(ACT, old | {"key": uuid.uuid4(), "pile": uuid.UUID(int=2)})

    assert OnPile.objects.get().pile.key == uuid.UUID(int=2)


def test_terugzetten_brings_the_slip_back(sorter):
    client, _participant = sorter
    first = fields(client.get(SORT))["statement"]
    put(client, uuid.uuid4())
    page = client.get(SORT)
    assert "Terugzetten" in text(page)

    client.post(ACT, fields(page, 'id="undo"'))

    assert fields(client.get(SORT))["statement"] == first
    assert not Pile.objects.exists()


def test_seconds_on_a_slip_are_measured(sorter):
    client, _participant = sorter
    form = fields(client.get(SORT)) | {"pile": str(uuid.uuid4())}
    form["shown"] = str(int(form["shown"]) - 9_000)

    client.post(ACT, form)

    assert 9 <= OnPile.objects.get().seconds < 15


def test_at_most_six_piles_are_in_view(sorter, study):
    client, _participant = sorter
    for n in range(7, 12):
        Statement.objects.create(study=study, number=n, text=f"je iets {n} hebt", order=n)
    for _ in range(8):
        put(client, uuid.uuid4())

    page = client.get(SORT).content.decode()

    shown, _, more = page.partition('id="more"')
    assert shown.count('class="pile"') == 6
    assert more.partition("</details>")[0].count('class="pile"') == 2


def test_a_slip_is_moved_from_the_overview(sorter):
    client, _participant = sorter
    put(client, uuid.UUID(int=1))
    put(client, uuid.UUID(int=2))
    statement = OnPile.objects.get(pile__key=uuid.UUID(int=1)).statement_id
    address = reverse("participation:sort_statement", args=[statement])
    assert address in client.get(PILES).content.decode()
    page = client.get(address)
    assert str(uuid.UUID(int=1)) not in page.content.decode()  # where it lies already

    answer = client.post(ACT, fields(page) | {"pile": str(uuid.UUID(int=2))})

    assert answer.url == PILES
    assert OnPile.objects.filter(pile__key=uuid.UUID(int=2)).count() == 2


def test_a_pile_is_named_split_and_put_with_another(sorter):
    client, participant = sorter
    one, two, three = (uuid.UUID(int=n) for n in (1, 2, 3))
    for pile in (one, one, one, two):
        put(client, pile)

    page = client.get(reverse("participation:label", args=[one]))
    client.post(ACT, fields(page, "sorteren/doe") | {"label": "Rust & ruimte"})
    page = client.get(reverse("participation:split", args=[one]))
    assert "Rust &amp; ruimte" in client.get(PILES).content.decode()
    chosen = re.findall(r'name="statement" value="(\d+)"', page.content.decode())[:2]
    client.post(ACT, fields(page, "sorteren/doe") | {"statement": chosen, "pile": three})

    table = piles.table(participant)
    assert {heap.key: len(heap.statements) for heap in table.heaps} == {one: 1, two: 1, three: 2}

    page = client.get(reverse("participation:merge", args=[three]))
    form = fields(page, "sorteren/doe") | {"statement": chosen, "pile": two}
    client.post(ACT, form)

    table = piles.table(participant)
    assert {heap.key: len(heap.statements) for heap in table.heaps} == {one: 1, two: 3}
    assert Pile.objects.get(key=one).label == "Rust & ruimte"


def test_to_choose_nothing_to_split_is_told_in_plain_words(sorter):
    client, _participant = sorter
    put(client, uuid.UUID(int=1))

    page = act(client, "place", pile=uuid.UUID(int=2), next="piles")

    assert "Dit kwam niet goed aan" in text(page)
    assert OnPile.objects.get().pile.key == uuid.UUID(int=1)


def test_a_page_about_a_pile_that_is_gone_leads_to_the_others(sorter):
    client, _ = sorter
    for name in ("pile", "label", "split", "merge"):
        answer = client.get(reverse(f"participation:{name}", args=[uuid.uuid4()]))
        assert answer.url == PILES


def test_with_rounds_it_rests_in_between_and_the_person_decides(sorter, study):
    client, _participant = sorter
    study.round_size = 3
    study.save()
    pile = uuid.uuid4()
    for _ in range(3):
        put(client, pile)

    rest = client.get(SORT)

    assert "Ronde 1 is klaar" in text(rest)
    assert 'id="place"' not in rest.content.decode()
    assert "Briefje 1 van 3" in text(client.get(SORT, {"ronde": "2"}))
    page = client.get(SORT, {"ronde": "2"})
    client.post(ACT, fields(page) | {"pile": str(pile)})
    assert "Briefje 2 van 3" in text(client.get(SORT))


def test_who_put_back_the_first_of_a_round_is_not_sent_to_rest_again(sorter, study):
    client, _participant = sorter
    study.round_size = 3
    study.save()
    for _ in range(3):
        put(client, uuid.UUID(int=1))
    page = client.get(SORT, {"ronde": "2"})
    client.post(ACT, fields(page) | {"pile": str(uuid.UUID(int=1))})

    undone = client.post(ACT, fields(client.get(SORT), 'id="undo"'), follow=True)

    assert "Briefje 1 van 3" in text(undone)


def test_one_may_be_done_with_slips_left_and_go_on_later(sorter):
    client, _participant = sorter
    put(client, uuid.uuid4())

    done = act(client, "sorted", next="sort")

    assert "nog 5 briefjes over" in text(done)
    assert "Jouw stapels" in text(act(client, "resort", next="piles"))
    assert "Briefje 2 van 6" in text(client.get(SORT))


def test_somebody_goes_on_with_another_device(sorter, takes_part):
    from django.http import HttpResponse

    from werkwijs.participation import person

    client, participant = sorter
    put(client, uuid.uuid4())
    answer = HttpResponse()
    person.let_in(answer, participant, shared=False)
    other = Client()
    other.cookies.update(answer.cookies)

    assert "Briefje 2 van 6" in text(other.get(SORT))


def test_after_closing_everything_can_be_read_and_nothing_changed(sorter, study):
    client, _participant = sorter
    put(client, uuid.UUID(int=1))
    form = fields(client.get(SORT)) | {"pile": str(uuid.UUID(int=1))}
    PhaseChange.objects.create(study=study, before=Phase.SORTING, after=Phase.MAP)
    study.phase = Phase.MAP
    study.save()

    late = client.post(ACT, form, follow=True)

    assert "Dit deel van de studie is klaar" in text(late)
    assert "Alles wat je deed, is bewaard" in text(late)
    assert OnPile.objects.count() == 1
    overview = client.get(PILES).content.decode()
    assert "Stapel 1" in overview
    assert "<form" not in overview.partition("<main")[2].partition("</main>")[0]


def test_before_sorting_opens_it_says_so(takes_part, study):
    study.phase = Phase.IDEAS
    study.save()
    client, _ = takes_part("jongere")

    client.post(reverse("participation:sort_begin"))

    assert "Sorteren kan nu niet" in text(client.get(SORT))
    assert not Sitting.objects.exists()


def test_what_people_call_a_pile_is_text_and_nothing_else(sorter):
    client, _participant = sorter
    put(client, uuid.UUID(int=1))
    act(client, "rename", pile=uuid.UUID(int=1), label="<script>alert(1)</script></script>")

    for address in (SORT, PILES, reverse("participation:pile", args=[uuid.UUID(int=1)])):
        assert "<script>alert" not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"kind": "place"},
        {"key": "x", "kind": "place"},
        {"key": str(uuid.UUID(int=9)), "kind": "place", "statement": "een", "pile": "twee"},
        {"key": str(uuid.UUID(int=9)), "kind": "place", "statement": "9" * 400, "shown": "nu"},
        {"key": str(uuid.UUID(int=9)), "kind": "weg"},
        {"key": str(uuid.UUID(int=9)), "kind": "rename", "pile": "", "label": "x"},
        {"key": str(uuid.UUID(int=9)), "kind": "place", "statement": "-1", "pile": ""},
    ],
)
def test_a_form_that_makes_no_sense_is_answered_in_plain_words(sorter, form):
    client, _ = sorter

    page = client.post(ACT, form, follow=True)

    assert page.status_code == 200
    assert 'class="message warning"' in page.content.decode()
    assert OnPile.objects.count() == 0


def test_a_slip_of_another_study_cannot_be_seen_or_placed(sorter, study, organisation):
    client, _participant = sorter
    study.pk, study.slug = None, "elders"
    study.save()
    foreign = Statement.objects.create(study=study, number=1, text="geheim", order=1)

    page = client.get(reverse("participation:sort_statement", args=[foreign.pk]))
    assert page.status_code == 404
    refused = act(client, "place", statement=foreign.pk, pile=uuid.uuid4(), next="sort")

    assert "Dit briefje is er niet meer" in text(refused)
    assert OnPile.objects.count() == 0


def test_a_large_pile_is_offered_to_be_split(sorter, study):
    client, participant = sorter
    for n in range(7, 15):
        Statement.objects.create(study=study, number=n, text=f"je iets {n} hebt", order=n)
    everything = [s.pk for s in piles.table(participant).statements]
    sorting.place(
        participant,
        statements=everything[:9],
        on=uuid.UUID(int=1),
        at=timezone.now(),
        act=uuid.uuid4(),
    )

    assert (
        reverse("participation:split", args=[uuid.UUID(int=1)])
        in client.get(PILES).content.decode()
    )


def test_the_first_page_is_light(sorter, study):
    client, _participant = sorter
    Statement.objects.bulk_create(
        Statement(study=study, number=n, text=f"je werkgever weet wat je nodig hebt, {n}", order=n)
        for n in range(7, 81)
    )
    from pathlib import Path

    from django.contrib.staticfiles import finders

    page = client.get(SORT).content
    files = re.findall(rb'(?:src|href)="/static/([^"]+)"', page)
    weight = len(page) + sum(Path(finders.find(f.decode())).stat().st_size for f in files)

    assert len(files) >= 6
    assert weight < 100_000  # before it is compressed


def test_the_script_reads_the_next_slip_aloud_as_the_page_reads_this_one(sorter, monkeypatch):
    from werkwijs.lib import speech

    monkeypatch.setattr(speech, "available", lambda: True)
    client, _ = sorter
    page = client.get(SORT).content.decode()

    heading = re.search(r'<h1 id="statement"[^>]*data-spoken="([^"]+)"', page)[1]
    told = json.loads(re.search(r'<script id="sort-data"[^>]*>(.*?)</script>', page, re.S)[1])

    assert told["waiting"][0]["spoken"] == heading
    assert len({slip["spoken"] for slip in told["waiting"]}) == 6
