"""People in the room vote on a name with their own phone. It helps; what counts is what is decided after.

Nobody signs in: six digits open it, for as long as the meeting may last. A phone gets a number at random, so
that it has one vote, which it may change until the vote is closed. Who clears it has another; a show of hands
can be cheated too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from werkwijs.accounts.models import User
from werkwijs.analysis.deciding import LONGEST_NAME
from werkwijs.analysis.models import Ballot, ConceptMap, Vote
from werkwijs.lib import codes
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.tidying import one_line
from werkwijs.studies import log
from werkwijs.studies.models import Study

PURPOSE = "name-vote"
DIGITS = 6
LASTS = timedelta(hours=12)
MOST_OPTIONS = 6
TRIES = 50


@dataclass(frozen=True)
class Option:
    name: str
    votes: int
    most: bool
    """Nothing has more votes, and it has some."""


@transaction.atomic
def open_ballot(
    concept_map: ConceptMap,
    statements: Collection[str],
    names: Iterable[str],
    *,
    by: User,
    request: HttpRequest | None = None,
) -> Ballot:
    """Ask the room; a vote that was going on about this map is closed.

    Raises
    ------
    Impossible
        There are fewer than two names to choose from.
    """
    own = ConceptMap.objects.select_for_update().get(pk=concept_map.pk)
    options = list(
        dict.fromkeys(tidied for name in names if (tidied := one_line(name, LONGEST_NAME)))
    )
    if len(options) < 2:
        raise Impossible("analysis.impossible_vote")
    _have_code(own)
    own.ballots.filter(closed_at=None).update(closed_at=timezone.now())
    made: Ballot = Ballot.objects.create(
        concept_map=own, statements=sorted(statements), options=options[:MOST_OPTIONS]
    )
    log.note("analysis.vote_opened", own.study, about=made, by=by, request=request)
    return made


def close(ballot: Ballot) -> None:
    """No more votes. Closing twice is once."""
    Ballot.objects.filter(pk=ballot.pk, closed_at=None).update(closed_at=timezone.now())


def current(concept_map: ConceptMap) -> Ballot | None:
    """The vote that goes on, or else the last one."""
    found: Ballot | None = concept_map.ballots.first()
    return found


def by_code(code: str) -> ConceptMap | None:
    """The map that people vote about with these digits."""
    found: ConceptMap | None = (
        ConceptMap.objects.filter(
            voting_stored=codes.looked_up(PURPOSE, code), voting_until__gt=timezone.now()
        )
        .select_related("study")
        .first()
    )
    return found


def code(concept_map: ConceptMap) -> str:
    """The digits; "" when nobody was asked to vote."""
    if not concept_map.voting_salt:
        return ""
    return codes.spoken(PURPOSE, concept_map.voting_salt, DIGITS)


@transaction.atomic
def vote(ballot: Ballot, voter: str, option: int) -> bool:
    """Let a phone choose a name, or another one. False when there is no such name or it is closed."""
    open_still = Ballot.objects.select_for_update().filter(pk=ballot.pk, closed_at=None)
    if not 0 <= option < len(ballot.options) or not open_still.exists():
        return False
    Vote.objects.update_or_create(ballot=ballot, voter=voter, defaults={"option": option})
    return True


def chosen(ballot: Ballot, voter: str) -> int | None:
    """What this phone chose."""
    found: int | None = ballot.votes.filter(voter=voter).values_list("option", flat=True).first()
    return found


def outcome(ballot: Ballot) -> list[Option]:
    """The names with their votes, in the order in which they were asked."""
    votes = Counter(ballot.votes.values_list("option", flat=True))
    most = max(votes.values(), default=0)
    return [
        Option(name, votes[place], most > 0 and votes[place] == most)
        for place, name in enumerate(ballot.options)
    ]


def forget(study: Study) -> None:
    """Votes hold names people gave piles: they go when anybody withdraws."""
    Ballot.objects.filter(concept_map__study=study).delete()


def _have_code(concept_map: ConceptMap) -> None:
    for _ in range(TRIES):
        salt = concept_map.voting_salt or codes.new_salt()
        stored = codes.looked_up(PURPOSE, codes.spoken(PURPOSE, salt, DIGITS))
        others = ConceptMap.objects.exclude(pk=concept_map.pk).filter(voting_stored=stored)
        if not others.filter(voting_until__gt=timezone.now()).exists():
            concept_map.voting_salt, concept_map.voting_stored = salt, stored
            concept_map.voting_until = timezone.now() + LASTS
            concept_map.save(update_fields=["voting_salt", "voting_stored", "voting_until"])
            return
        concept_map.voting_salt = ""
    raise RuntimeError("No free code was found.")
