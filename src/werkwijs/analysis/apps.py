"""The room opens: its tab, and the job that draws."""

from __future__ import annotations

from django.apps import AppConfig


class Analysis(AppConfig):
    name = "werkwijs.analysis"

    def ready(self) -> None:
        from werkwijs.analysis import bundling, cuts, drawing, forgetting, publishing
        from werkwijs.lib import jobs
        from werkwijs.participation import release
        from werkwijs.studies.tabs import Tab, register

        jobs.register(
            drawing.JOB, drawing.first, drawing.whole, waiting=drawing.waiting, warm=drawing.warm
        )
        jobs.register(cuts.JOB, cuts.make, waiting=cuts.waiting)
        jobs.register(publishing.JOB, publishing.make, waiting=publishing.waiting)
        jobs.register(bundling.JOB, bundling.make, waiting=bundling.waiting)
        release.result_is_told_by(publishing.latest_address)
        release.when_withdrawn(forgetting.forget)
        register(
            Tab(60, "analysis:maps", "analysis.tab"),
            Tab(60, "analysis:settling", "analysis.settling_tab", people=True),
        )
