"""The reporting list: complete, filled as far as is known, and honest about the rest."""

import csv
import io

import pytest
from document_factory import make_document

from mapreport import conmapt
from mapreport.wording import words


def rows(document, language="nl"):
    text = conmapt.render(document, language).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def by_key(document, language="nl"):
    return {item.key: item for item in conmapt.items(document, language)}


def test_there_are_27_items_under_14_headings():
    listed = conmapt.items(make_document(), "nl")

    assert [item.number for item in listed] == list(range(1, 28))
    assert len({item.heading for item in listed}) == 14


@pytest.mark.parametrize(("language", "said"), [("nl", "onze nummering"), ("en", "numbering ours")])
def test_the_header_says_that_the_numbers_are_ours(language, said):
    header, *_, source, invented = rows(make_document(), language)

    assert said in header[0]
    assert "10.3390/mps8020024" in source[2]
    assert invented[2] == words("conmapt", language)("invented")


def test_what_the_analysis_knows_is_filled_in():
    document = make_document(statements=24, clusters=4, suppressed=["werkgever"])
    known = by_key(document)

    assert "Wat helpt om werk te vinden" in known["prompt"].reported
    assert "werkgever: minder dan 5 sorteerders" in known["participants"].reported
    assert "s7 (Legde alles op één stapel.)" in known["quality"].reported
    assert "meer dan een derde op één stapel: 1" in known["quality"].reported
    assert "stress-1 = 0,2731, beste van 50 starts" in known["map"].reported
    assert "seed=1" in known["software"].reported
    assert "4 clusters, voorstel van het programma: 4" in known["clusters"].reported
    assert "Procrustes R² 0,81" in known["certainty"].reported
    assert "r_RR belang = 0,92" in known["certainty"].reported


def test_who_withdrew_after_being_left_out_is_counted_and_not_named():
    document = make_document()
    document["excluded"] = [{"participant": "", "reason": ""}]
    reported = by_key(document)["quality"].reported
    assert "dat zou over één persoon gaan" in reported
    assert "()" not in reported


def test_what_nobody_recorded_says_so_and_where_to_add_it():
    item = by_key(make_document(), "en")["ethics"]
    line = rows(make_document(), "en")[item.number]

    assert item.reported is None
    assert line[3:] == ["not recorded", "add it in study.toml under [conmapt]: ethics"]


def test_a_half_known_item_asks_for_the_rest():
    item = by_key(make_document(), "en")["sorting"]

    assert item.reported.startswith("60 sorters made")
    assert item.reported.endswith("The rest of this item is not recorded.")


@pytest.mark.parametrize("under", ["conmapt", None])
def test_the_studys_own_words_come_first(under):
    document = make_document()
    own = {"sorting": "Mensen sorteerden\nthuis.", "ethics": ["Getoetst.", "Toestemming."]}
    document["conmapt"] = {under: own} if under else own
    told = by_key(document)

    assert told["sorting"].reported.startswith("Mensen sorteerden thuis. 60 sorteerders")
    assert "vul aan" not in told["sorting"].where
    assert told["ethics"].reported == "Getoetst. Toestemming."


def test_without_certainty_nothing_is_claimed_about_it():
    document = make_document(bootstrap=0)
    document["reliability"] = {
        key: {} if key == "r_RR" else 0 if key == "split_halves" else None
        for key in document["reliability"]
    }

    assert by_key(document)["certainty"].reported is None


@pytest.mark.parametrize("start", "=+-@\t\r")
def test_no_cell_is_a_formula(start):
    document = make_document()
    document["conmapt"] = {"ethics": f"{start}cmd|' /C calc'!A0"}

    cells = [cell for row in rows(document) for cell in row]

    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]


def test_a_real_study_is_not_called_invented():
    assert "VERZONNEN" not in conmapt.render(make_document(invented=False), "nl").decode()
