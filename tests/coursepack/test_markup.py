"""Words become paragraphs, lists and stress; no tag of a writer is ever a tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from coursepack import markup

ALLOWED = {"p", "ul", "ol", "li", "em", "strong", "a", "blockquote", "br", "div"} | {
    "h3",
    "h4",
    "h5",
    "h6",
}


def test_paragraphs_lists_and_stress():
    made = markup.html("Praat **rustig**.\n\n* één\n* twee\n\n# Kop")

    assert str(made) == (
        "<p>Praat <strong>rustig</strong>.</p>\n<ul>\n<li>één</li>\n<li>twee</li>\n</ul>\n<h3>Kop</h3>\n"
    )


def test_only_safe_addresses_are_links():
    made = markup.html("[a](https://x.example/) [b](javascript:alert(1)) [c](http://y.example)")

    assert made.count("<a ") == 1
    assert 'href="https://x.example/"' in made
    assert "javascript" not in made.split("<a ")[1].split(">")[0]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=a()>", "&lt;b&gt;"]
)
def test_tags_are_shown_as_they_were_typed(text):
    made = fragment_fromstring(markup.html(text), create_parent="div")

    assert {element.tag for element in made.iter()} <= {"div", "p"}


@given(st.text(max_size=200))
def test_nothing_else_comes_out_whatever_goes_in(text):
    made = fragment_fromstring(f"<div>{markup.html(text)}</div>")

    for element in made.iter():
        assert element.tag in ALLOWED
        assert set(element.keys()) <= {"href", "rel", "target", "title", "start"}
        assert element.get("href", "https://").startswith("https://")
