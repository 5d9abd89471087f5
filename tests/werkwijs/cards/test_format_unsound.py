"""Editions that are not taken in: each with the sentence that says why. Nothing half comes out."""

import hashlib
import io
import json
import random
import struct
import uuid
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from PIL import Image, ImageFile
from tests.werkwijs.cards.sample_edition import PICTURE, WHEEL, sample

from werkwijs.cards import translating
from werkwijs.cards.formats import card_images, drawings, packing, shape, soundness, unpacking
from werkwijs.cards.formats.faults import UnsoundEdition
from werkwijs.cards.formats.word_document import word_document

SMALL = sample(2)


def zipped(contents: dict[str, bytes], **settings: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", settings.pop("how", zipfile.ZIP_DEFLATED)) as packed:
        for name, content in contents.items():
            packed.writestr(name, content)
    return out.getvalue()


def of(document: Any, files: dict[str, bytes] | None = None) -> bytes:
    """A zip as somebody else's program might make it."""
    return zipped(
        {"edition.json": json.dumps(document).encode(), **(SMALL[1] if files is None else files)}
    )


def refused(handed_in: bytes) -> list[str]:
    with pytest.raises(UnsoundEdition) as unsound:
        unpacking.unpacked(handed_in)
    faults = unsound.value.faults
    for fault in faults:
        for language in ("nl", "en"):
            assert fault.what(language).endswith((".", ")."))
            assert fault.remedy(language).endswith(".")
    return [fault.what("en") for fault in faults]


def with_picture(content: bytes, name: str = "pictures/own.svg") -> bytes:
    document = deepcopy(SMALL[0])
    for card in document["cards"]:
        for text in card["texts"].values():
            text["picture"]["file"] = name
    document["files"] = {name: hashlib.sha256(content).hexdigest()}
    return of(document, {name: content})


# --- the zip --------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", WHEEL, b"%PDF-1.7\n"])
def test_something_else_is_no_zip(content):
    assert refused(content) == ["This is no zip file, or it is damaged."]


def test_a_zip_that_was_cut_off_or_spoilt_is_refused_and_never_fails_otherwise():
    whole = packing.edition_zip(*SMALL)
    rng = random.Random(1)  # noqa: S311 - a test
    for _ in range(300):
        spoilt = bytearray(whole)
        for _ in range(rng.randint(1, 40)):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
        cut = bytes(spoilt[: rng.randint(0, len(spoilt))]) if rng.random() < 0.3 else bytes(spoilt)
        try:
            found = unpacking.unpacked(cut)
        except UnsoundEdition:
            pass
        else:  # only what we do not take along was spoilt
            assert (found.document, found.files) == SMALL


def test_a_zip_that_unfolds_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(unpacking, "LARGEST_DOCUMENT", 100_000)
    bomb = zipped({"edition.json": b" " * 50_000_000})

    assert len(bomb) < 100_000
    assert "too large" in refused(bomb)[0]


def test_a_zip_that_lies_about_its_size_is_stopped():
    bomb = bytearray(zipped({"edition.json": b" " * 30_000_000}))
    # Both places where a zip says how large a file is, once it is unpacked.
    local = bomb.index(b"PK\x03\x04") + 22
    central = bomb.index(b"PK\x01\x02") + 24
    for place in (local, central):
        struct.pack_into("<I", bomb, place, 10)

    assert refused(bytes(bomb))


def test_all_files_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 20_000)

    assert "too large" in refused(packing.edition_zip(*SMALL))[0]


def test_a_zip_with_too_many_files_is_refused():
    many = zipped({f"f{n}": b"" for n in range(unpacking.MOST_FILES + 1)})

    assert "number of files" in refused(many)[0]


@pytest.mark.parametrize(
    "name", ["../edition.json", "/etc/edition.json", "a/../../b", "C:/b", "..\\b"]
)
def test_a_path_outside_is_refused(name):
    assert "reaches outside" in refused(zipped({"edition.json": b"{}", name: b""}))[0]


def test_a_link_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        link = zipfile.ZipInfo("pictures/a.svg")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")

    assert "reaches outside" in refused(out.getvalue())[0]


def test_a_password_is_refused():
    locked = bytearray(packing.edition_zip(*SMALL))
    at = 0
    while (at := locked.find(b"PK\x01\x02", at)) >= 0:
        locked[at + 8] |= 1
        at += 4

    assert refused(bytes(locked)) == ["There is a password on this zip."]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("edition.json", "{}")
        packed.writestr("edition.json", "{}")

    assert refused(out.getvalue()) == ["edition.json is in the zip twice."]


