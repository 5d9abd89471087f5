"""The person's own pages."""

from django.urls import path

from werkwijs.sharing import views_key, views_mine, views_mine_answers, views_mine_door

app_name = "mine"

WAY = "<slug:code>/"

urlpatterns = [
    path("", views_mine_door.door, name="door"),
    path("kaart/<slug:link>/", views_mine_door.card, name="card"),
    path("sleutel/", views_key.add, name="key"),
    path("sleutel/binnen/", views_key.come_in, name="key_in"),
    path("klaar/", views_mine_door.leave, name="leave"),
    path("toestellen/", views_mine_door.devices, name="devices"),
    path("meenemen/", views_mine.take_along, name="take_along"),
    path("wie-keek/", views_mine.looks, name="looks"),
    path(WAY, views_mine.home, name="home"),
    path(f"{WAY}weg/", views_mine.way, name="path"),
    path(f"{WAY}stap/<int:number>/", views_mine_answers.step, name="step"),
    path(f"{WAY}helpers/", views_mine.helpers, name="helpers"),
    path(f"{WAY}afspraken/", views_mine.agreements, name="agreements"),
    path(f"{WAY}kaarten/", views_mine.cards, name="cards"),
    path(f"{WAY}woorden/", views_mine_answers.own_words, name="own_words"),
    path(f"{WAY}plan/", views_mine_answers.plan, name="plan"),
    path(f"{WAY}niet-goed/", views_mine_answers.not_well, name="not_well"),
    path(f"{WAY}wie-ziet/", views_mine_answers.who_sees, name="who_sees"),
    path(f"{WAY}vraag/<int:number>/", views_mine_answers.question, name="question"),
    path(f"{WAY}stop/", views_mine_answers.stop, name="stop"),
    path(f"{WAY}klacht/", views_mine_answers.complain, name="complain"),
]
