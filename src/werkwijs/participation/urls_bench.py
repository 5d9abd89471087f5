"""Addresses of the bench, below those of the study."""

from django.urls import path

from werkwijs.participation import views_bench, views_bench_acts, views_bench_back

urlpatterns = [
    path("", views_bench.bench, name="bench"),
    path("stappen/", views_bench.trail, name="bench_trail"),
    path("stappen/<int:step_id>/ongedaan/", views_bench_back.undo, name="bench_undo"),
    path("beslissingen/", views_bench.decisions, name="bench_decisions"),
    path("ideas.csv", views_bench.ideas_csv, name="bench_csv"),
    path("vastzetten/", views_bench.finish, name="bench_finish"),
    path("samenvoegen/", views_bench_acts.merge, name="bench_merge"),
    path("idee/<int:idea_id>/", views_bench.idea, name="bench_idea"),
    path("idee/<int:idea_id>/overnemen/", views_bench_acts.take, name="bench_take"),
    path("idee/<int:idea_id>/splitsen/", views_bench_acts.split_idea, name="bench_split_idea"),
    path("idee/<int:idea_id>/weglaten/", views_bench_acts.drop_idea, name="bench_drop_idea"),
    path(
        "idee/<int:idea_id>/terugzetten/", views_bench_back.restore_idea, name="bench_restore_idea"
    ),
    path("uitspraak/<int:statement_id>/", views_bench.statement, name="bench_statement"),
    path("uitspraak/<int:statement_id>/wijzigen/", views_bench_acts.edit, name="bench_edit"),
    path(
        "uitspraak/<int:statement_id>/splitsen/",
        views_bench_acts.split_statement,
        name="bench_split_statement",
    ),
    path(
        "uitspraak/<int:statement_id>/weglaten/",
        views_bench_acts.drop_statement,
        name="bench_drop_statement",
    ),
    path(
        "uitspraak/<int:statement_id>/terugzetten/",
        views_bench_back.restore_statement,
        name="bench_restore_statement",
    ),
]
