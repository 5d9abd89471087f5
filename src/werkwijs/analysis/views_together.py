"""Naming together: the facilitator's page, the screen everybody sees, and the votes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from werkwijs.accounts.who import signed_in
from werkwijs.analysis import deciding, voting
from werkwijs.analysis.finding import found
from werkwijs.analysis.models import ConceptMap
from werkwijs.analysis.sheet import Cluster
from werkwijs.analysis.shown import Shown, show
from werkwijs.analysis.views_deciding import back
from werkwijs.lib import codes, qr
from werkwijs.lib.impossible import told_when_impossible
from werkwijs.lib.words import say
from werkwijs.studies import pages
from werkwijs.studies.models import Study

MUCH_ALIKE = 0.5
"""From this share of common statements on a cluster is taken to be an earlier one, changed a little."""
OWN_NAMES = 2
"""Names a facilitator may add to those that are suggested."""


@require_safe
@pages.running
def together(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """One cluster at a time: what is in it, what people called it, its name, and what the room thinks."""
    concept_map = found(study, number)
    shown = show(concept_map, request.GET)
    if shown is None or concept_map.state != ConceptMap.State.DRAWN:
        return redirect("analysis:map", study.slug, number)
    cluster = _asked(shown, request.GET.get("cluster", ""))
    ballot = voting.current(concept_map)
    carried = "" if cluster.given else _carried(shown, cluster)
    about_this = ballot is not None and frozenset(ballot.statements) == cluster.tree
    context: dict[str, Any] = {
        "map": concept_map,
        "shown": shown,
        "told": shown.told,
        "look": shown.look,
        "sheet": shown.sheet,
        "cluster": cluster,
        "before": _beside(shown, cluster, -1),
        "after": _beside(shown, cluster, 1),
        "named": sum(bool(c.given) for c in shown.sheet.clusters),
        "proposed": carried
        if carried and request.GET.get("eerder")
        else _proposed(request, cluster, ballot if about_this else None),
        "carried": carried,
        "ballot": ballot if about_this else None,
        "outcome": voting.outcome(ballot) if ballot is not None and about_this else [],
        "own_names": range(1, OWN_NAMES + 1),
        "on_screen": _on_screen(concept_map, shown),
        "code": codes.in_parts(voting.code(concept_map)),
        "history": concept_map.decisions.select_related("by").order_by("-at", "-pk")[:12],
        "page_name": "together",
    }
    return pages.show(request, study, "analysis/together.html", **context)


@require_POST
@pages.running
def put_on_screen(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """The screen shows this cluster, or with none the whole map."""
    concept_map = found(study, number)
    statement = request.POST.get("statement", "").replace("\0", "")[:40]
    asked = request.POST.get("cluster", "")[:4]
    concept_map.on_screen = {"statement": statement}
    concept_map.save(update_fields=["on_screen"])
    address = reverse("analysis:together", args=[study.slug, number])
    return redirect(f"{address}?cluster={asked}" if asked.isdigit() else address)


@require_safe
@pages.running
def screen(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """For the wall: the map, and of one cluster what is in it. It follows the facilitator."""
    concept_map = found(study, number)
    shown = show(concept_map, {})
    if shown is None:
        return redirect("analysis:map", study.slug, number)
    cluster = _on_screen(concept_map, shown)
    ballot = voting.current(concept_map)
    if ballot is not None and (cluster is None or frozenset(ballot.statements) != cluster.tree):
        ballot = None
    address = _phone_address(concept_map)
    outcome_counts = (
        ballot is not None
        and ballot.closed_at is not None
        and not deciding.named_since(concept_map, ballot.statements, ballot.closed_at)
    )
    return render(
        request,
        "analysis/screen.html",
        {
            "study": study,
            "map": concept_map,
            "told": shown.told,
            "look": shown.look,
            "sheet": shown.sheet,
            "cluster": cluster,
            "ballot": ballot,
            "outcome": voting.outcome(ballot) if ballot is not None else [],
            "shows_outcome": outcome_counts,
            "votes": ballot.votes.count() if ballot is not None else 0,
            "code": codes.in_parts(voting.code(concept_map)),
            "site": f"{settings.BASE_URL.split('//', 1)[-1]}{reverse('vote:start')}".rstrip("/"),
            "qr": qr.svg(address, scale=6) if ballot is not None and not ballot.closed_at else "",
        },
    )


@require_POST
@transaction.atomic
@pages.running
def vote_open(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """Ask the room which name fits best."""
    concept_map = found(study, number)
    # A page may be older than a withdrawal: what nobody suggests any more is not asked, and nobody withdraws
    # between looking and asking.
    Study.objects.select_for_update(of=("self",)).get(pk=study.pk)
    shown = show(concept_map, {})
    if shown is not None:
        cluster = _asked(shown, request.POST.get("cluster", ""))
        suggested = {label.text for label in cluster.labels}
        ticked = [name for name in request.POST.getlist("names") if name in suggested]
        names = [*ticked, *request.POST.getlist("own")[:OWN_NAMES]]
        with told_when_impossible(request, "analysis.vote_opened"):
            voting.open_ballot(
                concept_map, cluster.tree, names, by=signed_in(request), request=request
            )
            concept_map.on_screen = {"statement": cluster.anchor.id}
            concept_map.save(update_fields=["on_screen"])
    return back(request, study, number)


@require_POST
@pages.running
def vote_close(request: HttpRequest, study: Study, number: int) -> HttpResponse:
    """No more votes; the screen shows what came of it."""
    ballot = voting.current(found(study, number))
    if ballot is not None:
        voting.close(ballot)
        messages.success(request, say("analysis.vote_closed"))
    return back(request, study, number)


def _asked(shown: Shown, number: str) -> Cluster:
    """The cluster with this number; else the first without a name, or else the first."""
    clusters = shown.sheet.clusters
    if place := _place(number, len(clusters)):
        return clusters[place - 1]
    return next((c for c in clusters if not c.given), clusters[0])


def _beside(shown: Shown, cluster: Cluster, step: int) -> Cluster | None:
    place = cluster.number - 1 + step
    return shown.sheet.clusters[place] if 0 <= place < len(shown.sheet.clusters) else None


def _on_screen(concept_map: ConceptMap, shown: Shown) -> Cluster | None:
    statement = concept_map.on_screen.get("statement", "")
    return next((c for c in shown.sheet.clusters if any(p.id == statement for p in c.points)), None)


def _proposed(request: HttpRequest, cluster: Cluster, ballot: Any) -> str:
    """The name somebody took over to write down: a suggested one, or one that was voted for."""
    for name, names in (
        ("voorstel", [label.text for label in cluster.labels]),
        ("stem", list(ballot.options) if ballot else []),
    ):
        if place := _place(request.GET.get(name, ""), len(names)):
            return names[place - 1]
    return ""


def _place(asked: str, most: int) -> int:
    """A number from 1 to ``most`` that was asked, or 0."""
    fits = asked.isascii() and asked.isdigit() and len(asked) < 5 and int(asked) <= most
    return int(asked) if fits else 0


def _carried(shown: Shown, cluster: Cluster) -> str:
    """What a cluster with most of these statements was called before, on this map or an earlier one."""
    here = {c.tree for c in shown.sheet.clusters}
    before = {own: given.name for own, given in shown.decided.names.items() if own not in here}
    alike = {
        name: len(own & cluster.tree) / len(own | cluster.tree) for own, name in before.items()
    }
    name = max(alike, key=lambda one: alike[one], default="")
    return name if name and alike[name] >= MUCH_ALIKE else ""


def _phone_address(concept_map: ConceptMap) -> str:
    code = voting.code(concept_map)
    path = reverse("vote:ballot", args=[code]) if code else reverse("vote:start")
    return f"{settings.BASE_URL}{path}"
