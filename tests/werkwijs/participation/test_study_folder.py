"""A study goes out as a study folder and comes back: nothing lost, nobody's name in it."""

from __future__ import annotations

import io
import json
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import conceptmapping as cm
from conceptmapping.errors import UnsoundStudy
from werkwijs.audit.noting import SYSTEM
from werkwijs.participation import release, returning
from werkwijs.participation.exchange import folder, taking_in
from werkwijs.participation.models import (
    Batched,
    Became,
    Consent,
    Exclusion,
    Help,
    Idea,
    OnPile,
    Participant,
    Pile,
    Rating,
    Sitting,
    Worry,
)
from werkwijs.studies import media
from werkwijs.studies.models import (
    ConsentText,
    Group,
    Phase,
    PhaseChange,
    PracticeItem,
    Scale,
    ScaleStep,
    Statement,
    Study,
    Text,
)

REPOSITORY = Path(__file__).resolve().parents[3]
EXAMPLE = REPOSITORY / "examples" / "sterk-in-werk"
QUICK = {"starts": 2, "bootstrap": 5, "permutations": 2, "split_halves": 2}


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def says_yes(study):
    """Somebody who agreed, and sorted where piles are given: ``[["a", 1, 2], ["", 3]]``."""

    def agreeing(number: int, group: str = "jongere", piles=(), unknown=(), **facts) -> Participant:
        person = Participant.objects.create(
            study=study, number=number, group=study.groups.get(key=group), **facts
        )
        Consent.objects.create(participant=person, text=study.consent_texts.get())
        if piles or unknown:
            sitting = Sitting.objects.create(
                participant=person, task="sorting", finished_at=timezone.now()
            )
            for order, (label, *statements) in enumerate(piles):
                pile = Pile.objects.create(sitting=sitting, label=label, order=order)
                for own in statements:
                    place(sitting, own, pile)
            for own in unknown:
                place(sitting, own, None)
        return person

    def place(sitting, number, pile):
        OnPile.objects.create(
            sitting=sitting,
            pile=pile,
            statement=study.statements.get(number=number),
            seconds=number + 0.5,
        )

    return agreeing


@pytest.fixture
def collected(study, says_yes):
    """Three people sorted, one of them rated and had an idea."""
    says_yes(1, piles=[["Werk", 1, 3], ["", 2, 4, 5]], unknown=[6])
    says_yes(2, "werkgever", piles=[["", 6, 5], ["Baas", 3, 4], ["", 1, 2]], people=2)
    third = says_yes(3, piles=[["Rust", 1, 6], ["x", 2, 3, 4, 5]], weight=0.5, way="paper")
    sitting = Sitting.objects.create(participant=third, task="rating")
    for statement in study.statements.all():
        missing = "" if statement.number != 4 else "weet ik niet"
        Rating.objects.create(
            sitting=sitting,
            scale=study.scales.get(),
            statement=statement,
            value=None if missing else 1 + statement.number % 3,
            missing=missing,
        )
    Idea.objects.create(participant=third, text="Mijn baas,\nzegt “dag” elke dag.")
    return study


def put(files: dict[str, bytes], place: Path) -> Path:
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


def out(study: Study, place: Path | None = None, **how) -> dict[str, bytes]:
    files = dict(folder.files(study, **how))
    if place is not None:
        put(files, place)
    return files


# --- the way out ------------------------------------------------------------------------------


def test_who_withdrew_or_never_said_yes_does_not_leave_the_room(collected, says_yes):
    gone = says_yes(7, piles=[["Weggegaan", 1, 2, 3]])
    Idea.objects.create(participant=gone, text="dit is weg")
    gone.withdrawn_at = timezone.now()
    gone.save()
    never = says_yes(8, piles=[["Geenja", 1, 2, 3]])
    never.consents.all().delete()
    back = says_yes(9, piles=[["Terug", 1, 2, 3]])
    back.consents.update(withdrawn_at=timezone.now())
    waiting = says_yes(10, piles=[["Nogniet", 1, 2, 3]])
    waiting.consents.update(representation="mentor", evidence="")

    everything = b"".join(out(collected).values())

    for lost in (b"Weggegaan", b"dit is weg", b"Geenja", b"Terug", b"Nogniet", b"s7", b"s8", b"s9"):
        assert lost not in everything
    assert release.study(collected).sorts.sorters == ("s1", "s2", "s3")


