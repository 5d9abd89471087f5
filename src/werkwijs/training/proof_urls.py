"""Where anybody verifies a certificate."""

from django.urls import path

from werkwijs.training import views_proof as views

app_name = "proof"

urlpatterns = [
    path("", views.start, name="start"),
    path("sleutels/", views.keys, name="keys"),
    path("sleutels/<str:kid>/", views.key, name="key"),
    path("uitgever/<slug:mark>/", views.issuer, name="issuer"),
    path("uitgever/<slug:mark>/ingetrokken/", views.revoked, name="revoked"),
    path("<slug:code>/", views.verify, name="verify"),
    path("<slug:code>/badge/", views.badge, name="badge"),
]
