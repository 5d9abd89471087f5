"""What the commands about cards say, in Dutch and English."""

from __future__ import annotations

from conceptmapping.errors import Language

SAID: dict[Language, dict[str, str]] = {
    "nl": {
        "cards_command": "kaarten afdrukken, en uitgaven doorgeven of opnemen",
        "EDITION": "UITGAVE",
        "AUDIENCE": "LEZERSGROEP",
        "KIND": "SOORT",
        "edition": "de code van een uitgave, zoals die in het adres staat: /uitgaven/CODE/; "
        "of een zip met een uitgave, en dan is er geen website nodig",
        "cards_print": "maak een pdf van de kaarten voor één lezersgroep",
        "cards_print_long": "Maak een pdf van de kaarten van een uitgave voor één lezersgroep: om zelf af te drukken, "
        "voor een drukker, of om te lezen met een schermlezer.",
        "cards_audience": "voor wie: {choices}",
        "cards_kind": "printer (voor een drukker), home-long of home-short (zelf afdrukken, omslaan over de lange of "
        "de korte kant), accessible (schermlezer, grote letters); standaard {default}",
        "cards_pdf": "de pdf die gemaakt wordt",
        "cards_out": "schrijf een uitgave als bestand om door te geven",
        "cards_out_long": "Schrijf een uitgave als bestand. Het einde van de naam zegt als wat: .zip (de hele uitgave), "
        ".json, .csv (tabel), .docx (Word). Met --audience en .zip: de voorkanten van de kaarten als plaatjes.",
        "cards_file": "het bestand dat gemaakt wordt",
        "cards_images": "plaatjes van de kaarten voor deze lezersgroep: {choices}",
        "cards_in": "neem een uitgave van een andere organisatie op",
        "cards_in_long": "Neem een uitgave op uit een zip. Alles wordt nagekeken; wat fout is komt in beeld, en dan "
        "verandert er niets.",
        "cards_zip": "de zip met de uitgave",
        "cards_from": "van welke organisatie de uitgave komt (zonder keuze: wie hem het laatst maakte)",
        "cards_organisation": "de organisatie die hem opneemt (hoeft niet als er maar een is)",
        "cards_which_organisation": "Zeg er met --organisation bij welke organisatie de uitgave opneemt:\n{names}",
        "cards_list": "welke uitgaven er zijn",
        "cards_list_long": "Elke uitgave van deze website op een regel: code, taal, nummer, titel, waar die vandaan komt.",
        "cards_none": "Er zijn nog geen uitgaven.",
        "cards_no_edition": "Er is geen uitgave {edition}. Welke er zijn: werkwijs cards list",
        "cards_no_file": "{path} is er niet of kan niet worden gelezen.",
        "cards_no_cards": "Deze uitgave heeft geen kaarten voor {audience}. Wel voor: {choices}",
        "cards_ending": "Aan {path} is niet te zien wat het moet worden. Laat de naam eindigen op {choices}.",
        "cards_images_zip": "Plaatjes komen in een zip. Laat de naam van het bestand eindigen op .zip, of laat "
        "--audience weg.",
        "cards_not_written": "{path} kan niet worden geschreven ({reason}). Kies een andere plaats.",
        "cards_written": "Klaar: {path}",
        "cards_taken": "Opgenomen: {title}, uitgave {number}. De uitgave staat op /uitgaven/{code}/",
        "cards_received": "van {organisation}",
        "cards_of_study": "studie {study}",
        "cards_ours": "hier gemaakt",
    },
    "en": {
        "cards_command": "print cards, and hand over or take in editions",
        "EDITION": "EDITION",
        "AUDIENCE": "AUDIENCE",
        "KIND": "KIND",
        "edition": "the code of an edition, as it stands in the address: /uitgaven/CODE/; "
        "or a zip with an edition, and then no website is needed",
        "cards_print": "make a PDF of the cards for one audience",
        "cards_print_long": "Make a PDF of the cards of an edition for one audience: to print yourself, for a printing "
        "house, or to read with a screen reader.",
        "cards_audience": "for whom: {choices}",
        "cards_kind": "printer (for a printing house), home-long or home-short (print yourself, flip on the long or the "
        "short edge), accessible (screen reader, large print); default {default}",
        "cards_pdf": "the PDF to make",
        "cards_out": "write an edition as a file to hand over",
        "cards_out_long": "Write an edition as a file. The end of its name says as what: .zip (the whole edition), "
        ".json, .csv (table), .docx (Word). With --audience and .zip: the fronts of the cards as images.",
        "cards_file": "the file to make",
        "cards_images": "images of the cards for this audience: {choices}",
        "cards_in": "take in an edition of another organisation",
        "cards_in_long": "Take in an edition from a zip. Everything is checked; what is wrong is shown, and then "
        "nothing changes.",
        "cards_zip": "the zip with the edition",
        "cards_from": "which organisation it comes from (without a choice: who made it last)",
        "cards_organisation": "the organisation that takes it in (not needed when there is only one)",
        "cards_which_organisation": "Say with --organisation which organisation takes the edition in:\n{names}",
        "cards_list": "which editions there are",
        "cards_list_long": "Each edition of this website on a line: code, language, number, title, where it comes from.",
        "cards_none": "There are no editions yet.",
        "cards_no_edition": "There is no edition {edition}. Which there are: werkwijs cards list",
        "cards_no_file": "{path} does not exist or cannot be read.",
        "cards_no_cards": "This edition has no cards for {audience}. It has for: {choices}",
        "cards_ending": "{path} does not show what it must become. Let its name end in {choices}.",
        "cards_images_zip": "Images come in a zip. Let the name of the file end in .zip, or leave out --audience.",
        "cards_not_written": "{path} cannot be written ({reason}). Choose another place.",
        "cards_written": "Done: {path}",
        "cards_taken": "Taken in: {title}, edition {number}. It is at /uitgaven/{code}/",
        "cards_received": "from {organisation}",
        "cards_of_study": "study {study}",
        "cards_ours": "made here",
    },
}
