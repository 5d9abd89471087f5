"""Keeping an edition: document and files as rows, under an address of its own. Nothing changes them later."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from werkwijs.accounts.models import Organisation, User
from werkwijs.analysis.models import Publication
from werkwijs.cards.edition_document import EditionDocument
from werkwijs.cards.formats import canonical, soundness
from werkwijs.cards.formats.faults import UnsoundEdition
from werkwijs.cards.models import Edition, EditionFile
from werkwijs.studies.models import Study

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without what looks alike on paper: 0 and o, 1 and i and l."""
LENGTH = 8


class FilesDiffer(Exception):
    """The files are not those the document names, or not as they were then. ``names``: which ones."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(", ".join(names))


@transaction.atomic
def keep(
    document: EditionDocument,
    files: Mapping[str, bytes],
    *,
    organisation: Organisation,
    study: Study | None = None,
    publication: Publication | None = None,
    by: User | None = None,
    received_from: str = "",
    translation_of: Edition | None = None,
) -> Edition:
    """Write it down once; with ``received_from`` it came from that organisation, just now.

    Raises
    ------
    FilesDiffer
        The document names other files, or the same names with other content.
    UnsoundEdition
        No other organisation could take it in: it does not fit the format we hand over.
    IntegrityError
        The organisation has an edition with this key already.
    """
    told = document["files"]
    names = sorted(told.keys() | files.keys())
    differing = [n for n in names if n not in files or canonical.digest(files[n]) != told.get(n)]
    if differing:
        raise FilesDiffer(differing)
    if wrong := soundness.faults({**document}):
        raise UnsoundEdition(wrong)
    content = canonical.text(document)
    kept: Edition = Edition.objects.create(
        organisation=organisation,
        study=study,
        publication=publication,
        key=document["key"],
        number=document["number"],
        title=document["title"],
        language=document["language"],
        content=content,
        digest=canonical.digest(content),
        made_by=by,
        translation_of=translation_of,
        code=_new_code(),
        received_at=timezone.now() if received_from else None,
        received_from=received_from,
    )
    EditionFile.objects.bulk_create(
        EditionFile(edition=kept, name=name, content=files[name]) for name in names
    )
    return kept


def files_of(edition: Edition) -> dict[str, bytes]:
    """Its pictures and sounds by name, as the functions that print, show and hand over want them."""
    return {file.name: bytes(file.content) for file in edition.files.all()}


def _new_code() -> str:
    """One that no edition has; there are 31 to the power 8, so nobody comes upon one by trying."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not Edition.objects.filter(code=code).exists():
            return code
