"""The pages with which paper is handed out, printed and typed in."""

import io
import re
import uuid

import pikepdf
import pytest
from django.test import Client

from werkwijs.audit.models import Line
from werkwijs.lib import pdf
from werkwijs.participation.models import Consent, EntryCheck, Handout, Idea, Participant, Sitting
from werkwijs.participation.paper import agreeing, contents, entering, handing_out
from werkwijs.participation.paper.sheets import Kind
from werkwijs.participation.paper.sorts import Pile, Sort
from werkwijs.studies.models import Phase, Statement

PAPER = "/studies/werk/deelname/papier/"


@pytest.fixture
def page(sign_in, ana, study) -> Client:
    return sign_in(Client(), ana)


@pytest.fixture
def s1(study, ana) -> Participant:
    handout = handing_out.hand_out(study, group=study.groups.first(), n=1, by=ana)
    (participant,) = handing_out.participants(handout)
    text = study.consent_texts.get()
    agreeing.record(participant, text=text, on=study.created_at.date(), asked_by="jobcoach", by=ana)
    return participant


def typed(page, address, **fields):
    """Send the form as it was shown, with these fields filled in."""
    shown = page.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(key|seen)" value="([^"]*)"', shown))
    return page.post(address, hidden | fields, follow=True)


def said(answer) -> str:
    return answer.content.decode()


def test_codes_are_made_and_their_papers_chosen_to_print(page, study):
    group = study.groups.get(key="werkgever")
    form = {"group": group.pk, "n": 3, "people": 2, "key": uuid.uuid4()}
    for _ in range(2):
        answer = page.post(f"{PAPER}uitdelen/", form, follow=True)

    assert "De codes zijn gemaakt: s1\u2011s3." in said(answer)
    assert [(p.group, p.people) for p in Participant.objects.all()] == [(group, 2)] * 3
    assert f'value="uitgedeeld-{Handout.objects.get().pk}" selected' in said(answer)


@pytest.mark.parametrize("n", ["0", "61", "veel", ""])
def test_an_odd_number_of_codes_is_told_and_makes_none(page, study, n):
    form = {"group": study.groups.first().pk, "n": n, "people": 1, "key": uuid.uuid4()}
    answer = page.post(f"{PAPER}uitdelen/", form)

    assert answer.status_code == 400
    assert not Participant.objects.exists()


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_is_a_pdf_that_says_what_it_is(page, s1, kind):
    answer = page.get(f"{PAPER}afdrukken/", {"wat": kind, "voor": "s1", "achterkant": "on"})

    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as opened:
        assert str(opened.Root.Lang) == "nl"
        assert opened.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in opened.Root
        assert "Werk vinden en houden" in str(opened.docinfo["/Title"])
        with opened.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
        fonts = [f for f in opened.objects if _type(f) == "/FontDescriptor"]
        assert fonts
        assert all("/FontFile2" in f or "/FontFile3" in f for f in fonts)
        figures = [
            f
            for f in opened.objects
            if isinstance(f, pikepdf.Dictionary) and f.get("/S") == "/Figure"
        ]
        assert all("/Alt" in figure for figure in figures)
        sizes = {tuple(round(float(x)) for x in p.mediabox[2:]) for p in opened.pages}
    assert sizes <= {(595, 842), (842, 595)}


def _type(thing):
    return str(thing.get("/Type", "")) if isinstance(thing, pikepdf.Dictionary) else ""


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_is_a_page_as_well(page, s1, kind):
    answer = page.get(f"{PAPER}afdrukken/", {"wat": kind, "voor": "s1", "vorm": "pagina"})

    assert "<main>" in said(answer)
    assert "style=" not in said(answer)
    assert "<style" not in said(answer)


def test_without_pango_it_is_said_plainly_and_the_page_is_offered(page, s1, monkeypatch):
    monkeypatch.setattr(pdf, "why_not", lambda: "libpango-1.0.so.0: cannot open shared object file")

    answer = page.get(f"{PAPER}afdrukken/", {"wat": "briefjes", "voor": "s1"})

    assert answer.status_code == 503
    assert "Hier kan geen PDF gemaakt worden" in said(answer)
    (instead,) = re.findall(r'href="([^"]*vorm=pagina[^"]*)"', said(answer))
    assert page.get(instead.replace("&amp;", "&")).status_code == 200
    assert "Op deze server kan geen PDF" in said(page.get(PAPER))


def test_what_cannot_be_printed_is_not_found(page, study):
    for query in (
        {"wat": "behang"},
        {"wat": "codes", "voor": "s99"},
        {"wat": "codes", "voor": "uitgedeeld-99"},
    ):
        assert page.get(f"{PAPER}afdrukken/", query).status_code == 404


def test_printing_is_in_the_log(page, s1):
    page.get(f"{PAPER}afdrukken/", {"wat": "codes", "voor": "s1"})

    line = Line.objects.filter(event="participation.paper_printed").get()
    assert (line.subject, line.study) == ("codes", "werk")


@pytest.mark.parametrize("written", ["s1", "S1", "1", " s1 "])
def test_a_code_on_paper_opens_its_page(page, s1, written):
    answer = page.get(f"{PAPER}zoek/", {"code": written})

    assert answer.headers["Location"] == f"{PAPER}1/"


@pytest.mark.parametrize("written", ["s99", "", "<script>alert(1)</script>", "٣"])
def test_a_code_of_nobody_is_said_so(page, s1, written):
    answer = page.get(f"{PAPER}zoek/", {"code": written})

    assert answer.status_code == 404
    assert "Niemand in deze studie" in said(answer) or not written
    assert "<script>alert" not in said(answer)


def test_piles_are_typed_in_and_shown_again_to_correct(page, s1):
    answer = typed(page, f"{PAPER}1/stapels/", lines="1 4: leuk werk\n2-3, 6", unknown="5")

    assert "Bewaard voor s1" in said(answer)
    assert contents.sort_of(contents.sitting_of(s1, "sorting")) == Sort(
        (Pile("leuk werk", (1, 4)), Pile("", (2, 3, 6))), (5,)
    )
    again = said(page.get(f"{PAPER}1/stapels/"))
    assert "1, 4: leuk werk\n2, 3, 6</textarea>" in again


def test_what_is_wrong_is_told_and_what_was_typed_stays(page, s1):
    answer = typed(page, f"{PAPER}1/stapels/", lines="1 2 <b>\n2 44", unknown="niets")

    told = said(answer)
    assert answer.status_code == 400
    assert "‘&lt;b&gt;’ is geen nummer" in told
    assert "Deze nummers bestaan niet: 44" in told
    assert "Nummer 2 staat meer dan een keer: op regel 1 en regel 2" in told
    assert "1 2 &lt;b&gt;\n2 44</textarea>" in told
    assert 'value="niets"' in told
    assert not Sitting.objects.exists()


def test_while_typing_it_is_said_what_is_missing(page, s1):
    answer = page.post(f"{PAPER}1/stapels/kijk/", {"lines": "1 2\n2 7", "unknown": "5"})

    assert answer.json() == {
        "faults": [
            "Deze nummers bestaan niet: 7. Kijk op regel 2.",
            "Nummer 2 staat meer dan een keer: op regel 1 en regel 2.",
        ],
        "told": "2 stapels, 4 nummers. Nog niet genoemd: 3, 4, 6. Dat mag.",
    }
    assert not Sitting.objects.exists()


def test_a_form_that_two_people_fill_in_is_not_overwritten_unseen(page, s1, bilal):
    shown = said(page.get(f"{PAPER}1/stapels/"))
    hidden = dict(re.findall(r'name="(key|seen)" value="([^"]*)"', shown))
    entering.enter_sort(s1, [("van bilal", [1, 2])], by=bilal)

    answer = page.post(f"{PAPER}1/stapels/", hidden | {"lines": "3 4", "unknown": ""})

    assert answer.status_code == 400
    assert "Iemand anders typte dit ondertussen over" in said(answer)
    assert "1, 2: van bilal" in said(answer)
    assert "3 4</textarea>" in said(answer)
    assert contents.sitting_of(s1, "sorting").entered_by == bilal.pk

    seen = dict(re.findall(r'name="(key|seen)" value="([^"]*)"', said(answer)))
    page.post(f"{PAPER}1/stapels/", seen | {"lines": "3 4", "unknown": ""})
    assert contents.sort_of(contents.sitting_of(s1, "sorting")).named == {3, 4}


def test_a_double_press_enters_once(page, s1):
    shown = said(page.get(f"{PAPER}1/stapels/"))
    form = dict(re.findall(r'name="(key|seen)" value="([^"]*)"', shown)) | {"lines": "1 2"}
    for _ in range(2):
        assert page.post(f"{PAPER}1/stapels/", form).status_code == 302

    assert Sitting.objects.count() == 1
    assert Line.objects.filter(event="participation.paper_sorting_entered").count() == 1


def test_very_much_text_is_no_accident(page, s1):
    answer = typed(page, f"{PAPER}1/stapels/", lines="📦 " * 5000 + "\n" + "1 " * 5000)

    assert answer.status_code == 400


def test_a_long_label_from_right_to_left_is_kept_as_far_as_it_fits(page, s1):
    typed(page, f"{PAPER}1/stapels/", lines="1 2: " + "עבודה 🙂 " * 60)

    assert contents.sitting_of(s1, "sorting").piles.get().label == ("עבודה 🙂 " * 60)[:80]


def test_marks_are_typed_in_per_statement(page, s1, study):
    scale = study.scales.get()
    marks = {f"{scale.pk}-{n}": mark for n, mark in enumerate(["3", "x", "", "1", "2", "?"], 1)}
    answer = typed(page, f"{PAPER}1/cijfers/", **marks)

    assert "Bewaard voor s1" in said(answer)
    sheet = contents.sheet_of(contents.sitting_of(s1, "rating"))
    assert [sheet["belang", n] for n in range(1, 7)] == [3, "x", None, 1, 2, "x"]


def test_a_mark_outside_the_scale_is_named_at_its_place(page, s1, study):
    scale = study.scales.get()
    answer = typed(page, f"{PAPER}1/cijfers/", **{f"{scale.pk}-1": "2", f"{scale.pk}-4": "5"})

    assert answer.status_code == 400
    assert f'<a href="#c{scale.pk}-4">Uitspraak 4: ‘5’ kan niet. Typ 1 tot en met 3' in said(answer)
    assert 'value="2"' in said(answer)


def test_a_sheet_of_more_than_a_thousand_cells_is_kept(page, s1, study):
    Statement.objects.bulk_create(
        Statement(study=study, number=n, text=f"je hulp krijgt bij {n}", order=n)
        for n in range(7, 1_101)
    )
    scale = study.scales.get()
    answer = typed(page, f"{PAPER}1/cijfers/", **{f"{scale.pk}-{n}": "2" for n in range(1, 1_101)})

    assert "Bewaard voor s1" in said(answer)
    assert contents.sitting_of(s1, "rating").ratings.count() == 1_100


def test_ideas_are_typed_in_with_who_helped(page, s1):
    keys = [str(uuid.uuid4()), str(uuid.uuid4())]
    form = {
        "idea_key": keys,
        "idea": ["als me baas rustig blijft", "  "],
        "helper": "familie",
        "how": ["typing", "reading"],
    }
    for _ in range(2):
        answer = page.post(f"{PAPER}1/ideeen/", form, follow=True)

    assert "als me baas rustig blijft" in said(answer)
    assert [(i.text, i.typed_by_helper) for i in Idea.objects.all()] == [
        ("als me baas rustig blijft", True)
    ]
    assert sorted(s1.help.values_list("role", "how")) == [
        ("familie", "reading"),
        ("familie", "typing"),
    ]


def test_a_helper_without_how_is_asked_for_and_the_words_stay(page, s1):
    form = {"idea_key": str(uuid.uuid4()), "idea": "blijven oefenen", "helper": "familie"}
    answer = page.post(f"{PAPER}1/ideeen/", form)

    assert "Kies hoe deze persoon hielp" in said(answer)
    assert "blijven oefenen</textarea>" in said(answer)
    assert not Idea.objects.exists()


def test_an_idea_typed_in_by_mistake_goes_and_comes_back(page, s1, ana):
    (idea,) = entering.enter_ideas(s1, [(uuid.uuid4(), "x" * 5000)], by=ana)
    answer = page.post(f"{PAPER}1/ideeen/{idea.key}/weg/")
    assert not Idea.objects.exists()

    form = dict(re.findall(r'name="(idea_key|idea)" value="([^"]*)"', said(answer)))
    page.post(f"{PAPER}1/ideeen/", form)
    assert Idea.objects.get().text == "x" * 5000


def test_consent_comes_before_anything_is_typed_in(page, study, ana):
    handing_out.hand_out(study, group=study.groups.first(), n=1, by=ana)
    for address in ("stapels", "cijfers", "ideeen"):
        answer = page.get(f"{PAPER}1/{address}/")
        assert answer.headers["Location"] == f"{PAPER}1/toestemming/"
    page.post(f"{PAPER}1/stapels/", {"lines": "1 2"})
    assert not Sitting.objects.exists()

    form = {
        "on": "2026-01-02",
        "own_yes": "on",
        "understood": "on",
        "attempts": 2,
        "asked_by": "jobcoach",
    }
    page.post(f"{PAPER}1/toestemming/", form)
    consent = Consent.objects.get()
    assert (consent.on_paper, consent.asked_by, consent.attempts) == (True, "jobcoach", 2)
    assert f"{consent.given_at:%Y-%m-%d}" == "2026-01-02"
    assert page.get(f"{PAPER}1/stapels/").status_code == 200


@pytest.mark.parametrize("missing", ["own_yes", "understood", "asked_by", "on"])
def test_there_is_no_consent_without_own_yes_or_understanding(page, study, ana, missing):
    handing_out.hand_out(study, group=study.groups.first(), n=1, by=ana)
    form = {
        "on": "2026-01-02",
        "own_yes": "on",
        "understood": "on",
        "attempts": 1,
        "asked_by": "jobcoach",
    }
    del form[missing]

    assert page.post(f"{PAPER}1/toestemming/", form).status_code == 400
    assert not Consent.objects.exists()


def test_a_representative_needs_evidence_and_a_minor_a_representative(page, study, ana):
    study.allows_minors = True
    study.save()
    handing_out.hand_out(study, group=study.groups.first(), n=1, by=ana, minor=True)
    form = {
        "on": "2026-01-02",
        "own_yes": "on",
        "understood": "on",
        "attempts": 1,
        "asked_by": "jobcoach",
    }
    assert "Een ouder of voogd zegt ook ja" in said(page.post(f"{PAPER}1/toestemming/", form))
    form["representation"] = "parent"
    assert "Zeg wat je zag" in said(page.post(f"{PAPER}1/toestemming/", form))
    form |= {"evidence": "form", "evidence_on": "2026-01-03"}

    page.post(f"{PAPER}1/toestemming/", form)

    consent = Consent.objects.get()
    assert (consent.representation, consent.evidence, str(consent.evidence_on)) == (
        "parent",
        "form",
        "2026-01-03",
    )


def test_two_entries_are_compared_blind_and_settled(page, sign_in, s1, ana, bilal):
    typed(page, f"{PAPER}1/stapels/", lines="1 2 3: werk\n4 5", unknown="6")
    bilals = sign_in(Client(), bilal)
    blind = said(bilals.get(f"{PAPER}1/stapels/nog-eens/"))
    assert "werk" not in blind.split("<textarea")[1].split("</textarea>")[0]

    answer = typed(bilals, f"{PAPER}1/stapels/nog-eens/", lines="4 5 3\n1 2: werk", unknown="6")
    assert "83% gelijk. 1 verschil van 6." in said(answer)
    assert "op een stapel met 1, 2 (werk)" in said(answer)
    assert "op een stapel met 4, 5" in said(answer)
    address = f"{PAPER}1/sorting/vergelijk/"
    assert "Kies wat klopt" in said(typed(bilals, address))

    answer = typed(bilals, address, n3="second")

    assert "83% gelijk" in said(answer)
    now = contents.sort_of(contents.sitting_of(s1, "sorting"))
    assert [set(p.numbers) for p in now.piles] == [{1, 2}, {3, 4, 5}]
    check = EntryCheck.objects.get()
    assert (check.first_by, check.second_by, check.differences) == (ana.pk, bilal.pk, 1)


def test_twice_the_same_is_recorded_at_once(page, s1, study):
    scale = study.scales.get()
    typed(page, f"{PAPER}1/cijfers/", **{f"{scale.pk}-1": "2"})
    answer = typed(page, f"{PAPER}1/cijfers/nog-eens/", **{f"{scale.pk}-1": "2"})

    assert "100% gelijk" in said(answer)
    assert EntryCheck.objects.get().agreement == 1
    assert Sitting.objects.count() == 1


def test_marks_that_differ_stand_side_by_side(page, s1, study):
    scale = study.scales.get()
    typed(page, f"{PAPER}1/cijfers/", **{f"{scale.pk}-1": "2", f"{scale.pk}-2": "1"})
    answer = typed(
        page, f"{PAPER}1/cijfers/nog-eens/", **{f"{scale.pk}-1": "2", f"{scale.pk}-2": "x"}
    )

    assert "83% gelijk. 1 verschil van 6." in said(answer)
    typed(page, f"{PAPER}1/rating/vergelijk/", **{"cbelang-2": "first"})
    assert contents.sheet_of(contents.sitting_of(s1, "rating"))["belang", 2] == 1


def test_removing_is_undone_with_one_press(page, s1, ana):
    entering.enter_sort(s1, [("", [1, 2])], by=ana)
    answer = page.post(f"{PAPER}1/sorting/weg/", follow=True)
    assert not Sitting.objects.exists()
    assert "Zet terug" in said(answer)

    page.post(f"{PAPER}1/sorting/terug/")
    assert contents.sort_of(contents.sitting_of(s1, "sorting")).named == {1, 2}


def test_a_closed_study_takes_no_more_paper(page, s1, study):
    study.phase = Phase.CLOSED
    study.save()

    answer = page.post(f"{PAPER}1/stapels/", {"lines": "1 2"}, follow=True)

    assert "Deze studie is gesloten" in said(answer)
    assert not Sitting.objects.exists()


def test_who_withdrew_has_no_paper(page, s1):
    s1.withdrawn_at = s1.joined_at
    s1.save()

    assert page.get(f"{PAPER}1/").status_code == 404
    assert "s1" not in said(page.get(PAPER))


ADDRESSES = [
    "",
    "afdrukken/?wat=briefjes",
    "zoek/?code=s1",
    "1/",
    "1/toestemming/",
    "1/ideeen/",
    "1/stapels/",
    "1/stapels/nog-eens/",
    "1/cijfers/",
    "1/cijfers/nog-eens/",
    "1/sorting/vergelijk/",
]
ACTS = [
    "uitdelen/",
    "porties/",
    "1/mensen/",
    "1/stapels/kijk/",
    "1/sorting/weg/",
    "1/rating/terug/",
]


@pytest.mark.parametrize(("who", "status"), [("carla", 403), ("dewi", 404), ("dirk", 404)])
def test_nobody_else_sees_or_does_any_of_it(request, sign_in, s1, who, status):
    client = sign_in(Client(), request.getfixturevalue(who))

    assert {client.get(PAPER + address).status_code for address in ADDRESSES} == {status}
    assert {client.post(PAPER + address).status_code for address in ACTS} == {status}


def test_looking_changes_nothing(page, s1):
    assert {page.get(PAPER + address).status_code for address in ACTS} == {405}
    for address in ADDRESSES:
        page.get(PAPER + address)
    assert not Sitting.objects.exists()
    assert Participant.objects.count() == 1


def test_a_thick_pile_of_rating_sheets_is_made_in_parts(page, study, ana, monkeypatch):
    monkeypatch.setattr(
        "werkwijs.participation.paper.sheets.MOST_CELLS", 50
    )  # 6 statements, 4 cells
    handing_out.hand_out(study, group=None, n=5, by=ana)
    listed = said(page.get(f"{PAPER}afdrukken/", {"wat": "cijfers", "voor": "alle"}))
    parts = [a.replace("&amp;", "&") for a in re.findall(r'href="([^"]*deel=\d[^"]*)"', listed)]

    assert re.findall(r"</svg> (s[^<]*)</a>", listed) == [
        "s1, s2",
        "s3, s4",
        "s5",
    ]
    assert len(parts) == 3
    assert {page.get(part).headers["Content-Type"] for part in parts} == {"application/pdf"}


def test_a_second_entry_pressed_twice_is_one_check(page, s1):
    typed(page, f"{PAPER}1/stapels/", lines="1 2\n3 4")
    shown = said(page.get(f"{PAPER}1/stapels/nog-eens/"))
    form = dict(re.findall(r'name="(key|seen)" value="([^"]*)"', shown)) | {"lines": "3 4\n1 2"}
    for _ in range(2):
        page.post(f"{PAPER}1/stapels/nog-eens/", form)

    assert EntryCheck.objects.count() == 1
    assert [s.via for s in Sitting.objects.all()] == [Sitting.Via.PAPER]


def test_a_duo_is_one_sorter_of_two_people(page, s1):
    page.post(f"{PAPER}1/mensen/", {"people": 2})
    assert "niet bewaard" in said(page.post(f"{PAPER}1/mensen/", {"people": 99}, follow=True))

    s1.refresh_from_db()
    assert (s1.people, s1.weight) == (2, None)
    assert Line.objects.filter(event="participation.people_changed", subject="s1").count() == 1


def test_one_code_leads_to_its_page_to_type_in_at_once(page, study):
    form = {"group": study.groups.first().pk, "n": 1, "people": 1, "key": uuid.uuid4()}

    assert page.post(f"{PAPER}uitdelen/", form).headers["Location"] == f"{PAPER}1/"


def test_paper_counts_and_a_second_entry_does_not(page, s1, study, ana, bilal):
    from werkwijs.participation import release

    entering.enter_sort(s1, [("werk", [1, 2, 3]), ("", [4, 5])], [6], by=ana)
    entering.enter_sort(s1, [("", [1])], by=bilal, second=True)

    rows = release.rows(study).sorts
    assert [(row.statement, row.pile, row.label) for row in rows] == [
        ("1", "1", "werk"),
        ("2", "1", "werk"),
        ("3", "1", "werk"),
        ("4", "2", ""),
        ("5", "2", ""),
        ("6", "", ""),
    ]
