"""A coach's day, their people, somebody new, and a file as one finds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkwijs.accounts import rules
from werkwijs.accounts.models import Organisation, User
from werkwijs.accounts.who import signed_in
from werkwijs.cards.models import Edition
from werkwijs.guidance import acting, agenda, log, looking, phasing, reading, release, starting
from werkwijs.guidance import day as days
from werkwijs.guidance.forms import NewPerson, ReachForm
from werkwijs.guidance.models import STAFF, Emergency, Kind, Member, Reach, Trajectory
from werkwijs.guidance.models.people import works_at
from werkwijs.lib.impossible import told_when_impossible
from werkwijs.lib.words import say

View = Callable[..., HttpResponse]
LAST = 5
"""Lines shown on the first page of a file."""
SEEN = "guidance_seen"
SITTING = timedelta(minutes=30)
FILES = 30
"""Files of which a browser remembers since when its user sits there."""


def coaches_for(user: User) -> list[Organisation]:
    """Organisations for which somebody guides people."""
    held = works_at(user, "coach")
    return list(Organisation.objects.filter(pk__in=held))


def of_file(view: View) -> View:
    """A page of a file, for who guides that person now. Each opening is noted before anything is shown."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        user = signed_in(request)
        found = get_object_or_404(
            Trajectory.objects.guided_by(user).select_related("client", "organisation", "edition"),
            code=code,
        )
        mine = Member.objects.current().filter(trajectory=found, user=user, part__in=STAFF)
        urgent = None if mine.exists() else _emergency(found, user)
        log.note(
            "guidance.read" if request.method in ("GET", "HEAD") else "guidance.worked",
            found,
            by=user,
            emergency=urgent is not None,
            reason=urgent.reason if urgent else "",
            request=request,
        )
        request.emergency = urgent  # type: ignore[attr-defined]
        request.may = acting.acts(found, user)  # type: ignore[attr-defined]
        try:
            return view(request, found, **kwargs)
        except acting.NotTheirs as refused:
            messages.error(request, say(refused.words))
            return redirect("guidance:file", found.code)

    return page


def _emergency(trajectory: Trajectory, user: User) -> Emergency | None:
    found: Emergency | None = (
        Emergency.objects.running().filter(trajectory=trajectory, user=user).first()
    )
    return found


def show(
    request: HttpRequest,
    trajectory: Trajectory,
    template: str,
    *,
    status: int = 200,
    **facts: Any,
) -> HttpResponse:
    """A page about a file."""
    told = {
        "file": trajectory,
        "client": trajectory.client,
        "called": trajectory.client.called,
        "reach": trajectory.client.unseal(trajectory.client.sealed_reach),
        "emergency": getattr(request, "emergency", None),
        "may": getattr(request, "may", frozenset()),
        **facts,
    }
    return render(request, f"guidance/{template}.html", told, status=status)


@require_safe
@never_cache
def day(request: HttpRequest) -> HttpResponse:
    """Who needs me now, and why."""
    user = signed_in(request)
    leads = rules_supervises(user)
    if not coaches_for(user) and not leads:
        raise PermissionDenied
    if not coaches_for(user):
        return redirect("guidance:team")
    own = days.of(user)
    facts = {
        "day": own,
        "any": bool(own.now or own.week or own.fine or own.paused),
        "reach": Reach.objects.filter(user=user).first(),
        "leads": leads,
        "today": timezone.localdate(),
    }
    return render(request, "guidance/day.html", facts)


def rules_supervises(user: User) -> bool:
    return works_at(user, "supervisor").exists()


