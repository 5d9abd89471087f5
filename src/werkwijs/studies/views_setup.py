"""One page per subject of the study itself: question, choices, worries."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from werkwijs.studies import pages
from werkwijs.studies.advice import advised_on
from werkwijs.studies.careful import Careful
from werkwijs.studies.forms import Choices, Question, Worry
from werkwijs.studies.models import Study


@pages.setting_up
def question(request: HttpRequest, study: Study) -> HttpResponse:
    advised = advised_on(study, ("field", "prompt", study.prompt, True))
    return _subject(request, study, "question", Question, advised=advised)


@pages.setting_up
def worry(request: HttpRequest, study: Study) -> HttpResponse:
    advised = advised_on(
        study,
        ("field", "worry_when", study.worry_when, True),
        ("field", "worry_call", study.worry_call, True),
    )
    return _subject(request, study, "worry", Worry, advised=advised)


@pages.setting_up
def choices(request: HttpRequest, study: Study) -> HttpResponse:
    return _subject(request, study, "choices", Choices, template="studies/choices.html")


def _subject(
    request: HttpRequest,
    study: Study,
    subject: str,
    kind: type[Careful],
    *,
    template: str = "studies/subject.html",
    advised: object = (),
) -> HttpResponse:
    form = kind(request.POST or None, about=study)
    if request.method == "POST" and form.is_valid():
        form.save()
        pages.changed(request, study, subject)
        return redirect("studies:study", study.slug)
    study.refresh_from_db()
    return pages.show(
        request,
        study,
        template,
        form=form,
        subject=subject,
        advised=advised,
    )
