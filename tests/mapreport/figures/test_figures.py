"""Every figure can be read: by eye, without colour, by a screen reader, in print."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from unittest.mock import patch
from xml.etree import ElementTree

import numpy as np
import pytest
from document_factory import GROUPS, make_document

from conceptmapping.geometry import overlap
from mapreport import figures
from mapreport.figures import Figure, NothingToDraw, cluster_style, contrast, ink, maps, sheet
from mapreport.figures.maps import rating_names
from mapreport.figures.sheet import cropped, measure, wrapped

SVG = "{http://www.w3.org/2000/svg}"
ALL_EQUAL = [(0.0, 0.0)] * 8
ON_A_LINE = [(x / 4, x / 8) for x in range(-6, 6)]
STUDIES = {
    "ordinary": {"statements": 64, "clusters": 8, "named": 2},
    "smallest": {"statements": 3, "clusters": 3},
    "large": {"statements": 140, "clusters": 14, "groups": {}},
    "awkward": {"statements": 24, "clusters": 7, "awkward": True, "named": 3},
    "many clusters": {"statements": 40, "clusters": 20, "groups": {}},
    "all equal": {"points": ALL_EQUAL},
    "on a line": {"points": ON_A_LINE, "clusters": 3},
    "bare": {"groups": {}, "scales": {}, "bootstrap": 0, "labelled": False, "invented": False},
    "suppressed": {"statements": 8, "suppressed": ["werkgever", "jobcoach", "steunsysteem"]},
}


@cache
def drawn(study: str, language: str = "nl") -> tuple[Figure, ...]:
    with patch.object(sheet.Sheet, "_png", return_value=b""):  # looked at here: the SVG
        return tuple(figures.all(make_document(**STUDIES[study]), language))


def figure(study: str, name: str, language: str = "nl") -> Figure:
    return next(f for f in drawn(study, language) if f.name == name)


EVERY_STUDY = pytest.mark.parametrize("study", STUDIES)


@dataclass(frozen=True)
class Written:
    """A line of text as it stands in an SVG, with the box it takes."""

    text: str
    size: float
    bold: bool
    box: tuple[float, float, float, float]
    colour: str


def texts(svg: bytes) -> list[Written]:
    found = []
    for element in ElementTree.fromstring(svg).iter(f"{SVG}text"):  # noqa: S314
        size = float(element.get("font-size").removesuffix("px"))
        weight = "bold" if element.get("font-weight") == "700" else "normal"
        if "transform" in element.attrib:
            x, y = map(float, re.match(r"translate\(([\d.-]+) ([\d.-]+)\)$",
                                       element.get("transform")).groups())  # fmt: skip
        else:
            x, y = float(element.get("x")), float(element.get("y"))
        width = measure(element.text, size, weight)
        left = x - {"middle": width / 2, "end": width}.get(element.get("text-anchor"), 0.0)
        # capitals and digits; what hangs below the line hardly ever meets anything
        box = (left, y - 0.73 * size, left + width, y)
        colour = element.get("fill") or "#000000"
        found.append(Written(element.text, size, weight == "bold", box, colour))
    return found


def said(figure: Figure) -> str:
    return " ".join(t.text for t in texts(figure.svg))


# --- what is drawn -------------------------------------------------------------------------


def test_every_figure_of_the_contract_is_there():
    names = [f.name for f in drawn("ordinary")]

    assert names == [
        "point-map", "cluster-map", "tree", "stability", "rating-map-belang",
        "rating-map-haalbaarheid", "go-zone", "go-zone-2", "pattern-match", "pattern-match-2",
        "pattern-match-3",
    ]  # fmt: skip


def test_what_was_not_measured_is_not_drawn():
    assert [f.name for f in drawn("bare")] == ["point-map", "cluster-map", "tree", "stability"]


@pytest.mark.parametrize(
    "draw",
    [
        lambda d: figures.rating_map(d, "nl", "belang"),
        lambda d: figures.go_zone(d, "nl"),
        lambda d: figures.pattern_match(d, "nl"),
    ],
)
def test_asking_for_what_is_not_there_is_answered_in_plain_words(draw):
    with pytest.raises(NothingToDraw, match=r"^(Niemand|Er is) .*\.$"):
        draw(make_document(**STUDIES["bare"]))


def test_one_statement_has_no_tree():
    with pytest.raises(NothingToDraw, match="no tree"):
        figures.tree(make_document(points=[(0.0, 0.0), (1.0, 0.0)]) | {"statements": []}, "en")


def test_figures_are_written_as_svg_and_png(tmp_path):
    files = figures.write(make_document(statements=6, clusters=2), tmp_path / "figures", "en")

    assert {f.name for f in files} == {f.name for f in (tmp_path / "figures").iterdir()}
    assert {"point-map.svg", "point-map.png", "go-zone.svg", "go-zone-2.png"} <= {
        f.name for f in files
    }


@EVERY_STUDY
def test_nothing_computed_is_shown_as_a_number(study):
    for f in drawn(study):
        assert not re.search(r"\bNone\b|\bnan\b|\binf\b", said(f) + f.description, re.IGNORECASE)


# --- layout --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("study", "language"), [*((study, "nl") for study in STUDIES), ("ordinary", "en")]
)
def test_no_text_lies_on_another_or_off_the_page(study, language):
    for f in drawn(study, language):
        written = texts(f.svg)
        boxes = np.array([t.box for t in written])
        shared = overlap(boxes, boxes)
        np.fill_diagonal(shared, 0.0)
        area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        share = shared / np.minimum(area[:, None], area[None, :])
        worst = np.unravel_index(share.argmax(), share.shape)

        assert share.max() < 0.12, (f.name, *(written[i].text for i in worst))
        assert boxes[:, 0].min() >= 0, f.name
        assert boxes[:, 2].max() <= f.width, f.name
        assert boxes[:, 1].min() >= 0, f.name
        assert boxes[:, 3].max() <= f.height, f.name


@pytest.mark.parametrize("study", ["ordinary", "large", "all equal", "on a line"])
def test_every_statement_has_its_number_on_the_maps(study):
    document = make_document(**STUDIES[study])
    for name in ("point-map", "cluster-map"):
        written = [t.text for t in texts(figure(study, name).svg)]

        assert {s["id"] for s in document["statements"]} <= set(written), name


def test_a_map_of_a_thousand_says_that_numbers_are_left_out():
    document = make_document(statements=400, clusters=20)
    points, clusters = figures.point_map(document, "en"), figures.cluster_map(document, "en")

    assert "numbers are left out" in points.description
    assert "numbers of the statements are left out" in clusters.description
    assert len(points.svg) < 300_000


@EVERY_STUDY
def test_small_print_can_still_be_read(study):
    # 5.2 points only where several hundred statements share one map
    for f in drawn(study):
        assert min(t.size for t in texts(f.svg)) >= 5.5, f.name


def test_a_hundred_and_forty_statements_fit_in_small_files():
    for f in drawn("large"):
        assert len(f.svg) < 300_000, f.name


def test_words_too_long_for_a_line_are_cut_and_nothing_is_lost():
    word = "arbeidsongeschiktheidsverzekeringspapieren"
    lines = wrapped(f"een {word} nodig", 8, 60)

    assert "".join(lines).replace("-", "").replace(" ", "") == f"een{word}nodig"
    assert all(measure(line, 8) <= 60 for line in lines)
    assert measure(cropped(word, 8, 60), 8) <= 60
    assert cropped("kort", 8, 60) == "kort"


def test_a_text_with_signs_of_other_languages_is_kept_as_it_is():
    document = make_document(statements=6, clusters=2)
    document["clusters"][0]["labels"][0]["label"] = "€5 & <b>$x$</b> 日本 😀"

    assert "€5 & <b>$x$</b> 日本 😀" in said(figures.cluster_map(document, "nl"))


# --- what it says --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("study", "language"), [("ordinary", "nl"), ("ordinary", "en"), ("bare", "nl")]
)
def test_the_convention_stands_on_every_figure(study, language):
    document = make_document(**STUDIES[study])
    expected = {
        "nl": ["60 sorteerders", "stress-1", "0,27", "kansniveau 0,36", "50 startposities"],
        "en": ["60 sorters", "stress-1", "0.27", "chance level 0.36", "best of 50 starts"],
    }[language]
    for f in drawn(study, language):
        for words in (*expected, document["engine"]):
            assert words in said(f), (f.name, words)


def test_invented_material_says_so_in_picture_and_in_words():
    mark = {
        "nl": "Voorbeeldmateriaal: verzonnen gegevens",
        "en": "Example material: invented data",
    }
    for language, words in mark.items():
        for f in drawn("ordinary", language):
            assert words in said(f), f.name
            assert words in f.description, f.name
    for f in drawn("bare"):
        assert mark["nl"] not in said(f) + f.description


def test_every_scale_has_a_file_of_its_own_whatever_it_is_called():
    scales = ["a b", "a/b", "../../a-b", "重要", "😀", "x" * 300, "x" * 299 + "y", "con", "a-b-2"]
    names = rating_names(scales)

    assert list(names) == scales
    assert len(set(names.values())) == len(scales)
    assert all(re.fullmatch(r"rating-map-[a-z0-9-]{1,70}", name) for name in names.values())
    assert rating_names(["belang"]) == {"belang": "rating-map-belang"}


def test_names_by_people_and_suggestions_are_told_apart():
    words = said(figure("ordinary", "cluster-map", "en"))

    assert "Fijn werk" in words
    assert "“Fijn werk”" not in words
    assert "“thuis op orde”" in words
    assert "A name in quotes is a suggestion" in words


def test_without_labels_a_cluster_goes_by_its_number():
    assert "Cluster 3, nog zonder naam" in figure("bare", "cluster-map").description


def test_the_description_tells_what_is_to_be_seen():
    document = make_document(**STUDIES["ordinary"])
    zone = document["go_zone"][0]
    both = [p["id"] for p in zone["points"] if p["quadrant"] == "both"]
    clusters = figure("ordinary", "cluster-map").description
    go_zone = figure("ordinary", "go-zone").description

    assert "64 uitspraken in 8 clusters, gelegd door 60 sorteerders" in clusters
    chance = f"{document['stress']['chance']['mean']:.3f}".replace(".", ",")
    assert f"Bij toeval zou de stress {chance} zijn" in clusters
    for cluster in document["clusters"]:
        assert f"{len(cluster['statements'])} uitspraken (" in clusters
    assert f"(de go-zone), {len(both)}: {', '.join(both[:-1])} en {both[-1]}." in go_zone
    assert "Met 45 sorteerders: R²" in figure("ordinary", "stability").description
    assert "gaan samen" in figure("ordinary", "tree").description


def test_the_ladder_says_whether_heights_can_be_compared():
    document = make_document()
    relative = figures.pattern_match(document, "en", 1)
    absolute = figures.pattern_match(document, "en", 2)
    forced = figures.pattern_match(document, "en", 2, reach="relative")

    assert "Relative:" in said(relative)  # scales of 1 to 5 and 1 to 3
    assert "Absolute:" in said(absolute)
    assert "Relative:" in said(forced)


def test_the_ladder_gives_the_correlation_with_its_interval():
    document = make_document(**STUDIES["ordinary"])
    pair = document["pattern_match"][0]["pairs"][0]
    low, high = (f"{v:.2f}".replace("-", "−") for v in pair["pearson_ci"])

    assert f"({low} to {high})" in said(figure("ordinary", "pattern-match", "en"))


def test_a_hidden_group_is_in_no_figure():
    for f in drawn("suppressed"):
        assert not set(GROUPS) - {"jongere"} & set(re.findall(r"\w+", said(f) + f.description))


def test_lines_of_the_go_zone_are_printed():
    zone = make_document(**STUDIES["ordinary"])["go_zone"][0]
    words = said(figure("ordinary", "go-zone", "en"))

    assert "mean of the statements shown" in words
    assert f"belang {zone['y_line']:.2f}" in words


def test_a_cluster_changed_by_hand_gets_no_line_through_the_tree():
    document = make_document(statements=12, clusters=3)
    before = figures.tree(document, "en")
    moved = document["clusters"][0]["statements"].pop()
    document["clusters"][1]["statements"].append(moved)
    next(s for s in document["statements"] if s["id"] == moved)["cluster"] = 2
    after = figures.tree(document, "en")

    assert "here: 3 clusters" in said(before)
    assert "here: 3 clusters" not in said(after)
    assert "adjusted by hand" in said(after)


def test_layers_grow_with_the_mean():
    document = make_document(**STUDIES["ordinary"])
    ranked = sorted(document["clusters"], key=lambda c: -c["ratings"]["belang"]["mean"])
    words = figure("ordinary", "rating-map-belang").description

    places = [words.index(f"{c['cluster']} ", words.index("hoog naar laag")) for c in ranked[:1]]
    order = [int(n) for n in re.findall(r"(?:: |\. )(\d+) ", words[words.index("naar laag") :])]
    assert places
    assert order == [c["cluster"] for c in ranked]


# --- seen without colour -------------------------------------------------------------------


@pytest.mark.parametrize("colour", [*ink.COLOURS, ink.INK, ink.SOFT, ink.ACCENT])
def test_colours_can_be_read_on_paper_and_paper_on_them(colour):
    assert contrast(colour, ink.PAPER) >= 4.5
    assert contrast(colour, ink.PAPER) == contrast(ink.PAPER, colour)


def test_lines_that_mean_something_stand_out():
    assert contrast(ink.LINE, ink.PAPER) >= 3


def test_contrast_by_hand():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@EVERY_STUDY
def test_all_text_has_enough_contrast(study):
    for f in drawn(study):
        for t in texts(f.svg):
            background = ink.PAPER if t.colour != ink.PAPER else ink.COLOURS[0]
            assert contrast(t.colour, background) >= 4.5, (f.name, t.text)


def test_steps_of_ratings_keep_their_order_in_grey():
    light = [ink.luminance(step) for step in ink.STEPS]

    assert light == sorted(light, reverse=True)
    assert all(a - b > 0.05 for a, b in pairwise(light))


def test_clusters_differ_in_shape_as_well_as_colour():
    styles = [cluster_style(k) for k in range(1, 21)]

    assert len({(s.colour, s.marker) for s in styles}) == 20
    assert len({s.marker for s in styles[:8]}) == 8
    for one, other in combinations(styles, 2):
        assert (one.colour, one.dash, one.marker) != (other.colour, other.dash, other.marker)


@EVERY_STUDY
def test_every_cluster_carries_its_number(study):
    document = make_document(**STUDIES[study])
    numbers = {str(c["cluster"]) for c in document["clusters"]}
    for f in drawn(study):
        if f.name.startswith(("cluster-map", "rating-map", "tree", "pattern-match")):
            on_badges = {t.text for t in texts(f.svg) if t.colour == ink.PAPER}
            assert numbers <= on_badges, f.name


# --- the files -----------------------------------------------------------------------------


@EVERY_STUDY
def test_each_svg_introduces_itself_and_harms_no_page(study):
    ids: list[str] = []
    for f in drawn(study):
        root = ElementTree.fromstring(f.svg)  # noqa: S314
        title, description = list(root)[:2]
        assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
        assert title.text == f.title
        assert description.text == f.description
        assert root.get("role") == "img"
        assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
        assert len(f.description) > 60
        own = [e.get("id") for e in root.iter() if e.get("id")]
        assert all(i.startswith(f.name) for i in own)
        ids += own
        inside = f.svg.decode()
        for reference in re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", inside):
            assert "".join(reference) in own
        assert not re.search(r"<script|<style|style=|<metadata|<image|href=\"(?!#)", inside)
        assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]+"', "", inside)
    assert len(ids) == len(set(ids))


def test_each_png_is_as_wide_as_a_projector_needs():
    for f in figures.all(make_document(statements=5, clusters=2, scales={}), "nl"):
        assert f.png.startswith(b"\x89PNG")
        width, height = (int.from_bytes(f.png[i : i + 4], "big") for i in (16, 20))
        assert width == 1386
        assert height == pytest.approx(f.height / 72 * 220, abs=2)


def test_the_same_document_gives_the_same_bytes_also_at_the_same_time():
    document = make_document(statements=10, clusters=3)
    alone = [figures.point_map(document, "nl"), figures.tree(document, "en")]
    with ThreadPoolExecutor(4) as pool:
        jobs = [
            pool.submit(draw, document, language)
            for _ in range(3)
            for draw, language in ((figures.point_map, "nl"), (figures.tree, "en"))
        ]
        together = [job.result() for job in jobs]

    assert together == alone * 3


def test_drawing_leaves_document_and_settings_as_they_were():
    import matplotlib as mpl

    document = make_document(statements=8, clusters=2)
    before = dict(mpl.rcParams)
    figures.all(document, "nl")

    assert document == make_document(statements=8, clusters=2)
    assert dict(mpl.rcParams) == before


def test_ellipses_that_cover_the_map_are_left_out_and_their_size_is_said():
    document = make_document()
    assert maps.ellipses_fit(document)
    for statement in document["statements"]:
        statement["ellipse"] = {"a": 1.2, "b": 0.6, "angle": 0.3}
    share = maps.share_covered(document)
    said = maps.point_map(document, "en").svg.decode()

    assert not maps.ellipses_fit(document)
    assert "90% ellipses are left out" in said
    assert f"{100 * share:.0f}%" in said
    assert "90% ellipse: certainty" not in said
