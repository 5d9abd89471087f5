"""Addresses and numbers of the page that compares groups."""

from __future__ import annotations

from typing import Any

from django import template

from conceptmapping.ladders import Axis
from werkwijs.analysis.group_choice import Asked
from werkwijs.analysis.views_groups import head
from werkwijs.lib.words import language, say
from werkwijs.lib.words import words as words_of

register = template.Library()


@register.simple_tag
def compare(asked: Asked, **other: Any) -> str:
    """The address of the same look with something else."""
    return "?" + asked.address(**other)


@register.filter
def axis_name(axis: Axis) -> str:
    return head(axis)


@register.filter
def interval(bounds: Any) -> str:
    return words_of("analysis", language()).interval(bounds)


@register.filter
def p_value(value: float | None) -> str:
    return words_of("analysis", language()).p(value)


@register.filter
def words(several: str) -> list[str]:
    """Several names in one string, one by one."""
    return several.split()


@register.filter
def line_name(lines: str) -> str:
    return say("analysis.groups_line", lines)
