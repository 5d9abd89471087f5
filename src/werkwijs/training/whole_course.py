"""A whole course as one page to read from top to bottom, on screen, on paper or aloud, with what is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import coursepack as cp
from coursepack import markup
from werkwijs.lib import pdf
from werkwijs.lib.words import say

STYLES = f"""
@page {{ size: A4; margin: 20mm; @bottom-right {{ content: counter(page) }} }}
body {{ font: 11.5pt/1.5 "{pdf.FAMILY}", sans-serif; color: #1d2429 }}
body {{ max-width: 42em; margin: 0 auto; padding: 1em }}
h1, h2, h3 {{ line-height: 1.25; color: #0b5355; break-after: avoid; overflow-wrap: anywhere }}
h2 {{ break-before: page }} p, li {{ overflow-wrap: anywhere }}
.kind {{ color: #4b565d; margin-bottom: 0 }}
"""


def page(course: cp.Course, *, day: str, telling: str = "") -> str:
    """The page, in the language of the course.

    Parameters
    ----------
    day
        When the version was made, "2026-11-27".
    telling
        HTML that stands before the lessons.
    """
    lessons = "".join(_lesson(lesson) for lesson in course.lessons)
    return (
        f'<!DOCTYPE html><html lang="{course.language}"><head><meta charset="utf-8">'
        f"<title>{escape(course.title)}</title>"
        f'<meta name="author" content="{escape(course.organisation)}">'
        f'<meta name="dcterms.created" content="{day}T00:00:00Z">'
        f'<meta name="dcterms.modified" content="{day}T00:00:00Z">'
        f"<style>{STYLES}</style></head><body><h1>{escape(course.title)}</h1>"
        f"{_p(course.reader)}{_words(course.about)}{telling}{lessons}</body></html>"
    )


def _lesson(lesson: cp.Lesson) -> str:
    aim = _p(say("training.acc_aim", aim=lesson.aim)) if lesson.aim else ""
    return f"<h2>{escape(lesson.title)}</h2>{aim}{''.join(map(_block, lesson.blocks))}"


def _block(block: cp.Block) -> str:
    title = getattr(block, "title", "") or say("training.acc_block", block.kind)
    kind = f'<p class="kind">{escape(say("training.acc_block", block.kind))}</p>'
    tell: Callable[[Any], str] = _TOLD[block.kind]
    return f"{kind}<h3>{escape(title)}</h3>{tell(block)}"


def _text(block: cp.Text) -> str:
    return _words(block.text) + _picture(block.picture)


def _card(block: cp.Card) -> str:
    rests = "; ".join(statement.text for statement in block.statements)
    return (
        f"{_p(block.lead)}{_p(block.easy)}{_p(block.why)}{_list(block.actions)}{_p(block.question)}"
        f"{_p(say('training.acc_rests', edition=block.edition))}{_p(rests)}"
    )


def _case(block: cp.Case) -> str:
    told = []
    for step in block.steps:
        told.append(_words(step.text))
        told.append(_list(f"{choice.text} → {choice.reply}" for choice in step.choices))
    return "".join(told)


def _asked(block: cp.Asked) -> str:
    question = block.question
    match question:
        case cp.Choice() | cp.Several():
            right = say("training.acc_right")
            shown = _list(
                " ".join(
                    part for part in (o.text, f"({right})" if o.right else "", o.feedback) if part
                )
                for o in question.options
            )
        case cp.Order():
            shown = _list(question.items, "ol")
        case cp.Match():
            shown = _list(f"{pair.left} → {pair.right}" for pair in question.pairs)
        case cp.Estimate():
            shown = _p(
                f"{say('training.acc_right')}: {question.right_from}–{question.right_to} {question.unit}"
            )
        case _:
            shown = _p(question.example)
    return f"{_words(question.prompt)}{shown}{_words(question.feedback)}"


def _media(block: cp.Media) -> str:
    return _picture(block.file) + _words(block.transcript)


def _task(block: cp.Task) -> str:
    return _words(block.text) + _words(block.hand_in)


def _prompt(block: cp.Reflection | cp.Discussion) -> str:
    return _words(block.prompt)


_TOLD: dict[str, Callable[[Any], str]] = {
    "text": _text,
    "card": _card,
    "case": _case,
    "question": _asked,
    "reflection": _prompt,
    "task": _task,
    "media": _media,
    "discussion": _prompt,
}


def _picture(file: Any) -> str:
    return _p(say("training.acc_picture", name=file.name, alt=file.alt)) if file else ""


def _words(text: str) -> str:
    """Markdown, its headings as strong paragraphs: headings of the page stay in their order."""
    told = str(markup.html(text))
    for level in "3456":
        told = told.replace(f"<h{level}>", "<p><strong>").replace(f"</h{level}>", "</strong></p>")
    return told


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _list(items: Iterable[str], tag: str = "ul") -> str:
    told = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<{tag}>{told}</{tag}>" if told else ""
