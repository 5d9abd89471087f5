"""Addresses of the maps of a study."""

from django.urls import path

from werkwijs.analysis import (
    views,
    views_comparing,
    views_deciding,
    views_groups,
    views_publishing,
    views_settling,
    views_together,
)

app_name = "analysis"

urlpatterns = [
    path("", views.maps, name="maps"),
    path("tekenen/", views.ask, name="ask"),
    path("vergelijk/", views_comparing.compare, name="compare"),
    path("verandert/", views_settling.settled, name="settling"),
    path("verandert/stand/", views_settling.now, name="settling_now"),
    path("verandert/opnieuw/", views_settling.again, name="settling_again"),
    path("<int:number>/", views.one, name="map"),
    path("<int:number>/stand/", views.progress, name="progress"),
    path("<int:number>/groepen/", views_groups.groups, name="groups"),
    path("<int:number>/aantal/", views_deciding.choose, name="choose"),
    path("<int:number>/naam/", views_deciding.name, name="name"),
    path("<int:number>/verplaatsen/", views_deciding.move, name="move"),
    path("<int:number>/samen/", views_together.together, name="together"),
    path("<int:number>/scherm/", views_together.screen, name="screen"),
    path("<int:number>/scherm/toon/", views_together.put_on_screen, name="put_on_screen"),
    path("<int:number>/stemming/", views_together.vote_open, name="vote_open"),
    path("<int:number>/stemming/sluiten/", views_together.vote_close, name="vote_close"),
    path("<int:number>/opnieuw/", views.again, name="again"),
    path("<int:number>/publiceren/", views_publishing.publish, name="publish"),
    path("versie/<int:version>/", views_publishing.published, name="published"),
    path(
        "versie/<int:version>/stand/",
        views_publishing.published_progress,
        name="published_progress",
    ),
    path("versie/<int:version>/delen/", views_publishing.share, name="share"),
    path("versie/<int:version>/intrekken/", views_publishing.withdraw, name="withdraw"),
    path("versie/<int:version>/bundel/", views_publishing.bundle, name="bundle"),
    path("versie/<int:version>/bundel/halen/", views_publishing.bundle_fetch, name="bundle_fetch"),
    path("versie/<int:version>/bestand/<path:name>", views_publishing.file, name="file"),
    path("<int:number>/terug/", views_deciding.take_back, name="take_back"),
    path("<int:number>/stoppen/", views.stop, name="stop"),
]
