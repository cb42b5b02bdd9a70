"""A restore that was begun and did not end: while its database has this name, nothing else may begin here."""

from pathlib import Path

import sqlalchemy as sa

from inquiries.safekeeping.wrong import Wrong
from inquiries.settings import Settings

ENDING = ".restoring"


def place(settings: Settings) -> Path:
    """Where the database of a backup lies until all of it has been put in place."""
    url = sa.make_url(settings.database_url)
    path = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    path = path or settings.data_dir / "inquiries.db"
    return path.with_name(path.name + ENDING)


def check(settings: Settings) -> None:
    """Raises Wrong where a restore has not ended."""
    if (there := place(settings)).exists():
        raise Wrong(
            f"A backup is being restored, or that was broken off: {there} is there. "
            "Run restore again with the same file; it begins anew."
        )
