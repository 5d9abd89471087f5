"""What somebody takes back is gone, everywhere; the facilitator sees how much it was."""

import json
import uuid
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from werkwijs.lib import forgotten
from werkwijs.participation import acts, consenting, helping, returning, withdrawing
from werkwijs.participation.models import (
    Access,
    Became,
    Exclusion,
    Idea,
    OnPile,
    Participant,
    Pile,
    Rating,
    Sitting,
    Withdrawal,
    Worry,
)
from werkwijs.studies.models import Phase

CANARY = "kanariegeel"


def everything() -> str:
    """The whole database, the log and the sessions too."""
    out = StringIO()
    call_command("dumpdata", stdout=out)
    return out.getvalue()


@pytest.fixture
def gave(takes_part, study, ana):
    """Somebody who left their words everywhere words can be left."""
    client, person = takes_part("jongere", facts={"opmerking": CANARY})
    returning.new_card(person)
    idea = Idea.objects.create(participant=person, text=f"{CANARY} is mijn idee")
    Became.objects.create(
        idea=idea, statement=study.statements.get(number=1), decision="edited", reason=CANARY
    )
    sitting = Sitting.objects.create(participant=person, task="sorting")
    pile = Pile.objects.create(sitting=sitting, label=CANARY)
    OnPile.objects.create(sitting=sitting, statement=study.statements.get(number=1), pile=pile)
    rating = Sitting.objects.create(participant=person, task="rating")
    Rating.objects.create(
        sitting=rating,
        scale=study.scales.get(),
        statement=study.statements.get(number=1),
        missing=CANARY,
    )
    client.post("/mee/zorgen/", {"key": str(uuid.uuid4()), "text": CANARY})
    helping.record(person, "sorting", CANARY, ["reading"])
    Exclusion.objects.create(participant=person, reason=CANARY, by=ana)
    assert everything().count(CANARY) >= 8
    return client, person


def test_nothing_of_it_is_left_anywhere(gave):
    client, person = gave

    client.post("/mee/niet-meer/")

    assert CANARY not in everything()
    assert list(Participant.objects.values_list("number", "facts")) == [(person.number, {})]
    for gone in (Idea, Sitting, Pile, OnPile, Rating, Worry, Exclusion, Access):
        assert not gone.objects.exists()


def test_no_table_of_this_room_that_knows_people_is_forgotten(gave):
    """Whatever comes to point at a participant goes too, unless it is named as staying."""
    _, person = gave
    withdrawing.withdraw(person)

    for relation in Participant._meta.get_fields(include_hidden=True):
        if (
            relation.one_to_many or relation.one_to_one
        ) and relation.related_model not in withdrawing.STAYS:
            assert not relation.related_model.objects.filter(
                **{relation.field.name: person}
            ).exists()


def test_every_way_in_is_closed(gave):
    client, person = gave
    card = returning.card(person)

    response = client.post("/mee/niet-meer/")

    assert response.headers["Location"] == "/mee/tot-ziens/?na=weg"
    assert client.get("/mee/stap/").headers["Location"] == "/mee/"
    assert client.get(card.address.split("8000", 1)[-1]).status_code == 404
    with pytest.raises(acts.Refused):
        acts.do(person, {"key": uuid.uuid4(), "kind": "place"})


def test_what_will_go_stands_there_before_the_button(gave):
    client, _ = gave

    page = client.get("/mee/niet-meer/").content.decode()

    assert page.index("je ideeën") < page.index("Haal alles weg")
    assert Idea.objects.exists()


def test_that_there_was_a_yes_stays_and_that_it_was_taken_back(gave):
    _, person = gave
    withdrawing.withdraw(person)

    assert person.consents.get().withdrawn_at
    assert consenting.agreed(person) is None


def test_withdrawing_twice_is_withdrawing_once(gave):
    _, person = gave
    withdrawing.withdraw(person)
    first = Withdrawal.objects.get()

    withdrawing.withdraw(person)

    assert Withdrawal.objects.get().ideas == first.ideas == 1


def test_the_facilitator_sees_what_it_did(gave, study, takes_part):
    _, person = gave
    takes_part("jongere")
    withdrawing.withdraw(person)

    seen = withdrawing.effects(study)

    took = seen.gone[0].took
    assert (seen.gone[0].pseudonym, seen.gone[0].group) == ("s1", "Jongere")
    assert (took.ideas, took.placed, took.rated, took.unread_worries) == (1, 1, 1, 1)
    young = next(left for left in seen.left if left.group.key == "jongere")
    assert (young.people, young.sorters, young.raters, young.too_few) == (1, 0, 0, True)
    assert [statement.number for statement in seen.bare] == [1]


def test_a_statement_that_others_said_too_is_not_bare(gave, study, takes_part):
    _, person = gave
    _, other = takes_part("werkgever")
    idea = Idea.objects.create(participant=other, text="ook")
    Became.objects.create(idea=idea, statement=study.statements.get(number=1), decision="merged")

    withdrawing.withdraw(person)

    assert withdrawing.effects(study).bare == []


@pytest.mark.parametrize("phase", [Phase.MAP, Phase.CLOSED])
def test_after_the_map_is_made_it_says_whom_to_ask(gave, study, phase):
    client, _ = gave
    study.phase = phase
    study.save()

    page = client.get("/mee/niet-meer/").content.decode()
    assert "Weghalen kan niet meer" in page
    assert study.worry_reader in page
    assert client.post("/mee/niet-meer/").status_code == 409
    assert Idea.objects.exists()


def test_the_day_of_the_study_decides(gave, study):
    client, _ = gave
    study.withdraw_until = timezone.localdate()
    study.phase = Phase.CLOSED
    study.save()

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert client.post("/mee/niet-meer/").status_code == 409
    assert client.post("/mee/niet-meer/").status_code == 302


def test_a_backup_put_back_does_not_bring_anybody_back(
    gave, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.DATA = tmp_path
    _, person = gave
    with django_capture_on_commit_callbacks(execute=True):
        withdrawing.withdraw(person)
    assert json.loads((tmp_path / "forgotten.jsonl").read_text())["number"] == person.number
    Participant.objects.update(withdrawn_at=None)  # as the backup has it
    Withdrawal.objects.all().delete()
    Idea.objects.create(participant=person, text=CANARY)

    forgotten.replay()

    assert CANARY not in everything()
    assert not Participant.objects.staying().exists()


def test_who_joined_after_a_backup_was_put_back_is_not_taken_for_who_had_that_number_before(
    gave, study, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.DATA = tmp_path
    _, person = gave
    with django_capture_on_commit_callbacks(execute=True):
        withdrawing.withdraw(person)
    number = person.number
    Participant.objects.filter(pk=person.pk).update(number=number + 1000)  # the backup is older
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        newcomer = Participant.objects.create(study=study, number=number)

    forgotten.replay()

    assert Participant.objects.staying().get() == newcomer
