"""The pages of the bench: what they show, to whom, and that nothing is lost or done twice."""

import csv
import io
import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.werkwijs.pace import TURNS, paces

from werkwijs.audit.models import Line
from werkwijs.participation import bench, release
from werkwijs.participation.bench import likeness, overview
from werkwijs.participation.models import Became, BenchStep, Idea
from werkwijs.studies import locking
from werkwijs.studies import statements as by_hand
from werkwijs.studies.models import Statement

BENCH = "/studies/werk/deelname/uitspraken/"


@pytest.fixture
def page(client, sign_in, ana, open_study):
    return sign_in(client, ana)


def said(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def filled(form, **typed) -> dict:
    """The form as a browser sends it back."""
    own = {
        name: form.data.get(name) if form.is_bound else form[name].initial for name in form.fields
    }
    return {name: value for name, value in (own | typed).items() if value is not None}


def form_at(page, address, **typed) -> dict:
    return filled(page.get(BENCH + address).context["form"], **typed)


# --- reading ----------------------------------------------------------------------------


def test_ideas_stand_in_their_own_words_with_pseudonym_and_group(page, idea):
    idea("Het helpt als mijn baas rustig is", "jongere")
    answer = said(page.get(BENCH))

    assert "Het helpt als mijn baas rustig is" in answer
    assert "s1 · Jongere" in answer


def test_reading_ideas_is_noted(page, idea, ana):
    page.get(BENCH)

    assert Line.objects.filter(event="participation.ideas_read", actor=str(ana.pk)).count() == 1


def test_who_reads_sees_everything_and_decides_nothing(
    client, sign_in, carla, open_study, idea, ana
):
    first, second = idea("je baas rustig is"), idea("je collega's helpen")
    made = bench.take(first, by=ana)
    sign_in(client, carla)
    answer = said(client.get(BENCH + "?show=all"))

    assert "je collega&#x27;s helpen" in answer
    assert "Neem over" not in answer
    assert "Maak ongedaan" not in answer
    for address in (
        f"idee/{second.pk}/overnemen/",
        f"idee/{second.pk}/splitsen/",
        f"idee/{second.pk}/weglaten/",
        f"idee/{second.pk}/terugzetten/",
        f"uitspraak/{made.pk}/wijzigen/",
        f"uitspraak/{made.pk}/splitsen/",
        f"uitspraak/{made.pk}/weglaten/",
        f"uitspraak/{made.pk}/terugzetten/",
        f"samenvoegen/?idea={second.pk}&statement={made.pk}",
        f"stappen/{BenchStep.objects.get().pk}/ongedaan/",
        "vastzetten/",
    ):
        assert client.post(BENCH + address, {"text": "x", "reason": "x"}).status_code == 403
    assert BenchStep.objects.count() == 1


def test_another_organisation_finds_nothing(client, sign_in, dirk, open_study, idea):
    mine = idea("je baas rustig is")
    sign_in(client, dirk)

    for address in ("", f"idee/{mine.pk}/", "ideas.csv", "stappen/", f"idee/{mine.pk}/overnemen/"):
        assert client.get(BENCH + address).status_code == 404


@pytest.mark.parametrize("state", ["undecided", "decided", "dropped", "all"])
def test_ideas_are_shown_by_how_far_they_are(page, idea, ana, state):
    texts = {"undecided": "nog niets", "decided": "al een uitspraak", "dropped": "liever niet"}
    ideas = {name: idea(text) for name, text in texts.items()}
    bench.take(ideas["decided"], by=ana)
    bench.drop(ideas["dropped"], reason="past niet", by=ana)
    shown = [c.idea.text for c in page.get(f"{BENCH}?show={state}").context["bench"].ideas]

    assert shown == (list(texts.values()) if state == "all" else [texts[state]])


def test_ideas_are_found_by_words_and_group(page, idea):
    idea("een rustige baas op het werk", "jongere")
    idea("een strenge baas op het werk", "werkgever")

    def found(query: str) -> list[str]:
        cards = page.get(f"{BENCH}?{query}").context["bench"].ideas
        return [c.idea.text for c in cards]

    assert found("q=werk+RUSTIGE") == ["een rustige baas op het werk"]
    assert found("group=werkgever") == ["een strenge baas op het werk"]
    assert found("q=fiets") == []
    assert "Geen idee gevonden" in said(page.get(f"{BENCH}?q=fiets"))


@pytest.mark.parametrize(
    "query",
    ["show=alles&page=9999", "page=abc&spage=-1", "q=%00%25", "group=%F0%9F%98%80", "flagged=x"],
)
def test_strange_questions_are_answered_calmly(page, idea, query):
    idea("een idee")

    assert page.get(f"{BENCH}?{query}").status_code == 200


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7*7 }}", "<b>vet</b>"])
def test_what_people_type_is_shown_and_never_run(page, idea, ana, text):
    given = idea(text)
    made = bench.take(given, by=ana)
    for address in ("?show=all", f"idee/{given.pk}/", f"uitspraak/{made.pk}/", "beslissingen/"):
        answer = page.get(BENCH + address).content.decode()
        assert "<script>alert" not in answer
        assert "<b>vet" not in answer


