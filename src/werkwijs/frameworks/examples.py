"""The two ways of working that come along, as files. What their owners did not publish is marked as ours."""

from __future__ import annotations

from importlib import resources

NAMES = ("lifewise", "jobwise")


def files() -> list[bytes]:
    """Their files, to be read like any other."""
    folder = resources.files("werkwijs.frameworks").joinpath("example")
    return [folder.joinpath(f"{name}.toml").read_bytes() for name in NAMES]
