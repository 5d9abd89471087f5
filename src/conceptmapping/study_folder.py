"""What reading and writing a study folder agree on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

SETTINGS: Final = "study.toml"
"""The file with title, prompt, language, and facts for the report."""
LABEL_SEPARATOR: Final = "|"
"""Between the words of a scale's steps in ``scales.csv``."""


def plain_fact(value: Any) -> Any:
    """The same fact in what JSON and TOML share: dates become text, and so do nan and infinity."""
    if isinstance(value, Mapping):
        return {str(key): plain_fact(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_fact(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, str | bool | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
