"""Who may open which address: one row per address, for every one there is.

A row is ``name  kind  parameter=thing ...``. A kind says what each of the cast meets, in this order:

    nobody · a participant · a participant of another study · ana · carla · dewi · dirk · a leaver

``o`` it opens (also: a form with mistakes, a redirect, a method it does not know), ``l`` to signing in,
``s`` to the start for participants, ``3`` seen but not allowed (403), ``4`` as if it were not there (404),
``r`` to be read, and not to be changed: looking opens, sending is not allowed.
A kind that fits no other address is written out in the row.

ana runs studies, carla reads them, dewi administers, dirk runs studies of another organisation.
New address? Add a row; the test says so. An object in its address? Name it in ``THINGS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from tests.werkwijs.cards import smallest
from tests.werkwijs.cards.deck_edition import published
from tests.werkwijs.cards.sample_edition import PICTURE, sample
from tests.werkwijs.training import smallest_course

from werkwijs.analysis import asking
from werkwijs.analysis.models import Publication
from werkwijs.cards import keeping
from werkwijs.cards.models import Card, Text, Translation
from werkwijs.frameworks import importing
from werkwijs.lib import codes
from werkwijs.participation import inviting, returning
from werkwijs.participation.models import BenchStep, Idea, Worry
from werkwijs.training import giving, joining
from werkwijs.training.models import Group as LearningGroup

CAST = ("nobody", "participant", "stranger", "ana", "carla", "dewi", "dirk", "leaver", "tess")

KINDS = {
    "everybody": "ooooooooo",
    "staff": "llloooolo",
    "inside": "lllooo4lo",  # whoever works for the organisation
    "administers": "lll33o4l3",
    "reads": "llloo44l4",  # a study: who runs or reads it
    "sets_up": "lllor44l4",  # a study: who runs it changes it, who reads it sees how it is
    "runs": "lllo344l4",  # a study: who runs it; who reads it may not do this
    "facilitates": "lllo33ol3",  # who runs studies of any organisation of theirs
    "begins_courses": "lllo33olo",  # who makes courses of any organisation of theirs
    "nobody_finds": "lll4444l4",  # what is not there, for who signed in
    "participant": "soossssss",  # about the study one takes part in
    "theirs": "so4ssssss",  # about a thing of that study
    "reads_courses": "llloo44lo",  # a course: who makes, gives or reads it
    "edits_courses": "lllor44lo",  # a course: who makes it changes it, who reads it sees how it is
    "makes_courses": "lllo344lo",  # a course: who makes it; who reads it may not do this
    "gives": "lllo444lo",  # a group: its trainer, and who runs things in the organisation
    "nobody": "444444444",
}


@dataclass
class Stage:
    """What the addresses can be about."""

    study: Any
    participant: Any
    organisation: Any
    cast: dict[str, Any]


def publication(stage: Stage) -> Publication:
    """One that is still to be made: its page opens, and there is no file yet."""
    concept_map = asking.ask(stage.study, by=stage.cast["ana"])
    return Publication.objects.create(concept_map=concept_map, number=1, language="nl")  # type: ignore[no-any-return]


def edition(stage: Stage) -> Any:
    """One of the organisation, with a translation that was begun."""
    document, files = sample(1)
    kept = keeping.keep(document, files, organisation=stage.organisation)
    Translation.objects.create(edition=kept, language="en")
    return kept


def card(stage: Stage) -> int:
    """A card with a text for employers, and a picture on it."""
    made, _ = Card.objects.get_or_create(
        study=stage.study,
        number=1,
        defaults={"publication": publication(stage), "theme": "Werk dat past"},
    )
    Text.objects.get_or_create(
        card=made, audience="employer", defaults={"title": "Taken", "pictogram": "tasks"}
    )
    return 1


def learning_group(stage: Stage) -> LearningGroup:
    """Given by the trainer, on the smallest course there is."""
    return smallest_course.group(stage.organisation, stage.cast["tess"])


def measure_item(stage: Stage) -> int:
    """A question of the measure of that course."""
    course = learning_group(stage).version.course
    made = course.measure_items.get_or_create(number=1, defaults={"kind": "confidence"})[0]
    return int(made.number)


def a_learner(stage: Stage) -> int:
    """Of that group."""
    group = learning_group(stage)
    known = group.learners.first()
    return int((known or joining.invite(group, 1, by=stage.cast["tess"])[0]).number)


def a_meeting(stage: Stage) -> int:
    """Of that group."""
    group = learning_group(stage)
    known = group.meetings.first()
    return int((known or giving.plan(group, at=timezone.now(), minutes=60)).pk)


def co_trainer(stage: Stage) -> int:
    """Of that group."""
    group = learning_group(stage)
    known = group.co_trainers.first()
    return int((known or giving.ask_along(group, by=stage.cast["tess"])).pk)


# What stands in an address: the name used in a row, and how to find it.
THINGS = {
    "organisation": lambda s: s.organisation.pk,
    "ana": lambda s: s.cast["ana"].pk,
    "invitation": lambda s: s.cast["invitation"].pk,
    "code": lambda s: s.cast["code"],
    "session_of_ana": lambda s: s.cast["session"].pk,
    "app_of_ana": lambda s: s.cast["app"].pk,
    "study": lambda s: s.study.slug,
    "group": lambda s: s.study.groups.first().pk,
    "scale": lambda s: s.study.scales.first().pk,
    "statement": lambda s: s.study.statements.first().pk,
    "idea": lambda s: Idea.objects.create(participant=s.participant, text="je genoeg slaapt").pk,
    "step": lambda s: BenchStep.objects.create(study=s.study, act="edit").pk,
    "join_code": lambda s: inviting.make(s.study, by=s.cast["ana"]).pk,
    "join_link": lambda s: codes.link(
        inviting.PURPOSE, inviting.make(s.study, by=s.cast["ana"]).salt
    ),
    "return_link": lambda s: codes.link(returning.PURPOSE, returning.new_card(s.participant).salt),
    "worry": lambda s: Worry.objects.create(study=s.study, participant=s.participant).pk,
    "groep": lambda s: "groep",
    "concept_map": lambda s: asking.ask(s.study, by=s.cast["ana"]).number,
    "publication": lambda s: publication(s).number,
    "card": lambda s: smallest.card(s.study, s.cast["ana"]).number,
    "reader": lambda s: smallest.reader(s.study, s.cast["ana"]).number,
    "remark": lambda s: smallest.remark(s.study, s.cast["ana"]).pk,
    "map_version": lambda s: smallest.publication(s.study, s.cast["ana"]).number,
    "young_people": lambda s: "young-person",
    "0": lambda s: 0,
    "1": lambda s: 1,
    "no_pile": lambda s: "00000000-0000-0000-0000-000000000000",
    "before": lambda s: "before",
    "no_vote": lambda s: "000000",
    "sorting": lambda s: "sorting",
    "organisatie": lambda s: "organisatie",
    "leeg": lambda s: "leeg",
    "map": lambda s: "map",
    "welcome": lambda s: "welcome",
    "plaatje": lambda s: "plaatje",
    "kept_edition": lambda s: edition(s).code,
    "edition.zip": lambda s: "edition.zip",
    "en": lambda s: "en",
    "home-long": lambda s: "home-long",
    "pictured_card": card,
    "employer": lambda s: "employer",
    "help": lambda s: "help",
    "learning_group": lambda s: learning_group(s).code,
    "course": lambda s: learning_group(s).version.course.code,
    "measure_item": measure_item,
    "a_learner": a_learner,
    "a_meeting": a_meeting,
    "co_trainer": co_trainer,
    "text": lambda s: "text",
    "support": lambda s: "support",
    "confidence": lambda s: "confidence",
    "html": lambda s: "html",
    "framework": lambda s: importing.take_in_examples(s.organisation, by=s.cast["ana"])[0].pk,
    "public_edition": lambda s: published(s.organisation).code,
    "its_picture": lambda s: PICTURE,
}

# A parameter of this name is this thing, unless the row says otherwise.
USUALLY = {
    "slug": "study",
    "statement": "statement",
    "statement_id": "statement",
    "idea_id": "idea",
    "step_id": "step",
    "group_id": "group",
    "scale_id": "scale",
    "scale": "scale",
    "place": "1",
    "number": "1",
    "audience": "young_people",
    "code": "kept_edition",
}

ROWS = """
home:start                     everybody
home:health                    everybody
design:language                everybody
design:spoken                  333333333

