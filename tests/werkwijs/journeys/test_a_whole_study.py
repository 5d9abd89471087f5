"""A whole study, from opening to closing, in real browsers: everybody takes part in their own way.

One story in chapters, because each goes on where the one before ended. Everything happens through pages; the
tables are only looked at, to see that nothing was lost and nothing doubled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.werkwijs.journeys import who_runs_it as runs
from tests.werkwijs.journeys import who_takes_part as people
from tests.werkwijs.journeys.walker import Walker
from tests.werkwijs.journeys.who_takes_part import NEW, UNKNOWN, pile

import conceptmapping as cm
from conceptmapping.reading import read
from werkwijs.participation.models import EntryCheck, Help, Idea, OnPile, Participant, Rating
from werkwijs.studies.models import Statement

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ORDINARY = ("Ik doe het alleen", "Gewone tekst", "Ja, met plaatjes")
EASY = ("Makkelijke tekst, met korte zinnen", "Ja, met plaatjes")


@dataclass
class Story:
    """Who is in it, and what they keep: devices, and codes to come back with."""

    walker: Any
    desk: Walker
    own: runs.Invitation = field(init=False)
    shared: runs.Invitation = field(init=False)
    cards: dict[str, str] = field(default_factory=dict)
    there: dict[str, Walker] = field(default_factory=dict)

    def comes(self, who: str, width: int, way: str) -> Walker:
        self.there[who] = self.walker(who, width, way, takes_part=True)
        return self.there[who]


def test_a_whole_study(walker, ana, tmp_path):
    story = Story(walker, walker("ana", 1280))
    a_study_is_made_and_opened(story, ana)
    a_young_person_gives_ideas_by_touch(story)
    an_employer_gives_ideas_by_keyboard(story)
    a_job_coach_gives_ideas_without_scripts(story)
    a_mother_and_a_child_share_a_tablet(story)
    ideas_become_statements(story)
    a_young_person_sorts_on_another_device(story)
    an_employer_sorts_by_keyboard(story)
    a_job_coach_sorts_without_scripts(story)
    a_duo_sorts_on_paper(story)
    people_in_one_room_wait_for_each_other(story)
    one_of_them_withdraws(story)
    ana_watches_and_decides_who_counts(story)
    a_map_is_made_and_the_study_closes(story, tmp_path)


def a_study_is_made_and_opened(story: Story, ana) -> None:
    desk = story.desk
    runs.signs_in(desk, ana)
    runs.makes_the_study(desk)
    desk.looks_with_other_eyes()
    runs.publishes_the_consent_text(desk)
    runs.opens_phase(desk, "Ideeën")
    story.own = runs.invites(desk)
    story.shared = runs.invites(desk, shared=True)
    assert story.own.spoken != story.shared.spoken


def a_young_person_gives_ideas_by_touch(story: Story) -> None:
    young = story.comes("jongere", 360, "touch")
    people.says_the_code(young, story.own.spoken, "Wie ben jij?")
    people.answers(
        young, "Jongere", "18 of ouder", "Ik doe het alleen", *EASY, "Nee, ik beslis zelf"
    )
    people.hears_it_read(young)
    story.cards["jongere"] = people.agrees(young, first="Nee")
    young.presses("Verder", "Geef je ideeën")
    young.looks_with_other_eyes()
    people.begins(young, "Maak de zin af")
    young.looks_with_other_eyes()
    people.gives(
        young,
        [
            "mijn baas rustig blijft als ik een fout maak",
            "mijn jobcoach mij goed kent",
            "ik genoeg slaap 😀",
        ],
    )
    young.presses("Later verder", "Stop voor nu")
    young.reads(story.cards["jongere"])


def an_employer_gives_ideas_by_keyboard(story: Story) -> None:
    employer = story.comes("werkgever", 1280, "keyboard")
    employer.goes_to(story.own.link, "Beginnen")
    employer.presses("English", "We never ask your name.")
    employer.presses("Nederlands", "Beginnen")
    employer.presses("Beginnen", "Wie ben jij?")
    people.answers(employer, "Werkgever", "18 of ouder", *ORDINARY)
    people.agrees(employer)
    employer.presses("Verder", "Geef je ideeën")
    people.begins(employer, "Maak de zin af")
    people.gives(
        employer, ["de werkgever kalm blijft bij een foutje", "de taken vast en duidelijk zijn"]
    )
    people.knows_nothing_more(employer, 2)


def a_job_coach_gives_ideas_without_scripts(story: Story) -> None:
    coach = story.comes("jobcoach", 320, "no script")
    people.says_the_code(coach, story.own.spoken, "Wie ben jij?")
    people.answers(coach, "Jobcoach", "18 of ouder", *ORDINARY)
    people.agrees(coach)
    coach.presses("Verder", "Geef je ideeën")
    people.begins(coach, "Maak de zin af")
    people.gives(
        coach, ["er iemand meegaat en je van tevoren mag oefenen", "je je uren mag opbouwen"]
    )
    people.knows_nothing_more(coach, 2)


def a_mother_and_a_child_share_a_tablet(story: Story) -> None:
    """A helper types what the mother says; the child waits for a parent's yes, and comes back."""
    tablet = story.comes("tablet", 360, "touch")
    people.says_the_code(tablet, story.shared.spoken, "Wie ben jij?")
    people.answers(
        tablet, "Familie, vriend of andere helper", "18 of ouder", "Iemand helpt mij", *ORDINARY[1:]
    )
    mothers = people.agrees(tablet)
    tablet.presses("Verder")
    people.says_who_helps(tablet, "Iemand van deze studie", "Voorlezen")
    people.has_a_helper_type(tablet, "Iemand van deze studie", "de pauze samen met collega's is")
    people.makes_room_for_the_next_person(tablet)

    people.begins(tablet, "Wie ben jij?")
    people.answers(
        tablet, "Jongere", "Jonger dan 16", "Ik doe het alleen", *EASY, "Mijn vader of moeder"
    )
    childs = people.agrees(tablet)
    assert childs != mothers
    tablet.presses("Verder", "Nu moet je vader of moeder nog ja zeggen.")
    people.makes_room_for_the_next_person(tablet)
    runs.records_a_parents_yes(story.desk)

    people.says_the_code(tablet, childs, "Geef je ideeën")
    people.begins(tablet, "Maak de zin af")
    people.gives(tablet, ["weet ik niet"])
    tablet.presses("Dit maakt me zorgen", "Wie leest wat je hier schrijft?")
    tablet.types("Wat maakt je zorgen?", "Ik durf niet te bellen.")
    tablet.presses("Vertel dat ik zorgen heb", "We hebben je bericht.")
    people.makes_room_for_the_next_person(tablet)
    runs.reads_what_worries(story.desk, "Ik durf niet te bellen.")

    assert Help.objects.filter(role="studieteam").exists()
    assert Idea.objects.count() == 9


