"""The sentences of the command line, in Dutch and English."""

from __future__ import annotations

from conceptmapping.errors import Language
from werkwijs.cli import cards_words, course_words, website_words

_NL = {
    "werkwijs": "Van wat mensen weten over werk vinden en houden naar een conceptkaart.",
    "usage": "gebruik: ",
    "inputs": "wat",
    "options": "opties",
    "commands": "opdrachten",
    "COMMAND": "OPDRACHT",
    "STUDY": "STUDIE",
    "NUMBER": "GETAL",
    "SORTER:REASON": "SORTEERDER:REDEN",
    "COLUMN=VALUE": "KOLOM=WAARDE",
    "OUT": "UIT",
    "help": "laat deze uitleg zien",
    "version": "laat de versie zien",
    "misuse": "Dit begrijp ik niet: {wrong}\nUitleg: {program} --help",
    "not_whole": "{written} is geen heel getal van {lowest} tot {highest}",
    "not_exclude": "{written} is niet SORTEERDER:REDEN, zoals s7:viel-in-slaap",
    "not_group": "{written} is niet KOLOM=WAARDE, zoals group=jongere",
    "interrupted": "Gestopt. Er is niets half achtergebleven.",
    "no_memory": "Hier is niet genoeg geheugen voor. Probeer het met minder tegelijk.",
    "incomplete": "Een deel van werkwijs ontbreekt hier ({module}). "
    "Haal de map .venv weg en voer scripts/setup uit.",
    "our_mistake": "Er ging iets mis in werkwijs zelf; dat is onze fout ({error}).\n"
    "Met WERKWIJS_DEBUG=1 ervoor komen de details in beeld. Meld ze graag.",
    "check": "kijk of een studiemap in orde is",
    "check_long": "Kijk of een studiemap in orde is: alles wat opvalt, met bestand, regel en wat "
    "je eraan doet. Er wordt niets veranderd.",
    "study": "een studiemap, of één bestand met een rij per deelnemer en uitspraak",
    "json": "alles in JSON, voor andere programma's",
    "language": "taal: nl of en (zonder keuze: die van de studie, anders nl)",
    "fault": "FOUT",
    "notice": "let op",
    "sound": "Deze studie is in orde: {statements} uitspraken, {sorters} sorteerders, "
    "{raters} beoordelaars.",
    "unsound": "Deze studie is niet in orde. Fouten: {faults}. Opmerkingen: {notices}. "
    "Er is niets veranderd.",
    "more": "... en nog {count} keer {code}; met --json komen ze alle in beeld",
    "map": "maak een conceptkaart van een studiemap",
    "map_long": "Maak van een studiemap een hele conceptkaart: cijfers, figuren, verslag, dia's "
    "en tabellen.",
    "out": "de map waarin het resultaat komt; nieuw, leeg, of met een eerder resultaat",
    "clusters": "hoeveel clusters (zonder keuze: wat de berekening voorstelt)",
    "transform": "hoe de conceptkaart de verschillen volgt (standaard {default})",
    "linkage": "waarop de clusters rusten (standaard {default})",
    "unplaced": "wat niet gelegd is: telt niet mee, of elk een stapel (standaard {default})",
    "starts": "hoe vaak de berekening opnieuw begint (standaard {default})",
    "bootstrap": "hoeveel hertrekkingen van sorteerders (standaard {default})",
    "permutations": "hoe vaak geschud voor het kansniveau (standaard {default})",
    "split_halves": "hoe vaak in helften gedeeld (standaard {default})",
    "seed": "startgetal van het toeval (standaard {default})",
    "exclude": "laat een sorteerder weg, met reden; mag vaker",
    "group": "alleen sorteerders en beoordelaars van één groep",
    "balance": "elke groep in deze kolom weegt in totaal even zwaar",
    "decisions": "bestand met wat mensen besloten: aantal, namen, verplaatste uitspraken",
    "FILE": "BESTAND",
    "COLUMN": "KOLOM",
    "reason": "waarom zoveel clusters, in eigen woorden; komt in het verslag",
    "WORDS": "WOORDEN",
    "only": "alleen map.json: geen figuren en geen verslag",
    "bundle": "ook de rijen met antwoorden in bundle.zip",
    "stage": "bezig met: {stage}",
    "done": "Klaar. Alles staat in {out}",
    "open": "Begin bij {report}",
}

