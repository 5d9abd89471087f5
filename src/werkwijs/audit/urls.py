"""Addresses of the log."""

from django.urls import path

from werkwijs.audit import views

app_name = "audit"
urlpatterns = [
    path("<int:pk>/", views.log, name="log"),
    path("<int:pk>/csv/", views.export, name="export"),
    path("<int:pk>/steekproef/", views.review, name="review"),
]
