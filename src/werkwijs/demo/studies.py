"""Three invented studies: the answers are in, people sort now, it just began."""

from __future__ import annotations

from django.db import transaction

from werkwijs.accounts.models import Organisation, User
from werkwijs.demo import example_answers, from_ideas, taking_part
from werkwijs.participation import consenting, withdrawing, worrying
from werkwijs.participation.models import Participant
from werkwijs.participation.paper import entering, handing_out
from werkwijs.studies import consent, locking, opening, phases
from werkwijs.studies.models import Phase, Study

FINISHED = "Sterk in Werk (verzonnen)"
RUNNING = "Werk dat blijft (verzonnen)"
BEGUN = "De eerste werkdag (verzonnen)"


@transaction.atomic
def finished(organisation: Organisation, by: User) -> Study:
    """From the first idea to the map: a hundred people, 64 statements, all that they gave."""
    study = opening.from_example(organisation, by, title=FINISHED, with_statements=False)
    study.batch_size = None
    study.save(update_fields=["batch_size"])
    publish_consent(study, by=by)
    phases.change(study, Phase.IDEAS, by=by)
    text = consenting.current(study)
    assert text is not None  # noqa: S101 - published above
    everybody = example_answers.everybody()
    groups = {group.key: group for group in study.groups.all()}
    people = [
        taking_part.come_in(
            study,
            groups[answers.group],
            text,
            way=Participant.Way.SHARED if n % 5 == 0 else Participant.Way.OWN,
        )
        for n, answers in enumerate(everybody)
    ]
    from_ideas.give(study, people)
    phases.change(study, Phase.STATEMENTS, by=by)
    from_ideas.curate(study, by=by)
    locking.lock(study, by=by)
    phases.change(study, Phase.SORTING, by=by)
    numbers = {s.number: s.pk for s in locking.final(study) if s.number}
    scales = {scale.key: scale for scale in study.scales.all()}
    at = taking_part.now()
    for participant, answers in zip(people, everybody, strict=True):
        participant.refresh_from_db()
        taking_part.be_helped(participant, answers)
        if answers.piles:
            taking_part.sort(participant, answers, numbers, at=at)
        taking_part.rate(participant, answers, numbers, scales, at=at)
    phases.change(study, Phase.MAP, by=by)
    return study


@transaction.atomic
def running(organisation: Organisation, by: User) -> Study:
    """People are at it: some are done, some stopped halfway, one works on paper, one withdrew."""
    study = opening.from_example(organisation, by, title=RUNNING, with_statements=True)
    study.batch_size = None
    study.asks_ideas = False
    study.save(update_fields=["batch_size", "asks_ideas"])
    publish_consent(study, by=by)
    locking.lock(study, by=by)
    phases.change(study, Phase.SORTING, by=by)
    text = consenting.current(study)
    assert text is not None  # noqa: S101 - published above
    groups = {group.key: group for group in study.groups.all()}
    numbers = {s.number: s.pk for s in locking.final(study) if s.number}
    scales = {scale.key: scale for scale in study.scales.all()}
    at = taking_part.now()
    sorters = [a for a in example_answers.everybody() if a.piles and a.ratings]
    for n, answers in enumerate(sorters[::4]):
        participant = taking_part.come_in(study, groups[answers.group], text)
        taking_part.be_helped(participant, answers)
        halfway = None if n % 3 else 8 + 3 * n
        taking_part.sort(participant, answers, numbers, at=at, up_to=halfway)
        if halfway is None and n % 2:
            taking_part.rate(
                participant, answers, numbers, scales, at=at, up_to=None if n % 4 else 20
            )
    _worries(study)
    _on_paper(study, by=by)
    gone = taking_part.come_in(study, groups["werkgever"], text)
    taking_part.sort(gone, sorters[1], numbers, at=at, up_to=10)
    withdrawing.withdraw(gone)
    return study


@transaction.atomic
def begun(organisation: Organisation, by: User) -> Study:
    """People give ideas now; whoever looks at the demo can join in."""
    study = opening.from_example(organisation, by, title=BEGUN, with_statements=False)
    study.prompt = "Wat helpt op je eerste werkdag?"
    study.save(update_fields=["prompt"])
    publish_consent(study, by=by)
    phases.change(study, Phase.IDEAS, by=by)
    text = consenting.current(study)
    assert text is not None  # noqa: S101 - published above
    groups = {group.key: group for group in study.groups.all()}
    for group, said in from_ideas.FIRST_DAY:
        participant = taking_part.come_in(study, groups[group], text)
        for idea, helper in said:
            taking_part.give_idea(participant, idea, helper=helper)
    return study


def publish_consent(study: Study, *, by: User) -> None:
    draft = consent.draft(study)
    if draft is not None:
        consent.publish(draft, by=by)


def _worries(study: Study) -> None:
    """Somebody said that something worries them; nobody read it yet."""
    somebody = Participant.objects.filter(study=study, group__key="jongere").first()
    if somebody is not None:
        worrying.say(
            somebody,
            key=taking_part.key(study.slug, "worry"),
            text="Ik moet morgen weer naar mijn oude werk en ik durf niet.",
        )


def _on_paper(study: Study, *, by: User) -> None:
    """A duo of supporters sorted slips on a table; their piles were typed in."""
    group = study.groups.get(key="steunsysteem")
    handed_out = handing_out.hand_out(
        study, group=group, n=2, by=by, people=2, key=taking_part.key(study.slug, "paper")
    )
    first, *_ = handing_out.participants(handed_out)
    on_paper = [a for a in example_answers.everybody() if a.group == "steunsysteem" and a.piles][-1]
    text = consenting.current(study)
    assert text is not None  # noqa: S101 - people take part already
    consenting.agree(first, text=text, easy=False, on_paper=True)
    entering.enter_sort(
        first,
        on_paper.piles,
        on_paper.unknown,
        by=by,
        key=taking_part.key(study.slug, "paper", "sort"),
    )
