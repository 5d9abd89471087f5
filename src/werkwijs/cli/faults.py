"""What can be wrong with the place where a result must come."""

from __future__ import annotations

from conceptmapping.errors import Fault, Notice


class EditedKept(Notice):
    """Somebody worked on a file of the earlier result."""

    en = ("{name} was changed by hand. It stays, and is now called {kept}.", "")
    nl = ("{name} is met de hand veranderd. Dat bestand blijft en heet nu {kept}.", "")


class NoSuchColumn(Fault):
    """Groups were asked for that the participants are not divided into."""

    en = (
        "{column} is no column in which participants have a group.",
        "Choose one of: {choices}.",
    )
    nl = (
        "{column} is geen kolom waarin deelnemers een groep hebben.",
        "Kies uit: {choices}.",
    )


class NoColumns(Fault):
    """Groups were asked for, and nobody has one."""

    en = (
        "Groups by {column} cannot be made: the participants of this study are in no group.",
        "Add participants.csv with a column {column}, or leave the groups out.",
    )
    nl = (
        "Groepen op {column} kan niet: in deze studie staan de deelnemers niet in een groep.",
        "Maak participants.csv met een kolom {column}, of laat de groepen weg.",
    )


class NoDecisions(Fault):
    """The file with what people decided cannot be read as such."""

    en = (
        "{path} is not a file with decisions about a map.",
        "It is JSON: an object with clusters, reason, moves and names, as a published map comes with it.",
    )
    nl = (
        "{path} is geen bestand met besluiten over een kaart.",
        "Het is JSON: een object met clusters, reason, moves en names, zoals bij een gepubliceerde kaart.",
    )


class PlaceInUse(Fault):
    """The folder holds files of somebody else."""

    en = (
        "The folder {path} is not empty and holds no earlier result, so nothing is put there.",
        "Choose a new or empty folder.",
    )
    nl = (
        "De map {path} is niet leeg en er staat geen eerder resultaat in. Er komt dus niets in.",
        "Kies een nieuwe of lege map.",
    )


class PlaceIsFile(Fault):
    """There is a file where a folder must come."""

    en = ("{path} is a file, not a folder.", "Choose the name of a folder.")
    nl = ("{path} is een bestand, geen map.", "Kies de naam van een map.")


class PlaceNotWritable(Fault):
    """The computer does not let us write there."""

    en = (
        "Nothing can be written to {path} ({reason}).",
        "Choose another folder, or check the room on the disk and whether you may write there.",
    )
    nl = (
        "In {path} kan niet worden geschreven ({oorzaak}).",
        "Kies een andere map, of kijk of er plaats is op de schijf en of je er mag schrijven.",
    )