# --- deciding ---------------------------------------------------------------------------


def test_one_press_takes_an_idea_and_returns_to_the_same_place(page, idea):
    given = idea("je baas rustig is")
    sent = {"key": uuid.uuid4(), "back": "group=jongere&show=undecided&evil=//x"}
    first = page.post(f"{BENCH}idee/{given.pk}/overnemen/", sent)
    second = page.post(f"{BENCH}idee/{given.pk}/overnemen/", sent)

    assert first.url == second.url == f"{BENCH}?show=undecided&group=jongere"
    assert Statement.objects.get().text == "je baas rustig is"
    assert BenchStep.objects.count() == 1


def test_a_second_press_of_somebody_else_says_what_became_of_it(page, idea, bilal):
    given = idea("je baas rustig is")
    bench.take(given, by=bilal)
    answer = page.post(f"{BENCH}idee/{given.pk}/overnemen/", {"key": uuid.uuid4()})

    assert "Dit idee is al een uitspraak: ‘je baas rustig is’" in said(answer)
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("n", [301, 5000])
def test_too_long_an_idea_comes_back_in_a_field_to_be_shortened(page, idea, n):
    given = idea("é" * n)
    answer = page.post(f"{BENCH}idee/{given.pk}/overnemen/", {"key": uuid.uuid4()})

    over = f"{n - 300:,}".replace(",", ".")
    assert f"De tekst is {over} tekens te lang" in said(answer)
    assert f"é{'é' * (n - 1)}</textarea>" in answer.content.decode()
    assert not Statement.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "Het helpt als"])
def test_an_empty_statement_is_not_made(page, idea, text):
    given = idea("je baas rustig is")
    address = f"idee/{given.pk}/overnemen/"
    answer = page.post(BENCH + address, form_at(page, address, text=text))

    assert "Schrijf een tekst" in said(answer)
    assert not Statement.objects.exists()


def test_merging_asks_why_and_keeps_what_was_typed(page, idea):
    one, two = idea("je baas rustig is"), idea("je chef kalm is")
    address = f"samenvoegen/?idea={one.pk}&idea={two.pk}"
    answer = page.post(BENCH + address, form_at(page, address, text="je baas kalm is"))
    assert "Zeg waarom" in said(answer)
    assert "je baas kalm is</textarea>" in answer.content.decode()

    sent = filled(answer.context["form"], usual="same", reason="anders gezegd")
    page.post(BENCH + address, sent)
    page.post(BENCH + address, sent)
    assert [s.text for s in Statement.objects.all()] == ["je baas kalm is"]
    assert BenchStep.objects.get().reason == "Zegt hetzelfde: anders gezegd"


def test_merging_can_begin_with_the_words_of_any_of_them(page, idea):
    one, two = idea("je baas rustig is"), idea("Het helpt als je chef kalm is")
    address = f"{BENCH}samenvoegen/?idea={one.pk}&idea={two.pk}"

    assert page.get(address).context["form"]["text"].initial == "je baas rustig is"
    other = page.get(f"{address}&words=idea-{two.pk}")
    assert other.context["form"]["text"].initial == "je chef kalm is"


def test_an_idea_in_the_set_is_merged_as_its_statement(page, idea, ana):
    one, two = idea("je baas rustig is"), idea("je chef kalm is")
    made = bench.take(one, by=ana)
    shown = page.get(f"{BENCH}samenvoegen/?idea={one.pk}&idea={two.pk}")

    assert shown.context["statements"] == [made]
    assert shown.context["ideas"] == [two]


