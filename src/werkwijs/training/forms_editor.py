"""What somebody fills in about a course, a lesson, the measure, and a version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from werkwijs.accounts.models import Organisation
from werkwijs.cards.models import Edition
from werkwijs.lib.words import say
from werkwijs.studies.careful import Careful, Once
from werkwijs.training.forms_blocks import sent_with_lists
from werkwijs.training.models import LONG, SHORT, TITLE, Lesson, Route

LANGUAGES = ("nl", "en")
LICENCES = ("CC-BY-SA-4.0", "CC-BY-4.0", "LicenseRef-all-rights-reserved")


def _area(rows: int, longest: int = LONG, *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(max_length=longest, required=required, widget=widget)


def _routes() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = choices


def _all_routes() -> list[tuple[str, str]]:
    return [(route, say("training.edit_route", route)) for route in Route.values]


class New(Once):
    """A course is begun."""

    room = "training"
    words = "edit_field"
    hints = ("title_of_course", "edition")

    title_of_course = forms.CharField(max_length=TITLE)
    organisation = forms.ChoiceField()
    edition = forms.ChoiceField(required=False)
    language = forms.ChoiceField()

    def __init__(self, mine: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mine = {str(one.pk): one for one in mine}
        self.editions = {
            str(one.pk): one
            for one in Edition.objects.filter(organisation__in=mine)
            .defer("content")
            .select_related("organisation")
            .order_by("-pk")
        }
        several = len(self.mine) > 1
        _choose(self, "organisation", [(pk, one.name) for pk, one in self.mine.items()])
        _choose(
            self,
            "edition",
            [
                *((pk, named(one, several=several)) for pk, one in self.editions.items()),
                ("", say("training.edit_edition_none")),
            ],
        )
        _choose(self, "language", _languages())
        self.fields["edition"].initial = next(iter(self.editions), "")
        if not several:
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        pk = cleaned.get("organisation") or next(iter(self.mine))
        cleaned["organisation"] = self.mine[pk]
        chosen = self.editions.get(cleaned.get("edition") or "")
        if chosen is not None and chosen.organisation_id != self.mine[pk].pk:
            self.add_error("edition", say("training.edit_edition_elsewhere"))
        cleaned["edition"] = chosen
        return cleaned


def named(edition: Edition, *, several: bool = False) -> str:
    """An edition in a list to choose from."""
    said = say("training.edition_named", title=edition.title, n=edition.number)
    return f"{said} ({edition.organisation.name})" if several else said


def _languages() -> list[tuple[str, str]]:
    return [(code, say("training.edit_language", code)) for code in LANGUAGES]


class About(Careful):
    """What a course is."""

    room = "training"
    words = "edit_field"
    hints = ("about", "pass_mark", "invented", "licence")

    title = forms.CharField(max_length=TITLE)
    about = _area(5)  # type: ignore[assignment]
    language = forms.ChoiceField()
    licence = forms.ChoiceField()
    pass_mark = forms.IntegerField(min_value=1, max_value=100)
    invented = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "language", _languages())
        _choose(self, "licence", [(code, say("training.edit_licence", code)) for code in LICENCES])

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "seen"}


class LessonForm(Careful):
    """What a lesson is, and for whom."""

    room = "training"
    words = "edit_field"
    hints = ("aim", "minutes", "test", "lesson_routes")

    title = forms.CharField(max_length=TITLE)
    aim = forms.CharField(max_length=SHORT, required=False)
    minutes = forms.IntegerField(min_value=1, max_value=600, required=False)
    lesson_routes = _routes()
    test = forms.BooleanField(required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, about: Lesson, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        _choose(self, "lesson_routes", _all_routes())
        self.initial.setdefault("key", None)

    def now(self) -> dict[str, Any]:
        lesson = self.about
        assert isinstance(lesson, Lesson)  # noqa: S101 - for the type checker
        return {
            "title": lesson.title,
            "aim": lesson.aim,
            "minutes": lesson.minutes,
            "lesson_routes": lesson.routes,
            "test": lesson.test,
        }

    def told(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in ("title", "aim", "minutes", "test")}
        return {**told, "routes": self.cleaned_data["lesson_routes"]}

    def _show_both(self, cleaned: dict[str, Any]) -> None:
        if self.about.pk is not None:
            super()._show_both(cleaned)  # of what is new there is no other text

    def _sent(self) -> dict[str, Any]:
        return sent_with_lists(self.data, "lesson_routes")


class Copy(Once):
    """A copy of a course gets a title of its own."""

    room = "training"
    words = "edit_field"

    title_of_course = forms.CharField(max_length=TITLE)


class Freeze(Once):
    """What is new in a version, for colleagues."""

    room = "training"
    words = "edit_field"
    hints = ("remark",)

    remark = _area(2, 300)
