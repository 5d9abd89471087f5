"""Letters by e-mail. They hold no content: "there is something for you", and where."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from werkwijs.lib.words import LANGUAGES, words

log = logging.getLogger(__name__)


def can_be_sent() -> bool:
    """Is there a mail server? Without one, links are copied and printed."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


def send(email: str, address: str = "") -> Thread | None:
    """Tell somebody that there is something for them, in both languages.

    It goes on its way beside the request, so that how long a page takes does not tell whether
    there was anybody to write to. A letter that cannot be sent stops nothing.
    """
    if not can_be_sent():
        return None
    spoken = [words("accounts", language) for language in LANGUAGES]
    where = address or settings.BASE_URL
    letter = EmailMessage(
        subject=" / ".join(say("letter_subject") for say in spoken),
        body="\n\n".join(say("letter_body", address=where) for say in spoken) + "\n",
        to=[email],
        connection=get_connection(),
    )
    way = Thread(target=_deliver, args=(letter,), name="letter")
    way.start()
    return way


def _deliver(letter: EmailMessage) -> None:
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        log.warning("A letter could not be sent: %s", type(error).__name__)
