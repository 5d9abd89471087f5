"""A contact is noted; lines of a file are read, changed, taken back and shared."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkwijs.accounts.models import User
from werkwijs.accounts.who import signed_in
from werkwijs.guidance import (
    acting,
    drafting,
    granting,
    handling,
    reading,
    recording,
    release,
    wary,
    writing,
)
from werkwijs.guidance.forms import TalkForm, TextForm, number_of, typed_day
from werkwijs.guidance.models import (
    Basis,
    Entry,
    Goal,
    Kind,
    Member,
    Part,
    Share,
    Trajectory,
)
from werkwijs.guidance.views import of_file, show
from werkwijs.lib.impossible import Impossible, told_when_impossible
from werkwijs.lib.words import say

ON_A_PAGE = 50
QUEUE_WORDS = ("waiting", "waiting_open", "delivered", "ended", "wiped", "not_now", "unclear")
MOST_BYTES = 64_000


def talk_form(trajectory: Trajectory, data: Any = None, **facts: Any) -> TalkForm:
    goals = trajectory.goals.exclude(place=None).select_related("entry__trajectory__client")
    return TalkForm(
        [(str(one.pk), reading.words(one.entry)[:120]) for one in goals],
        [(str(one.id), one.name) for one in handling.choices(trajectory)],
        data,
        **facts,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def talk(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """A contact in a minute."""
    user = signed_in(request)
    if request.POST.get("act") == "empty":
        drafting.forget(trajectory, recording.TALK_FORM, by=user)
        return redirect("guidance:talk", trajectory.code)
    kept = drafting.of(trajectory, recording.TALK_FORM, by=user)
    form = talk_form(
        trajectory, request.POST if request.method == "POST" else None, initial=kept or None
    )
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request):
            made = note_from(trajectory, form.cleaned_data, by=user, request=request)
            told = say("guidance.talk_kept", on=_said(trajectory))
            messages.success(request, told)
            if made.reached != "yes":
                messages.info(request, say("guidance.tries_count"))
            return redirect("guidance:file", trajectory.code)
    proposed, why = recording.propose(trajectory, "yes")
    return show(
        request,
        trajectory,
        "talk",
        form=form,
        draft=bool(kept) and request.method != "POST",
        proposed=proposed,
        proposed_why=why,
        handles=handling.choices(trajectory),
        queue=queue(trajectory, user, request),
        status=422 if form.errors else 200,
    )


def _said(trajectory: Trajectory) -> str:
    from django.utils.formats import date_format

    return date_format(trajectory.next_contact_on, "l j F") if trajectory.next_contact_on else "-"


def note_from(
    trajectory: Trajectory, told: dict[str, Any], *, by: User, request: HttpRequest | None = None
) -> Any:
    """The contact of a form that was looked at."""
    goal = (
        Goal.objects.filter(pk=told["goal"], trajectory=trajectory).first()
        if told["goal"]
        else None
    )
    cards = [(told["card"], told["card_out"])] if told["card"] else []
    made = recording.note(
        trajectory,
        recording.Noted(
            told["how"],
            told["whom"],
            told["reached"],
            minutes=told["minutes"],
            words=told["text"],
            goal=goal,
            on=told["on"],
            next_on=told["next_on"],
            for_person=told["for_person"],
            cards=cards,
        ),
        by=by,
        key=told["key"],
        request=request,
    )
    handling.mark(made.entry, told["handles"], by=by)
    return made


@require_POST
@of_file
def draft(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """What somebody is typing, kept while they type."""
    fields = {
        name: str(value)
        for name, value in request.POST.items()
        if name not in ("csrfmiddlewaretoken", "key")
    }
    drafting.keep(trajectory, recording.TALK_FORM, fields, by=signed_in(request))
    return HttpResponse(status=204)


# --- without a network ---------------------------------------------------------------------------


def queue(trajectory: Trajectory, user: User, request: HttpRequest) -> dict[str, str]:
    """What the page hands the script that keeps notes while there is no network."""
    return {
        "url": reverse("guidance:received", args=[trajectory.code]),
        "token": get_token(request),
        "mark": _mark(trajectory, user),
        "secret": base64.b64encode(_derived("note-key", trajectory, user)).decode(),
        "words": json.dumps({one: say("guidance.queue", one) for one in QUEUE_WORDS}),
    }


def _mark(trajectory: Trajectory, user: User) -> str:
    return _derived("note-mark", trajectory, user).hex()[:24]


def _derived(purpose: str, trajectory: Trajectory, user: User) -> bytes:
    installation = hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(installation, f"{trajectory.code}:{user.pk}".encode(), hashlib.sha256).digest()


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def received(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Notes that were kept on a device: each is done once, however often it is sent."""
    user = signed_in(request)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request), "for": _mark(trajectory, user)})
    if request.headers.get("X-Werkwijs-For") != _mark(trajectory, user):
        return JsonResponse({"problem": "for"}, status=409)
    try:
        acts = json.loads(request.body) if len(request.body) <= MOST_BYTES else None
        assert isinstance(acts, list)  # noqa: S101 - caught below
        keys = [uuid.UUID(str(act["key"])) for act in acts]
    except (ValueError, AssertionError, KeyError, TypeError, RecursionError):
        return JsonResponse(
            {"problem": "unclear", "text": say("guidance.queue", "unclear")}, status=400
        )
    done = [_one(trajectory, act, key, user, request) for act, key in zip(acts, keys, strict=True)]
    return JsonResponse({"acts": done})


