"""Addresses of the picture and the sound of a text; included in those of the room."""

from django.urls import path

from werkwijs.cards import views_media

urlpatterns = [
    path("<int:number>/<slug:audience>/beeld/", views_media.picture, name="picture"),
    path(
        "<int:number>/<slug:audience>/beeld/bestand/", views_media.picture_file, name="picture_file"
    ),
    path("<int:number>/<slug:audience>/geluid/", views_media.sound, name="sound"),
    path("<int:number>/<slug:audience>/geluid/bestand/", views_media.sound_file, name="sound_file"),
    path("pictogram/<slug:name>.svg", views_media.pictogram, name="pictogram"),
]
