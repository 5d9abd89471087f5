"""Forms in which nothing gets lost: what is too long stays, what somebody else changed is shown.

A form about something that exists carries ``seen``: what stood there when its page was opened. When
that has changed, the form comes back with both texts, and a second press keeps one's own.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import Model

from werkwijs.lib.words import say

Shown = tuple[str, str]
"""A label, and what stands there."""


class Plain(forms.Form):
    """Words of our own, no cutting off while pasting, and right-to-left text as its writer sees it."""

    room: str = "studies"
    words: str = "field"
    """Family of words of the room for the labels; hints stand in ``<words>_hint``."""
    hints: tuple[str, ...] = ()
    """Fields that have one."""
    facts: Mapping[str, Any] = {}
    """What is filled in in hints."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _made_plain(field)
            if isinstance(field.widget, forms.HiddenInput):
                continue
            field.label = self.label_of(name)
            if name in self.hints:
                field.help_text = say(f"{self.room}.{self.words}_hint", name, **self.facts)

    def label_of(self, name: str) -> str:
        """What stands before a field."""
        return say(f"{self.room}.{self.words}", name)


class Once(Plain):
    """A form that makes something: sent twice, it makes one."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4()

    def clean_key(self) -> uuid.UUID:
        """A form without a key counts as a new one."""
        return self.cleaned_data.get("key") or uuid.uuid4()


class Careful(Plain):
    """A form about something that exists, as fields of the row ``about``."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, about: Model, **kwargs: Any) -> None:
        self.about = about
        own = self.now()
        super().__init__(*args, initial=own, **kwargs)
        self.fields["seen"].initial = self._mark = _fingerprint(own)

    def now(self) -> dict[str, Any]:
        """What stands there now, by field."""
        return {
            name: self.about.serializable_value(name) for name in self.base_fields if name != "seen"
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("seen") != self._mark:
            self._show_both(cleaned)
        return cleaned

    def save(self) -> Model:
        """Write the fields to the row they are of."""
        names = [name for name in self.fields if name != "seen"]
        for name in names:
            setattr(self.about, name, self.cleaned_data[name])
        self.about.save(update_fields=names)
        return self.about

    def shown(self) -> Iterator[Shown]:
        """Label and value of every field, for who reads and does not change."""
        for bound in self.visible_fields():
            yield str(bound.label), self._said(bound.name, bound.initial)

    def _show_both(self, cleaned: dict[str, Any]) -> None:
        differs = False
        for name, value in list(cleaned.items()):
            if name != "seen" and _plain(value) != _plain(self.initial[name]):
                differs = True
                self.add_error(
                    name,
                    say("studies.changed_meanwhile", now=self._said(name, self.initial[name])),
                )
        if differs:
            self.data = {**self._sent(), "seen": self._mark}

    def _sent(self) -> dict[str, Any]:
        """What was sent, by the names that fields ask for."""
        return {key: self.data.get(key) for key in self.data}

    def _said(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return say("studies.yes" if value else "studies.no")
        choices = dict(getattr(self.fields[name], "choices", ()))
        for choice, words in choices.items():
            if str(getattr(choice, "value", choice)) == str(value) and value not in (None, ""):
                return str(words)
        return str(value) if value not in (None, "") else say("studies.nothing")


def _made_plain(field: forms.Field) -> None:
    for kind in ("required", "invalid", "min_value", "max_value", "invalid_choice", "max_length"):
        if kind in field.error_messages or kind in ("min_value", "max_value", "max_length"):
            said = _message(kind, field)
            if said:
                field.error_messages[kind] = said
    field.widget.attrs.pop("maxlength", None)
    if isinstance(field.widget, forms.TextInput | forms.Textarea) and not isinstance(
        field.widget, forms.NumberInput | forms.HiddenInput
    ):
        field.widget.attrs["dir"] = "auto"


def _message(kind: str, field: forms.Field) -> str:
    if kind == "max_length":
        most = getattr(field, "max_length", None)
        return say("studies.wrong", kind, most=most) if most else ""
    if kind in ("min_value", "max_value"):
        limit = getattr(field, kind, None)
        return say("studies.wrong", kind, limit=limit) if limit is not None else ""
    if kind == "invalid":
        if isinstance(field, forms.IntegerField):
            return say("studies.wrong", "number")
        return say("studies.wrong", "date") if isinstance(field, forms.DateField) else ""
    return say("studies.wrong", kind)


def _fingerprint(values: dict[str, Any]) -> str:
    written = json.dumps({k: _plain(v) for k, v in sorted(values.items())})
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _plain(value: Any) -> str:
    """One way of writing what is the same: line ends, numbers, rows."""
    if isinstance(value, Model):
        value = value.pk
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