def _one(
    trajectory: Trajectory, act: dict[str, Any], key: uuid.UUID, user: User, request: HttpRequest
) -> dict[str, Any]:
    told: dict[str, Any] = {"key": str(key), "ok": False}
    fields = act.get("fields")
    if not isinstance(fields, dict):
        return told | {"problem": "unclear", "text": say("guidance.queue", "unclear")}
    data = {**fields, "key": str(key)}
    form = talk_form(trajectory, _as_sent(data))
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        return told | {"problem": field, "text": f"{form.label_of(field)}: {errors[0]}"}
    try:
        note_from(trajectory, form.cleaned_data, by=user, request=request)
    except Impossible as impossible:
        return told | {"problem": "impossible", "text": say(impossible.words)}
    messages.success(request, say("guidance.talk_kept", on=_said(trajectory)))
    return {"key": str(key), "ok": True}


def _as_sent(fields: dict[str, Any]) -> Any:
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(
            str(name), [str(v) for v in value] if isinstance(value, list) else [str(value)]
        )
    return data


# --- lines -----------------------------------------------------------------------------------------


@require_safe
@of_file
def lines(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """The whole file, the newest first; of one kind, or with some letters in it."""
    user = signed_in(request)
    kind = request.GET.get("soort", "")
    sought = request.GET.get("zoek", "")[:80].strip()
    found = reading.entries(reading.coach(trajectory, user)).order_by("-on", "-pk")
    kinds = sorted(set(found.order_by().values_list("kind", flat=True).distinct()))
    if kind in Kind.values:
        found = found.filter(kind=kind)
    told = release.told(found)
    if sought:
        told = [one for one in told if sought.casefold() in one.words.casefold()]
    page = Paginator(told, ON_A_PAGE).get_page(request.GET.get("blad"))
    struck = _struck(trajectory, user, number_of(request.GET.get("terug", "")))
    return show(
        request,
        trajectory,
        "lines",
        page=page,
        kinds=kinds,
        kind=kind,
        sought=sought,
        n=len(told),
        struck=struck,
    )


def _struck(trajectory: Trajectory, user: User, number: int) -> Entry | None:
    """A line that was taken back, and that this colleague may bring back."""
    own = Entry.objects.filter(trajectory=trajectory, pk=number, party="coach")
    found: Entry | None = own.exclude(struck_at=None).exclude(kind=Kind.CRIMINAL).first()
    return found if found is not None and acting.may_strike(found, user) else None


def _line(trajectory: Trajectory, user: User, number: int) -> Entry:
    found: Entry = get_object_or_404(
        reading.entries(reading.coach(trajectory, user)).select_related(
            "trajectory__client", "by_user", "by_member__contact"
        ),
        pk=number,
    )
    return found


HOMES: dict[str, str] = {
    Kind.TALK: "file",
    Kind.INTAKE: "profile",
    Kind.PROFILE: "profile",
    Kind.RUNG: "profile",
    Kind.GOAL: "goals",
    Kind.EVIDENCE: "goals",
    Kind.STEP: "steps",
    Kind.VIEW: "steps",
    Kind.CHANGE: "steps",
    Kind.CARD: "cards",
    Kind.REFLECTION: "reflections",
    Kind.NEED: "work",
    Kind.AGREEMENT: "work",
    Kind.JOB: "work",
    Kind.AT_WORK: "work",
    Kind.SETBACK: "work",
    Kind.SIGN: "plan",
}
"""The page on which a line of a kind stands; the others only stand among all lines."""


def _mine(entry: Entry) -> bool:
    """Whether the coach's party may change it: what others wrote stays as they wrote it."""
    return entry.party == "coach"


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def line(request: HttpRequest, trajectory: Trajectory, number: int) -> HttpResponse:
    """One line: its words, how it read before, and who reads it."""
    user = signed_in(request)
    entry = _line(trajectory, user, number)
    if request.method == "POST":
        if not _mine(entry):
            raise Http404
        return _on_line(request, trajectory, entry)
    return _show_line(request, trajectory, entry)


def _show_line(
    request: HttpRequest,
    trajectory: Trajectory,
    entry: Entry,
    *,
    status: int = 200,
    **facts: Any,
) -> HttpResponse:
    told = release.told(Entry.objects.filter(pk=entry.pk))[0]
    shares = reading.readers_of(entry)
    with_member = {one.reader_id: one for one in shares if one.reader_id}
    readers = [
        (one, with_member.get(one.pk), granting.covering(one, entry.kind))
        for one in trajectory.members.filter(ended_at=None, user=None).select_related(
            "contact__employer"
        )
        if entry.kind in reading.MAY_HAVE.get(one.part, frozenset())
    ]
    return show(
        request,
        trajectory,
        "line",
        line=told,
        home=HOMES.get(entry.kind, "lines"),
        entry=entry,
        mine=_mine(entry),
        changes=acting.may_change(entry, signed_in(request)),
        strikes=acting.may_strike(entry, signed_in(request)),
        handles=handling.named(entry),
        form=facts.pop("form", None) or TextForm(initial={"text": told.words}),
        former=[(one, trajectory.client.unseal(one.sealed)) for one in entry.former.all()],
        readers=[one for one in readers if one[1] or one[2]],
        others=[one for one in readers if not (one[1] or one[2])],
        to_person=next((one for one in shares if one.to_party == "person"), None),
        can_show=entry.kind in reading.OWN_PAGES and not entry.only_author,
        never=[
            part
            for part in (Part.EMPLOYER, Part.FAMILY, Part.CONSULTANT)
            if entry.kind not in reading.MAY_HAVE[part]
        ],
        bases=[Basis.CONSENT, Basis.TASK],
        status=status,
        **facts,
    )


def _on_line(request: HttpRequest, trajectory: Trajectory, entry: Entry) -> HttpResponse:
    user = signed_in(request)
    act = request.POST.get("act", "")
    back = redirect("guidance:line", trajectory.code, entry.pk)
    if act == "change":
        return _change(request, trajectory, entry)
    if act == "strike":
        with told_when_impossible(request, "guidance.struck"):
            writing.strike(entry, by=user, request=request)
            lines_page = reverse("guidance:lines", args=[trajectory.code])
            return redirect(f"{lines_page}?terug={entry.pk}")
    if act == "show-person":
        with told_when_impossible(request, "guidance.person_reads_it"):
            granting.show_person(entry, by=user, request=request)
    elif act == "share":
        return _share(request, trajectory, entry)
    elif act == "unshare":
        held = request.POST.get("share", "")
        found = Share.objects.filter(entry=entry, pk=number_of(held)).first()
        if found is not None:
            granting.withdraw(found, by=user, request=request)
            messages.success(request, say("guidance.unshared"))
    return back


def _share(request: HttpRequest, trajectory: Trajectory, entry: Entry) -> HttpResponse:
    held = request.POST.get("reader", "")
    reader = Member.objects.filter(trajectory=trajectory, pk=number_of(held), user=None).first()
    if reader is None:
        raise Http404
    sure = request.POST.get("sure") == "yes"
    try:
        if reader.part == Part.EMPLOYER:
            wary.look_for_employer(reading.words(entry), sure=sure)
    except wary.LooksPrivate as private:
        return _show_line(
            request, trajectory, entry, private=private.found, reader=reader,
            basis=request.POST.get("basis", ""), status=422,
        )  # fmt: skip
    with told_when_impossible(request, "guidance.shared_with_them"):
        granting.share(
            entry,
            reader,
            basis=request.POST.get("basis", ""),
            until=typed_day(request.POST.get("until", "")),
            by=signed_in(request),
            request=request,
        )
    return redirect("guidance:line", trajectory.code, entry.pk)


def _change(request: HttpRequest, trajectory: Trajectory, entry: Entry) -> HttpResponse:
    form = TextForm(request.POST)
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return _show_line(request, trajectory, entry, form=form, status=422)
    try:
        writing.change(
            entry,
            form.cleaned_data["text"],
            seen=number_of(seen),
            by=signed_in(request),
            request=request,
        )
    except writing.ChangedMeanwhile as changed:
        entry.refresh_from_db()
        return _show_line(request, trajectory, entry, form=form, meanwhile=changed.now, status=409)
    except Impossible as impossible:
        messages.error(request, say(impossible.words))
    else:
        messages.success(request, say("guidance.kept"))
    return redirect("guidance:line", trajectory.code, entry.pk)


@require_POST
@of_file
def bring_back(request: HttpRequest, trajectory: Trajectory, number: int) -> HttpResponse:
    """A line that was taken back is there again."""
    user = signed_in(request)
    found = Entry.objects.filter(trajectory=trajectory, pk=number, party="coach").first()
    if found is None or not acting.may_strike(found, user):
        raise Http404
    with told_when_impossible(request, "guidance.brought_back"):
        writing.bring_back(found, by=user, request=request)
        return redirect("guidance:line", trajectory.code, number)
    return redirect("guidance:lines", trajectory.code)


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def reflections(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """What a coach thinks over, for themselves alone."""
    user = signed_in(request)
    form = TextForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request, "guidance.kept"):
            entry = writing.write(
                trajectory,
                writing.Words(Kind.REFLECTION, form.cleaned_data["text"], only_author=True),
                by=user,
                key=form.cleaned_data["key"],
                request=request,
            )
            handling.mark(entry, _handles(request, trajectory), by=user)
            return redirect("guidance:reflections", trajectory.code)
    own = reading.entries(reading.coach(trajectory, user)).filter(
        kind=Kind.REFLECTION, by_user=user
    )
    return show(
        request,
        trajectory,
        "reflections",
        form=form,
        own=release.told(own.order_by("-on", "-pk")),
        handles=handling.choices(trajectory),
        status=422 if form.errors else 200,
    )


def _handles(request: HttpRequest, trajectory: Trajectory) -> list[int]:
    known = {str(one.id) for one in handling.choices(trajectory)}
    return [int(one) for one in request.POST.getlist("handles") if one in known][:3]


@require_http_methods(["GET", "HEAD", "POST"])
@of_file
def help_answer(request: HttpRequest, trajectory: Trajectory) -> HttpResponse:
    """Answer "het gaat niet goed"."""
    from werkwijs.guidance import helping

    user = signed_in(request)
    form = TextForm(request.POST if request.method == "POST" else None)
    asked = reading.entries(reading.coach(trajectory, user)).filter(kind=Kind.HELP)
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request, "guidance.answered"):
            helping.answer(
                trajectory,
                form.cleaned_data["text"],
                about=asked.order_by("-pk").first(),
                by=user,
                key=form.cleaned_data["key"],
                request=request,
            )
            return redirect("guidance:file", trajectory.code)
    return show(
        request,
        trajectory,
        "help_answer",
        form=form,
        asked=release.told(asked.order_by("-pk")[:5]),
        now=timezone.now(),
        status=422 if form.errors else 200,
    )
