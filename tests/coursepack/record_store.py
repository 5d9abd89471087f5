"""A small record store with a cmi5 system in front of it, as the standards ask: xAPI 1.0.3 and cmi5.

It stands on another address than the course, as it may. Everything a course sends is judged; what is not as
it should be is answered 400 or 403, and the requirement it offends is kept under its number in the published
list (`@cmi5/requirements`, Apache-2.0).
"""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.coursepack.learning_system import MODULES, send, send_file, served, unpacked

VERBS = {
    f"http://adlnet.gov/expapi/verbs/{verb}": verb
    for verb in ("initialized", "completed", "passed", "failed", "terminated")
}
CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/"
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"
AU = "https://werkwijs.example/courses/1f0e/au"
ACTIVITY = "https://lms.example/activities/7"
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "r7f3"}}
DURATION = re.compile(r"PT(?:\d+H)?(?:\d+M)?\d+(?:\.\d+)?S")
SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "authorization, content-type, x-experience-api-version, "
    "if-match, if-none-match",
    "Access-Control-Allow-Methods": "GET, PUT, POST, DELETE",
    "Access-Control-Expose-Headers": "ETag, X-Experience-API-Version",
    "X-Experience-API-Version": "1.0.3",
}


def requirements() -> dict[str, dict[str, str]]:
    """Every requirement of cmi5, by number."""
    source = MODULES / "@cmi5" / "requirements" / "requirements.json"
    found: dict[str, dict[str, str]] = json.loads(source.read_text())
    return found


@dataclass
class Visit:
    """One launch."""

    token: str
    session: str
    mode: str
    mastery: float | None
    fetched: bool = False
    preferences: bool = False
    statements: list[dict[str, Any]] = field(default_factory=list)

    @property
    def verbs(self) -> list[str]:
        return [VERBS.get(each["verb"]["id"], each["verb"]["id"]) for each in self.statements]


