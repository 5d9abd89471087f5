"""Starting, backing up, restoring and examining a website, from outside."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
from tests.werkwijs.config.running import manage, website, werkwijs, with_tables

from werkwijs.config import databases, examining, keeping
from werkwijs.config.surroundings import Misconfigured


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A data folder of a website that was started once, and has an organisation."""
    data = with_tables(tmp_path_factory.mktemp("made") / "data")
    add_organisation(data, "De Linde")
    return data


@pytest.fixture
def data(made, tmp_path) -> Path:
    """A copy of it, to do with as one likes."""
    copy = tmp_path / "data"
    copy.mkdir(mode=0o700)
    for file in made.iterdir():
        if file.is_file():
            target = copy / file.name
            target.write_bytes(file.read_bytes())
            target.chmod(0o600)
    (copy / "media").mkdir()
    (copy / "media" / "foto.jpg").write_bytes(b"a picture")
    return copy


def add_organisation(data: Path, name: str) -> None:
    with sqlite3.connect(data / "werkwijs.sqlite3") as database:
        database.execute(
            "INSERT INTO accounts_organisation (name, minimum_group, created_at) VALUES (?, 5, '2026-11-02')",
            [name],
        )


def organisations(data: Path) -> set[str]:
    with sqlite3.connect(data / "werkwijs.sqlite3") as database:
        return {row[0] for row in database.execute("SELECT name FROM accounts_organisation")}


# --- starting ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ({"WERKWIJS_URL": "https://werk.example"}, "1"),
        ({"WERKWIJS_URL": "https://werk.example", "WERKWIJS_PROXIES": "2"}, "2"),
        ({"WERKWIJS_URL": "http://localhost:8000"}, "0"),
    ],
)
def test_behind_https_who_guesses_uses_up_their_own_limit_only(data, told, counted):
    asked = "from django.conf import settings; print(settings.ALLAUTH_TRUSTED_PROXY_COUNT)"
    assert manage(data, "shell", "-c", asked, **told).splitlines()[-1] == counted


def test_the_website_starts_in_an_empty_place_and_stops_when_asked(tmp_path):
    data = tmp_path / "nieuw" / "data"

    with website(data) as address:
        assert address
        assert stat.S_IMODE((data / "secret.key").stat().st_mode) == 0o600
        assert stat.S_IMODE(data.stat().st_mode) & 0o007 == 0

    assert not (data / "serving").exists()


def test_before_tables_change_a_backup_is_made(data):
    """The last few of these are kept; those that somebody made by hand stay as long as they like."""
    manage(data, "migrate", "mfa", "zero")
    earlier = data / "backups"
    earlier.mkdir()
    for age, name in enumerate(("by-hand", "before-4", "before-3", "before-2", "before-1")):
        (earlier / f"{name}.zip").write_bytes(b"old")
        os.utime(earlier / f"{name}.zip", (1_700_000_000 + age,) * 2)

    with website(data):
        pass

    [backup] = [path for path in earlier.glob("*.zip") if path.stat().st_size > 3]
    kept = {path.stem for path in earlier.glob("*.zip")} - {backup.stem}
    assert kept == {"by-hand", "before-1", "before-2"}
    assert werkwijs(data, "restore", "--verify", str(backup)).returncode == 0
    assert "De Linde" in organisations(data)


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("WERKWIJS_SECRET", "kort", "WERKWIJS_SECRET"),
        ("DATABASE_URL", "mysql://u:p@localhost/x", "postgres://"),
        ("DATABASE_URL", "nonsense", "postgres://"),
        ("WERKWIJS_MAIL_TLS", "misschien", "WERKWIJS_MAIL_TLS"),
        ("WERKWIJS_SECRET_FILE", "/nergens/te/vinden", "WERKWIJS_SECRET_FILE"),
    ],
)
def test_an_impossible_setting_is_named_and_nothing_starts(data, setting, value, said):
    run = werkwijs(data, "doctor", **{setting: value})

    assert run.returncode == 1
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_without_a_website_the_commands_say_how_to_make_one(tmp_path):
    run = werkwijs(tmp_path / "leeg", "doctor")

    assert run.returncode == 1
    assert "werkwijs serve" in run.stderr


# --- backups ----------------------------------------------------------------------------


def test_a_backup_put_back_is_what_there_was(data, tmp_path):
    backup = tmp_path / "kopie.zip"
    assert werkwijs(data, "backup", str(backup)).returncode == 0
    add_organisation(data, "Later gekomen")
    (data / "media" / "foto.jpg").unlink()

    run = werkwijs(data, "restore", str(backup))

    assert run.returncode == 0, run.stderr
    assert organisations(data) == {"De Linde"}
    assert (data / "media" / "foto.jpg").read_bytes() == b"a picture"


def test_what_a_restore_replaces_is_kept_aside(data, tmp_path):
    backup = tmp_path / "kopie.zip"
    werkwijs(data, "backup", str(backup))
    add_organisation(data, "Later gekomen")

    werkwijs(data, "restore", str(backup))

    [aside] = data.glob("before-restore-*")
    assert "Later gekomen" in organisations(aside)


