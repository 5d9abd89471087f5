"""Addresses of organisations, colleagues and one's own account, beside those of allauth."""

from django.urls import path

from werkwijs.accounts import views

app_name = "accounts"
urlpatterns = [
    path("organisatie/", views.organisation, name="organisation"),
    path("ik/", views.me, name="me"),
]
