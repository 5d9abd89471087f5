"""Did it help? The change of a group, and of all groups of a course."""

from django.urls import path

from werkwijs.training import views_change as views

app_name = "changes"

urlpatterns = [
    path("groep/<slug:code>/", views.group, name="group"),
    path("cursus/<slug:code>/", views.course, name="course"),
]
