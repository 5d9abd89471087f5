"""What participants fill in beside their answers: who helps, and what worries them."""

from __future__ import annotations

from django import forms

from werkwijs.lib.words import lazily
from werkwijs.participation import helping, worrying
from werkwijs.participation.models import Help


class HelpForm(forms.Form):
    role = forms.ChoiceField(
        label=lazily("participation.help_who"),
        choices=[(r.value, lazily("participation.help_role", r.value)) for r in helping.Helper],
        widget=forms.RadioSelect,
        error_messages={"required": lazily("participation.help_choose_one")},
    )
    how = forms.MultipleChoiceField(
        label=lazily("participation.help_how"),
        choices=[(h.value, lazily("participation.help_way", h.value)) for h in Help.How],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazily("participation.help_choose_some")},
    )


class WorryForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=lazily("participation.worry_text"),
        required=False,
        max_length=worrying.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": lazily("participation.worry_too_long")},
    )
