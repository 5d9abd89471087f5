"""Editions of the organisation: which there are, handing one over, taking one in, printing one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from conceptmapping.errors import Fault, Language
from werkwijs.accounts import rules
from werkwijs.accounts.models import Organisation, Role, User
from werkwijs.accounts.who import signed_in
from werkwijs.cards import exchanging, keeping, languages, printed, printing
from werkwijs.cards.edition_document import AudienceName, EditionDocument
from werkwijs.cards.formats import offered, telling
from werkwijs.cards.formats.faults import AlreadyHere, UnsoundEdition
from werkwijs.cards.formats.unpacking import Found, unpacked
from werkwijs.cards.forms_exchange import ZipForm
from werkwijs.cards.models import Edition, Translation
from werkwijs.lib import pdf
from werkwijs.lib.words import language, say

View = Callable[..., HttpResponse]


def reading(view: View) -> View:
    """A page for everybody who may see the edition; the view is handed the edition instead of its code."""

    @wraps(view)
    def page(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        edition = get_object_or_404(exchanging.visible_to(signed_in(request)), code=code)
        return view(request, edition, **kwargs)

    return page


def running(view: View) -> View:
    """A page for those who run studies of the organisation that has the edition."""

    @reading
    @wraps(view)
    def page(request: HttpRequest, edition: Edition, **kwargs: Any) -> HttpResponse:
        if not rules.may_run(signed_in(request), edition.organisation):
            raise PermissionDenied
        return view(request, edition, **kwargs)

    return page


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """All editions of one's organisations: made here, taken in, translated."""
    user = signed_in(request)
    mine = exchanging.visible_to(user).defer("content")
    facts = {
        "editions": [(edition, languages.name(edition.language)) for edition in mine],
        "runs": _runs_for(user).exists(),
        "several": mine.values("organisation").distinct().count() > 1,
    }
    return render(request, "cards/exchange_list.html", facts)


@require_safe
@reading
def edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    """One edition: what it is, who read it, and everything it can be fetched as."""
    document = edition.told
    user = signed_in(request)
    own = language()
    facts = {
        "edition": edition,
        "told": document,
        "audiences": _audiences(document),
        "files": [(name, *_file_words(name, own)) for name in offered.names(document)],
        "history": telling.history(document, own),
        "licence": telling.licence(document, own),
        "language_name": languages.name(edition.language),
        "running": rules.may_run(user, edition.organisation),
        "translations": _translations(edition),
        "choices": languages.choices(without=edition.language),
        "changes": _changes(document),
        "no_printer": pdf.why_not(),
        "unprintable": _unprintable(edition, document, own),
    }
    return render(request, "cards/exchange_edition.html", facts)


@require_safe
@reading
def download(request: HttpRequest, edition: Edition, name: str) -> HttpResponse:
    """One of the files in which an edition is handed over."""
    try:
        called, content = exchanging.hand_over(
            edition, name, by=signed_in(request), request=request
        )
    except offered.NotOffered:
        raise Http404 from None
    return _sent(called, content, offered.content_type(name))


@require_safe
@reading
def print_cards(request: HttpRequest, edition: Edition, audience: str, kind: str) -> HttpResponse:
    """The cards for one audience, as PDF."""
    document = edition.told
    if audience not in telling.audiences(document):
        raise Http404
    if kind not in printing.KINDS:
        raise Http404
    try:
        name, content = printed.printed(edition, cast("AudienceName", audience), kind)
    except pdf.NoPrinter:
        messages.error(request, say("cards.exchange_no_printer"))
        return redirect("editions:edition", edition.code)
    return _sent(name, content, "application/pdf")


# --- taking in ------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Look at an edition that somebody handed over; and keep it, when that is what one wants."""
    user = signed_in(request)
    mine = _runs_for(user)
    if not mine:
        raise PermissionDenied
    if request.POST.get("ticket"):
        return _decide(request, user, mine)
    sent = request.method == "POST"
    form = ZipForm(mine, request.POST or None if sent else None, request.FILES or None)
    if not sent or not form.is_valid():
        return _asked(request, form, [])
    organisation, handed_in = form.cleaned_data["organisation"], form.cleaned_data["file"].read()
    try:
        found = unpacked(handed_in)
        _expect_new(found, organisation)
    except UnsoundEdition as unsound:
        return _told(request, form, unsound, organisation)
    ticket = exchanging.put_aside(handed_in, by=user)
    return _preview(request, found, organisation, ticket)


def _decide(request: HttpRequest, user: User, mine: QuerySet[Organisation]) -> HttpResponse:
    ticket = request.POST["ticket"]
    if request.POST.get("act") == "drop":
        exchanging.drop(ticket, by=user)
        messages.success(request, say("cards.exchange_dropped"))
        return redirect("editions:list")
    form = ZipForm(mine)
    organisation = mine.filter(pk=_whole(request.POST.get("organisation"))).first()
    content = exchanging.waiting(ticket, by=user)
    if content is None or organisation is None:
        return _asked(request, form, [say("cards.exchange_gone")])
    try:
        found = unpacked(content)
        kept = exchanging.take_in(
            found,
            organisation=organisation,
            received_from=request.POST.get("received_from", ""),
            by=user,
            request=request,
        )
    except UnsoundEdition as unsound:
        exchanging.drop(ticket, by=user)
        return _told(request, form, unsound, organisation)
    exchanging.drop(ticket, by=user)
    messages.success(request, say("cards.exchange_taken", title=kept.title))
    return redirect("editions:edition", kept.code)


