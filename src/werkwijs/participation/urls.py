"""Addresses for people who take part."""

from django.urls import path

from werkwijs.participation import views, views_giving

app_name = "participation"
urlpatterns = [
    path("", views.start, name="start"),
    path("geef/", views_giving.give, name="give"),
]
