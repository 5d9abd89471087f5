"""Pictures and sounds out of a study folder, looked at before they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conceptmapping.errors import Notice
from werkwijs.lib import pictures, sounds
from werkwijs.lib.pictures import NotAPicture
from werkwijs.lib.sounds import NotASound
from werkwijs.participation.exchange.faults import MediaNotTaken
from werkwijs.participation.exchange.folder import MEDIA
from werkwijs.studies import media
from werkwijs.studies.models import Statement


def take_in(
    statements: Mapping[str, Statement], folder: Path, told: Mapping[str, Any]
) -> list[Notice]:
    """Give each statement what the table says belongs to it; a notice for what could not be taken."""
    wanted = told.get("media")
    found: list[Notice] = []
    for key, own in wanted.items() if isinstance(wanted, Mapping) else ():
        if key not in statements or not isinstance(own, Mapping):
            continue
        for kind in ("picture", "sound"):
            name = own.get(kind)
            if not isinstance(name, str):
                continue
            content = _content(folder, name)
            try:
                if content is None:
                    raise NotAPicture("kind")
                if kind == "picture":
                    alt = own.get("picture_alt")
                    text = alt[:200] if isinstance(alt, str) else ""
                    media.set_picture(statements[key], content, text)
                else:
                    media.set_sound(statements[key], content)
            except (NotAPicture, NotASound):
                found.append(MediaNotTaken(name=name))
    return found


def _content(folder: Path, name: str) -> bytes | None:
    """A file of the folder ``media`` itself; never one that a name or a link leads to elsewhere."""
    path = folder / MEDIA / name
    if Path(name).name != name or path.is_symlink() or (folder / MEDIA).is_symlink():
        return None
    if not path.is_file() or path.stat().st_size > max(
        pictures.LARGEST_BYTES, sounds.LARGEST_BYTES
    ):
        return None
    return path.read_bytes()
