"""The scripts set up what they need, once, and say plainly what is missing.

A stand-in for Python plays along, so that nothing is fetched and every turn of events can be had.
"""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted(p for p in [*(ROOT / "scripts").iterdir(), ROOT / ".ci" / "run"] if p.is_file())
TOOLS = "sh cat cmp cp cut dirname find grep id mkdir mv printf rm rmdir sed sleep tail"

STAND_IN = r"""#!/bin/sh
# Answers as Python would, and writes down what it was asked.
printf '%s\n' "$*" >>"$DIARY"
case "$*" in
*version_info*) exit 0 ;;
*"import venv"*) exit "${NO_VENV:-0}" ;;
"-m venv"*)
    for folder; do :; done
    rm -rf "$folder"; mkdir -p "$folder/bin"; cp "$0" "$folder/bin/python" ;;
*--editable*) cp "$0" "${0%python}werkwijs" ;;
*"pip install"*)
    sleep "${PIP_TAKES:-0}"
    echo "${PIP_SAYS:-}" >&2
    exit "${PIP_ENDS:-0}" ;;
esac
"""


class House:
    """A checkout of its own, with a space in its path."""

    def __init__(self, place: Path) -> None:
        self.root = place / "a house" / "werkwijs"
        shutil.copytree(ROOT / "scripts", self.root / "scripts")
        (self.root / "requirements.lock").write_text("numpy==1\n")
        (self.root / "pyproject.toml").write_text("[project]\n")
        self.bin = place / "bin"
        self.bin.mkdir()
        for tool in TOOLS.split():
            if found := shutil.which(tool):
                (self.bin / tool).symlink_to(found)
        self.diary = place / "diary"
        self.diary.touch()

    def with_python(self) -> "House":
        python = self.bin / "python3.11"
        python.write_text(STAND_IN)
        python.chmod(0o755)
        return self

    def start(self, **circumstances: str) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603
            [self.root / "scripts" / "setup"],
            cwd="/",
            env={"PATH": str(self.bin), "DIARY": str(self.diary), **circumstances},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def set_up(self, **circumstances: str) -> tuple[int, str]:
        run = self.start(**circumstances)
        out, said = run.communicate(timeout=30)
        assert out == ""
        return run.returncode, said

    def installs(self) -> int:
        """How often packages were fetched."""
        return self.diary.read_text().count("--require-hashes")


@pytest.fixture
def house(tmp_path):
    return House(tmp_path).with_python()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.name)
def test_every_script_is_sound_posix_sh(script):
    first = script.read_text().splitlines()[0]
    if script.suffix == "" and "python" not in first:
        assert first == "#!/bin/sh"
        assert os.access(script, os.X_OK)
    if "python" not in first:
        shell = shutil.which("dash") or "sh"
        subprocess.run([shell, "-n", script], check=True)  # noqa: S603


def test_a_second_run_is_quiet_and_does_nothing(house):
    assert house.set_up()[0] == 0
    house.diary.write_text("")

    assert house.set_up() == (0, "")
    assert house.diary.read_text() == ""


def test_without_python_it_says_which_one_is_needed(tmp_path):
    code, said = House(tmp_path).set_up()

    assert code == 1
    assert "needs Python 3.11" in said
    assert said.count("\n") == 1


def test_without_the_venv_module_it_says_what_to_install(house):
    code, said = house.set_up(NO_VENV="1")

    assert code == 1
    assert "-venv)" in said


def test_without_a_network_it_says_so_and_the_next_run_heals(house):
    code, said = house.set_up(PIP_ENDS="1", PIP_SAYS="Temporary failure in name resolution")
    assert (code, "no network" in said) == (1, True)

    assert house.set_up()[0] == 0
    assert house.installs() == 2


def test_a_run_that_was_killed_heals(house):
    run = house.start(PIP_TAKES="20")
    wait_until(lambda: house.installs() == 1)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()

    assert house.set_up()[0] == 0
    assert house.set_up() == (0, "")


def test_a_run_that_is_interrupted_leaves_the_turn_to_others(house):
    run = house.start(PIP_TAKES="20")
    wait_until(lambda: house.installs() == 1)
    os.killpg(run.pid, signal.SIGTERM)
    run.communicate()

    assert not (house.root / ".cache" / "setup.busy").exists()
    assert house.set_up()[0] == 0


def test_of_two_at_once_one_waits_and_finds_it_done(house):
    runs = [house.start(PIP_TAKES="1") for _ in range(2)]
    said = [run.communicate(timeout=30)[1] for run in runs]

    assert [run.returncode for run in runs] == [0, 0]
    assert house.installs() == 1
    assert sum("waiting" in s for s in said) == 1


def test_a_new_lock_is_installed_and_new_tool_settings_fetch_nothing(house):
    house.set_up()
    (house.root / "pyproject.toml").write_text("[project]\n[tool.ruff]\n")
    house.set_up()
    assert house.installs() == 1

    (house.root / "requirements.lock").write_text("numpy==2\n")
    house.set_up()
    assert house.installs() == 2


def test_a_house_that_moved_is_set_up_again(house):
    house.set_up()
    house.root = house.root.rename(house.root.with_name("elsewhere"))

    house.set_up()
    assert house.installs() == 2


def wait_until(true, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
