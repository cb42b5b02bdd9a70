"""Statements are compiled once a process, where a program with one database would have them compiled once.

Each test opens a database of its own, and SQLAlchemy keeps what it compiled with the engine: that was an eighth of
the time of tests that use one.
"""

from collections.abc import Iterator, MutableMapping
from typing import Any

from sqlalchemy.util import LRUCache

from inquiries.database.engine import Database


class Shared(MutableMapping[Any, Any]):
    """A statement's key begins with the dialect of its engine. Those of one kind are all set up alike."""

    def __init__(self) -> None:
        self._kept: LRUCache[Any, Any] = LRUCache(5000)

    def __getitem__(self, key: Any) -> Any:
        return self._kept[(type(key[0]), *key[1:])]

    def __setitem__(self, key: Any, compiled: Any) -> None:
        self._kept[(type(key[0]), *key[1:])] = compiled

    def __delitem__(self, key: Any) -> None:
        del self._kept[(type(key[0]), *key[1:])]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def share() -> None:
    """From here on, by every Database of this process."""
    shared, made = Shared(), Database.__init__

    def init(self: Database, *args: Any, **kwargs: Any) -> None:
        made(self, *args, **kwargs)
        for engine in (*self.reading, self.writing):
            engine._compiled_cache = shared

    Database.__init__ = init  # type: ignore[method-assign]
