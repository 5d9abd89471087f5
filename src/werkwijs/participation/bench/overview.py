"""What stands on the bench: a page of ideas, a page of statements, and what may say the same."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from werkwijs.participation.bench import flagging, forgetting, likeness, raw, wording
from werkwijs.participation.models import Became, Idea
from werkwijs.studies.models import Statement, Study

IDEAS_AT_ONCE = 20
STATEMENTS_AT_ONCE = 25


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see, from the address of the page; anything strange counts as nothing."""

    state: str
    group: str
    words: str
    page: str
    flagged: bool
    statement_page: str

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        state = query.get("show", raw.State.UNDECIDED)
        return cls(
            state=state if state in {*raw.State, "all"} else raw.State.UNDECIDED,
            group=query.get("group", "")[:30],
            words=query.get("q", "").replace("\x00", "")[:200],
            page=query.get("page", "1"),
            flagged=query.get("flagged") == "1",
            statement_page=query.get("spage", "1"),
        )


@dataclass(frozen=True)
class Likes:
    """What may say the same. An idea in the set is pointed at as its statement; a dropped one never."""

    texts: dict[str, str]
    alike: likeness.Alike
    lives: dict[str, str]
    dropped: set[str]

    def of(self, kind: str, pk: int) -> list[likeness.Near]:
        key = f"{kind}-{pk}"
        own = {key, self.lives.get(key, key)}
        found: dict[str, likeness.Near] = {}
        for other, score in self.alike.get(key, ()):
            shown = self.lives.get(other, other)
            if shown not in own and other not in self.dropped and shown in self.texts:
                found.setdefault(shown, likeness.near(shown, score, self.texts[shown]))
        return list(found.values())


@dataclass(frozen=True)
class IdeaCard:
    idea: Idea
    state: str
    near: list[likeness.Near]
    became: list[Became]
    fits: bool
    """Whether it can be taken as it is."""

    @property
    def short(self) -> str:
        """Enough of it to tell buttons apart."""
        return self.idea.text[:60]

    @property
    def key(self) -> uuid.UUID:
        """Of the button that takes it: pressed twice, it is taken once."""
        return uuid.uuid4()

    @property
    def alone_dropped(self) -> bool:
        """Dropped by itself, so that it can be put back by itself."""
        return self.state == raw.State.DROPPED and all(r.statement is None for r in self.became)


@dataclass(frozen=True)
class StatementCard:
    statement: Statement
    place: int
    ideas: int
    groups: str
    flags: list[flagging.Flag]
    near: list[likeness.Near]
    still: bool
    """It says, in their words, what somebody who withdrew said, and others too."""

    @property
    def rules(self) -> list[str]:
        """What the flags are about, each once."""
        return list(dict.fromkeys(flag.rule for flag in self.flags))


@dataclass(frozen=True)
class Bench:
    """The whole page."""

    asked: Asked
    counts: dict[str, int]
    ideas: Page[IdeaCard]
    statements: Page[StatementCard]
    about: flagging.About
    dropped: list[Statement]

    @property
    def shows(self) -> list[tuple[str, int]]:
        """What one may look at, and how much there is of it."""
        return [(state, self.counts[state]) for state in (*raw.State, "all")]


def bench(study: Study, asked: Asked) -> Bench:
    """Everything the page shows; likeness is looked up, not computed again, while nothing changed."""
    inside = list(
        study.statements.filter(dropped_at=None).select_related("origin").order_by("order", "id")
    )
    flags = flagging.flags(study, inside)
    flagged = [s for s in inside if flags[s.pk]]
    likes = likely(study, inside)
    found = raw.asked_for(
        study,
        state="" if asked.state == "all" else asked.state,
        group=asked.group,
        words=asked.words,
    )
    ideas = Paginator(found, IDEAS_AT_ONCE).get_page(asked.page)
    ideas.object_list = idea_cards(list(ideas.object_list), likes)  # type: ignore[assignment]
    shown = flagged if asked.flagged else inside
    statements = Paginator(shown, STATEMENTS_AT_ONCE).get_page(asked.statement_page)
    places = {s.pk: n for n, s in enumerate(inside, start=1)}
    statements.object_list = _statement_cards(  # type: ignore[assignment]
        study, list(statements.object_list), places, flags, likes
    )
    return Bench(
        asked,
        raw.counts(study),
        ideas,  # type: ignore[arg-type]
        statements,  # type: ignore[arg-type]
        flagging.about(study, inside, len(flagged)),
        list(study.statements.exclude(dropped_at=None).exclude(text="").order_by("order", "id")),
    )


def likely(study: Study, inside: list[Statement] | None = None) -> Likes:
    """What may say the same in a study: among its ideas and the statements of its set."""
    if inside is None:
        inside = list(study.statements.filter(dropped_at=None))
    ideas = raw.ideas(study).values_list("pk", "text", "state")
    texts = {f"idea-{pk}": wording.without_stem(text, study.stem) for pk, text, _ in ideas} | {
        f"statement-{s.pk}": s.text for s in inside
    }
    lives: dict[str, str] = {}
    rows = Became.objects.filter(statement__in=inside).order_by("-pk")
    for idea, statement in rows.values_list("idea", "statement"):
        lives[f"idea-{idea}"] = f"statement-{statement}"
    dropped = {f"idea-{pk}" for pk, _, state in ideas if state == raw.State.DROPPED}
    return Likes(texts, likeness.alike(texts), lives, dropped)


def idea_cards(ideas: list[Idea], likes: Likes) -> list[IdeaCard]:
    rows: dict[int, list[Became]] = defaultdict(list)
    for row in Became.objects.filter(idea__in=ideas).select_related("statement").order_by("pk"):
        rows[row.idea_id].append(row)
    return [
        IdeaCard(
            idea,
            idea.state,  # type: ignore[attr-defined]
            likes.of("idea", idea.pk),
            rows[idea.pk],
            len(likes.texts.get(f"idea-{idea.pk}", idea.text)) <= wording.LONGEST,
        )
        for idea in ideas
    ]


def _statement_cards(
    study: Study,
    statements: list[Statement],
    places: Mapping[int, int],
    flags: Mapping[int, list[flagging.Flag]],
    likes: Likes,
) -> list[StatementCard]:
    behind: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Became.objects.filter(statement__in=statements)
    for statement, group in rows.values_list("statement", "idea__participant__group__name"):
        behind[statement][group or ""] += 1
    still = forgetting.still_in_their_words(study)
    return [
        StatementCard(
            s,
            places[s.pk],
            sum(behind[s.pk].values()),
            ", ".join(name for name, _ in behind[s.pk].most_common() if name),
            flags[s.pk],
            likes.of("statement", s.pk),
            s.pk in still,
        )
        for s in statements
    ]
