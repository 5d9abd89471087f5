"""What somebody asks the log for."""

from __future__ import annotations

from typing import Any

from django import forms

from werkwijs.audit.reading import Wanted, what
from werkwijs.lib.words import lazily, say


class AskForm(forms.Form):
    since = forms.DateField(
        label=lazily("audit.since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=lazily("audit.until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    person = forms.ChoiceField(label=lazily("audit.person"), required=False)
    event = forms.ChoiceField(label=lazily("audit.event_asked"), required=False)
    study = forms.ChoiceField(label=lazily("audit.study"), required=False)

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        events: list[str],
        studies: list[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", say("audit.all"))
        self._offer("person", [everything, *people])
        self._offer("event", [everything, *sorted(((e, what(e)) for e in events), key=_second)])
        self._offer("study", [everything, *((slug, slug) for slug in studies)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def wanted(self) -> Wanted:
        """What was asked, as far as it is understood."""
        if not self.is_valid():
            return Wanted()
        return Wanted(**self.cleaned_data)


def _second(choice: tuple[str, str]) -> str:
    return choice[1]


class ReviewForm(forms.Form):
    finding = forms.CharField(
        label=lazily("audit.finding"),
        help_text=lazily("audit.finding_how"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
