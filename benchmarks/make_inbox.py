"""Makes an inbox of any size in a SQLite file, on the real schema: python benchmarks/make_inbox.py 1000000 FILE

The same number gives the same inbox. What each inquiry holds is invented; how they are spread is as in a press
office: nearly all closed, a few thousand open at most, some words in every third question and most in very few.
Nothing is sent, so there are no jobs and no deliveries.
"""

import asyncio
import json
import random
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from inquiries.database import documents, schema
from inquiries.database.engine import Database
from inquiries.database.tables import EPOCH, microseconds
from inquiries.inquiry import clocks, folding, outlets, persons
from inquiries.inquiry.clocks import Clocks
from inquiries.inquiry.reference import Keys

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
YEARS = 3
SECRET = b"benchmark" * 4
BATCH = 5_000
MEDIA_TOPICS, EVENTS_TOPICS = (
    ("programs", "news-reaction", "partnerships", "other"),
    ("start-a-fundraiser", "other"),
)
TYPES = ("comment", "interview", "facts", "right-of-reply", "images", "correction")
OUTCOMES = ("answered",) * 70 + ("declined",) * 14 + ("no-reply-needed",) * 8 + ("story-dropped",) * 5
OUTCOMES += ("did-not-respond",) * 3
STAFF = 12  # the first eight on Media, the others on Events; the first is an administrator
# Words of a third and a quarter of all questions, for a search that finds very many, and one of a few in a million.
COMMON, SECOND, RARE = "shelter", "funding", "zeppelin"


