"""The room opens: who was forgotten is forgotten again when a backup is put back."""

from __future__ import annotations

from django.apps import AppConfig


class Guidance(AppConfig):
    name = "werkwijs.guidance"

    def ready(self) -> None:
        from werkwijs.guidance import erasure
        from werkwijs.lib import forgotten

        forgotten.register(erasure.KIND, erasure.again)
