"""What the server writes down about itself holds no code that opens something, and nobody's words.

An address can hold a code (of an invitation, a study, a return card), and the server writes the address down
when something is the matter with a request. A database tells with an error the row that it refused.
"""

from __future__ import annotations

import logging
import re

_CODE = re.compile(r"(/mee/[kt]/|/account/welkom/)[^/\s\"'<>]+")
_ROW = re.compile(
    r"\n(?:DETAIL|CONTEXT): .*?(?=\n\n(?:The above|During handling)|\Z)", flags=re.DOTALL
)
HIDDEN = "[...]"


def discreet(text: str) -> str:
    """The text without codes in addresses, and without rows that a database quotes."""
    return _CODE.sub(rf"\g<1>{HIDDEN}", _ROW.sub(f"\nDETAIL: {HIDDEN}", text))


class Discreet(logging.Filter):
    """For a handler: every line is written down discreetly."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = discreet(record.getMessage()), None
        if record.exc_info:
            record.exc_text = discreet(logging.Formatter().formatException(record.exc_info))
        return True
