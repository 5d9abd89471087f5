"""A learner asks for a proof of what they did, under a name they type themselves, and may take it back."""

from __future__ import annotations

import base64
import secrets
import unicodedata
from dataclasses import dataclass

from django.conf import settings as website
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from coursepack.course import tested
from werkwijs.lib import codes, sealing
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line
from werkwijs.training import frozen, progressing
from werkwijs.training.models import Certificate, Learner, TakenBack

PURPOSE = "certificate"
NAME = 80
REGISTER = 60


@dataclass(frozen=True)
class Standing:
    """What stands between somebody and their proof."""

    done: bool
    """All blocks, and the test taken where there is one."""
    passed: bool | None
    """None: the course has no test."""

    @property
    def earned(self) -> bool:
        return self.done and self.passed is not False


def standing(learner: Learner) -> Standing:
    """How far somebody is from a proof; what is earned stays earned."""
    has_test = bool(tested(frozen.of_group(learner.group)))
    return Standing(
        done=learner.finished_at is not None,
        passed=learner.passed_at is not None if has_test else None,
    )


def of(learner: Learner) -> Certificate | None:
    """Their proof, where they asked for one."""
    return Certificate.objects.filter(learner=learner).first()  # type: ignore[no-any-return]


@transaction.atomic
def certify(learner: Learner, *, name: str, register: str = "") -> Certificate:
    """The proof, from today; asking twice gives the same one.

    Raises
    ------
    Impossible
        It is not earned yet, or there is no name.
    """
    own = (
        Learner.objects.select_for_update(of=("self",))
        .select_related("group__version")
        .defer("group__version__content")
        .get(pk=learner.pk)
    )
    if (known := of(own)) is not None:
        return known
    if not standing(own).earned:
        raise Impossible("training.proof_not_earned")
    called = one_line(name, NAME)
    if not called:
        raise Impossible("training.proof_no_name")
    return Certificate.objects.create(  # type: ignore[no-any-return]
        learner=own,
        code=base64.b32encode(secrets.token_bytes(codes.LINK_BYTES)).decode().rstrip("=").lower(),
        sealed_name=sealing.seal(PURPOSE, called),
        sealed_register=sealing.seal(PURPOSE, one_line(register, REGISTER)),
        minutes=minutes(own),
        score=own.score,
        on=timezone.localdate(),
    )


def minutes(learner: Learner) -> int:
    """Net time: busy with lessons, as measured, and meetings somebody was at."""
    busy = sum(progressing.state_of(learner).seconds.values())
    met = learner.attended.aggregate(n=Sum("meeting__minutes"))["n"] or 0
    return round(busy / 60) + met


@transaction.atomic
def take_back(learner: Learner) -> None:
    """The proof holds no more and the name is gone; its code is kept as taken back. Twice is once."""
    for own in Certificate.objects.select_for_update().filter(learner=learner):
        TakenBack.objects.create(
            organisation=learner.group.organisation, code=own.code, on=timezone.localdate()
        )
        own.delete()


# --- for who is shown a proof -----------------------------------------------------------------


def find(code: str) -> Certificate | None:
    """The proof with this code, with its group and version; None for a code that holds for none."""
    found: Certificate | None = (
        Certificate.objects.select_related(
            "learner__group__version", "learner__group__organisation"
        )
        .defer("learner__group__version__content")
        .filter(code=codes.tidy(code))
        .first()
    )
    return found


def was_taken_back(code: str) -> bool:
    """Whether there was a proof with this code."""
    return bool(TakenBack.objects.filter(code=codes.tidy(code)).exists())


def name_of(certificate: Certificate) -> str:
    """As its learner typed it. Only for their own pages and paper."""
    return sealing.unseal(PURPOSE, certificate.sealed_name)


def register_of(certificate: Certificate) -> str:
    """Number in a register of their profession; "" where they gave none."""
    return sealing.unseal(PURPOSE, certificate.sealed_register)


def is_of(certificate: Certificate, name: str) -> bool:
    """Whether the proof is of somebody with this name; capitals, accents and dots do not matter."""
    given = plain(name)
    return bool(given) and given == plain(name_of(certificate))


def plain(name: str) -> str:
    """A name as it is compared."""
    apart = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in apart if sign.isalnum())


def address(certificate: Certificate) -> str:
    """Where anybody verifies it."""
    return f"{website.BASE_URL}{reverse('proof:verify', args=[certificate.code])}"