def test_the_secret_is_not_in_a_backup(data, tmp_path):
    backup = tmp_path / "kopie.zip"
    werkwijs(data, "backup", str(backup))
    secret = (data / "secret.key").read_bytes()

    with zipfile.ZipFile(backup) as pack:
        assert all(secret not in pack.read(name) for name in pack.namelist())
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_backup_never_overwrites(data, tmp_path):
    there = tmp_path / "al.zip"
    there.write_text("mine")

    run = werkwijs(data, "backup", str(there))

    assert (run.returncode, there.read_text()) == (1, "mine")
    assert str(there) in run.stderr


def test_a_damaged_backup_is_refused_and_changes_nothing(data, tmp_path):
    backup = tmp_path / "kopie.zip"
    werkwijs(data, "backup", str(backup))
    bytes_ = bytearray(backup.read_bytes())
    bytes_[len(bytes_) // 2] ^= 0xFF
    backup.write_bytes(bytes_)
    add_organisation(data, "Later gekomen")

    run = werkwijs(data, "restore", str(backup))

    assert run.returncode == 1
    assert "Later gekomen" in organisations(data)
    assert "Traceback" not in run.stderr


def test_wherever_a_backup_is_damaged_it_is_said_in_words_or_does_no_harm(data, tmp_path):
    whole = tmp_path / "kopie.zip"
    werkwijs(data, "backup", str(whole))
    kept, sound = keeping.look(whole), whole.read_bytes()
    spoilt, refused = tmp_path / "kapot.zip", 0
    for place in {*range(0, len(sound), len(sound) // 150), *range(len(sound) - 150, len(sound))}:
        bytes_ = bytearray(sound)
        bytes_[place] ^= 0xFF
        spoilt.write_bytes(bytes_)
        try:
            found = keeping.look(spoilt)
        except keeping.BackupWrong:
            refused += 1
        else:
            assert found == kept, place  # a date of a file, say, which nobody uses
    assert refused > 200


@pytest.mark.parametrize("content", [b"", b"PK nothing", b"\x00" * 100])
def test_another_file_is_no_backup(data, tmp_path, content):
    other = tmp_path / "vakantie.zip"
    other.write_bytes(content)

    run = werkwijs(data, "restore", str(other))

    assert run.returncode == 1
    assert str(other) in run.stderr


def test_nothing_is_put_back_under_a_website_that_runs(data, tmp_path):
    backup = tmp_path / "kopie.zip"
    werkwijs(data, "backup", str(backup))

    with website(data):
        run = werkwijs(data, "restore", str(backup))

    assert run.returncode == 1
    assert "draait nog" in run.stderr


def test_nobody_comes_back_in_with_a_backup(data, tmp_path):
    """Who signed out since, or left, must sign in again."""
    backup = tmp_path / "kopie.zip"
    with sqlite3.connect(data / "werkwijs.sqlite3") as database:
        database.execute("INSERT INTO django_session VALUES ('a-key', 'her', '2126-11-02')")
    werkwijs(data, "backup", str(backup))

    assert werkwijs(data, "restore", str(backup)).returncode == 0

    with sqlite3.connect(data / "werkwijs.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM django_session").fetchone() == (0,)


@pytest.mark.skipif(os.name != "posix", reason="Rights of files are those of POSIX.")
def test_what_is_kept_is_its_owners_alone_also_in_a_folder_that_is_open(tmp_path):
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    data.chmod(0o755)
    founded = ["admin", "create", "--organisation", "De Linde", "--email", "a@voorbeeld.example"]

    assert werkwijs(data, *founded, "--name", "Ana").returncode == 0
    with website(data):
        pass

    open_to_others = [p for p in data.rglob("*") if p.stat().st_mode & 0o077]
    assert not open_to_others


# --- examining --------------------------------------------------------------------------


def look(data: Path, **more: str) -> dict[str, str]:
    told = json.loads(werkwijs(data, "doctor", "--json", **more).stdout)
    return {finding["code"]: finding["state"] for finding in told["findings"]}


def test_a_website_that_is_well_is_told_so(data):
    run = werkwijs(data, "doctor")

    assert run.returncode == 0, run.stdout
    assert run.stdout.endswith("Alles is goed.\n")


@pytest.mark.skipif(os.name != "posix", reason="Rights of files are those of POSIX.")
def test_a_folder_or_secret_that_others_can_read_is_wrong(data):
    data.chmod(0o755)
    (data / "secret.key").chmod(0o644)

    found = look(data)

    assert found["folder_open_to_all"] == found["secret_open"] == "wrong"


def test_a_log_without_its_guard_is_wrong(data):
    with sqlite3.connect(data / "werkwijs.sqlite3") as database:
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_line'"
        ).fetchall()
        for (name,) in names:
            database.execute(f"DROP TRIGGER {name}")

    assert names
    assert look(data)["log_unguarded"] == "wrong"


def test_a_row_that_points_at_nothing_is_found(data):
    with sqlite3.connect(data / "werkwijs.sqlite3") as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(
            "INSERT INTO accounts_membership (role, started_at, organisation_id, user_id) "
            "VALUES ('facilitator', '2026-11-02', 99, 'nobody')"
        )

    assert look(data)["database_damaged"] == "wrong"


def test_a_website_without_encryption_that_others_can_reach_is_wrong(data):
    assert look(data)["no_https"] == "note"
    assert look(data, WERKWIJS_URL="http://werk.voorbeeld.example")["no_https"] == "wrong"
    assert look(data, WERKWIJS_URL="https://werk.voorbeeld.example")["https"] == "ok"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/srv/data", "ext4"), ("/mnt/share/data", "nfs4"), ("/mnt/sharepoint", "ext4")],
)
def test_the_kind_of_disk_is_that_of_the_nearest_mount(path, kind):
    mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/share nfs4 rw 0 0\n"

    assert examining.disk_kind(Path(path), mounts) == kind


# --- databases --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "journal"),
    [((3, 40, 1), "TRUNCATE"), ((3, 51, 2), "TRUNCATE"), ((3, 51, 3), "WAL"), ((4, 0, 0), "WAL")],
)
def test_the_write_ahead_log_is_used_by_versions_that_can_be_trusted(version, journal):
    assert databases.journal(version) == journal


