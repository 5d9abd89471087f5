"""Who may do what in an organisation; plain questions, asked by views."""

from __future__ import annotations

from werkwijs.accounts.models import Organisation, Role, User


def may_run(user: User, organisation: Organisation) -> bool:
    """Set up and run studies."""
    return user.has_role(organisation, Role.FACILITATOR)


def may_read(user: User, organisation: Organisation) -> bool:
    """Read what participants gave, under their pseudonyms."""
    return user.has_role(organisation, Role.FACILITATOR, Role.RESEARCHER)


def may_train(user: User, organisation: Organisation) -> bool:
    """Make courses and give them to groups."""
    return user.has_role(organisation, Role.FACILITATOR, Role.TRAINER)


def may_coach(user: User, organisation: Organisation) -> bool:
    """Guide people on their way to work: those one was given, and new ones."""
    return user.has_role(organisation, Role.COACH)


def may_supervise(user: User, organisation: Organisation) -> bool:
    """See who guides whom, hand over, appoint a stand-in; not what stands in a file."""
    return user.has_role(organisation, Role.SUPERVISOR)


def may_administer(user: User, organisation: Organisation) -> bool:
    """Invite colleagues, change roles, let people go."""
    return user.has_role(organisation, Role.ADMINISTRATOR)
