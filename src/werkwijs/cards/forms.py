"""What somebody fills in to write a card, to say what they think of one, and to freeze an edition."""

from __future__ import annotations

from typing import Any

from django import forms

from werkwijs.cards import freezing
from werkwijs.cards.edition_document import ACTION, EASY, QUESTION, TITLE, WHY
from werkwijs.cards.models import Audience, Text
from werkwijs.cards.reviewing import LONGEST
from werkwijs.lib.words import say
from werkwijs.studies.careful import Careful, Once


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Words(Careful):
    """What a card says to one audience. Drafts may be empty: what is missing is told beside it."""

    room = "cards"
    words = "text_field"
    hints = ("title", "why", "action_1", "question", "easy")
    drafts = True
    """No field says that it may stay empty: what a card lacks is told beside it."""
    facts = {"title": TITLE, "why": WHY, "action": ACTION, "question": QUESTION, "easy": EASY}
    field_order = ("title", "easy", "why", "action_1", "action_2", "action_3", "question", "seen")

    title = forms.CharField(max_length=TITLE, required=False)
    easy = forms.CharField(max_length=EASY, required=False)
    why = forms.CharField(max_length=WHY, required=False, widget=_area(3))
    action_1 = forms.CharField(max_length=ACTION, required=False)
    action_2 = forms.CharField(max_length=ACTION, required=False)
    action_3 = forms.CharField(max_length=ACTION, required=False)
    question = forms.CharField(max_length=QUESTION, required=False, widget=_area(2))

    def __init__(self, *args: Any, about: Text, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        if about.audience != Audience.YOUNG_PERSON:
            del self.fields["easy"]


class Opinion(Once):
    """What a reader thinks of a card: one press is enough, words are welcome."""

    room = "cards"
    words = "opinion_field"
    field_order = ("clear", "right", "said", "key", "of")

    clear = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    right = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    said = forms.CharField(max_length=LONGEST, required=False, widget=_area(3))
    of = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("clear", "right"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [(a, say("cards.opinion", a)) for a in ("yes", "partly", "no")]


class Freeze(Once):
    """What an edition is called, and what others may do with it."""

    room = "cards"
    words = "freeze_field"
    hints = ("title", "licence", "colophon", "remark")

    title = forms.CharField(max_length=120)
    licence = forms.ChoiceField()
    colophon = forms.CharField(max_length=freezing.COLOPHON, required=False, widget=_area(3))
    remark = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["licence"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(code, say("cards.licence", code)) for code in freezing.LICENCES]
