"""Addresses of results that are shared."""

from django.urls import path

from werkwijs.analysis import views_result

app_name = "result"

urlpatterns = [
    path("<str:link>/", views_result.result, name="result"),
    path("<str:link>/<path:name>", views_result.result_file, name="file"),
]
