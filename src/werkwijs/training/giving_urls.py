"""Where trainers look after their groups."""

from django.urls import path

from werkwijs.training import views_giving as views

app_name = "giving"

urlpatterns = [
    path("", views.groups, name="list"),
    path("nieuw/", views.new, name="new"),
    path("<slug:code>/", views.group, name="group"),
    path("<slug:code>/uitnodigen/", views.invite, name="invite"),
    path("<slug:code>/strookjes/", views.sheet, name="sheet"),
    path("<slug:code>/deelnemer/<int:number>/", views.person, name="person"),
    path("<slug:code>/opdrachten/", views.tasks, name="tasks"),
    path("<slug:code>/bijeenkomsten/", views.meetings, name="meetings"),
    path("<slug:code>/bijeenkomsten/agenda.ics", views.calendar, name="calendar"),
    path("<slug:code>/bijeenkomsten/<int:pk>/", views.meeting, name="meeting"),
    path("<slug:code>/les/<int:number>/", views.handout, name="handout"),
    path("<slug:code>/samen/", views.along, name="along"),
    path("<slug:code>/samen/<int:pk>/", views.along_link, name="along_link"),
]
