"""The room opens: its tab, and the job that draws."""

from __future__ import annotations

from django.apps import AppConfig


class Analysis(AppConfig):
    name = "werkwijs.analysis"

    def ready(self) -> None:
        from werkwijs.analysis import drawing, forgetting
        from werkwijs.lib import jobs
        from werkwijs.participation import release
        from werkwijs.studies.tabs import Tab, register

        jobs.register(
            drawing.JOB, drawing.first, drawing.whole, waiting=drawing.waiting, warm=drawing.warm
        )
        release.when_withdrawn(forgetting.forget_labels)
        register(Tab(60, "analysis:maps", "analysis.tab"))
