"""Who took part and what they gave: a file per subject."""

from werkwijs.participation.models.giving import (
    Batched,
    Idea,
    OnPile,
    Pile,
    Rating,
    Received,
    Sitting,
)
from werkwijs.participation.models.leaving import Withdrawal
from werkwijs.participation.models.paper import EarlierEntry, EntryCheck, Handout
from werkwijs.participation.models.people import (
    Access,
    Consent,
    Exclusion,
    Help,
    JoinCode,
    Meeting,
    Participant,
    Representation,
    Worry,
)
from werkwijs.participation.models.synthesis import Became, BenchStep

__all__ = [
    "Access",
    "Batched",
    "Became",
    "BenchStep",
    "Consent",
    "EarlierEntry",
    "EntryCheck",
    "Exclusion",
    "Handout",
    "Help",
    "Idea",
    "JoinCode",
    "Meeting",
    "OnPile",
    "Participant",
    "Pile",
    "Rating",
    "Received",
    "Representation",
    "Sitting",
    "Withdrawal",
    "Worry",
]
