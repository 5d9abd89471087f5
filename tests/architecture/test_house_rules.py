"""What the linters cannot see: rules of the house that hold for every file."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = ("conceptmapping", "coursepack", "mapreport", "outcomes", "plainlanguage", "werkwijs")
MODULES = sorted(
    path
    for path in (ROOT / "src").rglob("*.py")
    if not (path.parent.name == "migrations" and path.name.startswith("0"))
)


def committed() -> list[Path]:
    """Every text file of the repository; without git, what stands in its folders."""
    listed = subprocess.run(  # noqa: S603
        ["git", "-C", ROOT, "ls-files", "-z", "--cached"],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        return [p for name in listed.stdout.decode().split("\0") if (p := ROOT / name).is_file()]
    folders = ("src", "tests", "docs", "scripts", "examples", "benchmarks", ".ci")
    return [p for folder in folders for p in (ROOT / folder).rglob("*") if p.is_file()]


def text_of(path: Path) -> str | None:
    if path.suffix == ".svg" and "pictograms" in path.parts:  # strokes look like addresses
        return None
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_a_module_opens_with_the_sentence_saying_what_it_is(module):
    opening = ast.get_docstring(ast.parse(module.read_text("utf-8")))

    assert opening, f"{module.name} says nothing about itself"
    assert opening.split("\n\n")[0].rstrip()[-1] in ".:?!"


# Letters in brackets, so that this file does not find itself.
PLACES = {
    "a path of somebody's machine": r"(?<![\w.\-/])/(?:wor[k]|tm[p]|roo[t]|hom[e]|User[s])/[\w.]",
    "an index of packages": r"--(?:extra-)?index-ur[l]|--find-link[s]|pypi\.or[g]|pythonhoste[d]",
    "an address of a private machine": r"\b(?:10\.\d+|192\.168)\.\d+\.\d+\b(?!-)"
    r"|\.interna[l]\b(?!\.| import)",
}


@pytest.mark.parametrize("what", PLACES)
def test_no_file_names(what):
    pattern = re.compile(PLACES[what])
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:100]}"
        for path in committed()
        if (text := text_of(path)) is not None
        for line in text.splitlines()
        if pattern.search(line)
    ]

    assert not found


def normal(name: str) -> str:
    return re.split(r"[<>=!~\[ ;]", name)[0].lower().replace("_", "-")


def imported(library: str) -> set[str]:
    """Everything a library imports, by first name."""
    found: set[str] = set()
    for module in (ROOT / "src" / library).rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found


def test_what_is_imported_is_what_is_asked_for():
    """A package that comes along with another one today may not tomorrow."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {normal(name) for name in project["dependencies"]}
    foreign = set().union(*map(imported, LIBRARIES)) - set(sys.stdlib_module_names) - set(LIBRARIES)
    distributions = packages_distributions()
    used = {normal(distributions[name][0]) for name in foreign}

    # Django is told these by name, or looks for them itself.
    used |= {"whitenoise", "argon2-cffi", "psycopg"}

    assert used - asked == set(), "imported, but not asked for in pyproject.toml"
    assert asked - used == set(), "asked for in pyproject.toml, but never imported"


def test_the_lock_names_every_dependency_exactly_and_with_hashes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    lock = (ROOT / "requirements.lock").read_text()
    locked = re.findall(
        r"^([a-z0-9.\-]+)(?:\[[a-z0-9, \-]+\])?==(\S+)((?: ;.*)?(?: \\\n +--hash=sha256:\w+)+)",
        lock,
        re.M,
    )

    missing = {normal(name) for name in wanted} - {name for name, *_ in locked}
    assert not missing, "run scripts/lock"
    assert len(locked) == len(re.findall(r"^\w", lock, re.M)), "a line without a version or hash"


# --- documentation --------------------------------------------------------------------

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("README.md")]
)
pages = pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))


@pages
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    broken = [link for link in links if "://" not in link and not (page.parent / link).exists()]

    assert not broken


@pages
def test_every_script_and_module_that_is_named_exists(page):
    text = page.read_text("utf-8")
    scripts = set(re.findall(r"`?\b(scripts/[a-z]+)\b", text))
    paths = set(re.findall(r"`((?:src|docs|tests|examples|benchmarks)/[\w./\-]+)`", text))
    modules = {
        f"src/{name}" for name in re.findall(rf"`((?:{'|'.join(LIBRARIES)})/[\w./]+)`", text)
    }

    assert not [name for name in scripts | paths | modules if not (ROOT / name).exists()]


COMMAND = r"(?:^|\s)(?:\.venv/bin/)?werkwijs ((?:(?:admin|study|cards|course) )?[a-z]+)(.*)"
"""Some commands have commands of their own."""


def commands() -> dict[str, set[str]]:
    """Each command that some page tells people to type, with the options it shows."""
    found: dict[str, set[str]] = {}
    for page in [*PAGES, *(ROOT / "examples").rglob("README.md")]:
        text = page.read_text("utf-8")
        code = re.findall(r"`([^`\n]+)`", text)
        for block in re.findall(r"^```(?:sh)?\n(.*?)^```", text, re.M | re.S):
            code += block.splitlines()
        code += re.findall(r"^    (\S.*)$", text, re.M)
        for line in code:
            if typed := re.search(COMMAND, line):
                found.setdefault(typed[1], set()).update(re.findall(r"--[a-z-]+", typed[2]))
    return found


def test_every_command_that_is_named_exists():
    wrong = []
    for command, options in commands().items():
        run = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "werkwijs", *command.split(), "--help"],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            wrong.append(command)
        wrong += [f"{command} {option}" for option in options if option not in run.stdout]

    assert {"map", "check"} <= set(commands())
    assert not wrong


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text()

    assert [p.name for p in folder.glob("0*.md") if f"({p.name})" not in listed] == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_room_can_be_shown_to_a_visitor(library):
    assert (ROOT / "src" / library / "README.md").is_file()


# --- words ----------------------------------------------------------------------------


def glossary_rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return [row for row in rows if not set("".join(row)) <= set("-")]


def test_the_glossary_defines_each_word_once():
    terms = [row[0].lower() for row in glossary_rows() if len(row) == 4 and "**" not in row[0]]
    terms = [term for term in terms if term not in {"", "english"}]
    twice = {term for term in terms if terms.count(term) > 1}

    assert len(terms) > 80
    assert not twice


def test_no_two_files_of_tests_have_one_name():
    """In a clean clone the second would be taken for the first, and its tests not run."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]

    assert sorted({name for name in names if names.count(name) > 1}) == []