@require_safe
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """Everybody one guides, closed ones too; a search by code or name."""
    user = signed_in(request)
    if not coaches_for(user):
        raise PermissionDenied
    sought = request.GET.get("zoek", "")[:80]
    found = days.search(user, sought)
    order = request.GET.get("op", "")
    own = {one.trajectory.pk: one for one in days.everybody(user, timezone.localdate())}
    here = [own[one.pk] for one in found if one.pk in own]
    facts = {
        "sought": sought,
        "order": order if order in days.SORTS else "",
        "sorts": list(days.SORTS),
        "open": days.sort(here, order),
        "today": timezone.localdate(),
        "closed": [one for one in found if one.closed_on is not None],
    }
    return render(request, "guidance/people.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Somebody begins."""
    user = signed_in(request)
    where = coaches_for(user)
    if not where:
        raise PermissionDenied
    editions = Edition.objects.filter(organisation__in=where).order_by("-made_at")[:20]
    form = NewPerson(
        [(str(one.pk), one.title) for one in editions],
        request.POST if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with told_when_impossible(request):
            made = starting.start(
                where[0],
                starting.About(told["called"], told["name"], told["reach"]),
                by=user,
                on=told["started_on"],
                template=told["template"],
                edition=next((e for e in editions if str(e.pk) == told["edition"]), None),
                key=told["key"],
                request=request,
            )
            messages.success(request, say("guidance.begun", code=made.client.code))
            return redirect("guidance:file", made.code)
    return render(request, "guidance/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@of_file
def file(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """A file on one page: where somebody stands, what comes next, who is around them, what came in."""
    user = signed_in(request)
    eyes = reading.coach(trajectory, user)
    readable = reading.entries(eyes)
    came_in = _came_in(request, trajectory, user)
    Member.objects.current().filter(trajectory=trajectory, user=user).update(
        looked_at=timezone.now()
    )
    today = timezone.localdate()
    steps = trajectory.steps.filter(entry__in=readable.values("pk")).select_related(
        "entry__trajectory__client", "employer"
    )
    return show(
        request,
        trajectory,
        "file",
        steps=[(one, reading.words(one.entry)) for one in steps],
        goals=[
            (one, reading.words(one.entry))
            for one in trajectory.goals.exclude(place=None).select_related(
                "entry__trajectory__client"
            )
        ],
        jobs=[
            one
            for one in trajectory.jobs.select_related("employer")
            if one.ends_on is None or one.ends_on >= today
        ],
        around=trajectory.members.filter(ended_at=None).select_related(
            "user", "contact__employer", "job__employer"
        ),
        came_in=came_in,
        last=release.told(
            readable.filter(kind=Kind.TALK).order_by("-on", "-pk")[:LAST].select_related("talk")
        ),
        help=release.told(readable.filter(kind=Kind.HELP).order_by("-pk")[:3])
        if trajectory.help_asked_at
        else [],
        reasons=next(
            (one.reasons for one in days.everybody(user, today) if one.trajectory == trajectory),
            [],
        ),
        phase=phasing.now(trajectory),
        phase_until=phasing.usually_until(trajectory),
        today=today,
    )


def _came_in(request: HttpRequest, trajectory: Trajectory, user: User) -> list[release.Line]:
    """What the person and others wrote since one last looked; still there after reading one of them."""
    mine = Member.objects.current().filter(trajectory=trajectory, user=user).first()
    since = _sitting(request, trajectory, mine.looked_at if mine else None)
    readable = reading.entries(reading.coach(trajectory, user)).exclude(party="coach")
    if trajectory.help_asked_at:
        readable = readable.exclude(kind=Kind.HELP)  # stands above, in a place of its own
    if since is not None:
        readable = readable.filter(shares__at__gt=since, shares__to_party="coach").distinct()
    return release.told(readable.order_by("-pk")[:20])


def _sitting(
    request: HttpRequest, trajectory: Trajectory, looked_at: datetime | None
) -> datetime | None:
    """When somebody looked before they sat down to this: going to and fro does not make a line old."""
    now = timezone.now()
    kept: dict[str, list[str]] = request.session.get(SEEN, {})
    since, at = kept.get(trajectory.code, ["", ""])
    if not at or now - datetime.fromisoformat(at) > SITTING:
        since, at = looked_at.isoformat() if looked_at else "", now.isoformat()
    others = [one for one in kept.items() if one[0] != trajectory.code]
    request.session[SEEN] = dict([*others[-FILES:], (trajectory.code, [since, at])])
    return datetime.fromisoformat(since) if since else None


@require_safe
@of_file
def looks(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Who looked in the file: the same list that the person sees."""
    client = trajectory.client
    return show(request, trajectory, "looks", looks=looking.looks(client, called=client.called))


@require_safe
@never_cache
def agenda_file(request: HttpRequest) -> HttpResponse:
    """Contacts and moments as a file for one's own calendar."""
    user = signed_in(request)
    if not coaches_for(user):
        raise PermissionDenied
    answer = HttpResponse(agenda.file(user), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="werkwijs-agenda.ics"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reach(request: HttpRequest) -> HttpResponse:
    """How one can be called."""
    user = signed_in(request)
    if not any(rules.may_coach(user, one) for one in coaches_for(user)):
        raise PermissionDenied
    own = Reach.objects.filter(user=user).first()
    form = ReachForm(
        request.POST if request.method == "POST" else None,
        initial={"phone": own.phone, "when": own.when} if own else None,
    )
    if request.method == "POST" and form.is_valid():
        Reach.objects.update_or_create(user=user, defaults=form.cleaned_data)
        messages.success(request, say("guidance.reach_kept"))
        return redirect("guidance:day")
    return render(
        request, "guidance/reach.html", {"form": form}, status=422 if form.errors else 200
    )
