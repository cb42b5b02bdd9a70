"""What a batch of submissions is judged by: other senders of a text, the trap, who is known, what must not be held."""

import sqlalchemy as sa

from inquiries.database import tables
from inquiries.database.engine import Database
from inquiries.inquiry import persons
from inquiries.spam import look, repeats
from inquiries.spam.look import Arrival
from tests.opened import NOON, media
from tests.spam.conftest import Opened

KEY = b"k" * 32
TEXT = "Dear sir or madam, we have a wonderful opportunity for your esteemed organisation: https://a.example"


async def test_the_same_text_from_many_addresses_is_held_from_the_third_on_whatever_figures_it_bears(
    database: Database,
) -> None:
    def sent(id: int) -> Arrival:
        answers = {"email": f"v{id}@mail.example", "question": f"{TEXT} No. {id}!"}
        return Arrival(id, answers, {"door": "page", "noted": {"filled_in": 1.0}})

    batches = [[sent(1), sent(1), sent(2)], [sent(3), sent(4)]]
    found = {}
    for batch in batches:
        found |= await database.write(look.look, KEY, batch, much=0, at=NOON)
    assert {id: (verdict.points, verdict.held) for id, verdict in found.items()} == {
        1: (4, False),
        2: (4, False),
        3: (10, True),
        4: (10, True),
    }
    await database.write(repeats.sweep, NOON + repeats.KEPT * 2)
    async with database.read() as db:
        assert await db.scalar(sa.select(sa.func.count()).select_from(tables.spam_texts)) == 0


async def test_a_verified_address_speaks_for_it_and_a_cry_for_help_is_past_all_judging(
    database: Database, opened: Opened
) -> None:
    (bo,) = await opened(media())
    await database.write(persons.confirm, bo.email, at=NOON)
    trapped = {"door": "site", "noted": {"trapped": True, "lately": 15}}
    arrivals = [
        Arrival(1, bo.answers, {"door": "site"}),
        Arrival(2, {"question": "?"}, trapped),
        Arrival(3, {"question": "?"}, trapped, certain_not_spam=True),
        Arrival(4, {"question": "?"}, {"door": "page", "suspicion": "noted by an earlier version"}),
    ]
    found = await database.write(look.look, KEY, arrivals, much=15, at=NOON)
    assert [found[id].points for id in (1, 2, 3, 4)] == [-3, 25, 0, 20]
