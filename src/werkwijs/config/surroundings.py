"""What the website is told by its surroundings: environment variables, and files they name."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


class Misconfigured(Exception):
    """A setting says something impossible; the message says which, and what would be right."""


def text(name: str, otherwise: str = "") -> str:
    """``NAME``, or the contents of the file that ``NAME_FILE`` names."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text("utf-8").strip()
        except OSError as error:
            raise Misconfigured(
                f"{name}_FILE names {path}, which cannot be read ({error.strerror}). "
                "Mend the file, or leave the setting out."
            ) from None
    return os.environ.get(name, otherwise).strip()


def yes(name: str, otherwise: bool = False) -> bool:
    said = text(name).lower()
    if said in {"", "0", "1", "no", "yes", "false", "true"}:
        return otherwise if not said else said in {"1", "yes", "true"}
    raise Misconfigured(f"{name} is {said!r}; it can be 1 or 0.")


def listed(name: str, otherwise: str = "") -> list[str]:
    return [part.strip() for part in text(name, otherwise).split(",") if part.strip()]


def secret(data: Path) -> str:
    """The secret of this installation: from the environment, or made once and kept in ``data``.

    Whoever has it can make every code. It is readable by its owner only, and not in a backup
    of the database.
    """
    if given := text("WERKWIJS_SECRET"):
        if len(given) < 32:
            raise Misconfigured("WERKWIJS_SECRET is too short: give at least 32 characters.")
        return given
    place = data / "secret.key"
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise Misconfigured(
            f"Nothing can be kept in {data} ({error.strerror}). Choose another folder."
        ) from None
    kept = place.read_text().strip()
    if len(kept) < 32:
        raise Misconfigured(f"{place} holds no secret. Put the right one back, or remove the file.")
    return kept
