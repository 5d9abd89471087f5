"""What is printed for people who take part on paper: one kind of sheet at a time, as a page and as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from werkwijs.design import symbols
from werkwijs.lib import pdf, qr
from werkwijs.lib.words import say
from werkwijs.participation import batches, consenting, rating, returning
from werkwijs.participation.helping import Helper
from werkwijs.participation.models import Help, Participant
from werkwijs.participation.paper import fitting, slips
from werkwijs.participation.paper.pictures import Pictures
from werkwijs.participation.paper.slips import Slip
from werkwijs.studies.models import ScaleStep, Statement, Study

STYLES = "participation/paper-sheets.css"
CODES_ON_SHEET = 6
PILES_ON_SHEETS = ((1, 5), (6, 10))
IDEAS_ON_SHEET = 4
STEP_WIDTH = 23.0
"""In mm, of the words above a column."""
MOST_CELLS = 4_000
"""To tick, in one PDF."""
WIDE_FROM = 4
"""So many steps and more of a scale are printed on a sheet that lies on its side."""


class Kind(models.TextChoices):
    """What can be printed."""

    SLIPS = "briefjes"
    PILES = "stapels"
    RATINGS = "cijfers"
    IDEAS = "ideeen"
    CONSENT = "toestemming"
    CODES = "codes"


@dataclass(frozen=True)
class Wish:
    """How it is to be printed. None: as each participant has it."""

    easy: bool | None = None
    pictures: bool = True
    backs: bool = False
    """Slips with their number on the back."""
    turned: bool | None = None


@dataclass
class Document:
    """Sheets, ready to be shown or printed."""

    kind: Kind
    title: str
    language: str
    papers: list[dict[str, Any]] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)

    def page(self, **context: Any) -> str:
        """As a page for a browser, to print from there."""
        return self._render(inline="", **context)

    def as_pdf(self) -> bytes:
        """As PDF.

        Raises
        ------
        pdf.NoPrinter
            A library is missing.
        """
        styles = files("werkwijs.participation").joinpath("static", STYLES).read_text("utf-8")
        return pdf.render(self._render(inline=mark_safe(styles)), images=self.images)  # noqa: S308 - our own file

    def _render(self, **context: Any) -> str:
        with translation.override(self.language):
            return render_to_string("participation/paper/sheets.html", vars(self) | context)


def document(
    study: Study,
    kind: Kind,
    people: Sequence[Participant | None],
    wish: Wish,
    *,
    inside: bool = False,
) -> Document:
    """Everything of one kind for these people; None is a sheet on which a code can be written.

    Parameters
    ----------
    inside
        Pictures lie beside the document (for a PDF), not in it.
    """
    made = Document(
        kind=kind, title=f"{say_in(study, kind)} - {study.title}", language=study.language
    )
    pictures = Pictures(made.images, inside=inside)
    with translation.override(study.language):
        if kind == Kind.SLIPS:
            made.papers = _slips(study, people, wish, pictures)
        elif kind == Kind.CODES:
            made.papers = _codes(study, [person for person in people if person is not None])
        else:
            one = {
                Kind.PILES: _piles,
                Kind.RATINGS: _ratings,
                Kind.IDEAS: _ideas,
                Kind.CONSENT: _consent,
            }[kind]
            made.papers = [paper for person in people for paper in one(study, person, wish)]
    return made


def in_parts(
    study: Study, kind: Kind, people: Sequence[Participant | None]
) -> list[Sequence[Participant | None]]:
    """The people by as many as fit in one PDF: a hundred pages of tables take a server half a minute."""
    if kind != Kind.RATINGS or not people:
        return [people]
    steps = sum(scale.maximum - scale.minimum + 2 for scale in study.scales.all())
    cells = steps * study.statements.filter(dropped_at=None).count()
    n = max(1, MOST_CELLS // max(cells, 1))
    return [people[i : i + n] for i in range(0, len(people), n)]


def say_in(study: Study, kind: Kind) -> str:
    with translation.override(study.language):
        return say("participation.paper_kind", kind.name.lower())


def easy(person: Participant | None, wish: Wish) -> bool:
    if wish.easy is not None:
        return wish.easy
    return person is None or person.easy


def _paper(study: Study, person: Participant | None, **facts: Any) -> dict[str, Any]:
    return {
        "study": study,
        "person": person,
        "code": person.pseudonym if person else "",
        "helpers": [say("participation.paper_helper", role) for role in _HELPERS],
        "hows": [say("participation.paper_help_how", how) for how in _HOWS],
        **facts,
    }


_HELPERS = (Helper.SUPPORTER, Helper.JOBCOACH, Helper.FAMILY, Helper.OTHER)
_HOWS = (Help.How.READING, Help.How.TYPING, Help.How.EXPLAINING, Help.How.THINKING)


# --- slips ------------------------------------------------------------------------------


def _slips(
    study: Study, people: Sequence[Participant | None], wish: Wish, pictures: Pictures
) -> list[dict[str, Any]]:
    """One set for everybody; or, where batches were dealt, one for each."""
    every = [s for s in batches.final_set(study) if s.number is not None]
    sets: list[tuple[Participant | None, list[Statement], bool]]
    if study.batch_size is None:
        levels = sorted({easy(person, wish) for person in people}, reverse=True)
        sets = [(None, every, level) for level in levels]
    else:
        sets = [
            (person, _batch(person) if person is not None else every, easy(person, wish))
            for person in people
        ]
    papers = []
    for person, statements, simple in sets:
        cut = [
            Slip(
                number=statement.number or 0,
                stem=study.stem,
                text=(simple and statement.easy) or statement.text,
                picture=pictures.of(statement) if wish.pictures else "",
                alt=statement.picture_alt,
            )
            for statement in statements
        ]
        plan = slips.layout(cut)
        sheets = slips.sheets(cut, plan)
        for at, sheet in enumerate(sheets, start=1):
            facts = {"layout": plan, "at": at, "total": len(sheets)}
            papers.append(_paper(study, person, template="slips", slips=sheet, **facts))
            if wish.backs:
                turned = slips.back(sheet, plan)
                papers.append(_paper(study, person, template="backs", slips=turned, **facts))
    return papers


def _batch(person: Participant) -> list[Statement]:
    """In the order of their numbers: that is how they are found back."""
    return sorted(batches.statements(person), key=lambda statement: statement.number or 0)


# --- sheets -----------------------------------------------------------------------------


def _piles(study: Study, person: Participant | None, wish: Wish) -> list[dict[str, Any]]:
    return [
        _paper(study, person, template="piles", piles=range(first, last + 1), first=first == 1)
        for first, last in PILES_ON_SHEETS
    ]


def _ratings(study: Study, person: Participant | None, wish: Wish) -> list[dict[str, Any]]:
    simple = easy(person, wish)
    turned = wish.turned
    if turned is None:
        turned = study.turns_scales and person is not None and person.turned
    statements = [s for s in batches.final_set(study) if s.number is not None]
    lines = [(s.number, (simple and s.easy) or s.text) for s in statements]
    papers = []
    for scale in study.scales.prefetch_related("steps", "practice_items"):
        steps = rating.steps(scale, turned=turned)
        practice = list(scale.practice_items.all()) if study.asks_practice else []
        papers.append(
            _paper(
                study,
                person,
                template="ratings",
                scale=scale,
                question=(simple and scale.easy_question) or scale.question,
                steps=[(step, _drawn(step) if study.shows_emoticons else "") for step in steps],
                drawn=study.shows_emoticons,
                wide=len(steps) >= WIDE_FROM,
                broken=any(fitting.longest_word(s.word, size=14) > STEP_WIDTH for s in steps),
                practice=practice,
                lines=lines,
            )
        )
    return papers


def _ideas(study: Study, person: Participant | None, wish: Wish) -> list[dict[str, Any]]:
    return [_paper(study, person, template="ideas", boxes=range(1, IDEAS_ON_SHEET + 1))]


def _consent(study: Study, person: Participant | None, wish: Wish) -> list[dict[str, Any]]:
    text = consenting.current(study)
    if text is None:
        return []
    return [
        _paper(
            study,
            person,
            template="consent",
            parts=consenting.parts(text, easy=easy(person, wish)),
            text=text,
            until=date_format(study.withdraw_until, "j F Y") if study.withdraw_until else "",
            represented=study.allows_minors or (person is not None and person.minor),
        )
    ]


def _codes(study: Study, people: Sequence[Participant]) -> list[dict[str, Any]]:
    start = f"{settings.BASE_URL}{reverse('participation:start')}"
    shown = []
    for person in people:
        card = returning.card(person)
        code = _titled(qr.svg(card.address, scale=3), person.pseudonym) if card else ""
        shown.append({"code": person.pseudonym, "group": person.group, "card": card, "qr": code})
    return [
        _paper(
            study,
            None,
            template="codes",
            people=shown[i : i + CODES_ON_SHEET],
            start=start.split("://", 1)[-1],
        )
        for i in range(0, len(shown), CODES_ON_SHEET)
    ]


def _drawn(step: ScaleStep) -> SafeString | str:
    return _titled(symbols.svg(step.picture, 34), step.word) if step.picture else ""


def _titled(drawing: SafeString, title: str) -> SafeString:
    """A drawing that says what it is to who listens to the PDF."""
    return mark_safe(drawing.replace(">", format_html("><title>{}</title>", title), 1))  # noqa: S308
