"""What somebody fills in to have a map drawn."""

from __future__ import annotations

from typing import Any

from django import forms

from conceptmapping.settings import CHOICES
from werkwijs.lib.words import lazily


def _choices(name: str) -> list[tuple[str, Any]]:
    return [(choice, lazily(f"analysis.{name}", choice)) for choice in CHOICES[name]]


class AskForm(forms.Form):
    """Everything has a usual answer: one press of the button is enough."""

    transform = forms.ChoiceField(
        label=lazily("analysis.setting", "transform"), choices=_choices("transform"), required=False
    )
    linkage = forms.ChoiceField(
        label=lazily("analysis.setting", "linkage"), choices=_choices("linkage"), required=False
    )
    unplaced = forms.ChoiceField(
        label=lazily("analysis.setting", "unplaced"), choices=_choices("unplaced"), required=False
    )

    def chosen(self) -> dict[str, str]:
        """What is not as usual."""
        usual = {name: choices[0] for name, choices in CHOICES.items()}
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value and value != usual.get(name)
        }
