"""Addresses for who was asked to read cards, by a link of their own."""

from django.urls import path

from werkwijs.cards import views_reading

app_name = "reading"

urlpatterns = [
    path("<slug:link>/", views_reading.to_read, name="cards"),
    path("<slug:link>/<int:number>/", views_reading.one, name="one"),
    path("<slug:link>/<int:number>/plaatje/", views_reading.picture, name="picture"),
]
