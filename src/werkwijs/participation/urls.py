"""Addresses for people who take part."""

from django.urls import path

from werkwijs.participation import views, views_always, views_giving, views_home, views_spoken

app_name = "participation"
urlpatterns = [
    path("", views.start, name="start"),
    path("stap/", views_home.home, name="home"),
    path("hulp/", views_always.help_page, name="help"),
    path("zorgen/", views_always.worry, name="worry"),
    path("later/", views_always.pause, name="pause"),
    path("niet-meer/", views_always.withdraw, name="withdraw"),
    path("geef/", views_giving.give, name="give"),
    path("stem/", views_spoken.spoken, name="spoken"),
]
