"""A lesson in a room: phones answer what is on the wall."""

from django.urls import path

from werkwijs.training import views_class

app_name = "classroom"

urlpatterns = [
    path("", views_class.start, name="start"),
    path("groep/<slug:code>/", views_class.remote, name="remote"),
    path("groep/<slug:code>/scherm/", views_class.wall, name="wall"),
    path("<slug:code>/", views_class.phone, name="phone"),
]
