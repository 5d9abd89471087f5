"""Forms about the study itself: question, choices, worries, and how a new one begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from werkwijs.accounts.models import Organisation, Role, User
from werkwijs.lib.words import lazily, say
from werkwijs.studies import locking
from werkwijs.studies.careful import Careful, Once
from werkwijs.studies.models import Study


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Begin(Once):
    """A new study, owned by one of the organisations in which somebody runs studies."""

    words = "new"
    title = forms.CharField(max_length=120)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), empty_label=None)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = by.memberships.current().filter(role=Role.FACILITATOR).values("organisation")
        runs = Organisation.objects.filter(pk__in=own).order_by("name")
        chosen = self.fields["organisation"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        chosen.queryset = runs
        chosen.initial = runs.first()
        if runs.count() == 1:
            chosen.widget = forms.HiddenInput()


class StudyChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class BeginEmpty(Begin):
    hints = ("title", "prompt")
    prompt = forms.CharField(max_length=300, widget=_lines(2))
    field_order = ("title", "prompt", "organisation", "key")


class BeginFromExample(Begin):
    with_statements = forms.BooleanField(required=False, initial=True)
    field_order = ("title", "with_statements", "organisation", "key")


class BeginFromCopy(Begin):
    hints = ("copied",)
    copied = StudyChoice(Study.objects.none(), empty_label=lazily("studies.choose_study"))
    with_statements = forms.BooleanField(required=False, initial=True)
    field_order = ("copied", "title", "with_statements", "organisation", "key")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        copied = self.fields["copied"]
        assert isinstance(copied, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        copied.queryset = Study.objects.run_by(by).order_by("title")


class Question(Careful):
    hints = ("title", "prompt", "stem", "language")
    title = forms.CharField(max_length=120)
    prompt = forms.CharField(max_length=300, widget=_lines(2))
    stem = forms.CharField(max_length=80, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class Worry(Careful):
    hints = ("worry_reader", "worry_when", "worry_call")
    worry_reader = forms.CharField(max_length=120)
    worry_when = forms.CharField(max_length=120)
    worry_call = forms.CharField(max_length=200, widget=_lines(2))


class Choices(Careful):
    hints = (
        "order",
        "batch_size",
        "round_size",
        "shows_emoticons",
        "turns_scales",
        "allows_minors",
        "minimum_group",
        "withdraw_until",
    )
    asks_ideas = forms.BooleanField(required=False)
    shows_others_ideas = forms.BooleanField(required=False)
    asks_sorting = forms.BooleanField(required=False)
    names_piles = forms.BooleanField(required=False)
    batch_size = forms.IntegerField(required=False, min_value=locking.FEWEST, max_value=500)
    round_size = forms.IntegerField(min_value=locking.FEWEST, max_value=100)
    asks_rating = forms.BooleanField(required=False)
    asks_practice = forms.BooleanField(required=False)
    turns_scales = forms.BooleanField(required=False)
    order = forms.ChoiceField(widget=forms.RadioSelect)
    shows_pictures = forms.BooleanField(required=False)
    shows_emoticons = forms.BooleanField(required=False)
    allows_minors = forms.BooleanField(required=False)
    minimum_group = forms.IntegerField(max_value=1000)
    withdraw_until = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    about: Study
    PARTS = (
        ("ideas", ("asks_ideas", "shows_others_ideas")),
        ("sorting", ("asks_sorting", "names_piles", "batch_size", "round_size")),
        ("rating", ("asks_rating", "asks_practice", "turns_scales", "shows_emoticons")),
        ("all", ("order", "shows_pictures", "allows_minors", "minimum_group", "withdraw_until")),
    )

    def __init__(self, *args: Any, about: Study, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        order = self.fields["order"]
        assert isinstance(order, forms.ChoiceField)  # noqa: S101 - for the type checker
        order.choices = [(o.value, say("studies.order", o.value)) for o in Study.Order]

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by what they are about."""
        return [(part, [self[name] for name in names]) for part, names in self.PARTS]

    def clean_minimum_group(self) -> int:
        wanted: int = self.cleaned_data["minimum_group"]
        least = self.about.organisation.minimum_group
        if wanted < least:
            raise forms.ValidationError(say("studies.wrong", "minimum_group", limit=least))
        return wanted

    def clean_withdraw_until(self) -> Any:
        day = self.cleaned_data["withdraw_until"]
        if day and day != self.about.withdraw_until and day < timezone.localdate():
            raise forms.ValidationError(say("studies.wrong", "day_past"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asks = ("asks_ideas", "asks_sorting", "asks_rating")
        if not any(cleaned.get(name) for name in asks):
            raise forms.ValidationError(say("studies.wrong", "asks_nothing"))
        batch, rounds = cleaned.get("batch_size"), cleaned.get("round_size")
        if batch and rounds and rounds > batch:
            self.add_error("round_size", say("studies.wrong", "round", batch=batch))
        return cleaned
