"""Making the set of statements by hand, and locking it."""

import uuid

import pytest
from django.urls import reverse

from werkwijs.audit.models import Line
from werkwijs.studies import locking, phases, statements
from werkwijs.studies.models import Phase, Statement


@pytest.fixture
def study(study):
    """The study of the cast while its set is being made."""
    study.phase = Phase.PREPARING
    study.save()
    study.statements.update(number=None)
    return study


@pytest.fixture
def run(client, sign_in, study, ana):
    sign_in(client, ana)

    def send(name, /, *more, **said):
        return client.post(reverse(f"studies:{name}", args=["werk", *more]), said, follow=True)

    return send


def texts(study):
    return [s.text for s in study.statements.filter(dropped_at=None).order_by("order", "id")]


def test_a_statement_is_added_with_all_that_belongs_to_it(run, study):
    run(
        "new_statement",
        text="je een vaste plek hebt",
        easy="je weet waar je zit",
        short="vaste plek",
        origin=study.groups.first().pk,
    )
    made = study.statements.last()

    assert (made.text, made.easy, made.short) == (
        "je een vaste plek hebt",
        "je weet waar je zit",
        "vaste plek",
    )
    assert made.origin.key == "jongere"
    assert texts(study)[-1] == made.text


def test_pressing_twice_adds_one(run, study):
    key = uuid.uuid4()
    run("new_statement", text="je op tijd komt", key=key)
    run("new_statement", text="je op tijd komt", key=key)

    assert texts(study).count("je op tijd komt") == 1


@pytest.mark.parametrize(
    "text", ["🙂 je lacht", "שלום עולם", "<script>alert(1)</script>", "a" * 300]
)
def test_whatever_is_written_is_kept_and_shown_as_text(run, client, study, text):
    run("new_statement", text=text)
    page = client.get(reverse("studies:statements", args=["werk"])).content.decode()

    assert text in texts(study)
    assert "<script>alert" not in page


def test_a_text_of_5000_characters_is_given_back(run, study):
    long = "lang " * 1000
    answer = run("new_statement", text=long)

    assert "er passen 300 tekens in" in answer.content.decode()
    assert answer.context["form"]["text"].value() == long
    assert len(texts(study)) == 6


def test_origin_is_a_group_of_this_study(run, study, dirk, elsewhere):
    from werkwijs.studies import opening

    other = opening.from_example(elsewhere, dirk)
    answer = run("new_statement", text="je lacht", origin=other.groups.first().pk)

    assert "Kies een van" in str(answer.context["form"].errors["origin"])


def test_pasted_lines_become_statements_without_numbers_and_doubles(run, study):
    key = uuid.uuid4()
    pasted = (
        "1. je rust hebt\n\n- je mag leren\n2) Je rust hebt.\n• je genoeg slaapt\n  \n3 dagen vrij"
    )
    answer = run("paste", lines=pasted, key=key, origin=study.groups.last().pk)
    run("paste", lines=pasted, key=key, origin=study.groups.last().pk)

    assert texts(study)[6:] == ["je rust hebt", "je mag leren", "3 dagen vrij"]
    assert study.statements.last().origin.key == "werkgever"
    said = answer.content.decode()
    assert "3 uitspraken toegevoegd" in said
    assert "2 regels stonden er al" in said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (" \n \n", "Vul dit nog in"),
        ("goed\n" + "x" * 301, "Regel 2 is te lang"),
        ("\n".join(f"zin {n}" for n in range(501)), "Dit zijn 501 regels"),
    ],
)
def test_lines_that_cannot_be_taken_are_kept_in_the_field(run, study, lines, said):
    answer = run("paste", lines=lines)

    assert said in str(answer.context["form"].errors["lines"])
    assert answer.context["form"]["lines"].value() == lines
    assert len(texts(study)) == 6


def edit(run, client, statement, **said):
    address = reverse("studies:statement", args=["werk", statement.pk])
    sent = {b.name: b.value() or "" for b in client.get(address).context["form"]}
    return client.post(address, sent | said)


def test_a_statement_is_edited(run, client, study):
    first = study.statements.first()
    edit(run, client, first, text="je werk doet dat past", easy="leuk werk")
    first.refresh_from_db()

    assert (first.text, first.easy) == ("je werk doet dat past", "leuk werk")


def test_an_old_form_shows_both_texts(run, client, study):
    first = study.statements.first()
    address = reverse("studies:statement", args=["werk", first.pk])
    sent = {b.name: b.value() or "" for b in client.get(address).context["form"]}
    Statement.objects.filter(pk=first.pk).update(text="van Bilal")
    answer = client.post(address, sent | {"text": "van Ana"})

    assert "van Bilal" in str(answer.context["form"].errors["text"])
    assert answer.context["form"]["text"].value() == "van Ana"


