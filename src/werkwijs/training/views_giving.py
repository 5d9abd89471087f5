"""Pages of who gives a course: groups, people by number, meetings, and what was handed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import coursepack as cp
from coursepack import pages
from coursepack import state as states
from werkwijs.accounts import rules
from werkwijs.accounts.who import signed_in
from werkwijs.lib import qr
from werkwijs.lib.impossible import told_when_impossible
from werkwijs.lib.words import say
from werkwijs.training import frozen, giving, joining, progressing
from werkwijs.training.forms_giving import Invite, MeetingForm, NewGroup, Reply
from werkwijs.training.models import CoTrainer, Group, HandIn, Learner, Meeting, Version
from werkwijs.training.views_editor import makes_for

View = Callable[..., HttpResponse]
ON_A_PAGE = 100
ON_A_SHEET = 12


def of_group(view: View) -> View:
    """A page of a group, for who gives it or runs things in the organisation."""

    @wraps(view)
    def page(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        user = signed_in(request)
        found = get_object_or_404(
            Group.objects.visible_to(user)
            .select_related("version__course", "organisation", "trainer")
            .defer("version__content"),
            code=code,
        )
        if not rules.may_train(user, found.organisation):
            raise PermissionDenied
        return view(request, found, **kwargs)

    return page


def show(
    request: HttpRequest, group: Group, template: str, *, status: int = 200, **facts: Any
) -> HttpResponse:
    """A page about a group."""
    told = {"group": group, "course": frozen.of_group(group), **facts}
    return render(request, f"training/{template}.html", told, status=status)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """All groups one gives."""
    found = (
        Group.objects.visible_to(signed_in(request))
        .select_related("version__course", "trainer")
        .defer("version__content")
        .annotate(
            people=Count("learners", filter=Q(learners__stopped_at=None), distinct=True),
            waiting=Count(
                "learners__hand_ins",
                filter=Q(learners__hand_ins__replied_at=None),
                distinct=True,
            ),
        )
    )
    facts = {
        "groups": [group for group in found if group.closed_at is None],
        "closed": [group for group in found if group.closed_at is not None],
        "gives": bool(makes_for(signed_in(request))),
    }
    return render(request, "training/give_groups.html", facts)


def versions_for(request: HttpRequest) -> list[Version]:
    """The last version of each course one may give."""
    latest: dict[int, Version] = {}
    mine = Version.objects.filter(organisation__in=makes_for(signed_in(request)))
    for version in mine.defer("content").select_related("course").order_by("-number"):
        if version.course.archived_at is None:
            latest.setdefault(version.course_id, version)
    return sorted(latest.values(), key=lambda version: version.course.title)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a group."""
    if not makes_for(signed_in(request)):
        raise PermissionDenied
    form = NewGroup(versions_for(request), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with told_when_impossible(request):
            group = giving.begin(
                Version.objects.get(pk=told["version"]),
                told["route"],
                name=told["group_name"],
                by=signed_in(request),
                key=told["key"],
                request=request,
            )
            return redirect("giving:invite", group.code)
    facts = {"form": form, "versions": form.versions}
    status = 422 if form.errors else 200
    return render(request, "training/give_new.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@of_group
def group(request: HttpRequest, group: Group) -> HttpResponse:
    """A group: who is how far, when it meets, what waits for an answer."""
    if request.method == "POST":
        return _act(request, group)
    course = frozen.of_group(group)
    sought = request.GET.get("nummer", "").strip()
    people = group.learners.filter(stopped_at=None)
    shown = people.filter(number=int(sought)) if re.fullmatch("[0-9]{1,6}", sought) else people
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("blad"))
    counts = people.aggregate(
        n=Count("pk"),
        started=Count("pk", filter=~Q(started_at=None)),
        finished=Count("pk", filter=~Q(finished_at=None)),
        passed=Count("pk", filter=~Q(passed_at=None)),
    )
    return show(
        request,
        group,
        "give_group",
        people=[(person, progressing.of(person, course)) for person in page],
        page=page,
        sought=sought,
        counts=counts,
        tested=course.test is not None,
        meeting=group.meetings.filter(at__gte=timezone.now()).first(),
        waiting=HandIn.objects.filter(learner__group=group, replied_at=None).count(),
        along=[one for one in group.co_trainers.all() if one.stopped_at is None],
        newer=giving.newer(group),
    )


def _act(request: HttpRequest, group: Group) -> HttpResponse:
    act = request.POST.get("act")
    by = signed_in(request)
    if act in {"close", "open"}:
        giving.close(group, by=by, closed=act == "close", request=request)
    elif act == "newer" and (version := giving.newer(group)):
        with told_when_impossible(request, "training.give_moved"):
            giving.take(group, version, by=by, request=request)
    return redirect("giving:group", group.code)


@require_http_methods(["GET", "HEAD", "POST"])
@of_group
def invite(request: HttpRequest, group: Group) -> HttpResponse:
    """More people; and the links of those who have not begun."""
    form = Invite(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with told_when_impossible(request, "training.give_invited"):
            joining.invite(
                group, form.cleaned_data["people"], by=signed_in(request), request=request
            )
        return redirect("giving:invite", group.code)
    page = Paginator(joining.waiting(group), ON_A_PAGE).get_page(request.GET.get("blad"))
    return show(
        request,
        group,
        "give_invite",
        form=form,
        page=page,
        people=[(person, joining.address(person)) for person in page],
        status=422 if form.errors else 200,
    )


@require_safe
@of_group
def sheet(request: HttpRequest, group: Group) -> HttpResponse:
    """Slips with a link and a QR code, for who has not begun: to print and cut."""
    page = Paginator(joining.waiting(group), ON_A_SHEET).get_page(request.GET.get("blad"))
    slips = [
        (person, joining.address(person), qr.svg(joining.address(person), scale=4))
        for person in page
    ]
    return show(request, group, "give_sheet", slips=slips, page=page)


def _learner(group: Group, number: int) -> Learner:
    found: Learner = get_object_or_404(group.learners, number=number, stopped_at=None)
    found.group = group
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@of_group
def person(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    """Somebody, as far as a trainer sees them: just what stands on their own page.

    A new link is shown once, to be handed over: whoever has it reads what somebody wrote for themselves.
    """
    found = _learner(group, number)
    course = frozen.of_group(group)
    address = joining.to_hand_out(found)
    if request.method == "POST":
        with told_when_impossible(request, "training.give_renewed"):
            giving.renew(found, by=signed_in(request), request=request)
            address = joining.address(found)
    there = set(found.attended.values_list("meeting", flat=True))
    return show(
        request,
        group,
        "give_person",
        person=found,
        progress=progressing.of(found, course),
        address=address,
        qr=qr.svg(address, scale=5) if address else "",
        meetings=[(meeting, meeting.pk in there) for meeting in group.meetings.all()],
        handed=_tasks(course, found.hand_ins.all()),
    )


def _tasks(course: cp.Course, rows: Any) -> list[tuple[str, HandIn]]:
    titles = {block.number: block.title for block in course.blocks if isinstance(block, cp.Task)}
    return [(titles.get(row.block, ""), row) for row in rows]


@require_http_methods(["GET", "HEAD", "POST"])
@of_group
def tasks(request: HttpRequest, group: Group) -> HttpResponse:
    """What was handed in: first what waits for an answer."""
    rows = HandIn.objects.filter(learner__group=group).select_related("learner__group")
    form = Reply(request.POST if request.method == "POST" else None)
    said = ""
    if request.method == "POST":
        said = request.POST.get("about", "")
        if not re.fullmatch("[0-9]{1,12}", said):
            return redirect("giving:tasks", group.code)
        row = get_object_or_404(rows, pk=int(said))
        if form.is_valid():
            row.learner.group = group
            with told_when_impossible(request, "training.give_replied"):
                giving.reply(
                    row, form.cleaned_data["reply"], by=signed_in(request), request=request
                )
            return redirect("giving:tasks", group.code)
    course = frozen.of_group(group)
    return show(
        request,
        group,
        "give_tasks",
        waiting=_tasks(course, rows.filter(replied_at=None)),
        answered=_tasks(course, rows.exclude(replied_at=None).order_by("-replied_at")[:50]),
        form=form,
        said=said,
        status=422 if form.errors else 200,
    )


# --- meetings ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@of_group
def meetings(request: HttpRequest, group: Group) -> HttpResponse:
    """When the group meets; another meeting."""
    course = frozen.of_group(group)
    form = MeetingForm(course, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        giving.plan(group, **_planned(form))
        messages.success(request, say("training.give_planned"))
        return redirect("giving:meetings", group.code)
    found = group.meetings.annotate(n=Count("attended"))
    titles = {lesson.number: lesson.title for lesson in course.lessons}
    return show(
        request,
        group,
        "give_meetings",
        form=form,
        meetings=[(meeting, titles.get(meeting.lesson or 0, "")) for meeting in found],
        now=timezone.now(),
        status=422 if form.errors else 200,
    )


def _planned(form: MeetingForm) -> dict[str, Any]:
    told = form.cleaned_data
    at = timezone.make_aware(datetime.combine(told["day"], told["time"]))
    return {
        "at": at,
        "minutes": told["minutes"],
        "lesson": told["lesson"],
        "place": told["place"],
        "remark": told["remark"],
        "key": told["key"],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@of_group
def meeting(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """One meeting: who was there, when it is, or that it is off."""
    found: Meeting = get_object_or_404(group.meetings, pk=pk)
    course = frozen.of_group(group)
    at = timezone.localtime(found.at)
    initial = {
        "day": at.date(),
        "time": at.time(),
        "minutes": found.minutes,
        "lesson": found.lesson or "",
        "place": found.place,
        "remark": found.remark,
    }
    act = request.POST.get("act", "")
    form = MeetingForm(course, request.POST if act == "plan" else None, initial=initial)
    if act == "there":
        numbers = {int(n) for n in request.POST.getlist("there") if re.fullmatch("[0-9]{1,6}", n)}
        giving.attend(found, numbers)
        messages.success(request, say("training.give_attended"))
        return redirect("giving:meetings", group.code)
    if act == "off":
        found.delete()
        messages.success(request, say("training.give_off"))
        return redirect("giving:meetings", group.code)
    if act == "plan" and form.is_valid():
        planned = _planned(form)
        del planned["key"]
        giving.plan(group, about=found, **planned)
        messages.success(request, say("training.give_planned"))
        return redirect("giving:meetings", group.code)
    return show(
        request,
        group,
        "give_meeting",
        meeting=found,
        form=form,
        there=set(found.attended.values_list("learner__number", flat=True)),
        numbers=group.learners.filter(stopped_at=None).values_list("number", flat=True),
        status=422 if form.errors else 200,
    )


@require_safe
@of_group
def calendar(request: HttpRequest, group: Group) -> HttpResponse:
    """The meetings for somebody's own agenda (iCalendar, RFC 5545): when and where, nobody's name."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Werkwijs//Groups//NL"]
    for one in group.meetings.all():
        ends = one.at + timedelta(minutes=one.minutes)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{group.code}-{one.pk}@werkwijs",
            f"DTSTAMP:{_utc(timezone.now())}",
            f"DTSTART:{_utc(one.at)}",
            f"DTEND:{_utc(ends)}",
            f"SUMMARY:{_escaped(group.version.course.title)}",
            *([f"LOCATION:{_escaped(one.place)}"] if one.place else []),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    folded = "\r\n".join(part for line in lines for part in _folded(line)) + "\r\n"
    answer = HttpResponse(folded, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{group.code}.ics"'
    return answer


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text)


def _folded(line: str) -> list[str]:
    """No line longer than 75 bytes; what goes on begins with a space."""
    parts: list[str] = [""]
    for sign in line:
        if len((parts[-1] + sign).encode()) > 74:
            parts.append(" ")
        parts[-1] += sign
    return parts


# --- the lesson on paper, and who gives it along -------------------------------------------------


@require_safe
@of_group
def handout(request: HttpRequest, group: Group, number: int) -> HttpResponse:
    """A lesson to print, with what the expert by experience does."""
    course = frozen.of_group(group)
    lesson = next((one for one in course.lessons if one.number == number), None)
    if lesson is None:
        raise Http404
    around = pages.Around(file=lambda name: _file(group, name), lesson=lambda _: "")
    return show(
        request,
        group,
        "give_handout",
        lesson=lesson,
        notes=notes_of(group, number),
        body=pages.lesson(course, lesson, around, states.State()),
    )


def _file(group: Group, name: str) -> str:
    version = group.version
    return reverse(
        "training:version_file", args=[version.course.code, version.number, name.split("/")[-1]]
    )


def notes_of(group: Group, number: int | None = None) -> list[tuple[str, str, str]]:
    """What the expert by experience does: title of the lesson, of the block, and the words."""
    course = frozen.of_group(group)
    mine = {block.number: block for block in course.blocks}
    return [
        (lesson["title"], _title(mine[part["block"]["number"]]), part["co_trainer"])
        for lesson in frozen.document(group.version)["lessons"]
        if number is None or lesson["number"] == number
        for part in lesson["blocks"]
        if part["co_trainer"] and part["block"]["number"] in mine
    ]


def _title(block: cp.Block) -> str:
    match block:
        case cp.Asked():
            return block.title or block.question.prompt
        case cp.Reflection() | cp.Discussion():
            return block.title or block.prompt
        case _:
            return block.title


@require_POST
@of_group
def along(request: HttpRequest, group: Group) -> HttpResponse:
    """An expert by experience gives the course along, or does no longer."""
    if request.POST.get("act") == "stop":
        pk = request.POST.get("who", "")
        found = get_object_or_404(
            CoTrainer, group=group, pk=int(pk) if re.fullmatch("[0-9]{1,12}", pk) else 0
        )
        giving.stop_along(found)
        messages.success(request, say("training.give_along_stopped"))
        return redirect("giving:group", group.code)
    made = giving.ask_along(group, by=signed_in(request), request=request)
    return redirect("giving:along_link", group.code, made.pk)


@require_safe
@of_group
def along_link(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The link of an expert by experience, to hand over."""
    found = get_object_or_404(CoTrainer, group=group, pk=pk, stopped_at=None)
    address = settings.BASE_URL + reverse("together:home", args=[giving.link_along(found)])
    return show(
        request, group, "give_along", who=found, address=address, qr=qr.svg(address, scale=5)
    )
