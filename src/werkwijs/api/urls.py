"""Addresses for programs. A next version gets another number; this one stays."""

from django.urls import path

from werkwijs.api import views

app_name = "api"

urlpatterns = [
    path("", views.start, name="start"),
    path("openapi.json", views.description, name="description"),
    path("editions/", views.editions, name="editions"),
    path("editions/<slug:code>/", views.edition, name="edition"),
    path("maps/<slug:link>/", views.map_, name="map"),
]
