"""What somebody answered before they take part: kept on their device, signed, and nowhere else.

Only a yes makes a participant. Whoever says no, or walks away, leaves nothing behind with us.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from werkwijs.lib.codes import new_salt
from werkwijs.participation.models import JoinCode, Participant
from werkwijs.participation.person import BEGUN

DAY = 24 * 3600


@dataclass
class Draft:
    code: int | None = None
    """Id of the join code; None for a participant who is asked again."""
    participant: int | None = None
    key: str = field(default_factory=new_salt)
    """Of the participant to be: the yes sent twice makes one."""
    answers: dict[str, str] = field(default_factory=dict)
    version: int = 0
    """Of the consent text that is being read; a newer one is read from its beginning."""
    seen: int = 0
    attempts: int = 0
    understood: bool = False
    read_aloud: bool = False

    def begins(self, version: int) -> None:
        if version != self.version:
            self.version, self.seen, self.attempts = version, 0, 0
            self.understood = self.read_aloud = False


def begin(code: JoinCode) -> Draft:
    return Draft(code=code.pk)


def of(request: HttpRequest, participant: Participant | None = None) -> Draft | None:
    """The draft of this device; for a participant only their own, begun where there is none."""
    try:
        found = Draft(**signing.loads(request.COOKIES.get(BEGUN, ""), salt="draft", max_age=DAY))
    except (signing.BadSignature, TypeError):
        found = Draft(participant=-1)
    if participant is not None:
        return found if found.participant == participant.pk else Draft(participant=participant.pk)
    return found if found.code is not None else None


def keep(response: HttpResponse, draft: Draft) -> HttpResponse:
    response.cookies.pop(BEGUN, None)  # a cookie that was deleted in the same answer stays deleted
    response.set_cookie(
        BEGUN,
        signing.dumps(asdict(draft), salt="draft"),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(BEGUN, samesite="Lax")
    return response
