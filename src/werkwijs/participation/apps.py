"""The room opens: its tabs come after those of the study."""

from __future__ import annotations

from django.apps import AppConfig


class Participation(AppConfig):
    name = "werkwijs.participation"

    def ready(self) -> None:
        """Tabs are registered here, see `werkwijs.studies.tabs`."""
        from werkwijs.participation import ideas, rating_acts, settled, sorting_acts

        ideas.register()
        settled.register()
        sorting_acts.register()
        rating_acts.register()
        _joining()


def _joining() -> None:
    from werkwijs.lib import forgotten
    from werkwijs.participation import withdrawing, worrying
    from werkwijs.studies.tabs import Tab, register

    forgotten.register(withdrawing.KIND, withdrawing.again)
    register(
        Tab(60, "taking_part:paper", "participation.paper", runs=True),
        Tab(30, "taking_part:invite", "participation.tab_invite", runs=True),
        Tab(40, "taking_part:ideas", "participation.live_title"),
        Tab(50, "taking_part:bench", "participation.bench_title"),
        Tab(70, "taking_part:monitor", "participation.tab_monitor"),
        Tab(95, "taking_part:folder", "participation.tab_folder"),
        Tab(80, "taking_part:representatives", "participation.tab_representatives", runs=True),
        Tab(90, "taking_part:worries", "participation.tab_worries", runs=True, new=worrying.unread),
    )
