"""What facilitators do with ideas and statements, and how it is taken back."""

import uuid

import pytest
from django.utils import timezone

from werkwijs.audit.models import Line
from werkwijs.participation import bench
from werkwijs.participation.bench import obstacles, tracing
from werkwijs.participation.models import Became, BenchStep, Idea
from werkwijs.studies import locking
from werkwijs.studies import statements as by_hand
from werkwijs.studies.models import Phase, Statement


def texts(study) -> list[str]:
    return [s.text for s in study.statements.filter(dropped_at=None).order_by("order", "id")]


def became(idea: Idea) -> list[tuple[str | None, str]]:
    return [
        (row.statement.text if row.statement else None, row.decision)
        for row in idea.became.order_by("pk")
    ]


def test_an_idea_is_taken_in_its_own_words_without_the_stem(open_study, idea, ana):
    made = bench.take(idea("Het helpt als je baas rustig blijft."), by=ana)

    assert made.text == "je baas rustig blijft."
    assert made.origin.key == "jongere"
    assert texts(open_study) == ["je baas rustig blijft."]
    assert Became.objects.get().decision == "kept"
    assert Line.objects.filter(event="participation.bench_take", actor=str(ana.pk)).count() == 1


def test_the_raw_words_stay_as_they_were(idea, ana):
    said = idea("  het helpt als … je  baas\nrustig blijft  ")
    bench.take(said, text="een baas rustig blijft", reason="gaat over elke baas", by=ana)

    said.refresh_from_db()
    assert said.text == "  het helpt als … je  baas\nrustig blijft  "
    assert became(said) == [("een baas rustig blijft", "edited")]


def test_taking_twice_with_one_form_is_once(open_study, idea, ana):
    said, key = idea("je een vaste begeleider hebt"), uuid.uuid4()

    assert bench.take(said, by=ana, key=key) == bench.take(said, by=ana, key=key)
    assert BenchStep.objects.count() == 1


def test_two_people_do_not_take_the_same_idea(idea, ana, bilal):
    said = idea("je een vaste begeleider hebt")
    bench.take(said, by=ana)

    with pytest.raises(obstacles.LivesOn, match="vaste begeleider"):
        bench.take(said, by=bilal)


@pytest.mark.parametrize("said", ["Het helpt als", "Het helpt als ...", "   ", "\u200b", "..."])
def test_nothing_is_not_taken(open_study, idea, ana, said):
    with pytest.raises(obstacles.Unfit):
        bench.take(idea(said), by=ana)

    assert texts(open_study) == []
    assert not BenchStep.objects.exists()


def test_what_is_too_long_says_how_much(idea, ana):
    with pytest.raises(obstacles.Unfit, match=r"4\.700"):
        bench.take(idea("a" * 5000), by=ana)


@pytest.mark.parametrize(
    "said", ["😀 lachen mag", "أن تكون مرتاحا", "<script>alert(1)</script> werkt", "= 1 + 1"]
)
def test_any_writing_is_taken_as_it_is(idea, ana, said):
    assert bench.take(idea(said), by=ana).text == said


def test_ideas_are_merged_into_a_new_statement_of_the_largest_group(open_study, idea, ana):
    ideas = [idea("een", "jongere"), idea("twee", "werkgever"), idea("drie", "werkgever")]
    made = bench.merge(ideas, text="alle drie", reason="zegt hetzelfde", by=ana)

    assert texts(open_study) == ["alle drie"]
    assert made.origin.key == "werkgever"
    assert [became(i) for i in ideas] == [[("alle drie", "merged")]] * 3
    assert set(Became.objects.values_list("reason", flat=True)) == {"zegt hetzelfde"}


def test_merged_statements_stay_as_dropped_ones_and_the_first_goes_on(open_study, idea, ana):
    one = bench.take(idea("een"), by=ana)
    two = bench.take(idea("twee", "werkgever"), by=ana)
    Statement.objects.filter(pk=one.pk).update(easy="makkelijk een")
    said = idea("drie")
    made = bench.merge([two, said, one], text="samen", reason="hetzelfde", by=ana)

    assert made == one
    made.refresh_from_db()
    assert (made.text, made.easy) == ("samen", "makkelijk een")
    two.refresh_from_db()
    assert two.dropped_at
    assert two.text == "twee"
    assert Became.objects.filter(statement=made, decision="merged").count() == 3
    assert not Became.objects.filter(statement=two).exists()


def test_one_thing_is_not_merged(idea, ana):
    said = idea("een")
    with pytest.raises(obstacles.TooFew):
        bench.merge([said, said], text="een", reason="x", by=ana)


