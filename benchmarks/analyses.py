"""The whole default analysis in a process of its own: seconds and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from invented import folder

PEERS = {
    (80, 10): "RCMap: 14 s without any uncertainty",
    (100, 100): "RCMap: 37 s without any uncertainty",
}


def measured(study: Path, out: Path, cache: Path, cores: int) -> tuple[float, float]:
    """Wall seconds of `werkwijs map --only json` and its peak memory in MB."""
    command = [sys.executable, "-m", "werkwijs", "map", str(study), "--only", "json"]
    command += ["--out", str(out)]
    usable = sorted(os.sched_getaffinity(0))[:cores]
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache)}
    began = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=told,
            stderr=told,
            preexec_fn=lambda: os.sched_setaffinity(0, usable),
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            told.seek(0)
            raise SystemExit(told.read().decode())
    return seconds, usage.ru_maxrss / 1024


def compared(n_statements: int, n_sorters: int, say: Callable[[str], None]) -> list[str]:
    """Table rows: the first process, the next ones on two cores and on one."""
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        where = Path(scratch)
        study = folder(n_statements, n_sorters, where / "study")
        large = n_statements * n_sorters > 50_000
        texts = set()

        def run(name: str, cores: int, cache: str, times: int) -> None:
            found = []
            for _ in range(times):
                found.append(measured(study, where / "out", where / cache, cores))
                texts.add((where / "out" / "map.json").read_text())
            seconds = sorted(s for s, _ in found)[len(found) // 2]
            memory = max(m for _, m in found)
            peer = PEERS.get((n_statements, n_sorters), "")
            rows.append(
                f"| {n_statements} x {n_sorters} | {name} | {cores} | {seconds:.2f} "
                f"| {memory:.0f} | {peer} |"
            )
            say(rows[-1])

        run("first after installation", 2, "cold", 1)
        run("next", 2, "cold", 1 if large else 3)
        if not large:
            run("next", 1, "cold", 1)
        same = "identical" if len(texts) == 1 else f"{len(texts)} DIFFERENT texts"
        rows.append(f"| {n_statements} x {n_sorters} | map.json over these runs: {same} | | | | |")
        say(rows[-1])
    return rows


HEAD = """| statements x sorters | process | cores | seconds | memory (MB) | peer, elsewhere |
|---|---|---:|---:|---:|---|"""
