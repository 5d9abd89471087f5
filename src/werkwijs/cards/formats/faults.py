"""What can be wrong with an edition that comes in: each says what, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from conceptmapping.errors import Fault


class UnsoundEdition(Exception):
    """An edition that is not taken in; ``faults`` says why, one by one."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


_AGAIN = "Ask who made it for the file once more, just as it was downloaded."
_OPNIEUW = "Vraag de maker om het bestand opnieuw, zoals het gedownload is."
_MEND = "Whoever made the file mends this, and makes the zip anew."
_HERSTEL = "Wie het bestand maakte, verbetert dit en maakt de zip opnieuw."


class NotAZip(Fault):
    """Something else than a zip, or a damaged one."""

    en = ("This is no zip file, or it is damaged.", _AGAIN)
    nl = ("Dit is geen zip-bestand, of het is beschadigd.", _OPNIEUW)


class TooLarge(Fault):
    """More than we unpack; counted while unpacking, whatever the zip says of itself."""

    en = (
        "This file is too large: {what} may be at most {most}.",
        "Leave out large sounds or pictures, and make the zip anew.",
    )
    nl = (
        "Dit bestand is te groot: {wat} mag hoogstens {most} zijn.",
        "Laat grote geluiden of plaatjes weg, en maak de zip opnieuw.",
    )


class ReachesOutside(Fault):
    """A path that leaves the folder, or a link."""

    en = ("A file in the zip reaches outside its folder: {name}.", _AGAIN)
    nl = ("Een bestand in de zip wijst buiten de map: {name}.", _OPNIEUW)


class Locked(Fault):
    """A zip with a password."""

    en = ("There is a password on this zip.", "Ask for the zip without a password.")
    nl = ("Er zit een wachtwoord op deze zip.", "Vraag om de zip zonder wachtwoord.")


class TwiceInZip(Fault):
    """Two files of one name: nobody can tell which is meant."""

    en = ("{name} is in the zip twice.", _AGAIN)
    nl = ("{name} zit twee keer in de zip.", _OPNIEUW)


class NoEdition(Fault):
    """A sound zip of something else."""

    en = (
        "There is no edition in this zip: edition.json is missing.",
        "Choose the zip that somebody downloaded under 'Hand over this edition'.",
    )
    nl = (
        "In deze zip zit geen uitgave: edition.json ontbreekt.",
        "Kies de zip die iemand ophaalde bij 'Geef deze uitgave door'.",
    )


class NotReadable(Fault):
    """A document that is no JSON, or JSON that says one thing twice."""

    en = ("edition.json cannot be read ({why}).", _AGAIN)
    nl = ("edition.json is niet te lezen ({waarom}).", _OPNIEUW)


class OtherKind(Fault):
    """JSON of something else."""

    en = ("edition.json is no edition of cards.", "Choose the zip of an edition.")
    nl = ("edition.json is geen uitgave van kaarten.", "Kies de zip van een uitgave.")


class UnknownSchema(Fault):
    """A document of a later version."""

    en = (
        "This edition was made with another version of Werkwijs (schema {schema}; known here: {known}).",
        "Update Werkwijs, or ask for the edition in schema {known}.",
    )
    nl = (
        "Deze uitgave is gemaakt met een andere versie van Werkwijs (schema {schema}; hier bekend: {known}).",
        "Werk Werkwijs bij, of vraag om de uitgave in schema {known}.",
    )


class TooLongText(Fault):
    """A text that no card can hold."""

    en = ("{where} has {length} characters; at most {most} fit.", _MEND)
    nl = ("{where} heeft {length} tekens; er passen er hoogstens {most}.", _HERSTEL)


class Misshapen(Fault):
    """Something in the document is not as the format says."""

    en = ("{where}: {what}.", _MEND)
    nl = ("{where}: {wat}.", _HERSTEL)


class MissingFile(Fault):
    """A picture or sound that the document names and the zip lacks."""

    en = ("{name} is missing in the zip.", _AGAIN)
    nl = ("{name} ontbreekt in de zip.", _OPNIEUW)


class ChangedFile(Fault):
    """A picture or sound with another digest than the document says."""

    en = ("{name} is not the file it was when the edition was made.", _AGAIN)
    nl = ("{name} is niet meer het bestand van toen de uitgave werd gemaakt.", _OPNIEUW)


class NoPicture(Fault):
    """A picture that no browser shows, or that is of another kind than its name says."""

    en = ("{name} is no picture that can be shown.", _MEND)
    nl = ("{name} is geen plaatje dat kan worden getoond.", _HERSTEL)


class NotOnlyAPicture(Fault):
    """A drawing that does something, or fetches something."""

    en = ("{name} is a drawing with something else in it: {found}.", _MEND)
    nl = ("{name} is een tekening waar iets anders in zit: {found}.", _HERSTEL)


class TellsWhere(Fault):
    """A photograph with the place where it was taken."""

    en = (
        "{name} still says at which place it was taken.",
        "Whoever made the file takes the place out of the picture, and makes the zip anew.",
    )
    nl = (
        "In {name} staat nog op welke plek de foto is gemaakt.",
        "Wie het bestand maakte, haalt de plek uit de foto en maakt de zip opnieuw.",
    )


class NoSound(Fault):
    """A sound that no browser plays, or that is of another kind than its name says."""

    en = ("{name} is no sound that can be played.", _MEND)
    nl = ("{name} is geen geluid dat kan worden afgespeeld.", _HERSTEL)


class AlreadyHere(Fault):
    """The same edition again."""

    en = (
        "This edition is here already: {title}, edition {number}. Nothing changed.",
        "You need do nothing.",
    )
    nl = (
        "Deze uitgave is er al: {title}, uitgave {number}. Er is niets veranderd.",
        "Je hoeft niets te doen.",
    )


class ChangedUnderTheSameKey(Fault):
    """Another edition that says it is one we have: an edition never changes."""

    en = (
        "An edition with the same key is here already ({title}, edition {number}), and it differs: {where}.",
        "An edition never changes. Ask who made it for a new edition, with a key of its own.",
    )
    nl = (
        "Er is al een uitgave met dezelfde sleutel ({title}, uitgave {number}), en die is anders: {where}.",
        "Een uitgave verandert nooit. Vraag de maker om een nieuwe uitgave, met een eigen sleutel.",
    )
