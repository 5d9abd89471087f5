"""What people do who take part: come in, give ideas, sort, rate, stop and come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.werkwijs.journeys.walker import Walker

NEW = "#new"
UNKNOWN = "#none"


def pile(nth: int) -> str:
    """The nth pile, from 0, as it lies on the page."""
    return f"#piles .pile >> nth={nth}"


# --- coming in ---


def says_the_code(person: Walker, spoken: str, then: str = "") -> None:
    person.goes_to("/mee/", "Typ")
    person.types("Typ", spoken)
    person.presses("Verder", then)


def answers(person: Walker, *choices: str) -> None:
    """One question a page; each choice is a button."""
    for choice in choices:
        person.presses(choice)
    person.reads("Dit moet je weten")


def hears_it_read(person: Walker) -> None:
    """Where nothing can read aloud here, there is no button."""
    if person.page.locator("button[data-aloud]").is_visible():
        person.presses("Lees voor", "Stop lezen")
        person.presses("Stop lezen", "Lees voor")


def agrees(person: Walker, *, first: str = "") -> str:
    """Reads what one must know, tells it back (``first`` is another answer, explained), and says yes.

    Returns the code to come back with.
    """
    while "Dit moet je weten" in person.page.locator("main").inner_text():
        person.presses("Verder")
    if first:
        person.presses(first, "Kies nog een keer")
    person.presses("Ja, altijd", "Wil je meedoen?")
    person.presses("Ja, ik doe mee", "Bewaar je code")
    return person.page.locator(".digits").inner_text()


def says_who_helps(person: Walker, who: str, *how: str) -> None:
    person.reads("Wie helpt?")
    person.chooses(who)
    for way in how:
        person.chooses(way)
    person.presses("Bewaar wie mij helpt", "We hebben het opgeschreven")
    person.presses("Ga verder")


def makes_room_for_the_next_person(person: Walker) -> None:
    person.presses("Later verder", "Stop voor nu")
    person.presses("Volgende persoon", "Welkom")


# --- ideas ---


def begins(person: Walker, then: str) -> None:
    person.presses("Beginnen", then)


def gives(person: Walker, ideas: Sequence[str]) -> None:
    for idea in ideas:
        person.types("Het helpt als", idea)
        person.presses("Bewaar dit idee", "Je idee is bewaard")


def has_a_helper_type(person: Walker, who: str, idea: str) -> None:
    person.presses_at("details.who summary", "Wie typt er?")
    person.picks("Wie typt er?", who)
    gives(person, [idea])


def knows_nothing_more(person: Walker, n: int) -> None:
    person.presses("Ik weet niks meer", "Dank je wel")
    person.reads(f"Je gaf {n} ide")
    person.presses("Ga verder", "Klaar voor nu")


# --- sorting and rating ---


def starts_sorting(person: Walker) -> None:
    person.presses("Beginnen", "Leg bij elkaar wat bij elkaar hoort")
    person.presses("Begin", "Briefje 1 van 8")


def sorts(person: Walker, places: Iterable[str], *, at: int = 1) -> None:
    """Slip by slip, from the ``at``-th."""
    for n, place in enumerate(places, start=at):
        person.presses_at(place, f"Briefje {n + 1} van 8" if n < 8 else "alle briefjes gehad")


def is_done_sorting(person: Walker) -> None:
    person.presses("Ik ben klaar", "Klaar met stapels maken")
    person.presses("Verder", "Zeg hoe belangrijk iets is")


def tries_rating(person: Walker) -> None:
    """First another answer than one expects, then one that fits."""
    person.presses("Beginnen", "Je ziet steeds één briefje")
    person.presses("Eerst even oefenen", "Dit telt niet mee")
    person.chooses("niet")
    person.presses("Kijk of het past", "past beter")
    person.chooses("veel")
    person.presses("Kijk of het past", "Dat past goed")
    person.presses("Verder", "Dit telt niet mee")
    person.chooses("niet")
    person.presses("Kijk of het past", "Dat past goed")
    person.presses("Nu echt beginnen", "Briefje 1 van 8")


def rates(person: Walker, words: Sequence[str]) -> None:
    for n, word in enumerate(words, start=1):
        person.reads(f"Briefje {n} van {len(words)}")
        person.chooses(word)
        person.presses("Verder")
    person.presses("Ik ben klaar", "Klaar met deze vragen")
    person.presses("Verder", "Je bent klaar")
