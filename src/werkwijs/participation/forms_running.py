"""What who runs a study fills in: a new join code, and what was seen of a representative's yes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from werkwijs.lib.codes import new_salt
from werkwijs.lib.words import lazily
from werkwijs.participation import inviting
from werkwijs.participation.consenting import Evidence
from werkwijs.studies.models import Group, Study


class InviteForm(forms.Form):
    key = forms.CharField(
        widget=forms.HiddenInput, initial=new_salt, validators=[RegexValidator(r"\A[0-9a-f]{32}\Z")]
    )
    group = forms.ModelChoiceField(
        label=lazily("participation.invite_group"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=lazily("participation.invite_all_groups"),
    )
    shared_device = forms.TypedChoiceField(
        label=lazily("participation.invite_device"),
        choices=[
            ("own", lazily("participation.invite_on", "own")),
            ("shared", lazily("participation.invite_on", "shared")),
        ],
        coerce=lambda chosen: chosen == "shared",
        initial="own",
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=lazily("participation.invite_days"),
        min_value=1,
        max_value=inviting.MOST_DAYS,
        initial=inviting.DAYS,
    )

    def __init__(self, study: Study, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["group"]
        groups.queryset = study.groups.all()
        groups.label_from_instance = lambda group: group.name


class EvidenceForm(forms.Form):
    evidence = forms.ChoiceField(
        label=lazily("participation.evidence_kind"),
        choices=[(e.value, lazily("participation.evidence", e.value)) for e in Evidence],
    )
    on = forms.DateField(
        label=lazily("participation.evidence_on"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_on(self) -> Any:
        """Nobody saw it tomorrow."""
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(lazily("participation.evidence_future"))
        return on
