"""What a start says of a clock that other hosts cannot share work with."""

from datetime import timedelta

import pytest

from inquiries import clock
from inquiries.app import House
from inquiries.commands import opened


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        (timedelta(0), ""),
        (timedelta(hours=2, minutes=30), "2 h ahead of"),
        (-timedelta(hours=4, minutes=30), "4 h behind"),
    ],
)
async def test_a_clock_far_from_the_servers_is_said_aloud(
    house: House, caplog: pytest.LogCaptureFixture, off: timedelta, expected: str
) -> None:
    with clock.pretending(clock.now() + off):
        await opened.compare_clocks(house)
    said = f"The clock of this machine is {expected} the database server's"
    heard = [message.partition(":")[0] for message in caplog.messages]
    assert heard == ([said] if expected and not house.database.is_sqlite else [])
