"""Ideas from paper, word for word."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say
from werkwijs.participation.models import Idea, Participant
from werkwijs.participation.paper import entering, removing
from werkwijs.participation.paper.forms import Helped
from werkwijs.participation.paper.pages import agreed_first
from werkwijs.studies import pages
from werkwijs.studies.models import Phase, Study

BOXES = 6


@agreed_first
@require_http_methods(["GET", "HEAD", "POST"])
def ideas(request: HttpRequest, study: Study, participant: Participant) -> HttpResponse:
    """A box per idea, word for word."""
    keys = [_key(key) for key in request.POST.getlist("idea_key")[:BOXES]]
    words = request.POST.getlist("idea")[:BOXES]
    helped = Helped(request.POST or None)
    boxes = list(zip(keys, words, strict=False))
    if request.method == "POST" and helped.is_valid():
        kept = entering.enter_ideas(
            participant,
            boxes,
            by=signed_in(request),
            helper=helped.cleaned_data["helper"],
            how=helped.cleaned_data["how"],
            request=request,
        )
        messages.success(request, say("participation.paper_ideas_kept", n=len(kept)))
        return redirect("taking_part:paper_ideas", study.slug, participant.number)
    if request.method != "POST":
        entering.tell("ideas_read", participant, by=signed_in(request), request=request)
        boxes = [(uuid.uuid4(), "") for _ in range(BOXES)]
    return pages.show(
        request,
        study,
        "participation/paper/ideas.html",
        status=400 if request.method == "POST" else 200,
        participant=participant,
        boxes=boxes,
        helped=helped,
        given=participant.ideas.all(),
        late=study.phase not in (Phase.PREPARING, Phase.IDEAS, Phase.STATEMENTS),
        longest=entering.LONGEST_IDEA,
    )


@agreed_first
@require_POST
def idea_remove(
    request: HttpRequest, study: Study, participant: Participant, *, key: uuid.UUID
) -> HttpResponse:
    """The idea is gone; the page that says so holds its words, to hand them in again."""
    idea = get_object_or_404(Idea, participant=participant, key=key)
    words = idea.text
    if not removing.remove_idea(idea, by=signed_in(request), request=request):
        messages.warning(request, say("participation.paper_idea_used"))
        return redirect("taking_part:paper_ideas", study.slug, participant.number)
    return pages.show(
        request,
        study,
        "participation/paper/idea_removed.html",
        participant=participant,
        words=words,
        key=uuid.uuid4(),
    )


def _key(written: str) -> uuid.UUID:
    try:
        return uuid.UUID(written)
    except ValueError:
        return uuid.uuid4()
