"""A backup is a tar that any tool opens; ours takes nothing else for one, and notices what is not as it was."""

import hashlib
import io
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inquiries.safekeeping import manifest, tarball
from inquiries.safekeeping.manifest import Damaged, Manifest
from tests.safekeeping.conftest import MAIL, attachment

AT = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
TOLD = Manifest(
    AT, "0004", "sqlite", "https://contact.charity.example", {"inquiries": 2}, 1, 1, 1, ("0" * 32,)
)
CONTENT = {
    manifest.README: b"A backup.",
    attachment(1): bytes(range(256)) * 5,
    f"mailbox/{MAIL}": b"",
    manifest.DATABASE: b"SQLite format 3\0" + b"page" * 4096,
    manifest.MANIFEST: TOLD.text(),
}


def written(place: Path, content: dict[str, bytes] = CONTENT) -> bytes:
    with place.open("w+b") as file:
        writer = tarball.Writer(file, AT, lambda _count: None)
        for name, text in content.items():
            writer.add_text(name, text)
        writer.close()
    return place.read_bytes()


def read(backup: bytes) -> Manifest:
    return tarball.read(io.BytesIO(backup), lambda _count: None)


def made(*members: tuple[tarfile.TarInfo, bytes], form: int = tarfile.GNU_FORMAT) -> bytes:
    """What another program might write, with right digests of it at the end."""
    sums = "".join(f"{hashlib.sha256(text).hexdigest()}  {member.name}\n" for member, text in members)
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as tar:
        for member, text in (*members, (tarfile.TarInfo(manifest.SUMS), sums.encode())):
            member.size = len(text) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(text))
    return file.getvalue()


def ours(**more: bytes) -> list[tuple[tarfile.TarInfo, bytes]]:
    return [(tarfile.TarInfo(name), text) for name, text in (CONTENT | more).items()]


class Kept(io.BytesIO):
    """What was read into it, remembered by its name."""

    def __init__(self, name: str, into: dict[str, bytes]) -> None:
        super().__init__()
        self._name, self._into = name, into

    def close(self) -> None:
        self._into[self._name] = self.getvalue()
        super().close()


def taken_apart(backup: bytes) -> tuple[Manifest, dict[str, bytes], int]:
    """The manifest, every member, and how many bytes were told of."""
    kept: dict[str, bytes] = {}
    counted: list[int] = []
    told = tarball.read(io.BytesIO(backup), counted.append, lambda name: Kept(name, kept))
    return told, kept, sum(counted)


def test_what_was_written_is_read_and_every_byte_is_told_of(tmp_path: Path) -> None:
    backup = written(tmp_path / "b")
    members = {name: text for name, text in CONTENT.items() if name != manifest.MANIFEST}
    count = sum(map(len, CONTENT.values())) + len(sums(backup))
    assert taken_apart(backup) == (TOLD, members, count)


def sums(backup: bytes) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(backup)) as tar:
        member = tar.extractfile(manifest.SUMS)
        assert member is not None
        return member.read()


def test_other_tools_read_it(tmp_path: Path) -> None:
    written(tmp_path / "b")
    (tmp_path / "out").mkdir()
    subprocess.run(["tar", "-xf", tmp_path / "b", "-C", tmp_path / "out"], check=True)
    with tarfile.open(tmp_path / "b") as tar:
        assert {member.mode for member in tar} == {0o600}
    for line in sums((tmp_path / "b").read_bytes()).decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest
    assert (tmp_path / "out" / manifest.DATABASE).read_bytes() == CONTENT[manifest.DATABASE]


def test_every_cut_is_noticed(tmp_path: Path) -> None:
    backup = written(tmp_path / "b")
    end = len(backup) - 1024  # two empty blocks, of which nothing is missed
    for length in [*range(0, end, 256), end - 1]:
        with pytest.raises(Damaged):
            read(backup[:length])


def test_no_changed_bit_changes_what_is_read(tmp_path: Path) -> None:
    """Most are refused; some stand for nothing, such as what fills a block behind the end of a file."""
    backup = written(tmp_path / "b")
    whole, refused = taken_apart(backup), 0
    for place in range(0, len(backup), 7):
        changed = bytearray(backup)
        changed[place] ^= 1 << place % 8
        try:
            assert taken_apart(bytes(changed)) == whole
        except Damaged:
            refused += 1
    assert refused > len(backup) / 7 / 2


