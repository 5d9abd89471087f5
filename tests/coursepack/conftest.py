"""A small invented course with a block and a question of every kind."""

import pytest

import coursepack as cp

ACTIVITY = "https://werkwijs.example/courses/1f0e"


def sample() -> cp.Course:
    lessons = (
        cp.Lesson(
            number=1,
            title="Contact maken",
            aim="Je weet hoe je rustig begint.",
            minutes=20,
            blocks=(
                cp.Text(
                    number=1, title="Eerst luisteren", text="Praat **rustig**.\n\n* één\n* twee"
                ),
                cp.Card(
                    number=2,
                    card=7,
                    audience="job-coach",
                    audience_name="voor jobcoaches",
                    title="Eerst contact, dan contract",
                    why="Zonder vertrouwen hoor je niet wat er speelt.",
                    actions=("Doe wat je belooft.",),
                    question="Waaraan merkt iemand dat je er bent?",
                    edition="Voorbeeldkaarten, uitgave 1",
                    statements=(cp.Statement(id="10", text="je een vaste jobcoach hebt."),),
                ),
                cp.Case(
                    number=3,
                    title="Sem komt te laat",
                    steps=(
                        cp.CaseStep(
                            key="start",
                            text="Sem (verzonnen) komt te laat.",
                            choices=(
                                cp.CaseChoice(
                                    text="Vraag wat er was.",
                                    reply="Sem vertelt.",
                                    to="bus",
                                    good=True,
                                ),
                                cp.CaseChoice(
                                    text="Word boos.", reply="Sem zegt niets meer.", good=False
                                ),
                            ),
                        ),
                        cp.CaseStep(key="bus", text="De bus reed niet."),
                    ),
                ),
                cp.Reflection(number=4, prompt="Wanneer luisterde jij echt?"),
                cp.Task(
                    number=5, title="Doe het deze week", text="Bel iemand.", hand_in="Hoe ging het?"
                ),
                cp.Discussion(number=6, prompt="Wat helpt bij jullie?", minutes=10),
                cp.Asked(
                    number=7,
                    question=cp.Open(prompt="Wat zou jij zeggen?", example="Fijn dat je er bent."),
                ),
            ),
        ),
        cp.Lesson(
            number=2,
            title="Toets",
            test=True,
            blocks=(
                cp.Asked(
                    number=8,
                    question=cp.Choice(
                        prompt="Wat doe je eerst?",
                        options=(
                            cp.Option(text="Bellen", feedback="Later."),
                            cp.Option(text="Luisteren", right=True, feedback="Ja."),
                        ),
                        feedback="Wie luistert, hoort wat er speelt.",
                    ),
                ),
                cp.Asked(
                    number=9,
                    question=cp.Several(
                        prompt="Wat helpt?",
                        options=(
                            cp.Option(text="Tijd", right=True),
                            cp.Option(text="Haast"),
                            cp.Option(text="Rust", right=True),
                        ),
                    ),
                ),
                cp.Asked(
                    number=10,
                    question=cp.Order(
                        prompt="Zet op volgorde.", items=("voordoen", "samen", "alleen")
                    ),
                ),
                cp.Asked(
                    number=11,
                    question=cp.Match(
                        prompt="Wat hoort bij wie?",
                        pairs=(
                            cp.Pair(left="baas", right="taken"),
                            cp.Pair(left="coach", right="contact"),
                            cp.Pair(left="thuis", right="ochtend"),
                        ),
                    ),
                ),
                cp.Asked(
                    number=12,
                    question=cp.Estimate(
                        prompt="Hoeveel van de tien?",
                        lowest=0,
                        highest=10,
                        right_from=6,
                        right_to=8,
                        unit="mensen",
                    ),
                ),
            ),
        ),
    )
    return cp.Course(
        key="contact-maken",
        activity=ACTIVITY,
        version=1,
        title="Contact maken",
        language="nl",
        notice="Voorbeeldmateriaal, door ons verzonnen.",
        lessons=lessons,
    )


@pytest.fixture
def course() -> cp.Course:
    return sample()