def test_paper_that_was_entered_a_second_time_counts_in_nothing(collected):
    person = Participant.objects.get(study=collected, number=1)
    second = Sitting.objects.create(participant=person, task="sorting", via="second")
    pile = Pile.objects.create(sitting=second, label="Tweede keer")
    for statement in collected.statements.all():
        OnPile.objects.create(sitting=second, statement=statement, pile=pile)

    assert b"Tweede keer" not in out(collected)["sorts.csv"]


def test_what_is_half_finished_is_taken_as_it_is(collected, says_yes):
    person = says_yes(4, piles=[["", 1, 2]])
    person.sittings.update(finished_at=None)

    files = out(collected)

    assert files["sorts.csv"].decode().count("s4,") == 2
    line = next(row for row in files["participants.csv"].decode().splitlines() if row[:3] == "s4,")
    assert line.endswith(",,busy,")


def test_who_is_advised_against_stays_in_with_the_advice(collected, ana):
    person = Participant.objects.get(study=collected, number=2)
    Exclusion.objects.create(participant=person, reason="viel in slaap", by=ana)

    files = out(collected)

    assert release.advice(collected) == {"s2": "viel in slaap"}
    assert "s2" in release.study(collected).sorts.sorters
    assert (
        tomllib.loads(files["werkwijs.toml"].decode())["advice"]["1"]["reason"] == "viel in slaap"
    )


def test_no_names_contacts_codes_or_colleagues_go_along(collected, ana, takes_part):
    collected.worry_reader, collected.worry_call = "Carla de Wit", "06 12 34 56 78"
    collected.save()
    ConsentText.objects.update(ordinary="Vragen? Mail ana@voorbeeld.example of bel 06-1234 5678.")
    Text.objects.create(study=collected, key="welcome", easy="Bel 010 123 45 67 gerust.")
    _, person = takes_part("jongere")
    Consent.objects.create(
        participant=person,
        text=collected.consent_texts.get(),
        representation="mentor",
        evidence="gezien door Carla de Wit",
    )
    Worry.objects.create(study=collected, participant=person, text="mijn zorg")
    code = returning.new_card(person)
    everything = b"".join(out(collected).values()).decode()

    for personal in (
        "Carla",
        "ana@",
        "12 34",
        "1234",
        "123 45",
        "mijn zorg",
        code.salt,
        code.stored,
        str(ana.pk),
    ):
        assert personal not in everything
    assert "Vragen? Mail [...] of bel [...]." in everything


def test_ideas_stay_behind_when_asked(collected):
    files = out(collected, ideas=False)

    assert "ideas.csv" not in files
    assert b"Mijn baas" not in b"".join(files.values())


def test_the_same_time_for_every_statement_is_not_read_as_a_total(collected):
    OnPile.objects.update(seconds=4.0)
    sorts = release.study(collected).sorts

    assert sorts.seconds == pytest.approx([24, 24, 24], abs=0.01)


def test_the_map_of_the_folder_is_the_map_of_the_website(collected, tmp_path):
    out(collected, tmp_path / "a")

    ours = json.loads(cm.concept_map(release.study(collected), **QUICK).to_json())
    theirs = json.loads(cm.concept_map(cm.read(tmp_path / "a"), **QUICK).to_json())

    assert ours == theirs
    assert ours["counts"]["sorters"] == 3


# --- out, in, and out again ---------------------------------------------------------------------


def test_the_example_comes_back_as_it_was(organisation, tmp_path):
    first = taking_in.take_in(EXAMPLE, organisation=organisation, by=SYSTEM).study
    files = out(first, tmp_path / "a")
    second = taking_in.take_in(tmp_path / "a", organisation=organisation, by=SYSTEM).study

    assert out(second) == files
    original, kept = cm.read(EXAMPLE), cm.read(tmp_path / "a")
    maps = [json.loads(cm.concept_map(own, **QUICK).to_json()) for own in (original, kept)]
    assert maps[0] == maps[1]
    # What only researchers recorded is there too, word for word.
    assert kept.participants["jo-02"]["help"] == original.participants["jo-02"]["help"]
    assert [r.split(",")[-1] for r in (EXAMPLE / "sorts.csv").read_text().split()[1:9]] != [""] * 8
    assert sorted(files["sorts.csv"].decode().splitlines())[1].startswith("jc-01,")


