"""The page: one file, inert, accessible, and as wide as the screen."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from document_factory import make_document
from drawn import FIGURES, Drawn

from mapreport import figures, html, story

WIDTHS = (320, 360, 1280)
EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)> & "quotes"'


class Page(HTMLParser):
    """What is in the page, as a browser would start on it."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.ids, self.headings, self.links = [], [], [], []
        self.attributes = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if "id" in facts:
            self.ids.append(facts["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append(facts["href"])


@pytest.fixture(scope="module")
def document():
    document = make_document(statements=40, clusters=6, suppressed=["werkgever"], awkward=True)
    document["warnings"] = [{"code": "few-sorters", "sorters": 7}]
    return document


@pytest.fixture(scope="module", params=["nl", "en"])
def source(request, document):
    return html.render(document, FIGURES, request.param)


@pytest.fixture(scope="module")
def page(source):
    return Page(source)


def test_nothing_is_loaded_and_nothing_runs(page):
    assert not {"script", "link", "iframe", "object", "embed", "img", "foreignobject"} & set(
        page.tags
    )
    for tag, name, value in page.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in {"href", "src", "xlink:href"}:
            assert value.startswith("#"), (tag, value)
    (policy,) = [
        v for t, n, v in page.attributes if t == "meta" and n == "content" and "default-src" in v
    ]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_styles_load_nothing(source):
    styles = " ".join(re.findall(r"<style>(.*?)</style>", source, re.DOTALL))
    assert "@import" not in styles
    assert "url(" not in styles.replace("url(#", "")


def test_ids_are_unique_and_links_arrive(page):
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    labelled = {i for _, n, v in page.attributes if n == "aria-labelledby" for i in v.split()}
    assert labelled <= set(page.ids)


def test_headings_go_down_one_step_at_a_time(page):
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))


def test_every_table_has_a_caption_and_header_cells(page):
    tables = page.tags.count("table")
    assert tables == page.tags.count("caption") > 10
    scopes = [v for t, n, v in page.attributes if t == "th" and n == "scope"]
    assert page.tags.count("th") == len(scopes)
    assert scopes.count("row") > scopes.count("col") / 8


def test_the_page_says_its_language():
    for language in ("nl", "en"):
        assert f'<html lang="{language}">' in html.render(make_document(), [], language)


def test_text_from_the_study_is_text():
    document = make_document()
    document["study"].update(title=EVIL, prompt=EVIL)
    document["statements"][0]["text"] = EVIL
    document["clusters"][0]["name"] = EVIL
    document["clusters"][1]["labels"][0]["label"] = EVIL
    document["excluded"] = [{"participant": EVIL, "reason": EVIL}]
    document["warnings"] = [{"code": EVIL, "fact": EVIL}]
    document["settings"]["group"] = EVIL
    source = html.render(document, [Drawn("tree", title=EVIL, description=EVIL)], "en")
    page = Page(source)

    assert "script" not in page.tags
    assert "img" not in page.tags
    assert source.count("&lt;script&gt;") >= 9


def test_what_runs_in_a_figure_is_taken_out():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><title>&lt;b&gt;</title>'
        "<metadata>m</metadata><script>alert(1)</script><g onclick='x()'><text>1</text></g></svg>"
    )
    inlined = html.inlined(svg, "f1-")

    assert "alert" not in inlined
    assert "onclick" not in inlined
    assert "metadata" not in inlined
    assert "&lt;b&gt;" in inlined
    assert "<text>1</text>" in inlined


def test_ids_in_figures_are_made_unique_and_still_point_right():
    inlined = html.inlined(FIGURES[0].svg, "f7-")

    assert 'id="f7-clip"' in inlined
    assert "url(#f7-clip)" in inlined
    assert 'href="#f7-dot"' in inlined
    assert 'aria-labelledby="f7-title"' in inlined
    assert 'role="img"' in inlined


def test_every_figure_we_draw_has_its_place():
    document = make_document(statements=9, clusters=3, labelled=True)
    drawn = figures.all(document, "en")
    told = story.illustrated(story.tell(document, "en"), drawn)
    page = Page(html.render(document, drawn, "en"))

    places = [
        (section.name, block.figure.name)
        for section in told.everything
        for block in section.blocks
        if isinstance(block, story.Shown)
    ]
    assert len(places) == len(drawn) > 7
    assert "figures" not in [place for place, _ in places]  # the place for what nobody expected
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.count("figure") == len(drawn)


def test_invented_material_is_marked_on_screen_and_on_paper():
    invented = html.render(make_document(invented=True), [], "nl")
    real = html.render(make_document(invented=False), [], "nl")

    assert invented.count("Verzonnen voorbeeld") >= 3
    assert re.search(r"@bottom-left \{ content: \"Verzonnen", invented)
    assert "Verzonnen" not in real


# --- in a real browser ----------------------------------------------------------------


LOOK = """async () => {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await axe.run({runOnly});
    return [found.violations.map((v) => [v.id, v.nodes[0].html]), found.passes.length];
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    """A small study with everything in it; the checker looks at every cell."""
    document = make_document(statements=9, clusters=3, suppressed=["werkgever"], awkward=True)
    document["quality"] = document["quality"][:6]
    document["replay"] = document["replay"][:4]
    document["warnings"] = [{"code": "few-sorters", "sorters": 7}]
    place = tmp_path_factory.mktemp("page") / "report.html"
    place.write_text(html.render(document, FIGURES, "nl"), encoding="utf-8")
    return place


@pytest.mark.parametrize("width", WIDTHS)
def test_no_barriers_no_sideways_scrolling_no_network(browser, file, width):
    from axe_playwright_python.base import AXE_SCRIPT

    # The page's own policy forbids the checker's script; it is lifted for the checker only.
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    tab = context.new_page()
    asked, complaints = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto(file.as_uri())

    wide = tab.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1]
    assert asked == [file.as_uri()]
    assert complaints == []
    tab.evaluate(AXE_SCRIPT)
    violations, passes = tab.evaluate(LOOK)
    assert violations == []
    assert passes > 20
    context.close()


def test_the_policy_stops_a_script_that_got_in(browser, file, tmp_path):
    place = tmp_path / "infected.html"
    place.write_text(
        file.read_text(encoding="utf-8").replace(
            "</main>", "<script>document.title = 'infected'</script></main>"
        ),
        encoding="utf-8",
    )
    tab = browser.new_page()
    tab.goto(place.as_uri())

    assert tab.title() != "infected"
    tab.close()


def test_the_keyboard_reaches_the_content_first(browser, file):
    tab = browser.new_page(viewport={"width": 360, "height": 700})
    tab.goto(file.as_uri())
    tab.keyboard.press("Tab")

    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    tab.close()