def test_two_studies_are_never_merged(open_study, other_study, idea, ana):
    strange = Statement.objects.create(study=other_study, text="van elders", order=1)

    with pytest.raises(obstacles.OtherStudy):
        bench.merge([idea("een"), strange], text="samen", reason="x", by=ana)
    with pytest.raises(obstacles.OtherStudy):
        bench.merge([idea("een"), idea("twee", of=other_study)], text="s", reason="x", by=ana)
    assert not BenchStep.objects.exists()


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_merging_splitting_and_dropping_ask_why(idea, ana, reason):
    one, two = idea("een"), idea("twee")
    for act in (
        lambda: bench.merge([one, two], text="t", reason=reason, by=ana),
        lambda: bench.split(one, ["a", "b"], reason=reason, by=ana),
        lambda: bench.drop(one, reason=reason, by=ana),
    ):
        with pytest.raises(obstacles.NoReason):
            act()


def test_an_idea_is_split(open_study, idea, ana):
    said = idea("je baas rustig is en je collega's je helpen")
    parts = bench.split(said, ["je baas rustig is", "collega's helpen"], reason="twee", by=ana)

    assert texts(open_study) == ["je baas rustig is", "collega's helpen"]
    assert became(said) == [(p.text, "split") for p in parts]


def test_a_statement_is_split_and_stays_as_a_dropped_one(open_study, idea, ana):
    said = idea("een en twee")
    whole = bench.take(said, by=ana)
    parts = bench.split(whole, ["een", "twee"], reason="twee ideeën", by=ana)

    whole.refresh_from_db()
    assert whole.dropped_at
    assert [p.origin.key for p in parts] == ["jongere", "jongere"]
    assert became(said) == [("een", "split"), ("twee", "split")]


@pytest.mark.parametrize("parts", [["een"], [], ["een", "Een."], ["een", " "]])
def test_what_is_split_becomes_two_different_things(open_study, idea, ana, parts):
    with pytest.raises(bench.CannotDo):
        bench.split(idea("een en twee"), parts, reason="x", by=ana)

    assert texts(open_study) == []


def test_an_edited_statement_keeps_its_ideas(idea, ana):
    said = idea("je baas aardig is")
    made = bench.take(said, by=ana)
    bench.edit(made, text="Het helpt als je baas vriendelijk is", by=ana)

    assert became(said) == [("je baas vriendelijk is", "edited")]


def test_the_same_words_are_no_step(idea, ana):
    made = bench.take(idea("een"), by=ana)
    bench.edit(made, text=" een ", by=ana)

    assert BenchStep.objects.count() == 1


def test_a_dropped_idea_is_kept_with_the_reason_and_comes_back(open_study, idea, ana):
    said = idea("bla")
    bench.drop(said, reason="geen antwoord", by=ana)
    bench.drop(said, reason="nog eens", by=ana)
    assert [(r.decision, r.reason) for r in said.became.all()] == [("dropped", "geen antwoord")]

    bench.restore(said, by=ana)
    bench.restore(said, by=ana)
    assert not said.became.exists()
    assert [s.act for s in BenchStep.objects.order_by("pk")] == ["drop", "restore"]


def test_a_dropped_idea_can_be_taken_after_all(open_study, idea, ana):
    said = idea("toch goed")
    bench.drop(said, reason="onduidelijk", by=ana)
    bench.take(said, by=ana)

    assert became(said) == [("toch goed", "kept")]


def test_a_dropped_statement_takes_its_ideas_along_and_back(open_study, idea, ana):
    one, two = idea("een"), idea("twee")
    made = bench.merge([one, two], text="samen", reason="gelijk", by=ana)
    bench.drop(made, reason="te vaag", by=ana)

    assert texts(open_study) == []
    assert became(one) == [("samen", "dropped")]
    with pytest.raises(obstacles.WentWith):
        bench.restore(one, by=ana)

    bench.restore(made, by=ana)
    assert texts(open_study) == ["samen"]
    assert [(r.decision, r.reason) for r in one.became.all()] == [("merged", "gelijk")]


def test_an_idea_that_lives_on_is_not_dropped(idea, ana):
    said = idea("een")
    bench.take(said, by=ana)

    with pytest.raises(obstacles.LivesOn):
        bench.drop(said, reason="x", by=ana)
    with pytest.raises(obstacles.LivesOn):
        bench.split(said, ["a", "b"], reason="x", by=ana)


