"""Who else may read what is private, and whose the files of the data directory are."""

import os
from pathlib import Path

import pytest

from inquiries.commands.doctor import privacy
from inquiries.commands.doctor.case import Case
from inquiries.database.engine import Database
from tests.commands.doctor.conftest import Make, lines
from tests.mail import keys


def written(path: Path, text: str, mode: int) -> Path:
    path.write_text(text)
    path.chmod(mode)
    return path


def warning(path: Path) -> str:
    return f"warn Private files: others on this machine may read {path}: chmod 600 closes it."


async def test_keys_and_passwords_that_others_may_read_are_named(case: Make, tmp_path: Path) -> None:
    key = written(tmp_path / "dkim.pem", keys.RSA, 0o644)
    secret = written(tmp_path / "smtp", "smtp://u:p@host", 0o640)
    source = written(tmp_path / "inquiries.toml", 'imap_url = "imaps://u:p@host"\n', 0o604)
    of = case(dkim_key=key, source=source)
    of = Case(of.settings, None, of.names, secrets=(secret,))
    assert await lines(privacy.files, of) == [warning(key), warning(secret), warning(source)]
    for path in (key, secret, source):
        path.chmod(0o600)
    assert await lines(privacy.files, of) == [
        "good Private files: 3 that hold data, keys or passwords are ours alone."
    ]


async def test_settings_without_a_password_may_be_read(case: Make, tmp_path: Path) -> None:
    source = written(tmp_path / "inquiries.toml", 'smtp_url = "smtp://localhost"\n', 0o644)
    assert await lines(privacy.files, case(source=source)) == []


@pytest.mark.only("sqlite", "the database is a file")
async def test_database_that_others_may_read_is_named_unless_its_folder_is_closed(
    case: Make, database: Database, tmp_path: Path
) -> None:
    os.chmod(tmp_path, 0o755)
    os.chmod(database.path, 0o644)
    assert warning(database.path) in await lines(privacy.files, case(database))
    os.chmod(tmp_path, 0o700)
    assert await lines(privacy.files, case(database)) == []


async def test_file_of_another_user_in_the_data_directory_is_bad(
    case: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "attachments").mkdir()
    (tmp_path / "attachments" / "one").touch()
    assert await lines(privacy.owners, case()) == []

    class Roots:
        st_uid = os.getuid() + 1

    monkeypatch.setattr(Path, "lstat", lambda path: Roots() if path.name == "one" else path.stat())
    (line,) = await lines(privacy.owners, case())
    assert line.startswith(f"bad Data directory: {tmp_path}/attachments/one belongs to another user than ")
