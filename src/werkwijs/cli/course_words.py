"""What the commands about courses say, in Dutch and English."""

from __future__ import annotations

from conceptmapping.errors import Language

SAID: dict[Language, dict[str, str]] = {
    "nl": {
        "course_command": "cursussen voor leersystemen: inpakken en nakijken",
        "COURSE": "CURSUS",
        "ROUTE": "ROUTE",
        "SYSTEM": "SYSTEEM",
        "course": "de code van een cursus, zoals WW-7K3M9P; of een bestand course.json met zijn map media ernaast, "
        "en dan is er geen website nodig",
        "course_export": "maak een zip die een leersysteem inleest",
        "course_export_long": "Maak van één route van een cursus een zip die een leersysteem inleest. Alles wordt "
        "eerst nagekeken; wat in de weg staat komt in beeld, en dan komt er geen zip.",
        "course_format": "scorm12 (bijna elk leersysteem), scorm2004, cmi5, of html (gewone pagina's); standaard {default}",
        "course_out": "de zip die gemaakt wordt",
        "course_route": "voor wie: job-coach, employer of support (hoeft niet als er maar één is)",
        "course_version": "welke versie (zonder keuze: de nieuwste)",
        "course_for": "zeg erbij hoe je hem instelt in {choices}",
        "course_check": "kijk een cursus of een pakket na",
        "course_check_long": "Kijk na of een cursus (course.json) gespeeld kan worden, of dat een leersysteem een "
        "pakket (.zip) zal aannemen, ook een pakket van een ander. Er wordt niets veranderd.",
        "course_check_file": "een course.json of een zip",
        "course_list": "welke cursussen er zijn",
        "course_list_long": "Elke cursus van deze website op een regel: code, titel, versie, routes, organisatie.",
        "course_none": "Er zijn nog geen cursussen.",
        "course_number": "versie {number}",
        "course_unfrozen": "nog geen versie",
        "course_no_course": "Er is geen cursus {course}. Welke er zijn: werkwijs course list",
        "course_no_version": "Cursus {course} heeft geen versie {number}.",
        "course_not_frozen": "Van cursus {course} is nog geen versie vastgelegd. Doe dat op de website, bij ‘Versies’.",
        "course_no_route": "Deze versie heeft geen route {route}. Wel: {routes}",
        "course_which_route": "Zeg er met --route bij voor wie: {routes}",
        "course_written": "Klaar: {path}",
        "course_well": "{path} is in orde.",
        "course_place": "les {lesson}, blok {block}: ",
        "course_lesson": "les {lesson}: ",
        "course_ok": "goed  ",
        "course_note": "let op",
        "course_stop": "FOUT  ",
    },
    "en": {
        "course_command": "courses for learning systems: pack and check",
        "COURSE": "COURSE",
        "ROUTE": "ROUTE",
        "SYSTEM": "SYSTEM",
        "course": "the code of a course, such as WW-7K3M9P; or a file course.json with its folder media beside it, "
        "and then no website is needed",
        "course_export": "make a zip that a learning system takes in",
        "course_export_long": "Make a zip that a learning system takes in, of one route of a course. Everything is "
        "checked first; what stands in the way is shown, and then there is no zip.",
        "course_format": "scorm12 (nearly every learning system), scorm2004, cmi5, or html (plain pages); default {default}",
        "course_out": "the zip to make",
        "course_route": "for whom: job-coach, employer or support (not needed when there is only one)",
        "course_version": "which version (without a choice: the newest)",
        "course_for": "say how to set it in {choices}",
        "course_check": "check a course or a package",
        "course_check_long": "Check whether a course (course.json) can be played, or whether a learning system will "
        "take a package (.zip), also one of somebody else. Nothing is changed.",
        "course_check_file": "a course.json or a zip",
        "course_list": "which courses there are",
        "course_list_long": "Each course of this website on a line: code, title, version, routes, organisation.",
        "course_none": "There are no courses yet.",
        "course_number": "version {number}",
        "course_unfrozen": "no version yet",
        "course_no_course": "There is no course {course}. Which there are: werkwijs course list",
        "course_no_version": "Course {course} has no version {number}.",
        "course_not_frozen": "No version of course {course} was frozen yet. Do that on the website, under ‘Versions’.",
        "course_no_route": "This version has no route {route}. It has: {routes}",
        "course_which_route": "Say with --route for whom: {routes}",
        "course_written": "Done: {path}",
        "course_well": "{path} is sound.",
        "course_place": "lesson {lesson}, block {block}: ",
        "course_lesson": "lesson {lesson}: ",
        "course_ok": "well  ",
        "course_note": "note  ",
        "course_stop": "WRONG ",
    },
}
