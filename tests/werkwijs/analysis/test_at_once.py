"""Two act at the same moment, or somebody withdraws in between: nothing is lost, and no words stay."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from tests.werkwijs.analysis.conftest import QUICK, draw
from tests.werkwijs.analysis.test_publishing import decide

from werkwijs.analysis import asking, bundling, cuts, cutting, deciding, drawing, publishing
from werkwijs.analysis.models import Ballot, ConceptMap, Cut, Document, Publication, RowsBundle
from werkwijs.lib import jobs
from werkwijs.participation import withdrawing
from werkwijs.participation.models import Participant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    """Jobs are done here, by hand; the list of jobs would keep the database open."""
    monkeypatch.setattr(jobs, "_ask", lambda kind, key: None)


def together(*acts: Callable[[], object]) -> None:
    """All at once; what one of them raises is raised."""
    ready, wrong = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            ready.wait()
            act()
        except Exception as why:
            wrong.append(why)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]


def test_two_name_one_cluster_and_both_names_are_kept(drawn, ana, bilal):
    own = cutting.sets(drawn.document.told, 3)[0]
    together(
        lambda: deciding.name(drawn, own, name="Van Ana", by=ana),
        lambda: deciding.name(drawn, own, name="Van Bilal", by=bilal),
    )
    kept = drawn.decisions.filter(kind="name", taken_back_at=None)
    assert {d.data["name"] for d in kept} == {"Van Ana", "Van Bilal"}
    assert deciding.now(drawn).names[own].name == kept.last().data["name"]


def test_published_twice_at_once_it_is_published_once(drawn, ana, bilal):
    decide(drawn, ana)
    together(
        *(lambda by=by: publishing.publish(drawn, language="nl", by=by) for by in (ana, bilal) * 2)
    )
    assert list(Publication.objects.values_list("number", flat=True)) == [1]


def test_shared_and_no_longer_shared_at_once_it_is_one_of_the_two(drawn, ana, bilal):
    decide(drawn, ana)
    made = publishing.publish(drawn, language="nl", by=ana)
    publishing.make(made.key)
    publishing.share(made, files=True, by=ana)
    for _ in range(3):
        together(
            lambda: publishing.share(made, files=True, by=ana),
            lambda: publishing.unshare(made, by=bilal),
        )
        made.refresh_from_db()
        shared = made.shared_at is not None
        assert shared == bool(made.salt) == bool(made.stored_link) == made.files_shared
        assert bool(publishing.address(made)) == shared


def test_a_map_is_asked_for_while_another_stops_it(sorted_study, ana, bilal):
    first = asking.ask(sorted_study, by=ana)
    together(
        lambda: asking.stop(first, by=bilal),
        lambda: asking.ask(sorted_study, by=ana),
        lambda: asking.ask(sorted_study, by=bilal),
    )
    goes_on = ConceptMap.objects.filter(stop_asked_at=None)
    assert goes_on.count() <= 1
    assert sorted(ConceptMap.objects.values_list("number", flat=True)) in ([1], [1, 2])


def test_a_job_that_runs_twice_at_once_draws_one_map(sorted_study, ana):
    made = asking.ask(sorted_study, by=ana, **QUICK)
    together(lambda: drawing.whole(made.key), lambda: drawing.whole(made.key))
    made.refresh_from_db()
    assert made.state == ConceptMap.State.DRAWN
    assert Document.objects.count() == 1


def labels(study) -> int:
    """How many names of piles are left anywhere."""
    told = [d.told for d in Document.objects.filter(concept_map__study=study)]
    told += [c.told for c in Cut.objects.filter(concept_map__study=study).exclude(content="")]
    options = [o for b in Ballot.objects.all() for o in b.options]
    return sum(len(c["labels"]) for one in told for c in one["clusters"]) + len(options)


def test_withdrawing_while_a_vote_is_opened_leaves_no_words(drawn, ana, sign_in):
    desk = sign_in(Client(), ana)
    address = reverse("analysis:vote_open", args=[drawn.study.slug, drawn.number])
    shown = drawn.document.told["clusters"][0]["labels"]
    form = {"cluster": "1", "names": [label["label"] for label in shown]}
    assert len(form["names"]) > 1
    desk.post(address, form)
    assert Ballot.objects.count() == 1
    gone = Participant.objects.filter(study=drawn.study).first()
    together(lambda: desk.post(address, form), lambda: withdrawing.withdraw(gone))
    assert labels(drawn.study) == 0

    desk.post(address, form)  # from a page that was opened before
    assert labels(drawn.study) == 0
    desk.post(address, form | {"own": ["Thuis", "Werk"]})
    assert Ballot.objects.get().options == ["Thuis", "Werk"]


@pytest.mark.parametrize("at", ["asked", "drawn", "moved", "published"])
def test_withdrawing_at_any_point_leaves_no_words_and_no_pseudonym(drawn, ana, at):
    """Also in what a job finishes afterwards."""
    study = drawn.study
    gone = Participant.objects.filter(study=study).first()
    left_out = draw(study, ana, **QUICK, exclude={gone.pseudonym: "sorteerde niets af"})
    asked = asking.ask(study, by=ana, **QUICK, exclude={gone.pseudonym: "nog een reden"}, seed=3)
    decide(drawn, ana)
    cuts.ask(drawn, drawn.document.told, deciding.now(drawn))
    made = publishing.publish(drawn, language="nl", by=ana)
    if at in ("moved", "published"):
        for key in list(cuts.waiting()):
            cuts.make(key)
    if at == "published":
        publishing.make(made.key)
        made.refresh_from_db()
        bundling.make(bundling.ask(made, reason="artikel", by=ana).key)
    if at != "asked":
        drawing.whole(asked.key)
    withdrawing.withdraw(gone)
    assert labels(study) == 0
    assert not RowsBundle.objects.exists()
    for key in list(cuts.waiting()):
        cuts.make(key)
    publishing.make(made.key)
    drawing.whole(asked.key)
    kept = [repr(m.settings) for m in ConceptMap.objects.all()]
    kept += [d.content for d in Document.objects.all()]
    kept += [p.content + repr(p.decided) + repr(p.history) for p in Publication.objects.all()]
    for text in kept:
        assert f'"{gone.pseudonym}"' not in text
        assert f"'{gone.pseudonym}'" not in text
        assert "sorteerde niets af" not in text
        assert "nog een reden" not in text
    left_out.refresh_from_db()
    assert left_out.settings.get("exclude", {}) == {}
