"""What keeps a sound study folder from becoming a study of this website."""

from __future__ import annotations

from conceptmapping.errors import Fault, Notice


class TooLongHere(Fault):
    """A text that is longer than this website keeps."""

    en = (
        "{what} is {length} characters long; here it may be {longest}.",
        "Make it shorter in the file.",
    )
    nl = (
        "{wat} is {length} tekens lang; hier mag het er {longest} zijn.",
        "Maak de tekst in het bestand korter.",
    )


class NotWholeHere(Fault):
    """A scale or value between two steps: here people choose whole steps."""

    en = ("{value} is no whole number.", "Use a scale of whole steps.")
    nl = ("{value} is geen heel getal.", "Gebruik een schaal met hele stappen.")


class TooManyHere(Fault):
    """More statements or participants than a study of this website holds."""

    en = ("There are {count} {what}; here a study holds at most {most}.", "Take in a part of it.")
    nl = (
        "Er zijn {count} {wat}; hier passen er {most} in een studie.",
        "Haal een deel ervan binnen.",
    )


class NumberedAnew(Notice):
    """Statements whose ids are no numbers are numbered in order."""

    en = ("Statements are numbered here: {first} is now 1. study.toml keeps the old ids.", "")
    nl = ("Uitspraken krijgen hier een nummer: {first} is nu 1. De oude staan in study.toml.", "")


class MediaNotTaken(Notice):
    """A picture or sound that is not there, or is none."""

    en = ("{name} is not there, or is no picture or sound that can be shown.", "")
    nl = ("{name} is er niet, of is geen plaatje of geluid dat kan worden getoond.", "")


class NotSafe(Fault):
    """A zip that is no study folder: too large when it is unpacked, or with files outside it."""

    en = ("This zip file is not taken in: {why}.", "Pack only the files of the study folder.")
    nl = (
        "Dit zipbestand wordt niet binnengehaald: {waarom}.",
        "Pak alleen de bestanden van de studiemap in.",
    )