def test_a_zip_of_something_else_is_told_apart():
    assert "no edition in this zip" in refused(zipped({"study.toml": b"", "sorts.csv": b""}))[0]


def test_a_folder_around_everything_and_litter_of_a_mac_are_no_hindrance():
    document, files = SMALL
    inner = {
        f"Sterk in Werk/{n}": c
        for n, c in {"edition.json": json.dumps(document).encode(), **files}.items()
    }
    packed = zipped({**inner, "__MACOSX/._edition.json": b"x", "Sterk in Werk/.DS_Store": b"x"})

    found = unpacking.unpacked(packed)

    assert (found.document, found.files) == SMALL


def test_what_no_card_uses_does_not_come_along_and_is_told():
    found = unpacking.unpacked(
        zipped(
            {"edition.json": json.dumps(SMALL[0]).encode(), **SMALL[1], "pictures/extra.svg": WHEEL}
        )
    )

    assert found.left == ("pictures/extra.svg",)
    assert found.files == SMALL[1]


# --- the document ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "line 1: no JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"kind": "werkwijs-edition", "schema": 1, "schema": 1}', "'schema' stands in it twice"),
        (b"[" * 100_000, "no sound JSON"),
        (b'{"kind": NaN}', "no sound JSON"),
        (b'{"number": ' + b"9" * 5000 + b"}", "no sound JSON"),
        (b'{"number": 1e999}', "no sound JSON"),
        (b"[]", "no edition of cards"),
        (b'{"kind": "something"}', "no edition of cards"),
        (b'{"kind": "werkwijs-edition", "schema": 2}', "(schema 2; known here: 1)"),
        (b'{"kind": "werkwijs-edition"}', "(schema None; known here: 1)"),
        (b'{"kind": "werkwijs-edition", "schema": true}', "(schema True; known here: 1)"),
    ],
)
def test_what_is_no_document_is_told(content, said):
    assert said in refused(zipped({"edition.json": content}))[0]


