"""Ways of working."""

from django.urls import path

from werkwijs.frameworks import views

app_name = "frameworks"

urlpatterns = [
    path("", views.frameworks, name="list"),
    path("nieuw/", views.take_in, name="take_in"),
    path("voorbeelden/<int:pk>/", views.take_in_examples, name="examples"),
    path("<int:pk>/", views.framework, name="framework"),
    path("<int:pk>/bestand/", views.file, name="file"),
]