def test_what_was_merged_away_comes_back_by_taking_the_merging_back(open_study, idea, ana):
    one, two = bench.take(idea("een"), by=ana), bench.take(idea("twee"), by=ana)
    bench.merge([one, two], text="samen", reason="gelijk", by=ana)

    with pytest.raises(obstacles.WentInto):
        bench.restore(two, by=ana)
    bench.undo_last(open_study, by=ana)
    assert texts(open_study) == ["een", "twee"]


# --- taking back ------------------------------------------------------------------------


def test_an_earlier_step_is_taken_back_when_nothing_rests_on_it(open_study, idea, ana, bilal):
    bench.take(idea("een"), by=ana)
    first = BenchStep.objects.get()
    bench.take(idea("twee"), by=ana)
    bench.undo(first, by=bilal)
    bench.undo(first, by=bilal)

    assert texts(open_study) == ["twee"]
    first.refresh_from_db()
    assert first.undone_by == bilal
    assert Line.objects.filter(event="participation.bench_undo").count() == 1


def test_a_step_says_which_later_one_stands_in_the_way(open_study, idea, ana, bilal):
    made = bench.take(idea("een"), by=ana)
    first = BenchStep.objects.get()
    bench.edit(made, text="anders", by=bilal)

    with pytest.raises(obstacles.StandsInTheWay, match="tekst gewijzigd, door Bilal"):
        bench.undo(first, by=ana)
    bench.undo_last(open_study, by=ana)
    bench.undo(first, by=ana)
    assert texts(open_study) == []


def test_what_was_changed_on_another_page_is_not_overwritten(open_study, idea, ana):
    made = bench.take(idea("een"), by=ana)
    Statement.objects.filter(pk=made.pk).update(text="elders veranderd")

    with pytest.raises(obstacles.ChangedElsewhere, match="elders veranderd"):
        bench.undo_last(open_study, by=ana)
    assert texts(open_study) == ["elders veranderd"]


def test_an_easy_text_is_not_lost_by_taking_back(open_study, idea, ana):
    made = bench.take(idea("een"), by=ana)
    Statement.objects.filter(pk=made.pk).update(easy="makkelijk")

    with pytest.raises(obstacles.HasMore):
        bench.undo_last(open_study, by=ana)


def test_a_statement_dropped_on_its_own_page_can_be_restored_here(open_study, idea, ana):
    made = bench.take(idea("een"), by=ana)
    by_hand.drop(made, by=ana)
    bench.restore(made, by=ana)

    assert texts(open_study) == ["een"]


def test_nothing_changes_once_the_set_is_locked(open_study, idea, ana):
    made = [bench.take(idea(word), by=ana) for word in ("een", "twee", "drie")]
    locking.lock(open_study, by=ana)
    said = idea("vier")
    for act in (
        lambda: bench.take(said, by=ana),
        lambda: bench.merge([said, made[0]], text="x", reason="x", by=ana),
        lambda: bench.split(said, ["a", "b"], reason="x", by=ana),
        lambda: bench.edit(made[0], text="x", by=ana),
        lambda: bench.drop(made[0], reason="x", by=ana),
        lambda: bench.restore(made[0], by=ana),
        lambda: bench.undo_last(open_study, by=ana),
    ):
        with pytest.raises(bench.CannotDo, match="vastgezet"):
            act()
    assert texts(open_study) == ["een", "twee", "drie"]


def test_steps_hold_no_words_of_ideas(open_study, idea, ana):
    ideas = [idea(f"geheim nummer {n}") for n in range(3)]
    bench.merge(ideas[:2], text="samen", reason="gelijk", by=ana)
    bench.drop(ideas[2], reason="past niet", by=ana)

    for step in BenchStep.objects.all():
        assert "geheim" not in str(step.before) + str(step.after)
    assert not Became.objects.filter(reason__contains="geheim").exists()


def test_every_idea_tells_what_became_of_it(open_study, idea, ana):
    one, two = idea("een"), idea("twee")
    first = bench.take(one, by=ana)
    made = bench.merge([first, two], text="samen", reason="gelijk", by=ana)
    bench.edit(made, text="samen sterk", reason="korter", by=ana)

    story = tracing.of_idea(two)
    assert [told.step.act for told in story] == ["merge", "edit"]
    assert story[0].step.reason == "gelijk"
    assert [told.step.act for told in tracing.of_statement(made)] == ["take", "merge", "edit"]


def test_a_set_that_is_being_sorted_stays(open_study, idea, ana):
    open_study.phase = Phase.SORTING
    open_study.locked_at = timezone.now()
    open_study.save()

    with pytest.raises(bench.CannotDo):
        bench.take(idea("een"), by=ana)
