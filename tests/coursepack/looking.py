"""Find elements of a page by a CSS selector."""

from cssselect2 import ElementWrapper


def css(page, selector):
    """All elements of this page, or of this part of one, in order."""
    whole = ElementWrapper.from_html_root(page)
    return [found.etree_element for found in whole.query_all(selector)]
