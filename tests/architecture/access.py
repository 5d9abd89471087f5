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

from werkwijs.analysis import asking
from werkwijs.lib import codes
from werkwijs.participation import inviting, returning
from werkwijs.participation.models import BenchStep, Idea, Worry

CAST = ("nobody", "participant", "stranger", "ana", "carla", "dewi", "dirk", "leaver")

KINDS = {
    "everybody": "oooooooo",
    "staff": "lllooool",
    "inside": "lllooo4l",  # whoever works for the organisation
    "administers": "lll33o4l",
    "reads": "llloo44l",  # a study: who runs or reads it
    "sets_up": "lllor44l",  # a study: who runs it changes it, who reads it sees how it is
    "runs": "lllo344l",  # a study: who runs it; who reads it may not do this
    "facilitates": "lllo33ol",  # who runs studies of any organisation of theirs
    "participant": "soosssss",  # about the study one takes part in
    "theirs": "so4sssss",  # about a thing of that study
    "nobody": "44444444",
}


@dataclass
class Stage:
    """What the addresses can be about."""

    study: Any
    participant: Any
    organisation: Any
    cast: dict[str, Any]


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
    "0": lambda s: 0,
    "1": lambda s: 1,
    "no_pile": lambda s: "00000000-0000-0000-0000-000000000000",
    "sorting": lambda s: "sorting",
    "organisatie": lambda s: "organisatie",
    "leeg": lambda s: "leeg",
    "map": lambda s: "map",
    "welcome": lambda s: "welcome",
    "plaatje": lambda s: "plaatje",
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
}

ROWS = """
home:start                     everybody
home:health                    everybody
design:language                everybody

account_login                  everybody
account_logout                 everybody
account_inactive               everybody
accounts:forgotten             everybody
accounts:welcome               everybody     code=code
mfa_login_webauthn             lllooool
mfa_authenticate               lllooool
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
mfa_view_recovery_codes        lll4444l
mfa_download_recovery_codes    lll4444l
mfa_generate_recovery_codes    staff
mfa_list_webauthn              staff
mfa_add_webauthn               staff
mfa_edit_webauthn              lll4444l      pk=app_of_ana
mfa_remove_webauthn            lll4444l      pk=app_of_ana

accounts:me                    staff
accounts:notices               staff
accounts:end_other_sessions    staff
accounts:end_session           lllo444l      pk=session_of_ana
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
studies:medium                 lll4444l      kind=plaatje

participation:start            everybody
participation:invited          everybody     written=join_link
participation:back             everybody     written=return_link
participation:back_here        ssssssss
participation:next             ssssssss
participation:leave            ssssssss
participation:goodbye          everybody
participation:question_next    ssssssss
participation:question         ssssssss      address=groep
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
participation:spoken           33333333
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
participation:picture          s44sssss
participation:sound            s44sssss
participation:rate             participant
participation:rate_begin       participant
participation:rate_act         participant
participation:rate_overview    participant
participation:rate_one         participant   scale=1
participation:practise         s44sssss      scale=1

taking_part:invite             runs
taking_part:code               runs          pk=join_code
taking_part:revoke             runs          pk=join_code
taking_part:cards              runs
taking_part:card               runs
taking_part:representatives    runs
taking_part:evidence           lll4344l
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
taking_part:paper_print        lll4344l
taking_part:paper_find         lll4344l
taking_part:paper_person       runs
taking_part:paper_people       runs
taking_part:paper_consent      runs
taking_part:paper_ideas        runs
taking_part:paper_idea_remove  lll4344l      key=no_pile
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
analysis:map                   reads         number=concept_map
analysis:progress              reads         number=concept_map
analysis:choose                runs          number=concept_map
analysis:name                  runs          number=concept_map
analysis:take_back             lll4344l      number=concept_map
analysis:stop                  runs          number=concept_map
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
