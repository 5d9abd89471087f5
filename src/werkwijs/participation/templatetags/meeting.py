"""What stands around a participant's task while many do it in one room: ``{% in_the_room %}``."""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from werkwijs.participation import meetings

register = template.Library()

HELD = ("home", "idea", "sort", "pile", "label", "split", "merge", "rate", "practise")
"""How the names of pages with a task begin. Help, worries, stopping and consent are never held up."""


class InTheRoom(template.Node):
    """The page of a task; out of sight, but as it was, while the meeting is paused."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: Context) -> SafeString:
        inside = self.nodelist.render(context)
        request = context.get("request")
        participant = getattr(request, "participant", None)
        match = getattr(request, "resolver_match", None)
        if request is None or participant is None or match is None:
            return inside
        if not str(match.url_name).startswith(HELD):
            return inside
        meeting = meetings.of_participant(participant)
        if meeting is None or meetings.said_at_home(request, meeting, participant):
            return inside
        told = {
            "state": meetings.state(meeting),
            "late": match.url_name == "home" and meetings.came_late(meeting, participant),
            "by_card": meetings.may_be_at_home(meeting, participant),
            "inside": inside,
        }
        return mark_safe(render_to_string("participation/meeting/here.html", told, request))  # noqa: S308


@register.tag
def in_the_room(parser: Parser, token: Token) -> InTheRoom:
    nodes = parser.parse(("endin_the_room",))
    parser.delete_first_token()
    return InTheRoom(nodes)
