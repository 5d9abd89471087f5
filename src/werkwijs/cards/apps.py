"""The room opens: its tab among the pages of a study."""

from __future__ import annotations

from django.apps import AppConfig


class Cards(AppConfig):
    name = "werkwijs.cards"

    def ready(self) -> None:
        from werkwijs.studies.tabs import Tab, register

        register(Tab(70, "cards:cards", "cards.tab"))
