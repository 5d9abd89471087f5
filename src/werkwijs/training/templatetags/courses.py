"""Words of lessons in templates: Markdown as HTML, safe to show."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from coursepack import markup

register = template.Library()


@register.filter
def marked(text: str) -> SafeString:
    """Paragraphs, lists and stress; everything else is shown as it was typed."""
    return mark_safe(markup.html(text))  # noqa: S308 - nothing of the text passes unescaped
