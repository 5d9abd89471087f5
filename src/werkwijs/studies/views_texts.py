"""Pages about what participants are told, and the consent text."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say
from werkwijs.studies import consent, pages
from werkwijs.studies import texts as telling
from werkwijs.studies.advice import advised_on
from werkwijs.studies.forms_subjects import EditConsent, EditText
from werkwijs.studies.models import Study, Text


@pages.setting_up
def texts(request: HttpRequest, study: Study) -> HttpResponse:
    own = {t.key for t in study.texts.all() if t.easy or t.ordinary}
    easy, ordinary = telling.all_texts(study, True), telling.all_texts(study, False)
    listed = [(key, easy[key], ordinary[key], key in own) for key in telling.KEYS]
    return pages.show(request, study, "studies/texts.html", listed=listed)


@pages.setting_up
def text(request: HttpRequest, study: Study, key: str) -> HttpResponse:
    if key not in telling.KEYS:
        raise Http404
    own = study.texts.filter(key=key).first()
    ours = Text(
        study=study,
        key=key,
        easy=telling.default(study, key, True),
        ordinary=telling.default(study, key, False),
    )
    form = EditText(request.POST or None, about=own or ours)
    if request.method == "POST" and form.is_valid():
        form.save()
        pages.changed(request, study, "texts", about=form.about)
        return redirect("studies:text", study.slug, key)
    stands = own and study.texts.get(key=key)
    return pages.show(
        request,
        study,
        "studies/text.html",
        form=form,
        key=key,
        own=bool(stands),
        advised=advised_on(
            study,
            ("text_field", "easy", telling.text(study, key, True), True),
            ("text_field", "ordinary", telling.text(study, key, False), False),
        ),
    )


@require_POST
@pages.setting_up
def standard_text(request: HttpRequest, study: Study, key: str) -> HttpResponse:
    if key not in telling.KEYS:
        raise Http404
    study.texts.filter(key=key).delete()
    pages.changed(request, study, "texts")
    return redirect("studies:text", study.slug, key)


@pages.setting_up
def consents(request: HttpRequest, study: Study) -> HttpResponse:
    return pages.show(
        request,
        study,
        "studies/consents.html",
        versions=list(study.consent_texts.order_by("-version")),
        current=consent.current(study),
        draft=consent.draft(study),
    )


@require_POST
@pages.setting_up
def new_consent(request: HttpRequest, study: Study) -> HttpResponse:
    made = consent.begin(study, by=signed_in(request))
    return redirect("studies:consent_version", study.slug, made.version)


@pages.setting_up
def consent_version(request: HttpRequest, study: Study, version: int) -> HttpResponse:
    found = get_object_or_404(study.consent_texts, version=version)
    form = EditConsent(request.POST or None, about=found)
    if request.method == "POST":
        if found.published_at:
            messages.warning(request, say("studies.consent_frozen"))
            return redirect("studies:consent_version", study.slug, version)
        if form.is_valid():
            form.save()
            pages.changed(request, study, "consent", about=found)
            return redirect("studies:consent_version", study.slug, version)
    stands = study.consent_texts.get(version=version)
    return pages.show(
        request,
        study,
        "studies/consent.html",
        form=form,
        text=stands,
        current=consent.current(study),
        advised=advised_on(
            study,
            ("consent_field", "easy", stands.easy, True),
            ("consent_field", "ordinary", stands.ordinary, False),
        ),
    )


@require_POST
@pages.setting_up
def publish_consent(request: HttpRequest, study: Study, version: int) -> HttpResponse:
    found = get_object_or_404(study.consent_texts, version=version)
    if not (found.easy.strip() and found.question.strip() and len(found.answers) > 1):
        messages.warning(request, say("studies.consent_nothing_to_answer"))
        return redirect("studies:consent_version", study.slug, version)
    consent.publish(found, by=signed_in(request))
    messages.success(request, say("studies.consent_published", version=version))
    return redirect("studies:consent", study.slug)