@dataclass
class RecordStore:
    """What it keeps of one registration of one learner."""

    registration: str = field(default_factory=lambda: str(uuid.uuid4()))
    course: str = ""
    address: str = ""
    visits: list[Visit] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    offended: list[str] = field(default_factory=list)
    """Numbers of requirements, with what offended them where that was a statement."""
    silent: bool = False
    """Answers nothing but 503."""
    back: str = ""
    """Where who is finished goes."""

    def launch(self, *, mode: str = "Normal", mastery: float | None = 0.8) -> str:
        """The address by which a system opens the course."""
        number = len(self.visits)
        token = base64.b64encode(f"visit:{number}".encode()).decode()
        visit = Visit(token=token, session=str(uuid.uuid4()), mode=mode, mastery=mastery)
        self.visits.append(visit)
        told = {
            "endpoint": f"{self.address}/lrs/",
            "fetch": f"{self.address}/fetch?visit={number}",
            "actor": json.dumps(ACTOR),
            "registration": self.registration,
            "activityId": ACTIVITY,
        }
        return f"{self.course}/index.html?{urlencode(told)}"

    @property
    def verbs(self) -> list[list[str]]:
        return [visit.verbs for visit in self.visits]

    @property
    def statements(self) -> list[dict[str, Any]]:
        return [each for visit in self.visits for each in visit.statements]

    def launch_data(self, visit: Visit) -> bytes:
        told: dict[str, Any] = {
            "contextTemplate": {
                "extensions": {SESSION: visit.session},
                "contextActivities": {"grouping": [{"objectType": "Activity", "id": AU}]},
            },
            "launchMode": visit.mode,
            "launchMethod": "AnyWindow",
            "moveOn": "CompletedAndPassed",
        }
        if visit.mastery is not None:
            told["masteryScore"] = visit.mastery
        if self.back:
            told["returnURL"] = self.back
        return json.dumps(told).encode()

    # --- judging

    def judge(self, visit: Visit, said: dict[str, Any], before: list[dict[str, Any]]) -> list[str]:
        """Numbers of the requirements a statement offends, given what was said before it."""
        return [number for number, kept in self.rules(visit, said, before).items() if not kept]

    def rules(
        self, visit: Visit, said: dict[str, Any], before: list[dict[str, Any]]
    ) -> dict[str, bool]:
        """Number of each requirement that is looked at -> whether the statement keeps it."""
        verb = VERBS.get(said.get("verb", {}).get("id", ""), "")
        context = said.get("context", {})
        result = said.get("result", {})
        categories = {
            each["id"] for each in context.get("contextActivities", {}).get("category", [])
        }
        judges = "success" in result or "completion" in result
        session = [VERBS.get(each["verb"]["id"]) for each in before]
        ever = [VERBS.get(each["verb"]["id"]) for each in self.statements] + [
            own for own in session if own not in visit.verbs
        ]
        scaled = result.get("score", {}).get("scaled")
        rules = {
            "9.1.0.0-1": _is_uuid(said.get("id")),
            "8.1.3.0-3": said.get("actor") == ACTOR,
            "8.1.5.0-6": said.get("object", {}).get("id") == ACTIVITY,
            "8.1.4.0-3": context.get("registration") == self.registration,
            "9.6.1.0-1": context.get("registration") == self.registration,
            "9.6.3.1-4": context.get("extensions", {}).get(SESSION) == visit.session,
            "10.2.1.0-6": {"objectType": "Activity", "id": AU}
            in context.get("contextActivities", {}).get("grouping", []),
            "9.6.2.1-1": f"{CATEGORY}cmi5" in categories,
            "9.6.2.2-1": not judges or f"{CATEGORY}moveon" in categories,
            "9.6.2.2-2": judges or f"{CATEGORY}moveon" not in categories,
            "9.7.0.0-1": "timestamp" in said,
            "9.7.0.0-2": str(said.get("timestamp", "")).endswith(("Z", "+00:00")),
            "9.3.0.0-1": verb != "",
            "9.3.0.0-4": (verb == "initialized") == (not before),
            "9.3.0.0-5": "terminated" not in session,
            "9.3.0.0-2": verb not in session,
            "9.3.0.0-3": verb not in {"passed", "failed"} or not {"passed", "failed"} & {*session},
            "9.3.0.0-6": verb != "completed" or "completed" not in ever,
            "9.3.0.0-7": verb != "passed" or "passed" not in ever,
            "9.3.0.0-8": verb != "failed" or "passed" not in ever,
            "9.5.1.0-2": verb in {"passed", "failed"} or "score" not in result,
            "9.5.1.0-3": "raw" not in result.get("score", {})
            or {"min", "max"} <= set(result["score"]),
            "9.5.2.0-1": verb != "passed" or result.get("success") is True,
            "9.5.2.0-2": verb != "failed" or result.get("success") is False,
            "9.5.2.0-3": verb in {"passed", "failed"} or "success" not in result,
            "9.5.3.0-1": verb != "completed" or result.get("completion") is True,
            "9.5.3.0-2": verb == "completed" or "completion" not in result,
            "9.3.4.0-2": verb != "passed" or _at_least(scaled, visit.mastery),
            "9.3.5.0-2": verb != "failed" or _below(scaled, visit.mastery),
            "9.6.3.2-2": verb not in {"passed", "failed"}
            or visit.mastery is None
            or context.get("extensions", {}).get(MASTERY) == visit.mastery,
            "10.2.2.0-5": visit.mode == "Normal" or verb in {"initialized", "terminated"},
            "11.0.0.0-3": verb != "initialized" or visit.preferences,
        }
        for number, of in enumerate(("terminated", "completed", "passed", "failed"), start=1):
            lasted = DURATION.fullmatch(str(result.get("duration", "")))
            rules[f"9.5.4.1-{number}"] = verb != of or bool(lasted)
        return rules


def _at_least(scaled: float | None, mastery: float | None) -> bool:
    return scaled is None or mastery is None or scaled >= mastery


def _below(scaled: float | None, mastery: float | None) -> bool:
    return scaled is None or mastery is None or scaled < mastery


def _is_uuid(told: object) -> bool:
    try:
        return str(uuid.UUID(str(told))) == told
    except ValueError:
        return False


@contextmanager
def record_store(content: bytes) -> Iterator[RecordStore]:
    """A store, and beside it, on another address, the course."""
    files = unpacked(content)
    store = RecordStore()

    def course(handler: BaseHTTPRequestHandler, method: str, body: bytes) -> None:
        send_file(handler, files, urlsplit(handler.path).path.lstrip("/"))

    def answer(handler: BaseHTTPRequestHandler, method: str, body: bytes) -> None:
        if method == "OPTIONS":
            send(handler, b"", **SHARED)
        elif store.silent:
            send(handler, b"", status=503, **SHARED)
        elif urlsplit(handler.path).path == "/fetch":
            _fetch(handler, method, store)
        else:
            _lrs(handler, method, body, store)

    with served(course) as store.course, served(answer) as store.address:
        yield store


