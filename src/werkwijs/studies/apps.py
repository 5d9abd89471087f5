"""The room opens: its own tabs come first."""

from __future__ import annotations

from django.apps import AppConfig


class Studies(AppConfig):
    name = "werkwijs.studies"

    def ready(self) -> None:
        from werkwijs.studies.tabs import Tab, register

        register(
            Tab(order=10, address="studies:study", words="studies.overview"),
            Tab(order=40, address="studies:statements", words="studies.tab_statements"),
        )
