"""When the last backup was made: a note in the data directory, for whoever watches over their age."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAME = "last-backup.json"


@dataclass(frozen=True, slots=True)
class Record:
    """A backup that was read back and found whole: of which moment, in which file, how many bytes."""

    at: datetime
    file: Path
    size: int


def last(data_dir: Path) -> Record | None:
    """The newest backup made of this installation; None where none is known of."""
    try:
        told = json.loads((data_dir / NAME).read_text("utf-8"))
        return Record(datetime.fromisoformat(told["at"]), Path(told["file"]), int(told["bytes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(data_dir: Path, record: Record) -> None:
    """Keep it in the place of the one before. Raises OSError."""
    told = {"at": record.at.isoformat(), "file": str(record.file), "bytes": record.size}
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = data_dir / f".{NAME}"
    with open(unfinished, "w", encoding="utf-8", opener=_private) as file:
        file.write(json.dumps(told, indent=1) + "\n")
    if os.geteuid() == 0:  # or the service could not read what root's backup leaves in its folder
        owner = data_dir.stat()
        os.chown(unfinished, owner.st_uid, owner.st_gid)
    unfinished.replace(data_dir / NAME)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