api:start                      everybody
api:description                everybody
api:editions                   everybody
api:edition                    everybody     code=public_edition
api:map                        nobody        link=no_vote

account_login                  everybody
account_logout                 everybody
account_inactive               everybody
accounts:forgotten             everybody
accounts:welcome               everybody     code=code
mfa_login_webauthn             llloooolo
mfa_authenticate               llloooolo
openid_connect_login           nobody        provider_id=organisatie
openid_connect_callback        nobody        provider_id=organisatie
account_reauthenticate         staff
account_change_password        staff
account_set_password           staff
mfa_index                      staff
mfa_reauthenticate             staff
mfa_reauthenticate_webauthn    staff
mfa_activate_totp              staff
mfa_deactivate_totp            staff
mfa_view_recovery_codes        lll4444l4
mfa_download_recovery_codes    lll4444l4
mfa_generate_recovery_codes    staff
mfa_list_webauthn              staff
mfa_add_webauthn               staff
mfa_edit_webauthn              lll4444l4      pk=app_of_ana
mfa_remove_webauthn            lll4444l4      pk=app_of_ana

accounts:me                    staff
accounts:notices               staff
accounts:end_other_sessions    staff
accounts:end_session           lllo444l4      pk=session_of_ana
accounts:organisation          staff
accounts:organisation_of       inside        pk=organisation
accounts:organisation_edit     administers   pk=organisation
accounts:invite                administers   pk=organisation
accounts:invitation            administers   pk=organisation invitation=invitation
accounts:withdraw_invitation   administers   pk=organisation invitation=invitation
accounts:colleague             inside        pk=organisation user=ana
accounts:change_roles          administers   pk=organisation user=ana
accounts:let_go                administers   pk=organisation user=ana
accounts:password_link         administers   pk=organisation user=ana
accounts:help_back             administers   pk=organisation user=ana
accounts:no_help_needed        inside        pk=organisation user=ana

