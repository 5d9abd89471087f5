"""Addresses for who runs a study: joining codes, bench, monitor, paper."""

from django.urls import include, path

from werkwijs.participation import views_inviting, views_live, views_worries

app_name = "taking_part"
urlpatterns = [
    path("uitspraken/", include("werkwijs.participation.bench.urls")),
    path("papier/", include("werkwijs.participation.paper.urls")),
    path("ideeen/", views_live.live, name="ideas"),
    path("ideeen/<int:idea_id>/verberg/", views_live.hide, name="hide_idea"),
    path("uitnodigen/", views_inviting.invite, name="invite"),
    path("uitnodigen/<int:pk>/", views_inviting.code, name="code"),
    path("uitnodigen/<int:pk>/trek-in/", views_inviting.revoke, name="revoke"),
    path("kaarten/", views_inviting.cards, name="cards"),
    path("kaarten/<int:number>/", views_inviting.card, name="card"),
    path("vertegenwoordigers/", views_worries.representatives, name="representatives"),
    path("vertegenwoordigers/<int:number>/", views_worries.evidence, name="evidence"),
    path("zorgen/", views_worries.worries, name="worries"),
    path("zorgen/<int:pk>/", views_worries.worry, name="worry"),
]
