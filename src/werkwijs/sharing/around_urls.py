"""Pages for people around the person: an employer, family, helpers."""

from django.urls import path

from werkwijs.sharing import views_around

app_name = "around"

urlpatterns = [
    path("", views_around.door, name="door"),
    path("kom/<slug:link>/", views_around.invitation, name="invitation"),
    path("klaar/", views_around.leave, name="leave"),
    path("<slug:code>/", views_around.way, name="way"),
    path("<slug:code>/signaal/", views_around.signal, name="signal"),
    path("<slug:code>/verandering/", views_around.change, name="change"),
    path("<slug:code>/klacht/", views_around.complain, name="complain"),
    path("<slug:code>/stoppen/", views_around.go_away, name="go_away"),
]
