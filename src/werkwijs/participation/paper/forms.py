"""Forms for handing out, printing and typing in."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from werkwijs.lib.words import lazily, say
from werkwijs.participation.consenting import Evidence
from werkwijs.participation.helping import Helper
from werkwijs.participation.models import Handout, Help, Participant, Representation
from werkwijs.participation.paper import handing_out
from werkwijs.participation.paper.sheets import Kind
from werkwijs.studies.models import Study


def choices(family: str, values: Any) -> list[tuple[str, str]]:
    """Values with their words, in the language of the reader."""
    return [(value, say(f"participation.{family}", value or "none")) for value in values]


class _OpenSelect(forms.Select):
    def use_required_attribute(self, initial: Any) -> bool:
        return False


class OpenChoice(forms.ChoiceField):
    """A choice of which "" is one: it stands there in words, so nothing is said to be optional."""

    widget = _OpenSelect

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class HandOut(forms.Form):
    group: Any = forms.ModelChoiceField(
        queryset=None, required=False, label=lazily("participation.paper_group")
    )
    n = forms.IntegerField(
        label=lazily("participation.paper_how_many"),
        min_value=1,
        max_value=handing_out.MOST,
        initial=8,
    )
    people = forms.IntegerField(
        label=lazily("participation.paper_people"),
        help_text=lazily("participation.paper_people_hint"),
        min_value=1,
        max_value=handing_out.MOST_PEOPLE,
        initial=1,
    )
    minor = forms.BooleanField(required=False, label=lazily("participation.paper_minor"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, study: Study, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4()} | (kwargs.get("initial") or {})
        kwargs["auto_id"] = "uitdelen-%s"
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["group"]
        groups.queryset = study.groups.all()
        groups.label_from_instance = lambda group: group.name
        groups.empty_label = None if study.groups.exists() else "-"
        groups.required = study.groups.exists()
        if not study.allows_minors:
            del self.fields["minor"]


class Print(forms.Form):
    """What to print, for whom, and how."""

    wat = forms.ChoiceField(
        label=lazily("participation.paper_what"), widget=forms.RadioSelect, choices=()
    )
    voor = OpenChoice(label=lazily("participation.paper_for_whom"))
    taal = OpenChoice(label=lazily("participation.paper_level"))
    plaatjes = forms.BooleanField(label=lazily("participation.paper_pictures"), required=False)
    achterkant = forms.BooleanField(label=lazily("participation.paper_backs"), required=False)
    omgekeerd = forms.BooleanField(label=lazily("participation.paper_turned"), required=False)

    def __init__(self, study: Study, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"wat": Kind.SLIPS, "plaatjes": study.shows_pictures} | (
            kwargs.get("initial") or {}
        )
        kwargs["auto_id"] = "afdrukken-%s"
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["wat"].choices = [
            (kind.value, say("participation.paper_print_kind", kind.name.lower())) for kind in Kind
        ]
        fields["voor"].choices = whom(study)
        fields["taal"].choices = choices("paper_level_of", ["", "makkelijk", "gewoon"])


def whom(study: Study) -> list[tuple[str, str]]:
    """For whom sheets can be printed: without a code, everybody, those handed out together, or one."""
    people = handing_out.on_paper(study)
    found = [("", say("participation.paper_for_blank"))]
    if people:
        found.append(("alle", say("participation.paper_for_all", n=len(people))))
    staying = {p.number for p in people}
    for handout in Handout.objects.filter(study=study).select_related("group"):
        numbers = [n for n in handout.numbers if n in staying]
        if numbers:
            found.append(
                (
                    f"uitgedeeld-{handout.pk}",
                    say(
                        "participation.paper_for_handout",
                        at=date_format(timezone.localtime(handout.at), "j F"),
                        group=handout.group.name if handout.group else "-",
                        codes=handing_out.codes(numbers),
                    ),
                )
            )
    return found + [(p.pseudonym, p.pseudonym) for p in people]


class Helped(forms.Form):
    """Who helped, in what role, and how; empty when nobody did."""

    helper = OpenChoice(label=lazily("participation.paper_helped_by"))
    how = forms.MultipleChoiceField(
        label=lazily("participation.paper_helped_in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["helper"].choices = [
            ("", say("participation.paper_helped_nobody")),
            *choices("paper_helper", Helper.values),
        ]
        fields["how"].choices = choices("paper_help_how", Help.How.values)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("helper") and not cleaned.get("how"):
            self.add_error("how", say("participation.paper_helped_in_missing"))
        if cleaned.get("how") and not cleaned.get("helper"):
            self.add_error("helper", say("participation.paper_helped_by_missing"))
        return cleaned


class People(forms.Form):
    people = forms.IntegerField(
        label=lazily("participation.paper_people_of"),
        min_value=1,
        max_value=handing_out.MOST_PEOPLE,
    )


class PaperConsent(forms.Form):
    """What stands on a consent sheet, and how it came about."""

    on = forms.DateField(
        label=lazily("participation.paper_agreed_on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    own_yes = forms.BooleanField(
        label=lazily("participation.paper_own_yes"),
        error_messages={"required": lazily("participation.paper_own_yes_missing")},
    )
    understood = forms.BooleanField(
        label=lazily("participation.paper_understood"),
        error_messages={"required": lazily("participation.paper_understood_missing")},
    )
    attempts = forms.IntegerField(
        label=lazily("participation.paper_attempts"), min_value=1, max_value=9, initial=1
    )
    asked_by = forms.ChoiceField(label=lazily("participation.paper_asked_by"))
    read_aloud = forms.BooleanField(label=lazily("participation.paper_read_aloud"), required=False)
    representation = OpenChoice(
        label=lazily("participation.paper_representation"),
        help_text=lazily("participation.paper_representation_hint"),
    )
    evidence = OpenChoice(
        label=lazily("participation.paper_evidence"),
        help_text=lazily("participation.paper_evidence_hint"),
    )
    evidence_on = forms.DateField(
        label=lazily("participation.paper_evidence_on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, participant: Participant, *args: Any, **kwargs: Any) -> None:
        self.participant = participant
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["asked_by"].choices = choices("paper_helper", Helper.values)
        fields["representation"].choices = choices(
            "paper_representation_of", ["", *Representation.values]
        )
        fields["evidence"].choices = choices("paper_evidence_of", ["", *Evidence.values])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        today = timezone.localdate()
        for name in ("on", "evidence_on"):
            if cleaned.get(name) and cleaned[name] > today:
                self.add_error(name, say("participation.paper_not_yet"))
        if cleaned.get("representation") and not cleaned.get("evidence"):
            self.add_error("evidence", say("participation.paper_evidence_missing"))
        if self.participant.minor and not cleaned.get("representation"):
            self.add_error("representation", say("participation.paper_minor_needs"))
        return cleaned
