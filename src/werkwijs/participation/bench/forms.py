"""What the facilitator fills in at the bench. A form that comes back keeps every word that was typed.

Every form carries ``key``, so that sent twice it is one step, and ``seen``: how the things it is about
stood when its page was opened. Where that changed, the form comes back and says so; a second press goes on.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from django import forms

from werkwijs.lib.words import lazily, say
from werkwijs.participation.bench import standing, steps, wording
from werkwijs.participation.bench.obstacles import Unfit
from werkwijs.participation.models import Idea
from werkwijs.studies.models import Statement

USUAL = {
    "merge": ("same", "part", "clearer"),
    "split": ("two", "two_groups"),
    "drop": ("no_answer", "unclear", "personal", "there"),
}
OTHER = "other"


def mark(*, ideas: list[Idea], statements: list[Statement]) -> str:
    """How these things stand now, as a mark to compare with later."""
    stands = standing.now(ideas=[i.pk for i in ideas], statements=[s.pk for s in statements])
    written = json.dumps(stands, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:20]


class ActForm(forms.Form):
    """One decision: why, and nothing twice."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=lazily("participation.bench_why"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, seen: str, back: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.mark = seen
        self.fields["key"].initial = uuid.uuid4()
        self.fields["seen"].initial = seen
        self.fields["back"].initial = back

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data.get("key") or uuid.uuid4()

    def clean_reason(self) -> str:
        reason: str = " ".join(self.cleaned_data["reason"].split())
        if (over := len(reason) - steps.LONGEST_REASON) > 0:
            raise forms.ValidationError(say("participation.bench_reason_too_long", n=over))
        return reason

    def stale(self, now: str) -> bool:
        """Whether somebody decided something since the page was opened; said once, then one may go on."""
        if self.data.get("seen", "") == self.mark:
            return False
        self.add_error(None, say("participation.bench_meanwhile", now=now))
        self.data = {**dict(self.data.items()), "seen": self.mark}
        return True

    def reason_given(self) -> str:
        return str(self.cleaned_data["reason"])


class TextForm(ActForm):
    """A statement in other words."""

    text = forms.CharField(
        label=lazily("participation.bench_text"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": lazily("participation.bench_empty")},
    )
    field_order: tuple[str, ...] = ("text", "reason")

    def __init__(self, *args: Any, stem: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stem = stem
        if stem:
            self.fields["text"].help_text = say("participation.bench_after_stem", stem=stem)

    def clean_text(self) -> str:
        return _fitting(self.cleaned_data["text"], self.stem)


class ExplainedForm(ActForm):
    """A decision that needs a reason: one of the usual ones, or one's own words."""

    act = ""
    usual = forms.ChoiceField(
        label=lazily("participation.bench_why"),
        required=False,
        widget=forms.RadioSelect,
    )
    field_order: tuple[str, ...] = ("usual", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = self.fields["usual"]
        assert isinstance(usual, forms.ChoiceField)  # noqa: S101 - for the type checker
        usual.choices = [
            (key, say(f"participation.bench_usual_{self.act}", key)) for key in USUAL[self.act]
        ]
        self.fields["reason"].label = say("participation.bench_own_reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("usual") and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", say("participation.bench_no_reason"))
        return cleaned

    def reason_given(self) -> str:
        usual, own = self.cleaned_data["usual"], self.cleaned_data["reason"]
        said = say(f"participation.bench_usual_{self.act}", usual) if usual else ""
        return ": ".join(part for part in (said, own) if part)[: steps.LONGEST_REASON]


class MergeForm(ExplainedForm, TextForm):
    act = "merge"
    field_order = ("text", "usual", "reason")


class DropForm(ExplainedForm):
    act = "drop"


class SplitForm(ExplainedForm):
    act = "split"
    parts = forms.CharField(
        label=lazily("participation.bench_parts"),
        help_text=lazily("participation.bench_parts_hint"),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": lazily("participation.bench_too_few", "split")},
    )
    field_order = ("parts", "usual", "reason")

    def __init__(self, *args: Any, stem: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stem = stem

    def clean_parts(self) -> str:
        """What was typed stays; `texts` holds the statements in it."""
        typed: str = self.cleaned_data["parts"]
        self.texts: list[str] = []
        for n, line in enumerate((line for line in typed.splitlines() if line.strip()), start=1):
            try:
                self.texts.append(wording.fitting(line, stem=self.stem))
            except Unfit as why:
                raise forms.ValidationError(
                    say("participation.bench_line", nth=n, why=str(why))
                ) from why
        different = {t.casefold().rstrip(".") for t in self.texts}
        if len(self.texts) < 2 or len(different) < len(self.texts):
            raise forms.ValidationError(say("participation.bench_too_few", "split"))
        return typed


def _fitting(text: str, stem: str) -> str:
    try:
        return wording.fitting(text, stem=stem)
    except Unfit as why:
        raise forms.ValidationError(str(why)) from why
