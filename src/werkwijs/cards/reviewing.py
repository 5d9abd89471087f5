"""People of an audience read cards and say whether they are clear and true; then a text can be approved.

Who reads gets a link of their own and stays a number. For young people somebody must have read it who knows
it from their own life: without that a text is not approved.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings as website
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.cards import writing
from werkwijs.cards.digesting import seen
from werkwijs.cards.edition_document import Readers
from werkwijs.cards.models import Audience, Reader, Remark, Text
from werkwijs.lib import codes
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line
from werkwijs.studies import log
from werkwijs.studies.models import Study

PURPOSE = "reading"
DAYS = 60
"""How long a link works."""
LONGEST = 500
"""Characters of a remark."""


@transaction.atomic
def ask(
    study: Study,
    audience: str,
    *,
    expert: bool,
    by: User,
    request: HttpRequest | None = None,
) -> Reader:
    """Somebody of this audience will read. Give them `address`.

    Raises
    ------
    Impossible
        There is no such audience.
    """
    if audience not in Audience.values:
        raise Impossible("cards.needs_audience")
    own = Study.objects.select_for_update(of=("self",)).get(pk=study.pk)
    last = Reader.objects.filter(study=own).aggregate(n=Max("number"))["n"] or 0
    salt = codes.new_salt()
    reader: Reader = Reader.objects.create(
        study=own,
        audience=audience,
        number=last + 1,
        expert=expert,
        salt=salt,
        stored_link=codes.looked_up(PURPOSE, codes.link(PURPOSE, salt)),
        until=timezone.now() + timedelta(days=DAYS),
        asked_by=by,
    )
    log.note("cards.reader_asked", own, about=reader, by=by, request=request)
    return reader


def address(reader: Reader) -> str:
    """Where they read; "" when their link does not work any more."""
    if reader.stopped_at is not None or reader.until < timezone.now():
        return ""
    link = codes.link(PURPOSE, reader.salt)
    return f"{website.BASE_URL}{reverse('reading:cards', args=[link])}"


def by_link(link: str) -> Reader | None:
    """Who reads by this link, while it works."""
    found: Reader | None = (
        Reader.objects.filter(
            stored_link=codes.looked_up(PURPOSE, link),
            stopped_at=None,
            until__gte=timezone.now(),
        )
        .select_related("study__organisation")
        .first()
    )
    return found


@transaction.atomic
def stop(reader: Reader, *, by: User, request: HttpRequest | None = None) -> None:
    """Their link opens nothing any more; what they said stays. Twice is once."""
    if Reader.objects.filter(pk=reader.pk, stopped_at=None).update(stopped_at=timezone.now()):
        log.note("cards.reader_stopped", reader.study, about=reader, by=by, request=request)


def to_read(reader: Reader) -> list[Text]:
    """Texts of their audience that say enough to be read, by number of the card."""
    texts = (
        Text.objects.filter(
            card__study=reader.study_id, card__dropped_at=None, audience=reader.audience
        )
        .select_related("card__study", "card__publication__concept_map")
        .order_by("card__number")
    )
    return [t for t in texts if all(getattr(t, name) for name in writing.NEEDED)]


@transaction.atomic
def remark(
    text: Text,
    *,
    reader: Reader | None = None,
    by: User | None = None,
    clear: str = "",
    right: str = "",
    words: str = "",
    of: str = "",
    key: uuid.UUID | None = None,
) -> Remark:
    """What somebody says of it; the same ``key`` twice is one remark.

    Parameters
    ----------
    of
        Digest of what they had before them; without it what stands there now.

    Raises
    ------
    Impossible
        Nothing is said.
    """
    Text.objects.select_for_update(of=("self",)).get(pk=text.pk)  # one after the other
    if key is not None and (before := Remark.objects.filter(made_with=key).first()):
        return before  # type: ignore[no-any-return]
    said = one_line(words, LONGEST)
    if not (clear or right or said):
        raise Impossible("cards.remark_says_nothing")
    made: Remark = Remark.objects.create(
        text=text,
        reader=reader,
        by=by,
        clear=clear if clear in Remark.Answer.values else "",
        right=right if right in Remark.Answer.values else "",
        words=said,
        of=of or seen(text),
        made_with=key,
    )
    return made


@transaction.atomic
def settle(remark: Remark, *, answer: str, by: User, request: HttpRequest | None = None) -> None:
    """What was done with it. The first answer stays.

    Raises
    ------
    Impossible
        Without an answer: who spoke deserves one.
    """
    said = one_line(answer, 300)
    if not said:
        raise Impossible("cards.answer_says_nothing")
    open_ = Remark.objects.filter(pk=remark.pk, settled_at=None)
    if open_.update(settled_at=timezone.now(), settled_by=by, answer=said):
        study = remark.text.card.study
        log.note("cards.remark_settled", study, about=remark, by=by, request=request)


def waits(remark: Remark) -> bool:
    """Whether it asks for an answer: something was not clear, not right, or said in words."""
    asks = remark.words or {remark.clear, remark.right} & {"partly", "no"}
    return bool(asks) and remark.settled_at is None


def read_by(text: Text, remarks: Iterable[Remark] | None = None) -> Readers:
    """How many people of the audience read just these words."""
    now = seen(text)
    given = text.remarks.select_related("reader") if remarks is None else remarks
    readers = {r.reader for r in given if r.reader is not None and r.of == now}
    return {"n": len(readers), "experts": sum(r.expert for r in readers)}


def not_yet(text: Text) -> list[str]:
    """Keys of the words that say why it cannot be approved yet; empty when it can."""
    if writing.missing(text):
        return ["cards.approve_incomplete"]
    remarks = list(text.remarks.select_related("reader"))
    found = []
    read = read_by(text, remarks)
    if read["n"] == 0:
        found.append("cards.approve_unread")
    if text.audience == Audience.YOUNG_PERSON and read["experts"] == 0:
        found.append("cards.approve_no_expert")
    if any(waits(r) for r in remarks):
        found.append("cards.approve_remarks_open")
    return found


@transaction.atomic
def approve(text: Text, *, by: User, request: HttpRequest | None = None) -> None:
    """These words may stand in an edition.

    Raises
    ------
    Impossible
        It is incomplete, nobody of the audience read just these words, or a remark waits for an answer.
    """
    own = Text.objects.select_for_update(of=("self",)).select_related("card__study").get(pk=text.pk)
    if own.state == Text.State.APPROVED:
        return
    if why := not_yet(own):
        raise Impossible(why[0])
    own.state, own.approved_at, own.approved_by = Text.State.APPROVED, timezone.now(), by
    own.save(update_fields=["state", "approved_at", "approved_by"])
    log.note("cards.approved", own.card.study, about=own.card, by=by, request=request)
