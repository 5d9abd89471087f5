"""From raw ideas to statements, step by step, each with who, when and why, and each can be taken back.

::

    statement = bench.take(idea, by=ana)
    statement = bench.merge([idea, other, statement], text="...", reason="...", by=ana)
    parts = bench.split(idea, ["...", "..."], reason="...", by=ana)
    bench.edit(statement, text="...", by=ana)
    bench.drop(idea, reason="...", by=ana)          # or a statement
    bench.restore(idea, by=ana)
    bench.undo(step, by=ana)                        # `bench.undo_last(study, by=ana)`

Raw ideas are never copied into steps: those hold numbers of ideas, and texts of statements.
"""

from werkwijs.participation.bench.dropping import drop, restore
from werkwijs.participation.bench.editing import edit
from werkwijs.participation.bench.merging import merge
from werkwijs.participation.bench.obstacles import CannotDo
from werkwijs.participation.bench.splitting import split
from werkwijs.participation.bench.taking import take
from werkwijs.participation.bench.undoing import undo, undo_last

__all__ = ["CannotDo", "drop", "edit", "merge", "restore", "split", "take", "undo", "undo_last"]
