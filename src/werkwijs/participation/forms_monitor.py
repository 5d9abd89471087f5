"""Forms of the monitor and of study folders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from werkwijs.accounts.models import Organisation
from werkwijs.lib.words import lazily, say
from werkwijs.participation import reminding
from werkwijs.participation.exchange.zipped import LARGEST_UPLOAD
from werkwijs.participation.models import Exclusion
from werkwijs.studies.models import Group, Study

_LONGEST = Exclusion._meta.get_field("reason").max_length


class ReasonForm(forms.Form):
    """Why a sort is left out, or counts again. It is printed with the map."""

    reason = forms.CharField(
        label=lazily("participation.monitor_reason"),
        help_text=lazily("participation.monitor_reason_hint"),
        max_length=_LONGEST,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class FolderForm(forms.Form):
    """A study folder that is handed in, for one of one's organisations."""

    file = forms.FileField(
        label=lazily("participation.folder_file"),
        help_text=lazily("participation.folder_file_hint"),
        widget=forms.FileInput(attrs={"accept": ".zip,.csv,.tsv"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, mine: QuerySet[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = forms.ModelChoiceField(
            mine,
            label=lazily("participation.folder_organisation"),
            empty_label=None,
            initial=mine.first(),
            widget=forms.Select if len(mine) > 1 else forms.HiddenInput,
        )

    def clean_file(self) -> UploadedFile:
        handed_in: UploadedFile = self.cleaned_data["file"]
        if (handed_in.size or 0) > LARGEST_UPLOAD:
            raise forms.ValidationError(
                say("participation.folder_too_large", n=LARGEST_UPLOAD // 2**20)
            )
        return handed_in


class StripsForm(forms.Form):
    """Which strips to print."""

    kind = forms.ChoiceField(
        label=lazily("participation.remind_kind"),
        choices=[(kind, lazily("participation.remind_kinds", kind)) for kind in reminding.KINDS],
        widget=forms.RadioSelect,
        initial="reminder",
    )
    who = forms.ChoiceField(
        label=lazily("participation.remind_who"),
        choices=[(who, lazily("participation.remind_whos", who)) for who in reminding.WHO],
        widget=forms.RadioSelect,
        initial="busy",
    )

    def __init__(self, study: Study, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"] = forms.ModelChoiceField(
            Group.objects.filter(study=study),
            label=lazily("participation.monitor_group"),
            required=False,
            empty_label=say("participation.monitor_all_groups"),
        )
        self.fields["group"].label_from_instance = lambda group: group.name  # type: ignore[attr-defined]
