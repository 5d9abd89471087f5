"""Every address, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("werkwijs.home.urls")),
    path("", include("werkwijs.design.urls")),
    path("account/", include("werkwijs.accounts.urls")),
    path("account/", include("werkwijs.accounts.entrance_urls")),
    path("logboek/", include("werkwijs.audit.urls")),
    path("studies/", include("werkwijs.studies.urls")),
    path("studies/<slug:slug>/deelname/", include("werkwijs.participation.staff_urls")),
    path("studies/<slug:slug>/kaart/", include("werkwijs.analysis.urls")),
    path("studiemap/", include("werkwijs.participation.folder_urls")),
    path("mee/", include("werkwijs.participation.urls")),
]

handler400 = "werkwijs.design.errors.bad_request"
handler403 = "werkwijs.design.errors.forbidden"
handler404 = "werkwijs.design.errors.not_found"
handler500 = "werkwijs.design.errors.our_mistake"
