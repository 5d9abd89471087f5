"""Addresses for people who take part."""

from django.urls import path

from werkwijs.participation import views

app_name = "participation"
urlpatterns = [path("", views.start, name="start")]