def changed(path: str, value: Any) -> Any:
    """The sample with something else at one place; ``...`` leaves it out."""
    document = deepcopy(SMALL[0])
    at: Any = document
    *before, last = [int(p) if p.isdigit() else p for p in path.split("/")]
    for step in before:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("cards/0/texts/employer/title", "x" * 61, "employer.title has 61 characters; at most 60 fit."),
        ("cards/0/texts/employer/why", "x" * 241, "has 241 characters; at most 240 fit."),
        ("cards/0/texts/employer/actions", ["x" * 111], "employer.actions[0] has 111 characters"),
        ("cards/0/texts/employer/actions", [], "employer.actions: this may not be empty."),
        ("cards/0/texts/employer/actions", ["a"] * 4, "at most 3 are possible"),
        ("cards/0/texts/employer/title", "", "employer.title: this may not be empty."),
        ("cards/0/texts/employer/title", 3, "employer.title: this must be string."),
        ("cards/0/texts/employer/title", "a\0b", "employer.title: a sign in it is no text."),
        ("cards/0/texts/employer/title", "\ud800", "employer.title: a sign in it is no text."),
        ("cards/0/texts/employer/sound", {"file": "sounds/a.wav"}, "employer.sound.kind: this is missing."),
        ("cards/0/texts/boss", {}, "cards[0].texts.boss: this name is not possible here."),
        ("cards/0/texts", {}, "cards[0].texts: this may not be empty."),
        ("cards/0/statements", ["999"], "999 does not exist in this edition"),
        ("cards/0/clusters", [99], "99 does not exist in this edition"),
        ("cards/1/number", 1, "cards: 1 stands here twice."),
        ("cards/1/key", "00000000-0000-4000-8000-000000000001", "stands here twice"),
        ("cards", [], "cards: this may not be empty."),
        ("cards", ..., "cards: this is missing."),
        ("number", True, "number: this must be integer."),
        ("number", 0, "number: this must lie from 1 to 100000."),
        ("language", "Nederlands", "language has 10 characters; at most 5 fit."),
        ("language", "NL", "language: this is not written as it should be."),
        ("key", "abc", "key: this is not written as it should be."),
        ("made_on", "2026-13-45", "made_on: there is no such day."),
        ("made/0/act", "stolen", "made[0].act: choose one of made, translated."),
        ("translation_of", "00000000-0000-4000-8000-00000000abcd", "this is the edition itself"),
        ("files/pictures|..|..|x.svg", "0" * 64, "this name is not possible here"),
        ("files/pictures|x.html", "0" * 64, "this name is not possible here"),
        ("files/pictures|other.svg", "0" * 64, "no card uses this file"),
        ("extra", {"deep": "a\x07"}, "extra.deep: a sign in it is no text."),
        ("cards/0/texts/employer/picture/file", "pictures/none.svg", "pictures/none.svg does not exist"),
        ("cards/0/texts/employer/read_by", {"n": 1, "experts": 2}, "more experts than readers"),
        ("map/statements/0/cluster", 77, "77 does not exist"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_its_place(path, value, said):
    document = changed(path.replace("|", "\0"), value)
    document["files"] = {
        name.replace("\0", "/"): digest for name, digest in document["files"].items()
    }

    assert any(said in sentence for sentence in refused(of(document))), refused(of(document))


def test_everything_that_is_wrong_is_said_at_once():
    document = deepcopy(SMALL[0])
    for card in document["cards"]:
        for text in card["texts"].values():
            text["title"] = "x" * 100

    assert len(refused(of(document))) == 8


def test_a_document_that_is_wrong_everywhere_is_not_told_without_end():
    document = deepcopy(SMALL[0])
    document["map"]["statements"] = [{}] * 5000

    assert len(refused(of(document))) == soundness.MOST_SAID


def test_the_schema_says_nothing_that_we_pass_over():
    def said(schema: Any) -> set[str]:
        if isinstance(schema, list):
            return set().union(*map(said, schema)) if schema else set()
        if not isinstance(schema, dict):
            return set()
        inner = [
            schema[k] for k in ("items", "additionalProperties", "propertyNames") if k in schema
        ]
        inner += [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
        return set(schema) | set().union(set(), *map(said, inner))

    assert said(soundness.schema()) <= shape.KNOWN


def test_the_schema_has_the_lengths_of_the_document():
    from werkwijs.cards import edition_document as own

    defs = soundness.schema()["$defs"]
    text, card = defs["text"]["properties"], defs["card"]["properties"]
    told = [
        (text["title"], own.TITLE),
        (text["why"], own.WHY),
        (text["actions"]["items"], own.ACTION),
        (text["question"], own.QUESTION),
        (text["easy"], own.EASY),
        (text["picture"]["properties"]["alt"], own.ALT),
        (text["picture"]["properties"]["credit"], own.CREDIT),
        (card["theme"], own.THEME),
    ]

    assert all(schema["maxLength"] == most for schema, most in told)
    assert text["actions"]["maxItems"] == own.ACTIONS
    assert tuple(defs["audience"]["enum"]) == own.AUDIENCES
    assert set(text) == set(own.CardText.__annotations__)
    assert set(soundness.schema()["properties"]) == set(own.EditionDocument.__annotations__)
    assert set(defs["map"]["properties"]) == set(own.EditionMap.__annotations__)


ODD = [
    *(None, True, 0, 1, -1, 2.5, 10**9, "", " ", "x", "x\ny\tz", "é" * 60, "\u202eabc", "\u200b"),
    *("\ufffe", "]]>", "=1+1", "<b>&amp;</b>", "{n}", "%s", "\\", "../..", "2026-02-30"),
    *("pictures/a.svg", "شغل يناسبني", "ትግርኛ", "👩🏽\u200d🔧", "a" * 5000),
    *([], {}, ["1"], [1], ["1", "1"], {"a": 1}),
]


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if at:
        yield at
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, one in inner:
        yield from places(one, (*at, key))


def test_whatever_is_odd_is_refused_or_can_be_handed_over_in_every_form():
    """Hundreds of documents, each odd in one to three places: no other end than these two."""
    rng = random.Random(7)  # noqa: S311 - a test
    document = deepcopy(sample(1)[0])
    used = document["cards"][0]["statements"]
    document["map"]["statements"] = [s for s in document["map"]["statements"] if s["id"] in used]
    everywhere = list(places(document))
    files, sound = sample(1)[1], 0
    for _ in range(400):
        odd = deepcopy(document)
        for _ in range(rng.randint(1, 3)):
            *before, last = rng.choice(everywhere)
            at: Any = odd
            try:
                for step in before:
                    at = at[step]
                alike = [one for one in ODD if type(one) is type(at[last])] or ODD
                at[last] = deepcopy(rng.choice(alike if rng.random() < 0.8 else ODD))
            except (KeyError, IndexError, TypeError):
                continue  # the place went with an earlier change
        try:
            told = soundness.document(json.dumps(odd).encode())
        except UnsoundEdition as unsound:
            for fault in unsound.faults:
                fault.what("nl"), fault.remedy("en")
            continue
        sound += 1
        packed = packing.edition_zip(told, files)
        assert packing.edition_zip(unpacking.unpacked(packed).document, files) == packed
        if sound % 4 == 0:  # each takes a while
            word_document(told, files)
        for card in told["cards"]:
            for audience in card["texts"]:
                card_images.front(told, files, card, audience)
        texts = {piece.key: "x" for part in translating.parts(told) for piece in part.pieces}
        made = translating.in_language(
            told, texts, language="pl", by="x", on=date(2026, 11, 28), key=str(uuid.UUID(int=1))
        )
        assert soundness.faults({**made}) == []
    assert 40 < sound < 360


# --- pictures and sounds --------------------------------------------------------------


def test_a_picture_that_is_missing_is_named():
    assert refused(of(SMALL[0], {})) == [f"{PICTURE} is missing in the zip."]


def test_a_picture_that_was_changed_is_named():
    other = WHEEL.replace(b"#1b6ca8", b"#ff0000")

    assert refused(of(SMALL[0], {PICTURE: other})) == [
        f"{PICTURE} is not the file it was when the edition was made."
    ]


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 9 9">{}</svg>'
)


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<g><script href='#a'/></g>", "<script>"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "<foreignObject>"),
        ("<html:img xmlns:html='http://www.w3.org/1999/xhtml' src='x'/>", "<img>"),
        ("<rect width='1' height='1' onclick='alert(1)'/>", "onclick"),
        ("<rect width='1' height='1' ONLOAD='alert(1)'/>", "ONLOAD"),
        ("<a href='javascript:alert(1)'><path d='M0 0'/></a>", "<a>"),
        ("<use xlink:href='https://example.org/x.svg#a'/>", "href=https"),
        ("<image href='//example.org/x.png'/>", "href=//"),
        ("<image href='data:image/svg+xml;base64,PHN2Zz4='/>", "href=data:image/svg"),
        ("<image href='data:text/html,x'/>", "href=data:text"),
        ("<style>@import 'https://example.org/x.css';</style>", "<style>"),
        ("<style>rect { fill: url(https://example.org/x) }</style>", "<style>"),
        ("<style>rect { fill: u\\72l(x) }</style>", "<style>"),
        ("<rect style='fill:url(//example.org)' width='1' height='1'/>", "style="),
        ("<rect fill='url( &quot; http://x &quot; )' width='1' height='1'/>", "fill="),
        ("<animate attributeName='href' values='javascript:alert(1)'/>", "<animate>"),
        ("<set attributeName='onclick' to='alert(1)'/>", "<set>"),
        ("<iframe src='x'/>", "<iframe>"),
        ("<handler xmlns='http://www.w3.org/2001/xml-events'/>", "<handler>"),
    ],
)  # fmt: skip
def test_a_drawing_with_something_else_in_it_is_refused(inside, found):
    sentence = refused(with_picture(SVG.format(inside).encode()))[0]

    assert sentence.startswith("pictures/own.svg is a drawing with something else in it: ")
    assert found in sentence


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<?xml-stylesheet href="https://example.org/x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16"),
    ],
)
def test_a_drawing_that_declares_or_fetches_is_refused(content):
    assert "pictures/own.svg is" in refused(with_picture(content))[0]


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg", b"<html/>", b"<svg/>", b"\x89PNG\r\n", SVG.encode().replace(b"svg ", b"svgx ")],
)
def test_a_drawing_that_is_none_is_refused(content):
    assert "is no picture" in refused(with_picture(content))[0]


