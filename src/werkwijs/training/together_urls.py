"""The page of an expert by experience who gives a course along."""

from django.urls import path

from werkwijs.training import views_together

app_name = "together"

urlpatterns = [path("<slug:link>/", views_together.home, name="home")]
