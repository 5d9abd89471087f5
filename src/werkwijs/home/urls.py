"""The first page, and whether the website is well."""

from django.urls import path

from werkwijs.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("health/", views.health, name="health"),
]
