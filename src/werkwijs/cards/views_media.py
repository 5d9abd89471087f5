"""The pages on which a text gets its picture and its sound, and the files themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from werkwijs.accounts import rules
from werkwijs.accounts.who import signed_in
from werkwijs.cards import pictograms, picturing, sounding
from werkwijs.cards.digesting import digest, words_of
from werkwijs.cards.forms_media import Description, OwnPicture, Recording
from werkwijs.cards.models import Text
from werkwijs.cards.pictograms import NoSuchPictogram, Pictogram
from werkwijs.lib import pictures
from werkwijs.lib.pictures import NotAPicture
from werkwijs.lib.sounds import NotASound
from werkwijs.lib.speech import CannotSpeak
from werkwijs.lib.words import language, say
from werkwijs.studies import media, pages
from werkwijs.studies.models import Study

SHOWN = 48
"""Pictograms on one page."""
SUGGESTED = 12
LOOK = ("zoek", "onderwerp")
"""What in the address says which pictograms are shown."""
BEFORE = "cards_picture_before"
"""In the session: which pictogram a text had, for who wants it back."""


def about_a_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about one text: who reads the study may look, who runs it may change it."""

    @pages.reading
    @wraps(view)
    def page(
        request: HttpRequest, study: Study, *, number: int, audience: str, **kwargs: Any
    ) -> HttpResponse:
        own = Text.objects.select_related("card__study")
        text = get_object_or_404(own, card__study=study, card__number=number, audience=audience)
        may = rules.may_run(signed_in(request), study.organisation)
        if request.method == "POST" and not may:
            raise PermissionDenied
        return view(request, study, text, **kwargs)

    return page


# --- the picture ------------------------------------------------------------------------


