"""What ana does, who runs the study: at her desk, through the pages."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.werkwijs import entering
from tests.werkwijs.journeys.walker import Walker

TITLE = "Werk dat past"
CONSENT = "Je geeft ideeën over werk. We vragen geen naam.\nJe mag altijd stoppen."
SPLIT = ["er iemand meegaat", "je van tevoren mag oefenen"]


@dataclass
class Invitation:
    """How people come in: a link to open, or a code that is said."""

    link: str
    spoken: str


def to(ana: Walker, tab: str, then: str = "") -> None:
    """To a page of the study by its tab; the study itself by the trail."""
    ana.presses(tab, then, within="nav.trail" if tab == TITLE else "nav.tabs")


# --- preparing ---


def signs_in(ana: Walker, user) -> None:
    entering.app_of(user)
    ana.goes_to("/", "Ik begeleid een studie")
    ana.presses("Ik begeleid een studie", "E-mailadres")
    ana.types("E-mailadres", user.email)
    ana.types("Wachtwoord", entering.PASSWORD)
    ana.presses("Inloggen", "Tweede stap")
    ana.types("Code", entering.code(user))
    ana.presses("Inloggen", "Je hebt nog geen studies")


def makes_the_study(ana: Walker) -> None:
    """From the example, without its statements; with minors, one scale, everybody sorts everything."""
    ana.presses("Begin met het voorbeeld", "Titel")
    ana.types("Titel", TITLE)
    ana.unticks("Neem ook de uitspraken over")
    ana.presses("Neem het voorbeeld", "De studie is gemaakt")
    ana.presses("Keuzes", "Portie")
    ana.types("Portie", "")
    ana.chooses("Mensen onder de 18 mogen meedoen")
    ana.presses("Bewaar", "Bewaard.")
    to(ana, TITLE)
    ana.presses("Schalen", "Gebeurt dit nu al?")
    ana.presses("Verander schaal ‘nu al’", "Oefenzinnen")
    ana.presses("Haal deze schaal weg", "Schalen")
    to(ana, TITLE)


def publishes_the_consent_text(ana: Walker) -> None:
    ana.presses("Toestemming", "Versie 1")
    ana.presses("Werk aan het concept", "Publiceren")
    ana.types("Makkelijk", CONSENT)
    ana.types("Gewoon", CONSENT)
    ana.presses("Bewaar", "Bewaard.")
    ana.presses("Publiceer versie 1", "Versie 1 geldt nu.")
    to(ana, TITLE)


def opens_phase(ana: Walker, name: str) -> None:
    to(ana, TITLE)
    ana.presses(f"Verder naar: {name}", "Wat er dan verandert")
    ana.presses(f"Open de fase {name}", f"De studie is nu in de fase {name}.")


def invites(ana: Walker, *, shared: bool = False) -> Invitation:
    to(ana, "Uitnodigen")
    if shared:
        ana.chooses("Gedeelde tablet: na elke persoon gewist")
    ana.presses("Maak de code", "Doe mee")
    return Invitation(
        ana.page.get_by_label("Link om te versturen").input_value(),
        ana.page.locator(".spoken").inner_text(),
    )


# --- what people need meanwhile ---


def records_a_parents_yes(ana: Walker) -> None:
    to(ana, "Vertegenwoordigers", "Nog niet: taken zijn dicht")
    ana.presses("Leg vast", "Een ouder moet ook ja zeggen.")
    ana.picks("Wat heb je gezien?", "Ondertekend formulier, bewaard door de organisatie")
    ana.presses("Leg vast en open de taken", "Ondertekend formulier")


def reads_what_worries(ana: Walker, words: str) -> None:
    to(ana, "Zorgen", "Nog niet gelezen")
    ana.presses("Lees", words)
    ana.presses("Dit is afgehandeld", "Afgehandeld")


# --- the bench ---


def card(text: str) -> str:
    return f"li.panel:has-text({text!r})"


def makes_the_statements(ana: Walker) -> None:
    """Nine ideas become eight statements: taken, reworded, merged, split and dropped, one step undone."""
    to(ana, "Van ideeën naar uitspraken", "ideeën nog niet beslist")
    ana.looks_with_other_eyes()
    takes(ana, "je je uren mag opbouwen")
    rewords(ana, "mijn jobcoach mij goed kent", "je jobcoach je goed kent")
    rewords(ana, "ik genoeg slaap", "je genoeg slaapt")
    merges(ana, "mijn baas rustig blijft", "kalm blijft", "je baas rustig blijft bij een fout")
    ana.presses("Splits", "Splits in meer uitspraken", within=card("er iemand meegaat en"))
    ana.types("Uitspraken, elke op een eigen regel", "\n".join(SPLIT))
    ana.chooses("Er staan twee ideeën in")
    ana.presses("Splits", "Gesplitst.")
    drops(ana, "weet ik niet", "Geen antwoord op de vraag")
    ana.presses("Maak ongedaan", "De stap is ongedaan gemaakt.")
    drops(ana, "weet ik niet", "Geen antwoord op de vraag")
    takes(ana, "de taken vast en duidelijk zijn")
    takes(ana, "de pauze samen met collega's is")
    ana.reads("Over elk idee is beslist.")
    ana.presses("Alle stappen", "De nieuwste stap staat bovenaan.")


def takes(ana: Walker, idea: str) -> None:
    ana.presses("Neem over", "Het idee is nu een uitspraak.", within=card(idea))


def rewords(ana: Walker, idea: str, text: str) -> None:
    ana.presses("Verwoord anders", "Verwoord een idee als uitspraak", within=card(idea))
    ana.types("Uitspraak", text)
    ana.presses("Maak de uitspraak", "Het idee is nu een uitspraak.")


def merges(ana: Walker, one: str, other: str, text: str) -> None:
    ana.chooses(one)
    ana.chooses(other)
    ana.presses("Voeg gekozen samen", "Voeg samen tot één uitspraak")
    ana.types("Uitspraak", text)
    ana.chooses("Zegt hetzelfde")
    ana.presses("Voeg samen", "Samengevoegd tot één uitspraak.")


def drops(ana: Walker, idea: str, why: str) -> None:
    ana.presses("Laat weg", "Het komt niet in de lijst", within=card(idea))
    ana.chooses(why)
    ana.presses("Laat weg", "Weggelaten.")


def locks(ana: Walker) -> None:
    to(ana, "Van ideeën naar uitspraken")
    ana.presses("Vastzetten en nummeren", "krijgen een nummer")
    ana.presses("Zet 8 uitspraken", "De uitspraken zijn vastgezet en genummerd.")


# --- paper ---


def hands_out_paper(ana: Walker) -> str:
    """To a duo of employers, who sort as one. Returns their code."""
    to(ana, "Papier", "Uitdelen")
    ana.picks("Groep", "Werkgever")
    ana.types("Hoeveel deelnemers?", "1")
    ana.types("Met hoeveel mensen per code?", "2")
    ana.presses("Maak de codes", "Leg de toestemming vast")
    return re.search(r"s\d+", ana.page.locator("h1").inner_text())[0]


FORM = "name => String(new URLSearchParams(new FormData(document.querySelector(name))))"


def prints(ana: Walker, what: str, code: str) -> bytes:
    """The PDF that the form for printing gives."""
    to(ana, "Papier", "Afdrukken")
    ana.chooses(what)
    ana.picks("Voor wie?", code)
    asked = ana.page.evaluate(FORM, "#afdrukken")
    where = ana.page.locator("#afdrukken").get_attribute("action")
    return ana.device.request.get(f"{where}?{asked}&vorm=pdf").body()


def types_in(ana: Walker, code: str, first: str, second: str, ratings: str) -> None:
    """Consent, piles twice (the second time one slip of the fingers), and ratings."""
    to(ana, "Papier")
    ana.types("Code op het papier", code)
    ana.presses("Open", "Leg de toestemming vast")
    ana.presses("Leg de toestemming vast", f"Toestemming van {code}")
    ana.chooses("De deelnemer zei zelf ja")
    ana.chooses("Het antwoord op de vraag was goed, misschien na uitleg")
    ana.presses("Bewaar de toestemming", "De toestemming is vastgelegd.")
    ana.presses("Typ de stapels over", "Elke stapel op een eigen regel")
    ana.types("Elke stapel op een eigen regel", first)
    ana.presses("Bewaar de stapels", f"Bewaard voor {code}.")
    ana.presses("Typ nog een keer over, ter controle", "ter controle")
    ana.types("Elke stapel op een eigen regel", second)
    ana.presses("Bewaar de stapels", "Kies per verschil wat klopt.")
    ana.chooses("Eerste keer")
    ana.presses("Neem de keuzes over", "De verschillen zijn opgelost.")
    ana.presses("Typ de cijfers over", f"Cijfers van {code}")
    for nth, mark in enumerate(ratings):
        ana.page.locator(".keypad input").nth(nth).fill(mark)
    ana.presses("Bewaar de cijfers", f"Bewaard voor {code}.")


# --- watching ---


def sees_who_is_how_far(ana: Walker, *words: str) -> None:
    to(ana, "Monitor", "Wie doet er mee?")
    for word in words:
        ana.reads(word)


def leaves_out_and_takes_back(ana: Walker, who: str) -> None:
    ana.presses(who, "In de conceptkaart")
    ana.types("Reden", "was er niet bij met de aandacht")
    ana.presses("Laat weg uit de conceptkaart", "Laat weer meetellen")
    ana.types("Reden", "het was toch goed")
    ana.presses("Laat weer meetellen", "Telt weer mee")


def takes_away_the_study_folder(ana: Walker, folder: Path) -> Path:
    to(ana, "Studiemap", "Wat erin zit")
    with ana.page.expect_download() as got:
        ana.page.get_by_role("button", name="Haal de studiemap op").click()
    ana.looks("folder")
    got.value.save_as(folder / "study.zip")
    with zipfile.ZipFile(folder / "study.zip") as packed:
        packed.extractall(folder / "study")
    return next(path.parent for path in (folder / "study").rglob("statements.csv"))
