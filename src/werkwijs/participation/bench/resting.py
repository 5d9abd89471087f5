"""Which ideas a statement rests on, and which group brought it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from werkwijs.participation.models import Became, Idea
from werkwijs.studies.models import Group, Statement


def ideas_of(statements: Iterable[Statement]) -> list[Idea]:
    """Every idea that became one of them, in the order in which they came."""
    became = Became.objects.filter(statement__in=[s.pk for s in statements])
    found = Idea.objects.filter(pk__in=became.values("idea"))
    return list(found.select_related("participant__group"))


def lives_in(idea: Idea) -> Statement | None:
    """The statement of the set that an idea became, if any."""
    return Statement.objects.filter(
        pk__in=Became.objects.filter(idea=idea).exclude(statement=None).values("statement"),
        dropped_at=None,
    ).first()


def rest(statement: Statement, ideas: Iterable[Idea], *, decision: str, reason: str) -> None:
    """From now on it rests on these ideas, whatever was decided about them before."""
    for idea in ideas:
        Became.objects.filter(idea=idea, statement=None).delete()
        Became.objects.update_or_create(
            idea=idea, statement=statement, defaults={"decision": decision, "reason": reason}
        )


def origin(ideas: Iterable[Idea]) -> Group | None:
    """The group of most of the ideas; of equals, the one whose idea came first."""
    groups = [i.participant.group for i in ideas if i.participant.group is not None]
    counted = Counter(group.pk for group in groups)
    return max(groups, key=lambda group: counted[group.pk], default=None)