def _fetch(handler: BaseHTTPRequestHandler, method: str, store: RecordStore) -> None:
    visit = store.visits[int(_asked(handler)["visit"])]
    if method != "POST":
        store.offended.append("8.2.1.0-2")
        send(handler, b"", status=405, **SHARED)
    elif visit.fetched:
        told = {"error-code": "1", "error-text": "The token was fetched before."}
        send(handler, json.dumps(told).encode(), **SHARED)
    else:
        visit.fetched = True
        send(handler, json.dumps({"auth-token": visit.token}).encode(), **SHARED)


def _lrs(handler: BaseHTTPRequestHandler, method: str, body: bytes, store: RecordStore) -> None:
    own = handler.headers.get("Authorization", "")
    visit = next((v for v in store.visits if v.fetched and own == f"Basic {v.token}"), None)
    if visit is None:
        store.offended.append("8.1.2.0-5")
        send(handler, b"", status=401, **SHARED)
        return
    if not handler.headers.get("X-Experience-API-Version", "").startswith("1.0"):
        store.offended.append("4.1.0.0-1")
        send(handler, b"", status=400, **SHARED)
        return
    what = urlsplit(handler.path).path.removeprefix("/lrs/")
    if what == "statements":
        _statements(handler, method, body, store, visit)
    elif what == "activities/state":
        _state(handler, method, body, store, visit)
    elif what == "agents/profile" and method == "GET":
        if json.loads(_asked(handler)["agent"]) != ACTOR:
            store.offended.append("11.0.0.0-1")
        visit.preferences = _asked(handler)["profileId"] == "cmi5LearnerPreferences"
        send(handler, b"", status=404, **SHARED)
    else:
        send(handler, b"", status=404, **SHARED)


def _statements(
    handler: BaseHTTPRequestHandler, method: str, body: bytes, store: RecordStore, visit: Visit
) -> None:
    said = json.loads(body)
    said = said if isinstance(said, list) else [said]
    kept: list[dict[str, Any]] = []
    known = {each["id"] for each in store.statements}
    for each in said:
        if each.get("id") in known:  # sent again: xAPI wants it to be kept once
            continue
        offended = store.judge(visit, each, visit.statements + kept)
        if offended or method not in {"POST", "PUT"}:
            verb = each.get("verb", {}).get("id", "")
            store.offended += [f"{one} by {verb} after {visit.verbs}" for one in offended]
            send(handler, ", ".join(offended).encode(), kind="text/plain", status=403, **SHARED)
            return
        kept.append(each)
    visit.statements += kept
    send(handler, json.dumps([each["id"] for each in kept]).encode(), **SHARED)


def _state(
    handler: BaseHTTPRequestHandler, method: str, body: bytes, store: RecordStore, visit: Visit
) -> None:
    asked = _asked(handler)
    name = asked.get("stateId", "")
    if asked.get("activityId") != ACTIVITY or json.loads(asked.get("agent", "0")) != ACTOR:
        store.offended.append("8.1.3.0-3")
    if asked.get("registration") != store.registration:
        store.offended.append("8.1.4.0-3")
    if name == "LMS.LaunchData":
        if method != "GET":
            store.offended.append("10.2.1.0-5")
            send(handler, b"", status=403, **SHARED)
        else:
            send(handler, store.launch_data(visit), **SHARED)
        return
    there = store.documents.get(name)
    tag = f'"{abs(hash(there))}"' if there is not None else ""
    if method == "GET":
        if there is None:
            send(handler, b"", status=404, **SHARED)
        else:
            send(handler, there, **{**SHARED, "ETag": tag})
        return
    wanted = handler.headers.get("If-Match")
    if wanted not in (None, "*", tag):
        send(handler, b"", status=412, **SHARED)
        return
    store.documents[name] = body
    send(handler, b"", status=204, **{**SHARED, "ETag": f'"{abs(hash(body))}"'})


def _asked(handler: BaseHTTPRequestHandler) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(handler.path).query).items()}
