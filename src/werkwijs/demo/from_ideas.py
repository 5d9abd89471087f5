"""What invented people answered in their own words, and how it became the statements of the example."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from werkwijs.accounts.models import User
from werkwijs.demo import taking_part
from werkwijs.participation import ideas
from werkwijs.participation.bench import dropping, merging, splitting, taking
from werkwijs.participation.models import Idea, Participant
from werkwijs.studies import example, statements
from werkwijs.studies.models import Statement, Study

SAME: dict[int, list[tuple[str, str]]] = {
    10: [
        ("jongere", "niet steeds een andere coach!!"),
        ("jobcoach", "één gezicht, vanaf het begin"),
    ],
    13: [("werkgever", "Dat ik de jobcoach ook om acht uur al kan bellen.")],
    17: [("jongere", "dat ze niet weggaat als ik het verpest heb")],
    22: [("jongere", "als mijn baas niet gaat schreeuwen als ik iets fout doe")],
    37: [("steunsysteem", "eerst de schulden, dan pas is er rust in zijn hoofd")],
    44: [("jobcoach", "dat iedereen met hetzelfde plan werkt, ook de gemeente")],
    60: [("jongere", "effe naar buiten mogen als het te veel wordt")],
}
"""Number of a statement -> group and words of those who said the same."""
SPLIT: tuple[int, int, str, str] = (
    40,
    42,
    "steunsysteem",
    "dat hij genoeg slaapt en een beetje vast ritme heeft",
)
"""Two statements that were one idea."""
DROPPED = [
    ("werkgever", "Geen idee, dat moet u aan mijn collega vragen."),
    ("jongere", "pizza op vrijdag 🍕"),
]
WHY_DROPPED = "Dit zegt niet wat helpt om werk te vinden of te houden."
WHY_MERGED = "Deze ideeën zeggen hetzelfde."
WHY_SPLIT = "Dit waren twee ideeën in een zin."

FIRST_DAY: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "jongere",
        [
            ("dat iemand me opwacht bij de deur", ""),
            ("dat ik niet meteen alles moet weten", "jobcoach"),
        ],
    ),
    ("jongere", [("als ik weet waar ik mag eten", "")]),
    ("werkgever", [("Dat het team weet wie er komt en wat hij gaat doen.", "")]),
    (
        "jobcoach",
        [("de reis een keer samen oefenen", ""), ("niet de hele dag blijven, de eerste keer", "")],
    ),
    ("steunsysteem", [("dat ik hem 's middags even mag bellen hoe het ging", "")]),
]
"""Group -> ideas, each with who typed it ("" for the person)."""


def give(study: Study, people: Sequence[Participant]) -> None:
    """Everybody says what helps: each statement of the example was somebody's idea first."""
    turn = {
        key: cycle([p for p in people if p.group is not None and p.group.key == key])
        for key in study.groups.values_list("key", flat=True)
    }
    split = set(SPLIT[:2])
    for number, written in enumerate(example.statements(), start=1):
        if number not in split:
            helper = "begeleider" if number % 9 == 0 else ""
            taking_part.give_idea(next(turn[written["origin"]]), written["text"], helper=helper)
        for group, said in SAME.get(number, []):
            taking_part.give_idea(next(turn[group]), said)
    taking_part.give_idea(next(turn[SPLIT[2]]), SPLIT[3])
    for group, said in DROPPED:
        taking_part.give_idea(next(turn[group]), said)
    for participant in people:
        if participant.ideas.exists():
            ideas.finish(participant)


def curate(study: Study, *, by: User) -> None:
    """At the bench: taken, merged, split and dropped, each with its reason, until the 64 are there."""
    found = {
        idea.text: idea
        for idea in Idea.objects.filter(participant__study=study).select_related(
            "participant__study", "participant__group"
        )
    }
    made: dict[int, Statement] = {}
    wanted = list(enumerate(example.statements(), start=1))
    parts = splitting.split(
        found[SPLIT[3]],
        [wanted[number - 1][1]["text"] for number in SPLIT[:2]],
        reason=WHY_SPLIT,
        by=by,
    )
    made |= dict(zip(SPLIT[:2], parts, strict=True))
    for number, written in wanted:
        if number not in made:
            made[number] = taking.take(found[written["text"]], by=by)
        if number in SAME:
            same = [found[said] for _, said in SAME[number]]
            merging.merge([made[number], *same], text=written["text"], reason=WHY_MERGED, by=by)
    for _, said in DROPPED:
        dropping.drop(found[said], reason=WHY_DROPPED, by=by)
    for number, written in wanted:
        statement = made[number]
        statement.refresh_from_db()
        statement.short = written["short"]
        statement.save(update_fields=["short"])
        statements.move(statement, number)
