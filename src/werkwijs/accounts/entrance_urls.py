"""Addresses of signing in: those of allauth that we use, by the names it knows them by.

Not here: signing up, changing one's address, connecting accounts, resetting a password by its mail.
A page that is not there needs no guarding.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path

from werkwijs.accounts import views_entrance

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("geen-toegang/", account.account_inactive, name="account_inactive"),
    path("nog-een-keer/", account.reauthenticate, name="account_reauthenticate"),
    path("wachtwoord/", account.password_change, name="account_change_password"),
    path("wachtwoord/kiezen/", account.password_set, name="account_set_password"),
    path("tweede-stap/", factors.index, name="mfa_index"),
    path("tweede-stap/tonen/", factors.authenticate, name="mfa_authenticate"),
    path("tweede-stap/nog-een-keer/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("tweede-stap/app/", views_entrance.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("tweede-stap/app/weg/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("tweede-stap/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tweede-stap/codes/nieuw/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tweede-stap/codes/bewaren/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("tweede-stap/sleutels/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("tweede-stap/sleutels/nieuw/", views_entrance.AddKey.as_view(), name="mfa_add_webauthn"),
    path(
        "tweede-stap/sleutels/nog-een-keer/",
        keys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("tweede-stap/sleutels/<int:pk>/naam/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "tweede-stap/sleutels/<int:pk>/weg/",
        views_entrance.RemoveKey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("inloggen/sleutel/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("inloggen/<slug:provider_id>/", views_entrance.to_provider, name="openid_connect_login"),
    path("inloggen/<slug:provider_id>/terug/", oidc.callback, name="openid_connect_callback"),
]