audit:log                      administers   pk=organisation
audit:export                   administers   pk=organisation
audit:review                   administers   pk=organisation

frameworks:list                staff
frameworks:framework           llloro4lr      pk=framework
frameworks:take_in             lllo3ool3
frameworks:file                inside        pk=framework
frameworks:examples            lllo3o4l3     pk=organisation

studies:list                   staff
studies:begin                  facilitates
studies:begin_so               facilitates   how=leeg
studies:study                  reads
studies:preview                reads         part=welcome
studies:phase                  runs          to=map
studies:question               sets_up
studies:choices                sets_up
studies:worry                  sets_up
studies:groups                 sets_up
studies:group                  sets_up
studies:texts                  sets_up
studies:text                   sets_up       key=welcome
studies:consent                sets_up
studies:consent_version        sets_up       version=1
studies:scales                 sets_up
studies:new_scale              sets_up
studies:scale                  sets_up
studies:statements             sets_up
studies:new_statement          sets_up
studies:paste                  sets_up
studies:statement              sets_up
studies:remove_group           runs
studies:move_group             runs
studies:standard_text          runs          key=welcome
studies:new_consent            runs
studies:publish_consent        runs          version=1
studies:remove_scale           runs
studies:lock                   runs
studies:unlock                 runs
studies:drop_statement         runs
studies:restore_statement      runs
studies:move_statement         runs
studies:set_picture            runs
studies:set_sound              runs
studies:medium                 lll4444l4      kind=plaatje

participation:start            everybody
participation:invited          everybody     written=join_link
participation:back             everybody     written=return_link
participation:back_here        sssssssss
participation:next             sssssssss
participation:leave            sssssssss
participation:goodbye          everybody
participation:question_next    sssssssss
participation:question         sssssssss      address=groep
participation:consent          everybody
participation:consent_part     everybody
participation:consent_check    everybody
participation:consent_yes      everybody
participation:waiting          participant
participation:card             participant
participation:new_card         participant
participation:home             participant
participation:help             participant
participation:worry            participant
participation:pause            participant
participation:withdraw         participant
participation:give             participant
participation:ideas            participant
participation:idea_gone        participant
participation:ideas_done       participant
participation:ideas_others     participant

participation:sort             participant
participation:sort_begin       participant
participation:sort_act         participant
participation:sort_statement   theirs
participation:piles            participant
participation:pile             participant   key=no_pile
participation:label            participant   key=no_pile
participation:split            participant   key=no_pile
participation:merge            participant   key=no_pile
participation:picture          s44ssssss
participation:sound            s44ssssss
participation:rate             participant
participation:rate_begin       participant
participation:rate_act         participant
participation:rate_overview    participant
participation:rate_one         participant   scale=1
participation:practise         s44ssssss      scale=1

