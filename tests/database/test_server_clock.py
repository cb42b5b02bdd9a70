from datetime import timedelta

from inquiries import clock
from inquiries.database import server_clock
from inquiries.database.engine import Database

MUCH = timedelta(hours=3)


async def test_a_clock_is_compared_with_the_servers_where_there_is_one(database: Database) -> None:
    now = await server_clock.ahead(database)
    with clock.pretending(clock.now() + MUCH):
        later = await server_clock.ahead(database)
    with clock.pretending(clock.now() - MUCH):
        earlier = await server_clock.ahead(database)
    expected = timedelta(0) if database.is_sqlite else MUCH
    for measured, wanted in ((now, timedelta(0)), (later, expected), (earlier, -expected)):
        assert abs(measured - wanted) < timedelta(minutes=5), "the server is this machine's"
