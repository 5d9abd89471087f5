"""Why something cannot be done at the bench now; each message says what is the case and what would help."""

from __future__ import annotations

from werkwijs.lib.words import say
from werkwijs.participation.models import BenchStep
from werkwijs.studies.models import Statement


class CannotDo(Exception):
    """It cannot be done now; the message says why, to whoever asked."""


class Unfit(CannotDo):
    """A text cannot be a statement: there is nothing in it, or too much."""


class NoReason(CannotDo):
    """Merging, splitting and dropping are explained to whoever reads along later."""

    def __init__(self) -> None:
        super().__init__(say("participation.bench_no_reason"))


class TooFew(CannotDo):
    """One thing cannot be merged, and what is split becomes at least two."""

    def __init__(self, act: str) -> None:
        super().__init__(say("participation.bench_too_few", act))


class OtherStudy(CannotDo):
    """Ideas and statements of two studies never go together."""

    def __init__(self) -> None:
        super().__init__(say("participation.bench_other_study"))


class LivesOn(CannotDo):
    """The idea became a statement already."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        super().__init__(say("participation.bench_lives_on", text=statement.text))


class NotInTheSet(CannotDo):
    """The statement was dropped."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        super().__init__(say("participation.bench_not_in_set", text=statement.text))


class WentInto(CannotDo):
    """The statement was merged or split; taking that back brings it back."""

    def __init__(self, step: BenchStep) -> None:
        self.step = step
        super().__init__(say("participation.bench_went_into", step.act))


class WentWith(CannotDo):
    """The idea was dropped together with its statement."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        super().__init__(say("participation.bench_went_with", text=statement.text))


class StandsInTheWay(CannotDo):
    """A later step rests on this one."""

    def __init__(self, later: BenchStep) -> None:
        self.later = later
        super().__init__(
            say(
                "participation.bench_in_the_way",
                later=say("participation.bench_act", later.act),
                by=later.by.name if later.by else say("participation.bench_nobody"),
            )
        )


class ChangedElsewhere(CannotDo):
    """Something that the step changed was changed outside the bench since."""

    def __init__(self, statement: Statement | None = None) -> None:
        self.statement = statement
        text = statement.text if statement else ""
        super().__init__(say("participation.bench_changed_elsewhere", text=text))


class HasMore(CannotDo):
    """The step made a statement that has an easy text, picture or sound by now: that would be lost."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        super().__init__(say("participation.bench_has_more", text=statement.text))


class WordsAreGone(CannotDo):
    """The words belonged to somebody who withdrew."""

    def __init__(self) -> None:
        super().__init__(say("participation.bench_words_gone"))


class TakenBack(CannotDo):
    """The form was sent twice, and what it did was taken back in between."""

    def __init__(self) -> None:
        super().__init__(say("participation.bench_taken_back"))
