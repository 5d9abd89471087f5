"""What the page about the edition file promises to who builds on it."""

import io
import json
import re
import zipfile
from pathlib import Path

from werkwijs.cards.edition_document import EditionDocument
from werkwijs.cards.formats import offered, soundness, unpacking

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "edition-file.md").read_text("utf-8")


def smallest() -> bytes:
    return re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1].encode()


def test_the_smallest_edition_of_the_page_is_an_edition():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("edition.json", smallest())

    found = unpacking.unpacked(out.getvalue())

    assert found.document == json.loads(smallest())
    for name in offered.names(found.document):
        assert offered.made(name, found.document, found.files)


def test_the_page_shows_every_key_that_is_needed():
    assert list(json.loads(smallest())) == list(soundness.schema()["required"])
    assert set(json.loads(smallest())) | {"translation_of"} == set(EditionDocument.__annotations__)


def test_the_limits_of_the_page_are_ours():
    for number in (unpacking.LARGEST_ZIP, unpacking.MOST_UNPACKED):
        assert f"{number // unpacking.MEGABYTE} MB" in PAGE
    assert f"{unpacking.MOST_FILES:,} files" in PAGE
