"""The story says what the document says: once, honestly, in both languages."""

import re
from copy import deepcopy

import pytest
from document_factory import make_document
from drawn import FIGURES, Drawn

from mapreport import story
from mapreport.story import Note, Paragraph, Points, Shown, Table
from mapreport.wording import sayings

LANGUAGES = ("nl", "en")
SMALL_WORLDS = {
    "whole": {"statements": 64, "clusters": 8},
    "nothing rated": {"scales": {}},
    "nobody in a group": {"groups": {}},
    "nothing rated, nobody in a group": {"groups": {}, "scales": {}},
    "no bootstrap": {"bootstrap": 0},
    "a small group": {"suppressed": ["werkgever"]},
    "one cluster": {"clusters": 1, "statements": 6},
    "no labels": {"labelled": False},
    "all named": {"named": 4},
    "awkward words": {"awkward": True, "named": 2},
}


def texts(told, section=None):
    """Everything a reader can read, piece by piece."""
    yield from (told.title, told.kind, told.prompt, told.invented, told.colophon)
    for part in told.everything:
        if section not in (None, part.name):
            continue
        yield part.heading
        for block in part.blocks:
            match block:
                case Paragraph():
                    yield block.text
                case Points():
                    for point in block.points:
                        yield f"{point.lead} {point.text}"
                case Note():
                    yield from (block.heading, *block.texts)
                case Table():
                    yield from (block.caption, block.note)
                    yield from (column.label for column in block.columns)
                    for row in block.rows:
                        yield from row
                case Shown():
                    yield block.figure.title


def said(told, section=None):
    return "\n".join(texts(told, section))


def table(told, name):
    return next(
        b for s in told.everything for b in s.blocks if isinstance(b, Table) and b.name == name
    )


@pytest.fixture(scope="module")
def document():
    return make_document(statements=64, clusters=8)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("world", SMALL_WORLDS.values(), ids=SMALL_WORLDS)
def test_every_document_can_be_told(world, language):
    told = story.tell(make_document(**world), language)

    everything = said(told)
    assert not re.search(r"\b(None|nan|inf)\b|\{\w*\}|\[\]", everything)
    for part in told.everything:
        for block in part.blocks:
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} == {len(block.columns)}, block.name
                assert all(cell.strip() for row in block.rows for cell in row), block.name
    names = [part.name for part in told.everything]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_tell_the_same(document, language):
    shapes = [
        [
            (part.name, [(type(b).__name__, len(getattr(b, "rows", ()))) for b in part.blocks])
            for part in story.tell(document, one).everything
        ]
        for one in LANGUAGES
    ]
    assert shapes[0] == shapes[1]


def test_the_document_is_left_as_it_was(document):
    before = deepcopy(document)
    story.tell(document, "nl")
    assert document == before


def test_every_statement_is_in_its_cluster_with_its_text(document):
    told = story.tell(document, "nl")

    for part in document["clusters"]:
        rows = table(told, f"cluster-{part['cluster']}").rows
        assert [row[0] for row in rows] == part["statements"]
    for statement in document["statements"]:
        row = next(
            r
            for r in table(told, f"cluster-{statement['cluster']}").rows
            if r[0] == statement["id"]
        )
        assert row[1] == statement["text"]