def test_everything_about_a_study_comes_back(collected, organisation, ana, tmp_path):
    collected.withdraw_until, collected.locked_at = date(2027, 1, 1), timezone.now()
    collected.batch_size, collected.facts = 3, {"recruitment": {"how": "via jobcoaches"}, "n": 3}
    collected.save()
    PhaseChange.objects.create(study=collected, before="preparing", after="sorting", by=ana)
    PracticeItem.objects.create(scale=collected.scales.get(), text="Ik hou van friet.", expected=3)
    Text.objects.create(study=collected, key="welcome", easy="Hoi.\n\nFijn dat je er bent.")
    third = Participant.objects.get(study=collected, number=3)
    Help.objects.create(participant=third, task="sorting", role="jobcoach; buur", how="reading")
    Exclusion.objects.create(
        participant=third, reason="moe", lifted_at=timezone.now(), lifted_reason="toch niet"
    )
    idea = Idea.objects.get()
    Became.objects.create(
        idea=idea, statement=collected.statements.get(number=1), decision="split", reason="twee"
    )
    Became.objects.create(
        idea=idea, statement=collected.statements.get(number=2), decision="split", reason="twee"
    )
    for position, number in enumerate([5, 2, 3]):
        Batched.objects.create(
            participant=third, statement=collected.statements.get(number=number), position=position
        )
    files = out(collected, tmp_path / "a")

    again = taking_in.take_in(tmp_path / "a", organisation=organisation, by=SYSTEM).study

    assert out(again) == files
    assert (again.phase, again.withdraw_until, again.stem) == (
        "sorting",
        date(2027, 1, 1),
        "Het helpt als",
    )
    back = Participant.objects.get(study=again, number=3)
    assert (back.way, back.weight, back.group.name) == ("paper", 0.5, "Jongere")
    assert list(back.batch.values_list("statement__number", flat=True)) == [5, 2, 3]
    assert [step.statement.number for step in Became.objects.filter(idea__participant=back)] == [
        1,
        2,
    ]
    assert back.help.get().how == "reading"
    assert back.exclusions.get().lifted_reason == "toch niet"
    assert PracticeItem.objects.get(scale__study=again).expected == 3
    assert not back.exclusions.filter(lifted_at=None).exists()


@pytest.mark.parametrize("phase", ["preparing", "ideas", "statements"])
def test_a_study_that_has_just_begun_goes_out_and_in(
    study, says_yes, organisation, tmp_path, phase
):
    study.phase = phase
    study.save()
    study.statements.update(number=None)
    if phase != "statements":
        study.statements.all().delete()
    if phase != "preparing":
        Idea.objects.create(
            participant=says_yes(1), text=" Een idee, met komma ", typed_by_helper=True
        )
    files = out(study, tmp_path / "a")

    again = taking_in.take_in(tmp_path / "a", organisation=organisation, by=SYSTEM).study

    assert out(again) == files
    assert again.phase == phase
    assert not again.statements.exclude(number=None).exists()


def test_pictures_and_sounds_come_along_to_the_byte(collected, organisation, tmp_path):
    statement = collected.statements.get(number=2)
    drawn = io.BytesIO()
    Image.effect_mandelbrot((300, 200), (-3, -2.5, 2, 2.5), 50).convert("RGB").save(drawn, "JPEG")
    media.set_picture(statement, drawn.getvalue(), "een stoel")
    media.set_sound(statement, b"\xff\xfb\x90\x00" + bytes(range(200)))
    files = out(collected, tmp_path / "a")

    again = taking_in.take_in(tmp_path / "a", organisation=organisation, by=SYSTEM)

    assert not [said for said in again.notices if said.code == "media-not-taken"]
    assert out(again.study) == files
    assert {"media/2-picture.jpg", "media/2-sound.mp3"} <= files.keys()
    assert again.study.statements.get(number=2).picture_alt == "een stoel"


