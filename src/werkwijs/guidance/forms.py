"""What a coach fills in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from werkwijs.guidance import phasing
from werkwijs.guidance.models import (
    STAFF,
    Employer,
    Entry,
    Goal,
    Job,
    Part,
    Representation,
    Step,
    Talk,
    Trajectory,
)
from werkwijs.guidance.models.entries import WORDS
from werkwijs.guidance.models.people import NAME, PLACE, REASON
from werkwijs.guidance.placing import CHANGES
from werkwijs.guidance.recording import MINUTES
from werkwijs.lib.impossible import Impossible
from werkwijs.lib.words import say
from werkwijs.studies.careful import Once, Plain

Choices = list[tuple[str, str]]


def day_field(**facts: Any) -> forms.DateField:
    """A day, chosen from a calendar or typed."""
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **facts
    )


def long(rows: int = 4, *, required: bool = True) -> forms.CharField:
    """Words, as many as a line of a file holds."""
    return forms.CharField(
        max_length=WORDS, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def chosen(family: str, values: Sequence[str]) -> Choices:
    """Choices with the words of a family of the room."""
    return [(value, say(f"guidance.{family}", value)) for value in values]


class Ours(Plain):
    """A form of this room."""

    room = "guidance"

    def choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices


class OursOnce(Once, Ours):
    """One that makes something."""


class NewPerson(OursOnce):
    """Somebody begins: what to call them is enough."""

    hints = ("called", "name", "reach", "template")

    called = forms.CharField(max_length=NAME)
    name = forms.CharField(max_length=NAME, required=False)
    reach = forms.CharField(max_length=NAME, required=False)
    started_on = day_field()
    template = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    edition = forms.ChoiceField(required=False)

    def __init__(self, editions: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started_on"].initial = timezone.localdate()
        self.choose(
            "template",
            [
                *((one.name, one.nl if say("guidance.which") == "nl" else one.en)
                  for one in phasing.templates().values()),
                ("", say("guidance.no_template")),
            ],
        )  # fmt: skip
        self.choose("edition", [("", say("guidance.no_edition")), *editions])


class WhoTheyAre(Ours):
    """Another name or number."""

    called = forms.CharField(max_length=NAME)
    name = forms.CharField(max_length=NAME, required=False)
    reach = forms.CharField(max_length=NAME, required=False)


class TalkForm(OursOnce):
    """A contact, in a minute: what is usual is chosen already."""

    words = "talk_field"

    whom = forms.ChoiceField(widget=forms.RadioSelect, initial=Talk.Whom.PERSON)
    how = forms.ChoiceField(widget=forms.RadioSelect, initial=Talk.How.PHONE)
    reached = forms.ChoiceField(widget=forms.RadioSelect, initial=Talk.Reached.YES)
    minutes = forms.IntegerField(min_value=0, max_value=MINUTES, initial=15)
    text = long(3, required=False)
    for_person = forms.BooleanField(required=False)
    on = day_field(required=False)
    goal = forms.ChoiceField(required=False)
    handles = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    card = forms.IntegerField(min_value=1, max_value=9999, required=False)
    card_out = forms.CharField(max_length=WORDS, required=False)
    next_on = day_field(required=False)

    def __init__(
        self,
        goals: Choices,
        handles: Choices,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("whom", chosen("whom", Talk.Whom.values))
        self.choose("how", chosen("how", Talk.How.values))
        self.choose("reached", chosen("reached", Talk.Reached.values))
        self.choose("goal", [("", say("guidance.no_goal")), *goals])
        self.choose("handles", handles)
        self.fields["minutes"].widget.attrs["inputmode"] = "numeric"

    def clean_handles(self) -> list[int]:
        found = [int(one) for one in self.cleaned_data["handles"]]
        if len(found) > 3:
            raise forms.ValidationError(say("guidance.three_handles_at_most"))
        return found


class GoalForm(OursOnce):
    words = "goal_field"
    hints = ("text", "gap")

    text = long(2)
    gap = forms.ChoiceField(required=False)
    horizon = forms.ChoiceField(widget=forms.RadioSelect, initial=Goal.Horizon.SHORT)

    def __init__(self, gaps: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("gap", [("", say("guidance.no_gap")), *gaps])
        self.choose("horizon", chosen("horizon", Goal.Horizon.values))


class GoalEnd(Ours):
    words = "goal_field"

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    evidence = long(2, required=False)
    on = day_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("outcome", chosen("outcome", Goal.Outcome.values))
        self.fields["on"].initial = timezone.localdate()


class StepForm(OursOnce):
    words = "step_field"
    hints = ("text", "why")

    text = long(2)
    sort = forms.ChoiceField()
    direction = forms.ChoiceField(widget=forms.RadioSelect, initial=Step.Direction.FORWARD)
    why = long(2, required=False)
    starts_on = day_field(required=False)
    employer = forms.CharField(max_length=NAME, required=False)
    place = forms.CharField(max_length=PLACE, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("sort", chosen("step_sort", Step.Sort.values))
        self.choose("direction", chosen("direction", Step.Direction.values))
        self.fields["employer"].widget.attrs["list"] = "employers"


class StepMove(Ours):
    words = "step_field"

    state = forms.ChoiceField(widget=forms.RadioSelect)
    on = day_field()
    why = long(2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("state", chosen("step_state", Step.State.values))
        self.fields["on"].initial = timezone.localdate()


class JobForm(OursOnce):
    words = "job_field"
    hints = ("four_hours_on",)

    employer = forms.CharField(max_length=NAME)
    place = forms.CharField(max_length=PLACE, required=False)
    sort = forms.ChoiceField(widget=forms.RadioSelect, initial=Job.Sort.PAID)
    text = long(2, required=False)
    starts_on = day_field()
    hours = forms.DecimalField(max_digits=4, decimal_places=1, required=False, localize=True)
    contract = forms.ChoiceField(initial=Job.Contract.TEMPORARY)
    contract_ends_on = day_field(required=False)
    four_hours_on = day_field(required=False)

    def __init__(self, *args: Any, about: Job | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("sort", chosen("job_sort", Job.Sort.values))
        self.choose("contract", chosen("contract", Job.Contract.values))
        self.fields["employer"].widget.attrs["list"] = "employers"
        if about is not None:
            for name in ("employer", "place", "text"):
                del self.fields[name]
            for name in ("sort", "starts_on", "contract", "contract_ends_on", "four_hours_on"):
                self.fields[name].initial = getattr(about, name)
            self.fields["hours"].initial = about.hours

    def clean_hours(self) -> Decimal | None:
        found: Decimal | None = self.cleaned_data["hours"]
        return found


class JobEnd(Ours):
    words = "job_field"
    hints = ("ended", "learnt")

    on = day_field()
    ended = forms.ChoiceField(widget=forms.RadioSelect)
    learnt = long(3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("ended", chosen("job_ended", Job.Ended.values))
        self.fields["on"].initial = timezone.localdate()


class WageForm(Ours):
    words = "job_field"

    wage = forms.DecimalField(max_digits=5, decimal_places=2, localize=True)
    from_on = day_field()

    def cents(self) -> int:
        return int(self.cleaned_data["wage"] * 100)


class AtWork(OursOnce):
    words = "job_field"

    change = forms.ChoiceField()
    text = long(2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("change", chosen("at_work", CHANGES))


class TextForm(OursOnce):
    """Words, and nothing else."""

    words = "text_field"

    text = long(3)


class FacetForm(OursOnce):
    """Words about one of some things."""

    words = "text_field"

    facet = forms.ChoiceField()
    text = long(3)

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("facet", choices)


class Invite(OursOnce):
    """Somebody is asked along."""

    words = "invite_field"
    hints = ("reach", "represents", "until")

    part = forms.ChoiceField(widget=forms.RadioSelect)
    name = forms.CharField(max_length=NAME)
    reach = forms.CharField(max_length=NAME, required=False)
    job = forms.ChoiceField(required=False)
    represents = forms.ChoiceField(required=False)
    evidence_on = day_field(required=False)
    until = day_field(required=False)

    def __init__(self, jobs: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("part", chosen("part", [p for p in Part.values if p not in STAFF]))
        self.choose("job", [("", say("guidance.no_job")), *jobs])
        self.choose("represents", [("", "-"), *chosen("represents", list(Representation.values))])


class ConsentForm(Ours):
    """What somebody may know, asked in plain words."""

    words = "consent_field"
    hints = ("asked", "kinds")

    kinds = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    asked = long(4)
    read_aloud = forms.BooleanField(required=False)
    expires = day_field()

    def __init__(self, kinds: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = chosen("kind", kinds)


class ConsentAnswer(Ours):
    """What the person answered in a talk."""

    words = "consent_field"
    hints = ("back", "through")

    yes = forms.ChoiceField(widget=forms.RadioSelect)
    back = long(2, required=False)
    read_aloud = forms.BooleanField(required=False)
    through = forms.ChoiceField(required=False)

    def __init__(self, deciding: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("yes", [("yes", say("guidance.says_yes")), ("no", say("guidance.says_no"))])
        self.choose("through", [("", say("guidance.the_person")), *deciding])


class HandOver(Ours):
    words = "over_field"
    hints = ("why",)

    to = forms.ChoiceField()
    why = long(3)

    def __init__(self, colleagues: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("to", colleagues)


class StandIn(Ours):
    words = "over_field"

    to = forms.ChoiceField()
    from_on = day_field()
    until_on = day_field()

    def __init__(self, colleagues: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("to", colleagues)
        self.fields["from_on"].initial = timezone.localdate()


class Close(Ours):
    words = "over_field"
    hints = ("why",)

    ended = forms.ChoiceField(widget=forms.RadioSelect)
    why = long(3)
    on = day_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("ended", chosen("ended", Trajectory.Ended.values))
        self.fields["on"].initial = timezone.localdate()


class Why(Ours):
    """A reason, and nothing else."""

    words = "over_field"

    why = long(3)


class PhaseForm(Ours):
    words = "over_field"

    phase = forms.ChoiceField()
    why = long(2)

    def __init__(self, phases: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("phase", phases)


class EmergencyForm(Ours):
    words = "over_field"
    hints = ("reason",)

    reason = forms.CharField(max_length=REASON, widget=forms.Textarea(attrs={"rows": 2}))


class ReachForm(Ours):
    words = "reach_field"
    hints = ("when",)

    phone = forms.CharField(max_length=40)
    when = forms.CharField(max_length=80, required=False)


def employers_known(organisation: int) -> list[str]:
    """Names to choose from, so that an employer is not typed twice."""
    return list(
        Employer.objects.filter(organisation=organisation).values_list("name", flat=True)[:300]
    )


def words_of(entries: Sequence[Entry]) -> Choices:
    """Lines as choices, by their words."""
    return [(str(one.pk), one.trajectory.client.unseal(one.sealed)[:120] or "-") for one in entries]


def typed_day(text: str) -> date | None:
    """A day as a form sends it; None where none was typed.

    Raises
    ------
    Impossible
        It is no day: what was meant to end does not go on for ever.
    """
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise Impossible("guidance.no_such_day") from fault


def number_of(text: str) -> int:
    """An id as a form or address has it; 0 where it is none."""
    return int(text) if text.isdecimal() and len(text) < 18 else 0