def test_stress_carries_its_convention_and_its_people(document):
    words = said(story.tell(document, "en"), "stress")

    for needed in ("0.273", "ordinal, ties stay tied (secondary)", "60 sorters", "50 starts"):
        assert needed in words
    assert "p = 0.010" in words
    assert "0.39" in words  # and why it is no verdict here


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"ari": 0.85}, "firm"),
        ({"ari": 0.5}, "partly"),
        ({"ari": 0.2}, "loose"),
        ({"ari": 0.85, "moving": True}, "moving"),
        ({"ari": 0.85, "p": 0.3}, "chance"),
        ({"ari": 0.85, "p": 0.3, "moving": True}, "chance"),
        ({"bootstrap": 0}, "unknown"),
        ({"ari": 0.85, "bootstrap": 20}, "seldom"),
        ({"ari": 0.85, "few": 9}, "moving"),
    ],
)
def test_the_first_page_says_how_firm_the_map_is(change, verdict):
    document = make_document(bootstrap=change.get("bootstrap", 200))
    if "ari" in change:
        document["stability"]["ari"][str(document["choice"]["clusters"])] = change["ari"]
    if "moving" in change:
        document["stability"]["still_moving"] = True
    if "few" in change:
        document["warnings"].append({"code": "few-sorters", "sorters": change["few"]})
    if "p" in change:
        document["stress"]["chance"]["p"] = change["p"]

    expected = sayings("story")["verdict", verdict]
    for language in LANGUAGES:
        assert expected[language][0] in said(story.tell(document, language), "short")


def test_counts_on_the_first_page_are_counted(document):
    document = deepcopy(document)
    for i, statement in enumerate(document["statements"]):
        statement["stays"] = 0.95 if i < 50 else 0.4

    assert "Van de 64 uitspraken bleven er 50 bijna altijd" in said(story.tell(document, "nl"))


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        ({}, "Daarna komt cluster"),
        ({2: 0.001, 3: 0.001, 4: 0.001}, "groter dan toeval verklaart"),
        ({2: 0.6, 3: 0.001, 4: 0.001}, "Deze clusters scoren het hoogst op belang"),
        ({2: 0.6, 3: 0.2, 4: 0.09}, "Geen cluster steekt erbovenuit"),
    ],
    ids=["untested", "apart", "two on top", "none on top"],
)
def test_the_first_page_names_a_winner_only_when_there_is_one(p, expected):
    document = make_document(clusters=4)
    row = {**document["differences"][0], "what": "clusters", "scale": "belang", "cluster": None}
    ranked = sorted(document["clusters"], key=lambda c: -c["ratings"]["belang"]["mean"])
    top = str(ranked[0]["cluster"])
    document["differences"] = [
        {**row, "a": str(ranked[place - 1]["cluster"]), "b": top, "p_corrected": value}
        for place, value in p.items()
    ]

    assert expected in said(story.tell(document, "nl"), "short")


def test_clusters_on_top_are_never_a_pair_that_differs():
    document = make_document(clusters=4)
    row = {**document["differences"][0], "what": "clusters", "scale": "belang", "cluster": None}
    ranked = sorted(document["clusters"], key=lambda c: -c["ratings"]["belang"]["mean"])
    first, second, third, fourth = (str(c["cluster"]) for c in ranked)
    document["differences"] = [
        {**row, "a": a, "b": b, "p_corrected": p}
        for a, b, p in (
            (first, second, 0.6),
            (first, third, 0.2),
            (first, fourth, 0.2),
            (second, third, 0.001),
        )
    ]

    top = said(story.tell(document, "nl"), "short").split("Deze clusters scoren het hoogst")[1]
    top = top.split(". ")[0]

    assert f"cluster {first}" in top
    assert f"cluster {second}" in top
    assert f"cluster {third}" not in top
    assert f"cluster {fourth}" not in top


def test_maps_of_groups_stand_two_by_two_where_the_document_compares_them():
    document = make_document(suppressed=["werkgever"])
    names = [g["group"] for g in document["groups"]]
    for i, g in enumerate(document["groups"]):
        g["others"] = {n: 0.5 + 0.1 * (i + k) for k, n in enumerate(names) if k != i}
    shown = table(story.tell(document, "nl"), "groups-compared")

    assert "werkgever" not in [c.label for c in shown.columns]
    assert [r[0] for r in shown.rows] == [c.label for c in shown.columns[1:]]
    assert all(r[i + 1] == "–" for i, r in enumerate(shown.rows))
    assert shown.rows[0][2] == shown.rows[1][1] != "–"

    for g in document["groups"]:
        g.pop("others")
    blocks = [b for s in story.tell(document, "nl").everything for b in s.blocks]
    assert "groups-compared" not in [b.name for b in blocks if isinstance(b, Table)]


