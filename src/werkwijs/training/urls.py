"""Where courses are made, frozen and packed."""

from django.urls import path

from werkwijs.training import (
    views_accrediting,
    views_blocks,
    views_editor,
    views_measures,
    views_versions,
)

app_name = "training"

LESSON = "<slug:code>/les/<int:number>/"
VERSION = "<slug:code>/versies/<int:number>/"

urlpatterns = [
    path("", views_editor.courses, name="list"),
    path("nieuw/", views_editor.new, name="new"),
    path("<slug:code>/", views_editor.course, name="course"),
    path("<slug:code>/gegevens/", views_editor.about, name="about"),
    path("<slug:code>/kopie/", views_editor.copy, name="copy"),
    path("<slug:code>/uitgave/", views_editor.edition, name="edition"),
    path("<slug:code>/les/", views_editor.new_lesson, name="new_lesson"),
    path(LESSON, views_editor.lesson, name="lesson"),
    path(f"{LESSON}gegevens/", views_editor.lesson_about, name="lesson_about"),
    path(f"{LESSON}nieuw/<slug:kind>/", views_blocks.new_block, name="new_block"),
    path(f"{LESSON}taal/<slug:kind>/", views_blocks.advice, name="advice"),
    path(f"{LESSON}bekijken/<slug:route>/", views_blocks.preview, name="preview"),
    path("<slug:code>/onderdeel/<int:number>/", views_blocks.block, name="block"),
    path("<slug:code>/bestand/<int:number>/", views_blocks.file, name="file"),
    path("<slug:code>/kaart/<path:name>", views_blocks.card_picture, name="card_file"),
    path("<slug:code>/meting/", views_measures.measure, name="measure"),
    path("<slug:code>/meting/nieuw/<slug:kind>/", views_measures.new_item, name="new_item"),
    path("<slug:code>/meting/<int:number>/", views_measures.item, name="item"),
    path("<slug:code>/vastleggen/", views_versions.freeze, name="freeze"),
    path("<slug:code>/versies/", views_versions.versions, name="versions"),
    path(VERSION, views_versions.version, name="version"),
    path(f"{VERSION}accreditatie/", views_accrediting.accreditation, name="accreditation"),
    path(f"{VERSION}accreditatie/<slug:route>/", views_accrediting.pack, name="accreditation_pack"),
    path(
        f"{VERSION}bekijken/<slug:route>/<int:lesson>/",
        views_versions.version_lesson,
        name="version_lesson",
    ),
    path(f"{VERSION}media/<str:name>", views_versions.version_file, name="version_file"),
    path(f"{VERSION}ophalen/<slug:route>/", views_versions.fetch, name="fetch"),
    path(f"{VERSION}pakket/<slug:route>/<slug:form>/", views_versions.package, name="package"),
]