def test_a_name_in_the_set_up_leads_nowhere_outside_the_folder(collected, organisation, tmp_path):
    files = out(collected, tmp_path / "a")
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    (tmp_path / "secret.png").write_bytes(drawn.getvalue())
    (tmp_path / "a" / "media").mkdir()
    (tmp_path / "a" / "media" / "link.png").symlink_to(tmp_path / "secret.png")
    wanted = '\n[media.1]\npicture = "../../secret.png"\n\n[media.2]\npicture = "link.png"\n'
    (tmp_path / "a" / "werkwijs.toml").write_bytes(files["werkwijs.toml"] + wanted.encode())

    taken = taking_in.take_in(tmp_path / "a", organisation=organisation, by=SYSTEM)

    assert [said.name for said in taken.notices] == ["../../secret.png", "link.png"]
    assert not any(row.picture for row in taken.study.statements.all())


def test_a_newcomer_never_gets_a_pseudonym_that_is_taken(organisation, tmp_path):
    from werkwijs.participation.joining import join

    rows = {"s10": "aab", "s2": "abb"}
    (tmp_path / "statements.csv").write_text("id,text\n1,a\n2,b\n3,c\n")
    (tmp_path / "sorts.csv").write_text(
        "participant,statement,pile\n"
        + "".join(f"{who},{i},{p}\n" for who, own in rows.items() for i, p in enumerate(own, 1))
    )
    study = taking_in.take_in(tmp_path, organisation=organisation, by=SYSTEM).study
    newcomer = join(study, group=None)

    names = [person.pseudonym for person in Participant.objects.filter(study=study)]
    assert names[:2] == ["s10", "s2"]
    assert newcomer.pseudonym == "s13"
    assert len(set(names)) == 3


def test_the_smallest_group_of_the_organisation_holds_for_what_comes_in(organisation, tmp_path):
    organisation.minimum_group = 10
    organisation.save()
    (tmp_path / "statements.csv").write_text("id,text\n1,a\n2,b\n3,c\n")
    (tmp_path / "sorts.csv").write_text("participant,statement,pile\nx,1,a\nx,2,a\nx,3,b\n")

    assert (
        taking_in.take_in(tmp_path, organisation=organisation, by=SYSTEM).study.minimum_group == 10
    )


# --- what is wrong with a folder ------------------------------------------------------------------


def test_a_folder_with_faults_makes_nothing(collected, organisation, tmp_path):
    files = out(collected, tmp_path / "a")
    wrong = files["sorts.csv"] + b"s1,99,1,,\ns2,3,9,,\n"
    (tmp_path / "a" / "sorts.csv").write_bytes(wrong)
    before = Study.objects.count(), Participant.objects.count()

    with pytest.raises(UnsoundStudy) as found:
        taking_in.take_in(tmp_path / "a", organisation=organisation, by=SYSTEM)

    assert [(fault.code, fault.place()) for fault in found.value.faults] == [
        ("unknown-statement", "sorts.csv:20"),
        ("placed-twice", "sorts.csv:21"),
    ]
    assert (Study.objects.count(), Participant.objects.count()) == before


def test_what_does_not_fit_here_is_said_with_its_place(organisation, tmp_path):
    (tmp_path / "statements.csv").write_text(f"id,text\n1,{'lang ' * 80}\n2,b\n3,c\n")
    (tmp_path / "sorts.csv").write_text("participant,statement,pile\na,1,x\na,2,x\na,3,y\n")
    (tmp_path / "scales.csv").write_text("scale,minimum,maximum\nbelang,1,5\n")
    (tmp_path / "ratings.csv").write_text("participant,statement,scale,value\na,1,belang,2.5\n")

    with pytest.raises(UnsoundStudy) as found:
        taking_in.take_in(tmp_path, organisation=organisation, by=SYSTEM)

    said = [(fault.code, fault.place()) for fault in found.value.faults]
    assert said == [("too-long-here", "statements.csv:2"), ("not-whole-here", "ratings.csv:2")]
    assert "300" in found.value.faults[0].what("nl")
    assert not Study.objects.filter(organisation=organisation).exists()


