"""Free text that an employer reads or writes is looked at first: for health, crimes and debts.

It warns and asks again. What somebody means to say is theirs to say; nothing is rewritten.
"""

from __future__ import annotations

from plainlanguage import private_words
from werkwijs.guidance.models import Member, Part


class LooksPrivate(Exception):
    """Something in the text looks like health, a crime or debts: ``found`` says which words."""

    def __init__(self, found: tuple[private_words.Found, ...]) -> None:
        self.found = found
        super().__init__(", ".join(sorted({one.kind for one in found})))


def look(member: Member, text: str, *, sure: bool) -> None:
    """Of what an employer writes.

    Raises
    ------
    LooksPrivate
        It looks private, and they have not said yet that it should stay.
    """
    if member.part == Part.EMPLOYER:
        look_for_employer(text, sure=sure)


def look_for_employer(text: str, *, sure: bool) -> None:
    """Of what an employer is to read, whoever writes it."""
    found = private_words.find(text)
    if found and not sure:
        raise LooksPrivate(found)