def test_nothing_is_merged_with_itself_or_with_nothing(page, idea):
    one = idea("je baas rustig is")
    for query in ("", f"?idea={one.pk}", f"?idea={one.pk}&idea={one.pk}"):
        assert page.get(f"{BENCH}samenvoegen/{query}").status_code in (302, 404)
    assert not BenchStep.objects.exists()


@pytest.mark.parametrize("query", ["idea=99999999999999999999", "idea=x", "statement=1e3"])
def test_what_is_not_a_number_is_nothing(page, query):
    assert page.get(f"{BENCH}samenvoegen/?{query}").status_code == 404


def test_things_of_another_study_are_not_found(page, idea, other_study):
    mine, strange = idea("je baas rustig is"), idea("van elders", of=other_study)
    foreign = Statement.objects.create(study=other_study, text="van elders", order=1)
    for address in (
        f"samenvoegen/?idea={mine.pk}&idea={strange.pk}",
        f"samenvoegen/?idea={mine.pk}&statement={foreign.pk}",
        f"idee/{strange.pk}/overnemen/",
        f"uitspraak/{foreign.pk}/wijzigen/",
    ):
        assert page.get(BENCH + address).status_code == 404
        sent = {"text": "x", "usual": "same", "reason": "x"}
        assert page.post(BENCH + address, sent).status_code == 404
    assert not BenchStep.objects.exists()


def test_an_edit_on_an_older_page_shows_both_texts_and_loses_none(page, idea, ana, bilal):
    made = bench.take(idea("je baas rustig is"), by=ana)
    address = f"uitspraak/{made.pk}/wijzigen/"
    sent = form_at(page, address, text="je baas kalm is")
    bench.edit(made, text="je baas aardig is", by=bilal)

    answer = page.post(BENCH + address, sent)
    assert "Nu staat er: ‘je baas aardig is’" in said(answer)
    assert "je baas kalm is</textarea>" in answer.content.decode()
    made.refresh_from_db()
    assert made.text == "je baas aardig is"

    page.post(BENCH + address, filled(answer.context["form"]))
    made.refresh_from_db()
    assert made.text == "je baas kalm is"


def test_merging_on_an_older_page_says_what_changed(page, idea, ana, bilal):
    made, other = bench.take(idea("je baas rustig is"), by=ana), idea("je chef kalm is")
    address = f"samenvoegen/?idea={other.pk}&statement={made.pk}"
    sent = form_at(page, address, text="je baas kalm is", usual="same")
    bench.edit(made, text="je baas aardig is", by=bilal)
    answer = page.post(BENCH + address, sent)

    assert "Iemand heeft hier intussen iets aan veranderd" in said(answer)
    assert "je baas aardig is" in said(answer)
    assert "je baas kalm is</textarea>" in answer.content.decode()
    assert not BenchStep.objects.filter(act="merge").exists()


def test_a_text_for_something_that_is_gone_is_shown_to_keep(page, open_study, idea, ana, bilal):
    made = bench.take(idea("je baas rustig is"), by=ana)
    address = f"uitspraak/{made.pk}/wijzigen/"
    sent = form_at(page, address, text="een lang bedachte tekst")
    bench.undo_last(open_study, by=bilal)
    answer = page.post(BENCH + address, sent)

    assert answer.status_code == 404
    assert "een lang bedachte tekst</textarea>" in answer.content.decode()


def test_an_idea_is_split_line_by_line(page, idea):
    given = idea("je baas rustig is en je collega's je helpen")
    address = f"idee/{given.pk}/splitsen/"
    one_line = page.post(BENCH + address, form_at(page, address, usual="two"))
    assert "ten minste twee" in said(one_line)

    parts = "je baas rustig is\r\n\r\nHet helpt als je collega's je helpen"
    page.post(BENCH + address, form_at(page, address, parts=parts, usual="two"))
    assert [s.text for s in Statement.objects.order_by("order")] == [
        "je baas rustig is",
        "je collega's je helpen",
    ]


def test_a_line_that_is_too_long_is_named(page, idea):
    given = idea("een en twee")
    address = f"idee/{given.pk}/splitsen/"
    sent = form_at(page, address, parts=f"een\n{'b' * 310}", usual="two")
    answer = said(page.post(BENCH + address, sent))

    assert "Regel 2: De tekst is 10 tekens te lang" in answer
    assert "b" * 310 in answer


def test_an_idea_is_dropped_and_put_back(page, idea):
    given = idea("weet ik niet")
    address = f"idee/{given.pk}/weglaten/"
    page.post(BENCH + address, form_at(page, address, usual="no_answer"))
    assert Became.objects.get().reason == "Geen antwoord op de vraag"

    page.post(f"{BENCH}idee/{given.pk}/terugzetten/")
    assert not Became.objects.exists()