def ideas_become_statements(story: Story) -> None:
    runs.opens_phase(story.desk, "Uitspraken maken")
    story.there["werkgever"].goes_to("/mee/stap/", "Even wachten")
    runs.makes_the_statements(story.desk)
    runs.locks(story.desk)
    runs.opens_phase(story.desk, "Sorteren en beoordelen")
    numbers = Statement.objects.filter(dropped_at=None).order_by("number")
    assert list(numbers.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7, 8]


def a_young_person_sorts_on_another_device(story: Story) -> None:
    """Stops halfway, goes on, loses the network in the middle; everything is there, once."""
    young = story.comes("jongere-thuis", 360, "touch")
    people.says_the_code(young, story.cards["jongere"], "Leg bij elkaar wat bij elkaar hoort")
    people.starts_sorting(young)
    young.looks_with_other_eyes()
    people.sorts(young, [NEW, pile(0), NEW])
    young.puts_it_away()
    young.goes_to("/mee/stap/", "Ga verder")
    young.presses("Ga verder", "Briefje 4 van 8")
    young.loses_the_network()
    people.sorts(young, [pile(1), pile(0)], at=4)
    young.reads("Geen internet. We bewaren het hier.")
    young.looks("without-network")
    assert OnPile.objects.count() == 3
    young.finds_the_network()
    young.reads("Er is weer internet. Alles is bewaard.")
    young.looks("network-is-back")
    people.sorts(young, [NEW, pile(2), UNKNOWN], at=6)
    people.is_done_sorting(young)
    assert OnPile.objects.count() == 8
    people.tries_rating(young)
    people.rates(
        young, ["niet", "een beetje", "veel", "veel", "Weet ik niet", "niet", "veel", "veel"]
    )
    assert Rating.objects.count() == 8