class Maker:
    """Rows for inquiry after inquiry, from one seed."""

    def __init__(self, size: int) -> None:
        self.size, self.dice, self.keys = size, random.Random(size), Keys(SECRET[:32])
        names = random.Random(1)
        syllables = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
        self.words = ["".join(names.choices(syllables, k=names.randint(2, 4))) for _ in range(30_000)]
        self.weights = list(accumulate(1 / (rank + 12) for rank in range(len(self.words))))
        self.outlets = ["The " + " ".join(names.sample(self.words, 2)).title() for _ in range(4_000)]
        self.outlet_weights = list(accumulate(1 / (rank + 5) for rank in range(len(self.outlets))))
        self.people = [" ".join(names.sample(self.words, 2)).title() for _ in range(60_000)]
        # The latest are open, waiting or held; of a million no more than a desk could look at.
        self.open = min(max(size * 8 // 1000, 5), 5_000)
        self.waiting = self.held = min(max(size * 4 // 1000, 3), 2_000)
        self.persons: dict[
            str, tuple[int, datetime, str]
        ] = {}  # a person has the number of their first inquiry
        self.counters: Counter[tuple[str, int, int]] = Counter()

    def inquiry(self, id: int) -> dict[str, Any]:
        """The row of `inquiries`."""
        dice, back = self.dice, self.size - id
        status = 2
        if back < (self.open + self.waiting + self.held):
            status = 0 if back % 2 == 0 and back // 2 < self.open else (3 if back % 4 == 1 else 1)
        received = NOW - timedelta(days=365 * YEARS) * (back / self.size) - timedelta(seconds=dice.random())
        events = dice.random() < 0.25
        desk = "events" if events else "media"
        deadline = None if events or dice.random() < 0.2 else received + timedelta(hours=dice.randint(2, 96))
        started = Clocks(
            received + timedelta(hours=1), deadline and deadline - timedelta(hours=1), deadline, None
        )
        owner = dice.randint(9, STAFF) if events else dice.randint(1, 8)
        closed = received + timedelta(hours=dice.randint(1, 60)) if status == 2 else None
        person = min(int(dice.expovariate(1 / 9_000)), len(self.people) - 1)
        outlet = "" if events else dice.choices(self.outlets, cum_weights=self.outlet_weights)[0]
        row = {
            "id": id,
            "reference": self.keys.reference(id),
            "form": desk,
            "desk": desk,
            "topic": dice.choice(EVENTS_TOPICS if events else MEDIA_TOPICS),
            "request_type": "" if events else dice.choice(TYPES),
            "name": self.people[person],
            "outlet": outlet,
            "email": f"person{person}@{(outlet or 'supporters').lower().replace(' ', '')}.example",
            "phone": f"+1613{dice.randint(2_000_000, 9_999_999)}" if dice.random() < 0.4 else "",
            "question": self.sentence(dice.randint(12, 45)),
            "language": "en",
            "zone": "America/Toronto",
            "status": status,
            "outcome": dice.choice(OUTCOMES) if status == 2 else None,
            "outcome_reason": "",
            "suspicion": "six links" if status == 1 else "",
            "owner_id": owner if status == 2 or dice.random() < 0.6 else None,
            "received_at": received,
            **clocks.columns(started, received),
            "acknowledged_at": received + timedelta(minutes=40) if status == 2 else None,
            "acknowledged_by": owner if status == 2 else None,
            "closed_at": closed,
            "stirred_at": received,
            "waits_for": "them" if status == 3 else "",
            "outlet_key": outlets.key(outlet),
        }
        return self.counted(row)

    def counted(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row with what follows from it; its person and its place are remembered."""
        row["email_key"] = persons.address(row["email"])
        known = (row["id"], row["received_at"], folding.folded(row["name"]))
        self.persons.setdefault(row["email_key"], known)
        named = ("name", "outlet", "email", "phone", "topic", "request_type", "question")
        row["answers"] = json.dumps({name: row[name] for name in named if row[name]})
        self.counters[(row["desk"], row["status"], row["owner_id"] or 0)] += 1
        return row

    def sentence(self, length: int) -> str:
        """So many words, the common ones often."""
        dice, said = self.dice, self.dice.choices(self.words, cum_weights=self.weights, k=length)
        said += [
            word for word, share in ((COMMON, 0.33), (SECOND, 0.25), (RARE, 0.00002)) if dice.random() < share
        ]
        dice.shuffle(said)
        return " ".join(said).capitalize() + "?"


def fill(file: Path, size: int) -> None:
    """Migrate a new file and fill it."""
    asyncio.run(_migrate(file))
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-800000", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    connection.execute("INSERT OR REPLACE INTO secrets VALUES ('reference', ?)", (SECRET[:32],))
    _staff(connection)
    # The index of words is built in one go at the end: the triggers would do it row by row.
    triggers = [
        (name, sql)
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        if name.startswith("search_documents_")
    ]
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    maker = Maker(size)
    for first in range(1, size + 1, BATCH):
        _batch(connection, maker, range(first, min(first + BATCH, size + 1)))
        if first % 100_000 == 1 and size > 100_000:
            print(f"  {first - 1:>9,} of {size:,}", file=sys.stderr, flush=True)
    _put(connection, "counters", [(*place, total) for place, total in maker.counters.items()])
    everybody = maker.persons.items()
    _put(
        connection,
        "persons (id, created_at, name_key)",
        [(id, microseconds(at), name) for _, (id, at, name) in everybody],
    )
    addresses = [(email, id, id) for email, (id, _, _) in everybody]
    _put(connection, "person_addresses (email, person_id, home_id)", addresses)
    connection.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")
    connection.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


async def _migrate(file: Path) -> None:
    database = Database(f"sqlite:///{file}")
    await schema.migrate(database)
    await database.dispose()


def _staff(connection: sqlite3.Connection) -> None:
    for id in range(1, STAFF + 1):
        role = "administrator" if id == 1 else "member"
        connection.execute(
            "INSERT INTO staff (id, email, name, role, created_at) VALUES (?, ?, ?, ?, ?)",
            (id, f"person{id}@example.org", f"Person {id}", role, microseconds(NOW)),
        )
        desks = ("media", "events") if id == 1 else ("media",) if id <= 8 else ("events",)
        for desk in desks:
            connection.execute("INSERT INTO staff_desks VALUES (?, ?)", (id, desk))


def _batch(connection: sqlite3.Connection, maker: Maker, ids: range) -> None:
    rows = [maker.inquiry(id) for id in ids]
    stored = [{name: _stored(value) for name, value in row.items()} for row in rows]
    _put(
        connection,
        "submissions (id, once_key, form, received_at, fields, answers, facts, state)",
        [
            (one["id"], f"k{one['id']}", one["form"], one["received_at"], "[]", one["answers"], "{}", 1)
            for one in stored
        ],
    )
    _put(connection, f"inquiries ({', '.join(stored[0])})", [tuple(one.values()) for one in stored])
    history, said, tags = [], [], []
    found: list[tuple[Any, ...]] = []
    for row in rows:
        history += _history(row)
        written = list(_said(maker, row))
        said += written
        marks = [maker.words[row["id"] % 200]] if row["id"] % 20 == 0 else []
        tags += [(row["id"], mark) for mark in marks]
        found.append(tuple(documents.document(row, [one[4] for one in written], marks).values()))
    _put(connection, "history (inquiry_id, at, kind, staff_id)", history)
    _put(connection, "entries (inquiry_id, at, kind, staff_id, text)", said)
    _put(connection, "tags", tags)
    _put(connection, "search_documents", found)


def _history(row: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    at, owner = microseconds(row["received_at"]), row["owner_id"]
    kinds = ["received", "routed"] + (["acknowledged", "taken", "closed"] if row["status"] == 2 else [])
    for step, kind in enumerate(kinds):
        yield row["id"], at + step * 1_000_000, kind, owner if step > 1 else None


def _said(maker: Maker, row: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    if row["status"] != 2:
        return
    at, owner = microseconds(row["received_at"]), row["owner_id"]
    yield row["id"], at, "acknowledgement", owner, "I have it, and I am looking into it."
    if maker.dice.random() < 0.4:
        yield row["id"], at, "note", owner, maker.sentence(15)


def _stored(value: Any) -> Any:
    return microseconds(value) if isinstance(value, datetime) and value >= EPOCH else value


def _put(connection: sqlite3.Connection, where: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {where} VALUES ({marks})", rows)


if __name__ == "__main__":
    begun, wanted, target = time.monotonic(), int(sys.argv[1]), Path(sys.argv[2])
    fill(target, wanted)
    print(
        f"{wanted:,} inquiries in {time.monotonic() - begun:.0f} s: {target.stat().st_size / 1e6:,.0f} MB in {target}"
    )
