"""Addresses for who votes on a name."""

from django.urls import path

from werkwijs.analysis import views_vote

app_name = "vote"

urlpatterns = [
    path("", views_vote.start, name="start"),
    path("<str:code>/", views_vote.ballot, name="ballot"),
]
