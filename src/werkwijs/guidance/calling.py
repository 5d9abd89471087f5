"""A number to press, out of what somebody wrote about how to reach them."""

from __future__ import annotations

import re

LIKE_A_NUMBER = re.compile(r"(?:\+|\b00|\b0|\(0)[\d()./ -]{6,}\d")
AS_IT_STANDS = re.compile(r"[1-9](?:[ -]?\d){2,5}|0[89]0\d[ -]?\d{4}")
"""A whole field that is a short number: 112, 14 020, 0800 0000."""
AT_HOME = 10
"""Digits of a Dutch number, the zero with them."""
DUTCH_ABROAD = 12
"""The same with +31, as a telephone reads it."""
FEWEST, MOST = 9, 16


def dial(reach: str) -> str:
    """What a telephone calls: ``06 0000 0001, after five`` gives 0600000001; "" where there is none."""
    if AS_IT_STANDS.fullmatch(reach.strip()):
        return re.sub(r"\D", "", reach)
    found = LIKE_A_NUMBER.search(reach.replace("(0)", ""))
    if found is None:
        return ""
    told = re.sub(r"[^+\d]", "", found.group())
    if told.startswith("00"):
        told = "+" + told[2:]
    if told.startswith("+31"):
        told = told[:DUTCH_ABROAD]
    elif told.startswith("0"):
        told = told[:AT_HOME]
        if len(told) < AT_HOME:
            return ""
    return told if FEWEST <= len(told) <= MOST else ""
