"""What somebody hands in to take a way of working in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django import forms

from werkwijs.accounts.models import Organisation
from werkwijs.frameworks import reading
from werkwijs.frameworks.reading import MOST_BYTES
from werkwijs.lib.words import lazily


class TakeInForm(forms.Form):
    """For which organisation, and a file or what stands in one; a file that was chosen counts."""

    organisation = forms.ChoiceField(label=lazily("frameworks.for_organisation"))
    file = forms.FileField(
        label=lazily("frameworks.file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )
    text = forms.CharField(
        label=lazily("frameworks.or_text"),
        help_text=lazily("frameworks.file_counts"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, where: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.where = {str(one.pk): one for one in where}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(pk, one.name) for pk, one in self.where.items()]
        if len(self.where) == 1:
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any]:
        """Read it. What stood in a file stands in the field afterwards, so that it can be mended there."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        content = found.get("text", "").encode()
        if file := found.get("file"):
            content = file.read(MOST_BYTES + 1)  # of what is too large, enough to see that it is
            self._show(content)
        try:
            found |= {"content": content, "told": reading.read(content)}
        except reading.Unreadable as unreadable:
            self.add_error("text", unreadable.faults)
        return found

    @property
    def chosen(self) -> Organisation:
        """The organisation it is for."""
        return self.where[self.cleaned_data.get("organisation", next(iter(self.where)))]

    def _show(self, content: bytes) -> None:
        if len(content) > MOST_BYTES:
            return
        with suppress(UnicodeDecodeError):
            self.data = {**self.data, "text": content.decode("utf-8-sig")}
