"""Somebody withdraws: their words go from the bench too; what others said, or others wrote, stays."""

import json

import pytest
from django.core import serializers
from django.core.files.base import ContentFile

from werkwijs.lib import speaking, speech
from werkwijs.participation import bench
from werkwijs.participation.bench import forgetting, obstacles, tracing
from werkwijs.participation.models import Became, BenchStep, Idea
from werkwijs.participation.withdrawing import effects, withdraw
from werkwijs.studies import locking
from werkwijs.studies.models import Statement

SAID = "Het helpt als mijn buurman Koos meegaat naar de zaak"


def everything_kept() -> str:
    """All rows of bench and set, as text."""
    rows = [*Statement.objects.all(), *Became.objects.all(), *BenchStep.objects.all()]
    return serializers.serialize("json", rows)


def test_a_statement_in_their_words_is_dropped_and_emptied(open_study, idea, who, ana):
    made = bench.take(idea(SAID), by=ana)
    withdraw(who())

    made.refresh_from_db()
    assert made.dropped_at
    assert made.text == made.easy == made.short == ""
    assert "Koos" not in everything_kept()
    assert not Idea.objects.exists()


def test_a_recording_of_their_words_goes_too(
    open_study, idea, who, ana, django_capture_on_commit_callbacks
):
    made = bench.take(idea(SAID), by=ana)
    made.sound.save("sound.mp3", ContentFile(b"mijn buurman Koos"), save=True)
    storage, name = made.sound.storage, made.sound.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(who())

    made.refresh_from_db()
    assert not made.sound
    assert not storage.exists(name)


@pytest.mark.skipif(not speech.available(), reason="espeak-ng is not installed")
def test_what_the_server_said_aloud_of_their_words_goes_too(
    open_study, idea, who, ana, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.DATA = tmp_path
    made = bench.take(idea(SAID), by=ana)
    for text in (made.text, f"{open_study.stem} {made.text}"):
        assert speaking.sound(text, speaking.reference(text, "nl", keep=True))
    assert len(list(speaking.folder().iterdir())) == 2

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(who())

    assert not list(speaking.folder().iterdir())


def test_what_was_emptied_is_not_offered_to_be_put_back(
    open_study, idea, who, client, sign_in, ana
):
    made = bench.take(idea(SAID), by=ana)
    withdraw(who())
    sign_in(client, ana)

    assert client.get("/studies/werk/uitspraken/").context["dropped"] == []
    client.post(f"/studies/werk/uitspraken/{made.pk}/terug/")
    made.refresh_from_db()
    assert made.dropped_at
    with pytest.raises(obstacles.WentInto):
        bench.restore(made, by=ana)


def test_a_part_of_their_words_goes_too(open_study, idea, who, ana):
    said = idea(f"{SAID} en dat ik tijd krijg")
    bench.split(
        said, ["buurman Koos meegaat naar de zaak", "je tijd krijgt"], reason="twee", by=ana
    )
    withdraw(who())

    assert [s.text for s in open_study.statements.filter(dropped_at=None)] == ["je tijd krijgt"]
    assert "Koos" not in everything_kept()


def test_what_a_facilitator_wrote_stays_and_is_told_and_the_words_before_it_go(
    open_study, idea, who, ana
):
    made = bench.take(idea(SAID), by=ana)
    bench.edit(made, text="er iemand met je meegaat", by=ana)
    withdraw(who())

    made.refresh_from_db()
    assert (made.text, made.dropped_at) == ("er iemand met je meegaat", None)
    assert effects(open_study).bare == [made]
    assert "Koos" not in everything_kept()
    with pytest.raises(obstacles.WordsAreGone):
        bench.undo_last(open_study, by=ana)


def test_words_that_others_said_too_stay(open_study, idea, who, ana):
    made = bench.take(idea("je genoeg slaapt", nth=1), by=ana)
    bench.merge([made, idea("je genoeg slaapt.", nth=2)], text=made.text, reason="gelijk", by=ana)
    withdraw(who(nth=1))

    made.refresh_from_db()
    assert (made.text, made.dropped_at) == ("je genoeg slaapt", None)
    assert forgetting.still_in_their_words(open_study) == set()


def test_a_shared_statement_in_the_words_of_one_asks_to_be_reworded(open_study, idea, who, ana):
    made = bench.take(idea(SAID, nth=1), by=ana)
    bench.merge([made, idea("er hulp meegaat", nth=2)], text=made.text, reason="gelijk", by=ana)
    withdraw(who(nth=1))

    made.refresh_from_db()
    assert not made.dropped_at
    assert forgetting.still_in_their_words(open_study) == {made.pk}

    bench.edit(made, text="er hulp met je meegaat", by=ana)
    assert forgetting.still_in_their_words(open_study) == set()


def test_dropped_statements_lose_their_words(open_study, idea, who, ana):
    other = bench.take(idea("er hulp meegaat", nth=2), by=ana)
    theirs = bench.take(idea(SAID, nth=1), by=ana)
    bench.merge([other, theirs], text="er iemand meegaat", reason="gelijk", by=ana)
    theirs.refresh_from_db()
    assert theirs.dropped_at
    assert "Koos" in theirs.text
    withdraw(who(nth=1))

    assert "Koos" not in everything_kept()
    assert [s.text for s in open_study.statements.filter(dropped_at=None)] == ["er iemand meegaat"]


def test_what_people_sort_stays(open_study, idea, who, ana):
    made = bench.take(idea(SAID), by=ana)
    for word in ("twee", "drie"):
        bench.take(idea(word, nth=2), by=ana)
    locking.lock(open_study, by=ana)
    withdraw(who())

    made.refresh_from_db()
    assert made.text == "mijn buurman Koos meegaat naar de zaak"
    assert made.number == 1


def test_the_trail_says_that_words_went_and_what_others_did_can_be_taken_back(
    open_study, idea, who, ana
):
    bench.take(idea(SAID, nth=1), by=ana)
    bench.take(idea("je genoeg slaapt", nth=2), by=ana)
    withdraw(who(nth=1))

    trail = tracing.trail(open_study)
    assert [told.step.act for told in trail] == ["withdraw", "take", "take"]
    assert [c.kind for c in trail[0].changes] == ["gone"]
    bench.undo(trail[1].step, by=ana)
    with pytest.raises(bench.CannotDo):
        bench.undo(trail[2].step, by=ana)
    with pytest.raises(obstacles.WordsAreGone):
        bench.undo(trail[0].step, by=ana)


def test_undoing_a_step_about_several_people_leaves_out_who_is_gone(open_study, idea, who, ana):
    stays = idea("je genoeg slaapt", nth=2)
    bench.merge([idea(SAID, nth=1), stays], text="je uitgerust bent", reason="gelijk", by=ana)
    withdraw(who(nth=1))
    bench.undo_last(open_study, by=ana)

    assert not Statement.objects.exists()
    assert not Became.objects.exists()
    assert list(Idea.objects.all()) == [stays]


def test_nothing_happens_to_the_bench_when_nothing_was_said(open_study, idea, who, ana):
    bench.take(idea("je genoeg slaapt", nth=1), by=ana)
    before = json.loads(everything_kept())
    withdraw(who(nth=2))

    assert json.loads(everything_kept()) == before
