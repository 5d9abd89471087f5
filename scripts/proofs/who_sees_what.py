"""Does everybody read what they may in a file about guiding somebody, whatever people do, and no line more?

    scripts/prove who-sees-what [--steps 10000] [--seed 7] [--postgresql] [--record]

The test of the same name, for as long as it takes: people write, share, agree, take back, hand over, close,
begin again and let time pass, in any order; after each act everybody looks, and what they read is compared
with a plain model (``tests/werkwijs/guidance/world.py``). Asked: no difference.

Exit 1 when there is one; then the shortest story that shows it is told. With ``--record`` the figures go to
benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import sys
import tempfile
import time

import website as proofs

AT_ONCE = 20
"""Stories in one go; each has at most fifty acts."""


def tell_stories(steps: int, seed: int) -> tuple[int, int, str]:
    """Acts, looks, and what differed ("" for nothing)."""
    from hypothesis import HealthCheck, settings
    from hypothesis import seed as begun_with
    from hypothesis.stateful import run_state_machine_as_test
    from tests.werkwijs.guidance.machine import WhoSeesWhat

    how = settings(
        max_examples=AT_ONCE,
        stateful_step_count=50,
        deadline=None,
        derandomize=False,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    chance = random.Random(seed)  # noqa: S311 - to draw stories, not secrets
    while WhoSeesWhat.steps < steps:
        drawn = chance.getrandbits(32)
        try:
            run_state_machine_as_test(begun_with(drawn)(WhoSeesWhat), settings=how)
        except Exception as different:
            told = "\n".join([repr(different), *getattr(different, "__notes__", [])])
            return WhoSeesWhat.steps, WhoSeesWhat.looks, f"seed {drawn}: {told}"
        print(f"{WhoSeesWhat.steps} steps", end="\r", flush=True)
    return WhoSeesWhat.steps, WhoSeesWhat.looks, ""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args()
    sys.path.insert(0, str(proofs.ROOT))
    with contextlib.ExitStack() as opened:
        data = opened.enter_context(tempfile.TemporaryDirectory(prefix="werkwijs-who-"))
        os.environ["WERKWIJS_DATA"] = data
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        if asked.postgresql:
            from tests.werkwijs import postgres

            os.environ["DATABASE_URL"] = opened.enter_context(postgres.cluster(durable=False))
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        began = time.monotonic()
        steps, looks, different = tell_stories(asked.steps, asked.seed)
        took = time.monotonic() - began
        connection.close()
    said = (
        f"{steps} steps, {looks} looks into a file, {1 if different else 0} divergences "
        f"(seed {asked.seed}, {took:.0f} s)."
    )
    if different:
        print(different)
    return proofs.tell("who sees what", asked, said, not different)


if __name__ == "__main__":
    sys.exit(main())
