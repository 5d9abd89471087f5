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
        Tab(20, "taking_part:ideas", "participation.live_title"),
        Tab(30, "taking_part:bench", "participation.bench_title"),
        Tab(50, "taking_part:folder", "participation.tab_folder"),
        Tab(
            10,
            "taking_part:invite",
            "participation.tab_invite",
            runs=True,
            people=True,
            under=("taking_part:cards",),
        ),
        Tab(
            20,
            "taking_part:monitor",
            "participation.tab_monitor",
            people=True,
            under=("taking_part:meeting", "taking_part:reminders"),
        ),
        Tab(30, "taking_part:paper", "participation.paper", runs=True, people=True),
        Tab(
            40,
            "taking_part:representatives",
            "participation.tab_representatives",
            runs=True,
            people=True,
        ),
        Tab(
            50,
            "taking_part:worries",
            "participation.tab_worries",
            runs=True,
            people=True,
            new=worrying.unread,
        ),
    )
