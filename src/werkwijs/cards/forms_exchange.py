"""Forms about editions: the file that comes in, and the language of a translation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from werkwijs.accounts.models import Organisation
from werkwijs.cards.formats.unpacking import LARGEST_ZIP, MEGABYTE
from werkwijs.lib.words import lazily, say


class ZipForm(forms.Form):
    """An edition that is handed in, for one of one's organisations."""

    file = forms.FileField(
        label=lazily("cards.exchange_file"),
        help_text=lazily("cards.exchange_file_hint"),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def __init__(self, mine: QuerySet[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages |= {
            "required": say("cards.exchange_file_none"),
            "empty": say("cards.exchange_file_empty"),
        }
        self.fields["organisation"] = forms.ModelChoiceField(
            mine,
            label=lazily("cards.exchange_organisation"),
            empty_label=None,
            initial=mine.first(),
            widget=forms.Select if len(mine) > 1 else forms.HiddenInput,
        )

    def clean_file(self) -> UploadedFile:
        handed_in: UploadedFile = self.cleaned_data["file"]
        if (handed_in.size or 0) > LARGEST_ZIP:
            raise forms.ValidationError(say("cards.exchange_file_large", n=LARGEST_ZIP // MEGABYTE))
        return handed_in
