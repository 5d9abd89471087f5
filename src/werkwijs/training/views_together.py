"""The page of an expert by experience who gives a course along: what I do, in easy words."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

import coursepack as cp
from werkwijs.training import frozen, giving
from werkwijs.training.views_giving import notes_of


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, link: str) -> HttpResponse:
    """When we meet, what I do then, and what we talk about; or: I stop."""
    found = giving.along(link)
    if found is None:
        return render(request, "training/learning_gone.html", status=404)
    if request.method == "POST":
        if request.POST.get("sure") == "yes":
            giving.stop_along(found)
            return render(request, "training/together_stopped.html")
        return render(request, "training/together_stop.html", {"link": link, "unsure": True})
    if "stoppen" in request.GET:
        return render(request, "training/together_stop.html", {"link": link})
    group = found.group
    course = frozen.of_group(group)
    meeting = group.meetings.filter(at__gte=timezone.now()).first()
    wanted = meeting.lesson if meeting else None
    chosen = request.GET.get("les", "")
    if chosen.isdecimal() and len(chosen) < 4:
        wanted = int(chosen)
    lesson = next((one for one in course.lessons if one.number == wanted), course.lessons[0])
    facts = {
        "link": link,
        "group": group,
        "course": course,
        "meeting": meeting,
        "lesson": lesson,
        "notes": notes_of(group, lesson.number),
        "talks": [block for block in lesson.blocks if isinstance(block, cp.Discussion)],
    }
    return render(request, "training/together.html", facts)
