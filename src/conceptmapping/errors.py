"""Everything that can be wrong with the data, by name, in plain English and Dutch.

::

    ConceptMappingError
    ├── UnsoundStudy            a study folder with faults; carries every one of them
    ├── Fault                   one thing that is wrong, with place and remedy
    │   ├── PlacedTwice ...     in the sorts
    │   ├── OffScale ...        in the ratings
    │   ├── TooFewStatements    nothing to map
    │   └── ...
    └── (Notice)                something a person should know; never raised

A finding says *what* is wrong and its *remedy* in the language asked for. The facts it
speaks of are attributes too, so that a page can point at the card. Nobody's name is in
it: participants are pseudonyms by the time they get here.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

Language = Literal["en", "nl"]


class ConceptMappingError(Exception):
    """Anything conceptmapping refuses to do."""


class _Said:
    """Something found in a study: where, what, and what to do about it."""

    en: ClassVar[tuple[str, str]]
    """What is wrong, and the remedy. Facts are filled in by name."""
    nl: ClassVar[tuple[str, str]]
    severity: ClassVar[str]

    def __init__(self, *, file: str | None = None, line: int | None = None, **facts: Any) -> None:
        self.file = file
        self.line = line
        self.facts = facts
        super().__init__(self.what("en"))

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__name__ in {"Fault", "Notice"}:
            return
        for language in ("en", "nl"):
            if language not in vars(cls):
                raise TypeError(f"{cls.__name__} says nothing in {language!r}.")

    def what(self, language: Language = "en") -> str:
        return self._text(language, 0)

    def remedy(self, language: Language = "en") -> str:
        return self._text(language, 1)

    def place(self) -> str:
        """``sorts.csv:12``, or as much of it as is known."""
        if self.file is None:
            return ""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def _text(self, language: Language, part: int) -> str:
        template: str = getattr(self, language)[part]
        return template.format(**{name: _listed(fact) for name, fact in self.facts.items()})

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["facts"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __str__(self) -> str:
        return f"{self.what('en')} {self.remedy('en')}".strip()

    @property
    def code(self) -> str:
        """The class name in kebab-case: ``placed-twice``."""
        name = type(self).__name__
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


def _listed(fact: Any) -> Any:
    if isinstance(fact, list | tuple | set | frozenset):
        shown = [str(item) for item in fact]
        more = f" … ({len(shown)})" if len(shown) > 8 else ""
        return ", ".join(shown[:8]) + more
    return fact


class Fault(_Said, ConceptMappingError):
    """One thing that is wrong."""

    severity = "error"


class Notice(_Said):
    """Something read or done that a person should know of."""

    severity = "notice"

    def __init__(self, **facts: Any) -> None:
        # A notice is not an exception: object.__init__ takes no message.
        self.file = facts.pop("file", None)
        self.line = facts.pop("line", None)
        self.facts = facts


class UnsoundStudy(ConceptMappingError):
    """A study folder in which something is wrong; ``faults`` says what, one by one."""

    def __init__(self, faults: list[Fault], notices: list[Notice] | None = None) -> None:
        self.faults = faults
        self.notices = notices or []
        super().__init__("\n".join(f"{f.place()}: {f}".lstrip(": ") for f in faults))


# --- in the sorts ---------------------------------------------------------------------


class PlacedTwice(Fault):
    """A statement lies on more than one pile of one sorter."""

    en = (
        "{sorter} put statement {statements} on more than one pile.",
        "A statement lies on one pile or on none: keep one of the rows.",
    )
    nl = (
        "{sorter} legde uitspraak {statements} op meer dan één stapel.",
        "Een uitspraak ligt op één stapel of op geen: laat één regel staan.",
    )


class UnknownStatement(Fault):
    """Something points at a statement that does not exist."""

    en = (
        "Statement {statement} is not in the list of statements.",
        "Add it to the statements, or correct the number.",
    )
    nl = (
        "Uitspraak {statement} staat niet in de lijst met uitspraken.",
        "Zet hem in de lijst, of verbeter het nummer.",
    )


# --- in the ratings -------------------------------------------------------------------


class OffScale(Fault):
    """A score lies outside its scale."""

    en = (
        "{rater} gave statement {statement} the score {value}; "
        "{scale} runs from {minimum:g} to {maximum:g}.",
        "Correct the score, or change the range of the scale.",
    )
    nl = (
        "{rater} gaf uitspraak {statement} het cijfer {value}; "
        "{scale} loopt van {minimum:g} tot {maximum:g}.",
        "Verbeter het cijfer, of verander het bereik van de schaal.",
    )


# --- too little to map ----------------------------------------------------------------


class TooFewStatements(Fault):
    """A map needs at least three statements."""

    en = (
        "There are {statements} statements; a map needs at least 3.",
        "Add statements, or check that the whole file was saved.",
    )
    nl = (
        "Er zijn {statements} uitspraken; voor een kaart zijn er minstens 3 nodig.",
        "Voeg uitspraken toe, of kijk of het hele bestand is opgeslagen.",
    )


class TooFewSorters(Fault):
    """A map needs at least two sorters who said something."""

    en = (
        "There are {sorters} sorters to draw a map from; at least 2 are needed.",
        "Ask more people to sort, or exclude fewer.",
    )
    nl = (
        "Er zijn {sorters} sorteerders om een kaart van te maken; er zijn er minstens 2 nodig.",
        "Laat meer mensen sorteren, of sluit er minder uit.",
    )


class NothingTogether(Fault):
    """Nobody put any two statements together: there is nothing to place."""

    en = (
        "No sorter put two statements on one pile, so nothing says which belong together.",
        "Check that the piles were saved; every statement alone carries no information.",
    )
    nl = (
        "Niemand legde twee uitspraken op één stapel. Niets zegt dus wat bij elkaar hoort.",
        "Kijk of de stapels goed zijn opgeslagen; elke uitspraak apart zegt niets.",
    )


class NothingApart(Fault):
    """Everybody put everything on one pile: all statements fall on one point."""

    en = (
        "Every sorter put all statements on one pile, so nothing says which differ.",
        "Check that the piles were saved; one pile carries no information.",
    )
    nl = (
        "Iedereen legde alle uitspraken op één stapel. Niets zegt dus wat verschilt.",
        "Kijk of de stapels goed zijn opgeslagen; één stapel zegt niets.",
    )


class Unconnected(Fault):
    """Some statements are joined to the others by no chain of placed pairs."""

    en = (
        "Nobody placed statements {statements} together with any of the others, "
        "so they cannot be on one map.",
        "Ask someone to sort them in one deck with the others, or leave them out.",
    )
    nl = (
        "Niemand sorteerde de uitspraken {statements} samen met de andere. "
        "Ze kunnen dus niet op dezelfde kaart.",
        "Laat iemand ze samen met de andere sorteren, of laat ze weg.",
    )


# --- in what was asked for ------------------------------------------------------------


class UnknownSetting(Fault):
    """A setting has a value the engine does not know."""

    en = ("{setting} cannot be {value!r}.", "Choose one of: {choices}.")
    nl = ("{setting} kan niet {value!r} zijn.", "Kies uit: {choices}.")


class SettingOutOfRange(Fault):
    """A number lies outside what makes sense."""

    en = ("{setting} cannot be {value}.", "Choose a whole number from {minimum} to {maximum}.")
    nl = ("{setting} kan niet {value} zijn.", "Kies een heel getal van {minimum} tot {maximum}.")


class UnknownParticipant(Fault):
    """Someone is named who took no part."""

    en = (
        "Participant {participant} does not exist in this study.",
        "Check the code; codes are written exactly as in the files.",
    )
    nl = (
        "Deelnemer {participant} bestaat niet in dit onderzoek.",
        "Controleer de code; schrijf hem precies zoals in de bestanden.",
    )


class NobodyInGroup(Fault):
    """A group was asked for in which nobody is."""

    en = (
        "Nobody has {value} under {column}.",
        "Choose one of: {choices}.",
    )
    nl = (
        "Niemand heeft {value} bij {column}.",
        "Kies uit: {choices}.",
    )


class ShapeMismatch(ConceptMappingError):
    """Two arrays disagree about how many statements there are: a mistake in the calling code."""
