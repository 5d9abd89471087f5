"""Does a coach's day open at once among fifty thousand people and five million notes?

    scripts/prove caseload [--people 50000] [--notes 5000000] [--record]

On PostgreSQL, in a database of its own that is made for it: 2,000 coaches with 25 people each, a hundred
notes a person, steps, jobs, people around. Forty coaches (spread over all) open their day, a file, all
lines of a file and a search, as a browser would, through the whole website. Asked: 95 of 100 days within
300 ms, and just as many questions to the database as with a thousandth of the people.

Exit 1 when an answer is no. With ``--record`` the figures go to benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import website as proofs

EACH = 25
"""People of one coach."""
LOOKERS = 40
ASKED = 300
MIGHT = """
INSERT INTO guidance_client (organisation_id, code, salt, sealed_name, sealed_called, sealed_reach, picture,
  card_salt, stored_card, card_tries, created_at)
SELECT %(organisation)s, 'Q' || lpad(to_hex(n), 7, '0'), md5(n::text), '', '', '', '', '', '', 0, now()
FROM generate_series(1, %(people)s) n;
INSERT INTO guidance_trajectory (client_id, organisation_id, code, started_on, template, phase, phase_since,
ended, next_contact_on, next_contact_why, last_reached_on)
SELECT id, organisation_id, substr(md5(id::text), 1, 12), current_date - 400, 'small-steps', 'practice',
  current_date - (id %% 300)::int, '', current_date + ((id %% 40) - 8)::int, 'rhythm', current_date - (id %%
  60)::int
FROM guidance_client;
INSERT INTO guidance_member (trajectory_id, part, user_id, represents, from_on, salt, stored_link, invited_at,
  accepted_at, gone)
SELECT t.id, 'coach', c.id, '', current_date - 400, '', '', now(), now(), ''
FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM guidance_trajectory) t
JOIN (SELECT id, row_number() OVER (ORDER BY email) - 1 AS n FROM accounts_user WHERE email LIKE 'coach%%') c
  ON c.n = t.n / %(each)s;
INSERT INTO guidance_entry (trajectory_id, kind, facet, party, by_user_id, "on", sealed, only_author,
version, made_at) SELECT t.id, 'talk', '', 'coach', m.user_id, current_date - (n * 4)::int, '', false, 1,
now() - n * interval '4 days' FROM guidance_trajectory t JOIN guidance_member m ON m.trajectory_id = t.id,
  generate_series(1, %(each_notes)s) n;
INSERT INTO guidance_talk (entry_id, how, whom, reached, minutes)
SELECT id, 'phone', 'person', 'yes', (id %% 60)::int FROM guidance_entry WHERE kind = 'talk';
INSERT INTO guidance_entry (trajectory_id, kind, facet, party, by_user_id, "on", sealed, only_author,
version, made_at) SELECT t.id, k.kind, '', 'coach', m.user_id, current_date - 30, '', false, 1, now()
FROM guidance_trajectory t JOIN guidance_member m ON m.trajectory_id = t.id,
  (VALUES ('step'), ('step'), ('job')) k(kind);
INSERT INTO guidance_step (entry_id, trajectory_id, "order", sort, direction, state)
SELECT id, trajectory_id, 1, 'practice', 'forward', CASE WHEN id %% 2 = 0 THEN 'going' ELSE 'planned' END
FROM guidance_entry WHERE kind = 'step';
INSERT INTO guidance_employer (organisation_id, name, place, known_as)
SELECT %(organisation)s, 'Werkgever ' || n, '', 'werkgever ' || n FROM generate_series(1, 500) n;
INSERT INTO guidance_job (entry_id, trajectory_id, employer_id, sort, starts_on, contract, ended,
contract_ends_on) SELECT e.id, e.trajectory_id, (SELECT min(id) FROM guidance_employer) + e.id %% 500, 'paid',
  current_date - (e.id %% 200)::int, 'temporary', '', current_date + (e.id %% 100)::int
