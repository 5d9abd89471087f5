"""Bars that show how far the work is, on a terminal only."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

from werkwijs.cli.usage import Say
from werkwijs.cli.words import STAGES


@contextlib.contextmanager
def progress_bars(say: Say) -> Iterator[Callable[[str, int, int], None] | None]:
    """A function to report progress to; None where nobody is watching."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def report(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            for bar in bars.values():
                bar.close()
            said = STAGES[say.language].get(stage, stage)
            bars[stage] = tqdm(total=total, desc=said, leave=False, file=sys.stderr)
        bar = bars[stage]
        bar.total = total
        bar.update(done - bar.n)

    try:
        yield report
    finally:
        for bar in bars.values():
            bar.close()
