"""What each inquiry is found by: gathers its words and keeps them folded. Knows columns, not what is done with hits."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa

from inquiries.database import folding, statements
from inquiries.database.tables import entries, inquiries, letters, search_documents, tags

BATCH = 500
OUTLET = "o_"  # before a word of the outlet, where only outlets are meant
# Of one inquiry: PostgreSQL takes a megabyte of different words, and nobody writes so many.
LONGEST = 400_000
# Answers that are times, or stand in columns of their own.
_UNSAID = frozenset(
    {"deadline", "deadline_day", "deadline_date", "deadline_time", "deadline_moved", "timezone"}
    | {"publishes_at", "language", "updates_consent", "event_date", "topic", "request_type"}
    | {"name", "outlet", "email", "phone", "question"}
)
_COLUMNS = tuple(
    inquiries.c[name]
    for name in (
        *("id", "reference", "desk", "topic", "request_type", "name", "outlet", "email", "phone"),
        *("question", "answers", "status", "outcome", "outcome_reason", "owner_id"),
    )
)


def write(connection: sa.Connection, ids: Sequence[int], *, lettered: bool = True) -> None:
    """Keep what these inquiries are found by now; what is the same already is not written again.

    Not `lettered`: before migration 0004, when there was no table of letters.
    """
    if not ids:
        return
    rows = connection.execute(sa.select(*_COLUMNS).where(inquiries.c.id.in_(ids))).all()
    said, marks = _said(connection, ids), _tags(connection, ids)
    for id, words in _written(connection, ids) if lettered else ():
        said[id].append(words)
    found = [document(dict(row._mapping), said[row.id], marks[row.id]) for row in rows]
    if found:
        statement = statements.insert_or_replace(connection, search_documents, key=("inquiry_id",))
        connection.execute(statement, found)


def of_new(
    rows: Sequence[Mapping[str, Any]], answers: Sequence[Mapping[str, str]]
) -> list[dict[str, object]]:
    """The rows of `search_documents` for inquiries that are added with these `rows`: nothing was said of them yet.

    `answers` are theirs, for they are known before they are text.
    """
    return [_document(row, each, (), ()) for row, each in zip(rows, answers, strict=True)]


def write_all(connection: sa.Connection, *, lettered: bool = True) -> None:
    """The same for every inquiry there is."""
    last = 0
    while True:
        some = sa.select(inquiries.c.id).where(inquiries.c.id > last).order_by(inquiries.c.id).limit(BATCH)
        ids = list(connection.scalars(some))
        write(connection, ids, lettered=lettered)
        if len(ids) < BATCH:
            return
        last = ids[-1]


def document(inquiry: Mapping[str, Any], said: Iterable[str], marks: Iterable[str]) -> dict[str, object]:
    """The row of `search_documents` for a row of `inquiries`, with what was said about it and its tags."""
    return _document(inquiry, json.loads(inquiry["answers"]), said, marks)


def _document(
    inquiry: Mapping[str, Any], answers: Mapping[str, Any], said: Iterable[str], marks: Iterable[str]
) -> dict[str, object]:
    rest = [str(answers[name]) for name in sorted(answers) if name not in _UNSAID]
    named = (inquiry["request_type"], inquiry["topic"], inquiry.get("outcome_reason", ""))
    left = LONGEST
    sections: dict[str, object] = {"inquiry_id": inquiry["id"]}
    for name, texts in (
        ("head", (inquiry["reference"].replace("-", ""), *(inquiry[one] for one in _HEAD))),
        ("asked", (inquiry["question"],)),
        ("said", (inquiry["email"], inquiry["phone"], *named, *marks, *said, *rest)),
    ):
        sections[name] = _line("\n".join(texts), left)
        left -= len(str(sections[name]))
    return sections | {"facets": " ".join(facets(inquiry, marks))}


_HEAD = ("reference", "name", "outlet")


def facets(inquiry: Mapping[str, Any], marks: Iterable[str]) -> list[str]:
    """What filters ask for, as words no sender can write: an underscore parts words everywhere else."""
    single = {
        "status": str(inquiry["status"]),
        "desk": inquiry["desk"],
        "topic": inquiry["topic"],
        "type": inquiry["request_type"],
        "outcome": inquiry.get("outcome") or "",
        "owner": str(inquiry["owner_id"] or 0),
    }
    of_outlet = [f"{OUTLET}{word}" for word in sorted(folding.words(inquiry["outlet"]))]
    return [facet(kind, value) for kind, value in single.items() if value] + [
        *(facet("tag", tag) for tag in sorted(marks)),
        *of_outlet,
    ]


@lru_cache(maxsize=4096)
def facet(kind: str, value: str) -> str:
    """A word of four letters, since each beginning of a word is kept in a list of its own.

    Two values in a few thousand share one, so whoever asks looks at the column too.
    """
    number = int.from_bytes(blake2b(f"{kind} {value}".encode(), digest_size=4).digest(), "big")
    return "_" + "".join(_DIGITS[number // 36**place % 36] for place in range(3))


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _line(text: str, longest: int) -> str:
    """The different words, in one order, as many as there is room for."""
    words = sorted(folding.words(text))
    line = " ".join(words)
    if 4 * len(line) <= longest:  # no letter has more than four octets
        return line
    kept, room = [], longest
    for word in words:
        room -= len(word.encode()) + 1
        if room < 0:
            break
        kept.append(word)
    return " ".join(kept)


def _said(connection: sa.Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    columns = (entries.c.inquiry_id, entries.c.text, entries.c.facts)
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(sa.select(*columns).where(entries.c.inquiry_id.in_(ids))):
        facts = json.loads(row.facts)
        found[row.inquiry_id] += [row.text, *(str(facts.get(name, "")) for name in ("person", "number"))]
    return found


def _written(connection: sa.Connection, ids: Sequence[int]) -> Iterable[tuple[int, str]]:
    """The words of letters both ways, but for what they quote and what was never sent."""
    columns = [letters.c[name] for name in ("inquiry_id", "sender_name", "sender", "subject", "text")]
    sent = sa.and_(letters.c.inquiry_id.in_(ids), letters.c.cancelled_at.is_(None))
    for id, *words in connection.execute(sa.select(*columns).where(sent).order_by(letters.c.id)):
        yield id, "\n".join(words)


def _tags(connection: sa.Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for id, tag in connection.execute(
        sa.select(tags.c.inquiry_id, tags.c.tag).where(tags.c.inquiry_id.in_(ids))
    ):
        found[id].append(tag)
    return found