FROM guidance_entry e WHERE e.kind = 'job';
INSERT INTO guidance_share (entry_id, to_party, basis, at)
SELECT entry_id, 'person', 'own', now() FROM guidance_step;
ANALYZE;
"""
"""Written as rows, because five million notes through the activities would take a day; each row is one that
an activity could have written."""


def fill(people: int, notes: int) -> list[Any]:
    """The coaches, some of whom will look."""
    from django.db import connection

    from werkwijs.accounts.models import Membership, Organisation, Role, User
    from werkwijs.config import serving

    serving.prepare()
    organisation = Organisation.objects.create(name="De Linde (verzonnen)")
    coaches = User.objects.bulk_create(
        User(email=f"coach{n:06}@voorbeeld.example", name=f"Coach {n}", password="!")  # noqa: S106 - nobody signs in with it
        for n in range(max(1, people // EACH))
    )
    Membership.objects.bulk_create(
        Membership(user=one, organisation=organisation, role=Role.COACH) for one in coaches
    )
    facts = {
        "organisation": organisation.pk,
        "people": people,
        "each": EACH,
        "each_notes": max(1, notes // people),
    }
    for statement in MIGHT.split(";\n"):
        if statement.strip():
            began = time.monotonic()
            with connection.cursor() as cursor:
                cursor.execute(statement, facts)
            print(
                f"  {statement.split('(')[0].strip()[:60]}: {time.monotonic() - began:.0f} s",
                flush=True,
            )
    _named(coaches[:: max(1, len(coaches) // LOOKERS)])
    return coaches


def _named(lookers: list[Any]) -> None:
    """Those who will be looked at have real, sealed names and words."""
    from werkwijs.guidance.models import Entry, Trajectory

    own = Trajectory.objects.filter(members__user__in=lookers).select_related("client")
    for trajectory in own:
        client = trajectory.client
        client.sealed_called = client.seal(f"Naam {client.code[-4:]}")
        client.save(update_fields=["sealed_called"])
        sealed = client.seal("Kort gebeld. Gaat goed, nieuw rooster besproken met de baas.")
        Entry.objects.filter(trajectory=trajectory).update(sealed=sealed)


def measure(coaches: list[Any]) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Milliseconds of each page, and how many questions it asks the database."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from tests.werkwijs import entering

    from werkwijs.guidance.models import Trajectory

    lookers = coaches[:: max(1, len(coaches) // LOOKERS)][:LOOKERS]
    took: dict[str, list[float]] = {}
    asked: dict[str, int] = {}
    for round_ in range(3):
        for coach in lookers:
            browser = entering.sign_in(Client(HTTP_HOST="localhost"), coach)
            code = Trajectory.objects.filter(members__user=coach).first().code
            for name, address in (
                ("day", reverse("guidance:day")),
                ("file", reverse("guidance:file", args=[code])),
                ("lines", reverse("guidance:lines", args=[code])),
                ("search", reverse("guidance:people") + "?zoek=naam"),
            ):
                began = time.perf_counter()
                answer = browser.get(address)
                if round_:
                    took.setdefault(name, []).append(1000 * (time.perf_counter() - began))
                if answer.status_code != 200:
                    raise SystemExit(f"{address}: {answer.status_code}")
                if not round_:
                    with CaptureQueriesContext(connection) as caught:
                        browser.get(address)
                    asked[name] = max(asked.get(name, 0), len(caught))
    return took, asked


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def main() -> int:
    asks = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asks.add_argument("--people", type=int, default=50_000)
    asks.add_argument("--notes", type=int, default=5_000_000)
    asks.add_argument("--record", action="store_true")
    wanted = asks.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.werkwijs import postgres

    with postgres.cluster(durable=False) as url, tempfile.TemporaryDirectory() as data:
        os.environ |= {
            "DATABASE_URL": url,
            "WERKWIJS_DATA": data,
            "DJANGO_SETTINGS_MODULE": "werkwijs.config.settings",
        }
        import django

        django.setup()
        coaches = fill(wanted.people, wanted.notes)
        took, asked = measure(coaches)
    said = "; ".join(
        f"{name}: median {statistics.median(ms):.0f} ms, p95 {p95(ms):.0f} ms, {asked[name]} questions"
        for name, ms in took.items()
    )
    wanted.postgresql = True
    size = f"{wanted.people:,} people, {wanted.notes:,} notes"
    return proofs.tell("caseload", wanted, f"{size}: {said}.", p95(took["day"]) <= ASKED)


if __name__ == "__main__":
    sys.exit(main())
