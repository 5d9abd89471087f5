"""Addresses of paper, below those for who runs a study."""

from django.urls import path, re_path

from werkwijs.participation.paper import (
    views_entry,
    views_ideas,
    views_people,
    views_print,
    views_second,
)

ONE = "<int:number>/"
TASK = r"^(?P<number>[0-9]{1,9})/(?P<task>sorting|rating)"

urlpatterns = [
    path("", views_people.paper, name="paper"),
    path("uitdelen/", views_people.hand_out, name="paper_hand_out"),
    path("porties/", views_people.deal, name="paper_deal"),
    path("afdrukken/", views_print.printed, name="paper_print"),
    path("zoek/", views_people.find, name="paper_find"),
    path(ONE, views_people.person, name="paper_person"),
    path(f"{ONE}mensen/", views_people.people, name="paper_people"),
    path(f"{ONE}toestemming/", views_people.consent, name="paper_consent"),
    path(f"{ONE}ideeen/", views_ideas.ideas, name="paper_ideas"),
    path(f"{ONE}ideeen/<uuid:key>/weg/", views_ideas.idea_remove, name="paper_idea_remove"),
    path(f"{ONE}stapels/", views_entry.sort, name="paper_sort"),
    path(f"{ONE}stapels/kijk/", views_entry.sort_check, name="paper_sort_check"),
    path(f"{ONE}stapels/nog-eens/", views_entry.sort, {"second": True}, name="paper_sort_again"),
    path(f"{ONE}cijfers/", views_entry.sheet, name="paper_ratings"),
    path(
        f"{ONE}cijfers/nog-eens/", views_entry.sheet, {"second": True}, name="paper_ratings_again"
    ),
    re_path(f"{TASK}/vergelijk/$", views_second.compare, name="paper_compare"),
    re_path(f"{TASK}/weg/$", views_second.remove, name="paper_remove"),
    re_path(f"{TASK}/terug/$", views_second.put_back, name="paper_put_back"),
]
