"""How far somebody is, in a cell of the monitor: ``{% how_far row.sorting %}``."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conceptmapping.errors import Language
from werkwijs.design import symbols
from werkwijs.lib.words import language, say
from werkwijs.participation.progress import Progress

register = template.Library()


@register.simple_tag
def how_far(of: Progress) -> SafeString:
    return _how_far(language(), of.done, of.asked, bool(of.started_at), bool(of.finished_at))


@lru_cache(maxsize=2_000)
def _how_far(_: Language, n_done: int, asked: int, started: bool, finished: bool) -> SafeString:
    so_far = say("participation.monitor_so_far", done=n_done, asked=asked)
    if finished:
        done = format_html("{} {}", symbols.svg("check", 18), say("participation.monitor_done"))
        if n_done == asked:
            return done
        return format_html('{}<br><span class="soft">{}</span>', done, so_far)
    if started or n_done:
        return format_html("{}", so_far)
    return format_html('<span class="soft">{}</span>', say("participation.monitor_not_begun"))
