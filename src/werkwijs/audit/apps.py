"""The room opens: it listens to the room below, and looks after its table."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Audit(AppConfig):
    name = "werkwijs.audit"

    def ready(self) -> None:
        from werkwijs.accounts import telling
        from werkwijs.audit import append_only, hearing

        telling.listen(hearing.hear)
        hearing.listen()
        post_migrate.connect(append_only.after_migrating, sender=self, dispatch_uid="audit")
