"""What can be wrong with answers before and after, by name."""

from __future__ import annotations


class OutcomesError(ValueError):
    """Something about the answers stands in the way."""


class NotPaired(OutcomesError):
    """There are more answers before than after, or the other way round."""

    def __init__(self, before: int, after: int) -> None:
        self.before, self.after = before, after
        super().__init__(
            f"{before} answers before and {after} after; each person counts who answered both."
        )


class NotAShare(OutcomesError):
    """More people said yes than there are."""

    def __init__(self, yes: int, n: int) -> None:
        self.yes, self.n = yes, n
        super().__init__(f"{yes} of {n} is no share; give counts of people, yes at most n.")
