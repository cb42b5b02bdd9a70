"""What stands in a backup: the names there may be, and the manifest that says what was put in. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FORMAT = 1
README, SETTINGS, DATABASE, MANIFEST, SUMS = (
    "README.txt",
    "inquiries.toml",
    "inquiries.db",
    "manifest.json",
    "SHA256SUMS",
)
_STORED = re.compile(r"[0-9a-f]{32}")
_MEMBER = re.compile(
    rf"{'|'.join(map(re.escape, (README, SETTINGS, DATABASE, MANIFEST, SUMS)))}"
    r"|attachments/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{28}"
    r"|mailbox/[0-9]{8}T[0-9]{6}\.[0-9]{6}Z-[0-9a-f]{8}\.eml"
)
TOLD = """\
A backup of the inquiries of %(organisation)s, made on %(day)s.

inquiries.db    the whole database, in SQLite's file format (https://www.sqlite.org): every inquiry, letter, note and
                account. "sqlite3 inquiries.db .dump" shows it as text. The secret that references, receipt links and
                reply addresses are made with stands in it, in the table "secrets".
attachments/    files of letters, by names of our own; the table "attachments" says what each was called.
mailbox/        mail that was kept on the machine instead of being sent, one file each. Any mail program opens them.
inquiries.toml  the settings, without the passwords that stood in them.
manifest.json   when this was made, by which version of the tables, and how many rows each had.
SHA256SUMS      digests of all of these: "sha256sum -c SHA256SUMS" compares.

Not in here: passwords of the mail server and of the database server, the private key that mail is signed with, guides,
and the program itself.

"inquiries restore FILE" puts it in place on a new machine and looks that all of it arrived. Without the program,
inquiries.db, attachments and mailbox are a whole data directory as they stand here.

It holds people's names and words. Keep it where only those may read it who may read the inbox.
"""


class Damaged(Exception):
    """A file that is no whole backup; the words say what is wrong with it, as a predicate."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`rows` by table; `waiting` jobs of them were not done yet. `missing` are files that rows name and that were
    not there when the backup was made."""

    made_at: datetime
    schema: str
    engine: str
    base_url: str
    rows: Mapping[str, int]
    waiting: int
    attachments: int
    mails: int
    missing: tuple[str, ...] = ()

    def text(self) -> bytes:
        """As it stands in the backup."""
        told: dict[str, Any] = {
            "format": FORMAT,
            "made_at": self.made_at.isoformat(),
            "schema": self.schema,
            "engine": self.engine,
            "base_url": self.base_url,
            "rows": dict(self.rows),
            "waiting": self.waiting,
            "attachments": self.attachments,
            "mails": self.mails,
            "missing": list(self.missing),
        }
        return json.dumps(told, indent=2).encode() + b"\n"


def read(text: bytes) -> Manifest:
    """Raises Damaged."""
    try:
        told = json.loads(text)
        if told["format"] > FORMAT:
            raise Damaged("was made by a newer version of this program, in a way that this one cannot read")
        return Manifest(
            datetime.fromisoformat(told["made_at"]),
            str(told["schema"]),
            str(told["engine"]),
            str(told["base_url"]),
            {str(table): int(count) for table, count in told["rows"].items()},
            int(told["waiting"]),
            int(told["attachments"]),
            int(told["mails"]),
            tuple(map(str, told["missing"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Damaged(f"has a {MANIFEST} that says nothing this program understands") from None


def is_member(name: str) -> bool:
    """Whether a backup may hold a file of this name; no such name leads anywhere else."""
    return _MEMBER.fullmatch(name) is not None


def attachment(stored: str) -> str | None:
    """The name of an attachment in here and below the data directory; None for what is no name of ours."""
    return f"attachments/{stored[:2]}/{stored[2:4]}/{stored}" if _STORED.fullmatch(stored) else None


def mail(name: str) -> str | None:
    """The same for a file of the local mailbox."""
    member = f"mailbox/{name}"
    return member if is_member(member) else None
