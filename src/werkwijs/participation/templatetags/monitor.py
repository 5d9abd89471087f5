"""How far somebody is, in a cell of the monitor: ``{% how_far row.sorting %}``."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from werkwijs.design import symbols
from werkwijs.lib.words import say
from werkwijs.participation.progress import Progress

register = template.Library()


@register.simple_tag
def how_far(of: Progress) -> SafeString:
    so_far = say("participation.monitor_so_far", done=of.done, asked=of.asked)
    if of.finished_at:
        done = format_html("{} {}", symbols.svg("check", 18), say("participation.monitor_done"))
        if of.done == of.asked:
            return done
        return format_html('{}<br><span class="soft">{}</span>', done, so_far)
    if of.started_at or of.done:
        return format_html("{}", so_far)
    return format_html('<span class="soft">{}</span>', say("participation.monitor_not_begun"))