taking_part:invite             runs
taking_part:code               runs          pk=join_code
taking_part:revoke             runs          pk=join_code
taking_part:cards              runs
taking_part:card               runs
taking_part:representatives    runs
taking_part:evidence           lll4344l4
taking_part:worries            runs
taking_part:worry              runs          pk=worry

taking_part:ideas              reads
taking_part:hide_idea          runs

taking_part:bench              reads
taking_part:bench_idea         reads
taking_part:bench_statement    reads
taking_part:bench_trail        reads
taking_part:bench_decisions    reads
taking_part:bench_csv          reads
taking_part:bench_finish       runs
taking_part:bench_take         runs
taking_part:bench_merge        runs
taking_part:bench_split_idea   runs
taking_part:bench_split_statement runs
taking_part:bench_edit         runs
taking_part:bench_drop_idea    runs
taking_part:bench_drop_statement runs
taking_part:bench_restore_idea runs
taking_part:bench_restore_statement runs
taking_part:bench_undo         runs

taking_part:paper              runs
taking_part:paper_hand_out     runs
taking_part:paper_deal         runs
taking_part:paper_print        lll4344l4
taking_part:paper_find         lll4344l4
taking_part:paper_person       runs
taking_part:paper_people       runs
taking_part:paper_consent      runs
taking_part:paper_ideas        runs
taking_part:paper_idea_remove  lll4344l4      key=no_pile
taking_part:paper_sort         runs
taking_part:paper_sort_check   runs
taking_part:paper_sort_again   runs
taking_part:paper_ratings      runs
taking_part:paper_ratings_again runs
taking_part:paper_compare      runs          task=sorting
taking_part:paper_remove       runs          task=sorting
taking_part:paper_put_back     runs          task=sorting

taking_part:monitor            reads
taking_part:monitor_one        reads
taking_part:exclude            runs
taking_part:meeting            runs
taking_part:meeting_act        runs
taking_part:projector          runs
taking_part:reminders          runs
taking_part:strips             runs
taking_part:folder             reads
folder:into                    facilitates
participation:meeting          participant

analysis:maps                  reads
analysis:ask                   runs
analysis:compare               reads
analysis:settling              reads
analysis:settling_now          reads
analysis:settling_again        runs
analysis:map                   reads         number=concept_map
analysis:progress              reads         number=concept_map
analysis:groups                reads         number=concept_map
analysis:choose                runs          number=concept_map
analysis:name                  runs          number=concept_map
analysis:again                 runs          number=concept_map
analysis:move                  runs          number=concept_map
analysis:together              runs          number=concept_map
analysis:screen                runs          number=concept_map
analysis:put_on_screen         runs          number=concept_map
analysis:vote_open             runs          number=concept_map
analysis:vote_close            runs          number=concept_map
analysis:publish               sets_up       number=concept_map
analysis:published             reads         version=publication
analysis:published_progress    reads         version=publication
analysis:file                  lll4444l4      version=publication name=map
analysis:share                 runs          version=publication
analysis:withdraw              runs          version=publication
analysis:bundle                runs          version=publication
analysis:bundle_fetch          runs          version=publication
result:result                  nobody        link=no_vote
result:file                    nobody        link=no_vote name=map
vote:start                     everybody
vote:ballot                    nobody        code=no_vote
analysis:take_back             lll4344l4      number=concept_map
analysis:stop                  runs          number=concept_map

editions:list                  staff
editions:take_in               facilitates
editions:edition               reads
editions:download              reads         name=edition.zip
editions:print                 lll4444l4      audience=leeg kind=leeg
editions:translate_begin       runs
editions:translate             runs          language=en
editions:translate_finish      runs          language=en
cards:picture                  sets_up       number=pictured_card audience=employer
cards:picture_file             reads         number=pictured_card audience=employer
cards:sound                    sets_up       number=pictured_card audience=employer
cards:sound_file               lll4444l4      number=pictured_card audience=employer
cards:pictogram                reads         name=help

showing:edition                runs

