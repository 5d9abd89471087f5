"""Every address, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("werkwijs.home.urls")),
    path("", include("werkwijs.design.urls")),
    path("api/v1/", include("werkwijs.api.urls")),
    path("account/", include("werkwijs.accounts.urls")),
    path("account/", include("werkwijs.accounts.entrance_urls")),
    path("logboek/", include("werkwijs.audit.urls")),
    path("studies/", include("werkwijs.studies.urls")),
    path("studies/<slug:slug>/deelname/", include("werkwijs.participation.staff_urls")),
    path("studies/<slug:slug>/kaart/", include("werkwijs.analysis.urls")),
    path("studies/<slug:slug>/kaarten/", include("werkwijs.cards.urls")),
    path("uitgaven/", include("werkwijs.cards.showing_urls")),
    path("uitgaven/", include("werkwijs.cards.exchange_urls")),
    path("proeflezen/", include("werkwijs.cards.reading_urls")),
    path("studiemap/", include("werkwijs.participation.folder_urls")),
    path("uitkomst/", include("werkwijs.analysis.result_urls")),
    path("kaarten/", include("werkwijs.cards.deck_urls")),
    path("cursussen/", include("werkwijs.training.urls")),
    path("groepen/", include("werkwijs.training.giving_urls")),
    path("samen/", include("werkwijs.training.together_urls")),
    path("leren/", include("werkwijs.training.learning_urls")),
    path("klas/", include("werkwijs.training.class_urls")),
    path("bewijs/", include("werkwijs.training.proof_urls")),
    path("verandering/", include("werkwijs.training.change_urls")),
    path("werkwijzen/", include("werkwijs.frameworks.urls")),
    path("begeleiding/", include("werkwijs.guidance.urls")),
    path("mijn/", include("werkwijs.sharing.mine_urls")),
    path("betrokken/", include("werkwijs.sharing.around_urls")),
    path("stem/", include("werkwijs.analysis.vote_urls")),
    path("mee/", include("werkwijs.participation.urls")),
]

handler400 = "werkwijs.design.errors.bad_request"
handler403 = "werkwijs.design.errors.forbidden"
handler404 = "werkwijs.design.errors.not_found"
handler500 = "werkwijs.design.errors.our_mistake"
