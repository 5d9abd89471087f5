"""The address at which an edition is shown to everybody, or no longer."""

from django.urls import path

from werkwijs.cards import views_freezing

app_name = "showing"

urlpatterns = [path("<slug:code>/openbaar/", views_freezing.show_to_all, name="edition")]
