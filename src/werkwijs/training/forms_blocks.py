"""A form for each kind of block: from fields to its content, and back.

Rows that come more than once (answers, pairs, steps) are fields with a number: ``option_1_text``. A row that
is left empty is gone; a press of "one more" brings the same form with a row more, and keeps nothing yet. A
block may be kept before it is whole: what is lacking is told beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.html import format_html

from coursepack.questions import KINDS, MOST_OPTIONS
from werkwijs.lib.words import say
from werkwijs.studies.careful import Careful
from werkwijs.training.models import LONG, SHORT, TITLE, Block, CourseFile, Route

MOST_STEPS = 20
MOST_WAYS = 5
"""Choices at one step of a story."""
ENDS = "-"
"""Where a choice leads when the story ends with it."""

Content = dict[str, Any]


def _line(longest: int = SHORT) -> forms.CharField:
    return forms.CharField(max_length=longest, required=False)


def _area(rows: int = 3, longest: int = LONG) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(max_length=longest, required=False, widget=widget)


def _number() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=-(10**8), max_value=10**8)


def _hidden() -> forms.CharField:
    return forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


def _heard(of: str, what: str) -> str:
    """A label that is seen under its legend, and heard with where it belongs."""
    return format_html('<span class="unseen">{} </span>{}', of, what)


@dataclass(frozen=True)
class Part:
    """A piece of the form as it is drawn: a field, or a group of them under one name."""

    fields: list[forms.BoundField]
    legend: str = ""
    parts: list[Part] = field(default_factory=list)
    more: str = ""
    """Value of the button that brings one row more."""
    more_words: str = ""
    file: str = ""
    """Name of the file field it is about."""
    folded: bool = False
    quiet: bool = False
    """Its name is only heard: the labels say it too."""


class BlockForm(Careful):
    """What all kinds share: for whom it is, and what the expert by experience does."""

    room = "training"
    words = "edit_field"
    hints: tuple[str, ...] = ("text", "co_trainer", "routes")
    drafts = True
    simple: tuple[str, ...] = ()
    """Fields that stand in the content under their own name."""
    own_files: Mapping[str, tuple[CourseFile.Kind, ...]] = {}
    """Name in the content -> which kinds of file may stand there."""
    asks_alt: ClassVar[tuple[str, ...]] = ("picture",)

    routes = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    co_trainer = _area(2, SHORT * 4)

    def __init__(
        self,
        data: Any = None,
        *,
        about: Block,
        own_routes: Sequence[str] = tuple(Route.values),
        looking: bool = False,
        more: str = "",
        bare: bool = False,
        **kwargs: Any,
    ) -> None:
        if bare:  # only what is asked: for the measure
            self.own_files = {}
        self.looking = looking
        """Nothing is kept or judged: one row more, or other cards to choose from."""
        self.more = more
        self.own_routes = own_routes
        self.sent_fields = data
        self.base_fields = self._with_rows(about, data)  # type: ignore[misc]
        super().__init__(data, about=about, **kwargs)
        for name in ("title", "co_trainer") if bare else ():
            del self.fields[name]
        for name, one in self.fields.items():
            if name != "seen":
                self.initial.setdefault(name, False if isinstance(one, forms.BooleanField) else "")
        routes = self.fields["routes"]
        assert isinstance(routes, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        routes.choices = [(route, say("training.edit_route", route)) for route in own_routes]
        if len(own_routes) < 2:
            del self.fields["routes"]
        self._go_to_the_new_row()

    def _go_to_the_new_row(self) -> None:
        """Also where the page was quicker than its script, or has none."""
        row = _rows_of(self.fields, self.more) if self.more else 0
        if row and row > _rows_of(self.sent_fields, self.more):
            new = [f.widget for n, f in self.fields.items() if n.startswith(f"{self.more}_{row}_")]
            next(one for one in new if not one.is_hidden).attrs["autofocus"] = True

    # --- what stands there, and what becomes of it

    def now(self) -> dict[str, Any]:
        told = {name: self.content_now.get(name, "") for name in self.simple}
        for name in self.own_files:
            file = self.content_now.get(name) or {}
            told[f"{name}_kept"] = str(file.get("file", "") or "")
            told[f"{name}_alt"] = file.get("alt", "")
            told[f"{name}_credit"] = file.get("credit", "")
        told |= self.rows_now(self.content_now)
        told["routes"] = list(self.about.routes)  # type: ignore[attr-defined]
        told["co_trainer"] = self.about.co_trainer  # type: ignore[attr-defined]
        return told

    @property
    def content_now(self) -> Content:
        found: Content = self.about.content  # type: ignore[attr-defined]
        return found

    def content(self) -> Content:
        """What the block is to hold."""
        told: Content = {name: self._tidied(name) for name in self.simple}
        for name in self.own_files:
            told[name] = self._file(name)
        return told | self.rows_told()

    def routes_told(self) -> list[str]:
        """Only these; none where it is for all that follow the lesson."""
        chosen = [r for r in self.cleaned_data.get("routes", ()) if r in self.own_routes]
        return [] if len(chosen) == len(self.own_routes) else chosen

    def rows_now(self, content: Content) -> dict[str, Any]:
        return {}

    def rows_told(self) -> Content:
        return {}

    def row_fields(self, content: Content, data: Any) -> dict[str, forms.Field]:
        return {}

    # --- how it is drawn

    def parts(self) -> Iterator[Part]:
        """The form in pieces, in the order in which it is filled in."""
        yield from self._those(*self.simple)
        yield from self.row_parts()
        for name in self.own_files:
            yield self._file_part(name)
        yield from self._those("routes", "co_trainer")

    def _those(self, *names: str) -> Iterator[Part]:
        for name in names:
            if name in self.fields:
                yield Part([self[name]])

    def row_parts(self) -> Iterator[Part]:
        yield from ()

    def hidden_ones(self) -> list[forms.BoundField]:
        return [bound for bound in self.hidden_fields() if not bound.name.endswith("_kept")]

    def label_of(self, name: str) -> str:
        if found := re.fullmatch(r"step_(\d+)_way_(\d+)_(\w+)", name):
            of = say("training.edit_row_of", "way", step=found[1], row=found[2])
            return _heard(of, say("training.edit_row", f"way_{found[3]}"))
        if found := re.fullmatch(r"step_(\d+)_text", name):
            of = say("training.edit_row_of", "step", row=found[1])
            return _heard(of, say("training.edit_row", "step_text"))
        if found := re.fullmatch(r"([a-z]+)_(\d+)_(\w+)", name):
            return say("training.edit_row", f"{found[1]}_{found[3]}", row=found[2])
        for file in self.own_files:
            if name.startswith(f"{file}_"):
                return say("training.edit_file_field", name.removeprefix(f"{file}_"))
        return say("training.edit_field", name)

    # --- a form that is only looked at

    def full_clean(self) -> None:
        if self.looking:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.own_files:
            alt = f"{name}_alt"
            has_one = cleaned.get(f"{name}_kept") and not cleaned.get(f"{name}_gone")
            if has_one and name in self.asks_alt and not cleaned.get(alt):
                self.add_error(alt, say("training.edit_alt_missing"))
        return cleaned

    def texts(self) -> dict[str, str]:
        """Everything that is read, by field: as it was sent, or as it stands there."""
        found = {}
        for bound in self.visible_fields():
            if isinstance(bound.field, forms.CharField) and bound.name not in NOT_READ:
                found[bound.name] = str(bound.value() or "")
        return found

    # --- inside

    def _with_rows(self, about: Block, data: Any) -> dict[str, forms.Field]:
        fields = dict(type(self).base_fields)
        for name, kinds in self.own_files.items():
            accepts = ",".join(ACCEPTS[kind] for kind in kinds)
            fields[f"{name}_kept"] = _hidden()
            fields[f"{name}_upload"] = forms.CharField(
                required=False,
                widget=forms.FileInput(attrs={"accept": accepts}),
            )
            if name in self.asks_alt:
                fields[f"{name}_alt"] = _line()
            fields[f"{name}_credit"] = _line(TITLE)
            fields[f"{name}_gone"] = forms.BooleanField(required=False)
        return fields | self.row_fields(about.content, data)

    def _file(self, name: str) -> Content | None:
        kept = self.cleaned_data.get(f"{name}_kept", "")
        if not kept.isdigit() or self.cleaned_data.get(f"{name}_gone"):
            return None
        told: Content = {"file": int(kept)}
        for part in ("alt", "credit"):
            told[part] = self._tidied(f"{name}_{part}")
        return told

    def _file_part(self, name: str) -> Part:
        kept = str(self[f"{name}_kept"].value() or "")
        names = ("upload", "alt", "credit", *(("gone",) if kept else ()))
        bound = [self[f"{name}_{part}"] for part in names if f"{name}_{part}" in self.fields]
        errors = any(one.errors for one in bound)
        legend = say("training.edit_file", name)
        needed = name not in OPTIONAL_FILES
        return Part(bound, legend, file=name, folded=not (kept or errors or needed))

    def kept_file(self, name: str) -> int | None:
        """Which file of the course stands there."""
        kept = str(self[f"{name}_kept"].value() or "")
        return int(kept) if kept.isdigit() else None

    def _tidied(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "").replace("\r\n", "\n").strip()

    def _show_both(self, cleaned: dict[str, Any]) -> None:
        if self.about.number:  # type: ignore[attr-defined]
            super()._show_both(cleaned)  # of what is new there is no other text

    def _sent(self) -> dict[str, Any]:
        return sent_with_lists(self.data, "routes")


def sent_with_lists(data: Any, *lists: str) -> dict[str, Any]:
    """What was sent, by field; of these fields all that was ticked."""
    several = isinstance(data, QueryDict)
    return {k: data.getlist(k) if several and k in lists else data.get(k) for k in data}


ACCEPTS = {
    CourseFile.Kind.IMAGE: "image/jpeg,image/png,image/webp,image/gif",
    CourseFile.Kind.AUDIO: "audio/*,.m4a,.mp3,.ogg,.wav",
    CourseFile.Kind.VIDEO: "video/mp4,video/webm",
    CourseFile.Kind.CAPTIONS: ".vtt,text/vtt",
}
OPTIONAL_FILES = ("picture", "sound", "captions")
NOT_READ = ("co_trainer", "search")
PICTURE = {"picture": (CourseFile.Kind.IMAGE,)}
SOUND = {"sound": (CourseFile.Kind.AUDIO,)}


class TextForm(BlockForm):
    simple = ("title", "text")
    own_files = {**PICTURE, **SOUND}

    title = _line(TITLE)
    text = _area(10)


class ReflectionForm(BlockForm):
    simple = ("title", "prompt")
    hints = (*BlockForm.hints, "prompt")

    title = _line(TITLE)
    prompt = _area(4)


class TaskForm(BlockForm):
    simple = ("title", "text", "hand_in")
    hints = (*BlockForm.hints, "hand_in")

    title = _line(TITLE)
    text = _area(6)
    hand_in = _area(2)


class DiscussionForm(BlockForm):
    simple = ("title", "prompt", "minutes")

    title = _line(TITLE)
    prompt = _area(4)
    minutes = forms.IntegerField(required=False, min_value=1, max_value=240)

    def content(self) -> Content:
        return super().content() | {"minutes": self.cleaned_data.get("minutes")}


class MediaForm(BlockForm):
    simple = ("title", "transcript")
    own_files = {
        "file": (CourseFile.Kind.VIDEO, CourseFile.Kind.AUDIO, CourseFile.Kind.IMAGE),
        "captions": (CourseFile.Kind.CAPTIONS,),
    }
    asks_alt = ("file",)
    hints = (*BlockForm.hints, "transcript")

    title = _line(TITLE)
    transcript = _area(6)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("file_kept"):
            self.add_error("file_upload", say("training.edit_file_wrong", "none"))
        if "file_alt" in self.errors and self._kind(cleaned) != CourseFile.Kind.IMAGE:
            del self.errors["file_alt"]  # what is to be heard and seen stands in the transcript
        return cleaned

    def content(self) -> Content:
        return super().content() | {"media": self._kind(self.cleaned_data).value}

    def _kind(self, cleaned: Mapping[str, Any]) -> CourseFile.Kind:
        kept = str(cleaned.get("file_kept") or "")
        pk = int(kept) if kept.isdigit() else 0
        found = CourseFile.objects.filter(pk=pk).values_list("kind", flat=True).first()
        return CourseFile.Kind(found or "image")


class CardForm(BlockForm):
    """A card of the edition; which ones are shown to choose from is looked for with ``search``."""

    simple = ("lead",)
    hints = (*BlockForm.hints, "lead")

    lead = _area(2)
    search = _line(TITLE)
    whom = forms.ChoiceField(required=False)
    card = forms.RegexField("[0-9]{1,5}:[a-z-]{1,20}", required=False)

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whom = self.fields["whom"]
        assert isinstance(whom, forms.ChoiceField)  # noqa: S101 - for the type checker
        whom.choices = [("", say("training.edit_card_all")), *offered]
        self.fields["card"].error_messages["invalid"] = say("training.edit_card_none")

    def rows_now(self, content: Content) -> dict[str, Any]:
        if not content.get("card"):
            return {"card": ""}
        return {"card": f"{content['card']}:{content.get('audience', '')}"}

    def rows_told(self) -> Content:
        number, _, audience = self.cleaned_data["card"].partition(":")
        return {"card": int(number), "audience": audience}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("card") and "card" not in self.errors:
            self.add_error("card", say("training.edit_card_none"))
        return cleaned

    def parts(self) -> Iterator[Part]:
        yield Part([self["card"]], file="card")
        yield from super().parts()

    @property
    def chosen(self) -> str:
        return str(self["card"].value() or "")


class QuestionForm(BlockForm):
    """What all questions have; each kind adds what is answered."""

    simple: tuple[str, ...] = ("title", "prompt", "feedback")
    own_files = PICTURE
    hints = (*BlockForm.hints, "feedback")
    asked: ClassVar[str] = ""

    title = _line(TITLE)
    prompt = _area(2, SHORT * 4)
    feedback = _area(3)

    @property
    def content_now(self) -> Content:
        found = super().content_now
        return {**(found.get("question") or {}), **{k: found[k] for k in found if k != "question"}}

    def content(self) -> Content:
        told = super().content()
        question = {name: told.pop(name) for name in ("prompt", "feedback")}
        inner = {name: told.pop(name) for name in self.rows_told()}
        own = {name: told.pop(name) for name in self.own_names() if name in told}
        return {
            "title": told["title"],
            "picture": told.get("picture"),
            "question": {"kind": self.asked, **question, **own, **inner},
        }

    def own_names(self) -> tuple[str, ...]:
        """Simple fields of the question itself."""
        return tuple(name for name in self.simple if name not in QuestionForm.simple)

    def parts(self) -> Iterator[Part]:
        yield from self._those("title", "prompt", *self.own_names())
        yield from self.row_parts()
        yield from self._those("feedback")
        for name in self.own_files:
            yield self._file_part(name)
        yield from self._those("routes", "co_trainer")


class RowsOfQuestion(QuestionForm):
    """A question with rows: ``row`` is what one is called, ``inside`` what it has."""

    row: ClassVar[str] = ""
    listed: ClassVar[str] = ""
    """Name of the rows in the content."""
    inside: ClassVar[tuple[str, ...]] = ()
    at_least: ClassVar[int] = 3

    def row_fields(self, content: Content, data: Any) -> dict[str, forms.Field]:
        now = (content.get("question") or {}).get(self.listed) or ()
        n = _how_many(data, self.row, self.more, len(now), self.at_least, MOST_OPTIONS)
        return {
            f"{self.row}_{i}_{part}": forms.BooleanField(required=False)
            if part == "right" and self.row == "option"
            else _line(SHORT if part != "feedback" else SHORT * 4)
            for i in range(1, n + 1)
            for part in self.inside
        }

    def rows_now(self, content: Content) -> dict[str, Any]:
        return {
            f"{self.row}_{i}_{part}": self.part_of(one, part)
            for i, one in enumerate(content.get(self.listed) or (), start=1)
            for part in self.inside
        }

    def rows_told(self) -> Content:
        rows = [
            {part: self._cleaned(f"{self.row}_{i}_{part}") for part in self.inside}
            for i in range(1, self.n + 1)
        ]
        filled = [row for row in rows if any(v for k, v in row.items() if v is not False)]
        return {self.listed: [self.told_of(row) for row in filled]}

    def row_parts(self) -> Iterator[Part]:
        rows = [
            Part(
                [self[f"{self.row}_{i}_{part}"] for part in self.inside],
                say("training.edit_row_name", self.row, row=i),
                quiet=True,
            )
            for i in range(1, self.n + 1)
        ]
        more = self.row if self.n < MOST_OPTIONS else ""
        words = say("training.edit_more", self.row)
        yield Part([], say("training.edit_rows", self.asked), rows, more, words)

    @property
    def n(self) -> int:
        last = self.inside[0]
        return sum(
            name.startswith(f"{self.row}_") and name.endswith(f"_{last}") for name in self.fields
        )

    def part_of(self, one: Any, part: str) -> Any:
        return one.get(part, "")

    def told_of(self, row: Content) -> Any:
        return row

    def _cleaned(self, name: str) -> Any:
        found = self.cleaned_data.get(name)
        return found if isinstance(found, bool) else " ".join(str(found or "").split())


class ChoiceForm(RowsOfQuestion):
    asked, row, listed = "choice", "option", "options"
    inside = ("text", "right", "feedback")


class SeveralForm(ChoiceForm):
    asked = "several"


class OrderForm(RowsOfQuestion):
    asked, row, listed = "order", "item", "items"
    inside = ("text",)

    def part_of(self, one: Any, part: str) -> Any:
        return one

    def told_of(self, row: Content) -> Any:
        return row["text"]


class MatchForm(RowsOfQuestion):
    asked, row, listed = "match", "pair", "pairs"
    inside = ("left", "right")


class EstimateForm(QuestionForm):
    asked = "estimate"
    simple = (*QuestionForm.simple, "lowest", "highest", "right_from", "right_to", "unit")
    hints = (*QuestionForm.hints, "right_from", "unit")

    lowest = _number()
    highest = _number()
    right_from = _number()
    right_to = _number()
    unit = _line(40)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in NUMBERS:
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, say("studies.wrong", "required"))
        return cleaned

    def content(self) -> Content:
        told = super().content()
        told["question"] |= {name: self.cleaned_data[name] for name in NUMBERS}
        return told


NUMBERS = ("lowest", "highest", "right_from", "right_to")


class OpenForm(QuestionForm):
    asked = "open"
    simple = (*QuestionForm.simple, "example")
    hints = (*QuestionForm.hints, "example")

    example = _area(3, SHORT * 4)


class CaseForm(BlockForm):
    """A story in steps; at each step choices, each with what comes of it and where it leads."""

    simple = ("title",)
    own_files = PICTURE

    title = _line(TITLE)

    def row_fields(self, content: Content, data: Any) -> dict[str, forms.Field]:
        steps = content.get("steps") or ()
        n = _how_many(data, "step", self.more, len(steps), 2, MOST_STEPS)
        fields: dict[str, forms.Field] = {}
        leads = [(ENDS, say("training.edit_to_end"))]
        leads += [(str(i), say("training.edit_to_step", row=i)) for i in range(1, n + 1)]
        for i in range(1, n + 1):
            fields[f"step_{i}_key"] = _hidden()
            fields[f"step_{i}_text"] = _area(3)
            there = len(steps[i - 1]["choices"]) if i <= len(steps) else 0
            ways = _how_many(data, f"step_{i}_way", self.more, there, 2, MOST_WAYS)
            for j in range(1, ways + 1):
                way = f"step_{i}_way_{j}"
                fields[f"{way}_text"] = _line()
                fields[f"{way}_reply"] = _area(2)
                fields[f"{way}_to"] = forms.ChoiceField(choices=leads, required=False)
                fields[f"{way}_good"] = forms.ChoiceField(choices=self._weighed(), required=False)
        return fields

    @staticmethod
    def _weighed() -> list[tuple[str, str]]:
        return [(value, say("training.edit_good", value or "none")) for value in ("", "yes", "no")]

    def rows_now(self, content: Content) -> dict[str, Any]:
        told: dict[str, Any] = {}
        steps = content.get("steps") or ()
        places = {step["key"]: str(i) for i, step in enumerate(steps, start=1)}
        for i, step in enumerate(steps, start=1):
            told[f"step_{i}_key"], told[f"step_{i}_text"] = step["key"], step["text"]
            for j, way in enumerate(step["choices"], start=1):
                base = f"step_{i}_way_{j}"
                told[f"{base}_text"], told[f"{base}_reply"] = way["text"], way["reply"]
                told[f"{base}_to"] = places.get(way.get("to", ""), ENDS)
                good = {True: "yes", False: "no"}.get(way.get("good"), "")
                told[f"{base}_good"] = good
        return told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        there = {str(i) for i in self._steps()}
        for name, value in list(cleaned.items()):
            way = name.removesuffix("_to")
            if name.endswith("_to") and value in {"", ENDS}:
                continue
            if name.endswith("_to") and cleaned.get(f"{way}_text") and value not in there:
                self.add_error(name, say("training.edit_to_nowhere", row=value))
        return cleaned

    def rows_told(self) -> Content:
        steps = self._steps()
        keys = self._keys(steps)
        return {
            "steps": [
                {
                    "key": keys[i],
                    "text": self._tidied(f"step_{i}_text"),
                    "choices": [self._way(f"step_{i}_way_{j}", keys) for j in self._ways(i)],
                }
                for i in steps
            ]
        }

    def row_parts(self) -> Iterator[Part]:
        n = _rows_of(self.fields, "step")
        for i in range(1, n + 1):
            ways = [
                Part(
                    [self[f"step_{i}_way_{j}_{part}"] for part in ("text", "reply", "to", "good")],
                    say("training.edit_row_name", "way", row=j),
                )
                for j in range(1, _rows_of(self.fields, f"step_{i}_way") + 1)
            ]
            yield Part(
                [self[f"step_{i}_text"]],
                say("training.edit_row_name", "step", row=i),
                ways,
                f"step_{i}_way" if len(ways) < MOST_WAYS else "",
                say("training.edit_more", "way"),
                folded=i > 1 and self.more != f"step_{i}_way" and not self._says(f"step_{i}_way"),
            )
        more = "step" if n < MOST_STEPS else ""
        yield Part([], "", [], more, say("training.edit_more", "step"))

    def _says(self, way: str) -> bool:
        """Whether any choice of a step has words, or is wrong."""
        own = [self[name] for name in self.fields if name.startswith(f"{way}_")]
        words = [one for one in own if one.name.endswith(("_text", "_reply"))]
        return any(one.value() for one in words) or any(one.errors for one in own)

    def _steps(self) -> list[int]:
        """Those that say something."""
        n = _rows_of(self.fields, "step")
        return [i for i in range(1, n + 1) if self._tidied(f"step_{i}_text") or self._ways(i)]

    def _ways(self, step: int) -> list[int]:
        n = _rows_of(self.fields, f"step_{step}_way")
        return [
            j
            for j in range(1, n + 1)
            if self._tidied(f"step_{step}_way_{j}_text")
            or self._tidied(f"step_{step}_way_{j}_reply")
        ]

    def _keys(self, steps: Sequence[int]) -> dict[int, str]:
        """A step keeps its key for good; a new one gets one that none had."""
        kept = {i: self._tidied(f"step_{i}_key") for i in steps}
        kept = {i: key for i, key in kept.items() if re.fullmatch("[A-Za-z0-9]{1,20}", key)}
        found: dict[int, str] = {}
        for i in steps:
            key = kept.get(i, "")
            n = i
            while not key or key in found.values() or (key in kept.values() and kept.get(i) != key):
                key, n = f"s{n}", n + 1
            found[i] = key
        return found

    def _way(self, name: str, keys: Mapping[int, str]) -> Content:
        leads = self.cleaned_data.get(f"{name}_to", "")
        return {
            "text": self._tidied(f"{name}_text"),
            "reply": self._tidied(f"{name}_reply"),
            "to": keys.get(int(leads), "") if leads.isdigit() else "",
            "good": {"yes": True, "no": False}.get(self.cleaned_data.get(f"{name}_good", "")),
        }


def _rows_of(names: Any, row: str) -> int:
    """How many rows of this name there are among the fields."""
    pattern = re.compile(rf"{re.escape(row)}_([0-9]{{1,2}})_")
    numbers = [int(found[1]) for name in names if (found := pattern.match(name))]
    return max(numbers, default=0)


def _how_many(data: Any, row: str, more: str, there: int, least: int, most: int) -> int:
    """Rows to show: those that were sent, or are there, and one where more is asked for."""
    if data is None:
        return min(max(there, least), most)
    return min(max(_rows_of(data, row), least) + (more == row), most)


FORMS: Mapping[str, type[BlockForm]] = {
    "text": TextForm,
    "card": CardForm,
    "case": CaseForm,
    "choice": ChoiceForm,
    "several": SeveralForm,
    "order": OrderForm,
    "match": MatchForm,
    "estimate": EstimateForm,
    "open": OpenForm,
    "reflection": ReflectionForm,
    "task": TaskForm,
    "media": MediaForm,
    "discussion": DiscussionForm,
}
"""Kind in the address -> its form. A question is told by what is asked."""


def kind_in_address(block: Block) -> str:
    """Which of `FORMS` the block has."""
    if block.kind == "question":
        return str((block.content.get("question") or {}).get("kind", "choice"))
    return block.kind


def kind_of(name: str) -> str:
    """Kind of the block, for the name in an address."""
    return "question" if name in KINDS else name
