"""Readers: who runs a study asks people to read cards; they say what they think by a link of their own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from werkwijs.accounts.who import signed_in
from werkwijs.cards import picturing, reviewing
from werkwijs.cards.digesting import seen
from werkwijs.cards.edition_document import AUDIENCES
from werkwijs.cards.forms import Opinion
from werkwijs.cards.models import Reader, Remark, Text
from werkwijs.lib import qr
from werkwijs.lib.impossible import Impossible, told_when_impossible
from werkwijs.lib.words import say
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@require_http_methods(["GET", "HEAD", "POST"])
@pages.running
def readers(request: HttpRequest, study: Study) -> HttpResponse:
    """Who was asked to read, how many cards they read, and what waits for an answer."""
    if request.method == "POST":
        by = signed_in(request)
        if request.POST.get("act") == "stop":
            number = request.POST.get("reader", "")
            if not number.isdecimal() or len(number) > 6:
                raise Http404
            reader = get_object_or_404(Reader, study=study, number=number)
            reviewing.stop(reader, by=by, request=request)
            messages.success(request, say("cards.reader_stopped"))
        else:
            with told_when_impossible(request, "cards.reader_made"):
                reviewing.ask(
                    study,
                    request.POST.get("for", ""),
                    expert=request.POST.get("expert") == "yes",
                    by=by,
                    request=request,
                )
        return redirect("cards:readers", study.slug)
    found = Reader.objects.filter(study=study).prefetch_related("remarks")
    waiting = (
        Remark.objects.filter(text__card__study=study, settled_at=None)
        .select_related("text__card", "reader")
        .order_by("-at")
    )
    return pages.show(
        request,
        study,
        "cards/readers.html",
        readers=[
            (r, reviewing.address(r), len({m.text_id for m in r.remarks.all()})) for r in found
        ],
        waiting=[r for r in waiting if reviewing.waits(r)],
        audiences=AUDIENCES,
    )


@require_http_methods(["GET", "HEAD"])
@pages.running
def reader(request: HttpRequest, study: Study, reader: int) -> HttpResponse:
    """One reader's link, to hand over or to print."""
    found = get_object_or_404(Reader, study=study, number=reader)
    address = reviewing.address(found)
    return pages.show(
        request,
        study,
        "cards/reader.html",
        reader=found,
        address=address,
        qr=qr.svg(address, scale=5) if address else "",
    )


@require_POST
@pages.running
def settle(request: HttpRequest, study: Study, remark: int) -> HttpResponse:
    """A remark is answered."""
    found = get_object_or_404(
        Remark.objects.select_related("text__card__study"), pk=remark, text__card__study=study
    )
    with told_when_impossible(request, "cards.remark_settled"):
        reviewing.settle(
            found, answer=request.POST.get("answer", ""), by=signed_in(request), request=request
        )
    return redirect("cards:text", study.slug, found.text.card.number, found.text.audience)


@require_POST
@pages.running
def remark(request: HttpRequest, study: Study, number: int, audience: str) -> HttpResponse:
    """A colleague's remark."""
    text = get_object_or_404(
        Text.objects.select_related("card__study"),
        card__study=study,
        card__number=number,
        audience=audience,
    )
    form = Opinion(request.POST)
    if form.is_valid():
        with told_when_impossible(request, "cards.remark_kept"):
            reviewing.remark(
                text,
                by=signed_in(request),
                words=form.cleaned_data["said"],
                key=form.cleaned_data["key"],
            )
    else:
        messages.error(request, say("cards.remark_too_long", most=reviewing.LONGEST))
    return redirect("cards:text", study.slug, number, audience)


@login_not_required
@require_http_methods(["GET", "HEAD"])
def to_read(request: HttpRequest, link: str) -> HttpResponse:
    """The cards somebody was asked to read, with those that are done."""
    reader = reviewing.by_link(link)
    if reader is None:
        return _gone(request)
    texts = reviewing.to_read(reader)
    done = _done(reader)
    return _private(
        render(
            request,
            "cards/reading.html",
            {
                "reader": reader,
                "link": link,
                "study": reader.study,
                "texts": [(t, (t.pk, seen(t)) in done) for t in texts],
                "next": next((t for t in texts if (t.pk, seen(t)) not in done), None),
            },
        )
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, link: str, number: int) -> HttpResponse:
    """One card, to say what one thinks of it."""
    reader = reviewing.by_link(link)
    if reader is None:
        return _gone(request)
    texts = reviewing.to_read(reader)
    text = next((t for t in texts if t.card.number == number), None)
    if text is None:
        raise Http404
    form = Opinion(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            reviewing.remark(
                text,
                reader=reader,
                clear=said["clear"],
                right=said["right"],
                words=said["said"],
                of=said["of"],
                key=said["key"],
            )
        except Impossible as nothing:
            form.add_error(None, say(nothing.words))
        else:
            messages.success(request, say("cards.reading_thanks"))
            done = _done(reader)
            rest = [t for t in texts if (t.pk, seen(t)) not in done and t.pk != text.pk]
            if rest:
                return redirect("reading:one", link, rest[0].card.number)
            return redirect("reading:cards", link)
    place = texts.index(text)
    return _private(
        render(
            request,
            "cards/reading_one.html",
            {
                "reader": reader,
                "link": link,
                "study": reader.study,
                "text": text,
                "form": form,
                "of": seen(text),
                "read_before": (text.pk, seen(text)) in _done(reader),
                "place": place + 1,
                "total": len(texts),
                "before": texts[place - 1] if place else None,
                "after": texts[place + 1] if place + 1 < len(texts) else None,
            },
        )
    )


@login_not_required
@require_http_methods(["GET", "HEAD"])
def picture(request: HttpRequest, link: str, number: int) -> HttpResponse:
    """The picture of a card somebody was asked to read."""
    reader = _reader(link)
    text = next((t for t in reviewing.to_read(reader) if t.card.number == number), None)
    shown = picturing.shown(text) if text is not None else None
    if shown is None:
        raise Http404
    answer = HttpResponse(shown.content, content_type=shown.type)
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    return _private(answer)


def _gone(request: HttpRequest) -> HttpResponse:
    """The link was closed, or is too old; or there never was one like it."""
    return _private(render(request, "cards/reading_gone.html", status=404))


def _reader(link: str) -> Reader:
    reader = reviewing.by_link(link)
    if reader is None:
        raise Http404
    return reader


def _done(reader: Reader) -> set[tuple[int, str]]:
    return set(reader.remarks.values_list("text", "of"))


def _private(response: HttpResponse) -> HttpResponse:
    """Whoever was given the address finds it; who searches the web does not."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