_EN = {
    "werkwijs": "From what people know about finding and keeping work to a concept map.",
    "usage": "usage: ",
    "inputs": "what",
    "options": "options",
    "commands": "commands",
    "COMMAND": "COMMAND",
    "STUDY": "STUDY",
    "NUMBER": "NUMBER",
    "SORTER:REASON": "SORTER:REASON",
    "COLUMN=VALUE": "COLUMN=VALUE",
    "OUT": "OUT",
    "help": "show this explanation",
    "version": "show the version",
    "misuse": "I do not understand this: {wrong}\nExplanation: {program} --help",
    "not_whole": "{written} is not a whole number from {lowest} to {highest}",
    "not_exclude": "{written} is not SORTER:REASON, such as s7:fell-asleep",
    "not_group": "{written} is not COLUMN=VALUE, such as group=employer",
    "interrupted": "Stopped. Nothing was left behind half-written.",
    "no_memory": "There is not enough memory for this. Try it with less at a time.",
    "incomplete": "A part of werkwijs is missing here ({module}). "
    "Remove the folder .venv and run scripts/setup.",
    "our_mistake": "Something went wrong in werkwijs itself; that is our mistake ({error}).\n"
    "WERKWIJS_DEBUG=1 before the command shows the details. Please report them.",
    "check": "see whether a study folder is sound",
    "check_long": "See whether a study folder is sound: everything that stands out, with file, "
    "line and remedy. Nothing is changed.",
    "study": "a study folder, or one file with a row per participant and statement",
    "json": "everything as JSON, for other programs",
    "language": "language: nl or en (without a choice: that of the study, otherwise nl)",
    "fault": "FAULT",
    "notice": "note",
    "sound": "This study is sound: {statements} statements, {sorters} sorters, {raters} raters.",
    "unsound": "This study is not sound. Faults: {faults}. Notices: {notices}. "
    "Nothing was changed.",
    "more": "... and {count} more of {code}; --json shows them all",
    "map": "draw a concept map from a study folder",
    "map_long": "Draw a whole concept map from a study folder: figures, report, slides, tables "
    "and every number.",
    "out": "the folder for the result; new, empty, or with an earlier result",
    "clusters": "how many clusters (without a choice: what the engine suggests)",
    "transform": "how the map follows the dissimilarities (default {default})",
    "linkage": "what the clusters rest on (default {default})",
    "unplaced": "what was not placed: does not count, or each a pile (default {default})",
    "starts": "how often the map starts anew (default {default})",
    "bootstrap": "how many times sorters are drawn again (default {default})",
    "permutations": "how many shuffles for the chance level (default {default})",
    "split_halves": "how many splits into halves (default {default})",
    "seed": "the number from which chance begins (default {default})",
    "exclude": "leave out a sorter, with a reason; may be repeated",
    "group": "sorters and raters of one group only",
    "balance": "every group in this column weighs the same in total",
    "decisions": "a file with what people decided: number, names, moved statements",
    "FILE": "FILE",
    "COLUMN": "COLUMN",
    "reason": "why so many clusters, in your own words; goes into the report",
    "WORDS": "WORDS",
    "only": "only map.json: no figures and no report",
    "bundle": "put the rows with answers in bundle.zip as well",
    "stage": "working on: {stage}",
    "done": "Done. Everything is in {out}",
    "open": "Begin with {report}",
}

SAID: dict[Language, dict[str, str]] = {
    "nl": _NL | website_words.SAID["nl"] | cards_words.SAID["nl"] | course_words.SAID["nl"],
    "en": _EN | website_words.SAID["en"] | cards_words.SAID["en"] | course_words.SAID["en"],
}

MISUSE = (
    (r"unrecognized arguments: (.*)", r"onbekend: \1"),
    (r"the following arguments are required: (.*)", r"er ontbreekt: \1"),
    (r"argument (\S+): expected one argument", r"achter \1 hoort iets te staan"),
    (
        r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)",
        r"\1 kan niet \2 zijn; kies uit \3",
    ),
    (r"argument (\S+): (.*)", r"\1: \2"),
)
"""What the argument parser complains of, and how that is said in Dutch."""

STAGES: dict[Language, dict[str, str]] = {
    "nl": {
        "starts": "punten op de conceptkaart",
        "chance": "kansniveau",
        "bootstrap": "hertrekkingen",
        "subsets": "met minder sorteerders",
        "sorters": "sorteringen",
        "split-halves": "helften",
        "groups": "groepen",
        "figures": "figuren",
        "report": "verslag",
        "document": "document",
        "tables": "tabellen",
        "slides": "dia's",
        "conmapt": "ConMapT",
        "bundle": "bundel",
    },
    "en": {
        "starts": "points on the map",
        "chance": "chance level",
        "bootstrap": "bootstrap",
        "subsets": "with fewer sorters",
        "sorters": "sorts",
        "split-halves": "split halves",
        "groups": "groups",
        "figures": "figures",
        "report": "report",
        "document": "document",
        "tables": "tables",
        "slides": "slides",
        "conmapt": "ConMapT",
        "bundle": "bundle",
    },
}
"""What the engine or the report is busy with. A stage without words shows its own name."""
