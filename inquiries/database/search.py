"""Looking for inquiries by words: the one place that knows FTS5 and tsvector. What may be seen, the caller adds."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from inquiries.database import documents, folding
from inquiries.database.tables import search_documents

MOST_WORDS = 12  # that are looked for; what is typed beyond them is not
LONGEST = 400  # letters that are read of what is typed
# What the migration made beside the tables; a comparison with them leaves these out.
UNLISTED_TABLES = frozenset({"search_words", *(f"search_words_{part}" for part in ("config", "data", "idx"))})
UNLISTED_COLUMNS = frozenset({("search_documents", "words")})
UNLISTED_INDEXES = frozenset({"search_documents_words"})


@dataclass(frozen=True, slots=True)
class Term:
    """One folded word; `begins`: any word that begins so will do."""

    word: str
    begins: bool = False


# Each group must hold; it holds when every term of one of its alternatives is there.
Group = tuple[tuple[Term, ...], ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """Where hits are read from: `id` is the inquiry's; `join` ties it to a table so that hits are read first."""

    table: Any
    id: Any
    matches: Any

    def join(self, other: Any) -> Any:
        # The plus keeps SQLite from asking the index for one inquiry after the other: that took 87 s.
        return other == (sa.literal_column("+search_words.rowid") if self.table is _fts else self.id)


_fts = sa.table("search_words", sa.column("rowid"), sa.column("search_words"))
_words: sa.ColumnClause[Any] = sa.column("words", postgresql.TSVECTOR, _selectable=search_documents)


@contextmanager
def indexed_at_the_end(connection: sa.Connection) -> Iterator[None]:
    """For pouring documents into a new database: SQLite's index is made of all of them at once, not row by row."""
    if connection.dialect.name == "postgresql":
        yield
        return
    made = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'search_documents'"
    ).all()
    for name, _ in made:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for order in (
        ("rebuild", "optimize") if made else ()
    ):  # https://www.sqlite.org/fts5.html#special_insert_commands
        connection.exec_driver_sql("INSERT INTO search_words(search_words) VALUES (?)", (order,))
    for _, statement in made:
        connection.exec_driver_sql(statement)


def merge(connection: sqlite3.Connection, begun: bool, pages: int) -> bool:
    """One step towards an index in one piece, which holds no deleted word; whether there may be more to do.

    https://www.sqlite.org/fts5.html#the_merge_command: a negative number begins with all there is.
    """
    before = connection.total_changes
    order = "INSERT INTO search_words(search_words, rank) VALUES ('merge', ?)"
    connection.execute(order, (pages if begun else -pages,))
    return connection.total_changes - before >= 2


def groups(text: str) -> tuple[Group, ...]:
    """What somebody typed: each word may be the beginning of one, in any order; numbers however they are spaced."""
    found: list[Group] = []
    for piece, may_be_number in folding.split(text[:LONGEST]):
        words = [(Term(word, begins=len(word) > 1),) for word in folding.asked(piece)]
        number = folding.digits(piece) if may_be_number else ""
        if number:
            found.append(((Term(number, begins=True),), tuple(term for (term,) in words)))
        else:
            found += [(word,) for word in words]
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def facet(kind: str, *values: str) -> Group:
    """One of these values."""
    return tuple((Term(documents.facet(kind, value)),) for value in values)


def outlet(text: str) -> tuple[Group, ...]:
    """Every word of `text` begins a word of the outlet."""
    words = folding.asked(text[:LONGEST])[:MOST_WORDS]
    return tuple(((Term(f"{documents.OUTLET}{word}", begins=len(word) > 1),),) for word in words)


def hits(db: AsyncConnection, wanted: Iterable[Group]) -> Hits:
    """Where inquiries are that have it all; `wanted` has at least one group."""
    if db.dialect.name == "postgresql":
        query = " & ".join(_either(group, " | ", " & ", _lexeme) for group in wanted)
        matches = _words.op("@@")(sa.cast(sa.literal(query, sa.Text), postgresql.TSQUERY))
        return Hits(search_documents, search_documents.c.inquiry_id, matches)
    query = " AND ".join(_either(group, " OR ", " AND ", _string) for group in wanted)
    return Hits(_fts, _fts.c.rowid, _fts.c.search_words.op("MATCH")(sa.literal(query, sa.Text)))


def _either(group: Group, either: str, every: str, write: Any) -> str:
    return "(" + either.join(f"({every.join(map(write, terms))})" for terms in group) + ")"


def _string(term: Term) -> str:
    """https://www.sqlite.org/fts5.html#fts5_strings. Letters, figures and underscores alone: nothing to escape."""
    return f'"{term.word}"' + ("*" if term.begins else "")


def _lexeme(term: Term) -> str:
    return f"'{term.word}'" + (":*" if term.begins else "")
