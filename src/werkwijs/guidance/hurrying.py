"""Emergency access: a colleague opens a file that is not theirs, says why, for a short time; it is told."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts import notices
from werkwijs.accounts.models import Membership, Role, User
from werkwijs.guidance import acting, log, writing
from werkwijs.guidance.models import Emergency, Member, Part, Trajectory
from werkwijs.guidance.models.people import REASON
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line

LASTS = timedelta(hours=4)
LEAST_REASON = 10
"""Signs: "spoed" is no reason."""


@transaction.atomic
def open_file(
    trajectory: Trajectory, reason: str, *, by: User, request: HttpRequest | None = None
) -> Emergency:
    """Open for four hours. The coach gets a notice; the person sees who, when and why. Twice is once.

    Where nobody coaches there, who leads a team gets the notice.

    Raises
    ------
    Impossible
        Without a reason, or by somebody who is no coach or team leader of the organisation.
    """
    told = one_line(reason, REASON)
    if len(told) < LEAST_REASON:
        raise Impossible("guidance.emergency_says_why")
    if not by.has_role(trajectory.organisation, Role.COACH, Role.SUPERVISOR):
        raise Impossible("guidance.no_coach_here")
    writing.turn(trajectory)
    running = Emergency.objects.running().filter(trajectory=trajectory, user=by).first()
    if running is not None:
        return running  # type: ignore[no-any-return]
    made = Emergency.objects.create(
        trajectory=trajectory, user=by, reason=told, until_at=timezone.now() + LASTS
    )
    for one in _told(trajectory, by):
        notices.give(one, "file_opened", code=trajectory.client.code, who=by.name, reason=told)
    log.note(
        "guidance.emergency_begun",
        trajectory,
        by=by,
        reason=told,
        emergency=True,
        request=request,
    )
    return made  # type: ignore[no-any-return]


def _told(trajectory: Trajectory, by: User) -> list[User]:
    """The coach; where nobody coaches there now, everybody else who leads a team."""
    own = Member.objects.current().filter(trajectory=trajectory, part=Part.COACH)
    working = Membership.objects.current().filter(organisation=trajectory.organisation_id)
    coaches = own.filter(user__in=working.filter(role=Role.COACH).values("user"))
    if found := [one.user for one in coaches.select_related("user") if one.user]:
        return found
    leading = working.filter(role=Role.SUPERVISOR).exclude(user=by).values("user")
    return list(User.objects.filter(pk__in=leading, is_active=True))


@transaction.atomic
def end(emergency: Emergency, *, by: User, request: HttpRequest | None = None) -> None:
    """Ready sooner. Twice is once.

    Raises
    ------
    Impossible
        It is somebody else's, and ``by`` neither coaches nor leads.
    """
    if emergency.user_id != by.pk:
        acting.must(acting.Act.HAND_OVER, emergency.trajectory, by)
    if Emergency.objects.filter(pk=emergency.pk, ended_at=None).update(ended_at=timezone.now()):
        log.note(
            "guidance.emergency_ended",
            emergency.trajectory,
            by=by,
            emergency=True,
            request=request,
        )
