"""Addresses for who runs a study: joining codes, bench, monitor, paper."""

from django.urls import include, path

from werkwijs.participation import (
    views_exchange,
    views_inviting,
    views_live,
    views_meeting,
    views_monitor,
    views_reminding,
    views_worries,
)

app_name = "taking_part"
urlpatterns = [
    path("uitspraken/", include("werkwijs.participation.urls_bench")),
    path("papier/", include("werkwijs.participation.paper.urls")),
    path("ideeen/", views_live.live, name="ideas"),
    path("ideeen/<int:idea_id>/verberg/", views_live.hide, name="hide_idea"),
    path("uitnodigen/", views_inviting.invite, name="invite"),
    path("uitnodigen/<int:pk>/", views_inviting.code, name="code"),
    path("uitnodigen/<int:pk>/trek-in/", views_inviting.revoke, name="revoke"),
    path("kaarten/", views_inviting.cards, name="cards"),
    path("kaarten/<int:number>/", views_inviting.card, name="card"),
    path("monitor/", views_monitor.everybody, name="monitor"),
    path("monitor/<int:number>/", views_monitor.one, name="monitor_one"),
    path("monitor/<int:number>/weglaten/", views_monitor.exclude, name="exclude"),
    path("samen/", views_meeting.meeting, name="meeting"),
    path("samen/doe/", views_meeting.act, name="meeting_act"),
    path("samen/scherm/", views_meeting.projector, name="projector"),
    path("herinneren/", views_reminding.reminders, name="reminders"),
    path("herinneren/strookjes/", views_reminding.strips, name="strips"),
    path("studiemap/", views_exchange.out, name="folder"),
    path("vertegenwoordigers/", views_worries.representatives, name="representatives"),
    path("vertegenwoordigers/<int:number>/", views_worries.evidence, name="evidence"),
    path("zorgen/", views_worries.worries, name="worries"),
    path("zorgen/<int:pk>/", views_worries.worry, name="worry"),
]
