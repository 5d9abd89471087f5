"""The room opens: who is forgotten or leaves is forgotten or gone here too."""

from __future__ import annotations

from django.apps import AppConfig


class Guidance(AppConfig):
    name = "werkwijs.guidance"

    def ready(self) -> None:
        from werkwijs.accounts import telling
        from werkwijs.guidance import erasure, handing_over
        from werkwijs.lib import forgotten

        forgotten.register(erasure.KIND, erasure.again)
        telling.listen(handing_over.hear)
