"""The address where a study folder comes in: no study has it yet."""

from django.urls import path

from werkwijs.participation import views_exchange

app_name = "folder"
urlpatterns = [path("", views_exchange.into, name="into")]
