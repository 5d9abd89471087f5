"""Printing: as PDF, or as a page where no PDF can be made."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from werkwijs.accounts.who import signed_in
from werkwijs.audit.noting import note
from werkwijs.lib import pdf
from werkwijs.lib.words import say
from werkwijs.participation.models import Handout, Participant
from werkwijs.participation.paper import handing_out, sheets
from werkwijs.participation.paper.forms import Print
from werkwijs.participation.paper.sheets import Kind, Wish
from werkwijs.studies import pages
from werkwijs.studies.models import Study


@pages.running
@require_safe
def printed(request: HttpRequest, study: Study) -> HttpResponse:
    """Sheets of one kind. As a page with ``vorm=pagina``, as PDF otherwise."""
    form = Print(study, request.GET)
    if not form.is_valid():
        raise Http404
    wanted = form.cleaned_data
    kind = Kind(wanted["wat"])
    as_page = request.GET.get("vorm") == "pagina"
    if not as_page and (missing := pdf.why_not()):
        return pages.show(
            request,
            study,
            "participation/paper/no_printer.html",
            status=503,
            missing=missing,
            instead=f"{request.path}?{_with(request, vorm='pagina')}",
        )
    wish = Wish(
        easy={"makkelijk": True, "gewoon": False}.get(wanted["taal"]),
        pictures=wanted["plaatjes"],
        backs=wanted["achterkant"],
        turned=True if wanted["omgekeerd"] else None,
    )
    people = _people(study, wanted["voor"])
    if kind == Kind.CODES and people == [None]:
        people = list(handing_out.on_paper(study))
    parts = [people] if as_page else sheets.in_parts(study, kind, people)
    if len(parts) > 1:
        at = request.GET.get("deel", "")
        if not (at.isascii() and at.isdecimal() and 1 <= int(at) <= len(parts)):
            return _in_parts(request, study, parts)
        people = parts[int(at) - 1]
    note(
        "participation.paper_printed",
        by=signed_in(request),
        about=kind.value,
        study=study.slug,
        organisation=study.organisation_id,
        request=request,
    )
    document = sheets.document(study, kind, people, wish, inside=not as_page)
    if as_page:
        return HttpResponse(
            document.page(
                bar=say("participation.paper_bar"),
                print=say("participation.paper_print_now"),
                back=reverse("taking_part:paper", args=[study.slug]),
                back_words=say("participation.paper_back"),
            )
        )
    name = f"{study.slug}-{slugify(document.title.split(' - ')[0]) or kind.value}.pdf"
    return HttpResponse(
        document.as_pdf(),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _in_parts(
    request: HttpRequest, study: Study, parts: Sequence[Sequence[Participant | None]]
) -> HttpResponse:
    """A list of PDFs, where one would be too long in the making."""
    return pages.show(
        request,
        study,
        "participation/paper/parts.html",
        parts=[
            (
                handing_out.codes(person.number for person in part if person is not None),
                f"{request.path}?{_with(request, deel=str(at))}",
            )
            for at, part in enumerate(parts, start=1)
        ],
    )


def _people(study: Study, wanted: str) -> Sequence[Participant | None]:
    if not wanted:
        return [None]
    everybody = handing_out.on_paper(study)
    if wanted == "alle":
        return list(everybody)
    if wanted.startswith("uitgedeeld-"):
        handout = Handout.objects.get(study=study, pk=wanted.removeprefix("uitgedeeld-"))
        return handing_out.participants(handout)
    return [person for person in everybody if person.pseudonym == wanted]


def _with(request: HttpRequest, **changed: str) -> str:
    """What was asked for, with something changed."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return query.urlencode()