def test_small_groups_are_said_to_be_small_and_their_numbers_are_nowhere():
    document = make_document(suppressed=["werkgever"])
    told = story.tell(document, "nl")

    for name in ("group-ratings-1", "group-ratings-2"):
        column = [c.label for c in table(told, name).columns].index("werkgever")
        assert {row[column] for row in table(told, name).rows} == {"minder dan 5 mensen"}
    assert ("werkgever", "minder dan 5 mensen", "minder dan 5 mensen") in table(told, "who").rows
    row = next(r for r in table(told, "group-maps").rows if r[0] == "werkgever")
    assert not any(c.isdigit() for c in "".join(row[2:]))
    assert "Te klein om te tonen: werkgever." in said(told)


def test_a_group_hidden_to_guard_another_is_not_called_small():
    document = make_document(suppressed=["werkgever"])
    for part in document["clusters"]:
        part["group_ratings"]["belang"]["jobcoach"].update(mean=None, sd=None, n=None, ci=None)
    document["warnings"] = [{"code": "group-guards-others", "scale": "belang", "group": "jobcoach"}]
    told = story.tell(document, "en")
    rated = table(told, "group-ratings-1")
    cells = {
        c.label.split(" ")[0]: {row[i] for row in rated.rows} for i, c in enumerate(rated.columns)
    }

    assert cells["werkgever"] == {"fewer than 5 people"}
    assert cells["jobcoach"] == {"not shown"}
    assert "would give a small group away" in said(told, "group-ratings")


def test_the_table_of_sorters_tells_nobodys_group(document):
    told = story.tell(document, "nl")
    words = {cell for row in table(told, "quality").rows for cell in row}

    assert words.isdisjoint(document["study"]["groups"])


def test_groups_without_a_map_are_named_and_not_called_unrecorded():
    document = make_document()
    gone = document["groups"].pop()["group"]
    assert f"Niet te zien is de kaart van: {gone}." in said(story.tell(document, "nl"), "groups")
    document["groups"] = []
    words = said(story.tell(document, "nl"), "groups")
    assert "Van geen enkele groep is een eigen kaart te zien." in words
    assert "geen groepen vastgelegd" not in words


def test_group_maps_too_small_to_test_say_so():
    document = make_document(groups={"jongere": (8, 22), "jobcoach": (30, 40)})
    document["groups"][0]["p"] = None

    row = table(story.tell(document, "en"), "group-maps").rows[0]
    assert row[4] == "too few people to test"


def test_only_the_clearest_differences_are_listed_and_the_others_counted(document):
    document = deepcopy(document)
    row = {**document["differences"][0], "what": "groups"}
    document["differences"] = [{**row, "p_corrected": 0.001 * (i + 1)} for i in range(60)]
    told = story.tell(document, "en")

    assert "in 49 of the 60 comparisons" in said(told, "differences")
    assert [r[3] for r in table(told, "differences-groups").rows[:2]] == ["0.001", "0.002"]
    assert "The other 48 comparisons are in tables.xlsx." in said(told, "differences")