def test_an_ordinary_drawing_of_a_drawing_program_is_taken_in():
    drawn = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape -->
<svg xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://www.w3.org/2000/svg"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 width="105mm" height="105mm" viewBox="0 0 9 9">
 <sodipodi:namedview inkscape:zoom="1"/><metadata><rdf:RDF>
 <cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format>
 <cc:license rdf:resource="http://creativecommons.org/licenses/by-sa/2.0/uk/"/></cc:Work></rdf:RDF></metadata>
 <defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient>
 <style>.b{fill:url(#a)}</style></defs>
 <g style="fill:url(#a);stroke:none"><path class="b" d="M0 0h9v9z"/>
 <use xlink:href="#a"/><text x="1">a</text></g></svg>
"""
    drawings.check(drawn.encode())
    assert (
        unpacking.unpacked(with_picture(drawn.encode())).files["pictures/own.svg"] == drawn.encode()
    )


DEPTH = range(60)
DEEP = {
    "in each other": "<g>" * 60 + "<path/>" + "</g>" * 60,
    "used by each other": "<path id='a0'/>"
    + "".join(f"<g id='a{n + 1}'><use href='#a{n}'/></g>" for n in DEPTH),
    "filled with each other": "".join(
        f"<pattern id='a{n}'><path fill='url(#a{n + 1})'/></pattern>" for n in DEPTH
    ),
    "by a style": "".join(f"<pattern id='a{n}'><path class='c{n}'/></pattern>" for n in DEPTH)
    + "<style>"
    + "".join(f".b, .c{n} {{fill: url(#a{n + 1})}}" for n in DEPTH)
    + "</style>",
    "by itself": "<pattern id='a'><path fill='url( \"#a\" )'/></pattern>",
    "very often": "<path id='a0'/>"
    + "".join(f"<g id='a{n + 1}'>" + f"<use href='#a{n}'/>" * 10 + "</g>" for n in range(5)),
}


@pytest.mark.parametrize("how", DEEP)
def test_what_has_no_end_when_it_is_drawn_is_not_drawn(how):
    """Drawing it stops the whole server, or fills its memory."""
    with pytest.raises(drawings.NotADrawing) as refused_:
        drawings.check(SVG.format(DEEP[how]).encode())

    assert refused_.value.found.startswith(("<g>", "<use>"))


def test_a_drawing_of_any_height_is_drawn_on_a_sheet_that_is_not():
    line = SVG.format("<path d='M0 0V9'/>").replace("0 0 9 9", "0 0 1 9000").encode()

    drawn = Image.open(io.BytesIO(drawings.pixels(line, 100)))

    assert drawn.height <= 1000


def photograph(kind: str, **settings: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#1b6ca8").save(out, kind, **settings)
    return out.getvalue()


def test_photographs_are_taken_in_as_they_are():
    for kind, ending in (("PNG", "png"), ("JPEG", "jpg")):
        content, name = photograph(kind), f"pictures/own.{ending}"

        assert unpacking.unpacked(with_picture(content, name)).files == {name: content}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (photograph("JPEG"), "pictures/own.png"),
        (photograph("PNG"), "pictures/own.jpg"),
        (photograph("PNG")[:60], "pictures/own.png"),
        (photograph("JPEG")[:300], "pictures/own.jpg"),
        (photograph("JPEG") + b"<script>", "pictures/own.jpg"),
        (photograph("PNG") + b"PK\x03\x04", "pictures/own.png"),
        (WHEEL, "pictures/own.png"),
        (b"<script>", "pictures/own.jpg"),
    ],
    ids=range(8),
)
def test_a_picture_that_is_no_picture_of_its_kind_is_refused(content, name, monkeypatch):
    # A library that prints makes Pillow lenient, for the whole program.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    assert refused(with_picture(content, name)) == [f"{name} is no picture that can be shown."]


def test_a_picture_that_unfolds_without_end_is_refused():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")

    assert "is no picture" in refused(with_picture(out.getvalue(), "pictures/own.png"))[0]


def test_a_photograph_that_says_where_it_was_taken_is_refused():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 5.0, 0.0)}

    assert (
        "at which place"
        in refused(with_picture(photograph("JPEG", exif=exif), "pictures/own.jpg"))[0]
    )


def test_a_sound_that_is_none_is_refused_and_one_that_is_comes_in():
    def with_sound(content: bytes) -> bytes:
        document = deepcopy(SMALL[0])
        document["cards"][0]["texts"]["employer"]["sound"] = {
            "file": "sounds/a.wav",
            "kind": "recorded",
        }
        document["files"]["sounds/a.wav"] = hashlib.sha256(content).hexdigest()
        return of(document, {**SMALL[1], "sounds/a.wav": content})

    whole = b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 30

    assert unpacking.unpacked(with_sound(whole)).files["sounds/a.wav"] == whole
    assert refused(with_sound(b"OggS" + b"\0" * 40)) == [
        "sounds/a.wav is no sound that can be played."
    ]
    assert refused(with_sound(b"<html>")) == ["sounds/a.wav is no sound that can be played."]
