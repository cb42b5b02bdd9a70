"""Erased means erased: an inquiry with a word in every place is gone from every place, and nothing else is."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from inquiries import work
from inquiries.database import leftovers, tables
from inquiries.erasure import whole
from inquiries.erasure.whole import By
from inquiries.inquiry import changes, counting, records
from inquiries.inquiry.counting import Place
from inquiries.inquiry.model import Outcome, Status
from inquiries.intake import withdrawing
from inquiries.notify import restraint
from inquiries.queue import kinds
from inquiries.queue.worker import Worker
from tests.erasure import filled
from tests.erasure.filled import ASKED, EVERYWHERE, WORD
from tests.intake.lettered import asked, hire
from tests.intake.posting import words
from tests.opened import again


@pytest.fixture
async def ana(house, watch):
    return await hire(house, watch.now)


async def work_off(house):
    await Worker(house.database, work.handlers(house.post), ()).drain()


async def _killed(*_):
    raise RuntimeError("in the middle of it")


async def erase(house, watch, *ids):
    by = By("command")
    return await house.database.write(whole.erase, house.keys, ids, by=by, at=watch.now)


async def counted(house, table):
    async with house.database.read() as db:
        return await db.scalar(sa.select(sa.func.count()).select_from(tables.metadata.tables[table]))


async def test_no_byte_of_an_erased_inquiry_is_left_and_another_stands_as_it_stood(
    house, watch, client, open_new, ana
):
    bo = await filled.fill(house, client, open_new, ana, watch.now)
    sam = await asked(house, client, open_new, name="Sam Lind", email="sam@school.example", outlet="School")
    await house.database.write(filled.digest, bo, ana, watch.now)
    await work_off(house)
    stood = await filled.where(house, WORD)
    on_disk = {"attachments", "mailbox"} | ({"inquiries.db-wal"} if house.database.is_sqlite else set())
    assert stood >= EVERYWHERE | on_disk
    before = await filled.of(house, sam)

    url = f"/receipts/{house.keys.token(bo.id)}"
    assert "Yes, erase it" in words(await (await client.get(f"{url}/erase")).text())
    answer = await client.post(f"{url}/erase", data={"sure": "yes"})
    page = await answer.text()
    assert (answer.status, WORD in page) == (410, False)
    assert "It was erased on 24 November 2026 at the sender’s wish." in words(page)
    await work_off(house)

    assert await filled.where(house, WORD) == set()
    assert await filled.of(house, sam) == before
    async with house.database.read() as db:
        assert await counting.figures(db) == {Place("media", 0, 0): 1}
        told = (
            await db.execute(sa.select(tables.deliveries).where(tables.deliveries.c.kind == "withdrawn"))
        ).one()
        line = (await db.execute(sa.select(tables.erasures))).one()
    assert (told.recipient, json.loads(told.facts)["reference"]) == (ana.email, bo.reference)
    assert (line.door, line.reference, line.desk, line.gone_at) == (
        "sender",
        bo.reference,
        "media",
        watch.now,
    )
    assert json.loads(line.counted)["letters"] == 2
    twice = await house.database.write(withdrawing.withdraw, house.keys, bo.id)
    assert (twice, await counted(house, "erasures")) == (None, 1)


async def test_what_was_erased_when_the_program_died_is_off_the_disk_after_the_next_start(
    house, watch, client, open_new, ana
):
    bo = await filled.fill(house, client, open_new, ana, watch.now)
    await erase(house, watch, bo.id)
    assert {"attachments", "mailbox"} <= await filled.where(house, WORD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            leftovers, "rewrite", _killed
        )  # files are gone by then, and bytes of the database are not
        await work_off(house)
    assert {"attachments", "mailbox"} & await filled.where(house, WORD) == set()
    watch.forward(timedelta(minutes=2))
    for _ in range(2):
        await work_off(house)
        assert await filled.where(house, WORD) == set()
        again_now = tables.jobs.update().where(tables.jobs.c.kind == kinds.ERASE).values(state=tables.READY)
        await house.database.write(lambda tx, order=again_now: tx.execute(order))


async def test_the_same_form_posted_again_leads_to_the_tombstone_and_no_second_mail(
    house, watch, client, open_new
):
    sent = {**filled.posted(), **ASKED}
    first = await client.post("/forms/media", data=sent, allow_redirects=False)
    keyed = {"headers": {"Idempotency-Key": WORD}, "json": {**sent, "email": f"eve@{WORD}.example"}}
    api = await client.post("/api/v1/forms/media/submissions", **keyed)
    await open_new()
    await work_off(house)
    await erase(house, watch, 1, 2)
    await work_off(house)
    assert await filled.where(house, WORD) == set()
    second = await client.post("/forms/media", data=sent, allow_redirects=False)
    assert second.headers["Location"] == first.headers["Location"]
    repeated = await client.post("/api/v1/forms/media/submissions", **keyed)
    assert (repeated.status, await repeated.json()) == (201, await api.json())
    assert (await counted(house, "submissions"), await open_new()) == (2, 0)
    # Erased and posted anew: the address still had its one mail of the day.
    fresh = await asked(house, client, open_new, **ASKED)
    why = await house.database.write(restraint.why_not, fresh.id, filled.ADDRESS.upper(), watch.now)
    assert str(why) == "the address had an automatic mail within a day"


async def test_of_two_inquiries_of_one_person_the_other_and_what_was_part_of_it_stay(
    house, watch, client, open_new, ana
):
    by = {"staff_id": ana.id, "at": watch.now}
    one, two, three = [await asked(house, client, open_new, question=f"Number {n}?") for n in "123"]
    await house.database.write(changes.merge, two, into=one, **by)
    await house.database.write(changes.merge, three, into=await again(house.database, one), **by)
    ended = {"outcome": Outcome.ANSWERED, "reason": "", **by}
    await house.database.write(changes.close, await again(house.database, one), **ended)
    known = {name: await counted(house, name) for name in ("persons", "person_addresses")}
    await erase(house, watch, one.id)
    async with house.database.read() as db:
        parts = [await records.by_id(db, id) for id in (two.id, three.id)]
        told = [one.facts for one in await records.events(db, two.id)][-1]
        assert await counting.figures(db) == {Place("media", int(Status.CLOSED), 0): 2}
    assert [(part.status, part.outcome, part.merged_into) for part in parts] == [
        (Status.CLOSED, Outcome.ANSWERED, None)
    ] * 2
    assert (told, {name: await counted(house, name) for name in known}) == ({"from": one.reference}, known)
    await erase(house, watch, two.id, three.id)
    assert {name: await counted(house, name) for name in known} == {"persons": 0, "person_addresses": 0}


async def test_many_erased_at_once_are_taken_off_the_disk_together(
    house, watch, client, open_new, monkeypatch
):
    written, rewrite = [], leftovers.rewrite

    async def counting(*given):
        written.append(given)
        await rewrite(*given)

    monkeypatch.setattr(leftovers, "rewrite", counting)
    for number in range(3):
        one = await asked(house, client, open_new, question=f"Number {number}?")
        await erase(house, watch, one.id)
    await work_off(house)
    async with house.database.read() as db:
        gone = list(await db.scalars(sa.select(tables.erasures.c.gone_at)))
    assert (len(written), gone) == (1, [watch.now] * 3)
