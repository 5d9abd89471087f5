"""Addresses that belong to no room in particular."""

from django.urls import path

from werkwijs.design import views

app_name = "design"
urlpatterns = [path("taal/", views.language, name="language")]