@pytest.mark.parametrize("broken", [b"this is not toml", b"a." * 20_000 + b"b = 1"])
def test_broken_set_up_is_a_fault_with_its_file(collected, organisation, tmp_path, broken):
    files = out(collected, tmp_path / "a")
    (tmp_path / "a" / "werkwijs.toml").write_bytes(files["werkwijs.toml"] + b"\n" + broken)

    with pytest.raises(UnsoundStudy) as found:
        taking_in.take_in(tmp_path / "a", organisation=organisation, by=SYSTEM)

    assert [(fault.code, fault.file) for fault in found.value.faults] == [
        ("broken-settings", "werkwijs.toml")
    ]


def test_an_rcmap_folder_becomes_a_study(organisation, tmp_path):
    (tmp_path / "Statements.csv").write_text("StatementID,Statement\n1,a\n2,b\n3,c\n4,d\n")
    (tmp_path / "SortedCards.csv").write_text("p,Werk,1,2\np,Thuis,3,4\nq,Samen,1,3,4\nq,Los,2\n")
    (tmp_path / "Ratings.csv").write_text("RaterID,StatementID,Importance\np,1,4\np,2,5\n")
    (tmp_path / "Demographics.csv").write_text("RaterID,groep\np,Jongeren 16+\nq,Werkgevers\n")

    study = taking_in.take_in(tmp_path, organisation=organisation, by=SYSTEM).study

    assert study.phase == Phase.MAP
    assert release.study(study).sorts.labels == (("Werk", "Thuis"), ("Samen", "Los"))
    assert set(study.scales.values_list("key", flat=True)) == {"Importance"}
    names = study.groups.values_list("key", "name")
    assert set(names) == {("jongeren-16", "Jongeren 16+"), ("werkgevers", "Werkgevers")}


def test_ids_that_are_no_numbers_are_numbered_and_kept(organisation, tmp_path):
    (tmp_path / "statements.csv").write_text("id,text\nA,een\nB,twee\nC,drie\n")
    (tmp_path / "sorts.csv").write_text("participant,statement,pile\nx,A,1\nx,B,1\nx,C,2\n")

    taken = taking_in.take_in(tmp_path, organisation=organisation, by=SYSTEM)

    assert "numbered-anew" in [said.code for said in taken.notices]
    assert taken.study.facts["ids"] == {"1": "A", "2": "B", "3": "C"}


def test_personal_columns_of_others_never_come_in(organisation, tmp_path):
    (tmp_path / "statements.csv").write_text("id,text\n1,een\n2,twee\n3,drie\n")
    (tmp_path / "sorts.csv").write_text(
        "participant,statement,pile\njan@mail.example,1,1\njan@mail.example,2,1\njan@mail.example,3,2\n"
    )
    (tmp_path / "participants.csv").write_text("participant,naam\njan@mail.example,Jan Bakker\n")

    study = taking_in.take_in(tmp_path, organisation=organisation, by=SYSTEM).study

    person = Participant.objects.get(study=study)
    assert person.pseudonym == "p1"
    assert "Jan" not in str(person.facts)


# --- whatever people gave ---------------------------------------------------------------------------

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0")
    | st.sampled_from('“”„",;|\n\r\t \u200b\u202e\x0c\u2028é\u0301😀=#'),
    max_size=12,
)
NAMES = st.text("abcdefgh -é;", min_size=1, max_size=8).filter(lambda name: name.strip())


