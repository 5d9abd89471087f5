"""What the person takes along: all they may read of their files, to read and to give to another program."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from werkwijs.guidance import looking, reading
from werkwijs.guidance.models import Client, Consent, Entry, Kind, Trajectory

FORMAT = "werkwijs-trajectory"
VERSION = 1
NAME = "mijn-dossier.zip"
"""Tells nothing to who sees it on a shared computer."""


def document(client: Client) -> dict[str, Any]:
    """Everything the person may read, as plain values; see docs/trajectory-file.md."""
    own = client.trajectories.order_by("started_on", "pk")
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_on": timezone.localdate().isoformat(),
        "called": client.called,
        "ways": [way(one) for one in own],
        "looked": [
            {
                "on": one.day.isoformat(),
                "who": one.who,
                "what": one.what,
                "times": one.times,
                "reason": one.reason,
            }
            for one in looking.looks(client)
        ],
    }


def way(trajectory: Trajectory) -> dict[str, Any]:
    """One way to work, with the eyes of the person."""
    readable = list(
        reading.entries(reading.person(trajectory))
        .select_related("trajectory__client", "by_user", "by_member__contact")
        .order_by("on", "pk")
    )
    number = {one.pk: n for n, one in enumerate(readable, 1)}
    return {
        "started_on": trajectory.started_on.isoformat(),
        "closed_on": _day(trajectory.closed_on),
        "ended": trajectory.ended,
        "lines": [_line(one, number) for one in readable],
        "team": [
            {
                "name": one.user.name if one.user else (one.contact.name if one.contact else ""),
                "part": one.part,
                "represents": one.represents,
                "from": one.from_on.isoformat(),
                "until": _day(one.until_on),
                "state": one.state,
            }
            for one in trajectory.members.select_related("user", "contact")
        ],
        "consents": [
            _consent(one) for one in trajectory.consents.select_related("reader__contact")
        ],
    }


def _line(entry: Entry, number: dict[int, int]) -> dict[str, Any]:
    member = entry.by_member
    told: dict[str, Any] = {
        "n": number[entry.pk],
        "kind": entry.kind,
        "facet": entry.facet,
        "on": entry.on.isoformat(),
        "words": reading.words(entry),
        "by": entry.by_user.name
        if entry.by_user
        else (member.contact.name if member and member.contact else ""),
        "about": number.get(entry.about_id or 0),
    }
    return told | facts(entry)


def facts(entry: Entry) -> dict[str, Any]:
    """What stands beside a line, by its kind."""
    if entry.kind == Kind.STEP and hasattr(entry, "step"):
        step = entry.step
        return {
            "step": {
                "sort": step.sort,
                "direction": step.direction,
                "state": step.state,
                "order": step.order,
                "starts_on": _day(step.starts_on),
                "ends_on": _day(step.ends_on),
                "employer": [step.employer.name, step.employer.place] if step.employer else None,
            }
        }
    if entry.kind == Kind.GOAL and hasattr(entry, "goal"):
        goal = entry.goal
        return {
            "goal": {
                "open": goal.place is not None,
                "horizon": goal.horizon,
                "ended_on": _day(goal.ended_on),
                "outcome": goal.outcome,
            }
        }
    if entry.kind == Kind.JOB and hasattr(entry, "job"):
        job = entry.job
        return {
            "job": {
                "employer": [job.employer.name, job.employer.place],
                "sort": job.sort,
                "starts_on": job.starts_on.isoformat(),
                "ends_on": _day(job.ends_on),
                "ended": job.ended,
                "contract": job.contract,
                "contract_ends_on": _day(job.contract_ends_on),
                "hours": str(job.hours) if job.hours is not None else None,
                "four_hours_on": _day(job.four_hours_on),
                "wages": [[one.from_on.isoformat(), one.cents] for one in job.wages.all()],
            }
        }
    return {}


def _consent(consent: Consent) -> dict[str, Any]:
    client = consent.trajectory.client
    return {
        "reader": consent.reader.contact.name if consent.reader.contact else "",
        "kinds": consent.kinds,
        "asked": client.unseal(consent.sealed_asked),
        "back": client.unseal(consent.sealed_back),
        "state": consent.state,
        "expires_on": consent.expires_on.isoformat(),
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def package(client: Client) -> bytes:
    """A zip: one page to read and print, without a network; and the same as JSON."""
    told = document(client)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("dossier.html", render_to_string("guidance/taken_along.html", {"told": told}))
        file.writestr("dossier.json", json.dumps(told, ensure_ascii=False, indent=1))
    return out.getvalue()