@about_a_text
def picture(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    if request.method != "POST":
        return _picture_page(request, study, text)
    ways = {
        "choose": _choose,
        "own": _own,
        "describe": _describe,
        "remove": _remove_picture,
        "undo": _undo,
    }
    way = ways.get(request.POST.get("act", ""))
    return way(request, study, text) if way else _back_to("cards:picture", text, request)


def _choose(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    name = request.POST.get("pictogram", "")
    if text.picture and "sure" not in request.POST:
        return _picture_page(request, study, text, ask_first="choose", asked_for=name)
    before = _now(text)
    try:
        picturing.choose(text, name, by=signed_in(request), request=request)
    except NoSuchPictogram:
        messages.warning(request, say("cards.picture_no_pictogram"))
    else:
        _remember(request, text, before)
        messages.success(request, say("cards.picture_chosen", label=pictograms.get(name).label))
    return _back_to("cards:picture", text, request)


def _own(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    form = OwnPicture(request.POST, request.FILES, prefix="own")
    if form.is_valid():
        before = _now(text)
        try:
            handed_in = form.handed_in()
            kept = picturing.keep_own(
                text,
                handed_in,
                alt=form.cleaned_data["alt"],
                credit=form.cleaned_data["credit"],
                by=signed_in(request),
                request=request,
            )
        except NotAPicture as wrong:
            form.add_error("picture", say("cards.media_wrong", f"picture_{wrong.kind}"))
        else:
            _remember(request, text, before)
            messages.success(request, say("cards.picture_kept"))
            if pictures.moves(handed_in):
                messages.warning(request, say("cards.picture_moved"))
            if picturing.unsharp(kept):
                messages.warning(request, say("cards.picture_unsharp"))
            return _back_to("cards:picture", text, request)
    return _picture_page(request, study, text, own=form)


def _describe(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    form = Description(request.POST, prefix="about", of_a_pictogram=bool(text.pictogram))
    shown = picturing.shown(text)
    if shown is not None and form.is_valid():
        if request.POST.get("version") != str(text.version):
            now = say("cards.picture_described_meanwhile", alt=text.picture_alt)
            form.add_error("alt", now)
        else:
            said = form.cleaned_data
            picturing.describe(
                text,
                alt=said["alt"],
                credit=said.get("credit", ""),
                by=signed_in(request),
                request=request,
            )
            messages.success(request, say("cards.picture_described"))
            return _back_to("cards:picture", text, request)
    return _picture_page(request, study, text, about=form)


def _remove_picture(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    if text.picture and "sure" not in request.POST:
        return _picture_page(request, study, text, ask_first="remove")
    before = _now(text)
    picturing.remove(text, by=signed_in(request), request=request)
    _remember(request, text, before)
    messages.success(request, say("cards.picture_removed"))
    return _back_to("cards:picture", text, request)


def _undo(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    before = _remembered(request, text)
    if before is None:
        messages.warning(request, say("cards.picture_undo_gone"))
        return _back_to("cards:picture", text, request)
    request.session.pop(BEFORE, None)
    if before["pictogram"]:
        picturing.choose(
            text,
            before["pictogram"],
            alt=before["alt"],
            by=signed_in(request),
            request=request,
        )
    else:
        picturing.remove(text, by=signed_in(request), request=request)
    messages.success(request, say("cards.picture_undone"))
    return _back_to("cards:picture", text, request)


def _now(text: Text) -> dict[str, Any] | None:
    """What can be brought back: a pictogram, or nothing. A picture of somebody's own is gone when it goes."""
    return None if text.picture else {"pictogram": text.pictogram, "alt": text.picture_alt}


def _remember(request: HttpRequest, text: Text, before: dict[str, Any] | None) -> None:
    changed = Text.objects.get(pk=text.pk)
    if before is None:
        request.session.pop(BEFORE, None)
    elif before["pictogram"] != changed.pictogram or changed.picture:
        request.session[BEFORE] = {**before, "text": text.pk, "version": changed.version}


def _remembered(request: HttpRequest, text: Text) -> dict[str, Any] | None:
    """None too when somebody changed the text since, or a photo of somebody's own would be lost by it."""
    before: dict[str, Any] | None = request.session.get(BEFORE)
    if before is None or text.picture:
        return None
    return before if (before["text"], before["version"]) == (text.pk, text.version) else None


def _picture_page(
    request: HttpRequest,
    study: Study,
    text: Text,
    *,
    own: OwnPicture | None = None,
    about: Description | None = None,
    ask_first: str = "",
    asked_for: str = "",
) -> HttpResponse:
    shown = picturing.shown(text)
    said = {"alt": text.picture_alt, "credit": text.picture_credit}
    wrong = bool((own and own.errors) or (about and about.errors))
    return pages.show(
        request,
        study,
        "cards/picture.html",
        status=400 if wrong else 200,
        text=text,
        shown=shown,
        unsharp=shown is not None and picturing.unsharp(shown),
        own=own or OwnPicture(prefix="own"),
        about=about
        or Description(prefix="about", initial=said, of_a_pictogram=bool(text.pictogram)),
        ask_first=ask_first,
        asked_for=asked_for,
        before=_remembered(request, text),
        **_offered(request, text),
    )


def _offered(request: HttpRequest, text: Text) -> dict[str, Any]:
    """The pictograms to choose from: what was searched for, a subject, or what the title points at."""
    by_subject = pictograms.subjects()
    sought = " ".join(request.GET.get("zoek", "").split())[:100]
    subject = request.GET.get("onderwerp", "")
    offered: list[Pictogram] = []
    because = ""
    if sought:
        offered, because = pictograms.find(sought, language()), "search"
    elif subject in by_subject:
        offered, because = by_subject[subject], "subject"
    else:
        offered = pictograms.find(text.title, text.card.study.language)[:SUGGESTED]
        because = "title" if offered else ""
    return {
        "sought": sought,
        "subject": subject if because == "subject" else "",
        "subjects": list(by_subject),
        "because": because,
        "n_found": len(offered),
        "offered": offered[:SHOWN],
    }


@require_safe
@about_a_text
def picture_file(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    """The picture itself, pictogram or own."""
    shown = picturing.shown(text)
    if shown is None:
        raise Http404
    return media.answer(request, (shown.content, shown.type))


@require_safe
@pages.reading
def pictogram(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    """A bundled drawing; the same for everybody, so a browser may keep it for a day."""
    try:
        drawing = pictograms.svg(name)
    except NoSuchPictogram:
        raise Http404 from None
    answer = media.answer(request, (drawing, picturing.TYPES["svg"]))
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer


# --- the sound --------------------------------------------------------------------------


@about_a_text
def sound(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    if request.method != "POST":
        return _sound_page(request, study, text)
    ways = {"keep": _keep_sound, "voice": _voice, "remove": _remove_sound}
    way = ways.get(request.POST.get("act", ""))
    return way(request, study, text) if way else _back_to("cards:sound", text)


def _keep_sound(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    form = Recording(request.POST, request.FILES)
    if form.is_valid():
        try:
            sounding.keep(
                text,
                form.handed_in(),
                of=form.cleaned_data["of"],
                by=signed_in(request),
                request=request,
            )
        except NotASound as wrong:
            form.add_error("sound", say("cards.media_wrong", f"sound_{wrong.kind}"))
        else:
            messages.success(request, say("cards.sound_kept"))
            return _back_to("cards:sound", text)
    return _sound_page(request, study, text, form=form)


def _voice(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    if text.sound_kind == Text.SoundKind.RECORDED and "sure" not in request.POST:
        return _sound_page(request, study, text, ask_first="voice")
    try:
        sounding.speak(text, by=signed_in(request), request=request)
    except CannotSpeak:
        messages.warning(request, say("cards.sound_no_voice"))
    else:
        messages.success(request, say("cards.sound_spoken"))
    return _back_to("cards:sound", text)


def _remove_sound(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    if text.sound_kind == Text.SoundKind.RECORDED and "sure" not in request.POST:
        return _sound_page(request, study, text, ask_first="remove")
    sounding.remove(text, by=signed_in(request), request=request)
    messages.success(request, say("cards.sound_removed"))
    return _back_to("cards:sound", text)


def _sound_page(
    request: HttpRequest,
    study: Study,
    text: Text,
    *,
    form: Recording | None = None,
    ask_first: str = "",
) -> HttpResponse:
    return pages.show(
        request,
        study,
        "cards/sound.html",
        status=400 if form and form.errors else 200,
        text=text,
        lines=words_of(text).splitlines(),
        heard=sounding.heard(text),
        can_speak=sounding.can_speak(text),
        form=form or Recording(initial={"of": digest(text)}),
        ask_first=ask_first,
    )


@require_safe
@about_a_text
def sound_file(request: HttpRequest, study: Study, text: Text) -> HttpResponse:
    """The sound itself, or the part a player asks for."""
    heard = sounding.heard(text)
    if heard is None:
        raise Http404
    return media.answer(request, (heard.content, heard.type))


def _back_to(page: str, text: Text, request: HttpRequest | None = None) -> HttpResponse:
    """To its top, where it says what was done; with the same search, so that one can try another."""
    address = reverse(page, args=[text.card.study.slug, text.card.number, text.audience])
    look = {key: request.GET[key] for key in LOOK if request.GET.get(key)} if request else {}
    return redirect(f"{address}?{urlencode(look)}#main" if look else f"{address}#main")