def test_too_long_a_reason_says_how_much(page, idea):
    given = idea("weet ik niet")
    address = f"idee/{given.pk}/weglaten/"
    answer = page.post(BENCH + address, form_at(page, address, reason="r" * 305))

    assert "5 tekens te lang" in said(answer)
    assert "r" * 305 in said(answer)


def test_the_last_step_and_any_step_is_taken_back_by_a_button(page, open_study, idea, ana, bilal):
    made = bench.take(idea("je baas rustig is"), by=ana)
    first = BenchStep.objects.get()
    bench.edit(made, text="je baas kalm is", by=bilal)
    assert "Laatste stap: tekst gewijzigd, door Bilal" in said(page.get(BENCH))
    assert "Hier rust een latere stap op" in said(page.get(f"{BENCH}stappen/"))

    blocked = page.post(f"{BENCH}stappen/{first.pk}/ongedaan/", {"to": "trail"}, follow=True)
    assert "Er rust een latere stap op: tekst gewijzigd, door Bilal" in said(blocked)

    last = BenchStep.objects.get(act="edit")
    page.post(f"{BENCH}stappen/{last.pk}/ongedaan/")
    page.post(f"{BENCH}stappen/{last.pk}/ongedaan/")
    made.refresh_from_db()
    assert made.text == "je baas rustig is"
    assert "ongedaan gemaakt" in said(page.get(f"{BENCH}stappen/"))


def test_a_step_of_another_study_is_not_taken_back(page, idea, other_study, ana):
    bench.take(idea("van elders", of=other_study), by=ana)

    assert page.post(f"{BENCH}stappen/{BenchStep.objects.get().pk}/ongedaan/").status_code == 404


# --- likely doubles and remarks ---------------------------------------------------------


def test_what_may_say_the_same_stands_beside_it_with_words_for_how_much(page, idea):
    one = idea("je baas rustig blijft als je een fout maakt")
    two = idea("Het helpt als je werkgever rustig blijft bij een fout", "werkgever")
    idea("je genoeg slaapt")
    answer = said(page.get(BENCH))

    assert "Lijkt heel erg op" in answer or "Lijkt erg op" in answer
    assert f"samenvoegen/?idea={one.pk}&amp;idea={two.pk}" in answer
    assert not re.search(r"0[.,]\d\d", answer)


def test_an_idea_in_the_set_is_pointed_at_as_its_statement_and_a_dropped_one_never(
    page, open_study, idea, ana
):
    one, two = idea("je baas rustig blijft bij een fout"), idea("je baas rustig blijft na een fout")
    made = bench.take(one, text="er kalm gereageerd wordt", by=ana)
    likes = overview.likely(open_study)
    assert [(n.kind, n.pk) for n in likes.of("idea", two.pk)] == [("statement", made.pk)]

    bench.drop(made, reason="past niet", by=ana)
    assert overview.likely(open_study).of("idea", two.pk) == []


def test_likeness_is_computed_once_for_the_same_texts(monkeypatch):
    texts = {"idea-1": "je baas rustig blijft", "idea-2": "je baas rustig is"}
    first = likeness.alike(texts)
    monkeypatch.setattr(likeness, "_compared", lambda texts: pytest.fail("computed again"))

    assert likeness.alike(dict(reversed(texts.items()))) == first
    assert [other for other, _ in first["idea-1"]] == ["idea-2"]
    assert likeness.alike(texts | {"statement-1": texts["idea-1"]})["statement-1"][0] == (
        "idea-1",
        1.0,
    )


def test_no_words_are_kept_beside_the_ideas_themselves(monkeypatch):
    kept = []
    monkeypatch.setattr(likeness.cache, "set", lambda key, value, age: kept.append((key, value)))
    likeness.alike({"idea-1": "je baas rustig blijft", "idea-2": "je baas rustig is"})

    assert len(kept) == 1
    assert "rustig" not in str(kept)


def test_remarks_show_the_sentence_with_the_words_marked(page, idea, ana):
    bench.take(idea("je niet zonder hulp hoeft te solliciteren"), by=ana)
    bench.take(idea("je genoeg slaapt"), by=ana)
    answer = said(page.get(BENCH))

    assert "<mark>niet</mark>" in answer
    assert "<mark>zonder</mark>" in answer
    assert "twee keer ‘nee’" in answer
    assert len(page.get(f"{BENCH}?flagged=1").context["bench"].statements) == 1


