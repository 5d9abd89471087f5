"""A package that a learning system would refuse, or take and not play, is refused with plain words."""

import io
import tomllib
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from tests.coursepack.conftest import sample

from coursepack import checking
from coursepack.manifest import Format
from coursepack.package import contents, zipped

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / ".cache" / "runtimes" / "schemas"
needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the schemas of SCORM are not here (scripts/test fetches them)"
)
FOLDERS: dict[Format, tuple[str, str, str]] = {
    "scorm12": ("scorm12edition", "imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd"),
    "scorm2004": ("scorm20044thedition", "imscp_v1p1.xsd", "adlcp_v1p3.xsd"),
}


def packed(form: Format = "scorm12") -> dict[str, bytes]:
    return contents(sample(), {}, form)


def rules(files: dict[str, bytes]) -> list[str]:
    return [fault.rule for fault in checking.faults(zipped(files))]


def changed(form: Format, old: str, new: str, file: str | None = None) -> dict[str, bytes]:
    files = packed(form)
    name = file or next(iter(files))
    assert old.encode() in files[name], "the change changes nothing"
    return {**files, name: files[name].replace(old.encode(), new.encode())}


# fmt: off
MANIFESTS = {
    # what is wrong: (form, what stands there, what stands there now, rule)
    "a wrong scormtype": ("scorm12", '"sco"', '"SCO!"', "other-value"),
    "a scormType of the other standard": ("scorm2004", "scormType", "scormtype", "no-sco"),
    "a manifest cut short": ("scorm12", "</manifest>", "", "no-xml"),
    "no identifier": ("scorm12", 'identifier="I-contact-maken" ', "", "no-attribute"),
    "an identifier with a space": ("scorm12", "O-contact-maken", "O contact", "other-value"),
    "an identifier twice": ("scorm12", "O-contact-maken", "M-contact-maken", "id-twice"),
    "an item that points nowhere": (
        "scorm12",
        'identifierref="R-contact-maken"',
        'identifierref="R-x"',
        "item-without-page",
    ),
    "resources before organizations": (
        "scorm12",
        "<organizations",
        "<resources/><organizations",
        "other-elements",
    ),
    "no type of a resource": ("scorm2004", 'type="webcontent" ', "", "no-attribute"),
    "an unknown element": ("scorm12", "<file ", "<fill/><file ", "unknown-element"),
    "an unknown attribute": ("scorm12", "<item ", '<item colour="red" ', "unknown-attribute"),
    "two items": (
        "scorm12",
        "</item>",
        '</item><item identifier="I-2" identifierref="R-contact-maken"><title>2</title></item>',
        "not-one-item",
    ),
    "a pass mark for SCORM 1.2": (
        "scorm12",
        "</title>\n      </item>",
        "</title><adlcp:masteryscore>80</adlcp:masteryscore></item>",
        "judged-there",
    ),
    "no title": ("scorm12", "<title>Contact maken</title>", "<title> </title>", "no-title"),
    "a title nobody can read": ("scorm12", ">Contact maken<", f">{'x' * 201}<", "long-title"),
    "another edition": ("scorm2004", "2004 4th Edition", "2004 9th Edition", "other-edition"),
    "a file that is not there": ("scorm12", "<file ", '<file href="a.html"/><file ', "missing"),
    "a file not listed": ("scorm12", '<file href="lessons/1.html"/>', "", "unlisted"),
    "a launch page that is not there": ("scorm12", 'href="index.html" ', 'href="i.html" ', "missing"),
    "entities": ("scorm12", "<manifest", '<!DOCTYPE m [<!ENTITY a "b">]><manifest', "doctype"),
    "cmi5 without a description": ("cmi5", "<description>", "<descriptio/><description>", "other-elements"),
    "cmi5 with an unknown moveOn": ("cmi5", "CompletedAndPassed", "Sometimes", "other-value"),
    "cmi5 with a mark above one": ("cmi5", 'masteryScore="0.8"', 'masteryScore="80"', "other-value"),
    "cmi5 with a name and no address": (
        "cmi5", 'id="https://werkwijs.example/courses/1f0e/au"', 'id="au"', "id-not-full",
    ),
    "cmi5 with the same address twice": ("cmi5", "1f0e/au", "1f0e", "id-twice"),
    "cmi5 with a name the system fills in": ("cmi5", "index.html", "index.html?actor=1", "name-of-launch"),
    "cmi5 on another site": ("cmi5", "index.html", "https://x.example/index.html", "from-elsewhere"),
    "cmi5 without its page": ("cmi5", "index.html", "start.html", "missing"),
}
# fmt: on


@pytest.mark.parametrize("wrong", MANIFESTS)
def test_a_manifest_that_is_wrong_is_refused(wrong):
    form, old, new, rule = MANIFESTS[wrong]

    assert rule in rules(changed(form, old, new))


