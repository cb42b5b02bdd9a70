"""A file gets its name when it is whole, and is nothing before; on every file system."""

import errno
import os
from pathlib import Path

import pytest

from inquiries.safekeeping import nameless


@pytest.fixture(params=["nameless", "hidden", "no second names"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on a file system that knows files without a name, or not even two names for one."""
    open_, link = os.open, os.link

    def opened(path, flags, *more, **named):
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(errno.EOPNOTSUPP, "not supported")
        return open_(path, flags, *more, **named)

    def linked(*arguments, **named):
        if request.param == "no second names":
            raise OSError(errno.EPERM, "not permitted")
        return link(*arguments, **named)

    if request.param != "nameless":
        monkeypatch.setattr(os, "open", opened)
        monkeypatch.setattr(os, "link", linked)
    return tmp_path


def test_published_it_is_there_whole_and_ours_alone(disk: Path) -> None:
    with nameless.draft(disk / "b.tar") as draft:
        draft.file.write(b"all of it")
        assert not (disk / "b.tar").exists()
        draft.publish()
    assert [path.name for path in disk.iterdir()] == ["b.tar"]
    assert (disk / "b.tar").read_bytes() == b"all of it"
    assert (disk / "b.tar").stat().st_mode & 0o777 == 0o600


def test_given_up_nothing_is_left(disk: Path) -> None:
    with nameless.draft(disk / "b.tar") as draft:
        draft.file.write(b"some of it")
    assert list(disk.iterdir()) == []


def test_what_came_under_its_name_meanwhile_stays(disk: Path) -> None:
    with nameless.draft(disk / "b.tar") as draft:
        (disk / "b.tar").write_text("another's")
        with pytest.raises(FileExistsError):
            draft.publish()
    assert [path.name for path in disk.iterdir()] == ["b.tar"]
    assert (disk / "b.tar").read_text() == "another's"


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), nameless.draft(tmp_path / "nowhere" / "b.tar"):
        pass


def test_a_database_has_no_name_even_while_it_is_filled(tmp_path: Path) -> None:
    with nameless.database(tmp_path) as (filling, reading, file):
        filling.execute("CREATE TABLE t (a)")
        filling.execute("BEGIN")
        filling.executemany("INSERT INTO t VALUES (?)", [(bytes(1000),)] * 1000)
        assert list(tmp_path.iterdir()) == []
        filling.execute("COMMIT")
        assert reading.execute("SELECT count(*) FROM t").fetchone() == (1000,)
        assert os.fstat(file.fileno()).st_size > 1_000_000
    assert list(tmp_path.iterdir()) == []