def an_employer_sorts_by_keyboard(story: Story) -> None:
    employer = story.there["werkgever"]
    employer.goes_to("/mee/stap/", "Beginnen")
    people.starts_sorting(employer)
    people.sorts(employer, [NEW, pile(0), NEW, pile(1), pile(1), NEW, pile(2), pile(0)])
    employer.presses("Bekijk mijn stapels", "Jouw stapels")
    employer.presses_at(".heap a.button", "Tik op een briefje")
    employer.presses("Geef een naam", "Welke naam past bij deze stapel?")
    employer.types("Naam van de stapel", "rust op het werk")
    employer.presses("Bewaar de naam", "rust op het werk")
    employer.presses_at(".heap a.button", "Tik op een briefje")
    employer.presses("Maak er 2 stapels van", "Welke briefjes gaan naar een nieuwe stapel?")
    employer.chooses_at(".pick input")
    employer.presses("Leg op een nieuwe stapel", "Jouw stapels")
    people.is_done_sorting(employer)
    people.tries_rating(employer)
    people.rates(employer, ["veel"] * 4 + ["niet"] * 2 + ["een beetje"] * 2)


def a_job_coach_sorts_without_scripts(story: Story) -> None:
    coach = story.there["jobcoach"]
    coach.goes_to("/mee/stap/", "Beginnen")
    people.starts_sorting(coach)
    people.sorts(coach, [NEW, NEW, pile(0), pile(1), NEW, pile(0), pile(1), pile(2)])
    people.is_done_sorting(coach)
    people.tries_rating(coach)
    people.rates(coach, ["een beetje"] * 7 + ["Weet ik niet"])


def a_duo_sorts_on_paper(story: Story) -> None:
    code = runs.hands_out_paper(story.desk)
    sheets = runs.prints(story.desk, "Briefjes om te sorteren", code)
    assert sheets.startswith(b"%PDF")
    runs.types_in(
        story.desk, code, "1 2 3\n4 5: samen\n6 7 8", "1 2\n4 5 3: samen\n6 7 8", "321x3213"
    )
    assert EntryCheck.objects.get().differences == 1


def people_in_one_room_wait_for_each_other(story: Story) -> None:
    desk = story.desk
    runs.to(desk, "Monitor")
    desk.presses("Samen in één ruimte", "Er is nu geen bijeenkomst")
    desk.presses("Open de zaal", "De zaal is open")
    desk.presses("Laat zien op het grote scherm", "Doe je mee?")
    spoken = desk.page.locator(".spoken").inner_text()
    desk.presses("Terug naar je eigen pagina", "De zaal is open")

    other = story.comes("in-de-zaal", 320, "touch")
    people.says_the_code(other, spoken, "Wie ben jij?")
    people.answers(
        other, "Jongere", "18 of ouder", "Ik doe het alleen", *EASY, "Nee, ik beslis zelf"
    )
    people.agrees(other)
    other.presses("Verder", "We beginnen zo")
    desk.presses("Begin voor iedereen", "De bijeenkomst is bezig")
    other.reads("Beginnen")
    other.looks("begun")
    people.starts_sorting(other)
    people.sorts(other, [NEW, pile(0)])
    desk.presses("Pauze voor iedereen", "Pauze voor iedereen")
    other.reads("Even pauze")
    other.looks("paused")
    desk.presses("Ga verder met iedereen", "De bijeenkomst is bezig")
    other.reads("Briefje 3 van 8")
    people.sorts(other, [NEW], at=3)
    desk.presses("Sluit de zaal", "Er is nu geen bijeenkomst")


def one_of_them_withdraws(story: Story) -> None:
    other = story.there["in-de-zaal"]
    other.presses("Niet meer meedoen", "Wil je alles weghalen?")
    other.presses("Haal alles weg", "Alles is weg")
    gone = Participant.objects.exclude(withdrawn_at=None).get()
    assert not OnPile.objects.filter(sitting__participant=gone).exists()


def ana_watches_and_decides_who_counts(story: Story) -> None:
    desk = story.desk
    runs.sees_who_is_how_far(desk, "1 persoon trok zich terug", "gelegde uitspraken 3", "Met hulp")
    desk.looks_with_other_eyes()
    runs.leaves_out_and_takes_back(desk, "s1")


def a_map_is_made_and_the_study_closes(story: Story, tmp_path) -> None:
    runs.opens_phase(story.desk, "Conceptkaart")
    employer = story.there["werkgever"]
    employer.goes_to("/mee/stap/", "Je bent klaar")
    folder = runs.takes_away_the_study_folder(story.desk, tmp_path)
    study = read(folder)
    assert len(study.statements) == 8
    assert len(study.sorts.sorters) == 4
    assert len(cm.concept_map(study).document["statements"]) == 8
    runs.opens_phase(story.desk, "Gesloten")
    employer.goes_to("/mee/stap/", "De studie is klaar")
    late = story.comes("te-laat", 360, "touch")
    people.says_the_code(late, story.own.spoken, "Meedoen kan niet meer")
