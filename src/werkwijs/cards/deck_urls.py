"""Addresses of published cards; they are printed in QR codes, so none is ever renamed."""

from django.urls import path

from werkwijs.cards import views_deck as views
from werkwijs.cards import views_public_files

app_name = "deck"

urlpatterns = [
    path("<slug:code>/", views.edition, name="edition"),
    path("<slug:code>/bestand/<path:name>", views.file, name="file"),
    path("<slug:code>/werker.js", views.worker, name="worker"),
    path("<slug:code>/zonder-internet/", views.unreachable, name="unreachable"),
    path("<slug:code>/meenemen/<str:name>", views_public_files.download, name="download"),
    path(
        "<slug:code>/<slug:audience>/afdruk/<slug:kind>/",
        views_public_files.print_cards,
        name="print",
    ),
    path("<slug:code>/<slug:audience>/", views.deck, name="deck"),
    path("<slug:code>/<slug:audience>/app.webmanifest", views.manifest, name="manifest"),
    path("<slug:code>/<slug:audience>/mat/", views.mat, name="mat"),
    path("<slug:code>/<slug:audience>/stapels/", views.piles, name="piles"),
    path("<slug:code>/<slug:audience>/naast-elkaar/", views.compare, name="compare"),
    path("<slug:code>/<slug:audience>/praten/", views.talk, name="talk"),
    path("<slug:code>/<slug:audience>/<int:number>/", views.card, name="card"),
    path("<slug:code>/<slug:audience>/<int:number>/waarom/", views.why, name="why"),
]
