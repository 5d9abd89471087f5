"""Pages about the statements of a study, and their pictures and sounds."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.lib.pictures import LARGEST_BYTES, NotAPicture
from werkwijs.lib.sounds import LARGEST_BYTES as LARGEST_SOUND
from werkwijs.lib.sounds import NotASound
from werkwijs.lib.words import say
from werkwijs.studies import locking, media, pages
from werkwijs.studies import statements as making
from werkwijs.studies.advice import advised_on
from werkwijs.studies.forms_statements import (
    EditStatement,
    NewStatement,
    PasteStatements,
    Picture,
    Sound,
)
from werkwijs.studies.models import Statement, Study


@pages.setting_up
def statements(request: HttpRequest, study: Study) -> HttpResponse:
    listed = study.statements.select_related("origin")
    return pages.show(
        request,
        study,
        "studies/statements.html",
        statements=list(listed.filter(dropped_at=None)),
        dropped=list(listed.exclude(dropped_at=None).exclude(text="").order_by("order", "id")),
        locked=locking.locked(study),
        why_not_unlock=locking.why_not_unlock(study),
        fewest=locking.FEWEST,
    )


@pages.setting_up
def new_statement(request: HttpRequest, study: Study) -> HttpResponse:
    form = NewStatement(request.POST or None, study=study)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            making.add(study, said.pop("text"), by=signed_in(request), **said)
        except making.SetIsLocked as locked:
            form.add_error(None, str(locked))
        else:
            pages.changed(request, study, "statements")
            if "another" in request.POST:
                return redirect("studies:new_statement", study.slug)
            return redirect("studies:statements", study.slug)
    return pages.show(request, study, "studies/statement_new.html", form=form)


@pages.setting_up
def paste(request: HttpRequest, study: Study) -> HttpResponse:
    form = PasteStatements(request.POST or None, study=study)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            added = making.add_lines(
                study,
                form.found,
                by=signed_in(request),
                origin=said["origin"],
                key=said["key"],
            )
        except making.SetIsLocked as locked:
            form.add_error(None, str(locked))
        else:
            pages.changed(request, study, "statements")
            messages.success(request, say("studies.pasted", n=len(added)))
            if passed_over := len(form.found) - len(added):
                messages.info(request, say("studies.pasted_passed_over", n=passed_over))
            return redirect("studies:statements", study.slug)
    return pages.show(request, study, "studies/statement_paste.html", form=form)


@pages.setting_up
def statement(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    found = get_object_or_404(study.statements, pk=statement_id)
    form = EditStatement(request.POST or None, about=found, locked=locking.locked(study))
    if request.method == "POST" and form.is_valid():
        form.save()
        pages.changed(request, study, "statements", about=found)
        return redirect("studies:statements", study.slug)
    return _shown(request, study, found, form=form)


@require_POST
@pages.setting_up
def picture(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    found = get_object_or_404(study.statements, pk=statement_id)
    if "remove" in request.POST:
        media.remove_picture(found)
        return _changed(request, study, found)
    form = Picture(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data.get("picture")
        try:
            if file is None and not found.picture:
                form.add_error("picture", say("studies.wrong", "picture_missing"))
            elif file is not None and file.size > LARGEST_BYTES:
                form.add_error("picture", say("studies.wrong", "picture_bytes"))
            else:
                media.set_picture(found, form.handed_in(), form.cleaned_data["alt"])
                return _changed(request, study, found)
        except NotAPicture as wrong:
            form.add_error("picture", say("studies.wrong", f"picture_{wrong.kind}"))
    return _shown(request, study, found, picture_form=form)


@require_POST
@pages.setting_up
def sound(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    found = get_object_or_404(study.statements, pk=statement_id)
    if "remove" in request.POST:
        media.remove_sound(found)
        return _changed(request, study, found)
    form = Sound(request.POST, request.FILES)
    if form.is_valid():
        try:
            file = form.cleaned_data["sound"]
            if file.size > LARGEST_SOUND:
                raise NotASound("bytes")
            media.set_sound(found, file.read())
            return _changed(request, study, found)
        except NotASound as wrong:
            form.add_error("sound", say("studies.wrong", f"sound_{wrong.kind}"))
    return _shown(request, study, found, sound_form=form)


@pages.reading
def medium(request: HttpRequest, study: Study, statement_id: int, kind: str) -> HttpResponse:
    """The picture or the sound itself, for staff."""
    statement = get_object_or_404(study.statements, pk=statement_id)
    found = media.picture(statement) if kind == "plaatje" else media.sound(statement)
    if found is None:
        raise Http404
    return media.answer(request, found)


@require_POST
@pages.setting_up
def drop(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    found = get_object_or_404(study.statements, pk=statement_id)
    return _tried(request, study, lambda: making.drop(found, by=signed_in(request)), "dropped")


@require_POST
@pages.setting_up
def restore(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    found = get_object_or_404(study.statements, pk=statement_id)
    return _tried(request, study, lambda: making.restore(found, by=signed_in(request)), "restored")


@require_POST
@pages.setting_up
def move(request: HttpRequest, study: Study, statement_id: int) -> HttpResponse:
    found = get_object_or_404(study.statements, pk=statement_id, dropped_at=None)
    asked = request.POST.get("place", "").strip()
    if not (asked.isascii() and asked.isdigit()) or len(asked) > 6:
        messages.warning(request, say("studies.statement_place_wrong"))
        return redirect("studies:statement", study.slug, statement_id)
    return _tried(request, study, lambda: making.move(found, int(asked)), "moved", n=int(asked))


@require_POST
@pages.setting_up
def lock(request: HttpRequest, study: Study) -> HttpResponse:
    try:
        locking.lock(study, by=signed_in(request))
        messages.success(request, say("studies.lock_done"))
    except locking.CannotLock as why:
        messages.warning(request, str(why))
    return redirect("studies:statements", study.slug)


@require_POST
@pages.setting_up
def unlock(request: HttpRequest, study: Study) -> HttpResponse:
    try:
        locking.unlock(study, by=signed_in(request))
        messages.success(request, say("studies.unlock_done"))
    except locking.CannotLock as why:
        messages.warning(request, str(why))
    return redirect("studies:statements", study.slug)


def _shown(
    request: HttpRequest,
    study: Study,
    statement: Statement,
    *,
    form: EditStatement | None = None,
    picture_form: Picture | None = None,
    sound_form: Sound | None = None,
) -> HttpResponse:
    stands = Statement.objects.select_related("origin").get(pk=statement.pk)
    stands.study = study
    locked = locking.locked(study)
    whole = f"{study.stem} {stands.text}".strip()
    easy = f"{study.stem} {stands.easy}".strip() if stands.easy else ""
    return pages.show(
        request,
        study,
        "studies/statement.html",
        statement=stands,
        place=study.statements.filter(dropped_at=None, order__lt=stands.order).count() + 1,
        locked=locked,
        form=form or EditStatement(about=stands, locked=locked),
        picture_form=picture_form or Picture(initial={"alt": stands.picture_alt}),
        sound_form=sound_form or Sound(),
        advised=[]
        if locked
        else advised_on(
            study,
            ("statement_field", "text", whole, True),
            ("statement_field", "easy", easy, True),
            answered=True,
        ),
    )


def _tried(
    request: HttpRequest, study: Study, act: Callable[[], None], done: str, **facts: int
) -> HttpResponse:
    """Do it, and say so; or say why not."""
    try:
        act()
    except making.SetIsLocked:
        messages.warning(request, say("studies.text_is_locked"))
    else:
        messages.success(request, say(f"studies.statement_{done}", **facts))
    return redirect("studies:statements", study.slug)


def _changed(request: HttpRequest, study: Study, statement: Statement) -> HttpResponse:
    pages.changed(request, study, "statements", about=statement)
    return redirect("studies:statement", study.slug, statement.pk)
