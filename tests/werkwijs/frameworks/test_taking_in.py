"""A way of working comes in from a file, stays what it was, and says what of it is ours."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from werkwijs.audit.models import Line
from werkwijs.frameworks import choosing, importing, reading, writing
from werkwijs.frameworks.importing import Foreseen
from werkwijs.frameworks.models import Framework, Handle
from werkwijs.lib.impossible import Impossible

pytestmark = pytest.mark.django_db


def events() -> list[str]:
    return list(
        Line.objects.filter(event__startswith="frameworks.")
        .order_by("pk")
        .values_list("event", flat=True)
    )


def test_only_what_was_published_stands_under_the_owners_name(organisation, ana):
    importing.take_in_examples(organisation, by=ana)

    lifewise = Handle.objects.filter(pillar__framework__key="lifewise")
    assert lifewise.count() == 16
    [published] = lifewise.filter(ours=False)
    assert published.name == "Zorgen voor betekenisvol werk of een betekenisvolle daginvulling"
    assert published.pillar.name == "Inbedden"
    assert published.line == ""
    elements = Handle.objects.filter(pillar__framework__key="jobwise")
    assert [one.name for one in elements] == [
        "Doen", "Inleven", "Ondersteunen", "Vertalen", "Aanhouden", "Behartigen", "Reflecteren",
    ]  # fmt: skip
    for example in Framework.objects.all():
        assert "Werkwijs kreeg geen licentie" in example.licence
        assert "van ons" in example.remark or "van Werkwijs" in example.remark


def test_what_was_taken_in_says_what_its_file_said(organisation, ana, sound):
    made = importing.take_in(organisation, sound.encode(), by=ana)

    assert writing.told_of(made) == reading.read(sound.encode())
    assert made.imported_by == ana
    assert made.retired_at is None


def test_the_same_twice_is_one_also_when_it_is_typed_otherwise(organisation, ana, sound):
    first = importing.take_in(organisation, sound.encode(), by=ana)

    assert importing.take_in(organisation, sound.encode(), by=ana) == first
    assert importing.take_in(organisation, sound.replace("\n", "\r\n").encode(), by=ana) == first
    assert Framework.objects.count() == 1
    assert events() == ["frameworks.taken_in"]


def test_other_words_need_another_version_and_nothing_changes(organisation, ana, sound):
    first = importing.take_in(organisation, sound.encode(), by=ana)

    with pytest.raises(Impossible, match="other_words"):
        importing.take_in(organisation, sound.replace("Zoek op.", "Bel.").encode(), by=ana)

    assert writing.told_of(first) == reading.read(sound.encode())
    assert events() == ["frameworks.taken_in"]


def test_a_later_version_stands_beside_the_earlier_one(organisation, ana, sound):
    first = importing.take_in(organisation, sound.encode(), by=ana)
    second = importing.take_in(organisation, sound.replace('"1"', '"2"').encode(), by=ana)

    assert {first, second} == set(Framework.objects.all())
    assert choosing.in_use([organisation.pk]) == {second.pk}
    importing.retire(second, by=ana, retired=True)
    assert choosing.in_use([organisation.pk]) == {first.pk}


def test_it_is_foreseen_what_taking_in_will_do(organisation, elsewhere, ana, sound):
    told = reading.read(sound.encode())
    assert importing.foresee(organisation, told) == Foreseen.NEW

    importing.take_in(organisation, sound.encode(), by=ana)

    other = reading.read(sound.replace("Zoek op.", "Bel.").encode())
    later = reading.read(sound.replace('"1"', '"2"').encode())
    assert importing.foresee(organisation, told) == Foreseen.SAME
    assert importing.foresee(organisation, other) == Foreseen.OTHER_WORDS
    assert importing.foresee(organisation, later) == Foreseen.BESIDE
    assert importing.foresee(elsewhere, told) == Foreseen.NEW


def test_an_example_with_other_words_in_the_way_takes_nothing_in(organisation, ana, sound):
    own = sound.replace('"ons"', '"jobwise"').replace('"1"', '"voorbeeld-2"')
    importing.take_in(organisation, own.encode(), by=ana)

    with pytest.raises(Impossible):
        importing.take_in_examples(organisation, by=ana)

    assert Framework.objects.count() == 1


def test_retired_and_offered_again_twice_is_once(organisation, ana, sound):
    made = importing.take_in(organisation, sound.encode(), by=ana)
    for retired in (True, True, False, False):
        importing.retire(made, by=ana, retired=retired)

    made.refresh_from_db()
    assert made.retired_at is None
    assert events() == ["frameworks.taken_in", "frameworks.retired", "frameworks.offered"]


def test_a_retired_one_is_no_longer_offered_and_old_notes_keep_it(organisation, ana, sound):
    made = importing.take_in(organisation, sound.encode(), by=ana)
    ids = [one.id for one in choosing.for_organisation(organisation.pk)]

    importing.retire(made, by=ana, retired=True)

    assert choosing.for_organisation(organisation.pk) == []
    assert [one.id for one in choosing.by_ids(organisation.pk, ids)] == ids
    assert choosing.by_ids(organisation.pk + 1, ids) == []


def test_choices_say_where_they_come_from_and_whether_they_are_ours(organisation, ana, sound):
    importing.take_in(organisation, sound.encode(), by=ana)

    told = [
        (one.framework, one.pillar, one.name, one.ours)
        for one in choosing.for_organisation(organisation.pk)
    ]
    assert told == [
        ("Onze methode", "Verbinden", "Contact maken", False),
        ("Onze methode", "Verbinden", "Blijven", True),
    ]


def test_handles_of_two_methods_of_one_name_stay_apart(organisation, ana, sound):
    importing.take_in(organisation, sound.encode(), by=ana)
    importing.take_in(organisation, sound.replace('"ons"', '"hun"').encode(), by=ana)

    names = [one.name for one in choosing.for_organisation(organisation.pk)]
    assert names == ["Contact maken", "Blijven", "Contact maken", "Blijven"]


def test_choosing_asks_as_often_however_much_there_is(
    organisation, ana, sound, django_assert_num_queries
):
    importing.take_in_examples(organisation, by=ana)
    for n in range(5):
        importing.take_in(organisation, sound.replace('"ons"', f'"ons-{n}"').encode(), by=ana)

    with django_assert_num_queries(2):
        assert len(choosing.for_organisation(organisation.pk)) == 16 + 7 + 10
    ids = list(Handle.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        assert len(choosing.by_ids(organisation.pk, ids)) == 33


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_the_same_time_take_in_one(organisation, ana, sound):
    made: list[Framework | Exception] = []
    together = threading.Barrier(2)

    def press() -> None:
        together.wait()
        try:
            made.append(importing.take_in(organisation, sound.encode(), by=ana))
        except Exception as why:
            made.append(why)
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    [kept] = Framework.objects.all()
    assert made == [kept, kept]
    assert writing.told_of(kept) == reading.read(sound.encode())