PAGES = {
    "a link that is not safe": ('<p class="cp-act">', '<a href="http://x.nl">x</a>', "unsafe-link"),
    "a script of another site": ("</head>", '<script src="https://x.nl"></script></head>', "from-elsewhere"),
    "a style of another site": ("</head>", '<link href="//x.nl/a.css"></head>', "from-elsewhere"),
    "a picture that is not there": ("</main>", '<img src="media/x.png" alt=""></main>', "missing-link"),
    "no language": (' lang="nl"', "", "page-without-title"),
    "a page above the package": ("</main>", '<a href="../x.html">x</a></main>', "missing-link"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", PAGES)
def test_a_page_that_is_wrong_is_refused(wrong):
    old, new, rule = PAGES[wrong]

    assert rule in rules(changed("scorm12", old, new, "index.html"))


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("media/run.php", "can-be-run"),
        ("media/more.zip", "packed-twice"),
        ("media/één.png", "name"),
        ("media/with space.png", "name"),
        ("../outside.png", "name"),
        ("MEDIA\\back.png", "name"),
        ("INDEX.HTML", "name-twice"),
        ("media/unlisted.png", "unlisted"),
    ],
)
def test_a_file_that_systems_refuse_is_named(name, rule):
    faults = checking.faults(zipped({**packed(), name: b"x"}))

    (fault,) = [fault for fault in faults if fault.rule == rule]
    assert fault.file.lower() == name.lower()


def test_a_folder_around_everything_is_told():
    assert rules({f"cursus/{name}": c for name, c in packed().items()}) == ["in-a-folder"]


def test_a_zip_of_something_else_is_told():
    assert rules({"letter.txt": b"Dag"}) == ["no-manifest"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and then nothing", b"Dag"])
def test_what_is_no_zip_is_told(content):
    assert [fault.rule for fault in checking.faults(content)] == ["not-a-zip"]


def test_a_damaged_zip_is_told_and_not_thrown():
    content = bytearray(zipped(packed()))
    content[400:600] = bytes(200)

    assert [fault.rule for fault in checking.faults(bytes(content))] == ["not-a-zip"]


def test_a_zip_made_to_fill_a_disk_is_not_unpacked():
    written = io.BytesIO()
    with (
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bomb,
        bomb.open("index.html", "w") as inside,
    ):
        for _ in range(510):
            inside.write(bytes(1_000_000))

    assert [fault.rule for fault in checking.faults(written.getvalue())] == ["too-large"]


def test_a_script_that_opens_a_window_is_told():
    name = "player/own.js"
    files = {**changed("scorm12", "<file ", f'<file href="{name}"/><file ')}

    assert rules({**files, name: b"window.open('x.html')"}) == ["pop-up"]


def test_every_fault_has_words_in_two_languages_that_take_its_facts():
    source = ROOT / "src" / "coursepack"
    words = tomllib.loads((source / "checking.toml").read_text())
    code = (source / "checking.py").read_text() + (source / "grammar.py").read_text()

    assert all(set(said) == {"nl", "en"} for said in words.values())
    assert {rule for rule in words if f'"{rule}"' not in code} == set()


@pytest.mark.parametrize("wrong", MANIFESTS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_said_names_the_file_or_what_is_missing(wrong, language):
    form, old, new, _ = MANIFESTS[wrong]

    said = [fault.message(language) for fault in checking.faults(zipped(changed(form, old, new)))]
    assert all(one.endswith(".") and "{" not in one for one in said)


# --- held against the schemas of IMS and ADL ---------------------------------------------


def official(form: Format) -> etree.XMLSchema:
    """The schemas as they were published, in one."""
    folder, *names = FOLDERS[form]
    schemas = [etree.parse(SCHEMAS / folder / name) for name in names]
    imports = "".join(
        f'<x:import namespace="{schema.getroot().get("targetNamespace")}" schemaLocation="{name}"/>'
        for schema, name in zip(schemas, names, strict=True)
    )
    whole = f'<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema">{imports}</x:schema>'
    base = (SCHEMAS / folder).as_uri() + "/"
    return etree.XMLSchema(etree.fromstring(whole, base_url=base))


@needs_schemas
@pytest.mark.parametrize("form", FOLDERS)
def test_our_manifests_are_valid_in_the_official_schemas(form):
    schema = official(form)
    schema.assertValid(etree.fromstring(packed(form)["imsmanifest.xml"]))


@needs_schemas
@pytest.mark.parametrize("form", FOLDERS)
def test_what_the_official_schemas_refuse_we_refuse(form):
    schema = official(form)
    refused = []
    for wrong, (of, old, new, _) in MANIFESTS.items():
        files = changed(of, old, new)
        if of == form and not _valid(schema, files["imsmanifest.xml"]):
            refused.append(wrong)
            assert rules(files), wrong

    assert len(refused) >= (8 if form == "scorm12" else 1)


def _valid(schema: etree.XMLSchema, content: bytes) -> bool:
    try:
        return bool(schema.validate(etree.fromstring(content)))
    except etree.XMLSyntaxError:
        return False
