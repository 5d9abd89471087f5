"""Tags that stand in every template: what the room says, symbols, reading aloud."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context, RequestContext
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from werkwijs.design import symbols
from werkwijs.lib import speaking, words

register = template.Library()


@register.simple_tag
def say(key: str, member: str | None = None, /, **facts: Any) -> SafeString:
    """``{% say "studies.n_statements" n=64 %}``: the words are ours, what is filled in is escaped."""
    safe = {
        name: value if isinstance(value, int | float) else conditional_escape(value)
        for name, value in facts.items()
    }
    said = words.say(key, member or None, **safe)
    return mark_safe(said if safe else conditional_escape(said))  # noqa: S308 - escaped above


@register.simple_tag
def symbol(name: str, size: int = 24) -> SafeString:
    """``{% symbol "speaker" %}``: a drawn symbol, hidden from screen readers; words stand beside it."""
    return symbols.svg(name, size)


@register.simple_tag(takes_context=True)
def here(context: RequestContext, address: str) -> SafeString:
    """``aria-current`` for the link of the page one is on."""
    request = context.get("request")
    if request is not None and request.path == address:
        return format_html(' aria-current="{}"', "page")
    return SafeString("")


@register.inclusion_tag("design/aloud.html")
def aloud() -> dict[str, str]:
    """``{% aloud %}``: the script that reads the page aloud, with what it needs to know."""
    said = {member: words.say("design.aloud", member) for member in ("start", "stop", "busy")}
    return {"spoken": reverse("design:spoken"), "aloud_words": json.dumps(said)}


class Spoken(template.Node):
    """Whatever stands between the tags, with its texts marked for reading aloud."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: Context) -> SafeString:
        return mark_safe(speaking.marked(self.nodelist.render(context)))  # noqa: S308 - rendered just now


@register.tag
def spoken(parser: Parser, token: Token) -> Spoken:
    nodes = parser.parse(("endspoken",))
    parser.delete_first_token()
    return Spoken(nodes)
