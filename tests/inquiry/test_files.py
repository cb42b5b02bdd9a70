"""Files of letters: on the disk before their row, within their quota, and gone when nothing names them any more."""

import os
import shutil
import stat
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import files
from inquiries.inquiry.files import Files, NoRoom
from tests.inquiry.conftest import Opened
from tests.opened import NOON, media

DAY = timedelta(days=1)


@pytest.fixture
def kept(tmp_path: Path) -> Files:
    return Files(tmp_path, quota=1000, floor=0)


def on_disk(folder: Path) -> list[Path]:
    return sorted(at for at in folder.rglob("*") if at.is_file())


async def row(database: Database, inquiry: int, stored: str | None, size: int) -> None:
    values = {"inquiry_id": inquiry, "created_at": NOON, "name": "a.pdf", "content_type": "application/pdf"}
    await database.write(
        lambda tx: tx.execute(tables.attachments.insert().values(**values, stored=stored, size=size))
    )


async def test_a_file_is_read_as_it_was_saved_under_a_name_of_our_own_for_nobody_else(
    kept: Files, tmp_path: Path
) -> None:
    one, other = [await kept.save(b"\x00\xff same", used=0) for _ in range(2)]
    assert one != other
    assert [await kept.read(name) for name in (one, other)] == [b"\x00\xff same"] * 2
    place = kept.path(one)
    assert place.relative_to(tmp_path / "attachments").parts == (one[:2], one[2:4], one)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert len(on_disk(tmp_path / "attachments")) == 2


async def test_bytes_and_names_are_on_the_disk_before_saving_ends(
    kept: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def watched(handle: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name)
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    stored = await kept.save(b"words", used=0)
    folders = [kept.path(stored).parents[up].name for up in (3, 2, 1)]
    assert synced == [*folders, f"{stored}.part", stored[2:4]]


@pytest.mark.parametrize(("used", "fits"), [(995, True), (996, False)])
async def test_what_goes_over_the_quota_is_not_kept(kept: Files, used: int, fits: bool) -> None:
    if fits:
        assert await kept.save(b"12345", used=used)
        return
    with pytest.raises(NoRoom, match="attachments_quota"):
        await kept.save(b"12345", used=used)


@pytest.mark.parametrize(("free", "fits"), [(105, True), (104, False)])
async def test_the_floor_of_the_disk_stays_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, fits: bool
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1000, 0, free))
    kept = Files(tmp_path, quota=1000, floor=100)
    if fits:
        assert await kept.save(b"12345", used=0)
        return
    with pytest.raises(NoRoom, match="nearly full"):
        await kept.save(b"12345", used=0)


async def test_a_disk_that_fails_half_way_leaves_nothing_behind(
    kept: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    await kept.save(b"first", used=0)
    before = on_disk(tmp_path)
    monkeypatch.setattr(files, "_sync", lambda folder: None)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoRoom, match="just now"):
        await kept.save(b"second", used=0)
    assert on_disk(tmp_path) == before


@pytest.mark.parametrize("name", ["", "../../../etc/passwd", "A" * 32, "a" * 31, "a" * 32 + "\n"])
def test_only_a_name_of_ours_is_a_place_on_the_disk(kept: Files, name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        kept.path(name)


async def test_removing_twice_is_removing_once(kept: Files) -> None:
    stored = await kept.save(b"words", used=0)
    await kept.remove(stored)
    await kept.remove(stored)
    with pytest.raises(FileNotFoundError):
        await kept.read(stored)


async def test_used_counts_what_is_kept_and_not_what_only_the_mail_has(
    database: Database, opened: Opened
) -> None:
    async with database.read() as db:
        assert await files.used(db) == 0
    (inquiry,) = await opened(media())
    for stored, size in (("a", 5), ("b", 6), (None, 1000)):
        await row(database, inquiry.id, stored, size)
    async with database.read() as db:
        assert await files.used(db) == 11


async def test_what_no_row_names_is_removed_a_day_later_and_nothing_else(
    database: Database, kept: Files, opened: Opened
) -> None:
    (inquiry,) = await opened(media())
    named, orphan, young = [await kept.save(b"words", used=0) for _ in range(3)]
    await row(database, inquiry.id, named, 5)
    unfinished = kept.path(orphan).with_name("0" * 32 + ".part")
    # Not one of ours: whoever put it there knows why.
    foreign = kept.path(orphan).with_name("notes.txt")
    for place in (unfinished, foreign):
        place.write_bytes(b"")
    old = (NOON - DAY).timestamp() - 1
    for place in (kept.path(named), kept.path(orphan), foreign):
        os.utime(place, (old, old))
    lost = kept.path("0" * 32).with_name(unfinished.name)
    lost.parent.mkdir(parents=True, exist_ok=True)
    unfinished.rename(lost)
    os.utime(lost, (old, old))
    fresh = NOON.timestamp() - 60
    os.utime(kept.path(young), (fresh, fresh))
    assert await files.sweep(database, kept, NOON) == 2
    assert [at.exists() for at in (kept.path(named), kept.path(young), foreign)] == [True] * 3
    assert [at.exists() for at in (kept.path(orphan), lost)] == [False] * 2


async def test_before_the_first_file_there_is_nothing_to_sweep(database: Database, kept: Files) -> None:
    assert await files.sweep(database, kept, NOON) == 0
