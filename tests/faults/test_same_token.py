"""A thousand forms whose button is pressed twice, and one that is pressed a thousand times, all at once and at two
hosts where there are two: one inquiry each, and the same reference for all."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from inquiries import app as apps
from inquiries.app import House
from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.forms.form import Submission
from inquiries.intake import accept, form_token
from inquiries.intake import spool as spools
from inquiries.intake.accept import Receipt
from inquiries.intake.door import DOOR, Door
from tests.opened import ANSWERS, NOON

THOUSAND = 1_000


@pytest.fixture
async def doors(house: House) -> AsyncIterator[list[Door]]:
    """One host on SQLite, where one process alone writes; two on a server, each with a connection of its own."""
    door = apps.application(house, with_worker=False)[DOOR]
    hosts = (
        [house.database]
        if house.database.is_sqlite
        else [house.database, Database(house.settings.database_url)]
    )
    doors = [replace(door, spool=spools.spool(one)) for one in hosts]
    running = [asyncio.ensure_future(one.spool.run()) for one in doors]
    yield doors
    for one in doors:
        one.spool.close()
    await asyncio.gather(*running)
    for extra in hosts[1:]:
        await extra.dispose()


async def by_page(door: Door, token: str) -> Receipt:
    fields = [*ANSWERS.items(), ("form_token", token)]
    return await accept.accept(door, Submission("media", ANSWERS), fields, language="en", now=NOON)


async def by_api(door: Door, key: str) -> Receipt:
    fields = tuple(ANSWERS.items())
    return await accept.accept_once(
        door, Submission("media", ANSWERS), fields, key=key, language="en", now=NOON
    )


@pytest.mark.parametrize("send", [by_page, by_api], ids=["form_token", "Idempotency-Key"])
async def test_however_often_and_wherever_a_token_comes_it_is_one_inquiry(
    house: House, doors: list[Door], send
) -> None:
    tokens = [form_token.make(house.keys.secret, NOON) for _ in range(THOUSAND)]
    posts = [*tokens, *tokens, *[tokens[0]] * (THOUSAND - 2)]
    random.shuffle(posts)
    receipts = await asyncio.gather(
        *(send(doors[number % len(doors)], token) for number, token in enumerate(posts))
    )
    given: dict[str, set[str]] = {token: set() for token in tokens}
    for token, receipt in zip(posts, receipts, strict=True):
        given[token].add(receipt.reference)
    async with house.database.read() as db:
        ids = list(await db.scalars(sa.select(tables.submissions.c.id)))
    assert {len(references) for references in given.values()} == {1}
    assert {reference for one in given.values() for reference in one} == set(map(house.keys.reference, ids))
    assert len(ids) == THOUSAND
