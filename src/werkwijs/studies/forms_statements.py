"""Forms about statements: their words, their picture, their sound."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from werkwijs.lib.words import say
from werkwijs.studies import statements
from werkwijs.studies.careful import Careful, Once, Plain
from werkwijs.studies.models import Group, Statement, Study


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OriginChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


def _of_groups(field: forms.Field, study: Study) -> None:
    assert isinstance(field, OriginChoice)  # noqa: S101 - for the type checker
    field.queryset = study.groups.all()
    field.empty_label = say("studies.no_origin")


class _Words(Plain):
    """The fields of a statement."""

    text = forms.CharField(max_length=statements.LONGEST, widget=_area(2))
    easy = forms.CharField(max_length=statements.LONGEST, required=False, widget=_area(2))
    short = forms.CharField(max_length=60, required=False)
    origin = OriginChoice(Group.objects.none(), required=False)


class NewStatement(Once, _Words):
    words = "statement_field"
    hints = ("text", "easy", "short", "origin")
    field_order = ("text", "easy", "short", "origin", "key")

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        self.facts = {"stem": study.stem}
        super().__init__(*args, **kwargs)
        _of_groups(self.fields["origin"], study)


class EditStatement(Careful, _Words):
    words = "statement_field"
    hints = ("text", "easy", "short", "origin")
    field_order = ("text", "easy", "short", "origin", "seen")
    about: Statement

    def __init__(self, *args: Any, about: Statement, locked: bool, **kwargs: Any) -> None:
        self.facts = {"stem": about.study.stem}
        super().__init__(*args, about=about, **kwargs)
        _of_groups(self.fields["origin"], about.study)
        if locked:
            for name in ("text", "easy"):
                self.fields[name].disabled = True
                self.fields[name].help_text = say("studies.text_is_locked")


class PasteStatements(Once):
    words = "paste_field"
    hints = ("lines", "origin")
    lines = forms.CharField(widget=_area(12), max_length=200_000)
    origin = OriginChoice(Group.objects.none(), required=False)
    field_order = ("lines", "origin", "key")

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _of_groups(self.fields["origin"], study)

    def clean_lines(self) -> str:
        """The lines stay as they were pasted; `found` holds the statements in them."""
        pasted: str = self.cleaned_data["lines"]
        self.found = statements.lines_of(pasted)
        if not self.found:
            raise forms.ValidationError(say("studies.wrong", "required"))
        if len(self.found) > statements.AT_ONCE:
            raise forms.ValidationError(
                say("studies.wrong", "lines_many", n=len(self.found), most=statements.AT_ONCE)
            )
        for n, line in enumerate(self.found, start=1):
            if len(line) > statements.LONGEST:
                raise forms.ValidationError(
                    say("studies.wrong", "line_long", nth=n, most=statements.LONGEST)
                )
        return pasted


class Picture(Plain):
    words = "picture_field"
    hints = ("picture", "alt")
    picture = forms.FileField(
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    alt = forms.CharField(max_length=200)

    def handed_in(self) -> bytes | None:
        file: UploadedFile | None = self.cleaned_data.get("picture")
        return file.read() if file else None


class Sound(Plain):
    words = "sound_field"
    hints = ("sound",)
    sound = forms.FileField(
        widget=forms.FileInput(attrs={"accept": "audio/*,.m4a,.mp3,.ogg,.wav,.webm"})
    )