def _preview(
    request: HttpRequest, found: Found, organisation: Organisation, ticket: str
) -> HttpResponse:
    document, own = found.document, language()
    facts = {
        "told": document,
        "audiences": _audiences(document),
        "history": telling.history(document, own),
        "licence": telling.licence(document, own),
        "language_name": languages.name(document["language"]),
        "left": found.left,
        "ticket": ticket,
        "organisation": organisation,
        "received_from": document["made"][-1]["organisation"],
        "n_pictures": sum(name.startswith("pictures/") for name in document["files"]),
        "n_sounds": sum(name.startswith("sounds/") for name in document["files"]),
    }
    return render(request, "cards/exchange_preview.html", facts)


def _told(
    request: HttpRequest, form: ZipForm, unsound: UnsoundEdition, organisation: Organisation
) -> HttpResponse:
    """What is wrong with it; where it is here already, that edition, and that nothing changed."""
    first = unsound.faults[0]
    if isinstance(first, AlreadyHere):
        messages.warning(request, first.what(language()))
        here = Edition.objects.get(organisation=organisation, key=first.key)
        return redirect("editions:edition", here.code)
    return _asked(request, form, [_sentence(fault) for fault in unsound.faults])


def _asked(request: HttpRequest, form: ZipForm, faults: list[str]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    facts = {"form": form, "faults": faults}
    return render(request, "cards/exchange_take_in.html", facts, status=status)


def _expect_new(found: Found, organisation: Organisation) -> None:
    wrong = exchanging.hindrance(found.document, organisation)
    if wrong is not None:
        raise wrong


def _sentence(fault: Fault) -> str:
    return f"{fault.what(language())} {fault.remedy(language())}".strip()


# --- what pages show ------------------------------------------------------------------


def _audiences(document: EditionDocument) -> list[dict[str, Any]]:
    """Each audience with its cards, and how many of them were read by how many people."""
    found = []
    for name in telling.audiences(document):
        texts = [
            (card["number"], card["texts"][name])
            for card in document["cards"]
            if name in card["texts"]
        ]
        readers = [text["read_by"] for _, text in texts]
        found.append(
            {
                "key": name,
                "name": telling.audience(name, language()),
                "texts": texts,
                "n": len(texts),
                "read": sum(read["n"] > 0 for read in readers),
                "by_experts": sum(read["experts"] > 0 for read in readers),
            }
        )
    return found


def _unprintable(edition: Edition, document: EditionDocument, own: Language) -> list[str]:
    """What will not print well, for any audience, each once; said before somebody has it printed."""
    files = keeping.files_of(edition)
    return list(
        dict.fromkeys(
            problem.words(own)
            for audience in telling.audiences(document)
            for problem in printing.problems(document, cast("AudienceName", audience), files)
        )
    )


def _changes(document: EditionDocument) -> list[str]:
    """How it differs from the edition before, in sentences."""
    return [
        say(
            "cards.exchange_change",
            change["what"],
            number=str(change["number"]),
            audience=telling.words(language()).get(
                "formats_audience", change["audience"], change["audience"]
            ),
        )
        for change in document["changes"]
    ]


def _translations(edition: Edition) -> list[tuple[str, str, Edition | None]]:
    """Code and name of each language, with the edition in it; None: still under way."""
    whole = edition.translations.defer("content").order_by("language", "pk")
    begun = Translation.objects.filter(edition=edition, became=None).order_by("language")
    found: list[tuple[str, Edition | None]] = [(one.language, one) for one in whole]
    found += [(one.language, None) for one in begun]
    return [(code, languages.name(code), one) for code, one in found]


def _file_words(name: str, own: Any) -> tuple[str, str]:
    """What a file is called, and what it is for."""
    if name.startswith(offered.IMAGES):
        audience = telling.audience(name.removeprefix(offered.IMAGES).removesuffix(".zip"), own)
        return say("cards.exchange_images", audience=audience), say("cards.exchange_images_what")
    kind = name.replace(".", "-")
    return say("cards.exchange_kind", kind), say("cards.exchange_kind_what", kind)


def _runs_for(user: User) -> QuerySet[Organisation]:
    held = user.memberships.current().filter(role=Role.FACILITATOR)
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name")


def _sent(called: str, content: bytes, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _whole(written: str | None) -> int:
    """A number in a form that somebody may have written by hand; 0 where it is none."""
    return (
        int(written)
        if written and written.isascii() and written.isdigit() and len(written) < 16
        else 0
    )