def test_a_dropped_statement_can_come_back(run, client, study):
    first = study.statements.first()
    run("drop_statement", first.pk)
    run("drop_statement", first.pk)
    assert len(texts(study)) == 5
    assert first.text in client.get(reverse("studies:statements", args=["werk"])).content.decode()

    run("restore_statement", first.pk)
    assert texts(study)[0] == first.text


def test_a_statement_is_moved_to_its_place(run, study):
    before = texts(study)
    last = study.statements.get(text=before[-1])
    run("move_statement", last.pk, place="2")
    assert texts(study) == [before[0], before[5], *before[1:5]]

    run("move_statement", last.pk, place="999")
    assert texts(study) == before


@pytest.mark.parametrize("place", ["", "-1", "²", "twee", "9" * 50])
def test_a_place_is_a_number(run, study, place):
    before = texts(study)
    answer = run("move_statement", study.statements.last().pk, place=place)

    assert "heel getal" in answer.content.decode()
    assert texts(study) == before


# --- locking -----------------------------------------------------------------------------


def test_locking_numbers_the_list_in_its_order(run, study, ana):
    statements.move(study.statements.last(), 1)
    statements.drop(study.statements.get(text="je jobcoach je goed kent"), by=ana)
    run("lock")
    study.refresh_from_db()
    numbered = study.statements.exclude(number=None)

    assert study.locked_at is not None
    assert [s.number for s in numbered] == [1, 2, 3, 4, 5]
    assert numbered.first().text == "je genoeg slaapt"
    assert study.statements.get(text="je jobcoach je goed kent").number is None
    assert Line.objects.filter(event="studies.statements_locked").count() == 1


def test_locking_twice_keeps_the_first_moment(run, study):
    run("lock")
    first = type(study).objects.get().locked_at
    run("lock")

    assert type(study).objects.get().locked_at == first
    assert Line.objects.filter(event="studies.statements_locked").count() == 1


def test_two_statements_are_too_few(run, study, ana):
    for statement in study.statements.all()[2:]:
        statements.drop(statement, by=ana)
    answer = run("lock")

    assert "Er zijn 2 uitspraken" in answer.content.decode()
    assert type(study).objects.get().locked_at is None


def test_the_texts_of_a_locked_set_stay(run, client, study, ana):
    locking.lock(study, by=ana)
    first = study.statements.first()

    assert "vastgezet" in run("new_statement", text="nog een").content.decode()
    assert "vastgezet" in run("paste", lines="nog een").content.decode()
    assert "vastgezet" in run("drop_statement", first.pk).content.decode()
    assert "vastgezet" in run("move_statement", first.pk, place="3").content.decode()
    edit(run, client, first, text="anders", easy="anders", short="kort")
    first.refresh_from_db()

    assert first.text == "je werk doet dat je leuk vindt"
    assert first.easy == ""
    assert first.short == "kort"
    assert len(texts(study)) == 6


def test_what_was_typed_when_the_set_got_locked_is_not_lost(run, study, ana):
    locking.lock(study, by=ana)
    answer = run("new_statement", text="een goed idee op het verkeerde moment")

    assert answer.context["form"]["text"].value() == "een goed idee op het verkeerde moment"


def test_unlocking_takes_the_numbers_away(run, study, ana):
    locking.lock(study, by=ana)
    run("unlock")
    run("unlock")

    assert type(study).objects.get().locked_at is None
    assert not study.statements.exclude(number=None).exists()
    assert Line.objects.filter(event="studies.statements_unlocked").count() == 1


def test_while_people_may_sort_the_set_stays_locked(run, study, ana):
    locking.lock(study, by=ana)
    phases.change(study, Phase.SORTING, by=ana)
    answer = run("unlock")

    assert "Ga eerst terug" in answer.content.decode()
    assert type(study).objects.get().locked_at is not None


def test_after_somebody_sorted_the_set_stays_locked(run, study, ana):
    locking.lock(study, by=ana)
    ask = lambda asked: "Er is al gesorteerd." if asked == study else None  # noqa: E731
    locking.register_hindrance(ask)
    try:
        assert "Er is al gesorteerd." in run("unlock").content.decode()
        with pytest.raises(locking.CannotLock, match="al gesorteerd"):
            locking.unlock(study, by=ana)
    finally:
        locking._HINDRANCES.remove(ask)

    assert type(study).objects.get().locked_at is not None


def test_a_statement_of_another_study_is_not_found(client, sign_in, study, dirk, elsewhere):
    from werkwijs.studies import opening

    other = opening.from_example(elsewhere, dirk)
    sign_in(client, dirk)
    foreign = study.statements.first().pk
    for name in ("statement", "drop_statement", "restore_statement", "move_statement"):
        address = reverse(f"studies:{name}", args=[other.slug, foreign])
        assert client.post(address, {"place": "1"}).status_code == 404
