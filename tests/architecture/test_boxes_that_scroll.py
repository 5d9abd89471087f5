"""A box that a keyboard can reach so that it may be scrolled, is one that scrolls."""

from __future__ import annotations

import re
from pathlib import Path

WEBSITE = Path(__file__).parents[2] / "src/werkwijs"
BOX = re.compile(r'<div class="([^"]*)" role="(?:region|group)"[^>]*tabindex="0"')


def test_a_box_that_takes_the_keyboard_to_be_scrolled_does_scroll():
    found = {
        (str(page.relative_to(WEBSITE)), names)
        for page in WEBSITE.rglob("*.html")
        for names in BOX.findall(page.read_text(encoding="utf-8"))
    }

    assert len(found) > 5
    assert {page for page, names in found if "scrolls" not in names.split()} == set()
