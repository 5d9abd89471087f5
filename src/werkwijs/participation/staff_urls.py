"""Addresses for who runs a study: joining codes, bench, monitor, paper."""

from django.urls import URLPattern

app_name = "taking_part"
urlpatterns: list[URLPattern] = []
