"""Addresses of the editions of an organisation."""

from django.urls import path

from werkwijs.cards import views_exchange, views_translating

app_name = "editions"

urlpatterns = [
    path("", views_exchange.editions, name="list"),
    path("opnemen/", views_exchange.take_in, name="take_in"),
    path("<slug:code>/", views_exchange.edition, name="edition"),
    path("<slug:code>/bestand/<str:name>", views_exchange.download, name="download"),
    path("<slug:code>/afdruk/<str:audience>/<str:kind>/", views_exchange.print_cards, name="print"),
    path("<slug:code>/vertalen/", views_translating.begin, name="translate_begin"),
    path("<slug:code>/vertalen/<str:language>/", views_translating.translate, name="translate"),
    path(
        "<slug:code>/vertalen/<str:language>/klaar/",
        views_translating.finish,
        name="translate_finish",
    ),
]
