"""Acts of rating as they arrive: what a device or a form says, handed to `rating`.

``rate``    scale, statement, and value; or null and missing: "weet ik niet", "overgeslagen"
``rated``   "I am done"
``rerate``  "I want to change something after all"
"""

from __future__ import annotations

from werkwijs.participation import acts, rating
from werkwijs.participation.acts import Act
from werkwijs.participation.models import Participant
from werkwijs.participation.sorting_acts import in_time


def register() -> None:
    """Called when the room opens."""
    acts.register("rate", rate)
    acts.register("rated", finish)
    acts.register("rerate", reopen)


def rate(participant: Participant, act: Act) -> None:
    at = in_time(participant, act)
    rating.rate(
        participant,
        scale=acts.whole(act, "scale"),
        statement=acts.whole(act, "statement"),
        value=None if act.get("value") is None else acts.whole(act, "value", least=-32_768),
        missing=acts.text(act, "missing", 40, empty=True),
        at=at,
    )


def finish(participant: Participant, act: Act) -> None:
    in_time(participant, act)
    rating.finish(participant)


def reopen(participant: Participant, act: Act) -> None:
    in_time(participant, act)
    rating.reopen(participant)
