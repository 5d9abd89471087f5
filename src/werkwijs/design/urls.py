"""Addresses that belong to no room in particular."""

from django.urls import path

from werkwijs.design import views, views_spoken

app_name = "design"
urlpatterns = [
    path("taal/", views.language, name="language"),
    path("voorlezen/", views_spoken.spoken, name="spoken"),
]