def test_two_words_for_one_thing_show_over_the_set(page, idea, ana):
    for text in ("je baas rustig is", "je baas je kent", "je leidinggevende je helpt"):
        bench.take(idea(text), by=ana)

    assert "twee woorden voor één ding" in said(page.get(BENCH))


def test_a_study_in_english_gets_no_remarks_in_dutch(page, open_study, idea, ana):
    open_study.language = "en"
    open_study.save()
    bench.take(idea("you do not never get help from the re-integration consultant"), by=ana)

    assert page.get(BENCH).context["bench"].about.flagged == 0


def test_a_score_is_given_only_for_enough_text_and_never_a_level(page, idea, ana):
    for n in range(4):
        bench.take(idea(f"je baas rustig is {n}"), by=ana)
    assert "Flesch" not in said(page.get(BENCH))

    for n in range(8):
        bench.take(idea(f"je baas rustig blijft op een drukke dag {n}"), by=ana)
    answer = said(page.get(BENCH))
    assert "Flesch-Douma" in answer
    assert not re.search(r"\b[ABC][12]\b", answer)


def test_origin_is_shown_here(page, idea, ana):
    made = bench.take(idea("je baas rustig is", "werkgever"), by=ana)

    assert "Herkomst: Werkgever" in said(page.get(f"{BENCH}uitspraak/{made.pk}/"))


# --- following --------------------------------------------------------------------------


def test_an_idea_and_a_statement_tell_their_story(page, idea, ana, bilal):
    one, two = idea("je baas rustig is", "jongere"), idea("je chef kalm is", "werkgever")
    made = bench.merge([one, two], text="je baas kalm is", reason="Zegt hetzelfde", by=ana)
    bench.edit(made, text="je baas kalm blijft", reason="duidelijker", by=bilal)
    story = said(page.get(f"{BENCH}idee/{one.pk}/"))
    for words in ("samengevoegd", "Zegt hetzelfde", "Ana", "Bilal", "je baas kalm blijft"):
        assert words in story
    behind = said(page.get(f"{BENCH}uitspraak/{made.pk}/"))
    for words in ("je baas rustig is", "je chef kalm is", "s1 · Jongere", "s2 · Werkgever"):
        assert words in behind


def test_a_change_on_the_page_of_the_statement_is_told(page, idea, ana):
    made = bench.take(idea("je baas rustig is"), by=ana)
    Statement.objects.filter(pk=made.pk).update(text="elders veranderd")

    assert "daarna nog veranderd" in said(page.get(f"{BENCH}uitspraak/{made.pk}/"))


def test_the_table_asks_again_for_a_second_factor_of_long_ago(page, open_study, idea):
    idea("een")
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        answer = page.get(f"{BENCH}ideas.csv")

    assert answer.status_code == 302
    assert answer.url.startswith("/account/")
    assert not Line.objects.filter(event="participation.ideas_exported").exists()


