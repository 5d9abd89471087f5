"""What somebody fills in to have a map drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from conceptmapping.errors import Fault, GroupTooSmallToBalance, SettingOutOfRange, TooFewSorters
from conceptmapping.settings import CHOICES, Settings
from werkwijs.analysis import sorters
from werkwijs.analysis.sorters import COLUMN, FewWithoutGroup, Sorters
from werkwijs.lib.tidying import one_line
from werkwijs.lib.words import language, lazily, say

NUMBERS = {"seed": (0, 999_999_999), "starts": (1, 1_000), "bootstrap": (0, 5_000)}
"""How large each may be here: more would keep the website busy for hours."""
LONGEST_REASON = 300


@dataclass
class Sorter:
    """Somebody who may be left out, as it stands in the form."""

    number: int
    """Of its row, for labels to point at."""
    pseudonym: str
    group: str
    """What the group is called; "" for none."""
    advised: bool
    """Whether who runs the study advised to leave this sort out."""
    left_out: bool
    reason: str
    problem: str = ""


def _choices(name: str) -> list[tuple[str, Any]]:
    return [(choice, lazily(f"analysis.{name}", choice)) for choice in CHOICES[name]]


def _choice(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=lazily("analysis.setting", name), choices=_choices(name), required=False
    )


def _number(name: str) -> forms.CharField:
    """As text: what is not a number is said in the words of the engine, and stays where it was typed."""
    return forms.CharField(
        label=lazily("analysis.setting", name),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class AskForm(forms.Form):
    """Everything has a usual answer: one press of the button is enough."""

    group = forms.CharField(
        label=lazily("analysis.setting", "group"), required=False, widget=forms.Select
    )
    balance = forms.BooleanField(label=lazily("analysis.setting", "balance"), required=False)
    transform = _choice("transform")
    linkage = _choice("linkage")
    unplaced = _choice("unplaced")
    seed = _number("seed")
    starts = _number("starts")
    bootstrap = _number("bootstrap")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        everybody: Sorters,
        advice: Mapping[str, str],
    ) -> None:
        super().__init__(
            data,
            auto_id="set-%s",
            initial={name: getattr(Settings(), name) for name in NUMBERS},
        )
        self.everybody = everybody
        self.people = self._people(advice)
        offered = [
            *everybody.alone(),
            self.data.get("group"),
        ]  # asked for already: it stays in sight
        self.fields["group"].widget.choices = [  # type: ignore[attr-defined]
            ("", lazily("analysis.everybody_counts")),
            *((key, name) for key, name in everybody.names.items() if key in offered),
        ]
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"about-{name}"

    @property
    def advised(self) -> list[Sorter]:
        return [sorter for sorter in self.people if sorter.advised]

    @property
    def others(self) -> list[Sorter]:
        return [sorter for sorter in self.people if not sorter.advised]

    @property
    def of_everything(self) -> list[str]:
        """What is wrong and belongs to no field and to nobody's row."""
        own = {sorter.problem for sorter in self.people}
        return [str(error) for error in self.non_field_errors() if error not in own]

    @property
    def others_open(self) -> bool:
        return any(sorter.left_out for sorter in self.others)

    @property
    def numbers_wrong(self) -> bool:
        return any(name in self.errors for name in NUMBERS)

    @property
    def too_few(self) -> list[str]:
        """What the groups are called that no map can be of."""
        return [self.everybody.names[key] for key in self.everybody.too_few()]

    def chosen(self) -> dict[str, Any]:
        """What is not as usual."""
        usual = {name: choices[0] for name, choices in CHOICES.items()}
        usual |= {name: getattr(Settings(), name) for name in NUMBERS}
        given = self.cleaned_data
        found = {
            name: given[name]
            for name in (*CHOICES, *NUMBERS)
            if given.get(name) not in ("", None, usual[name])
        }
        if given.get("group"):
            found["group"] = [COLUMN, given["group"]]
        if given.get("balance"):
            found["balance"] = COLUMN
        left_out = {sorter.pseudonym: sorter.reason for sorter in self.people if sorter.left_out}
        return found | ({"exclude": left_out} if left_out else {})

    def refuse(self, wrong: Fault) -> None:
        """Say at its own field what the engine says of it."""
        field = None if isinstance(wrong, TooFewSorters) else "group"
        if isinstance(wrong, GroupTooSmallToBalance | FewWithoutGroup):
            field = "balance"
        self.add_error(field, _sentence(wrong))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in NUMBERS:
            self._clean_number(name)
        for sorter in self.people:
            if sorter.left_out and not sorter.reason:
                sorter.problem = say("analysis.why_left_out_missing", who=sorter.pseudonym)
                self.add_error(None, sorter.problem)
        if given.get("group") and given.get("balance"):
            self.add_error("balance", say("analysis.balance_of_one"))
        if not self.errors:
            try:
                sorters.check(self.chosen(), self.everybody)
            except Fault as wrong:
                self.refuse(wrong)
        return given

    def _clean_number(self, name: str) -> None:
        given = self.cleaned_data.get(name, "").strip()
        low, high = NUMBERS[name]
        if not given:
            self.cleaned_data[name] = None
        elif given.isascii() and given.isdigit() and low <= int(given) <= high:
            self.cleaned_data[name] = int(given)
        else:
            label = str(self.fields[name].label)
            self.add_error(
                name,
                _sentence(SettingOutOfRange(setting=label, value=given, minimum=low, maximum=high)),
            )

    def _people(self, advice: Mapping[str, str]) -> list[Sorter]:
        given: Any = self.data
        left_out = set(given.getlist("left_out")) if hasattr(given, "getlist") else set()
        return [
            Sorter(
                number=number,
                pseudonym=pseudonym,
                group=self.everybody.names.get(group, ""),
                advised=pseudonym in advice,
                left_out=pseudonym in left_out,
                reason=one_line(
                    given.get(f"why-{pseudonym}", advice.get(pseudonym, "")), LONGEST_REASON
                ),
            )
            for number, (pseudonym, group) in enumerate(self.everybody.group_of.items(), start=1)
        ]


def _sentence(wrong: Fault) -> str:
    return f"{wrong.what(language())} {wrong.remedy(language())}"
