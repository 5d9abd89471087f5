"""What a trainer fills in about a group and its meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

import coursepack as cp
from werkwijs.lib.words import say
from werkwijs.studies.careful import Once, Plain
from werkwijs.training.joining import MOST
from werkwijs.training.models import NAME, SHORT, TITLE, Route, Version


class NewGroup(Once):
    """A group is begun."""

    room = "training"
    words = "give_field"
    hints = ("version", "group_name")

    version = forms.ChoiceField()
    route = forms.ChoiceField(widget=forms.RadioSelect)
    group_name = forms.CharField(max_length=NAME)

    def __init__(self, versions: Sequence[Version], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(version.pk): version for version in versions}
        self._choose(
            "version",
            [
                (pk, say("training.give_version", title=one.course.title, n=one.number))
                for pk, one in self.versions.items()
            ],
        )
        self._choose("route", [(r, say("training.edit_route", r)) for r in Route.values])

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices


class Invite(Once):
    """More people."""

    room = "training"
    words = "give_field"
    hints = ("people",)

    people = forms.IntegerField(min_value=1, max_value=MOST)


class MeetingForm(Once):
    """When the group meets."""

    room = "training"
    words = "give_field"

    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(min_value=5, max_value=720, initial=120)
    lesson = forms.ChoiceField(required=False)
    place = forms.CharField(max_length=TITLE, required=False)
    remark = forms.CharField(max_length=SHORT, required=False)

    def __init__(self, course: cp.Course, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lesson"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [
            ("", say("training.give_no_lesson")),
            *((str(lesson.number), lesson.title) for lesson in course.lessons),
        ]

    def clean_lesson(self) -> int | None:
        chosen = self.cleaned_data.get("lesson")
        return int(chosen) if chosen else None


class Reply(Plain):
    """An answer to what somebody handed in."""

    room = "training"
    words = "give_field"

    reply = forms.CharField(max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}))
