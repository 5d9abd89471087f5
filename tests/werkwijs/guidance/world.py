"""Who may read which line, written down once more in plain Python: what `reading` is measured against.

From issue, glossary and docstrings, never by calling the code: facts in dicts, one question (`may_read`), one
answer. A person's world is small, so that nothing here has to be quick. Everybody is invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

AROUND = {"need", "agreement", "goal", "step", "job", "sign", "signal", "talk", "answer"}
MAY_BE_SHOWN = {
    "employer": {"need", "agreement", "answer"},
    "family": AROUND,
    "debt": AROUND - {"sign", "talk"},
    "consultant": {"goal", "step", "job", "agreement", "evidence", "answer"},
}
"""By role outside: an employer holds needs and agreements, a consultant what was aimed at and done."""
MAY = {
    "note": {"coach", "stand-in", "emergency"},
    "plan": {"coach", "stand-in"},
    "criminal": {"coach"},
    "strike": {"coach"},
    "open": {"coach"},
    "close": {"coach", "stand-in"},
    "course": {"coach"},
    "over": {"coach", "leads"},
}
"""Who of the colleagues does what in a file, by where they stand to it that moment."""
LEADS = "saar"
NOTED = {"talk", "card", "answer", "reflection"}
Fact = dict[str, Any]


@dataclass
class World:
    """Everything that happened. Lines, members and so on are facts by the id the website gave them."""

    now: datetime
    lines: dict[int, Fact] = field(default_factory=dict)
    """file, kind, party (person, coach, or the id of a member), by, alone, struck."""
    shares: dict[tuple[int, Any], Fact] = field(default_factory=dict)
    """(line, reader) -> until, consent; a reader is "person", "coach" or the id of a member."""
    consents: dict[int, Fact] = field(default_factory=dict)
    """reader, kinds, given, over (refused, taken back or replaced), until."""
    members: dict[int, Fact] = field(default_factory=dict)
    """file, part, came, gone, since, until, answer_by, job: those outside."""
    posts: list[Fact] = field(default_factory=list)
    """file, who, part, since, until, gone: coaches and who stands in."""
    emergencies: list[Fact] = field(default_factory=list)
    """file, who, until, over."""
    works_here: dict[str, bool] = field(default_factory=dict)
    """Colleagues by name: whether they guide people in this organisation now."""
    closed: dict[int, bool] = field(default_factory=dict)
    """By file."""

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo("Europe/Amsterdam")).date()

    # --- the one question ---------------------------------------------------------------------

    def may_read(self, viewer: tuple[str, Any], file: int) -> set[int]:
        """Lines of a file for ``("person", None)``, ``("outside", member)`` or ``("coach", name)``."""
        sort, who = viewer
        if (sort == "coach" and not self.guides(who, file)) or (
            sort == "outside" and not self.is_in(who)
        ):
            return set()
        reader = who if sort == "outside" else sort
        return {
            nr
            for nr, line in self.lines.items()
            if line["file"] == file
            and not line["struck"]
            and self._reads(sort, who, reader, nr, line)
        }

    def _reads(self, sort: str, who: Any, reader: Any, nr: int, line: Fact) -> bool:
        if sort == "coach" and line["kind"] == "criminal" and not self.is_coach(who, line["file"]):
            return False
        if line["party"] == reader:
            return not line["alone"] or (sort == "coach" and line["by"] == who)
        if sort == "person" and line["kind"] == "reflection":
            return False
        if sort == "outside" and line["kind"] not in MAY_BE_SHOWN[self.members[who]["part"]]:
            return False
        return self.is_shared(nr, reader)

    def is_shared(self, line: int, reader: Any) -> bool:
        share = self.shares.get((line, reader))
        return (
            share is not None
            and (share["until"] is None or share["until"] >= self.today)
            and (share["consent"] is None or self.holds(share["consent"]))
        )

    def holds(self, consent: int) -> bool:
        asked = self.consents[consent]
        return asked["given"] and not asked["over"] and asked["until"] >= self.today

    def is_in(self, member: int) -> bool:
        told = self.members[member]
        return (
            told["came"]
            and not told["gone"]
            and not self.closed[told["file"]]
            and (told["until"] is None or told["until"] >= self.today)
        )

    def is_coach(self, who: str, file: int) -> bool:
        return any(post["part"] == "coach" for post in self.running(who, file))

    def running(self, who: str, file: int) -> list[Fact]:
        """Their posts in a file that run today."""
        return [
            post
            for post in self.posts
            if post["who"] == who
            and post["file"] == file
            and not post["gone"]
            and post["since"] <= self.today
            and (post["until"] is None or post["until"] >= self.today)
        ]

    def guides(self, who: str, file: int) -> bool:
        urgent = any(
            one["who"] == who
            and one["file"] == file
            and not one["over"]
            and one["until"] > self.now
            for one in self.emergencies
        )
        return self.works_here.get(who, False) and (bool(self.running(who, file)) or urgent)

    # --- who does what ------------------------------------------------------------------------

    def stands(self, who: str, file: int) -> set[str]:
        if not self.works_here.get(who, False):
            return set()
        found = {post["part"] for post in self.running(who, file)}
        if not found and self.guides(who, file):
            found.add("emergency")
        return found | ({"leads"} if who == LEADS else set())

    def may(self, act: str, who: str, file: int) -> bool:
        return bool(MAY[act] & self.stands(who, file))

    def may_write(self, who: str, file: int, kind: str, act: str = "") -> bool:
        noted = "note" if kind in NOTED else "plan"
        return self.may(act or ("criminal" if kind == "criminal" else noted), who, file)

    def may_change(self, who: str, line: int, act: str = "plan") -> bool:
        """Other words, or shown to the person (``plan``); taken back, or there again (``strike``)."""
        told = self.lines[line]
        if told["party"] != "coach":
            return False
        if told["by"] == who:
            return self.may_write(who, told["file"], told["kind"], told.get("act", ""))
        act = "criminal" if told["kind"] == "criminal" else act
        return not told["alone"] and self.may(act, who, told["file"])

    # --- what happens -------------------------------------------------------------------------

    def written(
        self, nr: int, file: int, kind: str, party: Any, by: Any = None, **facts: Any
    ) -> None:
        self.lines[nr] = {
            "file": file, "kind": kind, "party": party, "by": by, "alone": False, "struck": False,
            **facts,
        }  # fmt: skip

    def share(self, line: int, reader: Any, *, until: Any = None, consent: Any = None) -> None:
        """The last act counts."""
        self.shares[line, reader] = {"until": until, "consent": consent}

    def leave_file(self, who: str, file: int) -> None:
        """They see nothing more: posts, and an emergency that runs."""
        for one in self.posts:
            if one["who"] == who and one["file"] == file:
                one["gone"] = True
        for one in self.emergencies:
            if one["who"] == who and one["file"] == file:
                one["over"] = True
