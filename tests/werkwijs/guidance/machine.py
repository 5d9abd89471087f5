"""Everything people do in files, in any order, in the website and in `world`: both must say the same.

Each act is tried by who may do it and by who may not. After it everybody looks: the person, each colleague,
somebody of another organisation, and everybody who was ever asked along. Time goes on too. Everybody is
invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

import time_machine
from django.db import transaction
from hypothesis import strategies as some
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)
from tests.werkwijs.guidance.world import MAY_BE_SHOWN, World

from werkwijs.accounts.models import Membership, Organisation, Role, User
from werkwijs.guidance import (
    agreeing,
    granting,
    handing_over,
    hurrying,
    inviting,
    placing,
    reading,
    starting,
    writing,
)
from werkwijs.guidance.models import (
    Consent,
    Emergency,
    Entry,
    Job,
    Member,
    Share,
    Trajectory,
)
from werkwijs.lib.impossible import Impossible

BEGIN = datetime(2031, 3, 3, 10, 0, tzinfo=UTC)
COACHES = ("cora", "joost", "nadia")
COLLEAGUES = (*COACHES, "saar")
"""saar leads the team: she may hand a file over, and reads none but in an emergency."""
EVERYBODY = (*COLLEAGUES, "otto")
OF_COACH = (
    "need", "agreement", "goal", "step", "sign", "talk", "answer", "evidence", "setback", "profile",
    "intake", "card", "reflection", "criminal", "rung",
)  # fmt: skip
OF_PERSON = ("intake", "sign", "view", "help", "complaint")
OF_OUTSIDE = ("signal", "at-work", "complaint")
CARRIED = {"intake", "profile", "need", "sign"}
days = some.one_of(some.integers(1, 4), some.integers(1, 200))
BASES = some.sampled_from(("task", "task", "consent", "consent", "own", ""))
until_days = some.none() | some.integers(-2, 40)
WHO = some.sampled_from(("coach",) * 8 + ("helper",) * 2 + EVERYBODY)
"""Who tries it: mostly who coaches there, now and then who stands in or came in an emergency, or anybody."""


class WhoSeesWhat(RuleBasedStateMachine):
    """A small organisation: three coaches, their team leader, one person and who is around."""

    steps: ClassVar[int] = 0
    """Acts since the process began, in all runs together."""
    looks: ClassVar[int] = 0
    """How often somebody looked."""

    files = Bundle("files")
    lines = Bundle("lines")
    members = Bundle("members")
    jobs = Bundle("jobs")
    shared = Bundle("shared")

    def __init__(self) -> None:
        super().__init__()
        self._undone = transaction.atomic()
        self._undone.__enter__()
        self._clock = time_machine.travel(BEGIN, tick=False)
        self._time = self._clock.start()
        self.world = World(now=BEGIN)
        self.names = 0

    def teardown(self) -> None:
        self._clock.stop()
        transaction.set_rollback(True)
        self._undone.__exit__(None, None, None)

    @contextmanager
    def refused(self, expected: bool) -> Iterator[None]:
        """What cannot be is refused, and nothing else is."""
        said = ""
        try:
            with transaction.atomic():
                yield
        except Impossible as impossible:
            said = impossible.words
        assert bool(said) == expected, said or "it was not refused"

    def user(self, name: str) -> User:
        found: User = User.objects.get(email=f"{name}@voorbeeld.example")
        return found

    def who(self, drawn: str, file: int) -> str:
        """Whom `WHO` means in that file."""
        if drawn not in ("coach", "helper"):
            return drawn
        inside = [name for name in COLLEAGUES if self.world.stands(name, file) - {"leads"}]
        found = [n for n in inside if self.world.is_coach(n, file) == (drawn == "coach")]
        return found[0] if found else "cora"

    def day(self, days_on: int | None) -> date | None:
        return None if days_on is None else self.world.today + timedelta(days=days_on)

    def new_change(self, file: int, by: str, act: str = "") -> None:
        """An act told the person why: one line more."""
        (entry,) = Entry.objects.filter(trajectory=file).exclude(pk__in=self.world.lines)
        self.world.written(entry.pk, file, "change", "coach", by, act=act)
        self.world.share(entry.pk, "person")

    # --- how it begins ------------------------------------------------------------------------

    @initialize(target=files)
    def begin(self) -> int:
        organisation = Organisation.objects.create(name="De Linde (verzonnen)")
        elsewhere = Organisation.objects.create(name="De Iep (verzonnen)")
        self.organisation = organisation
        for name in EVERYBODY:
            user = User.objects.create(email=f"{name}@voorbeeld.example", name=name.title())
            self.join(user, elsewhere if name == "otto" else organisation)
            self.world.works_here[name] = name != "otto"
        self.employer = inviting.employer(organisation, "De Korst (verzonnen)")
        made = starting.start(
            organisation, starting.About("Mila"), by=self.user("cora"), on=self.world.today
        )
        self.opened(made, "cora")
        return made.pk

    def join(self, user: User, organisation: Organisation) -> None:
        role = Role.SUPERVISOR if user.email.startswith("saar") else Role.COACH
        Membership.objects.create(user=user, organisation=organisation, role=role)

    def opened(self, trajectory: Trajectory, coach: str) -> None:
        self.world.closed[trajectory.pk] = False
        self.post(trajectory.pk, coach, "coach", self.world.today, None)

    def post(self, file: int, who: str, part: str, since: date, until: date | None) -> None:
        self.world.posts.append(
            {"file": file, "who": who, "part": part, "since": since, "until": until, "gone": False}
        )

    @initialize(target=members, file=files)
    def four_come_along(self, file: int) -> Any:
        every = [self.ask_along(file, part, None, True, None) for part in sorted(MAY_BE_SHOWN)]
        return multiple(*every)

    # --- lines --------------------------------------------------------------------------------

    @rule(
        target=lines,
        file=files,
        kind=some.sampled_from(OF_COACH),
        who=WHO,
        alone=some.sampled_from((False, False, False, True)),
    )
    def a_coach_writes(self, file: int, kind: str, who: str, alone: bool) -> Any:
        return self.write(file, kind, self.who(who, file), alone=alone) or multiple()

    def write(self, file: int, kind: str, by: str, *, alone: bool = False) -> int | None:
        words = writing.Words(kind, "Woorden.", only_author=alone)
        closed = self.world.closed[file] or not self.world.may_write(by, file, kind)
        with self.refused(closed):
            made = writing.write(Trajectory.objects.get(pk=file), words, by=self.user(by))
        if closed:
            return None
        self.world.written(made.pk, file, kind, "coach", by, alone=alone)
        return int(made.pk)

    @rule(target=lines, file=files, kind=some.sampled_from(OF_PERSON))
    def the_person_writes(self, file: int, kind: str) -> int:
        trajectory = Trajectory.objects.get(pk=file)
        made = writing.write(trajectory, writing.Words(kind, "Woorden."), by=trajectory.client)
        self.world.written(made.pk, file, kind, "person")
        return made.pk

    @rule(target=lines, member=members, kind=some.sampled_from(OF_OUTSIDE))
    def somebody_outside_writes(self, member: int, kind: str) -> Any:
        if not self.world.is_in(member):  # no page opens to them
            return multiple()
        by = Member.objects.get(pk=member)
        made = writing.write(by.trajectory, writing.Words(kind, "Woorden."), by=by)
        self.world.written(made.pk, by.trajectory_id, kind, member)
        return made.pk

    @rule(line=lines, back=some.booleans(), who=WHO)
    def a_line_is_taken_back_or_comes_back(self, line: int, back: bool, who: str) -> None:
        entry, told = Entry.objects.get(pk=line), self.world.lines[line]
        by, may = self.of_line(line, who, "strike")
        gone = told["kind"] == "criminal" and back  # nobody brings that back
        with self.refused(gone or not may):
            (writing.bring_back if back else writing.strike)(entry, by=by)
        if may and not gone:
            told["struck"] = not back

    def of_line(self, line: int, who: str, act: str) -> tuple[Any, bool]:
        """Somebody who tries something with a line, and whether they may: whose it is, or a colleague."""
        told, entry = self.world.lines[line], Entry.objects.get(pk=line)
        if told["party"] == "person" and who == "coach":
            return entry.trajectory.client, True
        if told["party"] not in ("person", "coach") and who == "coach":
            return entry.by_member, self.world.is_in(told["party"])
        name = self.who(who, told["file"])
        return self.user(name), self.world.may_change(name, line, act)

    # --- sharing ------------------------------------------------------------------------------

    @rule(target=shared, line=lines, member=members, basis=BASES, until=until_days, who=WHO)
    def a_line_is_shared(
        self, line: int, member: int, basis: str, until: int | None, who: str
    ) -> Any:
        return self.share(line, member, basis, until, who)

    @rule(target=shared, share=shared, basis=BASES, until=until_days, who=WHO)
    def it_is_shared_once_more(
        self, share: tuple[int, Any], basis: str, until: int | None, who: str
    ) -> Any:
        line, reader = share
        if isinstance(reader, str):
            return multiple()
        return self.share(line, reader, basis, until, who)

    def share(self, line: int, member: int, basis: str, until: int | None, who: str) -> Any:
        told, reader = self.world.lines[line], self.world.members[member]
        entry, day = Entry.objects.get(pk=line), self.day(until)
        own = basis == "own" and told["party"] == "person"
        name = self.who(who, told["file"])
        may = told["party"] == "coach" and self.world.may("open", name, told["file"])
        consent = next(
            (
                nr
                for nr, one in self.world.consents.items()
                if one["reader"] == member and told["kind"] in one["kinds"] and self.world.holds(nr)
            ),
            None,
        )
        refused = (
            not (own or may)
            or told["file"] != reader["file"]
            or self.world.closed[told["file"]]
            or reader["gone"]
            or (
                reader["came"]
                and reader["until"] is not None
                and reader["until"] < self.world.today
            )
            or told["struck"]
            or told["alone"]
            or told["kind"] not in MAY_BE_SHOWN[reader["part"]]
            or (until is not None and until < 0)
            or (basis == "consent" and consent is None)
            or (basis == "own" and not own)
            or basis == ""
        )
        by = entry.trajectory.client if own else self.user(name)
        with self.refused(refused):
            granting.share(entry, Member.objects.get(pk=member), basis=basis, until=day, by=by)
        if refused:
            return multiple()
        self.world.share(line, member, until=day, consent=consent if basis == "consent" else None)
        return line, member

    @rule(
        target=shared,
        member=members,
        who=WHO,
        nth=some.integers(0, 8),
        basis=BASES,
        until=until_days,
    )
    def a_line_is_written_to_be_shared(
        self, member: int, who: str, nth: int, basis: str, until: int | None
    ) -> Any:
        told = self.world.members[member]
        by = self.who(who, told["file"])
        kinds = sorted(MAY_BE_SHOWN[told["part"]])
        made = self.write(told["file"], kinds[nth % len(kinds)], by)
        return multiple() if made is None else self.share(made, member, basis, until, by)

    @rule(target=shared, line=lines, who=WHO)
    def the_person_is_shown_a_line(self, line: int, who: str) -> Any:
        told = self.world.lines[line]
        by, may = self.of_line(line, who, "plan")
        refused = told["kind"] == "reflection" or told["alone"] or not may
        with self.refused(refused):
            granting.show_person(Entry.objects.get(pk=line), by=by)
        if refused:
            return multiple()
        self.world.share(line, "person")
        return line, "person"

    @rule(target=shared, line=lines)
    def the_coach_is_told_a_line(self, line: int) -> Any:
        if self.world.lines[line]["party"] == "coach":
            return multiple()
        entry = Entry.objects.get(pk=line)
        by, may = self.of_line(line, "coach", "plan")
        with self.refused(not may):
            granting.tell_coach(entry, by=by)
        if not may:
            return multiple()
        self.world.share(line, "coach")
        return line, "coach"

    @rule(target=shared, line=lines, member=some.none() | members)
    def a_row_says_that_a_line_is_shared(self, line: int, member: int | None) -> Any:
        """However it came there: what such a reader may never have stays unread."""
        reader = "person" if member is None else member
        if (line, reader) in self.world.shares:
            return multiple()
        Share.objects.create(
            entry_id=line,
            to_party="person" if member is None else "outside",
            reader_id=member,
            basis="own" if member is None else "task",
        )
        self.world.share(line, reader)
        return line, reader

    @rule(share=shared, who=WHO)
    def a_line_is_no_longer_shared(self, share: tuple[int, Any], who: str) -> None:
        line, reader = share
        rows = Share.objects.filter(entry=line, withdrawn_at=None)
        named = isinstance(reader, str)
        rows = rows.filter(to_party=reader) if named else rows.filter(reader=reader)
        assert rows.exists() == (share in self.world.shares)
        file = self.world.lines[line]["file"]
        by, may = self.of_line(line, who, "strike")
        if not named:
            name = self.who(who, file)
            by, may = self.user(name), self.world.may("close", name, file)
        for row in rows:
            with self.refused(not may):
                granting.withdraw(row, by=by)
        if may:
            self.world.shares.pop(share, None)

    # --- consent ------------------------------------------------------------------------------

    @rule(
        member=members,
        everything=some.booleans(),
        kinds=some.sets(some.sampled_from(OF_COACH), max_size=2),
        until=some.none() | some.integers(-1, 400),
        answer=some.sampled_from(("yes", "yes", "no", "later")),
        who=WHO,
    )
    def consent_is_asked(
        self,
        member: int,
        everything: bool,
        kinds: set[str],
        until: int | None,
        answer: str,
        who: str,
    ) -> None:
        asked = MAY_BE_SHOWN[self.world.members[member]["part"]] if everything else kinds
        self.ask(member, asked, until, answer, who)

    def ask(self, member: int, asked: set[str], until: int | None, answer: str, who: str) -> None:
        told, world = self.world.members[member], self.world
        name = self.who(who, told["file"])
        open_ones = [
            one
            for one in world.consents.values()
            if one["reader"] == member and one["given"] and not one["over"]
        ]
        refused = (
            told["gone"]
            or not world.may("open", name, told["file"])
            or world.closed[told["file"]]
            or not asked
            or not asked <= MAY_BE_SHOWN[told["part"]]
            or (until is not None and not 0 <= until <= 366)
            or any(one["until"] >= world.today for one in open_ones)
        )
        with self.refused(refused):
            made = agreeing.ask(
                Member.objects.get(pk=member), asked, asked="Mag dit?", expires=self.day(until),
                by=self.user(name),
            )  # fmt: skip
        if refused:
            return
        for one in world.consents.values():
            one["over"] |= one["reader"] == member
        world.consents[made.pk] = {
            "reader": member, "kinds": asked, "given": False, "over": False,
            "until": self.day(365 if until is None else until),
        }  # fmt: skip
        if answer != "later":
            self.answer(made.pk, yes=answer == "yes")

    @rule(target=shared, member=members, until=some.integers(0, 60))
    def a_line_is_written_and_agreed_to(self, member: int, until: int) -> Any:
        told = self.world.members[member]
        self.ask(member, MAY_BE_SHOWN[told["part"]], until, "yes", "coach")
        made = self.write(told["file"], "agreement", self.who("coach", told["file"]))
        return multiple() if made is None else self.share(made, member, "consent", None, "coach")

    def consent(self, nth: int) -> int:
        """One of the last that were asked."""
        return sorted(self.world.consents)[-1 - nth % len(self.world.consents)]

    @precondition(lambda self: self.world.consents)
    @rule(nth=some.integers(0, 3), yes=some.booleans())
    def consent_is_answered(self, nth: int, yes: bool) -> None:
        self.answer(self.consent(nth), yes=yes)

    def answer(self, consent: int, *, yes: bool) -> None:
        told, row = self.world.consents[consent], Consent.objects.get(pk=consent)
        answered = told["given"] or told["over"]
        if yes:
            with self.refused(answered):
                agreeing.give(row, back="Zij weten wat helpt.", by=row.trajectory.client)
        else:
            agreeing.refuse(row, by=row.trajectory.client)
        if not answered:
            told["given" if yes else "over"] = True

    @precondition(lambda self: self.world.consents)
    @rule(nth=some.integers(0, 3))
    def consent_is_taken_back(self, nth: int) -> None:
        consent = self.consent(nth)
        row = Consent.objects.get(pk=consent)
        agreeing.take_back(row, by=row.trajectory.client)
        self.world.consents[consent]["over"] = True

    # --- who is around ------------------------------------------------------------------------

    @rule(
        target=members,
        file=files,
        part=some.sampled_from(sorted(MAY_BE_SHOWN)),
        until=until_days,
        comes=some.sampled_from((True, True, True, False)),
        who=WHO,
    )
    def somebody_is_asked_along(
        self, file: int, part: str, until: int | None, comes: bool, who: str
    ) -> Any:
        return self.ask_along(file, part, until, comes, None, who)

    @rule(target=members, job=jobs, comes=some.sampled_from((True, True, True, False)))
    def an_employer_is_asked_along(self, job: int, comes: bool) -> Any:
        file = Job.objects.get(pk=job).trajectory_id
        return self.ask_along(file, "employer", None, comes, job)

    def ask_along(
        self,
        file: int,
        part: str,
        until: int | None,
        comes: bool,
        job: Any,
        who: str = "coach",
    ) -> Any:
        name = self.who(who, file)
        self.names += 1
        row = None if job is None else Job.objects.get(pk=job)
        ended = row is not None and row.ends_on is not None
        refused = (
            self.world.closed[file]
            or (until is not None and until < 0)
            or ended
            or not self.world.may("open", name, file)
        )
        asked = inviting.Asked(part, f"Iemand {self.names}", until=self.day(until), job=row)
        with self.refused(refused):
            made = inviting.ask_along(Trajectory.objects.get(pk=file), asked, by=self.user(name))
        if refused:
            return multiple()
        self.world.members[made.pk] = {
            "file": file, "part": part, "came": False, "gone": False, "job": job,
            "since": self.world.today, "until": self.day(until),
            "answer_by": self.world.now + timedelta(days=14),
        }  # fmt: skip
        if comes:
            self.come(made.pk, declines=False)
        return made.pk

    @rule(member=members, declines=some.sampled_from((False, False, False, True)))
    def an_invitation_is_answered(self, member: int, declines: bool) -> None:
        self.come(member, declines=declines)

    def come(self, member: int, *, declines: bool) -> None:
        told = self.world.members[member]
        link = inviting.address(Member.objects.get(pk=member)).rsplit("/", 2)[1]
        works = (
            not told["came"]
            and not told["gone"]
            and told["answer_by"] > self.world.now
            and not self.world.closed[told["file"]]
        )
        found = inviting.invitation(link)
        assert (found is not None) == works
        if found is None:
            return
        if declines:
            inviting.not_me(found, declined=True)
            told["gone"] = True
        else:
            assert inviting.accept(found)
            assert not inviting.accept(found)  # a link works once
            told["came"] = True

    @rule(member=members, who=WHO)
    def somebody_gets_a_new_link(self, member: int, who: str) -> None:
        told = self.world.members[member]
        name = self.who(who, told["file"])
        refused = told["gone"] or not self.world.may("open", name, told["file"])
        with self.refused(refused):
            inviting.renew(Member.objects.get(pk=member), by=self.user(name))
        if not refused:
            told["came"], told["answer_by"] = False, self.world.now + timedelta(days=14)

    @rule(member=members)
    def somebody_goes(self, member: int) -> None:
        row = Member.objects.get(pk=member)
        inviting.end(row, "person", by=row.trajectory.client)
        self.world.members[member]["gone"] = True

    @rule(member=members, until=some.none() | some.integers(-60, 60), who=WHO)
    def somebody_is_in_until_a_day(self, member: int, until: int | None, who: str) -> None:
        told, day = self.world.members[member], self.day(until)
        name = self.who(who, told["file"])
        sooner = day is not None and (told["until"] is None or day <= told["until"])
        may = self.world.may("close" if sooner else "open", name, told["file"])
        refused = not may or (day is not None and day < told["since"])
        with self.refused(refused):
            inviting.until(Member.objects.get(pk=member), day, by=self.user(name))
        if not refused:
            told["until"] = day

    @rule(target=jobs, file=files, who=WHO)
    def a_job_begins(self, file: int, who: str) -> Any:
        name = self.who(who, file)
        closed = self.world.closed[file] or not self.world.may("plan", name, file)
        placed = placing.Placed(self.employer, "paid", self.world.today)
        with self.refused(closed):
            made = placing.place(Trajectory.objects.get(pk=file), placed, by=self.user(name))
        if closed:
            return multiple()
        self.world.written(made.pk, file, "job", "coach", name)
        self.world.share(made.pk, "person")
        return made.pk

    @rule(job=consumes(jobs), who=WHO)
    def a_job_ends(self, job: int, who: str) -> None:
        row = Job.objects.get(pk=job)
        name = self.who(who, row.trajectory_id)
        may = self.world.may("plan", name, row.trajectory_id)
        with self.refused(not may):
            placing.end(row, on=self.world.today, ended="contract", by=self.user(name))
        if not may:
            return
        for told in self.world.members.values():
            told["gone"] |= told["job"] == job

    # --- colleagues ---------------------------------------------------------------------------

    @rule(file=files, to=some.sampled_from(EVERYBODY), who=some.just("saar") | WHO)
    def a_file_is_handed_over(self, file: int, to: str, who: str) -> None:
        world, name = self.world, self.who(who, file)
        coach = next(
            (
                post
                for post in world.posts
                if post["file"] == file and post["part"] == "coach" and not post["gone"]
            ),
            None,
        )
        fits = to in COACHES and world.works_here[to]
        same = coach is not None and coach["who"] == to
        refused = not world.may("over", name, file) or not fits or (world.closed[file] and not same)
        with self.refused(refused):
            handing_over.hand_over(
                Trajectory.objects.get(pk=file), self.user(to), "Vakantie.", by=self.user(name)
            )
        if refused or same:
            return
        self.new_change(file, name, "over")
        if coach is not None:
            world.leave_file(coach["who"], file)
        self.post(file, to, "coach", world.today, None)

    @rule(
        file=files,
        who=some.sampled_from(EVERYBODY),
        from_on=some.integers(-2, 5),
        last=some.one_of(some.integers(-1, 20), some.integers(180, 190)),
        drawn=some.just("saar") | WHO,
    )
    def somebody_stands_in(self, file: int, who: str, from_on: int, last: int, drawn: str) -> None:
        name = self.who(drawn, file)
        world, begins = self.world, self.world.today + timedelta(days=from_on)
        ends = begins + timedelta(days=last)
        fits = who in COACHES and world.works_here[who]
        refused = not fits or last < 0 or last > 184 or ends < world.today
        refused = refused or not world.may("over", name, file)
        with self.refused(refused):
            handing_over.stand_in(
                Trajectory.objects.get(pk=file), self.user(who), from_on=begins, until_on=ends,
                by=self.user(name),
            )  # fmt: skip
        if refused:
            return
        for post in world.posts:  # a new time is instead of the old one
            if post["file"] == file and post["who"] == who and post["part"] == "stand-in":
                post["gone"] = True
        self.post(file, who, "stand-in", begins, ends)

    @rule(
        file=files,
        who=some.sampled_from(EVERYBODY),
        reason=some.sampled_from(("Spoed", "Hij is weg.")),
    )
    def a_file_is_opened_in_an_emergency(self, file: int, who: str, reason: str) -> None:
        world = self.world
        refused = not world.works_here[who] or reason == "Spoed"
        with self.refused(refused):
            hurrying.open_file(Trajectory.objects.get(pk=file), reason, by=self.user(who))
        running = [
            one
            for one in world.emergencies
            if one["file"] == file
            and one["who"] == who
            and not one["over"]
            and one["until"] > world.now
        ]
        if not refused and not running:
            world.emergencies.append(
                {"file": file, "who": who, "until": world.now + timedelta(hours=4), "over": False}
            )

    @rule(file=files, who=some.sampled_from(COLLEAGUES))
    def an_emergency_is_over(self, file: int, who: str) -> None:
        user = self.user(who)
        for row in Emergency.objects.filter(trajectory=file, user=user, ended_at=None):
            hurrying.end(row, by=user)
        for one in self.world.emergencies:
            one["over"] |= one["file"] == file and one["who"] == who

    @rule(who=some.sampled_from(COLLEAGUES), for_good=some.booleans())
    def a_colleague_leaves_or_comes_back(self, who: str, for_good: bool) -> None:
        user, world = self.user(who), self.world
        if world.works_here[who]:
            Membership.objects.filter(user=user, ended_at=None).update(ended_at=world.now)
            if for_good:
                handing_over.left(user, self.organisation.pk)
                for file in world.closed:
                    world.leave_file(who, file)
        else:
            self.join(user, self.organisation)
        world.works_here[who] = not world.works_here[who]

    # --- the file -----------------------------------------------------------------------------

    @rule(file=files, who=WHO)
    def a_file_is_closed(self, file: int, who: str) -> None:
        was, name = self.world.closed[file], self.who(who, file)
        may, row = self.world.may("course", name, file), Trajectory.objects.get(pk=file)
        with self.refused(not may):
            starting.close(row, ended="works", why="Het gaat.", by=self.user(name))
        if not may:
            return
        if not was:
            self.new_change(file, name)
        self.world.closed[file] = True

    @rule(file=files, who=WHO)
    def a_file_is_open_again(self, file: int, who: str) -> None:
        name = self.who(who, file)
        may = self.world.may("course", name, file)
        with self.refused(not may):
            starting.reopen(Trajectory.objects.get(pk=file), by=self.user(name))
        self.world.closed[file] &= not may

    @precondition(lambda self: len(self.world.closed) < 3)
    @rule(target=files, file=files, who=WHO)
    def the_person_begins_again(self, file: int, who: str) -> Any:
        world, by = self.world, self.who(who, file)
        refused = not world.closed[file] or not world.may("course", by, file)
        with self.refused(refused):
            made = starting.again(Trajectory.objects.get(pk=file), by=self.user(by))
        if refused:
            return multiple()
        if made.pk in world.closed:  # they began again before, and that goes on
            assert not world.closed[made.pk]
            return multiple()
        carried = [
            (nr, told)
            for nr, told in sorted(world.lines.items())
            if told["file"] == file
            and told["kind"] in CARRIED
            and told["party"] in ("person", "coach")
            and not (told["struck"] or told["alone"])
        ]
        copies = list(Entry.objects.filter(trajectory=made).order_by("pk"))
        assert len(copies) == len(carried)
        for copy, (nr, told) in zip(copies, carried, strict=True):
            assert (copy.kind, copy.party) == (told["kind"], told["party"])
            world.lines[copy.pk] = {**told, "file": made.pk}
            for reader in ("person", "coach"):
                if world.is_shared(nr, reader):
                    world.share(copy.pk, reader)
        self.opened(made, by)
        return made.pk

    @rule(days_on=days)
    def days_pass(self, days_on: int) -> None:
        self.pass_time(timedelta(days=days_on))

    @rule(after=some.booleans(), further=some.integers(0, 2))
    def a_last_day_comes(self, after: bool, further: int) -> None:
        """Of somebody, of a share or of a yes: that day itself, or the day after."""
        world = self.world
        facts = [*world.members.values(), *world.posts, *world.shares.values()]
        facts += world.consents.values()
        ends = {one["until"] for one in facts if one["until"]} | {
            one["since"] for one in world.posts
        }
        ahead = sorted(day for day in ends if day >= world.today)[: further + 1]
        if ahead:
            self.pass_time(timedelta(days=(ahead[-1] - world.today).days + after))

    @rule(hours=some.integers(1, 5))
    def hours_pass(self, hours: int) -> None:
        self.pass_time(timedelta(hours=hours))

    def pass_time(self, span: timedelta) -> None:
        self._time.shift(span)
        self.world.now += span

    # --- everybody looks ----------------------------------------------------------------------

    @invariant()
    def everybody_reads_what_they_may(self) -> None:
        if not self.world.closed:
            return
        WhoSeesWhat.steps += 1
        users = {user.email.split("@")[0]: user for user in User.objects.all()}
        for trajectory in Trajectory.objects.filter(pk__in=self.world.closed):
            self.looks_alike(("person", None), trajectory, reading.person(trajectory))
            for name, user in users.items():
                self.looks_alike(("coach", name), trajectory, reading.coach(trajectory, user))
        rows = Member.objects.filter(pk__in=self.world.members).select_related("trajectory")
        for member in rows:
            self.looks_alike(("outside", member.pk), member.trajectory, reading.outside(member))

    def looks_alike(
        self, viewer: tuple[str, Any], trajectory: Trajectory, eyes: reading.Viewer
    ) -> None:
        WhoSeesWhat.looks += 1
        read = list(reading.entries(eyes).values_list("pk", flat=True))
        assert sorted(read) == sorted(self.world.may_read(viewer, trajectory.pk)), viewer
