"""Addresses of organisations, colleagues and one's own account; of signing in: `entrance_urls`."""

from django.urls import path

from werkwijs.accounts import views_entrance, views_me, views_organisation

app_name = "accounts"
urlpatterns = [
    path("welkom/<str:code>/", views_entrance.welcome, name="welcome"),
    path("vergeten/", views_entrance.forgotten, name="forgotten"),
    path("ik/", views_me.me, name="me"),
    path("ik/berichten/", views_me.see_notices, name="notices"),
    path("ik/sessies/anders/einde/", views_me.end_other_sessions, name="end_other_sessions"),
    path("ik/sessies/<int:pk>/einde/", views_me.end_session, name="end_session"),
    path("organisatie/", views_organisation.organisation, name="organisation"),
    path("organisatie/<int:pk>/", views_organisation.organisation_of, name="organisation_of"),
    path("organisatie/<int:pk>/wijzigen/", views_organisation.edit, name="organisation_edit"),
    path("organisatie/<int:pk>/uitnodigen/", views_organisation.invite, name="invite"),
    path(
        "organisatie/<int:pk>/uitnodiging/<int:invitation>/",
        views_organisation.invitation,
        name="invitation",
    ),
    path(
        "organisatie/<int:pk>/uitnodiging/<int:invitation>/intrekken/",
        views_organisation.withdraw,
        name="withdraw_invitation",
    ),
    path(
        "organisatie/<int:pk>/collega/<uuid:user>/",
        views_organisation.colleague,
        name="colleague",
    ),
    path(
        "organisatie/<int:pk>/collega/<uuid:user>/rollen/",
        views_organisation.change_roles,
        name="change_roles",
    ),
    path(
        "organisatie/<int:pk>/collega/<uuid:user>/vertrek/",
        views_organisation.let_go,
        name="let_go",
    ),
    path(
        "organisatie/<int:pk>/collega/<uuid:user>/wachtwoord/",
        views_organisation.password_link,
        name="password_link",
    ),
    path(
        "organisatie/<int:pk>/collega/<uuid:user>/herstel/",
        views_organisation.help_back,
        name="help_back",
    ),
    path(
        "organisatie/<int:pk>/collega/<uuid:user>/herstel/intrekken/",
        views_organisation.no_help_needed,
        name="no_help_needed",
    ),
]
