"""A study begins: empty, from the example, or as a copy."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from werkwijs.accounts.models import Membership, Organisation, Role
from werkwijs.audit.models import Line
from werkwijs.studies import consent, opening, statements
from werkwijs.studies.models import Phase, Study


def begin(client, how, **said):
    return client.post(reverse("studies:begin_so", args=[how]), said)


@pytest.fixture
def own(organisation):
    return {"organisation": organisation.pk, "key": uuid.uuid4()}


def test_a_new_study_prepares_and_speaks_our_words(client, sign_in, ana, organisation, own):
    answer = begin(sign_in(client, ana), "leeg", title="Wonen", prompt="Wat helpt?", **own)
    study = Study.objects.get()

    assert answer.url == reverse("studies:study", args=[study.slug])
    assert study.slug.startswith("wonen-")
    assert (study.phase, study.prompt, study.organisation) == (
        Phase.PREPARING,
        "Wat helpt?",
        organisation,
    )
    assert organisation.name in consent.draft(study).easy
    assert consent.current(study) is None
    assert Line.objects.get(event="studies.opened").study == study.slug


@pytest.mark.parametrize("how", ["leeg", "voorbeeld"])
def test_pressing_twice_makes_one_study(client, sign_in, ana, own, how):
    sign_in(client, ana)
    first = begin(client, how, title="Wonen", prompt="Wat helpt?", **own)
    second = begin(client, how, title="Wonen", prompt="Wat helpt?", **own)

    assert first.url == second.url
    assert Study.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_the_same_moment_makes_one_study(sign_in, ana, own):
    tabs = [sign_in(Client(), ana) for _ in range(4)]

    def press(tab):
        try:
            return begin(tab, "leeg", title="Wonen", prompt="Wat helpt?", **own).url
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tabs)) as threads:
        went_to = set(threads.map(press, tabs))

    assert went_to == {reverse("studies:study", args=[Study.objects.get().slug])}


def test_two_forms_make_two_studies_of_one_title(client, sign_in, ana, own):
    sign_in(client, ana)
    for key in (uuid.uuid4(), uuid.uuid4()):
        begin(client, "leeg", title="Wonen", prompt="Wat helpt?", **(own | {"key": key}))

    assert len({s.slug for s in Study.objects.all()}) == 2


def test_an_address_tells_nothing_of_other_organisations(organisation, elsewhere, ana, dirk):
    first = opening.open_study(elsewhere, dirk, "Geheim")
    second = opening.open_study(organisation, ana, "Geheim")

    assert first.slug[:7] == second.slug[:7] == "geheim-"
    assert len(first.slug) == len(second.slug)


def test_the_example_is_filled_and_marked_as_invented(client, sign_in, ana, own):
    begin(sign_in(client, ana), "voorbeeld", title="Oefenen", with_statements="on", **own)
    study = Study.objects.get()

    assert study.invented
    assert list(study.groups.values_list("key", flat=True)) == [
        "jongere",
        "werkgever",
        "jobcoach",
        "steunsysteem",
    ]
    assert [s.key for s in study.scales.all()] == ["belang", "nu al"]
    assert all(s.practice_items.count() == 2 for s in study.scales.all())
    assert study.statements.count() == 64
    assert consent.draft(study).question == "Mag je stoppen als je dat wilt?"


def test_the_example_may_come_without_statements(client, sign_in, ana, own):
    begin(sign_in(client, ana), "voorbeeld", title="Oefenen", **own)

    assert Study.objects.get().statements.count() == 0


def test_an_organisation_that_is_stricter_stays_so(organisation, ana):
    organisation.minimum_group = 8
    organisation.save()

    assert opening.open_study(organisation, ana, "Wonen").minimum_group == 8
    assert opening.from_example(organisation, ana).minimum_group == 8


def test_nobody_opens_a_study_for_another_organisation(client, sign_in, dirk, own):
    answer = begin(sign_in(client, dirk), "leeg", title="Wonen", prompt="Wat helpt?", **own)

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"organisation"}
    assert Study.objects.count() == 0


@pytest.mark.parametrize("who", ["carla", "dewi"])
@pytest.mark.parametrize("how", ["leeg", "voorbeeld", "kopie"])
def test_who_runs_no_studies_begins_none(client, sign_in, request, who, how, own):
    sign_in(client, request.getfixturevalue(who))

    assert client.get(reverse("studies:begin_so", args=[how])).status_code == 403
    assert begin(client, how, title="Wonen", prompt="Wat helpt?", **own).status_code == 403
    assert client.get(reverse("studies:begin")).status_code == 403
    assert Study.objects.count() == 0


def test_who_runs_studies_in_two_places_chooses_one(client, sign_in, ana, organisation):
    second = Organisation.objects.create(name="De Beuk (verzonnen)")
    Membership.objects.create(user=ana, organisation=second, role=Role.FACILITATOR)
    sign_in(client, ana)
    assert "De Beuk" in client.get(reverse("studies:begin_so", args=["leeg"])).content.decode()

    begin(client, "leeg", title="Wonen", prompt="Wat helpt?", organisation=second.pk)

    assert Study.objects.get().organisation == second


def test_what_is_too_long_is_said_and_kept(client, sign_in, ana, own):
    long = "zo lang " * 625
    answer = begin(sign_in(client, ana), "leeg", title="Wonen", prompt=long, **own)

    assert "er passen 300 tekens in en het zijn er nu 4999" in answer.content.decode()
    assert answer.context["form"]["prompt"].value() == long
    assert Study.objects.count() == 0


@pytest.mark.parametrize("title", ["🙂", "שלום", "/../", "nieuw", "<b>"])
def test_every_title_gets_an_address(organisation, ana, client, sign_in, title):
    study = opening.open_study(organisation, ana, title)

    assert sign_in(client, ana).get(reverse("studies:study", args=[study.slug])).status_code == 200


def test_there_is_no_fourth_way(client, sign_in, ana):
    assert sign_in(client, ana).get("/studies/nieuw/zomaar/").status_code == 404


# --- copies -----------------------------------------------------------------------------


def test_a_copy_takes_the_set_up_and_no_people(client, sign_in, study, ana, own, takes_part):
    takes_part("jongere")
    answer = begin(
        sign_in(client, ana),
        "kopie",
        copied=study.pk,
        title="Nog een keer",
        with_statements="on",
        **own,
    )
    made = Study.objects.get(title="Nog een keer")

    assert answer.url == reverse("studies:study", args=[made.slug])
    assert made.phase == Phase.PREPARING
    assert made.copied_from == study
    assert made.locked_at is None
    assert [g.key for g in made.groups.all()] == ["jongere", "werkgever"]
    assert [s.text for s in made.statements.all()] == [s.text for s in study.statements.all()]
    assert set(made.statements.values_list("number", flat=True)) == {None}
    assert [s.word for s in made.scales.get().steps.all()] == ["niet", "een beetje", "veel"]
    assert consent.draft(made).easy == consent.current(study).easy
    assert consent.current(made) is None
    assert study.statements.count() == 6


def test_a_copy_may_leave_the_statements(study, client, sign_in, ana, own):
    begin(sign_in(client, ana), "kopie", copied=study.pk, title="Nog een keer", **own)

    assert Study.objects.get(title="Nog een keer").statements.count() == 0


def test_a_copy_leaves_dropped_statements_and_keeps_origins(study, ana):
    from werkwijs.studies import copying

    first, second = study.statements.all()[:2]
    first.origin = study.groups.first()
    first.save()
    study.phase = Phase.PREPARING
    study.save()
    statements.drop(study.statements.get(pk=second.pk), by=ana)
    made = copying.copy(study, ana)

    assert made.statements.count() == 5
    assert made.statements.first().origin == made.groups.get(key="jongere")


def test_copying_twice_makes_one(client, sign_in, study, ana, own):
    sign_in(client, ana)
    for _ in range(2):
        begin(client, "kopie", copied=study.pk, title="Nog een keer", **own)

    assert Study.objects.filter(title="Nog een keer").count() == 1


def test_nobody_copies_what_they_cannot_see(client, sign_in, study, dirk, elsewhere):
    sign_in(client, dirk)
    said = {"copied": study.pk, "title": "Mijn", "organisation": elsewhere.pk}
    answer = begin(client, "kopie", **said)

    assert answer.status_code == 200
    assert Study.objects.count() == 1
    assert (
        study.title
        not in client.get(
            reverse("studies:begin_so", args=["kopie"]) + "?van=werk"
        ).content.decode()
    )


def test_who_only_reads_a_study_takes_it_to_no_other_organisation(
    client, sign_in, study, carla, elsewhere
):
    Membership.objects.create(user=carla, organisation=elsewhere, role=Role.FACILITATOR)
    said = {"copied": study.pk, "title": "Mijn", "organisation": elsewhere.pk}

    answer = begin(sign_in(client, carla), "kopie", with_statements="on", **said)

    assert answer.status_code == 200
    assert not Study.objects.filter(organisation=elsewhere).exists()


def test_the_copy_form_knows_where_one_came_from(client, sign_in, study, ana):
    address = reverse("studies:begin_so", args=["kopie"]) + "?van=werk"
    form = sign_in(client, ana).get(address).context["form"]

    assert (form["copied"].value(), form["title"].value()) == (study.pk, study.title)
