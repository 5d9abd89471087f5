"""Addresses for setting up a study."""

from django.urls import path

from werkwijs.studies import views

app_name = "studies"
urlpatterns = [
    path("", views.studies, name="list"),
    path("<slug:slug>/", views.study, name="study"),
]