@st.composite
def studies(draw, organisation):
    study = Study.objects.create(
        organisation=organisation,
        slug=f"gemaakt-{Study.objects.count()}-{draw(st.integers(0, 10**9))}",
        title=draw(NAMES),
        prompt=draw(WORDS),
        stem=draw(WORDS),
        phase=draw(st.sampled_from(Phase.values)),
        batch_size=draw(st.none() | st.integers(3, 9)),
        invented=draw(st.booleans()),
        facts=draw(
            st.dictionaries(
                st.text("abc ", min_size=1, max_size=3), WORDS | st.integers(0, 9), max_size=2
            )
        ),
        locked_at=draw(st.none() | st.just(timezone.now())),
    )
    text = ConsentText.objects.create(
        study=study, version=1, easy=draw(WORDS), ordinary=draw(WORDS), question=draw(WORDS),
        answers=draw(st.lists(WORDS, max_size=2)), published_at=timezone.now(),
    )  # fmt: skip
    groups = [
        Group.objects.create(
            study=study, key=f"g{i}", name=draw(NAMES), easy=draw(st.booleans()), order=i
        )
        for i in range(draw(st.integers(0, 2)))
    ]
    scales = [
        Scale.objects.create(
            study=study, key=f"schaal {i}", question=draw(WORDS), minimum=1, maximum=3, order=i
        )
        for i in range(draw(st.integers(0, 2)))
    ]
    for scale in scales:
        for value in draw(st.sets(st.integers(1, 3))):
            ScaleStep.objects.create(scale=scale, value=value, word=draw(WORDS))
    statements = [
        Statement.objects.create(
            study=study, order=i, number=i if study.locked_at else None, text=f"tekst {i} {draw(WORDS)}",
            easy=draw(WORDS), origin=draw(st.sampled_from([None, *groups])),
        )
        for i in range(1, 1 + draw(st.integers(0, 5)))
    ]  # fmt: skip
    for number in draw(st.sets(st.integers(1, 40), max_size=4)):
        person = Participant.objects.create(
            study=study, number=number, group=draw(st.sampled_from([None, *groups])),
            way=draw(st.sampled_from(Participant.Way.values)), minor=draw(st.booleans()),
            weight=draw(st.none() | st.floats(0.1, 9)), people=draw(st.integers(1, 4)),
            facts=draw(st.dictionaries(NAMES.map(str.strip), WORDS, max_size=1)),
        )  # fmt: skip
        Consent.objects.create(
            participant=person, text=text, given_at=timezone.now() - timedelta(days=draw(st.integers(0, 9))),
            easy=draw(st.booleans()), attempts=draw(st.integers(1, 3)), understood=draw(st.booleans()),
        )  # fmt: skip
        for how in draw(st.lists(st.sampled_from(Help.How.values), max_size=2)):
            Help.objects.create(participant=person, task="sorting", how=how, role=draw(NAMES))
        sitting = Sitting.objects.create(
            participant=person, task="sorting", via=draw(st.sampled_from(["screen", "paper"]))
        )
        piles = [
            Pile.objects.create(sitting=sitting, label=draw(WORDS), order=i)
            for i in range(draw(st.integers(0, 3)))
        ]
        if study.locked_at:
            for statement in draw(st.sets(st.sampled_from(statements))) if statements else ():
                OnPile.objects.create(
                    sitting=sitting, statement=statement, pile=draw(st.sampled_from([None, *piles])),
                    seconds=draw(st.none() | st.sampled_from([0.0, 2.5]) | st.floats(0, 100)),
                )  # fmt: skip
            rated = Sitting.objects.create(
                participant=person, task="rating", finished_at=timezone.now()
            )
            for scale in scales:
                for statement in draw(st.sets(st.sampled_from(statements))) if statements else ():
                    value = draw(st.none() | st.integers(1, 3))
                    Rating.objects.create(
                        sitting=rated, scale=scale, statement=statement, value=value,
                        missing="" if value else draw(WORDS),
                    )  # fmt: skip
        for own in draw(st.lists(WORDS, max_size=2)):
            idea = Idea.objects.create(
                participant=person, text=own, typed_by_helper=draw(st.booleans())
            )
            if draw(st.booleans()):
                Became.objects.create(
                    idea=idea, statement=draw(st.sampled_from([None, *statements])),
                    decision="dropped", reason=draw(WORDS),
                )  # fmt: skip
    return study


@settings(
    max_examples=120,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(data=st.data())
def test_any_study_goes_out_in_and_out_to_the_byte(organisation, tmp_path_factory, data):
    study = data.draw(studies(organisation))
    place = tmp_path_factory.mktemp("folder")
    files = out(study, place)

    again = taking_in.take_in(place, organisation=organisation, by=SYSTEM).study

    assert out(again) == files
    assert out(study) == files
