"""Where people learn, by a link of their own."""

from django.urls import path

from werkwijs.training import views_learning as views
from werkwijs.training import views_proof

app_name = "learning"

urlpatterns = [
    path("<slug:link>/", views.home, name="home"),
    path("<slug:link>/les/<int:number>/", views.lesson, name="lesson"),
    path("<slug:link>/onderdeel/<int:number>/", views.act, name="act"),
    path("<slug:link>/stand/", views.save, name="save"),
    path("<slug:link>/bestand/<path:name>", views.file, name="file"),
    path("<slug:link>/gezien/", views.seen, name="known"),
    path("<slug:link>/vragen/<slug:moment>/", views.measure, name="measure"),
    path("<slug:link>/mijn-woorden/", views.mine, name="mine"),
    path("<slug:link>/mijn-woorden/word/", views.mine_file, name="mine_file"),
    path("<slug:link>/bewijs/", views_proof.proof, name="proof"),
    path("<slug:link>/bewijs/pdf/", views_proof.paper, name="paper"),
    path("<slug:link>/stoppen/", views.stop, name="stop"),
]
