"""The room opens: its tabs come after those of the study."""

from __future__ import annotations

from django.apps import AppConfig


class Participation(AppConfig):
    name = "werkwijs.participation"

    def ready(self) -> None:
        """Tabs are registered here, see `werkwijs.studies.tabs`."""
        from werkwijs.participation import rating_acts, sorting_acts

        sorting_acts.register()
        rating_acts.register()
