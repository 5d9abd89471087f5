"""Words of a lesson as HTML: paragraphs, lists, stress, small headings and https links; nothing else.

What somebody types passes through CommonMark with HTML off, so no tag of theirs is ever a tag on a page.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup

RULES = (
    "heading",
    "list",
    "blockquote",
    "emphasis",
    "link",
    "autolink",
    "escape",
    "entity",
    "newline",
)
HIGHEST = 3
"""A heading in a text is an h3 at most: the page and the block have the ones above it."""


class _OnlyHttps(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - their name
        return url.startswith("https://")


@cache
def _parser() -> MarkdownIt:
    return _OnlyHttps("zero", {"html": False, "breaks": True}).enable(list(RULES))


def html(text: str) -> Markup:
    """The text as HTML; "" is no paragraph."""
    tokens = _parser().parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, HIGHEST - 1 + int(token.tag[1:]))}"
        for inner in token.children or ():
            if inner.type == "link_open":
                inner.attrs["rel"] = "noopener noreferrer"
                inner.attrs["target"] = "_blank"
    return Markup(_parser().renderer.render(tokens, _parser().options, {}))  # noqa: S704