cards:cards                    reads
cards:new                      runs
cards:coverage                 reads
cards:statement                reads         version=map_version statement=1
cards:readers                  runs
cards:reader                   runs          reader=reader
cards:settle                   runs          remark=remark
cards:freeze                   runs
cards:card                     sets_up       number=card
cards:text                     sets_up       number=card
cards:rest_on                  runs          number=card
cards:advice                   runs          number=card
cards:approve                  runs          number=card
cards:remark                   runs          number=card
reading:cards                  nobody        link=no_vote
reading:one                    nobody        link=no_vote
reading:picture                nobody        link=no_vote
deck:edition                   everybody     code=public_edition
deck:file                      everybody     code=public_edition name=its_picture
deck:download                  everybody     code=public_edition name=edition.zip
deck:print                     everybody     code=public_edition kind=home-long
deck:worker                    everybody     code=public_edition
deck:unreachable               everybody     code=public_edition
deck:deck                      everybody     code=public_edition
deck:manifest                  everybody     code=public_edition
deck:mat                       everybody     code=public_edition
deck:piles                     everybody     code=public_edition
deck:talk                      everybody     code=public_edition
deck:compare                   everybody     code=public_edition
deck:card                      everybody     code=public_edition
deck:why                       everybody     code=public_edition

learning:home                  nobody        link=no_vote
learning:lesson                nobody        link=no_vote number=1
learning:act                   nobody        link=no_vote number=1
learning:save                  nobody        link=no_vote
learning:file                  nobody        link=no_vote name=map
learning:known                 nobody        link=no_vote
learning:measure               nobody        link=no_vote moment=before
learning:mine                  nobody        link=no_vote
learning:mine_file             nobody        link=no_vote
learning:stop                  nobody        link=no_vote
learning:proof                 nobody        link=no_vote
learning:paper                 nobody        link=no_vote

proof:start                    everybody
proof:keys                     everybody
proof:key                      nobody        kid=no_vote
proof:issuer                   nobody        mark=no_vote
proof:revoked                  nobody        mark=no_vote
proof:verify                   nobody        code=no_vote
proof:badge                    nobody        code=no_vote

giving:list                    staff
giving:new                     begins_courses
giving:group                   gives         code=learning_group
giving:invite                  gives         code=learning_group
giving:sheet                   gives         code=learning_group
giving:person                  gives         code=learning_group number=a_learner
giving:tasks                   gives         code=learning_group
giving:meetings                gives         code=learning_group
giving:calendar                gives         code=learning_group
giving:meeting                 gives         code=learning_group pk=a_meeting
giving:handout                 gives         code=learning_group
giving:along                   gives         code=learning_group
giving:along_link              gives         code=learning_group pk=co_trainer
together:home                  nobody        link=no_vote

changes:group                  gives         code=learning_group
changes:course                 reads_courses code=course

training:list                  staff
training:new                   begins_courses
training:course                edits_courses  code=course
training:about                 edits_courses  code=course
training:copy                  makes_courses  code=course
training:edition               edits_courses  code=course
training:new_lesson            makes_courses  code=course
training:lesson                edits_courses  code=course
training:lesson_about          makes_courses  code=course
training:new_block             makes_courses  code=course kind=text
training:advice                makes_courses  code=course kind=text
training:preview               reads_courses  code=course route=support
training:block                 edits_courses  code=course
training:file                  nobody_finds   code=course number=0
training:card_file             nobody_finds   code=course name=its_picture
training:measure               edits_courses  code=course
training:new_item              makes_courses  code=course kind=confidence
training:item                  makes_courses  code=course number=measure_item
training:freeze                makes_courses  code=course
training:versions              reads_courses  code=course
training:version               reads_courses  code=course
training:accreditation         reads_courses  code=course
training:accreditation_pack    reads_courses  code=course route=support
training:version_lesson        reads_courses  code=course route=support lesson=1
training:version_file          nobody_finds   code=course name=text
training:fetch                 reads_courses  code=course route=support
training:package               reads_courses  code=course route=support form=html

classroom:start                everybody
classroom:phone                nobody        code=no_vote
classroom:remote               gives         code=learning_group
classroom:wall                 gives         code=learning_group
"""
"""Add rows of a room below those of the room it stands on."""


@dataclass(frozen=True)
class Row:
    name: str
    expected: str
    about: dict[str, str]


def rows() -> list[Row]:
    found = []
    for line in ROWS.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, kind, *about = line.split()
        expected = KINDS.get(kind, kind)
        assert len(expected) == len(CAST), f"{name}: {kind!r} says nothing about each of the cast"
        found.append(Row(name, expected, dict(part.split("=", 1) for part in about)))
    return found
