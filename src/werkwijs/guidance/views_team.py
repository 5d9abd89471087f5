"""Who is around the person, what they may know; and pause, hand over, end, begin again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkwijs.accounts.again import confirm_recently
from werkwijs.accounts.models import User
from werkwijs.accounts.who import signed_in
from werkwijs.guidance import (
    acting,
    agreeing,
    detention,
    handing_over,
    hurrying,
    inviting,
    letting_in,
    phasing,
    reading,
    release,
    starting,
)
from werkwijs.guidance.acting import Act
from werkwijs.guidance.forms import (
    Close,
    ConsentAnswer,
    ConsentForm,
    EmergencyForm,
    HandOver,
    Invite,
    PhaseForm,
    StandIn,
    WhoTheyAre,
    Why,
    number_of,
    typed_day,
)
from werkwijs.guidance.models import STAFF, Consent, Device, Kind, Member, Part, Passkey, Trajectory
from werkwijs.guidance.models.people import ABOUT_CARE, works_at
from werkwijs.guidance.views import of_file, show
from werkwijs.lib import qr
from werkwijs.lib.impossible import told_when_impossible
from werkwijs.lib.words import say


def _post(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_safe
@of_file
def team(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Everybody around the person: who is in, who was asked, who is gone and why."""
    around = list(
        trajectory.members.select_related("user", "contact__employer", "job__employer")
        .prefetch_related("consents")
        .order_by("pk")
    )
    return show(
        request,
        trajectory,
        "team",
        inside=[one for one in around if one.ended_at is None],
        gone=[one for one in around if one.ended_at is not None],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def invite(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Ask somebody along."""
    acting.must(Act.OPEN, trajectory, signed_in(request))
    jobs = list(trajectory.jobs.filter(ends_on=None).select_related("employer"))
    form = Invite([(str(one.pk), one.employer.name) for one in jobs], _post(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        job = next((one for one in jobs if str(one.pk) == told["job"]), None)
        with told_when_impossible(request):
            made = inviting.ask_along(
                trajectory,
                inviting.Asked(
                    told["part"],
                    told["name"],
                    reach=told["reach"],
                    employer=job.employer if job else None,
                    job=job,
                    represents=told["represents"],
                    evidence_on=told["evidence_on"],
                    until=told["until"],
                ),
                by=signed_in(request),
                key=told["key"],
                request=request,
            )
            return redirect("guidance:member", trajectory.code, made.pk)
    return show(request, trajectory, "invite", form=form, status=422 if form.errors else 200)


def _member(trajectory: Trajectory, number: int) -> Member:
    found: Member = get_object_or_404(
        trajectory.members.select_related(
            "trajectory__client",
            "trajectory__organisation",
            "user",
            "contact__employer",
            "job__employer",
        ),
        pk=number,
    )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def member(request: HttpRequest, trajectory: Trajectory, number: int) -> HttpResponse:
    """Somebody around the person: their link, until when, what they may know, and what they see now."""
    own = _member(trajectory, number)
    if request.method == "POST":
        return _on_member(request, trajectory, own)
    outside = own.contact_id is not None
    opens = acting.may(
        Act.OPEN, trajectory, signed_in(request)
    )  # who has the link comes in with it
    address = inviting.address(own) if opens and own.state == "invited" else ""
    kinds = sorted(reading.MAY_HAVE.get(own.part, frozenset()))
    return show(
        request,
        trajectory,
        "member",
        member=own,
        address=address,
        qr=qr.svg(address, scale=4) if address else "",
        kinds=kinds,
        never=sorted(set(NAMED) - set(kinds)) if outside else [],
        sees=release.told(reading.entries(reading.outside(own)).exclude(by_member=own))
        if outside
        else [],
        consents=[
            (
                one,
                trajectory.client.unseal(one.sealed_asked),
                trajectory.client.unseal(one.sealed_back),
            )
            for one in own.consents.all()
        ],
    )


NAMED = ("talk", "sign", "goal", "profile", "intake", "criminal", "setback")
"""Kinds of which a page says that somebody never gets them."""


def _on_member(request: HttpRequest, trajectory: Trajectory, own: Member) -> HttpResponse:
    user = signed_in(request)
    act = request.POST.get("act", "")
    if own.contact_id is None:
        raise Http404
    if act == "renew":
        with told_when_impossible(request, "guidance.renewed"):
            inviting.renew(own, by=user, request=request)
    elif act == "until":
        with told_when_impossible(request, "guidance.kept"):
            inviting.until(own, typed_day(request.POST.get("until", "")), by=user, request=request)
    elif act == "end":
        with told_when_impossible(request, "guidance.access_is_over"):
            inviting.end(own, Member.Gone.WITHDRAWN, by=user, request=request)
        return redirect("guidance:around", trajectory.code)
    return redirect("guidance:member", trajectory.code, own.pk)


@require_safe
@of_file
def preview(request: HttpRequest, trajectory: Trajectory, number: int) -> HttpResponse:
    """Exactly what somebody outside sees now, line by line."""
    own = _member(trajectory, number)
    if own.contact_id is None:
        raise Http404
    eyes = reading.outside(own)
    return show(
        request,
        trajectory,
        "preview",
        member=own,
        opens=reading.opens(eyes),
        lines=release.told(reading.entries(eyes)),
        kinds=sorted(reading.MAY_HAVE.get(own.part, frozenset())),
    )


# --- consent -----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def consent(request: HttpRequest, trajectory: Trajectory, number: int) -> HttpResponse:
    """Ask the person whether somebody may know some kinds of things."""
    acting.must(Act.OPEN, trajectory, signed_in(request))
    own = _member(trajectory, number)
    kinds = sorted(reading.MAY_HAVE.get(own.part, frozenset()))
    if own.contact_id is None or own.ended_at is not None:
        raise Http404
    form = ConsentForm(
        kinds,
        _post(request),
        initial={
            "asked": say("guidance.consent_words", who=own.contact.name if own.contact else ""),
            "expires": timezone.localdate() + agreeing.LASTS,
            "kinds": ["need", "agreement"] if own.part == Part.EMPLOYER else [],
        },
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with told_when_impossible(request, "guidance.asked_now"):
            made = agreeing.ask(
                own,
                told["kinds"],
                asked=told["asked"],
                read_aloud=told["read_aloud"],
                expires=told["expires"],
                by=signed_in(request),
                request=request,
            )
            return redirect("guidance:consent_answer", trajectory.code, made.pk)
    return show(
        request, trajectory, "consent", form=form, member=own, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def consent_answer(request: HttpRequest, trajectory: Trajectory, number: int) -> HttpResponse:
    """What the person answered, where it was asked in a talk; or they answer on their own page."""
    user = signed_in(request)
    own: Consent = get_object_or_404(
        Consent.objects.select_related("trajectory__client", "reader__contact"),
        trajectory=trajectory,
        pk=number,
    )
    deciding = trajectory.members.current().filter(represents__in=ABOUT_CARE)
    form = ConsentAnswer(
        [
            (str(one.pk), one.contact.name)
            for one in deciding.select_related("contact")
            if one.contact
        ],
        _post(request),
    )
    if request.POST.get("act") == "take-back":
        agreeing.take_back(own, by=user, request=request)
        messages.success(request, say("guidance.taken_back"))
        return redirect("guidance:member", trajectory.code, own.reader_id)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with told_when_impossible(request, "guidance.kept"):
            if told["yes"] == "yes":
                agreeing.give(
                    own,
                    back=told["back"],
                    read_aloud=told["read_aloud"],
                    through=next((m for m in deciding if str(m.pk) == told["through"]), None),
                    by=user,
                    request=request,
                )
            else:
                agreeing.refuse(own, by=user, request=request)
            return redirect("guidance:member", trajectory.code, own.reader_id)
    return show(
        request,
        trajectory,
        "consent_answer",
        form=form,
        consent=own,
        asked=trajectory.client.unseal(own.sealed_asked),
        status=422 if form.errors else 200,
    )


# --- the person: name, card, phone ---------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def person(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """What they are called, the card with which they come in, and a phone that is lost."""
    user = signed_in(request)
    client = trajectory.client
    act = request.POST.get("act", "")
    form = WhoTheyAre(
        request.POST if act == "names" else None,
        initial={
            "called": client.unseal(client.sealed_called),
            "name": client.unseal(client.sealed_name),
            "reach": client.unseal(client.sealed_reach),
        },
    )
    if act == "names" and form.is_valid():
        told = form.cleaned_data
        with told_when_impossible(request, "guidance.kept"):
            starting.call_them(
                trajectory,
                starting.About(told["called"], told["name"], told["reach"]),
                by=user,
                request=request,
            )
        return redirect("guidance:person", trajectory.code)
    if act == "card" and request.POST.get("picture") in letting_in.PICTURES:
        letting_in.give_card(client, request.POST["picture"], by=user, request=request)
        messages.success(request, say("guidance.card_given"))
        return redirect("guidance:person", trajectory.code)
    if act == "lost":
        n = letting_in.lost_phone(client, by=user, request=request)
        messages.success(request, say("guidance.phones_ended", n=n))
        return redirect("guidance:person", trajectory.code)
    return show(
        request,
        trajectory,
        "person",
        form=form,
        pictures=letting_in.PICTURES,
        notes_detention=detention.opens(trajectory, user),
        has_card=bool(client.stored_card),
        blocked=client.card_tries >= letting_in.TRIES,
        devices=Device.objects.working().filter(client=client).count(),
        passkeys=Passkey.objects.filter(client=client, revoked_at=None).count(),
        status=422 if form.errors else 200,
    )


@require_safe
@of_file
def card_sheet(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """The card with its QR code, to print and cut out. The picture is not on it."""
    acting.must(Act.CARD, trajectory, signed_in(request))
    address = letting_in.card_address(trajectory.client)
    if not address:
        raise Http404
    return show(request, trajectory, "card_sheet", address=address, qr=qr.svg(address, scale=5))


# --- what happens with the file ---------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def course(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Phase, pause, stand-in, hand over, end: each with a reason that the person reads."""
    user = signed_in(request)
    act = request.POST.get("act", "")

    def data(name: str) -> Any:
        return request.POST if act == name else None

    others = handing_over.colleagues(trajectory)
    to = [(str(one.pk), one.name) for one in others]
    phases = [(one.name, _in_our_language(one)) for one in phasing.phases(trajectory)]
    if act == "end-stand-in":
        ending = get_object_or_404(
            trajectory.members, part=Part.STAND_IN, pk=number_of(request.POST.get("member", ""))
        )
        with told_when_impossible(request, "guidance.stand_in_is_over"):
            handing_over.end_stand_in(ending, by=user, request=request)
        return _after_a_change(request, trajectory)
    forms = {
        "phase": PhaseForm(phases, data("phase"), auto_id="phase_%s", initial={"phase": trajectory.phase}),
        "pause": Why(data("pause"), auto_id="pause_%s"),
        "go-on": Why(data("go-on"), auto_id="on_%s"),
        "hand-over": HandOver(to, data("hand-over"), auto_id="over_%s"),
        "stand-in": StandIn(to, data("stand-in"), auto_id="stand_%s", initial={
            "until_on": timezone.localdate() + timedelta(days=14)}),
        "close": Close(data("close"), auto_id="close_%s"),
    }  # fmt: skip
    sent = forms.get(act)
    if sent is not None and sent.is_valid():
        with told_when_impossible(request, "guidance.kept"):
            _do(request, trajectory, act, sent.cleaned_data, user, others)
            return _after_a_change(request, trajectory)
    return show(
        request,
        trajectory,
        "course",
        forms=forms,
        go_on=forms["go-on"],
        stand_in=forms["stand-in"],
        hand_over=forms["hand-over"],
        stand_ins=trajectory.members.filter(part=Part.STAND_IN, ended_at=None).select_related(
            "user"
        ),
        phase=phasing.now(trajectory),
        phases=phasing.phases(trajectory),
        colleagues=to,
        changes=release.told(
            reading.entries(reading.coach(trajectory, user))
            .filter(kind=Kind.CHANGE)
            .order_by("-on", "-pk")
        ),
        act=act,
        status=422 if sent is not None and sent.errors else 200,
    )


def _after_a_change(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Back to the page; to one's day where one may no longer see it."""
    if reading.opens(reading.coach(trajectory, signed_in(request))):
        return redirect("guidance:course", trajectory.code)
    messages.success(request, say("guidance.handed_over"))
    return redirect("guidance:day")


def _in_our_language(phase: phasing.Phase) -> str:
    return phase.nl if say("guidance.which") == "nl" else phase.en


def _do(
    request: HttpRequest,
    trajectory: Trajectory,
    act: str,
    told: dict[str, Any],
    user: User,
    others: list[User],
) -> None:
    to = next((one for one in others if str(one.pk) == told.get("to")), user)
    if act == "phase":
        phasing.enter(trajectory, told["phase"], told["why"], by=user, request=request)
    elif act == "pause":
        starting.pause(trajectory, told["why"], by=user, request=request)
    elif act == "go-on":
        starting.go_on(trajectory, told["why"], by=user, request=request)
    elif act == "hand-over":
        handing_over.hand_over(trajectory, to, told["why"], by=user, request=request)
    elif act == "stand-in":
        handing_over.stand_in(
            trajectory, to, from_on=told["from_on"], until_on=told["until_on"], by=user,
            request=request,
        )  # fmt: skip
    else:
        starting.close(
            trajectory, ended=told["ended"], why=told["why"], on=told["on"], by=user,
            request=request,
        )  # fmt: skip


@require_POST
@of_file
def again(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Open again what was closed by mistake, or begin a new way that follows this one."""
    user = signed_in(request)
    if request.POST.get("act") == "reopen":
        starting.reopen(trajectory, by=user, request=request)
        return redirect("guidance:file", trajectory.code)
    with told_when_impossible(request, "guidance.begun_again"):
        new = starting.again(trajectory, by=user, request=request)
        return redirect("guidance:file", new.code)
    return redirect("guidance:file", trajectory.code)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@confirm_recently
def emergency(request: HttpRequest, code: str) -> HttpResponse:
    """Open a file that is not one's own, because it cannot wait: with a reason, for four hours."""
    user = signed_in(request)
    trajectory = _in_an_emergency(user, code)
    if trajectory is None:
        raise Http404
    mine = Member.objects.current().filter(trajectory=trajectory, user=user, part__in=STAFF)
    if mine.exists():
        return redirect("guidance:file", trajectory.code)
    form = EmergencyForm(_post(request))
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request):
            hurrying.open_file(trajectory, form.cleaned_data["reason"], by=user, request=request)
            return redirect("guidance:file", trajectory.code)
    return render(
        request,
        "guidance/emergency.html",
        {"form": form, "code": trajectory.client.code},
        status=422 if form.errors else 200,
    )


@require_POST
@of_file
def emergency_over(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Ready sooner."""
    running = trajectory.emergencies.running().filter(user=signed_in(request)).first()
    if running is not None:
        hurrying.end(running, by=signed_in(request), request=request)
    return redirect("guidance:day")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def find_file(request: HttpRequest) -> HttpResponse:
    """The code of a file to open in an emergency. Only files of one's own organisation are known here."""
    user = signed_in(request)
    if not works_at(user).exists():
        raise PermissionDenied
    code = "".join(c for c in request.POST.get("code", "") if c.isascii() and c.isalnum())[
        :8
    ].upper()
    there = _in_an_emergency(user, code) is not None if code else False
    if there:
        return redirect("guidance:emergency", code)
    missing = request.method == "POST"
    return render(
        request,
        "guidance/find_file.html",
        {"code": code, "missing": missing},
        status=422 if missing else 200,
    )


def _in_an_emergency(user: User, code: str) -> Trajectory | None:
    """The open file with that code of an organisation where somebody guides people, or leads who do."""
    found = Trajectory.objects.filter(
        client__code=code.upper(), organisation__in=works_at(user), closed_on=None
    ).select_related("client", "organisation")
    return found.order_by("-pk").first()  # type: ignore[no-any-return]
