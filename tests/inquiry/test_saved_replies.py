"""Saved replies in the database: by desk and by name, and never one writer's words over another's unread."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from inquiries.database.engine import Database
from inquiries.inquiry import saved_replies
from inquiries.inquiry.changes import SomeoneWasFaster
from inquiries.inquiry.saved_replies import MOST, Enough, NameTaken, SavedReply, Wording
from inquiries.people.accounts import Staff
from tests.opened import NOON

LATER = NOON + timedelta(minutes=5)


def wording(who: Staff, name: str = "I have it", text: str = "Hello {first name}") -> Wording:
    return Wording(name, text, who.id, NOON)


async def kept(database: Database, *desks: str) -> list[SavedReply]:
    async with database.read() as db:
        return list(await saved_replies.on(db, desks or ("media", "events")))


async def test_what_is_added_is_read_by_its_desk_and_no_other(
    database: Database, ana: Staff, cy: Staff
) -> None:
    first = await database.write(saved_replies.add, "media", wording(ana))
    second = await database.write(saved_replies.add, "events", wording(cy, text="Dear {first name}"))
    mine = SavedReply(first, "media", "I have it", "Hello {first name}", NOON, 1, "Ana")
    theirs = SavedReply(second, "events", "I have it", "Dear {first name}", NOON, 1, "Cy")
    assert await kept(database, "media") == [mine]
    assert await kept(database, "events") == [theirs]
    async with database.read() as db:
        assert await saved_replies.names(db, "media") == ((first, "I have it"),)
        assert await saved_replies.by_id(db, first, desks=["media"]) == mine
        assert await saved_replies.by_id(db, first, desks=["events"]) is None


async def test_they_stand_by_name_whatever_the_case(database: Database, ana: Staff) -> None:
    for name in ("thanks", "No", "über uns", "Interview"):
        await database.write(saved_replies.add, "media", wording(ana, name))
    expected = ["Interview", "No", "thanks", "über uns"]
    assert [one.name for one in await kept(database)] == expected
    async with database.read() as db:
        assert [name for _, name in await saved_replies.names(db, "media")] == expected


async def test_a_double_click_adds_one_and_another_text_under_its_name_none(
    database: Database, ana: Staff
) -> None:
    ids = [await database.write(saved_replies.add, "media", wording(ana)) for _ in range(2)]
    assert ids[0] == ids[1]
    with pytest.raises(NameTaken):
        await database.write(saved_replies.add, "media", wording(ana, "i HAVE it", "Other words"))
    assert len(await kept(database)) == 1


async def test_there_are_only_so_many_on_a_desk(database: Database, ana: Staff) -> None:
    async def fill(tx: object) -> None:
        for number in range(MOST):
            await saved_replies.add(tx, "media", wording(ana, f"Number {number}"))  # type: ignore[arg-type]

    await database.write(fill)
    with pytest.raises(Enough):
        await database.write(saved_replies.add, "media", wording(ana, "One more"))
    await database.write(saved_replies.add, "events", wording(ana, "One more"))


async def test_who_writes_second_is_told_and_the_first_words_stay(
    database: Database, ana: Staff, dee: Staff
) -> None:
    await database.write(saved_replies.add, "media", wording(ana))
    (before,) = await kept(database)
    first = Wording("I have it", "By Dee", dee.id, LATER)
    await database.write(saved_replies.change, before, first)
    with pytest.raises(SomeoneWasFaster):
        await database.write(saved_replies.change, before, wording(ana, text="By Ana"))
    with pytest.raises(SomeoneWasFaster):
        await database.write(saved_replies.remove, before)
    expected = replace(before, text="By Dee", at=LATER, version=2, who="Dee")
    assert await kept(database) == [expected]
    await database.write(saved_replies.change, before, first)  # a double click
    assert await kept(database) == [expected]


async def test_one_cannot_take_the_name_of_another_but_keeps_its_own(database: Database, ana: Staff) -> None:
    await database.write(saved_replies.add, "media", wording(ana))
    await database.write(saved_replies.add, "media", wording(ana, "Other"))
    other = next(one for one in await kept(database) if one.name == "Other")
    with pytest.raises(NameTaken):
        await database.write(saved_replies.change, other, wording(ana, "I HAVE IT", "Changed"))
    await database.write(saved_replies.change, other, wording(ana, "OTHER", "Changed"))
    assert [(one.name, one.text) for one in await kept(database)][1] == ("OTHER", "Changed")


async def test_what_is_removed_is_gone_and_cannot_be_changed(database: Database, ana: Staff) -> None:
    await database.write(saved_replies.add, "media", wording(ana))
    (before,) = await kept(database)
    for _ in range(2):
        await database.write(saved_replies.remove, before)
    with pytest.raises(SomeoneWasFaster):
        await database.write(saved_replies.change, before, wording(ana, text="Other"))
    assert await kept(database) == []


async def test_of_two_who_save_at_once_one_is_told(database: Database, ana: Staff, dee: Staff) -> None:
    await database.write(saved_replies.add, "media", wording(ana))
    (before,) = await kept(database)
    ended = await asyncio.gather(
        database.write(saved_replies.change, before, wording(ana, text="By Ana")),
        database.write(saved_replies.change, before, wording(dee, text="By Dee")),
        return_exceptions=True,
    )
    assert sorted(type(one) for one in ended if one is not None) == [SomeoneWasFaster]
    (now,) = await kept(database)
    assert (now.version, now.text) == (2, "By Ana" if ended[0] is None else "By Dee")
