"""What can be wrong with the place where a result must come."""

from __future__ import annotations

from conceptmapping.errors import Fault


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
        "In {path} kan niet worden geschreven ({reason}).",
        "Kies een andere map, of kijk of er plaats is op de schijf en of je er mag schrijven.",
    )
