"""Two facilitators decide at the same moment: one of them is first, and the other is told."""

import threading
import uuid

import pytest
from django.db import connections

from werkwijs.participation import bench
from werkwijs.participation.models import Became, BenchStep
from werkwijs.studies.models import Statement

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts) -> list[str]:
    """Do all at once; what each came to: "done", or the name of what stood in the way."""
    ready, came = threading.Barrier(len(acts)), [""] * len(acts)

    def run(n: int) -> None:
        try:
            ready.wait()
            acts[n]()
            came[n] = "done"
        except bench.CannotDo as why:
            came[n] = type(why).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


def test_an_idea_is_taken_by_one_of_two(idea, ana, bilal):
    given = idea("je baas rustig is")
    came = together(lambda: bench.take(given, by=ana), lambda: bench.take(given, by=bilal))

    assert came == ["LivesOn", "done"]
    assert Statement.objects.count() == BenchStep.objects.count() == Became.objects.count() == 1


def test_one_form_sent_twice_at_once_is_one_step(idea, ana):
    one, two, key = idea("een"), idea("twee"), uuid.uuid4()

    def merge() -> None:
        bench.merge([one, two], text="samen", reason="gelijk", by=ana, key=key)

    assert together(merge, merge, merge) == ["done", "done", "done"]
    assert Statement.objects.count() == BenchStep.objects.count() == 1


def test_a_statement_is_not_merged_and_dropped_at_once(idea, ana, bilal):
    made, other = bench.take(idea("een"), by=ana), idea("twee")
    came = together(
        lambda: bench.merge([made, other], text="samen", reason="gelijk", by=ana),
        lambda: bench.drop(made, reason="past niet", by=bilal),
    )

    made.refresh_from_db()
    assert made.dropped_at
    if came == ["done", "done"]:
        assert [s.act for s in BenchStep.objects.order_by("pk")] == ["take", "merge", "drop"]
    else:
        assert came == ["NotInTheSet", "done"]
    assert all(row.decision == "dropped" for row in Became.objects.all())


def test_one_step_is_taken_back_once(open_study, idea, ana, bilal):
    bench.take(idea("een"), by=ana)
    step = BenchStep.objects.get()

    assert together(lambda: bench.undo(step, by=ana), lambda: bench.undo(step, by=bilal)) == [
        "done",
        "done",
    ]
    assert not Statement.objects.exists()
