"""What everybody may take along of a published edition: prints, and the open formats."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from werkwijs.cards import printed, printing
from werkwijs.cards.edition_document import AudienceName
from werkwijs.cards.formats import offered, telling
from werkwijs.cards.models import Edition
from werkwijs.lib import pdf

PUBLIC_FORMATS = (offered.ZIP, offered.WORD, offered.TABLE)
"""Images are left to colleagues: they take long to make."""


@login_not_required
@require_safe
def print_cards(request: HttpRequest, code: str, audience: str, kind: str) -> HttpResponse:
    """The cards for one audience, as PDF; made once and kept."""
    edition = _published(code)
    if audience not in telling.audiences(edition.told) or kind not in printing.KINDS:
        raise Http404
    try:
        name, content = printed.printed(edition, cast("AudienceName", audience), kind)
    except pdf.NoPrinter:
        raise Http404 from None
    return _to_keep(name, content, "application/pdf")


@login_not_required
@require_safe
def download(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The edition in an open format."""
    edition = _published(code)
    if name not in PUBLIC_FORMATS:
        raise Http404
    called, content = printed.open_format(edition, name)
    return _to_keep(called, content, offered.content_type(name))


def _published(code: str) -> Edition:
    found: Edition = get_object_or_404(Edition, code=code, published_at__isnull=False)
    return found


def _to_keep(name: str, content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