def test_sqlite_begins_every_transaction_as_a_writer(data):
    settings = databases.database("", data)

    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings["OPTIONS"]["timeout"] >= 10


def test_another_kind_of_database_is_refused(data):
    with pytest.raises(Misconfigured, match="postgres://"):
        databases.database("mysql://u:p@localhost/x", data)


# --- accounts ---------------------------------------------------------------------------


def test_at_the_machine_a_lost_second_factor_is_taken_away_and_noted(data):
    with sqlite3.connect(data / "werkwijs.sqlite3") as database:
        database.execute(
            "INSERT INTO accounts_user (id, password, email, name, is_active, date_joined) "
            "VALUES ('0123456789abcdef0123456789abcdef', '!', 'a@voorbeeld.example', 'A', 1, '2026-11-02')"
        )
        database.execute(
            "INSERT INTO mfa_authenticator (type, data, created_at, user_id) "
            "VALUES ('totp', '{}', '2026-11-02', '0123456789abcdef0123456789abcdef')"
        )

    run = werkwijs(
        data, "admin", "recover", "--email", "A@voorbeeld.example", "--reason", "telefoon weg"
    )

    assert run.returncode == 0, run.stderr
    with sqlite3.connect(data / "werkwijs.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM mfa_authenticator").fetchone() == (0,)
        assert database.execute("SELECT reason FROM audit_line ORDER BY id DESC").fetchone() == (
            "telefoon weg",
        )


def test_nobody_is_let_in_who_is_not_there(data):
    run = werkwijs(data, "admin", "recover", "--email", "x@voorbeeld.example", "--reason", "zomaar")

    assert run.returncode == 1
    assert "x@voorbeeld.example" in run.stderr


# --- PostgreSQL -------------------------------------------------------------------------


def test_on_postgresql_a_backup_put_back_is_what_there_was(tmp_path, postgresql):
    data, backup = tmp_path / "data", tmp_path / "kopie.zip"
    data.mkdir(mode=0o700)
    manage(data, "migrate", DATABASE_URL=postgresql)
    founded = ["admin", "create", "--organisation", "De Linde", "--email", "a@voorbeeld.example"]
    assert werkwijs(data, *founded, "--name", "Ana", DATABASE_URL=postgresql).returncode == 0
    made = werkwijs(data, "backup", str(backup), DATABASE_URL=postgresql)
    assert made.returncode == 0, made.stderr
    founded[3] = "Later gekomen"
    werkwijs(data, *founded, "--name", "Ana", DATABASE_URL=postgresql)

    run = werkwijs(data, "restore", str(backup), DATABASE_URL=postgresql)

    assert run.returncode == 0, run.stderr
    names = manage(
        data,
        "shell",
        "--no-imports",
        "-c",
        "from werkwijs.accounts.models import Organisation as O; print(*[o.name for o in O.objects.all()])",
        DATABASE_URL=postgresql,
    )
    assert names.strip() == "De Linde"
    found = look(data, DATABASE_URL=postgresql)
    assert (found["postgresql"], found["log_guarded"], found["tables"]) == ("ok", "ok", "ok")


def test_a_backup_of_one_database_does_not_go_into_the_other(data, tmp_path, postgresql):
    backup = tmp_path / "kopie.zip"
    werkwijs(data, "backup", str(backup))

    run = werkwijs(data, "restore", str(backup), DATABASE_URL=postgresql)

    assert run.returncode == 1
    assert "sqlite" in run.stderr
