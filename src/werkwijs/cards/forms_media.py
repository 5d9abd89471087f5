"""What somebody fills in about the picture and the sound of a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from werkwijs.cards.edition_document import ALT, CREDIT
from werkwijs.lib import pictures, sounds
from werkwijs.lib.pictures import NotAPicture
from werkwijs.lib.sounds import NotASound
from werkwijs.lib.words import lazily, say


def _line(name: str, longest: int, *, required: bool) -> forms.CharField:
    """A line that is never cut off while pasting; what is too long stays, and is told."""
    field = forms.CharField(
        label=lazily("cards.media_field", name),
        help_text=lazily("cards.media_hint", name),
        required=required,
        error_messages={"required": lazily("cards.media_wrong", f"{name}_missing")},
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "autocomplete": "off"}),
    )
    field.longest = longest  # type: ignore[attr-defined]
    return field


class _Lines(forms.Form):
    """Says of a line that is too long by how much."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, field in self.fields.items():
            longest = getattr(field, "longest", None)
            if longest and len(given.get(name) or "") > longest:
                over = len(given[name]) - longest
                self.add_error(name, say("cards.media_too_long", most=longest, n=over))
        return given


class Description(_Lines):
    """The words about a picture that is there."""

    alt = _line("alt", ALT, required=True)
    credit = _line("credit", CREDIT, required=True)

    def __init__(self, *args: Any, of_a_pictogram: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_a_pictogram:
            del self.fields["credit"]  # its set says who made it


class OwnPicture(_Lines):
    """A picture of somebody's own."""

    picture = forms.FileField(
        label=lazily("cards.media_field", "picture"),
        help_text=lazily("cards.media_hint", "picture"),
        allow_empty_file=True,
        error_messages={"required": lazily("cards.media_wrong", "picture_missing")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    alt = _line("alt", ALT, required=True)
    credit = _line("credit", CREDIT, required=True)

    def handed_in(self) -> bytes:
        """What is in the file.

        Raises
        ------
        NotAPicture
            It is larger than we look into.
        """
        file: UploadedFile = self.cleaned_data["picture"]
        if (file.size or 0) > pictures.LARGEST_BYTES:
            raise NotAPicture("bytes")
        content: bytes = file.read()
        return content


class Recording(_Lines):
    """A sound of somebody who reads the text; recorded on the page, or chosen."""

    sound = forms.FileField(
        label=lazily("cards.media_field", "sound"),
        help_text=lazily("cards.media_hint", "sound"),
        allow_empty_file=True,
        error_messages={"required": lazily("cards.media_wrong", "sound_missing")},
        widget=forms.FileInput(attrs={"accept": "audio/*,.m4a,.mp3,.ogg,.wav,.webm"}),
    )
    agreed = forms.BooleanField(
        label=lazily("cards.media_field", "agreed"),
        error_messages={"required": lazily("cards.media_wrong", "agreed_missing")},
    )
    of = forms.CharField(required=False, widget=forms.HiddenInput)

    def handed_in(self) -> bytes:
        """What is in the file.

        Raises
        ------
        NotASound
            It is larger than we look into.
        """
        file: UploadedFile = self.cleaned_data["sound"]
        if (file.size or 0) > sounds.LARGEST_BYTES:
            raise NotASound("bytes")
        content: bytes = file.read()
        return content
