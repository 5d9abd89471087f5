"""Keeping an edition: as it is, once, under an address of its own."""

import re

import pytest
from django.db import IntegrityError, transaction
from tests.werkwijs.cards.sample_edition import PICTURE, WHEEL, sample

from werkwijs.cards import keeping
from werkwijs.cards.formats import canonical
from werkwijs.cards.formats.faults import UnsoundEdition
from werkwijs.cards.models import Edition


def test_what_is_kept_comes_back_the_same(organisation, ana):
    document, files = sample()

    kept = keeping.keep(document, files, organisation=organisation, by=ana)

    kept.refresh_from_db()
    assert kept.told == document
    assert keeping.files_of(kept) == files
    assert kept.digest == canonical.digest(kept.content)
    assert (kept.title, kept.number, kept.language) == ("Sterk in Werk", 1, "nl")
    assert kept.received_at is None


def test_the_text_is_readable_and_the_same_every_time(organisation):
    document, _ = sample()

    written = canonical.text(document)

    assert written == canonical.text(document)
    assert "Eén vast gezicht" in written
    assert written.index('"schema"') < written.index('"title"') < written.index('"cards"')


def test_a_code_has_eight_characters_that_look_like_no_other(organisation):
    document, files = sample(1)
    codes = []
    for number in range(20):
        own = {**document, "key": f"00000000-0000-4000-8000-{number:012d}"}
        codes.append(keeping.keep(own, files, organisation=organisation).code)

    assert len(set(codes)) == 20
    assert all(re.fullmatch("[2-9a-hjkmnp-z]{8}", code) for code in codes)


def test_files_that_are_not_those_of_the_document_are_not_kept(organisation):
    document, _ = sample(1)

    for files in ({}, {PICTURE: WHEEL + b" "}, {PICTURE: WHEEL, "pictures/other.svg": WHEEL}):
        with pytest.raises(keeping.FilesDiffer) as differing:
            keeping.keep(document, files, organisation=organisation)
        assert differing.value.names
    assert not Edition.objects.exists()


def test_what_nobody_else_could_take_in_is_not_kept(organisation):
    document, files = sample(1)
    document["cards"][0]["texts"]["employer"]["title"] = "x" * 61

    with pytest.raises(UnsoundEdition, match="at most 60"):
        keeping.keep(document, files, organisation=organisation)
    assert not Edition.objects.exists()


def test_an_organisation_has_it_once_and_another_may_have_it_too(organisation, elsewhere):
    document, files = sample(1)
    keeping.keep(document, files, organisation=organisation)

    with pytest.raises(IntegrityError), transaction.atomic():
        keeping.keep(document, files, organisation=organisation)
    theirs = keeping.keep(document, files, organisation=elsewhere, received_from="De Linde")

    assert theirs.received_at is not None
    assert Edition.objects.count() == 2
