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

import re
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
    code: ClassVar[str]
    """The class name in kebab-case: ``placed-twice``."""

    def __init__(self, *, file: str | None = None, line: int | None = None, **facts: Any) -> None:
        self.file = file
        self.line = line
        self.facts = facts
        # Sentences are made when somebody asks: a spoilt file has thousands of faults.
        super().__init__()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__name__ in {"Fault", "Notice"}:
            return
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()
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


def _listed(fact: Any) -> Any:
    if isinstance(fact, list | tuple | set | frozenset):
        shown = [_clipped(str(item), 40) for item in fact]
        more = f" … ({len(shown)})" if len(shown) > 8 else ""
        return ", ".join(shown[:8]) + more
    return _clipped(fact, 120) if isinstance(fact, str) else fact


def _clipped(text: str, longest: int) -> str:
    """Enough to recognise it by: a cell of a spoilt file may hold a whole book."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


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


# --- in what people decided -------------------------------------------------------------


class MovesNowhere(Fault):
    """A statement is moved to the cluster it is in."""

    en = (
        "Statement {statement} is moved to statement {to}, and they are in one cluster already.",
        "Leave this move out, or name a statement of another cluster.",
    )
    nl = (
        "Uitspraak {statement} wordt bij uitspraak {to} gelegd, maar ze liggen al in één cluster.",
        "Laat deze verplaatsing weg, of noem een uitspraak uit een ander cluster.",
    )


class LeavesClusterEmpty(Fault):
    """A cluster would be left without statements."""

    en = (
        "Statement {statement} is the only one in its cluster; moving it would leave an empty cluster.",
        "Choose fewer clusters, or leave this move out.",
    )
    nl = (
        "Uitspraak {statement} is de enige in haar cluster; verplaatsen laat een leeg cluster achter.",
        "Kies minder clusters, of laat deze verplaatsing weg.",
    )


class NameFitsNoCluster(Fault):
    """A name is given to statements that are no cluster."""

    en = (
        "The name {name} is for statements that are not one cluster at this number of clusters.",
        "Give exactly the statements of a cluster, or leave the name out.",
    )
    nl = (
        "De naam {name} is voor uitspraken die bij dit aantal clusters geen cluster zijn.",
        "Geef precies de uitspraken van een cluster, of laat de naam weg.",
    )


class EmptyName(Fault):
    """A cluster is given an empty name."""

    en = (
        "The cluster of statements {statements} has an empty name.",
        "Give it a name, or leave it out.",
    )
    nl = (
        "Het cluster van de uitspraken {statements} heeft een lege naam.",
        "Geef het een naam, of laat het weg.",
    )


class NamedTwice(Fault):
    """One cluster has two names."""

    en = (
        "One cluster is called both {other} and {name}.",
        "Keep one of the names.",
    )
    nl = (
        "Eén cluster heet zowel {other} als {name}.",
        "Houd één van de namen.",
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
        "A map needs at least 3 statements; here there are {statements}.",
        "Add statements, or check that the whole file was saved.",
    )
    nl = (
        "Voor een conceptkaart zijn minstens 3 uitspraken nodig; hier zijn het er {statements}.",
        "Voeg uitspraken toe, of kijk of het hele bestand is opgeslagen.",
    )


class TooFewSorters(Fault):
    """A map needs at least two sorters who said something."""

    en = (
        "A map needs at least 2 sorters; here there are {sorters}.",
        "Ask more people to sort, or exclude fewer.",
    )
    nl = (
        "Voor een conceptkaart zijn minstens 2 sorteerders nodig; hier zijn het er {sorters}.",
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
        "Ze kunnen dus niet op dezelfde conceptkaart.",
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
        "Deelnemer {participant} bestaat niet in deze studie.",
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


# --- in the sorts, the ratings and who took part ----------------------------------------


class PlacedAndUnplaced(Fault):
    """A sorter put a statement on a pile and said "I don't know" to it as well."""

    en = (
        "{sorter} put statement {statement} on a pile and left it without a pile as well.",
        "Keep one of the two rows.",
    )
    nl = (
        "{sorter} legde uitspraak {statement} op een stapel, maar ook op geen stapel.",
        "Laat één van de twee regels staan.",
    )


class DuplicateStatement(Fault):
    """Two different statements bear one id."""

    en = (
        "There are two different statements with id {statement}; the other is on line {other}.",
        "Give every statement an id of its own.",
    )
    nl = (
        "Er zijn twee verschillende uitspraken met nummer {statement}; de andere staat op "
        "regel {other}.",
        "Geef elke uitspraak een eigen nummer.",
    )


class EmptyText(Fault):
    """A statement says nothing."""

    en = (
        "Statement {statement} has no text.",
        "Fill in what people sorted, or take the row out.",
    )
    nl = (
        "Uitspraak {statement} heeft geen tekst.",
        "Vul in wat mensen sorteerden, of haal de regel weg.",
    )


class RatedTwice(Fault):
    """One rater gave one statement two different values on one scale."""

    en = (
        "{rater} gave statement {statement} both {first} and {value} on {scale}.",
        "Keep one of the rows.",
    )
    nl = (
        "{rater} gaf uitspraak {statement} bij {scale} zowel {first} als {value}.",
        "Laat één regel staan.",
    )


class NotANumber(Fault):
    """A number was needed and something else was found."""

    en = (
        "{value} under {column} is not a number.",
        "Write a number such as 3 or 3.5, or leave the cell empty.",
    )
    nl = (
        "{value} bij {column} is geen getal.",
        "Schrijf een getal, zoals 3 of 3.5, of laat de cel leeg.",
    )


class ImplausibleTime(Fault):
    """Nobody can have sorted for so long, or for less than no time."""

    en = (
        "{sorter} cannot have sorted for {value} seconds.",
        "Write the time in seconds, or leave the cell empty.",
    )
    nl = (
        "{sorter} kan niet {value} seconden gesorteerd hebben.",
        "Schrijf de tijd in seconden, of laat de cel leeg.",
    )


class ImplausibleValue(Fault):
    """A value so large that no scale without a declared range can hold it."""

    en = (
        "{rater} gave statement {statement} the score {value} on {scale}; that cannot be right.",
        "Correct the score, or give the range of the scale in scales.csv.",
    )
    nl = (
        "{rater} gaf uitspraak {statement} bij {scale} het cijfer {value}; dat kan niet kloppen.",
        "Verbeter het cijfer, of zet het bereik van de schaal in scales.csv.",
    )


class UnknownScale(Fault):
    """A rating speaks of a scale that is not in the list of scales."""

    en = (
        "Scale {scale} is not in scales.csv, which has: {choices}.",
        "Correct the name, or add the scale with its range.",
    )
    nl = (
        "De schaal {scale} staat niet in scales.csv. Daar staan: {choices}.",
        "Verbeter de naam, of zet de schaal er met zijn bereik bij.",
    )


class DuplicateScale(Fault):
    """Two rows describe one scale differently."""

    en = (
        "Scale {scale} is described twice, and differently.",
        "Keep one of the rows.",
    )
    nl = (
        "De schaal {scale} staat er twee keer, en niet hetzelfde.",
        "Laat één regel staan.",
    )


class BadRange(Fault):
    """A scale ends before it begins."""

    en = (
        "Scale {scale} cannot run from {minimum} to {maximum}.",
        "The minimum must be lower than the maximum.",
    )
    nl = (
        "De schaal {scale} kan niet lopen van {minimum} tot {maximum}.",
        "Het minimum moet lager zijn dan het maximum.",
    )


class ParticipantTwice(Fault):
    """Two rows tell different things about one participant."""

    en = (
        "Participant {participant} is there twice, with different facts under {column}.",
        "Keep one of the rows.",
    )
    nl = (
        "Deelnemer {participant} staat er twee keer, met iets anders bij {column}.",
        "Laat één regel staan.",
    )


class BadWeight(Fault):
    """A weight that does not count."""

    en = (
        "The weight of {participant} cannot be {value}.",
        "Give a number above 0 and at most {maximum}; leave it empty for 1.",
    )
    nl = (
        "Het gewicht van {participant} kan niet {value} zijn.",
        "Geef een getal boven 0 en hoogstens {maximum}; leeg betekent 1.",
    )


# --- in the files -----------------------------------------------------------------------


class NoSuchFolder(Fault):
    """There is nothing at the place that was named."""

    en = (
        "There is no folder or file {path}.",
        "Check the name, and where you are.",
    )
    nl = (
        "Er is geen map of bestand {path}.",
        "Controleer de naam, en in welke map je nu bent.",
    )


class NotReadable(Fault):
    """The computer refuses to open something."""

    en = (
        "This cannot be opened ({reason}).",
        "Check that you may read it, that it is an ordinary file, and that no other "
        "program holds it.",
    )
    nl = (
        "Dit kan niet worden geopend ({reason}).",
        "Kijk of je het mag lezen, of het een gewoon bestand is, en of een ander "
        "programma het vasthoudt.",
    )


class NoTables(Fault):
    """A folder without anything to read."""

    en = (
        "There are no CSV files in this folder.",
        "A study folder holds at least statements.csv and sorts.csv; see docs/study-folder.md.",
    )
    nl = (
        "In deze map staan geen CSV-bestanden.",
        "Een studiemap heeft minstens statements.csv en sorts.csv; zie docs/study-folder.md.",
    )


class TooManyFiles(Fault):
    """A folder with so many tables that it cannot be a study."""

    en = (
        "There are {count} CSV files here; a study has a handful.",
        "Put the files of this study in a folder of their own.",
    )
    nl = (
        "Er staan hier {count} CSV-bestanden; een studie heeft er een paar.",
        "Zet de bestanden van deze studie in een eigen map.",
    )


class NoStatements(Fault):
    """Nothing says what was sorted."""

    en = (
        "There is no list of statements.",
        "Add statements.csv with the columns id and text.",
    )
    nl = (
        "Er is geen lijst met uitspraken.",
        "Voeg statements.csv toe, met de kolommen id en text.",
    )


class NoSorts(Fault):
    """Nothing says how people sorted."""

    en = (
        "There are no sorts.",
        "Add sorts.csv with the columns participant, statement and pile.",
    )
    nl = (
        "Er zijn geen sorteringen.",
        "Voeg sorts.csv toe, met de kolommen participant, statement en pile.",
    )


class ExcelFile(Fault):
    """A workbook where a table of plain text was expected."""

    en = (
        "This is a workbook of a spreadsheet program, not a CSV file.",
        'Open it there and save the sheet as "CSV UTF-8".',
    )
    nl = (
        "Dit is een werkmap van een rekenprogramma, geen CSV-bestand.",
        'Open het daar en sla het blad op als "CSV UTF-8".',
    )


class NotText(Fault):
    """Bytes that are no text."""

    en = (
        "This is not a text file.",
        "Save it again as CSV with encoding UTF-8; the file may be damaged.",
    )
    nl = (
        "Dit is geen tekstbestand.",
        "Sla het opnieuw op als CSV met codering UTF-8; misschien is het bestand beschadigd.",
    )


class FileTooLarge(Fault):
    """More than any study can hold."""

    en = (
        "This file is {megabytes} MB; at most {maximum} MB is read.",
        "Check that it is the right file.",
    )
    nl = (
        "Dit bestand is {megabytes} MB; er wordt hoogstens {maximum} MB gelezen.",
        "Kijk of het het goede bestand is.",
    )


class CellTooLong(Fault):
    """One cell with a book in it."""

    en = (
        "One cell has more than {maximum} characters.",
        "Check the quotes in and before this line, and that it is the right file.",
    )
    nl = (
        "Een cel heeft meer dan {maximum} tekens.",
        "Kijk naar de aanhalingstekens in en vóór deze regel, en of het het goede bestand is.",
    )


class UnclosedQuote(Fault):
    """A quotation mark opens a cell that never ends."""

    en = (
        "A quotation mark opens here and is never closed, so the rest of the file falls "
        "into one cell.",
        "Close it, or take it out; write a quotation mark inside a cell twice.",
    )
    nl = (
        "Hier begint een aanhalingsteken dat nooit sluit. De rest van het bestand valt zo "
        "in één cel.",
        "Sluit het, of haal het weg; schrijf een aanhalingsteken in een cel dubbel.",
    )


class EmptyTable(Fault):
    """A file without rows."""

    en = (
        "There are no rows in this file.",
        "Check that the whole file was saved.",
    )
    nl = (
        "Er staan geen regels in dit bestand.",
        "Kijk of het hele bestand is opgeslagen.",
    )


class MissingColumn(Fault):
    """A column is not there."""

    en = (
        "Column {column} is missing; there are: {found}.",
        "{advice}",
    )
    nl = (
        "De kolom {column} ontbreekt; er zijn: {found}.",
        "{advies}",
    )


class DuplicateColumn(Fault):
    """Two columns bear one name."""

    en = (
        "Column {column} is there more than once.",
        "Keep one, or give the other another name.",
    )
    nl = (
        "De kolom {column} staat er meer dan één keer.",
        "Laat er één staan, of geef de andere een andere naam.",
    )


class TooManyCells(Fault):
    """A row is longer than the header."""

    en = (
        "This row has {cells} cells, and the header {columns}.",
        "A text with the separator {separator} in it needs quotation marks around it.",
    )
    nl = (
        "Deze regel heeft {cells} cellen, en de kop {columns}.",
        "Om een tekst met het scheidingsteken {separator} erin moeten aanhalingstekens.",
    )


class EmptyCell(Fault):
    """A cell that must say something says nothing."""

    en = (
        "Nothing is filled in under {column}.",
        "Fill it in, or take the row out.",
    )
    nl = (
        "Bij {column} is niets ingevuld.",
        "Vul het in, of haal de regel weg.",
    )


class NotUnderstood(Fault):
    """Tables were found, and none of a known kind."""

    en = (
        "No kind of study is recognised in: {found}.",
        "See docs/study-folder.md for the files and columns that can be read.",
    )
    nl = (
        "Er is geen bekend soort studie te herkennen in: {found}.",
        "In docs/study-folder.md staat welke bestanden en kolommen gelezen worden.",
    )


class BrokenSettings(Fault):
    """study.toml is not TOML."""

    en = (
        "study.toml cannot be read ({reason}).",
        'Write every line as: name = "value".',
    )
    nl = (
        "study.toml is niet te lezen ({reason}).",
        'Schrijf elke regel als: naam = "waarde".',
    )


class WrongType(Fault):
    """A setting of study.toml is of another kind than it must be."""

    en = (
        "{key} in study.toml must be {expected}.",
        "Write, for example: {example}",
    )
    nl = (
        "{key} in study.toml moet {verwacht} zijn.",
        "Schrijf bijvoorbeeld: {example}",
    )


class MoreFaults(Fault):
    """There is more of the same."""

    en = (
        "There are at least {count} more faults of the kind {kind}.",
        "Correct the ones above first, and check again.",
    )
    nl = (
        "Er zijn nog minstens {count} fouten van de soort {kind}.",
        "Verbeter eerst de fouten hierboven, en kijk dan opnieuw.",
    )


# --- notices: read, and worth knowing ---------------------------------------------------


class ReadAs(Notice):
    """The study is not in the native form."""

    en = (
        "Read as {kind}.",
        "",
    )
    nl = (
        "Gelezen als {kind}.",
        "",
    )


class ByteOrderMark(Notice):
    """The file begins with a byte order mark, as Excel writes it."""

    en = (
        "The file begins with a byte order mark; it was read without it.",
        "",
    )
    nl = (
        "Het bestand begint met een onzichtbaar teken (BOM); dat is weggelaten.",
        "",
    )


class OtherEncoding(Notice):
    """The file is not UTF-8."""

    en = (
        "The file is not UTF-8; it was read as {encoding}.",
        "Check that letters such as é and ë are right; better save it as UTF-8.",
    )
    nl = (
        "Het bestand is geen UTF-8; het is gelezen als {encoding}.",
        "Kijk of letters als é en ë goed zijn; sla het liever op als UTF-8.",
    )


class Mojibake(Notice):
    """Text that was read in the wrong encoding before it came here."""

    en = (
        "Here is {sample}: the text seems to have been saved in a wrong encoding before.",
        "Compare with the original, and save that as UTF-8.",
    )
    nl = (
        "Hier staat {sample}: de tekst lijkt eerder met een verkeerde codering opgeslagen.",
        "Vergelijk met het origineel, en sla dat op als UTF-8.",
    )


class OtherSeparator(Notice):
    """Cells are not separated by commas."""

    en = (
        "Cells are separated by {separator} here.",
        "",
    )
    nl = (
        "De cellen zijn hier gescheiden door {separator}.",
        "",
    )


class CurlyQuotes(Notice):
    """Curly quotation marks stand around cells."""

    en = (
        "Curly quotation marks around cells were read as straight ones.",
        "",
    )
    nl = (
        "Gekrulde aanhalingstekens om cellen zijn gelezen als rechte.",
        "",
    )


class LooseQuotes(Notice):
    """A quotation mark stands where none belongs."""

    en = (
        "There is text after a closing quotation mark; the cell was read without the quotes.",
        "Check this row; write a quotation mark inside a cell twice.",
    )
    nl = (
        "Na een sluitend aanhalingsteken staat nog tekst; de cel is gelezen zonder de tekens.",
        "Kijk deze regel na; schrijf een aanhalingsteken in een cel dubbel.",
    )


class BlankRows(Notice):
    """Rows without anything in them."""

    en = (
        "Blank rows were skipped (rows: {count}).",
        "",
    )
    nl = (
        "Lege regels zijn overgeslagen (regels: {count}).",
        "",
    )


class ControlCharacters(Notice):
    """Invisible characters."""

    en = (
        "Invisible characters were taken out ({count}).",
        "",
    )
    nl = (
        "Onzichtbare tekens zijn weggehaald ({count}).",
        "",
    )


class SecondOfItsKind(Notice):
    """A table like one that was read already: one of each is read."""

    en = (
        "This file is not used: {other} holds the {kind} already.",
        "Is it a copy? Then take it away. Are there more answers in it? Put them into {other}.",
    )
    nl = (
        "Dit bestand is niet gebruikt: {other} is hier al de tabel {kind}.",
        "Is het een kopie? Haal die weg. Staan er meer antwoorden in? Zet ze in {other}.",
    )


class FileNotUsed(Notice):
    """A table that plays no part."""

    en = (
        "This file is not used: its columns are not those of a known table.",
        "Ignore this if the file is not part of the study.",
    )
    nl = (
        "Dit bestand is niet gebruikt: de kolommen horen niet bij een bekende tabel.",
        "Hoort het bestand niet bij de studie? Dan is dit geen probleem.",
    )


class ColumnNotUsed(Notice):
    """A column that plays no part."""

    en = (
        "Not used: {columns}.",
        "",
    )
    nl = (
        "Niet gebruikt: {columns}.",
        "",
    )


class DuplicateRow(Notice):
    """A row is there twice, exactly alike."""

    en = (
        "The same row was there already; it counts once.",
        "",
    )
    nl = (
        "Dezelfde regel stond er al; hij telt één keer.",
        "",
    )


class SameText(Notice):
    """Two statements say the same."""

    en = (
        "Statements {statements} have the same text.",
        "Check whether both were meant.",
    )
    nl = (
        "De uitspraken {statements} hebben dezelfde tekst.",
        "Kijk of beide de bedoeling zijn.",
    )


class RepairedIds(Notice):
    """Numbers of statements were written differently from the list."""

    en = (
        "{written} was read as {meant}, and so on (rows: {count}).",
        "",
    )
    nl = (
        "{written} is gelezen als {meant}, enzovoort (regels: {count}).",
        "",
    )


class NotAPile(Notice):
    """A pile that is a way to say "I don't know"."""

    en = (
        "The pile {label} does not count as a pile; its statements are unplaced "
        "(statements: {count}, sorters: {sorters}).",
        "",
    )
    nl = (
        "De stapel {label} telt niet als stapel; de uitspraken erop zijn niet gelegd "
        "(uitspraken: {count}, sorteerders: {sorters}).",
        "",
    )


class LeftoverPileKept(Notice):
    """A leftover pile that is one of only two, and so says something."""

    en = (
        "The pile {label} is one of only two, so it counts as a pile (sorters: {sorters}).",
        'If it means "I don\'t know", make the pile empty in the file.',
    )
    nl = (
        "De stapel {label} is één van maar twee en telt dus als stapel (sorteerders: {sorters}).",
        'Betekent hij "ik weet het niet"? Maak de stapel in het bestand dan leeg.',
    )


class TwoLabels(Notice):
    """One pile has more than one label."""

    en = (
        "{sorter} gave pile {pile} more than one label; {label} was kept.",
        "",
    )
    nl = (
        "{sorter} gaf stapel {pile} meer dan één opschrift; {label} is gebleven.",
        "",
    )


class EmptySort(Notice):
    """Someone sorted, and placed nothing."""

    en = (
        "{sorter} placed no statement at all, and does not count as a sorter.",
        "",
    )
    nl = (
        "{sorter} legde geen enkele uitspraak, en telt niet als sorteerder.",
        "",
    )


class StatementsFromSorts(Notice):
    """The list of statements was gathered from the sorts."""

    en = (
        "There is no list of statements; the {count} that were sorted are used.",
        "A statement that nobody sorted is not among them.",
    )
    nl = (
        "Er is geen lijst met uitspraken; de {count} die gesorteerd zijn, zijn gebruikt.",
        "Een uitspraak die niemand sorteerde, zit er dus niet bij.",
    )


class Numbered(Notice):
    """Statements had no ids."""

    en = (
        "The statements have no ids; they were numbered 1 to {count}.",
        "",
    )
    nl = (
        "De uitspraken hebben geen nummers; ze kregen 1 tot en met {count}.",
        "",
    )


class NotInParticipants(Notice):
    """Someone took part who is not in the list of participants."""

    en = (
        "Not in the list of participants: {participants}. They count; their group is unknown.",
        "{advice}",
    )
    nl = (
        "Niet in de lijst met deelnemers: {participants}. Ze tellen mee; hun groep is onbekend.",
        "{advies}",
    )


class PersonalData(Notice):
    """Columns that tell who somebody is."""

    en = (
        "Left out, because it may tell who somebody is: {columns}.",
        "Better take it out of the file; the analysis does not need it.",
    )
    nl = (
        "Weggelaten, omdat het kan vertellen wie iemand is: {columns}.",
        "Haal het liever uit het bestand; de analyse heeft het niet nodig.",
    )


class AddressesReplaced(Notice):
    """Participants were known by their e-mail address."""

    en = (
        "{count} participants are known by an e-mail address; here they are called p1, p2 "
        "and so on.",
        "Better replace the addresses in the files as well.",
    )
    nl = (
        "Deelnemers staan er met hun e-mailadres; hier heten ze p1, p2 enzovoort ({count}).",
        "Vervang de adressen liever ook in de bestanden.",
    )


class RangeFromValues(Notice):
    """The range of a scale was taken from its values."""

    en = (
        "The range of {scale} is not given; {minimum:g} to {maximum:g} was taken from the scores.",
        "Give the real range in scales.csv.",
    )
    nl = (
        "Het bereik van {scale} is niet gegeven; {minimum:g} tot {maximum:g} komt uit de cijfers.",
        "Zet het echte bereik in scales.csv.",
    )


class ReadAsMissing(Notice):
    """A word where a score was expected was read as missing."""

    en = (
        "{value} under {column} was read as missing (rows: {count}).",
        "",
    )
    nl = (
        "{value} bij {column} is gelezen als ontbrekend (regels: {count}).",
        "",
    )


class DecimalComma(Notice):
    """Numbers with a decimal comma."""

    en = (
        "Numbers with a decimal comma, such as {value}, were read as decimals.",
        "",
    )
    nl = (
        "Getallen met een komma, zoals {value}, zijn gelezen als kommagetal.",
        "",
    )


class MinimumRaised(Notice):
    """A minimum group size below what is safe."""

    en = (
        "{key} is {value}; groups smaller than {minimum} are never shown, so {minimum} is used.",
        "",
    )
    nl = (
        "{key} is {value}; groepen kleiner dan {minimum} worden nooit getoond, dus het is "
        "{minimum}.",
        "",
    )


class PairsNeverPlaced(Notice):
    """Pairs that no sorter placed both of."""

    en = (
        "{count} of {pairs} pairs of statements were placed by nobody together; they "
        "count as missing.",
        "More sorters, or larger batches, make the map more certain.",
    )
    nl = (
        "{count} van de {pairs} paren uitspraken heeft niemand allebei gelegd; ze tellen "
        "als ontbrekend.",
        "Met meer sorteerders of grotere porties wordt de conceptkaart zekerder.",
    )


class FlaggedSort(Notice):
    """Sorts that deserve a look."""

    en = (
        "Look at the sort of {sorters}: {remark}",
        "A flag never excludes anybody; leave someone out with --exclude and a reason.",
    )
    nl = (
        "Kijk naar de sortering van {sorters}: {opmerking}",
        "Een vlag sluit niemand uit; laat iemand weg met --exclude en een reden.",
    )


class GroupTooSmall(Fault):
    """A figure was asked for about a group that is too small to show."""

    en = (
        "{group} has fewer than {minimum} raters on {scale}, so its figures are not shown.",
        "Choose another group, or ask more of its people to rate.",
    )
    nl = (
        "Van {group} hebben minder dan {minimum} mensen {scale} beoordeeld. "
        "De cijfers van deze groep tonen we daarom niet.",
        "Kies een andere groep, of laat meer mensen uit de groep beoordelen.",
    )


class GroupTooFewSorters(Fault):
    """A map was asked for of a group in which too few people sorted to show it."""

    en = (
        "In {group} fewer than {minimum} people sorted, so no map of them is shown.",
        "Choose another group, or ask more of its people to sort.",
    )
    nl = (
        "Van {group} hebben minder dan {minimum} mensen gesorteerd. "
        "Daarom tonen we van deze groep geen conceptkaart.",
        "Kies een andere groep, of laat meer mensen uit de groep sorteren.",
    )


class GroupGivesOthersAway(Fault):
    """With the map of one group beside that of everybody, a group that is too small could be worked out."""

    en = (
        "Fewer than {minimum} people are in another group, or in none. Who lays a map of {group} alone "
        "beside that of everybody could work out what those few did.",
        "Have the map of everybody drawn, or of another group.",
    )
    nl = (
        "In een andere groep, of in geen groep, zitten minder dan {minimum} mensen. Wie een kaart van alleen "
        "{group} naast die van iedereen legt, kan uitrekenen wat zij deden.",
        "Laat de kaart van iedereen tekenen, of van een andere groep.",
    )


class GroupTooSmallToBalance(Fault):
    """Groups were to weigh the same, but a handful of people would outweigh everybody."""

    en = (
        "Only {sorters} people of {group} sorted. Made to weigh as much as the other groups, "
        "each of them would count for many.",
        "Do not balance, or ask at least {minimum} people of each group to sort.",
    )
    nl = (
        "Van {group} sorteerden maar {sorters} mensen. Als deze groep even zwaar telt als de "
        "andere, telt ieder van hen voor velen.",
        "Weeg de groepen niet even zwaar, of laat van elke groep minstens {minimum} mensen "
        "sorteren.",
    )


class ShapeMismatch(ConceptMappingError):
    """Two arrays disagree about how many statements there are: a mistake in the calling code."""