@pytest.mark.parametrize(
    ("member", "shown"),
    [
        ({"name": "../inquiries.toml"}, "../inquiries.toml"),
        ({"name": "/etc/cron.d/ours"}, "/etc/cron.d/ours"),
        ({"name": "attachments/../../x"}, "attachments/../../x"),
        ({"name": f"attachments/00/01/{'0' * 32}"}, f"attachments/00/01/{'0' * 32}"),
        ({"name": f"mailbox/../{MAIL}"}, f"mailbox/../{MAIL}"),
        ({"name": "mailbox/notes.txt"}, "mailbox/notes.txt"),
        ({"name": "inquiries.db-wal"}, "inquiries.db-wal"),
        ({"name": "Łódź"}, "\\u0141\\xf3d\\u017a"),
        ({"name": attachment(2), "type": tarfile.SYMTYPE, "linkname": "/etc/shadow"}, attachment(2)),
        ({"name": attachment(2), "type": tarfile.LNKTYPE, "linkname": "README.txt"}, attachment(2)),
        ({"name": "attachments", "type": tarfile.DIRTYPE}, "attachments"),
        ({"name": attachment(2), "type": tarfile.FIFOTYPE}, attachment(2)),
        ({"name": attachment(2), "type": tarfile.CHRTYPE}, attachment(2)),
        ({"name": attachment(2), "type": tarfile.CONTTYPE}, attachment(2)),
        ({"name": "x" * 200}, "././@LongLink"),
    ],
)
def test_what_no_backup_holds_is_refused(member: dict[str, object], shown: str) -> None:
    strange = tarfile.TarInfo()
    for name, value in member.items():
        setattr(strange, name, value)
    first, *others = ours()
    with pytest.raises(Damaged) as damaged:
        read(made(first, (strange, b"x"), *others))
    assert str(damaged.value) == f"holds {shown}, which no backup made by this program holds"


def test_extensions_of_the_format_are_refused() -> None:
    first, second, *others = ours()
    second[0].pax_headers = {"path": "/etc/passwd"}
    with pytest.raises(Damaged, match="which no backup made by this program holds"):
        read(made(first, second, *others, form=tarfile.PAX_FORMAT))


def test_a_negative_size_is_refused() -> None:
    first, second = tarfile.TarInfo(manifest.README), tarfile.TarInfo(manifest.DATABASE)
    second.size = -512
    with pytest.raises(Damaged, match=r"holds inquiries\.db"):
        read(first.tobuf(tarfile.GNU_FORMAT) + second.tobuf(tarfile.GNU_FORMAT) + bytes(2048))


def test_the_same_name_twice_is_refused() -> None:
    with pytest.raises(Damaged, match=r"holds README\.txt where no backup has it"):
        read(made(*ours(), *ours()))


@pytest.mark.parametrize("content", [b"", b"x", b"{}" * 600, bytes(10_240), b"SQLite format 3\0" * 64])
def test_another_kind_of_file_is_no_backup(content: bytes) -> None:
    with pytest.raises(Damaged, match=r"^is no backup made by this program$"):
        read(content)


def test_a_tar_of_something_else_is_no_backup() -> None:
    with pytest.raises(Damaged, match=r"^is no backup made by this program$"):
        read(made((tarfile.TarInfo("photo.jpg"), b"x")))


@pytest.mark.parametrize("name", [manifest.DATABASE, manifest.MANIFEST])
def test_one_that_lacks_what_every_backup_has_is_refused(tmp_path: Path, name: str) -> None:
    backup = written(tmp_path / "b", {one: text for one, text in CONTENT.items() if one != name})
    with pytest.raises(Damaged, match=f"^has no {name}$"):
        read(backup)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"{}", b'{"format": "1"}', TOLD.text().replace(b'"rows": {', b'"rows": {"x": "y", ')],
)
def test_a_manifest_that_says_nothing_is_refused(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(Damaged, match=r"^has a manifest.json that says nothing"):
        read(written(tmp_path / "b", CONTENT | {manifest.MANIFEST: text}))


def test_a_newer_format_is_refused_by_what_it_is(tmp_path: Path) -> None:
    text = TOLD.text().replace(b'"format": 1', b'"format": 2')
    with pytest.raises(Damaged, match=r"^was made by a newer version of this program"):
        read(written(tmp_path / "b", CONTENT | {manifest.MANIFEST: text}))