WARNINGS = [
    {"code": "few-sorters", "sorters": 7},
    {"code": "still-moving", "r2": 0.71},
    {"code": "near-chance", "stress": 0.31, "chance": 0.33},
    {"code": "pairs-never-placed", "pairs": 12},
    {"code": "unplaced-many", "share": 0.31},
    {"code": "weights-used"},
    {"code": "group-only", "column": "group", "value": "jongere", "sorters": 15},
    {"code": "no-ratings"},
    {"code": "raters-below-minimum", "scale": "belang", "raters": 3},
    {"code": "group-small", "scale": "belang", "group": "werkgever"},
    {"code": "group-guards-others", "scale": "belang", "group": "jobcoach"},
    {"code": "excluded", "n": 2},
    {"code": "nothing-placed-by-some", "n": 2},
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("warning", WARNINGS, ids=lambda w: w["code"])
def test_the_engines_warnings_are_put_into_words(warning, language):
    document = make_document()
    document["warnings"] = [warning]

    words = said(story.tell(document, language), "short")
    assert "De berekening meldt" not in words
    assert "The analysis reports" not in words
    shown = {"share": "31%", "r2": ("0,71", "0.71"), "scale": ("belang", "importance")}
    for name, fact in warning.items():
        if name not in ("code", "raters"):
            expected = shown.get(
                name, str(fact).replace(".", ",") if language == "nl" else str(fact)
            )
            options = expected if isinstance(expected, tuple) else (expected,)
            assert any(option in words for option in options), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warning_nobody_has_words_for_is_still_shown(language):
    document = make_document()
    document["warnings"] = [{"code": "moon-phase", "phase": "full"}, {"code": "few-sorters"}]

    words = said(story.tell(document, language), "short")
    assert "moon-phase (phase = full)" in words
    assert "few-sorters" in words  # a fact was missing: shown as it came


def test_who_withdrew_after_being_left_out_is_counted_and_not_named(document):
    document = deepcopy(document)
    document["excluded"] = [
        {"participant": "", "reason": ""},
        {"participant": "s9", "reason": "Ging weg."},
    ]
    words = said(story.tell(document, "nl"), "sorters")
    assert "Buiten beschouwing: 2 sorteerders" in words
    assert words.count(", omdat: ") == 1


def test_exclusions_and_flags_come_with_reason_and_plain_words(document):
    words = said(story.tell(document, "nl"), "sorters")

    assert "s7, omdat: ‘Legde alles op één stapel.’" in words
    assert "Meer dan een derde van de uitspraken op één stapel: s3" in words
    assert "lumper" not in words


def test_what_could_not_be_computed_is_said_in_words():
    document = make_document()
    document["reliability"].update(r_SHM=None, r_RR={"belang": None})
    document["stress"]["chance"] = None
    document["go_zone"][0]["r"] = None
    told = story.tell(document, "en")

    cells = {row[1]: row[2] for row in table(told, "reliability").rows}
    assert cells["Two halves of the sorters, their maps (200 splits)"] == "cannot be computed"
    assert "The chance level was not computed" in said(told, "stress")
    assert "Pearson r cannot be computed" in said(told, "go-zone-1")


def test_statements_to_talk_about_carry_every_reason():
    document = make_document()
    document["disagreement"] = ["4"]
    for statement in document["statements"]:
        statement.update(stays=0.9, bridging=0.1)
    document["statements"][3].update(stays=0.31, bridging=0.88)
    told = story.tell(document, "en")

    (row,) = table(told, "talk").rows
    assert row[0] == "4"
    assert "Straight from the piles" in row[3]
    assert "31%" in row[3]
    assert "0.88" in row[3]


def test_a_choice_by_people_keeps_their_reason():
    document = make_document()
    document["choice"].update(by="person", suggested=6, reason="Vier past bij de vier groepen.")

    words = said(story.tell(document, "nl"), "choice")
    assert "Mensen kozen 4 clusters. Het rekenprogramma stelde er 6 voor." in words
    assert "‘Vier past bij de vier groepen.’" in words


def test_every_setting_is_listed_even_one_without_words():
    document = make_document()
    document["settings"]["moonlight"] = True
    told = story.tell(document, "nl")

    names = [row[0] for row in table(told, "settings").rows]
    elsewhere = {"moves", "names"}  # told with the clusters
    assert len(names) == len(document["settings"].keys() - elsewhere) + 1
    assert ("moonlight", "ja") in table(told, "settings").rows


def test_literature_names_only_what_was_used():
    bare = make_document(bootstrap=0, scales={}, groups={})
    bare["disagreement"], bare["differences"] = [], []
    whole = make_document()

    assert "Péladeau" not in said(story.tell(bare, "en"), "literature")
    assert "Holm" not in said(story.tell(bare, "en"), "literature")
    assert "Péladeau" in said(story.tell(whole, "en"), "literature")
    assert "Holm" in said(story.tell(whole, "en"), "literature")


def test_invented_material_says_so_and_real_material_does_not():
    assert story.tell(make_document(invented=True), "en").invented
    assert not story.tell(make_document(invented=False), "en").invented


def test_figures_are_shown_once_counted_and_none_is_lost(document):
    told = story.illustrated(story.tell(document, "en"), FIGURES)
    shown = [(s.name, b) for s in told.everything for b in s.blocks if isinstance(b, Shown)]

    assert [b.number for _, b in shown] == [1, 2, 3, 4, 5]
    assert {b.figure.name: where for where, b in shown} == {
        "cluster-map": "map",
        "rating-map-belang": "rating-maps",
        "rating-map-haalbaarheid": "rating-maps",
        "tree": "choice",
        "novelty": "figures",
    }
    tables = [b.number for s in told.everything for b in s.blocks if isinstance(b, Table)]
    assert tables == list(range(1, len(tables) + 1))


def test_without_figures_no_place_is_left_empty(document):
    told = story.illustrated(story.tell(document, "en"), [])

    assert "figures" not in [s.name for s in told.sections]
    assert not any(isinstance(b, story.Picture) for s in told.everything for b in s.blocks)


def test_two_figures_with_one_content_are_both_shown(document):
    told = story.illustrated(story.tell(document, "en"), [Drawn("tree"), Drawn("tree")])

    assert sum(isinstance(b, Shown) for s in told.everything for b in s.blocks) == 2


def test_words_for_people_are_short():
    """The first page and the leads: at most 15 words a sentence on average, none above 30."""
    document = make_document(statements=64, clusters=8)
    told = story.tell(document, "nl")
    plain = [p.text for b in told.sections[0].blocks if isinstance(b, Points) for p in b.points]
    plain += [
        b.text
        for s in told.everything
        for b in s.blocks
        if isinstance(b, Paragraph) and b.kind == "lead"
    ]
    sentences = [
        s for text in plain for s in re.split(r"(?<=[.?!])\s", text) if not set(s) & set("(‘")
    ]
    lengths = [len(s.split()) for s in sentences]

    assert sum(lengths) / len(lengths) <= 13
    assert max(lengths) <= 25


@pytest.mark.parametrize("named", [0, 2, 4])
def test_the_first_page_tells_names_from_suggestions(named):
    document = make_document(clusters=4, named=named)
    words = said(story.tell(document, "en"), "short")

    assert ("No cluster has a name yet." in words) == (named == 0)
    assert ("These are the names so far: Fijn werk and Hulp van de coach." in words) == (named == 2)
    assert ("from labels of piles" in words) == (named < 4)
    for cluster in document["clusters"]:
        assert (cluster["name"] or f"“{cluster['labels'][0]['label']}”") in words


@pytest.mark.parametrize(
    ("permutations", "p", "expected"),
    [
        (100, 1 / 101, "So the map fits better than chance."),
        (100, 6 / 101, "So the map does not clearly fit better than chance."),
        (10, 1 / 11, "No shuffled map fitted as well."),
        (10, 2 / 11, "So the map does not clearly fit better than chance."),
    ],
)
def test_too_few_permutations_are_not_taken_for_chance(permutations, p, expected):
    document = make_document()
    document["stress"]["chance"].update(permutations=permutations, p=p)
    told = story.tell(document, "en")

    assert expected in said(told, "stress")
    condemned = sayings("story")["verdict", "chance"]["en"][0] in said(told, "short")
    assert condemned == ("not clearly" in expected)