def test_the_table_says_what_became_of_every_idea(page, open_study, idea, ana):
    ideas = [idea(t) for t in ("een", "=2+2", 'drie, "en"\nmeer', "vier", "vijf")]
    bench.take(ideas[0], by=ana)
    bench.take(ideas[1], by=ana)
    bench.split(ideas[2], ["drie a", "drie b"], reason="twee", by=ana)
    bench.drop(ideas[3], reason="past niet", by=ana)
    locking.lock(open_study, by=ana)
    answer = page.get(f"{BENCH}ideas.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))

    assert answer["Content-Disposition"] == 'attachment; filename="werk-ideas.csv"'
    assert [(r["id"], r["statement"], r["decision"], r["reason"]) for r in rows] == [
        ("i1", "1", "kept", ""),
        ("i2", "2", "kept", ""),
        ("i3", "3", "split", "twee"),
        ("i3", "4", "split", "twee"),
        ("i4", "", "dropped", "past niet"),
        ("i5", "", "", ""),
    ]
    assert rows[1]["text"] == "'=2+2"
    assert rows[2]["text"] == 'drie, "en"\nmeer'
    assert {r["participant"] for r in rows} == {"s1"}
    assert Line.objects.filter(event="participation.ideas_exported").exists()
    printed = said(page.get(f"{BENCH}beslissingen/"))
    assert "nog niet beslist" in printed
    assert "past niet" in printed


def test_what_was_dropped_on_its_own_page_counts_as_dropped(page, open_study, idea, ana):
    made = [bench.take(idea(text), by=ana) for text in ("een", "twee", "drie", "vier")]
    by_hand.drop(made[0], by=ana)
    locking.lock(open_study, by=ana)
    told = [
        row["decision"]
        for row in csv.DictReader(io.StringIO(page.get(f"{BENCH}ideas.csv").content.decode()))
    ]

    assert told == ["dropped", "kept", "kept", "kept"]
    assert [i.decision for i in release.rows(open_study).ideas] == told
    assert (
        page.get(f"{BENCH}?show=dropped").context["bench"].ideas.object_list[0].idea.text == "een"
    )


# --- locking ----------------------------------------------------------------------------


def test_what_is_left_is_shown_and_the_set_may_be_locked_anyway(page, open_study, idea, ana):
    for text in ("je niet zonder hulp hoeft te solliciteren", "je slaapt", "je eet"):
        bench.take(idea(text), by=ana)
    idea("nog een")
    answer = said(page.get(f"{BENCH}vastzetten/"))
    assert "Over 1 idee is nog niet beslist" in answer
    assert "Bij 1 uitspraak staat nog een opmerking" in answer
    assert "Zet 3 uitspraken toch vast" in answer

    page.post(f"{BENCH}vastzetten/")
    page.post(f"{BENCH}vastzetten/")
    assert list(open_study.statements.values_list("number", flat=True)) == [1, 2, 3]
    locked = said(page.get(BENCH))
    assert "vastgezet en genummerd" in locked
    assert "Neem over" not in locked
    assert "Voeg gekozen samen" not in locked


def test_too_few_statements_are_not_locked(page, open_study, idea, ana):
    bench.take(idea("je slaapt"), by=ana)
    answer = page.post(f"{BENCH}vastzetten/", follow=True)

    assert "Met minder dan 3" in said(answer)
    open_study.refresh_from_db()
    assert open_study.locked_at is None


def test_what_is_typed_while_the_set_is_locked_is_not_lost(page, open_study, idea, ana):
    made = [bench.take(idea(t), by=ana) for t in ("een", "twee", "drie")]
    address = f"uitspraak/{made[0].pk}/wijzigen/"
    sent = form_at(page, address, text="nog een verandering")
    locking.lock(open_study, by=ana)
    answer = page.post(BENCH + address, sent)

    assert "De uitspraken zijn vastgezet" in said(answer)
    assert "nog een verandering</textarea>" in answer.content.decode()


# --- many -------------------------------------------------------------------------------

WORDS = ["baas", "rustig", "fout", "werk", "collega", "pauze", "hulp", "schuld", "slaap", "taak"]
WORDS += ["uitleg", "tijd", "vast", "gesprek"]


@pytest.fixture
def many(open_study, who, ana):
    people = [who("jongere" if n % 2 else "werkgever", nth=n) for n in range(10)]
    Idea.objects.bulk_create(
        Idea(
            participant=people[n % 10],
            text="je " + " ".join(WORDS[(n * k + k) % len(WORDS)] for k in range(1, 8)) + f" {n}",
        )
        for n in range(500)
    )
    for idea in Idea.objects.order_by("pk")[:100]:
        bench.take(idea, by=ana)
    return open_study


def test_five_hundred_ideas_are_quick(page, many, idea, ana):
    page.get(BENCH)
    last = list(Idea.objects.order_by("-pk")[:TURNS])

    def act(turn: int) -> None:
        sent = {"key": uuid.uuid4()}
        page.post(f"{BENCH}idee/{last[turn].pk}/overnemen/", sent, follow=True)

    def new_words(turn: int) -> None:
        bench.take(idea(f"iets nieuws {turn}"), by=ana)
        page.get(BENCH)

    with CaptureQueriesContext(connection) as asked:
        page.get(f"{BENCH}?show=all")

    assert len(asked) < 40
    assert paces(lambda _: page.get(BENCH)) < 7
    assert paces(act) < 10  # two pages: the act, and the bench again
    assert paces(new_words) < 8


def test_the_trail_of_five_hundred_ideas_is_quick(page, many):
    for address in ("stappen/", "beslissingen/", "ideas.csv", "vastzetten/"):
        assert page.get(BENCH + address).status_code == 200
        assert paces(lambda _, address=address: page.get(BENCH + address)) < 10
