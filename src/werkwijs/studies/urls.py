"""Addresses for setting up a study."""

from django.urls import path, re_path

from werkwijs.studies import (
    views,
    views_groups,
    views_opening,
    views_phase,
    views_preview,
    views_scales,
    views_setup,
    views_statements,
    views_texts,
)

app_name = "studies"
urlpatterns = [
    path("", views.studies, name="list"),
    path("nieuw/", views_opening.begin, name="begin"),
    path("nieuw/<slug:how>/", views_opening.begin_so, name="begin_so"),
    path("<slug:slug>/", views.study, name="study"),
    path("<slug:slug>/fase/<slug:to>/", views_phase.phase, name="phase"),
    path("<slug:slug>/vraag/", views_setup.question, name="question"),
    path("<slug:slug>/keuzes/", views_setup.choices, name="choices"),
    path("<slug:slug>/zorgen/", views_setup.worry, name="worry"),
    path("<slug:slug>/groepen/", views_groups.groups, name="groups"),
    path("<slug:slug>/groepen/<int:group_id>/", views_groups.group, name="group"),
    path("<slug:slug>/groepen/<int:group_id>/weg/", views_groups.remove_group, name="remove_group"),
    path("<slug:slug>/groepen/<int:group_id>/plek/", views_groups.move_group, name="move_group"),
    path("<slug:slug>/teksten/", views_texts.texts, name="texts"),
    path("<slug:slug>/teksten/<slug:key>/", views_texts.text, name="text"),
    path(
        "<slug:slug>/teksten/<slug:key>/standaard/",
        views_texts.standard_text,
        name="standard_text",
    ),
    path("<slug:slug>/toestemming/", views_texts.consents, name="consent"),
    path("<slug:slug>/toestemming/nieuw/", views_texts.new_consent, name="new_consent"),
    path(
        "<slug:slug>/toestemming/<int:version>/",
        views_texts.consent_version,
        name="consent_version",
    ),
    path(
        "<slug:slug>/toestemming/<int:version>/publiceren/",
        views_texts.publish_consent,
        name="publish_consent",
    ),
    path("<slug:slug>/schalen/", views_scales.scales, name="scales"),
    path("<slug:slug>/schalen/nieuw/", views_scales.new_scale, name="new_scale"),
    path("<slug:slug>/schalen/<int:scale_id>/", views_scales.scale, name="scale"),
    path("<slug:slug>/schalen/<int:scale_id>/weg/", views_scales.remove_scale, name="remove_scale"),
    path("<slug:slug>/uitspraken/", views_statements.statements, name="statements"),
    path("<slug:slug>/uitspraken/nieuw/", views_statements.new_statement, name="new_statement"),
    path("<slug:slug>/uitspraken/plakken/", views_statements.paste, name="paste"),
    path("<slug:slug>/uitspraken/vastzetten/", views_statements.lock, name="lock"),
    path("<slug:slug>/uitspraken/losmaken/", views_statements.unlock, name="unlock"),
    path(
        "<slug:slug>/uitspraken/<int:statement_id>/",
        views_statements.statement,
        name="statement",
    ),
    path(
        "<slug:slug>/uitspraken/<int:statement_id>/weg/",
        views_statements.drop,
        name="drop_statement",
    ),
    path(
        "<slug:slug>/uitspraken/<int:statement_id>/terug/",
        views_statements.restore,
        name="restore_statement",
    ),
    path(
        "<slug:slug>/uitspraken/<int:statement_id>/plek/",
        views_statements.move,
        name="move_statement",
    ),
    path(
        "<slug:slug>/uitspraken/<int:statement_id>/plaatje-bewaren/",
        views_statements.picture,
        name="set_picture",
    ),
    path(
        "<slug:slug>/uitspraken/<int:statement_id>/geluid-bewaren/",
        views_statements.sound,
        name="set_sound",
    ),
    re_path(
        r"^(?P<slug>[-\w]+)/uitspraken/(?P<statement_id>\d{1,18})/(?P<kind>plaatje|geluid)/$",
        views_statements.medium,
        name="medium",
    ),
    path("<slug:slug>/voorbeeld/<slug:part>/", views_preview.preview, name="preview"),
]
