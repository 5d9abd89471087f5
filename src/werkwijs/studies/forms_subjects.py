"""Forms for what a study is made of: groups, texts, the consent text, scales."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify

from werkwijs.lib.words import say
from werkwijs.studies import scales
from werkwijs.studies.careful import Careful, Plain
from werkwijs.studies.models import ConsentText, Group, Scale, Study, Text


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NewGroup(Plain):
    words = "group"
    hints = ("name", "easy")
    name = forms.CharField(max_length=60)
    easy = forms.BooleanField(required=False)

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = study

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.study.groups.filter(name__iexact=name).exists():
            raise forms.ValidationError(say("studies.wrong", "group_twice"))
        return name


class EditGroup(Careful):
    words = "group"
    hints = ("name", "easy")
    name = forms.CharField(max_length=60)
    easy = forms.BooleanField(required=False)
    about: Group

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = self.about.study.groups.exclude(pk=self.about.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(say("studies.wrong", "group_twice"))
        return name


def group_key(study: Study, name: str) -> str:
    """How a group is called in the study folder: short, and once."""
    stem = slugify(name)[:24].strip("-") or "groep"
    taken = set(study.groups.values_list("key", flat=True))
    return next(k for k in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if k not in taken)


class EditText(Careful):
    words = "text_field"
    hints = ("easy", "ordinary")
    easy = forms.CharField(max_length=3000, required=False, widget=_area(7))
    ordinary = forms.CharField(max_length=3000, required=False, widget=_area(7))
    about: Text

    def save(self) -> Text:
        self.about.easy = self.cleaned_data["easy"]
        self.about.ordinary = self.cleaned_data["ordinary"]
        self.about.save()
        return self.about


class EditConsent(Careful):
    words = "consent_field"
    hints = ("easy", "ordinary", "question", "explanation")
    easy = forms.CharField(max_length=6000, widget=_area(14))
    ordinary = forms.CharField(max_length=6000, widget=_area(14))
    question = forms.CharField(max_length=200)
    answer_1 = forms.CharField(max_length=120)
    answer_2 = forms.CharField(max_length=120)
    answer_3 = forms.CharField(max_length=120, required=False)
    right = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)
    explanation = forms.CharField(max_length=300, widget=_area(2))
    about: ConsentText

    def __init__(self, *args: Any, about: ConsentText, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        right = self.fields["right"]
        assert isinstance(right, forms.ChoiceField)  # noqa: S101 - for the type checker
        right.choices = [(str(n), say("studies.answer_nth", n=n + 1)) for n in range(3)]

    def now(self) -> dict[str, Any]:
        answers = [*self.about.answers, "", "", ""]
        return {
            "easy": self.about.easy,
            "ordinary": self.about.ordinary,
            "question": self.about.question,
            "answer_1": answers[0],
            "answer_2": answers[1],
            "answer_3": answers[2],
            "right": self.about.right_answer,
            "explanation": self.about.explanation,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        answers = [cleaned.get(f"answer_{n}", "") for n in (1, 2, 3)]
        given = [a.casefold() for a in answers if a]
        if len(set(given)) < len(given):
            self.add_error("answer_2", say("studies.wrong", "answers_alike"))
        right = cleaned.get("right")
        if isinstance(right, int) and not answers[right]:
            self.add_error("right", say("studies.wrong", "right_is_empty"))
        return cleaned

    def save(self) -> ConsentText:
        said = self.cleaned_data
        for name in ("easy", "ordinary", "question", "explanation"):
            setattr(self.about, name, said[name])
        self.about.answers = [a for n in (1, 2, 3) if (a := said[f"answer_{n}"])]
        self.about.right_answer = said["right"]
        self.about.save()
        return self.about


PRACTICE = (1, 2, 3, 4)


class EditScale(Careful):
    """A scale with its steps and practice items; also a new one, about a `Scale` not yet saved."""

    words = "scale_field"
    hints = ("key", "minimum", "words_of_steps", "pictures")
    key = forms.CharField(max_length=30)
    question = forms.CharField(max_length=200)
    easy_question = forms.CharField(max_length=200, required=False)
    minimum = forms.IntegerField(min_value=-100, max_value=100)
    maximum = forms.IntegerField(min_value=-100, max_value=100)
    words_of_steps = forms.CharField(widget=_area(5), max_length=500)
    pictures = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    practice_1 = forms.CharField(max_length=200, required=False)
    expected_1 = forms.IntegerField(required=False)
    practice_2 = forms.CharField(max_length=200, required=False)
    expected_2 = forms.IntegerField(required=False)
    practice_3 = forms.CharField(max_length=200, required=False)
    expected_3 = forms.IntegerField(required=False)
    practice_4 = forms.CharField(max_length=200, required=False)
    expected_4 = forms.IntegerField(required=False)
    about: Scale

    def __init__(self, *args: Any, about: Scale, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        pictures = self.fields["pictures"]
        assert isinstance(pictures, forms.ChoiceField)  # noqa: S101 - for the type checker
        pictures.choices = [(s, say("studies.picture_set", s or "none")) for s in scales.SETS]

    def now(self) -> dict[str, Any]:
        return scales.facts_of(self.about)

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        others = self.about.study.scales.exclude(pk=self.about.pk)
        if others.filter(key__iexact=key).exists():
            raise forms.ValidationError(say("studies.wrong", "scale_twice"))
        return key

    def clean_words_of_steps(self) -> str:
        lines = [" ".join(w.split()) for w in self.cleaned_data["words_of_steps"].splitlines()]
        kept = [w for w in lines if w]
        if any(len(w) > 40 for w in kept):
            raise forms.ValidationError(say("studies.wrong", "step_long"))
        if len({w.casefold() for w in kept}) < len(kept):
            raise forms.ValidationError(say("studies.wrong", "steps_alike"))
        return "\n".join(kept)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        low, high = cleaned.get("minimum"), cleaned.get("maximum")
        if low is None or high is None:
            return cleaned
        if high <= low:
            self.add_error("maximum", say("studies.wrong", "scale_ends", low=low))
            return cleaned
        if high - low + 1 > scales.MOST_STEPS:
            self.add_error("maximum", say("studies.wrong", "steps_many", most=scales.MOST_STEPS))
            return cleaned
        n, given = high - low + 1, len(cleaned.get("words_of_steps", "").splitlines())
        if "words_of_steps" in cleaned and given != n:
            said = say("studies.wrong", "step_words", low=low, high=high, steps=n, given=given)
            self.add_error("words_of_steps", said)
        if not scales.fits(cleaned.get("pictures", ""), n):
            self.add_error("pictures", say("studies.wrong", "set_size", steps=n))
        for row in PRACTICE:
            expected = cleaned.get(f"expected_{row}")
            if expected is not None and not low <= expected <= high:
                self.add_error(
                    f"expected_{row}", say("studies.wrong", "expected", low=low, high=high)
                )
        return cleaned

    def practice_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"practice_{n}"], self[f"expected_{n}"]) for n in PRACTICE]

    def save(self) -> Scale:
        return scales.write(self.about, self.cleaned_data)
