"""What somebody can and wants, goals, steps, work, and the plan in three colours."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from werkwijs.accounts.who import signed_in
from werkwijs.guidance import (
    aftercare,
    aiming,
    granting,
    inviting,
    placing,
    reading,
    recording,
    release,
    stepping,
    wary,
    writing,
)
from werkwijs.guidance.facets import INTAKE, PAIRS, SIDES, SIGNS
from werkwijs.guidance.forms import (
    AtWork,
    FacetForm,
    GoalEnd,
    GoalForm,
    JobEnd,
    JobForm,
    StepForm,
    StepMove,
    TextForm,
    WageForm,
    chosen,
    employers_known,
    number_of,
    words_of,
)
from werkwijs.guidance.models import Goal, Job, Kind, Step, Trajectory
from werkwijs.guidance.views import of_file, show
from werkwijs.lib.impossible import told_when_impossible

RUNGS = ("1", "2", "3", "4", "5", "6")


def _post(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _readable(trajectory: Trajectory, request: HttpRequest) -> Any:
    return reading.entries(reading.coach(trajectory, signed_in(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def profile(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """The beginning in the person's own words, and five pairs person - work."""
    user = signed_in(request)
    kind = Kind.INTAKE if request.POST.get("kind") == Kind.INTAKE else Kind.PROFILE
    intake = FacetForm(
        chosen("intake", INTAKE), _post(request) if kind == Kind.INTAKE else None, auto_id="own_%s"
    )
    pairs = [(f"{pair}.{side}", pair, side) for pair in PAIRS for side in SIDES]
    form = FacetForm(
        [(facet, _pair(pair, side)) for facet, pair, side in pairs],
        _post(request) if kind == Kind.PROFILE else None,
        initial={"facet": request.GET.get("waarover", "")},
    )
    sent = intake if kind == Kind.INTAKE else form
    if request.method == "POST" and sent.is_valid():
        with told_when_impossible(request, "guidance.kept"):
            entry = writing.write(
                trajectory,
                writing.Words(kind, sent.cleaned_data["text"], facet=sent.cleaned_data["facet"]),
                by=user,
                key=sent.cleaned_data["key"],
                request=request,
            )
            granting.show_person(entry, by=user, request=request)
            return redirect("guidance:profile", trajectory.code)
    readable = _readable(trajectory, request)
    told = release.told(readable.filter(kind=Kind.PROFILE))
    return show(
        request,
        trajectory,
        "profile",
        form=form,
        intake_form=intake,
        intake=[
            (one, release.told(readable.filter(kind=Kind.INTAKE, facet=one))) for one in INTAKE
        ],
        pairs=[
            (
                pair,
                [one for one in told if one.facet == f"{pair}.person"],
                [one for one in told if one.facet == f"{pair}.work"],
            )
            for pair in PAIRS
        ],
        rungs=release.told(readable.filter(kind=Kind.RUNG)),
        rung_choices=RUNGS,
        about=request.GET.get("waarover", "") in {facet for facet, _, _ in pairs},
        status=422 if sent.errors else 200,
    )


def _pair(pair: str, side: str) -> str:
    from werkwijs.lib.words import say

    return f"{say('guidance.pair', pair)} - {say('guidance.side', side)}"


