"""Makes an inbox of any size, on the real schema, in a SQLite file: python benchmarks/make_inbox.py 1000000 FILE

The same number gives the same inbox. What each inquiry holds is invented; how they are spread is as in a press
office: nearly all closed, a few thousand open at most, some words in every third question and most in very few.
Nothing is sent, so there are no jobs and no deliveries.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import stores
from stores import Store

from inquiries.database import documents
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
# Somebody who writes all the time: one in thirty is theirs.
BUSY, BUSY_ID = "busy@everyday.example", 7
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
        if id % 30 == BUSY_ID:
            row |= {"name": "Bea Busy", "email": BUSY}
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


def fill(url: str, size: int) -> None:
    """Migrate a new database and fill it."""
    kept = stores.store(url)
    kept.put("secrets", "name, value", [("reference", SECRET[:32])])
    _staff(kept)
    maker = Maker(size)
    for first in range(1, size + 1, BATCH):
        _batch(kept, maker, range(first, min(first + BATCH, size + 1)))
        if first % 100_000 == 1 and size > 100_000:
            print(f"  {first - 1:>9,} of {size:,}", file=sys.stderr, flush=True)
    counters = [(*place, total) for place, total in maker.counters.items()]
    kept.put("counters", "desk, status, owner_id, total", counters)
    everybody = maker.persons.items()
    people = [(id, at, name) for _, (id, at, name) in everybody]
    kept.put("persons", "id, created_at, name_key", people)
    addresses = [(email, id, id) for email, (id, _, _) in everybody]
    kept.put("person_addresses", "email, person_id, home_id", addresses)
    kept.close()


def _staff(kept: Store) -> None:
    for id in range(1, STAFF + 1):
        role = "administrator" if id == 1 else "member"
        row = (id, f"person{id}@example.org", f"Person {id}", role, NOW)
        kept.put("staff", "id, email, name, role, created_at", [row])
        desks = ("media", "events") if id == 1 else ("media",) if id <= 8 else ("events",)
        kept.put("staff_desks", "staff_id, desk", [(id, desk) for desk in desks])


def _batch(kept: Store, maker: Maker, ids: range) -> None:
    rows = [maker.inquiry(id) for id in ids]
    submitted = [
        (one["id"], f"k{one['id']}", one["form"], one["received_at"], "[]", one["answers"], "{}", 1)
        for one in rows
    ]
    kept.put("submissions", "id, once_key, form, received_at, fields, answers, facts, state", submitted)
    kept.put("inquiries", ", ".join(rows[0]), [tuple(one.values()) for one in rows])
    history, said, tags = [], [], []
    found = []
    for row in rows:
        history += _history(row)
        written = list(_said(maker, row))
        said += written
        marks = [maker.words[row["id"] % 200]] if row["id"] % 20 == 0 else []
        tags += [(row["id"], mark) for mark in marks]
        found.append(documents.document(row, [one[4] for one in written], marks))
    kept.put("history", "inquiry_id, at, kind, staff_id", history)
    kept.put("entries", "inquiry_id, at, kind, staff_id, text", said)
    kept.put("tags", "inquiry_id, tag", tags)
    kept.put("search_documents", ", ".join(found[0]), [tuple(one.values()) for one in found])


def _history(row: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    at, owner = row["received_at"], row["owner_id"]
    kinds = ["received", "routed"] + (["acknowledged", "taken", "closed"] if row["status"] == 2 else [])
    for step, kind in enumerate(kinds):
        yield row["id"], at + timedelta(seconds=step), kind, owner if step > 1 else None


def _said(maker: Maker, row: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    if row["status"] != 2:
        return
    at, owner = row["received_at"], row["owner_id"]
    yield row["id"], at, "acknowledgement", owner, "I have it, and I am looking into it."
    if maker.dice.random() < 0.4:
        yield row["id"], at, "note", owner, maker.sentence(15)


if __name__ == "__main__":
    begun, wanted, target = time.monotonic(), int(sys.argv[1]), Path(sys.argv[2])
    fill(f"sqlite:///{target}", wanted)
    print(
        f"{wanted:,} inquiries in {time.monotonic() - begun:.0f} s: {target.stat().st_size / 1e6:,.0f} MB in {target}"
    )
