"""Addresses of the maps of a study."""

from django.urls import path

from werkwijs.analysis import views

app_name = "analysis"

urlpatterns = [
    path("", views.maps, name="maps"),
    path("tekenen/", views.ask, name="ask"),
    path("<int:number>/", views.one, name="map"),
    path("<int:number>/stand/", views.progress, name="progress"),
    path("<int:number>/aantal/", views.choose, name="choose"),
    path("<int:number>/naam/", views.name, name="name"),
    path("<int:number>/terug/", views.take_back, name="take_back"),
    path("<int:number>/stoppen/", views.stop, name="stop"),
]
