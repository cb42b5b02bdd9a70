"""Drafts: what was typed last stands, in whatever order the saves arrive, and an ended one does not come back."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import drafts
from inquiries.inquiry.drafts import Draft, Kept
from inquiries.inquiry.model import Colleague, Inquiry
from inquiries.people import accounts
from inquiries.people.accounts import Staff
from tests.inquiry.conftest import Opened
from tests.opened import NOON, media

SECOND = timedelta(seconds=1)
LATER = NOON + timedelta(minutes=20)


@pytest.fixture
async def inquiry(opened: Opened) -> Inquiry:
    (inquiry,) = await opened(media())
    return inquiry


def colleague(who: Staff) -> Colleague:
    return Colleague(who.id, who.name, who.title, who.phone)


async def keep(database: Database, inquiry: Inquiry, who: Staff, text: str, typed_at: datetime) -> Kept:
    return await database.write(
        drafts.keep, inquiry.id, who.id, text=text, typed_at=typed_at, now=max(LATER, typed_at)
    )


async def kept(database: Database, inquiry: Inquiry) -> list[tuple[str, str]]:
    async with database.read() as db:
        return [(draft.who.name, draft.text) for draft in await drafts.of_inquiry(db, inquiry.id)]


async def test_a_save_says_what_it_replaced_and_whose_draft_it_is(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff
) -> None:
    assert await keep(database, inquiry, ana, "He r", NOON) == Kept(True, NOON, None)
    first = Draft(colleague(ana), "He r", NOON)
    assert await keep(database, inquiry, ana, "He rang", NOON + SECOND) == Kept(True, NOON + SECOND, first)
    await keep(database, inquiry, dee, "Hers", NOON + 2 * SECOND)
    assert await kept(database, inquiry) == [("Ana", "He rang"), ("Dee", "Hers")]


async def test_an_older_save_that_arrives_late_changes_nothing(
    database: Database, inquiry: Inquiry, ana: Staff
) -> None:
    await keep(database, inquiry, ana, "newer", NOON + SECOND)
    late = await keep(database, inquiry, ana, "older", NOON)
    assert late == Kept(False, NOON + SECOND, Draft(colleague(ana), "newer", NOON + SECOND))
    assert await kept(database, inquiry) == [("Ana", "newer")]


async def test_a_save_that_is_tried_again_is_kept_again(
    database: Database, inquiry: Inquiry, ana: Staff
) -> None:
    outcomes = [(await keep(database, inquiry, ana, "same", NOON)).kept for _ in range(2)]
    assert (outcomes, await kept(database, inquiry)) == ([True, True], [("Ana", "same")])


@pytest.mark.parametrize("ending", ["added", "emptied"])
async def test_what_has_ended_is_not_brought_back_by_a_save_from_before(
    database: Database, inquiry: Inquiry, ana: Staff, ending: str
) -> None:
    await keep(database, inquiry, ana, "words", NOON)
    if ending == "added":
        await database.write(drafts.end, inquiry.id, ana.id, at=NOON + 2 * SECOND)
    else:
        await keep(database, inquiry, ana, "", NOON + 2 * SECOND)
    assert not (await keep(database, inquiry, ana, "words, more", NOON + SECOND)).kept
    assert await kept(database, inquiry) == [("Ana", "")]
    assert (await keep(database, inquiry, ana, "a new one", NOON + 3 * SECOND)).kept
    assert await kept(database, inquiry) == [("Ana", "a new one")]


async def test_a_clock_set_back_does_not_lock_a_draft(
    database: Database, inquiry: Inquiry, ana: Staff
) -> None:
    await keep(database, inquiry, ana, "tomorrow", NOON + timedelta(days=1))
    now = await keep(database, inquiry, ana, "today", NOON)
    assert (now.kept, now.at, await kept(database, inquiry)) == (True, NOON, [("Ana", "today")])


async def test_nothing_is_typed_in_the_future(database: Database, inquiry: Inquiry, ana: Staff) -> None:
    ahead = {"text": "x", "typed_at": NOON + timedelta(days=9), "now": NOON}
    assert (await database.write(drafts.keep, inquiry.id, ana.id, **ahead)).at == NOON


async def test_a_draft_stays_when_its_writer_leaves(database: Database, inquiry: Inquiry, ana: Staff) -> None:
    await keep(database, inquiry, ana, "Ask for Maren", NOON)
    await database.write(accounts.disable, ana.id, LATER)
    assert await kept(database, inquiry) == [("Ana", "Ask for Maren")]


async def test_sweeping_forgets_only_what_has_long_ended(
    database: Database, inquiry: Inquiry, ana: Staff, dee: Staff, cy: Staff
) -> None:
    await keep(database, inquiry, ana, "long open", NOON - timedelta(days=90))
    await database.write(drafts.end, inquiry.id, dee.id, at=NOON - timedelta(days=3))
    await database.write(drafts.end, inquiry.id, cy.id, at=NOON - timedelta(days=1))
    await database.write(drafts.sweep, NOON)
    async with database.read() as db:
        left = set(await db.scalars(sa.select(tables.drafts.c.staff_id)))
    assert left == {ana.id, cy.id}
