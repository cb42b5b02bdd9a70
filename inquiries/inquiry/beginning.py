"""Makes inquiries from what was decided about submissions, many in one transaction. Decides nothing itself.

All that can be worked out before is: on SQLite everybody who writes waits for that transaction.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inquiries import wording
from inquiries.database import bulk, documents
from inquiries.database.bulk import Packed
from inquiries.database.engine import Tx
from inquiries.database.tables import history, inquiries, jobs, search_documents
from inquiries.inquiry import clocks, counting, outlets, persons
from inquiries.inquiry.counting import Place
from inquiries.inquiry.model import Status
from inquiries.inquiry.opening import Opening
from inquiries.queue import kinds


@dataclass(frozen=True, slots=True)
class Beginning:
    """All rows that several inquiries begin with, ready to be added; `people` are their senders' names as they are
    looked for, by address."""

    at: datetime
    added: tuple[Packed | None, ...]
    people: Mapping[str, str]
    places: Sequence[Place]


def of(openings: Sequence[Opening], *, dialect: str, at: datetime) -> Beginning:
    """What `openings` begin with on this kind of database, opened at `at`."""
    rows = [_inquiry(opening) for opening in openings]
    lines = [line for opening in openings for line in _history(opening, at)]
    follow_ups = [job for opening in openings if not opening.held for job in _jobs(opening, at)]
    found_by = documents.of_new(rows, [opening.answers for opening in openings])
    names = {
        persons.address(opening.answers.get("email", "")): opening.answers.get("name", "")
        for opening in openings
    }
    added = ((inquiries, rows), (history, lines), (jobs, follow_ups), (search_documents, found_by))
    return Beginning(
        at,
        tuple(bulk.pack(dialect, table, each) for table, each in added),
        persons.name_keys(names),
        [_place(opening) for opening in openings],
    )


async def open_all(tx: Tx, openings: Sequence[Opening], *, at: datetime) -> None:
    """Work out and write at once, where few are opened."""
    await write(tx, of(openings, dialect=tx.dialect.name, at=at))


async def write(tx: Tx, beginning: Beginning) -> None:
    """Inquiries, with whose they are, their first lines of history, their jobs, and what they are found by."""
    if not beginning.places:
        return
    await tx.run_sync(bulk.add, beginning.added)
    await persons.make_all(tx, beginning.people, at=beginning.at)
    # Last, because all who count wait for each other from here to the commit.
    await counting.arrived(tx, beginning.places)


def _place(opening: Opening) -> Place:
    return Place(opening.stands_on, int(_status(opening)), opening.owner_id or counting.NOBODY)


def _status(opening: Opening) -> Status:
    return Status.QUARANTINED if opening.held else Status.OPEN


def _inquiry(opening: Opening) -> dict[str, Any]:
    answers = opening.answers
    return {
        "id": opening.id,
        "reference": opening.reference,
        "form": opening.form,
        "desk": opening.stands_on,
        "sealed_from": opening.desk if opening.sealed else "",
        "answers": _json(dict(answers)),
        "zone": opening.zone,
        "status": int(_status(opening)),
        "suspicion": opening.held,
        "owner_id": opening.owner_id,
        "received_at": opening.received_at,
        "stirred_at": opening.received_at,
        **clocks.columns(opening.clocks, opening.received_at),
        "alarm_at": None if opening.held else opening.alarm_at,
        "question": answers.get("question") or answers.get("idea", ""),
        "email_key": persons.address(answers.get("email", "")),
        "outlet_key": outlets.key(answers.get("outlet", "")),
        "language": answers.get("language") or opening.language,
    } | {name: answers.get(name, "") for name in _COPIED}


_json = json.JSONEncoder(ensure_ascii=False).encode
_COPIED = ("topic", "request_type", "name", "outlet", "email", "phone")


def _history(opening: Opening, at: datetime) -> Iterable[dict[str, Any]]:
    received = {"form": opening.form, "door": opening.door}
    yield _line(opening, opening.received_at, "received", received)
    reasons = [wording.pack(reason) for reason in opening.reasons]
    yield _line(opening, at, "routed", {"desk": opening.desk, "reasons": reasons})
    if opening.held:
        yield _line(opening, at, "quarantined", {"suspicion": opening.held})
    if opening.sealed:
        yield _line(opening, at, "sealed", {"reason": ""})


def _line(opening: Opening, at: datetime, kind: str, facts: Mapping[str, object]) -> dict[str, Any]:
    return {"inquiry_id": opening.id, "at": at, "kind": kind, "facts": _json(facts)}


def _jobs(opening: Opening, at: datetime) -> Iterable[dict[str, Any]]:
    # Receipts wait for each other, to count what went out lately: in a lane they do not take every place.
    made = {kinds.RECEIPT: kinds.RECEIPT, kinds.ANNOUNCE: ""}
    for kind in made if opening.receipt and not opening.sealed else (kinds.ANNOUNCE,):
        yield {
            "kind": kind,
            "key": f"{kind}:{opening.id}",
            "payload": json.dumps({"inquiry": opening.id}),
            "lane": made[kind],
            "next_try_at": at,
            "created_at": at,
        }
