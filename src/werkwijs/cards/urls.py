"""Addresses on which the cards of a study are made."""

from django.urls import include, path

from werkwijs.cards import views, views_freezing, views_reading

app_name = "cards"


urlpatterns = [
    path("", views.cards, name="cards"),
    path("nieuw/", views.new, name="new"),
    path("dekking/", views.coverage, name="coverage"),
    path("uitspraak/<int:version>/<str:statement>/", views.statement, name="statement"),
    path("proeflezers/", views_reading.readers, name="readers"),
    path("proeflezers/<int:reader>/", views_reading.reader, name="reader"),
    path("opmerking/<int:remark>/", views_reading.settle, name="settle"),
    path("vastleggen/", views_freezing.freeze, name="freeze"),
    path("<int:number>/", views.card, name="card"),
    path("<int:number>/<slug:audience>/", views.text, name="text"),
    path("<int:number>/<slug:audience>/bronnen/", views.rest_on, name="rest_on"),
    path("<int:number>/<slug:audience>/taal/", views.advice, name="advice"),
    path("<int:number>/<slug:audience>/goed/", views.approve, name="approve"),
    path("<int:number>/<slug:audience>/opmerken/", views_reading.remark, name="remark"),
    path("", include("werkwijs.cards.media_urls")),
]