@require_http_methods(["POST"])
@of_file
def rung(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Where somebody stands on the participation ladder: noted, nothing follows from it."""
    if (chosen_rung := request.POST.get("rung", "")) not in RUNGS:
        raise Http404
    with told_when_impossible(request, "guidance.kept"):
        writing.write(
            trajectory,
            writing.Words(Kind.RUNG, request.POST.get("text", ""), facet=chosen_rung),
            by=signed_in(request),
            empty=True,
            request=request,
        )
    return redirect("guidance:profile", trajectory.code)


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def goals(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Three goals at most, each from a gap; those that ended below."""
    readable = _readable(trajectory, request)
    gaps = list(
        readable.filter(kind=Kind.PROFILE).select_related("trajectory__client").order_by("facet")
    )
    form = GoalForm(words_of(gaps), _post(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with told_when_impossible(request, "guidance.goal_there"):
            aiming.aim(
                trajectory,
                told["text"],
                by=signed_in(request),
                gap=next((one for one in gaps if str(one.pk) == told["gap"]), None),
                horizon=told["horizon"],
                key=told["key"],
                request=request,
            )
            return redirect("guidance:goals", trajectory.code)
    own = trajectory.goals.select_related("entry__trajectory__client", "gap__trajectory__client")
    return show(
        request,
        trajectory,
        "goals",
        form=form,
        open=[_goal(one, readable) for one in own if one.place is not None],
        ended=[_goal(one, readable) for one in own if one.place is None],
        status=422 if form.errors else 200,
    )


def _goal(goal: Goal, readable: Any) -> dict[str, Any]:
    return {
        "goal": goal,
        "words": reading.words(goal.entry),
        "gap": reading.words(goal.gap) if goal.gap else "",
        "evidence": release.told(readable.filter(kind=Kind.EVIDENCE, about=goal.entry)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def goal(request: HttpRequest, trajectory: Trajectory, number: int) -> HttpResponse:
    """One goal: what shows that it comes nearer, and how it ends."""
    user = signed_in(request)
    own: Goal = get_object_or_404(
        trajectory.goals.select_related("entry__trajectory__client"), pk=number
    )
    act = request.POST.get("act", "")
    evidence = TextForm(_post(request) if act == "evidence" else None, auto_id="shows_%s")
    ending = GoalEnd(_post(request) if act == "end" else None)
    if act == "evidence" and evidence.is_valid():
        with told_when_impossible(request, "guidance.kept"):
            aiming.show(
                own,
                evidence.cleaned_data["text"],
                by=user,
                key=evidence.cleaned_data["key"],
                request=request,
            )
            return redirect("guidance:goal", trajectory.code, number)
    if act == "end" and ending.is_valid():
        told = ending.cleaned_data
        with told_when_impossible(request, "guidance.kept"):
            aiming.end(
                own, told["outcome"], by=user, evidence=told["evidence"], on=told["on"],
                request=request,
            )  # fmt: skip
            return redirect("guidance:goals", trajectory.code)
    if act == "open":
        with told_when_impossible(request, "guidance.kept"):
            aiming.take_up(own, by=user, request=request)
        return redirect("guidance:goals", trajectory.code)
    told_goal = _goal(own, _readable(trajectory, request))
    wrong = bool(evidence.errors or ending.errors)
    return show(
        request,
        trajectory,
        "goal",
        evidence_form=evidence,
        ending=ending,
        status=422 if wrong else 200,
        **told_goal,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def steps(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """The path: steps small enough to do, in their order."""
    user = signed_in(request)
    form = StepForm(_post(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with told_when_impossible(request, "guidance.step_there"):
            employer = (
                inviting.employer(trajectory.organisation, told["employer"], told["place"])
                if told["employer"]
                else None
            )
            stepping.plan(
                trajectory,
                stepping.Planned(
                    told["sort"],
                    told["text"],
                    direction=told["direction"],
                    starts_on=told["starts_on"],
                    employer=employer,
                ),
                by=user,
                why=told["why"],
                key=told["key"],
                request=request,
            )
            return redirect("guidance:steps", trajectory.code)
    readable = _readable(trajectory, request)
    found = trajectory.steps.filter(entry__in=readable.values("pk")).select_related(
        "entry__trajectory__client", "employer"
    )
    views = {one.about: one for one in release.told(readable.filter(kind=Kind.VIEW))}
    changes = release.told(readable.filter(kind=Kind.CHANGE))
    return show(
        request,
        trajectory,
        "steps",
        form=form,
        steps=[
            (
                one,
                reading.words(one.entry),
                views.get(one.pk),
                [change for change in changes if change.about == one.pk],
            )
            for one in found
        ],
        employers=employers_known(trajectory.organisation_id),
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def step(request: HttpRequest, trajectory: Trajectory, number: int) -> HttpResponse:
    """One step: it begins, pauses, is done, stops, or moves up or down."""
    user = signed_in(request)
    own: Step = get_object_or_404(
        trajectory.steps.select_related("entry__trajectory__client", "employer", "trajectory"),
        pk=number,
    )
    act = request.POST.get("act", "")
    if act in ("up", "down"):
        order = list(trajectory.steps.order_by("order", "pk"))
        at = order.index(own)
        beside = at - 1 if act == "up" else at + 1
        if 0 <= beside < len(order):
            stepping.put(own, order[beside], by=user, request=request)
        return redirect("guidance:steps", trajectory.code)
    form = StepMove(_post(request), initial={"state": own.state})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with told_when_impossible(request, "guidance.kept"):
            stepping.move(
                own, told["state"], by=user, on=told["on"], why=told["why"], request=request
            )
            return redirect("guidance:steps", trajectory.code)
    readable = _readable(trajectory, request)
    return show(
        request,
        trajectory,
        "step",
        form=form,
        step=own,
        words=reading.words(own.entry),
        views=release.told(readable.filter(kind=Kind.VIEW, about=own.entry)),
        changes=release.told(readable.filter(kind=Kind.CHANGE, about=own.entry)),
        status=422 if form.errors else 200,
    )


# --- work ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def work(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Jobs, what helps at work, what was agreed, and setbacks."""
    form = JobForm(_post(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with told_when_impossible(request, "guidance.job_there"):
            employer = inviting.employer(trajectory.organisation, told["employer"], told["place"])
            made = placing.place(
                trajectory,
                _placed(employer, told),
                by=signed_in(request),
                key=told["key"],
                request=request,
            )
            return redirect("guidance:job", trajectory.code, made.pk)
    readable = _readable(trajectory, request)
    return show(
        request,
        trajectory,
        "work",
        form=form,
        jobs=trajectory.jobs.select_related("employer").order_by("-starts_on"),
        needs=release.told(readable.filter(kind=Kind.NEED, about=None)),
        agreements=release.told(readable.filter(kind=Kind.AGREEMENT, about=None)),
        setbacks=release.told(readable.filter(kind=Kind.SETBACK)),
        employers=employers_known(trajectory.organisation_id),
        today=timezone.localdate(),
        status=422 if form.errors else 200,
    )


def _placed(employer: Any, told: dict[str, Any]) -> placing.Placed:
    return placing.Placed(
        employer,
        told["sort"],
        told["starts_on"],
        words=told.get("text", ""),
        hours=told["hours"],
        contract=told["contract"],
        contract_ends_on=told["contract_ends_on"],
        four_hours_on=told["four_hours_on"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def job(request: HttpRequest, trajectory: Trajectory, number: int) -> HttpResponse:
    """One job: facts, wages, what changed, and its end."""
    user = signed_in(request)
    own: Job = get_object_or_404(
        trajectory.jobs.select_related("entry__trajectory__client", "employer", "trajectory"),
        pk=number,
    )
    act = request.POST.get("act", "")

    def data(name: str) -> Any:
        return request.POST if act == name else None

    facts = JobForm(data("facts"), about=own, auto_id="facts_%s")
    ending = JobEnd(data("end"), auto_id="end_%s")
    wage = WageForm(data("wage"), auto_id="wage_%s")
    change = AtWork(data("change"), auto_id="change_%s")
    sent = {"facts": facts, "end": ending, "wage": wage, "change": change}.get(act)
    if sent is not None and sent.is_valid():
        told = sent.cleaned_data
        with told_when_impossible(request, "guidance.kept"):
            if act == "facts":
                placing.adapt(own, _placed(own.employer, told), by=user, request=request)
            elif act == "end":
                placing.end(
                    own, on=told["on"], ended=told["ended"], learnt=told["learnt"], by=user,
                    request=request,
                )  # fmt: skip
            elif act == "wage":
                placing.pay(own, wage.cents(), told["from_on"], by=user, request=request)
            else:
                placing.changed_at_work(
                    own, told["change"], told["text"], by=user, key=told["key"], request=request
                )
            return redirect("guidance:job", trajectory.code, number)
    readable = _readable(trajectory, request)
    about = readable.filter(about=own.entry)
    return show(
        request,
        trajectory,
        "job",
        job=own,
        words=reading.words(own.entry),
        facts=facts,
        ending=ending,
        wage=wage,
        change=change,
        wages=[
            (one.from_on, f"{one.cents / 100:.2f}".replace(".", ",")) for one in own.wages.all()
        ],
        changes=release.told(about.filter(kind=Kind.AT_WORK)),
        needs=release.told(about.filter(kind=Kind.NEED)),
        agreements=release.told(about.filter(kind=Kind.AGREEMENT)),
        marks=list(aftercare.marks(own.starts_on)) if own.sort == Job.Sort.PAID else [],
        contacts=trajectory.members.filter(job=own, ended_at=None).select_related("contact"),
        today=timezone.localdate(),
        status=422 if sent is not None and sent.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def at_work(request: HttpRequest, trajectory: Trajectory, kind: str) -> HttpResponse:
    """A need or an agreement, of one job or of all: what an employer may read, so it is looked at first."""
    if kind not in ("behoefte", "afspraak"):
        raise Http404
    user = signed_in(request)
    held = request.GET.get("werk", request.POST.get("job", ""))
    own = trajectory.jobs.filter(pk=number_of(held)).first()
    form = TextForm(_post(request))
    private: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        write = placing.need if kind == "behoefte" else placing.agree
        try:
            wary.look_for_employer(told["text"], sure=request.POST.get("sure") == "yes")
        except wary.LooksPrivate as looks:
            private = looks.found
        else:
            with told_when_impossible(request, "guidance.kept"):
                write(trajectory, told["text"], by=user, job=own, key=told["key"], request=request)
                if own is None:
                    return redirect("guidance:work", trajectory.code)
                return redirect("guidance:job", trajectory.code, own.pk)
    return show(
        request,
        trajectory,
        "at_work",
        form=form,
        kind=kind,
        job=own,
        private=private,
        status=422 if form.errors or private else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def setback(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Something went wrong, and what was learnt of it."""
    form = TextForm(_post(request))
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request, "guidance.kept"):
            placing.setback(
                trajectory,
                form.cleaned_data["text"],
                by=signed_in(request),
                key=form.cleaned_data["key"],
                request=request,
            )
            return redirect("guidance:work", trajectory.code)
    return show(request, trajectory, "setback", form=form, status=422 if form.errors else 200)


# --- the plan in three colours, and cards --------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def plan(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """What one notices, what helps, and who does what: green, orange, red. Made with the person."""
    user = signed_in(request)
    form = FacetForm(
        [(one, _sign(one)) for one in SIGNS],
        _post(request),
        initial={"facet": request.GET.get("waarover", "")},
    )
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request, "guidance.kept"):
            entry = writing.write(
                trajectory,
                writing.Words(
                    Kind.SIGN, form.cleaned_data["text"], facet=form.cleaned_data["facet"]
                ),
                by=user,
                key=form.cleaned_data["key"],
                request=request,
            )
            granting.show_person(entry, by=user, request=request)
            return redirect("guidance:plan", trajectory.code)
    told = release.told(_readable(trajectory, request).filter(kind=Kind.SIGN))
    return show(
        request,
        trajectory,
        "plan",
        form=form,
        colours=[
            (
                colour,
                [
                    (part, [one for one in told if one.facet == f"{colour}.{part}"])
                    for part in ("notice", "helps", "does")
                ],
            )
            for colour in ("green", "orange", "red")
        ],
        status=422 if form.errors else 200,
    )


def _sign(facet: str) -> str:
    from werkwijs.lib.words import say

    colour, part = facet.split(".")
    return f"{say('guidance.colour', colour)} - {say('guidance.sign', part)}"


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def cards(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Pick a card for a talk, and note what came out."""
    number = request.GET.get("kaart", request.POST.get("card", ""))
    chosen_card = int(number) if number.isdecimal() and len(number) < 5 else 0
    form = TextForm(_post(request))
    form.fields["text"].required = False
    deck = _deck(trajectory)
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request, "guidance.kept"):
            recording.card(
                trajectory,
                chosen_card,
                form.cleaned_data["text"],
                by=signed_in(request),
                key=form.cleaned_data["key"],
                request=request,
            )
            return redirect("guidance:cards", trajectory.code)
    used = release.told(
        _readable(trajectory, request).filter(kind=Kind.CARD).order_by("-on", "-pk")
    )
    titles = dict(deck)
    return show(
        request,
        trajectory,
        "cards",
        form=form,
        deck=deck,
        number=chosen_card if chosen_card in titles else 0,
        title=titles.get(chosen_card, ""),
        used=[
            (one, titles.get(int(one.facet) if one.facet.isdecimal() else 0, "")) for one in used
        ],
        edition=trajectory.edition,
        status=422 if form.errors else 200,
    )


def _deck(trajectory: Trajectory) -> list[tuple[int, str]]:
    """Numbers and titles of the cards of the edition with which somebody began."""
    if trajectory.edition is None:
        return []
    return [
        (one["number"], next((text["title"] for text in one["texts"].values()), one["theme"]))
        for one in trajectory.edition.told["cards"]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def criminal(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Facts about detention: a field apart, off unless the organisation and the person say yes."""
    from werkwijs.guidance import detention

    user = signed_in(request)
    if not detention.opens(trajectory, user):
        raise Http404
    form = TextForm(_post(request))
    agreed = request.POST.get("agreed", "")
    unsaid = request.method == "POST" and not agreed.strip()
    if request.method == "POST" and form.is_valid() and not unsaid:
        with told_when_impossible(request, "guidance.kept"):
            detention.write(
                trajectory,
                form.cleaned_data["text"],
                agreed=agreed,
                by=user,
                key=form.cleaned_data["key"],
                request=request,
            )
            return redirect("guidance:criminal", trajectory.code)
    return show(
        request,
        trajectory,
        "criminal",
        form=form,
        agreed=agreed,
        unsaid=unsaid,
        own=release.told(_readable(trajectory, request).filter(kind=Kind.CRIMINAL)),
        status=422 if form.errors or unsaid else 200,
    )
